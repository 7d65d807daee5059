"""The page on which a draft is checked."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.desk.checking import Finding
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.layout import claim_link, field, short
from whosays.wording import count


def asked(text: str = "", title: str = "") -> Child:
    """Where a draft is put in; it is not kept."""
    return (
        el("h1", "Check a draft"),
        el("p", "What an editor would ask before it is printed. The draft is not kept, and nothing stops it."),
        el(
            "form",
            field("Headline", "title", value=title),
            el("label", el("span", "Draft"), el("textarea", text, name="text", rows=14, required=True), class_="field"),
            el("button", "Check it"),
            action="/check",
            method="post",
        ),
    )


def findings(found: Sequence[Finding]) -> Child:
    """What was found, a row each."""
    if not found:
        return el("section", el("h2", "Nothing to ask"), el("p", "None of the rules found anything.", class_="line"))
    rows = el("ol", [_row(one) for one in found], class_="rows")
    return el("section", el("h2", count(len(found), "question")), rows, role="status")


def _row(one: Finding) -> Html:
    link = el("p", claim_link(one.claim, f"{one.claim} in the ledger")) if one.claim else None
    return el(
        "li",
        el("b", one.text),
        el("blockquote", short(one.words)),
        el("p", el("code", one.rule), class_="facts"),
        link,
        data_row=True,
    )
