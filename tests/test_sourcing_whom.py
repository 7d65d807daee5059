"""Whom names, descriptions and pronouns mean: kinds met in the invented articles of tests/coreference."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import attribution
from tests.sourcing_passages import names, speakers
from whosays.evaluation.sources import Tally, gold_attributions, load, score
from whosays.model import Document, SourceKind
from whosays.model.clarity import speaker_is_clear
from whosays.sourcing import resolve

GOLD = Path(__file__).parent / "coreference"
SECOND = Path(__file__).parent / "coreference_second"


@pytest.mark.parametrize(("folder", "merged"), [(GOLD, 3), (SECOND, 5)])
def test_the_speakers_of_the_invented_articles_are_resolved(folder: Path, merged: float) -> None:
    tally = Tally()
    for gold in load(folder):
        score(gold, *resolve(Document(gold.text), gold_attributions(gold)), tally)
    figures = tally.figures()
    assert figures["with_chain"] > 100
    assert figures["resolved"] >= 96
    assert figures["pronouns_resolved"] >= 94
    assert figures["merged_share"] <= merged


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("“It leaked,” said Jan Dolan, a cook. Dolan said so twice.", "Dolan", "Jan Dolan"),
        ("Its manager, Theo Banks, said so.", "Theo Banks", "Theo Banks"),
        ("Anna Parks said so.", "Anna Parks", "Anna Parks"),
        ("The Pear Growers' League said so.", "The Pear Growers' League", "Pear Growers' League"),
        ("The Tarn Tenants’ Association said so.", "The Tarn Tenants’ Association", "Tarn Tenants’ Association"),
        ("The Skarn Women's Institute said so.", "The Skarn Women's Institute", "Skarn Women's Institute"),
        ("Jonas Rehm left. His wife, Amelia, said so.", "His wife, Amelia,", "Amelia"),
        ("The mayor came by car. The mayor's driver, Peter, said so.", "The mayor's driver, Peter,", "Peter"),
        ("That predecessor, Helmut Krans, said so.", "That predecessor, Helmut Krans,", "Helmut Krans"),
        ("Soprano Carla Conte said so.", "Soprano Carla Conte", "Carla Conte"),
        ("The officer who led the inquiry, Sergeant Hugh Orme, said so.",
         "The officer who led the inquiry, Sergeant Hugh Orme,", "Hugh Orme"),
    ],
)  # fmt: skip
def test_names_are_whole_and_people_are_people(text: str, mention: str, name: str) -> None:
    (source,) = speakers(text, mention)
    assert source.name == name
    assert source.kind is not SourceKind.DOCUMENT


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Skarn Ferries, which owned the boat, said so.", "Skarn Ferries"),
        ("Kosta Varga, the state company that digs there, said so.", "Kosta Varga"),
        ("Nettle Frame, a company in Leeds, said so.", "Nettle Frame"),
    ],
)
def test_what_is_said_to_be_a_body_is_no_person(text: str, mention: str) -> None:
    assert speakers(text, mention)[0].kind is SourceKind.ORGANIZATION


def test_a_place_that_something_is_in_does_not_tell_whom_he_means() -> None:
    text = "Police in Glen Orrin have found his coat. Rory Gunn said it was wet. He was glad of the find, he said."
    assert names(text, "Rory Gunn", "he") == ["Rory Gunn", "Rory Gunn"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A spokeswoman for the line, Lotte Brahn, said no member of staff would speak.", "spokeswoman for the line"),
        ("Isla Renn, whose husband was the cook, said so.", None),
        ("Bea Moor, whose father is a judge, said so.", None),
    ],
)
def test_what_others_are_is_no_role(text: str, role: str | None) -> None:
    name = next(n for n in ("Lotte Brahn", "Isla Renn", "Bea Moor") if n in text)
    assert speakers(text, name)[0].role == role


def test_whose_husband_says_nothing_of_her_own_sex() -> None:
    text = "Anders Holm wept. “He trusted them,” said Isla Renn, whose husband was the cook. She wants an inquiry."
    assert names(text, "Isla Renn", "She") == ["Isla Renn", "Isla Renn"]


def test_ms_means_the_one_who_was_named_already() -> None:
    text = "Fiona Baird rang. Ms Baird said so. He left. Her mother, Agnes Baird, said nothing."
    assert names(text, "Ms Baird", "Agnes Baird") == ["Fiona Baird", "Agnes Baird"]


@pytest.mark.parametrize(
    "told",
    [
        "Rolf Istad, 29, has dived there for six summers.",
        "Rolf Istad dived there for six summers.",
        "In Tarn, Rolf Istad dived for six summers.",
    ],
)
def test_whom_a_paragraph_opens_with_is_whom_it_goes_on_about(told: str) -> None:
    text = (
        "The minister's spokesman, Bram Oost, said so. Oost later said that it was late. He added that it was cold.\n"
        f"{told} He said that the water was clear."
    )
    assert names(text, "Bram Oost", "Oost", "He", "He") == ["Bram Oost", "Bram Oost", "Bram Oost", "Rolf Istad"]


def test_a_nameless_speaker_who_opens_a_paragraph_is_whom_he_means() -> None:
    text = (
        "Howard Lim said that it was dear. Lim said that it was late.\n"
        "One driver, who feared for his job, said that it was too little. “Nothing is nothing,” he said."
    )
    assert names(text, "Howard Lim", "Lim", "One driver", "he")[3].startswith("One driver")


def test_many_of_them_are_not_she() -> None:
    text = "Ada Voss said so. Many of them feel cold. It is the coats, she added."
    assert names(text, "Ada Voss", "Many of them", "she")[2] == "Ada Voss"


@pytest.mark.parametrize("cue", ["replied", "answered", "retorted"])
def test_who_replies_is_not_who_spoke_last(cue: str) -> None:
    text = (
        f"Helen Marsh wept. Judith Amory said that Marsh had made it up. She {cue} that she had not. "
        "Nobody else was there."
    )
    said = attribution(text, "a1", "Judith Amory", "said", "that Marsh had made it up")
    reply = attribution(text, "a2", "She", cue, "that she had not")
    sources, done = resolve(Document(text), (said, reply))
    name = {source.id: source.name for source in sources}
    assert [name[a.source_id or ""] for a in done] == ["Judith Amory", "Helen Marsh"]


def test_nobody_quoted_inside_is_the_one_who_quotes() -> None:
    text = (
        "Mr Gerald Ample said that “H.” was his brother Henry.\n“My brother told me, ‘They will not mind’,” he added."
    )
    first = attribution(text, "a1", "Mr Gerald Ample", "said", "that “H.” was his brother Henry")
    outer = attribution(text, "a2", "he added", "added", "“My brother told me, ‘They will not mind’,”")
    inner = attribution(text, "a3", "My brother", "told", "‘They will not mind’", parent="a2")
    sources, done = resolve(Document(text), (first, outer, inner))
    name = {source.id: source.name for source in sources}
    assert name[done[1].source_id or ""] == "Gerald Ample"


def test_a_pronoun_that_may_as_well_mean_another_is_not_clear() -> None:
    two = "Lena Orr and Mara Dunn met on the quay. She {} that the boat had sailed."
    one = "Lena Orr met a clerk on the quay. She {} that the boat had sailed."
    sure = []
    for text in (two.format("said"), one.format("said")):
        said = attribution(text, "a1", "She", "said", "that the boat had sailed")
        sources, (done,) = resolve(Document(text), (said,))
        sure.append(speaker_is_clear(done, next(s for s in sources if s.id == done.source_id)))
    assert sure == [False, True]
