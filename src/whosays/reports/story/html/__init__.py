"""A story as a page for a browser: one file that asks nobody for anything and runs nothing of the text it shows.

Each claim first says what it rests on; then come its graph, who answers, what changed on the way, the time line and a
table of every document and source with the words. The head, the look and the script are those of a trace's page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import groupby

from whosays.model import Trace
from whosays.model.findings import Decision
from whosays.model.story import ClaimRole, Story, StoryClaim
from whosays.reports.html.appendix import address
from whosays.reports.html.cards import rated, scale
from whosays.reports.html.markup import Html, el, join
from whosays.reports.html.shell import asset, shell, skip_to
from whosays.reports.story.html.anchors import anchors
from whosays.reports.story.html.graph import figure
from whosays.reports.story.html.parts import answered, changes, near, over_time, reasons
from whosays.reports.story.html.quoted import when
from whosays.reports.story.html.table import table
from whosays.reports.story.lead import answered as reply_of
from whosays.reports.story.lead import lead, to_check, to_pass_on
from whosays.reports.story.view import StoryView, Told
from whosays.wording import count, date_in_words, grade, sentence

__all__ = ["page", "style"]

_FULL = 25  # claims with everything, unless all are asked for
_FIRST = 10  # claims of the list before the others are folded away
_SINGLE = 12  # claims shown where nothing is shared
_HASH = 19  # characters of a document's id in the list


def page(
    story: Story,
    traces: Sequence[Trace],
    *,
    everything: bool = False,
    decided: Sequence[Decision] = (),
    about: str | None = None,
) -> str:
    """A complete page, to be written as UTF-8; ``traces`` are those the story was made from, ``decided`` is what people
    decided and put right in it, ``about`` the claim that it opens with, where it was asked for.

    Claims that several documents make are shown in full, the first ``_FULL`` of them; ``everything`` shows all, and
    lists the claims that one document alone makes. What is left out is said.
    """
    view = StoryView(story, traces)
    most = len(story.claims) if everything else _FULL
    full = [view.told(claim) for claim in (view.shared or story.claims[:_SINGLE])[:most]]
    ids = {told.claim.id for told in full}
    rest = [claim for claim in story.claims if claim.id not in ids]
    sections = {told.claim.id: f"c{number}-claim" for number, told in enumerate(full, 1)}
    name = _title(view)
    opening = _opening(full, about)
    main = (
        _head(view, name, full, opening),
        [_section(told, number, sections) for number, told in enumerate(full, 1)],
        _rest(view, rest, everything),
        _decided(decided),
        _documents(view),
    )
    skip = skip_to({"#claims": "Skip to the list of claims", "#documents": "Skip to the documents"})
    return shell(sentence(opening.claim.text) if opening else name, skip, main, None, style(), asset("page.js"))


def style() -> str:
    """The style sheet: that of a trace's page with what a story adds."""
    return asset("page.css") + files(__package__).joinpath("story.css").read_text("utf-8")


def _title(view: StoryView) -> str:
    story = view.story
    about = f"{count(len(story.documents), 'document')} about {count(len(story.stories), 'event')}"
    if len(story.stories) == 1 and not view.shared:
        return sentence(" ".join(story.stories[0].title.split()))
    return f"{about}, {count(len(view.shared), 'claim')} made by several"


def _opening(full: Sequence[Told], about: str | None) -> Told | None:
    """What the whole page is about: the claim that was asked for, or the proposition."""
    first = full[0] if full else None
    asked = first is not None and (first.claim.id == about or first.claim.role is ClaimRole.PROPOSITION)
    return first if asked else None


def _decided(decided: Sequence[Decision]) -> Html | None:
    """What people decided and put right, by whom, when and why: without it the page would pass for the program's."""
    if not decided:
        return None
    together = groupby(decided, key=lambda one: (one.time, one.who, one.why))  # written down at once
    rows = [
        el(
            "li",
            f"{date_in_words(one.time[:10])}, ",
            el("b", one.who),
            f": {'; '.join([one.told, *(other.told for other in others)])}. ",
            el("span", f"Why: {one.why}"),
        )
        for one, *others in (list(group) for _, group in together)
    ]
    return el("section", el("h2", "Decided and put right by people"), el("ul", rows), class_="part decided")


def _head(view: StoryView, name: str, full: Sequence[Told], opening: Told | None) -> Html:
    story = view.story
    warnings = dict.fromkeys(story.warnings)
    return el(
        "header",
        el("p", name, class_="eyebrow") if opening else None,
        el("h1", sentence(opening.claim.text) if opening else name),
        _answer(opening) if opening else None,
        el("ul", [el("li", w) for w in warnings], class_="warnings", aria_label="Warnings") if warnings else None,
        el(
            "nav",
            el("h2", "Claims, those that most documents carry first", id="claims"),
            _list(full),
            class_="documents",
            aria_labelledby="claims",
        ),
        class_="head",
    )


def _answer(told: Told) -> Html:
    """What the story comes to, before anything else: what the rumour rests on, who carries and answers it, what to look
    up next, and the same as text to pass on."""
    first, *others = lead(told)
    reply = reply_of(told)  # whoever reads no further must have read that it is denied
    others = [other for other in others if other != reply]
    steps = to_check(told)
    text = el("pre", to_pass_on(told), class_="note", tabindex="0", role="group", aria_label="Text to pass on")
    return el(
        "div",
        el("p", f"{first} {reply}".strip(), class_="rests"),
        el("p", " ".join(others), class_="given") if others else None,
        el("details", el("summary", "As text to pass on"), text, open=True, data_fold=True, class_="passing"),
        el("div", el("h2", "To check next"), el("ul", [el("li", step) for step in steps]), class_="next")
        if steps
        else None,
        class_="opening",
    )


def _list(full: Sequence[Told]) -> Html:
    if not full:
        return el("p", "No claim that could be checked was found in these documents.")
    items = [_listed(told, f"c{number}-") for number, told in enumerate(full, 1)]
    rest = items[_FIRST:]
    return join(
        el("ol", items[:_FIRST]),
        el("details", el("summary", f"{len(rest)} more"), el("ol", rest, class_="on"), open=True, data_fold=True)
        if rest
        else None,
    )


def _listed(told: Told, prefix: str) -> Html:
    facts = [count(len(told.own), "document"), f"origins {told.origins}"]
    if told.claim.standing:
        facts.append(grade(told.claim.standing.letter, told.claim.standing.credibility))
    return el(
        "li",
        el("a", sentence(told.claim.text), href=f"#{prefix}claim"),
        el("span", " " + " · ".join(facts), class_="about"),
        el("p", lead(told)[0]),
    )


def _section(told: Told, number: int, sections: Mapping[str, str]) -> Html:
    """Everything of one claim, what must be seen first on top; ``sections`` are the ids of all claims shown so."""
    prefix = f"c{number}-"
    where = anchors(told, prefix)
    return el(
        "section",
        el(
            "h2",
            el("span", el("span", "Claim ", class_="hidden"), str(number), class_="number"),
            el("span", sentence(told.claim.text)),
            id=f"{prefix}h",
        ),
        _event(told),
        _lead(told),
        el("h3", "Who has it from whom", class_="of-graph"),
        figure(told, where),
        changes(told),
        answered(told, where),
        over_time(told, where),
        near(told, sections),
        reasons(told),
        el("div", table(told, where), class_="part more"),
        class_="told",
        id=sections[told.claim.id],
        aria_labelledby=f"{prefix}h",
    )


def _event(told: Told) -> Html | None:
    events = told.view.story.stories
    if len(events) < 2:
        return None
    event = next((e for e in events if e.id == told.claim.story), None)
    return (
        el("p", f"Event: {event.title} ({count(len(event.documents), 'document')})", class_="eyebrow")
        if event
        else None
    )


def _lead(told: Told) -> Html:
    first, *others = lead(told)
    standing = told.claim.standing
    ratings = scale(rated(standing.letter, standing.credibility)) if standing else None
    return el(
        "div",
        el("p", first, class_="rests"),
        el("p", " ".join(others), class_="given") if others else None,
        ratings,
        class_="lead",
    )


def _rest(view: StoryView, rest: Sequence[StoryClaim], everything: bool) -> Html | None:
    """The claims not shown in full: listed where all are asked for, else counted."""
    if not rest:
        return None
    alone = sum(len(claim.documents) < 2 for claim in rest)
    shared = len(rest) - alone
    parts = [count(shared, "more claim made by several documents", "more claims made by several documents")] * (
        shared > 0
    )
    parts += [count(alone, "more claim made by one document alone", "more claims made by one document alone")] * (
        alone > 0
    )
    if not everything:
        text = f"{' and '.join(parts)}. To see all of them: "
        return el("p", text, el("code", "whosays story … --all --format html"), class_="left-out")
    return el(
        "details",
        el("summary", el("h2", sentence(" and ".join(parts)))),
        el("ul", [_single(view, claim) for claim in rest], class_="singles"),
        open=True,
        data_fold=True,
        class_="part",
    )


def _single(view: StoryView, claim: StoryClaim) -> Html:
    names = ", ".join(view.document_name(document) for document in claim.documents[:3])
    standing = claim.standing
    return el(
        "li",
        el("b", sentence(claim.text)),
        el("span", f" {names}", class_="about"),
        el("p", standing.summary, class_="about") if standing else None,
    )


def _documents(view: StoryView) -> Html:
    """Every document with its date, its inputs, its address and the hash of its text."""
    rows = []
    for number, document in enumerate(view.story.documents, 1):
        trace = view.documents.get(document.id)
        url = trace.document.url if trace else None
        copies = ", ".join(view.document_name(copy) for copy in document.copies)
        facts = [document.title, f"near-copies: {copies}" if copies else None]
        rows.append(
            el(
                "tr",
                el("th", view.document_name(document.id), scope="row"),
                el("td", when(view, document.id)),
                el("td", [el("p", fact) for fact in facts if fact], el("p", address(url)) if url else None),
                el("td", [el("p", path) for path in document.paths], el("code", document.id[:_HASH] + "…")),
                id=f"document{number}",
            )
        )
    heads = ("Document", "When", "Title", "Input and hash of the text")
    return el(
        "details",
        el("summary", el("h2", f"Documents ({len(rows)})", id="documents")),
        el("table", el("thead", el("tr", [el("th", head, scope="col") for head in heads])), el("tbody", rows),
           class_="sources"),
        open=True,
        data_fold=True,
        class_="part",
    )  # fmt: skip
