"""Events, shared quotations, and the same claim in other words."""

from __future__ import annotations

import numpy as np
import pytest

from whosays.matching.events import events
from whosays.matching.linkage import linked
from whosays.matching.quotes import quoted, shared_quotations
from whosays.matching.same import Told, described, grouped, matches
from whosays.model import Document
from whosays.vectors import encode


def relation(one: str, two: str) -> tuple[str, str | None]:
    told = [Told(0, "c1", one), Told(1, "c1", two)]
    found = matches(told, described(told), encode)
    return (found[0].relation, found[0].conflict) if found else ("none", None)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The bridge at Orlen was closed on Monday.", "The bridge at Orlen was closed on Monday"),
        (
            "A falcon has built its nest on the crane in Dorvik harbour",
            "On the crane in Dorvik harbour a falcon built a nest",
        ),
        (
            "Marta Ilves bought the empty cinema for one crown",
            "The empty cinema was bought by Marta Ilves for one crown",
        ),
        (
            "A boy of nine drove the tram to the depot at night",
            "A nine-year-old boy steered the night tram to the depot",
        ),
    ],
)
def test_the_same_claim_in_other_words(one: str, two: str) -> None:
    assert relation(one, two)[0] == "same"


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("Twelve died when the ferry sank off Dorvik", "120 died when the ferry sank off Dorvik", "numbers"),
        ("The troops were shelled in Lower Sarn", "The troops were not shelled in Lower Sarn", "polarity"),
        ("The mill at Orlen burned down on Monday", "The mill at Orlen burned down on Friday", "marks"),
        ("The convoy was attacked near Orlen on the road", "The convoy was attacked near Dorvik on the road", "place"),
        ("Shells fell on the market in Orlen", "Shells fell on the market in Upper Dorvik", "place"),
        ("Marta Ilves bought the empty cinema of Orlen", "Jonas Brek bought the empty cinema of Orlen", "names"),
    ],
)  # fmt: skip
def test_what_differs_in_one_thing_is_related_and_not_the_same(one: str, two: str, why: str) -> None:
    assert relation(one, two) == ("related", why)


def test_what_has_nothing_in_common_is_no_match() -> None:
    assert relation("The bridge at Orlen was closed", "A baker sells bread by the hour") == ("none", None)


def test_every_match_has_a_confidence_and_reasons() -> None:
    told = [Told(i, "c1", text) for i, text in enumerate(["The bridge at Orlen is shut", "The bridge at Orlen is shut!",
                                                         "The Orlen bridge was shut again"])]  # fmt: skip
    found = matches(told, described(told), encode)
    assert found
    assert all(0 < match.confidence <= 1 and match.reasons for match in found)


def test_a_group_never_holds_two_claims_in_conflict() -> None:
    told = [
        Told(0, "c1", "The ferry sank off Dorvik and 12 people died"),
        Told(1, "c1", "The ferry sank off Dorvik and people died"),
        Told(2, "c1", "The ferry sank off Dorvik and 120 people died"),
    ]
    groups = grouped(described(told), matches(told, described(told), encode))
    assert not any({0, 2} <= set(group) for group in groups)
    assert sorted(index for group in groups for index in group) == [0, 1, 2]


def test_documents_about_one_event_come_together_in_a_small_pile() -> None:
    texts = [
        "A falcon has nested on the crane in Dorvik harbour. The crane stands still until the young have flown.",
        "Dorvik harbour has stopped its crane because of a falcon's nest, and ships must wait.",
        "Marta Ilves bought the empty cinema of Orlen for one crown. She wants to show silent films.",
        "The old cinema in Orlen has been sold for one crown to Marta Ilves, who plans silent films.",
        "A baker in Lindholm sells bread by the hour, with falling prices.",
    ]
    assert events([Document(text) for text in texts], encode) == [[0, 1], [2, 3], [4]]
    assert events([], encode) == []


def test_average_linkage_joins_by_the_mean_and_not_by_one_bridge() -> None:
    angles = np.array([0.0, 0.1, 0.9, 1.0, 1.1])
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert sorted(linked(rows, 0.9)) == [[0, 1], [2, 3, 4]]
    assert sorted(linked(rows, -1.0)) == [[0, 1, 2, 3, 4]]
    assert sorted(linked(rows, 1.01)) == [[0], [1], [2], [3], [4]]


def test_shared_quotations_show_what_was_altered() -> None:
    one = Document('Ilves said: "I bought the house for one crown and I will not sell it again."')
    two = Document("“I bought the house for one crown and I will never sell it again,” she told the Bugle.")
    three = Document('"I bought a dog," he said. "Nobody asked me about it at the time."')
    (shared,) = shared_quotations(quoted([one, two, three]))
    assert (shared.first.document, shared.second.document) == (0, 1)
    assert [one.text[s:e] for s, e in shared.left] == ["not"]
    assert [two.text[s:e] for s, e in shared.right] == ["never"]
    assert not shared.same_words
    assert 0 < shared.confidence < 1
