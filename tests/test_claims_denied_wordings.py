"""What is denied in a phrase is a claim, with that denial; and a phrase takes up what was told above it."""

from __future__ import annotations

import pytest

from whosays.model import Claim, Document, Response, Trace
from whosays.trace import trace

AFTER = "\n\nThe hearing goes on next week."


def denied(made: Trace) -> list[Claim]:
    refusing = {a.id for a in made.attributions if a.response is Response.DENY}
    return [claim for claim in made.claims if refusing & set(claim.responses)]


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        ("Pell denied stealing £86,000 from the club.", "Pell … stealing £86,000 from the club"),
        ("Coastline Ferries denied having given such an order to its captains.",
         "Coastline Ferries … having given such an order to its captains"),
        ("The minister denies ever meeting the trader at the harbour.",
         "The minister … ever meeting the trader at the harbour"),
        ("The company denied any involvement in the fire at the Tarn depot.",
         "The company … involvement in the fire at the Tarn depot"),
        ("Hale has denied assaulting a constable outside the Anchor bar.",
         "Hale … assaulting a constable outside the Anchor bar"),
        ("The union dismissed claims of sabotage at the Wharf Street yard.",
         "The union … sabotage at the Wharf Street yard"),
        ("Voss denied taking part in the raid on the depot.", "Voss … taking part in the raid on the depot"),
        ("Two officers denied falsifying the log of the patrol boat.",
         "Two officers … falsifying the log of the patrol boat"),
    ],
)  # fmt: skip
def test_what_is_denied_in_a_phrase_is_a_claim(said: str, claimed: str) -> None:
    found = denied(trace(Document(said + AFTER)))
    assert [claim.text for claim in found] == [claimed]


@pytest.mark.parametrize(
    "said",
    [
        "The judge denied bail to the two men.",
        "The striker was denied a second goal by the post.",
        "The ministry denied him entry to the country on Monday.",
        "The council denied planning permission for the tower.",
        "The bank denied wrongdoing.",
        "The board denied building consent for the quay.",
    ],
)
def test_what_is_withheld_or_says_nothing_is_none(said: str) -> None:
    assert not denied(trace(Document(said + AFTER)))


@pytest.mark.parametrize(
    ("told", "denial", "word"),
    [
        ("The treasurer of the rowing club stole £86,000 from its accounts, prosecutors told a court.",
         "Marcus Pell, 54, denied stealing the money.", "stole £86,000"),
        ("The captain had been ordered to keep to the timetable, a crew member said.",
         "Coastline Ferries denied having given such an order.", "had been ordered"),
        ("Two inspectors shredded the log of the night shift, a clerk told the Herald.",
         "The inspectors denied shredding the log.", "shredded the log"),
        ("The mayor met a trader in the harbour bar, two witnesses said.",
         "Lena Voss, the mayor, denies ever meeting the trader.", "met a trader"),
    ],
)  # fmt: skip
def test_a_denial_in_a_phrase_is_of_what_it_takes_up(told: str, denial: str, word: str) -> None:
    (claim,) = denied(trace(Document(f"{told}\n\n{denial}{AFTER}")))
    assert word in claim.text


@pytest.mark.parametrize(
    ("told", "denial"),
    [
        ("The treasurer stole a boat from the rowing club, prosecutors told a court.",
         "Marcus Pell, 54, denied stealing £86,000 from the bank."),
        ("The captain had been asked to keep to the timetable, a crew member said.",
         "Coastline Ferries denied firing the steward of the lower deck."),
    ],
)  # fmt: skip
def test_a_denial_of_something_else_is_a_claim_of_its_own(told: str, denial: str) -> None:
    (claim,) = denied(trace(Document(f"{told}\n\n{denial}{AFTER}")))
    assert " … " in claim.text
