"""The checkable claims of a document, each with everyone who makes it.

``extract`` lays the sentences against the attributions (``candidates``), sets aside what nobody could check
(``checkable``), and makes the same claim said twice one (``same``, ``merge``). ``ranking``
puts first what the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from whosays.claims.boxes import boxes
from whosays.claims.candidates import Candidate, candidates
from whosays.claims.checkable import refusal
from whosays.claims.denied import with_denied
from whosays.claims.headlines import headline_end, with_headline
from whosays.claims.merge import groups
from whosays.claims.patterns import ACCUSED, CALLED, INFINITIVE, NAMED, OUGHT
from whosays.claims.ranking import ranked
from whosays.claims.same import Clause
from whosays.claims.subjects import expanded, leans, subject
from whosays.likeness import features
from whosays.likeness.stemming import plain_stem, words
from whosays.model import Attribution, Claim, Document, DocumentKind, Form, Naming, Response, Source, meaning
from whosays.text import cut, unwrapped
from whosays.text.fact_checks import checks
from whosays.text.readings import Readings
from whosays.text.spans import overlaps
from whosays.vectors import Vectors

__all__ = ["extract", "with_denied"]

# A cue that says that something was not said: "did not reveal", "refused to say".
_UNSAID = re.compile(r"n['’]t\b|\b(?:not|never|cannot|without|refus\w+|declin\w+|fail\w*|unable)\b", re.IGNORECASE)
_WISHED = re.compile(
    r"\b(?:want|hop(?:e|ing)|wish|urg(?:e|ing)|call(?:s|ed|ing)? (?:for|on|upon)|ask|demand|plead|beg|order|invit|"
    r"encourag|advis|recommend|instruct|appeal|pray)",
    re.IGNORECASE,
)
# Reasons by which a content is no clause, and cues that assert one all the same.
_NO_CLAUSE = frozenset({"no-predicate", "infinitive"})
_ASSERTS = re.compile(
    r"\b(?:announc|accus|alleg|blam|claim|confirm|disclos|reveal|report|warn|predict|estimat|identif|describ|certif|"
    r"found|finds|show(?:s|ed)?\b|record(?:s|ed)\b|count(?:s|ed)\b|tall(?:y|ied)|express|voic(?:e|ing)|rais(?:e|"
    r"ing)|question|"
    r"critici[sz]|condemn|denounc|prais|oppos|demand|call(?:s|ed|ing)? for|\bputs?\b)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according|wr(?:ite|ites|ote|iting)|add(?:s|ed|ing)?|"
    r"repl(?:y|ies|ied)|"
    r"answer|explain|insist|call|quot|cit|post|tweet)|^[:–—-]",
    re.IGNORECASE,
)
_LEAD_WITHIN, _HEADLINE = 4000, 80
_NAMING_ORDER = {Naming.NAMED: 4, Naming.ROLE: 3, Naming.UNNAMED: 2, Naming.CROWD: 1, Naming.NONE: 0}


def extract(
    document: Document,
    sources: Sequence[Source],
    attributions: Sequence[Attribution],
    *,
    vectors: Vectors | None = None,
    rough: Vectors | None = None,
    readings: Readings | None = None,
) -> tuple[Claim, ...]:
    """The claims of a document, what it is about first, with ids ``c1``, ``c2`` … in that order.

    ``vectors`` encodes texts as rows of unit length, by which paraphrases are found; without it only shared words
    count. ``rough`` is a cheaper encoder, by which it is told which texts need the better one. ``readings`` are the
    reader's of the sentences; without them the claims stand by position. Factuality is left to be
    rated. A claim made in several places has all their spans, those of its ``text`` first; its ``chain`` is that of the
    place which shows most of its provenance. Spans are code points into ``document.text``.
    """
    by_id = {a.id: a for a in attributions}
    found = _checkable(document, attributions, by_id)
    if not found:
        return ()
    made = groups(_clauses(document, sources, found, by_id), vectors, rough)
    made = _with_headline(document, found, made, by_id, readings or Readings(), rough)
    order = _Provenance(by_id, {s.id: s for s in sources})
    headline = headline_end(document, readings or Readings())
    result = []
    for members in made:
        told = [found[i] for i in members]
        asserted = _but_denied([c for c in told if not _denial(c, by_id)], told, by_id)
        result.append(_claim(asserted or _unturned(told), order, headline))
    result.sort(key=lambda claim: (min(claim.spans), claim.spans))
    listed = ranked(document, result, by_id, {s.id: s for s in sources}, readings or Readings())
    result = [result[number] for number in listed]
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(result, 1))


def _with_headline(
    document: Document,
    found: Sequence[Candidate],
    made: Sequence[Sequence[int]],
    by_id: Mapping[str, Attribution],
    readings: Readings,
    rough: Vectors | None,
) -> list[list[int]]:
    """The groups, each that stands in the headline alone joined to what tells the same below.

    What is told only to be denied is not what a headline tells that denies nothing: over "FALSE: the singer has died"
    stands that he is alive.
    """
    checked = [check.claim for check in checks(document.text, document.furniture)]
    denied = [all(_own_denial(found[i], by_id) or overlaps(found[i].spans, checked) for i in group) for group in made]
    homes = with_headline(document, [[s for i in group for s in found[i].spans] for group in made], readings)
    result = [list(group) for group in made]
    for number, likely in homes.items():
        head = [found[i] for i in made[number]]
        near = [k for k in likely if denied[k] == denied[number]
                and not _turned_by_itself(head, [found[i] for i in made[k]], by_id)]  # fmt: skip
        if near:
            home = near[0]
            if rough is not None and len(near) > 1:
                rows = rough([found[made[k][0]].text for k in (number, *near)])
                home = near[int((rows[1:] @ rows[0]).argmax())]
            result[home].extend(result[number])
            result[number] = []
    return [sorted(group) for group in result if group]


def _checkable(
    document: Document, attributions: Sequence[Attribution], by_id: Mapping[str, Attribution]
) -> list[Candidate]:
    """The candidates that are claims.

    An attribution whose content is no clause ("the firm announced record profits", "the firm is considering a sale")
    carries no claim by itself: its whole sentence is read as the claim, of that speaker where the cue asserts, else of
    whoever reports it. What somebody merely says ("Two clerks said no") never becomes the document's own word.
    """
    parts = cut(document.text, document.furniture)
    blocks, sentences = parts.paragraphs, parts.sentences
    first_end = blocks[0][1] if blocks else 0
    aside = boxes(document.text, blocks)

    def told(carrying: Sequence[Attribution]) -> list[Candidate]:
        all_found = candidates(document.text, blocks, sentences, carrying)
        return [c for c in all_found if not overlaps(c.spans, aside)]

    found, bare = _accepted(document, told(attributions), by_id, first_end)
    if bare:
        carrying = [a for a in attributions if a.id not in bare]
        again, _ = _accepted(document, told(carrying), by_id, first_end)
        spoken = [by_id[i] for i in bare if _SPOKEN.search(document.quote(by_id[i].cue))]
        credited = [_with_speaker(c, [by_id[i] for i in bare], document.text) for c in again]
        said = {c for c in credited if not c.chain and any(overlaps(c.spans, a.cue) for a in spoken)}
        beside = [c for c in found if not c.chain and any(c.sentence == one.sentence for one in said)]
        found = [*(c for c in credited if c not in said), *beside]  # "P, and residents were told not to drink": P stays
    return _one_each(found)


def _accepted(
    document: Document, all_found: Sequence[Candidate], by_id: Mapping[str, Attribution], first_end: int
) -> tuple[list[Candidate], list[str]]:
    """The candidates that are claims, and the attributions whose content is no clause."""
    single = _alone(all_found)
    attributions = list(by_id.values())
    unsaid = _with_cue(document.text, attributions, _UNSAID)
    wished = _with_cue(document.text, attributions, _WISHED)
    told = _with_cue(document.text, attributions, _TOLD)
    proposed = _with_cue(document.text, attributions, _PROPOSED)
    post = document.kind is DocumentKind.POST
    found: list[Candidate] = []
    bare: list[str] = []
    for candidate in all_found:
        inner = candidate.chain[-1] if candidate.chain else ""
        ordered = inner in wished or (inner in told and INFINITIVE.match(candidate.text) is not None)
        candidate = _narrated(document.text, candidate, by_id)
        candidate = candidate if ordered else _with_subject(document.text, candidate, by_id)
        if inner in single and by_id[inner].response in meaning.OPEN:
            continue
        if inner and not by_id[inner].source and not by_id[inner].cue and by_id[inner].response is not None:
            continue  # the document's own verdict is an answer
        if inner in proposed and OUGHT.search(candidate.text.lower()):
            continue  # a suggestion, which holds nothing to be so
        if inner in unsaid and by_id[inner].response is not Response.DENY:
            continue
        first_line = candidate.spans[0][0] < first_end
        why = refusal(candidate, post=post, title_line=first_line, wished=ordered)
        if why is None:
            found.append(candidate)
        elif (
            why in _NO_CLAUSE
            and inner in single
            and by_id[inner].response is None
            and (inner not in wished or by_id[inner].parent or not _TO_DO.search(candidate.text))
        ):
            bare.append(inner)
    holders = {identifier for candidate in found for identifier in candidate.chain}
    carrying = [i for i in bare if i not in holders and by_id[i].cue]
    return found, [i for i in carrying if not _speech(by_id[i], by_id) or _quotes_within(document.text, by_id[i])]


_NARRATES = re.compile(
    r"\b(?:describ|recount|recall|relat|detail|explain|narrat|told|tells?\b|reveal|show|testif|remember|saw\b|wrote|"
    r"document)"
    r"(?!.*\b(?:not|never|n['’]t)\b)",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"how (?!(?:many|much|long|far|often|to|well|exactly)\b|\w+ (?:the|an?|his|her|their|its|he|she|they|it|we|I|"
    r"is|was|are|were)\b)"
    r"(?=\w+ \w)"
    r"|how (?=(?:the|an?|his|her|their|its|this|that|one)\s)"
)


def _narrated(text: str, candidate: Candidate, by_id: Mapping[str, Attribution]) -> Candidate:
    """ "described how the ship had sunk" tells that it had."""
    how = _HOW.match(candidate.text)
    if how is None or not candidate.chain:
        return candidate
    if not any(_NARRATES.search(text, *span) for span in by_id[candidate.chain[-1]].cue):
        return candidate
    (start, end), *rest = candidate.spans
    begin = start + how.end()
    return replace(candidate, spans=((begin, end), *rest), text=candidate.text[how.end() :], clause=True)


_PROPOSED = re.compile(r"\b(?:suggest|propos|recommend|advis|hint)", re.IGNORECASE)
_TOLD = re.compile(r"\bt(?:old|ells?|elling)\b", re.IGNORECASE)
_ACCUSING = re.compile(r"\b(?:accus|blam|charg|suspect|condemn|critici[sz]|convict|fault)\w{0,4}$")
_INTENDING = re.compile(
    r"\b(?:(?:threaten|vow|offer|intend|order|want|ask)(?:s|ed|ing)?|(?:promis|pledg|refus|decid|propos)(?:es?|ed|ing)|"
    r"plan(?:s|ned|ning)?|agree(?:s|d|ing)?|swears?|swore|tr(?:y|ies|ied|ying)|hop(?:es?|ed|ing))\Z",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"(?:^|\s)to (?!(?:the|an?|his|her|their|its|this|that|these|those|[a-z]+ing)\b)[a-z]+\b")
_INFINITIVE = re.compile(r"(?:not )?to (?:be|have)\b", re.IGNORECASE)
_NEAR = 120  # characters between a speaker and the infinitive that says what they claim of themselves


def _with_subject(text: str, candidate: Candidate, by_id: Mapping[str, Attribution]) -> Candidate:
    """ "to have left" with who is said to have left: in "Orlik claims to have left" that is the speaker. And "to close
    the mill", "the firm of hiding a leak" with the verb that governs them: "vowed to close the mill"."""
    if not candidate.chain or len(candidate.spans) > 1:
        return candidate
    start, end = candidate.spans[0]
    last = by_id[candidate.chain[-1]]
    cue = next((c for c in last.cue if c[1] <= start and not text[c[1] : start].strip()), None)
    meant = cue is not None and INFINITIVE.match(candidate.text) and _INTENDING.search(text, *cue)
    if cue is not None and meant and len(candidate.chain) > 1:  # who tells that somebody threatened to do it
        led = next((s for s, e in last.source if e <= cue[0] and not text[e : cue[0]].strip()), None)
        if led is not None:
            return replace(
                candidate, spans=((led, end),), text=text[led:end], chain=candidate.chain[:-1], fragment=False
            )
    if meant or not _INFINITIVE.match(candidate.text):
        governed = cue is not None and (INFINITIVE.match(candidate.text) or _accused(candidate.text, text[slice(*cue)]))
        if cue is None or not governed:
            return candidate
        start = text.rfind(" ", *cue) + 1 or cue[0]
        return replace(candidate, spans=((start, end),), text=text[start:end])
    for s, e in by_id[candidate.chain[-1]].source:
        if e <= start <= e + _NEAR and "." not in text[e:start]:
            return replace(
                candidate, spans=((s, e), *candidate.spans), text=f"{text[s:e]} … {candidate.text}", fragment=False
            )
    return candidate


def _accused(content: str, cue: str) -> bool:
    """True of "the firm of hiding a leak" behind "accused", and of "the firm a liar" or “the tape ‘edited’” behind
    "called".
    """
    verb = cue.rsplit(" ", 1)[-1]
    if CALLED.match(f"{verb} {content}"):
        return True
    called = NAMED.match(" ".join(word.low for word in words(f"{verb} {content}")))
    return bool(called or (_ACCUSING.search(cue) and ACCUSED.match(content)))


def _speech(attribution: Attribution, by_id: Mapping[str, Attribution]) -> bool:
    """True for quotations and reports without a speaker, which are what they are.

    What is told in somebody's quoted words stands in quotation marks, too, but quotes nobody: "Lund supports licences".
    """
    outer = by_id.get(attribution.parent or "")
    quoted = attribution.form is not Form.INDIRECT and (outer is None or outer.form is Form.INDIRECT)
    return attribution.agentless or quoted


def _quotes_within(text: str, attribution: Attribution) -> bool:
    """True of "rates the walls as “in danger of failure”": words that are quoted in a phrase that the cue governs."""
    if attribution.agentless or attribution.form is not Form.MIXED or len(attribution.source) != 1:
        return False
    start = attribution.content[0][0]
    opens = text[start : start + 2].lstrip()[:1]
    return attribution.source[0][1] <= attribution.cue[0][0] and attribution.cue[-1][1] <= start and opens not in _MARKS


_MARKS = ('"', "“", "'", "‘", "")


def _with_speaker(candidate: Candidate, bare: Sequence[Attribution], text: str) -> Candidate:
    """A candidate credited to the speaker whose bare content it takes in, where that cue asserts something."""
    for attribution in bare:
        start, end = attribution.cue[0]
        if (attribution.parent or "") != (candidate.chain[-1] if candidate.chain else ""):
            continue
        if candidate.chain:
            continue  # who tells that somebody raised doubts is the source of it
        says = _ASSERTS.search(text, start, end) or attribution.form is Form.MIXED
        if says and any(s <= start and end <= e for s, e in candidate.spans):
            return replace(candidate, chain=(*candidate.chain, attribution.id))
    return candidate


def _with_cue(text: str, attributions: Sequence[Attribution], pattern: re.Pattern[str]) -> set[str]:
    """The ids of attributions whose cue has the pattern."""
    return {a.id for a in attributions if any(pattern.search(text, start, end) for start, end in a.cue)}


def _clauses(
    document: Document, sources: Sequence[Source], found: Sequence[Candidate], by_id: Mapping[str, Attribution]
) -> list[Clause]:
    """The candidates as clauses to compare."""
    names = {s.id: s.name for s in sources}
    speakers = [names.get(by_id[c.chain[-1]].source_id or "") if c.chain else None for c in found]
    known = _names(found)
    opening = cut(document.text[:_LEAD_WITHIN], document.furniture)
    first = next((e for s, e in opening.paragraphs if e - s >= _HEADLINE), 0)
    clauses = []
    for candidate, words_of in zip(found, expanded([c.text for c in found], speakers), strict=True):
        about = subject(words_of)
        theirs = frozenset(features(about.text, known).stems) if about else frozenset()
        predicate = words_of[len(about.text) :].strip() if about else words_of
        lead = candidate.spans[0][0] < first or bool(candidate.chain and by_id[candidate.chain[-1]].agentless)
        clauses.append(Clause(words_of, features(words_of, known), theirs, predicate, candidate.chain, lead))
    return clauses


def _alone(found: Sequence[Candidate]) -> set[str]:
    """Attributions whose content is one candidate only."""
    seen: dict[str, int] = {}
    for candidate in found:
        if candidate.chain:
            seen[candidate.chain[-1]] = seen.get(candidate.chain[-1], 0) + 1
    return {identifier for identifier, count in seen.items() if count == 1}


def _one_each(found: Sequence[Candidate]) -> list[Candidate]:
    """Without candidates of the very same attribution and place."""
    return list({(c.spans, c.chain): c for c in found}.values())


def _names(found: Sequence[Candidate]) -> frozenset[str]:
    """Stems that stand capitalised inside a sentence somewhere: names, also where they begin one."""
    return frozenset(
        plain_stem(word.text)
        for c in found
        for word in words(c.text)[1:]
        if word.text[:1].isupper() and word.low != "i"
    )


def _denial(candidate: Candidate, by_id: Mapping[str, Attribution]) -> bool:
    return bool(candidate.chain) and by_id[candidate.chain[-1]].response is Response.DENY


def _turned_by_itself(head: Sequence[Candidate], told: Sequence[Candidate], by_id: Mapping[str, Attribution]) -> bool:
    """Whether those who deny what is told are those who say the headline: "Dam is safe, company says" is no claim that
    the company denies."""
    saying = {by_id[c.chain[-1]].source_id for c in head if c.chain and not _denial(c, by_id)} - {None}
    return bool(saying & {by_id[c.chain[-1]].source_id for c in told if _denial(c, by_id)})


def _own_denial(candidate: Candidate, by_id: Mapping[str, Attribution]) -> bool:
    """A denial of the document's own, and not somebody's that the body may tell in other words."""
    return _denial(candidate, by_id) and not by_id[candidate.chain[-1]].source


_TURNED = re.compile(r"\b(?:not|never|no|none|nobody|cannot)\b|n['’]t\b", re.IGNORECASE)


def _but_denied(
    asserted: Sequence[Candidate], told: Sequence[Candidate], by_id: Mapping[str, Attribution]
) -> Sequence[Candidate]:
    """The places that assert a claim; none where all are its denial once more, in other words.

    "Firm denies tank leaked" over "the tank did not leak, the firm said" is one denial of what the headline says.
    """
    denials = [c for c in told if _denial(c, by_id) and not _TURNED.search(c.text)]
    deniers = {by_id[c.chain[-1]].source_id for c in denials} - {None}
    again = [c for c in asserted if c.chain and by_id[c.chain[-1]].source_id in deniers and _TURNED.search(c.text)]
    return () if len(again) == len(asserted) else asserted


def _unturned(denials: Sequence[Candidate]) -> Sequence[Candidate]:
    """Of the places of a denial those that say what is denied: of "Firm denies leak" and "the tank had not leaked" the
    former."""
    return [c for c in denials if not _TURNED.search(c.text)] or denials


class _Provenance:
    """Orders places by how much of a claim's provenance they show."""

    def __init__(self, by_id: Mapping[str, Attribution], sources: Mapping[str, Source]) -> None:
        self._by_id = by_id
        self._sources = sources

    def key(self, candidate: Candidate) -> tuple[int, int, int, int]:
        """Smallest first: someone speaks at its origin; most speakers on the way; best named; earliest."""
        levels = [self._naming(identifier) for identifier in candidate.chain]
        spoken = [naming for naming in levels if naming is not Naming.NONE]
        origin = levels[-1] if levels else Naming.NONE
        return (origin is Naming.NONE, -len(spoken), -_NAMING_ORDER[origin], candidate.spans[0][0])

    def _naming(self, identifier: str) -> Naming:
        attribution = self._by_id[identifier]
        source = self._sources.get(attribution.source_id or "")
        if source is not None:
            return source.naming
        return Naming.UNNAMED if attribution.source and not attribution.agentless else Naming.NONE


def _claim(told: Sequence[Candidate], order: _Provenance, headline: int) -> Claim:
    """One claim from the places that make it: chain of the best, words of the best that can be read alone.

    What stands before ``headline`` is clipped, so its words and its chain count only where there are no others.
    """
    below = [candidate for candidate in told if candidate.spans[0][0] >= headline]
    ranked = sorted(below or told, key=order.key)
    best = ranked[0]
    shown = next((c for c in ranked if not leans(c.text)), best)
    spans = list(shown.spans)
    for candidate in sorted(told, key=lambda c: c.spans):
        spans.extend(span for span in candidate.spans if span not in spans)
    return Claim("", unwrapped(shown.text), tuple(spans), best.chain)
