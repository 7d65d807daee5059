"""A piece of HTML (a post, an entry of a feed, a mail) as plain text, with the span of every link in it.

Nothing is left out but what a reader does not see; what is article and what is not is asked of whole pages only.
"""

from __future__ import annotations

import re
from typing import Any

from whosays.model import Link
from whosays.reading.markup import is_markup

MAX_CHARACTERS = 5_000_000
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "title", "svg", "iframe", "object"))
_INLINE_TAGS = """
a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong
sub sup time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def text_of(markup: str) -> tuple[str, tuple[Link, ...]]:
    """The text of a piece of HTML and its links: paragraphs apart by a blank line, ``br`` a line end.

    Text without any tag or entity comes back as it is, without its outer white space.
    """
    if not is_markup(markup):
        return markup.strip(), ()
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    cleaned = _CONTROLS.sub("", markup[:MAX_CHARACTERS]).encode("utf-8", "replace").decode("utf-8")
    try:
        tree = lxml_html.document_fromstring(f"<html><body>{cleaned}</body></html>", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return "", ()
    writer = _Writer()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if isinstance(element.tag, str):
            writer.at(event, element)
    return writer.written()


class _Writer:
    """Puts the text together: white space is made single, blocks are set apart, links keep where they stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pending = ""  # white space that is due before the next word
        self._hidden = 0
        self._open: list[tuple[int | None, str]] = []
        self._links: list[Link] = []

    def at(self, event: str, element: Any) -> None:
        """Take in the start or the end of an element, with the text behind it."""
        tag = element.tag.lower()
        if event == "start":
            if tag in _UNSEEN:
                self._hidden += 1
            self._break(tag)
            if tag == "a":
                self._open.append((None, (element.get("href") or "").strip()))
            self._add(element.text)
            return
        if tag == "a" and self._open:
            start, address = self._open.pop()
            if start is not None and start < self._length and re.match(r"https?://", address, re.IGNORECASE):
                self._links.append(Link((start, self._length), address))
        if tag != "br":
            self._break(tag)
        if tag in _UNSEEN:
            self._hidden -= 1
        self._add(element.tail)

    def written(self) -> tuple[str, tuple[Link, ...]]:
        """The text and its links, in order."""
        return "".join(self._parts), tuple(sorted(self._links, key=lambda link: link.span))

    def _break(self, tag: str) -> None:
        if tag == "br":
            self._pending = "\n\n" if "\n" in self._pending else "\n"
        elif tag in ("li", "tr", "dt", "dd", "option"):
            self._pending = self._pending if "\n" in self._pending else "\n"
        elif tag in ("td", "th"):
            self._pending = self._pending or " "
        elif tag not in _INLINE:
            self._pending = "\n\n"

    def _add(self, text: str | None) -> None:
        if not text or self._hidden:
            return
        text = _INVISIBLE.sub("", text)
        words = " ".join(text.split())
        if not words:
            self._pending = self._pending or (" " if text else "")
            return
        before = self._pending or (" " if text[0].isspace() else "")
        before = before if self._parts else ""
        self._parts += [before, words]
        self._length += len(before) + len(words)
        self._pending = " " if text[-1].isspace() else ""
        started = self._length - len(words)
        self._open = [(started if start is None else start, address) for start, address in self._open]
