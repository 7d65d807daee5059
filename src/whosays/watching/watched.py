"""What the arguments of a watch name: addresses, OPML lists of addresses, folders, files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from whosays.errors import InputError, UsageError
from whosays.fetching.urls import checked, default_port, shown_as, without_secrets
from whosays.watching import opml
from whosays.watching.polling import Source

Private = frozenset[tuple[str, int]]
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(s|m|h|d)")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_LEAST, _LEAST_PRIVATE = 60.0, 1.0


@dataclass(frozen=True, slots=True)
class Watched:
    """The feeds, the folders and files, and what could not be used."""

    sources: tuple[Source, ...]
    paths: tuple[str, ...]
    problems: tuple[InputError, ...]


def watched(arguments: Sequence[str], private: Private = frozenset()) -> Watched:
    """What the arguments name, each once. ``private`` are the hosts that may be in the user's own network.

    A feed is called by its address without secrets; two that differ in a secret only get numbers.
    """
    addresses: dict[str, None] = {}
    paths: dict[str, None] = {}
    problems: list[InputError] = []
    for argument in arguments:
        if _SCHEME.match(argument):
            addresses[argument] = None
            continue
        try:
            listed = _listed(argument)
        except InputError as error:
            problems.append(error)
            continue
        if listed is None:
            paths[argument] = None
        addresses.update(dict.fromkeys(listed or ()))
    sources: dict[str, Source] = {}
    for address in addresses:
        try:
            sent = checked(address.strip(), shown_as(address))
        except InputError as error:
            problems.append(error)
            continue
        if any(source.address == sent for source in sources.values()):
            continue
        name = _unused(without_secrets(sent), sources)
        parts = urlsplit(sent)
        where = (parts.hostname or "", parts.port or default_port(parts.scheme))
        sources[name] = Source(name, sent, private & {where})
    return Watched(tuple(sources.values()), tuple(paths), tuple(problems))


def hosts(values: Iterable[str]) -> Private:
    """The hosts and ports that ``--private`` names (``host`` stands for ports 80 and 443). Raises UsageError."""
    found: set[tuple[str, int]] = set()
    for value in values:
        try:
            parts = urlsplit(f"//{value}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or parts.path or parts.username is not None:
            raise UsageError(f"--private {value}: give a host, or a host and its port, such as desk.local:8080")
        found |= {(host, port)} if port else {(host, 80), (host, 443)}
    return frozenset(found)


def seconds(value: str, sources: Sequence[Source]) -> float:
    """The time between polls that ``--every`` names (``90s``, ``10m``, ``2h``, ``1d``). Raises UsageError.

    A minute is the least for the servers of others.
    """
    match = _DURATION.fullmatch(value.strip().lower())
    if match is None:
        raise UsageError(f"--every {value}: give a time such as 90s, 10m, 2h or 1d")
    every = float(match.group(1)) * _SECONDS[match.group(2)]
    least = _LEAST_PRIVATE if all(source.private for source in sources) else _LEAST
    if not least <= every <= 30 * _SECONDS["d"]:
        raise UsageError(f"--every {value}: between {'a second' if least < _LEAST else 'a minute'} and 30 days, please")
    return every


def _listed(path: str) -> tuple[str, ...] | None:
    """The addresses of an OPML list; none where the path is anything else."""
    file = Path(path)
    if not file.is_file():
        return None
    try:
        with file.open("rb") as opened:
            content = opened.read(opml.MOST_BYTES + 1)
    except OSError as error:
        raise InputError(path, f"the file could not be read ({error.strerror or error})") from None
    return opml.feeds(content, path) if opml.is_opml(content) else None


def _unused(name: str, taken: Iterable[str]) -> str:
    names = set(taken)
    number, candidate = 1, name
    while candidate in names:
        number += 1
        candidate = f"{name} #{number}"
    return candidate
