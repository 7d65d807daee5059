"""A denial of "the accusations", a refusal to be interviewed and a silence answer what the article is about."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.model import Response
from whosays.reading import read
from whosays.trace import trace

_BEFORE = """Mayor took cash from builder, court papers say

The mayor of Osk took £40,000 from a builder, court papers say.

The builder, Jens Falk, built the new library. The library has a leaking roof, two librarians said. It cost £9m, according to the county. Repairs started on Monday, the county said.

"""
_LONGER = """The library opened in March with a concert. Its shelves came from Lisk, said the carpenter, Ola Bratt. Children like the red chairs, he said.

The county will pay for the roof, a clerk said on Friday. The clerk said that it may take a year.

"""


def _answers(text: str, words: str) -> list[tuple[Response | None, str | None]]:
    found = trace(read(text.encode(), name="in"))
    claim = next(c for c in found.claims if words in c.text)
    answers = [found.attribution(i) for i in claim.responses]
    return [(a.response, s.name if (s := found.source_of(a)) else None) for a in answers]


@pytest.mark.parametrize("between", ["", _LONGER])
@pytest.mark.parametrize(
    "told",
    [
        "The mayor, Lena Brod, denies the accusations.",
        "The mayor, Lena Brod, denied all charges.",
        "The mayor, Lena Brod, denies any wrongdoing.",
        "The mayor, Lena Brod, has always denied the allegations against her.",
        "The mayor, Lena Brod, denies bribery.",
        "The mayor, Lena Brod, denied two counts of fraud.",
    ],
)
def test_a_denial_of_the_whole_is_of_the_main_claim(told: str, between: str) -> None:
    assert (Response.DENY, "Lena Brod") in _answers(_BEFORE + between + told, "took £40,000")


@pytest.mark.parametrize("told", ["Falk also denies them.", "Falk denied them, too."])
def test_a_second_denial_is_of_the_same(told: str) -> None:
    text = _BEFORE + "The mayor, Lena Brod, denies the accusations. " + told
    assert (Response.DENY, "Jens Falk") in _answers(text, "took £40,000")


@pytest.mark.parametrize(
    ("told", "response"),
    [
        ("The mayor, Lena Brod, declined to be interviewed.", Response.DECLINE),
        ("The mayor, Lena Brod, declined to comment.", Response.DECLINE),
        ("The mayor, Lena Brod, has not responded to requests for comment.", Response.NO_ANSWER),
        ("The mayor, Lena Brod, could not be reached.", Response.NO_ANSWER),
        ("The mayor, Lena Brod, did not reply to questions.", Response.NO_ANSWER),
        ("The mayor, Lena Brod, refused to answer questions.", Response.DECLINE),
    ],
)
def test_a_silence_is_about_the_main_claim(told: str, response: Response) -> None:
    assert (response, "Lena Brod") in _answers(_BEFORE + told, "took £40,000")


def test_a_denial_of_something_else_stays_with_that() -> None:
    text = (
        _BEFORE
        + "The clerk said that the roof was badly built. The carpenter, Ola Bratt, denied that the roof was badly built."
    )
    assert (Response.DENY, "Ola Bratt") not in _answers(text, "took £40,000")


def test_what_the_article_itself_tells_is_denied_by_nobody() -> None:
    text = "Two die as crane falls\n\nTwo men died when a crane fell in Tarn harbour in May.\n\nOn Monday prosecutors told Tarn District Court that the owner, Stig Ravn, had ignored two warnings.\n\nRavn denies negligence."
    assert _answers(text, "Two men died") == []


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("Holm, 36, pleaded not guilty.", "Holm"),
        ("Holm has pleaded not guilty to three counts of attempted murder.", "Holm"),
        ("Holm, who pleaded not guilty, wept in the dock.", "Holm"),
        ("Her lawyer, Ida Rein, said she would plead not guilty.", "Ida Rein"),
        ("Holm entered a plea of not guilty.", "Holm"),
        ("Two guards said that they had seen her. Holm has always maintained her innocence.", "Holm"),
        ("Holm protested her innocence as she was led away.", "Holm"),
    ],
)
def test_a_plea_answers_the_charge(told: str, who: str) -> None:
    text = f"Nurse poisoned patients, court told\n\nA nurse poisoned three patients with insulin, prosecutors say.\n\n{told}"
    assert (Response.DENY, who) in _answers(text, "poisoned three patients")


@pytest.mark.parametrize(
    "told", ["Holm pleaded guilty.", "Holm pleaded with the judge not to be filmed.", "The jury found Holm not guilty."]
)
def test_what_is_no_plea_of_that_kind_denies_nothing(told: str) -> None:
    text = f"Nurse poisoned patients, court told\n\nA nurse poisoned three patients with insulin, prosecutors say.\n\n{told}"
    assert not any(response is Response.DENY for response, _ in _answers(text, "poisoned three patients"))
