"""Whether a text is a web page, a news feed or plain text, by how it begins."""

from __future__ import annotations

import re

_LEAD = re.compile(r"(?:\s+|<!--.*?-->|<\?xml\b[^>]*\?>)*", re.DOTALL)
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|script|style|article|main|section|header|nav|div|p|h[1-6]"
    r"|span|table|ul|ol|blockquote|center|font|a|b|i|em|strong|img|figure|noscript|base|iframe|form)(?=[\s/>]))",
    re.IGNORECASE,
)
_HTML_LINE = re.compile(r"^[ \t]*<(?:!doctype\s+html|html[\s>]|head>|body[\s>])", re.IGNORECASE | re.MULTILINE)
_FEED_START = re.compile(r"<(?:rss|feed|rdf:RDF)(?=[\s>])", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);|<!--", re.IGNORECASE)
_LOOK_AT = 20_000


def is_html(text: str) -> bool:
    """True where a text is markup: it begins with a tag of HTML, or a line near its top opens an HTML document."""
    start = text[:_LOOK_AT]
    return bool(_HTML_START.match(start, _lead(start)) or _HTML_LINE.search(start, 0, 2_000))


def is_markup(text: str) -> bool:
    """True where a piece of text has a tag or a character reference in it, wherever that stands."""
    return bool(_ANY_TAG.search(text))


def is_feed(text: str) -> bool:
    """True for RSS and Atom."""
    start = text[:_LOOK_AT]
    return bool(_FEED_START.match(start, _lead(start)))


def _lead(start: str) -> int:
    match = _LEAD.match(start)
    return match.end() if match else 0
