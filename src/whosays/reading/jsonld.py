"""What a page says of itself in JSON-LD (schema.org), broken JSON tolerated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_ARTICLE_TYPES = """
Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle
ReviewNewsArticle AskPublicNewsArticle SatiricalArticle AdvertiserContentArticle BlogPosting LiveBlogPosting
TechArticle ScholarlyArticle Report SocialMediaPosting DiscussionForumPosting Posting Comment
"""
ARTICLES = frozenset(_ARTICLE_TYPES.split())
# Where no article is described: a page may only say what it reviews, or that it is a page.
_OTHERS = frozenset(("ClaimReview", "Review", "WebPage", "ItemPage", "CreativeWork"))
POSTS = frozenset(("SocialMediaPosting", "DiscussionForumPosting", "Comment"))

Node = dict[str, Any]

_LONGEST = 3_000_000
_DEEPEST = 40
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def nodes(scripts: list[str]) -> list[Node]:
    """Every object of the page's JSON-LD scripts, outer before inner; what cannot be read as JSON is passed over.

    References (``{"@id": …}``) are replaced by what they refer to.
    """
    found = [node for script in scripts for value in _values(script) for node in _walk(value, 0)]
    known = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 1}
    return [{key: _resolve(value, known) for key, value in node.items()} for node in found]


def types(node: Node) -> set[str]:
    """The types of a node without their namespace."""
    written = node.get("@type", ())
    listed = written if isinstance(written, list) else [written]
    return {t.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for t in listed if isinstance(t, str)}


def article(found: list[Node], url: str | None, title: str | None) -> Node:
    """The node of the page's own article: the one with its address or headline, else the first; may be empty.

    Pages also describe the articles they point to.
    """
    candidates = [node for node in found if types(node) & (ARTICLES | _OTHERS)]
    best: Node = {}
    most = -99
    for node in candidates:
        named = strings(node.get("headline")) + strings(node.get("name"))
        addresses = strings(node.get("url")) + strings(node.get("mainEntityOfPage"), "@id") + strings(node.get("@id"))
        score = (
            4 * bool(url and any(_same_address(a, url) for a in addresses))
            + 3 * bool(title and any(_same_words(n, title) for n in named))
            + bool(node.get("articleBody")) + bool(node.get("datePublished")) + bool(node.get("author"))
            - 2 * bool(types(node) == {"Comment"}) - 9 * (not types(node) & ARTICLES)
        )  # fmt: skip
        if score > most:
            best, most = node, score
    return best


def strings(value: Any, key: str = "name") -> list[str]:
    """The strings of a value that is a string, an object (its ``key``) or a list of them."""
    if isinstance(value, str):
        return [text] if (text := unescape(value).strip()) else []
    if isinstance(value, dict):
        return strings(value.get(key, value.get("@value")), key)
    if isinstance(value, list):
        return [text for item in value[:200] for text in strings(item, key)]
    return []


def is_free(node: Node) -> bool | None:
    """``isAccessibleForFree``, of the article or of a part of it; none where nothing is said."""
    parts = node.get("hasPart")
    said = [
        n.get("isAccessibleForFree")
        for n in [node, *(parts if isinstance(parts, list) else [parts])]
        if isinstance(n, dict)
    ]
    read = [str(s).strip().lower().rsplit("/", 1)[-1] for s in said if s is not None]
    return None if not read else not any(s in ("false", "no", "0") for s in read)


def _values(script: str) -> Iterator[Any]:
    text = _WRAPPING.sub("", script[:_LONGEST]).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        decoder = json.JSONDecoder(strict=False)
        values, position = [], 0
        try:
            while position < len(attempt):
                value, position = decoder.raw_decode(attempt, position)
                values.append(value)
                while position < len(attempt) and (attempt[position].isspace() or attempt[position] in ",;"):
                    position += 1
        except (ValueError, RecursionError):
            if not values:
                continue
        yield from values
        return


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key != "@context":
                yield from _walk(inner, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)


def _resolve(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return known.get(value["@id"], value)
    if isinstance(value, list):
        return [_resolve(item, known) if isinstance(item, dict) else item for item in value]
    return value


def _same_address(one: str, other: str) -> bool:
    def core(address: str) -> str:
        return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", re.sub(r"[?#].*$", "", address.strip()))

    return core(one) == core(other) != ""


def _same_words(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold()) != []
