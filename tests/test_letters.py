"""The reliability letter comes from a register of the user's own: without one no face shows any, F least of all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk_server import Browser, desk
from tests.export_build import findings, traces
from tests.ledger_build import MAYOR, OUTLETS
from whosays.cli import run
from whosays.exports.base import exporter
from whosays.ledger import Ledger, Options, open_ledger
from whosays.mcp import answers
from whosays.model.findings import Findings, Maker
from whosays.outlets import extended
from whosays.reports.ledger import claim_text
from whosays.reports.story.html import page
from whosays.reports.story.text import report
from whosays.story import story

_LETTER = re.compile(r"\b[A-F][1-6]\b|\b[Rr]eliability\W{1,12}[A-F]\b")
TEXTS = ("csv", "jsonl", "prov", "webannotation", "schemaorg", "ftm", "atom", "jsonfeed", "markdown")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "outlets.toml"
    rows = (f'[[outlet]]\nname = "{outlet}"\nletter = "B"\n' for outlet in OUTLETS)
    path.write_text("".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def rated(register: Path) -> Findings:
    given = traces()
    return Findings(tuple(given), story(given, register=extended(register)), Maker("9.9.9", "0" * 64))


@pytest.fixture(scope="module", params=[False, True], ids=["no register", "register"])
def held(
    request: pytest.FixtureRequest, register: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ledger, bool, Path]]:
    path = tmp_path_factory.mktemp("letters") / "whosays.db"
    options = Options(outlets=register) if request.param else Options()
    with open_ledger(str(path)) as ledger:
        for number, trace in enumerate(traces()[1:3]):
            ledger.add_trace(trace, as_input=f"{number}.txt", options=options)
        yield ledger, request.param, path


def written(name: str, found: Findings) -> str:
    part = "claims" if name in ("csv", "jsonl") else None
    return b"".join(exporter(name).write(found, part)).decode()


@pytest.mark.parametrize("name", TEXTS)
def test_an_export_has_a_letter_only_from_a_register(name: str, rated: Findings) -> None:
    assert not _LETTER.search(written(name, findings()))
    shown = written(name, rated)
    assert name == "schemaorg" or re.search(r'\bB[1-6]\b|reliability": "B|,B,', shown)


def test_a_label_that_must_be_there_says_that_nobody_judged() -> None:
    text = written("stix", findings())
    assert 'admiralty-scale:source-reliability=\\"f\\"' in text
    assert not _LETTER.search(text.replace('source-reliability=\\"f\\"', ""))


def test_the_story_shows_a_letter_only_from_a_register(rated: Findings) -> None:
    for found, shown in ((findings(), False), (rated, True)):
        for text in (report(found.story, found.traces, everything=True), page(found.story, found.traces)):
            said = re.sub(r"<(?:style|script)\b.*?</(?:style|script)>", "", text, flags=re.DOTALL)
            assert bool(_LETTER.search(said)) is shown


def test_the_json_says_whether_a_letter_is_one(rated: Findings) -> None:
    for found, shown in ((findings(), False), (rated, True)):
        standings = [claim["standing"] for claim in found.story.to_dict()["claims"]]
        assert {one["reliability"] for one in standings if not one.get("rated")} <= {"F"}
        assert any(one.get("rated") for one in standings) is shown


def test_a_ledger_shows_a_letter_only_from_a_register(
    held: tuple[Ledger, bool, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, shown, path = held
    claim = next(one for one in ledger.claims(everything=True) if one.text == MAYOR)
    lines = [*claim_text(ledger.claim(claim.claim)), claim.grade, *answers.claims_lines([claim])]
    lines += answers.claim_lines(ledger.claim(claim.claim))
    for arguments in (["claims"], ["show", claim.claim], ["show", "d1"], ["export", "--format", "csv"]):
        assert run([*arguments, "--ledger", str(path)]) == 0
        lines.append(capsys.readouterr().out)
    assert bool(_LETTER.search("\n".join(lines))) is shown
    assert bool(ledger.claims(standing="B", everything=True)) is shown
    assert not ledger.claims(standing="F", everything=True) or shown


def test_the_desk_shows_a_letter_only_from_a_register(held: tuple[Ledger, bool, Path]) -> None:
    ledger, shown, _ = held
    claim = next(one.claim for one in ledger.claims(everything=True) if one.text == MAYOR)
    with desk(ledger) as door:
        browser = Browser(door)
        browser.enter()
        pages = [browser.get(address).text for address in ("/", f"/claims/{claim}", "/documents/d1")]
        pages.append(browser.get(f"/claims/{claim}/report").text)
    text = re.sub(r"<(?:style|script)\b.*?</(?:style|script)>", "", "\n".join(pages), flags=re.DOTALL)
    assert bool(_LETTER.search(re.sub(r"<[^>]*>", " ", text))) is shown
