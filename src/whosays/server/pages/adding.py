"""Ways to put documents in, and what became of those that were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whosays.desk.adding import Taken
from whosays.ledger.changes import Change
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.layout import claim_link, document_link, field, short
from whosays.wording import count

_STATUS = {"new": "new", "version": "a new version", "earlier": "an earlier text", "unchanged": "known already"}
_MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of some inputs: what was taken in, the problems by the name of the input, notes."""

    taken: tuple[Taken, ...]
    problems: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


def ways_in() -> Child:
    """Three ways to put something in, and the examples."""
    return (
        el(
            "section",
            el("h2", "Paste a text"),
            el(
                "form",
                el("label", el("span", "Text"), el("textarea", name="text", rows=12, required=True), class_="field"),
                el(
                    "details",
                    el("summary", "Where it is from"),
                    field("Headline", "title"),
                    field("Outlet", "outlet"),
                    field("Author", "author"),
                    field("Address", "url"),
                    field("Published (2031-03-14)", "published"),
                ),
                el("button", "Add the text"),
                action="/add/text",
                method="post",
            ),
        ),
        el(
            "section",
            el("h2", "Upload files"),
            el(
                "form",
                el(
                    "label",
                    el("span", "Articles, posts, feeds, mail, archives"),
                    el("input", type="file", name="files", multiple=True, required=True),
                    class_="field",
                ),
                el("button", "Add the files"),
                action="/add/files",
                method="post",
                enctype="multipart/form-data",
            ),
        ),
        el(
            "section",
            el("h2", "Watch a feed"),
            el("p", "In a terminal: ", el("code", "whosays watch FEED"), " adds what is new to the same ledger."),
        ),
        el(
            "section",
            el("h2", "Look around first"),
            el(
                "form",
                el("p", "Ten invented articles about one rumour, which are added as any others would be."),
                el("button", "Load the examples"),
                action="/add/examples",
                method="post",
            ),
        ),
    )


def outcome(done: Outcome) -> Child:
    """What became of what was put in."""
    documents = done.taken
    return (
        el("h1", count(len(documents), "document"), " taken in"),
        _problems(done.problems),
        [el("p", note, class_="line") for note in done.notes],
        el("ol", [_taken(one) for one in documents], class_="rows") if documents else None,
        el("p", el("a", "To Today", href="/"), " · ", el("a", "Add more", href="/add")),
    )


def _problems(problems: Sequence[tuple[str, str]]) -> Child:
    if not problems:
        return None
    rows = [el("li", told) for _, told in problems]
    left_out = count(len(problems), "input or a part of one", "inputs or parts of them")
    return el("div", el("h2", f"{left_out} could not be used"), el("ul", rows), class_="warnings", role="alert")


def _taken(one: Taken) -> Html:
    whose = f" ({one.outlet})" if one.outlet else ""
    return el(
        "li",
        document_link(one.added.document, short(one.name)),
        el("p", _STATUS[one.added.status.value], whose, class_="facts"),
        [el("p", note, class_="line") for note in one.added.notes],
        changes(one.added.changes),
        data_row=True,
    )


def changes(found: Sequence[Change]) -> Child:
    """What changed, a line each."""
    if not found:
        return None
    rows = [el("li", claim_link(change.claim, short(change.text))) for change in found[:_MOST_CHANGES]]
    more = len(found) - _MOST_CHANGES
    return el("ul", rows, el("li", f"and {more} more") if more > 0 else None, class_="plain")
