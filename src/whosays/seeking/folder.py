"""A search in a folder of this machine: saved pages, texts, feeds. Nothing leaves it.

```toml
kind = "folder"
folder = "archive"                 # beside the file, or anywhere
```

Ranked by the words that a document shares with the claim, the more the seldomer the folder uses them. Of a feed each
entry counts by itself, and gives the address of its page.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from whosays.errors import InputError
from whosays.matching.alike import roots
from whosays.reading.apart import documents
from whosays.seeking import Found, Provider, setting

_MOST_READ = 5_000  # documents of a folder
_LONGEST = 20_000  # characters of each that are looked at
_LEAST = 0.3  # of the weight of the claim's words, which a document has


@dataclass(frozen=True, slots=True)
class Folder(Provider):
    """The files of a folder, at any depth."""

    path: Path

    @classmethod
    def of(cls, settings: Mapping[str, Any], name: str) -> Self:
        path = Path(name).parent / setting(settings, "folder", name)
        if not path.is_dir():
            raise InputError(name, f"folder names {path}, which is no folder")
        return cls(path)

    def find(self, claim: str, most: int) -> list[Found]:
        wanted = set(roots(claim).values())
        held = list(_held(self.path, wanted))
        spread = Counter(root for _, shared in held for root in shared)
        weight = {root: math.log(1 + len(held) / (1 + spread[root])) for root in wanted}
        enough = _LEAST * sum(weight.values())
        scored = [(sum(weight[root] for root in shared), found) for found, shared in held]
        ranked = sorted((one for one in scored if one[0] and one[0] >= enough), key=lambda one: (-one[0], one[1].where))
        return [found for _, found in ranked][:most]


def _held(path: Path, wanted: set[str]) -> Iterator[tuple[Found, set[str]]]:
    """The documents of a folder, each with those of the wanted words that it has."""
    for number, item in enumerate(documents(path)):
        if number >= _MOST_READ:
            return
        document = item.document
        if document is None:
            continue
        shared = wanted & set(roots(f"{document.title or ''} {document.text[:_LONGEST]}").values())
        where = document.url if item.entry and document.url else _file_of(item.name)
        yield Found(where, document.title), shared


def _file_of(name: str) -> str:
    """The file that holds what is called so ("feed.xml entry 3", "pile.jsonl:17")."""
    while not Path(name).exists() and (" " in name or ":" in name):
        name = name[: max(name.rfind(" "), name.rfind(":"))]
    return name
