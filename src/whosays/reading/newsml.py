"""News agencies' XML: NewsML-G2 (news items, alone or several in a message), NewsML 1 and NITF, alone or inside them.

Names are compared without their namespace, so that every version and prefix reads the same. Entities are not expanded
and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from whosays.errors import InputError
from whosays.model import Document, Reference, Relation
from whosays.reading.bylines import authors
from whosays.reading.composing import article, line
from whosays.reading.fragment import text_of
from whosays.reading.items import Given, Item
from whosays.reading.language import language_code
from whosays.reading.markup import root
from whosays.reading.xml_files import read_xml

_ROOTS = frozenset(("newsmessage", "newsitem", "packageitem", "nitf", "newsml"))
_WITHDRAWN = frozenset(("canceled", "cancelled", "withdrawn", "killed", "kill"))
_BASIC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T?(?:(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?")
_WITHOUT_TEXT = frozenset(("picture", "graphic", "video", "audio", "animation", "icon"))


def recognises(given: Given) -> bool:
    """True for XML whose root element is one of NewsML-G2's or NITF's."""
    head = given.head
    utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16" if utf16 else "latin-1", "replace").removeprefix("ï»¿")
    return (root(text) or "").lower() in _ROOTS


def items(given: Given) -> Iterator[Item]:
    """The documents of an agency's file; what holds no text (pictures, packages) is counted in a note."""
    tree, broken = read_xml(given)
    found = [e for e in tree.iter() if _name(e) in ("newsitem", "packageitem")] or [tree]
    of_one = _name(tree) == "newsml"
    others = 0
    for number, element in enumerate(found, 1):
        place = given.name if len(found) == 1 else f"{given.name} item {number}"
        if _name(element) == "packageitem" or _kind(element) in _WITHOUT_TEXT or (of_one and not _is_text(element)):
            others += 1
            continue
        try:
            read = _nitf if _name(element) == "nitf" else _item_of_one if of_one else _item
            document = read(element, place)
        except InputError as error:
            yield Item(place, problem=error)
            continue
        except UnicodeDecodeError:  # of what the parser took over as it was
            yield Item(place, problem=InputError(place, "its characters are broken"))
            continue
        yield Item(place, document)
    if broken:
        yield Item(given.name, note="its XML is broken; what could be read of it was read")
    if others:
        yield Item(given.name, note=f"{others} items are packages, pictures, films or sounds, and no documents")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the frame of an item says, or the head of a NITF inside it; the frame's word goes first."""

    title: str | None = None
    by: str | None = None
    dateline: str | None = None
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    identifier: str | None = None
    language: str | None = None
    topics: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    retracted: bool = False
    warnings: tuple[str, ...] = ()


def _item(element: Any, name: str) -> Document:
    status = _attribute(_first(element, "pubStatus"), "qcode", "uri").rpartition(":")[2].rpartition("/")[2].lower()
    created = _text(element, "contentCreated") or _text(element, "firstCreated")
    version = _text(element, "contentModified") or _text(element, "versionCreated")
    notes = [f"The sender notes: {_words(n)[:300]}" for n in _all(element, "edNote") if _words(n)]
    if status == "withheld":
        notes.append("The sender notes: its publication status is “withheld”")
    provider = _label(_first(element, "provider"))
    holder = _label(_first(element, "copyrightHolder"))
    credit = _label(_first(element, "creditline"))
    said = _Said(
        title=_text(element, "headline") or _text(element, "title"),
        by=_text(element, "by") or ", ".join(filter(None, map(_label, _all(element, "creator")))),
        dateline=_text(element, "dateline"),
        outlet=provider or holder,
        published=created or version,
        modified=version if created and version != created else None,
        identifier=line(element.get("guid")),
        language=_language(element) or language_code(_attribute(_first(element, "language"), "tag")),
        topics=tuple(n for s in _all(element, "subject") if (n := _label(s))),
        references=tuple(_sources(element, (provider or holder, credit))),
        retracted=status in _WITHDRAWN,
        warnings=tuple(notes),
    )
    inner = _first(element, "nitf")
    if inner is not None:
        return _nitf(inner, name, said)
    body = next((e for e in element.iter() if _name(e) in ("inlinexml", "inlinedata") and _words(e)), None)
    if body is None:
        raise InputError(name, "the item holds no text, only where it is to be had")
    holder_of_text = next((e for e in body.iter() if _name(e) == "body"), body)
    return _made(_marked_up(holder_of_text), said, name)


def _item_of_one(element: Any, name: str) -> Document:
    """An item of NewsML 1: what its components say, the text in the first that holds any."""
    managed = _first(element, "NewsManagement")
    created = _date(_text(managed, "FirstCreated") or _text(element, "DateId") or "")
    version = _date(_text(managed, "ThisRevisionCreated") or "")
    status = _attribute(_first(managed, "Status"), "FormalName").lower()
    provider = _attribute(_first(_first(element, "Provider"), "Party"), "FormalName") or _text(element, "ProviderId")
    credit = _text(element, "CreditLine")
    notes = [f"The sender notes: {_words(n)[:300]}" for n in _all(element, "InstructionToEditor") if _words(n)]
    content = next(_contents(element), None)
    # The lines of the component that holds the text go before those of what stands beside it.
    holders = [e for e in content.iterancestors() if _name(e) == "newscomponent"] if content is not None else []
    lines = next((found for e in (*holders, element) if (found := _first(e, "NewsLines")) is not None), element)
    said = _Said(
        title=_text(lines, "HeadLine") or _text(lines, "Title") or _text(element, "HeadLine"),
        by="; ".join(dict.fromkeys(words for e in _all(lines, "ByLine") if (words := _spaced(e)))) or None,
        dateline=_text(lines, "DateLine"),
        outlet=provider,
        published=created,
        modified=version if version != created else None,
        identifier=_text(element, "PublicIdentifier"),
        language=language_code(_attribute(_first(element, "Language"), "FormalName")),
        references=tuple(_sources(element, (provider, credit))),
        retracted=status in _WITHDRAWN,
        warnings=(*notes, *(f"The sender notes: its status is “{s}”" for s in (status,) if s in _HELD)),
    )
    if content is None:
        raise InputError(name, "the item holds no text, only where it is to be had")
    inner = _first(content, "nitf")
    if inner is not None:
        return _nitf(inner, name, said)
    return _made(_marked_up(next((e for e in content.iter() if _name(e) == "body"), content)), said, name)


_HELD = frozenset(("withheld", "embargoed"))


def _contents(element: Any) -> Iterator[Any]:
    """Where an item of NewsML 1 holds words that are those of a text."""
    for item in _all(element, "ContentItem"):
        if _attribute(_first(item, "MediaType"), "FormalName").lower() in ("", "text", "complexdata"):
            yield from (data for data in _all(item, "DataContent") if _words(data))


def _is_text(element: Any) -> bool:
    """True for an item of NewsML 1 that holds a text, or says nothing of what it holds."""
    return next(_contents(element), None) is not None or _first(element, "MediaType") is None


def _nitf(element: Any, name: str, outer: _Said = _Said()) -> Document:
    heading = _first(element, "hedline")
    heading = (
        _first(element, "hl1")
        if heading is None
        else (_first(heading, "hl1") if _first(heading, "hl1") is not None else heading)
    )
    about = _first(element, "docdata")
    status = _attribute(about, "management-status").lower()
    issued = _date(_attribute(_first(element, "date.issue"), "norm"))
    changed = _date(_attribute(_first(element, "date.release"), "norm"))
    credit = _text(element, "distributor") or _attribute(_first(element, "doc.copyright"), "holder") or None
    said = _Said(
        title=outer.title or _words(heading) or _text(element, "title"),
        by=outer.by or _byline(_first(element, "byline")),
        dateline=outer.dateline or _spaced(_first(element, "dateline")) or None,
        outlet=outer.outlet or _attribute(_first(element, "pubdata"), "name") or credit,
        published=outer.published or issued or changed or _date(_attribute(_first(element, "story.date"), "norm")),
        modified=outer.modified or (changed if issued and changed != issued else None),
        identifier=outer.identifier or _attribute(_first(element, "doc-id"), "id-string") or None,
        language=outer.language or _language(element),
        topics=outer.topics,
        references=outer.references,
        retracted=outer.retracted or status in _WITHDRAWN,
        warnings=(
            *outer.warnings,
            *(f"The sender notes: {i[:300]}" for e in _all(element, "ed-msg") if (i := _attribute(e, "info"))),
        ),
    )
    content = _first(element, "body.content")
    content = _first(element, "body") if content is None else content
    return _made("" if content is None else _marked_up(content), said, name)


def _made(markup: str, said: _Said, name: str) -> Document:
    text, links = text_of(markup)
    if said.dateline and text and not text.startswith(said.dateline[:12]):
        # Agencies that keep the dateline apart print it in front of the first sentence.
        before = f"{said.dateline.rstrip(' -–—')} — "
        text, links = (
            before + text,
            tuple(replace(k, span=(k.span[0] + len(before), k.span[1] + len(before))) for k in links),
        )
    document = article(
        text,
        links,
        name=name,
        title=said.title,
        url=said.identifier if (said.identifier or "").startswith(("https://", "http://")) else None,
        outlet=said.outlet,
        authors=authors(said.by or "", own=[said.outlet] if said.outlet else ()),
        published=said.published,
        modified=said.modified,
        identifier=said.identifier,
        references=said.references,
        topics=said.topics,
        retracted=said.retracted,
        warnings=said.warnings,
    )
    return document if document.language or not said.language else replace(document, language=said.language)


def _marked_up(element: Any) -> str:
    """An element's inside as HTML: names without their namespace, what is no text (media, notes) left out."""
    from html import escape

    parts: list[str] = []
    skipped = 0
    from lxml.etree import iterwalk

    for event, inner in iterwalk(element, events=("start", "end")):
        tag = _name(inner)
        unseen = tag in ("media", "media-metadata", "script", "style", "head", "note")
        if event == "start":
            skipped += unseen
            if not skipped and inner is not element and tag:
                address = escape(inner.get("href") or "", quote=True)
                parts.append(f'<a href="{address}">' if tag == "a" and address else f"<{_html(tag)}>")
            if not skipped and inner.text:
                parts.append(escape(inner.text))
        else:
            if not skipped and inner is not element and tag:
                parts.append(f"</{_html(tag)}>")
            skipped -= unseen
            if not skipped and inner is not element and inner.tail:
                parts.append(escape(inner.tail))
    written = "".join(parts)
    # Text that was put in whole, its markup escaped.
    return next((e for e in [element.text or ""] if len(element) == 0 and "<p" in e.lower()), written)


_BLOCKS = frozenset(
    (
        "p",
        "block",
        "hl2",
        "h1",
        "h2",
        "h3",
        "h4",
        "ol",
        "ul",
        "li",
        "tr",
        "td",
        "table",
        "br",
        "bq",
        "div",
        "blockquote",
    )
)


def _html(tag: str) -> str:
    if tag == "a":
        return "span"
    return tag if tag in _BLOCKS and tag not in ("block", "hl2", "bq") else "div" if tag in _BLOCKS else "span"


def _sources(element: Any, own: tuple[str | None, ...]) -> Iterator[Reference]:
    for source in _all(element, "infoSource"):
        label = _label(source)
        if label and label not in own:
            yield Reference(Relation.SOURCE, "infoSource", label)
    if own[1] and own[1] != own[0]:
        yield Reference(Relation.SOURCE, "creditline", own[1])


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _all(element: Any, name: str) -> Iterable[Any]:
    return () if element is None else (e for e in element.iter() if _name(e) == name.lower())


def _first(element: Any, name: str) -> Any:
    return next(iter(_all(element, name)), None)


def _words(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _spaced(element: Any) -> str:
    """An element's words with a space wherever a tag stands: heads are often set apart by tags alone."""
    return "" if element is None else re.sub(r" (?=[,.;:])", "", " ".join(" ".join(element.itertext()).split()))


def _byline(element: Any) -> str | None:
    """Who is named in a byline of NITF: its persons where they are marked, else its words without titles and places."""
    if element is None:
        return None
    persons = [words for e in _all(element, "person") if (words := _spaced(e))]
    if persons:
        return "; ".join(persons)
    aside = {inner for name in ("byttl", "location") for e in _all(element, name) for inner in e.iter()}
    parts = [element.text or ""]
    for inner in element.iterdescendants():
        parts += ["" if inner in aside else inner.text or "", inner.tail or ""]
    return " ".join(" ".join(parts).split()) or None


def _text(element: Any, name: str) -> str | None:
    return next((words for e in _all(element, name) if (words := _words(e))), None)


def _attribute(element: Any, *names: str) -> str:
    return "" if element is None else next((v.strip() for n in names if (v := element.get(n))), "")


def _label(element: Any) -> str | None:
    """What a party or subject is called: its name, else its literal, else its own words."""
    if element is None:
        return None
    return line(_text(element, "name")) or line(_attribute(element, "literal")) or line(_words(element))


def _kind(element: Any) -> str:
    return _attribute(_first(element, "itemClass"), "qcode", "uri").rpartition(":")[2].rpartition("/")[2].lower()


def _language(element: Any) -> str | None:
    return language_code(element.get("{http://www.w3.org/XML/1998/namespace}lang"))


def _date(written: str) -> str | None:
    """A date as NITF writes it (``20240305T093000Z``), with its signs; others as they are."""
    match = _BASIC_DATE.fullmatch(written)
    if match is None:
        return written or None
    day = f"{match[1]}-{match[2]}-{match[3]}"
    return f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}{match[7] or ''}" if match[4] else day
