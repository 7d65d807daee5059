"""The parts of a document's section: head, what matters most, claims, text; and the list of several documents."""

from __future__ import annotations

from collections import Counter

from whosays import wording
from whosays.model import Claim, Naming, Response
from whosays.reports.html.appendix import address, everything, links, sources
from whosays.reports.html.article import article
from whosays.reports.html.cards import card, passing_on, rating
from whosays.reports.html.chain import answer_line, answers, show
from whosays.reports.html.markup import Html, el
from whosays.reports.html.quoting import chain_line, excerpt, proof
from whosays.reports.html.view import PageView, spans_of
from whosays.wording import NAMING_COUNT, claimed, count, date_in_words

_FIRST = 5  # claims shown before the others are folded away


def title(view: PageView) -> str:
    """The document's title, else its first words."""
    document = view.trace.document
    if document.title and document.title.strip():
        return document.title
    shown = document.text[:1000]
    for start, end in document.furniture:
        shown = shown[:start] + " " * (min(end, len(shown)) - start) + shown[end:] if start < len(shown) else shown
    words = shown.split() or document.text[:1000].split()
    short = " ".join(words[:14])[:120]
    return short + (" …" if len(short) < len(" ".join(words)) else "") or "An empty document"


def section(view: PageView) -> Html:
    """Everything about one document."""
    return el(
        "section",
        _head(view),
        _main_claim(view),
        el("div", _claims(view), _text(view), class_="columns"),
        sources(view),
        everything(view),
        links(view),
        class_="document",
        id=f"{view.prefix}document",
        aria_labelledby=f"{view.prefix}title",
    )


def _head(view: PageView) -> Html:
    document = view.trace.document
    facts = [document.outlet, wording.by_whom(document), *wording.taken_from(document)]
    if document.published:
        facts.append(f"published {date_in_words(document.published)}")
    if document.modified and document.modified != document.published:
        facts.append(f"changed {date_in_words(document.modified)}")
    line: list[Html] = [el("span", fact) for fact in facts if fact]
    if document.url:
        line.append(address(document.url))
    warnings = dict.fromkeys((*document.warnings, *view.trace.warnings))
    return el(
        "header",
        view.heading(0, title(view), id=f"{view.prefix}title"),
        el("p", line, class_="facts") if line else None,
        el("ul", [el("li", warning) for warning in warnings], class_="warnings", aria_label="Warnings")
        if warnings
        else None,
    )


def _main_claim(view: PageView) -> Html:
    """What an editor must see first: the claim that matters most, what it rests on and the words for it."""
    if not view.claims:
        return el(
            "div",
            el("p", "No claim that could be checked was found in this text.", class_="rests"),
            _figures(view),
            class_="lead",
        )
    claim = view.claims[0]
    chain, given, standing = view.chain(claim), view.answers(claim), claim.standing
    spans = spans_of(chain[-1]) if chain else claim.spans
    link = show(view, spans, "the words of the main claim")
    words = excerpt(view, chain[-1]) if chain else proof(view, claim)
    return el(
        "div",
        el(
            "div",
            el("p", "The claim that matters most", class_="eyebrow"),
            el("p", claimed(view.words_of(claim)), class_="claimed"),
            el("p", standing.summary, class_="rests") if standing else None,
            rating(claim),
            el("p", el("a", "Its card, with every step", href=f"#{view.card_id(1)}"), class_="more"),
        ),
        el(
            "div",
            el("p", "The words it rests on", class_="eyebrow"),
            el("blockquote", words, link),
            el("p", chain_line(view, claim), class_="line") if chain else None,
            el("ul", [el("li", answer_line(view, answer)) for answer in given], class_="given") if given else None,
            passing_on(view, claim),
        ),
        _figures(view),
        class_="lead",
    )


def _figures(view: PageView) -> Html:
    """How many claims, sources and answers, by kind."""
    trace = view.trace
    namings = Counter(source.naming for source in trace.sources)
    named = ", ".join(f"{namings[n]} {NAMING_COUNT[n]}" for n in Naming if namings[n])
    given = Counter(a.response for a in trace.attributions if a.response)
    answered = ", ".join(f"{given[r]} {wording.RESPONSE[r]}" for r in Response if given[r])
    items = [
        count(len(trace.claims), "claim"),
        count(len(trace.sources), "source") + (f" ({named})" if named else ""),
        count(sum(given.values()), "answer") + (f" ({answered})" if answered else ""),
    ]
    return el("ul", [el("li", item) for item in items], class_="figures", aria_label="In figures")


def _claims(view: PageView) -> Html:
    cards = [card(view, number, claim) for number, claim in enumerate(view.claims, 1)]
    others = cards[_FIRST:]
    return el(
        "section",
        view.heading(1, "Claims", id=f"{view.prefix}claims"),
        el("p", "What is answered, repeated or in the headline comes first.", class_="hint")
        if len(cards) > 1
        else None,
        cards[:_FIRST] or el("p", "None was found."),
        el("details", el("summary", f"{len(others)} more"), others, open=True, data_fold=True, class_="others")
        if others
        else None,
        _untied(view),
        class_="claims",
        aria_labelledby=f"{view.prefix}claims",
    )


def _untied(view: PageView) -> Html | None:
    """The answers of which it is not clear what they answer, apart from the claims."""
    if not view.untied:
        return None
    return el("section", view.heading(2, wording.UNTIED), answers(view, view.untied), class_="untied")


def _text(view: PageView) -> Html:
    document = view.trace.document
    return el(
        "section",
        view.heading(1, "The text", id=f"{view.prefix}text"),
        _key(),
        el("div", article(view), class_="text", lang=document.language, dir="auto"),
        class_="reading",
        aria_labelledby=f"{view.prefix}text",
    )


def _key() -> Html:
    return el(
        "p",
        el("span", "who", class_="source"),
        " says it · ",
        el("span", "an unsure who", class_="source unsure"),
        " · ",
        el("span", "how", class_="cue"),
        " · ",
        el("mark", "what is said ", el("mark", "and what is said in it", class_="content n1"), class_="content n0"),
        " · ",
        el("span", class_="ref", data_n="1"),
        " a claim · ",
        el("span", "not the article", class_="furniture"),
        class_="key",
    )


def listing(views: list[PageView]) -> Html:
    """The documents of a page, each with its main claim."""
    return el(
        "nav",
        el("ol", [_listed(view) for view in views]),
        class_="documents",
        aria_label="Documents",
    )


def _listed(view: PageView) -> Html:
    main: Claim | None = view.claims[0] if view.claims else None
    facts = [p for p in (view.trace.document.outlet, count(len(view.claims), "claim")) if p]
    return el(
        "li",
        el("a", title(view), href=f"#{view.prefix}document"),
        el("span", " " + " · ".join(facts), class_="about"),
        el("p", main.standing.summary if main.standing else main.text) if main else None,
    )
