"""Published fact-checks: what a page says in ClaimReview or MediaReview (schema.org) that it has checked, and the plain
layout "CLAIM: … VERDICT: …". The verdict is theirs, in their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whosays.model import FactCheck
from whosays.reading.dates import iso_date
from whosays.reading.jsonld import Node, strings, types

REVIEWS = frozenset(("ClaimReview", "MediaReview"))
"""The types of schema.org by which a page says what it has checked."""

_MOST = 40  # of a page
_LONGEST = 2_000  # characters of a claim or verdict
_CLAIM = re.compile(r"(?:the )?(?:claim|what was claimed)[ \t]{0,3}[:—–][ \t]{0,3}(\S.*)", re.IGNORECASE)
_VERDICT = re.compile(
    r"(?:our |the )?(?:verdict|rating|ruling|conclusion|assessment|[\w.]{2,20}(?:'|’)s assessment)"
    r"[ \t]{0,3}[:—–][ \t]{0,3}(\S.*)",
    re.IGNORECASE,
)
_SHOWN = ("caption", "embeddedTextCaption", "description", "name")  # what a picture or film was said to show
_NEAR = 40  # lines between a claim and its verdict


def in_nodes(nodes: Iterable[Node], url: str | None, outlet: str | None) -> tuple[FactCheck, ...]:
    """The fact-checks that a page's JSON-LD tells of, each once. ``url`` and ``outlet`` are the page's own, for a
    review that does not say them."""
    made = [check for node in nodes if (check := _check(node, url, outlet)) is not None]
    return tuple(dict.fromkeys(made))[:_MOST]


def _check(node: Node, url: str | None, outlet: str | None) -> FactCheck | None:
    kinds = types(node)
    media = "MediaReview" in kinds
    if not media and "ClaimReview" not in kinds:
        return None
    reviewed = next((r for r in _objects(node.get("itemReviewed"))), {})
    shown = [reviewed, *_objects(reviewed.get("mediaItemAppearance"))] if media else []
    claim = _text(node, "claimReviewed") or _text(reviewed, "text")
    claim = claim or next((text for one in shown for key in _SHOWN if (text := _text(one, key))), None)
    if claim is None:
        return None
    rating = next((r for r in _objects(node.get("reviewRating"))), {})
    verdict = _text(node, "mediaAuthenticityCategory") if media else None
    verdict = verdict or _text(rating, "alternateName") or _text(rating, "name") or _text(rating, "ratingExplanation")
    if media and (original := _text(node, "originalMediaContextDescription")):  # what it shows in truth, as they say
        verdict = f"{verdict}: {original}" if verdict else original
    places = [
        *(address for one in shown for address in strings(one.get("accessedOnUrl"))),
        *strings(reviewed.get("appearance"), "url"),
        *strings(reviewed.get("firstAppearance"), "url"),
        *strings(reviewed.get("url")),
    ]
    return FactCheck(
        claim=claim,
        verdict=verdict,
        publisher=_first(strings(node.get("author")) + strings(node.get("publisher"))) or outlet,
        date=iso_date(_first(strings(node.get("datePublished"))) or ""),
        url=_address(strings(node.get("url"))) or url,
        claimant=_first(strings(reviewed.get("author"))),
        appearance=_address(places),
    )


def in_layout(text: str, *, url: str | None, outlet: str | None, date: str | None) -> tuple[FactCheck, ...]:
    """The fact-checks of a text in the plain layout: a line with the claim, and not far below one with the verdict."""
    lines = [line.strip() for line in text.split("\n")]
    found: list[FactCheck] = []
    claim, at = None, 0
    for number, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        if match := _CLAIM.fullmatch(line):
            claim, at = match[1].strip(), number
        elif claim is not None and number - at <= _NEAR and (match := _VERDICT.fullmatch(line)):
            found.append(FactCheck(claim, match[1].strip(), outlet, date, url))
            claim = None
    return tuple(found[:_MOST])


def _objects(value: object) -> Iterator[Node]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def _text(node: Node, key: str) -> str | None:
    text = " ".join((_first(strings(node.get(key))) or "").split())
    return text[:_LONGEST] or None


def _first(texts: list[str]) -> str | None:
    return next((text for text in texts if text), None)


def _address(texts: list[str]) -> str | None:
    return next((text for text in texts if re.match(r"https?://\S{4}", text)), None)
