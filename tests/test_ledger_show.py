"""What a ledger is asked: lists and searches, what was held on a day, histories, exports; and the command line."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_build import MAYOR, MILL, OUTLETS, WEIR, document, weir
from tests.ledger_stores import counts, rows
from tests.page import parse
from whosays.cli import run
from whosays.errors import InputError, UsageError
from whosays.ledger import Ledger, Options, open_ledger
from whosays.ledger import draft as drafts
from whosays.model import Response, record

DENIAL = ("Edda Marsh", "it did not", Response.DENY)


@pytest.fixture
def days(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger filled on three days."""

    class Clock(datetime):
        day = 1

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2031, 3, Clock.day, 12, tzinfo=UTC)

    monkeypatch.setattr(drafts, "datetime", Clock)
    ledger.add_trace(weir("Tarn Post", published="2031-02-27"), as_input="a")
    Clock.day = 2
    ledger.add_trace(document("Skelby Star", MILL, published="2031-02-20"), as_input="b")
    Clock.day = 3
    ledger.add_trace(weir("Hollow Times", DENIAL, published="2031-03-02"), as_input="c")
    return ledger


def test_what_was_held_on_a_day(days: Ledger) -> None:
    assert days.claim("k1", as_of="2031-02-28") is None
    before, after = days.claim("k1", as_of="2031-03-02"), days.claim("k1")
    assert before is not None
    assert after is not None
    assert (before.documents, before.standing.credibility, before.responses) == (1, 6, ())
    assert (after.documents, after.standing.credibility) == (2, 4)
    assert after.responses[0].who == "Edda Marsh"
    assert days.claim("k1", as_of="2031-03-03") == after == days.claim("k1", as_of="2031-03")
    assert days.document("d3", as_of="2031-03-02") is None
    assert days.source("edda  marsh", as_of="2031-03-02") == []


def test_what_documents_said_by_a_day(days: Ledger) -> None:
    found = days.published_by("k1", "2031-02-28")
    assert found is not None
    assert [place.document for place in found.appearances] == ["d1"]
    assert days.published_by("k1", "2031-02-01") is None
    both = days.published_by("k1", "2031-03-02")
    assert both is not None
    assert both.standing.credibility == 4


def test_time_never_runs_backwards(days: Ledger) -> None:
    drafts.datetime.day = 1  # type: ignore[attr-defined]
    days.add_trace(weir("Upland Wire", MAYOR), as_input="d")
    times = [row[0] for row in rows(days, "SELECT time FROM entries ORDER BY sequence")]
    assert times == sorted(times)


def test_lists_and_searches(days: Ledger) -> None:
    assert [c.claim for c in days.claims()] == ["k1", "k2"]
    assert [c.claim for c in days.claims(search="flooding houses")] == ["k1"]
    assert [c.claim for c in days.claims(search="mill ninety")] == ["k2"]
    assert days.claims(search="mill weir") == []
    assert [c.claim for c in days.claims(standing="4")] == ["k1"]
    assert days.claims(standing="F4") == days.claims(standing="F") == []
    assert [c.claim for c in days.claims(standing="denied by")] == ["k1"]
    assert {c.claim for c in days.claims(standing="6")} | {"k1"} == {"k1", "k2"}
    assert [c.claim for c in days.claims(since="2031-03-03")] == ["k1"]
    assert days.claims(since="2031-03-04") == []
    assert len(days.claims(limit=1)) == 1
    for wrong in ({"search": " ! "}, {"since": "yesterday"}, {"standing": " "}, {"since": "2031-13"}):
        with pytest.raises(UsageError):
            days.claims(**wrong)  # type: ignore[arg-type]


def test_a_search_takes_what_a_person_types(days: Ledger) -> None:
    for text in ("weir OR", '"weir', "weir*", "weir NEAR(", "weir' --", "col:weir"):
        days.claims(search=text)


def test_history_tells_every_change_and_decision(days: Ledger) -> None:
    days.decide("accept", ["k1"], who="Ida Falk", why="checked")
    found = days.history("k1")
    kinds = [row.kind for row in found]
    assert (kinds[0], kinds[-1]) == ("new-claim", "decision")
    assert {"appearance", "response", "standing"} <= set(kinds)
    assert found[0].time < found[1].time
    assert found[0].made_by
    assert days.history("k9") == []


def test_a_source_and_what_rests_on_it(days: Ledger) -> None:
    (row,) = days.source("Edda Marsh")
    assert (row.document, row.outlet) == ("d3", "Hollow Times")
    assert [claim.claim for claim in row.claims] == ["k1"]
    assert days.source("Nobody") == []


def test_an_export_read_back_is_the_same_ledger(days: Ledger, tmp_path: Path) -> None:
    days.add_trace(weir("Tarn Post", url="https://a.example/1", published="2031-02-27"), as_input="elsewhere")
    days.decide("split", ["k1", "d3"], who="Ida Falk", why="another weir")
    lines = [json.loads(json.dumps(line)) for line in days.export()]
    with open_ledger(str(tmp_path / "copy.db")) as copy:
        named = [(f"line {n}", line) for n, line in enumerate(lines, 1)]
        assert list(copy.restore(named, origin="the desk")) == ["new", "new", "new", "decision"]
        view = "SELECT claim, text, documents, origins_least, origins_most, credibility, summary FROM claims ORDER BY 1"
        assert rows(copy, view) == rows(days, view)
        back = list(copy.export())
        assert back[:-1] == lines[:-1]
        assert back[-1] == {**lines[-1], "who": "Ida Falk (imported from the desk)"}
        before = counts(copy)
        assert set(copy.restore(named, origin="the desk")) == {"unchanged"}
        assert counts(copy) == before
        assert copy.verify() is None


def forged(line: dict[str, Any], where: str, value: Any) -> dict[str, Any]:
    """A line of an export with another value at a place in it."""
    made = json.loads(json.dumps(line))
    *path, last = [int(part) if part.isdigit() else part for part in where.split(".")]
    inner = made
    for part in path:
        inner = inner[part]
    inner[last] = value
    return made  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A line of an export."""
    with open_ledger(str(tmp_path_factory.mktemp("exported") / "whosays.db")) as ledger:
        ledger.add_trace(weir("Tarn Post", published="2031-02-27"), as_input="a")
        return next(iter(ledger.export()))


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("trace.claims.0.text", "The mayor has fled abroad with the money of the town."),
        ("trace.claims.0.spans", [[0, 999_999]]),
        ("trace.claims.0.spans", [[-5, 3]]),
        ("trace.claims.0.spans", [[5, 3]]),
        ("trace.claims.0.spans", [[0, float("inf")]]),
        ("trace.claims.0.spans", []),
        ("trace.claims.0.chain", ["a99"]),
        ("trace.claims.0.responses", ["a99"]),
        ("trace.document.text", "Another text than the one that was read."),
        ("trace.document.links", [{"span": [0, 4], "url": 5}]),
        ("trace.document.links", [{"span": [0, 400_000], "url": "https://a.example"}]),
        ("trace.document.furniture", [[3, 400_000]]),
        ("trace.sources", [{"id": "s1"}]),
        ("seen", [{"input": "x", "seen": "yesterday"}]),
        ("schema", "whosays.ledger/9"),
        ("trace", None),
    ],
)
def test_a_forged_line_is_not_taken_in(line: dict[str, Any], tmp_path: Path, at: str, value: Any) -> None:
    with open_ledger(str(tmp_path / "copy.db")) as copy:
        with pytest.raises(InputError, match="line 1"):
            list(copy.restore([("line 1", forged(line, at, value))]))
        assert not list(copy.export())


def test_decisions_are_taken_in_only_where_that_is_asked_for(
    days: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days.decide("reject", ["k1"], who="Ida Falk", why="not so")
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("\n".join(map(json.dumps, days.export())), encoding="utf-8")
    assert tell(capsys, tmp_path / "own.db", "add", str(folder))[0] == 0
    with open_ledger(str(tmp_path / "own.db")) as own:
        assert not any(line["type"] == "decision" for line in own.export())
    assert tell(capsys, tmp_path / "asked.db", "import", str(folder / "a.txt"), "--from", "Hollow desk")[0] == 0
    with open_ledger(str(tmp_path / "asked.db")) as asked:
        (decision,) = [line for line in asked.export() if line["type"] == "decision"]
        assert decision["who"] == "Ida Falk (imported from Hollow desk)"
    plain = folder / "b.txt"
    plain.write_text("The warden said that nobody was hurt.", encoding="utf-8")
    status, _, err = tell(capsys, tmp_path / "third.db", "import", str(plain))
    assert status == 1
    assert "it is no ledger's export" in err


def test_the_views_read_sensibly_without_whosays(tmp_path: Path) -> None:
    path = tmp_path / "whosays.db"
    with open_ledger(str(path)) as ledger:
        ledger.add_trace(weir("Tarn Post"), as_input="a")
        ledger.add_trace(weir("Hollow Times", DENIAL, ("Olaf Brandt", MAYOR)), as_input="b")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        (claim,) = connection.execute("SELECT * FROM claims WHERE claim = 'k1'")
        assert (claim["claim"], claim["text"], claim["documents"], claim["credibility"]) == ("k1", WEIR, 2, 4)
        made = connection.execute("SELECT document, outlet, words FROM appearances WHERE claim = 'k1'").fetchall()
        assert [tuple(row) for row in made] == [("d1", "Tarn Post", WEIR), ("d2", "Hollow Times", WEIR)]
        (answer,) = connection.execute("SELECT response, who, document FROM responses")
        assert tuple(answer) == ("deny", "Edda Marsh", "d2")
        assert {row["origin"] for row in connection.execute("SELECT origin FROM origins WHERE claim = 'k1'")}
        (edge,) = connection.execute("SELECT taker, taken, kind, taker_document FROM edges WHERE claim = 'k2'")
        assert tuple(edge) == ("Hollow Times", "Olaf Brandt", "credit", "d2")
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


# --- the command line ------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with open_ledger(str(tmp_path / "whosays.db")) as ledger:
        for outlet in OUTLETS[:2]:
            ledger.add_trace(weir(outlet, DENIAL, f"=1+1 was found at {outlet} on a wall."), as_input=outlet)
    return tmp_path / "whosays.db"


def tell(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str) -> tuple[int, str, str]:
    status = run([*arguments, "--ledger", str(file)])
    return (status, *capsys.readouterr())


def test_commands_answer(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "k1" in tell(capsys, file, "claims", "--search", "weir")[1]
    assert tell(capsys, file, "claims", "--search", "zebra")[1] == "No claim.\n"
    shown = tell(capsys, file, "show", "k1")[1]
    assert "Edda Marsh: deny, in d1" in shown
    assert "[p1]" in shown
    assert "k1" in tell(capsys, file, "show", "d2")[1]
    assert "Edda Marsh [d2:s1] in d2 (Hollow Times)" in tell(capsys, file, "show", "edda marsh")[1]
    assert "new, made by d1" in tell(capsys, file, "history", "k1")[1]
    assert "documents" in tell(capsys, file, "stats")[1]
    assert json.loads(tell(capsys, file, "show", "k1", "--format", "json")[1])["claim"] == "k1"
    status, out, _ = tell(capsys, file, "accept", "k1", "--who", "Ida Falk", "--why", "checked")
    assert (status, out) == (0, "Written down.\n")
    assert "Ida Falk: accept k1 (checked)" in tell(capsys, file, "show", "k1")[1]


def test_a_claim_is_shown_on_the_page_of_a_story(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_ledger(str(file)) as ledger:
        held = ledger.claim("k1")
    assert isinstance(held, record.Claim)
    made = tmp_path / "k1.html"
    assert tell(capsys, file, "show", "k1", "--output", str(made)) == (0, "", "")
    for page in (made.read_text(encoding="utf-8"), tell(capsys, file, "show", "d2", "--format", "html")[1]):
        text = parse(page).text
        told = (*(ground.text for ground in held.origins.reasons), *(place.words for place in held.appearances))
        assert [words for words in (held.text, "Edda Marsh denies it", *told) if words not in text] == []
    assert tell(capsys, file, "show", "k9", "--format", "html")[0] == 1
    assert tell(capsys, file, "show", "k1", "--as-of", "2031", "--format", "html")[0] == 2
    printed = tell(capsys, file, "show", "k1")[1]
    assert tell(capsys, file, "show", "k1", "-o", str(tmp_path / "k1.txt"))[0] == 0
    assert (tmp_path / "k1.txt").read_text(encoding="utf-8") == printed


def test_verify_says_what_to_keep_and_fails_where_something_does_not_fit(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = tell(capsys, file, "verify")
    assert status == 0
    head = out.rsplit(" ", 1)[1].strip()
    assert tell(capsys, file, "verify", "--head", head)[0] == 0
    assert tell(capsys, file, "verify", "--head", "2:" + "0" * 64)[0] == 1
    assert tell(capsys, file, "verify", "--head", "nonsense")[0] == 2
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE state_rows SET credibility = 1")
    status, out, err = tell(capsys, file, "verify")
    assert (status, out) == (1, "")
    assert "entry 1 (document d1): its rows of state_rows are not those that were stored" in err


def test_exports_as_files(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "claims.csv"
    assert tell(capsys, file, "export", "--format", "csv", "-o", str(table))[0] == 0
    with table.open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert {row["claim"] for row in found} == {"k1", "k2"}
    assert all(not row["text"].startswith("=") for row in found), "a spreadsheet would run it"
    lines = tmp_path / "ledger.jsonl"
    assert tell(capsys, file, "export", "-o", str(lines))[0] == 0
    copy = tmp_path / "copy.db"
    assert tell(capsys, copy, "import", str(lines))[:2] == (0, "2 new, 0 new versions, 0 known already\n")
    lines.write_text(lines.read_text(encoding="utf-8").replace('"type": "document"', '"type": "docent"', 1))
    status, _, err = tell(capsys, tmp_path / "other.db", "import", str(lines))
    assert status == 1
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [["claims"], ["show", "k1"], ["history", "k1"], ["verify"], ["stats"], ["export"]])
def test_a_ledger_that_is_not_there_is_said_and_not_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = tell(capsys, tmp_path / "gone.db", *command)
    assert (status, out) == (1, "")
    assert "there is no ledger there" in err
    assert not (tmp_path / "gone.db").exists()


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database at all, but long enough to be looked at as one" * 50, encoding="utf-8")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    for path in (text, other):
        before = path.read_bytes()
        status, _, err = tell(capsys, path, "stats")
        assert status == 1
        assert "SQLite file of another program" in err
        assert path.read_bytes() == before
    assert tell(capsys, tmp_path, "stats")[2].endswith("it is a folder; a ledger is a file\n")
    assert "postgresql://" in (run(["stats", "--ledger", "mysql://me:secret@host/x"]), capsys.readouterr().err)[1]


def test_a_later_versions_ledger_is_not_touched(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    status, _, err = tell(capsys, file, "stats")
    assert status == 1
    assert "later version of whosays" in err


def test_a_password_is_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--ledger", "postgresql://ida:geheim@127.0.0.1:1/x?password=geheim"]) == 1
    assert "geheim" not in "".join(capsys.readouterr())


def test_the_model_and_the_options_are_part_of_each_run(ledger: Ledger, tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.toml"
    outlets.write_text('[[outlet]]\nname = "Tarn Post"\nletter = "B"\n', encoding="utf-8")
    ledger.add_trace(weir("Tarn Post"), as_input="a")
    ledger.add_trace(weir("Hollow Times", MAYOR), as_input="b", options=Options(outlets))
    ledger.add_trace(weir("Upland Wire", MAYOR, "It rains."), as_input="c", options=Options(outlets))
    runs = rows(ledger, "SELECT r.id, r.options FROM entries e JOIN runs r ON r.id = e.run ORDER BY e.sequence")
    assert [number for number, _ in runs] == [1, 2, 2]
    assert runs[0][1] == "{}"
    assert "outlets" in json.loads(runs[1][1])


def test_migrations_make_the_tables_that_the_code_knows(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from whosays.ledger.tables import metadata

    with ledger.store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        made_by_fts5 = ("index_claims", "index_titles")
        found = [d for d in compare_metadata(context, metadata) if not any(name in str(d) for name in made_by_fts5)]
    assert found == []
