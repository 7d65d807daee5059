"""From probabilities to spans, and which readings hold."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from whosays.attribution.decoding import CONTENT, SOURCE, best_tags, likeliest, runs, tag_spans
from whosays.attribution.engine import Reading
from whosays.attribution.pieces import window_spans
from whosays.attribution.selection import is_inside, select, shared_length
from whosays.text.spans import length

FOLLOWERS = {
    0: {0, 1, 4, 5, 8},
    1: {2, 3},
    2: {2, 3},
    3: {0, 1, 4, 5, 8},
    4: {0, 1, 4, 5, 8},
    5: {6, 7},
    6: {6, 7},
    7: {0, 1, 4, 5, 8},
    8: {0, 1, 4, 5, 8},
}


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 12))
def test_best_tags_are_always_consistent(seed: int, rows: int, length_: int) -> None:
    probability = np.random.default_rng(seed).dirichlet(np.ones(9), (rows, length_)).astype(np.float32)
    for row in best_tags(probability).tolist():
        assert all(b in FOLLOWERS[a] for a, b in pairwise(row))


@given(st.integers(0, 2**32 - 1), st.integers(0, 9), st.integers(0, 9))
def test_best_tags_beat_every_other_consistent_sequence(seed: int, before: int, behind: int) -> None:
    inner = np.random.default_rng(seed).dirichlet(np.ones(9), (1, 4))
    outside = np.array([0.92, *[0.01] * 8])
    sure = [np.broadcast_to(outside, (1, number, 9)) for number in (before, behind)]
    probability = np.concatenate([sure[0], inner, sure[1]], axis=1).astype(np.float32)
    scores = np.log(probability[0].astype(np.float64) + 1e-9)
    least = {tag: float(scores[0, tag]) for tag in range(9)}
    for row in scores[1:]:
        least = {tag: row[tag] + max(least[t] for t in FOLLOWERS if tag in FOLLOWERS[t]) for tag in range(9)}
    found = best_tags(probability)[0].tolist()
    assert all(b in FOLLOWERS[a] for a, b in pairwise(found))
    assert sum(scores[at, tag] for at, tag in enumerate(found)) > max(least.values()) - 1e-4


def test_spans_of_a_role() -> None:
    tags = np.array([1, 2, 3, 0, 4, 5, 7, 5, 6])
    assert tag_spans(tags, SOURCE) == [(0, 2), (4, 4)]
    assert tag_spans(tags, CONTENT) == [(5, 6), (7, 8)]


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.floats(0, 1))
def test_the_likeliest_span_holds_its_peak_and_nothing_unlikely(seed: int, length_: int, least: float) -> None:
    probability = np.random.default_rng(seed).dirichlet(np.full(9, 0.2), length_).astype(np.float32)
    likely = probability[:, 1:5].sum(axis=1)
    found = likeliest(probability, SOURCE, least)
    assert (found is None) == bool(likely.max() < least)
    if found:
        first, last = found
        assert likely[first : last + 1].max() == likely.max()
        assert likely[first : last + 1].min() >= likely.max() / 4
        assert all(likely[i] < likely.max() / 4 for i in (first - 1, last + 1) if 0 <= i < length_)


def test_runs_open_a_new_span_where_a_piece_begins_one() -> None:
    probability = np.array([[0.9, 0.1, 0], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.99, 0.01, 0]])
    assert runs(probability.astype(np.float32), 0.2) == [(1, 2), (3, 3)]


def reading(
    cue: tuple[int, int], content: tuple[int, int], score: float, source: tuple[int, int] | None = None
) -> Reading:
    return Reading((source,) if source else (), (cue,), (content,), score, 1.0, 1.0)


def test_the_more_confident_of_two_readings_of_one_content_holds() -> None:
    strong, weak = reading((20, 24), (0, 18), 0.9), reading((30, 34), (0, 18), 0.6)
    assert select([weak, strong]) == [strong]


def test_a_reading_inside_anothers_content_is_kept() -> None:
    outer, inner = reading((0, 5), (6, 60), 0.9), reading((15, 20), (21, 60), 0.6, source=(8, 14))
    assert set(select([outer, inner])) == {outer, inner}
    assert is_inside(inner, outer.content)
    assert not is_inside(outer, inner.content)


def test_unlikely_readings_go() -> None:
    assert select([reading((0, 5), (6, 20), 0.05)]) == []


def test_lengths() -> None:
    assert length([(0, 3), (5, 9)]) == 7
    assert shared_length(((0, 10),), [(2, 4), (3, 6), (9, 20)]) == 5


@given(st.integers(0, 3000))
def test_windows_cover_everything(length_: int) -> None:
    windows = window_spans(length_, 254, 54)
    assert windows[0][0] == 0
    assert windows[-1][1] == length_
    assert all(end - begin <= 254 for begin, end in windows)
    assert all(end - begin == 54 for (_, end), (begin, _) in pairwise(windows))
    assert len(windows) == max(1, -(-(length_ - 54) // 200))
