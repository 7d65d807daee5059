"""A story as text for a terminal: each claim with its origins, who took it from whom, what changed, who answered."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.model import Spans, Trace
from whosays.model_story import Drift, Edge, EdgeKind, Evidence, Node, Story, StoryClaim
from whosays.reports.visible import visible
from whosays.reports.wording import CREDIBILITY, RELIABILITY, RESPONSE

_SHOWN = 12
_LONGEST = 110
_VERB = {
    EdgeKind.CREDIT: "credits",
    EdgeKind.LINK: "links to",
    EdgeKind.QUOTATION: "quotes the same words as",
    EdgeKind.COPY: "prints the text of",
}


def report(story: Story, traces: Sequence[Trace], *, everything: bool = False) -> str:
    """The story in plain text. Claims of several documents come first; ``everything`` shows those of one, too."""
    view = _View(story, traces)
    lines = [_head(story)]
    shown = 0
    for claim in story.claims:
        if not everything and (shown >= _SHOWN or len(claim.documents) < 2):
            continue
        shown += 1
        lines.extend(["", *view.claim(claim)])
    left = len(story.claims) - shown
    if left:
        lines.extend(["", f"{left} more {'claim' if left == 1 else 'claims'} with --all."])
    lines.extend(["", *(f"Note: {visible(warning)}" for warning in story.warnings)] if story.warnings else [])
    return "\n".join(lines)


def _head(story: Story) -> str:
    documents, events = len(story.documents), len(story.stories)
    shared = sum(len(claim.documents) > 1 for claim in story.claims)
    return (
        f"{documents} {'document' if documents == 1 else 'documents'} about {events} "
        f"{'event' if events == 1 else 'events'}; {shared} {'claim' if shared == 1 else 'claims'} made by several"
    )


class _View:
    """A story with its look-ups made once."""

    def __init__(self, story: Story, traces: Sequence[Trace]) -> None:
        self._texts = {trace.document.id: trace.document for trace in traces}
        self._nodes = {node.id: node for node in story.nodes}
        self._by_document = {n.document: n.id for n in reversed(story.nodes) if n.document and n.source is None}
        self._sources = {(t.document.id, s.id): s.name for t in traces for s in t.sources}
        self._edges: dict[str, list[Edge]] = {}
        for edge in story.edges:
            self._edges.setdefault(edge.taker, []).append(edge)

    def claim(self, claim: StoryClaim) -> list[str]:
        """A claim with everything found of it."""
        lines = [f"{claim.id}  {_short(claim.text)}"]
        standing = claim.standing
        if standing:
            lines.append(f"    {visible(standing.summary)}")
            lines.append(
                f"    Credibility {standing.credibility} ({CREDIBILITY[standing.credibility]}), "
                f"reliability {standing.reliability} ({RELIABILITY[standing.reliability]})."
            )
        origins = claim.origins
        count = str(origins.least) if origins.least == origins.most else f"{origins.least} to {origins.most}"
        lines.append(f"  Origins: {count}")
        for ground in (*origins.reasons, *(standing.reasons[1:] if standing else ())):
            lines.append(f"    - {visible(ground.text)}{self._proof(ground.evidence)}")
        lines.append("  Made by:")
        for document in claim.documents:
            lines.extend(self._appearance(document, claim))
        if claim.drift:
            lines.append("  Changed on the way:")
            for drift in claim.drift:
                lines.extend(self._drift(drift))
        if claim.responses:
            lines.append("  Answers:")
            for answer in claim.responses:
                who = self._sources.get((answer.document, answer.by or ""), "somebody")
                lines.append(f"    - {visible(who)} {RESPONSE[answer.response]}, in {self._document(answer.document)}")
        return lines

    def _appearance(self, document: str, claim: StoryClaim) -> list[str]:
        place = next(a for a in claim.appearances if a.document == document)
        words = self._words(document, place.spans[:1])
        lines = [f"    - {self._document(document)} ({place.factuality.value}): “{words}”"]
        node = self._by_document.get(document, "")
        reached = set(claim.origins.nodes) | {self._by_document.get(d, "") for d in claim.documents}
        for edge in self._edges.get(node, ()):
            if edge.taken in reached or any(s < e2 and s2 < e for s, e in place.spans for s2, e2 in _spans(edge)):
                sure = "" if edge.confidence >= 0.7 else f", not sure ({edge.confidence:.0%})"
                what = f"{_VERB[edge.kind]} {_label(self._nodes[edge.taken])}{sure}"
                lines.append(f"        {what}{self._proof(edge.evidence[:1])}")
        return lines

    def _drift(self, drift: Drift) -> list[str]:
        up, down = self._nodes[drift.upstream], self._nodes[drift.downstream]
        return [
            f"    - {drift.kind.value}: {_label(up)} “{self._words(up.document or '', drift.spans_upstream)}”",
            f"      → {_label(down)} “{self._words(down.document or '', drift.spans_downstream)}”",
        ]

    def _proof(self, evidence: Sequence[Evidence]) -> str:
        words = [self._words(e.document, e.spans[:2]) for e in evidence[:2] if e.spans]
        return f" [“{'” · “'.join(words)}”]" if words else ""

    def _words(self, document: str, spans: Spans) -> str:
        found = self._texts.get(document)
        return _short(found.quote(spans)) if found else ""

    def _document(self, document: str) -> str:
        return _label(self._nodes[self._by_document[document]])


def _spans(edge: Edge) -> Spans:
    return tuple(span for evidence in edge.evidence[:1] for span in evidence.spans)


def _label(node: Node) -> str:
    name = visible(node.label)
    return f"{name} (not seen)" if node.kind.value == "unseen" else name


def _short(text: str) -> str:
    line = visible(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
