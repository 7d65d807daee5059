"""Dumps of published fact-checks: a list of ClaimReviews or MediaReviews (schema.org), or a DataFeed of them, as Data
Commons gives it.

Each review is a document of its publisher: the claim and the verdict as they are given, then the review's own words.
The first two are furniture: who checks a claim does not make it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from whosays.errors import InputError
from whosays.model import Document, FactCheck
from whosays.reading.composing import article
from whosays.reading.dates import iso_date
from whosays.reading.factchecks import in_nodes
from whosays.reading.jsonld import strings, types

FEED = "dataFeedElement"
"""The member of a DataFeed that holds its items."""

_REVIEWS = frozenset(("ClaimReview", "MediaReview"))
_MOST = 100  # of an item


def is_feed(value: Mapping[str, Any]) -> bool:
    """True for a DataFeed."""
    return isinstance(value.get(FEED), list)


def is_review(value: Mapping[str, Any]) -> bool:
    """True for a review of a claim, or for a feed's item that holds some."""
    return bool(types(dict(value)) & _REVIEWS) or "DataFeedItem" in types(dict(value))


def documents(value: Mapping[str, Any], place: str) -> Iterator[Document]:
    """The document of a review, or those of an item's. Raises InputError where it names no claim."""
    members = _members(value.get("item")) if "DataFeedItem" in types(dict(value)) else [dict(value)]
    reviews = [one for one in members[:_MOST] if types(one) & _REVIEWS]
    if not reviews:
        raise InputError(place, "it is an item of a feed that holds no ClaimReview")
    address = next((url for url in strings(value.get("url")) if url.startswith(("http://", "https://"))), None)
    for review in reviews:
        found = in_nodes([review], address, None)
        if not found:
            raise InputError(place, "it is a review that does not say what was claimed (claimReviewed)")
        yield _document(review, found[0], place)


def _members(value: object) -> list[dict[str, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _document(review: dict[str, Any], check: FactCheck, place: str) -> Document:
    claimed = f"Claim: {check.claim}"
    rated = f"Verdict: {check.verdict}" if check.verdict else ""
    said = next(
        (text for text in (*strings(review.get("reviewBody")), *strings(review.get("description"))) if text), ""
    )
    made = article(
        "\n\n".join(part for part in (claimed, rated, said) if part),
        name=place,
        title=next(iter((*strings(review.get("headline")), *strings(review.get("name")))), None),
        url=check.url,
        outlet=check.publisher,
        published=check.date,
        modified=next((date for text in strings(review.get("dateModified")) if (date := iso_date(text))), None),
    )
    marks = [(at, at + len(part)) for part in (claimed, rated) if part and (at := made.text.find(part)) >= 0]
    kept = tuple(sorted({*made.furniture, *marks}))
    return replace(made, furniture=kept, fact_checks=(check,))
