"""Faults about speakers that readers met, each on several wordings of our own."""

from __future__ import annotations

import pytest

from tests.sourcing_passages import names, speakers

NAMES = [
    ("South Korea-based website Daily Tide said so.", "South Korea-based website Daily Tide", "Daily Tide"),
    ("Norland-based broadcaster Radio Skarn said so.", "Norland-based broadcaster Radio Skarn", "Radio Skarn"),
    ("Ms Innes left. Ms Innes' father, Shaun Innes, said so.", "Ms Innes' father, Shaun Innes,", "Shaun Innes"),
    ("Mr Rees left. Mr Rees’ widow, Dora Rees, said so.", "Mr Rees’ widow, Dora Rees,", "Dora Rees"),
    ("Ilse Roder, an ear, nose and throat doctor, said so.", "Ilse Roder", "Ilse Roder"),
    ("T. J. King came. King said so.", "King", "T. J. King"),
    ("TJ King came. King said so.", "King", "TJ King"),
    ("Kevin “Coach” Christan said so.", "Kevin “Coach” Christan", "Kevin “Coach” Christan"),
    ("According to a tally by the Harbour Trust, nine sank.", "a tally by the Harbour Trust", "Harbour Trust"),
    ("Figures from the Tarn Institute say so.", "Figures from the Tarn Institute", "Tarn Institute"),
    ("The lawyer representing Vossler said so.", "The lawyer representing Vossler", "The lawyer representing Vossler"),
    ("The bill's author, Democratic state Sen. Ada Voss, said so.",
     "The bill's author, Democratic state Sen. Ada Voss,", "Ada Voss"),
    ("On Chirper, the force said so.", "the force", "the force"),
    ("On X, the council said so.", "the council", "the council"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "name"), NAMES)
def test_the_whole_name_of_the_right_one(text: str, mention: str, name: str) -> None:
    assert names(text, mention) == [name]


@pytest.mark.parametrize(
    ("text", "mention", "role", "affiliation"),
    [
        ("Ilse Roder, an ear, nose and throat doctor, said so.", "Ilse Roder", "ear, nose and throat doctor", None),
        ("Rose Saxby, who is deputy head of the Tarn Trust, said so.", "Rose Saxby", "deputy head of the Tarn Trust",
         "the Tarn Trust"),
        ("Rose Saxby is head of the Tarn Trust. Saxby said so.", "Saxby", "head of the Tarn Trust", "the Tarn Trust"),
        ("One of the court's judges, Dora Hensen, said so.", "Dora Hensen", "judge", "the court"),
        ("Judge Dora Hensen sat. Tarn County Court Judge Dora Hensen said so.", "Dora Hensen", "Judge",
         "Tarn County Court"),
        ("Skarn Supervisor Lena Marsh said so.", "Lena Marsh", "Supervisor", "Skarn"),
    ],
)  # fmt: skip
def test_roles_behind_who_is_and_one_of(text: str, mention: str, role: str, affiliation: str | None) -> None:
    source = speakers(text, mention)[0]
    assert (source.role, source.affiliation) == (role, affiliation)


def test_a_father_is_not_his_son_by_the_same_initial() -> None:
    text = "Jonah Roden was hurt. J. Roden, Jonah’s father, said so. Jonah Roden said nothing."
    father, son = speakers(text, "J. Roden, Jonah’s father,", "Jonah Roden")
    assert father.id != son.id
    assert (father.name, son.name) == ("J. Roden", "Jonah Roden")


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("A Meridian/Tarn poll found so.", "A Meridian/Tarn poll", "Meridian/Tarn"),
        ("A Marlow University survey of 900 voters found so.", "A Marlow University survey of 900 voters",
         "Marlow University"),
        ("A separate Meridian Research poll published later on Friday showed so.",
         "A separate Meridian Research poll published later on Friday", "Meridian Research"),
        ("According to a survey by Kern Research, so it is.", "a survey by Kern Research", "Kern Research"),
    ],
)  # fmt: skip
def test_a_poll_is_the_word_of_its_pollster(text: str, mention: str, name: str) -> None:
    (source,) = speakers(text, mention)
    assert (source.kind.value, source.naming.value, source.name) == ("organization", "named", name)


@pytest.mark.parametrize("again", ["The new poll", "That poll", "The survey", "The poll"])
def test_a_poll_taken_up_is_still_its_pollsters_word(again: str) -> None:
    text = f"A Meridian Research poll put the mayor ahead. {again} showed her far behind among the young."
    first, second = speakers(text, "A Meridian Research poll", again)
    assert first.id == second.id


@pytest.mark.parametrize(
    ("text", "mention", "kind"),
    [
        ("New data obtained by the Tarn Courier showed so.", "New data obtained by the Tarn Courier", "document"),
        ("A national poll showed so.", "A national poll", "document"),
        ("An Iceland poll showed so.", "An Iceland poll", "document"),
        ("Records seen by the Tarn Courier showed so.", "Records seen by the Tarn Courier", "document"),
    ],
)  # fmt: skip
def test_who_got_a_document_has_not_made_it(text: str, mention: str, kind: str) -> None:
    (source,) = speakers(text, mention)
    assert source.kind.value == kind


def test_a_post_by_somebody_is_that_ones_word() -> None:
    text = "Mara Voss runs the ferry. According to a post by Voss on Chirper this morning, the ferry sank."
    (source,) = speakers(text, "a post by Voss on Chirper this morning")
    assert (source.kind.value, source.name) == ("person", "Mara Voss")


def test_what_is_called_it_is_a_body() -> None:
    (source,) = speakers("Tidemark corrected its report. Later Tidemark said so.", "Tidemark")
    assert source.kind.value == "organization"


def test_an_office_taken_up_means_who_was_named_since() -> None:
    text = "The judge spoke first. Later County Judge Dora Hensen ruled. The judge said so."
    first, second = speakers(text, "The judge", "The judge")
    assert second.name == "Dora Hensen"
    assert first.id != second.id


def test_answers_are_the_one_person_s_who_was_introduced() -> None:
    text = "Ada Voss runs the pier.\n\nQ: Was it shut?\n\nA: It was shut on Monday."
    assert names(text, "A") == ["Ada Voss"]


@pytest.mark.parametrize(
    ("text", "mention", "kind", "affiliation"),
    [
        ("Norr Cars said it would recall 300 vans.", "Norr Cars", "organization", None),
        ("Sky Sports reported that the coach had quit.", "Sky Sports", "organization", None),
        ("The vans are safe, according to Tarn Ferries.", "Tarn Ferries", "organization", None),
        ("The mayor has gone, wrote Hollis of the Lantern.", "Hollis of the Lantern", "person", "the Lantern"),
        ("Marsh of the Courier said the mayor had gone.", "Marsh of the Courier", "person", "the Courier"),
        ("One state agency, the Marlow Coastal Board, said so.", "One state agency, the Marlow Coastal Board",
         "organization", None),
    ],
)  # fmt: skip
def test_a_house_by_what_it_sells_and_somebody_by_the_house(
    text: str, mention: str, kind: str, affiliation: str | None
) -> None:
    (source,) = speakers(text, mention)
    assert (source.kind.value, source.affiliation) == (kind, affiliation)


def test_a_name_is_of_one_sort() -> None:
    text = "Roden Mor said it was sorry. The company, Roden Mor, said so. Roden Mor said it again."
    first, second, third = speakers(text, "Roden Mor", "Roden Mor", "Roden Mor")
    assert first.id == second.id == third.id
    assert first.kind.value == "organization"


@pytest.mark.parametrize(
    "text",
    [
        "Tom Reiss denies it. His lawyer said he slept.",
        "Tom Reiss denies it. His lawyer said so.",
        "Tom Reiss walked free. His attorney said so.",
    ],
)
def test_somebodys_lawyer_is_a_lawyer_who_acts_for_that_one(text: str) -> None:
    mention = "His attorney" if "attorney" in text else "His lawyer"
    (source,) = speakers(text, mention)
    assert (source.name, source.role, source.affiliation) == (mention, mention.split()[1], "Tom Reiss")


@pytest.mark.parametrize(
    "said",
    [
        "according to a post on Pulse by Tarn resident Ada Voss.",
        "according to a Facebook post by Tarn councillor Ada Voss.",
        "according to a tweet by Orrin shopkeeper Ada Voss, who lives there.",
        "according to a post by Ada Voss.",
    ],
)
def test_who_wrote_a_post_is_the_person_and_not_the_place(said: str) -> None:
    (source,) = speakers(f"TARN — The ward will close, {said}", said.removeprefix("according to ").rstrip("."))
    assert source.name == "Ada Voss"
