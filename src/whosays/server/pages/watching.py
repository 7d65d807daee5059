"""The feeds that the desk watches, and how they are."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.reports.html.markup import Child, Html, el
from whosays.server.feeding import Watched
from whosays.server.pages.layout import field, reads_only, to_the_second


def asking() -> Html:
    """Where a feed's address is given."""
    return el(
        "form",
        field("Its address (RSS, Atom or JSON Feed)", "address", type="url", required=True, maxlength="2000"),
        el("button", "Watch it"),
        action="/watch",
        method="post",
    )


def watching(feeds: Sequence[Watched], said: str | None, may_write: bool) -> Child:
    """The feeds, each with when it was asked last and what is wrong with it."""
    return (
        el("h1", "Watch"),
        el(
            "p",
            "What is new in these feeds is added, for as long as the desk is open; each is asked every ten minutes.",
        ),
        el("p", said, class_="warnings", role="alert") if said else None,
        _table(feeds, may_write) if feeds else el("p", "No feed is watched yet.", class_="line"),
        el("section", el("h2", "Watch a feed"), asking()) if may_write else reads_only(),
        el(
            "p",
            "In a terminal, ",
            el("code", "whosays watch"),
            " does the same without a desk; it also watches folders and tells others what changed.",
            class_="line",
        ),
    )


def _table(feeds: Sequence[Watched], may_write: bool) -> Html:
    titles = (
        ("Feed", "Asked last (UTC)", "How it is", "End") if may_write else ("Feed", "Asked last (UTC)", "How it is")
    )
    head = el("tr", [el("th", words, scope="col") for words in titles])
    table = el("table", el("thead", head), el("tbody", [_row(one, may_write) for one in feeds]))
    return el("div", table, class_="scrolled", tabindex="0", role="region", aria_label="The feeds as a table")


def _row(one: Watched, may_write: bool) -> Html:
    end = el(
        "form",
        el("button", "Stop watching", el("span", f" {one.address}", class_="hidden"), name="end", value=one.name),
        action="/watch",
        method="post",
    )
    how = one.problem or ("well" if one.asked is not None else "not asked yet")
    return el(
        "tr",
        el("th", one.address, scope="row"),
        el("td", to_the_second(one.asked) if one.asked is not None else "never"),
        el("td", how),
        el("td", end) if may_write else None,
        data_row=True,
    )
