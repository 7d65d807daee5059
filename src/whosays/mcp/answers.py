"""What the tools answer: values with a JSON Schema of their own, and a few lines for whoever reads text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from msgspec import Struct

from whosays.desk.checking import Checked, Finding
from whosays.ledger.searching import Listed
from whosays.model import Trace, record, wire
from whosays.model.story import Story
from whosays.wording import NO_VERDICT, grade

NOTE: Final = f"{NO_VERDICT} Read the words behind it before you rely on it."


class Claims(Struct, frozen=True):
    """Claims of the ledger, each as `whosays claims --format json` has it."""

    note: str
    claims: tuple[Listed, ...]


class Claim(Struct, frozen=True):
    """A claim as `whosays show --format json` has it; ``former`` is one that no longer holds."""

    note: str
    claim: record.Claim | None
    former: record.FormerClaim | None


class Said(Struct, frozen=True):
    """The documents in which somebody of a name speaks, each as `whosays show --format json` has it."""

    note: str
    speaking: tuple[record.Speaking, ...]


class Asked(Struct, frozen=True):
    """What an editor would ask of a draft, each as `whosays check --format json` has it; what was not checked."""

    note: str
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...]


class Changed(Struct, frozen=True):
    """What was written into the ledger."""

    note: str
    changes: tuple[str, ...]


def schema(answer: type[Struct]) -> dict[str, Any]:
    """The JSON Schema of an answer, an object."""
    (reference,), definitions = msgspec.json.schema_components([answer])
    return rooted({**reference, "$defs": definitions})


def rooted(given: dict[str, Any]) -> dict[str, Any]:
    """A schema that says at its root that it is of an object, as the protocol asks, without the name of a dialect."""
    return {"type": "object", **{key: value for key, value in given.items() if key not in ("$schema", "$id")}}


TRACE: Final = rooted(wire.trace_schema())
STORY: Final = rooted(wire.story_schema())


def trace_lines(trace: Trace) -> Iterable[str]:
    """What each claim of a document rests on."""
    for claim in trace.claims:
        rests = claim.standing.summary if claim.standing else "not judged"
        yield f"- {claim.text}: {rests}"
    if not trace.claims:
        yield "No claim was found."
    yield from trace.warnings


def story_lines(story: Story) -> Iterable[str]:
    """What each claim that several documents make rests on; of one document's alone, how many there are."""
    shared = [claim for claim in story.claims if len(claim.documents) > 1]
    for claim in shared:
        rests = claim.standing.summary if claim.standing else "not judged"
        yield f"- {claim.text}: {rests}"
    yield f"{len(shared)} claims are shared by several documents, {len(story.claims) - len(shared)} made by one alone."
    yield from story.warnings


def claims_lines(claims: Iterable[Listed]) -> Iterable[str]:
    """Claims, each with its grade and what it rests on."""
    empty = True
    for claim in claims:
        empty = False
        yield f"- {claim.claim} [{claim.grade}] {claim.text}: {claim.summary}"
    if empty:
        yield "No claim of the ledger says that."


def asked_lines(found: Checked) -> Iterable[str]:
    """What to ask, with the words, and what was not checked."""
    for one in found.findings:
        known = f" ({one.claim})" if one.claim else ""
        yield f"- {one.text}{known} “{one.words}”"
    if not found.findings:
        yield "No rule has a question."
    for left in found.unchecked:
        yield f"Not checked: {left}"


def claim_lines(claim: record.Claim | record.FormerClaim) -> Iterable[str]:
    """A claim, what it rests on, who answers."""
    if isinstance(claim, record.FormerClaim):
        yield f"{claim.claim} {claim.text}: it no longer holds"
        return
    standing, origins = claim.standing, claim.origins
    yield f"{claim.claim} {claim.text}"
    yield f"[{grade(standing.reliability, standing.credibility)}] {standing.summary}"
    yield f"Independent origins: {origins.least} to {origins.most}: {'; '.join(node.label for node in origins.nodes)}"
    for response in claim.responses:
        yield f"- {response.who}: {response.response}: “{response.words}” ({response.document})"


def said_lines(speaking: Iterable[record.Speaking]) -> Iterable[str]:
    """Where somebody speaks, and what rests on them there."""
    for one in speaking:
        claims = "; ".join(f"{claim.claim} {claim.text}" for claim in one.claims) or "no claim rests on it"
        yield f"- {one.document} ({one.outlet or 'no outlet'}, {one.published or 'undated'}): {one.name}: {claims}"
