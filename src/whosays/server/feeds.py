"""Feeds of what a desk holds: of a saved search the claims that changed last, of a claim everything that changed."""

from __future__ import annotations

from whosays import __version__
from whosays.exports.feeds import Entry, Head
from whosays.exports.marks import NO_DATE, utc
from whosays.ledger import Ledger
from whosays.ledger.searching import Listed
from whosays.model import record
from whosays.server.state import Search
from whosays.wording import NO_VERDICT, count

_MOST = 50


def of_search(ledger: Ledger, search: Search, root: str) -> tuple[Head, list[Entry]]:
    """The claims that a saved search finds, those that changed last first. Raises ``UsageError``."""
    found = ledger.claims(search=search.words, standing=search.standing, limit=_MOST)
    items = [_claim(one, root) for one in sorted(found, key=lambda one: one.since, reverse=True)]
    page = f"{root}/searches/{search.name}"
    return Head(page, f"whosays: {search.title}", _newest(items), __version__, page), items


def of_claim(ledger: Ledger, name: str, root: str) -> tuple[Head, list[Entry]] | None:
    """Everything that changed of a claim, newest first; none where there is no such claim."""
    held = ledger.claim(name)
    if held is None:
        return None
    page, steps = f"{root}/claims/{held.claim}", ledger.history(name)
    items = [_step(step, number, page) for number, step in enumerate(steps, 1)][-_MOST:]
    items.reverse()
    return Head(page, f"whosays: {held.text}", _newest(items), __version__, page), items


def _claim(one: Listed, root: str) -> Entry:
    page = f"{root}/claims/{one.claim}"
    origins = str(one.least) if one.least == one.most else f"{one.least} to {one.most}"
    lines = [
        f"{one.summary} Grade {one.grade}.",
        f"In {count(one.documents, 'document')}; independent origins: {origins}.",
        NO_VERDICT,
    ]
    return Entry(page, one.text, "\n".join(lines), utc(one.since) or NO_DATE, (), page)


def _step(step: record.Step, number: int, page: str) -> Entry:
    turned = f"{step.before} → {step.after}" if step.before and step.after else ""
    words = [f"“{one.words}”" for one in step.evidence[:3] if one.words]
    content = "\n".join(filter(None, (turned, *words, NO_VERDICT)))
    return Entry(f"{page}#{number}", step.text, content, utc(step.time) or NO_DATE, (), page)


def _newest(items: list[Entry]) -> str:
    return max((entry.updated for entry in items), default=NO_DATE)
