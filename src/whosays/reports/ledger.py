"""What a ledger holds, as text for a terminal: what a document changed, lists of claims, one claim with everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from whosays.model import record
from whosays.model.story import EdgeKind
from whosays.reports.visible import visible
from whosays.wording import TAKES, grade_in_words, role_in_words, sentence

if TYPE_CHECKING:
    from whosays.desk.putting_right import PutRight
    from whosays.ledger import Added, Change
    from whosays.ledger.retracing import Retraced
    from whosays.ledger.searching import Listed

_LONGEST = 110
_MOST_NEW = 3  # claims that a new document alone makes
_MOST_PROOFS, _MOST_WORDS = 3, 300  # of a change that a watch tells


def added_dict(added: Added) -> dict[str, Any]:
    """What adding brought, as plain values."""
    return {
        "document": added.document,
        "status": added.status.value,
        "changes": [change.to_dict() for change in added.changes],
        "notes": list(added.notes),
    }


def added_text(added: Added, name: str, outlet: str | None) -> Iterator[str]:
    """What adding a document brought: a line for it, a line for each change with its proof."""
    whose = f" ({visible(outlet)})" if outlet else ""
    what = {
        "new": "new",
        "version": "a new version",
        "earlier": "an earlier text",
        "unchanged": "known already",
    }[added.status.value]
    yield f"{added.document}  {what}: {visible(name)}{whose}"
    for note in added.notes:
        yield f"    Note: {visible(note)}"
    yield from changes_text(added.changes)


def changes_text(changes: Sequence[Change]) -> Iterator[str]:
    """A line for each change, with the words that show it; of claims that are only new, the first few."""
    new = [change for change in changes if change.kind.value == "new-claim"]
    for change in changes:
        if change not in new[_MOST_NEW:]:
            proof = change.evidence[0].words if change.evidence and change.kind.value != "new-claim" else ""
            yield f"    {visible(change.text)}" + (f" [“{_short(proof)}”]" if proof else "")
    if len(new) > _MOST_NEW:
        yield f"    and {len(new) - _MOST_NEW} more new claims"


def put_right_text(found: PutRight) -> Iterator[str]:
    """What a task of Label Studio put right, and what was left."""
    if found.document is None:
        yield f"{visible(found.task)}: the ledger holds no document with its text"
        return
    written = "; ".join(map(visible, found.written)) or "nothing to put right"
    yield f"{visible(found.task)} ({found.document}): {written}"
    yield from changes_text(found.changes)
    if found.left:
        yield f"    not of a ledger: {'; '.join(found.left)} (whosays evaluate label-studio keeps it as gold)"


def recorded_text(change: Change, time: str) -> Iterator[str]:
    """A line on a change recorded at ``time`` (ISO 8601), and under it the words that prove it."""
    yield f"{time[:16].replace('T', ' ')}  {visible(change.text)}"
    for proof in change.evidence[:_MOST_PROOFS]:
        words = visible(proof.words)
        words = words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1] + "…"
        yield f"    {visible(proof.document)}: “{words}”"


def retraced_text(found: Retraced) -> Iterator[str]:
    """What reading an event again brought."""
    read = f"read otherwise: {', '.join(found.documents)}" if found.documents else "read as before"
    yield f"{found.event}  {read}"
    yield from changes_text(found.changes)


def listed_text(claims: Iterable[Listed]) -> Iterator[str]:
    """Claims as a list."""
    for claim in claims:
        documents = "1 document" if claim.documents == 1 else f"{claim.documents} documents"
        rejected = ", rejected" if claim.rejected else ""
        yield f"{claim.claim:<7} {claim.grade}  {_short(claim.text)}"
        origins = f"origins {_interval(claim.least, claim.most)}"
        if claim.likeness is not None:
            shared = ", ".join(map(visible, claim.shared)) or "no word"
            yield f"            {claim.likeness:.2f} alike; both have: {shared}"
        yield f"            {documents}, {origins}, since {_day(claim.since)}{rejected}"


def history_text(steps: Iterable[record.Step]) -> Iterator[str]:
    """What changed of a claim, a line each."""
    for step in steps:
        words = step.evidence[0].words if step.evidence else ""
        yield f"{_day(step.time)}  {visible(step.text)}" + (f" [“{_short(words)}”]" if words else "")


def claim_text(claim: record.Claim | record.FormerClaim) -> Iterator[str]:
    """A claim with everything held of it."""
    yield f"{claim.claim}  {visible(claim.text)}"
    if isinstance(claim, record.FormerClaim):
        yield "    It no longer holds."
        yield from _lineage(claim.lineage)
        return
    standing, origins = claim.standing, claim.origins
    yield f"    {visible(standing.summary)}"
    yield f"    {sentence(grade_in_words(standing.reliability, standing.credibility))}."
    if claim.note:
        yield f"    Note: {visible(claim.note)}"
    yield f"  Origins: {_interval(origins.least, origins.most)}"
    for ground in (*origins.reasons, *standing.reasons[1:]):
        yield f"    - {visible(ground.text)}{_proof(ground.evidence)}"
    yield "  Made by:"
    for place in claim.appearances:
        about = f", {visible(place.published)}" if place.published else ""
        about += ", withdrawn" if place.retracted else ""
        yield f"    - [{place.link}] {_document(place)}{about} ({place.factuality}): “{_short(place.words)}”"
        steps = " ← ".join(f"[{step.handle}] {visible(step.who or 'nobody named')}" for step in reversed(place.chain))
        yield f"        {place.handle}: {steps or 'in its own voice'}"
    if claim.edges:
        yield "  Taken from:"
    for edge in claim.edges:
        sure = "" if edge.confidence >= 0.7 else f", not sure ({edge.confidence:.0%})"
        line = f"{_node(edge.taker)} {TAKES[EdgeKind(edge.kind)]} {_node(edge.taken)}{sure}"
        yield f"    - [{edge.link}] {line}{_proof(edge.evidence[:1])}"
    if claim.drift:
        yield "  Changed on the way:"
    for drift in claim.drift:
        yield f"    - {drift.kind}: {_node(drift.upstream)} “{_short(drift.upstream.words)}”"
        yield f"      → {_node(drift.downstream)} “{_short(drift.downstream.words)}”"
    if claim.responses:
        yield "  Answers:"
    for answer in claim.responses:
        when = f", {visible(answer.published)}" if answer.published else ""
        said = f"{visible(answer.who)}: {answer.response}, in {answer.document}{when}"
        yield f"    - [{answer.handle}] {said} [“{_short(answer.words)}”]"
    for turn in claim.turns or ():
        yield f"    {visible(turn)}"
    if claim.fact_checks:
        yield "  Fact-checks that may be of this claim (the verdicts are theirs):"
    for check in claim.fact_checks or ():
        by = ", ".join(visible(part) for part in (check.publisher, check.date, check.url, check.document) if part)
        yield f"    - “{_short(check.claim)}”: {_short(check.verdict or 'no verdict in a word')} ({by})"
    yield from _decisions(claim.decisions or ())
    yield from _lineage(claim.lineage or ())
    for warning in claim.warnings or ():
        yield f"    Note: {visible(warning)}"


def document_text(document: record.Document) -> Iterator[str]:
    """A document: where it was read, its versions, the claims it makes and who has them from it."""
    yield f"{document.document}  {visible(document.title or _short(document.text))}"
    for name in ("outlet", "url", "published", "language"):
        if said := getattr(document, name):
            yield f"    {name}: {visible(said)}"
    if document.retracted:
        yield "    It has been withdrawn."
    for version in document.versions:
        again = f", the text of {version.again} again" if version.again else ""
        late = ", an earlier text, which came late" if version.late else ""
        yield f"    {version.version}: sha256 {version.sha256}{again}{late}"
        for seen in version.seen:
            yield f"        read {_day(seen.seen)} from {visible(seen.input)}"
    yield "  Claims:" if document.claims else "  No claim rests on it."
    for claim in document.claims:
        below = f"; from it: {', '.join(claim.downstream)}" if claim.downstream else ""
        yield f"    - {claim.claim} {claim.grade} ({claim.documents}{below}): {_short(claim.text)}"
    if document.said:
        yield "  Who says what:"
    for one in document.said:
        who = f"{visible(one.who)} [{one.source}] ({one.naming})" if one.who else "nobody named"
        answer = f", {one.response}" + (f" to {one.answers}" if one.answers else "") if one.response else ""
        yield f"    - [{one.handle}] {who}{answer}: “{_short(one.words)}”"
    yield from _decisions(document.corrections)
    for lost in document.without_words:
        yield f"    Note: {lost} is about words that the newest text does not have."
    if document.shown:
        yield f"  The text of {document.shown}:"
        yield from (f"    {visible(line)}" for line in document.text.split("\n"))


def source_text(rows: Sequence[record.Speaking]) -> Iterator[str]:
    """Where somebody speaks, and what rests on them there."""
    for row in rows:
        role = visible(role_in_words(row.role, row.affiliation))
        where = f"{row.document} ({visible(row.outlet)})" if row.outlet else row.document
        yield f"{visible(row.name)} [{row.handle}] in {where}: {row.naming}{f', {role}' if role else ''}"
        for claim in row.claims:
            yield f"    - {claim.claim} {_short(claim.text)}"


def stats_text(stats: Mapping[str, Any]) -> Iterator[str]:
    """Counts, a line each."""
    width = max(len(name) for name in stats)
    for name, value in stats.items():
        yield f"{name:<{width}}  {f'{value:,}' if isinstance(value, int) else visible(str(value))}"


def _decisions(decisions: Sequence[record.Decision]) -> Iterator[str]:
    if decisions:
        yield "  Decided:"
    for one in decisions:
        back = ", taken back since" if one.undone else ""
        what = f"{one.verb} {visible(one.subject)} ({visible(one.why)})"
        yield f"    - [{one.decision}] {_day(one.time)} {visible(one.who)}: {what}{back}"


def _lineage(lineage: Sequence[record.Lineage]) -> Iterator[str]:
    for one in lineage:
        verb = "became part of" if one.kind == "merged-into" else "was part of"
        yield f"  {one.claim} {verb} {one.other}."


def _document(place: record.Appearance) -> str:
    name = place.outlet or place.author or place.title or place.input
    return f"{place.document} ({visible(name)})" if name else place.document


def _node(node: record.Node) -> str:
    label = visible(node.label)
    if node.kind == "unseen":
        return f"{label} (not seen)"
    return f"{label} ({node.document})" if node.document and node.kind in ("document", "post") else label


def _proof(evidence: Sequence[record.Words]) -> str:
    words = [_short(one.words) for one in evidence[:2] if one.words]
    return f" [“{'” · “'.join(words)}”]" if words else ""


def _interval(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _day(time: str) -> str:
    return time[:16].replace("T", " ")


def _short(text: str) -> str:
    line = visible(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
