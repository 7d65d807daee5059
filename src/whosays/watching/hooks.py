"""What a watch does not do itself: the ledger and the user, seen from here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from whosays.errors import InputError, WhosaysError
from whosays.ledger import Capture, Sight
from whosays.model import Document
from whosays.watching.schedule import Feed


@dataclass(slots=True)
class Hooks:
    """``take`` puts a document into the ledger as it was seen; it raises InputError where this document cannot be used,
    and another WhosaysError where the ledger cannot be written now. ``told`` shows what has changed since it was last
    called and queues notices of it. ``say`` tells the user a sentence, ``polled`` how a feed is
    that was asked. ``failed`` becomes true where something could
    not be read, taken in or delivered.
    """

    take: Callable[[Document, Sight], None]
    told: Callable[[], None]
    say: Callable[[str], None]
    polled: Callable[[Feed], None] = lambda _: None
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    failed: bool = False
    _last: str = ""

    def taken(self, document: Document, name: str, capture: Capture, seen: str | None = None) -> bool:
        """Takes a document in and tells what that changed; false where that is to be tried again.

        ``capture`` is how it is known when it was so; ``seen`` when an archive saw it (ISO 8601), else that is now.
        What is wrong is said.
        """
        when = datetime.fromisoformat(seen) if seen else datetime.fromtimestamp(self.wall(), UTC)
        try:
            self.take(document, Sight(name, when, capture))
            self.told()
        except InputError as error:
            self.problem(str(error))
        except WhosaysError as error:
            self.problem(str(error))
            return False
        return True

    def tell(self) -> None:
        """Tells what has changed, by whichever command; where the ledger is not to be had now, that is said."""
        try:
            self.told()
        except WhosaysError as error:
            self.problem(str(error))

    def problem(self, sentence: str) -> None:
        """Tells of something that went wrong, not twice in a row."""
        self.failed = True
        if sentence != self._last:
            self._last = sentence
            self.say(sentence)
