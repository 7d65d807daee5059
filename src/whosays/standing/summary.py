"""The one sentence an editor can quote."""

from __future__ import annotations

from collections.abc import Mapping

from whosays.model import Factuality, Naming, Reason, Response, meaning
from whosays.standing.basis import basis, poster
from whosays.standing.case import Case, Step
from whosays.standing.conditions import first_hand_sources
from whosays.standing.labels import hand, is_plural, label, listed
from whosays.standing.voices import once
from whosays.wording import ANSWERED

_DECIDED = (
    (Response.RETRACT, "taken back"),
    (Response.CORRECT, "corrected"),
    (Response.CONFIRM, "confirmed"),
    (Response.DENY, "denied"),
)
_UNDECIDED = tuple(
    (response, said) for response, said in ANSWERED.items() if response in meaning.OPEN or response is Response.SUPPORT
)
_HEDGES = {
    Factuality.PROBABLE: "given as probable, not as fact",
    Factuality.POSSIBLE: "given as possible, not as fact",
    Factuality.NOT_PROBABLE: "given as probable, not as fact",
    Factuality.NOT_POSSIBLE: "given as possible, not as fact",
    Factuality.CERTAIN_UNDERSPECIFIED: "which does not say which way it is",
}
_NOT_SETTLED = "not given as fact"


def summary(case: Case, applying: Mapping[str, Reason]) -> str:
    """What the claim rests on and who answered it, e.g. "Rests on one unnamed source, at second hand through …;
    denied by …".
    """
    if case.unclear is not None:
        return f"It is not clear whose word this is; {_answers(case)}."
    return f"Rests on {_origin(case, applying)}; {_answers(case)}."


def _origin(case: Case, applying: Mapping[str, Reason]) -> str:
    origin = case.origin
    if "two-independent-origins" in applying or "several-identified-sources" in applying:
        names = listed([label(step) for _, step in first_hand_sources(case)])
        shown = "shown" if "two-independent-origins" in applying else "not shown"
        return f"the word of {names}, {shown} to be independent of each other"
    if case.disowned:
        return f"nobody the {case.document.kind.value} names"
    steps = case.spoken
    text = basis(origin, case.document, "own-word-about-itself" in applying)
    if len(steps) > 1:
        text = text.removesuffix(", on the record")
        text += f", at {hand(len(steps))} through {listed([label(step) for step in steps[:-1]])}"
    elif steps and origin is not None and origin.naming is Naming.NONE:
        text += f", passed on by {label(steps[-1])}"
    if "hedged" in applying:
        text += f", {_HEDGES.get(case.claim.factuality, _NOT_SETTLED)}"
    if "withheld-source" in applying and origin is not None and origin.naming is Naming.UNNAMED:
        text += "; the names are withheld" if is_plural(origin) else "; the name is withheld"
    return text


def _answers(case: Case) -> str:
    decided = [
        _by(case, verb, steps)
        for response, verb in _DECIDED
        if (steps := [s for s in case.answered(response) if s.clear])
    ]
    did: dict[str, list[str]] = {}
    for response, verb in _UNDECIDED:
        if who := _who(case, response):
            did.setdefault(who, []).append(verb)
    undecided = _joined([f"{who} {' and '.join(verbs)}" for who, verbs in did.items()])
    if decided and undecided:
        return f"{_joined(decided)}, while {undecided}"
    return _joined(decided) or undecided or "nobody answers it here"


def _joined(parts: list[str]) -> str:
    return (
        ", ".join(parts[:-1]) + (", and " if len(parts) > 2 else " and ") + parts[-1] if parts[1:] else "".join(parts)
    )


def _by(case: Case, verb: str, steps: list[Step]) -> str:
    """ "denied by the mayor and the council"; who is not named is not made somebody."""
    spoken = [step for step in steps if step.naming is not Naming.NONE]
    if spoken:
        return f"{verb} by {listed([label(step) for step in _once(spoken)])}"
    own = any(not step.attribution.source and not step.attribution.cue for step in steps)
    return (
        f"{verb} by {poster(case.document) or f'the {case.document.kind.value} itself'}"
        if own
        else f"{verb}, with nobody named"
    )


def _who(case: Case, response: Response) -> str:
    """Who did it; a document is not asked, so that it neither is silent nor refuses to speak."""
    nobody = "whoever was asked" if response in _ASKED else f"the {case.document.kind.value}"
    clear = _once([step for step in case.answered(response) if step.clear])
    named = [label(step) for step in clear if step.naming is not Naming.NONE]
    unnamed = [nobody for step in clear if step.naming is Naming.NONE]
    return listed(named if named and response in _ASKED else [*named, *unnamed])


_ASKED = frozenset({Response.NO_ANSWER, Response.DECLINE})


def _once(steps: list[Step]) -> list[Step]:
    """Each voice once: a house and whoever speaks for it are one."""
    return once([(step, (step.source.name if step.source else "", step.house)) for step in steps])
