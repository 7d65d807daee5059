"""Why a notice did not reach its target."""

from __future__ import annotations


class Undelivered(Exception):
    """A notice was not taken; ``retry_after`` are the seconds that the receiver asks to wait."""

    def __init__(self, cause: str, retry_after: float | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.retry_after = retry_after
