"""The one sentence an editor can quote."""

from __future__ import annotations

from collections.abc import Mapping

from whosays.model import Naming, Reason, Response, SourceKind
from whosays.standing.case import Case
from whosays.standing.conditions import first_hand_sources
from whosays.standing.labels import basis, hand, label, listed

_NEITHER = (
    (Response.CANNOT_CONFIRM, "{who} could not confirm it"),
    (Response.DECLINE, "{who} declined to comment"),
    (Response.NO_ANSWER, "{who} did not respond"),
    (Response.QUERY, "{who} questioned it"),
    (Response.SUPPORT, "{who} backed it"),
)


def summary(case: Case, applying: Mapping[str, Reason]) -> str:
    """What the claim rests on and who answered it, e.g. "Rests on one unnamed source at second hand, through …; denied
    by …".
    """
    return f"Rests on {_origin(case, applying)}; {_answers(case)}."


def _origin(case: Case, applying: Mapping[str, Reason]) -> str:
    origin = case.origin
    if "two-independent-origins" in applying or "several-identified-sources" in applying:
        names = listed([label(step) for _, step in first_hand_sources(case)])
        kind = "independent sources" if "two-independent-origins" in applying else "sources not shown to be independent"
        return f"{names}, {kind}"
    if case.disowned:
        return "nobody the document names"
    text = basis(origin, case.document.outlet)
    steps = case.spoken
    if len(steps) > 1:
        reported = " in a report without a speaker" if origin is not None and origin.naming is Naming.NONE else ""
        text += f"{reported} at {hand(len(steps))}, through {listed([label(step) for step in steps[:-1]])}"
    elif steps and origin is not None and origin.naming is Naming.NONE:
        text += f", passed on by {label(steps[-1])}"
    if "own-word-about-itself" in applying:
        person = origin is not None and origin.source is not None and origin.source.kind is SourceKind.PERSON
        text += ", speaking about themselves" if person else ", speaking about itself"
    if "hedged" in applying:
        text += ", presented as less than certain"
    if "withheld-source" in applying and origin is not None and origin.naming is Naming.UNNAMED:
        text += "; the source is not disclosed"
    return text


def _answers(case: Case) -> str:
    said = []
    for response, verb in (
        (Response.RETRACT, "taken back by"),
        (Response.CORRECT, "corrected by"),
        (Response.CONFIRM, "confirmed by"),
        (Response.DENY, "denied by"),
    ):
        steps = case.answered(response)
        if steps:
            said.append(f"{verb} {listed([label(step) for step in steps])}")
    others = [
        phrase.format(who=listed([label(step) for step in case.answered(response)]))
        for response, phrase in _NEITHER
        if case.answered(response)
    ]
    if not case.answered(Response.CONFIRM, Response.DENY, Response.CORRECT, Response.RETRACT):
        said.append("not confirmed, not denied")
    return ", ".join(said) + (f" ({'; '.join(others)})" if others else "")
