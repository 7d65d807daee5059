"""Lists of claims and of changes; the first page, and what a search finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whosays.ledger.change_log import Recorded
from whosays.ledger.searching import Listed
from whosays.model import Response, record
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.adding import ways_in
from whosays.server.pages.layout import (
    claim_link,
    document_link,
    feed_links,
    graded,
    interval,
    moment,
    reads_only,
    short,
    source_link,
)
from whosays.server.state import Search
from whosays.wording import ANSWERS_IT, count

_MOST_SAID = 3  # claims of a source in one document that a search shows


def today(
    changes: Sequence[Recorded],
    claims: Sequence[Listed],
    most: int,
    *,
    is_return: bool,
    may_write: bool,
    searches: Sequence[Search],
) -> Child:
    """What changed last, or since the last visit (``is_return``), and the claims that most documents make, which
    stand first for who was not here before; three ways in where there is nothing yet."""
    if not claims:
        about = el("p", "Put in what was published about something: articles, posts, whole feeds. The desk shows what "
                   "each claim rests on: who said it, who has it from whom, who answers, in which words.")  # fmt: skip
        return el("h1", "Nothing here yet"), about, ways_in(examples_first=True) if may_write else reads_only()
    carried = el(
        "section",
        el("h2", "Stories, those of most documents first"),
        stories(claims),
        el("p", f"The first {most}; search for others.", class_="line") if len(claims) >= most else None,
    )
    news = _news(changes, is_return)
    return el("h1", "Today"), (news, _saved(searches), carried) if is_return else (_saved(searches), carried, news)


def _news(changes: Sequence[Recorded], is_return: bool) -> Child:
    if is_return and not changes:
        nothing = el("p", "Nothing changed of what was there.", class_="line")
        return el("section", el("h2", "Since your last visit"), nothing)
    heading = "What changed since your last visit" if is_return else "What changed last"
    return el("section", el("h2", heading), _changes(changes), class_="changes") if changes else None


@dataclass(frozen=True, slots=True)
class Beside:
    """What a search finds besides claims: sources with where they speak, the names of more of them, documents."""

    speaking: Mapping[str, Sequence[record.Speaking]]
    more: Sequence[str] = ()
    documents: Sequence[record.Headed] = ()


def found(asked: str, claims: Sequence[Listed], alike: bool, beside: Beside) -> Child:
    """What a search found: sources of that name and what they say, documents, claims."""
    heading = "Claims that may say this in other words" if alike else "Claims with these words"
    nothing = None if beside.speaking or beside.documents else el("p", "Nothing was found.", class_="line")
    return (
        el("h1", "Search: ", el("q", asked)),
        _speaking(beside),
        _documents(beside.documents),
        el("section", el("h2", heading), listed(claims)) if claims else nothing,
        el(
            "form",
            el("input", type="hidden", name="words", value=asked),
            el("button", "Save this search"),
            el("p", "It has a place on Today then, and feeds.", class_="line"),
            action="/searches",
            method="post",
        ),
    )


def saved(search: Search, claims: Sequence[Listed], may_forget: bool) -> Child:
    """What a saved search finds, and its feeds."""
    forget = el("button", "Forget this search", name="forget", value=search.name)
    return (
        el("p", "A saved search", class_="eyebrow"),
        el("h1", search.title),
        listed(claims) if claims else el("p", "No claim was found.", class_="line"),
        feed_links(f"searches/{search.name}"),
        el("form", forget, action="/searches", method="post") if may_forget else None,
    )


def _saved(searches: Sequence[Search]) -> Child:
    if not searches:
        return None
    rows = [el("li", el("a", one.title, href=f"/searches/{one.name}")) for one in searches]
    return el("section", el("h2", "Saved searches"), el("ul", rows, class_="plain"))


def _speaking(beside: Beside) -> Child:
    if not beside.speaking:
        return None
    rows = [
        el(
            "li",
            source_link(name),
            [_said(row, one) for row in speaking for one in row.claims[:_MOST_SAID]],
            data_row=True,
        )
        for name, speaking in beside.speaking.items()
    ]
    more = el("p", "Also speak here: ", [(source_link(name), " ") for name in beside.more]) if beside.more else None
    return el("section", el("h2", "Sources of this name, and what they say"), el("ol", rows, class_="rows"), more)


def _said(row: record.Speaking, one: record.SpokenClaim) -> Html:
    does = ANSWERS_IT[Response(one.response)] if one.response else "says"
    where = document_link(row.document, row.outlet or row.document)
    return el("p", f"{does}: ", claim_link(one.claim, short(one.text)), ", in ", where)


def _documents(documents: Sequence[record.Headed]) -> Child:
    if not documents:
        return None
    rows = [
        el(
            "li",
            document_link(one.document, short(one.title or one.outlet or one.document)),
            el("p", [el("span", part) for part in (one.outlet, one.published) if part], class_="facts"),
            data_row=True,
        )
        for one in documents
    ]
    return el("section", el("h2", "Documents"), el("ol", rows, class_="rows"))


def stories(claims: Sequence[Listed]) -> Child:
    """Claims by what they are about, the stories of most documents first: of each a line for every claim that several
    documents make or that somebody answers, the rest folded."""
    by_event: dict[str, list[Listed]] = {}
    for claim in claims:
        by_event.setdefault(claim.event, []).append(claim)
    return el("ol", [_story(group) for group in by_event.values()], class_="rows stories")


def _story(claims: Sequence[Listed]) -> Html:
    first, *others = claims
    told = [claim for claim in others if claim.documents > 1 or claim.answered]
    rest = [claim for claim in others if claim not in told]
    folded = el(
        "details",
        el("summary", f"{count(len(rest), 'claim')} that one document alone makes, and nobody answers"),
        el("ul", [_line(claim) for claim in rest], class_="plain"),
        class_="decide",
    )
    return el(
        "li",
        claim_link(first.claim, short(first.text)),
        el("p", first.summary, class_="rests"),
        el("p", _facts(first), class_="facts"),
        el("ul", [_line(claim, with_summary=True) for claim in told], class_="plain") if told else None,
        folded if rest else None,
        data_row=True,
    )


def _line(claim: Listed, with_summary: bool = False) -> Html:
    about = el("p", claim.summary, class_="facts") if with_summary else None
    return el("li", claim_link(claim.claim, short(claim.text)), about)


def listed(claims: Sequence[Listed]) -> Html:
    """Claims as a list, a row each."""
    return el("ol", [_row(claim) for claim in claims], class_="rows")


def _row(claim: Listed) -> Html:
    return el(
        "li",
        claim_link(claim.claim, short(claim.text)),
        el("p", claim.summary, class_="rests"),
        el("p", _facts(claim), class_="facts"),
        data_row=True,
    )


def _facts(claim: Listed) -> list[Child]:
    origins = f"independent origins: {interval(claim.least, claim.most)}"
    facts: list[Child] = [el("span", count(claim.documents, "document")), el("span", origins)]
    facts += [el("span", graded(claim.grade)), el("span", "since ", moment(claim.since))]
    if claim.rejected:
        facts.append(el("span", "rejected"))
    if claim.shared:
        facts.append(el("span", "both have: ", ", ".join(claim.shared)))
    return facts


def _changes(changes: Sequence[Recorded]) -> Html:
    return el("ol", [_change(one) for one in changes], class_="rows")


def _change(one: Recorded) -> Html:
    proof = next((proof for proof in one.change.evidence if proof.words), None)
    shown = None
    if proof is not None:
        shown = el("blockquote", short(proof.words), " ", document_link(proof.document))
    turned = None
    if one.change.before and one.change.after and one.change.before != one.change.after:
        turned = el("p", el("span", one.change.before), " → ", el("b", one.change.after), class_="turned")
    return el(
        "li",
        claim_link(one.change.claim, short(one.change.text)),
        turned,
        shown,
        el("p", moment(one.time), class_="facts"),
        data_row=True,
    )
