"""Exports from the desk and from the API: of a claim, a document, an event, in every format that is ready here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk_server import Answer, Browser, desk
from tests.export_build import traces
from tests.ledger_build import MAYOR, OUTLETS
from tests.page import parse
from whosays.cli import run
from whosays.exports.base import file_name, ready
from whosays.ledger import Ledger, open_ledger
from whosays.server.guard import Door

TOKEN = "a-token-of-some-length"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk") / "whosays.db"


@pytest.fixture(scope="module")
def held(path: Path) -> Iterator[Ledger]:
    with open_ledger(str(path)) as ledger:
        for number, trace in enumerate(traces()):
            ledger.add_trace(trace, as_input=f"{number}.txt")
        yield ledger


@pytest.fixture(scope="module")
def door(held: Ledger) -> Iterator[Door]:
    with desk(held, bearer=TOKEN) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser(door: Door) -> Browser:
    made = Browser(door)
    made.enter()
    return made


def asked(door: Door, query: str) -> Answer:
    return Browser(door).ask("GET", f"/api/v1/export?{query}", Authorization=f"Bearer {TOKEN}")


def claim_of(held: Ledger) -> str:
    return next(claim.claim for claim in held.claims() if claim.text == MAYOR)


@pytest.mark.parametrize("name", [made.name for made in ready()])
def test_every_format_comes_as_a_file_that_is_the_command_lines(
    name: str, path: Path, held: Ledger, door: Door, browser: Browser, tmp_path: Path
) -> None:
    claim = claim_of(held)
    page = browser.get("/export", of=claim, to=name)
    answer = asked(door, f"of={claim}&to={name}")
    assert (page.status, answer.status) == (200, 200)
    assert page.body == answer.body
    made = next(one for one in ready() if one.name == name)
    assert answer.headers["content-disposition"] == f'attachment; filename="{file_name(claim, made)}"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    target = tmp_path / "file"
    assert run(["export", "--to", name, "--claim", claim, "--ledger", str(path), "--output", str(target)]) == 0
    assert target.read_bytes() == answer.body


def test_of_a_document_comes_all_that_it_claims_of_an_event_all_of_its_documents(held: Ledger, door: Door) -> None:
    document = held.document("d1")
    assert document is not None
    mine = [json.loads(line)["claim"] for line in asked(door, "of=d1&to=jsonl&table=claims").body.splitlines()]
    assert mine == [one.claim for one in document.claims]
    found = held.claim(claim_of(held))
    assert found is not None
    event = asked(door, f"of={found.event}&to=jsonl&table=documents").body.splitlines()  # type: ignore[union-attr]
    assert {json.loads(line)["outlet"] for line in event} >= set(OUTLETS[:3])
    everything = asked(door, "to=jsonl&table=documents").body.splitlines()
    assert len(everything) == len(traces())


def test_the_pages_offer_every_format_that_is_ready(held: Ledger, browser: Browser) -> None:
    claim = claim_of(held)
    for address, choices in ((f"/claims/{claim}", [claim, "e1"]), ("/documents/d1", ["d1"])):
        (form,) = [f for f in parse(browser.get(address).text).all("form") if f.attributes.get("action") == "/export"]
        whole, formats = form.all("select")
        assert [one.attributes["value"] for one in whole.all("option")] == choices
        offered = [one.attributes["value"] for one in formats.all("option")]
        assert sorted(offered) == sorted(made.name for made in ready())
        people = {"docx", "markdown"} & set(offered)
        assert set(offered[: len(people)]) == people, "what people read comes first"


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("of=k999&to=csv", 404, "k999: the ledger holds no such claim"),
        ("of=d999&to=csv", 404, "d999: the ledger holds no such document"),
        ("of=e999&to=csv", 404, "e999: the ledger holds no such event"),
        ("of=k1&to=csv&table=nonsense", 409, "nonsense: csv has no such table"),
        ("of=k1&to=nonsense", 409, "nonsense: there is no such format"),
        ("of=..&to=csv", 400, ""),
        ("of=k1", 400, "to"),
    ],
)
def test_what_there_is_not_is_told(door: Door, query: str, status: int, sentence: str) -> None:
    answer = asked(door, query)
    assert answer.status == status
    assert sentence in json.loads(answer.body)["detail"]


def test_nobody_has_a_file_who_is_not_let_in(door: Door) -> None:
    assert Browser(door).get("/export", of="k1", to="csv").status in (303, 401, 403)
    assert Browser(door).get("/api/v1/export", of="k1", to="csv").status == 401
