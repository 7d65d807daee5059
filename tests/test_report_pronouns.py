"""The name that is printed for a pronoun at the head of a claim, and where none is."""

from __future__ import annotations

import pytest

from tests.build import find
from whosays.reports.pronouns import name_for, of_speaker
from whosays.text import cut


def named(text: str) -> str | None:
    """The name for the pronoun behind "|"."""
    before, _, behind = text.partition("|")
    found = name_for(before + behind, len(before), cut(before + behind).sentences)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Mette Horn resigned on Monday, two days after a recording in which |she appears to offer money.",
            "Mette Horn",
        ),
        ("Council leader Petra Lund said |she had first heard of it in May.", "Petra Lund"),
        ("On Friday Jens van der Berg admitted that |he had signed the deed.", "Jens van der Berg"),
        ("“I counted nine coffins,” said Mina Karimi, a baker. |She left the town the next day.", "Mina Karimi"),
        ("General Pavel Dorn told a news conference that |he had no such shells.", "General Pavel Dorn"),
        ("The mine was sold by Ada Holt in March. |She kept the keys.", "Ada Holt"),
    ],
)
def test_one_full_name_and_nobody_else_is_certain(text: str, name: str) -> None:
    assert named(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Solli's mother said |he had nothing in his hands.",
        "Mona Reed said the officer had two warnings. |He had told nobody.",
        "Ana Ruiz met Eva Quist on Friday. |She denied it.",
        "Mona Reed's brother was held on Friday. |He denied it.",
        "The papers came from Brandt & Sons of Osk. |He could not be traced.",
        "Tomas Vel dined with a lobbyist in May. |She paid for both.",
        "Mette Horn left the museum in Tolm. |She denied it.",
        "The wall fell. |She denied it.",
        "Mette Horn left in May.\n\n|She denied it.",
        "Mette Horn left in May. |They denied it.",
    ],
)
def test_where_somebody_else_can_be_meant_the_pronoun_stays(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize(
    ("text", "speaker", "mentions", "certain"),
    [
        ("Holm said |she had seen two pages.", "Holm", [], True),
        ("Holm also told the inquest that |she had seen two pages.", "Holm", ["Holm"], True),
        ("Holm, 61, wrote on Friday that |he would not call it genuine.", "Holm", [], True),
        ("Holm said Dahl told her |she had seen two pages.", "Holm", [], False),
        ("Holm told the lodger |he should leave.", "Holm", [], False),
        ("Holm told reporters on Friday |she would not pay.", "Holm", [], True),
        ("Holm told a reporter |she would not pay.", "Holm", [], False),
        ("He left. Holm said |she had seen two pages.", "Holm", ["He"], False),
        ("Holm said |they had seen two pages.", "Holm", [], False),
    ],
)
def test_who_speaks_of_themselves_is_printed_by_name(
    text: str, speaker: str, mentions: list[str], certain: bool
) -> None:
    before, _, behind = text.partition("|")
    whole = before + behind
    found = of_speaker(whole, len(before), find(whole, speaker)[0], [find(whole, one)[0] for one in mentions])
    assert (found is not None) is certain


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Varde said |it had learned of the raid.", True),
        ("Varde said |it will not pay the fine.", True),
        ("Varde said |it is raining in Osk.", False),
        ("Varde said |it had rained for a week.", False),
        ("Varde said |it would take years.", False),
        ("Varde said |it depends on the price.", False),
        ("Varde told Tidemark |it had learned of the raid.", False),
    ],
)
def test_a_body_that_speaks_of_itself_is_printed_by_name(text: str, certain: bool) -> None:
    before, _, behind = text.partition("|")
    whole = before + behind
    found = of_speaker(whole, len(before), find(whole, "Varde")[0], [], person=False)
    assert (found is not None) is certain
