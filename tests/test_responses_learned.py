"""What the reader's heads say of answers: they second tables, find free words, and tie answers to claims."""

from __future__ import annotations

import numpy as np
import pytest

from tests.readings_made import made_readings
from whosays import heads
from whosays.model import Attribution, Claim, Document, Response, Spans, updated
from whosays.responses import link
from whosays.responses.learned import answers, bearer, learned, marked, seconded, unborne
from whosays.responses.ties import likeliest, tie_shares
from whosays.text.readings import KINDS, Readings
from whosays.text.states import SIZE, States
from whosays.vectors import rough

TEXT = "The mill was sold, the Courier wrote. The gate never opened, the warden said. Rain fell all day."
FREE = Attribution("a2", ((63, 73),), ((74, 78),), ((38, 61),))


def span(text: str, part: str) -> Spans:
    return ((text.index(part), text.index(part) + len(part)),)


def test_an_answer_in_free_words_is_borne_by_the_attribution_that_has_them() -> None:
    said = (Attribution("a1", span(TEXT, "the Courier"), span(TEXT, "wrote"), span(TEXT, "The mill was sold")), FREE)
    result, given = learned(said, made_readings(TEXT, {1: Response.DENY}))
    assert [a.response for a in result] == [None, Response.DENY]
    assert given == {1}


@pytest.mark.parametrize("response", [Response.CONFIRM, Response.DENY, Response.CORRECT])
def test_an_answer_that_only_a_table_finds_is_not_sure_enough_to_be_tied(response: Response) -> None:
    said = updated(FREE, response=response)
    assert not seconded(said, made_readings(TEXT))
    assert seconded(said, made_readings(TEXT, {1: response}))
    assert not seconded(FREE, made_readings(TEXT, {1: response}))


def test_an_answer_below_the_threshold_is_none() -> None:
    assert answers(made_readings(TEXT, {1: Response.DENY}, sure=0.4)) == []


def test_a_sentence_without_an_attribution_answers_by_its_subject_or_by_the_text() -> None:
    readings = made_readings(TEXT, {2: Response.DENY})
    (own,) = unborne(Document(TEXT), (FREE,), readings)
    assert (own.response, own.source, own.agentless) == (Response.DENY, (), True)
    text = "The mill was sold. Mayor Anna Holt has waved the story away."
    readings = made_readings(text, {1: Response.DENY}, marked={1: "waved the story away"})
    (said,) = unborne(Document(text), (), readings)
    assert Document(text).quote(said.source) == "Mayor Anna Holt"
    assert Document(text).quote(said.cue) == "waved the story away"
    assert marked(answers(readings)[0], readings) == span(text, "waved the story away")[0]


def test_no_attribution_far_from_the_words_bears_them() -> None:
    readings = made_readings(TEXT, {2: Response.DENY})
    assert bearer(answers(readings)[0], (FREE,), readings) is None


def test_an_answer_is_tied_to_the_claim_of_the_likeliest_sentence_and_never_to_one_that_is_barred() -> None:
    claims = [
        Claim("c1", "The mill was sold", span(TEXT, "The mill was sold")),
        Claim("c2", "Rain", span(TEXT, "Rain fell")),
    ]
    readings = made_readings(TEXT, {1: Response.DENY}, tied={1: 0})
    words = {"c1": frozenset({"mill"}), "c2": frozenset({"rain"})}
    shares = tie_shares(FREE, claims, readings, words, frozenset(), ())
    assert likeliest(shares, None, 0.4) == likeliest(shares, "c2", 0.4) == "c1"
    assert likeliest(shares, "c1", 2.0) is None
    assert likeliest(tie_shares(FREE, claims, readings, words, frozenset(), ("c1",)), None, 0.4) is None


def test_of_two_claims_in_one_sentence_the_one_with_the_answers_words_is_tied() -> None:
    text = "The mill was sold and the barn was let. The barn stood empty, he said."
    claims = [Claim("c1", "mill", span(text, "The mill was sold")), Claim("c2", "barn", span(text, "the barn was let"))]
    said = Attribution("a1", span(text, "he"), span(text, "said"), span(text, "The barn stood empty"))
    readings = made_readings(text, {1: Response.DENY}, tied={1: 0})
    words = {"c1": frozenset({"mill", "sold"}), "c2": frozenset({"barn", "let"})}
    shares = tie_shares(said, claims, readings, words, frozenset({"barn", "empty"}), ())
    assert likeliest(shares, None, 0.4) == "c2"


def test_the_heads_read_every_sentence_that_has_pieces() -> None:
    starts = np.array([0, 4, 9, 20, 20, 24], dtype=np.int64)
    ends = np.array([3, 8, 12, 20, 23, 30], dtype=np.int64)
    rows = np.random.default_rng(1).normal(size=(6, SIZE)).astype(np.float32)
    found = heads.read("x" * 31, States(starts, ends, rows, rows), [(0, 13), (14, 18), (20, 31)], rough)
    assert found.sentences == ((0, 13), (20, 31))
    assert found.kinds.shape == (2, len(KINDS))
    assert found.kinds.sum(axis=1) == pytest.approx(1, abs=1e-4)
    assert found.leads.sum() == pytest.approx(1, abs=1e-4)
    assert found.ties(0).shape == (3,)
    assert found.ties(1).sum() == pytest.approx(1, abs=1e-4)
    assert np.linalg.norm(found.same, axis=1) == pytest.approx(1, abs=1e-3)


def test_without_states_nothing_is_read() -> None:
    empty = States(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, SIZE), np.float32))
    assert not heads.read("words", empty, [(0, 5)], rough)
    assert not Readings()


@pytest.mark.parametrize("response", [Response.CANNOT_CONFIRM, Response.DECLINE, Response.NO_ANSWER])
def test_a_text_does_not_refuse_by_itself(response: Response) -> None:
    assert unborne(Document(TEXT), (FREE,), made_readings(TEXT, {2: response})) == ()


@pytest.mark.parametrize(("tied", "expected"), [({}, "c1"), ({10: 9}, "c2")])
def test_a_bare_refusal_is_about_what_the_text_is_about_unless_the_heads_are_sure_of_another(
    tied: dict[int, int], expected: str
) -> None:
    text = (
        "The mill was sold. "
        + "Nobody was there. " * 8
        + "The barn was let. A spokesman for the owner would not comment."
    )
    claims = (
        Claim("c1", "The mill was sold", span(text, "The mill was sold")),
        Claim("c2", "The barn was let", span(text, "The barn was let")),
    )
    refusal = Attribution("a1", span(text, "A spokesman for the owner"), span(text, "would not comment"), ())
    said = (updated(refusal, response=Response.DECLINE, source_id="s1"),)
    readings = made_readings(text, {10: Response.DECLINE}, leads={0: 0.9}, tied=tied or {10: 0})
    _, answered = link(Document(text), said, claims, readings)
    assert [c.id for c in answered if c.responses] == [expected]
