"""Upstream edges from what a feed, export or archive says of a document outside its text: forwards, reposts, quotes.

The evidence is the field that says so. What it refers to is looked for among the event's documents by its identifier
and address, or, where only its channel is named, by its text; else it is a node that was not seen. A reply or "related"
alone takes nothing from anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whosays.model import Document, Reference, Relation, Trace
from whosays.model.story import Edge, EdgeKind, Evidence
from whosays.outlets.register import domain
from whosays.provenance.nodes import Nodes

_KINDS = {
    Relation.FORWARD: EdgeKind.COPY,
    Relation.REPOST: EdgeKind.COPY,
    Relation.QUOTE: EdgeKind.QUOTATION,
    Relation.VIA: EdgeKind.CREDIT,
    Relation.SOURCE: EdgeKind.CREDIT,
}
_POSTED = (Relation.FORWARD, Relation.REPOST, Relation.QUOTE)
_SURE = 0.95


def referred(index: int, members: Sequence[int], traces: Sequence[Trace], nodes: Nodes) -> Iterator[Edge]:
    """The edges of a document by its references, among the ``members`` of its event and beyond."""
    document = traces[index].document
    for reference in document.references:
        kind = _KINDS.get(reference.relation)
        if kind is None:
            continue
        others = [m for m in members if m != index]
        given = [m for m in others if _is_meant(reference, document, traces[m].document)]
        if not given and reference.name and not reference.identifier:
            given = nodes.published_by(reference.name, others)
        takens = [nodes.document(m).id for m in given[:1]] or _unseen(reference, index, nodes)
        if not given and kind is EdgeKind.COPY:
            kind = EdgeKind.CREDIT
        evidence = (Evidence(document.id, (), reference.field),)
        own = nodes.document(index).id
        yield from (Edge(own, taken, kind, _SURE, evidence) for taken in takens if taken != own)


def _is_meant(reference: Reference, document: Document, other: Document) -> bool:
    """True where a document's reference means the other one."""
    if reference.identifier and other.identifier:
        of_channel = other.identifier.startswith(f"{reference.identifier}/") and other.text == document.text
        return reference.identifier == other.identifier or of_channel
    return bool(reference.url and other.url and _bare(reference.url) == _bare(other.url))


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def _unseen(reference: Reference, index: int, nodes: Nodes) -> list[str]:
    outlet = nodes.register.at(reference.url) if reference.url else None
    name = reference.name or (outlet.name if outlet else domain(reference.url or ""))
    if not name and reference.relation in _POSTED:
        name = reference.identifier or ""  # a channel whose name is hidden is a channel all the same
    if not name:
        return []
    if nodes.published_by(name, [index]):
        return []
    if reference.relation in _POSTED:
        return [nodes.post(index, name, reference.identifier or name).id]
    return [nodes.unseen(name).id]
