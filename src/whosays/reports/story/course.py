"""How a claim came about over time, as far as the documents are dated.

A date is the one that a document bears. The first of them is when the claim is first seen here, which need not be when
it was first published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from whosays.reports.story.answers import Given, answers
from whosays.reports.story.view import Told
from whosays.wording import ANSWERS_IT


@dataclass(frozen=True, slots=True)
class Day:
    """A day (ISO 8601): the documents that add something, each with what, in order; then those that only carry it."""

    date: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    carried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The days in order, and the documents whose date is not known."""

    days: tuple[Day, ...]
    undated: tuple[str, ...]


def course(told: Told) -> Course:
    """The course of a claim: who carries it when, what each origin was first named by, who answered when."""
    dated = [(date, document) for document in told.own if (date := told.view.published(document))]
    dated.sort(key=lambda pair: pair[0])
    by_document: dict[str, list[Given]] = {}
    for given in answers(told):
        by_document.setdefault(given.document, []).append(given)
    origins, answered = set(told.claim.origins.nodes), set[tuple[str, str]]()
    added: dict[str, list[str]] = {}
    for number, (_, document) in enumerate(dated):
        what = added.setdefault(document, [] if number else ["first seen here"])
        for node in _first_named(told, document, origins):
            origins.discard(node)
            what.append(f"first to name {told.view.name(node)} as where it comes from")
        for given in by_document.get(document, ()):
            key = (given.who.casefold(), given.response.value)
            if not given.harder and key not in answered:
                answered.add(key)
                what.append(f"{given.who} {ANSWERS_IT[given.response]}")
    days = []
    for day, found in groupby(dated, key=lambda pair: pair[0][:10]):
        documents = [document for _, document in found]
        steps = tuple((document, tuple(added[document])) for document in documents if added[document])
        days.append(Day(day, steps, tuple(document for document in documents if not added[document])))
    return Course(tuple(days), tuple(document for document in told.own if document not in added))


def _first_named(told: Told, document: str, origins: set[str]) -> Iterator[str]:
    """The origins that this document's words name, without the document itself."""
    named = (e.taken for e in told.graph if any(evidence.document == document for evidence in e.evidence))
    yield from (node for node in dict.fromkeys(named) if node in origins and node not in told.own.values())
