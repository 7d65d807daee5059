"""Microdata of a page, for the types that are asked for, in the form that its JSON-LD has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whosays.reading.jsonld import Node

_MOST = 40
_MOST_MEMBERS = 400
_DEEPEST = 6
_LONGEST = 5_000


def nodes(tree: Any, wanted: Iterable[str]) -> list[Node]:
    """The objects of the page that are of one of the types, each with what stands inside it."""
    kinds = tuple(wanted)
    holders = tree.xpath("//*[@itemscope and @itemtype]")
    return [_node(element, 0) for element in holders[: 50 * _MOST] if _type(element) in kinds][:_MOST]


def _type(element: Any) -> str:
    return str(element.get("itemtype", "").split(" ")[0].rstrip("/").rpartition("/")[2])


def _node(element: Any, depth: int) -> Node:
    """An object: its properties are those of the elements below it, down to the next object."""
    node: Node = {"@type": _type(element)}
    waiting = list(element)[::-1]
    seen = 0
    while waiting and seen < _MOST_MEMBERS:
        inner = waiting.pop()
        seen += 1
        scoped = inner.get("itemscope") is not None
        for name in (inner.get("itemprop") or "").split():
            value = _node(inner, depth + 1) if scoped and depth < _DEEPEST else _value(inner)
            if name not in node:
                node[name] = value
            elif isinstance(node[name], list):
                node[name].append(value)
            else:
                node[name] = [node[name], value]
        if not scoped:
            waiting += list(inner)[::-1]
    return node


def _value(element: Any) -> str:
    for name in ("content", "datetime", "href", "src"):
        if value := element.get(name):
            return str(value)
    parts, length = [], 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > _LONGEST:
            break
    return " ".join("".join(parts)[:_LONGEST].split())
