"""Responses and certainty put together as ``whosays.trace`` does."""

from __future__ import annotations

from whosays import factuality, responses
from whosays.model import Attribution, Claim, Document


def weigh(document: Document, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions with ``response`` and ``factuality`` set."""
    responding, stances = responses.respond(document, attributions)
    return factuality.weigh(document, responding, stances)


def rated(document: Document, attributions: tuple[Attribution, ...], claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with ``factuality`` set."""
    return factuality.rate(document, attributions, claims, responses.by_cue)
