"""What changed of a claim, each change in a sentence with the words that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from whosays.ledger.claim_parts import APPEARANCE, ORIGIN, RESPONSE, Answer, Appearance, Evidence, Origin, Part
from whosays.ledger.claim_rows import graded, reasons_of
from whosays.model import Document, Response, Spans
from whosays.wording import DOES, count


class ChangeKind(StrEnum):
    """What can change of a claim."""

    NEW_CLAIM = "new-claim"
    APPEARANCE = "appearance"
    ORIGINS = "origins"
    RESPONSE = "response"
    STANDING = "standing"
    CORRECTION = "correction"
    RETURN = "return"
    RETRACTION = "retraction"
    MERGED = "merged"
    PARTED = "parted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Proof:
    """Words that show a change: a version (``d12``), spans into its text, and the words there."""

    document: str
    spans: Spans
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a claim (``k5``): a sentence, and, where it is one of a value, what it was and what it is."""

    kind: ChangeKind
    claim: str
    text: str
    before: str | None = None
    after: str | None = None
    evidence: tuple[Proof, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The change as plain values."""
        return {
            "kind": self.kind.value,
            "claim": self.claim,
            "text": self.text,
            "before": self.before,
            "after": self.after,
            "evidence": proofs_dict(self.evidence),
        }


def proofs_dict(evidence: Iterable[Proof]) -> list[dict[str, Any]]:
    """Proofs as plain values."""
    return [{"document": e.document, "spans": [list(s) for s in e.spans], "words": e.words} for e in evidence]


@dataclass(frozen=True, slots=True)
class Shown:
    """How versions are called and what their texts say, for sentences and proofs."""

    names: Mapping[int, str]
    documents: Mapping[int, Document]

    def called(self, version: int) -> str:
        """``d12 (The Buoy)``."""
        document = self.documents.get(version)
        outlet = document and (
            document.outlet or next(iter(document.authors), None) or document.account or document.title
        )
        return f"{self.names[version]} ({' '.join(outlet.split())})" if outlet else self.names[version]

    def proof(self, version: int, spans: Iterable[Sequence[int]]) -> Proof | None:
        """The words at spans of a version; none where it is not at hand."""
        document = self.documents.get(version)
        pairs = tuple((start, end) for start, end in spans)
        return Proof(self.names[version], pairs, document.quote(pairs)) if document and pairs else None

    def proofs(self, evidence: Iterable[Evidence], most: int = 4) -> tuple[Proof, ...]:
        """The words of a judgement's evidence, the first few."""
        found = (self.proof(one.version, one.spans) for one in evidence)
        return tuple(proof for proof in found if proof)[:most]


Held = tuple[Mapping[str, Any], Sequence[Part]]  # a claim's state and its parts


def changes(number: int, before: Held | None, after: Held, shown: Shown) -> list[Change]:
    """What changed of a claim between two states of the ledger."""
    state, parts = after
    name = f"k{number}"
    head = f"{name} “{_short(state['text'])}”"
    if before is None:
        return [_new(name, head, parts, shown)]
    old, old_parts = before
    found = [
        *_each(APPEARANCE, name, head, old_parts, parts, shown),
        *_each(RESPONSE, name, head, old_parts, parts, shown),
    ]
    reasons, labels = reasons_of(state), _labels(parts)
    if _interval(old) != _interval(state) or _labels(old_parts) != labels:
        text = f"{head}: {_origins(old, state, sorted(labels - _labels(old_parts)))}."
        evidence = tuple(e for ground in reasons.origins for e in ground.evidence)
        found.append(Change(ChangeKind.ORIGINS, name, text, _interval(old), _interval(state), shown.proofs(evidence)))
    if graded(old) != graded(state):
        why = next((g for g in reasons.standing if g.rule.startswith("credibility")), None)
        because = f" ({why.text.rstrip('.')})" if why else ""
        text = f"{head}: its grade is now {graded(state)}, was {graded(old)}{because}."
        evidence = why.evidence if why else ()
        found.append(Change(ChangeKind.STANDING, name, text, graded(old), graded(state), shown.proofs(evidence)))
    return found


def _new(name: str, head: str, parts: Sequence[Part], shown: Shown) -> Change:
    made = [part for part in parts if part.kind == APPEARANCE and part.version is not None]
    first = made[0] if made else None
    if first is None or first.version is None:
        return Change(ChangeKind.NEW_CLAIM, name, f"{head}: new.")
    proof = shown.proof(first.version, first.read(Appearance).spans)
    text = f"{head}: new, made by {shown.called(first.version)}."
    return Change(ChangeKind.NEW_CLAIM, name, text, evidence=(proof,) if proof else ())


def _each(kind: str, name: str, head: str, old: Sequence[Part], new: Sequence[Part], shown: Shown) -> Iterable[Change]:
    """A sentence for each document that makes the claim now, or each answer to it."""
    known = {_known_by(part, shown) for part in old if part.kind == kind and part.version is not None}
    for part in new:
        if part.kind != kind or part.version is None or _known_by(part, shown) in known:
            continue
        known.add(_known_by(part, shown))
        where = shown.called(part.version)
        if kind == APPEARANCE:
            proof = shown.proof(part.version, part.read(Appearance).spans)
            text = f"{head}: {where} makes it too."
            yield Change(ChangeKind.APPEARANCE, name, text, evidence=(proof,) if proof else ())
        else:
            body = part.read(Answer)
            proof = shown.proof(part.version, body.spans)
            text = f"{head}: {body.who} {DOES[Response(body.response)]}, says {where}."
            yield Change(ChangeKind.RESPONSE, name, text, after=body.response, evidence=(proof,) if proof else ())


def _known_by(part: Part, shown: Shown) -> tuple[Any, ...]:
    """Which document says it and who answers how: the same in a later text of the document."""
    body = part.read(Answer) if part.kind == RESPONSE else None
    document = shown.names.get(part.version or 0, str(part.version)).partition(".")[0]
    return (document, body.response, body.who) if body else (document, None, None)


def _labels(parts: Sequence[Part]) -> set[str]:
    return {part.read(Origin).node.label for part in parts if part.kind == ORIGIN}


def _origins(old: Mapping[str, Any], state: Mapping[str, Any], new: Sequence[str]) -> str:
    """How the origins changed: how many, and which are new."""
    same = _interval(old) == _interval(state)
    still = "still " if same else ""
    was = "" if same else f", were {_interval(old)}"
    among = f"; new among them: {_listed(new)}" if new else "; others than before" if same else ""
    return f"independent origins are {still}{'' if same else 'now '}{_interval(state)}{was}{among}"


def _interval(state: Mapping[str, Any]) -> str:
    least, most = state["least"], state["most"]
    return str(least) if least == most else f"{least} to {most}"


def _listed(names: Sequence[str]) -> str:
    shown = names[:4]
    return ", ".join(shown) + (f" and {count(len(names) - 4, 'other')}" if len(names) > 4 else "")


def _short(text: str, longest: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
