"""A story for a terminal: what an editor must see first fits on a screen; everything is told where it is asked for.

The first claim comes with what it rests on, who answers it, how it changed and what to check next; the others with one
sentence each. With everything, each claim has why, who carries it, what changed and who answered, with the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whosays.likeness.alone import stands_alone
from whosays.model import Spans, Trace
from whosays.model.story import Drift, DriftKind, Edge, Evidence, Story, StoryClaim
from whosays.reports.story.answers import Given, answers, together, told_in_turn
from whosays.reports.story.course import course
from whosays.reports.story.lead import NOBODY, lead, to_check
from whosays.reports.story.view import StoryView, Told, differs, unsure
from whosays.reports.terminal import PLAIN, Look, printed
from whosays.reports.visible import visible
from whosays.wording import ANSWERS_IT, CARRIES, DRIFT, TAKES, THEY_ANSWER_IT, claimed, count, grade_in_words, sentence

_SHOWN = 6  # claims, unless all are asked for
_CHANGES, _PROOFS = 3, 2  # of the first claim, likewise
_LONGEST = 110
_LONGEST_CLAIM = 300
_LONGEST_CHANGE = 60  # of either side of a change, on one screen
_PLAIN = 0.8  # a match as sure as this needs no word
_NEAR = 3
_BROKEN_OFF = 60  # characters between two pieces of what is still one telling: "has, it is said, been shot"


def report(story: Story, traces: Sequence[Trace], *, everything: bool = False, look: Look = PLAIN) -> str:
    """The story as printable text. Claims of several documents come first; ``everything`` shows those of one, too,
    and all that is known of each.

    Where no claim is made by several documents, the first claims are shown all the same.
    """
    return printed(_blocks(StoryView(story, traces), everything), look)


def _blocks(view: StoryView, everything: bool) -> Iterator[RenderableType]:
    claims = view.story.claims
    shown = claims if everything else _first(view)
    yield Text(_head(view.story, len(view.shared)), "dim")
    for number, claim in enumerate(shown):
        yield Text()
        if everything:
            yield from _everything(view.told(claim))
        else:
            yield from _opening(view.told(claim)) if number == 0 else _beside(view.told(claim))
    yield Text()
    left = len(claims) - len(shown)
    if claims and not everything:
        more = f" and {count(left, 'more claim')}" if left else ""
        yield Text(
            f"Who carries each claim, with the words that prove it{more}: --all. As a page: --format html.", "dim"
        )
    for warning in view.story.warnings:
        yield Text(f"Note: {visible(warning)}", "yellow")


def _first(view: StoryView) -> Sequence[StoryClaim]:
    """The claims of several documents that come first, where there are any; behind the first only such as say something
    by themselves, which "She was a woman with a plan" does not."""
    claims = view.shared or view.story.claims
    return [*claims[:1], *(claim for claim in claims[1:] if stands_alone(claim.text))][:_SHOWN]


def _title(told: Told) -> RenderableType:
    text = visible(told.claim.text)
    text = text if len(text) <= _LONGEST_CLAIM else text[: _LONGEST_CLAIM - 1].rstrip() + "…"
    return _hanging(f"{told.claim.id}  ", claimed(text), "bold", indent=4)


def _hanging(first: str, text: str, style: str = "", *, indent: int) -> RenderableType:
    """Text whose first line has something in front of it, the others that much room."""
    grid = Table.grid(padding=0)
    grid.add_column(width=indent, no_wrap=True)
    grid.add_column()
    grid.add_row(Text(first), Text(text, style))
    return grid


def _opening(told: Told) -> Iterator[RenderableType]:
    """The claim that the pile is about, as much of it as a screen holds."""
    yield _title(told)
    yield from (Padding(Text(visible(said)), (0, 0, 0, 4)) for said in lead(told))
    yield from _graded(told)
    shown = {(e.document, e.spans): e for g in told.claim.origins.reasons for e in g.evidence[:1] if e.spans}
    proofs = [f"{quoted} ({visible(told.view.document_name(e.document))})"
              for e in list(shown.values())[:_PROOFS] for quoted in _proofs(told.view, (e,))]  # fmt: skip
    if proofs:
        yield Padding(Text(f"Proof: {'; '.join(proofs)}", "dim"), (0, 0, 0, 4))
    if told.drift:
        yield Padding(Text("Changed on the way:"), (1, 0, 0, 4))
        for drift in _gravest(told.drift)[:_CHANGES]:
            yield Padding(Text(_change(told.view, drift)), (0, 0, 0, 6))
        if len(told.drift) > _CHANGES:
            yield Padding(Text(f"and {count(len(told.drift) - _CHANGES, 'more change')}", "dim"), (0, 0, 0, 6))
    checks = to_check(told)
    if checks:
        yield Padding(Text("Check next:"), (1, 0, 0, 4))
        yield from (Padding(Text(visible(check)), (0, 0, 0, 6)) for check in checks)


def _beside(told: Told) -> Iterator[RenderableType]:
    """Another claim: what it rests on, and who answers it where somebody does."""
    yield _title(told)
    said = [part for part in lead(told) if part != NOBODY]
    yield Padding(Text(visible(" ".join(said))), (0, 0, 0, 4))


def _graded(told: Told) -> Iterator[RenderableType]:
    standing = told.claim.standing
    if standing:
        yield Padding(Text(f"{sentence(grade_in_words(standing.letter, standing.credibility))}."), (0, 0, 0, 4))


_GRAVE = (
    *(DriftKind.RESPONSE_HARDENED, DriftKind.POLARITY_TURNED, DriftKind.ATTRIBUTION_DROPPED, DriftKind.SOURCE_PROMOTED),
    *(DriftKind.NUMBER_CHANGED, DriftKind.BOUND_DROPPED, DriftKind.QUOTATION_ALTERED, DriftKind.CERTAINTY_RAISED),
)


def _gravest(drift: Sequence[Drift]) -> list[Drift]:
    """The changes, the gravest kind first, and one of each kind before the second of any."""
    met: Counter[DriftKind] = Counter()
    placed = []
    for one in drift:
        grave = _GRAVE.index(one.kind) if one.kind in _GRAVE else len(_GRAVE)
        placed.append((met[one.kind], grave, one))
        met[one.kind] += 1
    return [one for _, _, one in sorted(placed, key=lambda row: row[:2])]


def _change(view: StoryView, drift: Drift) -> str:
    """What changed, on one line: who said what, and what became of it where."""
    sides = []
    for node, spans in ((drift.upstream, drift.spans_upstream), (drift.downstream, drift.spans_downstream)):
        words = visible(view.words(view.nodes[node].document or "", spans))
        words = words if len(words) <= _LONGEST_CHANGE else words[: _LONGEST_CHANGE - 1].rstrip() + "…"
        sides.append(f"{visible(view.name(node))} “{words}”")
    return f"{DRIFT[drift.kind]}: {' → '.join(sides)}"


def _everything(told: Told) -> Iterator[RenderableType]:
    """All that is known of a claim; what is beneath something else stands further in."""
    yield _title(told)
    yield from (Padding(Text(visible(said)), (0, 0, 0, 4)) for said in lead(told))
    yield from _graded(told)
    for line in _known(told):
        inner = line.lstrip()
        at = len(line) - len(inner)
        if inner.startswith("- "):
            yield Padding(_hanging("- ", inner[2:], indent=2), (0, 0, 0, at))
        else:
            yield Padding(Text(inner), (0, 0, 0, at))


def _head(story: Story, shared: int) -> str:
    documents, events = len(story.documents), len(story.stories)
    return (
        f"{documents} {'document' if documents == 1 else 'documents'} about {events} "
        f"{'event' if events == 1 else 'events'}; {shared} {'claim' if shared == 1 else 'claims'} made by several"
    )


def _known(told: Told) -> Iterator[str]:
    """Why it rests on what it does, who carries it, what changed, who answered and when, line by line."""
    claim = told.claim
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
        for turn in told_in_turn(told, given):
            yield f"    {visible(turn)}"
    yield from _course(told)
    yield from _related(told)


def _appearance(told: Told, document: str) -> Iterator[str]:
    place = told.appearance(document)
    words = _words(told.view, document, _first_telling(place.spans))
    carried = told.carried.get(document)
    how = f", {CARRIES[carried.how]}" if carried else ""
    yield f"    - {visible(told.view.document_name(document))} ({place.factuality.value}{how}): “{words}”"
    if place.joined and place.joined.confidence < _PLAIN:
        why = visible("; ".join(place.joined.reasons))
        yield f"        taken for the same claim ({place.joined.confidence:.0%}): {why}"
    for edge in told.edges.get(told.own[document], ()):
        yield f"        {_edge(told.view, edge)}"


def _first_telling(spans: Spans) -> Spans:
    """The first place where a document tells it, whole, though a word stands between its pieces."""
    apart = (i for i in range(1, len(spans)) if not 0 <= spans[i][0] - spans[i - 1][1] <= _BROKEN_OFF)
    end = next(apart, len(spans))
    return spans[:end]


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
    does = (THEY_ANSWER_IT if first.several else ANSWERS_IT)[first.response]
    unclear = "" if first.clear else ", not sure who"
    yield f"    - {visible(first.who)} {does}{to}, in {where}{unclear}{harder}"


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
    shown = _proofs(view, evidence[:2])
    return f" [{' · '.join(shown)}]" if shown else ""


def _proofs(view: StoryView, evidence: Sequence[Evidence]) -> list[str]:
    return [f"“{_words(view, e.document, e.spans[:2])}”" if e.spans else f"field {visible(e.field or '?')}"
            for e in evidence if e.spans or e.field]  # fmt: skip


def _words(view: StoryView, document: str, spans: Spans) -> str:
    return _short(view.words(document, spans))


def _short(text: str) -> str:
    line = visible(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
