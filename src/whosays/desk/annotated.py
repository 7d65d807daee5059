"""What people marked in Label Studio, in a project with the interface of ``whosays export --to labelstudio``.

Regions that relations join are an attribution; a region's words decide how its offsets count. It becomes passages of
gold (``whosays.evaluation.label_studio``) or corrections of a ledger (``whosays.desk.putting_right``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

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
    """What a person made of a task: who (as far as the file says), when, and what is marked in the text."""

    task: str
    number: str
    text: str
    data: Mapping[str, Any]
    who: str | None
    when: str
    marks: tuple[Marked, ...]
    claims: tuple[Span, ...]


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
    for number, task in enumerate(tasks, 1):
        name = f"task {task.get('id', number) if isinstance(task, dict) else number}"
        try:
            chosen = _chosen(task)
            if chosen is not None:
                found.append(_annotation(name, task, chosen))
        except KeyError as error:
            raise InputError(f"{path}, {name}", f"has no {error}") from None
        except (AttributeError, TypeError, ValueError) as error:
            raise InputError(f"{path}, {name}", str(error)) from None
    if not found:
        raise InputError(str(path), "holds no task that somebody has annotated")
    return found


def _chosen(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The annotation that counts: the one marked as ground truth, else the newest that was not skipped."""
    given: list[Mapping[str, Any]] = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
    by_age = sorted(given, key=lambda a: (bool(a.get("ground_truth")), str(a.get("updated_at", "")), a.get("id", 0)))
    return by_age[-1] if by_age else None


def _annotation(name: str, task: Mapping[str, Any], chosen: Mapping[str, Any]) -> Annotation:
    text, result = task["data"]["text"], chosen["result"]
    if not isinstance(text, str):
        raise ValueError("its text is no text")
    regions = {r["id"]: _region(text, r) for r in result if r["type"] == "labels"}
    groups = _joined(regions, result)
    of = {region: index for index, members in enumerate(groups) for region in members}
    marks = [_marked(members, regions, result) for members in groups]
    return Annotation(
        name,
        str(chosen.get("id", "")),
        text,
        task["data"],
        _who(chosen.get("completed_by")),
        str(chosen.get("updated_at") or chosen.get("created_at") or "")[:10],
        tuple(_tied(marks, of, regions, result)),
        tuple(span for label, span in regions.values() if label == CLAIM),
    )


def _who(given: Any) -> str | None:
    """Who annotated: by name, else by address; none where the file has only a number."""
    if isinstance(given, dict):
        name = " ".join(str(given.get(part) or "") for part in ("first_name", "last_name")).strip()
        return name or str(given.get("email") or "") or None
    return given if isinstance(given, str) and given.strip() else None


def _region(text: str, region: Mapping[str, Any]) -> tuple[str, Span]:
    """What a region is, and where: its words decide whether its offsets count code points or, as older versions did,
    units of UTF-16. ``ValueError`` where they fit neither."""
    value = region["value"]
    start, end, words = value["start"], value["end"], value.get("text")
    labels = value.get("labels") or [""]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        raise ValueError(f"region {region['id']} has no span")
    if text[start:end] == words or (words is None and end <= len(text)):
        return labels[0], (start, end)
    units = text.encode("utf-16-le", "surrogatepass")
    before, inside = units[: 2 * start], units[2 * start : 2 * end]
    if inside.decode("utf-16-le", "replace") == words:
        first = len(before.decode("utf-16-le", "replace"))
        return labels[0], (first, first + len(words))
    raise ValueError(f"region {region['id']} says {words!r}, which is not what stands at {start} to {end}")


def _relations(result: Sequence[Mapping[str, Any]], labels: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The relations with one of the labels; from and to as they point."""
    for relation in result:
        if relation["type"] != "relation":
            continue
        label = next(iter(relation.get("labels") or [""]))
        if label in labels:
            ends = relation["from_id"], relation["to_id"]
            start, end = ends[::-1] if relation.get("direction") == "left" else ends
            yield start, end, label


def _joined(regions: Mapping[str, tuple[str, Span]], result: Sequence[Mapping[str, Any]]) -> list[list[str]]:
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


def _marked(
    members: Sequence[str], regions: Mapping[str, tuple[str, Span]], result: Sequence[Mapping[str, Any]]
) -> Marked:
    said: dict[str, str] = {}
    for one in result:
        if one.get("id") in members and one["type"] in ("choices", "textarea"):
            values = one["value"].get("choices" if one["type"] == "choices" else "text") or []
            for value in values if isinstance(values, list) else [values]:
                said.setdefault(one["from_name"], value)
    spans = {role: tuple(regions[m][1] for m in members if regions[m][0] == role) for role in ROLES}
    return Marked(spans, said, tuple(members))


def _tied(
    marks: Sequence[Marked],
    of: Mapping[str, int],
    regions: Mapping[str, tuple[str, Span]],
    result: Sequence[Mapping[str, Any]],
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
