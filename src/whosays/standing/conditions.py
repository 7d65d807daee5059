"""The conditions of the rules about where a claim comes from, how often it is made, and how surely.

Each looks at one case and returns the spans that show it, or nothing where it does not apply.
"""

from __future__ import annotations

import re

from whosays.model import Factuality, Form, Naming, Response, SourceKind
from whosays.standing.case import Case, Passage, Step
from whosays.standing.finding import Condition, Found, found
from whosays.standing.labels import hand, label, listed
from whosays.text.caseless import Caseless

# --- who it comes from
# -------------------------------------------------------------------------------------------------


def origin_is(*namings: Naming, placed: bool = True) -> Condition:
    def condition(case: Case) -> Found | None:
        origin = case.known_origin
        if origin is None or origin.naming not in namings or _is_document(origin) or origin.outlet:
            return None
        if origin.account:
            return None
        if origin.naming is Naming.ROLE and origin.placed is not placed:
            return None
        cue = case.document.quote(origin.attribution.cue) if origin.attribution.cue else ""
        return found(origin.spans, who=label(origin), cue=cue)

    return condition


def _is_document(step: Step) -> bool:
    return step.identified and step.source is not None and step.source.kind is SourceKind.DOCUMENT


def not_clear(case: Case) -> Found | None:
    step = case.unclear
    return found(step.spans) if step is not None else None


def own_voice(case: Case) -> Found | None:
    return found(case.claim.spans[:1]) if case.origin is None else None


def document_as_source(case: Case) -> Found | None:
    origin = case.known_origin
    if origin is None or origin.outlet or not _is_document(origin):
        return None
    return found(origin.spans, who=label(origin))


def account_as_source(case: Case) -> Found | None:
    origin = case.known_origin
    return found(origin.spans, who=label(origin)) if origin is not None and origin.account else None


def outlet_as_source(case: Case) -> Found | None:
    origin = case.known_origin
    return found(origin.spans, who=label(origin)) if origin is not None and origin.outlet else None


def second_hand(case: Case) -> Found | None:
    steps = case.spoken
    if len(steps) < 2 or case.unclear is not None:
        return None
    through = listed([label(step) for step in steps[:-1]])
    return found(
        [span for step in steps for span in (*step.attribution.source, *step.attribution.cue)],
        hand=hand(len(steps)),
        through=through,
    )


def withheld(case: Case) -> Found | None:
    spans = [span for step in case.chain if step.source is not None for span in step.source.withheld]
    return found(spans)


_DESCRIPTOR = re.compile(
    r"\b(?:reliable|trusted|trustworthy|credible|well[- ]placed|well[- ]informed|authoritative|impeccable|senior|"
    r"high[- ]level|top|informed|reputable)\b",
    re.IGNORECASE,
)


def descriptor(case: Case) -> Found | None:
    origin = case.known_origin
    if origin is None or origin.naming is not Naming.UNNAMED:
        return None
    text = case.document.text
    spans = [
        match.span() for start, end in origin.attribution.source for match in _DESCRIPTOR.finditer(text, start, end)
    ]
    return found(spans, descriptor=text[slice(*spans[0])]) if spans else None


FIRST_PERSON = re.compile(r"(?:i|we|my|our|i['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll))\b", re.IGNORECASE)
_WITNESSED = Caseless(
    r"\b(?:(?:i|we) (?:\w+ly |had |have |also |personally )?(?:saw|seen|heard|watched|witnessed|found|met|counted|"
    r"measured|filmed|photographed|recorded|examined|inspected|spoke)"
    r"|i was (?:there|present|standing|sitting)|in front of (?:me|us)|with my own eyes)\b",
)
_WITNESS_CUES = Caseless(
    r"\b(?:saw|seen|witnessed|testified|recalled|filmed|photographed|recorded|measured|observed|counted)\b",
)


def speaks_of_itself(step: Step, text: str) -> bool:
    """True where the subject of a claim's words is the speaker: "we lost nothing", "the company said it had paid"."""
    if step.source is None or _WITNESSED.search(text):
        return False
    words = text.split()[:6]
    if not words:
        return False
    first = words[0].strip("'‘’\"“”,").lower()
    if FIRST_PERSON.match(text):
        return True
    if step.attribution.form is not Form.DIRECT:
        person = step.source.kind is SourceKind.PERSON
        speaks_for = step.source.kind is SourceKind.ORGANIZATION or (person and step.house is not None)
        if (person and first in {"he", "she", "he'd", "she'd", "he's", "she's"}) or (
            speaks_for and first in {"it", "its", "it's"}
        ):
            return True
    names = {
        n for n in (step.source.name.split()[-1:] if step.source.kind is SourceKind.PERSON else [step.source.name]) if n
    }
    if step.source.affiliation:
        names.add(step.source.affiliation)
    head = " ".join(words).lower()
    return any(
        re.match(rf"(?:the )?(?:[\w.]+ )?{re.escape(name.lower().removeprefix('the '))}\b", head)
        for name in names
        if len(name) > 2
    )


def own_word(case: Case) -> Found | None:
    origin = case.known_origin
    if origin is None or not origin.identified or not speaks_of_itself(origin, case.claim.text):
        return None
    return found([*origin.spans, *case.claim.spans[:1]], who=label(origin))


# --- how often, and by whom else
# ---------------------------------------------------------------------------------------


def _first_hand(place: Passage) -> Step | None:
    """The one identified speaker of a place that has no go-between and does not answer someone else's claim."""
    if len(place.steps) != 1 or place.steps[0].attribution.response is not None:
        return None
    step = place.steps[0]
    return (
        step
        if step.identified
        and step.clear
        and step.source is not None
        and step.attribution.factuality is Factuality.CERTAIN
        else None
    )


def first_hand_sources(case: Case) -> list[tuple[Passage, Step]]:
    """The first place of each different identified source that asserts the claim at first hand, itself aside."""
    firsts: dict[str, tuple[Passage, Step]] = {}
    for place in case.places:
        step = _first_hand(place)
        if step is None or step.source is None or speaks_of_itself(step, case.document.text[slice(*place.span)]):
            continue
        firsts.setdefault(step.source.id, (place, step))
    return list(firsts.values())


def _houses_apart(one: Step, other: Step) -> bool:
    """True where two sources are shown to speak for different houses: both known, neither part of the other."""
    if one.house is None or other.house is None:
        return False
    left, right = (house.casefold().removeprefix("the ") for house in (one.house, other.house))
    return left not in _described(other) and right not in _described(one)


def _described(step: Step) -> str:
    """Everything the document says of who a source is."""
    source = step.source
    return " ".join(filter(None, (source.name, source.role, source.affiliation))).casefold() if source else ""


def _own_knowledge(place: Passage, step: Step, case: Case) -> bool:
    if _is_document(step):
        return True
    text = case.document.text
    return bool(
        _WITNESSED.search(case.document.quote(step.attribution.content))
        or any(_WITNESS_CUES.search(text, start, end) for start, end in step.attribution.cue)
    )


def _pair_found(one: Step, other: Step) -> Found | None:
    return found([*one.spans, *other.spans], who=listed([label(one), label(other)]))


def two_independent(case: Case) -> Found | None:
    knowing = [
        (place, step)
        for place, step in first_hand_sources(case)
        if step.naming is Naming.NAMED and _own_knowledge(place, step, case)
    ]
    for i, (_, one) in enumerate(knowing):
        for _, other in knowing[i + 1 :]:
            if _houses_apart(one, other):
                return _pair_found(one, other)
    return None


def several_identified(case: Case) -> Found | None:
    if two_independent(case):
        return None
    steps = [step for _, step in first_hand_sources(case)]
    for i, one in enumerate(steps):
        for other in steps[i + 1 :]:
            if _houses_apart(one, other):
                return _pair_found(one, other)
    return None


def not_apart(case: Case) -> Found | None:
    steps = [step for _, step in first_hand_sources(case)]
    if len(steps) < 2 or two_independent(case) or several_identified(case):
        return None
    return found([span for step in steps for span in step.spans], who=listed([label(step) for step in steps]))


def same_origin_again(case: Case) -> Found | None:
    origin = case.known_origin
    if origin is None:
        return None
    places = [place for place in case.places if place.origin is not None and place.origin.same_source(origin)]
    contents = {place.origin.attribution.id for place in places if place.origin}
    return (
        found([place.span for place in places], who=label(origin), count=str(len(contents)))
        if len(contents) > 1
        else None
    )


def repeated_without_origin(case: Case) -> Found | None:
    """The claim again, in the document's own voice or as a report without a speaker: it adds no origin."""
    if case.known_origin is None or case.known_origin.naming is Naming.NONE:
        return None
    return found([p.span for p in case.places if p.origin is None or p.origin.naming is Naming.NONE])


def other_unnamed(case: Case) -> Found | None:
    origin = case.known_origin
    if origin is None or origin.naming not in (Naming.UNNAMED, Naming.CROWD):
        return None
    others = [
        p.origin
        for p in case.places
        if p.origin is not None
        and p.origin.naming is Naming.UNNAMED
        and p.origin.attribution.id != origin.attribution.id
    ]
    return (
        found([span for step in others for span in step.spans], who=listed([label(step) for step in others]))
        if others
        else None
    )


# --- how sure
# ----------------------------------------------------------------------------------------------------------

_DEGREES = {
    Factuality.PROBABLE: "probable",
    Factuality.POSSIBLE: "possible",
    Factuality.UNKNOWN: "open",
    Factuality.CERTAIN_UNDERSPECIFIED: "known, without saying which way",
    Factuality.NOT_CERTAIN: "certainly not so",
    Factuality.NOT_PROBABLE: "probably not so",
    Factuality.NOT_POSSIBLE: "possibly not so",
}
# A claim whose own words are negative ("nobody was hurt") is not presented as false where it is presented as not so.
_NEGATED = re.compile(
    r"n['’]t\b|\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|un\w{4,}|false|hoax)\b", re.IGNORECASE
)
_NEGATIVE = frozenset({Factuality.NOT_CERTAIN, Factuality.NOT_PROBABLE, Factuality.NOT_POSSIBLE})


def _negative_words(case: Case) -> bool:
    """True where what is said is itself negative, in the claim or elsewhere in what its speaker said."""
    said = case.document.quote(case.origin.attribution.content) if case.origin else ""
    return bool(_NEGATED.search(case.claim.text) or _NEGATED.search(said))


def hedged(case: Case) -> Found | None:
    value = case.claim.factuality
    if value in (Factuality.CERTAIN, Factuality.NOT_CERTAIN) or (value in _NEGATIVE and not _negative_words(case)):
        return None
    cues = [span for step in case.chain for span in step.attribution.cue]
    return found(cues or case.claim.spans[:1], degree=_DEGREES[value])


def presented_as_false(case: Case) -> Found | None:
    value = case.claim.factuality
    if value not in _NEGATIVE or not case.chain or case.answered(Response.DENY) or _negative_words(case):
        return None
    cues = [span for step in case.chain for span in step.attribution.cue]
    return found(cues or case.claim.spans[:1], degree=_DEGREES[value])
