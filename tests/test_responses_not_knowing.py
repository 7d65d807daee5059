"""Who says that they know of nothing, or that nothing came to them, denies nothing."""

from __future__ import annotations

import pytest

from tests.readings_made import made_readings
from whosays.model import Attribution, Document, Response
from whosays.responses import respond


def answered(content: str, read_as: Response | None) -> Response | None:
    """How a content is answered with, where the heads read its sentence as ``read_as``."""
    text = f"The clerk said: {content}."
    said = Attribution("a1", ((0, 9),), ((10, 15),), ((16, 16 + len(content)),), source_id="s1")
    readings = made_readings(text, {0: read_as} if read_as else {})
    (made,), _ = respond(Document(text), (said,), None, readings)
    return made.response


@pytest.mark.parametrize(
    "content",
    [
        "we have no record of the sale",
        "it has no records of such a payment",
        "We had no knowledge of the shipment",
        "the trust has no record of any such visit",
        "our office holds no record of the order",
        "they do not have any record of the call",
        "I have no recollection of the talk",
        "we have no indication of a leak",
    ],
)
def test_who_knows_of_nothing_cannot_confirm_it(content: str) -> None:
    assert answered(content, None) is Response.CANNOT_CONFIRM
    assert answered(content, Response.DENY) is Response.CANNOT_CONFIRM


@pytest.mark.parametrize(
    "content",
    [
        "We have no application before us",
        "there is no application pending for the site",
        "it had no such plan before it",
        "we have not received any request",
        "the school has received no word, and has not been told of a plan",
        "it had never been informed of the sale",
        "they had not been shown the list",
        "we have not seen the letter",
        "So far we have not been approached by the owner",
    ],
)
def test_to_whom_nothing_came_does_not_deny_it(content: str) -> None:
    assert answered(content, Response.DENY) is not Response.DENY


@pytest.mark.parametrize(
    "content",
    [
        "we had no part in the sale",
        "it never happened",
        "there was no leak at the plant",
        "the firm has not sold the pier",
        "no such order was ever given",
    ],
)
def test_who_says_that_it_was_not_so_does(content: str) -> None:
    assert answered(content, Response.DENY) is Response.DENY


@pytest.mark.parametrize("content", ["he had not been told of the flood", "it had no debts", "they had no suspects"])
def test_a_complaint_or_a_fact_is_no_answer(content: str) -> None:
    assert answered(content, None) is None
