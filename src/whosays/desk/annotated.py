"""What people marked in Label Studio, in a project with the interface of ``whosays export --to labelstudio``.

Regions that relations join are an attribution; a region's words decide how its offsets count. It becomes passages of
gold (``whosays.evaluation.label_studio``) or corrections of a ledger (``whosays.desk.putting_right``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, field

from whosays.errors import InputError
from whosays.model import Span, Spans

ROLES: Final = ("source", "cue", "content")
CLAIM, INSIDE, ANSWERS = "claim", "inside", "answers"
TIES: Final = "claims"
"""What ``data.ties`` of a task says where its predictions tie answers to claims, so that a tie that is gone was cut."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution as somebody marked it: its spans by role, what was chosen or written on it by name; ``parent`` and
    ``answers`` are others of the annotation, ``answered`` the claim that it answers; ``regions`` are its regions' ids.
    """

    spans: Mapping[str, Spans]
    said: Mapping[str, str]
    regions: tuple[str, ...]
    parent: int | None = None
    answers: int | None = None
    answered: Span | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person made of a task: who (as far as the file says), when, and what is marked in the text.
    ``document`` is the one that the task was made of, ``has_ties`` where its predictions tied answers to claims."""

    task: str
    number: str
    text: str
    document: str | None
    has_ties: bool
    who: str | None
    when: str
    marks: tuple[Marked, ...]
    claims: tuple[Span, ...]


class _Value(Struct):
    """What a region says: its span with its words, its labels, what was chosen or written."""

    start: int | None = None
    end: int | None = None
    text: str | list[str] | None = None
    labels: list[str] = []
    choices: list[str] = []


class _Result(Struct):
    """A region, what was chosen on one, or a relation of two."""

    type: str
    id: str = ""
    from_name: str = ""
    value: _Value = field(default_factory=_Value)
    from_id: str = ""
    to_id: str = ""
    direction: str = "right"
    labels: list[str] = []


class _Person(Struct):
    """Somebody who annotates."""

    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None


class _Given(Struct):
    """An annotation as the file has it."""

    result: list[_Result]
    id: int | str = ""
    was_cancelled: bool | None = None
    ground_truth: bool | None = None
    updated_at: str | None = None
    created_at: str | None = None
    completed_by: int | str | _Person | None = None


class _Text(Struct):
    """A task's text, and the document that it is of."""

    text: str
    document: str | None = None
    ties: str | None = None


class _Task(Struct):
    """A task as the file has it."""

    data: _Text
    id: int | str | None = None
    annotations: list[_Given] = []


def read_annotations(path: Path) -> list[Annotation]:
    """The annotations of an export (JSON), one a task; tasks that nobody has annotated are left out.

    Raises ``InputError`` with the task and the region where something cannot be used.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(str(path), f"cannot be read as JSON ({error})") from None
    if not isinstance(tasks, list):
        raise InputError(str(path), "is no export of Label Studio (JSON): it is no list of tasks")
    found = []
    for number, given in enumerate(tasks, 1):
        own = given.get("id") if isinstance(given, dict) else None
        name = f"task {own if isinstance(own, int | str) else number}"
        try:
            task = msgspec.convert(given, _Task)
            chosen = _chosen(task)
            if chosen is not None:
                found.append(_annotation(name, task.data, chosen))
        except (ValueError, msgspec.ValidationError) as error:  # the latter is no ValueError before msgspec 0.21
            raise InputError(f"{path}, {name}", str(error)) from None
    if not found:
        raise InputError(str(path), "holds no task that somebody has annotated")
    return found


def _chosen(task: _Task) -> _Given | None:
    """The annotation that counts: the one marked as ground truth, else the newest that was not skipped."""
    given = [one for one in task.annotations if not one.was_cancelled]
    by_age = sorted(given, key=lambda one: (bool(one.ground_truth), one.updated_at or "", str(one.id).zfill(20)))
    return by_age[-1] if by_age else None


def _annotation(name: str, data: _Text, chosen: _Given) -> Annotation:
    result = chosen.result
    regions = {one.id: _region(data.text, one) for one in result if one.type == "labels"}
    groups = _joined(regions, result)
    of = {region: index for index, members in enumerate(groups) for region in members}
    marks = [_marked(members, regions, result) for members in groups]
    return Annotation(
        name,
        str(chosen.id),
        data.text,
        data.document,
        data.ties == TIES,
        _who(chosen.completed_by),
        (chosen.updated_at or chosen.created_at or "")[:10],
        tuple(_tied(marks, of, regions, result)),
        tuple(span for label, span in regions.values() if label == CLAIM),
    )


def _who(given: int | str | _Person | None) -> str | None:
    """Who annotated: by name, else by address; none where the file has only a number."""
    if isinstance(given, _Person):
        return " ".join(filter(None, (given.first_name, given.last_name))).strip() or given.email or None
    return given if isinstance(given, str) and given.strip() else None


def _region(text: str, region: _Result) -> tuple[str, Span]:
    """What a region is, and where: its words decide whether its offsets count code points or, as older versions did,
    units of UTF-16. ``ValueError`` where they fit neither."""
    start, end, words = region.value.start, region.value.end, region.value.text
    label = next(iter(region.value.labels), "")
    if start is None or end is None or not 0 <= start < end or isinstance(words, list):
        raise ValueError(f"region {region.id} has no span")
    if text[start:end] == words or (words is None and end <= len(text)):
        return label, (start, end)
    units = text.encode("utf-16-le", "surrogatepass")
    before, inside = units[: 2 * start], units[2 * start : 2 * end]
    if words is not None and inside.decode("utf-16-le", "replace") == words:
        first = len(before.decode("utf-16-le", "replace"))
        return label, (first, first + len(words))
    raise ValueError(f"region {region.id} says {words!r}, which is not what stands at {start} to {end}")


def _relations(result: Sequence[_Result], labels: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The relations with one of the labels; from and to as they point."""
    for relation in result:
        label = next(iter(relation.labels), "")
        if relation.type == "relation" and label in labels:
            ends = relation.from_id, relation.to_id
            start, end = ends[::-1] if relation.direction == "left" else ends
            yield start, end, label


def _joined(regions: Mapping[str, tuple[str, Span]], result: Sequence[_Result]) -> list[list[str]]:
    """The regions of each attribution, in order of position. A relation without a label joins, too."""
    group = {name: name for name, (label, _) in regions.items() if label in ROLES}

    def root(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for start, end, _ in _relations(result, (*ROLES, "")):
        if start in group and end in group:
            group[root(end)] = root(start)
    members: dict[str, list[str]] = {}
    for name in sorted(group, key=lambda name: regions[name][1]):
        members.setdefault(root(name), []).append(name)
    return list(members.values())


def _marked(members: Sequence[str], regions: Mapping[str, tuple[str, Span]], result: Sequence[_Result]) -> Marked:
    said: dict[str, str] = {}
    for one in result:
        if one.id in members and one.type in ("choices", "textarea"):
            written = one.value.choices if one.type == "choices" else one.value.text or []
            for value in [written] if isinstance(written, str) else written:
                said.setdefault(one.from_name, value)
    spans = {role: tuple(regions[m][1] for m in members if regions[m][0] == role) for role in ROLES}
    return Marked(spans, said, tuple(members))


def _tied(
    marks: Sequence[Marked],
    of: Mapping[str, int],
    regions: Mapping[str, tuple[str, Span]],
    result: Sequence[_Result],
) -> Iterator[Marked]:
    """The attributions with what they stand in and what they answer."""
    parents: dict[int, int] = {}
    answers: dict[int, int] = {}
    answered: dict[int, Span] = {}
    for start, end, label in _relations(result, (INSIDE, ANSWERS)):
        here, there = of.get(start), of.get(end)
        if here is None or here == there:
            continue
        if there is not None:
            (parents if label == INSIDE else answers)[here] = there
        elif label == ANSWERS and regions.get(end, ("",))[0] == CLAIM:
            answered[here] = regions[end][1]
    for index, mark in enumerate(marks):
        yield Marked(mark.spans, mark.said, mark.regions, parents.get(index), answers.get(index), answered.get(index))
