"""A post or a page that says itself that a claim is false: the claim is nobody's in particular, and the document denies it."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import pytest

from whosays import trace
from whosays.model import Response, Trace
from whosays.reading import documents


def traced(words: str) -> Trace:
    post = f"Tarn Harbour Police\n12 March at 19:05 ·\n{words}\n".encode()
    return trace(next(item.document for item in documents(post, name="post") if item.document))


def answers(found: Trace, words: str) -> list[Response | None]:
    """What is answered to the claim with these words."""
    (claim,) = [c for c in found.claims if words in c.text]
    return [found.attribution(one).response for one in claim.responses]


@pytest.mark.parametrize(
    "words",
    [
        "The claim that the tap water has been poisoned is false.",
        "Claims that the tap water has been poisoned are false.",
        "Reports that the tap water has been poisoned are untrue.",
        "Reports that the tap water has been poisoned are not true.",
        "Rumours that the tap water has been poisoned are baseless.",
        pytest.param(
            "The rumour that the tap water has been poisoned has no basis.",
            marks=pytest.mark.xfail(reason="behind another sentence the reader marks no rumour here"),
        ),
        "Online claims that the tap water has been poisoned are completely false.",
        "The allegation that the tap water has been poisoned is a lie!",
        "Any suggestion that the tap water has been poisoned is nonsense.",
        "The report that the tap water has been poisoned is fake news…",
        "We have seen claims that the tap water has been poisoned. These are false.",
        "There is a rumour that the tap water has been poisoned. This is not true.",
    ],
)
def test_who_posts_that_a_claim_is_false_denies_it(words: str) -> None:
    found = traced(f"We are at the quay. {words} Boil nothing.")
    assert answers(found, "tap water has been poisoned") == [Response.DENY]
    assert not any("false" in claim.text for claim in found.claims)


@pytest.mark.parametrize(
    "words",
    [
        "Claims that the tap water has been poisoned are being looked into.",
        "The claim that the tap water has been poisoned is new.",
        "Reports that the tap water has been poisoned have reached us.",
        "The claim that the tap water has been poisoned is no joke.",
    ],
)
def test_who_posts_of_a_claim_that_it_is_there_denies_nothing(words: str) -> None:
    found = traced(words)
    assert not [a for a in found.attributions if a.response is Response.DENY]


def test_that_is_not_true_as_the_first_words_denies_nothing_that_comes_after() -> None:
    found = traced("That is not true. I am standing in front of the hospital, and nobody is there.")
    assert not any(claim.responses for claim in found.claims)


@pytest.mark.parametrize(
    "what", ["aid was withheld", "the food was spoilt", "the medical centre was closed", "its water was cut"]
)
def test_who_denies_that_something_is_so_refuses_nobody_anything(what: str) -> None:
    found = traced(f"The ministry denied that {what}.")
    assert [a.response for a in found.attributions] == [Response.DENY]


@pytest.mark.parametrize("what", ["aid to the town", "food and water to the men", "them medical care"])
def test_who_denies_somebody_something_denies_no_claim(what: str) -> None:
    found = traced(f"The ministry denied {what}.")
    assert not [a for a in found.attributions if a.response is Response.DENY]
