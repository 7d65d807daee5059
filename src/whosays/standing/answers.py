"""The conditions of the rules about who answered a claim, and how."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Naming, Response, SourceKind
from whosays.standing.case import Case, Step
from whosays.standing.conditions import FIRST_PERSON
from whosays.standing.finding import Condition, Found, found
from whosays.standing.labels import label, listed


def _by(case: Case, steps: Sequence[Step]) -> Found | None:
    return (
        found(
            [
                span
                for step in steps
                for span in (*step.attribution.source, *step.attribution.cue, *step.attribution.content)
            ],
            who=listed([label(step) for step in steps]),
        )
        if steps
        else None
    )


def _not_its_own(case: Case, step: Step) -> bool:
    return case.origin is None or not step.same_source(case.origin)


def confirmed(case: Case) -> Found | None:
    origin = case.origin
    steps = [s for s in case.answered(Response.CONFIRM) if s.identified and _not_its_own(case, s)]
    apart = [s for s in steps if origin is None or s.house is None or s.house != origin.house]
    return _by(case, apart)


def confirmed_at_home(case: Case) -> Found | None:
    if case.origin is None or case.origin.house is None:
        return None
    return _by(
        case, [s for s in case.answered(Response.CONFIRM) if _not_its_own(case, s) and s.house == case.origin.house]
    )


def confirmed_unnamed(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.CONFIRM) if not s.identified])


def concerns(step: Step, case: Case) -> bool:
    """True where the claim is about the one who answers it: then an answer is a party's word about itself."""
    if step.source is None:
        return False
    said = case.document.quote(step.attribution.content)
    if said and FIRST_PERSON.match(said.strip("'‘’\"“” ")):
        return True
    claim = case.claim.text.lower()
    names = [step.house or "", step.source.name if step.naming is Naming.NAMED else ""]
    if step.source.kind is SourceKind.PERSON and step.naming is Naming.NAMED:
        names.append(step.source.name.split()[-1] if step.source.name.split() else "")
    return any(
        re.search(rf"\b{re.escape(name.lower().removeprefix('the '))}\b", claim) for name in names if len(name) > 2
    )


def denied(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.DENY) if s.identified and not concerns(s, case)])


def denied_by_party(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.DENY) if s.identified and concerns(s, case)])


def denied_unnamed(case: Case) -> Found | None:
    return _by(case, [s for s in case.answered(Response.DENY) if not s.identified])


def answer(*kinds: Response) -> Condition:
    return lambda case: _by(case, case.answered(*kinds))
