"""Changes where nobody says who took it from whom: one document alone counts otherwise, drops a bound, or is surer."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.evaluation.rumours import Pile, read
from whosays.model import Document
from whosays.model.story import DriftKind, Story
from whosays.provenance.amounts import amounts
from whosays.reading import read as document
from whosays.story import story
from whosays.trace import trace

PILES = Path(__file__).parent / "drift"


def told(pile: Pile) -> Story:
    return story([trace(one) for one in pile.documents.values()], paths=[f"{name}.txt" for name in pile.documents])


def shown(found: Story) -> set[tuple[str, str]]:
    paths = {d.id: Path(d.paths[0]).stem for d in found.documents}
    names = {node.id: paths[node.document] for node in found.nodes if node.document in paths}
    return {(names[d.downstream], d.kind.value) for claim in found.claims for d in claim.drift}


@pytest.fixture(scope="module")
def stories() -> dict[str, tuple[Pile, Story]]:
    return {pile.id: (pile, told(pile)) for pile in read(PILES)}


def test_what_is_shown_is_marked_and_half_of_the_numbers_and_bounds_are_found(
    stories: dict[str, tuple[Pile, Story]],
) -> None:
    marked = {
        (name, label["id"], drift["kind"])
        for name, (pile, _) in stories.items()
        for label in pile.labels.values()
        for drift in label["drift"]
    }
    found = {(name, *change) for name, (_, each) in stories.items() for change in shown(each)}
    assert found <= marked
    counted = {one for one in marked if one[2] in ("number-changed", "bound-dropped")}
    assert len(found & counted) >= 0.7 * len(counted)
    assert len(found) >= 11


def test_both_sides_show_the_number_with_its_bound(stories: dict[str, tuple[Pile, Story]]) -> None:
    _, quarry = stories["quarry-fall"]
    texts = {d: one for pile, each in stories.values() for d, one in zip(
        (d.id for d in each.documents), pile.documents.values(), strict=True)}  # fmt: skip
    document_of = {node.id: node.document for node in quarry.nodes}
    words = {
        (d.kind, texts[str(document_of[d.upstream])].quote(d.spans_upstream),
         texts[str(document_of[d.downstream])].quote(d.spans_downstream))
        for claim in quarry.claims for d in claim.drift
    }  # fmt: skip
    assert (DriftKind.BOUND_DROPPED, "At least 14", "14") in words
    assert {kind for kind, _, down in words if down.lower() in ("40", "forty")} == {DriftKind.NUMBER_CHANGED}


def wreck(number: str, rest: str, published: str | None = None) -> Document:
    text = f"The wreck of the ferry Alvina lies {number} metres deep off Cape Sorel, divers found.\n\n{rest}"
    made = document(text.encode())
    return Document(made.text, published=published, language="en")


RESTS = (
    "She sank in a storm on her way to Ostrey with a load of timber and a pair of horses. Few knew of her.",
    "The museum of Ostrey would like to have her bell. It is said to be of silver, and to have rung in the fog.",
    "Nobody drowned when she went down. The captain opened a bakery afterwards and never sailed again.",
    "Cape Sorel is known for its currents, and fishermen keep away from it in spring and in the autumn.",
)


def changes(*documents: Document) -> set[tuple[str, str]]:
    return shown(story([trace(one) for one in documents], paths=[f"d{n}.txt" for n in range(len(documents))]))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("48", "48", "48", "84"), {("d3", "number-changed")}),
        (("48", "84", "48", "84"), set()),  # two camps
        (("48", "48", "48", "about 50"), set()),  # about right
        (("at least 48", "at least 48", "48", "at least 48"), {("d2", "bound-dropped")}),
        (("at least 48", "48", "48", "at least 48"), set()),
    ],
)
def test_one_alone_changed_it(numbers: tuple[str, ...], expected: set[tuple[str, str]]) -> None:
    assert changes(*(wreck(number, rest) for number, rest in zip(numbers, RESTS, strict=True))) == expected


def test_who_wrote_before_all_others_changed_nothing() -> None:
    days = ("2024-05-03", "2024-05-03", "2024-05-04", "2024-05-01")
    numbers = ("48", "48", "48", "84")
    assert changes(*(wreck(n, r, d) for n, r, d in zip(numbers, RESTS, days, strict=True))) == set()


def counted(text: str) -> list[tuple[float, float, str, str]]:
    return [(a.least, a.most, a.bound, a.unit[0]) for a in amounts(Document(text))]


def test_what_a_text_counts() -> None:
    text = (
        "At 6.40 am on 12 May 2024 more than 80 firefighters and some forty soldiers of Unit 7 took five to six "
        "million litres from the lake. It cost $2.5bn, wrote the 18k readers of Channel4."
    )
    assert counted(text) == [
        (80, 80, "more than", "firefighter"),
        (40, 40, "some", "soldier"),
        (5e6, 6e6, "", "litr"),
        (2.5e9, 2.5e9, "", "$"),
    ]
