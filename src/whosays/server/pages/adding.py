"""Ways to put documents in, and what became of those that were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from whosays.desk.adding import About
from whosays.model import record
from whosays.reports.html.markup import Child, Html, el
from whosays.server.jobs import READING, Job, Put
from whosays.server.pages.correcting import is_day, particulars, written
from whosays.server.pages.layout import claim_link, document_link, field, short
from whosays.server.pages.watching import asking
from whosays.wording import count

_NOTHING: Mapping[str, str] = MappingProxyType({})
MOST_ASKED = 50
"""Documents of which it is asked at once what they say of themselves."""

_STATUS = {"new": "new", "version": "a new version", "earlier": "an earlier text", "unchanged": "known already"}


def ways_in(
    *,
    examples_first: bool = False,
    given: Mapping[str, str] = _NOTHING,
    trouble: str = "",
    files: Mapping[str, str] = _NOTHING,
    files_trouble: str = "",
) -> Child:
    """Three ways to put something in, and the examples; ``given`` is what was typed of a text, ``files`` what was typed
    of files, each with the trouble why it was not taken."""
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
            el("p", trouble, class_="warnings", role="alert") if trouble else None,
            el(
                "form",
                el(
                    "label",
                    el("span", "Text"),
                    el("textarea", given.get("text", ""), name="text", rows=12, required=True),
                    class_="field",
                ),
                el(
                    "details",
                    el("summary", "Where it is from"),
                    field("Headline", "title", value=given.get("title", "")),
                    field("Outlet", "outlet", value=given.get("outlet", "")),
                    field("Author", "author", value=given.get("author", "")),
                    field("Address", "url", value=given.get("url", "")),
                    day("Published on", "published", given.get("published", "")),
                    el("input", type="hidden", name="later", value=given["later"]) if "later" in given else None,
                    open=bool(given),
                ),
                el("button", "Add the text"),
                action="/add/text",
                method="post",
            ),
        ),
        el(
            "section",
            el("h2", "Upload files"),
            el("p", files_trouble, class_="warnings", role="alert") if files_trouble else None,
            el(
                "form",
                el(
                    "label",
                    el("span", "Articles, posts, feeds, mail, archives"),
                    el("input", type="file", name="files", multiple=True, required=True),
                    class_="field",
                ),
                el("p", "Files can also be dropped anywhere on this page.", class_="line", hidden=True, data_drop=True),
                el(
                    "details",
                    el("summary", "Where they are from"),
                    el(
                        "p",
                        "What is given here holds for all of these files. What a file says of itself is read from "
                        "it; leave this empty to keep that.",
                        class_="line",
                    ),
                    field("Outlet of all of them", "outlet", value=files.get("outlet", "")),
                    day("All published on", "published", files.get("published", "")),
                    el("input", type="hidden", name="later", value=files["later"]) if "later" in files else None,
                    open=bool(files),
                ),
                el("button", "Add the files"),
                " ",
                el("button", "Say it of each file first", name="each", value="1"),
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


def day(label: str, name: str, typed: str, **more: str | bool | None) -> Html:
    """A field for a day; what was typed and is none stays to be put right."""
    kind = "date" if not typed or is_day(typed) else None
    return field(label, name, type=kind, value=typed, placeholder="2031-03-14", **more)


def each(job: Job, said: Sequence[About], trouble: Mapping[int, str] = MappingProxyType({}), later: str = "") -> Child:
    """What somebody says of each file that was sent, before it is read: who published it, and when."""
    rows = [
        el(
            "li",
            el("fieldset",
               el("legend", one.name),
               el("p", trouble[number], class_="wrong", role="alert") if number in trouble else None,
               field("Outlet", f"outlet-{number}", value=about.outlet),
               day("Published on", f"published-{number}", about.published)),
        )
        for number, (one, about) in enumerate(zip(job.files, said, strict=True))
    ]  # fmt: skip
    return (
        el("h1", "Where each file is from"),
        el(
            "p",
            "What a file says of itself is read from it; leave a field empty to keep that. Nothing is read before you "
            "add them.",
            class_="line",
        ),
        el("p", f"{count(len(trouble), 'date')} could not be taken.", class_="warnings") if trouble else None,
        el(
            "form",
            el("ol", rows, class_="rows"),
            el("input", type="hidden", name="later", value=later) if later else None,
            el("button", "Add the files"),
            action=f"/uploads/{job.name}",
            method="post",
        ),
    )


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
            el("h2", "Could not be used", hidden=not job.told("problem")),  # each until there is something
            el("ul", [el("li", one) for one in job.told("problem")], class_="plain", data_problems=True),
            el("h2", "Taken in", hidden=not job.taken),
            el("ol", [el("li", document_link(one.document, short(one.name))) for one in job.taken], data_taken=True),
            el("p", "It goes on when you leave this page.", class_="line"),
            data_job=f"/uploads/{job.name}/events?after={last}",
        ),
    )


def outcome(job: Job, held: Mapping[str, record.Document], who: str | None, done: record.Decision | None) -> Child:
    """What became of what was put in. ``held`` are its documents as they are now: what one says of itself can be put
    right here; ``done`` is the decision that was just written."""
    documents = job.taken
    rows = [_taken(one, held.get(one.document), who, job.name) for one in documents]
    unknown = sum(not one.outlet for one in held.values())
    says = "does not say who published it" if unknown == 1 else "do not say who published them"
    unnamed = f"{count(unknown, 'document')} {says}: fill that in below."
    ask = unnamed if unknown and who is not None else None
    return (
        el("h1", count(len(documents), "document"), " taken in"),
        written(done, who, job.name),
        _problems(job.told("problem")),
        [el("p", note, class_="line") for note in job.told("note")],
        el("p", ask, class_="standing-small") if ask else None,
        el("ol", rows, class_="rows") if documents else None,
        el("p", el("a", "To Today", href="/"), " · ", el("a", "Add more", href="/add")),
    )


def _problems(problems: Sequence[str]) -> Child:
    if not problems:
        return None
    rows = [el("li", told) for told in problems]
    left_out = count(len(problems), "input or a part of one", "inputs or parts of them")
    return el("div", el("h2", f"{left_out} could not be used"), el("ul", rows), class_="warnings", role="alert")


def _taken(one: Put, held: record.Document | None, who: str | None, back: str) -> Html:
    outlet = held.outlet if held is not None else one.outlet
    facts = [_STATUS[one.status], outlet or "outlet not known"]
    if held is not None:
        facts += [held.published or "date not known", f"from {one.name}"]
    claims = {change.claim: el("li", claim_link(change.claim, short(change.text))) for change in reversed(one.changes)}
    changed = list(reversed(claims.values()))
    folded = el("details", el("summary", f"What it brought ({len(changed) + one.more})"), el("ul", changed,
                el("li", f"and {one.more} more") if one.more else None, class_="plain"), class_="decide")  # fmt: skip
    return el(
        "li",
        document_link(one.document, short((held.title if held is not None else None) or one.name)),
        el("p", [el("span", fact) for fact in facts], class_="facts"),
        [el("p", note, class_="line") for note in one.notes],
        particulars(held, who, back) if held is not None else None,
        folded if changed else None,
        data_row=True,
    )
