"""Who answers a proposition, in every article of its event: answers tied by what they say, point at, or are asked.

Inside an article an answer is tied to that article's own claims. Here the proposition decides: does the answer say in
words that it is so or not so, does it point at what was told ("the report", "it"), or is it a refusal that names
nothing else? A confirmation has to say it: who admits something else confirms nothing. Who says the contrary without
the word for it denies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whosays.likeness import Features, Weights, features, opposed, verbs, weights
from whosays.likeness.stemming import words
from whosays.matching.propositions import Proposition
from whosays.model import Attribution, Naming, Response, Source, SourceKind, Trace
from whosays.model.meaning import UNABLE, UNANSWERED
from whosays.outlets.words_of_credit import any_at
from whosays.vectors import Vectors

_SAYS_SO = 0.7  # cosine with the proposition from which a content says it
_POINTED = 0.2  # how likely the claim pointed at must tell it
_POINTED_SURELY = 0.5
_TOLD = 0.3  # how likely a claim must be to tell it for who makes it not to deny it by what else they say
_ABOUT = 0.5  # share of the weight of an answer's words that the proposition's wordings have
_ABOUT_DENIED, _NEAR = 0.45, 0.25  # the same for a denial by that word, and its cosine with the proposition
_NEAR_CONTRARY = 0.6
_COVERED = 0.4  # share of the proposition's weight that a confirmation has
_OF_OTHERS = 0.6  # share of the weight of a confirmation that says no more than others told, in the words of these
_NEARLY_ALL = 0.8  # the same for one that has little of the proposition but whose it is
_OF_OTHERS_LEAST, _MOSTLY = 0.4, 0.7  # the same for one that has what is done, and so much of the proposition
_CONTRARY = 0.6  # the same for a contrary that is told without a word of denial
_AUTHOR = "author"
_AUTHORS = re.compile(r"(?:[Tt]he )?(?:(?:lead|main|senior|chief) )?(?:authors?|co-?authors?|researchers?|scientists?)")
_THEIR_WORK = re.compile(r"\b(?P<what>study|paper|survey|report|article|book|preprint|trial)\b", re.IGNORECASE)
_MUCH = 6  # words that tell
_FEW = 2  # words that tell, up to which a refusal names nothing in particular
_POINTING = re.compile(
    r"^\W*(?:(?:to|on|about|that|whether|of)\s+)*(?:it\b|them\b|so\b|they\s+(?:are|were)\b|"
    r"(?:this|that)(?=\W*$|\s+(?:is|was|were|are|isn|wasn)\b)|"
    r"(?:the|that|this|these|those|its|his|her|such|any|all|unconfirmed|speculation|rumou?rs?)\b[^.!?]{0,40}?"
    r"\b(?:reports?|stor(?:y|ies)|claims?|allegations?|rumou?rs?|accusations?|speculation|incident|matter|subject|"
    r"news|details|account|suggestions?|events?|case)\b)|\b(?:rumou?rs?|speculation|comment)\b|"
    r"\b(?:confirm|verify|deny|dispute|discuss|address)\s+(?:them|it|that|this|those|these)\b(?!\s+[a-z])",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(
    r"^\W*(?:(?:the|that|this|any|such|all|those|these|his|her|its|their)\s+)?(?:\w+\s+){0,2}?"
    r"(?:claims?|allegations?|reports?|rumou?rs?|accusations?|suggestions?|stor(?:y|ies)|speculation)\s+"
    r"(?:that|of|about)\s+(?P<what>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_OF_IT_LEAST = 0.3  # of the weight of "the allegation that P" for P to be what the proposition tells
_HOUSE = r"(?:the )?[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,3}"
_BOTH = re.compile(rf"^\W*(?P<one>{_HOUSE}) and (?P<other>{_HOUSE})\W*$")
_ATTRIBUTING = re.compile(rf"\b{any_at('answer')}\b", re.IGNORECASE)
_HEARER = re.compile(
    r"\W*(?:to\s+)?(?:[Tt]he\s+)?[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}\W*$"
)  # to whom it was refused
# "Held forth on a debunked" rumour: the verdict is the text's, not the speaker's
_SOMEBODYS_VERDICT = re.compile(r"\b(?:an?|the|this|that|these|those|such) (?:[a-z]+ly )?[a-z]+(?:ed|less|false|fake)$")
_IT = re.compile(r"\W*(?:it|that|this|there|nothing|nobody|no one|none)\b", re.IGNORECASE)
_LONGEST = 30  # words of a contrary
_WHOSE = re.compile(
    r"^\W*(?:that\s+)?(?:the\s+)?(?P<who>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})(?:['’]s?)?\s+(?:claims?|allegations?)\b"
)
_NO_WAY = re.compile(r"\b(?:no way (?:to|of)|could not (?:\w+ )?be|cannot be|impossible to|unable to)\b", re.IGNORECASE)
_ONES_NAME = re.compile(r"\b(?:nam(?:e|ed|es|ing)|identif\w+|identity)\b", re.IGNORECASE)
_OF_ITSELF = re.compile(
    r"^\W*(?:that\s+)?(?:it|they|we)\s+(?:will|would|is|are|has|have|had|was|were|intends?|plans?)\b"
)
_OF_IT = re.compile(r"^\W*(?:that\s+)?it\s")
_OPEN = re.compile(  # in lower case: "in May" is a month
    r"\b(?:may|might|could|consider\w*|explor\w*|talks?|discuss\w*|possib\w*|options?|hopes?|likely|weigh\w*|no|not|never)\b|"
    r"n['’]t\b"
)
_REPORTED = re.compile(
    r"\b(?:follow(?:ing|ed|s)|after|amid|confirm\w*)\s+(?:\w+\s+){0,3}?(?:reports?|rumou?rs?|speculation|leaks?)\b|"
    r"\bhad\s+(?:first\s+|earlier\s+|already\s+)?(?:reported|revealed|written)\b",
    re.IGNORECASE,
)
# "If Carbonix confirmed the theft"
_UNREAL = re.compile(r"\b(?:if|unless|until|till|whether|should|once|before|had|were)\s+(?:the\s+)?$", re.IGNORECASE)
# What is said of a matter by somebody who leaves it open: that they look into it, know of it, were asked about it
_LEFT_OPEN = re.compile(
    r"\b(?:look(?:s|ed|ing)?\s+(?:into|at)|investigat\w+|inquir\w+|enquir\w+|prob(?:e|es|ed|ing)|examin\w+|review\w*|aware|"
    r"knows?\s+of|knew\s+of|contacted|approached|asked|received|claim(?:s|ed|ing)?|alleg\w+|report(?:s|ed|edly)?|rumou?rs?|"
    r"suspect\w*|attempt\w*|tried|threat\w*)\b",
    re.IGNORECASE,
)
_DEED = re.compile(r"^\W*(?:the|that|this|its|their|his|her)\s+[\w-]+\W*$", re.IGNORECASE)  # "the theft"
# Behind this stands what came before, or why
_ASIDE = re.compile(
    r"\s(?:after|following|over|amid|when|while|because|since|"
    r"in\s+(?:connection|response)\s+(?:with|to))\s",
    re.IGNORECASE,
)
_COVERED_FIRST = 0.2  # share of the proposition's weight in front of it
_NEARBY = 400  # characters around what a party says within which the report stands that it confirms
_ITSELF = re.compile(r"^\W*(?:we|i|us|our|my)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer to a proposition: the document, the attribution there, what it is, and by whom in its words there.

    ``again`` are the other attributions there in which the same one gives it again.
    """

    document: int
    attribution: str
    response: Response
    name: str
    likely: float
    again: tuple[str, ...] = ()


def answering(
    proposition: Proposition, traces: Sequence[Trace], members: Sequence[int], near: Vectors
) -> tuple[Answering, ...]:
    """The answers to a proposition of the articles ``members``, each speaker's once an article and kind."""
    likely = {(t.told.document, t.told.claim): t.likely for t in proposition.tellings}
    own = features(proposition.words.text)
    wordings = [features(t.told.text) for t in proposition.tellings if t.likely >= _POINTED_SURELY] or [own]
    stems = {stem for each in wordings for stem in each.stems}
    rarity = weights(wordings)
    tellers = _tellers(likely, traces, members)
    by_article: dict[int, set[str]] = {proposition.words.document: set(own.stems)}
    for telling in proposition.tellings:
        if telling.likely >= _POINTED_SURELY:
            by_article.setdefault(telling.told.document, set()).update(features(telling.told.text).stems)
    whole = replace(own, plain=frozenset(s for each in wordings for s in each.plain))
    told = _Told(own, whole, stems, rarity, tellers, by_article)
    asked = [(index, a) for index in members for a in traces[index].attributions if _may_answer(a, traces[index], told)]
    contents = [" ".join(traces[index].document.quote(a.content).split()) for index, a in asked]
    needed = [c for c in contents if c and not _POINTING.search(c)]
    vectors = dict(zip(needed, near(needed) @ near([proposition.words.text])[0], strict=True)) if needed else {}
    found: dict[tuple[int, str, Response], Answering] = {}
    given: dict[tuple[int, str, Response], list[str]] = {}
    for (index, attribution), content in zip(asked, contents, strict=True):
        case = _Case(attribution, content, features(content), traces[index], index, likely, vectors.get(content, 0.0))
        response, sure = _judged(case, told)
        if response is None:
            continue
        for name in _names(attribution, traces[index]):
            if attribution.response is None and response is Response.DENY and name.casefold() in tellers:
                continue
            known = (index, name.casefold(), response)
            given.setdefault(known, []).append(attribution.id)
            if known not in found or found[known].likely < sure:
                found[known] = Answering(index, attribution.id, response, name, round(sure, 4))
    once = [replace(one, again=tuple(a for a in given[key] if a != one.attribution)) for key, one in found.items()]
    return _consistent(_outermost(once, traces))


@dataclass(frozen=True, slots=True)
class _Told:
    """A proposition that may be answered: its words, the same with all words of its sure wordings, the stems of these,
    their weights, the names of those who tell it, and the stems by which each article surely tells it."""

    own: Features
    whole: Features
    stems: set[str]
    rarity: Weights
    tellers: set[str]
    by_article: Mapping[int, set[str]]

    def others(self, index: int) -> set[str]:
        """The stems by which the other articles surely tell it."""
        return {stem for article, stems in self.by_article.items() if article != index for stem in stems}


@dataclass(frozen=True, slots=True)
class _Case:
    """An attribution that may be an answer, with what it says."""

    attribution: Attribution
    content: str
    known: Features
    trace: Trace
    index: int
    likely: Mapping[tuple[int, str], float]
    cosine: float

    @property
    def points(self) -> bool:
        """True where it says nothing of its own, or only points at what was told."""
        return not self.known.stems or (bool(_POINTING.search(self.content)) and not self.quotes)

    @property
    def quotes(self) -> bool:
        """True where it says too much of its own to point only."""
        return len(set(self.known.stems)) > _MUCH

    @property
    def told(self) -> float:
        """How likely its article tells the proposition at all: nothing else can be pointed at."""
        return max((likely for (index, _), likely in self.likely.items() if index == self.index), default=0.0)

    @property
    def pointed(self) -> float:
        """How likely what it answers by its own article tells the proposition."""
        answered = {
            self.attribution.responds_to,
            *(c.id for c in self.trace.claims if self.attribution.id in c.responses),
        }
        return max((self.likely.get((self.index, c or ""), 0.0) for c in answered), default=0.0)

    @property
    def tells(self) -> float:
        """How likely what it says tells the proposition."""
        inside = [
            self.likely.get((self.index, claim.id), 0.0)
            for claim in self.trace.claims
            if any(s < e2 and s2 < e for s, e in claim.spans for s2, e2 in self.attribution.content)
        ]
        return max(inside, default=0.0)

    def denies(self, own: Features) -> bool:
        """True where a claim in it surely tells the proposition and is negative where that is not, or the other way."""
        return any(
            self.likely.get((self.index, claim.id), 0.0) >= _POINTED_SURELY
            and features(claim.text).negative != own.negative
            for claim in self.trace.claims
            if any(s < e2 and s2 < e for s, e in claim.spans for s2, e2 in self.attribution.content)
        )

    def owns_up(self) -> bool:
        """True where a house says of itself, surely, what was reported of it before."""
        start, end = self.attribution.content[0][0], self.attribution.content[-1][1]
        around = self.trace.document.text[max(0, start - _NEARBY) : end + _NEARBY]
        plain = _OF_ITSELF.match(self.content) and not _OPEN.search(self.content)
        return bool(plain) and self.tells >= _POINTED_SURELY and _REPORTED.search(around) is not None


def _may_answer(attribution: Attribution, trace: Trace, told: _Told) -> bool:
    """True of answers, and of what somebody identified says in the negative, or says the opposite of."""
    if attribution.response is not None:
        return not _ATTRIBUTING.search(trace.document.quote(attribution.cue))
    if not attribution.source or not attribution.content:
        return False
    source = trace.source_of(attribution)
    said = trace.document.quote(attribution.content)
    if _is_house(source, said) and _OF_ITSELF.match(said):
        return True
    if source is None or source.naming not in (Naming.NAMED, Naming.ROLE):
        return False
    if source.kind not in (SourceKind.PERSON, SourceKind.ORGANIZATION):
        return False
    if "?" in said or len(said.split()) > _LONGEST:
        return False
    known = features(said)
    return known.negative or opposed(known, told.whole)


def _tellers(likely: Mapping[tuple[int, str], float], traces: Sequence[Trace], members: Sequence[int]) -> set[str]:
    """The names of those who tell the proposition in some article, and deny it in none: what they say besides is no
    denial of it."""
    found: set[str] = set()
    deniers: set[str] = set()
    for index in members:
        said = {a.id: a for a in traces[index].attributions}
        denying = (traces[index].source_of(a) for a in said.values() if a.response is Response.DENY)
        deniers.update(source.name.casefold() for source in denying if source is not None)
        for claim in traces[index].claims:
            if likely.get((index, claim.id), 0.0) < _TOLD or features(claim.text).negative:
                continue
            for i in claim.chain[-1:]:
                source = traces[index].source_of(said[i]) if i in said and said[i].response is None else None
                if source is not None:
                    found.add(source.name.casefold())
    return found - deniers


def _judged(case: _Case, told: _Told) -> tuple[Response | None, float]:
    """What it is to the proposition, if anything, and how likely."""
    own, stems, rarity = told.own, told.stems, told.rarity
    about = _about(case.known, stems, rarity)
    response = case.attribution.response
    turned = (case.known.negative != own.negative) != opposed(case.known, told.whole)
    quote = case.trace.document.quote
    cue = quote(case.attribution.cue)
    itself = _ITSELF.match(case.content) or (response is UNABLE and _NO_WAY.search(cue))
    if not case.attribution.source and not itself:
        return None, 0.0
    if _IT.match(quote(case.attribution.source)):
        return None, 0.0
    if response is Response.CONFIRM:
        covered = _about(own, set(case.known.stems), rarity)
        said = case.cosine >= _SAYS_SO and case.tells >= _POINTED_SURELY and covered >= _COVERED
        meant = case.points and case.pointed >= _POINTED_SURELY
        if not meant and _is_aside(case, told):
            return None, 0.0
        if (said or meant) and not turned:
            return response, max(case.tells, case.pointed)
        if not turned and _says_what_others_told(case, told):
            return response, max(0.6, case.tells)
    elif response is Response.DENY:
        if _of_others(case.content, told) or _SOMEBODYS_VERDICT.search(cue):
            return None, 0.0
        about_it = about >= _ABOUT_DENIED and case.cosine >= _NEAR
        if _of_something_else(case, told) and case.tells < _POINTED_SURELY:
            return None, 0.0
        if (case.points and case.told) or case.pointed >= _POINTED or case.tells >= _POINTED or about_it:
            return response, max(0.6, case.pointed, case.tells)
    elif response in UNANSWERED:
        if _ONES_NAME.search(f"{cue} {case.content}"):
            return None, 0.0  # who will not be named has answered
        if _of_something_else(case, told):
            return None, 0.0
        if (case.points and case.told) or case.pointed >= _POINTED or about >= _ABOUT or _nothing_else(case):
            return response, max(0.6, case.pointed)
    elif response is None and _is_house(case.trace.source_of(case.attribution), case.content) and not turned:
        return (Response.CONFIRM, case.tells) if case.owns_up() else (None, 0.0)
    elif response is None and turned and about >= _CONTRARY and case.cosine >= _NEAR_CONTRARY:
        return Response.DENY, min(0.59, 0.3 + 0.3 * about)
    elif response is None and case.denies(own) and about >= _ABOUT_DENIED:
        return Response.DENY, 0.5
    return None, 0.0


def _is_aside(case: _Case, told: _Told) -> bool:
    """True where the matter is only what something else came after or of: "an officer had been suspended after a man
    was shot"."""
    first, *rest = _ASIDE.split(case.content, maxsplit=1)
    return bool(rest) and _about(told.own, set(features(first).stems), told.rarity) < _COVERED_FIRST


def _says_what_others_told(case: _Case, told: _Told) -> bool:
    """True of a confirmation that says in nearly no other words what other articles told before: "that it will close
    its plant", "the theft of customer records". Its speaker is among its words, since "it" is whoever confirms."""
    document, source, known = case.trace.document, case.trace.source_of(case.attribution), case.known
    start = min(span[0] for span in (*case.attribution.source, *case.attribution.cue))
    others = told.others(case.index)
    if source is None or not others or source.name.casefold() in told.tellers or _LEFT_OPEN.search(case.content):
        return False
    if _OPEN.search(case.content) or _UNREAL.search(document.text[max(0, start - 12) : start]):
        return False
    for one, other in ((known.numbers, told.own.numbers), (known.places, told.own.places)):
        if one and other and not one & other:
            return False
    speaker = {s for name in (source.name, source.affiliation or "") for s in features(name).stems}
    about, covered = (
        _about(known, others | speaker, told.rarity),
        _about(told.own, set(known.stems) | speaker, told.rarity),
    )
    whole = covered >= _MOSTLY and bool(told.own.verbs) and told.own.verbs <= set(known.stems)
    if about < (_OF_OTHERS_LEAST if whole else _OF_OTHERS):
        return False
    if _DEED.match(case.content):
        return bool(known.stems) and set(known.stems) <= set(told.own.stems) and case.told >= _POINTED_SURELY
    if about < _NEARLY_ALL and _about(told.own, set(known.stems), told.rarity) < _COVERED:
        return False  # the name of who speaks is most of what it has
    return covered >= _COVERED and (
        case.tells >= _POINTED_SURELY
        or (set(known.stems) <= others | speaker and not verbs.finite(words(case.content)))
    )


def _of_something_else(case: _Case, told: _Told) -> bool:
    """True of an answer to "the allegation that he sold land", where the proposition tells of nothing of the kind."""
    match = _OF_SOMETHING.match(case.content)
    if match is None:
        return False
    known = features(match["what"])
    return bool(known.stems) and _about(known, told.stems, told.rarity) < _OF_IT_LEAST


def _is_house(source: Source | None, said: str) -> bool:
    """True of a house; also of a bare name that speaks of itself as "it", whatever it was taken for."""
    if source is None:
        return False
    bare = source.naming is Naming.NAMED and not source.role and not source.affiliation
    return source.kind is SourceKind.ORGANIZATION or (bare and bool(_OF_IT.match(said)))


def _of_others(content: str, told: _Told) -> bool:
    """True where a claim is denied that is said to be somebody's whom the proposition knows nothing of: "the airline's
    claims that it was paid"."""
    match = _WHOSE.match(content)
    if match is None:
        return False
    known = features(match["who"])
    names = {stem for name in told.tellers for stem in features(name).stems}
    return not set(known.stems) & (told.stems | names)


def _nothing_else(case: _Case) -> bool:
    """True of a refusal that names nothing besides whom it was given to, in an article that surely tells it."""
    if case.told and _HEARER.match(case.content):
        return True
    short = len(set(case.known.stems)) <= _FEW and not case.known.names and not case.known.numbers
    return short and case.told >= _POINTED_SURELY and case.attribution.response is not UNABLE


def _about(known: Features, stems: set[str], rarity: Weights) -> float:
    own = set(known.stems)
    return (
        sum(rarity.get(s, 1.0) for s in own & stems) / max(sum(rarity.get(s, 1.0) for s in own), 1e-9) if own else 0.0
    )


def _names(attribution: Attribution, trace: Trace) -> list[str]:
    """Who answers: two where two houses are named in one breath."""
    source = trace.source_of(attribution)
    phrase = " ".join(trace.document.quote(attribution.source).split())
    if both := _BOTH.match(phrase):
        return [both["one"], both["other"]]
    own = ("the author", "the authors", *trace.document.authors)
    if source is not None and source.role == _AUTHOR and source.name in own:
        return ["we"]
    if source is not None and source.naming is not Naming.NONE and source.name.strip():
        return [_with_their_work(" ".join(source.name.split()), trace)]
    return [phrase] if phrase else ["we"]


def _with_their_work(name: str, trace: Trace) -> str:
    """Bare authors or researchers by what they wrote: "The authors of a study by Tarn University"."""
    if not _AUTHORS.fullmatch(name):
        return name
    for source in trace.sources:
        if source.kind is SourceKind.DOCUMENT and _THEIR_WORK.search(source.name):
            return f"{name} of {source.name[:1].lower()}{source.name[1:]}"
    work = _THEIR_WORK.search(trace.document.text)
    return f"{name} of the {work['what'].lower()}" if work else name


def _outermost(found: Sequence[Answering], traces: Sequence[Trace]) -> list[Answering]:
    """The answers without those told inside another one of the same kind: "a spokeswoman said that the company declined
    to comment" is one refusal."""
    kinds = {(one.document, one.attribution): one.response for one in found}

    def is_inside(one: Answering) -> bool:
        known = {a.id: a for a in traces[one.document].attributions}
        above = known[one.attribution].parent
        return kinds.get((one.document, above or "")) is one.response

    return [one for one in found if not is_inside(one)]


def _consistent(found: Sequence[Answering]) -> tuple[Answering, ...]:
    """Nobody denies and refuses, or confirms and denies, the same thing in one article: the likelier is kept."""
    best: dict[tuple[int, str], Answering] = {}
    for one in found:
        key = (one.document, one.name.casefold())
        known = best.get(key)
        if known is None or one.likely > known.likely:
            best[key] = one
    return tuple(best.values())
