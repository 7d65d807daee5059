"""The command line: what it prints, where it writes, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.sample import TEXT, sample
from whosays import __version__
from whosays.cli import output, run
from whosays.errors import InputError
from whosays.model import Document, Trace


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """A tracing that is not what is tested here: ``sample`` for every document, which it keeps in a list.

    A text with BROKEN in it fails as a fault of whosays would, one with CTRL-C as the user's interruption.
    """
    seen: list[Document] = []

    def trace(document: Document) -> Trace:
        if "BROKEN" in document.text:
            raise RuntimeError("a\nfault \x1b[31m inside")
        if "CTRL-C" in document.text:
            raise KeyboardInterrupt
        seen.append(document)
        return replace(sample(), document=replace(sample().document, text=TEXT))

    monkeypatch.setitem(sys.modules, "whosays.trace", SimpleNamespace(trace=trace))
    return seen


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tell(capsysbinary: pytest.CaptureFixture[bytes]) -> Told:
    """Runs a command line; its status, standard output and standard error."""

    def tell(*arguments: object) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return tell


def one_sentence(err: str) -> str:
    """What is on standard error, which must be one line."""
    assert err.startswith("whosays: ")
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    return err


def test_version_and_help(tell: Told) -> None:
    assert tell("--version") == (0, f"whosays {__version__}\n", "")
    status, out, _ = tell("--help")
    assert status == 0
    assert "trace" in out


@pytest.mark.usefixtures("traced")
def test_the_package_is_a_command_too() -> None:
    done = subprocess.run([sys.executable, "-m", "whosays", "--version"], capture_output=True, text=True, check=True)
    assert __version__ in done.stdout


def test_text_is_the_default(tell: Told, article: Path) -> None:
    status, out, err = tell("trace", article)
    assert (status, err) == (0, "")
    assert "the lamp failed at two" in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("traced")
def test_json_is_an_object_for_one_input_and_a_list_for_several(tell: Told, article: Path) -> None:
    one = json.loads(tell("trace", article, "--format", "json")[1])
    assert one["schema"] == "whosays.trace/1"
    several = json.loads(tell("trace", article, article, "--format", "json")[1])
    assert several == [one, one]
    folder = json.loads(tell("trace", article.parent, "--format", "json")[1])
    assert folder == [one]


@pytest.mark.usefixtures("traced")
def test_html_holds_the_article(tell: Told, article: Path) -> None:
    status, out, _ = tell("trace", article, "--format", "html")
    assert status == 0
    assert out.lstrip().lower().startswith("<!doctype html")
    assert "the lamp failed at two" in out


@pytest.mark.parametrize(("name", "start"), [("a.json", "{"), ("a.HTML", "<!"), ("a.txt", "─")])
@pytest.mark.usefixtures("traced")
def test_the_ending_of_the_output_decides_the_format(
    tell: Told, article: Path, tmp_path: Path, name: str, start: str
) -> None:
    target = tmp_path / "out" / name
    target.parent.mkdir()
    assert tell("trace", article, "-o", target) == (0, "", "")
    assert target.read_text(encoding="utf-8").lstrip().lower().startswith(start)


@pytest.mark.usefixtures("traced")
def test_a_named_format_beats_the_ending(tell: Told, article: Path, tmp_path: Path) -> None:
    assert tell("trace", article, "-o", tmp_path / "a.html", "--format", "json")[0] == 0
    assert json.loads((tmp_path / "a.html").read_bytes())["schema"] == "whosays.trace/1"


def test_standard_input(tell: Told, traced: list[Document], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.write_bytes(TEXT.encode())
    with source.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        status, out, _ = tell("trace", "-")
    assert status == 0
    assert "standard input" in out
    assert traced[0].text == TEXT


def test_a_folder_gives_its_files_by_name_but_not_the_hidden_ones(
    tell: Told, traced: list[Document], tmp_path: Path
) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Somebody said that {path.name} was here.", encoding="utf-8")
    assert tell("trace", tmp_path / "news", "--format", "json")[0] == 0
    assert [document.text.split()[3] for document in traced] == ["a.txt", "b.txt", "c.txt"]


def test_one_bad_input_does_not_stop_the_others(
    tell: Told, traced: list[Document], article: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    target = tmp_path / "out.json"
    status, out, err = tell("trace", tmp_path / "gone.txt", empty, article, "-o", target)
    assert (status, out) == (1, "")
    lines = err.splitlines()
    assert len(lines) == 2
    assert "gone.txt" in lines[0]
    assert "empty.txt" in lines[1]
    assert len(json.loads(target.read_bytes())) == len(traced) == 1


@pytest.mark.usefixtures("traced")
def test_nothing_is_written_where_no_input_could_be_used(tell: Told, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("before", encoding="utf-8")
    status, _, err = tell("trace", tmp_path / "gone.txt", "-o", target)
    assert status == 1
    one_sentence(err)
    assert target.read_text(encoding="utf-8") == "before"
    assert tell("trace", tmp_path / "gone.txt", "--format", "json")[1] == ""


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["trace"], "INPUT"),
        (["trace", "a.txt", "--format", "xml"], "--format"),
        (["trace", "a.txt", "--colour"], "--colour"),
        (["trase"], "trase"),
        (["trace", "-", "-"], "standard input"),
        (["trace", "a.txt", "-o", "."], "folder"),
        (["evaluate", "attribution", "no-such-folder"], "no-such-folder"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_status_2(tell: Told, arguments: list[str], named: str) -> None:
    status, out, err = tell(*arguments)
    assert (status, out) == (2, "")
    assert named in one_sentence(err)


def test_no_command_shows_the_help(tell: Told) -> None:
    status, _, err = tell()
    assert status == 2
    assert "Usage: whosays" in err


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("through", ["itself", "folder", "link"])
def test_an_input_is_never_overwritten(tell: Told, article: Path, tmp_path: Path, through: str) -> None:
    target = article
    if through == "link":
        target = tmp_path / "link"
        target.symlink_to(article)
    given = tmp_path if through == "folder" else article
    status, _, err = tell("trace", given, "-o", target)
    assert status == 2
    assert "overwrite" in one_sentence(err)
    assert article.read_text(encoding="utf-8") == TEXT


@pytest.mark.usefixtures("traced")
def test_a_missing_output_folder_is_told_before_any_work(
    tell: Told, article: Path, tmp_path: Path, traced: list[Document]
) -> None:
    status, _, err = tell("trace", article, "-o", tmp_path / "nowhere" / "out.json")
    assert status == 1
    assert "nowhere" in one_sentence(err)
    assert traced == []


@pytest.mark.usefixtures("traced")
def test_no_space_leaves_the_old_file_and_nothing_else(
    tell: Told, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "out.json"
    target.write_text("before", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    status, _, err = tell("trace", article, "-o", target)
    assert status == 1
    assert "No space left on device" in one_sentence(err)
    assert [path.name for path in folder.iterdir()] == ["out.json"]
    assert target.read_text(encoding="utf-8") == "before"


@pytest.mark.usefixtures("traced")
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_device_is_told(tell: Told, article: Path) -> None:
    status, _, err = tell("trace", article, "-o", "/dev/full")
    assert status == 1
    assert "/dev/full" in one_sentence(err)
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


@pytest.mark.usefixtures("traced")
def test_an_output_file_has_the_usual_mode_or_keeps_its_own(tell: Told, article: Path, tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        assert tell("trace", article, "-o", tmp_path / "new.json")[0] == 0
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640
    (tmp_path / "new.json").chmod(0o604)
    assert tell("trace", article, "-o", tmp_path / "new.json")[0] == 0
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o604


@pytest.mark.usefixtures("traced")
def test_a_linked_output_stays_a_link(tell: Told, article: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("before", encoding="utf-8")
    link.symlink_to(real)
    assert tell("trace", article, "-o", link)[0] == 0
    assert link.is_symlink()
    assert json.loads(real.read_bytes())["schema"] == "whosays.trace/1"


def test_a_fault_of_whosays_is_one_sentence_and_the_others_are_done(
    tell: Told, traced: list[Document], article: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("BROKEN, he said.", encoding="utf-8")
    status, _, err = tell("trace", bad, article)
    assert status == 1
    sentence = one_sentence(err)
    assert "bad.txt" in sentence
    assert "report" in sentence
    assert "RuntimeError" in sentence
    assert "\x1b" not in sentence
    assert len(traced) == 1


@pytest.mark.usefixtures("traced")
def test_debug_shows_the_traceback(tell: Told, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("BROKEN, he said.", encoding="utf-8")
    status, _, err = tell("trace", bad, "--debug")
    assert status == 1
    assert "Traceback" in err


@pytest.mark.usefixtures("traced")
def test_ctrl_c_leaves_nothing_and_no_traceback(tell: Told, article: Path, tmp_path: Path) -> None:
    stop = tmp_path / "stop.txt"
    stop.write_text("CTRL-C, he said.", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    status, _, err = tell("trace", article, stop, "-o", folder / "out.json")
    assert status == 130
    assert "Traceback" not in err
    assert list(folder.iterdir()) == []


def test_the_name_of_an_input_cannot_command_the_terminal(tell: Told) -> None:
    status, _, err = tell("trace", "\x1b[2Jgone\u202etxt")
    assert status == 1
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "gone" in err


class _Terminal:
    """Standard error as a terminal, kept."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize(("inputs", "bar"), [(1, False), (2, True)])
def test_several_inputs_on_a_terminal_show_a_bar(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any, inputs: int, bar: bool
) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert run(["trace", *[str(article)] * inputs, "--format", "json"]) == 0
    assert ("2/2" in terminal.text) is bar
    assert json.loads(capsysbinary.readouterr().out)


@pytest.mark.usefixtures("traced")
def test_no_bar_without_a_terminal(tell: Told, article: Path) -> None:
    assert tell("trace", article, article)[2] == ""


def test_evaluations_are_printed_as_a_table_or_as_json(
    tell: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = {
        "docs": 3,
        "relation": {"p": 80.0, "r": 70.0, "f1": 74.7},
        "speed": {"words_per_second": 1234.5},
        "missed": ["one", "two"],
    }

    def evaluate(gold: Path, predictions: Path | None) -> dict[str, object]:
        assert gold == tmp_path
        assert predictions is not None
        predictions.write_text('{"doc": "a"}\n', encoding="utf-8")
        return figures

    monkeypatch.setitem(sys.modules, "whosays.evaluation.attribution", SimpleNamespace(evaluate=evaluate))
    arguments = ("evaluate", "attribution", tmp_path, "--predictions", tmp_path / "p.jsonl")
    status, out, _ = tell(*arguments)
    assert status == 0
    assert next(line.split() for line in out.splitlines() if "relation" in line) == ["relation", "80.0", "70.0", "74.7"]
    assert "1,234.5" in out
    assert "\nmissed:\n  one\n  two\n" in out
    assert json.loads(tell(*arguments, "--format", "json")[1]) == figures
    assert (tmp_path / "p.jsonl").read_text(encoding="utf-8") == '{"doc": "a"}\n'


def test_an_evaluation_that_cannot_read_its_data_says_so(
    tell: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def evaluate(folder: Path) -> dict[str, object]:
        raise InputError(str(folder), "it holds no annotated texts")

    monkeypatch.setitem(sys.modules, "whosays.evaluation.sources", SimpleNamespace(evaluate=evaluate))
    status, _, err = tell("evaluate", "sources", tmp_path)
    assert status == 1
    assert "no annotated texts" in one_sentence(err)
