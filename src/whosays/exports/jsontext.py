"""JSON that may be printed: what a terminal would obey or hide is written as an escape, which reads the same."""

from __future__ import annotations

import json
import re
from typing import Any

# DEL and C1 controls; bidirectional marks, embeddings, overrides and isolates; line separators; language tags; lone
# surrogates. What lies below the space, JSON escapes by itself.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def dumped(value: Any, *, indent: int | None = 2) -> str:
    """A value as JSON in Unicode, but for signs that stand for something else than themselves."""
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
