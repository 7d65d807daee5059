"""The exact words of an attribution, cut out of the text, and the same as plain text to be passed on."""

from __future__ import annotations

from collections.abc import Iterator

from whosays import wording
from whosays.model import Attribution, Claim
from whosays.reports.html.layers import clip
from whosays.reports.html.markup import Html, el, join, plain
from whosays.reports.html.view import PageView
from whosays.wording import CAUTION, claimed, date_in_words, sentence

_NEAR = 60  # words of the text between two parts are shown where there are no more of them than this
_LONGEST = 420
_OPENS = {"“", '"', "«", "„", "‘", "'"}


def excerpt(view: PageView, attribution: Attribution, longest: int = _LONGEST) -> Html:
    """Source, cue and content in the order of the text, marked as there; cut where longer than ``longest``."""
    looks = {"source": view.source_looks(attribution), "cue": ("cue",), "content": view.content_looks(attribution)}
    return join(
        el("mark" if kind == "content" else "span", words, class_=" ".join(looks[kind])) if kind else words
        for kind, words in _cut(view, attribution, longest)
    )


def excerpt_text(view: PageView, attribution: Attribution) -> str:
    """The same words as plain text on one line."""
    return " ".join(plain("".join(words for _, words in _cut(view, attribution, _LONGEST))).split())


def quoted(words: str) -> str:
    """The words in quotation marks, unless they bring their own."""
    return words if words[:1] in _OPENS else f"“{words}”"


def _cut(view: PageView, attribution: Attribution, longest: int) -> Iterator[tuple[str, str]]:
    left = longest
    for kind, words in _parts(view, attribution):
        if len(words) > left:
            short = words[:left].rsplit(None, 1)[0] if words[:left].split() else ""
            yield kind, short
            yield "", " …"
            return
        left -= len(words)
        yield kind, words


def _parts(view: PageView, attribution: Attribution) -> Iterator[tuple[str, str]]:
    """Stretches of text with their kind; what lies between two of them has none."""
    text = view.trace.document.text
    spans = [
        (*kept, kind)
        for kind, group in (("source", attribution.source), ("cue", attribution.cue), ("content", attribution.content))
        for kept in [clip(span, len(text)) for span in group]
        if kept is not None
    ]
    at: int | None = None
    for start, end, kind in sorted(spans):
        if at is not None:
            if start - at > _NEAR:
                yield "", " … "
            elif start > at:
                yield "", text[at:start]
            start = max(start, at)
        if start < end:
            yield kind, text[start:end]
        at = max(end, at or 0)


def chain_line(view: PageView, claim: Claim) -> str:
    """Who has it from whom on one line: ``The Lantern ← Ada Fenn (on Telegram) ← a diplomat (unnamed)``."""
    return " ← ".join([view.voice(), *hands(view, claim)])


def hands(view: PageView, claim: Claim) -> list[str]:
    """Through whom a document has a claim, each with how they are named and where they said it."""
    steps = []
    for attribution in view.chain(claim):
        notes = []
        source = view.source(attribution)
        if view.is_clear(attribution) and view.naming(attribution).value != "named":
            notes.append(wording.NAMING[view.naming(attribution)])
        if view.is_clear(attribution) and source is not None and source.disclosed is False:
            notes.append("not disclosed")
        if attribution.channel:
            notes.append(f"on {attribution.channel}")
        steps.append(view.who(attribution) + (f" ({', '.join(notes)})" if notes else ""))
    return steps


def proof(view: PageView, claim: Claim) -> str:
    """The words that make the claim, on one line: those of the innermost speaker, or the claim's own."""
    chain = view.chain(claim)
    if chain:
        return excerpt_text(view, chain[-1])
    spans = [kept for span in claim.spans[:1] if (kept := clip(span, len(view.trace.document.text)))]
    return " ".join(plain(view.trace.document.quote(tuple(spans)) or claim.text).split())


def note(view: PageView, claim: Claim) -> str:
    """Everything a colleague must know about the claim, as plain text to be copied."""
    document, standing = view.trace.document, claim.standing
    lines = [
        f"Claim: {claimed(view.words_of(claim))}",
        f"Words: {quoted(proof(view, claim))}",
        f"Said by: {chain_line(view, claim)}",
    ]
    if standing is not None:
        lines.append(f"Standing: {standing.summary}")
    for answer in view.answers(claim):
        if answer.response is not None:
            caution = CAUTION.get(answer.response)
            said = wording.RESPONSE[answer.response] + (f" ({caution})" if caution else "")
            lines.append(f"Answer: {sentence(view.who(answer))} {said}: {quoted(excerpt_text(view, answer))}")
    if standing is not None:
        lines.append(f"Rating: {wording.grade_in_words(standing.letter, standing.credibility)}")
    published = date_in_words(document.published) if document.published else None
    lines.append("Read in: " + ", ".join(p for p in (document.title, document.outlet, published, document.url) if p))
    lines.append(f"Text: {view.document_id}")
    return "\n".join(" ".join(plain(line).split()) for line in lines)
