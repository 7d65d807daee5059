"""What the reading of tellings is learned from, and how."""

from __future__ import annotations

import random

import numpy as np

from training.tellings.__main__ import BANDS, Pile, examples, fit
from whosays.matching.propositions import WEIGHTS
from whosays.model import Claim, Document, Trace


def told(*sentences: str) -> Trace:
    text = " ".join(sentences)
    spans = [(text.index(one), text.index(one) + len(one)) for one in sentences]
    return Trace(
        Document(text, language="en"),
        claims=tuple(Claim(f"c{n}", text[s:e], ((s, e),)) for n, (s, e) in enumerate(spans, 1)),
    )


KILN = Pile(
    "kiln",
    (
        told("The kiln at Ostra blew up on Monday.", "The kiln at Ostra was built of brick."),
        told("A blast wrecked the kiln of Ostra on Monday.", "Ostra has a market on Fridays."),
        told("Ostra's kiln exploded on Monday.", "Nobody fires pots in Ostra any more."),
    ),
    ({"c1": "+", "c2": "-"}, {"c1": "+", "c2": "?"}, {"c1": "+", "c2": "-"}),
)
OTHER = Pile("boat", (told("A boat sank off Ostra."), told("The boat had two masts.")), ({"c1": "+"}, {"c1": "+"}))


def test_the_same_pile_gives_the_same_examples_with_every_measure() -> None:
    found = list(examples(KILN, [OTHER, OTHER, OTHER], random.Random(1)))
    assert found == list(examples(KILN, [OTHER, OTHER, OTHER], random.Random(1)))
    assert all(set(measured) == set(WEIGHTS) for measured, _ in found)
    tells = [measured["wordings"] for measured, right in found if right]
    others = [measured["wordings"] for measured, right in found if not right]
    assert min(len(tells), len(others)) > 0
    assert np.mean(tells) > np.mean(others)


def test_weights_that_are_learned_part_what_can_be_parted() -> None:
    rows = np.array([[0.1, 1.0], [0.2, 0.0], [0.8, 1.0], [0.9, 0.0]])
    weights, bias = fit(rows, np.array([0.0, 0.0, 1.0, 1.0]), np.ones(4))
    likely = 1 / (1 + np.exp(-(rows @ weights + bias)))
    assert (likely > 0.5).tolist() == [False, False, True, True]
    assert list(BANDS) == sorted(BANDS)
