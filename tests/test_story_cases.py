"""Kinds of small stories that a reader would not get wrong, each in several wordings."""

from __future__ import annotations

import pytest

from whosays.model.story import Story, StoryClaim
from whosays.reading import read
from whosays.story import story
from whosays.trace import trace


def told(**documents: str) -> Story:
    traces = [trace(read(text.encode())) for text in documents.values()]
    return story(traces, paths=[f"{name}.txt" for name in documents])


def taken(found: Story, claim: StoryClaim) -> set[str]:
    label = {node.id: node.label for node in found.nodes}
    return {label[edge.taken] for edge in claim.edges}


def answers(claim: StoryClaim) -> set[tuple[str, str]]:
    return {((answer.name or "").removeprefix("the ").removeprefix("The "), answer.response.value)
            for answer in claim.responses}  # fmt: skip


def ends(found: Story, claim: StoryClaim) -> set[str]:
    label = {node.id: node.label for node in found.nodes}
    return {label[node] for node in claim.origins.nodes}


@pytest.mark.parametrize(
    ("foot", "names"),
    [
        ("Source Phonetalk, Tin Ledger", {"Phonetalk", "Tin Ledger"}),
        ("Sources Phonetalk, Tin Ledger", {"Phonetalk", "Tin Ledger"}),
        ("(Source The Tin Ledger)", {"The Tin Ledger"}),
        ("Source Phonetalk", {"Phonetalk"}),
    ],
)
def test_a_line_at_the_foot_credits_the_whole_without_a_colon(foot: str, names: set[str]) -> None:
    found = told(
        nook=f"Velt will show a phone with two screens in Marle on Friday.\nThe phone costs 900 crowns.\n{foot}"
    )
    assert taken(found, found.claims[0]) == names


@pytest.mark.parametrize("foot", ["Source code is open to all", "Sources say so", "Source"])
def test_a_line_at_the_foot_that_says_something_credits_nobody(foot: str) -> None:
    found = told(
        nook=f"Velt will show a phone with two screens in Marle on Friday.\nThe phone costs 900 crowns.\n{foot}"
    )
    assert not {label for label in taken(found, found.claims[0]) if label.startswith(("code", "say"))}


@pytest.mark.parametrize(
    "answer",
    [
        "“We know of the reports,” a spokeswoman for the ministry said. “We cannot confirm them.”",
        "“We have seen these reports,” said a spokeswoman for the ministry. “We are unable to confirm them.”",
        "“There have been reports,” a spokeswoman for the ministry said. “We can neither confirm nor deny them.”",
    ],
)
def test_a_refusal_that_points_is_of_what_the_story_is_about_not_of_what_stands_next_to_it(answer: str) -> None:
    found = told(
        page="The outlaw known as Red Ansel was caught near Torm on Sunday, the Torm Herald reported. His brother, "
        f"Ole Brink, was also said to have been caught, the paper added. {answer}"
    )
    assert "Ansel" in found.claims[0].text
    assert any("spokeswoman" in who and kind == "cannot-confirm" for who, kind in answers(found.claims[0]))


@pytest.mark.parametrize(
    "text",
    [
        "Following rumours that it would leave Skane, Norr Cars said on Friday that it will close its works there. "
        "The Skane Post had reported the plan on Monday, citing two workers.",
        "After reports of a closure, Norr Cars said that it will close its works in Skane in May.",
        "The Skane Post had earlier reported the closure. Norr Cars said that it will close its works in Skane.",
    ],
)
def test_who_says_of_itself_what_was_reported_of_it_confirms_it(text: str) -> None:
    found = told(wire=text)
    assert answers(found.claims[0]) == {("Norr Cars", "confirm")}


@pytest.mark.parametrize(
    "text",
    [
        "Norr Cars said on Friday that it will close its works in Skane in May.",  # nobody had reported it
        "Following rumours of a closure, Norr Cars said that it may close its works in Skane.",
        "Following rumours of a closure, Norr Cars said that it will not close its works in Skane.",
        "Following rumours of a closure, Norr Cars said that it was considering all options for Skane.",
    ],
)
def test_who_says_it_first_or_not_surely_confirms_nothing(text: str) -> None:
    found = told(wire=text)
    assert all(kind != "confirm" for claim in found.claims for _, kind in answers(claim))


@pytest.mark.parametrize(
    "words",
    [
        "The white glove has nothing to do with the miners of Brenn, said Ida Roos, who leads the Lund march.",
        "The white glove was not copied from the miners of Brenn, said Ida Roos, who leads the march in Lund.",
    ],
)
def test_who_tells_it_in_the_negative_denies_it_and_is_no_origin(words: str) -> None:
    found = told(
        a="Marchers in Lund have copied the white glove of the miners of Brenn, the magazine Focal wrote.", b=words
    )
    first = found.claims[0]
    assert len(first.documents) == 2
    assert ("Ida Roos", "deny") in answers(first)
    assert (first.origins.least, first.origins.most) == (1, 1)
    assert ends(found, first) == {"Focal"}


def test_an_outlet_that_was_not_given_is_where_it_ends_not_the_articles_that_credit_it() -> None:
    found = told(
        a="An eel as long as a tram lives in the Marle canal, the blog Wet Corners claims.",
        b="The blog Wet Corners says that an eel the length of a tram is living in the canal of Marle.",
    )
    assert ends(found, found.claims[0]) == {"Wet Corners"}


@pytest.mark.parametrize(
    ("other", "detail"),
    [
        ("The weir broke on Friday morning and flooded ninety barns in Upper Tarn, a farmer said.", "ninety barns"),
        ("The weir at Lower Holm broke in 1974 and flooded thirty farms, a chronicle says.", "thirty farms"),
    ],
)
def test_what_only_resembles_the_matter_stays_a_detail(other: str, detail: str) -> None:
    matter = "The weir at Upper Tarn broke on Sunday night and flooded forty houses"
    found = told(
        a=f"{matter}, Mayor Edda Marsh said.", b=f"{matter}, according to the Tarn Post. {other}", c=f"{matter}."
    )
    assert found.claims[0].text == matter
    assert any(detail in claim.text for claim in found.claims[1:])
