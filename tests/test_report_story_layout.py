"""The drawing's layout: layers from what was taken from to who took, nothing over anything, circles opened."""

from __future__ import annotations

from itertools import pairwise

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.reports.context import GAP, in_context
from whosays.reports.story.html.graph import fitted
from whosays.reports.story.html.layout import Layout, layered
from whosays.reports.story.html.quoted import changed
from whosays.text import paragraphs

NODES = [f"x{n}" for n in range(14)]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, float], list[tuple[str, str]]]:
    names = NODES[: draw(st.integers(0, len(NODES)))]
    heights = {name: float(draw(st.integers(10, 200))) for name in names}
    known = st.sampled_from([*names, "elsewhere"])
    return heights, draw(st.lists(st.tuples(known, known), max_size=40))


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_any_graph_is_laid_out(graph: tuple[dict[str, float], list[tuple[str, str]]]) -> None:
    heights, given_arcs = graph
    found = layered(heights, given_arcs, gap=12)
    assert set(found.layer) == set(found.middle) == set(heights)
    arcs = {a for a in given_arcs if a[0] in heights and a[1] in heights and a[0] != a[1]}
    assert set(found.bends) | found.returning == arcs
    for above, below in found.bends:
        assert found.layer[above] < found.layer[below]
        assert len(found.bends[above, below]) == found.layer[below] - found.layer[above] - 1
    for layer in range(found.layers):
        row = sorted((found.middle[n], heights[n]) for n in heights if found.layer[n] == layer)
        for (one, size), (two, other) in pairwise(row):
            assert two - one >= (size + other) / 2 + 12 - 1e-6
    assert all(found.middle[n] - h / 2 + 1e-6 >= 0 for n, h in heights.items())
    assert all(found.middle[n] + h / 2 <= found.height + 1e-6 for n, h in heights.items())
    assert layered(heights, given_arcs, gap=12) == found


@settings(max_examples=80, deadline=None)
@given(graphs())
def test_only_circles_have_arcs_that_come_back(graph: tuple[dict[str, float], list[tuple[str, str]]]) -> None:
    heights, arcs = graph
    found = layered(heights, arcs, gap=12)
    drawn = networkx.DiGraph(list(found.bends) + list(found.returning))
    parts = [set(part) for part in networkx.strongly_connected_components(drawn)]
    for above, below in found.returning:
        assert any({above, below} <= part for part in parts)
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(list(found.bends)))


def crossings(found: Layout) -> int:
    pairs = [(a, b) for a, b in found.bends if found.layer[b] == found.layer[a] + 1]
    return sum(
        (found.middle[a] - found.middle[c]) * (found.middle[b] - found.middle[d]) < 0
        for a, b in pairs
        for c, d in pairs
        if found.layer[a] == found.layer[c] and (a, b) < (c, d)
    )


def test_the_order_takes_crossings_out() -> None:
    left, right = [f"a{n}" for n in range(8)], [f"b{n}" for n in range(8)]
    arcs = [(one, right[(3 * n) % 8]) for n, one in enumerate(left)]
    found = layered(dict.fromkeys(left + right, 40.0), arcs, gap=10)
    assert crossings(found) == 0


def test_a_tree_stands_straight() -> None:
    found = layered(dict.fromkeys("abc", 40.0), [("a", "b"), ("a", "c")], gap=10)
    assert found.layer == {"a": 0, "b": 1, "c": 1}
    assert abs(found.middle["a"] - (found.middle["b"] + found.middle["c"]) / 2) < 1e-6


def test_the_layer_is_the_longest_way() -> None:
    found = layered(dict.fromkeys("abcd", 40.0), [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "b")], gap=10)
    assert found.layer == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert found.returning == {("d", "b")}
    assert len(found.bends["a", "c"]) == 1


_SPANS = st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=4)
_PIECES = ["The mill burned. ", "Nobody saw it, ", "she said.\n\n", "word ", "…", "“Yes!” ", "\n", "longword" * 6]
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@settings(max_examples=150, deadline=None)
@given(_TEXT, _SPANS)
def test_words_in_context_are_the_texts_own(text: str, spans: list[tuple[int, int]]) -> None:
    found = in_context(text, paragraphs(text), spans, reach=20, longest=60)
    own = [piece for piece in found if piece.marked or piece.words.strip() != GAP.strip()]  # a text may have "…" itself
    assert all(piece.words in text for piece in own)
    assert sum(len(piece.words) for piece in own) <= 60
    inside = [(max(0, s), min(len(text), e)) for s, e in spans if max(0, s) < min(len(text), e)]
    assert any(piece.marked for piece in own) == bool(inside)


def test_a_sentence_is_shown_whole_and_no_more_than_its_paragraph() -> None:
    text = "A title\n\nThe first is here. The mill burned down on Monday. The third is here."
    start = text.index("burned")
    shown = "".join(p.words for p in in_context(text, paragraphs(text), [(start, start + 6)]))
    assert shown == "The mill burned down on Monday."
    assert "".join(p.words for p in in_context(text, paragraphs(text), [(2, 7)])) == "A title"


def test_what_is_left_out_is_told_by_an_ellipsis() -> None:
    text = "The " + "very " * 60 + "old mill burned " + "and burned " * 60 + "down."
    start = text.index("old mill")
    shown = "".join(p.words for p in in_context(text, paragraphs(text), [(start, start + 8)]))
    assert shown.startswith("… very")
    assert shown.endswith(("burned …", "and …"))


def test_only_what_differs_is_marked_where_most_is_the_same() -> None:
    above, below = "Twelve people died in the fire at the mill", "Twenty people died in the fire at the mill"
    up, down = changed(above, ((0, len(above)),), below, ((0, len(below)),))
    assert [above[s:e] for s, e in up] == ["Twelve"]
    assert [below[s:e] for s, e in down] == ["Twenty"]
    whole = changed("up to 300", ((0, 9),), "300", ((0, 3),))
    assert whole == (((0, 9),), ((0, 3),))
    other = "Nobody knows what it was, said the fire brigade"
    assert changed(above, ((0, 42),), other, ((0, 47),)) == (((0, 42),), ((0, 47),))


def test_a_name_that_is_too_long_is_cut_and_stays_on_its_line() -> None:
    assert fitted("Short", 150, 13) == "Short"
    cut = fitted("The very long name of a paper that nobody has the room to print", 150, 13)
    assert cut.endswith("…")
    assert len(cut) < 32
    assert len(fitted("新聞" * 30, 150, 13)) < 14
    assert fitted("two\nlines \u202e", 400, 13) == "two lines [U+202E]"
