"""A page's body as plain text, with the span of every link in it.

trafilatura decides what belongs to the article. Before it does, the text of each link is put between two private-use
characters that number it; where they come out again, the link's words stand, to the character. (Asking trafilatura for
links gives the same, but changes what it takes for the body: 0.959 against 0.962 F1 on the article-extraction
benchmark.)
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from whosays.reading.blocks import Block, alike, beside, blocks, core, densest, is_listing, within
from whosays.reading.fragment import text_of

_OPEN = 0xF0000
_CLOSE = 0x100000
_MOST_LINKS = 60_000
_MARK = re.compile("([\U000f0000-\U000ffffd])|([\U00100000-\U0010fffd])")
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_TAG = re.compile(r"</?(?:p|br|div|a|b|i|em|strong|span|h[1-6]|ul|ol|li|img)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_INLINE = frozenset(("ref", "hi", "del"))
_BETWEEN = "\n\n"
_ENOUGH = 0.85
_HEADLINE_WORDS = 5
_TEASER_WORDS = 30
_LABEL_WORDS = 4
_FEWEST_TEASERS = 2
_BETWEEN_TEASERS = 2
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]{0,3}$")
_QUOTED = re.compile('["“„«]')
_MUCH_MORE = 1.15
_LEAST_MORE = 200
_LONG = 25


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs joined by a blank line; the links in them as (start, end, address as written); the headings."""

    text: str
    links: tuple[tuple[int, int, str], ...]
    headings: tuple[str, ...]


def body(tree: Any, full: str = "", *, live: bool = False) -> Body:
    """The article in a parsed page, as `_chosen` has it, without the teasers at its foot. With ``live`` the page is a
    live blog: all of its updates are the article."""
    return _without_teasers(_chosen(tree, full, live=live))


def boxes(found: Body) -> tuple[tuple[int, int], ...]:
    """The paragraphs that are nothing but a link in the words of a headline: they point elsewhere."""
    return tuple(
        (start, end)
        for start, end, text in _placed(found)
        if _is_link(found, start, end) and len(text.split()) >= _HEADLINE_WORDS and not _SENTENCE.search(text)
    )


def _placed(found: Body) -> list[tuple[int, int, str]]:
    placed, start = [], 0
    for text in found.text.split(_BETWEEN):
        placed.append((start, start + len(text), text))
        start += len(text) + len(_BETWEEN)
    return placed


def _is_link(found: Body, start: int, end: int) -> bool:
    """True where links cover a paragraph, but for signs."""
    covered = sum(min(e, end) - max(s, start) for s, e, _ in found.links if s < end and e > start)
    return covered >= 0.9 * (end - start)


def _without_teasers(found: Body) -> Body:
    """The body without a run of teasers at its end: headlines that are links, with what is said of each below it."""
    placed = _placed(found)
    cut = len(placed)
    linked = 0
    since = 0  # paragraphs in a row that are no link
    for number in range(len(placed) - 1, 0, -1):
        start, end, text = placed[number]
        if len(text.split()) > 2 and _is_link(found, start, end):
            linked += 1
            since = 0
            cut = number
        elif len(text.split()) > _TEASER_WORDS or since >= _BETWEEN_TEASERS or _QUOTED.search(text):
            break
        else:
            since += 1
    if linked < _FEWEST_TEASERS or cut < 1:
        return found
    # The label above them.
    while cut > 1 and len(placed[cut - 1][2].split()) <= _LABEL_WORDS and not _SENTENCE.search(placed[cut - 1][2]):
        cut -= 1
    length = placed[cut - 1][1]
    return Body(found.text[:length], tuple(k for k in found.links if k[1] <= length), found.headings)


def _chosen(tree: Any, full: str, *, live: bool) -> Body:
    """The article in a parsed page; the tree is changed. Empty where none is found. Teasers at its foot are cut off.

    ``full`` is the text that the page gives to search engines, if it does. What trafilatura takes at first is compared
    with it, and with what stands in containers of the same kind; a menu that was taken for the article is given up for
    what it takes with more care, or for the blocks where most of the prose is.
    """
    # What it logs about odd pages is nothing a user can act on.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    addresses = _mark(tree)
    first = _extracted(tree, addresses)
    if not first.text:  # trafilatura never looks into an aside
        first = _of(densest(blocks(tree)), addresses)
    if is_listing(first.text):
        careful = (_extracted(tree, addresses, favor_precision=True), _of(densest(blocks(tree)), addresses))
        first = next((one for one in careful if one.text and not is_listing(one.text)), first)
    if full and not is_listing(full) and _is_much_more(full, first.text):
        parts, share = within(blocks(tree), full)
        if share >= _ENOUGH:
            return _of(parts, addresses)
        known, _ = within([Block(p, None, False) for p in first.text.split(_BETWEEN)], full)
        return Body(full, (), ()) if 2 * len(known) >= len(first.text.split(_BETWEEN)) else first
    if live and first.text:
        wider = _of(beside(blocks(tree), first.text), addresses)
        if _is_much_more(wider.text, first.text) and within_text(first.text, wider.text):
            return wider
    if not full and first.text:
        wider = _of(alike(blocks(tree), first.text), addresses)
        if _is_much_more(wider.text, first.text) and within_text(first.text, wider.text):
            return wider
    return first


def within_text(text: str, whole: str) -> bool:
    """True where most of a text's long paragraphs stand in another text."""
    target = core(whole)
    long = [words for p in text.split(_BETWEEN) if len(words := core(p)) >= _LONG]
    return sum(words in target for words in long) >= 0.8 * len(long)


def _is_much_more(one: str, other: str) -> bool:
    return len(one) > _MUCH_MORE * len(other) and len(one) > len(other) + _LEAST_MORE


def _extracted(tree: Any, addresses: list[str], *, favor_precision: bool = False) -> Body:
    from trafilatura.core import bare_extraction

    found: Any = bare_extraction(
        tree, fast=True, include_comments=False, with_metadata=False, favor_precision=favor_precision
    )
    if found is None:
        return Body("", (), ())
    paragraphs, headings = _paragraphs(found.body)
    return _unmark(paragraphs, headings, addresses)


def _of(parts: list[Block], addresses: list[str]) -> Body:
    return _unmark([_paragraph(b.text) for b in parts], [_paragraph(b.text) for b in parts if b.heading], addresses)


def plain(text: str) -> str:
    """A text that came as one string (JSON-LD) in the same form; markup that stands in it is taken out."""
    if _TAG.search(text):
        text = text_of(text)[0]
    return _BETWEEN.join(_paragraph(line) for line in text.split("\n") if line.strip())


def _mark(tree: Any) -> list[str]:
    for element in tree.iter():
        if element.text and _PRIVATE.search(element.text):
            element.text = _PRIVATE.sub("", element.text)
        if element.tail and _PRIVATE.search(element.tail):
            element.tail = _PRIVATE.sub("", element.tail)
    addresses: list[str] = []
    for anchor in tree.iter("a"):
        address = (anchor.get("href") or "").strip()
        if not address or address.startswith("#") or len(addresses) >= _MOST_LINKS or not anchor.text_content().strip():
            continue
        opening, closing = chr(_OPEN + len(addresses)), chr(_CLOSE + len(addresses))
        addresses.append(address)
        anchor.text = opening + (anchor.text or "")
        if len(anchor):
            anchor[-1].tail = (anchor[-1].tail or "") + closing
        else:
            anchor.text += closing
    return addresses


def _paragraphs(root: Any) -> tuple[list[str], list[str]]:
    """The text of each block, marks still in, and which are headings. Iterative: pages nest as deep as they like."""
    from lxml.etree import iterwalk

    blocks: list[str] = []
    headings: list[str] = []
    parts: list[str] = []
    heading = False

    def close() -> None:
        text = _paragraph("".join(parts))
        if text:
            blocks.append(text)
            if heading:
                headings.append(text)
        parts.clear()

    for event, element in iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        inline = element.tag in _INLINE
        if event == "start":
            if not inline:
                close()
                heading = element.tag == "head"
            if element.text:
                parts.append(element.text)
        else:
            if not inline:
                close()
                heading = False
            if element.tail and element is not root:
                parts.append(element.tail)
    close()
    return blocks, headings


def _paragraph(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())


def _unmark(blocks: list[str], headings: list[str], addresses: list[str]) -> Body:
    out: list[str] = []
    links: list[tuple[int, int, str]] = []
    length = 0
    for block in blocks:
        text, found = _links(block)
        if not text:
            continue
        start = length + (len(_BETWEEN) if out else 0)
        out.append(text)
        links += [(start + s, start + e, addresses[n]) for s, e, n in found if n < len(addresses)]
        length = start + len(text)
    return Body(_BETWEEN.join(out), tuple(sorted(links)), tuple(_MARK.sub("", h).strip() for h in headings))


def _links(block: str) -> tuple[str, list[tuple[int, int, int]]]:
    """A block without its marks, and the links that open and close in it, trimmed of white space."""
    parts: list[str] = []
    length = 0
    after_space = True
    opened: dict[int, int] = {}
    found: list[tuple[int, int, int]] = []

    def add(part: str) -> None:
        nonlocal length, after_space
        # A mark between two spaces must not leave two.
        part = part.lstrip() if after_space else part
        if part:
            parts.append(part)
            length += len(part)
            after_space = part[-1].isspace()

    end = 0
    for match in _MARK.finditer(block):
        add(block[end : match.start()])
        end = match.end()
        if match[1]:
            opened[ord(match[1]) - _OPEN] = length
        elif (number := ord(match[2]) - _CLOSE) in opened:
            found.append((opened.pop(number), length, number))
    add(block[end:])
    text = "".join(parts).rstrip()
    trimmed = []
    for start, stop, number in found:
        stop = min(stop, len(text))
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if start < stop:
            trimmed.append((start, stop, number))
    return text, trimmed
