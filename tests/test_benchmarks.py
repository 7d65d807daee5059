"""The benchmarks' own arithmetic and tables; nothing here is timed."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from whosays.model import Document

FOLDER = Path(__file__).parent.parent / "benchmarks"
TEXT = "\u201cThe bridge will open in May,\u201d the mayor said.\nA clerk denied it."


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.fixture(autouse=True, scope="module")
def _forget() -> Iterator[None]:
    """The benchmarks' modules have short names: they are not left for other tests to find."""
    yield
    for name in ("attribution", "report", "tools", "worker", "profile_trace"):
        sys.modules.pop(name, None)


# --- the rivals' answers ---------------------------------------------------------------------------------------------


@dataclass
class Token:
    i: int
    idx: int
    text: str


@dataclass
class Content:
    start_char: int
    end_char: int


@dataclass
class Triple:
    speaker: list[Token]
    cue: list[Token]
    content: Content


def test_neighbouring_tokens_are_one_span_and_others_are_not() -> None:
    tokens = [Token(5, 20, "said"), Token(1, 4, "old"), Token(2, 8, "mayor"), Token(2, 8, "mayor")]
    assert module("tools").token_spans(tokens, 100) == [(104, 113), (120, 124)]
    assert module("tools").token_spans([], 3) == []


def test_a_finder_that_gives_up_loses_one_paragraph() -> None:
    class Pipe:
        def pipe(self, parts: list[tuple[str, int]], as_tuples: bool) -> Iterator[tuple[str, int]]:
            assert as_tuples
            yield from parts

    def find(paragraph: str) -> Iterator[Triple]:
        if "clerk" in paragraph:
            raise ValueError("unclosed")
        where = paragraph.index("mayor")
        yield Triple([Token(9, where, "mayor")], [Token(10, where + 6, "said")], Content(0, 30))

    [event] = module("tools").quotation_finder(Pipe(), find)(f"A clerk waited.\n\n{TEXT}")
    assert event["source"] == [(17 + TEXT.index("mayor"), 17 + TEXT.index("mayor") + 5)]


def test_spans_of_a_paragraph_are_spans_of_the_text() -> None:
    start = TEXT.index("A clerk")
    triple = Triple([Token(1, 2, "clerk")], [Token(2, 8, "denied")], Content(15, 17))
    [event] = module("tools").events([triple], start)
    assert [TEXT[s:e] for role in ("source", "cue", "content") for s, e in event[role]] == ["clerk", "denied", "it"]


def test_a_tool_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(module("tools").NotHere, match="spaCy is not installed"):
        module("tools").parser("en_core_web_sm")


def test_requirements_are_followed_but_not_extras_or_what_is_missing() -> None:
    tree = {
        "one": ["Two>=1.0", "three[fast] (>=2) ; python_version < '4'", "four; extra == 'test'"],
        "two": ["one", "absent"],
        "three": ["five.six~=1"],
        "four": [],
        "five-six": [],
    }
    assert module("tools").closure("one", tree.get) == {"two", "three", "five-six"}


def test_sizes_are_of_files_that_are_there() -> None:
    tools = module("tools")
    assert tools.distribution_bytes("pytest") > 10_000
    own, everything = tools.installed_bytes("whosays", "none")
    assert 10_000_000 < own < everything


# --- the texts -------------------------------------------------------------------------------------------------------


def test_the_first_article_has_as_many_words_as_asked() -> None:
    first = module("attribution").first_article
    long = "one two three\n\nfour  five six seven\neight"
    assert first(["too short", long], 5).split() == ["one", "two", "three", "four", "five"]
    assert first(["too short", long], 5).startswith("one two three\n\nfour")
    assert first(["a b", "a"], 5) == "a b"
    assert first([long], 8) == long


def test_some_texts_are_spread_over_all() -> None:
    gold: dict[str, Any] = {str(n): ("", []) for n in range(10)}
    assert list(module("attribution").some(gold, 3)) == ["0", "3", "6"]
    assert module("attribution").some(gold, None) == gold
    assert module("attribution").some(gold, 99) == gold


def test_an_unknown_tool_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        module("attribution").arguments(["gold", "--tools", "whosays,nobody"])
    assert stopped.value.code == 2
    assert "no such tool: nobody" in capsys.readouterr().err


def test_the_figures_are_the_scorers() -> None:
    event = {"source": [(31, 40)], "cue": [(41, 45)], "content": [(1, 28)]}
    gold = {"a": (TEXT, [event])}
    assert module("attribution").figures(gold, [[event]]) == {"relation": 100.0, "strict": 100.0, "content": 100.0}
    assert module("attribution").figures(gold, [[]]) == {"relation": 0.0, "strict": 0.0, "content": 0.0}


# --- the table -------------------------------------------------------------------------------------------------------


@dataclass
class Timed:
    seconds: list[float]
    starts: list[float]


def measured(name: str, *seconds: float) -> Any:
    last = {"version": "1.2", "python": "3.14.0", "parser": None, "peak_bytes": 2 * 10**8, "own_bytes": 10**6}
    f1 = {"relation": 70.04, "strict": 50.0, "content": 80.0}
    timed = Timed(list(seconds), [1.0, 1.5, 1.25])
    return module("report").Measured.of(name, {**last, "all_bytes": 3 * 10**7}, f1, 1000, timed)


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_the_table_has_medians_and_ratios_round_by_round() -> None:
    head, _, ours, theirs = cells(
        module("report").table([measured("whosays", 1.0, 2.0, 4.0), measured("textacy", 2.0, 1.0, 4.0)])
    )
    assert len(head) == len(ours) == len(theirs)
    row = dict(zip(head, ours, strict=True))
    assert row["relation F1"] == "70.0"
    assert row["words per CPU-second"] == "500 (250 to 1,000)"
    assert row["ratio to textacy"] == "1.00 (0.50 to 2.00)"
    assert row["start to first article, CPU-s"] == "1.25 (1.00 to 1.50)"
    assert (row["peak memory, MB"], row["size with models, MB"], row["and with all it needs, MB"]) == (
        "200",
        "1.0",
        "30.0",
    )


def test_no_ratio_to_a_tool_that_was_not_measured() -> None:
    table = module("report").table([measured("whosays", 1.0)])
    assert "textacy" not in table
    assert cells(table)[2][5] == "1,000"


def test_what_was_not_measured_is_named_with_its_reason() -> None:
    attribution = module("attribution")
    options = attribution.arguments(["gold", "--rounds", "1"])
    text = "\n".join(
        attribution.lines([measured("whosays", 1.0)], {"textacy": "not there"}, {"a": (TEXT, [])}, options)
    )
    assert "textacy: not measured, not there." in text
    assert "1 texts" not in text
    assert "whosays: whole trace; Python 3.14.0." in text


def test_the_processor_is_named_with_its_vector_instructions(tmp_path: Path) -> None:
    file = tmp_path / "cpuinfo"
    file.write_text("processor\t: 0\nmodel name\t: Test CPU\nflags\t\t: fpu avx2 avx512_vnni\n\nmodel name\t: Other\n")
    assert module("report").processor(file) == "Test CPU (avx2, avx512_vnni)"


# --- the profile -----------------------------------------------------------------------------------------------------


def test_a_stage_inside_another_stops_its_clock() -> None:
    ticks = iter(float(n) for n in range(100))
    clock = module("profile_trace").Clock(lambda: next(ticks))
    with clock.stage("outer"), clock.stage("inner"):
        pass
    with pytest.raises(KeyError), clock.stage("inner"):
        raise KeyError
    assert clock.seconds == {"outer": 2.0, "inner": 2.0}


def test_stages_inside_nesting_are_told_apart() -> None:
    clock = module("profile_trace").Clock()
    with clock.stage("nesting"), clock.stage("encoder"):
        pass
    assert set(clock.seconds) == {"nesting", "encoder (nested)"}


def test_every_stage_is_met_and_whosays_is_left_as_it_was() -> None:
    attribution, claims = importlib.import_module("whosays.attribution"), importlib.import_module("whosays.claims")
    trace = importlib.import_module("whosays.trace")
    profile = module("profile_trace")
    text = (FOLDER.parent / "examples" / "rumour-from-a-post.txt").read_text(encoding="utf-8")
    before = (attribution.load, attribution.attribute, claims.extract)
    clock = profile.Clock()
    with profile.timed_stages(clock), clock.stage(profile.REST):
        timed = trace.trace(Document(text))
    assert (attribution.load, attribution.attribute, claims.extract) == before
    assert timed == trace.trace(Document(text))
    wanted = {stage for _, _, stage in profile.STAGES} | {profile.READER, profile.RELATER, profile.REST}
    assert wanted <= set(clock.seconds)
    table = "\n".join(profile.rows([clock.seconds], len(text.split())))
    assert all(stage in table for stage in wanted)


# --- a tool's process ------------------------------------------------------------------------------------------------


def work(*arguments: str, lines: str = "") -> list[dict[str, Any]]:
    command = [sys.executable, str(FOLDER / "worker.py"), *arguments]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_worker_without_its_tool_says_why() -> None:
    [answer] = work("textacy", "xx_no_such_pipeline")
    assert set(answer) == {"not_here"}
    assert "spaCy" in answer["not_here"]


def test_a_worker_answers_each_round_and_then_with_what_it_found() -> None:
    ready, first, second, last = work("whosays", "none", lines=json.dumps([TEXT]) + "\nagain\nagain\n")
    assert ready == {"ready": True}
    assert set(first) == set(second) == {"cpu_seconds"}
    assert last["peak_bytes"] > 10_000_000
    assert any(TEXT[s:e] == "the mayor" for event in last["found"][0] for s, e in event["source"])
    assert module("report").Measured.of("whosays", last, {}, 10, Timed([1.0], [1.0])).runs_on.startswith("Python 3.")
