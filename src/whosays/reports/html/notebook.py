"""The small view of a trace for a notebook's output cell."""

from __future__ import annotations

from whosays.model import Claim
from whosays.reports.html.article import article
from whosays.reports.html.chain import answer_line
from whosays.reports.html.markup import Html, el
from whosays.reports.html.quoting import chain_line, excerpt
from whosays.reports.html.view import PageView
from whosays.wording import claimed, count, grade

_FIRST = 5
_LONGEST_TEXT = 20_000


def small(view: PageView, style: str) -> Html:
    """Claims with what they rest on, then the marked text, folded; a text that is too long for a cell is left out."""
    document, claims = view.trace.document, view.claims
    rest = claims[_FIRST:]
    return el(
        "div",
        el("style", Html(style)),
        el("p", el("b", document.title or document.outlet or "A trace"), class_="w-title"),
        [_claim(view, claim, claim is claims[0]) for claim in claims[:_FIRST]]
        or el("p", "No claim that could be checked was found."),
        el("details", el("summary", count(len(rest), "more claim")), [_claim(view, c) for c in rest]) if rest else None,
        el("details", el("summary", "The text"), el("div", article(view, linked=False), class_="w-text", dir="auto"))
        if len(document.text) <= _LONGEST_TEXT
        else el("p", f"The text has {len(document.text):,} characters; see the full report."),
        class_="whosays-trace",
    )


def _claim(view: PageView, claim: Claim, unfolded: bool = False) -> Html:
    chain, standing = view.chain(claim), claim.standing
    rating = grade(standing.letter, standing.credibility) if standing else None
    return el(
        "details",
        el("summary", claimed(view.words_of(claim)), " ", el("span", rating, class_="w-code") if rating else None),
        el("p", el("b", standing.summary)) if standing else None,
        el("p", chain_line(view, claim)),
        el("blockquote", excerpt(view, chain[-1])) if chain else None,
        [el("p", answer_line(view, a), ": ", excerpt(view, a)) for a in view.answers(claim)],
        open=unfolded,
    )
