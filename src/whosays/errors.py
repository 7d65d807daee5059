"""What can go wrong, as one small hierarchy.

WhosaysError            anything a user is told in one sentence
├── UsageError          the command line is wrong (exit status 2)
└── InputError          an input could not be used (exit status 1)
    └── FetchError      an address could not be fetched
"""

from __future__ import annotations


class WhosaysError(Exception):
    """Base of every error whosays raises on purpose; its text is one clear sentence."""


class UsageError(WhosaysError):
    """The command line asks for something that does not exist or does not go together."""


class NotHeld(UsageError):
    """A name stands for nothing that a ledger holds."""


class InputError(WhosaysError):
    """An input could not be used. ``name`` is the input as given, ``cause`` why, as a clause without a full stop."""

    def __init__(self, name: str, cause: str) -> None:
        super().__init__(f"{name}: {cause}")
        self.name = name
        self.cause = cause


class FetchError(InputError):
    """An address could not be fetched, or must not be.

    ``status`` is that of the server's answer where it is the cause; ``retry_after`` the seconds it asks to wait.
    """

    def __init__(self, name: str, cause: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(name, cause)
        self.status = status
        self.retry_after = retry_after
