"""Kinds of fault that editors objected to, each on several wordings: whole traces, by what a report would print."""

from __future__ import annotations

import pytest

from whosays import trace
from whosays.model import Document, Response, Trace


def traced(text: str) -> Trace:
    return trace(Document(text))


def texts(found: Trace) -> list[str]:
    return [claim.text for claim in found.claims]


def origin(found: Trace, claim: str) -> str | None:
    """The innermost source's name of the claim with these words; none where nobody is named."""
    (one,) = [c for c in found.claims if claim in c.text]
    source = found.source_of(found.attribution(one.chain[-1])) if one.chain else None
    return source.name if source else None


def answers(found: Trace) -> dict[str, list[tuple[str, str]]]:
    """Who answers each claim how."""
    said = {}
    for claim in found.claims:
        by = [found.attribution(i) for i in claim.responses]
        said[claim.text] = [
            (a.response.value if a.response else "", source.name if (source := found.source_of(a)) else "") for a in by
        ]
    return said


LEAD = "The ferry Alma sank off Port Alma on Sunday, and nine people died.\n\n"


@pytest.mark.parametrize(
    "words",
    [
        "“Every word of it is a lie,” the owner, Jon Hale, said.",
        "“The reports in the Courier are false,” the owner, Jon Hale, said.",
        "“Nothing could be further from the truth,” the owner, Jon Hale, said.",
        "“That's absurd, that's insulting and it's untrue,” the owner, Jon Hale, said.",
        "“Now is the hour for every honest citizen to stand up and be counted,” Jon Hale said.",
        "“It is time for the owners to wake up,” Jon Hale said.",
        "“Never before have we been so united,” Jon Hale said.",
        "“Let nobody doubt our resolve,” Jon Hale said. “God help us all.”",
        "Jon Hale dismissed it as “pure invention”.",
        "How the ferry Alma became a battleground",
        "What is known so far of the ferry Alma and its crew",
        "Timeline of the sinking off Port Alma",
        "Related\n\nLawmakers in the lower house oppose the bill on ferries",
        "Read more: Harbour master of Port Alma resigns over the wreck",
        "More on this story\n\nOwner's pay rises to 410,000 crowns\n\nHarbour reopens after nine days of search",
    ],
)
def test_what_no_editor_calls_a_claim_is_none(words: str) -> None:
    assert sorted(texts(traced(LEAD + words + "\n\nThe search ended on Monday."))) == [
        LEAD.strip(" .\n"),
        "The search ended on Monday",
    ]


def test_words_behind_a_box_of_links_are_the_articles_again() -> None:
    found = traced(LEAD + "Related\n\nLawmakers oppose the bill on ferries\n\nThe wreck was raised on Monday.")
    assert "The wreck was raised on Monday" in texts(found)


@pytest.mark.parametrize("clause", ["is a lie from start to end", "were never told of the leak"])
def test_what_is_said_of_nobody_is_no_claim(clause: str) -> None:
    found = traced(f"{LEAD}The report “{clause}”, Jon Hale said.")
    assert not [text for text in texts(found) if text.startswith(clause.split()[0])]


def test_marks_of_a_quotation_come_in_pairs() -> None:
    found = traced("“'Closed for repairs' is what the sign will say,” said Ivo Stern, who runs the pool.")
    assert texts(found) == ["'Closed for repairs' is what the sign will say"]
    found = traced("Ivo Stern said that the roof of the old pool was “unsafe in any wind”.")
    assert texts(found) == ["the roof of the old pool was “unsafe in any wind”"]


@pytest.mark.parametrize(
    ("label", "rating", "does"),
    [
        ("VERDICT", "False. The council voted only to require leads near the pond.", Response.DENY),
        ("Our rating", "Missing context. A ban was discussed in March.", Response.QUERY),
        ("Our verdict", "Untrue.", Response.DENY),
        ("Verdict", "True. The ban was published on 2 May.", Response.CONFIRM),
        ("Conclusion", "Unproven.", Response.CANNOT_CONFIRM),
        ("VERDICT", "No such ban was ever passed.", Response.DENY),
    ],
)
def test_a_verdict_answers_the_claim_above_it(label: str, rating: str, does: Response) -> None:
    claim = "Bramley has banned dogs from all its parks since 1 May"
    text = f"Did Bramley ban dogs?\n\nCLAIM: {claim}.\n\n{label}: {rating}\n\nThe parks have signs that ask for leads."
    found = traced(text)
    assert claim in texts(found)
    assert answers(found)[claim] == [(does.value, "")]
    assert not any(rating.split(".")[0] == told for told in texts(found))
    assert not any(label in told for told in texts(found))
    (one,) = [c for c in found.claims if c.text == claim]
    assert one.standing is not None
    if does in (Response.DENY, Response.CONFIRM):
        assert "by the article itself" in one.standing.summary


def test_the_word_claim_is_no_speaker() -> None:
    found = traced("The claim: Bishop Kant blessed the casino.\n\nOur rating: False. He has never been there.")
    assert "The" not in [s.name for s in found.sources]


@pytest.mark.parametrize("mark", [":", "."])
def test_who_answers_an_interviewer_is_the_one_who_was_introduced(mark: str) -> None:
    found = traced(
        "Lena Orlik runs the Marne archive.\n\n"
        f"Q{mark} What was lost?\n\nA{mark} About 4,000 files were lost in the flood.\n\n"
        f"Q{mark} Who knew?\n\nA{mark} The ministry knew from the first week."
    )
    assert origin(found, "4,000 files") == "Lena Orlik"
    assert origin(found, "The ministry knew") == "Lena Orlik"


@pytest.mark.parametrize("label", ["A REP", "HOST", "A REPORTER", "MODERATOR", "UNIDENTIFIED MALE", "SPEAKER 2"])
def test_who_has_the_microphone_is_nobody(label: str) -> None:
    found = traced(
        f"MS. VOSS: The form is dated 5 May.\n\n{label}: The form was sent in time.\n\nMS. VOSS: It was late by a week."
    )
    (one,) = [c for c in found.claims if "sent in time" in c.text]
    assert one.standing is not None
    assert one.standing.summary.startswith("It is not clear whose word this is")


@pytest.mark.parametrize(
    ("label", "office"), [("THE GOVERNOR", "the governor"), ("THE CHAIRMAN", "the chairman"), ("THE CEO", "the CEO")]
)
def test_an_office_in_capitals_is_printed_as_an_office(label: str, office: str) -> None:
    found = traced(f"{label}: The plant was closed on Saturday.\n\nQ: Why?\n\n{label}: Eleven people are in hospital.")
    (one,) = [c for c in found.claims if "plant was closed" in c.text]
    assert one.standing is not None
    assert f"the word of {office}, who is not named" in one.standing.summary


@pytest.mark.parametrize(
    ("first", "second", "taken_up"),
    [
        ("the wells of Tarn were poisoned", "trucks had blocked the bridge", "which Mayor Ilse Lund confirmed"),
        ("the dam has cracked", "two engineers had resigned", "something the operator Ilse Lund confirmed"),
        ("the bank owes 40 million", "its owner had left the town", "which the banker Ilse Lund later confirmed"),
    ],
)
def test_a_relative_clause_answers_the_clause_before_it(first: str, second: str, taken_up: str) -> None:
    found = answers(traced(f"Villagers claim that {first}. The newspaper also said that {second}, {taken_up}."))
    assert found[first] == []
    assert found[second] == [("confirm", "Ilse Lund")]


@pytest.mark.parametrize(
    ("headline", "body", "claim"),
    [
        (
            "Norhydro denies dam is cracked",
            "Norhydro said on Monday that its dam at Vik was not cracked.",
            "dam is cracked",
        ),
        (
            "Tarn United deny coach has been fired",
            "Tarn United said in a statement that coach Leo Brandt had not been fired.",
            "coach has been fired",
        ),
    ],
)
def test_a_headline_and_a_body_that_deny_are_one_denial(headline: str, body: str, claim: str) -> None:
    (told,) = answers(traced(f"{headline}\n\n{body}")).items()
    assert told[0] == claim
    assert {answer for answer, _ in told[1]} == {"deny"}


@pytest.mark.parametrize("words", ["No shots were fired", "There was no unusual movement of ships", "No one was hurt"])
def test_no_at_the_head_of_a_sentence_is_no_greeting(words: str) -> None:
    assert texts(traced(f"“{words},” said officer Mia Brandt.")) == [words]


@pytest.mark.parametrize("went", ["went round on Sunday", "went viral", "has gone viral", "has spread since Monday"])
def test_a_rumour_that_went_round_has_nobody_behind_it(went: str) -> None:
    found = traced(f"A message that all schools in Vik will close {went}.")
    assert texts(found) == ["all schools in Vik will close"]
    assert origin(found, "schools") is None


def test_a_story_of_a_named_paper_has_it_from_its_source() -> None:
    found = traced("An Orrin Courier story said the tram would close, according to an official at the company.")
    (claim,) = found.claims
    chain = [source.name for i in claim.chain if (source := found.source_of(found.attribution(i)))]
    assert ["Courier" in name for name in chain] == [True, False]


@pytest.mark.parametrize(
    "opening",
    [
        "Sheriff Jon Hale spoke to reporters. He looked tired.",
        "Sheriff Jon Hale briefly addressed the crowd outside the station.",
        "Sheriff Jon Hale later met local journalists.",
    ],
)
def test_quotations_behind_whoever_came_to_speak_are_theirs(opening: str) -> None:
    found = traced(f"{opening}\n\n“We found the boat on Sunday. It was empty.\n\n“Two men are still missing.”")
    assert origin(found, "We found the boat") == "Jon Hale"
    assert origin(found, "Two men are still missing") == "Jon Hale"


def test_what_somebody_says_over_their_own_denial_is_not_what_they_deny() -> None:
    body = "Nordwell Power has denied that the dam at Orrin is cracked. The dam was built in 1962, the company said."
    found = {
        claim.text: len(claim.responses)
        for claim in traced(f"Dam at Orrin is safe, Nordwell Power says\n\n{body}").claims
    }
    assert found["Dam at Orrin is safe"] == 0
    assert found["the dam at Orrin is cracked"] == 1
