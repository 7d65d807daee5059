"""A claim's way through its speakers, drawn as steps, and those who answer it."""

from __future__ import annotations

from collections.abc import Sequence

from whosays import wording
from whosays.model import Attribution, Naming, Spans
from whosays.reports.html.layers import clip
from whosays.reports.html.markup import Html, el, join
from whosays.reports.html.quoting import excerpt, quoted
from whosays.reports.html.view import PageView, spans_of
from whosays.wording import CAUTION, sentence

_OUTER_EXCERPT = 200  # an outer speaker's words hold the inner ones again: shorter


def show(view: PageView, spans: Spans, what: str) -> Html | None:
    """A short link to the spans in the text; ``what`` tells a screen reader whose."""
    ids = view.mark_ids(spans)
    if not ids:
        return None
    hidden = el("span", f": {what}", class_="hidden")
    return join(" ", el("a", "In the text", hidden, class_="show", href=f"#{ids[0]}", data_marks=" ".join(ids)))


def steps(view: PageView, chain: Sequence[Attribution]) -> Html:
    """Who has it from whom, one step a speaker, the document's own voice first."""
    own = "reports it" if chain else "says it as its own knowledge, naming nobody for it"
    voice = el("li", el("b", view.voice()), " ", el("span", own, class_="from"), class_="step voice")
    others = [_step(view, attribution, attribution is chain[-1]) for attribution in chain]
    return el("ol", voice, others, class_="chain")


def _step(view: PageView, attribution: Attribution, last: bool) -> Html:
    source = view.source(attribution)
    withheld = source.withheld if source is not None else ()
    speaker = view.who(attribution)
    naming = view.naming(attribution) if view.is_clear(attribution) else Naming.NONE
    sure = view.presented(attribution)
    words = excerpt(view, attribution) if last else excerpt(view, attribution, _OUTER_EXCERPT)
    return el(
        "li",
        el("span", "from ", class_="from"),
        el("b", speaker),
        _about(view, attribution),
        _withheld(view, withheld) if withheld else None,
        el("blockquote", words, show(view, spans_of(attribution), f"the words of {speaker}")),
        el("p", f"Presented {sure}.", class_="sure") if sure else None,
        class_=f"step {naming.value}" + (" withheld" if withheld else ""),
    )


def about(view: PageView, attribution: Attribution) -> list[str]:
    """How the speaker is named, who that is, on what and to whom they spoke."""
    clear = view.is_clear(attribution)
    parts = [wording.NAMING[view.naming(attribution)] if clear else "", view.standing_in(attribution)]
    parts.append(f"on {attribution.channel}" if attribution.channel else "")
    parts.append(f"to {attribution.addressee}" if attribution.addressee else "")
    return [part for part in parts if part]


def _about(view: PageView, attribution: Attribution) -> Html:
    return el("span", " " + " · ".join(about(view, attribution)), class_="about")


def _withheld(view: PageView, spans: Spans) -> Html:
    kept = tuple(s for span in spans if (s := clip(span, len(view.trace.document.text))))
    words = el("span", quoted(view.trace.document.quote(kept))) if kept else None
    return el(
        "p", el("strong", "Not disclosed. "), words, show(view, kept, "that the source is withheld"), class_="held"
    )


def answers(view: PageView, given: Sequence[Attribution]) -> Html:
    """Who answers a claim and how, with their words."""
    if not given:
        return el("p", "Nobody, in this text.", class_="none")
    return el("ul", [_answer(view, answer) for answer in given], class_="answers")


def answer_line(view: PageView, answer: Attribution) -> Html:
    """What somebody answers, and that a refusal is no denial."""
    said = wording.RESPONSE[answer.response] if answer.response else "speaks to it"
    caution = CAUTION.get(answer.response) if answer.response else None
    return join(
        el("b", sentence(view.who(answer))),
        " ",
        el("span", said, class_="said"),
        el("span", f" – {caution}", class_="caution") if caution else None,
    )


def _answer(view: PageView, answer: Attribution) -> Html:
    link = show(view, spans_of(answer), f"the answer of {view.who(answer)}")
    return el(
        "li",
        answer_line(view, answer),
        _about(view, answer),
        el("blockquote", excerpt(view, answer), link),
        class_="answer",
    )
