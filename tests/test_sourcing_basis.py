"""How a source knows, and why it is not named, on sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.sourcing_passages import speakers
from whosays.model import Document, Trace
from whosays.trace import trace

BASES = [
    ("Hanna Orr, a nurse who was on the ward that night, said so.", "Hanna Orr", "witness",
     "a nurse who was on the ward that night"),
    ("Hanna Orr, who saw the crane fall, said so.", "Hanna Orr", "witness", "who saw the crane fall"),
    ("Jan Kral, whose house burnt down, said so.", "Jan Kral", "party", "whose house burnt down"),
    ("Jan Kral, a lawyer for the pilots, said so.", "Jan Kral", "party", "a lawyer for the pilots"),
    ("The trust's founder, Ines Vahl, said so.", "The trust's founder, Ines Vahl,", "party", "The trust's founder"),
    ("Ada Voss, a professor who teaches tides at Tarn University, said so.", "Ada Voss", "study",
     "a professor who teaches tides at Tarn University"),
    ("The Harbour Trust, which counts the terns each spring, said so.", "The Harbour Trust", "study",
     "which counts the terns each spring"),
    ("Otto Weil, an editor who has seen the letter, said so.", "Otto Weil", "document",
     "an editor who has seen the letter"),
    ("Otto Weil, an aide briefed on the talks, said so.", "Otto Weil", "told", "an aide briefed on the talks"),
    ("Harbour Supervisor Lena Marsh said so.", "Harbour Supervisor Lena Marsh", "position", "Harbour Supervisor"),
    ("Three pilots who saw the crane fall said so.", "Three pilots who saw the crane fall", "witness",
     "who saw the crane fall"),
    ("Hanna Orr lost her house in the flood. She said so.", "She", "party", "Hanna Orr lost her house in the flood"),
    ("The Reef League, a mix of nine clubs, said so.", "The Reef League", "position", "a mix of nine clubs"),
    ("So it is, said Ines Vahl, co-chair of the reef panel.", "Ines Vahl", "position", "co-chair of the reef panel"),
    ("So it is, said Ines Vahl, head of a league that helps refugees, divers and other swimmers.", "Ines Vahl",
     "position", "head of a league that helps refugees, divers and other swimmers"),
    ("Ada Voss, as head of the dig, said so.", "Ada Voss", "position", "head of the dig"),
    ("A Kern Research poll taken in May showed so.", "A Kern Research poll taken in May", "position", "taken in May"),
    ("The Kern Research poll, which surveyed 900 divers, showed so.", "The Kern Research poll", "study",
     "which surveyed 900 divers"),
    ("A lawsuit filed in Tarn alleged that they lied.", "A lawsuit filed in Tarn", "position", "filed in Tarn"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "kind", "words"), BASES)
def test_how_a_source_knows(text: str, mention: str, kind: str, words: str) -> None:
    (source,) = speakers(text, mention)
    assert [(one.kind.value, [text[s:e] for s, e in one.spans]) for one in source.basis] == [(kind, [words])]
    assert source.justification == words


@pytest.mark.parametrize(
    ("text", "mention", "why"),
    [
        ("The clerk, who was not authorised to discuss the matter, said so.", "The clerk",
         "was not authorised to discuss the matter"),
        ("An official said so on condition of anonymity because he feared for his post.", "An official",
         "because he feared for his post"),
        ("An aide said so, asking not to be named for fear of losing her post.", "An aide",
         "for fear of losing her post"),
        ("A pilot who asked not to be named, citing the inquiry, said so.", "A pilot", "citing the inquiry"),
        ("A pilot who requested anonymity to speak freely said so.", "A pilot", "to speak freely"),
        ("A pilot, who spoke anonymously in order to keep his post, said so.", "A pilot", "in order to keep his post"),
        ("A pilot, who spoke on condition of anonymity to avoid harm to the firm, said so.", "A pilot",
         "to avoid harm to the firm"),
    ],
)  # fmt: skip
def test_why_somebody_is_not_named(text: str, mention: str, why: str) -> None:
    (source,) = speakers(text, mention)
    reasons = [text[s:e] for one in source.basis if one.kind.value == "anonymity" for s, e in one.spans]
    assert reasons == [why]
    assert source.disclosed is False


@pytest.mark.parametrize(
    ("text", "mention", "words"),
    [
        ("Rep. Mara Voss, D-Skarn, another bill sponsor, said so.", "Rep. Mara Voss",
         ["Rep.", "D-Skarn", "another bill sponsor"]),
        ("Rep. Mara Voss, D-Skarn, also a sponsor, said so.", "Rep. Mara Voss", ["Rep.", "D-Skarn", "a sponsor"]),
        ("Sen. Mara Voss (D-Skarn), who drafted the bill, said so.", "Sen. Mara Voss",
         ["Sen.", "D-Skarn", "who drafted the bill"]),
        ("Tarn County Judge Dora Hensen ruled. Judge Hensen said so.", "Judge Hensen", ["Tarn County Judge"]),
        ("Jan Kral lost his boat in the storm. Because of the debt, he sold his house. He said so.", "He",
         ["Jan Kral lost his boat in the storm", "Because of the debt, he sold his house"]),
        ("Jan Kral lost his boat in the storm. The mayor sold her house. He said so.", "He",
         ["Jan Kral lost his boat in the storm"]),
        ("Mispronouncing Mara Voss is an old sport. Voss said so.", "Voss", []),
        ("Jan Kral sails home with a cup\nKral sails home with a cup\nThe race was long. Kral said so.", "Kral", []),
        ("Mara Voss, a day later, said so.", "Mara Voss", []),
        ("Voss still sails on\nThe race was long. Voss said so.", "Voss said", []),
        ("Mara Voss, who in 2010, ran the port, said so.", "Mara Voss", ["who in 2010, ran the port"]),
        ("The Harbour Trust, which reported, said so.", "The Harbour Trust", []),
        ("Rep. Mara Voss, D-N.Y., said so.", "Rep. Mara Voss", ["Rep.", "D-N.Y."]),
        ("Now, Voss can rest for a while at home. Voss said so.", "Voss said", []),
        ("The landowners, who said so in a statement, went home.", "The landowners", []),
    ],
)  # fmt: skip
def test_what_the_words_beside_a_name_tell(text: str, mention: str, words: list[str]) -> None:
    source = speakers(text, mention)[-1]
    assert [text[s:e] for one in source.basis for s, e in one.spans] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"It sank," Voss said Monday before opening a fair for divers.', "before opening a fair for divers"),
        ('"It sank," Voss said during a first vote on the bill.', "during a first vote on the bill"),
        ("Voss told reporters at the hearing that it sank.", "at the hearing"),
        ('At a hearing on Monday, Voss said: "It sank."', "At a hearing on Monday"),
        ('"It sank," said Judge Voss at a town meeting.', "at a town meeting"),
        ('"It sank," Voss said on its website.', None),
        ('"It sank," Voss said in a public statement.', None),
        ('"It sank," Voss said in the end.', None),
    ],
)
def test_where_something_was_said(text: str, words: str | None) -> None:
    found = [one for one in trace(Document(text)).sources if "Voss" in one.name]
    said = [text[s:e] for one in found for basis in one.basis if basis.kind.value == "occasion" for s, e in basis.spans]
    assert said == ([words] if words else [])


def test_a_name_alone_tells_no_basis() -> None:
    (source,) = speakers("On Monday Hanna Orr said so.", "Hanna Orr")
    assert (source.basis, source.justification) == ((), None)


def test_a_basis_goes_through_json_and_back() -> None:
    made = trace(Document("The crane fell at nine, said Hanna Orr, a nurse who was on the pier.\n"))
    again = Trace.from_dict(made.to_dict())
    assert again.sources == made.sources
    assert made.to_dict()["sources"][0]["justification"] == "a nurse who was on the pier"


@pytest.mark.parametrize(
    "description",
    ["Two people familiar with the talks", "An unnamed aide", "A person with direct knowledge of the sale", "A source"],
)
def test_a_description_alone_may_keep_a_name_back(description: str) -> None:
    (source,) = speakers(f"{description} said the pier was sold.", description)
    assert source.disclosed is False


def test_who_may_not_speak_at_a_hearing_is_not_secret() -> None:
    (source,) = speakers("The owners were not allowed to speak at the hearing but said so later.", "The owners")
    assert source.disclosed is None
