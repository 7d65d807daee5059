"""A house's own standards for checking drafts (TOML): which rules are asked, and how grave each is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whosays.desk.checking import RULES
from whosays.errors import InputError

OFF = "off"
LEVELS = ("error", "warning", "note", OFF)
"""How grave a finding is, as SARIF has it; ``off`` is not asked. Without a policy each is a warning."""
_LARGEST = 100_000  # bytes of a policy


@dataclass(frozen=True, slots=True)
class Policy:
    """How grave each rule is, and which level is the least that a command fails for."""

    levels: Mapping[str, str] = field(default_factory=dict)
    fails: str = "note"

    def level(self, rule: str) -> str:
        """How grave a finding of a rule is."""
        return self.levels.get(rule, "warning")

    def asks(self, rule: str) -> bool:
        """Whether a rule is asked."""
        return self.level(rule) != OFF

    def is_failed_by(self, rule: str) -> bool:
        """Whether a finding of a rule is grave enough to fail for."""
        return LEVELS.index(self.level(rule)) <= LEVELS.index(self.fails)


def read_policy(path: Path) -> Policy:
    """The policy in a file::

        fails = "warning"

        [rules]
        office-missing = "off"
        refusal-told-as-denial = "error"

    Raises ``InputError`` where it cannot be read, or names a rule or level that there is not.
    """
    try:
        with path.open("rb") as file:
            found = tomllib.loads(file.read(_LARGEST).decode("utf-8"))
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(str(path), f"it is not TOML ({error})") from None
    return Policy(_levels(path, found), _fails(path, found))


def _levels(path: Path, found: Mapping[str, Any]) -> dict[str, str]:
    if strange := next((name for name in found if name not in ("rules", "fails")), None):
        raise InputError(str(path), f"{strange}: a policy has fails and [rules]")
    rules = found.get("rules", {})
    if not isinstance(rules, dict):
        raise InputError(str(path), "[rules] is no table")
    for rule, level in rules.items():
        if rule not in RULES:
            raise InputError(str(path), f"{rule}: there is no such rule; there are {', '.join(RULES)}")
        if level not in LEVELS:
            raise InputError(str(path), f"{rule}: give one of {', '.join(LEVELS)}")
    return dict(rules)


def _fails(path: Path, found: Mapping[str, Any]) -> str:
    fails = found.get("fails", "note")
    if fails not in LEVELS[:-1]:
        raise InputError(str(path), f"fails: give one of {', '.join(LEVELS[:-1])}")
    return str(fails)
