"""The ids under which the parts of a claim's section can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.model.story import Edge, EdgeKind
from whosays.reports.story.view import Told

_KINDS = {kind: number for number, kind in enumerate(EdgeKind)}


@dataclass(frozen=True)
class Anchors:
    """The ids of one claim: all begin with its prefix, and are made of numbers, whatever a node is called."""

    prefix: str
    numbers: dict[str, int]

    @property
    def table(self) -> str:
        """Of the table of all nodes."""
        return f"{self.prefix}table"

    def node(self, node: str) -> str:
        """Of a node's row in the table."""
        return f"{self.prefix}n{self.numbers[node]}"

    def edge(self, edge: Edge) -> str:
        """Of an edge in its taker's row."""
        return f"{self.node(edge.taker)}-{self.numbers[edge.taken]}-{_KINDS[edge.kind]}"


def anchors(told: Told, prefix: str) -> Anchors:
    """The ids of a claim's section."""
    return Anchors(prefix, {node: number for number, node in enumerate(told.nodes, 1)})
