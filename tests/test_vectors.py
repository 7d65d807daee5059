"""Sentence vectors of the shipped encoder."""

from __future__ import annotations

import numpy as np

from whosays.vectors import SIZE, encode, rough


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours() -> None:
    texts = ["The ferry sank off the pier.", "", "A cook won the lottery twice."]
    together = encode(texts)
    assert together.shape == (3, SIZE)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.array_equal(together[2], encode(texts[2:])[0])


def test_a_paraphrase_is_nearer_than_another_matter() -> None:
    ferry, same, other = encode(
        ["The ferry sank off the pier.", "A passenger boat went down near the quay.", "A cook won the lottery twice."]
    )
    assert ferry @ same > ferry @ other + 0.2


def test_no_texts_give_no_rows() -> None:
    assert encode([]).shape == (0, SIZE)


def test_rough_vectors_tell_another_matter_from_the_same_words_in_another_order() -> None:
    ferry, turned, other = rough(
        ["The ferry sank off the pier.", "Off the pier, the ferry sank.", "A cook won the lottery twice."]
    )
    assert np.allclose(np.linalg.norm(np.stack([ferry, turned, other]), axis=1), 1, atol=1e-5)
    assert ferry @ turned > 0.95
    assert ferry @ other < 0.6
    assert rough([]).shape == (0, SIZE)
    assert not rough([""]).any()
