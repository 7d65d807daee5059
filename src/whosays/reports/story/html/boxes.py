"""The graph of a claim as what is drawn: boxes and arcs, with what hangs on each.

Documents on which nothing hangs and that have the claim from the same are drawn as one box with a line each, so that
forty outlets that repeat one agency read as what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whosays.model.story import Edge
from whosays.reports.story.view import Told, unsure

_TOGETHER = 4  # documents alike from which on they share a box
_MOST = 120  # boxes


@dataclass(frozen=True, slots=True)
class Box:
    """One or several nodes drawn together. ``reach`` counts the documents at and behind it."""

    nodes: tuple[str, ...]
    reach: int

    @property
    def key(self) -> str:
        """By what arcs name it."""
        return self.nodes[0]


@dataclass(frozen=True, slots=True)
class Arc:
    """That ``below`` has it from ``above`` (keys of boxes), by these edges; ``reach`` counts who has it this way."""

    above: str
    below: str
    edges: tuple[Edge, ...]
    reach: int
    circle: bool

    @property
    def unsure(self) -> bool:
        """True where no edge of it is sure."""
        return all(map(unsure, self.edges))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn, and how many nodes are left to the table, since nobody could read them all in a picture."""

    boxes: tuple[Box, ...]
    arcs: tuple[Arc, ...]
    left_out: int


def drawn(told: Told) -> Drawn:
    """The boxes of a claim's graph, those that most hangs on first, and the arcs between them."""
    reach = _reach(told)
    boxes = [Box(nodes, len(nodes) if len(nodes) > 1 else reach.get(nodes[0], 0)) for nodes in _together(told)]
    boxes.sort(key=lambda box: -box.reach)
    kept = boxes[:_MOST]
    box_of = {node: box.key for box in kept for node in box.nodes}
    edges: dict[tuple[str, str], list[Edge]] = {}
    for edge in told.graph:
        if edge.taker in box_of and edge.taken in box_of:
            edges.setdefault((box_of[edge.taken], box_of[edge.taker]), []).append(edge)
    size = {box.key: box.reach for box in kept}
    arcs = [
        Arc(above, below, tuple(found), size[below], above in told.circle(below))
        for (above, below), found in edges.items()
        if above != below
    ]
    return Drawn(tuple(kept), tuple(arcs), sum(len(box.nodes) for box in boxes[_MOST:]))


def _together(told: Told) -> Iterable[tuple[str, ...]]:
    """The nodes, those that are drawn as one together."""
    own = set(told.own.values())
    groups: dict[object, list[str]] = {}
    for node in told.nodes:
        ends = node in own and node not in told.takers
        taken = frozenset(edge.taken for edge in told.edges.get(node, ()))
        groups.setdefault(taken if ends else node, []).append(node)
    for members in groups.values():
        if len(members) >= _TOGETHER:
            yield tuple(members)
        else:
            yield from ((node,) for node in members)


def _reach(told: Told) -> Mapping[str, int]:
    """For each node, how many documents have the claim through it or are it, a circle counting as one node."""
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(told.nodes)
    graph.add_edges_from((edge.taken, edge.taker) for edge in told.graph)
    parts = networkx.condensation(graph)
    bit = {node: 1 << index for index, node in enumerate(dict.fromkeys(told.own.values()))}
    below: dict[int, int] = {}
    for part in reversed(list(networkx.topological_sort(parts))):
        members: Sequence[str] = parts.nodes[part]["members"]
        below[part] = sum({bit.get(node, 0) for node in members})
        for after in parts.successors(part):
            below[part] |= below[after]
    part_of: Mapping[str, int] = parts.graph["mapping"]
    return {node: below[part].bit_count() for node, part in part_of.items()}
