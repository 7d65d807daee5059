"""Plain text to a Document: kept as it is, character for character, so that offsets are offsets into the user's file.

Line ends stay (``\\r\\n`` too); a byte order mark is no part of the text. Without any letter or digit there is nothing
to read. The outlet is not guessed: "LONDON (Reuters) -" names the agency that wrote it, not who published it. Only a
paper's name that stands over the headline says who did.
"""

from __future__ import annotations

from whosays.errors import InputError
from whosays.model import Document, DocumentKind
from whosays.reading.factchecks import in_layout
from whosays.reading.furniture import surroundings
from whosays.reading.language import language_of

MAX_LINES = 300_000
"""A long novel has a fifth of it."""


def read_plain(text: str, name: str, *, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """The document in a plain text. Raises InputError where there is nothing to read in it."""
    if not text.strip():
        raise InputError(name, "it is empty" if not text else "there is nothing but white space in it")
    if "\0" in text:
        raise InputError(name, "it is binary data, not text or HTML")
    if not any(map(str.isalnum, text)):
        raise InputError(name, "there is no word in it")
    if sum(map(text.count, "\n\r\u2028\u2029\v\f\x85\x1c\x1d\x1e")) > MAX_LINES:
        raise InputError(name, f"it has more than {MAX_LINES:,} lines, the most that is read as one article")
    around = surroundings(text)
    return Document(
        text=text,
        kind=DocumentKind.POST if around.is_post else DocumentKind.ARTICLE,
        url=url,
        outlet=None if around.is_post else around.outlet,
        title=None if around.is_post else around.title,
        authors=around.authors,
        published=around.published,
        modified=around.modified,
        language=language_of(_body(text, around.furniture)),
        topics=around.topics,
        furniture=around.furniture,
        warnings=warnings,
        fact_checks=in_layout(text, url=url, outlet=None, date=around.published),
    )


def _body(text: str, furniture: tuple[tuple[int, int], ...]) -> str:
    """The first pages of a text without its furniture."""
    parts, end = [], 0
    for start, stop in (*furniture, (len(text), len(text))):
        parts.append(text[end : min(start, end + 10_000)])
        end = stop
        if end > 20_000:
            break
    return "".join(parts)
