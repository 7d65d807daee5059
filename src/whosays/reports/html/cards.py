"""A claim's card: what it rests on, through whom it came, who answered, and the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whosays import wording
from whosays.model import Claim, Reason, Spans, Standing
from whosays.reports.certainty import presented
from whosays.reports.html.chain import answers, show, steps
from whosays.reports.html.layers import clip
from whosays.reports.html.markup import Html, el, join
from whosays.reports.html.quoting import note
from whosays.reports.html.view import PageView, places_of, spans_of
from whosays.wording import claimed, count, sentence


def card(view: PageView, number: int, claim: Claim) -> Html:
    """The card of one claim. Everything that folds is open in the markup, so that it is there without JavaScript."""
    identifier = view.card_id(number)
    chain, given = view.chain(claim), view.answers(claim)
    marks = view.mark_ids((*claim.spans, *(span for a in (*chain, *given) for span in spans_of(a))))
    said_at = places_of(claim.spans)
    repeated = f"Said at {len(said_at)} places. " if len(said_at) > 1 else None
    return el(
        "article",
        view.heading(
            2,
            el("span", el("span", "Claim ", class_="hidden"), str(number), class_="number"),
            el("span", claimed(view.words_of(claim))),
            id=f"{identifier}-h",
        ),
        el("p", claim.standing.summary if claim.standing else "What it rests on was not worked out.", class_="rests"),
        el("p", repeated, places(view, said_at, "the claim"), class_="places"),
        view.heading(3, "Who has it from whom"),
        steps(view, chain),
        view.heading(3, "Who answers it"),
        answers(view, given),
        rating(claim),
        _reasons(view, claim.standing),
        passing_on(view, claim),
        class_="card",
        id=identifier,
        tabindex="-1",
        aria_labelledby=f"{identifier}-h",
        data_marks=" ".join(marks),
    )


def places(view: PageView, found: Sequence[Spans], what: str) -> Html:
    """Links to each place in the text: the first in words, the others by number."""
    groups = [ids for ids in map(view.mark_ids, found) if ids]
    if not groups:
        return join("Not found in the text.")
    links: list[Html] = []
    for number, ids in enumerate(groups, 1):
        words = join("In the text", el("span", f": {what}", class_="hidden")) if number == 1 else join(str(number))
        label = f"Place {number} in the text: {what}" if number > 1 else None
        link = el("a", words, class_="show", href=f"#{ids[0]}", data_marks=" ".join(ids), aria_label=label)
        links.append(join(" " if links else None, link))
    return join(links)


def rating(claim: Claim) -> Html:
    """Digit and certainty, each with its meaning in words; the letter where the user's register says anything."""
    certainty = ("In this text", claim.factuality.value, f"presented {presented(claim.factuality, claim.text)}")
    standing = claim.standing
    return scale([*(rated(standing.letter, standing.credibility) if standing else ()), certainty])


def rated(letter: str | None, digit: int) -> list[tuple[str, str, str]]:
    """The letter, where there is one, and the digit with their meanings, as rows of a ``scale``."""
    source = [("Source", letter, wording.RELIABILITY.get(letter, "not on the scale"))] if letter else []
    return [*source, ("Information", str(digit), wording.CREDIBILITY.get(digit, "not on the scale"))]


def scale(rows: Iterable[tuple[str, str, str]]) -> Html:
    """Ratings as a list: what is rated, the code, what it means."""
    return el(
        "dl",
        [
            el("div", el("dt", name), el("dd", el("span", code, class_="code"), " ", sentence(meaning)))
            for name, code, meaning in rows
        ],
        class_="rating",
    )


def _reasons(view: PageView, standing: Standing | None) -> Html | None:
    if standing is None or not standing.reasons:
        return None
    return el(
        "details",
        el("summary", f"Why: {count(len(standing.reasons), 'reason')}"),
        el("ul", [_reason(view, reason) for reason in standing.reasons], class_="reasons"),
        open=True,
        data_fold=True,
    )


def _reason(view: PageView, reason: Reason) -> Html:
    kept = tuple(s for span in reason.spans if (s := clip(span, len(view.trace.document.text))))
    link = show(view, kept, f"what the rule {reason.rule} goes by")
    return el(
        "li",
        reason.text,
        " ",
        el("code", reason.rule, class_="rule"),
        el("blockquote", view.trace.document.quote(kept), link) if kept else None,
    )


def passing_on(view: PageView, claim: Claim) -> Html:
    """The claim with its words and its sources as plain text; a script puts a button for copying before it."""
    text = el("pre", note(view, claim), class_="note", tabindex="0", role="group", aria_label="Text to pass on")
    return el("details", el("summary", "As text to pass on"), text, open=True, data_fold=True, class_="passing")
