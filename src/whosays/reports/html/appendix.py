"""What follows the text: its sources, everything said in it, and its links."""

from __future__ import annotations

from collections import Counter

from whosays import wording
from whosays.model import Attribution, Link, Source
from whosays.model.clarity import names_nobody
from whosays.reports.html.article import outward
from whosays.reports.html.cards import places
from whosays.reports.html.chain import about, show
from whosays.reports.html.layers import clip
from whosays.reports.html.markup import Html, el, join, web_address
from whosays.reports.html.quoting import excerpt
from whosays.reports.html.view import PageView, spans_of
from whosays.wording import CAUTION, count, sentence


def sources(view: PageView) -> Html | None:
    found = view.trace.sources
    if not found:
        return None
    said = Counter(a.source_id for a in view.trace.attributions)
    rows = [_source(view, source, said[source.id]) for source in found]
    heads = ("Source", "How named", "Who that is", "Heard", "In the text")
    return el(
        "details",
        el("summary", view.heading(1, f"Sources ({len(found)})")),
        el(
            "table",
            el("thead", el("tr", [el("th", head, scope="col") for head in heads])),
            el("tbody", rows),
            class_="sources",
        ),
        open=True,
        data_fold=True,
        class_="part",
    )


def _source(view: PageView, source: Source, said: int) -> Html:
    withheld = [show(view, source.withheld, "that the source is withheld")] if source.withheld else None
    return el(
        "tr",
        el("th", "–" if names_nobody(source.name) else source.name, scope="row"),
        el(
            "td", sentence(wording.NAMING[source.naming]), el("span", ", not disclosed", withheld) if withheld else None
        ),
        el("td", ", ".join(p for p in (source.role, source.affiliation) if p) or "–"),
        el("td", count(said, "time")),
        el("td", places(view, [(span,) for span in source.mentions], source.name)),
    )


def everything(view: PageView) -> Html | None:
    attributions = view.trace.attributions
    if not attributions:
        return None
    return el(
        "details",
        el("summary", view.heading(1, f"Everything said, in order ({len(attributions)})")),
        el("ol", [_said(view, attribution) for attribution in attributions], class_="everything"),
        open=True,
        data_fold=True,
        class_="part",
    )


def _said(view: PageView, attribution: Attribution) -> Html:
    sure = view.presented(attribution)
    facts = [*about(view, attribution), *(["presented " + sure] if sure else [])]
    if attribution.response:
        caution = CAUTION.get(attribution.response)
        facts.append(wording.RESPONSE[attribution.response] + (f" – {caution}" if caution else ""))
    answered = view.numbers.get(attribution.responds_to or "")
    if answered:
        facts.append(f"about claim {answered}")
    parent = view.attributions.get(attribution.parent or "")
    if parent is not None:
        facts.append(f"within the words of {view.who(parent)}")
    facts.append(f"mark {attribution.confidence:.0%} sure")
    speaker = sentence(view.who(attribution))
    return el(
        "li",
        el("b", speaker),
        el("span", " " + " · ".join(facts), class_="about"),
        el("blockquote", excerpt(view, attribution), show(view, spans_of(attribution), f"the words of {speaker}")),
    )


def links(view: PageView) -> Html | None:
    found = view.trace.document.links
    if not found:
        return None
    return el(
        "details",
        el("summary", view.heading(1, f"Links of the text ({len(found)})")),
        el("p", "Nothing was loaded from them.", class_="hint"),
        el("ul", [el("li", _words(view, link), ": ", address(link.url)) for link in found], class_="links"),
        open=True,
        data_fold=True,
        class_="part",
    )


def _words(view: PageView, link: Link) -> str:
    kept = clip(link.span, len(view.trace.document.text))
    return view.trace.document.text[kept[0] : kept[1]] if kept else "(no words)"


def address(url: str) -> Html:
    """An address, as a link where it may be one, in full."""
    if web_address(url) is None:
        return el("span", url, class_="address")
    return join(outward(url), el("span", url, class_="address"), Html("</a>"))
