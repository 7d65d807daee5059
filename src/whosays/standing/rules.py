"""The rules of judgement about one claim, as a table: name, condition, sentence, where the rule comes from.

A condition returns the spans that show it, with words for the sentence, or nothing where it does not apply. No span, no
judgement: a rule that cannot point at the text is dropped. Change a row here, and ``docs/standing.md`` with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whosays.model import Factuality, Form, Naming, Reason, Response, SourceKind, Spans
from whosays.standing.case import Case, Place, Step
from whosays.standing.wording import hand, label, listed


@dataclass(frozen=True, slots=True)
class Found:
    """That a rule applies: the spans that show it and the words its sentence needs."""

    spans: Spans
    words: dict[str, str]


Condition = Callable[[Case], Found | None]


def found(spans: Sequence[tuple[int, int]], **words: str) -> Found | None:
    """A finding, unless there is no span to show it."""
    kept = tuple(dict.fromkeys(span for span in spans if span[0] < span[1]))
    return Found(kept, words) if kept else None


def _by(case: Case, steps: Sequence[Step]) -> Found | None:
    return found([span for step in steps for span in (*step.attribution.source, *step.attribution.cue, *step.attribution.content)],
                 who=listed([label(step) for step in steps])) if steps else None


# --- who it comes from -------------------------------------------------------------------------------------------------


def _origin_is(*namings: Naming, placed: bool = True) -> Condition:
    def condition(case: Case) -> Found | None:
        origin = case.origin
        if origin is None or origin.naming not in namings or _is_document(origin) or origin.outlet:
            return None
        if origin.naming is Naming.ROLE and origin.placed is not placed:
            return None
        cue = case.document.quote(origin.attribution.cue) if origin.attribution.cue else ""
        return found(origin.spans, who=label(origin), cue=cue)

    return condition


def _is_document(step: Step) -> bool:
    return step.source is not None and step.source.kind is SourceKind.DOCUMENT


def _own_voice(case: Case) -> Found | None:
    return found(case.claim.spans[:1]) if case.origin is None else None


def _document_as_source(case: Case) -> Found | None:
    origin = case.origin
    if origin is None or origin.outlet or not _is_document(origin):
        return None
    return found(origin.spans, who=label(origin))


def _outlet_as_source(case: Case) -> Found | None:
    return found(case.origin.spans, who=label(case.origin)) if case.origin is not None and case.origin.outlet else None


def _second_hand(case: Case) -> Found | None:
    steps = case.spoken
    if len(steps) < 2:
        return None
    through = listed([label(step) for step in steps[:-1]])
    return found([span for step in steps for span in (*step.attribution.source, *step.attribution.cue)], hand=hand(len(steps)), through=through)


def _withheld(case: Case) -> Found | None:
    spans = [span for step in case.chain if step.source is not None for span in step.source.withheld]
    return found(spans)


_DESCRIPTOR = re.compile(
    r"\b(?:reliable|trusted|trustworthy|credible|well[- ]placed|well[- ]informed|authoritative|impeccable|senior|high[- ]level|top|informed|reputable)\b",
    re.IGNORECASE,
)


def _descriptor(case: Case) -> Found | None:
    origin = case.origin
    if origin is None or origin.naming is not Naming.UNNAMED:
        return None
    text = case.document.text
    spans = [match.span() for start, end in origin.attribution.source for match in _DESCRIPTOR.finditer(text, start, end)]
    return found(spans, descriptor=text[slice(*spans[0])]) if spans else None


_FIRST_PERSON = re.compile(r"(?:i|we|my|our|i['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll))\b", re.IGNORECASE)
_WITNESSED = re.compile(
    r"\b(?:(?:i|we) (?:\w+ly |had |have |also |personally )?(?:saw|seen|heard|watched|witnessed|found|met|counted|measured|filmed|photographed|recorded|examined|inspected|spoke)"
    r"|i was (?:there|present|standing|sitting)|in front of (?:me|us)|with my own eyes)\b",
    re.IGNORECASE,
)
_WITNESS_CUES = re.compile(r"\b(?:saw|seen|witnessed|testified|recalled|filmed|photographed|recorded|measured|observed|counted)\b", re.IGNORECASE)


def speaks_of_itself(step: Step, text: str) -> bool:
    """True where the subject of a claim's words is the speaker: "we lost nothing", "the company said it had paid"."""
    if step.source is None or _WITNESSED.search(text):
        return False
    words = text.split()[:6]
    if not words:
        return False
    first = words[0].strip("'‘’\"“”,").lower()
    if _FIRST_PERSON.match(text):
        return True
    if step.attribution.form is not Form.DIRECT:
        person = step.source.kind is SourceKind.PERSON
        speaks_for = step.source.kind is SourceKind.ORGANIZATION or (person and step.house is not None)
        if (person and first in {"he", "she", "he'd", "she'd", "he's", "she's"}) or (speaks_for and first in {"it", "its", "it's"}):
            return True
    names = {n for n in (step.source.name.split()[-1:] if step.source.kind is SourceKind.PERSON else [step.source.name]) if n}
    if step.source.affiliation:
        names.add(step.source.affiliation)
    head = " ".join(words).lower()
    return any(re.match(rf"(?:the )?(?:[\w.]+ )?{re.escape(name.lower().removeprefix('the '))}\b", head) for name in names if len(name) > 2)


def _own_word(case: Case) -> Found | None:
    origin = case.origin
    if origin is None or not origin.identified or not speaks_of_itself(origin, case.claim.text):
        return None
    return found([*origin.spans, *case.claim.spans[:1]], who=label(origin))


# --- how often, and by whom else ---------------------------------------------------------------------------------------


def _first_hand(place: Place) -> Step | None:
    """The one identified speaker of a place that has no go-between and does not answer someone else's claim."""
    if len(place.steps) != 1 or place.steps[0].attribution.response is not None:
        return None
    step = place.steps[0]
    return step if step.identified and step.source is not None and step.attribution.factuality is Factuality.CERTAIN else None


def first_hand_sources(case: Case) -> list[tuple[Place, Step]]:
    """The first place of each different identified source that asserts the claim at first hand, itself aside."""
    firsts: dict[str, tuple[Place, Step]] = {}
    for place in case.places:
        step = _first_hand(place)
        if step is None or step.source is None or speaks_of_itself(step, case.document.text[slice(*place.span)]):
            continue
        firsts.setdefault(step.source.id, (place, step))
    return list(firsts.values())


def _houses_apart(one: Step, other: Step) -> bool:
    """True where two sources are shown to speak for different houses: both are known, and neither is part of the other."""
    if one.house is None or other.house is None:
        return False
    left, right = (house.casefold().removeprefix("the ") for house in (one.house, other.house))
    return left not in _described(other) and right not in _described(one)


def _described(step: Step) -> str:
    """Everything the document says of who a source is."""
    source = step.source
    return " ".join(filter(None, (source.name, source.role, source.affiliation))).casefold() if source else ""


def _own_knowledge(place: Place, step: Step, case: Case) -> bool:
    if _is_document(step):
        return True
    text = case.document.text
    return bool(
        _WITNESSED.search(case.document.quote(step.attribution.content))
        or any(_WITNESS_CUES.search(text, start, end) for start, end in step.attribution.cue)
    )


def _pair_found(one: Step, other: Step) -> Found | None:
    return found([*one.spans, *other.spans], who=listed([label(one), label(other)]))


def _two_independent(case: Case) -> Found | None:
    knowing = [(place, step) for place, step in first_hand_sources(case) if step.naming is Naming.NAMED and _own_knowledge(place, step, case)]
    for i, (_, one) in enumerate(knowing):
        for _, other in knowing[i + 1 :]:
            if _houses_apart(one, other):
                return _pair_found(one, other)
    return None


def _several_identified(case: Case) -> Found | None:
    if _two_independent(case):
        return None
    steps = [step for _, step in first_hand_sources(case)]
    for i, one in enumerate(steps):
        for other in steps[i + 1 :]:
            if _houses_apart(one, other):
                return _pair_found(one, other)
    return None


def _not_apart(case: Case) -> Found | None:
    steps = [step for _, step in first_hand_sources(case)]
    if len(steps) < 2 or _two_independent(case) or _several_identified(case):
        return None
    return found([span for step in steps for span in step.spans], who=listed([label(step) for step in steps]))


def _same_origin_again(case: Case) -> Found | None:
    origin = case.origin
    if origin is None:
        return None
    places = [place for place in case.places if place.origin is not None and place.origin.same_source(origin)]
    contents = {place.origin.attribution.id for place in places if place.origin}
    return found([place.span for place in places], who=label(origin), count=str(len(contents))) if len(contents) > 1 else None


def _repeated_without_origin(case: Case) -> Found | None:
    """The claim again, in the document's own voice or as a report without a speaker: it adds no origin."""
    if case.origin is None or case.origin.naming is Naming.NONE:
        return None
    return found([p.span for p in case.places if p.origin is None or p.origin.naming is Naming.NONE])


def _other_unnamed(case: Case) -> Found | None:
    origin = case.origin
    if origin is None or origin.naming not in (Naming.UNNAMED, Naming.CROWD):
        return None
    others = [p.origin for p in case.places if p.origin is not None and p.origin.naming is Naming.UNNAMED and p.origin.attribution.id != origin.attribution.id]
    return found([span for step in others for span in step.spans], who=listed([label(step) for step in others])) if others else None


# --- how sure ----------------------------------------------------------------------------------------------------------

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
_NEGATED = re.compile(r"n['’]t\b|\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|un\w{4,}|false|hoax)\b", re.IGNORECASE)
_NEGATIVE = frozenset({Factuality.NOT_CERTAIN, Factuality.NOT_PROBABLE, Factuality.NOT_POSSIBLE})


def _hedged(case: Case) -> Found | None:
    value = case.claim.factuality
    negative = value in _NEGATIVE
    if value in (Factuality.CERTAIN, Factuality.NOT_CERTAIN) or (negative and not _NEGATED.search(case.claim.text)):
        return None
    cues = [span for step in case.chain for span in step.attribution.cue]
    return found(cues or case.claim.spans[:1], degree=_DEGREES[value])


def _presented_as_false(case: Case) -> Found | None:
    value = case.claim.factuality
    if value not in _NEGATIVE or not case.chain or case.answered(Response.DENY) or _NEGATED.search(case.claim.text):
        return None
    cues = [span for step in case.chain for span in step.attribution.cue]
    return found(cues or case.claim.spans[:1], degree=_DEGREES[value])


# --- who answered ------------------------------------------------------------------------------------------------------


def _not_its_own(case: Case, step: Step) -> bool:
    return case.origin is None or not step.same_source(case.origin)


def _confirmed(case: Case) -> Found | None:
    origin = case.origin
    steps = [s for s in case.answered(Response.CONFIRM) if s.identified and _not_its_own(case, s)]
    apart = [s for s in steps if origin is None or s.house is None or s.house != origin.house]
    return _by(case, apart)


def _confirmed_at_home(case: Case) -> Found | None:
    if case.origin is None or case.origin.house is None:
        return None
    return _by(case, [s for s in case.answered(Response.CONFIRM) if _not_its_own(case, s) and s.house == case.origin.house])


def _confirmed_unnamed(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.CONFIRM) if not s.identified])


def concerns(step: Step, case: Case) -> bool:
    """True where the claim is about the one who answers it: then an answer is a party's word about itself."""
    if step.source is None:
        return False
    said = case.document.quote(step.attribution.content)
    if said and _FIRST_PERSON.match(said.strip("'‘’\"“” ")):
        return True
    claim = case.claim.text.lower()
    names = [step.house or "", step.source.name if step.naming is Naming.NAMED else ""]
    if step.source.kind is SourceKind.PERSON and step.naming is Naming.NAMED:
        names.append(step.source.name.split()[-1] if step.source.name.split() else "")
    return any(re.search(rf"\b{re.escape(name.lower().removeprefix('the '))}\b", claim) for name in names if len(name) > 2)


def _denied(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.DENY) if s.identified and not concerns(s, case)])


def _denied_by_party(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.DENY) if s.identified and concerns(s, case)])


def _denied_unnamed(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.DENY) if not s.identified])


def _answer(*kinds: Response) -> Condition:
    return lambda case: _by(case, case.answered(*kinds))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of judgement. ``says`` is a sentence with places for the condition's words; ``after`` names whose rule it is."""

    name: str
    when: Condition
    says: str
    after: str


RULES: tuple[Rule, ...] = (
    # who it comes from
    Rule("own-voice-without-source", _own_voice, "The document says so itself and names no source.", "AP: attribute what staff did not witness"),
    Rule("no-speaker", _origin_is(Naming.NONE), "It is reported (“{cue}”), but nobody is named as saying it.", "Reuters: say who says so"),
    Rule("single-unnamed-source", _origin_is(Naming.UNNAMED), "Its origin is {who}, who is not named.", "Reuters: single-source stories are exceptional; AP: anonymous sources"),
    Rule("withheld-source", _withheld, "The document says that the source was not disclosed.", "AP: explain why a source is not named"),
    Rule("crowd", _origin_is(Naming.CROWD), "It comes from {who}, people nobody has identified.", "AP: user-generated content must be verified"),
    Rule("role-only-source", _origin_is(Naming.ROLE), "It comes from {who}: an office, not a name.", "AP: identify by as much as possible"),
    Rule("unplaced-source", _origin_is(Naming.ROLE, placed=False), "It comes from {who}: neither a name nor an office.", "AP: identify by as much as possible"),
    Rule("outlet-as-source", _outlet_as_source, "It is another outlet's report, {who}; whose word that is, this document does not show.", "ICD 206; Reuters: credit and verify pick-ups"),
    Rule("named-source-on-record", _origin_is(Naming.NAMED), "{who} says so by name.", "Reuters: a named source is the strongest"),
    Rule("document-as-source", _document_as_source, "It rests on a document: {who}.", "ICD 206: cite the source document"),
    Rule("second-hand", _second_hand, "The document has it at {hand}, through {through}.", "ICD 206: describe access; law of evidence: hearsay"),
    Rule("descriptor-is-no-letter", _descriptor, "“{descriptor}” is how someone describes the source; it is no rating.", "NATO AJP-2.1: reliability is rated by the user"),
    Rule("own-word-about-itself", _own_word, "{who} speaks in their own cause, which corroborates nothing.", "DESIGN: a party's word about itself corroborates nothing"),
    # how often, and by whom else
    Rule("two-independent-origins", _two_independent, "{who} say so by name, for different houses, each from their own knowledge.", "NATO AJP-2.1: credibility 1"),
    Rule("several-identified-sources", _several_identified, "{who} say so, for different houses; that they know it independently is not shown.", "NATO AJP-2.1: credibility 2"),
    Rule("same-affiliation", _not_apart, "{who} say so, but nothing shows that they are independent of each other.", "NATO AJP-2.1: independence must be shown"),
    Rule("same-origin-again", _same_origin_again, "{who} is credited with it {count} times: that is one origin.", "Reuters: repetition is no second source"),
    Rule("repeated-without-origin", _repeated_without_origin, "The document repeats it without a speaker, which adds no origin.", "Reuters: repetition is no second source"),
    Rule("unnamed-may-be-the-same", _other_unnamed, "It is also credited to {who}; nothing shows that this is somebody else.", "DESIGN: unnamed sources are never counted as different"),
    # how sure
    Rule("hedged", _hedged, "It is presented as {degree}, not as a settled fact.", "FactBank; ICD 203: expressions of likelihood"),
    Rule("presented-as-false", _presented_as_false, "It is presented as {degree}.", "FactBank"),
    # who answered
    Rule("confirmed", _confirmed, "{who} confirmed it.", "NATO AJP-2.1: confirmed by other sources"),
    Rule("confirmed-at-home", _confirmed_at_home, "{who} confirmed it, from the same house as its origin.", "NATO AJP-2.1: independence must be shown"),
    Rule("confirmed-by-unnamed", _confirmed_unnamed, "{who} confirmed it, unnamed.", "AP: anonymous sources"),
    Rule("supported", _answer(Response.SUPPORT), "{who} backed it, without confirming it from own knowledge.", "RumourEval: support"),
    Rule("denied", _denied, "{who} denied it.", "NATO AJP-2.1: contradicted by other information"),
    Rule("denied-by-party", _denied_by_party, "{who} denied it, as a party to it.", "Reuters: give the accused a reply; DESIGN: a party's word about itself"),
    Rule("denied-by-unnamed", _denied_unnamed, "{who} denied it, unnamed.", "AP: anonymous sources"),
    Rule("cannot-confirm", _answer(Response.CANNOT_CONFIRM), "{who} could not confirm it, which is no denial.", "DESIGN: cannot confirm is no denial"),
    Rule("declined", _answer(Response.DECLINE), "{who} declined to comment, which is no denial.", "Reuters: report the refusal"),
    Rule("no-answer", _answer(Response.NO_ANSWER), "{who} did not respond.", "AP: say that they were asked"),
    Rule("queried", _answer(Response.QUERY), "{who} questioned it.", "RumourEval: query"),
    Rule("corrected", _answer(Response.CORRECT), "{who} corrected it.", "Reuters: corrections"),
    Rule("retracted", _answer(Response.RETRACT), "{who} took it back.", "Reuters: withdrawals"),
)


def findings(case: Case) -> dict[str, Reason]:
    """Every rule that applies, by name, in the order of the table."""
    result = {}
    for rule in RULES:
        finding = rule.when(case)
        if finding is not None:
            sentence = rule.says.format(**finding.words)
            result[rule.name] = Reason(rule.name, sentence[:1].upper() + sentence[1:], finding.spans)
    return result
