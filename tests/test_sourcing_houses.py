"""Who belongs to a house is not the house, and "the newspaper" is the one that was named: texts of our own."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.reading import read
from whosays.trace import trace


def names(text: str) -> list[str]:
    found = trace(read(text.encode(), name="in"))
    said = [found.source_of(a) for a in found.attributions]
    return [s.name for s in said if s is not None]


@pytest.mark.parametrize(
    "who",
    [
        "The chief executive of the dredging company Varrow Marine",
        "The head of the shipping line Norr Ferries",
        "The owner of the bakery chain Holm & Sons",
        "The chairman of the football club Osk Rovers",
        "The director of the aid group Clear Water",
        "The president of the teachers' union Skola",
        "A lawyer for the mining firm Tarn Copper",
        "The managing director of the energy supplier Brightline",
        "The founder of the charity Open Door",
        "A spokesman for the dredging company Varrow Marine",
        "The captain of the trawler Nordlys",
        "The chief executive of Varrow Marine",
    ],
)
def test_who_belongs_to_a_house_is_not_the_house(who: str) -> None:
    assert names(f"{who} said the channel was safe.") == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The chief executive of the dredging company Varrow Marine, Ola Bratt, said the channel was safe.", "Ola Bratt"),
        ("The dredging company Varrow Marine said the channel was safe.", "Varrow Marine"),
        ("The head of the unit Colonel Rolf Aune said the channel was safe.", "Rolf Aune"),
    ],
)  # fmt: skip
def test_who_is_named_is_named(text: str, who: str) -> None:
    assert names(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Dagsbladet writes that the prime minister will resign on Friday. She has told her party, according to the newspaper.", "Dagsbladet"),
        ("The minister took a loan from a shipowner, the Tarn Courier reports. He never paid it back, according to the paper.", "Tarn Courier"),
        ("Channel Nine reported on Monday that the airport had been sold. The price was £40m, the broadcaster said.", "Channel Nine"),
        ("Nordavisen reported that the bank had lost its licence. According to the daily, the ministry was told in May.", "Nordavisen"),
        ("The news agency Norpress reported that two hostages were freed. The hostages were taken to Lisk, the agency said.", "Norpress"),
        ("The football club Osk Rovers is bankrupt, Dagsbladet writes. It owes £9m, according to the newspaper.", "Dagsbladet"),
        ("Aftenbladet revealed in May that the mayor owned the quarry. The mayor bought it in 2019, the newspaper reported.", "Aftenbladet"),
    ],
)  # fmt: skip
def test_the_newspaper_is_the_one_that_was_named(text: str, who: str) -> None:
    assert set(names(text)) == {who}


@pytest.mark.parametrize(
    "text",
    [
        "Dagsbladet writes that the minister will go. Nordavisen writes that she will stay. She has told nobody, according to the newspaper.",
        "The mayor said that the bridge was safe. It was closed twice, according to the newspaper.",
        "Dagsbladet writes that the minister will go. In Lisk a newspaper disagreed; its editor is new, the magazine Tidende said.",
    ],
)
def test_no_newspaper_is_guessed(text: str) -> None:
    assert len(set(names(text))) == len(names(text))


@pytest.mark.parametrize(
    ("lead", "behind", "who"),
    [
        ("A firm knew that the mud it dumped was poisoned with mercury, according to a former chemist who worked on the project.", "Ewa Rudd, who left Varrow Marine in January, said she had measured mercury at eleven times the legal limit.", "Ewa Rudd"),
        ("The driver of a coach that overturned had been drinking, the mother of one of the injured children has said.", "Jill Sayer said her son Toby, 12, had seen the driver with a can of beer.", "Jill Sayer"),
        ("A guard slept through the fire, a witness said.", "Ola Berg, 61, said he had seen the guard asleep in his chair.", "Ola Berg"),
        ("The mill dumped acid into the river at night, says a man who worked there for 20 years.", "Olaf Aune told the Osk Herald that he had opened the valve to the river himself.", "Olaf Aune"),
        ("Debris killed three people in Ostrow, the regional governor said.", "The drones came from Belmora, the army said. Governor Pavel Stenko wrote that the dead were a couple and their grandson.", "Pavel Stenko"),
        ("The tunnel is leaking, the mayor said.", "Engineers have been sent, the county said. Mayor Ines Tolland said that a pump had failed.", "Ines Tolland"),
    ],
)  # fmt: skip
def test_whom_the_lead_describes_is_named_behind_it(lead: str, behind: str, who: str) -> None:
    found = trace(read(f"News of the day\n\n{lead}\n\n{behind}".encode(), name="in"))
    claim = next(c for c in found.claims if lead.startswith(c.text[:20]))
    source = found.source_of(found.attribution(claim.chain[-1]))
    assert source is not None
    assert source.name == who


@pytest.mark.parametrize(
    ("lead", "behind"),
    [
        ("The bank hid losses for years, a former trader told the Lantern.", "The trader, who asked not to be named, said managers knew. Ida Holt said she was shocked."),
        ("The bank hid losses for years, a former trader told the Lantern.", "Ida Holt, a lawyer for the bank, said the claim was false."),
        ("A priest beat pupils with a belt, a woman has told the Tarn Review.", "Mark Ebb, who taught there, said he never saw it."),
        ("The bank hid losses for years, a former trader told the Lantern.", "Ida Holt, who ran the bank until May, said that was nonsense."),
        ("The bank hid losses for years, a former trader told the Lantern.", "Ida Holt, who ran the bank until May, said she had done nothing wrong."),
        ("The bank hid losses for years, a former trader told the Lantern.", "Ida Holt, who founded the bank, said she was shocked."),
        ("The bank hid losses for years, a former trader told the Lantern.", "Ida Holt, who founded the bank, said she would resign."),
        ("The bank hid losses for years, a former trader told the Lantern.", "Ida Holt, who founded the bank, said she had slept badly."),
        ("The bank hid losses for years, another trader told the Lantern.", "Ida Holt said she had seen the books."),
        ("The bank hid losses for years, two former traders told the Lantern.", "Ida Holt said she had seen the books."),
        ("The dam is safe, the foreign minister said.", "Finance minister Eli Rohde said that she would pay for a new one."),
    ],
)  # fmt: skip
def test_nobody_is_named_in_anothers_place(lead: str, behind: str) -> None:
    found = trace(read(f"News of the day\n\n{lead}\n\n{behind}".encode(), name="in"))
    claim = next(c for c in found.claims if lead.startswith(c.text[:20]))
    source = found.source_of(found.attribution(claim.chain[-1]))
    assert source is not None
    assert source.name not in ("Ida Holt", "Mark Ebb", "Eli Rohde")


@pytest.mark.parametrize(
    ("before", "noun"),
    [
        ("Parents found glass in jars sold by the supermarket chain Fennel & Sons.", "chain"),
        ("The dredging company Varrow Marine is building a pier.", "company"),
        ("Debts of £9m weigh on the football club Osk Rovers.", "club"),
        ("Wells were dug by the aid group Clear Water.", "group"),
    ],
)
def test_a_house_is_taken_up_by_what_it_was_called(before: str, noun: str) -> None:
    found = names(f"Trouble ahead; {noun} says all is well\n\n{before}\n\nThe {noun} said it had taken samples.")
    assert found[-1] in ("Fennel & Sons", "Varrow Marine", "Osk Rovers", "Clear Water")
