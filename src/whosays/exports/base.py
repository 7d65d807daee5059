"""What every exporter is: a name, what it is for, how its file ends, and how findings become its bytes.

Others add theirs by an entry point of the group ``whosays.exporters`` that names a subclass of ``Exporter``.
"""

from __future__ import annotations

import importlib
import importlib.util
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, ClassVar, Final

from whosays.errors import UsageError, WhosaysError
from whosays.exports.jsontext import dumped
from whosays.model.findings import Findings

GROUP: Final = "whosays.exporters"


class Exporter(ABC):
    """Findings in one format.

    ``parts`` are the tables of which one can be asked for alone; ``binary`` is true where a terminal cannot show it;
    ``needs`` is the module that not every installation has; ``zips`` is true where it is
    an archive if no part is asked for.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    ending: ClassVar[str]
    parts: ClassVar[tuple[str, ...]] = ()
    binary: ClassVar[bool] = False
    needs: ClassVar[str | None] = None
    zips: ClassVar[bool] = False

    @abstractmethod
    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        """The findings in this format, piece by piece. Raises ``WhosaysError`` where they cannot be written."""


def names() -> list[str]:
    """The names of all formats that are installed."""
    return sorted({entry.name for entry in entry_points(group=GROUP)})


def exporter(name: str) -> Exporter:
    """The exporter of a format. Raises ``UsageError`` where there is none of this name, ``WhosaysError`` where it
    cannot be loaded."""
    found = next((entry for entry in entry_points(group=GROUP) if entry.name == name), None)
    if found is None:
        raise UsageError(f"--to {name}: there is no such format; there are {', '.join(names())}")
    try:
        made = found.load()()
    except (ImportError, AttributeError, TypeError) as error:
        raise WhosaysError(f"--to {name}: the format's module cannot be loaded ({error})") from None
    if not isinstance(made, Exporter):
        raise WhosaysError(f"--to {name}: {found.value} is no exporter of whosays")
    return made


@cache
def ready() -> tuple[Exporter, ...]:
    """The exporters that can be used here: those that load and have what they need, by name."""
    found = []
    for name in names():
        try:
            made = exporter(name)
        except WhosaysError:
            continue
        if made.needs is None or importlib.util.find_spec(made.needs) is not None:
            found.append(made)
    return tuple(found)


def file_name(what: str | None, made: Exporter, part: str | None = None) -> str:
    """What a file is called that holds an export: ``whosays-k5-stix.json``; several tables come in a zip."""
    ending = ".zip" if made.zips and part is None else ".xml" if part == "config" else made.ending
    return "-".join(filter(None, ("whosays", what, made.name, part))) + ending


def library(module: str, *, package: str, extra: str, purpose: str) -> ModuleType:
    """A module that not every installation has. Raises ``WhosaysError`` that says how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise WhosaysError(
            f"{purpose} needs {package}, which is not installed: pip install 'whosays[{extra}]'"
        ) from None


def json_bytes(value: Any) -> bytes:
    """A value as indented UTF-8 JSON with a line end; a lone surrogate is written as its escape."""
    return dumped(value).encode() + b"\n"


def json_lines(values: Iterable[Any]) -> Iterator[bytes]:
    """Values as JSON, one a line."""
    for value in values:
        yield dumped(value, indent=None).encode() + b"\n"
