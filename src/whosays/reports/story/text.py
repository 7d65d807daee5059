"""A story as text for a terminal: each claim with what it rests on first, then why, who carries it, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whosays.model import Spans, Trace
from whosays.model.story import Drift, Edge, Evidence, Story, StoryClaim
from whosays.reports.story.answers import Given, answers, together
from whosays.reports.story.course import course
from whosays.reports.story.lead import lead
from whosays.reports.story.view import StoryView, Told, differs, unsure
from whosays.reports.visible import visible
from whosays.wording import ANSWERS_IT, CARRIES, DRIFT, TAKES, grade_in_words, sentence

_SHOWN = 12
_LONGEST = 110
_PLAIN = 0.8  # a match as sure as this needs no word
_NEAR = 3


def report(story: Story, traces: Sequence[Trace], *, everything: bool = False) -> str:
    """The story in plain text. Claims of several documents come first; ``everything`` shows those of one, too.

    Where no claim is made by several documents, the first claims are shown all the same.
    """
    view = StoryView(story, traces)
    shown: Sequence[StoryClaim] = story.claims if everything else (view.shared or story.claims)[:_SHOWN]
    lines = [_head(story, len(view.shared))]
    for claim in shown:
        lines.extend(["", *_claim(view.told(claim))])
    left = len(story.claims) - len(shown)
    if left:
        lines.extend(["", f"{left} more {'claim' if left == 1 else 'claims'} with --all."])
    lines.extend(["", *(f"Note: {visible(warning)}" for warning in story.warnings)] if story.warnings else [])
    return "\n".join(lines)


def _head(story: Story, shared: int) -> str:
    documents, events = len(story.documents), len(story.stories)
    return (
        f"{documents} {'document' if documents == 1 else 'documents'} about {events} "
        f"{'event' if events == 1 else 'events'}; {shared} {'claim' if shared == 1 else 'claims'} made by several"
    )


def _claim(told: Told) -> Iterator[str]:
    """A claim with everything found of it, what must be seen first on top."""
    claim, standing = told.claim, told.claim.standing
    yield f"{claim.id}  {_short(claim.text)}"
    yield from (f"    {visible(said)}" for said in lead(told))
    if standing:
        yield f"    {sentence(grade_in_words(standing.letter, standing.credibility))}."
    yield f"  Origins: {told.origins}"
    for ground in claim.origins.reasons:
        yield f"    - {visible(ground.text)}{_proof(told.view, ground.evidence)}"
    yield "  Made by:"
    for document in told.own:
        yield from _appearance(told, document)
    for node in told.nodes:
        if node not in told.own.values():
            yield from _taken(told, node)
    if told.drift:
        yield "  Changed on the way:"
        for drift in told.drift:
            yield from _drift(told.view, drift)
    given = answers(told)
    if given:
        yield "  Answers:"
        for group in together(given):
            yield from _answer(told.view, group)
    yield from _course(told)
    yield from _related(told)


def _appearance(told: Told, document: str) -> Iterator[str]:
    place = told.appearance(document)
    words = _words(told.view, document, place.spans[:1])
    carried = told.carried.get(document)
    how = f", {CARRIES[carried.how]}" if carried else ""
    yield f"    - {visible(told.view.document_name(document))} ({place.factuality.value}{how}): “{words}”"
    if place.joined and place.joined.confidence < _PLAIN:
        why = visible("; ".join(place.joined.reasons))
        yield f"        taken for the same claim ({place.joined.confidence:.0%}): {why}"
    for edge in told.edges.get(told.own[document], ()):
        yield f"        {_edge(told.view, edge)}"


def _taken(told: Told, node: str) -> Iterator[str]:
    """What somebody who is no document of the claim has it from."""
    for edge in told.edges.get(node, ()):
        yield f"    - {visible(told.view.name(node))} {_edge(told.view, edge)}"


def _edge(view: StoryView, edge: Edge) -> str:
    sure = f", not sure ({edge.confidence:.0%})" if unsure(edge) else ""
    return f"{TAKES[edge.kind]} {visible(view.name(edge.taken))}{sure}{_proof(view, edge.evidence[:1])}"


def _drift(view: StoryView, drift: Drift) -> Iterator[str]:
    above, below = (view.nodes[node].document or "" for node in (drift.upstream, drift.downstream))
    yield f"    - {drift.kind.value}: {DRIFT[drift.kind]}"
    yield f"        {visible(view.name(drift.upstream))}: “{_words(view, above, drift.spans_upstream)}”"
    yield f"        {visible(view.name(drift.downstream))}: “{_words(view, below, drift.spans_downstream)}”"


def _answer(view: StoryView, group: Sequence[Given]) -> Iterator[str]:
    first = group[0]
    where = ", ".join(dict.fromkeys(visible(view.document_name(given.document)) for given in group))
    harder = " (told as more than was said)" if first.harder else ""
    to = f", told {visible(first.addressee)}" if first.addressee else ""
    yield f"    - {visible(first.who)} {ANSWERS_IT[first.response]}{to}, in {where}{harder}"


def _course(told: Told) -> Iterator[str]:
    found = course(told)
    name = told.view.document_name
    rested = {made.date: made for made in told.claim.course}
    if found.days:
        yield "  Over time, by the dates the documents bear (first seen is not first published):"
        for day in found.days:
            said = [f"{name(document)} ({', '.join(what)})" for document, what in day.steps]
            said += [f"carried by {', '.join(map(name, day.carried))}"] if day.carried else []
            yield f"    {visible(day.date)}: {visible('; '.join(said))}"
            made = rested.get(day.date[:10])
            if made:
                origins = str(made.least) if made.least == made.most else f"{made.least} to {made.most}"
                yield f"      it then rested on: origins {origins}, credibility {made.credibility}"
        if found.undated:
            names = ", ".join(map(name, found.undated))
            yield f"    Date unknown: {visible(names)}"


def _related(told: Told) -> Iterator[str]:
    """Claims that are near and differ in one thing that can be named."""
    if told.near:
        yield "  Near, and not the same:"
        for related, other in told.near[:_NEAR]:
            yield f"    - {other.id}, which differs in {differs(related)}: “{_short(other.text)}”"


def _proof(view: StoryView, evidence: Sequence[Evidence]) -> str:
    shown = [f"“{_words(view, e.document, e.spans[:2])}”" if e.spans else f"field {visible(e.field or '?')}"
             for e in evidence[:2] if e.spans or e.field]  # fmt: skip
    return f" [{' · '.join(shown)}]" if shown else ""


def _words(view: StoryView, document: str, spans: Spans) -> str:
    return _short(view.words(document, spans))


def _short(text: str) -> str:
    line = visible(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
