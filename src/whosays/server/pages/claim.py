"""The page of a claim: what it rests on, the proof, who answers, and where each of it can be put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from whosays.model import Factuality, Naming, Response, record
from whosays.model.story import EdgeKind
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages import correcting
from whosays.server.pages.layout import (
    claim_link,
    document_link,
    export_form,
    feed_links,
    field,
    interval,
    moment,
    reads_only,
    short,
    source_link,
)
from whosays.wording import FACTUALITY, NAMING, RESPONSE, TAKES, count, date_in_words, grade_in_words, sentence

_UNSURE = 0.7


def claim(
    held: record.Claim,
    history: Sequence[record.Step],
    who: str | None,
    as_of: str | None,
    done: record.Decision | None = None,
    beside: Sequence[record.Choice] = (),
    still: Sequence[record.Response] = (),
) -> Child:
    """A claim with everything held of it; as it was on a day, or where nobody signs, it cannot be decided about.
    ``done`` is the decision that was just written, ``beside`` are the other claims of its event, ``still`` the other
    answers of who was put right."""
    now = as_of is None
    times = list(dict.fromkeys(step.time for step in history))
    signer = who if now else None
    standing, origins = held.standing, held.origins
    return (
        el("p", held.claim, ", in ", count(held.documents, "document"), class_="eyebrow"),
        el("h1", held.text),
        correcting.written(done, signer, held.claim),
        _counting(held.claim, still, signer),
        el("p", f"As the ledger held it {_when(as_of)}.", class_="warnings") if as_of else None,
        el("p", standing.summary, class_="standing"),
        el("p", f"{sentence(grade_in_words(standing.reliability, standing.credibility))}.", class_="line"),
        el("p", held.note, class_="warnings") if held.note else None,
        [el("p", warning, class_="warnings") for warning in held.warnings or ()],
        _taken_out(held),
        _parts(held, now),
        reads_only() if who is None else None,
        _keep(held.claim, signer),
        correcting.link(held.claim, signer, held.claim, "Put its words right"),
        el(
            "section",
            el("h2", "Made by"),
            el("ol", [_appearance(held.claim, place, signer) for place in held.appearances], class_="rows"),
            id="made",
        ),
        _answers(held, signer),
        _edges(held, signer),
        el(
            "section",
            el("h2", "Why"),
            el("p", "Independent origins: ", el("b", interval(origins.least, origins.most))),
            el("ul", [_ground(ground) for ground in (*standing.reasons, *origins.reasons)], class_="plain"),
            id="proof",
        ),
        _drift(held.drift),
        _merge_and_split(held, beside, signer) if signer is not None else None,
        correcting.decisions(held.decisions or (), signer, held.claim),
        _lineage(held.lineage or ()),
        _history(history) if now else None,
        el(
            "section",
            el("h2", "To send, and as it was"),
            _sending(held.claim, held.event, who is not None) if now else None,
            _as_of(held.claim, times, as_of),
            id="sending",
        ),
    )  # fmt: skip


def _when(as_of: str) -> str:
    """A day, or a moment to the minute, in words."""
    if len(as_of) <= len("2031-03-14"):
        return f"at the end of {date_in_words(as_of)}"
    return f"on {date_in_words(f'{as_of[:16]}+00:00')}"


def former(held: record.FormerClaim) -> Child:
    """A claim that no longer holds."""
    return (
        el("p", held.claim, class_="eyebrow"),
        el("h1", held.text),
        el("p", "This claim no longer holds.", class_="warnings"),
        _lineage(held.lineage),
        correcting.decisions(held.decisions, None, held.claim),
    )


def _ground(ground: record.Ground) -> Html:
    return el("li", ground.text, " ", el("code", ground.rule), _proof(ground.evidence))


def _proof(evidence: Sequence[record.Words]) -> Child:
    return [el("blockquote", short(one.words), " ", document_link(one.document)) for one in evidence[:3] if one.words]


def _appearance(claim_name: str, place: record.Appearance, who: str | None) -> Html:
    name = place.outlet or place.author or place.title or place.input or place.document
    told = f"told {FACTUALITY[Factuality(place.factuality)]}"
    facts: list[Child] = [el("span", told), el("span", f"{place.document}, {place.link}")]
    if place.author:
        facts.append(el("span", place.author))
    if place.published:
        facts.append(el("span", place.published))
    if place.retracted:
        facts.append(el("span", "withdrawn"))
    return el(
        "li",
        document_link(place.document, short(name)),
        el("blockquote", short(place.words)),
        el("p", facts, class_="facts"),
        _chain(claim_name, place, who),
        _decide(claim_name, place.link, who, "That this document makes this claim"),
        data_row=True,
    )


def _chain(claim_name: str, place: record.Appearance, who: str | None) -> Child:
    """By which steps a document has the claim, each where it can be put right."""
    fix = correcting.link(place.handle, who, claim_name, "Put the steps or the certainty right")
    if not place.chain:
        return el("p", "In its own voice. ", el("span", place.handle, class_="facts")), fix
    steps = [
        el(
            "li",
            source_link(step.who) if step.who else "nobody who is named",
            f", {NAMING[Naming(step.naming)]}" if step.naming else None,
            f": “{short(step.words, 120)}” " if step.words else " ",
            el("span", step.handle, class_="facts"),
            correcting.link(step.handle, who, claim_name),
        )
        for step in place.chain
    ]
    return el("p", "By these steps, the outermost first:", class_="line"), el("ol", steps, class_="plain"), fix


def _parts(held: record.Claim, now: bool) -> Html:
    """Where what stands on this long page."""
    parts = {"made": "Made by", "answers": f"Answers ({len(held.responses)})"}
    if held.edges:
        parts["taken"] = "Taken from"
    parts["proof"] = "Why"
    if now:
        parts["sending"] = "To send"
    links = [(el("a", words, href=f"#{place}"), " ") for place, words in parts.items()]
    graph = el("a", "Its graph: who has it from whom", href=f"/claims/{held.claim}/report") if now else None
    return el("nav", links, graph, class_="parts", aria_label="On this page")


def _answers(held: record.Claim, who: str | None) -> Child:
    if not held.responses:
        return el(
            "section",
            el("h2", "Answers"),
            el("p", "Nobody answers it in what the ledger holds.", class_="line"),
            id="answers",
        )
    rows = [
        el(
            "li",
            source_link(one.who),
            ": ",
            el("b", RESPONSE[Response(one.response)]),
            el("blockquote", short(one.words), " ", document_link(one.document)),
            el(
                "p",
                [el("span", fact) for fact in (one.handle, date_in_words(one.published or "")) if fact],
                class_="facts",
            ),
            correcting.link(one.handle, who, held.claim),
            data_row=True,
        )
        for one in held.responses
    ]
    turned = [el("p", turn, class_="standing-small") for turn in held.turns or ()]
    return el("section", el("h2", "Answers"), turned, el("ul", rows, class_="rows"), id="answers")


def _counting(claim_name: str, still: Sequence[record.Response], who: str | None) -> Child:
    """That somebody who was put right says more that answers the claim, each where it can be put right too."""
    if not still:
        return None
    rows = [
        el(
            "li",
            one.who,
            ": ",
            el("b", RESPONSE[Response(one.response)]),
            el("blockquote", short(one.words), " ", document_link(one.document)),
            correcting.link(one.handle, who, claim_name),
        )
        for one in still
    ]
    told = "This statement of theirs still counts" if len(still) == 1 else "These statements of theirs still count"
    return el("div", el("p", f"{told} as an answer here:"), el("ul", rows, class_="plain"), class_="warnings")


def _node(node: record.Node) -> Child:
    if node.document and node.kind in ("document", "post"):
        return document_link(node.document, node.label)
    return node.label, " (not seen)" if node.kind == "unseen" else None


def _edges(held: record.Claim, who: str | None) -> Child:
    if not held.edges:
        return None
    rows = [
        el(
            "li",
            _node(edge.taker),
            f" {TAKES[EdgeKind(edge.kind)]} ",
            _node(edge.taken),
            f" (not sure: {edge.confidence:.0%})" if edge.confidence < _UNSURE else None,
            _proof(edge.evidence[:1]),
            el("p", edge.link, class_="facts"),
            _decide(held.claim, edge.link, who, "That one has it from the other"),
            data_row=True,
        )
        for edge in held.edges
    ]
    return el("section", el("h2", "Taken from"), el("ol", rows, class_="rows"), id="taken")


def _drift(drift: Sequence[record.Drift]) -> Child:
    if not drift:
        return None
    rows = [
        el(
            "li",
            el("b", sentence(one.kind.replace("-", " "))),
            el("blockquote", _node(one.upstream), ": ", short(one.upstream.words)),
            el("blockquote", _node(one.downstream), ": ", short(one.downstream.words)),
        )
        for one in drift
    ]
    return el("section", el("h2", "Changed on the way"), el("ul", rows, class_="rows"))


def _decide(claim_name: str, what: str, who: str | None, about: str) -> Child:
    asked = f"{about}: was that read right? It says nothing of whether the claim is true."
    return _accepted_or_rejected(what, claim_name, who, "Accept or reject", asked, "Accept", "Reject")


def _keep(claim_name: str, who: str | None) -> Child:
    """Whether something that was read as a claim should stand here. Not whether it is so: a rumour that is denied is a
    claim all the same."""
    asked = (
        "Take it out where the words claim nothing, such as a greeting or the name of a column. It is then "
        "gone from Today, from searches and from what drafts are checked against. A claim that is denied, or "
        "that is false, is a claim: keep it."
    )
    question = "Should this claim stand here?"
    return _accepted_or_rejected(claim_name, claim_name, who, question, asked, "Keep it", "It is no claim")


def _accepted_or_rejected(
    what: str, claim_name: str, who: str | None, title: str, asked: str, accept: str, reject: str
) -> Child:
    """A folded form with two buttons, one to accept and one to reject ``what``; nothing for who may not decide."""
    if who is None:
        return None
    return el(
        "details",
        el("summary", title, el("span", f" {what}", class_="hidden")),
        el(
            "form",
            el("p", asked),
            el("input", type="hidden", name="names", value=what),
            el("input", type="hidden", name="back", value=claim_name),
            correcting.signed(who),
            el("button", accept, name="verb", value="accept", data_key="a"),
            " ",
            el("button", reject, name="verb", value="reject", data_key="x"),
            action="/decide",
            method="post",
        ),
        class_="decide",
    )


def _taken_out(held: record.Claim) -> Child:
    """That a person said of it that it is no claim, whenever its page is looked at."""
    about = [one for one in held.decisions or () if one.subject == held.claim and not one.undone]
    last = next((one for one in reversed(about) if one.verb in ("accept", "reject")), None)
    if last is None or last.verb != "reject":
        return None
    told = f"{last.who} decided that this is no claim ({last.why}). It is left out of Today, of searches and of what "
    return el("p", told, "drafts are checked against. ", el("a", "Take that back", href="#decided"), class_="warnings")


def _merge_and_split(held: record.Claim, beside: Sequence[record.Choice], who: str) -> Html:
    made = {place.document.partition(".")[0]: place for place in reversed(held.appearances)}
    choices = [
        el(
            "label",
            el("input", type="checkbox", name="names", value=document),
            f" {place.outlet or place.author or document}: ",
            el("q", short(place.words, 140)),
        )
        for document, place in reversed(made.items())
    ]
    split = el(
        "form",
        el("p", "These documents do not make this claim, but another:"),
        el("input", type="hidden", name="names", value=held.claim),
        el("input", type="hidden", name="back", value=held.claim),
        el("p", choices, class_="choices"),
        correcting.signed(who),
        el("button", "Split", name="verb", value="split"),
        action="/decide",
        method="post",
    )
    others = [el("option", "Choose one", value=""), *(el("option", short(one.words, 140), value=one.value)
                                                      for one in beside)]  # fmt: skip
    merge = el(
        "form",
        el("input", type="hidden", name="names", value=held.claim),
        el("input", type="hidden", name="back", value=held.claim),
        el("label", el("span", "It is the same claim as"), el("select", others, name="names"), class_="field")
        if beside
        else None,
        field("Or as one of another event, by its name (k9)" if beside else "It is the same claim as (k9)", "names"),
        correcting.signed(who),
        el("button", "Merge", name="verb", value="merge"),
        action="/decide",
        method="post",
    )
    return el(
        "details",
        el("summary", "The same as another claim, or two in one"),
        merge,
        split if len(choices) > 1 else None,
        class_="decide",
    )


def _lineage(lineage: Sequence[record.Lineage]) -> Child:
    return [
        el(
            "p",
            claim_link(one.claim),
            " became part of " if one.kind == "merged-into" else " was part of ",
            claim_link(one.other),
            ".",
        )
        for one in lineage
    ]


def _history(history: Sequence[record.Step]) -> Child:
    if not history:
        return None
    rows = [el("li", moment(step.time), " ", step.text, _proof(step.evidence[:1])) for step in reversed(history)]
    summary = el("summary", "What happened to it, newest first")
    return el("section", el("details", summary, el("ol", rows, class_="plain")))


def _as_of(name: str, times: Sequence[str], as_of: str | None) -> Child:
    """The claim as the ledger held it after each change: a slider over them, and any day."""
    at = next((n for n, time in enumerate(times) if time == as_of), len(times) - 1)
    slider = el(
        "form",
        el(
            "label",
            el("span", f"As the ledger held it after each of its {len(times)} changes, the first on the left"),
            el("input", type="range", name="step", min="0", max=str(len(times) - 1), value=str(at), data_slider=True),
            class_="field",
        ),
        el("p", moment(times[0]), " to ", moment(times[-1]), class_="facts") if times else None,
        el("button", "Show that"),
        action=f"/claims/{name}",
        method="get",
    )
    day = el(
        "form",
        field("As the ledger held it on (2031-03-14)", "as_of", value=as_of or ""),
        el("button", "Show"),
        action=f"/claims/{name}",
        method="get",
    )
    now = el("p", el("a", "As it is now", href=f"/claims/{name}")) if as_of else None
    return slider if len(times) > 1 else None, day, now


def _sending(name: str, event: str, may_freeze: bool) -> Child:
    """The claim as something to send: a page with its graph, as a file, or frozen under an address of its own."""
    return (
        el(
            "p",
            el("a", "The report of this claim, with its graph", href=f"/claims/{name}/report"),
            " · ",
            el("a", "The same as one file", href=f"/claims/{name}/report?file=1", download=True),
        ),
        el(
            "form",
            el("button", "Freeze it under an address of its own"),
            action=f"/claims/{name}/freeze",
            method="post",
        )
        if may_freeze
        else None,
        export_form({name: "this claim", event: "its event, with all of its claims"}),
        feed_links(f"claims/{name}"),
    )


def frozen(name: str, root: str, path: str, head: tuple[int, str], is_team: bool) -> Child:
    """What was frozen, and where; where nobody else can come to the desk, that is said."""
    alone = "This desk can be opened on this machine only: to send the page, take the file."
    return (
        el("h1", "Frozen"),
        el("p", "This page stays as it is, whatever the ledger learns:"),
        el("p", el("a", f"{root}{path}", href=path)),
        el("p", "Whoever has this address can read it, without an account." if is_team else alone, class_="line"),
        el("p", el("a", "The same as one file", href=f"{path}?file=1", download=True)),
        el("p", f"It names entry {head[0]} of the ledger and its hash, ", el("code", head[1]), ".", class_="line"),
        el("p", claim_link(name, f"Back to {name}")),
    )


def frozen_before(name: str, root: str, made: Sequence[tuple[str, float]]) -> Child:
    """The pages of a claim that were frozen, by their paths, and when that was."""
    rows = [
        el("li", moment(datetime.fromtimestamp(at, UTC).isoformat()), ": ", el("a", f"{root}{path}", href=path))
        for path, at in made
    ]
    return (
        el("h1", "Frozen"),
        el("p", "What was frozen of this claim stays as it was then:" if rows else "Nothing of this claim is frozen."),
        el("ul", rows, class_="plain") if rows else None,
        el("p", claim_link(name, f"Back to {name}")),
    )
