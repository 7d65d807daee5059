"""The page of an audit: whom outlets, reporters, weeks quote, as bars and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from whosays.desk.auditing import MOST, By, Row, Type
from whosays.model import Naming
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.layout import document_link, field
from whosays.wording import NAMING, count, sentence

_WIDTH, _MOST_ROWS = 100, 200
_CALLED = {By.OUTLET: "outlet", By.AUTHOR: "reporter", By.WEEK: "week", By.DOCUMENT: "document"}


def audit(rows: Sequence[Row], by: By, outlet: str, since: str) -> Child:
    """Whom each quotes; and the questions that can be asked."""
    asked = urlencode({"by": by.value, "outlet": outlet, "since": since}, errors="replace")
    shown = rows[:_MOST_ROWS]
    return (
        el("h1", f"Whom each {_CALLED[by]} quotes"),
        _form(by, outlet, since),
        el("p", "Nobody is quoted in what was asked for.", class_="line") if not rows else None,
        (_legend(), _table(shown, by)) if rows else None,
        el("p", f"The first {_MOST_ROWS} of {len(rows)}.", class_="line") if len(rows) > _MOST_ROWS else None,
        el(
            "p",
            el("a", "As a table (CSV)", href=f"/audit.csv?{asked}"),
            " · ",
            el("a", "Every statement (CSV)", href=f"/audit.csv?{asked}&statements=1"),
        )
        if rows
        else None,
        el("p", f"Counted over the newest {MOST} documents, by what was read in them.", class_="line"),
    )


_HEADS = (
    "How they are named", "Statements", "Sources", "Words a source", "Unnamed", "with a reason", "Kinds", "Most words",
)  # fmt: skip


def _form(by: By, outlet: str, since: str) -> Html:
    options = [el("option", called, value=one.value, selected=one is by) for one, called in _CALLED.items()]
    return el(
        "form",
        el("label", el("span", "A row for each"), el("select", options, name="by"), class_="field"),
        field("Only of the outlet", "outlet", value=outlet),
        field("Only from the week of", "since", value=since, type="date", placeholder="2031-03-14"),
        el("button", "Show"),
        action="/audit",
        method="get",
        class_="asking",
    )


def _legend() -> Html:
    keys = [
        el("li", el("span", class_=f"key {naming.value}", aria_hidden="true"), f" {sentence(NAMING[naming])}")
        for naming in Naming
    ]
    return el("ul", keys, class_="legend", aria_label="Colours of the bars")


def _table(rows: Sequence[Row], by: By) -> Html:
    head = [el("th", words, scope="col") for words in (sentence(_CALLED[by]), *_HEADS)]
    most = max(row.statements for row in rows)
    body = [_row(row, most, by) for row in rows]
    table = el("table", el("thead", el("tr", head)), el("tbody", body), class_="audit")
    return el("div", table, class_="scrolled", tabindex="0", role="region", aria_label="The audit as a table")


def _row(row: Row, most: int, by: By) -> Html:
    beside = None if by is By.DOCUMENT else el("span", count(row.documents, "document"), class_="facts")
    kinds = ", ".join(f"{row.types[kind]} {kind.value}" for kind in Type if row.types.get(kind))
    quoted = ", ".join(f"{name} ({words})" for name, words in row.most_quoted[:3])
    told = (
        _bar(row, most),
        str(row.statements),
        str(row.sources),
        f"{row.words_per_source:.0f}",
        f"{row.unnamed_share:.0%}",
        f"{row.unnamed_with_reason} of {row.unnamed}" if row.unnamed else "",
        kinds,
        quoted,
    )
    return el(
        "tr",
        el("th", document_link(row.key) if by is By.DOCUMENT else row.key, beside, scope="row"),
        [el("td", value, data_head=head) for head, value in zip(_HEADS, told, strict=True)],
        data_row=True,
    )


def _bar(row: Row, most: int) -> Html:
    """How the sources of the statements are named, as parts of a bar as long as there are statements."""
    parts, at = [], 0.0
    for naming in Naming:
        wide = _WIDTH * row.naming.get(naming, 0) / most
        if wide:
            parts.append(el("rect", x=f"{at:.2f}", y="0", width=f"{wide:.2f}", height="12", class_=naming.value))
            at += wide
    told = ", ".join(f"{row.naming[one]} {NAMING[one]}" for one in Naming if row.naming.get(one))
    return el(
        "svg",
        el("title", told),
        *parts,
        viewBox=f"0 0 {_WIDTH} 12",
        preserveAspectRatio="none",
        class_="bar",
        role="img",
        aria_label=told,
    )
