"""Events with more documents than are laid side by side: what is near is judged, and what rests on the others stays."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests.ledger_build import MAYOR, MILL, WEIR, document
from tests.ledger_stores import rows
from whosays.ledger import Ledger
from whosays.ledger import event_story as telling
from whosays.model import Document, Trace
from whosays.reports.ledger import claim_text

MOST, ALL = 8, telling.LARGEST
_LOST = (
    "bakery oven, chapel bell, cinema screen, dairy churn, choir organ, garage crane, harbour buoy, inn chimney, "
    "jail key, kiln brick, library globe, museum skeleton, nursery swing, orchard ladder, pharmacy scale, "
    "quarry drill, railway lamp, school piano, theatre curtain, college telescope, vineyard press, windmill sail, "
    "shipyard hammer, zoo parrot"
)
OWN = [f"The {place} has lost its {thing}." for place, thing in (pair.split() for pair in _LOST.split(", "))]
"""What only one document tells."""


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule is the same with a smaller number."""
    monkeypatch.setattr(telling, "LARGEST", MOST)


def outlets(count: int) -> list[str]:
    return [f"Paper {number}" for number in range(1, count + 1)]


def test_a_large_event_is_judged_over_its_nearest_and_says_so(ledger: Ledger) -> None:
    for outlet in outlets(MOST):
        assert not ledger.add_trace(document(outlet, WEIR), as_input=outlet).notes
    added = ledger.add_trace(document("One More", WEIR), as_input="more")
    assert added.notes == (f"judged over the nearest {MOST} of {MOST + 1} documents",)
    assert len({event for (event,) in rows(ledger, "SELECT event FROM documents")}) == 1
    claim = ledger.claim("k1")
    assert claim is not None
    assert claim.documents == len(claim.appearances) == MOST + 1, "who was not looked at still makes it"
    assert "judged over the nearest" in "\n".join(claim_text(claim))
    assert ledger.verify() is None


def test_what_rests_on_documents_that_are_not_looked_at_stays(ledger: Ledger) -> None:
    ledger.add_trace(document("First Paper", WEIR, MAYOR), as_input="first")
    for outlet in outlets(2 * MOST):
        ledger.add_trace(document(outlet, WEIR), as_input=outlet)
    held = dict(rows(ledger, "SELECT text, documents FROM claims"))
    assert held == {WEIR: 2 * MOST + 1, MAYOR: 1}
    makers = [d for (d,) in rows(ledger, "SELECT document FROM appearances WHERE claim = 'k1'")]
    assert sorted(makers) == sorted(f"d{number}" for number in range(1, 2 * MOST + 2))
    assert [row.kind for row in ledger.history("k2")] == ["new-claim"], "nobody took it back"
    assert ledger.verify() is None


def test_a_new_text_of_a_document_of_a_large_event_is_settled_with_its_own_claims(ledger: Ledger) -> None:
    page = "https://first.example/weir"
    ledger.add_trace(document("First Paper", WEIR, MAYOR, url=page), as_input="first")
    for outlet in outlets(2 * MOST):
        ledger.add_trace(document(outlet, WEIR), as_input=outlet)
    added = ledger.add_trace(document("First Paper", WEIR, url=page), as_input="second")
    assert "correction" in [change.kind.value for change in added.changes]
    assert [text for (text,) in rows(ledger, "SELECT text FROM claims")] == [WEIR]


def test_a_decision_in_a_large_event_holds(ledger: Ledger) -> None:
    for outlet in outlets(2 * MOST):
        ledger.add_trace(document(outlet, WEIR), as_input=outlet)
    ledger.decide("split", ["k1", "d1"], who="Ida Falk", why="it means another weir")
    for outlet in outlets(3):
        ledger.add_trace(document(f"Late {outlet}", WEIR, MAYOR), as_input=outlet)
    by = dict(rows(ledger, "SELECT claim, documents FROM claims"))
    alone = [c for (c,) in rows(ledger, "SELECT claim FROM appearances WHERE document = 'd1'")]
    assert len(alone) == 1
    assert by[alone[0]] == 1, "the document that was split off is alone with its claim"
    assert ledger.verify() is None


@pytest.mark.parametrize("apart", [False, True], ids=["one event", "many events"])
def test_all_claims_of_a_merge_become_one_however_many_documents_make_them(ledger: Ledger, apart: bool) -> None:
    moment = datetime(2031, 3, 1, tzinfo=UTC)
    tales = [MAYOR, MILL, "A ferry of the north line ran aground off Skelby with nobody on board."]
    pile = [document(outlet, tales[n % 3] if apart else WEIR, OWN[n]) for n, outlet in enumerate(outlets(3 * MOST))]
    ledger.load((trace, trace.document.outlet or "", moment) for trace in pile)
    names = [name for (name,) in rows(ledger, "SELECT claim FROM claims")]
    assert len(names) > MOST
    changes = ledger.decide("merge", names, who="Ida Falk", why="all of it is one tale")
    (one,) = rows(ledger, "SELECT claim, documents FROM claims")
    assert one[1] == 3 * MOST
    assert {d for (d,) in rows(ledger, "SELECT document FROM appearances")} == {f"d{n}" for n in range(1, 3 * MOST + 1)}
    assert {c.before for c in changes if c.kind.value == "merged"} == {*names} - {one[0]}
    assert ledger.verify() is None
    ledger.add_trace(document("One More", WEIR, MAYOR), as_input="more")
    assert max(n for (n,) in rows(ledger, "SELECT documents FROM claims")) >= 3 * MOST, "and it stays so"
    assert ledger.verify() is None


@pytest.mark.parametrize("apart", [False, True], ids=["one event", "many events"])
def test_a_merge_over_more_documents_than_are_laid_side_by_side_is_taken_back_whole(
    ledger: Ledger, apart: bool
) -> None:
    moment = datetime(2031, 3, 1, tzinfo=UTC)
    tales = [MAYOR, MILL, "A ferry of the north line ran aground off Skelby with nobody on board."]
    pile = [document(outlet, tales[n % 3] if apart else WEIR, OWN[n]) for n, outlet in enumerate(outlets(3 * MOST))]
    ledger.load((trace, trace.document.outlet or "", moment) for trace in pile)

    def makers() -> set[tuple[str, int]]:
        return {(text, documents) for text, documents in rows(ledger, "SELECT text, documents FROM claims")}

    def tellings() -> set[tuple[str, int]]:
        return {one for one in makers() if one[0] in (*tales, WEIR)}

    before = tellings()
    ledger.decide("merge", [n for (n,) in rows(ledger, "SELECT claim FROM claims")], who="Ida Falk", why="one tale")
    assert len(makers()) == 1
    ledger.undo("j1", who="Ida Falk", why="they are many")
    assert tellings() == before
    assert max(n for text, n in makers() if text not in (*tales, WEIR)) <= 3, "what only one of them tells stays apart"
    assert {d for (d,) in rows(ledger, "SELECT document FROM appearances")} == {f"d{n}" for n in range(1, 3 * MOST + 1)}
    assert ledger.verify() is None
    ledger.undo("j2", who="Ida Falk", why="one after all")
    assert len(makers()) == 1, "it is a decision again"
    ledger.undo("j3", who="Ida Falk", why="no")
    assert tellings() == before
    assert ledger.verify() is None


def test_eighty_are_laid_side_by_side(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "LARGEST", ALL)
    moment = datetime(2031, 3, 1, tzinfo=UTC)
    ledger.load((document(outlet, WEIR), outlet, moment) for outlet in outlets(80))
    assert [text for (text,) in rows(ledger, "SELECT reasons FROM state_rows") if "judged over" in text] == []
    added = ledger.add_trace(document("One More", WEIR), as_input="more")
    assert added.notes == ("judged over the nearest 80 of 81 documents",)


def test_all_documents_of_a_large_event_are_loaded_and_read_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2031, 3, 1, tzinfo=UTC)
    pile = [document(outlet, WEIR, OWN[n]) for n, outlet in enumerate(outlets(20))]
    ledger.load((trace, trace.document.outlet or "", moment) for trace in pile)
    assert {d for (d,) in rows(ledger, "SELECT document FROM appearances")} == {f"d{n}" for n in range(1, 21)}
    assert rows(ledger, f"SELECT documents FROM claims WHERE text = '{WEIR}'") == [(20,)]
    assert ledger.verify() is None

    def otherwise(text: Document) -> Trace:
        """A model that finds only the last claim of a text."""
        return replace(Trace(text), claims=by_text[text.text].claims[-1:])

    by_text = {trace.document.text: trace for trace in pile}
    monkeypatch.setitem(sys.modules, "whosays.trace", SimpleNamespace(trace=otherwise))
    (found,) = ledger.retrace()
    assert len(found.documents) == 20
    assert rows(ledger, f"SELECT documents FROM claims WHERE text = '{WEIR}'") == []
    assert {d for (d,) in rows(ledger, "SELECT document FROM appearances")} == {f"d{n}" for n in range(1, 21)}
