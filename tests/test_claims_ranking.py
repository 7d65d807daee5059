"""In which order claims are listed: what shows that a claim is what its text is about."""

from __future__ import annotations

import numpy as np

from tests.readings_made import made_readings
from whosays.claims.headlines import headline_end
from whosays.claims.ranking import FEATURES, features, learned, ranked
from whosays.model import Attribution, Claim, Document, Form
from whosays.text.readings import Readings

TEXT = "Mill to close\n\nThe weather was fine. The mill will close in May, the owner said. Nobody spoke of rain."
PARTS = ("Mill to close", "The weather was fine", "The mill will close in May", "Nobody spoke of rain")


def attributed(text: str, cue: str, source: str, content: str) -> Attribution:
    spans = [((text.index(part), text.index(part) + len(part)),) for part in (source, cue, content)]
    return Attribution("a1", *spans, Form.INDIRECT)


SAID = {"a1": attributed(TEXT, "said", "the owner", PARTS[2])}


def claims(text: str, parts: tuple[str, ...], said: tuple[int, ...] = ()) -> list[Claim]:
    found = []
    for number, part in enumerate(parts):
        start = text.index(part)
        found.append(Claim(f"c{number}", part, ((start, start + len(part)),), ("a1",) if number in said else ()))
    return found


def test_what_the_headline_tells_and_somebody_said_comes_first() -> None:
    readings = made_readings(TEXT, leads={0: 0.5, 2: 0.4}, same=((0, 2),))
    assert ranked(Document(TEXT), claims(TEXT, PARTS, (2,)), SAID, {}, readings)[0] == 2


def test_where_nothing_was_read_claims_stand_as_in_the_text() -> None:
    assert ranked(Document(TEXT), claims(TEXT, PARTS), {}, {}, Readings()) == [0, 1, 2, 3]
    assert ranked(Document(TEXT), [], {}, {}, made_readings(TEXT)) == []


def test_features_say_where_a_claim_stands_and_whose_it_is() -> None:
    rows = features(Document(TEXT), claims(TEXT, PARTS, (2,)), SAID, {}, made_readings(TEXT, same=((0, 2),)))
    shown = [dict(zip(FEATURES, row, strict=True)) for row in rows]
    assert [one["in-headline"] for one in shown] == [1, 0, 0, 0]
    assert [one["opens"] for one in shown] == [1, 1, 0, 0]
    assert [one["own-voice"] for one in shown] == [1, 1, 0, 1]
    assert shown[2]["headline-told"] > shown[1]["headline-told"]
    assert 0.4 < shown[2]["cover"] < 1 == round(shown[1]["cover"], 1)
    assert shown[1]["later"] < shown[2]["later"] < shown[3]["later"]
    assert np.isfinite(rows).all()


def test_a_text_of_one_sentence_can_be_ranked() -> None:
    text = "The mill will close in May."
    rows = features(Document(text), claims(text, (text[:-1],)), {}, {}, made_readings(text))
    assert np.isfinite(rows).all()


def test_every_feature_has_its_weights() -> None:
    assert len(learned().first) == len(learned().then) == len(FEATURES)


def test_a_first_paragraph_is_a_headline_where_it_ends_as_no_sentence_or_is_told_again() -> None:
    assert headline_end(Document(TEXT), Readings()) == len("Mill to close")
    assert headline_end(Document("Only a line"), Readings()) == 0
    text = "Mill closes in May.\n\nThe owner of the mill said on Friday that it will close in May. Rain is due."
    assert headline_end(Document(text), made_readings(text, same=((0, 1),))) == len("Mill closes in May.")
    other = "The mill burned down.\n\nRain is due on all of the coast this week. It fell all day."
    assert headline_end(Document(other), made_readings(other, same=((0, 2),))) == 0
