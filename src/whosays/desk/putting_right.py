"""What people marked in Label Studio laid beside what a ledger holds: each difference it has a kind for is a
correction, signed by whoever marked it; what it has none for is told.

Who speaks comes first, since how somebody is named is said of whoever speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from whosays.desk.annotated import Annotation, Marked, read_annotations
from whosays.errors import InputError
from whosays.ledger import Ledger, Options
from whosays.ledger.changes import Change
from whosays.ledger.corrections import ANSWER, CERTAINTY, CHAIN, NAMING, SPEAKER, found_attribution, found_claim
from whosays.model import Attribution, Claim, Spans, Trace

_NOBODY: Final = "none"
_NEW, _GONE, _WORDS, _FIELDS, _TIE, _CLAIMS = (
    "an attribution that was not read", "an attribution taken away", "where words begin and end",
    "a channel or an addressee", "what an attribution stands in or answers", "a claim marked or taken away",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PutRight:
    """A task's corrections: which were written down (``d3:a7 speaker …``), what that changed, and of what kind is left
    since the ledger has no correction for it."""

    task: str
    document: str | None
    written: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    left: tuple[str, ...] = ()


def put_right(
    ledger: Ledger, path: Path, *, who: str | None = None, why: str | None = None, options: Options | None = None
) -> Iterator[PutRight]:
    """Write down what an export of Label Studio has otherwise than the ledger, task by task. ``who`` signs where the
    file has no name. Raises ``InputError`` with the task."""
    given = read_annotations(path)
    for one in given:
        if not (one.who or who):
            raise InputError(f"{path}, {one.task}", "does not say by name who annotated it; say it with --who")
    for one in given:
        name = _held(ledger, one)
        yield PutRight(one.task, None) if name is None else _task(ledger, one, name, one.who or who or "", why, options)


def _held(ledger: Ledger, one: Annotation) -> str | None:
    """The document whose newest text a task has; of posts in the same words the one that it names."""
    names = ledger.with_text(one.text)
    own = [name for name in names if (trace := ledger.trace(name)) and trace.document.id == one.document]
    return next(iter(own or names), None)


def _task(ledger: Ledger, one: Annotation, name: str, who: str, why: str | None, options: Options | None) -> PutRight:
    place = f"Label Studio, {one.task}, annotation {one.number}" + (f", {one.when}" if one.when else "")
    reason = f"{why} ({place})" if why else f"put right in {place}"
    written: list[str] = []
    changes: list[Change] = []
    left: Counter[str] = Counter()
    for look in (_speakers, _others):
        trace = ledger.trace(name)
        assert trace is not None
        paired = _paired(trace, one)
        for handle, values in look(trace, one, paired):
            changes += ledger.correct(f"{name}:{handle}", values, who=who, why=reason, options=options)
            written.append(f"{name}:{handle} {' '.join(f'{kind} {value}' for kind, value in values.items())}")
        left = _left(trace, one, paired)
    told = tuple(f"{kind}, {count} times" if count > 1 else kind for kind, count in left.items())
    return PutRight(one.task, name, tuple(written), tuple(changes), told)


def _paired(trace: Trace, one: Annotation) -> dict[int, Attribution]:
    """The attribution of the trace that each mark means, by the words it is about."""
    found: dict[int, Attribution] = {}
    for index, mark in enumerate(one.marks):
        about = mark.spans["content"] or mark.spans["cue"] or mark.spans["source"]
        said = found_attribution(trace, 0, 0, {"spans": about, "cue": mark.spans["cue"]})
        if said is not None and said not in found.values():
            found[index] = said
    return found


def _speakers(trace: Trace, one: Annotation, paired: Mapping[int, Attribution]) -> Iterator[tuple[str, dict[str, str]]]:
    for index, said in paired.items():
        mark = one.marks[index]
        given = mark.spans["source"]
        if not given and said.source and _is_ours(mark, said):
            yield said.id, {SPEAKER: _NOBODY}
        elif given and not _meet(given, said.source):
            yield said.id, {SPEAKER: _name(trace, given)}


def _name(trace: Trace, spans: Spans) -> str:
    """Whom marked words stand for: the source that is mentioned there, else the words themselves."""
    mentioned = next((source.name for source in trace.sources if _meet(source.mentions, spans)), None)
    return mentioned or " ".join(trace.document.quote(spans).split())


def _others(trace: Trace, one: Annotation, paired: Mapping[int, Attribution]) -> Iterator[tuple[str, dict[str, str]]]:
    for index, said in paired.items():
        mark, source = one.marks[index], trace.source_of(said)
        naming, certainty = mark.said.get("naming"), mark.said.get("factuality")
        if naming and source is not None and naming != source.naming.value:
            yield said.id, {NAMING: naming}
        if certainty and certainty != said.factuality.value:
            yield said.id, {CERTAINTY: certainty}
        if answered := _answered(trace, one, mark, said):
            yield said.id, answered
    parents = {said.id: _parent(one, paired, index, said) for index, said in paired.items()}
    for claim in trace.claims:
        chain = _chain(claim, parents)
        if chain is not None and chain != claim.chain:
            yield claim.id, {CHAIN: ",".join(chain)}


def _answered(trace: Trace, one: Annotation, mark: Marked, said: Attribution) -> dict[str, str]:
    """How and what it answers, where that is marked otherwise. What is not chosen is a choice only on regions that
    whosays made, and what is not tied only where its ties were given."""
    ours = _is_ours(mark, said)
    was = said.response.value if said.response else _NOBODY
    answer = mark.said.get("response") or (_NOBODY if ours else was)
    claims = {claim.id for claim in trace.claims}
    tied = said.responds_to if said.responds_to in claims else None
    if mark.answered is not None:
        target = found_claim(trace, 0, 0, {"spans": [mark.answered], "words": ""})
        to = target.id if target is not None else tied
    else:
        to = None if ours and one.has_ties else tied
    values = {}
    if answer != was:
        values[ANSWER] = answer
    if to != tied and answer != _NOBODY:
        values["to"] = to or _NOBODY
    return values


def _parent(one: Annotation, paired: Mapping[int, Attribution], index: int, said: Attribution) -> str | None:
    """The step outward as it is marked; as it was read where no relation was drawn by whoever made the regions anew."""
    parent = one.marks[index].parent
    if parent is not None:
        return paired[parent].id if parent in paired else said.parent
    return None if _is_ours(one.marks[index], said) else said.parent


def _chain(claim: Claim, parents: Mapping[str, str | None]) -> tuple[str, ...] | None:
    """The steps of a claim, the outermost first, by the marked relations; none where they lead nowhere new."""
    steps: list[str] = []
    step = claim.chain[-1] if claim.chain else None
    while step is not None and step in parents and step not in steps:
        steps.append(step)
        step = parents[step]
    return tuple(reversed(steps)) if steps and step is None else None


def _left(trace: Trace, one: Annotation, paired: Mapping[int, Attribution]) -> Counter[str]:
    """What is marked otherwise and cannot be written down, by kind."""
    left: Counter[str] = Counter()
    left[_NEW] = len(one.marks) - len(paired)
    left[_GONE] = len(trace.attributions) - len(paired)
    for index, said in paired.items():
        mark = one.marks[index]
        for role, spans in mark.spans.items():
            held: Spans = getattr(said, role)
            left[_WORDS] += bool(spans and held and spans != held and _meet(spans, held))
        left[_FIELDS] += any(
            mark.said.get(name, "") != (getattr(said, name) or "") for name in ("channel", "addressee")
        )
        if mark.answers is not None:
            left[_TIE] += mark.answers not in paired or paired[mark.answers].id != said.responds_to
    known = [claim.spans[0] for claim in trace.claims if claim.spans]
    left[_CLAIMS] = len(set(known) ^ set(one.claims)) if one.claims else 0
    return +left


def _is_ours(mark: Marked, said: Attribution) -> bool:
    """Whether the mark kept regions that whosays gave to the attribution."""
    return any(region.startswith(f"{said.id}-") for region in mark.regions)


def _meet(one: Sequence[tuple[int, int]], two: Sequence[tuple[int, int]]) -> bool:
    return any(start < end2 and start2 < end for start, end in one for start2, end2 in two)
