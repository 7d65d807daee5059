"""Texts of one document in their order: pages that go back to an earlier text, captures that come late."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.ledger_build import MAYOR, MILL, WEIR, document, weir
from tests.ledger_stores import counts, rows
from whosays.ledger import Added, Capture, ChangeKind, Ledger, Status, open_ledger
from whosays.ledger import draft as drafts
from whosays.model import Trace
from whosays.reports.ledger import added_text, document_text, history_text

PAGE = "https://post.example/weir"
WITH, WITHOUT = weir("Tarn Post", MAYOR, url=PAGE), weir("Tarn Post", url=PAGE)


def seen(ledger: Ledger, trace: Trace, day: int | None = None, name: str = "page") -> Added:
    """Put in what was there on a day of March (an archive says so), or what is there now."""
    if day is None:
        return ledger.add_trace(trace, as_input=name, capture=Capture.LIVE)
    moment = datetime(2031, 3, day, 12, tzinfo=UTC)
    return ledger.add_trace(trace, as_input=name, seen=moment, capture=Capture.ARCHIVE)


# --- a page goes back ------------------------------------------------------------------------------------------------


@pytest.fixture
def returned(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> tuple[Ledger, Added]:
    """A page that made a claim on the first day, not on the second, and again on the third."""

    class Clock(datetime):
        day = 1

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2031, 3, Clock.day, 12, tzinfo=UTC)

    monkeypatch.setattr(drafts, "datetime", Clock)
    seen(ledger, WITH)
    Clock.day = 2
    seen(ledger, WITHOUT)
    Clock.day = 3
    return ledger, seen(ledger, WITH)


def test_a_page_that_goes_back_is_a_new_version_and_told(returned: tuple[Ledger, Added]) -> None:
    ledger, added = returned
    assert (added.document, added.status) == ("d1", Status.VERSION)
    (change,) = added.changes
    assert (change.kind, change.claim, change.before) == (ChangeKind.RETURN, "k2", "d1")
    assert "d1.3 (Tarn Post) has gone back to the text of d1" in change.text
    assert change.evidence[0].words == MAYOR
    assert any("gone back" in line for line in added_text(added, "page", None))
    assert seen(ledger, WITH).status is Status.UNCHANGED
    assert ledger.verify() is None


def test_its_claims_have_their_numbers_again(returned: tuple[Ledger, Added]) -> None:
    ledger, _ = returned
    assert sorted(rows(ledger, "SELECT claim, text FROM claims")) == [("k1", WEIR), ("k2", MAYOR)]
    told = [row.kind for row in ledger.history("k2")]
    assert told == ["new-claim", "gone", "correction", "return"]
    assert any("gone back" in line for line in history_text(ledger.history("k2")))


def test_what_was_held_on_each_day_stays_so(returned: tuple[Ledger, Added]) -> None:
    ledger, _ = returned
    for day, ended in ((1, None), (2, True), (3, None)):
        claim = ledger.claim("k2", as_of=f"2031-03-0{day}")
        assert claim is not None
        assert getattr(claim, "ended", None) is ended
        page = ledger.document("d1", as_of=f"2031-03-0{day}")
        assert page is not None
        assert [one.version for one in page.versions] == ["d1", "d1.2", "d1.3"][:day]
        assert (MAYOR in page.text) is (ended is None)
    shown = "\n".join(document_text(ledger.document("d1")))
    assert "the text of d1 again" in shown


def test_each_text_of_a_document_can_be_read(returned: tuple[Ledger, Added]) -> None:
    ledger, _ = returned
    texts = {name: ledger.document(name) for name in ("d1.1", "d1.2", "d1.3", "d1.4")}
    assert texts["d1.4"] is None
    for name, trace in (("d1.1", WITH), ("d1.2", WITHOUT), ("d1.3", WITH)):
        found = texts[name]
        assert found is not None
        assert found.text == trace.document.text
        shown = "\n".join(document_text(found))
        assert WEIR in shown
        assert (MAYOR in shown) is (trace is WITH)
    assert "No claim rests on it" in "\n".join(document_text(texts["d1.2"]))
    assert ledger.document("d1.2", as_of="2031-03-01") is None


def test_what_the_text_between_said_is_taken_back(ledger: Ledger) -> None:
    seen(ledger, WITHOUT)
    seen(ledger, WITH)
    back = seen(ledger, WITHOUT)
    told = [(c.kind.value, c.claim) for c in back.changes]
    assert told == [("correction", "k2"), ("return", "k1"), ("gone", "k2")]


def test_a_return_names_who_has_the_claim_from_there(ledger: Ledger) -> None:
    seen(ledger, WITH)
    seen(ledger, document("Hollow Times", ("Tarn Post", MAYOR), url="https://times.example/1"))
    seen(ledger, WITHOUT)
    back = seen(ledger, WITH)
    change = next(c for c in back.changes if c.kind is ChangeKind.RETURN)
    assert (change.claim, change.after) == ("k2", "d2")
    assert "d2 has it from there" in change.text


def test_a_return_can_come_again_and_again(ledger: Ledger) -> None:
    for _ in range(3):
        assert {seen(ledger, trace).status for trace in (WITH, WITHOUT)} <= {Status.NEW, Status.VERSION}
    assert counts(ledger)["version_rows"] == 6
    assert counts(ledger)["claim_rows"] == 2
    assert ledger.verify() is None


def test_a_decision_outlives_a_return(ledger: Ledger) -> None:
    seen(ledger, WITH)
    seen(ledger, document("Hollow Times", MAYOR, url="https://times.example/1"))
    ledger.decide("split", ["k2", "d2"], who="Ida Falk", why="another dam")
    seen(ledger, WITHOUT)
    seen(ledger, WITH)
    assert sorted(rows(ledger, "SELECT documents FROM claims")) == [(1,), (1,), (1,)]


def test_a_page_may_take_the_text_of_another(ledger: Ledger) -> None:
    seen(ledger, WITH)
    seen(ledger, weir("Tarn Post", MILL, url="https://post.example/2"))
    again = ledger.add_trace(weir("Tarn Post", MAYOR, url="https://post.example/2"), as_input="b", capture=Capture.LIVE)
    assert again.status is Status.VERSION
    assert ledger.verify() is None


# --- files and exports that are read again ---------------------------------------------------------------------------


def test_two_saved_copies_of_a_page_read_again_are_no_news(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.add_trace(WITH, as_input="monday.html")
        ledger.add_trace(WITHOUT, as_input="tuesday.html")
    assert counts(ledger)["version_rows"] == 2
    assert [t for (t,) in rows(ledger, "SELECT text FROM documents")] == [WITHOUT.document.text]


def test_a_file_that_is_written_again_goes_back(ledger: Ledger) -> None:
    for trace in (WITH, WITHOUT, WITH):
        ledger.add_trace(trace, as_input="page.html")
    assert [t for (t,) in rows(ledger, "SELECT text FROM documents")] == [WITH.document.text]
    assert ledger.add_trace(WITH, as_input="page.html").status is Status.UNCHANGED


def post(number: int, text: str, modified: str | None) -> Trace:
    about = {"identifier": f"telegram:1/{number}", "published": "2031-03-01", "modified": modified}
    return document("Tarn", text, bare=True, **about)


def test_an_older_export_that_comes_later_does_not_undo_an_edit(ledger: Ledger) -> None:
    before, after = post(1, WEIR, None), post(1, MAYOR, "2031-03-02T09:00:00+00:00")
    ledger.add_trace(after, as_input="new/result.json message 1", capture=Capture.EXPORT)
    late = ledger.add_trace(before, as_input="old/result.json message 1", capture=Capture.EXPORT)
    assert (late.status, late.changes) == (Status.EARLIER, ())
    for trace in (after, before):
        assert ledger.add_trace(trace, as_input="again", capture=Capture.EXPORT).status is Status.UNCHANGED
    back = post(1, WEIR, "2031-03-03T09:00:00+01:00")
    assert ledger.add_trace(back, as_input="newest", capture=Capture.EXPORT).status is Status.VERSION


def test_a_date_alone_is_compared_as_a_date(ledger: Ledger) -> None:
    ledger.add_trace(post(1, WEIR, "2031-03-02T09:00:00Z"), as_input="a", capture=Capture.EXPORT)
    same_day = ledger.add_trace(post(1, MAYOR, "2031-03-02"), as_input="b", capture=Capture.EXPORT)
    assert same_day.status is Status.VERSION, "what came later is the later one, where the dates do not say"


# --- captures that come late -----------------------------------------------------------------------------------------


def test_an_older_capture_is_kept_and_is_not_the_newest(ledger: Ledger) -> None:
    seen(ledger, WITHOUT, 9)
    late = seen(ledger, WITH, 2)
    assert (late.document, late.status, late.changes) == ("d1", Status.EARLIER, ())
    assert rows(ledger, "SELECT text FROM documents") == [(WITHOUT.document.text,)]
    assert [c for (c,) in rows(ledger, "SELECT claim FROM claims")] == ["k1"]
    page = ledger.document("d1")
    assert page is not None
    assert [(v.version, v.late) for v in page.versions] == [("d1", False), ("d1.2", True)]
    assert "came late" in "\n".join(document_text(page))
    assert seen(ledger, WITH, 2).status is Status.UNCHANGED
    newer = seen(ledger, document("Tarn Post", MILL, url=PAGE), 12)
    assert (newer.status, rows(ledger, "SELECT version FROM documents")) == (Status.VERSION, [(3,)])
    assert ledger.verify() is None


def test_captures_in_any_order_end_with_the_newest(ledger: Ledger) -> None:
    texts = {
        day: weir("Tarn Post", f"Day {day} brought another flood to Lower Tarn.", url=PAGE) for day in (1, 2, 3, 4)
    }
    for day in (3, 1, 4, 2):
        seen(ledger, texts[day], day)
    assert rows(ledger, "SELECT text FROM documents") == [(texts[4].document.text,)]
    before = counts(ledger)
    for day in (1, 2, 3, 4):
        assert seen(ledger, texts[day], day).status is Status.UNCHANGED
    assert counts(ledger) == before


def test_an_archive_can_show_that_a_page_went_back(ledger: Ledger) -> None:
    for day, trace in ((1, WITH), (2, WITHOUT), (3, WITH)):
        assert seen(ledger, trace, day).status in (Status.NEW, Status.VERSION)
    for day, trace in ((1, WITH), (2, WITHOUT), (3, WITH)):
        assert seen(ledger, trace, day).status is Status.UNCHANGED
    assert counts(ledger)["version_rows"] == 3


# --- exports and earlier ledgers -------------------------------------------------------------------------------------


def test_an_export_keeps_the_order_of_texts(ledger: Ledger, tmp_path: Path) -> None:
    for day, trace in ((4, WITH), (5, WITHOUT), (6, WITH), (1, document("Tarn Post", MILL, url=PAGE))):
        seen(ledger, trace, day)
    lines = [(f"line {n}", json.loads(json.dumps(line))) for n, line in enumerate(ledger.export(), 1)]
    with open_ledger(str(tmp_path / "copy.db")) as copy:
        assert list(copy.restore(lines)) == ["new", "version", "version", "earlier"]
        held = [rows(one, "SELECT document, version, text FROM documents") for one in (ledger, copy)]
        assert held[0] == held[1]
        before = counts(copy)
        assert set(copy.restore(lines)) == {"unchanged"}
        assert counts(copy) == before
        assert copy.verify() is None


def test_an_export_of_the_past_does_not_undo_what_came_since(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add_trace(post(1, WEIR, None), as_input="a", capture=Capture.EXPORT)
    ledger.add_trace(post(1, MAYOR, "2031-03-02T09:00:00Z"), as_input="b", capture=Capture.EXPORT)
    lines = [(f"line {n}", line) for n, line in enumerate(ledger.export(), 1)]
    with open_ledger(str(tmp_path / "other.db")) as other:
        newest = post(1, MILL, "2031-03-05T09:00:00Z")
        other.add_trace(newest, as_input="c", capture=Capture.EXPORT)
        assert list(other.restore(lines)) == ["earlier", "earlier"]
        assert rows(other, "SELECT text FROM documents") == [(newest.document.text,)]


def test_a_ledger_of_the_first_version_is_brought_to_this_one(where: str) -> None:
    with open_ledger(where) as ledger:
        seen(ledger, WITH)
        head = ledger.head()
        with ledger.store.writing() as connection:
            for view in sa.inspect(connection).get_view_names():
                connection.exec_driver_sql(f"DROP VIEW {view}")
            connection.exec_driver_sql("CREATE VIEW documents AS SELECT 1 AS one")
            for index in ("ix_state_rows_documents", "ix_version_rows_fact_checks"):
                connection.exec_driver_sql(f"DROP INDEX {index}")
            connection.exec_driver_sql("DROP TABLE late_rows")
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("DROP TABLE index_titles")
            for table in ("index_codes", "index_wordings"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with open_ledger(where) as ledger:
        assert ledger.verify(head) is None
        assert rows(ledger, "SELECT version FROM documents") == [(1,)]
        assert seen(ledger, WITHOUT).status is Status.VERSION
        assert ledger.verify() is None


FERRY = "A ferry of the north line ran aground off Skelby with nobody on board."


@pytest.mark.parametrize("seed", [3, 19, 32, 35, 41])
def test_no_text_is_lost_where_documents_share_texts_and_identifiers(seed: int, tmp_path: Path) -> None:
    """Documents added in all ways, whose identifiers, addresses and texts cross, are the same after an import."""
    chance = random.Random(seed)

    def about() -> dict[str, str]:
        given = {
            "identifier": chance.choice(["i1", "i2", ""]),
            "url": chance.choice(["https://tarn.example/1", "https://skelby.example/2", ""]),
            "published": chance.choice(["2031-01-01", "2031-02-01", "2031-01-15T10:00:00Z", "", "", ""]),
        }
        return {name: value for name, value in given.items() if value}

    with open_ledger(str(tmp_path / "first.db")) as first:
        for number in range(7):
            claims = chance.sample([WEIR, MAYOR, MILL, FERRY], chance.choice([1, 1, 2]))
            trace = document(chance.choice(["Tarn Post", "Hollow Times"]), *claims, bare=True, **about())
            moment, capture = datetime(2031, 3, number + 1, tzinfo=UTC), chance.choice(list(Capture))
            first.add_trace(trace, as_input=f"f{number}", seen=moment, capture=capture)
        lines = [(f"line {number}", line) for number, line in enumerate(first.export())]
        with open_ledger(str(tmp_path / "second.db")) as second:
            list(second.restore(lines))
            same = ("documents", "texts", "traces")
            assert [second.stats()[name] for name in same] == [first.stats()[name] for name in same]
            one, two = ([line["document"] for line in held.export()] for held in (first, second))
            assert [one.index(number) for number in one] == [two.index(number) for number in two]
            assert set(second.restore(lines)) == {"unchanged"}
            assert second.verify() is None
