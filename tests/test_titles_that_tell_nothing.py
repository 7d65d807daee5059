"""A title that only names its matter is no claim; a headline that leaves out its auxiliary is one."""

import pytest

from whosays.claims.candidates import Candidate
from whosays.claims.checkable import refusal

NAMES = [
    "The tram that ate our town",
    "Ferry grounding off Tolm: latest updates",
    "The woman who would not leave the lighthouse",
    "A harbour without ships for a second winter",
    "Flooding in Port Alder: what we know so far",
    "The long road back from the Skarn mine",
    "Storm over the Tolm coast - live updates",
    "A very expensive bridge over the river Lune",
    "My thirty years among the bell ringers of Orrin",
    "Budget day in Norland: as it happened",
    "The mill where nobody stays past midnight",
    "Inside the secret world of competitive onion growing",
]
TELLS = [
    "Two men held over fire at Skarn mill",
    "Port Alder hall to close after ninety years",
    "Mayor quits over tram contract in Orrin",
    "Driver charged with murder of ferry steward",
    "Nine killed in collision off the Tolm coast",
    "Council sells playing field to grocer for half its value",
    "Firm behind tram project fined four million",
    "Ferry runs aground off Tolm: latest updates",
    "Bishop of Orrin arrested at airport with gold bars",
    "Police break up ring of bell thieves",
    "Bridge that cost ninety million closed after a week",
    "Hospital left patient on trolley for 38 hours",
]


def why(title: str) -> str | None:
    return refusal(Candidate(((0, len(title)),), title, (), False, 0, ""), title_line=True)


@pytest.mark.parametrize("title", NAMES)
def test_a_title_that_only_names_its_matter_is_no_claim(title: str) -> None:
    assert why(title) is not None


@pytest.mark.parametrize("title", TELLS)
def test_a_headline_that_tells_something_is_one(title: str) -> None:
    assert why(title) is None
