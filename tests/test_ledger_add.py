"""What goes into a ledger: new documents, the same again, new versions, and what each changes of claims."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ledger_build import MAYOR, MILL, OUTLETS, WEIR, document, weir
from tests.ledger_stores import counts, rows
from whosays.ledger import ChangeKind, Ledger, Status
from whosays.model import Document, DocumentKind, Reference, Relation, Response, Trace
from whosays.reports.ledger import claim_text
from whosays.story import story


def kinds(changes: object) -> list[str]:
    return [change.kind.value for change in changes]  # type: ignore[attr-defined]


def test_a_document_opens_an_event_and_claims(ledger: Ledger) -> None:
    added = ledger.add_trace(weir("Tarn Post"), as_input="a.txt")
    assert (added.document, added.status) == ("d1", Status.NEW)
    (change,) = added.changes
    assert (change.kind, change.claim) == (ChangeKind.NEW_CLAIM, "k1")
    assert change.evidence[0].words == WEIR
    assert "d1 (Tarn Post)" in change.text


def test_the_same_twice_changes_nothing(ledger: Ledger) -> None:
    traces = [weir(outlet, MAYOR) for outlet in OUTLETS]
    for trace in traces:
        ledger.add_trace(trace, as_input="a.txt")
    before = counts(ledger)
    for trace in traces:
        again = ledger.add_trace(trace, as_input="another name.txt")
        assert (again.status, again.changes) == (Status.UNCHANGED, ())
    assert counts(ledger) == before


def test_documents_of_one_event_share_claims_and_others_do_not(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post"), as_input="a")
    joined = ledger.add_trace(weir("Hollow Times", MAYOR), as_input="b")
    other = ledger.add_trace(document("Skelby Star", MILL), as_input="c")
    assert next(c.kind for c in joined.changes if c.claim == "k1") is ChangeKind.APPEARANCE
    assert [(c.kind.value, c.claim) for c in other.changes] == [("new-claim", "k3")]
    events = dict(rows(ledger, "SELECT document, event FROM documents"))
    assert events == {"d1": "e1", "d2": "e1", "d3": "e2"}


def test_what_is_held_in_the_end_is_what_a_story_of_all_says(ledger: Ledger) -> None:
    pile = [weir(o, *([MAYOR] if n % 2 else [("Edda Marsh", MAYOR)])) for n, o in enumerate(OUTLETS)]
    for trace in pile:
        ledger.add_trace(trace, as_input="")
    told = story(pile, one_event=True)
    columns = "text, documents, origins_least, origins_most, credibility, summary"
    held = sorted(rows(ledger, f"SELECT {columns} FROM claims"))
    assert held == sorted(
        (c.text, len(c.documents), c.origins.least, c.origins.most, c.standing.credibility, c.standing.summary)
        for c in told.claims
        if c.standing
    )


def test_an_answer_is_told_and_changes_the_standing(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post"), as_input="a")
    added = ledger.add_trace(weir("Hollow Times", ("Edda Marsh", "it did not break", Response.DENY)), as_input="b")
    assert {"appearance", "response", "standing"} <= set(kinds(added.changes))
    response = next(c for c in added.changes if c.kind is ChangeKind.RESPONSE)
    assert "Edda Marsh denies it" in response.text
    standing = next(c for c in added.changes if c.kind is ChangeKind.STANDING)
    assert (standing.before, standing.after) == ("6", "4")


def test_claims_keep_their_numbers_when_documents_join(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", MAYOR), as_input="a")
    before = dict(rows(ledger, "SELECT text, claim FROM claims"))
    for outlet in OUTLETS[1:]:
        ledger.add_trace(weir(outlet, MAYOR, f"{outlet} printed an extra page about it."), as_input="b")
    after = dict(rows(ledger, "SELECT text, claim FROM claims"))
    assert before.items() <= after.items()


PAGE = "https://post.example/weir?utm_source=mail"


def test_another_text_at_the_same_address_is_a_new_version(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", MAYOR, url=PAGE), as_input="a")
    added = ledger.add_trace(weir("Tarn Post", url="http://www.post.example/weir#top"), as_input="b")
    assert (added.document, added.status) == ("d1", Status.VERSION)
    assert "correction" in kinds(added.changes)
    correction = next(c for c in added.changes if c.kind is ChangeKind.CORRECTION)
    assert correction.claim == "k2"
    assert "no longer makes it" in correction.text
    assert rows(ledger, "SELECT document, version FROM documents") == [("d1", 2)]
    assert [c for (c,) in rows(ledger, "SELECT claim FROM claims")] == ["k1"]
    again = ledger.add_trace(weir("Tarn Post", MAYOR, url=PAGE), as_input="a")
    assert again.status is Status.UNCHANGED, "its first text is known"


def test_a_correction_lists_what_hangs_on_it(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", MAYOR, url=PAGE), as_input="a")
    ledger.add_trace(document("Hollow Times", ("Tarn Post", MAYOR), url="https://times.example/1"), as_input="b")
    added = ledger.add_trace(document("Tarn Post", f"{WEIR} We have mended this.", url=PAGE), as_input="c")
    (correction,) = (c for c in added.changes if c.kind is ChangeKind.CORRECTION)
    assert (correction.claim, correction.after) == ("k2", "d2")
    assert "d2 has it from there" in correction.text


def test_a_number_that_another_text_changes_is_a_correction(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", url=PAGE), as_input="a")
    added = ledger.add_trace(document("Tarn Post", WEIR.replace("forty", "fourteen"), url=PAGE), as_input="b")
    assert kinds(added.changes) == ["correction", "new-claim", "gone"]


def test_a_withdrawal_with_the_same_text_is_told(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", identifier="tarn:1"), as_input="a")
    ledger.add_trace(document("Hollow Times", ("Tarn Post", WEIR)), as_input="b")
    gone = weir("Tarn Post", identifier="tarn:1", retracted=True)
    added = ledger.add_trace(gone, as_input="c")
    assert added.status is Status.VERSION
    retraction = next(c for c in added.changes if c.kind is ChangeKind.RETRACTION)
    assert (retraction.claim, retraction.after) == ("k1", "d2")
    assert ledger.add_trace(gone, as_input="c").status is Status.UNCHANGED


def test_a_document_that_comes_withdrawn_says_so(ledger: Ledger) -> None:
    ledger.add_trace(weir("Hollow Times"), as_input="a")
    added = ledger.add_trace(weir("Tarn Post", identifier="tarn:1", retracted=True), as_input="b")
    told = [c.text for c in added.changes if c.kind is ChangeKind.RETRACTION]
    assert told == ["k1: d2 (Tarn Post) makes it and has been withdrawn."]
    record = ledger.claim("k1")
    assert record is not None
    shown = "\n".join(claim_text(record))
    assert shown.count(", withdrawn") == 1


def test_a_reference_that_corrects_another_document_is_told(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", url=PAGE), as_input="a")
    note = Reference(Relation.CORRECTS, "corrects", url=PAGE)
    added = ledger.add_trace(document("Tarn Post", MILL, references=(note,)), as_input="b")
    assert [(c.claim, c.before) for c in added.changes if c.kind is ChangeKind.CORRECTION] == [("k1", "d1")]


def test_one_text_at_two_addresses_is_one_document(ledger: Ledger) -> None:
    ledger.add_trace(weir("Tarn Post", url="https://post.example/1", bare=True), as_input="a")
    again = ledger.add_trace(weir("Hollow Times", url="https://times.example/1", bare=True), as_input="b")
    assert (again.document, again.status) == ("d1", Status.UNCHANGED)
    assert counts(ledger)["sighting_rows"] == 2
    changed = ledger.add_trace(weir("Hollow Times", MAYOR, url="https://times.example/1"), as_input="c")
    assert (changed.document, changed.status) == ("d2", Status.NEW), "the other page still has the text"


def test_events_that_a_document_brings_together_become_one(ledger: Ledger) -> None:
    left = "The ferry Orla lost her anchor off Skarness in the storm of Tuesday."
    right = "Twelve sailors were lifted by helicopter and taken to the hospital at Brae."
    ledger.add_trace(document("Tarn Post", left, bare=True), as_input="a")
    ledger.add_trace(document("Hollow Times", right, bare=True), as_input="b")
    added = ledger.add_trace(document("Upland Wire", left, right, bare=True), as_input="c")
    assert added.status is Status.NEW
    assert len({e for (e,) in rows(ledger, "SELECT event FROM documents")}) == 1
    assert ledger.verify() is None


def test_what_a_database_cannot_hold_is_shown_as_a_question(ledger: Ledger) -> None:
    odd = Document("The weir\0 broke \ud800 on Sunday.", outlet="Tarn\0Post", language="de")
    added = ledger.add(odd, as_input="odd")
    assert added.status is Status.NEW
    assert any("cannot be stored" in note for note in added.notes)
    assert ledger.add(odd, as_input="odd").status is Status.UNCHANGED
    assert ledger.verify() is None


def test_a_document_in_another_language_is_kept_without_claims(ledger: Ledger) -> None:
    added = ledger.add_trace(Trace(Document("Das Wehr ist gebrochen.", language="de")), as_input="a")
    assert (added.status, added.changes) == (Status.NEW, ())


def post(account: str, number: int, **about: Any) -> Trace:
    return document(
        "", WEIR, bare=True, kind=DocumentKind.POST, account=account, identifier=f"telegram:{number}", **about
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_post_that_is_passed_on_is_a_document_of_its_own(ledger: Ledger, order: tuple[int, int]) -> None:
    note = Reference(Relation.FORWARD, "forwarded_from", "@mira", identifier="telegram:1/1")
    posts = (post("@mira", 1), post("@jon", 2, references=(note,)))
    for index in order:
        assert ledger.add_trace(posts[index], as_input="result.json").status is Status.NEW
    for index in order:
        assert ledger.add_trace(posts[index], as_input="result.json").status is Status.UNCHANGED
    assert rows(ledger, "SELECT documents FROM claims") == [(2,)]
    article = ledger.add_trace(document("", WEIR, bare=True, url="https://post.example/1"), as_input="a.html")
    assert article.status is Status.NEW, "a page that has the words of a post is none of the posts"
    assert ledger.verify() is None
