"""A corpus run on the engine: it writes what the commands say, and nothing that ends it loses or doubles any."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("daft")
from pyarrow import parquet

from tests.sized import drawn, repeated, times
from whosays.cli import run
from whosays.matching.events import THRESHOLD
from whosays.model import Document
from whosays.scale.blocks import Member, blocks, event, together
from whosays.scale.grouping import events, weighed
from whosays.story import story
from whosays.trace import trace

HARBOUR = (
    "The harbour in Tolm has closed, Mayor Ines Vardal said on Monday.\n\nShe said that 40 boats could not leave. "
    "“We do not know when it opens,” Vardal told the Tolm Herald, which first reported it."
)
ARTICLES = (
    ("Harbour closed", HARBOUR, "2031-03-01"),
    ("Forty boats stuck", "Forty boats are stuck in the harbour in Tolm, according to the Tolm Herald.\n\nA port "
     "official denied that the harbour in Tolm has closed. The owners of the boats were not there.", "2031-03-01"),
    ("Copper theft", "Police in Wester said they had arrested two men over a theft of copper.\n\nA spokeswoman "
     "declined to give names. It was the third of its kind at the station in a year.", "2031-03-02"),
    ("Harbour closed, update", f"{HARBOUR} More follows.", "2031-03-02"),
    ("Bridge", "The bridge at Lum will be shut for a year, engineer Tor Aske said. The road that leads to it is to be "
     "closed too, and those who live on the other side have a ferry.", "2031-03-03"),
)  # fmt: skip
"""Each is long enough to be English at first sight: the classifier of languages is not loaded in every run."""
DRIVER, WORKER, ENGINE = "whosays run", "whosays.scale.worker", "daft.execution.udf_worker"
TABLES = ("documents", "sources", "attributions", "claims", "tellings", "edges", "answers", "drift", "events")


def line(title: str, text: str, published: str) -> str:
    return json.dumps({"title": title, "text": text, "published": published, "outlet": "The Lum Courier"}) + "\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five articles: three as lines with a broken one among them, two as Parquet, one of them a second time as CSV."""
    from pyarrow import Table

    folder = tmp_path_factory.mktemp("corpus")
    (folder / "one.jsonl").write_text("".join(line(*a) for a in ARTICLES[:3]) + "{broken\n", encoding="utf-8")
    rows = [dict(zip(("title", "text", "published"), a, strict=True)) for a in ARTICLES[3:]]
    parquet.write_table(
        Table.from_pylist([*rows, {"title": "Empty", "text": "", "published": None}]), folder / "two.parquet"
    )
    (folder / "three.csv").write_text(f'title,text,published\nBridge,"{ARTICLES[4][1]}",2031-03-03\n', encoding="utf-8")
    return folder


def started(*arguments: object, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "whosays", "run", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit, start_new_session=True
    )


def ran(*arguments: object, limit: Callable[[], None] | None = None) -> tuple[int, str, str]:
    process = started(*arguments, limit=limit)
    out, err = process.communicate(timeout=900)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run on two workers gives that nothing disturbs."""
    output = tmp_path_factory.mktemp("whole") / "out"
    status, out, err = ran(corpus, "--output", output, "--workers", 2)
    assert status == 1, err  # one line is broken and one row empty
    assert "3 inputs with 6 documents; 5 different ones traced, 2 refused" in out
    return output


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    files = sorted(output.glob(f"{table}/day=*/model=*/*.parquet"))
    return [row for file in files for row in parquet.ParquetFile(file).read().to_pylist()]


def tables(output: Path) -> dict[str, bytes]:
    """Every file of every table."""
    return {str(p.relative_to(output)): p.read_bytes() for name in TABLES for p in output.glob(f"{name}/**/*.parquet")}


def test_what_is_written_is_what_trace_and_story_find(whole: Path) -> None:
    documents = {row["document"]: row for row in rows(whole, "documents")}
    assert {row["title"] for row in documents.values()} == {title for title, *_ in ARTICLES}
    bridge = next(row for row in documents.values() if row["title"] == "Bridge")
    assert [Path(name.partition(":")[0]).name for name in bridge["inputs"]] == ["three.csv", "two.parquet"]
    said = {(row["document"], row["attribution"], row["source_name"]) for row in rows(whole, "attributions")}
    traces = [trace(Document(r["text"], title=r["title"], outlet=r["outlet"], published=r["published"], language="en"))
              for _, r in sorted(documents.items())]  # fmt: skip
    assert said == {
        (t.document.id, a.id, s.name if (s := t.source_of(a)) else None) for t in traces for a in t.attributions
    }
    told = story(traces)
    assert len(told.claims) > 2
    assert {tuple(sorted(row["documents"])) for row in rows(whole, "events")} == {
        tuple(sorted(event.documents)) for event in told.stories
    }
    assert sorted(row["text"] for row in rows(whole, "claims")) == sorted(claim.text for claim in told.claims)
    assert len(rows(whole, "edges")) == sum(len(claim.edges) for claim in told.claims) > 0


def test_tables_are_in_days_and_say_what_made_them(whole: Path) -> None:
    for path in tables(whole):
        _, day, model, _ = path.split("/")
        assert day.startswith("day=2031-03-0")
        assert len(model) == len("model=") + 12
    claims = rows(whole, "claims")
    assert {row["event"] for row in claims} <= {row["event"] for row in rows(whole, "events")}
    assert {row["model_sha256"][:12] for row in claims} == {model.removeprefix("model=")}
    package = json.loads((whole / "datapackage.json").read_bytes())
    assert {one["name"] for one in package["resources"]} == set(TABLES)
    for one in package["resources"]:
        file = next(whole.glob(one["path"]), None)
        if file is not None:
            assert [f["name"] for f in one["schema"]["fields"]] == parquet.ParquetFile(file).schema_arrow.names


def test_duckdb_reads_the_tables_by_day(whole: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    files = f"read_parquet('{whole}/documents/*/*/*.parquet', hive_partitioning = true)"
    found = duckdb.sql(f"select day::varchar, count(*) from {files} group by 1 order by 1").fetchall()
    assert found == [("2031-03-01", 2), ("2031-03-02", 2), ("2031-03-03", 1)]
    joined = duckdb.sql(
        f"select count(*) from '{whole}/claims/*/*/*.parquet' c join '{whole}/events/*/*/*.parquet' e using (event)"
    ).fetchall()
    assert joined == [(len(rows(whole, "claims")),)]


def test_what_is_refused_is_told_with_its_cause(whole: Path) -> None:
    refused = {
        Path(r["place"]).name: r["cause"] for r in parquet.ParquetFile(whole / "refused.parquet").read().to_pylist()
    }
    assert refused == {"one.jsonl:4": "the line is not JSON", "two.parquet:3": "it has no text"}
    report = json.loads((whole / "report.json").read_bytes())
    assert (report["inputs"], report["documents"], report["refused"]) == (3, 5, 2)
    assert len(report["slowest"]) == 5


def test_a_full_disk_stops_the_run_which_goes_on_and_a_further_one_does_only_what_is_new(
    corpus: Path, whole: Path, tmp_path: Path
) -> None:
    """On one worker, and in another order than the whole run on two."""
    output, ledger, alone = tmp_path / "out", tmp_path / "whosays.db", ("--workers", 1)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, resource.RLIM_INFINITY))

    first = corpus / "one.jsonl"
    status, _, err = ran(first, "--output", output, *alone, limit=small)
    assert status == 1
    assert "cannot be written (File too large); what is done stays" in err
    assert "Traceback" not in err
    assert not list(output.rglob(".*.part"))
    assert not list(output.glob("documents/**/*.parquet"))
    assert ran(first, "--output", output, *alone)[0] == 1
    before = {path: os.stat(path).st_mtime_ns for path in output.glob("documents/**/*.parquet")}
    assert len(before) == 2
    given = (*sorted(corpus.iterdir(), reverse=True), "--output", output, "--ledger", ledger, *alone)
    status, out, err = ran(*given)
    assert status == 1, err
    assert "5 different ones traced" in out
    assert documents_in(ledger) == 5
    assert all(os.stat(path).st_mtime_ns == at for path, at in before.items())
    assert tables(output) == tables(whole)
    status, _, err = ran(*given)
    assert "tracing" not in err
    assert "stories" not in err
    assert documents_in(ledger) == 5


def documents_in(ledger: Path) -> int:
    from whosays.ledger import open_ledger

    with open_ledger(str(ledger)) as held:
        return sum(line["type"] == "document" for line in held.export())


def below(leader: int, module: str) -> Iterator[int]:
    """The processes that a run has started, at any remove, of a module."""
    parents, commands = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            commands[int(stat.parent.name)] = (stat.parent / "cmdline").read_bytes().decode()
        except (OSError, ValueError):
            continue
    for process, command in commands.items():
        above = process
        while above not in (0, 1, leader):
            above = parents.get(above, 0)
        if above == leader and module in command:
            yield process


def killed(process: subprocess.Popen[str], victim: str, output: Path, at: int) -> None:
    """Kills a run, or its processes of a module, as soon as so many chunks are traced."""
    found: list[int] = []
    while process.poll() is None and not found:
        if len(list(output.glob("documents/*/*/*.parquet"))) >= at:
            found = [process.pid] if victim == DRIVER else list(below(process.pid, victim))
        time.sleep(0.01)
    assert found, f"it was over before {victim} could be killed"
    for one in found:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


@repeated
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the workers in /proc")
def test_killed_workers_and_drivers_lose_nothing_and_double_nothing(corpus: Path, whole: Path, tmp_path: Path) -> None:
    chance = drawn(17)
    chunks = len(list(whole.glob("documents/*/*/*.parquet")))
    for turn in range(times(1, 8)):
        output = tmp_path / str(turn)
        first, *others = sorted(chance.choices(range(chunks), k=3))
        process = started(corpus, "--output", output, "--workers", 2)
        killed(process, DRIVER, output, first)
        process.communicate(timeout=900)
        assert process.returncode == -signal.SIGKILL
        process = started(corpus, "--output", output, "--workers", 2)
        for victim, at in zip(chance.sample((WORKER, ENGINE), 2), others, strict=True):
            killed(process, victim, output, at)
        out, err = process.communicate(timeout=900)
        assert process.returncode == 1, err
        assert "5 different ones traced, 2 refused" in out
        assert tables(output) == tables(whole)
        assert not list(output.rglob(".*.part"))


def killed_young(process: subprocess.Popen[str], most: int) -> int:
    """Kills so many processes of the engine at their birth, before they can have come to their leader; how many."""
    seen: set[int] = set()
    while process.poll() is None and len(seen) < most:
        for one in set(below(process.pid, ENGINE)) - seen:
            seen.add(one)
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        time.sleep(0.005)
    return len(seen)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the workers in /proc")
def test_a_process_of_the_engine_that_dies_before_it_answers_is_replaced(
    corpus: Path, whole: Path, tmp_path: Path
) -> None:
    process = started(corpus, "--output", tmp_path / "out", "--workers", 2)
    assert killed_young(process, 1) >= 1  # two may be born between two looks
    out, err = process.communicate(timeout=300)
    assert process.returncode == 1, err
    assert "5 different ones traced, 2 refused" in out
    assert tables(tmp_path / "out") == tables(whole)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the workers in /proc")
def test_where_all_processes_of_the_engine_die_at_once_the_run_ends_with_a_sentence(
    corpus: Path, tmp_path: Path
) -> None:
    process = started(corpus, "--output", tmp_path / "out", "--workers", 1)
    assert killed_young(process, 1_000) >= 3
    _, err = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "the engine failed 3 times" in err
    assert "ended before it had answered" in err
    assert "Traceback" not in err
    assert not list((tmp_path / "out").rglob(".*.part"))
    assert not list((tmp_path / "out").glob("documents/**/*.parquet"))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the workers in /proc")
def test_a_signal_ends_the_run_in_order_and_nothing_works_on(corpus: Path, tmp_path: Path) -> None:
    process = started(corpus, "--output", tmp_path / "out", "--workers", 2)
    while process.poll() is None and not (found := list(below(process.pid, ENGINE))):
        time.sleep(0.05)
    process.terminate()
    _, err = process.communicate(timeout=900)
    assert process.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in err
    until = time.monotonic() + 30
    while any(Path(f"/proc/{one}").exists() for one in found) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [one for one in found if Path(f"/proc/{one}").exists()]
    assert not list((tmp_path / "out").rglob(".*.part"))


def test_a_document_that_takes_too_long_is_refused_and_the_others_are_done(tmp_path: Path) -> None:
    from whosays.scale.layout import Layout, put_rows, rows_of
    from whosays.scale.tracing import Chunk, Worker, trace_chunk

    layout, worker = Layout(tmp_path, "0" * 64), Worker()
    layout.work("read", "u").parent.mkdir(parents=True)
    layout.begin()
    given = [Document(f"Clerk number {n} said that the road is shut. " * times, language="en")
             for n, times in enumerate((1, 3_000, 1))]  # fmt: skip
    put_rows(layout.work("read", "u"), ("document", "place", "json"),
             [(d.id, f"p{n}", json.dumps(d.to_dict())) for n, d in enumerate(given)])  # fmt: skip
    worker.ask(None, ask="trace", document=json.dumps(given[0].to_dict()))
    long = time.monotonic()
    worker.ask(None, ask="trace", document=json.dumps(given[0].to_dict()))
    limit = max(1.0, 20 * (time.monotonic() - long))
    came = trace_chunk(layout, Chunk("u", "undated", {0: ["p0"], 1: ["p1"], 2: ["p2"]}), worker, limit)
    worker.end()
    assert (came.documents, came.refused) == (2, 1)
    (refused,) = rows_of(layout.work("refused", "u"))
    assert refused["place"] == "p1"
    assert refused["cause"].startswith("it took longer than")
    assert [row["inputs_list"] for row in rows_of(layout.work("traces", "u"))] == [["p0"], ["p2"]]


def test_what_is_asked_wrongly_is_said(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = ran(tmp_path / "none.jsonl", "--output", tmp_path / "out")
    assert status == 1
    assert f"{tmp_path / 'none.jsonl'}: there is no such file" in err
    assert run(["run", str(corpus), "--output", str(corpus / "one.jsonl")]) == 2
    assert run(["run", str(corpus), "--output", str(tmp_path / "o"), "--cluster", "head:10001"]) == 2
    mark = tmp_path / "out" / "_work" / "run.json"
    mark.write_text('{"version": "0", "model": "0"}')
    capsys.readouterr()
    assert run(["run", str(corpus), "--output", str(tmp_path / "out")]) == 1
    assert "another version or model" in capsys.readouterr().err


def test_blocks_hold_whole_events_of_days() -> None:
    groups = together([("000", "001"), ("001", "041"), ("050", "051")])
    assert groups == {"000": "000", "001": "000", "041": "000", "050": "050", "051": "050"}
    given = [Member(f"{n:03}", "u", f"2031-{1 + n % 3:02}-{1 + n % 7:02}") for n in range(60)]
    found = [event(given[at : at + 3]) for at in range(0, 57, 3)] + [event(given[57:])]
    assert [b.size for b in blocks(found, 60)] == [60]
    made = blocks(found, 25)
    assert sorted(m.document for b in made for e in b.events for m in e.members) == [m.document for m in given]
    assert sorted(e.name for b in made for e in b.events) == sorted(e.name for e in found)
    assert all(b.size <= 25 for b in made)
    assert {b.name for b in made} == {b.name for b in blocks(found[::-1], 25)}
    one_day = [event([Member(m.document, "u", "2031-01-01") for m in e.members]) for e in found]
    assert [b.size for b in blocks(one_day, 25)] == [24, 24, 12]
    assert [b.size for b in blocks(one_day, 2)] == [3] * 20  # an event is never parted


def test_a_large_day_has_larger_blocks_as_each_looks_through_all_of_it() -> None:
    day = [event([Member(f"{n:05}", "u", "2031-01-01")]) for n in range(3_200)]
    assert [b.size for b in blocks(day[:90], 10)] == [10] * 9
    assert [b.size for b in blocks(day[:320], 10)] == [20] * 16
    assert [b.size for b in blocks(day, 10)] == [50] * 64


def test_units_of_work_do_not_wait_for_one_that_is_long(tmp_path: Path) -> None:
    from whosays.scale import engine
    from whosays.scale.layout import Layout
    from whosays.scale.reading import source

    (tmp_path / "long.jsonl").write_text(line("A", "The mayor said so.", "2031-03-01") * 3_000, encoding="utf-8")
    given = [tmp_path / "long.jsonl"]
    for number in range(12):
        given.append(tmp_path / f"{number}.jsonl")
        given[-1].write_text(line("A", f"Clerk {number} said so.", "2031-03-01"), encoding="utf-8")
    layout = Layout(tmp_path / "out", "0" * 64)
    (layout.root / "_work").mkdir(parents=True)
    engine.start(None)
    units = [{"name": str(one), "key": source(str(one)).key} for one in given]
    came = [one["documents"] for one in engine.worked(layout, "read", units, 2, 60.0, cluster=False)]
    assert sorted(came) == [1] * 12 + [3_000]
    assert came.index(3_000) >= 3  # in order, or dealt out in turn, it would be among the first two


def test_events_of_a_corpus_are_those_of_a_story_whatever_the_order(tmp_path: Path) -> None:
    import numpy as np

    from whosays.matching.events import Profile, rows
    from whosays.matching.linkage import linked

    chance = random.Random(17)
    given = []
    for number in range(240):  # 40 events of 6: each document has some words of its event and some of its own
        own = [f"w{chance.randrange(4000)}" for _ in range(12)]
        stems = Counter([f"e{number % 40}x{chance.randrange(12)}" for _ in range(24)] + own)
        vector = np.zeros(384, dtype=np.float32)
        vector[number % 40] = 1.0
        given.append(Profile(dict(stems), vector))
    spread = Counter(stem for profile in given for stem in profile.stems)
    of_all_pairs = sorted(map(sorted, linked(rows(given, spread, len(given)), THRESHOLD)))
    assert 40 <= len(of_all_pairs) < 80
    found = events(weighed(range(240), lambda: [given[:100], given[100:]], tmp_path / "rows"))
    assert sorted(map(sorted, found)) == of_all_pairs
    order = list(range(240))
    chance.shuffle(order)
    again = events(weighed(order, lambda: [given], tmp_path / "rows"))
    assert sorted(sorted(order.index(place) for place in event) for event in again) == of_all_pairs
    (pair,) = events(weighed(range(2), lambda: [given[:2]], tmp_path / "rows"), [(0, 1)])
    assert pair == [0, 1]
