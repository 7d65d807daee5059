"""Corrections made in Label Studio as passages of a gold set, which ``whosays evaluate gold`` measures against."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from whosays.desk.annotated import ROLES, Annotation, Marked, read_annotations
from whosays.errors import InputError
from whosays.evaluation.passages import Span, places
from whosays.model import Naming

_ANY_NAMING: Final = [*(naming.value for naming in Naming), None]


def passages(path: Path) -> list[dict[str, Any]]:
    """The passages of an export, as a gold file has them. Raises ``InputError`` with the task and the region where
    something cannot be used."""
    found = []
    for one in read_annotations(path):
        try:
            found.append(_passage(one))
        except ValueError as error:
            raise InputError(f"{path}, {one.task}", str(error)) from None
    return found


def _passage(one: Annotation) -> dict[str, Any]:
    made = [_attribution(one.text, mark) for mark in one.marks]
    for mark, attribution in zip(one.marks, made, strict=True):
        attribution["parent"] = mark.parent
        if mark.answers is not None and made[mark.answers]["content"]:
            attribution["answers"] = made[mark.answers]["content"][0]
    name = f"label-studio-{one.task.removeprefix('task ')}"
    return {
        "id": name, "phenomenon": "label-studio", "part": "tune", "text": one.text, "attributions": made, "absent": [],
    }  # fmt: skip


def _attribution(text: str, mark: Marked) -> dict[str, Any]:
    spans: Mapping[str, Any] = mark.spans
    return {
        **{role: [_quoted(text, span) for span in spans[role]] or None for role in ROLES},
        "parent": None,
        "naming": mark.said.get("naming", _ANY_NAMING if spans["source"] else None),
        "channel": mark.said.get("channel"),
        "addressee": mark.said.get("addressee"),
        "response": mark.said.get("response"),
        "agentless": not spans["source"],
        "factuality": mark.said.get("factuality"),
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
