"""Copies and near-copies: which documents print the same words, and where."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.matching.copies import components, near_copies
from whosays.matching.word_runs import words

WIRE = (
    "The harbour office in Port Vell said on Tuesday that the old lighthouse lamp had been sold to a museum in the "
    "north, and that the money would pay for a new slipway before the end of the year."
)
OTHER = (
    "A baker in Lindholm has begun to sell bread by the hour, with prices that fall from morning to evening, and "
    "says that nobody has complained so far although the queue is longest just before closing time."
)


def test_a_wire_report_inside_a_long_article_is_found_and_shown() -> None:
    article = f"Sold. {WIRE} " + " ".join(f"And word{n} follows word{n + 1} in it." for n in range(200))
    (copy,) = near_copies([words(OTHER), words(WIRE), words(article)])
    assert (copy.first, copy.second) == (1, 2)
    assert copy.containment == 1.0
    assert [article[s:e] for s, e in copy.shared_second] == [WIRE.rstrip(".")]
    assert copy.new_first == 0
    assert copy.new_second > 100


def test_what_is_new_stays_out_of_the_shared_spans() -> None:
    changed = WIRE.replace("on Tuesday that the old", "yesterday, to everybody's surprise, that the old")
    (copy,) = near_copies([words(WIRE), words(changed)])
    assert 0.5 <= copy.containment < 1.0
    assert all("surprise" not in changed[s:e] for s, e in copy.shared_second)
    assert all("Tuesday" not in WIRE[s:e] for s, e in copy.shared_first)


def test_other_texts_and_short_sayings_are_no_copies() -> None:
    assert near_copies([words(WIRE), words(OTHER)]) == []
    assert near_copies([words("It is what it is, then."), words("It is what it is, now.")]) == []
    assert near_copies([words(""), words(""), words("x")]) == []


def test_the_same_text_printed_by_very_many_is_found_pair_by_pair() -> None:
    count = 90
    copies = near_copies([words(f"{WIRE} Printed by number {n}.") for n in range(count)])
    assert len(copies) == count * (count - 1) // 2


def test_case_and_apostrophes_do_not_count() -> None:
    assert near_copies([words("We don’t know who SOLD the lamp to them at all"),
                        words("we don't know who sold the lamp to them at all")])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab \n", max_size=120), max_size=6))
def test_spans_stay_inside_and_order_is_kept(texts: list[str]) -> None:
    for copy in near_copies([words(text) for text in texts]):
        assert copy.first < copy.second
        for index, spans in ((copy.first, copy.shared_first), (copy.second, copy.shared_second)):
            assert all(0 <= s < e <= len(texts[index]) for s, e in spans)
            assert list(spans) == sorted(spans)


def test_components_join_what_pairs_connect() -> None:
    assert components(5, {(0, 3), (3, 4)}) == [[0, 3, 4], [1], [2]]
