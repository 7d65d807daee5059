"""Verdicts on a letter or a video, and which claims they answer."""

from __future__ import annotations

import pytest

from whosays import trace
from whosays.model import Document, Factuality, Response
from whosays.responses.verdicts_on_things import thing_judged


@pytest.mark.parametrize(
    ("content", "response", "by_cue", "noun"),
    [
        ("that the letter had been forged", Response.DENY, False, "letter"),
        ("The leaked video was heavily edited", Response.DENY, False, "video"),
        ("the recordings are genuine", Response.CONFIRM, False, "recording"),
        ("that it was authentic", Response.CONFIRM, True, ""),
        ("that the contract was genuine", Response.DENY, True, "contract"),
        ("that the contract was forged", Response.DENY, True, None),
        ("that the photo is a fake", Response.CONFIRM, True, None),
        ("that the memo is not genuine", Response.CONFIRM, True, None),
        ("that the report was false", Response.DENY, False, None),
        ("it is fake", Response.DENY, False, None),
        ("the letter was posted on Monday", Response.DENY, False, None),
        ("that the letter had been forged", None, False, None),
    ],
)
def test_what_a_verdict_is_on(content: str, response: Response | None, by_cue: bool, noun: str | None) -> None:
    assert thing_judged(content, response, ((0, len(content)),), by_cue) == noun


def answered(text: str, said: str) -> str | None:
    """The words that an answer with these words in it answers."""
    found = trace(Document(text))
    answer = next(
        a for a in found.attributions if a.response and said in " ".join(text[s:e] for s, e in (*a.cue, *a.content))
    )
    told = {c.id: c.text for c in found.claims}
    told |= {a.id: " ".join(text[s:e] for s, e in a.content) for a in found.attributions}
    return told.get(answer.responds_to or "")


OPENING = "The rector of Halm College stepped down on Friday after a letter to her bank was posted online.\n\n"


def test_a_forged_letter_is_no_denial_of_what_merely_mentions_it() -> None:
    text = OPENING + 'Her lawyer, Piet Olsen, said the letter had been forged. "Somebody wants her out," he said.\n'
    assert "stepped down" not in (answered(text, "forged") or "")


def test_it_answers_what_the_letter_says() -> None:
    text = OPENING + (
        "The letter says that the college owes two million crowns to a shipping firm. "
        "Her lawyer, Piet Olsen, said the letter had been forged.\n"
    )
    assert "two million crowns" in (answered(text, "forged") or "")


def test_that_a_letter_is_forged_is_said_as_certain() -> None:
    text = OPENING + "Her lawyer, Piet Olsen, said the letter had been forged.\n"
    claim = next(c for c in trace(Document(text)).claims if "forged" in c.text)
    assert claim.factuality is Factuality.CERTAIN


def test_so_it_is_where_the_letter_is_only_pointed_at() -> None:
    text = OPENING + "The letter was sent in May. Her lawyer, Piet Olsen, said it had been forged.\n"
    said = next(a for a in trace(Document(text)).attributions if text[slice(*a.content[0])].endswith("been forged"))
    assert said.response is Response.DENY
    assert said.factuality is Factuality.CERTAIN
