"""Recordings of a browser (HAR): the pages that servers answered with, each a document at the time of its request."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from whosays.errors import InputError
from whosays.fetching.urls import shown_as
from whosays.model import Dated
from whosays.reading.article import MAX_BYTES, from_bytes, from_text
from whosays.reading.dates import iso_date
from whosays.reading.fields import listed, mapping, text
from whosays.reading.items import Item

_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def is_recording(value: Mapping[str, Any]) -> bool:
    """True for a HAR: a log with its version and entries."""
    log = mapping(value.get("log"))
    return "version" in log and isinstance(log.get("entries"), list)


def items(value: Mapping[str, Any], place: str) -> Iterator[Item]:
    """The pages among the answers, then a note of how many others there are."""
    others = pages = 0
    for number, entry in enumerate(listed(mapping(value.get("log")).get("entries")), 1):
        answer = mapping(mapping(entry).get("response"))
        content = mapping(answer.get("content"))
        kind = (text(content.get("mimeType")) or "").partition(";")[0].strip().lower()
        written = text(content.get("text"))
        if kind not in _PAGES or answer.get("status") != 200 or written is None:
            others += 1
            continue
        pages += 1
        address = text(mapping(mapping(entry).get("request")).get("url"))
        named = f"{place} record {number} ({shown_as(address or '')})"
        try:
            document = _document(written, text(content.get("encoding")), address, named)
        except InputError as error:
            yield Item(named, problem=InputError(named, error.cause))
            continue
        seen = iso_date(text(mapping(entry).get("startedDateTime")) or "")
        if seen and document.published is None:
            document = replace(document, published=seen, dated=Dated.ARCHIVE)
        yield Item(named, document, seen=seen)
    if others:
        yield Item(place, note=f"{others} records are no pages, or without what the server answered")
    if not pages:
        yield Item(place, problem=InputError(place, "the recording of a browser (HAR) holds no page"))


def _document(written: str, encoding: str | None, address: str | None, place: str) -> Any:
    if encoding != "base64":
        return from_text(written, place, address)
    try:
        content = base64.b64decode(written[: 2 * MAX_BYTES], validate=False)
    except (binascii.Error, ValueError):
        raise InputError(place, "its encoding (base64) is damaged") from None
    return from_bytes(content, place, address, None, "text/html")
