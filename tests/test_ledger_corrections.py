"""Single judgements put right by a person: seen everywhere, kept through every new reading, taken back, exported."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tests.ledger_build import MAYOR, MILL, WEIR, document, weir
from tests.ledger_stores import rows
from whosays.errors import UsageError
from whosays.exports.corrections import Corrections
from whosays.ledger import Ledger, open_ledger
from whosays.model import Document, Naming, Response, Trace

WHO = {"who": "Ida Falk", "why": "read again"}
NO = "That is not what happened at the weir."


def claim(ledger: Ledger, name: str = "k1") -> Any:
    found = ledger.claim(name)
    assert found is not None
    return found


def fill(ledger: Ledger) -> None:
    ledger.add_trace(document("Tarn Post", ("Edda Marsh", WEIR)), as_input="a")
    ledger.add_trace(weir("Hollow Times", ("Bo Rill", NO, Response.DENY)), as_input="b")


def speakers(ledger: Ledger, handle: str = "d1:c1") -> list[str | None]:
    (place,) = (p for p in claim(ledger).appearances if p.handle == handle)
    return [step.who for step in place.chain]


def test_a_speaker_is_put_right_in_every_face(ledger: Ledger) -> None:
    fill(ledger)
    assert speakers(ledger) == ["Edda Marsh"]
    ledger.correct("d1:a1", {"speaker": "Olga Senn"}, **WHO)
    assert speakers(ledger) == ["Olga Senn"]
    assert [row.document for row in ledger.source("Olga Senn")] == ["d1"]
    assert ledger.source("Edda Marsh") == []
    assert "Olga Senn" in {n.label for n in claim(ledger).origins.nodes}
    (found,) = (t for t in ledger.findings().traces if t.document.outlet == "Tarn Post")
    assert {s.name for s in found.sources} >= {"Olga Senn"}
    assert ledger.document("d1").said[0].who == "Olga Senn"  # type: ignore[union-attr]
    (decision,) = claim(ledger).decisions
    assert (decision.decision, decision.who, decision.why) == ("j1", "Ida Falk", "read again")
    assert decision.subject == "d1:a1 speaker Olga Senn"
    assert any("Ida Falk decided (j1)" in step.text for step in ledger.history("k1"))
    assert ledger.verify() is None


def test_nobody_speaks(ledger: Ledger) -> None:
    fill(ledger)
    ledger.correct("d1:a1", {"speaker": "none"}, **WHO)
    assert speakers(ledger) == [None]


def with_a_longer_lead(text: str) -> Trace:
    """The first document in another text, which still has the sentence."""
    made = document("Tarn Post", "A new first sentence about the sirens.", ("Edda Marsh", WEIR))
    return replace(made, document=replace(made.document, url="https://tarn.example/1"))


def test_it_outlives_a_new_reading_and_a_new_text(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first = document("Tarn Post", ("Edda Marsh", WEIR))
    first = replace(first, document=replace(first.document, url="https://tarn.example/1"))
    ledger.add_trace(first, as_input="a")
    ledger.correct("d1:a1", {"speaker": "Olga Senn"}, **WHO)

    def otherwise(text: Document) -> Trace:
        """A model that numbers otherwise and finds more."""
        said = replace(first.attributions[0], id="a9", confidence=0.61)
        return replace(first, attributions=(said,), claims=(replace(first.claims[0], chain=("a9",)),))

    monkeypatch.setitem(sys.modules, "whosays.trace", SimpleNamespace(trace=otherwise))
    assert [found.documents for found in ledger.retrace()] == [("d1",)]
    assert speakers(ledger) == ["Olga Senn"]
    assert list(ledger.retrace()) == []
    ledger.add_trace(with_a_longer_lead("x"), as_input="a")
    assert speakers(ledger, "d1.2:c2") == ["Olga Senn"]
    ledger.undo("j1", **WHO)
    assert speakers(ledger, "d1.2:c2") == ["Edda Marsh"]
    assert ledger.verify() is None


def test_words_that_are_gone_are_told(ledger: Ledger) -> None:
    made = document("Tarn Post", ("Edda Marsh", WEIR))
    ledger.add_trace(replace(made, document=replace(made.document, url="https://tarn.example/1")), as_input="a")
    ledger.correct("d1:a1", {"speaker": "Olga Senn"}, **WHO)
    assert ledger.document("d1").without_words == ()  # type: ignore[union-attr]
    other = document("Tarn Post", ("Edda Marsh", MILL))
    ledger.add_trace(replace(other, document=replace(other.document, url="https://tarn.example/1")), as_input="a")
    assert ledger.document("d1").without_words == ("j1",)  # type: ignore[union-attr]


def test_an_answer_is_put_right_taken_back_and_brought_back(ledger: Ledger) -> None:
    fill(ledger)
    before = claim(ledger).standing
    assert [(a.handle, a.response) for a in claim(ledger).responses] == [("d2:a1", "deny")]
    changes = ledger.correct("d2:a1", {"answer": "none"}, **WHO)
    assert claim(ledger).responses == ()
    assert ("standing", "k1") in [(c.kind.value, c.claim) for c in changes]
    ledger.undo("j1", who="Olaf Brandt", why="it was one")
    assert claim(ledger).standing == before
    assert [d.undone for d in claim(ledger).decisions] == [True, False]
    ledger.undo("j2", who="Ida Falk", why="it was not")
    assert claim(ledger).responses == ()
    assert [d.undone for d in claim(ledger).decisions] == [False, True, False]
    ledger.correct("d2:a1", {"answer": "cannot-confirm", "to": "c1"}, **WHO)
    assert [a.response for a in claim(ledger).responses] == ["cannot-confirm"]


def test_an_answer_is_tied_to_a_claim_of_another_document(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", MAYOR), as_input="a")
    ledger.add_trace(weir("Hollow Times", ("Bo Rill", NO, Response.DENY)), as_input="b")
    (mayor,) = (c.claim for c in ledger.claims() if c.text == MAYOR)
    ledger.correct("d2:a1", {"to": mayor}, **WHO)
    assert [a.handle for a in claim(ledger, mayor).responses] == ["d2:a1"]
    assert claim(ledger).responses == ()
    ledger.correct("d2:a1", {"to": "none"}, **WHO)
    assert claim(ledger, mayor).responses == ()


def test_a_chain_is_put_right(ledger: Ledger) -> None:
    fill(ledger)
    ledger.correct("d1:c1", {"chain": "none"}, **WHO)
    assert speakers(ledger) == []
    assert claim(ledger).edges == ()
    ledger.correct("d1:c1", {"chain": "a1"}, **WHO)
    assert speakers(ledger) == ["Edda Marsh"]
    assert [e.taken.label for e in claim(ledger).edges] == ["Edda Marsh"]


def test_naming_and_certainty_are_put_right(ledger: Ledger) -> None:
    fill(ledger)
    ledger.correct("d1:a1", {"naming": "unnamed"}, **WHO)
    ledger.correct("d1:c1", {"certainty": "ps+"}, **WHO)
    (place,) = (p for p in claim(ledger).appearances if p.handle == "d1:c1")
    assert (place.chain[0].naming, place.factuality) == (Naming.UNNAMED, "PS+")
    assert [row.naming for row in ledger.source("Edda Marsh")] == ["unnamed"]


def test_sources_are_the_same_or_are_not(ledger: Ledger) -> None:
    ledger.add_trace(document("Tarn Post", ("Edda Marsh", WEIR)), as_input="a")
    ledger.add_trace(document("Hollow Times", ("a keeper", WEIR)), as_input="b")
    assert claim(ledger).origins.most == 2
    ledger.correct("d2:s1", {"same": "Edda Marsh"}, **WHO)
    assert {n.label for n in claim(ledger).origins.nodes} == {"Edda Marsh"}
    assert (claim(ledger).origins.least, claim(ledger).origins.most) == (1, 1)
    ledger.correct("d2:s1", {"apart": "Edda Marsh of Skelby"}, **WHO)
    assert {n.label for n in claim(ledger).origins.nodes} == {"Edda Marsh", "Edda Marsh of Skelby"}


def test_the_same_person_twice_in_a_document_becomes_one(ledger: Ledger) -> None:
    ledger.add_trace(document("Tarn Post", ("Edda Marsh", WEIR), ("the keeper", MAYOR)), as_input="a")
    ledger.correct("d1:s2", {"same": "edda marsh"}, **WHO)
    trace = ledger.trace("d1")
    assert trace is not None
    assert [s.name for s in trace.sources] == ["Edda Marsh"]
    assert {a.source_id for a in trace.attributions} == {"s1"}
    assert len(trace.sources[0].mentions) == 2


def test_a_claim_gets_other_words(ledger: Ledger) -> None:
    fill(ledger)
    ledger.correct("k1", {"words": "The weir at Tarn Hollow broke."}, **WHO)
    assert claim(ledger).text == "The weir at Tarn Hollow broke."
    ledger.add_trace(weir("Upland Wire"), as_input="c")
    assert (claim(ledger).text, claim(ledger).documents) == ("The weir at Tarn Hollow broke.", 3)
    assert [c.claim for c in ledger.claims(search="weir broke")] == ["k1"]
    ledger.undo("j1", **WHO)
    assert claim(ledger).text == WEIR


def test_a_decision_on_claims_is_taken_back(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", MAYOR), as_input="a")
    ledger.decide("reject", ["k2"], **WHO)
    assert [c.claim for c in ledger.claims()] == ["k1"]
    ledger.undo("j1", **WHO)
    assert len(ledger.claims()) == 2
    ledger.decide("merge", ["k1", "k2"], **WHO)
    assert len(ledger.claims()) == 1
    ledger.undo("j3", **WHO)
    assert {c.text for c in ledger.claims()} == {WEIR, MAYOR}
    assert ledger.verify() is None


def test_what_was_known_then_is_shown_as_it_was(ledger: Ledger) -> None:
    fill(ledger)
    ((then,),) = rows(ledger, "SELECT max(time) FROM entries")
    ledger.correct("d1:a1", {"speaker": "Olga Senn"}, **WHO)
    before = ledger.claim("k1", as_of=then)
    assert before is not None
    assert before.appearances[0].chain[0].who == "Edda Marsh"  # type: ignore[union-attr]
    assert before.decisions == ()


def test_a_ledger_read_back_has_the_corrections(ledger: Ledger, tmp_path: Any) -> None:
    fill(ledger)
    ledger.correct("d1:a1", {"speaker": "Olga Senn"}, **WHO)
    ledger.correct("d2:a1", {"answer": "decline"}, **WHO)
    ledger.undo("j2", who="Olaf Brandt", why="it was a denial")
    lines = [(f"line {n}", json.loads(json.dumps(line))) for n, line in enumerate(ledger.export())]
    with open_ledger(str(tmp_path / "other.db")) as other:
        other.add_trace(document("Skelby Star", MILL), as_input="before")  # so that numbers differ
        assert list(other.restore(lines))[-3:] == ["decision"] * 3
        (name,) = (c.claim for c in other.claims() if c.text == WEIR)
        held = claim(other, name)
        assert {s.who for p in held.appearances for s in p.chain} == {"Olga Senn"}
        assert [a.response for a in held.responses] == ["deny"]
        assert [d.undone for d in held.decisions] == [False, True, False]
        assert list(other.restore(lines))[-3:] == ["unchanged"] * 3
        assert other.verify() is None


def test_corrections_are_data_to_train_and_to_test_with(ledger: Ledger) -> None:
    fill(ledger)
    ledger.correct("d1:a1", {"speaker": "Olga Senn"}, **WHO)
    ledger.correct("d2:a1", {"answer": "decline"}, **WHO)
    ledger.undo("j2", **WHO)
    ledger.correct("k1", {"words": "The weir broke."}, **WHO)
    one, two = (json.loads(line) for line in Corrections().write(ledger.findings()))
    assert (one["kind"], one["was"], one["to"]) == ("speaker", {"name": "Edda Marsh"}, {"name": "Olga Senn"})
    ((start, end),) = one["at"]["spans"]
    assert one["document"]["text"][start:end] == one["at"]["words"] == WEIR
    assert (two["kind"], two["was"], two["to"]) == ("words", {"words": WEIR}, {"words": "The weir broke."})


@pytest.mark.parametrize(
    ("what", "values", "said"),
    [
        ("d1:a1", {}, "not said what"),
        ("d1:a9", {"speaker": "X"}, "no such thing"),
        ("d9:a1", {"speaker": "X"}, "no such document"),
        ("nonsense", {"speaker": "X"}, "d3:a7"),
        ("d1:a1", {"chain": "a1"}, "chain cannot"),
        ("d1:c1", {"speaker": "X"}, "speaker cannot"),
        ("d1:c1", {"chain": "a1,a7"}, "a7"),
        ("d1:c1", {"chain": "a1,a1"}, "once"),
        ("d1:a1", {"certainty": "sure"}, "CT\\+"),
        ("d1:a1", {"naming": "well"}, "unnamed"),
        ("d1:a1", {"answer": "maybe"}, "cannot-confirm"),
        ("d1:a1", {"to": "k1"}, "no answer"),
        ("d2:a1", {"to": "k99"}, "no such claim"),
        ("d1:a1", {"speaker": " "}, "name of a source"),
        ("d1:s1", {"apart": "Edda Marsh"}, "tells the two apart"),
        ("k1", {"speaker": "X"}, "words"),
        ("k1", {"words": " "}, "some words"),
        ("k99", {"words": "x"}, "no such claim"),
    ],
)
def test_what_cannot_be_put_right_is_refused_and_leaves_nothing(
    ledger: Ledger, what: str, values: dict[str, str], said: str
) -> None:
    fill(ledger)
    head = ledger.head()
    with pytest.raises(UsageError, match=said):
        ledger.correct(what, values, **WHO)
    with pytest.raises(UsageError, match="--who"):
        ledger.correct("d1:a1", {"speaker": "X"}, who="", why="y")
    with pytest.raises(UsageError, match="no such decision"):
        ledger.undo("j7", **WHO)
    assert ledger.head() == head


def test_part_of_a_name_finds_whoever_has_it(ledger: Ledger) -> None:
    ledger.add_trace(document("Tarn Post", ("Edda Marsh", WEIR), ("Lea Marshall", MAYOR)), as_input="a")
    assert [row.name for row in ledger.source("marsh")] == ["Edda Marsh"]
    assert ledger.source("ars") == []
    assert ledger.source("%") == []


def test_confirmed_does_not_list_what_is_not_confirmed(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", ("Bo Rill", "It broke.", Response.CONFIRM)), as_input="a")
    ledger.add_trace(document("Skelby Star", MILL), as_input="b")
    summaries = {c.claim: c.summary for c in ledger.claims()}
    with ledger.store.writing() as connection:
        change = "UPDATE state_rows SET summary = 'One source; not confirmed by anybody.' WHERE claim = 2"
        connection.exec_driver_sql(change)
    assert "confirmed by Bo Rill" in summaries["k1"]
    assert [c.claim for c in ledger.claims(standing="confirmed")] == ["k1"]
    assert [c.claim for c in ledger.claims(standing="not confirmed")] == ["k2"]
    assert ledger.claims(standing="firmed") == []
