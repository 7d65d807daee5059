"""Posts that a document says it has something from: a picture "posted to the Facebook group “…”", a tweet it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whosays.model import Document, Span, Spans
from whosays.provenance.wordlists import any_of
from whosays.wording import article

_NAMED = r"[“\"‘'](?P<named>[^”\"’'\n]{2,70})[”\"’']"
_ON = re.compile(
    rf"\b(?P<thing>{any_of('things')})\b[^.!?\n]{{0,80}}?\b{any_of('posted')}\b[^.!?\n]{{0,60}}?"
    r"\b(?:on|to|by|via|across|through|in)\s+(?:the\s+|a\s+|an\s+|several\s+|\w+[’']s\s+|pro-\w+\s+)?"
    rf"(?P<platform>{any_of('platforms')})\b"
    rf"(?P<account>(?:\s+{any_of('accounts')}s?)?(?:\s+(?:of|called|named))?\s*,?\s*{_NAMED})?",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\b(?P<platform>{any_of('platforms')})(?P<account>\s+{any_of('accounts')}\s*,?\s*{_NAMED})"
    rf"\s+(?:\w+\s+)?{any_of('posted')}\s+(?:\w+\s+){{0,2}}(?P<thing>{any_of('things')})\b",
    re.IGNORECASE,
)
_KIND = re.compile(any_of("accounts"), re.IGNORECASE)
_SHOWN = re.compile(
    r"[—–-]\s?(?P<name>[^\n()@—–]{1,60}?)\s*\((?P<handle>@\w{1,20})\)\s+"
    r"(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+\.? \d{4})"
)


@dataclass(frozen=True, slots=True)
class Posted:
    """A post that is spoken of or shown: what to call it, by whose account where that is told, and where it says so.

    ``shown`` is the span of the post's own words where the document prints them.
    """

    label: str
    account: str | None
    spans: Spans
    shown: Span | None = None


def posts(document: Document) -> list[Posted]:
    """The posts of a document by position; those in its furniture are left out."""
    found = [*_spoken_of(document.text), *_shown(document.text)]
    kept = [p for p in found if not any(s <= p.spans[0][0] < e for s, e in document.furniture)]
    return sorted(kept, key=lambda p: p.spans)


def _spoken_of(text: str) -> Iterator[Posted]:
    for pattern in (_BY, _ON):
        for match in pattern.finditer(text):
            platform, named = match["platform"], match["named"]
            if named:
                kind = re.search(
                    r"group|page|community|account|user|profile|feed|channel", match["account"], re.IGNORECASE
                )
                label = f"the {platform} {kind.group().lower() if kind else 'post'} “{named.strip(' ,.')}”"
            else:
                where = platform if platform.lower() == "online" else f"on {platform}"
                thing = match["thing"].lower().removesuffix("s")
                label = f"{article(thing)} {thing} {where}"
            yield Posted(label, named.strip(" ,.") if named else None, (match.span(),))


def _shown(text: str) -> Iterator[Posted]:
    for match in _SHOWN.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if match.start() - start < 2 and start > 1:  # the signature stands on a line of its own
            start = text.rfind("\n", 0, start - 1) + 1
        name = " ".join(match["name"].split()) or match["handle"]
        yield Posted(f"{name} ({match['handle']})", match["handle"], (match.span(),), (start, match.start()))
