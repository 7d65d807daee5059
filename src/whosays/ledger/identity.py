"""What makes two texts versions of one document: its id on its platform, else its address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from whosays.model import Document, Reference

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|cmpid|ocid|ref_src|at_(?:medium|campaign|custom\d)", re.IGNORECASE
)


def identity(document: Document | Reference) -> str | None:
    """By what a document, or one that is referred to, is known again; none where it has neither id nor address."""
    if document.identifier:
        return f"id:{document.identifier}"
    return f"url:{canonical(document.url)}" if document.url else None


def canonical(url: str) -> str:
    """An address without what does not tell pages apart: scheme, ``www.``, fragment, parameters that only track."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
    path = parts.path.rstrip("/") or "/"
    return urlunsplit(("", host + port, path, urlencode(sorted(kept)), ""))
