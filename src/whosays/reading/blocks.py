"""The blocks of text in a parsed page, and which of them are its article where an extractor took too little or the
wrong ones: those that stand in the article's text for search engines, those in containers of the same kind, or those
under the element with the most prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_BLOCKS = frozenset(
    (
        "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "td", "th", "div", "section",
        "article", "main", "aside", "header", "footer", "nav", "ul", "ol", "dl", "table", "tbody", "tr", "figure",
        "figcaption", "form", "body", "html", "fieldset", "address", "hr", "thead", "tfoot", "center", "details",
    )
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "title", "svg", "iframe", "object", "button"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MARKS = re.compile("[\U000f0000-\U0010ffff]")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?:\s|$)")
_LONG = 25
_PROSE_WORDS = 8
_LISTING_WORDS = 40
_MOST_CONTAINERS = 60
_MOSTLY = 0.8
_MENU_WORDS = 3
_MOST_BLOCKS = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that stands by itself: its words (marks of links still in), its element, whether a heading."""

    text: str
    holder: Any
    heading: bool


def blocks(tree: Any) -> list[Block]:
    """Every block of a page in order, what is never shown left out."""
    from lxml.etree import iterwalk

    found: list[Block] = []
    parts: list[str] = []
    holder: Any = tree
    hidden = 0

    def close(element: Any) -> None:
        text = " ".join("".join(parts).split())
        if text and len(found) < _MOST_BLOCKS:
            found.append(Block(text, element, element.tag in _HEADINGS))
        parts.clear()

    for event, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in _UNSEEN:
            hidden += 1 if event == "start" else -1
        elif element.tag in _BLOCKS:
            close(holder)
            holder = element if event == "start" else (element.getparent() if element.getparent() is not None else tree)
        elif element.tag == "br" and event == "start":
            parts.append(" ")
        written = element.text if event == "start" else element.tail
        if written and not hidden:
            parts.append(written)
    close(holder)
    return found


def core(text: str) -> str:
    """The letters and digits of a text, to compare by."""
    return "".join(filter(str.isalnum, text.casefold()))


def is_listing(text: str) -> bool:
    """True where much of a text is no prose but words in a row, as of menus: long paragraphs without sentences."""
    listed = total = 0
    for paragraph in text.split("\n\n"):
        words = len(paragraph.split())
        total += words
        if words >= _LISTING_WORDS and len(re.findall(r"[.,;:!?…。、]", paragraph)) < words / _LISTING_WORDS * 2:
            listed += words
    return listed > 0.3 * total


def is_prose(text: str) -> bool:
    """True for a block that reads as a sentence."""
    return len(text.split()) >= _PROSE_WORDS and bool(_SENTENCE.search(text))


def within(found: Sequence[Block], whole: str) -> tuple[list[Block], float]:
    """The blocks that make up a text, in its order, and the share of it that they cover."""
    target = core(whole)
    taken: list[tuple[int, int, Block]] = []
    covered = bytearray(len(target))
    short: list[tuple[str, Block]] = []
    for block in found:
        words = core(_MARKS.sub("", block.text))
        if len(words) < _LONG:
            if words:
                short.append((words, block))
            continue
        start = target.find(words)
        while start >= 0 and all(covered[start : start + len(words)]):
            start = target.find(words, start + len(words))
        if start < 0:
            continue
        end = start + len(words)
        if any(covered[start:end]):
            # A quotation set in large type repeats words of a paragraph: the paragraph stays.
            inner = [t for t in taken if t[0] < end and t[1] > start]
            if any(t[0] < start or t[1] > end for t in inner):
                continue
            taken = [t for t in taken if t not in inner]
        taken.append((start, end, block))
        covered[start:end] = b"\1" * len(words)
    for words, block in short:
        start = target.find(words)
        while start >= 0 and (any(covered[start : start + len(words)]) or not (start == 0 or covered[start - 1])):
            start = target.find(words, start + 1)
        if start >= 0:
            taken.append((start, start + len(words), block))
            covered[start : start + len(words)] = b"\1" * len(words)
    taken.sort(key=lambda t: t[0])
    return [block for _, _, block in taken], sum(covered) / (len(target) or 1)


def alike(found: Sequence[Block], text: str) -> list[Block]:
    """The blocks of a text together with those in other containers of the same kind (name and class), in order.

    Empty where there are none: a page that cuts its article into pieces by advertisements holds them in several.
    """
    target = core(text)
    # Elements are kept, not their ids: lxml makes them anew as soon as nobody holds them.
    containers = [_container(block) for block in found]
    kinds = [_kind(container) for container in containers]
    own = [len(words := core(_MARKS.sub("", block.text))) >= _LONG and words in target for block in found]
    count = Counter(
        kind for block, kind, is_own in zip(found, kinds, own, strict=True) if is_own and kind and is_prose(block.text)
    )
    if not count:
        return []
    best, often = count.most_common(1)[0]
    same = [number for number, kind in enumerate(kinds) if kind == best]
    if often < 2 or not 1 < len({containers[number] for number in same}) <= _MOST_CONTAINERS:
        return []
    letters = sum(len(found[number].text) for number in same)
    if sum(len(found[number].text) for number in same if is_prose(found[number].text)) < _MOSTLY * letters:
        return []
    outer = {containers[number].getparent() for number in same if own[number]}
    holders = {e for number in same if own[number] for e in found[number].holder.iterancestors("article", "main")}
    return [
        found[number]
        for number in same
        if own[number]
        or containers[number].getparent() in outer
        or any(e in holders for e in found[number].holder.iterancestors("article", "main"))
    ]


def beside(found: Sequence[Block], text: str) -> list[Block]:
    """The blocks of the ``article`` elements that hold a text, and of those that stand beside them, in order."""
    target = core(text)
    updates = [next(block.holder.iterancestors("article"), None) for block in found]
    updates = [b.holder if b.holder.tag == "article" else a for a, b in zip(updates, found, strict=True)]
    own = {
        update.getparent()
        for block, update in zip(found, updates, strict=True)
        if update is not None and len(words := core(_MARKS.sub("", block.text))) >= _LONG and words in target
    }
    return [b for b, u in zip(found, updates, strict=True) if u is not None and u.getparent() in own]


def _container(block: Block) -> Any:
    """The element around a block that is named by a class."""
    element = block.holder
    while element is not None and not (element.tag in ("div", "section", "article") and element.get("class")):
        element = element.getparent()
    return element


def _kind(container: Any) -> tuple[str, str] | None:
    return None if container is None else (container.tag, " ".join(sorted(container.get("class").split())))


def densest(found: Sequence[Block]) -> list[Block]:
    """The blocks under the element with the most prose: each block counts for its parent, and half for the next."""
    points: dict[int, float] = {}
    elements: dict[int, Any] = {}
    for block in found:
        if not is_prose(block.text):
            continue
        weight = float(len(block.text))
        for element in _upwards(block.holder, 3):
            points[id(element)] = points.get(id(element), 0.0) + weight
            elements[id(element)] = element
            weight /= 2
    if not points:
        return []
    best = elements[max(points, key=lambda key: points[key])]
    under = [b for b in found if b.holder is best or any(e is best for e in b.holder.iterancestors())]
    prose = [number for number, block in enumerate(under) if is_prose(block.text)]
    return (
        [b for b in under[prose[0] : prose[-1] + 1] if b.heading or len(b.text.split()) > _MENU_WORDS] if prose else []
    )


def _upwards(element: Any, steps: int) -> Iterator[Any]:
    for _ in range(steps):
        element = element.getparent()
        if element is None or element.tag in ("body", "html"):
            return
        yield element
