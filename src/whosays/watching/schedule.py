"""When a feed is asked next, decided without asking anybody: what is known of it and an answer give what is known next.

Waiting is counted in seconds of a clock that only runs forward; dates of the wall clock are kept for the record, and to
take up waiting again after a restart (`remaining`), where a clock that was set back or far forward costs one wait at
most. What spreads the polls is a hash of the feed's name and not chance: the same feeds give the same times.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from whosays.fetching.headers import UNKNOWN, Version

DAY = 86_400.0
LONGEST = DAY
"""The longest that a feed's failures or its server's wishes can put off the next poll, in seconds."""
GONE = 30 * DAY
"""After how many seconds a feed that its server calls gone is asked once more."""
FIRST_RETRY = 60.0
_SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Feed:
    """What is known of a feed between two polls.

    ``name`` is its address as it may be shown and stored; ``moved`` where it has moved for good; ``version`` and
    ``digest`` (of the body) tell whether it changed; ``failures`` counts those in a row, ``problem`` is the last one's
    cause. ``polled`` is when it was last asked (Unix seconds of the wall clock), ``wait`` how long to wait from then,
    ``whole`` when it last came whole, and not only as unchanged.
    """

    name: str
    moved: str | None = None
    version: Version = UNKNOWN
    digest: str | None = None
    failures: int = 0
    problem: str | None = None
    gone: bool = False
    polled: float | None = None
    wait: float = 0.0
    whole: float | None = None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A feed came, and what is in it was taken in. ``whole`` is false where something is to be tried again."""

    version: Version
    digest: str
    moved: str | None = None
    fresh_for: float = 0.0
    whole: bool = True
    problem: str | None = None
    """What was broken about it, where it could be read all the same."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The feed is the one that is known; ``version`` where it came whole all the same."""

    moved: str | None = None
    fresh_for: float = 0.0
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The feed could not be had; ``retry_after`` are the seconds that the server asks to wait."""

    cause: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The server says that there is no such feed any more and never will be (status 410)."""

    cause: str


Answer = Fresh | Unchanged | Failed | Gone


def after(feed: Feed, answer: Answer, *, now: float, every: float) -> Feed:
    """What is known of the feed once it has answered. ``now`` is the wall clock's, ``every`` the seconds between polls.

    The wait is never under ``every``. It doubles from failure to failure and ends at a day (or at ``every``, where that
    is longer); a longer Retry-After or max-age is kept to within the same bound.
    """
    longest = max(every, LONGEST)
    if isinstance(answer, Gone):
        return replace(
            feed, gone=True, problem=answer.cause, failures=feed.failures + 1, polled=now, wait=max(every, GONE)
        )
    if isinstance(answer, Failed):
        failures = feed.failures + 1
        backed_off = max(every, FIRST_RETRY) * 2.0 ** min(failures - 1, 30)
        wait = _bounded(spread(feed.name, failures, backed_off), answer.retry_after or 0.0, every, longest)
        # Where the new address fails, the old one is asked next: it may point elsewhere by now.
        return replace(feed, moved=None, failures=failures, gone=False, problem=answer.cause, polled=now, wait=wait)
    wait = _bounded(spread(feed.name, 0, every), answer.fresh_for, every, longest)
    came = isinstance(answer, Fresh) or answer.version is not None
    feed = replace(feed, whole=now if came else feed.whole)
    well = replace(feed, failures=0, gone=False, moved=answer.moved or feed.moved, polled=now, wait=wait)
    if isinstance(answer, Unchanged):
        well = replace(well, version=feed.version if answer.version is None else answer.version)
        return replace(well, problem=feed.problem if feed.failures == 0 else None)
    version, digest = (answer.version, answer.digest) if answer.whole else (UNKNOWN, None)
    return replace(well, version=version, digest=digest, problem=answer.problem)


def asked(feed: Feed, now: float, *, refresh: bool = False) -> Feed:
    """A feed as it is asked: whole, and not only whether it has changed, where it did not come whole for a day, or with
    ``refresh``. A server that says "unchanged" for ever would hide what is new."""
    since = None if feed.whole is None else now - feed.whole
    if refresh or since is None or not 0 <= since < DAY:
        return replace(feed, version=UNKNOWN, digest=None if refresh else feed.digest)
    return feed


def remaining(feed: Feed, now: float) -> float:
    """The seconds still to wait after a restart at ``now``, between 0 and the whole wait, whatever the clock did."""
    if feed.polled is None:
        return 0.0
    gone_by = now - feed.polled
    return feed.wait if gone_by < 0 else max(0.0, feed.wait - gone_by)


def spread(name: str, turn: int, seconds: float) -> float:
    """``seconds`` and up to a tenth more, by a hash of the name and turn, so that not all come at once."""
    drawn = hashlib.sha256(f"{turn} {name}".encode("utf-8", "surrogatepass")).digest()
    return seconds * (1 + _SPREAD * int.from_bytes(drawn[:4]) / 2**32)


def worth_saying(before: Feed, now: Feed) -> str | None:
    """A sentence for the user where something is other than at the last poll: broken, gone, moved, well again."""
    if now.gone and not before.gone:
        return f"{now.name}: {now.problem}; it is left out from now on and asked again in 30 days"
    if now.problem and now.problem != before.problem:
        return f"{now.name}: {now.problem}"
    if before.problem and not now.problem:
        return f"{now.name}: it can be read again"
    if now.moved and now.moved != before.moved:
        return f"{now.name}: it has moved for good to {now.moved}, where it is read from now on"
    return None


def _bounded(usual: float, wished: float, every: float, longest: float) -> float:
    return max(every, min(max(usual, wished), longest))
