"""Attributions for tests, by the words they quote instead of by offsets."""

from __future__ import annotations

from whosays.model import Attribution, Form, Spans


def find(text: str, *quotes: str, after: int = 0) -> Spans:
    """The spans of the quoted words, each looked for behind the one before (or from ``after``)."""
    spans = []
    for quote in quotes:
        start = text.index(quote, after)
        after = start + len(quote)
        spans.append((start, after))
    return tuple(spans)


def attribution(
    text: str,
    identifier: str,
    source: str | tuple[str, ...] = (),
    cue: str | tuple[str, ...] = (),
    content: str | tuple[str, ...] = (),
    after: int = 0,
    **others: object,
) -> Attribution:
    """An attribution whose spans are the first places of the quoted words behind ``after``."""

    def spans(quotes: str | tuple[str, ...]) -> Spans:
        return find(text, *((quotes,) if isinstance(quotes, str) else quotes), after=after)

    return Attribution(
        identifier,
        spans(source),
        spans(cue),
        spans(content),
        **{"form": Form.INDIRECT, **others},  # type: ignore[arg-type]
    )
