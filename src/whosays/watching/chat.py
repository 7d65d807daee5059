"""Notices to people, by whatever service they read: Slack, Teams, Mattermost, mail and the others that Apprise knows.

The address of a service holds its secrets: it can be kept in the environment, and is shown nowhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whosays.errors import UsageError
from whosays.watching.undelivered import Undelivered

_VARIABLE = re.compile(r"\$(\w{1,100})")
_MOST_WORDS = 3  # places whose words are told


@dataclass(frozen=True, slots=True)
class Chat:
    """A service that is sent each notice in words. ``service`` is Apprise's own object for it."""

    address: str = field(repr=False)
    service: Any = field(repr=False)

    @property
    def name(self) -> str:
        """The kind of service and a part of the address' hash."""
        kind = self.address.partition(":")[0]
        return f"apprise:{kind}#{hashlib.sha256(self.address.encode()).hexdigest()[:8]}"

    def deliver(self, identifier: str, body: str) -> None:
        """Sends one notice. Raises Undelivered where the service does not take it."""
        title, text = in_words(json.loads(body))
        try:
            taken = self.service.notify(title=title, body=text)
        except Exception as error:  # whatever a plugin raises: its text may hold the address
            raise Undelivered(f"the service failed ({type(error).__name__})") from None
        if not taken:
            raise Undelivered("the service did not take it")


def in_words(notice: Mapping[str, Any]) -> tuple[str, str]:
    """A notice as a title and a text: what changed, the words that show it, and that it is no verdict."""
    words = [f"{e['document']}: “{' '.join(e['words'].split())}”" for e in notice.get("evidence", ()) if e.get("words")]
    lines = [
        notice["text"],
        *words[:_MOST_WORDS],
        f"({notice['ledger']}, {notice['time']}; what it rests on, no verdict)",
    ]
    return f"whosays: {notice['claim']} {notice['kind']}", "\n".join(lines)


def chat(address: str, environment: Mapping[str, str]) -> Chat:
    """The service at an address of Apprise's, or at the one that a variable holds (``$NAME``). Raises UsageError."""
    variable = _VARIABLE.fullmatch(address)
    if variable is not None:
        if not environment.get(variable[1]):
            raise UsageError(f"--notify apprise: the variable {variable[1]} is not set")
        address = environment[variable[1]]
    try:
        import apprise
    except ImportError:
        install = "pip install 'whosays[notify]'"
        raise UsageError(f"--notify apprise needs apprise, which is not installed: {install}") from None
    service = apprise.Apprise.instantiate(address, suppress_exceptions=True)
    if service is None:
        raise UsageError("--notify apprise: it is no address that Apprise knows (https://appriseit.com/services)")
    return Chat(address, service)
