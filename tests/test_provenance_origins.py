"""Origins as an interval, circles, and what everything hinges on, on graphs drawn by hand."""

from __future__ import annotations

import pytest

from whosays.model import Document, Naming, SourceKind, Trace
from whosays.model.story import Edge, EdgeKind, Evidence, NodeKind
from whosays.outlets.register import shipped
from whosays.provenance.nodes import Nodes, Speaker
from whosays.provenance.origins import Beginning, Origin, origins


class Graph:
    """A claim's graph for tests: documents, speakers and unseen outlets by name, and who has it from whom."""

    def __init__(self, documents: int) -> None:
        traces = [Trace(Document(f"Document {n}. It says so.")) for n in range(documents)]
        self.ids = [trace.document.id for trace in traces]
        self.nodes = Nodes(traces, [[f"paper-{n}.txt"] for n in range(documents)], shipped(), {})
        self.edges: list[Edge] = []

    def document(self, number: int) -> str:
        return self.nodes.document(number).id

    def speaker(self, name: str, naming: Naming, house: str | None = None) -> str:
        node = self.nodes._node(("test", name), NodeKind.SOURCE, name, self.ids[0], "s1")
        self.nodes.speakers[node.id] = Speaker(naming, house, SourceKind.PERSON, name)
        return node.id

    def edge(self, taker: str, taken: str) -> None:
        evidence = Evidence(self.ids[0], ((len(self.edges), len(self.edges) + 1),))
        self.edges.append(Edge(taker, taken, EdgeKind.CREDIT, 0.9, (evidence,)))

    def solve(self, *documents: int, parties: tuple[str, ...] = ()) -> Origin:
        begun = [Beginning(self.document(n), Evidence(self.ids[n], ((0, 8),))) for n in documents]
        return origins(begun, self.edges, self.nodes, parties)


def rules(origin: Origin) -> list[str]:
    return [ground.rule for ground in origin.origins.reasons]


def interval(origin: Origin) -> tuple[int, int]:
    return origin.origins.least, origin.origins.most


def test_two_outlets_that_credit_the_same_post_have_one_origin() -> None:
    graph = Graph(3)
    post = graph.speaker("Ines", Naming.NAMED)
    graph.edge(graph.document(0), post)
    graph.edge(graph.document(1), graph.document(0))
    graph.edge(graph.document(2), post)
    found = graph.solve(0, 1, 2)
    assert interval(found) == (1, 1)
    assert found.origins.nodes == (post,)
    hinge = next(ground for ground in found.origins.reasons if ground.rule == "hinge")
    assert "3 of 3 documents have it through Ines alone" in hinge.text
    assert hinge.evidence


def test_two_unnamed_officials_may_be_one_person() -> None:
    graph = Graph(2)
    for number in range(2):
        graph.edge(graph.document(number), graph.speaker(f"an official {number}", Naming.UNNAMED))
    found = graph.solve(0, 1)
    assert interval(found) == (1, 2)
    assert rules(found) == ["unnamed"]


def test_an_outlet_without_a_source_counts_at_the_upper_end_only() -> None:
    graph = Graph(2)
    graph.edge(graph.document(0), graph.speaker("Brandt", Naming.NAMED, "the river authority"))
    found = graph.solve(0, 1)
    assert interval(found) == (1, 2)
    assert set(rules(found)) == {"identified", "no-source"}


@pytest.mark.parametrize(
    ("houses", "least"),
    [(("the bank", "the police"), 2), (("the bank", "Bank"), 1), ((None, None), 1), (("the bank", None), 1)],
)
def test_only_different_houses_are_shown_to_be_apart(houses: tuple[str | None, ...], least: int) -> None:
    graph = Graph(2)
    for number, house in enumerate(houses):
        graph.edge(graph.document(number), graph.speaker(f"Speaker {number}", Naming.NAMED, house))
    assert interval(graph.solve(0, 1)) == (least, 2)


def test_a_circle_is_shown_and_known_to_begin_nowhere() -> None:
    graph = Graph(3)
    for taker, taken in ((0, 1), (1, 2), (2, 0)):
        graph.edge(graph.document(taker), graph.document(taken))
    found = graph.solve(0, 1, 2)
    one, two, three = map(graph.document, range(3))
    assert found.circles == ((one, two, three, one),)
    assert interval(found) == (1, 1)
    assert {"circle", "circular"} <= set(rules(found))


def test_a_circle_with_a_way_out_has_an_origin_beyond_it() -> None:
    graph = Graph(2)
    graph.edge(graph.document(0), graph.document(1))
    graph.edge(graph.document(1), graph.document(0))
    brandt = graph.speaker("Brandt", Naming.NAMED)
    graph.edge(graph.document(1), brandt)
    found = graph.solve(0, 1)
    assert found.origins.nodes == (brandt,)
    assert len(found.circles) == 1


def test_a_party_adds_nothing_to_the_lower_end() -> None:
    graph = Graph(2)
    graph.edge(graph.document(0), graph.speaker("Brandt", Naming.NAMED, "the river authority"))
    party = graph.speaker("the firm", Naming.NAMED, "the firm")
    graph.edge(graph.document(1), party)
    found = graph.solve(0, 1, parties=(party,))
    assert interval(found) == (1, 2)
    assert "party" in rules(found)


def test_a_document_that_was_not_given_is_still_a_node() -> None:
    graph = Graph(1)
    unseen = graph.nodes.unseen("the AP")
    graph.edge(graph.document(0), unseen.id)
    found = graph.solve(0)
    assert (unseen.kind, unseen.label) == (NodeKind.UNSEEN, "Associated Press")
    assert rules(found) == ["unseen"]
    assert interval(found) == (1, 1)


def test_nobody_who_says_it_means_no_origin() -> None:
    assert interval(Graph(1).solve()) == (0, 0)
