"""Whether what came as JSON hangs together: every span lies in its text, every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from whosays.model.trace import Span, Trace


def inside(length: int, *spans: Iterable[Span]) -> None:
    """Raises ``ValueError`` where a span does not lie in a text of that length."""
    for some in spans:
        for start, end in some:
            if not 0 <= start <= end <= length:
                raise ValueError(f"the span [{start}, {end}] lies outside the text")


def fitting(trace: Trace) -> Trace:
    """The trace, where its spans lie in its text and its ids are there. Raises ``ValueError``."""
    document = trace.document
    length = len(document.text)
    inside(length, document.furniture, (link.span for link in document.links))
    sources = {source.id for source in trace.sources}
    said = {attribution.id for attribution in trace.attributions}
    claims = {claim.id for claim in trace.claims}
    for source in trace.sources:
        inside(length, source.mentions, source.withheld)
    for one in trace.attributions:
        inside(length, one.source, one.cue, one.content)
        _known(one.source_id, sources)
        _known(one.parent, said)
        _known(one.responds_to, said | claims)
    for claim in trace.claims:
        inside(length, claim.spans)
        for identifier in (*claim.chain, *claim.responses):
            _known(identifier, said)
        for reason in claim.standing.reasons if claim.standing else ():
            inside(length, reason.spans)
    return trace


def _known(identifier: str | None, known: set[str]) -> None:
    if identifier is not None and identifier not in known:
        raise ValueError(f"it names “{identifier[:40]}”, which is not in it")
