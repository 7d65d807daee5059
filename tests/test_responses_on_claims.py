"""Verdicts on what somebody claims, silences told as a thing there was not, and which claims they answer."""

from __future__ import annotations

import time

import pytest

from whosays import trace
from whosays.model import Attribution, Document, Response, Trace
from whosays.responses.verdicts_on_claims import _called, _denied, _false

BEFORE = (
    "The dam at Varlan leaked for a year, the Orlan water ministry claimed on Monday. Mayor Ines Tessel knew of it, "
    "the ministry said.\n\n"
)


def said_by(made: Trace, who: str) -> list[Attribution]:
    text = made.document.text
    return [
        a
        for a in made.attributions
        if any(text[s:e].startswith(who) for s, e in a.source) and a.start > len(BEFORE) - 20
    ]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The Orlan and Varlan water ministry's claim is “absolutely not true,” a clerk at the dam said.", "a clerk"),
        ("Ola Brandt, an engineer, said that the Orlan water ministry's claim “is patently false.”", "Ola Brandt"),
        ("Brandt described the idea that the dam was leaking as “certainly absurd.”", "Brandt"),
        ("Contrary to the ministry's claims, auditors say the dam never lost a drop.", "auditors"),
        ("Tessel told the Lantern that the ministry's allegations were nonsense.", "Tessel"),
        ("“The ministry's version of events is a complete fabrication,” said Dora Quill, her deputy.", "Dora Quill"),
        ("Dora Quill called the ministry's assertion that the dam leaked a fairy tale.", "Dora Quill"),
        ("But contrary to the ministry's assertions, Dora Quill said, nobody had reported a leak.", "Dora Quill"),
        ("Dora Quill branded the ministry's latest accusations ludicrous.", "Dora Quill"),
        ("Brandt insisted that the water ministry's story was pure invention.", "Brandt"),
        ("Brandt characterised the allegation about the dam as “utterly groundless”.", "Brandt"),
        ("Their claims about the dam are as unlikely as they are untrue, Brandt said.", "Brandt"),
    ],
)
def test_who_judges_a_claim_denies_it(words: str, who: str) -> None:
    assert [a.response for a in said_by(trace(Document(BEFORE + words)), who)][:1] == [Response.DENY]


@pytest.mark.parametrize(
    "words",
    [
        "Brandt said the ministry's claim had been filed on Friday.",
        "Brandt described the ministry's report as a first step.",
        "Brandt called the idea of a second dam attractive.",
        "In line with the ministry's claims, auditors say the dam lost water.",
        "Brandt asked whether the ministry's account was a fabrication.",
        "Brandt denied that the ministry's claim is true and false at once.",
        "Contrary to expectations, auditors say the dam held.",
    ],
)
def test_who_speaks_of_a_claim_does_not_deny_it_by_that(words: str) -> None:
    made = trace(Document(BEFORE + words))
    plain = [a for a in said_by(made, "Brandt") + said_by(made, "auditors") if a.response is Response.DENY]
    assert [made.document.text[slice(*a.cue[0])] for a in plain] in ([], ["denied"])


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("There was no immediate comment from Tessel but the Harbour League welcomed the move.", "Tessel"),
        ("There has been no word from Tessel's lawyers, though the League said it was pleased.", "Tessel's lawyers"),
        ("No immediate response came from the palace, and Orlan Freight announced a review.", "the palace"),
        ("There was no reply by Friday from the Varlan water board.", "the Varlan water board"),
        ("There was no immediate reaction from Orlan Freight or its insurers.", "Orlan Freight or its insurers"),
        ("No comment was available from the dam's owner, Orlan Freight.", "the dam's owner"),
        ("There was no official response from the palace; the opposition called for a vote.", "the palace"),
        ("There was still no statement from Ola Brandt when the Lantern went to print.", "Ola Brandt"),
        ("There was no further comment from the harbour police on Monday.", "the harbour police"),
        ("No answer had come from the League as of Sunday.", "the League"),
        ("No public reaction was forthcoming from Brandt, who is abroad.", "Brandt"),
    ],
)
def test_whose_silence_it_is_where_there_was_no_word(words: str, who: str) -> None:
    made = trace(Document(BEFORE + words))
    silent = [a for a in made.attributions if a.response is Response.NO_ANSWER]
    assert [made.document.text[slice(*a.source[0])] for a in silent if a.source] == [who]


@pytest.mark.parametrize(
    "words",
    [
        "There were no injuries, and no comment from passengers was sought.",
        "There is no answer from history to that question, Brandt said, and no word for it either.",
        "There was no rain, the response from farmers was joy.",
    ],
)
def test_no_silence_is_read_into_other_words(words: str) -> None:
    made = trace(Document(BEFORE + words))
    assert not [
        a
        for a in made.attributions
        if a.response is Response.NO_ANSWER and a.source and "passengers" in made.document.text[slice(*a.source[0])]
    ]
    assert not [
        a
        for a in made.attributions
        if a.response is Response.NO_ANSWER and "farmers" in made.document.text[slice(*(a.source or ((0, 0),))[0])]
    ]


TWO_PARTIES = (
    "Orlan Freight hid a crack in the Varlan ferry for two years, the harbour inspector Ola Brandt said on Monday.\n\n"
    "Brandt told a hearing that the crack was longer than a hand. It was painted over in the spring, he said.\n\n"
    "{first}\n\n"
    "The ferry carries six hundred people a day between the two banks. It was built in 1974 and rebuilt twice.\n\n"
    "Passengers have complained of the smell of oil. The line was sold by the county eleven years ago.\n\n"
    "A second pier is planned for next year. Its cost has doubled since the first plan was shown.\n\n"
    "Residents of the north bank fear for their jobs. A fish market stands where the old pier was.\n\n"
    "The county board will meet in April. Its last three meetings were put off for want of members.\n\n"
    "The north bank has lost a third of its shops. Two schools there were joined into one last summer.\n\n"
    "Schools on both sides share a swimming hall. It was shut over the winter for repairs.\n\n"
    "The hall is heated with wood from the hills. Fog stopped the ferry for nine days in January.\n\n"
    "Pavel Nerin, who rents out boats, took four thousand crowns from a rival line, his former partner said. {second}\n"
)


def tied(text: str, who: str) -> list[str]:
    made = trace(Document(text))
    ids = {a.id for a in said_by_any(made, who) if a.response is not None}
    return [c.text for c in made.claims if ids & set(c.responses)]


def said_by_any(made: Trace, who: str) -> list[Attribution]:
    return [a for a in made.attributions if any(made.document.text[s:e].startswith(who) for s, e in a.source)]


@pytest.mark.parametrize(
    "silence",
    [
        "Nerin declined to comment.",
        "Nerin did not respond to a request for comment.",
        "Nerin would not comment.",
    ],
)
def test_a_late_refusal_is_not_about_a_main_claim_that_does_not_name_who_refuses(silence: str) -> None:
    text = TWO_PARTIES.format(first="Orlan Freight rejected the charge.", second=silence)
    assert not [claim for claim in tied(text, "Nerin") if "crack" in claim]


@pytest.mark.parametrize(
    "silence",
    ["Orlan Freight declined to comment.", "Orlan Freight did not respond to a request for comment."],
)
def test_a_late_refusal_of_whom_the_main_claim_names_is_about_it(silence: str) -> None:
    text = TWO_PARTIES.format(first="The inspector has no power to stop it.", second="That was in May. " + silence)
    assert any("crack" in claim for claim in tied(text, "Orlan Freight"))


def test_a_verdict_on_somebodys_claims_answers_what_they_claim_and_not_what_another_does() -> None:
    text = TWO_PARTIES.format(
        first="Dora Quill, who runs the line, told the Lantern the inspector's allegations are false.",
        second="Nerin laughed at it.",
    )
    assert all("crack" in claim for claim in tied(text, "Dora Quill"))


@pytest.mark.parametrize("signs", ["-", "-&", ". ", "- . & "])
def test_signs_before_a_claim_cost_what_they_are_long(signs: str) -> None:
    """What owns a claim may have signs in it; those before it are gone through once."""
    words = signs * 10_000
    begun = time.process_time()
    for pattern, said in (
        (_denied(), "his claim"),
        (_false(), "that his claim is false"),
        (_called(), "his claim false"),
    ):
        assert pattern.match(words) is None
        assert pattern.match(words + said) is not None
    assert time.process_time() - begun < 2
