"""Articles in Markdown, with a head of fields (front matter) or without, as site generators and extractors write them.

The marks are taken out, links become links, pictures are left out. A text is taken for Markdown where it begins with
such a head, or links words the way Markdown does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading.bylines import authors
from whosays.reading.composing import article, joined

_FENCE = re.compile(r"(---|\+\+\+)[ \t]{0,9}\r?\n")
_FIELD = re.compile(r"([A-Za-z][\w .-]{0,39}?)[ \t]{0,9}[:=][ \t]{0,9}(\S.{0,2000}|)$")
_MEMBER = re.compile(r"[ \t]{0,9}-[ \t]{1,9}(\S.{0,500})$")
_LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,500})\]\(<?((?:https?://|/|\.\.?/|#|mailto:)[^\s()<>]{0,2000})>?(?:[ \t]\"[^\"\n]{0,300}\")?\)"
)
_LINKED = re.compile(r"(?<!!)\[[^\[\]\n]{1,300}\]\(<?https?://[^\s()<>]{1,2000}>?\)")
_BARE = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_HEADING = re.compile(r"#{1,6}[ \t]{1,9}(\S.{0,500}?)[ \t#]{0,9}$")
_UNDERLINE = re.compile(r"(?:={3,80}|-{3,80})[ \t]{0,9}$")
_RULE = re.compile(r"(?:[*_-][ \t]?){3,80}$")
_LEAD = re.compile(r"[ \t]{0,8}(?:>[ \t]?){1,8}|[ \t]{0,8}[*+-][ \t]{1,4}(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1")
_WEAK = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])_(?!\w)"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_LONGEST_HEAD = 20_000
_FEWEST_FIELDS = 2
_NAMES = {
    "title": ("title", "headline"),
    "authors": ("author", "authors", "byline"),
    "published": ("date", "published", "publishdate", "pubdate", "datepublished"),
    "modified": ("lastmod", "modified", "updated", "datemodified"),
    "outlet": ("sitename", "site", "publisher", "outlet", "publication", "hostname"),
    "url": ("url", "canonical", "canonicalurl", "link", "permalink", "source"),
    "topics": ("tags", "keywords", "topics", "categories"),
}
_KNOWN = {written: (field, rank) for field, names in _NAMES.items() for rank, written in enumerate(names)}


def recognises(text: str) -> bool:
    """True for Markdown with a head of fields that are an article's, or with links the way Markdown writes them."""
    return len(_head(text)[0]) >= _FEWEST_FIELDS or bool(_LINKED.search(text))


def read_markdown(text: str, name: str, *, url: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
    """The document in a text of Markdown. Raises InputError where there is no word in it."""
    head, start = _head(text)
    if len(head) < _FEWEST_FIELDS:
        head, start = {}, 0
    body = text[start:]
    if not any(map(str.isalnum, body)):
        raise InputError(name, "there is no word in it below its head")
    written, links = joined(_pieces("\n\n".join(_paragraphs(body))))
    first = written.split("\n", 1)[0]
    title = next(iter(head.get("title", ())), None) or (first if _begins_with_heading(body) else None)
    own = list(head.get("outlet", ())[:1])
    address = next((a for a in head.get("url", ()) if a.startswith(("https://", "http://"))), url)
    return article(
        written,
        links,
        name=name,
        title=title,
        url=address,
        outlet=next(iter(own), None),
        authors=authors(head.get("authors", ()), own=own),
        published=next(iter(head.get("published", ())), None),
        modified=next(iter(head.get("modified", ())), None),
        topics=head.get("topics", ()),
        warnings=warnings,
    )


def _head(text: str) -> tuple[dict[str, list[str]], int]:
    """The fields of the head that are known, and where the text below it begins."""
    lead = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    fence = _FENCE.match(text, lead)
    if fence is None:
        return {}, 0
    end = re.compile(rf"^{re.escape(fence[1])}[ \t]{{0,9}}\r?$", re.MULTILINE).search(
        text, fence.end(), fence.end() + _LONGEST_HEAD
    )
    if end is None:
        return {}, 0
    found: dict[str, list[str]] = {}
    ranks: dict[str, int] = {}
    field: str | None = None
    for line in text[fence.end() : end.start()].splitlines():
        if member := _MEMBER.match(line):
            if field:
                found.setdefault(field, []).append(_plain(member[1]))
        elif match := _FIELD.match(line):
            field, rank = _KNOWN.get(re.sub(r"[\W_]", "", match[1]).lower(), (None, 0))
            if field and rank < ranks.get(field, rank):  # of several names for one field the first in the list counts
                found.pop(field, None)
            elif field and rank > ranks.get(field, rank):
                field = None
            if field:
                ranks[field] = rank
            if field and match[2].strip():
                found.setdefault(field, []).extend(_values(match[2]))
        elif line.strip() and not line.startswith((" ", "\t", "#", "[")):
            return {}, 0  # prose between two lines
    return {name: values for name, values in found.items() if any(values)}, end.end()


def _values(written: str) -> Iterator[str]:
    written = written.strip()
    if written.startswith("[") and written.endswith("]"):
        yield from (_plain(part) for part in written[1:-1].split(","))
    else:
        yield _plain(written)


def _plain(written: str) -> str:
    written = written.strip()
    quoted = len(written) > 1 and written[0] == written[-1] and written[0] in "\"'"
    return written[1:-1] if quoted else written


def _begins_with_heading(body: str) -> bool:
    lines = [line.strip() for line in body.strip().split("\n", 2)[:2]]
    return bool(lines and _HEADING.match(lines[0])) or (len(lines) > 1 and bool(_UNDERLINE.match(lines[1])))


def _paragraphs(body: str) -> Iterator[str]:
    """The paragraphs without the marks of headings, lists, quotations and rules; the lines of one stay lines."""
    lines: list[str] = []
    for line in [*body.splitlines(), ""]:
        bare = line.strip()
        if (lines and _UNDERLINE.fullmatch(bare)) or _RULE.fullmatch(bare):
            bare = ""
        heading = _HEADING.match(bare)
        if heading:
            if lines:
                yield "\n".join(lines)
            yield heading[1]
            lines = []
            continue
        lead = _LEAD.match(line)
        kept = line[lead.end() if lead else 0 :].strip() if bare else ""
        if kept:
            lines.append(kept)
        elif lines:
            yield "\n".join(lines)
            lines = []


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """The text in pieces, each with the address that it links to."""
    text = _BARE.sub(r"\1", text)
    end = 0
    for match in _LINK.finditer(text):
        yield _unmarked(text[end : match.start()]), None
        end = match.end()
        if not match[1]:
            address = match[3] if match[3].startswith("http") else None
            yield _unmarked(match[2]), address
    yield _unmarked(text[end:]), None


def _unmarked(text: str) -> str:
    text = _STRONG.sub(r"\2", text)
    text = _WEAK.sub(lambda m: m[1] or m[2], text)
    return _ESCAPED.sub(r"\1", text)
