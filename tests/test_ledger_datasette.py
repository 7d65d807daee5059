"""The ledger's views as Datasette would ask them: read-only, at most a second a statement, a page of rows at a time.

Datasette itself is no dependency, not even of the tests: what it does to a file is these statements on such a
connection (``mode=ro`` beside a writer, ``immutable=1`` with ``-i``; ``sql_time_limit_ms`` 1000, ``max_returned_rows``
1000).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_build import MAYOR, OUTLETS, document, weir
from whosays.ledger import open_ledger
from whosays.model import Response

COLUMNS = {
    "documents": ["document", "version", "outlet", "title", "url", "published", "seen", "input", "event", "text"],
    "claims": ["claim", "text", "documents", "origins_least", "origins_most", "credibility", "reliability", "summary"],
    "appearances": ["claim", "document", "outlet", "words", "factuality", "since"],
    "origins": ["claim", "kind", "origin", "document", "since"],
    "edges": ["link", "claim", "taker", "taken", "kind", "confidence", "taker_document", "taken_document", "since"],
    "responses": ["claim", "response", "who", "document", "since"],
    "drift": ["claim", "kind", "upstream", "downstream", "since"],
    "decisions": ["decision", "verb", "subject", "claim", "who", "why", "time"],
    "history": ["change", "claim", "kind", "text", "before", "after", "time"],
}
SECOND, ROWS, PAGE = 1.0, 1_000, 100


@contextmanager
def opened(path: Path, how: str) -> Iterator[sqlite3.Connection]:
    """A connection as Datasette's, every statement of which is ended after a second."""
    with closing(sqlite3.connect(f"file:{path}?{how}", uri=True, check_same_thread=False)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def asked(connection: sqlite3.Connection, statement: str) -> list[dict[str, Any]]:
    deadline = time.perf_counter() + SECOND
    connection.set_progress_handler(lambda: int(time.perf_counter() >= deadline), 1_000)
    try:
        return [dict(row) for row in connection.execute(statement).fetchmany(ROWS + 1)]
    finally:
        connection.set_progress_handler(None, 0)


def matter(number: int) -> str:
    """A sentence about something that no other one is about."""
    word = "".join("bdfglmnprstvz"[number // 13**place % 13] + "aeiou"[(number + place) % 5] for place in range(3))
    return f"The {word} of {word.title()}ham will {word}ate its {word}ers in {word.title()}ber after {number} years."


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of some hundred documents, with an answer, a link and a decision."""
    path = tmp_path_factory.mktemp("desk") / "whosays.db"
    moment = datetime(2031, 3, 1, tzinfo=UTC)
    with open_ledger(str(path)) as ledger:
        ledger.add_trace(weir(OUTLETS[0], MAYOR), as_input="a")
        ledger.add_trace(document(OUTLETS[1], (OUTLETS[0], MAYOR)), as_input="b")
        ledger.add_trace(weir(OUTLETS[2], ("Edda Marsh", "it did not break", Response.DENY)), as_input="c")
        ledger.decide("accept", ["k1"], who="Ida Falk", why="checked")
        pile = (document(f"Paper {n}", matter(n)) for n in range(120))
        ledger.load((trace, f"{n}", moment) for n, trace in enumerate(pile))
    return path


@pytest.mark.parametrize("how", ["mode=ro", "immutable=1"])
@pytest.mark.parametrize("view", COLUMNS)
def test_a_view_is_a_page_a_count_and_facets(path: Path, view: str, how: str) -> None:
    with opened(path, how) as connection:
        columns = [row["name"] for row in asked(connection, f"PRAGMA table_info([{view}])")]
        assert columns[: len(COLUMNS[view])] == COLUMNS[view]
        page = asked(connection, f"select * from [{view}] limit {PAGE + 1}")
        (count,) = asked(connection, f"select count(*) as n from (select * from [{view}])")
        assert len(page) == min(count["n"], PAGE + 1)
        assert count["n"] > 0 or view == "drift"
        for column in columns:
            facet = f"select [{column}] as value, count(*) as n from (select * from [{view}])"
            group = f"where [{column}] is not null group by [{column}] order by n desc, value limit 31"
            found = asked(connection, f"{facet} {group}")
            assert all(row["n"] >= 1 for row in found)
            asked(connection, f"select * from [{view}] order by [{column}] desc limit {PAGE + 1}")


def test_the_views_say_what_a_desk_asks(path: Path) -> None:
    with opened(path, "mode=ro") as connection:
        (denied,) = asked(
            connection,
            "select c.text, r.who, r.response from claims c join responses r on r.claim = c.claim",
        )
        assert (denied["who"], denied["response"]) == ("Edda Marsh", "deny")
        (edge,) = asked(connection, "select taker_document, taken_document, kind from edges where claim = 'k2'")
        assert (edge["taker_document"], edge["taken_document"], edge["kind"]) == ("d2", "d1", "credit")
        (origin,) = asked(connection, "select origin, document from origins where claim = 'k2'")
        assert origin["document"] == "d1"
        words = asked(connection, "select words from appearances where claim = 'k2'")
        assert [row["words"] for row in words] == [MAYOR, MAYOR]
        assert len(asked(connection, "select * from claims")) > 120


def test_nothing_can_be_written_and_a_writer_beside_is_not_in_the_way(path: Path) -> None:
    with opened(path, "mode=ro") as connection, open_ledger(str(path)) as ledger:
        before = asked(connection, "select count(*) as n from documents")
        with ledger.store.writing() as writing:
            writing.exec_driver_sql("CREATE TABLE scratch (a)")
            assert asked(connection, "select count(*) as n from documents") == before
            writing.exec_driver_sql("DROP TABLE scratch")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("delete from part_rows")
