"""The page on which a draft is checked."""

from __future__ import annotations

from whosays.desk.checking import Checked, Finding
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.layout import field, short
from whosays.wording import count


def asked(text: str = "", title: str = "", trouble: str = "") -> Child:
    """Where a draft is put in; it is not kept. ``trouble`` is why nothing was checked."""
    return (
        el("h1", "Check a draft"),
        el("p", "What an editor would ask before it is printed. The draft is not kept, and nothing stops it."),
        el("p", trouble, class_="warnings", role="alert") if trouble else None,
        el(
            "form",
            field("Headline", "title", value=title),
            el("label", el("span", "Draft"), el("textarea", text, name="text", rows=14, required=True), class_="field"),
            el("button", "Check it"),
            action="/check",
            method="post",
        ),
    )


def findings(found: Checked) -> Child:
    """What was found, a row each, and what was not checked."""
    same = f"{count(found.same, 'quotation or answer', 'quotations and answers')} as the ledger has them."
    asked_about = found.findings
    heading = count(len(asked_about), "question") if asked_about else "No rule has a question"
    return (
        el(
            "section",
            el("h2", heading),
            None if asked_about else el("p", "That does not mean that the draft is right: see what was not checked.",
                                        class_="line"),
            el("p", same, class_="line") if found.same else None,
            el("ol", [_row(one) for one in asked_about], class_="rows") if asked_about else None,
            role="status",
        ),
        el(
            "section",
            el("h2", "Not checked"),
            el("ul", [el("li", one) for one in found.unchecked], class_="plain"),
        ),
    )  # fmt: skip


def _beside(address: str, words: str) -> Html:
    """A link that leaves this page as it is: it answers what was sent, which no browser asks for again by itself."""
    return el("a", words, " (in a new tab)", href=address, target="_blank", rel="noopener")


def _row(one: Finding) -> Html:
    link = el("p", _beside(f"/claims/{one.claim}", "The claim in the ledger")) if one.claim else None
    if one.document:
        link = el("p", _beside(f"/documents/{one.document}", "The document in the ledger"))
    return el(
        "li",
        el("b", one.text),
        el("blockquote", short(one.words)),
        el("p", el("code", one.rule), class_="facts"),
        link,
        data_row=True,
    )
