"""What a document is about: a headline hands on what it has to the telling below that says by whom it was said."""

from __future__ import annotations

from tests.readings_made import made_readings
from whosays.claims.centrality import Told, headline_end, weights
from whosays.model import Document
from whosays.text.readings import Readings

TEXT = "Mill to close\n\nThe weather was fine. The mill will close in May, the owner said. Nobody spoke of rain."


def told(text: str, *parts: str, own: tuple[int, ...] = ()) -> list[Told]:
    spans = [((text.index(p), text.index(p) + len(p)),) for p in parts]
    return [Told(span, number in own) for number, span in enumerate(spans)]


def test_the_headlines_weight_goes_to_the_attributed_telling() -> None:
    claims = told(TEXT, "Mill to close", "The weather was fine", "The mill will close in May", own=(0, 1))
    readings = made_readings(TEXT, leads={0: 0.9}, same=((0, 2),))
    found = weights(Document(TEXT), claims, readings)
    assert max(found) == found[2]
    assert found[0] < found[2] / 4


def test_a_first_paragraph_is_a_headline_where_it_ends_as_no_sentence_or_is_told_again() -> None:
    assert headline_end(Document(TEXT), Readings()) == len("Mill to close")
    assert headline_end(Document("Only a line"), Readings()) == 0
    text = "Mill closes in May.\n\nThe owner of the mill said on Friday that it will close in May. Rain is due."
    assert headline_end(Document(text), made_readings(text, same=((0, 1),))) == len("Mill closes in May.")
    other = "The mill burned down.\n\nRain is due on all of the coast this week. It fell all day."
    assert headline_end(Document(other), made_readings(other, same=((0, 2),))) == 0


def test_where_nothing_was_read_the_first_claim_leads() -> None:
    claims = told(TEXT, "Mill to close", "The weather was fine", own=(0, 1))
    found = weights(Document(TEXT), claims, Readings())
    assert found == sorted(found, reverse=True)


def test_what_is_said_in_own_voice_hands_on_to_whoever_said_it() -> None:
    text = "The mill will close in May. Rain is due. Its owner told staff that the mill closes in May."
    claims = told(text, "The mill will close in May", "the mill closes in May", own=(0,))
    readings = made_readings(text, leads={0: 0.6}, same=((0, 2),))
    found = weights(Document(text), claims, readings)
    assert found[1] > 0.5
