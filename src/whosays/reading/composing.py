"""Documents put together from the fields of a feed, an export or a mail."""

from __future__ import annotations

from collections.abc import Iterable

from whosays.errors import InputError
from whosays.model import Dated, Document, DocumentKind, Link, Reference
from whosays.reading.dating import Dates, given
from whosays.reading.furniture import surroundings
from whosays.reading.headline import headed
from whosays.reading.language import language_of

MAX_CHARACTERS = 2_000_000


def post(
    text: str,
    links: Iterable[Link] = (),
    *,
    url: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    account: str | None = None,
    published: str | None = None,
    modified: str | None = None,
    identifier: str | None = None,
    references: Iterable[Reference] = (),
    topics: Iterable[str] = (),
    warnings: Iterable[str] = (),
) -> Document:
    """A post, its times as its platform writes them."""
    written, doubts = dates(published, modified)
    return Document(
        text=text[:MAX_CHARACTERS],
        kind=DocumentKind.POST,
        url=url,
        outlet=line(outlet),
        authors=tuple(filter(None, [line(author)])),
        published=written[0],
        modified=written[1],
        language=language_of(text),
        topics=tuple(dict.fromkeys(topics)),
        links=tuple(links),
        warnings=(*warnings, *doubts),
        identifier=identifier,
        references=tuple(references),
        dated=Dated.GIVEN if written[0] else None,
        account=line(account),
    )


def article(
    text: str,
    links: Iterable[Link] = (),
    *,
    name: str,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | None = None,
    modified: str | None = None,
    dated: Dated = Dated.GIVEN,
    identifier: str | None = None,
    references: Iterable[Reference] = (),
    topics: Iterable[str] = (),
    retracted: bool = False,
    warnings: Iterable[str] = (),
) -> Document:
    """An article whose headline and body came apart; the headline becomes the first paragraph.

    Raises InputError, with ``name`` as the input's, where there is no word in it.
    """
    title = line(title)
    whole, moved = headed(text[:MAX_CHARACTERS], title)
    if not any(map(str.isalnum, whole)):
        raise InputError(name, "it has no text")
    around = surroundings(whole)
    written, doubts = dates(published, modified)
    return Document(
        text=whole,
        url=url,
        outlet=line(outlet),
        title=title or around.title,
        authors=authors or around.authors,
        published=written[0] or around.published,
        modified=written[1] or around.modified,
        language=language_of(whole),
        topics=tuple(dict.fromkeys(topics)) or around.topics,
        links=tuple(Link((one.span[0] + moved, one.span[1] + moved), one.url) for one in links),
        furniture=around.furniture,
        warnings=(*warnings, *doubts),
        identifier=identifier,
        references=tuple(references),
        dated=dated if written[0] else None,
        retracted=retracted,
    )


def dates(*written: str | None) -> tuple[list[str | None], tuple[str, ...]]:
    """Times in ISO 8601, the first that of publication, and sentences about what is odd about them."""
    found = [
        given(one, what) if one else Dates() for one, what in zip(written, ("publication", "revision"), strict=False)
    ]
    return [one.date for one in found], tuple(dict.fromkeys(doubt for one in found for doubt in one.doubts))


def line(value: object) -> str | None:
    """A name or title in one line; none for what is no text or empty."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def joined(parts: Iterable[tuple[str, str | None]]) -> tuple[str, tuple[Link, ...]]:
    """Pieces of text, each with the address it links to or none, as one text with its links; outer white space goes."""
    pieces: list[str] = []
    links: list[Link] = []
    length = 0
    for words, address in parts:
        if not pieces:
            words = words.lstrip()
        if not words:
            continue
        pieces.append(words)
        if address and words.strip():
            start = length + len(words) - len(words.lstrip())
            links.append(Link((start, length + len(words.rstrip())), address))
        length += len(words)
    text = "".join(pieces).rstrip()
    return text, tuple(one for one in links if one.span[1] <= len(text))
