"""Whether a text is a web page, a news feed, another markup or plain text, by how it begins."""

from __future__ import annotations

import re

_HTML_START = re.compile(
    r"<(?:!doctype\s{1,20}html|(?:html|head|body|meta|title|link|script|style|article|main|section|header|nav|div|p|h[1-6]"
    r"|span|table|ul|ol|blockquote|center|font|a|b|i|em|strong|img|figure|noscript|base|iframe|form)(?=[\s/>]))",
    re.IGNORECASE,
)
_HTML_LINE = re.compile(
    r"^[ \t]{0,80}<(?:!doctype\s{1,20}html|html[\s>]|head>|body[\s>])", re.IGNORECASE | re.MULTILINE
)
_FEED_ROOTS = frozenset(("rss", "feed", "rdf"))
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})(?=[\s/>])")
_ANY_TAG = re.compile(
    r"</?[a-z][a-z0-9]{0,30}(?:\s[^<>]{0,5000})?/?>|&(?:#\d+|#x[0-9a-f]+|[a-z]{1,40}\d*);|<!--", re.IGNORECASE
)
_REFERENCE = re.compile(rb"&#([xX][0-9A-Fa-f]{1,400}|[0-9]{1,400});?")
_LOOK_AT = 20_000
_LONGEST_LEAD = 1_000_000


def possible_references(content: bytes) -> bytes:
    """Markup in which what refers to a character that does not exist refers to the replacement sign."""
    return _REFERENCE.sub(_possible, content)


def _possible(reference: re.Match[bytes]) -> bytes:
    """A reference to a character, or the replacement sign for one that does not exist."""
    number = int(reference[1][1:], 16) if reference[1][:1] in b"xX" else int(reference[1])
    exists = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xDFFF < number < 0x110000
    return reference[0] if exists else b"&#65533;"


def is_html(text: str) -> bool:
    """True where a text is markup: it begins with a tag of HTML, or a line near its top opens an HTML document."""
    start = text[lead_end(text) :][:_LOOK_AT]
    return bool(_HTML_START.match(start) or _HTML_LINE.search(text[:2_000]))


def is_markup(text: str) -> bool:
    """True where a piece of text has a tag or a character reference in it, wherever that stands."""
    return bool(_ANY_TAG.search(text))


def is_feed(text: str) -> bool:
    """True for RSS and Atom."""
    return (root(text) or "").lower() in _FEED_ROOTS


def root(text: str) -> str | None:
    """The name of the first element of a text that begins with markup, without its namespace; none for other text."""
    match = _ROOT.match(text, lead_end(text))
    return match[1] if match else None


def begins_as_xml(text: str) -> bool:
    """True for what says of itself that it is XML, or begins with a document type."""
    start = text[:2_000].lstrip("\ufeff \t\r\n").lower()
    return start.startswith(("<?xml", "<!doctype"))


def lead_end(text: str) -> int:
    """Where the white space, comments, processing instructions and document types before the first element end.

    A scan from left to right: what has no end stops it.
    """
    position, limit = 0, min(len(text), _LONGEST_LEAD)
    while position < limit:
        if text[position].isspace() or text[position] == "\ufeff":
            position += 1
            continue
        if text.startswith("<!--", position):
            end = text.find("-->", position + 4, limit)
            width = 3
        elif text.startswith("<?", position):
            end = text.find(">", position + 2, limit)
            width = 1
        elif text[position : position + 9].lower() == "<!doctype":
            end = _doctype_end(text, position + 9, limit)
            width = 1
        else:
            break
        if end < 0:
            break
        position = end + width
    return position


def _doctype_end(text: str, start: int, limit: int) -> int:
    """The ``>`` of a document type, behind its internal subset where it has one."""
    end = text.find(">", start, limit)
    bracket = text.find("[", start, limit)
    if end < 0 or bracket < 0 or bracket > end:
        return end
    closing = text.find("]", bracket, limit)
    return text.find(">", closing, limit) if closing >= 0 else -1
