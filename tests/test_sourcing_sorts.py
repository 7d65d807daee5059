"""What sort of source a name or a description stands for: faults that readers met, on wordings of our own."""

from __future__ import annotations

import pytest

from tests.sourcing_passages import names, speakers
from whosays.model import Attribution, Document, Naming, SourceKind
from whosays.sourcing import resolve
from whosays.trace import trace


@pytest.mark.parametrize(
    "text",
    ["MLK7 found that 12 had left.", "The Tarn SF said so.", "Harbour Weekly said so.", "The Skarn Daily said so."],
)
def test_an_outlet_is_no_person(text: str) -> None:
    name = next(n for n in ("MLK7", "Tarn SF", "Harbour Weekly", "Skarn Daily") if n in text)
    assert speakers(text, name)[0].kind is not SourceKind.PERSON


@pytest.mark.parametrize("name", ["Alan Greaves KC", "Moira Dunn MP", "Jon Rusk MD"])
def test_letters_behind_a_name_make_no_body(name: str) -> None:
    assert speakers(f"{name} said so.", name)[0].kind is SourceKind.PERSON


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("The Housing Act is old. Housing experts say housing is dear.", "Housing experts", "Housing experts"),
        ("In July, a Black Los Mira-area mother said so.", "mother", "mother"),
        ("It ends in May, the council said.", "the council", "the council"),
        ("The pump failed in Bergen, the council said.", "the council", "the council"),
        ("It was Lena Orr, the mayor said.", "the mayor", "the mayor"),
        ("Prices fell, a figure the owner confirmed.", "a figure the owner", "the owner"),
        ("It cost ten, an amount a neighbour disputed.", "an amount a neighbour", "a neighbour"),
        ("The plan her sister praised was old.", "The plan her sister", "her sister"),
    ],
)
def test_who_speaks_and_not_what_stands_beside(text: str, mention: str, name: str) -> None:
    assert names(text, mention) == [name]


@pytest.mark.parametrize(
    ("text", "mention", "naming"),
    [
        ("People at the company said so.", "People at the company", Naming.UNNAMED),
        ("People inside the ministry said so.", "People inside the ministry", Naming.UNNAMED),
        ("Three people at the agency said so.", "Three people at the agency", Naming.UNNAMED),
        ("People in the valley said so.", "People in the valley", Naming.CROWD),
        ("People said so.", "People", Naming.CROWD),
    ],
)
def test_people_of_a_house_are_some_whom_it_could_name(text: str, mention: str, naming: Naming) -> None:
    assert speakers(text, mention)[0].naming is naming


def test_a_surname_in_the_plural_is_people() -> None:
    (source,) = speakers("Ada Voss and Jan Voss came. The Vosses said so.", "The Vosses")
    assert (source.kind, source.naming) == (SourceKind.GROUP, Naming.NAMED)


def test_other_lawyers_are_others() -> None:
    text = (
        "Ilse Orr sued. Orr's lawyers said it was late. The county attorneys countered that it was early. "
        "Her attorneys said it was neither."
    )
    assert names(text, "Orr's lawyers", "The county attorneys", "Her attorneys") == [
        "Orr's lawyers", "The county attorneys", "Orr's lawyers",
    ]  # fmt: skip


def test_the_firm_is_the_one_that_speaks_not_the_one_beside_it() -> None:
    text = "LinkTo said it would cut jobs. It follows cuts at Tarn Motors. The firm said that was all."
    assert names(text, "LinkTo", "The firm") == ["LinkTo", "LinkTo"]


@pytest.mark.parametrize(
    ("text", "outlet", "told"),
    [
        ("As first reported by Harbour Weekly, the port will be sold to a fund.", "Harbour Weekly",
         "the port will be sold to a fund"),
        ("The minister took a loan from a friend, as first reported by the Tarn Sentinel.", "Tarn Sentinel",
         "The minister took a loan from a friend"),
        ("As reported by the Skarn Gazette, two clerks left the town hall.", "Skarn Gazette",
         "two clerks left the town hall"),
        ("The bridge was closed in spring, as was previously revealed by Radio Alma.", "Radio Alma",
         "The bridge was closed in spring"),
    ],
)  # fmt: skip
def test_what_an_outlet_first_reported_is_its_word(text: str, outlet: str, told: str) -> None:
    found = trace(Document(text))
    (said,) = (a for a in found.attributions if a.source)
    assert next(s.name for s in found.sources if s.id == said.source_id) == outlet
    assert [text[slice(*span)] for span in said.content] == [told]


@pytest.mark.parametrize(
    ("text", "mention", "words"),
    [
        ("Rep. Ada Voss, D-Tarn, said so.", "Rep. Ada Voss", "Rep.; D-Tarn"),
        ("Rep. Ada Voss (R-Skarn) said so.", "Rep. Ada Voss", "Rep.; R-Skarn"),
        ("One day in May, Rolf Istad lost his boat in the storm. Istad said so.", "Istad",
         "Rolf Istad lost his boat in the storm"),
        ("A poll taken in May among 900 people said so.", "A poll taken in May among 900 people",
         "taken in May among 900 people"),
        ("Ivo Marsh of the Tarn Trust, part of a league of nine trusts, said so.", "Ivo Marsh",
         "part of a league of nine trusts"),
        ("Coast Line, which first told of it, said so.", "Coast Line", None),
    ],
)  # fmt: skip
def test_more_ways_to_tell_how_a_source_knows(text: str, mention: str, words: str | None) -> None:
    start = text.rindex(mention) if mention == "Istad" else text.index(mention)
    said = Attribution(
        "a1", ((start, start + len(mention)),), ((len(text) - 8, len(text) - 4),), ((len(text) - 3, len(text) - 1),)
    )
    sources, done = resolve(Document(text), (said,))
    assert next(s.justification for s in sources if s.id == done[0].source_id) == words


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("The Skarn Times reported it. The Times said so. The Tarn Times wept.", "The Times", "Skarn Times"),
        ("The Tarn Trust for Health said so. The Center for Tides and Coast Care said more.",
         "The Center for Tides and Coast Care", "Center for Tides and Coast Care"),
    ],
)  # fmt: skip
def test_a_body_is_the_one_that_was_named(text: str, mention: str, name: str) -> None:
    start = text.index("The Times") if mention == "The Times" else text.index(mention)
    said = Attribution("a1", ((start, start + len(mention)),), ((0, 1),), ((1, 2),))
    sources, done = resolve(Document(text), (said,))
    assert next(s.name for s in sources if s.id == done[0].source_id) == name


def test_two_bodies_are_not_one_of_them() -> None:
    text = "The National Tide Center said so. The center and the harbour office said more."
    said = names(text, "The National Tide Center", "The center and the harbour office")
    assert said[1] != "National Tide Center"


def test_letters_for_people_are_no_body() -> None:
    text = "LGBTQ+ groups said so. The law is about LGBTQ people. It said more."
    assert "LGBTQ" not in names(text, "LGBTQ+ groups", "It")


def test_a_share_of_a_poll_keeps_its_per_cent() -> None:
    mention = "Some 37% of drivers in the survey"
    assert names(f"{mention} said so.", mention) == [mention]


def test_two_people_together_are_the_same_two_again() -> None:
    text = (
        "The chief executive, Ms Vest, and the chairman, Mr Harlan, said so. It rained. "
        "Vest and Harlan said more in a joint letter. Ivo Marsh and Lena Orr said less."
    )
    first = "The chief executive, Ms Vest, and the chairman, Mr Harlan,"
    said = names(text, first, "Vest and Harlan", "Ivo Marsh and Lena Orr")
    assert said == [first.rstrip(","), first.rstrip(","), "Ivo Marsh and Lena Orr"]


@pytest.mark.parametrize(
    ("text", "mention", "affiliation"),
    [
        ("The Tarn Water Company shut the plant. A spokesman said so.", "A spokesman", None),
        ("The Tarn Water Company shut the plant. Its spokeswoman said so.", "Its spokeswoman", "Tarn Water Company"),
        ("The Tarn Water Company sued the Skarn Oil Company. A spokesman for the mayor said so.",
         "A spokesman for the mayor", None),
        ("It rained. A spokesman said so.", "A spokesman", None),
    ],
)  # fmt: skip
def test_its_spokesman_speaks_for_the_body_that_is_spoken_of(text: str, mention: str, affiliation: str | None) -> None:
    assert speakers(text, mention)[0].affiliation == affiliation


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The paper is old. Its editor, Jan Dolan, said so.", "Jan Dolan", "editor"),
        ("The mayor was out. Her chief of staff, Brian Adell, said so.", "Brian Adell", "chief of staff"),
        ("Orr left. Her mother, Agnes Orr, said so.", "Agnes Orr", "Her mother"),
        ("A spokesman for the line, Ivo Pell, said so.", "Ivo Pell", "spokesman for the line"),
    ],
)
def test_whose_editor_it_is_stands_in_no_role(text: str, name: str, role: str) -> None:
    assert speakers(text, name)[0].role == role
