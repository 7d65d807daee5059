"""The lead of a court report is the prosecution's word until somebody is convicted: texts of our own."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.model import Response
from whosays.reading import read
from whosays.trace import trace

PROSECUTION = [
    ("Baker smothered aunt for her savings", "A baker smothered his aunt with a cushion and emptied her bank account within the hour.", "Prosecutor Edda Crane told Osk Crown Court on Monday that Rolf Tamm, 41, had debts of £60,000.", "Tamm denies murder. The trial continues.", "Edda Crane"),
    ("Nurse poisoned three patients with insulin", "A nurse poisoned three elderly patients with insulin because she wanted an early end to her shift.", "Prosecutors told the court that Greta Holm, 36, had searched for the drug on her phone.", "Holm denies three counts of attempted murder.", "Prosecutors"),
    ("Brothers torched warehouse for insurance", "Two brothers set fire to a warehouse to claim £2m from their insurers.", "Osk Crown Court heard that Jon and Petter Ask had poured petrol through a skylight in March.", "Both deny arson.", ""),
    ("Ex-soldier planned mosque bomb", "A former soldier planned to bomb a mosque in Lisk and had bought the parts on the internet.", "According to the indictment, Dag Moll, 29, kept a diary of his plans.", "His lawyer, Ida Rein, said he would plead not guilty.", "the indictment"),
    ("Treasurer spent rowers' money on kitchen", "The treasurer of a rowing club stole £86,000 and spent it on a kitchen.", "The jury heard that Paula Grist, 52, had signed 40 cheques to herself.", "Grist denies theft.", ""),
    ("Teacher took pupil to hotel", "A teacher groomed a pupil of 14 over two years and took her to a hotel in Tarn.", "Opening the case, Mark Dole, prosecuting, said the girl had been told to delete her messages.", "The defendant, Hans Krey, 44, denies all charges.", "Mark Dole"),
    ("Hunter shot neighbour over hedge", "A hunter shot his neighbour dead over a hedge.", "Kim Alder, for the prosecution, told the jury at Lisk Crown Court that Bo Strand, 61, had loaded the gun the night before.", "Strand says that it went off by accident.", "Kim Alder"),
    ("Mayor took gold watches", "A mayor took 12 gold watches from a builder in return for planning permission.", "Prosecutors said in court on Tuesday that Vera Nand had hidden the watches in a freezer.", "Nand denies bribery.", "Prosecutors"),
    ("Care home left residents hungry", "A care home owner left residents without food for two days to save money.", "The charge sheet says Olaf Brem, 58, told staff to lock the kitchen.", "Brem has not entered a plea.", "The charge sheet"),
    ("Gang sold 300 passports", "A gang of four sold forged passports to at least 300 people.", "The indictment, filed in Osk on Friday, says they printed them in a garage.", "None of the four has entered a plea.", "The indictment"),
    ("Driver dragged cyclist 90 metres", "A driver ran over a cyclist and dragged him for 90 metres, a court heard.", "Prosecutor Inge Wold told Tarn District Court that Stig Ravn, 23, had been drinking.", "Ravn denies the charge.", ""),
    ("Carer drained widower's account", "A carer emptied the bank account of a widower while he lay in hospital.", "Lorna Fitt, 38, used his card to withdraw £14,300 in 21 days, prosecutor Miles Orde told Wexmoor Crown Court.", "Fitt denies theft and fraud.", "Miles Orde"),
]  # fmt: skip

OWN = [
    ("Life for baker who killed aunt", "A baker was jailed for life on Monday for murdering his aunt.", "Prosecutor Edda Crane told Osk Crown Court that Rolf Tamm, 41, had debts of £60,000.", ""),
    ("Judge frees two brothers", "A judge in Osk ordered the release of two brothers on Monday.", "Prosecutors told the court that the brothers might flee the country.", ""),
    ("Harbour of Osk freezes", "The harbour of Osk froze over on Sunday for the first time in 40 years.", "Prosecutor Edda Crane told Osk Crown Court that the trial of Rolf Tamm could not start because jurors were stuck.", ""),
    ("Two die as crane falls", "Two men died when a crane fell in Tarn harbour in May.", "On Monday prosecutors told Tarn District Court that the owner, Stig Ravn, had ignored two warnings.", "Ravn denies negligence."),
    ("Clerk stole parish silver", "A clerk stole the silver of his parish and sold it in Lisk.", "Prosecutors told the court that Ivo Lunn, 50, had needed money.", "Lunn pleaded guilty in May and was sentenced to two years."),
    ("Vintner pours wine into river", "A vintner poured 4,000 litres of wine into the Osk on Sunday to protest against a tax.", "The minister said that the tax would stay.", ""),
]  # fmt: skip


def _of_lead(told: list[str], lead: str) -> tuple[str | None, list[str | None]]:
    """Whose word the lead is in the end (an empty name for nobody's), and who denies the claim that it is."""
    found = trace(read("\n\n".join(line for line in told if line).encode(), name="in"))
    claim = next(c for c in found.claims if lead.startswith(c.text.rstrip(".")[:30]))
    assert claim.chain, "the article's own word"
    last = found.attribution(claim.chain[-1])
    source = found.source_of(last)
    answers = [found.attribution(i) for i in claim.responses]
    deniers = [found.source_of(a) for a in answers if a.response is Response.DENY]
    return source.name if source else "", [d.name if d else None for d in deniers]


@pytest.mark.parametrize(("headline", "lead", "behind", "answer", "who"), PROSECUTION)
def test_a_lead_rests_on_the_prosecution(headline: str, lead: str, behind: str, answer: str, who: str) -> None:
    assert _of_lead([headline, lead, behind, answer], lead)[0] == who


@pytest.mark.parametrize(("headline", "lead", "behind", "answer"), OWN)
def test_what_is_no_case_of_the_prosecution_stays_the_articles_own(
    headline: str, lead: str, behind: str, answer: str
) -> None:
    found = trace(read("\n\n".join(line for line in (headline, lead, behind, answer) if line).encode(), name="in"))
    claim = next(c for c in found.claims if lead.startswith(c.text.rstrip(".")[:30]))
    assert not claim.chain
