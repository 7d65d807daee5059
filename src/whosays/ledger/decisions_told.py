"""What people decided, in words: whoever is sent a page does not know what ``p31`` is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from whosays.ledger import tables
from whosays.ledger.chunks import chunks
from whosays.ledger.corrections import ANSWER, APART, CERTAINTY, CHAIN, NAMING, SAME, SPEAKER
from whosays.ledger.decision_rows import ACCEPT, MERGE, SPLIT, UNDO
from whosays.ledger.document_rows import documents_of
from whosays.ledger.naming import number
from whosays.ledger.particulars import PARTICULARS, PLACE
from whosays.model import Document, Factuality, Naming, Response
from whosays.wording import ANSWERS_IT, FACTUALITY, RESPONSE
from whosays.wording import NAMING as NAMED

_LONGEST = 160
_MOST_BACK = 8  # undoings of undoings that are told


def told(connection: sa.Connection, decisions: Iterable[int]) -> dict[int, str]:
    """What was decided, a sentence without its full stop each, by the number of the decision."""
    table = tables.decisions
    rows: dict[int, tuple[str, str, dict[str, Any]]] = {}
    wanted = set(decisions)
    for _ in range(_MOST_BACK):  # what is taken back is told with its undoing
        for some in chunks(sorted(wanted - rows.keys())):
            statement = sa.select(table.c.id, table.c.verb, table.c.subject, table.c.about).where(table.c.id.in_(some))
            for decision, verb, subject, about in connection.execute(statement):
                rows[decision] = (verb, subject, json.loads(about))
        wanted = {about["decision"] for verb, _, about in rows.values() if verb == UNDO} - rows.keys()
        if not wanted:
            break
    words = _Words(connection, rows)
    return {decision: words(decision) for decision in rows}


class _Words:
    def __init__(self, connection: sa.Connection, rows: Mapping[int, tuple[str, str, Mapping[str, Any]]]) -> None:
        self._connection, self._rows = connection, rows
        meant = {document for _, _, about in rows.values() for document in _documents(about)}
        self._documents: Mapping[int, Document] = documents_of(connection, sorted(meant))
        self._claims = _claim_texts(connection, [subject for _, subject, about in rows.values()
                                                 if about["what"] == "claim"])  # fmt: skip

    def __call__(self, decision: int, back: int = 0) -> str:
        if decision not in self._rows or back > _MOST_BACK:
            return f"what was decided as j{decision}"
        verb, subject, about = self._rows[decision]
        tellers: dict[str, Callable[[], str]] = {
            "undo": lambda: f"took back: {self(about['decision'], back + 1)}",
            "correction": lambda: self._correction(about),
            "words": lambda: f"“{_short(about['was'])}” is told as “{_short(about['to'])}”",
            "places": lambda: self._places(verb, about),
            "edge": lambda: self._edge(verb, about),
            "claim": lambda: self._claim(verb, subject),
            "sources": lambda: f"{' and '.join(about['names'])} are two sources",
        }
        return tellers[about["what"]]()

    def _name(self, document: int) -> str:
        held = self._documents.get(document)
        if held is None:
            return f"d{document}"
        return held.outlet or next(iter(held.authors), None) or held.account or _short(held.title or f"d{document}", 60)

    def _correction(self, about: Mapping[str, Any]) -> str:
        kind, to, was, name = about["kind"], about["to"], about["was"], self._name(about["document"])
        if about["at"]["of"] == PLACE:
            before = f"was “{was['value']}”" if was["value"] else "was not given"
            of = f"d{about['document']}" if kind == PARTICULARS[0] else name
            now = f"is “{to['value']}”" if to["value"] else "is not known"
            return f"the {kind} of {of} {now} (it {before})"
        words = f"“{_short(about['at']['words'])}” in {name}"
        if kind == SPEAKER:
            before = f" (it was read as the word of {was['name']})" if was["name"] else ""
            return f"{words} is the word of {to['name'] or 'nobody who is named'}{before}"
        if kind == CERTAINTY:
            return f"{words} is told {FACTUALITY[Factuality(to['factuality'])]}"
        if kind == ANSWER:
            return self._answer(words, to)
        if kind == CHAIN:
            steps = ", ".join(f"“{_short(step['words'], 60)}”" for step in to["steps"])
            return f"{name} has “{_short(about['at']['words'])}” " + (f"by these steps: {steps}" if steps else
                                                                     "in its own voice")  # fmt: skip
        own = was.get("name") or about["at"]["words"]
        others = {
            NAMING: lambda: f"who says {words} is {NAMED[Naming(to['naming'])]}",
            SAME: lambda: f"{own} in {name} is the same as {to['name']}",
            APART: lambda: f"{own} in {name} is not the one elsewhere, but {to['name']}",
        }
        return others[kind]()

    def _answer(self, words: str, to: Mapping[str, Any]) -> str:
        if not to["response"]:
            return f"{words} is no answer"
        response, tied = Response(to["response"]), to.get("tied")
        if "tied" not in to:
            return f"{words}: {RESPONSE[response]}"
        return (
            f"{words}: {ANSWERS_IT[response]}, namely “{_short(tied['words'])}”"
            if tied
            else f"{words} answers no claim"
        )

    def _places(self, verb: str, about: Mapping[str, Any]) -> str:
        texts = list(dict.fromkeys(f"“{_short(spot['text'])}” in {self._name(spot['document'])}"
                                   for spot in about["places"]))  # fmt: skip
        if not about.get("apart"):
            if verb == ACCEPT:
                return f"{_listed(texts)} {'make' if len(texts) > 1 else 'makes'} one claim"
            return f"{_listed(texts)} are the same claim" if verb == MERGE else _listed(texts)
        rest = _short(about["apart"][0]["text"])
        if verb == SPLIT:
            return f"{_listed(texts)} {'make' if len(texts) > 1 else 'makes'} another claim than “{rest}”"
        return f"{_listed(texts)} does not make the claim “{rest}”" if len(texts) == 1 else (
            f"{_listed(texts)} do not make the claim “{rest}”")  # fmt: skip

    def _edge(self, verb: str, about: Mapping[str, Any]) -> str:
        holds = "has it from" if verb == ACCEPT else "does not have it from"
        return f"{self._end(about['from'])} {holds} {self._end(about['to'])}"

    def _end(self, key: str) -> str:
        document = number(key, "d")
        return self._name(document) if document is not None else f"“{key.partition(':')[2]}”"

    def _claim(self, verb: str, name: str) -> str:
        text = f"“{_short(self._claims.get(name, name))}”"
        return f"{text} is a claim that is made" if verb == ACCEPT else f"{text} is no claim"


def _documents(about: Mapping[str, Any]) -> set[int]:
    found = {spot["document"] for key in ("places", "apart") for spot in about.get(key, ())}
    if isinstance(about.get("document"), int):
        found.add(about["document"])
    ends = (number(str(about[key]), "d") for key in ("from", "to") if isinstance(about.get(key), str))
    return found | {document for document in ends if document is not None}


def _claim_texts(connection: sa.Connection, names: Sequence[str]) -> dict[str, str]:
    table = tables.states
    wanted = {claim: name for name in names if (claim := number(name, "k")) is not None}
    found: dict[str, str] = {}
    for some in chunks(sorted(wanted)):
        statement = sa.select(table.c.claim, table.c.text).where(table.c.claim.in_(some)).order_by(table.c.id)
        found.update((wanted[claim], text) for claim, text in connection.execute(statement))
    return found


def _short(words: str, longest: int = _LONGEST) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _listed(texts: Sequence[str]) -> str:
    if len(texts) > 3:
        return f"{', '.join(texts[:2])} and {len(texts) - 2} others"
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
