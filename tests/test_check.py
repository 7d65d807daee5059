"""A draft checked before it is printed: each rule asks where it should, and is silent where it should be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledger_build import WEIR, document, weir
from whosays import trace
from whosays.cli import run
from whosays.desk.adding import About, given_text
from whosays.desk.checking import check
from whosays.ledger import open_ledger
from whosays.model import Attribution, Document, Naming, Reason, Response, Source, SourceKind, Standing, Trace
from whosays.model.trace import Basis, BasisKind, Claim


def rules(trace: Trace) -> list[str]:
    return [finding.rule for finding in check(trace)]


def said(source: Source, response: Response | None = None, title: str | None = None) -> Trace:
    text = "The clerk said that the vault was empty."
    content = ((19, 39),)
    attribution = Attribution("a1", ((0, 9),), ((10, 14),), content, source_id="s1", response=response)
    return Trace(Document(text, title=title), (source,), (attribution,))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (Source("s1", "Ida Marl", SourceKind.PERSON, mentions=((0, 9),)), ["office-missing"]),
        (Source("s1", "Ida Marl", SourceKind.PERSON, role="clerk", mentions=((0, 9),)), []),
        (Source("s1", "Ida Marl", SourceKind.PERSON, affiliation="the bank", mentions=((0, 9),)), []),
        (Source("s1", "Marl & Co", SourceKind.ORGANIZATION, mentions=((0, 9),)), []),
        (Source("s1", "a clerk", naming=Naming.UNNAMED, mentions=((0, 9),)), ["anonymity-without-reason"]),
        (
            Source(
                "s1",
                "a clerk",
                naming=Naming.UNNAMED,
                mentions=((0, 9),),
                basis=(Basis(BasisKind.ANONYMITY, ((0, 9),)),),
            ),
            [],
        ),
    ],
)
def test_who_speaks(source: Source, found: list[str]) -> None:
    assert rules(said(source)) == found


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Seals have taken over quay\n\nSeals are said to have taken over the quay at Orrin.\n", True),
        ("Seals said to have taken over quay\n\nSeals are said to have taken over the quay at Orrin.\n", False),
        ("Mill to close in March\n\nThe mill at Skelby will close in March, the owner, Ines Pell, said.\n", False),
        ("Dam safe\n\nForty houses at Lower Tarn were flooded, the mayor, Ada Venn, said.\n", False),
    ],
)
def test_a_headline_that_is_surer_than_its_text(draft: str, found: bool) -> None:
    asked = [one for one in check(trace(given_text(draft, About(), "the draft"))) if "headline" in one.rule]
    assert bool(asked) is found
    assert all(one.words == draft.partition("\n")[0] for one in asked)


@pytest.mark.parametrize(
    ("title", "response", "found"),
    [
        ("Bank denies that the vault is empty", Response.DECLINE, ["refusal-told-as-denial"]),
        ("Bank denies that the vault is empty", Response.NO_ANSWER, ["refusal-told-as-denial"]),
        ("Bank denies that the vault is empty", Response.DENY, []),
        ("Bank silent on the vault", Response.DECLINE, []),
        (None, Response.DECLINE, []),
    ],
)
def test_a_refusal_is_no_denial(title: str | None, response: Response, found: list[str]) -> None:
    source = Source("s1", "the clerk", SourceKind.PERSON, Naming.ROLE, mentions=((0, 9),))
    assert rules(said(source, response, title)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The vault held 300 bars.", True),
        ("Thousands of bars were in the vault.", True),
        ("The vault was shut on 3 March 2031 at 10:30.", False),
        ("The vault was empty.", False),
    ],
)
def test_a_number_is_somebodys(text: str, found: bool) -> None:
    own = Claim("c1", text, ((0, len(text)),))
    trace = Trace(Document(text), claims=(own,))
    assert rules(trace) == (["number-without-whose"] if found else [])
    credited = Trace(Document(text), claims=(Claim("c1", text, ((0, len(text)),), chain=("a1",)),))
    assert rules(credited) == []


def test_one_unnamed_source_is_what_the_standing_says() -> None:
    text = "The vault was empty."
    standing = Standing("One source.", 6, "F", (Reason("single-unnamed-source", "No name.", ((0, 3),)),))
    trace = Trace(Document(text), claims=(Claim("c1", text, ((0, len(text)),), standing=standing),))
    (finding,) = check(trace)
    assert (finding.rule, finding.words, finding.spans) == ("one-unnamed-source", text, ((0, len(text)),))


def test_the_ledger_knows_what_was_denied(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "w.db")) as ledger:
        trace = document("Fell Gazette", WEIR)
        ledger.add_trace(weir("Hollow Times"), as_input="hollow.txt")
        assert "denied-in-ledger" not in [finding.rule for finding in check(trace, ledger)]
        denial = ("Bo Rill", "That is not what happened at the weir.", Response.DENY)
        ledger.add_trace(document("Upland Wire", WEIR, denial), as_input="upland.txt")
        (found,) = [finding for finding in check(trace, ledger) if finding.rule == "denied-in-ledger"]
        assert found.claim == ledger.claims(carried=True)[0].claim
        assert "Bo Rill denies" in found.text


def test_the_command_says_so_by_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(
        "Vault found empty\n\nThe vault of the bank at Orrin is empty, a person familiar with the matter said.\n",
        encoding="utf-8",
    )
    assert run(["check", "draft.txt", "--format", "json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert {"one-unnamed-source", "anonymity-without-reason"} <= {one["rule"] for one in found}
    assert {one["input"] for one in found} == {"draft.txt"}
    assert not (tmp_path / "whosays.db").exists()
    assert run(["check", "missing.txt"]) == 1
