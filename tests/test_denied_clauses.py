"""Claims that a text tells only to deny them: they are claims, nobody's that it names, with the denial on them."""

from __future__ import annotations

import pytest

from whosays import trace
from whosays.model import Claim, Response, Trace
from whosays.reading import documents

TOLD = "the reservoir at Tarn Hollow has been poisoned"
LINE = "The reservoir at Tarn Hollow has been poisoned"


def traced(text: str) -> Trace:
    return trace(next(item.document for item in documents(text.encode(), name="in") if item.document))


def told(found: Trace) -> Claim:
    """The one claim that tells it."""
    (claim,) = [c for c in found.claims if "poisoned" in c.text]
    return claim


def answers(found: Trace) -> set[Response | None]:
    return {found.attribution(one).response for one in told(found).responses}


DENIED = [
    f"It is not true that {TOLD}.",
    f"It's simply not true that {TOLD}, and the tests were clear.",
    f"It is false that {TOLD}.",
    f"It is not the case that {TOLD}.",
    f"It is a complete lie that {TOLD}.",
    f"There is no truth in reports that {TOLD}.",
    f"There is no truth to the rumour that {TOLD}.",
    f"There is absolutely no truth in claims circulating online that {TOLD}.",
    f"{LINE}. This is false.",
    f"{LINE}. That is not true.",
    f"{LINE}. Not true.",
    f"FALSE: {LINE}",
    f"FAKE: {LINE}.",
    f"DEBUNKED: {LINE}",
    f"HOAX: {LINE}",
    f"🚨 FALSE: {LINE}",
    f"🚨 FALSE\n{LINE}",
    f"❌ False – {LINE}",
    f"❌ {LINE}. FALSE",
    f"Fact check: FALSE – {LINE}",
    f"{LINE}\nPants on Fire!",
    f"Says {TOLD}.\nPants on fire",
    f"Claim: {LINE}  Rating: Mostly false",
    f"Claim: {LINE}. Rating: False.",
    f"Claim: {LINE}\nRating: Mostly false",
    f"Claim: {LINE}\nClaimed by: Facebook users\nFact check: False",
    f"Claims on social media that {TOLD} are false.",
    f"Posts in a Facebook group that {TOLD} are completely untrue.",
    f"CLAIM: {LINE}. FACT: The tests on Monday were clear.",
    f"MYTH: {LINE}.\nFACT: The tests on Monday were clear.",
]


@pytest.mark.parametrize("words", DENIED)
@pytest.mark.parametrize("under", ["", "Tarn Water Board\n12 March 2031 at 19:05 ·\n"], ids=["text", "post"])
def test_what_is_told_to_be_denied_is_a_claim_that_the_document_denies(words: str, under: str) -> None:
    found = traced(f"{under}{words}\n")
    assert told(found).text in (TOLD, LINE)
    assert answers(found) == {Response.DENY}
    standing = told(found).standing
    assert standing is not None
    assert f"denied by {'Tarn Water Board' if under else 'the article itself'}" in standing.summary
    assert "own word" not in standing.summary


@pytest.mark.parametrize(
    ("words", "response"),
    [
        (f"MISLEADING: {LINE}", Response.QUERY),
        (f"Claim: {LINE} | Verdict: Misleading", Response.QUERY),
        (f"UNVERIFIED: {LINE}", Response.CANNOT_CONFIRM),
        (f"TRUE: {LINE}", Response.CONFIRM),
    ],
)
def test_other_ratings_do_what_they_say(words: str, response: Response) -> None:
    assert answers(traced(words)) == {response}


@pytest.mark.parametrize(
    "words",
    [
        f"“It is not true that {TOLD},” Greta Lind said.",
        f"Greta Lind said it was not true that {TOLD}.",
        f"There is no truth in reports that {TOLD}, Greta Lind said.",
        f"Greta Lind said there was no truth in the rumour that {TOLD}.",
        f"Rumours in the town that {TOLD} are completely unfounded, Greta Lind said.",
        f"“Posts on Facebook that {TOLD} are untrue,” said Greta Lind.",
    ],
)
def test_who_says_so_denies_it(words: str) -> None:
    found = traced(f"The board tested the water on Monday. {words}")
    standing = told(found).standing
    assert standing is not None
    assert standing.summary.endswith("denied by Greta Lind.")
    assert Response.DENY in answers(found)


@pytest.mark.parametrize(
    "words",
    [
        f"It is ridiculous that {TOLD}.",
        f"It is true that {TOLD}.",
        f"It is not only true that {TOLD}.",
        f"Many believe that {TOLD}.",
        f"{LINE}. This is true.",
        f"{LINE}. False teeth were found at the bottom.",
        f"False ceiling: {LINE}",
    ],
)
def test_what_is_not_denied_is_not_denied(words: str) -> None:
    found = traced(words)
    assert not [a for a in found.attributions if a.response is Response.DENY]


def test_a_headline_that_says_the_opposite_is_not_denied() -> None:
    found = traced(
        "Danny Orrin is alive\n\nFAKE: Danny Orrin has died.\n\nThe singer lives at Aldmoor with his sister.\n"
    )
    answered = {claim.text: len(claim.responses) > 0 for claim in found.claims if "Orrin" in claim.text}
    assert answered == {"Danny Orrin is alive": False, "Danny Orrin has died": True}


@pytest.mark.parametrize(
    "words",
    [
        "Greta Lind called the claim “completely untrue”.",
        "Greta Lind described the report as pure invention.",
        "Greta Lind said: “There is no truth in these reports.”",
        "“There is no truth whatsoever in it,” said Greta Lind.",
    ],
)
def test_a_verdict_is_no_claim_of_its_own_and_answers_what_was_told(words: str) -> None:
    found = traced(f"The Tarn Post reported on Monday that {TOLD}.\n\n{words} She is the head of the water board.\n")
    assert not [c for c in found.claims if "Lind" in c.text or "truth" in c.text or "claim" in c.text]
    assert answers(found) == {Response.DENY}


def test_a_headline_that_answers_no_is_not_the_claim_that_it_denies() -> None:
    found = traced(
        "No, Sunny Oat milk has not been recalled\n\n"
        "Claim: All batches of Sunny Oat milk contain glass and are being recalled\n"
        "Rating: False\n\nThe Food Safety Office looked at forty cartons on Monday.\n"
    )
    (claimed,) = [c for c in found.claims if "glass" in c.text]
    assert claimed.spans == ((found.document.text.index("All batches"), found.document.text.index("\nRating")),)
    assert "Sunny Oat milk has not been recalled" in [c.text for c in found.claims]
