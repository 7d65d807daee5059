"""What hangs on what in the graph of a claim: the documents that would be left without a source if a node fell away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

_ROOT = ""


def hanging(
    documents: Iterable[str], taken: Iterable[tuple[str, str]], ends: Iterable[Sequence[str]]
) -> Mapping[str, frozenset[str]]:
    """For each node, the documents that have the claim through it alone, itself left out.

    ``taken`` are pairs of the one who took and the one taken from; ``ends`` the parts nothing leads out of (one node,
    or the nodes of a circle). A node stands between a document and all its origins where it dominates it in the graph
    drawn from a common root over the ends (immediate dominators, Cooper, Harvey & Kennedy 2001).
    """
    import networkx

    graph = networkx.DiGraph()
    graph.add_node(_ROOT)
    graph.add_edges_from((above, below) for below, above in taken)
    graph.add_edges_from((_ROOT, part[0]) for part in ends)
    above = {node: up for node, up in networkx.immediate_dominators(graph, _ROOT).items() if node != _ROOT}
    found: dict[str, set[str]] = {}
    for document in dict.fromkeys(documents):
        node = above.get(document)
        while node is not None and node != _ROOT:
            found.setdefault(node, set()).add(document)
            node = above.get(node)
    return {node: frozenset(those) for node, those in found.items()}
