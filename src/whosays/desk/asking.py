"""What a ledger is asked: claims that are searched for, and one claim, document or source with all that is held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum

from whosays.errors import UsageError, WhosaysError
from whosays.ledger import Ledger, Options
from whosays.ledger.change_log import Recorded
from whosays.ledger.naming import end_of, number
from whosays.ledger.searching import Listed
from whosays.model import record

_LATEST = 500  # recorded changes among which news is looked for
_MOST_WORDS, _MOST_NAMES = 4, 20  # of a name that nobody has, by which others are looked for, and how many
_NEAR = 0.6

Answer = record.Claim | record.FormerClaim | record.Document | list[record.Speaking]


class By(StrEnum):
    """Which time "as of a day" means."""

    LEDGER = "ledger"
    PUBLICATION = "publication"


def check(name: str, as_of: str | None, by: By) -> None:
    """Raises ``UsageError`` where this cannot be asked."""
    if by is By.PUBLICATION and (as_of is None or number(name, "k") is None):
        raise UsageError("--by publication needs a claim and --as-of")
    if as_of is not None:
        end_of(as_of)


def look_up(
    ledger: Ledger, name: str, *, as_of: str | None = None, by: By = By.LEDGER, options: Options | None = None
) -> Answer:
    """A claim (``k5``), a document (``d12``, ``d12.2``) or where a source of this name speaks. Raises ``WhosaysError``
    where the ledger has none, ``UsageError`` where this cannot be asked."""
    check(name, as_of, by)
    found: Answer | None
    if number(name, "k") is not None:
        day = as_of or ""
        found = ledger.claim(name, as_of=as_of) if by is By.LEDGER else ledger.published_by(name, day, options)
    elif number(name, "d") is not None:
        found = ledger.document(name, as_of=as_of)
    else:
        found = ledger.source(name, as_of=as_of)
    if not found:
        when = f" as of {as_of}" if as_of else ""
        raise WhosaysError(f"{name}: the ledger has no such claim, document or source{when}")
    return found


def history(ledger: Ledger, claim: str) -> list[record.Step]:
    """Everything that changed of a claim, oldest first. Raises ``WhosaysError`` where there is no such claim."""
    steps = ledger.history(claim)
    if not steps:
        raise WhosaysError(f"{claim}: the ledger has no such claim")
    return steps


def search(
    ledger: Ledger,
    *,
    words: str | None = None,
    like: str | None = None,
    standing: str | None = None,
    since: str | None = None,
    limit: int | None = None,
    everything: bool = False,
) -> list[Listed]:
    """Claims of a ledger: those that have all ``words``, or that may say what a text says in others (``like``). Those
    that most documents make come first; ``since`` a day, those that changed last."""
    if like is not None:
        return ledger.like(like, limit=limit or 10, everything=everything)
    return ledger.claims(
        search=words, standing=standing, since=since, limit=limit or 50, everything=everything, carried=since is None
    )


def news(ledger: Ledger, most: int, since: int | None = None) -> list[Recorded]:
    """What changed last of claims that were there before, newest first; behind the change numbered ``since``."""
    return list(ledger.latest_changes(max(since or 0, ledger.last_change() - _LATEST), most))


def is_known(ledger: Ledger, name: str, beside: Sequence[str] = ()) -> bool:
    """Whether somebody of this name speaks in a ledger, or is ``beside``."""
    folded = " ".join(name.casefold().split())
    return any(folded == " ".join(one.casefold().split()) for one in (*beside, *ledger.speakers(name, 1)))


def near_names(ledger: Ledger, name: str, beside: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of sources that may be meant by one that nobody has: those ``beside``, and those that share a word."""
    candidates = dict.fromkeys(beside)
    for word in re.findall(r"\w{3,}", name)[:_MOST_WORDS]:
        candidates.update(dict.fromkeys(ledger.speakers(word, _MOST_NAMES)))
    by_fold = {one.casefold(): one for one in candidates}
    near = get_close_matches(name.casefold(), list(by_fold), n=3, cutoff=_NEAR)
    return tuple(by_fold[one] for one in near)
