"""Who says that they deny something denies it, and whose deed it is that a spokesman denies: texts of our own."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.model import Response
from whosays.reading import read
from whosays.trace import trace


@pytest.mark.parametrize(
    ("text", "claim", "denier"),
    [
        ("Pell told the court he denied stealing the money.", "Pell … stealing the money", "Pell"),
        ("Anna Pell told the jury she denied setting fire to the barn.", "Anna Pell … setting fire to the barn", "Anna Pell"),
        ("Ruben Ost, 34, told police that he denied driving the van.", "Ruben Ost … driving the van", "Ruben Ost"),
        ("Speaking outside the court, Dana Weil said she denied taking the painting.", "Dana Weil … taking the painting", "Dana Weil"),
        ("Through her lawyer, Weil denied forging the deed.", "Weil … forging the deed", "Weil"),
        ("Tolk told Channel Nine he rejected claims that he had sold the vote.", "he had sold the vote", "Tolk"),
        ("Holt told MPs she disputed that the tank had leaked.", "the tank had leaked", "Holt"),
        ("A spokesman for Varrow Marine denied selling the land to a relative of the mayor.", "Varrow Marine … selling the land to a relative of the mayor", "A spokesman for Varrow Marine"),
        ("A spokeswoman for the Orvane Group denied paying inspectors to look away.", "the Orvane Group … paying inspectors to look away", "A spokeswoman for the Orvane Group"),
        ("A lawyer for Jan Tolk denied bribing two judges.", "Jan Tolk … bribing two judges", "A lawyer for Jan Tolk"),
        ("The company's spokesman, Leif Arn, denied dumping waste in the river.", "The company … dumping waste in the river", "Leif Arn"),
        ("Tolk's lawyer denied hiding assets abroad.", "Tolk … hiding assets abroad", "Tolk's lawyer"),
        ("The ministry's press office denied withholding the report.", "The ministry … withholding the report", "The ministry's press office"),
        ("A representative of the bank denied laundering money for a cartel.", "the bank … laundering money for a cartel", "A representative of the bank"),
        ("Pell has denied stealing the money.", "Pell … stealing the money", "Pell"),
    ],
)  # fmt: skip
def test_a_denial_is_one_and_tells_whose_deed(text: str, claim: str, denier: str) -> None:
    found = trace(read(text.encode(), name="in"))
    assert [c.text for c in found.claims] == [claim]
    answers = [found.attribution(i) for i in found.claims[0].responses]
    assert [(a.response, (s.name if (s := found.source_of(a)) else None)) for a in answers] == [(Response.DENY, denier)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A spokesman for the prison said it had denied Tolk bail.", "it had denied Tolk bail"),
        ("Ost told the court he loved his sister.", "he loved his sister"),
        ("His wife, Ida Holt, said he denied stealing the money.", "he denied stealing the money"),
        ("Pell told the court he had denied her nothing.", "he had denied her nothing"),
    ],
)  # fmt: skip
def test_what_is_no_denial_of_the_speakers_stays(text: str, claim: str) -> None:
    found = trace(read(text.encode(), name="in"))
    assert claim in [c.text for c in found.claims]


def test_who_denies_in_an_opening_is_the_subject_behind_it() -> None:
    text = "A baker stole £9,000 from a church fund in Osk, prosecutors say.\n\nDenying any part in the theft, Pell left the court."
    found = trace(read(text.encode(), name="in"))
    denial = next(a for a in found.attributions if a.response is Response.DENY)
    source = found.source_of(denial)
    assert source is not None
    assert source.name == "Pell"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Denying that he had taken the cash, Ruben Ost walked out of the hearing.", "Ruben Ost"),
        ("Denying that she knew of the raid, the minister left the hall.", "the minister"),
        ("Rejecting claims that the dam leaks, the mayor, Vera Nand, drank a glass of water.", "Vera Nand"),
    ],
)
def test_more_openings(text: str, who: str) -> None:
    found = trace(read(text.encode(), name="in"))
    denial = next(a for a in found.attributions if a.response is Response.DENY)
    source = found.source_of(denial)
    assert source is not None
    assert source.name in (who, who.removeprefix("the "))


@pytest.mark.parametrize(
    ("text", "claim", "who", "denier"),
    [
        ('Orvane rejected as "pure fantasy" a claim by the union that its head of security had given the phone to the police.', "its head of security had given", "the union", "Orvane"),
        ("Orvane rejected a claim by the union that its head of security had given the phone to the police.", "its head of security had given", "the union", "Orvane"),
        ("The ministry dismissed allegations by two nurses that patients were left in corridors.", "patients were left", "two nurses", "The ministry"),
        ("Varrow denied a report by Channel Nine that it had sold the mill.", "it had sold the mill", "Channel Nine", "Varrow"),
        ("Leif Arn, the mayor, has rejected as untrue claims by opposition councillors that he owns the quarry.", "he owns the quarry", "opposition councillors", "Leif Arn"),
        ("On Friday the bank disputed the allegation made by Ida Holt that it hid losses.", "it hid losses", "Ida Holt", "the bank"),
        ("The police have denied repeated accusations from residents that officers fired first.", "officers fired first", "residents", "The police"),
        ("The firm said the tank was safe, something the union denies.", "the tank was safe", "The firm", "the union"),
        ("Carla Wynn said the body cameras had been switched off, which the police union disputed.", "the body cameras had been switched off", "Carla Wynn", "the police union"),
        ("Halden Lines said cables had been cut, a claim that the union rejected.", "cables had been cut", "Halden Lines", "the union"),
    ],
)  # fmt: skip
def test_a_claim_that_is_named_with_its_maker_is_denied_by_the_other(
    text: str, claim: str, who: str, denier: str
) -> None:
    found = trace(read(text.encode(), name="in"))
    told = next(c for c in found.claims if claim in c.text)
    source = found.source_of(found.attribution(told.chain[-1]))
    answers = [found.attribution(i) for i in told.responses]
    assert source is not None
    assert source.name == who
    assert [(a.response, (s.name if (s := found.source_of(a)) else None)) for a in answers] == [(Response.DENY, denier)]


@pytest.mark.parametrize(
    "text",
    [
        "The court rejected an appeal by the union that was filed in May.",
        "The council rejected a plan by Orvane that would close the mill.",
        "The mayor dismissed the clerk by letter on Friday.",
    ],
)
def test_what_is_turned_down_is_no_claim_of_anybodys(text: str) -> None:
    found = trace(read(text.encode(), name="in"))
    assert not any(a.response is Response.DENY for a in found.attributions if a.responds_to)
