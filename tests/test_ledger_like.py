"""Claims of a ledger that may say what a text says, in other words."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger_build import MAYOR, MILL, WEIR, document
from whosays.cli import run
from whosays.errors import UsageError
from whosays.ledger import Ledger, open_ledger
from whosays.matching.alike import alike, roots, telling_words, worded
from whosays.vectors import encode

OTHERS = (
    "The choir of Skelby sang in Hollow church on Sunday.",
    "Forty houses will be built beside the paper mill in March.",
    "The people of Tarn have drunk water from the tap again since Monday.",
)
POST = (
    "omg the dam above #LowerTarn just gave way, dozens of homes under water 😱 https://post.example/p/81 @SkelbyNews"
)


@pytest.fixture
def held(ledger: Ledger) -> Ledger:
    """A ledger with claims of one kind and another."""
    for number, sentence in enumerate((WEIR, MAYOR, MILL, *OTHERS)):
        ledger.add_trace(document(f"Outlet {number}", sentence), as_input=f"input {number}")
    return ledger


def test_a_post_finds_the_claim_it_words_otherwise(held: Ledger) -> None:
    found = held.like(POST)
    assert found[0].text == WEIR
    assert set(found[0].shared) >= {"lower", "tarn"}
    scores = [claim.likeness for claim in found]
    assert scores == sorted(scores, key=lambda score: -(score or 0))
    assert MILL not in [claim.text for claim in found[:2]]


def test_claims_without_one_of_its_words_are_not_like_it(held: Ledger) -> None:
    assert [claim.text for claim in held.like("ninety")] == [MILL]
    assert held.like("Kangaroos prefer television") == []


def test_what_no_longer_holds_and_what_was_rejected_is_left_out(held: Ledger) -> None:
    claim = held.like(MILL)[0]
    held.decide("reject", [claim.claim], who="Ida Falk", why="no claim")
    assert claim.text not in [other.text for other in held.like(MILL)]
    again = held.like(MILL, everything=True)[0]
    assert (again.claim, again.rejected) == (claim.claim, True)
    held.decide("merge", [held.like(WEIR)[0].claim, held.like(MAYOR)[0].claim], who="Ida Falk", why="the same flood")
    texts = [other.text for other in held.like(MAYOR)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("text", ["", "…", "the of and", "https://post.example/p/81"])
def test_a_text_without_words_is_told(held: Ledger, text: str) -> None:
    with pytest.raises(UsageError, match="needs some words"):
        held.like(text)


@pytest.mark.parametrize(
    "text", ['mill" OR text:"weir', "mill NEAR(weir) *", "mill' & weir:*", "mill\0weir", "NOT mill"]
)
def test_nothing_in_a_text_is_a_query(held: Ledger, text: str) -> None:
    assert MILL in [claim.text for claim in held.like(text)]


def test_on_the_command_line(
    held: Ledger,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    assert run(["claims", "--like", POST, "--ledger", where, "--limit", "1"]) == 0
    printed = capsys.readouterr().out
    assert "weir at Tarn Hollow broke" in printed
    assert "both have: " in printed
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(POST.encode()), isatty=lambda: False))
    assert run(["claims", "--like", "-", "--ledger", where, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found[0]["text"] == WEIR
    assert found[0]["likeness"] > found[1]["likeness"]
    assert run(["claims", "--like", POST, "--search", "weir", "--ledger", where]) == 2
    assert "--like looks among all claims" in capsys.readouterr().err


def test_a_post_in_plain_words() -> None:
    text = "Is this #MillClosing2031 true?? www.mill.example pic.twitter.com/x1 — Edda (@edda_m) March 3, 2031"
    assert worded(text) == "Is this Mill Closing 2031 true??"
    assert worded("A dash — and (no) signature.") == "A dash — and (no) signature."


@given(st.text(max_size=80))
def test_any_text_has_words_or_none(text: str) -> None:
    known = roots(worded(text))
    words = telling_words(text, {}, 10)
    assert len(words) <= 16
    assert set(words) <= set(roots(text))
    assert all(word == word.lower() for word in known)


def test_likeness_is_the_same_for_a_claim_alone_and_among_others() -> None:
    claims = [WEIR, MILL, *OTHERS]
    together = alike(POST, claims, {}, 10, encode)
    assert [alike(POST, [claim], {}, 10, encode)[0] for claim in claims] == together
    assert alike(POST, [], {}, 10, encode) == []


def test_a_ledger_without_claims(tmp_path) -> None:
    with open_ledger(str(tmp_path / "empty.db")) as empty:
        assert empty.like(POST) == []
