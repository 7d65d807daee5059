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
_OTHERS = frozenset(("ClaimReview", "MediaReview", "Review", "WebPage", "ItemPage", "CreativeWork"))
POSTS = frozenset(("SocialMediaPosting", "DiscussionForumPosting", "Comment"))

Node = dict[str, Any]
"""An object as written, and under `WITHIN` the member of another article in which it stands."""

WITHIN = "\0within"
# Members in which a page describes other texts than its own: what it reviews, its updates, its readers' comments.
_OF_OTHERS = frozenset(
    (
        "liveBlogUpdate", "itemReviewed", "comment", "comments", "review", "reviews", "mentions", "citation",
        "isBasedOn", "isBasedOnUrl", "subjectOf", "about", "itemListElement", "relatedLink", "significantLink",
        "appearance", "firstAppearance", "sharedContent", "hasPart", "suggestedAnswer", "acceptedAnswer",
        "associatedMedia", "video", "image", "audio", "encoding",
    )
)  # fmt: skip

_LONGEST = 3_000_000
_MOST_NODES = 20_000
_MOST_UPDATES = 1_000
_DEEPEST = 40
_OPENING = re.compile(r"<!--|(?://|/\*)?\s{0,20}<!\[CDATA\[(?:\s{0,20}\*/)?")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s{0,20}\]\]>(?:\s{0,20}\*/)?)\s{0,20};?$")
_TRAILING_COMMA = re.compile(r",(\s{0,200}[}\]])")


def nodes(scripts: list[str]) -> list[Node]:
    """Every object of the page's JSON-LD scripts, outer before inner; what cannot be read as JSON is passed over.

    References (``{"@id": …}``) are replaced by what they refer to.
    """
    found = [node for script in scripts for value in _values(script) for node in _walk(value, 0, "")]
    known = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 1}
    made = [{key: _resolve(value, known) for key, value in node.items()} for node in found[:_MOST_NODES]]
    named = {
        identifier
        for node in made
        if types(node) & (ARTICLES | _OTHERS)
        for member in _OF_OTHERS & node.keys()
        for identifier in _identifiers(node[member])
    }
    return [{**node, WITHIN: "@id"} if _is_of_another(node, named) else node for node in made]


def _is_of_another(node: Node, named: set[str]) -> bool:
    """True for a node that another article names as none of its own; what is no text names nothing."""
    identifier = node.get("@id")
    return isinstance(identifier, str) and identifier in named and WITHIN not in node


def _identifiers(value: Any) -> list[str]:
    """The references (``{"@id": …}``) in a value."""
    members = value if isinstance(value, list) else [value]
    return [m["@id"] for m in members if isinstance(m, dict) and isinstance(m.get("@id"), str)]


def types(node: Node) -> set[str]:
    """The types of a node without their namespace."""
    written = node.get("@type", ())
    listed = written if isinstance(written, list) else [written]
    return {t.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for t in listed if isinstance(t, str)}


def article(found: list[Node], url: str | None, title: str | None) -> Node:
    """The node of the page's own article: the one with its address or headline, else the first; may be empty.

    Pages also describe the articles they point to.
    """
    candidates = [node for node in found if types(node) & (ARTICLES | _OTHERS) and WITHIN not in node]
    best: Node = {}
    most = -99
    for node in candidates:
        named = strings(node.get("headline")) + strings(node.get("name"))
        addresses = strings(node.get("url")) + strings(node.get("mainEntityOfPage"), "@id") + strings(node.get("@id"))
        score = (
            4 * bool(url and any(_same_address(a, url) for a in addresses))
            + 3 * bool(title and any(_same_words(n, title) for n in named))
            + bool(node.get("articleBody")) + bool(node.get("datePublished")) + bool(node.get("author"))
            + 3 * bool("LiveBlogPosting" in types(node))
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


def updates(node: Node) -> str | None:
    """The text of a live blog that keeps its updates here: each with its headline, as it lists them; else none."""
    if "LiveBlogPosting" not in types(node):
        return None
    listed = node.get("liveBlogUpdate")
    parts: list[str] = []
    for one in (listed if isinstance(listed, list) else [listed])[:_MOST_UPDATES]:
        if isinstance(one, dict):
            said = strings(one.get("articleBody")) or strings(one.get("text"))
            parts += [*strings(one.get("headline"))[:1], *said[:1]] if said else []
    return "\n\n".join(parts) or None


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
    text = _unwrapped(script[:_LONGEST])
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


def _unwrapped(script: str) -> str:
    """A script without the comment or CDATA mark around it."""
    text = script.strip()
    if opening := _OPENING.match(text):
        text = text[opening.end() :]
    if closing := _CLOSING.search(text[-200:]):
        text = text[: len(text) - (len(text[-200:]) - closing.start())]
    return text.strip().rstrip(";")


def _walk(value: Any, depth: int, within: str) -> Iterator[Node]:
    """The objects in a value; each that stands in another article's member about other texts says so."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield {**value, WITHIN: within} if within else value
        articles = types(value) & (ARTICLES | _OTHERS)
        for key, inner in value.items():
            if key != "@context":
                yield from _walk(inner, depth + 1, within or (key if articles and key in _OF_OTHERS else ""))
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1, within)


def _resolve(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return known.get(value["@id"], value)
    if isinstance(value, list):
        return [_resolve(item, known) if isinstance(item, dict) else item for item in value]
    return value


def _same_address(one: str, other: str) -> bool:
    def core(address: str) -> str:
        bare = address.strip().partition("#")[0].partition("?")[0].removesuffix("/")
        return bare.removeprefix("https://").removeprefix("http://").removeprefix("www.")

    return core(one) == core(other) != ""


def _same_words(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold()) != []
