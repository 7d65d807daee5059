"""Ways to put documents in, and what became of those that were."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.reports.html.markup import Child, Html, el
from whosays.server.jobs import READING, Job, Put
from whosays.server.pages.layout import claim_link, document_link, field, short
from whosays.server.pages.watching import asking
from whosays.wording import count

_STATUS = {"new": "new", "version": "a new version", "earlier": "an earlier text", "unchanged": "known already"}


def ways_in(*, examples_first: bool = False) -> Child:
    """Three ways to put something in, and the examples."""
    examples = el(
        "section",
        el("h2", "Look around first"),
        el(
            "form",
            el("p", "Ten invented articles about one rumour, which are added as any others would be."),
            el("button", "Load the examples"),
            action="/add/examples",
            method="post",
        ),
    )
    ways = (
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
            el("p", "What is new in it is added, for as long as the desk is open."),
            asking(),
        ),
    )
    return (examples, ways) if examples_first else (ways, examples)


def progress(job: Job) -> Child:
    """Files that are being read: how far they are, what is in already, what could not be used; the script of the page
    goes on telling it."""
    last = job.steps[-1].number if job.steps else 0
    now = next((one.name for one in job.files if one.status == READING), None)
    return (
        el("h1", "Reading what was sent"),
        el(
            "div",
            el("p", f"Reading {now}" if now else "Waiting", class_="line", role="status", data_said=True),
            el(
                "progress",
                f"{job.done} of {count(len(job.files), 'file')}",
                value=str(job.done),
                max=str(len(job.files)),
                aria_label="Files that are done",
            ),
            el("h2", "Could not be used"),
            el("ul", [el("li", one) for one in job.told("problem")], class_="plain", data_problems=True),
            el("h2", "Taken in"),
            el("ol", [el("li", document_link(one.document, short(one.name))) for one in job.taken], data_taken=True),
            el("p", "It goes on when you leave this page.", class_="line"),
            data_job=f"/uploads/{job.name}/events?after={last}",
        ),
    )


def outcome(job: Job) -> Child:
    """What became of what was put in."""
    documents = job.taken
    return (
        el("h1", count(len(documents), "document"), " taken in"),
        _problems(job.told("problem")),
        [el("p", note, class_="line") for note in job.told("note")],
        el("ol", [_taken(one) for one in documents], class_="rows") if documents else None,
        el("p", el("a", "To Today", href="/"), " · ", el("a", "Add more", href="/add")),
    )


def _problems(problems: Sequence[str]) -> Child:
    if not problems:
        return None
    rows = [el("li", told) for told in problems]
    left_out = count(len(problems), "input or a part of one", "inputs or parts of them")
    return el("div", el("h2", f"{left_out} could not be used"), el("ul", rows), class_="warnings", role="alert")


def _taken(one: Put) -> Html:
    whose = f" ({one.outlet})" if one.outlet else ""
    changed = [el("li", claim_link(change.claim, short(change.text))) for change in one.changes]
    more = el("li", f"and {one.more} more") if one.more else None
    return el(
        "li",
        document_link(one.document, short(one.name)),
        el("p", _STATUS[one.status], whose, class_="facts"),
        [el("p", note, class_="line") for note in one.notes],
        el("ul", changed, more, class_="plain") if changed else None,
        data_row=True,
    )
