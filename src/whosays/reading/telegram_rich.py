"""Telegram's rich messages: a tree of blocks in place of a text.

Every member that can hold words is followed, whatever the block is called, so that a kind of block that comes later
does not lose its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_WORDS = ("title", "header", "heading", "text", "texts", "alt", "source", "expression", "question", "cells", "rows")
_BLOCKS = ("summary", "blocks", "items", "list", "children", "body", "content", "caption", "credit", "footer")
_INLINE = frozenset(
    (
        "plain", "text", "bold", "italic", "underline", "strikethrough", "strike", "spoiler", "code", "fixed", "link",
        "url", "text_link", "mention", "mention_name", "hashtag", "cashtag", "bot_command", "email", "phone", "marked",
        "subscript", "superscript", "custom_emoji", "concat", "anchor", "cell", "image", "icon",
    )
)  # fmt: skip
_DEEPEST = 100


def rich_parts(tree: Any) -> Iterator[tuple[str, str | None]]:
    """The words of a rich message in order, each piece with the address it links to; blocks apart by a blank line."""
    due = ""
    started = False
    for words, address, is_break in _walk(tree, 0):
        if is_break:
            due = "\n\n" if started else ""
        elif words:
            yield due + words, address
            due, started = "", True


def _walk(node: Any, depth: int) -> Iterator[tuple[str, str | None, bool]]:
    if isinstance(node, str):
        yield node, None, False
    elif isinstance(node, list) and depth < _DEEPEST:
        for member in node:
            yield from _walk(member, depth + 1)
    elif isinstance(node, Mapping) and depth < _DEEPEST:
        inline = str(node.get("type", "")).lower() in _INLINE
        address = next((node[k] for k in ("href", "url") if isinstance(node.get(k), str)), None)
        if not inline:
            yield "", None, True
        for name in _WORDS:
            if name in node and not (name in ("alt", "source") and "text" in node):
                for words, inner, is_break in _walk(node[name], depth + 1):
                    yield words, inner or address, is_break
                if name in ("cells", "rows") or (name == "text" and not inline):
                    yield "", None, True
        for name in _BLOCKS:
            if name in node:
                yield "", None, True
                yield from _walk(node[name], depth + 1)
        if not inline:
            yield "", None, True
