"""Who took what from whom as a graph, for Gephi, yEd, Cytoscape and networkx: an edge a claim that was taken."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from whosays.exports.base import Exporter
from whosays.exports.marks import newest, node_key, shown_by, xml_safe
from whosays.model.findings import Findings
from whosays.model.story import Node
from whosays.wording import NO_VERDICT

_WRITTEN: Final = re.compile(rb'lastmodifieddate="[^"]*"')


def graph(found: Findings) -> Any:
    """A ``networkx.MultiDiGraph``: nodes are documents, posts, sources and what was not seen; an edge runs from the one
    who took a claim to the one it was taken from. What a format cannot hold, nothing, is an empty text."""
    import networkx

    made = networkx.MultiDiGraph()
    made.graph["description"] = f"Who took what from whom. whosays {found.maker.version}. {NO_VERDICT}"
    for node in found.story.nodes:
        made.add_node(node_key(found, node), **_node(found, node))
    for claim in found.story.claims:
        origins = set(claim.origins.nodes)
        for edge in claim.edges:
            made.add_edge(
                node_key(found, found.nodes[edge.taker]),
                node_key(found, found.nodes[edge.taken]),
                kind=edge.kind.value,
                confidence=round(edge.confidence, 4),
                claim=claim.id,
                claim_text=xml_safe(claim.text),
                from_an_origin=edge.taken in origins,
                shown_by=xml_safe(shown_by(found, edge)),
            )
    return made


def _node(found: Findings, node: Node) -> dict[str, Any]:
    document = found.documents.get(node.document or "")
    source = found.sources.get((node.document or "", node.source or ""))
    is_document = document is not None and node.kind.value in ("document", "post")
    claims = [claim.id for claim in found.story.claims if node.id in claim.origins.nodes]
    return {
        "label": xml_safe(node.label),
        "kind": node.kind.value,
        "naming": source.naming.value if source is not None else "",
        "document": node.document or "",
        "title": xml_safe(document.title or "") if is_document and document else "",
        "url": xml_safe(document.url or "") if is_document and document else "",
        "published": xml_safe(document.published or "") if is_document and document else "",
        "origin_of": " ".join(claims),
    }


class Gexf(Exporter):
    """GEXF 1.2, which Gephi opens."""

    name = "gexf"
    title = "provenance graph for Gephi (GEXF 1.2)"
    ending = ".gexf"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        import networkx

        held = io.BytesIO()
        networkx.write_gexf(graph(found), held, version="1.2draft")
        yield _WRITTEN.sub(f'lastmodifieddate="{newest(found)[:10]}"'.encode(), held.getvalue(), count=1) + b"\n"


class GraphMl(Exporter):
    """GraphML, which networkx, yEd, igraph and Cytoscape open."""

    name = "graphml"
    title = "provenance graph for networkx, yEd, igraph, Cytoscape (GraphML)"
    ending = ".graphml"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        import networkx

        held = io.BytesIO()
        networkx.write_graphml_xml(graph(found), held)
        yield held.getvalue()
