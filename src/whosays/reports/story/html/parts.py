"""The parts of a claim's section beside its graph: why so many origins, who answers, what changed, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whosays.model import Spans
from whosays.model.story import Drift, DriftKind, Evidence, Ground
from whosays.reports.html.markup import Child, Html, el, join
from whosays.reports.story.answers import Given, answers, together, told_in_turn
from whosays.reports.story.course import Day, course
from whosays.reports.story.html.anchors import Anchors
from whosays.reports.story.html.quoted import by, changed, proof, quote
from whosays.reports.story.view import Told, differs
from whosays.wording import ANSWERS_IT, CAUTION, DRIFT, count, date_in_words, sentence

_MOST_CHANGES = 24
_MOST_NAMES = 12
_MOST_NEAR = 6


def reasons(told: Told) -> Html | None:
    """Why there are so many origins, and why the digit and the letter are what they are."""
    standing = told.claim.standing
    grounds = [*told.claim.origins.reasons, *(standing.reasons if standing else ())]
    seen = dict.fromkeys(ground for ground in grounds if ground.rule not in _DATED)
    if not seen:
        return None
    shown: set[Evidence] = set()
    listed = el("ul", [_reason(told, ground, shown) for ground in seen], class_="reasons")
    return _part("Why", len(seen), listed, fold=True)


_DATED = {"first-seen", "new-origin", "answered"}  # told by the time line


def _reason(told: Told, ground: Ground, shown: set[Evidence]) -> Html:
    """A reason with its rule and its words; ``shown`` are words that an earlier reason has brought, and grows."""
    new = [evidence for evidence in ground.evidence if evidence not in shown]
    shown.update(new)
    words = proof(told.view, new) if new or not ground.evidence else el("p", "By the words above.", class_="about")
    return el("li", ground.text, " ", el("code", ground.rule, class_="rule"), words)


def answered(told: Told, places: Anchors) -> Html | None:
    """Who answers it: how, to whom, in which documents since when, and in which words."""
    given = answers(told)
    if not given:
        return None
    groups = list(together(given))
    turned = [el("p", turn, class_="warned") for turn in told_in_turn(told, given)]
    rows = el("ul", [_answer(told, places, g) for g in groups], class_="answers")
    return _part("Who answers it", len(groups), (turned, rows))


def _answer(told: Told, places: Anchors, group: Sequence[Given]) -> Html:
    first = min(group, key=lambda given: told.view.published(given.document) or "~")
    caution = CAUTION.get(first.response)
    told_to = list(dict.fromkeys(given.addressee for given in group if given.addressee))
    facts = [f"to {told_to[0]}" if told_to else "", f"on {first.channel}" if first.channel else ""]
    return el(
        "li",
        el("b", sentence(first.who)),
        " ",
        el("span", ANSWERS_IT[first.response], class_="said"),
        el("span", f" – {caution}", class_="caution") if caution else None,
        el("span", " · told as more than was said, so it is not counted", class_="warned") if first.harder else None,
        el("p", " · ".join(filter(None, facts)), " in " if any(facts) else "In ", _carriers(told, places, group),
           class_="about"),
        quote(told.view, Evidence(first.document, first.spans)),
        class_="answer",
    )  # fmt: skip


def _carriers(told: Told, places: Anchors, group: Sequence[Given]) -> list[Html]:
    found = []
    for number, document in enumerate(dict.fromkeys(given.document for given in group)):
        date = told.view.published(document)
        when = f", {date_in_words(date[:10])}" if date else ", date unknown"
        found.append(join("; " if number else None, linked(told, places, document), when))
    return found


def linked(told: Told, places: Anchors, document: str) -> Html:
    """A document's name, leading to its row."""
    node = told.own.get(document)
    name = told.view.document_name(document)
    return el("a", name, href=f"#{places.node(node)}") if node else el("span", name)


def changes(told: Told) -> Html | None:
    """What changed on the way: the words of both sides beside each other, what differs in them marked."""
    known = told.drift
    if not known:
        return None
    kinds: dict[DriftKind, list[Drift]] = {}
    for drift in known[:_MOST_CHANGES]:
        kinds.setdefault(drift.kind, []).append(drift)
    left = len(known) - _MOST_CHANGES
    more = (
        el("p", f"{count(left, 'more change')}, which the JSON of this story has.", class_="hint") if left > 0 else None
    )
    return _part("What changed on the way", len(known), [_kind(told, *found) for found in kinds.items()], more)


def _kind(told: Told, kind: DriftKind, found: Sequence[Drift]) -> Html:
    """The changes of one kind; what the same words became is shown beside them together."""
    pairs: dict[tuple[str, Spans], list[Drift]] = {}
    for drift in found:
        pairs.setdefault((drift.upstream, drift.spans_upstream), []).append(drift)
    return el(
        "div",
        el("h4", sentence(DRIFT[kind]), " ", el("code", kind.value, class_="rule")),
        [_sides(told, same) for same in pairs.values()],
        class_="change",
    )


def _sides(told: Told, same: Sequence[Drift]) -> Html:
    view = told.view
    above = view.nodes[same[0].upstream].document or ""
    marks = [_marked(told, drift) for drift in same]
    left = marks[0][0] if len(same) == 1 else same[0].spans_upstream
    right = [
        _side(told, drift.downstream, marked or drift.spans_downstream)
        for drift, (_, marked) in zip(same, marks, strict=True)
    ]
    return el("div", el("div", _side(told, same[0].upstream, left or same[0].spans_upstream)), el("div", right),
              class_="sides") if above else join()  # fmt: skip


def _marked(told: Told, drift: Drift) -> tuple[Spans, Spans]:
    """What is marked on either side."""
    documents, nodes = told.view.documents, told.view.nodes
    above, below = (documents.get(nodes[node].document or "") for node in (drift.upstream, drift.downstream))
    if above is None or below is None:
        return drift.spans_upstream, drift.spans_downstream
    return changed(above.document.text, drift.spans_upstream, below.document.text, drift.spans_downstream)


def _side(told: Told, node: str, marked: Spans) -> Html:
    document = told.view.nodes[node].document or ""
    return join(by(told.view, document), quote(told.view, Evidence(document, marked)))


def near(told: Told, sections: Mapping[str, str]) -> Html | None:
    """Claims that would be this one but for one thing; ``sections`` are the ids of those shown in full."""
    if not told.near:
        return None
    items = []
    for related, other in told.near[:_MOST_NEAR]:
        words = sentence(other.text)
        link = el("a", words, href=f"#{sections[other.id]}") if other.id in sections else el("span", words)
        names = ", ".join(told.view.document_name(document) for document in other.documents[:_MOST_NEAR])
        items.append(
            el("li", el("b", f"It differs in {differs(related)}: "), link, el("span", f" {names}", class_="about"))
        )
    return _part("Near, and not the same", len(items), el("ul", items, class_="singles"), more=True)


def over_time(told: Told, places: Anchors) -> Html:
    """When it was first seen, who carried it when, which origin and which answer came when; what is not dated."""
    found = course(told)
    undated = None
    if found.undated and not found.days:
        undated = el("p", "No date is known of any document that makes it.", class_="undated")
    elif found.undated:
        undated = el("p", el("b", "Date unknown: "), _names(told, places, found.undated), class_="undated")
    return _part(
        "Over time",
        None,
        el("p", "By the dates the documents bear. First seen here is not first published.", class_="hint"),
        el("ol", [_day(told, places, day) for day in found.days], class_="course") if found.days else None,
        undated,
        more=True,
    )


def _day(told: Told, places: Anchors, day: Day) -> Html:
    steps = [el("li", linked(told, places, d), ": ", el("b", "; ".join(what))) for d, what in day.steps]
    carried = el("li", "carried by ", _names(told, places, day.carried)) if day.carried else None
    return el("li", el("time", date_in_words(day.date), datetime=day.date), el("ul", steps, carried))


def _names(told: Told, places: Anchors, documents: Sequence[str]) -> Html:
    names = [
        join(", " if number else None, linked(told, places, d)) for number, d in enumerate(documents[:_MOST_NAMES])
    ]
    left = len(documents) - len(names)
    return join(names, f" and {left} more, in the table" if left > 0 else None)


def _part(name: str, number: int | None, *content: Child, fold: bool = False, more: bool = False) -> Html:
    """A part that can be folded away; ``fold`` where a script does so from the start; ``more`` is left out on paper."""
    head = el("summary", el("h3", name + (f" ({number})" if number is not None else "")))
    return el("details", head, *content, open=True, data_fold=fold, class_="part more" if more else "part")
