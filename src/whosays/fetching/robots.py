"""robots.txt after RFC 9309: whether a page may be fetched, and how long to wait between two."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urlsplit

_Rule = tuple[bool, str]
_MOST_LINES = 20_000
_LONGEST_RULE = 2_000


def allows(robots: str, agent: str, url: str) -> bool:
    """True where the rules for ``agent`` (its product name), else those for everyone, let it fetch ``url``.

    The longest matching rule decides, Allow where two are equally long; ``*`` stands for anything, ``$`` for the end.
    """
    rules = _of(agent, robots).rules
    parts = urlsplit(url)
    path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    if path == "/robots.txt":
        return True
    longest, allowed = -1, True
    for allow, pattern in rules:
        if (len(pattern), allow) > (longest, allowed if longest >= 0 else False) and _matches(pattern, path):
            longest, allowed = len(pattern), allow
    return allowed


def delay(robots: str, agent: str) -> float:
    """The seconds that ``agent`` is asked to leave between two requests (Crawl-delay, not of the RFC), or 0."""
    return _of(agent, robots).delay


@dataclass(slots=True)
class _Group:
    """What holds for one agent."""

    rules: list[_Rule] = field(default_factory=list)
    delay: float = 0.0


def _of(agent: str, robots: str) -> _Group:
    groups = _groups(robots)
    return groups.get(agent.lower()) or groups.get("*") or _Group()


def _groups(robots: str) -> dict[str, _Group]:
    """What holds for each agent, groups of the same agent put together."""
    groups: dict[str, _Group] = {}
    agents: list[str] = []
    naming = False
    for line in robots.removeprefix("\ufeff").splitlines()[:_MOST_LINES]:
        key, colon, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            # "User-agent: Name/1.0" means Name.
            product = re.match(r"\*|[\w-]*", value)
            agents = [*(agents if naming else []), product.group().lower() if product else ""]
            groups.setdefault(agents[-1], _Group())
            naming = True
        elif key in ("allow", "disallow"):
            naming = False
            if value:
                for agent in agents:
                    groups[agent].rules.append((key == "allow", _normal(value[:_LONGEST_RULE])))
        elif key == "crawl-delay":
            naming = False
            if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
                for agent in agents:
                    groups[agent].delay = float(value)
    return groups


def _matches(pattern: str, path: str) -> bool:
    """Piece by piece and without backtracking: a rule is somebody else's text."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    if not rest:
        return not anchored or position == len(path)
    for piece in rest[:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    last = rest[-1]
    if anchored:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0


def _normal(path: str) -> str:
    return quote(unquote_to_bytes(path), safe="/?&=*$:;,@+!~'()%[]|-._")
