"""Documents that carry a claim, found by a search that the user brings: off unless a file says which, and with what.

``whosays seek TEXT --with FILE`` reads the file (TOML), whose ``kind`` names a provider; others add theirs by an entry
point of the group ``whosays.searches`` that names a subclass of ``Provider``. Nothing leaves the machine otherwise.
"""

from __future__ import annotations

import tomllib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Final, Self

from whosays.errors import InputError, UsageError

GROUP: Final = "whosays.searches"
MOST: Final = 20
LONGEST: Final = 400  # characters of a claim that are handed on
_OWN: Final = (
    EntryPoint("json", "whosays.seeking.api:JsonApi", GROUP),
    EntryPoint("folder", "whosays.seeking.folder:Folder", GROUP),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a document is that may carry a claim (an address or the path of a file), and what it is called there."""

    where: str
    title: str | None = None


class Provider(ABC):
    """A search. What it gives is read as any other input is: fetched through the guards, or opened."""

    @classmethod
    @abstractmethod
    def of(cls, settings: Mapping[str, Any], name: str) -> Self:
        """The search that a file's settings ask for. Raises ``InputError``, with the file as ``name``."""

    @abstractmethod
    def find(self, claim: str, most: int) -> list[Found]:
        """Where documents may be that carry a claim, the likeliest first. Raises ``WhosaysError``."""


def provider(path: Path) -> Provider:
    """The search that a file describes. Raises ``InputError`` where it describes none."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(path), f"it is no valid TOML ({error})") from None
    known = {entry.name: entry for entry in (*entry_points(group=GROUP), *_OWN)}
    kind = settings.get("kind")
    if not isinstance(kind, str) or kind not in known:
        raise InputError(str(path), f"kind has to be one of {', '.join(sorted(known))}")
    try:
        made: type[Provider] = known[kind].load()
    except (ImportError, AttributeError) as error:
        raise InputError(str(path), f"the module of {kind} cannot be loaded ({error})") from None
    return made.of(settings, str(path))


def seek(search: Provider, claim: str, most: int = MOST) -> list[Found]:
    """Where documents may be that carry a claim, each place once. Raises ``UsageError`` for a claim without words."""
    asked = " ".join(claim.split())[:LONGEST]
    if not any(map(str.isalnum, asked)):
        raise UsageError("seek needs a claim in words")
    found: dict[str, Found] = {}
    for one in search.find(asked, most):
        found.setdefault(one.where, one)
    return list(found.values())[:most]


def setting(settings: Mapping[str, Any], member: str, name: str, default: str | None = None) -> str:
    """A text of a file's settings. Raises ``InputError`` where it is not there, or none."""
    value = settings.get(member, default)
    if not isinstance(value, str) or not value:
        raise InputError(name, f"{member} has to be a text that is not empty")
    return value
