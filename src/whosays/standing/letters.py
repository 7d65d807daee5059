"""The source reliability letter of NATO's AJP-2.1: from the user's own register, else F."""

from __future__ import annotations

from collections.abc import Mapping

from whosays.model import Naming, Reason
from whosays.standing.case import Case
from whosays.standing.labels import label
from whosays.wording import RELIABILITY


def key(name: str) -> str:
    """A name as registers are looked up: case, spaces and a leading article do not count."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def letter(case: Case, register: Mapping[str, str]) -> tuple[str, Reason | None]:
    """The letter of the claim's origin, or of the outlet for its own word; ``register`` has names by ``key``.

    Without a register there is nothing to say about a letter: F, and no reason.
    """
    if not register:
        return "F", None
    origin = case.origin
    if origin is None:
        who, names = case.document.outlet or "the document", [case.document.outlet or "", *case.document.authors]
        spans = case.claim.spans[:1]
    else:
        who, spans = label(origin), origin.spans
        names = []
        if origin.identified and origin.source is not None and case.unclear is None:
            names = [origin.source.name, origin.source.affiliation or ""]
    for name in names:
        rated = register.get(key(name)) if name else None
        if rated:
            return rated, Reason(
                "register", f"Reliability {rated} ({RELIABILITY[rated]}): your register says so of {name}.", spans
            )
    nobody = origin is not None and origin.naming in (Naming.UNNAMED, Naming.CROWD, Naming.NONE)
    unnamed = nobody or case.unclear is not None
    why = "whoever is not identified cannot be rated" if unnamed else f"{who} is in no register of yours"
    return "F", Reason("not-in-register", f"Reliability F ({RELIABILITY['F']}): {why}.", spans) if spans else None
