"""The whole method on an article written for the project, by the engine that ships with the package."""

from __future__ import annotations

import pytest

from whosays.model import Document, Factuality, Naming, Response, Trace
from whosays.trace import trace, traces

ARTICLE = """\
The lighthouse keepers of Cape Orrin are reported to have been gambling away their wages on their phones.
Advert
Up to 40 keepers work along the coast, and most of them are paid by the week.
Mira Stolz, the head of the pilots' union, wrote on Telegram on Monday that "the lamp failed twice last week".
It was started by Orrin Courier columnist Jo Brandt, who posted: "A well-placed source tells me that the keepers of \
Cape Orrin were paid twice in May. As a result, they are gambling their wages away on their phones."
Brandt would not name her source.
"Good riddance," one reader wrote underneath.
A spokesperson for the coast guard told The Buoy that he could not confirm the claim.
"""


@pytest.fixture(scope="module")
def traced() -> Trace:
    start = ARTICLE.index("Advert")
    return trace(Document(ARTICLE, language="en", furniture=((start, start + len("Advert")),)))


def test_the_rumour_rests_on_one_unnamed_source_at_second_hand(traced: Trace) -> None:
    (claim,) = [c for c in traced.claims if any("gambling their wages" in ARTICLE[s:e] for s, e in c.spans)]
    chain = [traced.source_of(traced.attribution(i)) for i in claim.chain]
    assert [s and s.naming for s in chain] == [Naming.NAMED, Naming.UNNAMED]
    assert claim.standing is not None
    assert (claim.standing.credibility, claim.standing.reliability) == (6, "F")
    assert claim.standing.summary.startswith(
        "Rests on one unnamed source, described only as “a well-placed source”, at second hand through Jo Brandt;"
    )


def test_lead_and_rumour_are_one_claim(traced: Trace) -> None:
    (claim,) = [c for c in traced.claims if any("gambling their wages" in ARTICLE[s:e] for s, e in c.spans)]
    assert any(s < ARTICLE.index("Advert") for s, _ in claim.spans)


def test_the_spokespersons_answer_is_no_claim_and_no_denial(traced: Trace) -> None:
    answers = [a for a in traced.attributions if a.response is Response.CANNOT_CONFIRM]
    assert answers
    assert not any(a.id in c.chain for a in answers for c in traced.claims)
    assert not any(a.response is Response.DENY for a in traced.attributions)


def test_furniture_is_in_no_claim(traced: Trace) -> None:
    assert not any("Advert" in ARTICLE[s:e] for c in traced.claims for s, e in c.spans)


def test_every_reference_holds(traced: Trace) -> None:
    said = {a.id for a in traced.attributions}
    assert [a.id for a in traced.attributions] == [f"a{n}" for n in range(1, len(said) + 1)]
    assert {a.parent for a in traced.attributions} <= said | {None}
    assert {a.source_id for a in traced.attributions} <= {s.id for s in traced.sources} | {None}
    for claim in traced.claims:
        assert set(claim.chain) | set(claim.responses) <= said
        assert claim.standing is not None
        assert all(reason.spans for reason in claim.standing.reasons)
        assert isinstance(claim.factuality, Factuality)
    assert {a.responds_to for a in traced.attributions} <= said | {c.id for c in traced.claims} | {None}


def test_the_same_document_gives_the_same_trace(traced: Trace) -> None:
    assert trace(traced.document) == traced


def test_another_language_is_not_read_but_said_so() -> None:
    text = "Der Leuchtturm ist ausgefallen, sagte die Lotsin."
    document = Document(text, language="de", warnings=("a page was cut off",))
    traced = trace(document)
    assert (traced.sources, traced.attributions, traced.claims) == ((), (), ())
    assert traced.warnings == ("a page was cut off", "the engine reads English; found de")


def test_an_empty_text_is_an_empty_trace() -> None:
    assert trace(Document("")) == Trace(Document(""))


def test_a_register_of_the_user_gives_the_letter() -> None:
    text = "Lena Hartwig, the harbour master, said on Monday that the ferry was overloaded."
    (traced,) = traces([Document(text)], register={"Lena Hartwig": "B"})
    assert [c.standing and c.standing.reliability for c in traced.claims] == ["B"]
