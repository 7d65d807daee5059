"""The pages of a document and of a source."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from whosays.model import Factuality, Naming, Response, record
from whosays.model.clarity import SPEAKER
from whosays.reports.html.markup import Child, Html, el, web_address
from whosays.server.pages import correcting
from whosays.server.pages.layout import (
    claim_link,
    document_link,
    export_form,
    graded,
    moment,
    reads_only,
    short,
    source_link,
)
from whosays.wording import ANSWERS_IT, FACTUALITY, NAMING, RESPONSE, count, role_in_words


def document(held: record.Document, who: str | None, done: record.Decision | None = None) -> Child:
    """A document: where it was read, its texts, the claims it makes, and its report in a frame of its own; ``done`` is
    the decision that was just written."""
    name = held.shown or held.document
    report = f"/documents/{quote(name, safe='.')}/report"
    told = (
        held.outlet or "outlet not known",
        held.published or "date not known",
        ", ".join(held.authors),
        held.language,
    )
    facts: list[Child] = [el("span", value) for value in told if value]
    if address := web_address(held.url):
        facts.append(el("a", short(address, 80), href=address, rel="noreferrer noopener"))
    elif held.url:
        facts.append(el("span", held.url))
    return (
        el("p", name, class_="eyebrow"),
        el("h1", held.title or short(held.text, 120)),
        correcting.written(done, who, held.document),
        el("p", facts, class_="facts"),
        correcting.particulars(held, who),
        el("p", "It has been withdrawn.", class_="warnings") if held.retracted else None,
        el("section", el("h2", "What it makes of claims"), _claims(held.claims)),
        el(
            "section",
            el("h2", "The text, with who says what"),
            el("p", el("a", "Open it alone", href=report), " (the frame below shows the same)"),
            el(
                "iframe",
                src=report,
                title="The report of this document",
                sandbox="allow-scripts allow-popups",
                loading="lazy",
            ),
        ),
        reads_only() if who is None else None,
        _said(held, who),
        correcting.decisions(held.corrections, who if held.shown is None else None, held.document),
        [
            el("p", f"{lost} is about words that the newest text does not have.", class_="warnings")
            for lost in held.without_words
        ],
        _versions(held),
        el("section", el("h2", "To send"), export_form({held.document: "this document, with all that it claims"}))
        if held.shown is None
        else None,
    )


def _said(held: record.Document, who: str | None) -> Child:
    """Who says what in a document, each where it can be put right."""
    if not held.said:
        return None
    rows = [
        el(
            "li",
            source_link(one.who) if one.who else "Nobody who is named",
            f", {NAMING[Naming(one.naming)]}" if one.naming else None,
            el("b", f": {RESPONSE[Response(one.response)]}") if one.response else None,
            el("blockquote", short(one.words)),
            el("p", _read_as(one), class_="facts"),
            correcting.link(one.handle, who, held.document) if held.shown is None else None,
            data_row=True,
        )
        for one in held.said
    ]
    return el("section", el("h2", "Who says what"), el("ol", rows, class_="rows"))


def _read_as(one: record.Said) -> list[Child]:
    facts: list[Child] = [el("span", one.handle), el("span", f"told {FACTUALITY[Factuality(one.factuality)]}")]
    if one.answers:
        facts.append(el("span", f"answers {one.answers}"))
    if one.confidence < SPEAKER:
        facts.append(el("span", f"not sure: {one.confidence:.0%}"))
    return facts


def _claims(claims: Sequence[record.MadeClaim]) -> Html:
    if not claims:
        return el("p", "No claim rests on it.", class_="line")
    return el("ol", [_claim(one) for one in claims], class_="rows")


def _claim(one: record.MadeClaim) -> Html:
    below = None
    if one.downstream:
        below = el("span", "from here: ", [(document_link(name), " ") for name in one.downstream])
    facts = (el("span", graded(one.grade)), el("span", count(one.documents, "document")), below)
    return el("li", claim_link(one.claim, short(one.text)), el("p", facts, class_="facts"), data_row=True)


def _versions(held: record.Document) -> Html:
    rows = []
    for version in held.versions:
        seen = [el("li", "read ", moment(one.seen), " from ", one.input) for one in version.seen]
        late = ", an earlier text, which came late" if version.late else ""
        again = f", the text of {version.again} again" if version.again else ""
        rows.append(
            el("li", document_link(version.version), " ", el("code", version.sha256), late, again, el("ul", seen))
        )
    return el("section", el("h2", "Its texts"), el("ul", rows, class_="plain"))


def source(name: str, rows: Sequence[record.Speaking], who: str | None, done: record.Decision | None = None) -> Child:
    """Where somebody of a name speaks, how named, and what rests on their word there, or is answered by it; ``done`` is
    the decision that was just written."""
    return (
        el("p", "A source", class_="eyebrow"),
        el("h1", name),
        correcting.written(done, who, f"source:{name}"),
        el("p", "Speaks in ", count(len({row.document for row in rows}), "document"), ".", class_="line"),
        reads_only() if who is None else None,
        el("ol", [_speaking(row, name, who) for row in rows], class_="rows"),
    )


def _speaking(row: record.Speaking, name: str, who: str | None) -> Html:
    role = role_in_words(row.role, row.affiliation)
    facts = [el("span", part) for part in (row.handle, row.published, NAMING[Naming(row.naming)], role) if part]
    claims = [el("li", _does(claim), claim_link(claim.claim, short(claim.text))) for claim in row.claims]
    return el(
        "li",
        el("b", row.name),
        " in ",
        document_link(row.document, row.outlet or row.document),
        el("p", facts, class_="facts"),
        el("ul", claims, class_="plain") if claims else None,
        correcting.link(row.handle, who, f"source:{name}", "Put this source right"),
        data_row=True,
    )


def _does(claim: record.SpokenClaim) -> Child:
    """What a source does with a claim: says it, or answers it."""
    return el("b", f"{ANSWERS_IT[Response(claim.response)]}: " if claim.response else "says: ")
