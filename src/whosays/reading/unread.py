"""Markup and containers that are text and that nobody here reads: refused by name, never analysed as prose."""

from __future__ import annotations

import re

from whosays.reading.markup import begins_as_xml, root

_NAMED = {
    "opml": "it is a list of feeds (OPML) and no article; `whosays watch` reads the feeds that it names",
    "urlset": "it is a sitemap, a list of addresses and no article",
    "sitemapindex": "it is a sitemap, a list of addresses and no article",
    "svg": "it is a drawing (SVG), not an article",
    "tei": "it is a text in TEI markup, which is not read; give its text",
}
_BEGINNINGS = (
    ("%!PS", "it is a print file (PostScript), not text or HTML"),
    ("{\\rtf", "it is an RTF document, not text or HTML"),
    ("\\documentclass", "it is a LaTeX document, not text or HTML"),
    ("BEGIN:VCARD", "it is an address card (vCard), not an article"),
    ("BEGIN:VCALENDAR", "it is a calendar (iCalendar), not an article"),
    ("-----BEGIN PGP MESSAGE", "it is encrypted (PGP)"),
    ("-----BEGIN CERTIFICATE", "it is a certificate, not an article"),
    ("begin 644 ", "it is a file packed as text (uuencode); unpack it and give what is inside"),
    ("diff --git ", "it is a change of a program (diff), not an article"),
)
_TAG = re.compile(r"</?[A-Za-z_][\w:.-]{0,60}(?:\s[^<>]{0,2000})?/?>")
_LOOK_AT = 4_000
_FEWEST_TAGS = 4


def why_unread(text: str) -> str | None:
    """What a text is that is neither prose nor a page, as a clause; none for what may be read."""
    start = text[:_LOOK_AT].lstrip("\ufeff \t\r\n")
    for beginning, cause in _BEGINNINGS:
        if start.startswith(beginning):
            return cause
    name = root(text)
    if name is None:
        return "it is XML without an element, or breaks off before the first" if begins_as_xml(start) else None
    if name.lower() in _NAMED:
        return _NAMED[name.lower()]
    if begins_as_xml(start) or len(_TAG.findall(start)) >= _FEWEST_TAGS:
        return f"it is markup of a kind that is not known (its first element is “{name}”), not an article"
    return None
