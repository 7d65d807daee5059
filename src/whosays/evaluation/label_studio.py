"""Corrections made in Label Studio as passages of a gold set, which ``whosays evaluate gold`` measures against.

Reads what Label Studio exports as JSON from a project with the interface of ``whosays export --to labelstudio``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from whosays.errors import InputError
from whosays.evaluation.passages import Span, places
from whosays.model import Naming

_ROLES: Final = ("source", "cue", "content")
_BETWEEN: Final = ("inside", "answers")
_ANY_NAMING: Final = [*(naming.value for naming in Naming), None]


def passages(path: Path) -> list[dict[str, Any]]:
    """The passages of an export, as a gold file has them; tasks that nobody has annotated are left out.

    Raises ``InputError`` with the task and the region where something cannot be used.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read as JSON ({error})") from None
    if not isinstance(tasks, list):
        raise InputError(str(path), "is no export of Label Studio (JSON): it is no list of tasks")
    found = []
    for number, task in enumerate(tasks, 1):
        name = f"{path}, task {task.get('id', number) if isinstance(task, dict) else number}"
        try:
            result = _annotation(task)
            if result is not None:
                found.append(_passage(task, result, number))
        except KeyError as error:
            raise InputError(name, f"has no {error}") from None
        except (AttributeError, TypeError, ValueError) as error:
            raise InputError(name, str(error)) from None
    if not found:
        raise InputError(str(path), "holds no task that somebody has annotated")
    return found


def _annotation(task: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """What a person made of a task: the annotation marked as ground truth, else the newest that was not skipped."""
    given = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")]
    if not given:
        return None
    chosen = max(given, key=lambda a: (bool(a.get("ground_truth")), str(a.get("updated_at", "")), a.get("id", 0)))
    result: list[dict[str, Any]] = chosen["result"]
    return result


def _passage(task: Mapping[str, Any], result: Sequence[Mapping[str, Any]], number: int) -> dict[str, Any]:
    text: str = task["data"]["text"]
    regions = {r["id"]: _region(text, r) for r in result if r["type"] == "labels"}
    attributions = _joined(regions, result)
    of = {region: index for index, members in enumerate(attributions) for region in members}
    made = [_attribution(text, members, regions, result) for members in attributions]
    for start, end, label in _relations(result, _BETWEEN):
        if start in of and end in of and of[start] != of[end]:
            if label == "inside":
                made[of[start]]["parent"] = of[end]
            elif made[of[end]]["content"]:
                made[of[start]]["answers"] = made[of[end]]["content"][0]
    name = f"label-studio-{task.get('id', number)}"
    return {
        "id": name, "phenomenon": "label-studio", "part": "tune", "text": text, "attributions": made, "absent": [],
    }  # fmt: skip


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
    group = {name: name for name, (label, _) in regions.items() if label in _ROLES}

    def root(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for start, end, _ in _relations(result, (*_ROLES, "")):
        if start in group and end in group:
            group[root(end)] = root(start)
    members: dict[str, list[str]] = {}
    for name in sorted(group, key=lambda name: regions[name][1]):
        members.setdefault(root(name), []).append(name)
    return list(members.values())


def _attribution(
    text: str,
    members: Sequence[str],
    regions: Mapping[str, tuple[str, Span]],
    result: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    spans = {role: [regions[m][1] for m in members if regions[m][0] == role] for role in _ROLES}
    said: dict[str, list[str]] = {}
    for one in result:
        if one.get("id") in members and one["type"] in ("choices", "textarea"):
            values = one["value"].get("choices" if one["type"] == "choices" else "text") or []
            said.setdefault(one["from_name"], []).extend(values if isinstance(values, list) else [values])
    first = {name: values[0] for name, values in said.items() if values}
    return {
        **{role: [_quoted(text, span) for span in found] or None for role, found in spans.items()},
        "parent": None,
        "naming": first.get("naming", _ANY_NAMING if spans["source"] else None),
        "channel": first.get("channel"),
        "addressee": first.get("addressee"),
        "response": first.get("response"),
        "agentless": not spans["source"],
        "factuality": first.get("factuality"),
    }


def _quoted(text: str, span: Span) -> str | dict[str, Any]:
    """The words of a span, with which of their places it is where it is not the first. ``ValueError`` where the span
    cuts a word."""
    words = text[slice(*span)]
    found = list(places(text, words))
    if span not in found:
        raise ValueError(f"the words {words!r} at {span[0]} are no whole words")
    number = found.index(span) + 1
    return words if number == 1 else {"quote": words, "occurrence": number}
