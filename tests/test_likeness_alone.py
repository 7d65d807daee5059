"""Whether words stand alone as a sentence: with a subject and a verb, and without the voice of who tells a story."""

from __future__ import annotations

import pytest

from whosays.likeness.alone import stands_alone, without_opener

ALONE = """The bell of the church in Marn has been stolen
Hackers have stolen the records of an insurer
Claims of fraud at the port were denied
Reports about the bridge are false
Called to the scene, officers found nothing
Thousands flee the city
Bees settled in a car in Tarn
Two ferries have collided off Skarn
Velt will stop making its red phone
The bells of Tarn will be muffled
Police are looking for the driver
Most of the cattle died""".splitlines()

NOT_ALONE = """Describes an experience that she will not forget
Called the ceremony magical and the family marvellous
Did not forget about the harbour
Says he found a gold coin
Tells how bees took over his car
Is going to buy it in May
She was a woman with a plan
My dad is ashamed of me
This is business
There is no such plan on my desk
Harbour master and founder Dave Moren
Here's the deal: Velt will stop making its red phone
It turns out the mayor has bought a tank
You won’t believe it, but the mayor bought a tank
In what must be the strangest theft of the year, somebody has stolen a bell
Remember the shark of Skarn
The bells of Tarn be muffled""".splitlines()


@pytest.mark.parametrize(
    ("words", "alone"), [*((words, True) for words in ALONE), *((words, False) for words in NOT_ALONE)]
)
def test_which_words_stand_alone(words: str, alone: bool) -> None:
    assert stands_alone(words) is alone


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Here's the deal: Velt will stop making its red phone", "Velt will stop making its red phone"),
        ("BREAKING: Two ferries have collided off Skarn", "Two ferries have collided off Skarn"),
        ("Get this – the mayor of Lund has bought a tank", "the mayor of Lund has bought a tank"),
        ("Update: none", "Update: none"),
        ("Breaking the ice, two tugs reached Skarn", "Breaking the ice, two tugs reached Skarn"),
        ("The mayor said: the tank is mine", "The mayor said: the tank is mine"),
    ],
)
def test_what_only_announces_is_left_out(words: str, left: str) -> None:
    assert without_opener(words) == left


@pytest.mark.parametrize("piece", ["here's the deal ", "breaking ", "so, ", "describes a ", "in what "])
def test_long_words_take_no_longer_than_their_length(piece: str) -> None:
    assert stands_alone(piece * 4000) in (True, False)
    assert without_opener(piece * 4000)
