"""PDF: the text of its pages, put back into paragraphs, with the page numbers between them.

A line that says "[page 2]" stands where the second page begins; it is furniture, no part of what is read. A PDF without
a text layer (a scan) is an error that says so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from whosays.errors import InputError
from whosays.model import Document, Span
from whosays.reading.composing import line
from whosays.reading.items import Given, Item
from whosays.reading.pdf_columns import Piece, in_order, piece

MAX_PAGES = 2_000
_MAX_BYTES = 200_000_000
_SIGNATURE_WITHIN = 1_024
_FEWEST_LETTERS = 40
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_MARKED = re.compile(r"^\s*(?:[•‣▪–—*-]|\(?\d{1,2}[.)])\s")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]$")
_FULL = 0.75
_MADE_UP_TITLE = re.compile(
    r"microsoft \w+ - |untitled|document\d*$|.*\.(?:docx?|pdf|odt|indd|qxd|rtf)$", re.IGNORECASE
)


def recognises(given: Given) -> bool:
    """True for a file with the signature of PDF at its beginning."""
    return b"%PDF-" in given.head[:_SIGNATURE_WITHIN] and given.head.lstrip()[:1] != b"<"


def items(given: Given) -> Iterator[Item]:
    """The one document of a PDF."""
    content = given.file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise InputError(given.name, f"the PDF is larger than {_MAX_BYTES // 1_000_000} MB")
    pages, about, doubts = _pages(content, given.name)
    yield Item(given.name, _document(pages, about, doubts, given))


def _pages(content: bytes, name: str) -> tuple[list[str], Any, tuple[str, ...]]:
    """The text of each page, what the file says of itself, and what could not be read. Raises InputError."""
    import io

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(name, "the PDF is protected by a password")
        number = len(reader.pages)
    except (InputError, MemoryError):
        raise
    except Exception as error:
        raise InputError(name, f"the PDF is damaged or cannot be read ({_shown(error)})") from error
    if number > MAX_PAGES:
        raise InputError(name, f"the PDF has more than {MAX_PAGES:,} pages, the most that is read as one document")
    pages: list[str] = []
    failed: list[int] = []
    for index in range(number):
        try:
            pages.append(_text(reader.pages[index]))
        except MemoryError:
            raise
        except Exception:  # whatever a damaged page makes of its parser
            pages.append("")
            failed.append(index + 1)
    if sum(map(str.isalpha, "".join(pages))) < _FEWEST_LETTERS:
        if failed:
            raise InputError(name, "the pages of the PDF are damaged and cannot be read")
        raise InputError(name, "the PDF has no text in it (it looks scanned); recognise its text first (OCR)")
    doubts = [f"Page {page} could not be read." for page in failed]
    empty = [str(n) for n, page in enumerate(pages, 1) if not page.strip() and n not in failed]
    if empty:
        doubts.append(f"There is no text on page{'s' if len(empty) > 1 else ''} {', '.join(empty[:20])}.")
    try:
        about = reader.metadata
    except (PyPdfError, ValueError, TypeError):
        about = None
    return pages, about, tuple(doubts)


def _text(page: Any) -> str:
    """The text of a page: as the file draws it or, where it has columns, one column after the other."""
    pieces: list[Piece] = []

    def drawn(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if (found := piece(text, cm, tm, size)) is not None:
            pieces.append(found)

    text = page.extract_text(visitor_text=drawn)
    return in_order(pieces) or text


def _document(pages: list[str], about: Any, doubts: tuple[str, ...], given: Given) -> Document:
    from whosays.reading.plain import read_plain

    text, marks = paged(pages)
    document = read_plain(text, given.name, url=given.url, warnings=doubts)
    title = _about(about, "title")
    writer = _about(about, "author")
    if title and _MADE_UP_TITLE.match(title):
        title = None
    return replace(
        document,
        title=title or document.title,
        authors=document.authors or ((writer,) if writer and " " in writer else ()),
        furniture=tuple(sorted({*document.furniture, *marks})),
    )


def paged(pages: list[str]) -> tuple[str, tuple[Span, ...]]:
    """The pages' text in paragraphs, the number of each page but the first before it, and the spans of the numbers."""
    parts: list[str] = []
    marks: list[Span] = []
    length = 0
    for number, page in enumerate(pages, 1):
        text = _paragraphs(page)
        if not text:
            continue
        if parts:
            mark = f"[page {number}]"
            marks.append((length + 2, length + 2 + len(mark)))
            text = f"\n\n{mark}\n\n{text}"
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(marks)


def _paragraphs(page: str) -> str:
    """A page's lines joined to paragraphs. One ends before an empty line, a list's mark, and behind a short line that
    ends a sentence or has a capital after it."""
    lines = [" ".join(one.split()) for one in page.splitlines()]
    widths = sorted(len(one) for one in lines if one)
    full = widths[int(len(widths) * _FULL)] * _FULL if widths else 0
    out: list[str] = []
    before = ""
    for one in lines:
        short = len(before) < full and (_ENDS.search(before) or not one[:1].islower())
        if one and (not before or short or _MARKED.match(one)):
            out.append(one)
        elif one and _HYPHEN.search(out[-1]) and one[0].islower():
            out[-1] = out[-1][:-1] + one
        elif one:
            out[-1] += f" {one}"
        before = one
    return "\n\n".join(out)


def _about(about: Any, name: str) -> str | None:
    try:
        return line(getattr(about, name, None))
    except Exception:  # a damaged dictionary
        return None


def _shown(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
