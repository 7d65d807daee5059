"""The register of outlets: by which names, domains and handles they are known. A user's own file extends it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from whosays.errors import InputError

_SPACE = re.compile(r"[\s\-‐-―_]+")
_LETTERS = "ABCDEF"
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z\d])|(?<=\d)(?=[A-Za-z])")
_LONG = 6  # letters from which a name run together is known in any case


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher's brand. ``letter`` is the user's rating A-F; the shipped register has none."""

    name: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    agency: bool = False
    owner: str | None = None
    letter: str | None = None


@dataclass(frozen=True)
class Register:
    """Outlets, to be found by what a text calls them. ``mentioned`` finds their names in running text."""

    outlets: tuple[Outlet, ...]
    mentioned: re.Pattern[str] = field(init=False)
    _by_name: dict[str, Outlet] = field(init=False)
    _by_domain: dict[str, Outlet] = field(init=False)

    def __post_init__(self) -> None:
        names: dict[str, Outlet] = {}
        domains: dict[str, Outlet] = {}
        for outlet in self.outlets:
            for name in (outlet.name, *outlet.names, *outlet.handles):
                names.setdefault(joined(name), outlet)
            for domain in outlet.domains:
                domains.setdefault(domain.lower(), outlet)
        printed = {name for o in self.outlets for name in (o.name, *o.names, *o.handles, *o.domains)}
        longest_first = sorted(printed, key=lambda name: (-len(name), name))
        body = "|".join(map(_printed, longest_first)) or "(?!)"
        object.__setattr__(self, "mentioned", re.compile(rf"(?<![\w@.])(?:{body})(?![\w-])"))
        object.__setattr__(self, "_by_name", names)
        object.__setattr__(self, "_by_domain", domains)

    def named(self, name: str) -> Outlet | None:
        """The outlet of this name, abbreviation, handle or domain."""
        return self._by_name.get(joined(name)) or self._by_domain.get(name.lower())

    def at(self, url: str) -> Outlet | None:
        """The outlet an address belongs to."""
        host = domain(url)
        while "." in host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None


def _printed(name: str) -> str:
    """A pattern for a name in running text. Where it is run together ("AppleInsider", "9to5Mac") people write it with
    spaces and in any case after its first letter.
    """
    if name.startswith("The "):
        return rf"[Tt]he\s{_printed(name.removeprefix('The '))}"
    parts = _RUN_TOGETHER.split(name)
    if len(parts) < 2 or len(name) < _LONG or name[0] == "@" or "." in name:
        return r"\s".join(map(re.escape, name.split(" ")))
    body = r"[ \t]?".join(map(re.escape, parts)).replace(r"\ ", r"\s")
    first = re.escape(name[0])
    return f"{first}(?i:{body.removeprefix(first)})"


def key(name: str) -> str:
    """A name as it is looked up: case, hyphens, a possessive and a leading article do not count."""
    plain = _SPACE.sub(" ", name.casefold().replace("&", "and")).strip(" .,;:'\"“”‘’")
    return re.sub(r"['’]s?$", "", plain).removeprefix("the ")


def joined(name: str) -> str:
    """A name without its spaces: "Pravda Online" and "PravdaOnline" are one outlet."""
    return key(name).replace(" ", "")


def squeezed(name: str) -> str:
    """An account's name without marks and spaces: "@harbour_watch" and "Harbour Watch" are one."""
    return re.sub(r"[\W_]+", "", key(name))


def domain(url: str) -> str:
    """The host of an address without "www."; empty where there is none."""
    try:
        return (urlsplit(url if "://" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@cache
def shipped() -> Register:
    """The register that comes with whosays."""
    text = (files(__package__) / "outlets.toml").read_text(encoding="utf-8")
    return Register(tuple(_outlets(tomllib.loads(text), "outlets.toml")))


def extended(path: Path) -> Register:
    """The shipped register with a user's own file before it; ``InputError`` where that cannot be used."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
    except ValueError as error:
        raise InputError(str(path), f"it is not TOML ({error})") from None
    return Register((*_outlets(content, str(path)), *shipped().outlets))


def _outlets(content: Mapping[str, Any], name: str) -> Iterable[Outlet]:
    rows = content.get("outlet", [])
    if not isinstance(rows, list):
        raise InputError(name, "its outlets must each stand under [[outlet]]")
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
            raise InputError(name, "an [[outlet]] has no name")
        letter = row.get("letter")
        if letter is not None and letter not in tuple(_LETTERS):
            raise InputError(name, f"the letter of {row['name']} is not one of A to F")
        yield Outlet(
            row["name"],
            names=_strings(row.get("names"), name, row["name"]),
            domains=_strings(row.get("domains"), name, row["name"]),
            handles=_strings(row.get("handles"), name, row["name"]),
            agency=row.get("agency") is True,
            owner=row.get("owner"),
            letter=letter,
        )


def _strings(value: Any, name: str, outlet: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(name, f"names, domains and handles of {outlet} must be lists of strings")
    return tuple(value)
