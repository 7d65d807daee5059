"""The graph of a claim as a table: who makes it, in which words, and from whom each has it, with the words for that."""

from __future__ import annotations

from whosays.model.story import Edge
from whosays.reports.html.markup import Html, el, join
from whosays.reports.html.quoting import hands
from whosays.reports.html.view import PageView
from whosays.reports.story.html.anchors import Anchors
from whosays.reports.story.html.quoted import proof, when, words
from whosays.reports.story.view import Told, unsure
from whosays.wording import CARRIES, FACTUALITY, NAMING, TAKES, count, sentence

_CUT = 300  # characters of a claim's place


def table(told: Told, places: Anchors) -> Html:
    """A row for every node; documents by date, then whoever they have it from."""
    own = sorted(told.own, key=lambda document: (told.view.published(document) or "~", ""))
    rows = [_document(told, places, document) for document in own]
    rows += [_other(told, places, node) for node in told.nodes if node not in told.own.values()]
    heads = ("Who", "In these words", "Has it from")
    return el(
        "table",
        el("caption", "Every document and source, the words, and from whom each has it"),
        el("thead", el("tr", [el("th", head, scope="col") for head in heads])),
        el("tbody", rows),
        class_="ways",
        id=places.table,
    )


def _document(told: Told, places: Anchors, document: str) -> Html:
    view, node, place = told.view, told.own[document], told.appearance(document)
    about = [when(view, document), _hanging(told, node)]
    shown = view.in_context(document, place.spans[:1], longest=_CUT)
    return el(
        "tr",
        el("th", _name(told, node), el("p", " · ".join(filter(None, about)), class_="about"), scope="row"),
        el(
            "td",
            el("blockquote", words(shown) if shown else "Its text was not given."),
            el("p", " · ".join(_how(told, document)), class_="about"),
            _chain(told, document),
        ),
        el("td", _edges(told, places, node)),
        id=places.node(node),
    )


def _how(told: Told, document: str) -> list[str]:
    """How a document carries the claim, how sure it is, and why it is taken for the same claim as others make."""
    place, carried = told.appearance(document), told.carried.get(document)
    shown = [f"{CARRIES[carried.how]} ({carried.confidence:.0%} clear)"] if carried else []
    shown.append(f"presented {FACTUALITY[place.factuality]} ({place.factuality.value})")
    if place.joined and len(told.own) > 1:
        shown.append(f"the same claim: {', '.join(place.joined.reasons)}")
    return shown


def _other(told: Told, places: Anchors, node: str) -> Html:
    view = told.view
    naming = view.naming(view.nodes[node])
    if view.is_document(view.nodes[node]):
        about = ["a document that does not make this claim itself"]
    else:
        about = [NAMING[naming] if naming else "credited, but not among the documents"]
    about.append(_hanging(told, node))
    takers = [el("a", view.name(taker), href=f"#{places.node(taker)}") for taker in told.takers.get(node, ())]
    heard = [join(", " if number else None, link) for number, link in enumerate(takers)]
    return el(
        "tr",
        el("th", _name(told, node), el("p", " · ".join(filter(None, about)), class_="about"), scope="row"),
        el("td", el("p", "Heard by ", heard) if takers else "–"),
        el("td", _edges(told, places, node)),
        id=places.node(node),
    )


def _name(told: Told, node: str) -> Html:
    return el("b", told.view.name(node))


def _hanging(told: Told, node: str) -> str:
    below = len(told.below.get(node, ()))
    return f"{count(below, 'document')} of {len(told.own)} hang on it alone" if below > 1 else ""


def _chain(told: Told, document: str) -> Html | None:
    """The hands through which the document says it has it, as it tells them itself."""
    trace = told.view.documents.get(document)
    claim = next((c for c in trace.claims if c.id == told.appearance(document).claim), None) if trace else None
    if trace is None or claim is None or not claim.chain:
        return el("p", "in its own voice", class_="about")
    steps = [told.view.document_name(document), *hands(PageView(trace), claim)]
    return el("p", " ← ".join(steps), class_="line")


def _edges(told: Told, places: Anchors, node: str) -> Html:
    edges = told.edges.get(node, ())
    if not edges:
        origin = node in told.claim.origins.nodes
        unseen = told.view.naming(told.view.nodes[node]) is None and node not in told.own.values()
        text = (
            "Not known: it was not given."
            if unseen
            else "Nobody, as far as these documents show: it is an origin."
            if origin
            else "It gives no source."
        )
        if origin and node in told.own.values():
            text = "It gives no source, so it may be an origin."
        return el("p", text, class_="about")
    return el("ul", [_edge(told, places, edge) for edge in edges], class_="edges")


def _edge(told: Told, places: Anchors, edge: Edge) -> Html:
    sure = f"{'not sure: ' if unsure(edge) else ''}{edge.confidence:.0%} sure"
    circle = el("span", " · in a circle of credit", class_="warned") if edge.taken in told.circle(edge.taker) else None
    return el(
        "li",
        sentence(TAKES[edge.kind]),
        " ",
        el("a", told.view.name(edge.taken), href=f"#{places.node(edge.taken)}"),
        el("span", f" ({sure})", class_="about"),
        circle,
        proof(told.view, edge.evidence, told.view.nodes[edge.taker].document),
        id=places.edge(edge),
    )
