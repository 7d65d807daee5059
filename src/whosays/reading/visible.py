"""What a reader sees of headline, byline and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from whosays.reading import bylines
from whosays.reading.dates import iso_date

# Authors and dates also stand in comments, in teasers of other articles and in the page's frame.
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|recommend|promo|teaser|footer|newsletter|most-?read|trending|card", re.IGNORECASE
)
# In microdata: what is reviewed, an update of a live blog, a comment.
_OF_ANOTHER = re.compile(r"\b(?:itemReviewed|liveBlogUpdate|comment|reviewedBy|mentions|citation|Comment)\b")
_ELSEWHERE_TAGS = frozenset(("footer", "nav", "aside", "script", "style", "noscript", "template"))
_BYLINE = re.compile(r"byline|by-line|by_line", re.IGNORECASE)
_AUTHOR = re.compile(r"author|contributor|writer", re.IGNORECASE)
_DATE = re.compile(r"date|time|publish|posted", re.IGNORECASE)
_LABEL = re.compile(r"^(?:first |last )?(?:published|posted|updated|modified|date)(?: on| at)?\s*:?\s*", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|revis", re.IGNORECASE)
_HOLDERS = frozenset(("a", "p", "span", "div", "address", "small", "em", "strong", "li", "h2", "h3", "h4", "cite"))
_LONGEST_BYLINE = 200
_MOST = 20


def headline(tree: Any) -> str | None:
    """The article's ``h1``: the one marked as headline, else the only one, else the first inside ``article``."""
    heads = [h for h in tree.iter("h1") if text_of(h)]
    marked = [h for h in heads if "headline" in f"{h.get('itemprop', '')} {h.get('class', '')}".lower()]
    inside = [h for h in heads if next(h.iterancestors("article"), None) is not None]
    for candidates in (marked, heads if len(heads) == 1 else [], inside, heads):
        if candidates:
            return text_of(candidates[0])
    return None


def titles(tree: Any) -> list[str]:
    """The page's ``title`` elements."""
    return [text for t in tree.xpath("//head/title | /html/title") if (text := text_of(t))]


def authors(tree: Any) -> list[str]:
    """The names of the visible byline: what is marked as author, else what is classed so, else a line "By …"."""
    marked: list[Any] = []
    bylined: list[Any] = []
    classed: list[Any] = []
    worded: list[Any] = []
    for element in _elements(tree):
        if "author" in element.get("itemprop", "").lower().split() or (
            element.tag == "a" and "author" in element.get("rel", "").lower().split()
        ):
            marked.append(element)
        if element.tag in _HOLDERS:
            names = _names_of(element)
            if _BYLINE.search(names):
                bylined.append(element)
            elif _AUTHOR.search(names):
                classed.append(element)
            elif (element.text or "").strip()[:3].lower() in ("by", "by ", "by:"):
                worded.append(element)
    for candidates, sure in ((marked, True), (bylined, True), (worded, False), (classed, True)):
        here = list(islice((e for e in candidates[: 50 * _MOST] if not _is_elsewhere(e)), _MOST))
        found = [name for element in here for name in _names(element, sure)]
        if found:
            return list(dict.fromkeys(found))
    return []


def publisher(tree: Any) -> str | None:
    """The publisher's name in the page's microdata."""
    holders = tree.xpath("//*[contains(concat(' ', @itemprop, ' '), ' publisher ')]")
    named = (e for h in holders[:3] for e in h.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]"))
    return next((name for e in named if (name := e.get("content") or text_of(e))), None)


def date(tree: Any, *, modified: bool = False) -> str | None:
    """The date in the page's microdata or ``time`` elements: published, or where the page marks it so, modified."""
    prop = "datemodified" if modified else "datepublished"
    times: list[Any] = []
    classed: list[Any] = []
    for element in _elements(tree):
        if prop in element.get("itemprop", "").lower().split():
            if not _is_elsewhere(element) and (found := _date_of(element)):
                return found
            continue
        if element.tag == "time":
            times.append(element)
        elif element.tag in _HOLDERS and _DATE.search(_names_of(element)):
            classed.append(element)
    for element in (*times[:_MOST], *classed[:_MOST]):
        around = [element, *list(element.iterancestors())[:2]]
        before = (element.getprevious().tail if element.getprevious() is not None else element.getparent().text) or ""
        updated = bool(_UPDATED.search(f"{' '.join(map(_names_of, around))} {before} {element.text or ''}"))
        if updated == modified and not _is_elsewhere(element) and (found := _date_of(element)):
            return found
    return None


def text_of(element: Any) -> str:
    """An element's text, white space made single."""
    return " ".join(element.text_content().split())


def _spaced(element: Any) -> str:
    """An element's text with a space wherever a tag stands: bylines are often set apart by tags alone."""
    return " ".join(" ".join(element.itertext()).split())


def _elements(tree: Any) -> Iterator[Any]:
    body = tree.find("body")
    return (e for e in (tree if body is None else body).iter() if isinstance(e.tag, str))


def _names_of(element: Any) -> str:
    return " ".join(element.get(key, "") for key in ("class", "id", "data-testid", "data-component"))


def _is_elsewhere(element: Any) -> bool:
    return any(
        e.tag in _ELSEWHERE_TAGS
        or _OF_ANOTHER.search(e.get("itemprop", ""))
        or (e is not element and _OF_ANOTHER.search(e.get("itemtype", "")))
        or _ELSEWHERE.search(_names_of(e))
        for e in (element, *element.iterancestors())
        if e.tag not in ("body", "html")
    )


def _names(element: Any, sure: bool) -> tuple[str, ...]:
    named = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
    text = _spaced(named[0] if named else element) or element.get("content", "")
    if not text or len(text) > _LONGEST_BYLINE:
        return ()
    return bylines.byline(text) or (tuple(n for n in bylines.authors(text) if bylines.is_name(n)) if sure else ())


def _date_of(element: Any) -> str | None:
    written = (element.get("datetime"), element.get("content"), _LABEL.sub("", _spaced(element)[:_LONGEST_BYLINE]))
    return next((found for w in written if w and (found := iso_date(w))), None)
