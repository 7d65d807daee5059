"""The origins of a claim: how many independent ones at least and at most, circles, and what everything hinges on.

An origin is a node with nothing above it (Zhang, Ives & Roth 2020). The least number counts what is shown to be apart:
identified speakers of different houses. The most counts every end there is, as if nobody unnamed were the same person
and every outlet that gives no source knew something of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from whosays.model import Naming, SourceKind, Span
from whosays.model.story import Edge, Evidence, Ground, Node, Origins
from whosays.outlets.register import key
from whosays.provenance.dependence import hanging
from whosays.provenance.nodes import Nodes


@dataclass(frozen=True, slots=True)
class Beginning:
    """A document's node with the words that make the claim, and whether it is about whoever says it."""

    node: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Origin:
    """What a claim's graph shows: its origins, its circles, and the node most documents hang on, with those."""

    origins: Origins
    circles: tuple[tuple[str, ...], ...]


def origins(
    beginnings: Sequence[Beginning], edges: Sequence[Edge], nodes: Nodes, parties: Collection[str] = ()
) -> Origin:
    """The origins of a claim that the ``beginnings`` make. ``parties`` are nodes that speak of themselves."""
    words = {b.node: b.evidence for b in reversed(beginnings)}
    labels = nodes.by_id
    circles, ends = _shape(list(words), edges)
    ends.sort(key=lambda part: _number(part[0]))
    counted = _Count(nodes, labels, edges, words, parties)
    for part in ends:
        counted.add(part)
    reasons = counted.reasons()
    hinge = _hinge([b.node for b in beginnings], ends, labels, edges)
    if hinge:
        reasons.append(hinge)
    reasons.extend(_circle_ground(circle, labels, edges) for circle in circles)
    least = max(1, counted.least) if beginnings else 0
    most = max(least, counted.most)
    return Origin(Origins(least, most, tuple(n for part in ends for n in part), tuple(reasons)), circles)


def _shape(begun: Sequence[str], edges: Sequence[Edge]) -> tuple[tuple[tuple[str, ...], ...], list[list[str]]]:
    """The circles of a claim's graph, and the parts of it that nothing leads out of."""
    if not edges:
        return (), [[node] for node in begun]
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(begun)
    graph.add_edges_from((edge.taker, edge.taken) for edge in edges)
    parts = networkx.strongly_connected_components(graph)
    return _circles(graph), [sorted(part, key=_number) for part in parts if _is_end(part, graph)]


def _number(node: str) -> int:
    return int(node[1:])


def _is_end(part: Collection[str], graph: Any) -> bool:
    return not any(after not in part for node in part for after in graph.successors(node))


def _circles(graph: Any) -> tuple[tuple[str, ...], ...]:
    """One circle for each part in which everybody credits everybody in the end, back to where it began."""
    import networkx

    found = []
    for part in networkx.strongly_connected_components(graph):
        if len(part) > 1:
            inside = graph.subgraph(sorted(part, key=_number))
            walk = networkx.find_cycle(inside, min(part, key=_number))
            path = [taker for taker, _ in walk]
            at = path.index(min(path, key=_number))
            path = path[at:] + path[:at]
            found.append((*path, path[0]))
    return tuple(sorted(found, key=lambda circle: _number(circle[0])))


class _Count:
    """Sorts the ends of a graph by what they are, and says what each adds to either end of the interval."""

    def __init__(
        self,
        nodes: Nodes,
        labels: dict[str, Node],
        edges: Sequence[Edge],
        words: dict[str, Evidence],
        parties: Collection[str],
    ) -> None:
        self._nodes, self._labels, self._words, self._parties = nodes, labels, words, parties
        self._credits: dict[str, list[Evidence]] = {}
        for edge in edges:
            self._credits.setdefault(edge.taken, []).extend(edge.evidence)
        self._sorted: dict[str, list[str]] = {}
        self.most = 0

    def add(self, part: Sequence[str]) -> None:
        """One end: a node, or the nodes of a circle that nothing leads out of."""
        self.most += 1
        kind = self._kind(part[0]) if len(part) == 1 else "circle"
        self._sorted.setdefault(kind, []).extend(part if kind != "circle" else part[:1])

    def _kind(self, node: str) -> str:
        if node in self._parties:
            return "party"
        speaker = self._nodes.speakers.get(node)
        if speaker is None:
            return "unseen" if self._labels[node].document is None else "no-source"
        if speaker.kind is SourceKind.ACCOUNT:
            return "account"
        if speaker.naming in (Naming.NAMED, Naming.ROLE):
            return "identified"
        return "unnamed"

    @property
    def least(self) -> int:
        houses = {self._house(node) for node in self._sorted.get("identified", ())}
        return len(houses - {None}) or (1 if None in houses else 0)

    def _house(self, node: str) -> str | None:
        speaker = self._nodes.speakers[node]
        return key(speaker.house) if speaker.house else None

    def _evidence(self, members: Sequence[str]) -> tuple[Evidence, ...]:
        found = [e for n in members for e in (self._credits.get(n) or ([self._words[n]] if n in self._words else []))]
        return _joined(found)

    def reasons(self) -> list[Ground]:
        """A sentence for each sort of end, as far as there are any."""
        found = []
        for rule, one, several in _SENTENCES:
            members = self._sorted.get(rule, [])
            if members:
                who = _listed([self._labels[n].label for n in members])
                text = (one if len(members) == 1 else several).format(who=who, count=len(members), least=self.least)
                found.append(Ground(rule, text, self._evidence(members)))
        return found


_SENTENCES = (
    (
        "identified",
        "{who} is identified as saying it: counted at both ends.",
        "{who} are identified as saying it; of these, {least} can be shown to speak for a different house.",
    ),
    (
        "account",
        "{who} is an account, and whose that is is not said: at the upper end only, unless there is no other.",
        "{who} are accounts, and whose those are is not said: at the upper end each.",
    ),
    (
        "unnamed",
        "{who} is not named, and may be somebody counted already: at the upper end only, unless there is no other.",
        "{count} unnamed sources ({who}) may be one person, or somebody counted already: at the upper end each.",
    ),
    (
        "unseen",
        "{who} is credited but was not given, so where it has it from is unknown: at the upper end only.",
        "{who} are credited but were not given; they may have it from one place: at the upper end each.",
    ),
    (
        "no-source",
        "{who} gives no source: at the upper end only.",
        "{who} give no source and may all have it from one place: at the upper end each.",
    ),
    ("circle", "In a circle of credit ({who}) nobody says where it began: at the upper end only.", ""),
    (
        "party",
        "{who} speaks in its own cause, which is a claim and no corroboration: at the upper end only.",
        "{who} speak in their own cause, which is no corroboration: at the upper end each.",
    ),
)


def _hinge(
    documents: Sequence[str], ends: Sequence[Sequence[str]], labels: dict[str, Node], edges: Sequence[Edge]
) -> Ground | None:
    """The node without which most documents would have no source left."""
    if not ends:
        return None
    below = hanging(documents, ((edge.taker, edge.taken) for edge in edges), ends)
    if not below:
        return None
    best = min(below, key=lambda node: (-len(below[node]), _number(node)))
    count = len(below[best])
    if count < 2:
        return None
    text = f"{count} of {len(set(documents))} documents have it through {labels[best].label} alone."
    return Ground("hinge", text, _joined([e for edge in edges if edge.taken == best for e in edge.evidence]))


def _circle_ground(circle: Sequence[str], labels: dict[str, Node], edges: Sequence[Edge]) -> Ground:
    steps = set(pairwise(circle))
    names = " → ".join(labels[node].label for node in circle)
    evidence = [e for edge in edges if (edge.taker, edge.taken) in steps for e in edge.evidence]
    return Ground("circular", f"Circular reporting: {names}.", _joined(evidence))


def _joined(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The spans of each document together, each once and in order."""
    spans: dict[str, dict[Span, None]] = {}
    for one in evidence:
        spans.setdefault(one.document, {}).update(dict.fromkeys(one.spans))
    return tuple(Evidence(document, tuple(sorted(found))) for document, found in spans.items() if found)


def _listed(names: Sequence[str]) -> str:
    once = list(dict.fromkeys(names))
    shown = once[:6] if len(once) <= 7 else once[:5]
    rest = len(once) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} others"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
