"""How a document carries a claim, and what it says to a headline, on texts written for the project."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.carriage import agreement, carried, headline, reading
from whosays.carriage.marks import marks
from whosays.model import Attribution, Claim, Document, Factuality, Response, Trace
from whosays.model.story import Agreement, Carriage

CLAIM = "A seal has moved into the fountain of Orlen town hall"
AS_FACT = (
    "A seal has moved into the fountain of Orlen town hall. Children bring it herring before school. The fountain was "
    "built for a queen who never came. On market days the crowd stands three deep around the seal."
)
AT_A_DISTANCE = (
    "A seal has reportedly moved into the fountain of Orlen town hall, according to a post that is circulating in the "
    "town. The post claims that children bring it herring. Whether it is the same seal remains unclear."
)
DENIED = (
    "No seal lives in the fountain of Orlen town hall. The story is a hoax: the pictures were doctored by a baker in "
    "Dorvik, who says he is sorry. The fountain has been dry since spring."
)


def how(text: str, about: str = CLAIM) -> Carriage:
    return carried(reading(Trace(Document(text))), about).how


@pytest.mark.parametrize(
    ("text", "expected"),
    [(AS_FACT, Carriage.FACT), (AT_A_DISTANCE, Carriage.DISTANCE), (DENIED, Carriage.DENIAL)],
)
def test_a_document_carries_a_claim_as_it_puts_it(text: str, expected: Carriage) -> None:
    found = carried(reading(Trace(Document(text))), CLAIM)
    assert found.how is expected
    assert 0.5 <= found.confidence <= 0.95
    (reason,) = found.reasons
    (evidence,) = reason.evidence
    assert evidence.spans
    assert all(0 <= start < end <= len(text) for start, end in evidence.spans)


def test_the_words_shown_are_those_that_decide() -> None:
    found = carried(reading(Trace(Document(DENIED))), CLAIM)
    words = [DENIED[start:end] for e in found.reasons[0].evidence for start, end in e.spans]
    assert any("hoax" in word for word in words)
    assert not any("fountain" in word for word in words)


def test_somebodys_denial_counts_though_no_word_of_the_writer_does() -> None:
    text = "A seal lives in the Orlen fountain, fishmongers say. The mayor will not have it."
    start = text.index("The mayor")
    denial = Attribution("a1", ((start, start + 9),), ((start + 10, start + 23),), (), response=Response.DENY)
    assert carried(reading(Trace(Document(text))), CLAIM).how is not Carriage.DENIAL
    assert carried(reading(Trace(Document(text), attributions=(denial,))), CLAIM).how is Carriage.DENIAL


def test_an_uncertain_claim_keeps_its_distance_without_a_word_for_it() -> None:
    text = "A seal lives in the fountain of Orlen town hall."
    claim = Claim("c1", text, ((0, len(text)),), factuality=Factuality.POSSIBLE)
    said = Attribution("a1", (), (), ((0, len(text)),), confidence=0.9)
    assert carried(reading(Trace(Document(text))), CLAIM).how is Carriage.FACT
    assert (
        carried(reading(Trace(Document(text), attributions=(said,), claims=(claim,))), CLAIM).how is Carriage.DISTANCE
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Seal moves into Orlen fountain", Carriage.FACT),
        ("Seal in Orlen fountain is no hoax", Carriage.FACT),
        ("Baker denies seal hoax claims", Carriage.FACT),
        ("Keeper: the seal is not a fake", Carriage.FACT),
        ("Orlen fountain seal a hoax", Carriage.DENIAL),
        ("Fake: the seal of Orlen", Carriage.DENIAL),
        ("No, a seal has not moved into Orlen's fountain", Carriage.DENIAL),
        ("Town hall denies seal in fountain", Carriage.DENIAL),
        ("Stop sharing that picture of the Orlen seal", Carriage.DENIAL),
        ("Seal reportedly living in Orlen fountain", Carriage.DISTANCE),
        ("Report: seal lives in town hall fountain", Carriage.DISTANCE),
        ("Is there a seal in the Orlen fountain?", Carriage.DISTANCE),
        ("Orlen seal: real or hoax?", Carriage.DISTANCE),
        ("Mayor won't say if a seal lives in the fountain", Carriage.DISTANCE),
        ("Hoax rumours swirl round Orlen seal", Carriage.DISTANCE),
        ("Orlen drains fountain so seal won't come back", Carriage.FACT),
    ],
)
def test_a_headline_by_its_words(title: str, expected: Carriage) -> None:
    assert headline(Trace(Document(title))) is expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Seal moves into Orlen fountain", AS_FACT, Agreement.AGREE),
        ("Seal moves into Orlen fountain", DENIED, Agreement.DISAGREE),
        ("Seal moves into Orlen fountain", AT_A_DISTANCE, Agreement.DISCUSS),
        ("Orlen fountain seal a hoax", DENIED, Agreement.AGREE),
        ("Orlen fountain seal a hoax", AS_FACT, Agreement.DISAGREE),
        ("Seal reportedly living in Orlen fountain", AS_FACT, Agreement.DISCUSS),
        ("Is there a seal in the Orlen fountain?", DENIED, Agreement.DISCUSS),
    ],
)
def test_headline_and_article(title: str, text: str, expected: Agreement) -> None:
    found = agreement(Trace(Document(title)), reading(Trace(Document(text))))
    assert found.agreement is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "She wore a fake nose to the carnival.",
        "Anna Moll (not her real name) keeps the fountain.",
        "The seal was lying on the lowest step.",
        "The council had not made up its mind.",
        "This is no hoax, said the keeper.",
        "The herring is real enough.",
    ],
)
def test_what_looks_like_a_verdict_and_is_none(sentence: str) -> None:
    assert not marks(sentence).verdicts


@pytest.mark.parametrize(
    "sentence",
    [
        "The pictures turned out to be doctored.",
        "It’s not even remotely true.",
        "A fake photo of the seal went round.",
        "The seal never existed.",
        "Many readers fell for it.",
        "The post falsely claimed that the seal was tame.",
        "There is no truth in the tale.",
    ],
)
def test_verdicts(sentence: str) -> None:
    assert marks(sentence).verdicts


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_is_carried_somehow(text: str, about: str) -> None:
    found = carried(reading(Trace(Document(text))), about)
    assert all(0 <= s < e <= len(text) for g in found.reasons for v in g.evidence for s, e in v.spans)
    assert headline(Trace(Document(about))) in Carriage


def test_a_story_tells_of_every_document_how_it_carries_each_claim() -> None:
    from whosays.story import story
    from whosays.trace import trace

    told = story([trace(Document(text, language="en")) for text in (AS_FACT, AT_A_DISTANCE)]).to_dict()
    claim = told["claims"][0]
    assert len({c["document"] for c in claim["carried"]}) == len({a["document"] for a in claim["appearances"]}) == 2
    assert {c["how"] for c in claim["carried"]} == {"fact", "distance"}
    assert all(a["match"]["reasons"] and 0 < a["match"]["confidence"] <= 1 for a in claim["appearances"])
