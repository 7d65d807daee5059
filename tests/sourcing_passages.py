"""Sources of invented passages, for the tests of sourcing."""

from __future__ import annotations

import re

from whosays.model import Attribution, Document, Source
from whosays.sourcing import resolve


def speakers(text: str, *mentions: str, document: Document | None = None) -> list[Source]:
    """The source of each mention, looked for one behind the other as the source span of an attribution."""
    made, position = [], 0
    for number, mention in enumerate(mentions, 1):
        found = re.compile(rf"(?<!\w){re.escape(mention)}(?!\w)").search(text, position)
        assert found, mention
        start = found.start()
        position = start + len(mention)
        made.append(Attribution(f"a{number}", ((start, position),), ((position, position),), ((position, position),)))
    sources, done = resolve(document or Document(text), tuple(made))
    by_id = {source.id: source for source in sources}
    return [by_id[a.source_id or ""] for a in done]


def names(text: str, *mentions: str) -> list[str]:
    """The name of each mention's source."""
    return [source.name for source in speakers(text, *mentions)]
