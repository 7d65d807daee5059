"""How a claim came about over time, as far as the documents are dated.

A date is the one that a document bears. The first of them is when the claim is first seen here, which need not be when
it was first published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whosays.reports.story.answers import Given, answers
from whosays.reports.story.view import Told
from whosays.reports.wording import ANSWERS_IT


@dataclass(frozen=True, slots=True)
class Step:
    """What one dated document adds: its date (ISO 8601, as it bears it), itself, and what it says, in order."""

    date: str
    document: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The steps in order of their dates, and the documents whose date is not known."""

    steps: tuple[Step, ...]
    undated: tuple[str, ...]


def course(told: Told) -> Course:
    """The course of a claim: who carries it when, what each origin was first named by, who answered when."""
    dated = [(date, document) for document in told.own if (date := told.view.published(document))]
    dated.sort(key=lambda pair: pair[0])
    by_document: dict[str, list[Given]] = {}
    for given in answers(told):
        by_document.setdefault(given.document, []).append(given)
    steps: list[Step] = []
    origins, answered = set(told.claim.origins.nodes), set[tuple[str, str]]()
    for date, document in dated:
        what = ["carries it" if steps else "first seen here"]
        for node in _first_named(told, document, origins):
            origins.discard(node)
            what.append(f"first to name {told.view.name(node)} as where it comes from")
        for given in by_document.get(document, ()):
            key = (given.who.casefold(), given.response.value)
            if not given.harder and key not in answered:
                answered.add(key)
                what.append(f"{given.who} {ANSWERS_IT[given.response]}")
        steps.append(Step(date, document, tuple(what)))
    known = {document for _, document in dated}
    return Course(tuple(steps), tuple(document for document in told.own if document not in known))


def _first_named(told: Told, document: str, origins: set[str]) -> Iterator[str]:
    """The origins that this document's words name, without the document itself."""
    named = (e.taken for e in told.graph if any(evidence.document == document for evidence in e.evidence))
    yield from (node for node in dict.fromkeys(named) if node in origins and node not in told.own.values())
