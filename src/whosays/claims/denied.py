"""Claims that a text tells only by their denial, in words that are no clause: "Pell denied stealing £86,000".

What is denied is a claim as much as behind "denied that", and it is nobody's the text names. A gerund tells it of
whoever denies it; a noun phrase does so where it begins with no article ("denied links to the ring"). Where the text
makes the claim elsewhere, the denial answers that and there is no second one; a bare noun ("denied wrongdoing", "denies
all charges") tells nothing that could be one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from whosays.claims.candidates import chains
from whosays.claims.ranking import ranked
from whosays.likeness import Features, conflict, features, nouns
from whosays.likeness.stemming import stem, word_set, words
from whosays.model import Attribution, Claim, Document, Response, Source, Span, updated
from whosays.text import cut
from whosays.text.readings import Readings

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|rebut\w*|repudiat\w+|disavow\w*|reject\w*|dismiss\w*|disput\w+)\b",
    re.IGNORECASE,
)
_OUTRIGHT = re.compile(r"\bden(?:y|ies|ied|ying)\b", re.IGNORECASE)
# what was said of it before, which is not what is denied: "rejected accusations of | bribing"
_SAID_OF_IT = re.compile(
    r"(?:(?:the|any|all|such|these|those|this|that|an?|media|press|recent|repeated|\w+ly) ){0,3}(?:claims?|reports?|"
    r"allegations?|accusations?|rumou?rs?|suggestions?|assertions?|insinuations?|speculation|charges?|notions?|ideas?)"
    r"(?: (?P<joint>of|about|that)\b| (?=\w)|$)",
    re.IGNORECASE,
)
# the charge by its name, which tells nobody's deed: "rejects poisoning claim", "denies money-laundering allegations"
_CHARGE = re.compile(r"(?P<of>[\w-]+)(?: \w+)? (?:claims?|allegations?|accusations?|charges?)\Z", re.IGNORECASE)
_BROUGHT = re.compile(
    r"mak|bring|fil|spread|invent|fabricat|publish|repeat|writ|hear|receiv|investigat|fac|fear|dropp|ignor|leak|push|"
    r"rais|level|fuel|back|support|pursu|pay|hid|cover|suppress|dismiss|circulat|sharing|post",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:of|that) ", re.IGNORECASE)
_GERUND = re.compile(r"(?:(?:ever|even|\w+ly|not|personally) )?(?P<verb>[a-z]{2,}ing)\b", re.IGNORECASE)
_HAVING = re.compile(r"(?:being|having)(?: been| ever)*(?: [a-z]+ly)? (?P<verb>[a-z]+)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?|this|that|these|those|his|her|its|their|[A-Z][\w-]+['’]s?)\s")
# how often the law counts a deed, which is no sum of it
_COUNTS = re.compile(r"(?:\w+ ){0,3}?(?:counts?|charges?) of\b", re.IGNORECASE)
_ANY = re.compile(r"(?:any|all|an?y? kind of|some|that)\s", re.IGNORECASE)
# what is withheld rather than said not to be so: "denied planning permission", "denied two men access"
_WITHHELD = re.compile(
    r"\b(?:bail|parole|visas?|entry|access|permission|permits?|consent|licen[cs]es?|asylum|admission|approval|"
    r"accreditation|citizenship|treatment|funding|benefits?|compensation|pay|leave|chance|opportunity|rights?|hearing|"
    r"motions?|petitions?|appeals?|requests?|applications?|bids?|pleas?|goals?|victory|win|title|point|equali[sz]er)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"[^,;:]{1,200}?(?=\s(?:of|in|to|for|with|by|that|from|on|at|over|between|against|about)\s|[,;:]|\Z)"
)
# two objects: "denied the visitors a late winner" withholds it from them
_FROM_WHOM = re.compile(
    r"(?:(?!(?:of|in|to|for|with|by|that|from|on|at|over|between|against|about|behind)\b)[\w'’-]+\s){1,4}?(?<!\band )"
    r"(?:an?|the|any|his|her|its|their)\s(?!\w+ing\b)"
)
_BROADLY = re.compile(r"\bany\b", re.IGNORECASE)
_HANGS = re.compile(r"(?:of|in|to|for|with|by|from|on|at|over|between|against|about|behind)\s")
_ASIDE = re.compile(r",\s(?:an?|the|\d)")  # "Lund, a former banker"
_PRONOUN = re.compile(r"(?:who|which|that)", re.IGNORECASE)
_MOUTH = (  # who speaks for somebody, and is not who did it
    r"(?:spokes(?:man|woman|person|people)|lawyers?|attorneys?|solicitors?|barristers?|counsel|advocates?|"
    r"representatives?|"
    r"press\s(?:office|officer|secretary)|agents?|aides?)"
)
_SPEAKS_FOR = re.compile(
    rf"(?:(?:an?|the|one|another|its|his|her|their)\s)?(?:[\w-]+\s){{0,2}}?{_MOUTH}\s(?:for|of|at|acting\sfor|"
    rf"representing)\s(?P<who>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_OWNS_MOUTH = re.compile(
    rf"(?P<who>\S(?:.{{0,80}}?\S)?)(?:['’]s?)\s(?:[\w-]+\s){{0,2}}?{_MOUTH}\b.*", re.IGNORECASE | re.DOTALL
)
_POINTS = re.compile(r"\W{0,2}(?:it|this|that|they|these|those|such|none)\b", re.IGNORECASE)
_LEAST = 2  # words that tell something
_LONGEST = 400  # characters of what is denied


def with_denied(
    document: Document,
    sources: Sequence[Source],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    readings: Readings | None = None,
) -> tuple[tuple[Attribution, ...], tuple[Claim, ...]]:
    """The attributions and claims with those that are told by their denial alone, each answered by it.

    Looked at are denials that answer no claim yet, or one with another sum in it. The claims are put into their order
    again and named anew, the attributions with them.
    """
    said, made = list(attributions), list(claims)
    sentences = cut(document.text, document.furniture).sentences
    told = [span for claim in claims for span in claim.spans]
    new: set[str | None] = set()
    chain_of = chains(attributions)
    for number, a in enumerate(said):
        spans = _denied(document.text, a, sentences)
        before = said[number - 1] if number else None
        if before is not None and before.responds_to in new and _again(document.text, before, a):
            said[number] = updated(a, responds_to=before.responds_to)
            made = [replace(c, responses=(*c.responses, a.id)) if c.id == before.responds_to else c for c in made]
            continue
        if spans is None or any(s < spans[-1][1] and spans[-1][0] < e for s, e in told):
            continue
        tied = next((c for c in made if c.id == a.responds_to), None)
        if a.responds_to and not (tied and _other_sum(document.text[slice(*spans[-1])], tied.text)):
            continue
        if tied:
            without = tuple(i for i in tied.responses if i != a.id)
            made = [replace(c, responses=without) if c is tied else c for c in made]
        words_of = " … ".join(document.text[s:e] for s, e in spans)
        home = _home(document.text, a, spans[-1], claims, sources, sentences)
        if home is None:
            home = f"new{number}"
            new.add(home)
            made.append(Claim(home, words_of, spans, chain_of[a.id], a.factuality, responses=(a.id,)))
        else:
            made = [replace(c, responses=(*c.responses, a.id)) if c.id == home else c for c in made]
        said[number] = updated(a, responds_to=home)
    if len(made) == len(claims):
        return tuple(said), tuple(made)
    by_id = {a.id: a for a in said}
    made.sort(key=lambda claim: (min(claim.spans), claim.spans))
    order = ranked(document, made, by_id, {s.id: s for s in sources}, readings or Readings())
    names = {made[at].id: f"c{number}" for number, at in enumerate(order, 1)}
    renamed = tuple(updated(a, responds_to=names.get(a.responds_to or "", a.responds_to)) for a in said)
    return renamed, tuple(replace(made[at], id=names[made[at].id]) for at in order)


def _again(text: str, before: Attribution, a: Attribution) -> bool:
    """Whether a speaker goes on denying what they just denied: "rejected reports that P. They were “invented”"."""
    denies = a.response is Response.DENY and a.responds_to is None and a.source_id == before.source_id
    return denies and bool(a.content) and _POINTS.match(text, a.content[0][0]) is not None


def _other_sum(denied: str, claim: str) -> bool:
    """Whether a claim gives another sum than what is denied: "stole £9,000", "denied stealing £86,000"."""
    if _COUNTS.match(denied):
        return False
    mine, theirs = features(denied).numbers, features(claim).numbers
    return bool(mine and theirs) and not mine & theirs


def _denied(text: str, a: Attribution, sentences: Sequence[Span]) -> tuple[Span, ...] | None:
    """The spans that tell what an attribution denies in words that are no clause; none where it does not."""
    if a.response is not Response.DENY or len(a.source) != 1 or not a.cue or not a.content:
        return None
    start, end = a.content[-1]
    if a.cue[-1][1] > start or end - start > _LONGEST or not any(_DENIES.search(text, *cue) for cue in a.cue):
        return None
    verb = next((m for m in (_OUTRIGHT.search(text, *cue) for cue in a.cue) if m), None)
    if verb and _HANGS.match(text, start, end) and text[verb.end() : start].strip():
        start = verb.end() + 1  # "denied responsibility | for the loss"
    reported = _SAID_OF_IT.match(text, start, end)
    if reported and not reported["joint"]:
        return None  # "denied the claims", "denied charges brought in May"
    joint = reported or _OF.match(text, start, end)
    start = joint.end() + (reported is not None) if joint else start
    any_of = _ANY.match(text, start, end)
    start = any_of.end() if any_of else start
    gerund = _GERUND.match(text, start, end)
    if start >= end or not (gerund or verb or joint) or (not gerund and _FROM_WHOM.match(text, start, end)):
        return None
    head = _HEAD.match(text, start, end)
    stops = head.end() if head else end
    charge = None if joint else _CHARGE.match(text[start:stops])
    if (charge and not _BROUGHT.match(charge["of"])) or (not joint and _WITHHELD.search(text, start, stops)):
        return None
    stop = word_set("stop")
    telling = [w for w in words(text[start:end]) if w.low not in stop]
    if len(telling) + bool(gerund and len(words(text[start:end])) > 1) < _LEAST:
        return None
    if not gerund and _ARTICLE.match(text, start, end):
        return ((start, end),)
    who = _who(text, a.source[0], sentences)
    return None if who is None or who[1] > start else (who, (start, end))


def _who(text: str, source: Span, sentences: Sequence[Span]) -> Span | None:
    """Whoever denies, in the words that can be read alone: of "Pell, who denies" Pell."""
    start, end = source
    if _PRONOUN.fullmatch(text, start, end):
        number = bisect_right(sentences, (start, len(text))) - 1
        return nouns.before(text, sentences[number][0] if number >= 0 else 0, start)
    aside = _ASIDE.search(text, start, end)
    end = aside.start() if aside else end
    spoken_for = _SPEAKS_FOR.fullmatch(text, start, end) or _OWNS_MOUTH.fullmatch(text, start, end)
    start, end = spoken_for.span("who") if spoken_for else (start, end)
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, end


def _home(
    text: str,
    a: Attribution,
    content: Span,
    claims: Sequence[Claim],
    sources: Sequence[Source],
    sentences: Sequence[Span],
) -> str | None:
    """The claim that tells what is denied of whoever denies it: "Pell stole £86,000" for "denied stealing the money".

    It tells the same deed of the same name, and nothing in it speaks against that; or the sentence before tells it, and
    they deny "any" such thing.
    """
    name = next((s.name for s in sources if s.id == a.source_id), text[slice(*a.source[0])])
    last = next((stem(w.text) for w in reversed(words(name))), "")
    mine = features(f"{name} {text[slice(*content)]}")
    told = [(c, features(c.text)) for c in claims if a.id not in c.chain]
    of_them = [(c, theirs) for c, theirs in told if last in theirs.stems and conflict(mine, theirs) is None]
    gerund = _HAVING.match(text, *content) or _GERUND.match(text, *content)
    verb = stem(gerund["verb"]) if gerund else ""
    same = next((c.id for c, theirs in of_them if verb in theirs.stems), None) or _taken_up(text, content, verb, told)
    if same is not None or not _BROADLY.search(text, a.cue[0][0], content[1]):
        return same
    number = bisect_right(sentences, (a.cue[0][0], len(text))) - 1
    start, end = sentences[number - 1] if number > 0 else (0, 0)
    return next((c.id for c, _ in of_them if any(start <= s < end for s, _ in c.spans)), None)


_THE_THING = re.compile(r"\b(?:such|these|those|this|that|the)\s+(?:an?\s+)?(?P<noun>[a-z]+)", re.IGNORECASE)
_MONEY = frozenset(("money", "cash", "sum", "funds", "amount", "payment", "payments"))


def _taken_up(text: str, content: Span, verb: str, told: Sequence[tuple[Claim, Features]]) -> str | None:
    """The last claim above that tells the same deed of the same thing, whoever is said to have done it there: "the
    treasurer stole £86,000" for "Pell, 54, denied stealing the money", "was ordered" for "having given such an order".
    """
    thing = _THE_THING.search(text, *content)
    if thing is None or not verb:
        return None
    noun = stem(thing["noun"])
    deed = noun if _HAVING.match(text, *content) else verb
    return next(
        (
            c.id
            for c, theirs in reversed(told)
            if c.spans[0][0] < content[0]
            and deed in theirs.stems
            and (noun in theirs.stems or (thing["noun"] in _MONEY and theirs.numbers))
        ),
        None,
    )
