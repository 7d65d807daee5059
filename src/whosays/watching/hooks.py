"""What a watch does not do itself: the ledger and the user, seen from here."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from whosays.errors import InputError, WhosaysError
from whosays.model import Document


@dataclass(slots=True)
class Hooks:
    """``take`` puts a document into the ledger, under the name of its input; it raises InputError where this document
    cannot be used, and another WhosaysError where the ledger cannot be written now. ``told`` shows what has changed
    since it was last called and queues notices of it. ``say`` tells the user a sentence. ``failed`` becomes true where
    something could not be read, taken in or delivered.
    """

    take: Callable[[Document, str], None]
    told: Callable[[], None]
    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    failed: bool = False

    def taken(self, document: Document, name: str) -> bool:
        """Takes a document in; false where that is to be tried again. What is wrong is said."""
        try:
            self.take(document, name)
        except InputError as error:
            self.problem(str(error))
        except WhosaysError as error:
            self.problem(str(error))
            return False
        return True

    def problem(self, sentence: str) -> None:
        """Tells of something that went wrong."""
        self.failed = True
        self.say(sentence)
