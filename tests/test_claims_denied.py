"""Claims that a text tells only by their denial, in words that are no clause."""

from __future__ import annotations

from functools import cache

import pytest

from whosays.model import Claim, Document, Response, Trace
from whosays.trace import trace


@cache
def traced(text: str) -> Trace:
    return trace(Document(text))


def denied(text: str) -> list[tuple[str, str]]:
    """Every claim that somebody denies, with whoever does."""
    found = traced(text)
    names = {s.id: s.name for s in found.sources}
    said = {a.id: a for a in found.attributions}

    def deniers(claim: Claim) -> list[str]:
        return [names.get(said[i].source_id or "", "") for i in claim.responses if said[i].response is Response.DENY]

    return [(claim.text, name) for claim in found.claims for name in deniers(claim)]


@pytest.mark.parametrize(
    ("text", "claim", "who"),
    [
        ("Pell denied stealing £86,000.", "Pell … stealing £86,000", "Pell"),
        ("Doran Pell denied stealing £86,000 from the fund.", "Doran Pell … stealing £86,000 from the fund", None),
        ("The minister denied having given such an order.", "The minister … having given such an order", None),
        ("Minister Ada Quill denies ever meeting him.", "Minister Ada Quill … ever meeting him", "Ada Quill"),
        ("Tamsin Roe denied any involvement in the fire.", "Tamsin Roe … involvement in the fire", "Tamsin Roe"),
        ("Councillor Brack rejected accusations of bribing two inspectors.", None, "Brack"),
        ("Inspector Hale denied to reporters that the cells were flooded.", "the cells were flooded", "Hale"),
        ("The company has denied dumping waste in the river.", "The company … dumping waste in the river", None),
        ("Lund strongly denied leaking the minutes to the press.", "Lund … leaking the minutes to the press", None),
        ("The ministry denied knowledge of the shipment.", "The ministry … knowledge of the shipment", None),
        ("Ostra Bank denied responsibility for the loss.", "Ostra Bank … responsibility for the loss", None),
        ("Mr Vane denied three counts of fraud.", "Mr Vane … three counts of fraud", "Vane"),
        ("The Osk government denied the existence of the camp.", "the existence of the camp", None),
        ("Harrow denied links to the smuggling ring.", "Harrow … links to the smuggling ring", "Harrow"),
        ("The general denied the use of cluster bombs in Tarn.", "the use of cluster bombs in Tarn", None),
        ("The club denied an approach for its captain.", "an approach for its captain", "The club"),
        ("Mayor Ines Tarr dismissed claims of a cover-up at the port.", "a cover-up at the port", "Ines Tarr"),
        ("The charity rejected suggestions that it had misled donors.", "it had misled donors", None),
        ("The airline denied reports of mass layoffs.", "The airline … mass layoffs", None),
        ("Pell, who denies assaulting a clerk, will return to court in May.", "Pell … assaulting a clerk", "Pell"),
        ("Pell admitted stealing £4,000 but denied stealing £86,000.", "Pell … stealing £86,000", "Pell"),
        ("Lund, a former banker, denied paying bribes to win the deal.", "Lund … paying bribes to win the deal", None),
        ("Quill denied a role in the sale of the docks.", "a role in the sale of the docks", "Quill"),
        ("The firm denied the charge of dumping acid at sea.", "The firm … dumping acid at sea", "The firm"),
        ("Rebels denied an attack on the convoy near Osk.", "an attack on the convoy near Osk", None),
    ],
)
def test_what_is_denied_is_a_claim(text: str, claim: str | None, who: str | None) -> None:
    found = denied(text)
    assert len(found) == 1
    assert claim is None or found[0][0] == claim
    assert who is None or found[0][1] == who
    assert not any(c.standing.summary.startswith("Rests on the word") for c in traced(text).claims if c.responses)


@pytest.mark.parametrize(
    "text",
    [
        "Judge Orme denied bail to Pell on Monday.",
        "Pell was denied bail on Monday.",
        "The ship was denied entry to the harbour at Osk.",
        "The board denied him the chance to appeal.",
        "Runner Cole was denied stealing home base by the umpire.",
        "The ministry denied visas to four reporters.",
        "The court denied a motion to dismiss the case.",
        "Keeper Jann denied the striker a second goal.",
        "The umpire denied the visitors a late winner.",
        "The council denied planning permission for the tower.",
        "The agency denied funding for the bridge.",
        "The firm denied workers overtime pay.",
        "Officials did not deny holding the man.",
        "Pell neither confirmed nor denied meeting the envoy.",
        "He could not deny taking the money.",
        "Kestrel Foods denied wrongdoing.",
        "The trust denies all the charges.",
        "Vane denied it.",
    ],
)
def test_what_is_withheld_or_left_open_is_not_denied(text: str) -> None:
    assert denied(text) == []


@pytest.mark.parametrize(
    ("text", "claim", "who"),
    [
        ("Prosecutors say Pell stole £86,000 from the fund.\n\nPell denied stealing the money.", "Pell stole", "Pell"),
        ("Prosecutors say the firm dumped waste.\n\nThe firm denied any involvement in the dumping.", "the firm", None),
        ("Police believe Pell lit the fire, the Osk Times reported. Pell denied any part in arson.", "Pell lit", None),
        ("Auditors say Pell moved £40,000 abroad. Pell denied any wrongdoing at the bank.", "Pell moved", None),
    ],
)
def test_a_claim_that_the_text_makes_is_not_told_twice(text: str, claim: str, who: str | None) -> None:
    found = denied(text)
    assert len(traced(text).claims) == 1
    assert len(found) == 1
    assert found[0][0].startswith(claim)
    assert who is None or found[0][1] == who


def test_another_sum_is_another_claim() -> None:
    text = "Prosecutors say Pell stole £9,000 from the fund.\n\nPell denied stealing £86,000 from the bank."
    assert [claim for claim, _ in denied(text)] == ["Pell … stealing £86,000 from the bank"]
    assert len(traced(text).claims) == 2


@pytest.mark.parametrize(
    "headline",
    [
        "Water firm rejects poisoning claim",
        "Water firm denies poisoning claims",
        "Bank denies money-laundering allegations",
        "Mayor rejects bullying accusations",
        "Club denies doping charge",
        "Ministry denies torture claims",
    ],
)
def test_a_charge_by_its_name_is_nobodys_deed(headline: str) -> None:
    found = trace(Document(f"{headline}\n\nThe river turned brown on Monday, residents said.\n"))
    assert [claim.text for claim in found.claims] == ["The river turned brown on Monday"]


@pytest.mark.parametrize(
    "deed", ["laundering money", "making false claims", "spreading allegations", "stealing £86,000"]
)
def test_a_deed_that_is_denied_is_one(deed: str) -> None:
    found = trace(Document(f"Pell denies {deed}\n\nThe river turned brown on Monday, residents said.\n"))
    assert f"Pell … {deed}" in [claim.text for claim in found.claims]
