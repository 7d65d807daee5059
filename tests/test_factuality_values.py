"""Certainty: cues, hedges, negation, the arithmetic of values, and what weigh makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import attribution
from tests.weighed import rated, weigh
from whosays.factuality import combine, factuality_of
from whosays.factuality.cues import cue_class
from whosays.factuality.values import compose, parts, scale
from whosays.model import Attribution, Claim, Document, Factuality
from whosays.responses import response_statements

CT, PR, PS = Factuality.CERTAIN, Factuality.PROBABLE, Factuality.POSSIBLE
NOT, NOT_PR, NOT_PS = Factuality.NOT_CERTAIN, Factuality.NOT_PROBABLE, Factuality.NOT_POSSIBLE
OPEN = Factuality.UNKNOWN

CONTENTS = [
    ("the ferry left at noon", CT),
    ("that the ferry left at noon", CT),
    ("the ferry did not leave", NOT),
    ("the ferry never left", NOT),
    ("no ferry left", NOT),
    ("the ferry may have left", PS),
    ("the ferry might leave", PS),
    ("perhaps the ferry left", PS),
    ("the ferry probably left", PR),
    ("the ferry is likely to leave", PR),
    ("the ferry appears to have left", PR),
    ("the ferry is believed to have left", PR),
    ("the ferry is unlikely to leave", NOT_PR),
    ("the ferry may not leave", NOT_PS),
    ("whether the ferry left", OPEN),
    ("the two ships had met in May of last year", CT),
    ("Mrs May sold the ferry", CT),
    ("there are no plans to sell the ferry", NOT),
    ("Ferry May Leave Tonight", PS),
    ("passengers over 60 who board at noon may lose their seats", PS),
    ("Guards held a man who said he might run", CT),
    ("two faults were reported on the ferry", CT),
    ("the ferry was reported to have left", PR),
    ("to leave at noon", OPEN),
    ("Did the ferry leave?", OPEN),
    ("“Please leave the ferry,”", OPEN),
    ("if the ferry leaves", OPEN),
    ("I think the ferry left", PR),
    ("I don't think the ferry left", NOT_PR),
    ("not only the ferry but also the barge left", CT),
    ("the ferry, which may be old, left at noon", CT),
    ("although it did not rain, the ferry left", CT),
    ("the ferry left because nobody could steer the barge", CT),
    ("there is no doubt the ferry left", CT),
    ("", OPEN),
]


@pytest.mark.parametrize(("words", "value"), CONTENTS, ids=[w for w, _ in CONTENTS])
def test_words_of_a_content(words: str, value: Factuality) -> None:
    assert factuality_of(words, (0, len(words))) is value


def test_hedges_of_an_inner_speaker_are_left_out() -> None:
    text = "a clerk says the ferry might leave"
    assert factuality_of(text, (0, len(text))) is PS
    assert factuality_of(text, (0, len(text)), skip=((text.index("the ferry"), len(text)),)) is CT


CUES = [
    ("said", "", CT),
    ("wrote", "", CT),
    ("believes", "", PR),
    ("suspects", "", PR),
    ("predicted", "", PR),
    ("speculated", "", PS),
    ("denied", "", NOT),
    ("doubts", "", NOT_PR),
    ("asked", "", OPEN),
    ("hopes", "", OPEN),
    ("wants", "", OPEN),
    ("believe", "does not ", NOT_PR),
    ("deny", "did not ", OPEN),
    ("say", "did not ", OPEN),
    ("doubt", "has no ", CT),
    ("knew", "", CT),
    ("was told and asked", "", OPEN),
]


@pytest.mark.parametrize(("cue", "before", "value"), CUES)
def test_cue(cue: str, before: str, value: Factuality) -> None:
    assert cue_class(cue, before) is value


@pytest.mark.parametrize(
    ("cue", "value"),
    [
        ("are reported to", PR),
        ("reportedly", PR),
        ("is said to", PR),
        ("allegedly", PS),
        ("is rumoured to", PS),
        ("it is widely known that", CT),
        ("are believed to", PR),
    ],
)
def test_report_without_a_speaker(cue: str, value: Factuality) -> None:
    assert cue_class(cue, agentless=True) is value


def test_weigh_puts_cue_and_content_together() -> None:
    text = "Ada Voss believes the mill may close. Her clerk denied that it had been sold."
    first = attribution(text, "a1", "Ada Voss", "believes", "the mill may close")
    second = attribution(text, "a2", "Her clerk", "denied", "that it had been sold")
    weighed = weigh(Document(text), (first, second))
    assert [a.factuality for a in weighed] == [PS, NOT]


def test_negation_before_the_cue_counts() -> None:
    text = "Ada Voss does not believe the mill is sold."
    (weighed,) = weigh(Document(text), (attribution(text, "a1", "Ada Voss", "believe", "the mill is sold"),))
    assert weighed.factuality is NOT_PR


def test_combine_is_the_weakest_link() -> None:
    assert combine([]) is CT
    assert combine([CT, CT]) is CT
    assert combine([PR, CT]) is PR
    assert combine([CT, NOT]) is NOT
    assert combine([PS, NOT]) is NOT_PS
    assert combine([NOT, CT]) is OPEN
    assert combine([CT, OPEN]) is OPEN


VALUES = st.sampled_from(list(Factuality))


@given(VALUES, VALUES)
def test_composition_never_raises_certainty(outer: Factuality, inner: Factuality) -> None:
    made = parts(compose(outer, inner))[0]
    assert made <= min(parts(outer)[0], parts(inner)[0])
    assert compose(CT, inner) is inner


@given(st.lists(VALUES, max_size=5))
def test_combining_never_raises_certainty(chain: list[Factuality]) -> None:
    value = combine(chain)
    assert parts(value)[0] <= min((parts(link)[0] for link in chain), default=3)
    assert -3 <= scale(value) <= 3


def test_rate_reads_chain_or_own_words() -> None:
    text = "The mill may close. Ada Voss said the clerk suspects the roof leaks."
    chained = (
        Attribution("a1", (), (), ((20, 30),), factuality=CT),
        Attribution("a2", (), (), ((40, 50),), factuality=PR),
    )
    claims = (Claim("c1", "", ((0, 18),)), Claim("c2", "", ((50, 60),), chain=("a1", "a2")))
    assert [c.factuality for c in rated(Document(text), chained, claims)] == [PS, PR]


@given(st.text(max_size=300), st.data())
def test_any_text_and_spans(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).map(lambda p: (min(p), max(p))), min_size=1, max_size=3))
    given_ = (Attribution("a1", (), (spans[0],), tuple(spans[1:]) or (spans[0],)),)
    document = Document(text)
    weighed = weigh(document, given_)
    assert weighed == weigh(document, given_)
    for statement in response_statements(document, weighed):
        for start, end in (*statement.source, *statement.cue, *statement.content):
            assert 0 <= start <= end <= len(text)


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "ministry",
            "did",
            "not",
            "deny",
            "confirm",
            "or",
            "respond",
            "to",
            "a",
            "request",
            "for",
            "comment",
            ",",
            ".",
            "”",
            "“",
            "neither",
            "nor",
            "could",
            "be",
            "reached",
            "claims",
            "false",
            "declined",
            "refused",
            "Reuters",
            "verify",
            "has",
            "been",
            "approached",
            "calls",
            "returned",
            "There",
            "was",
            "no",
            "who",
            "while",
            "and",
            "said",
            "“",
        ]
    ),
    max_size=60,
).map(" ".join)


@given(WORDS)
def test_statement_spans_of_near_misses(text: str) -> None:
    document = Document(text)
    for statement in response_statements(document, ()):
        assert statement.cue
        assert text[slice(*statement.cue[0])].strip()
        for start, end in (*statement.source, *statement.cue, *statement.content):
            assert 0 <= start < end <= len(text)


def test_a_long_line_is_no_trouble() -> None:
    text = "The bank would not comment, and " * 300
    assert len(response_statements(Document(text), ())) >= 290
    assert response_statements(Document("x" * 200_000), ()) == ()
