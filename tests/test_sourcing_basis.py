"""How a source knows, and why it is not named, on sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.sourcing_passages import speakers
from whosays.model import Trace
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
    ],
)  # fmt: skip
def test_why_somebody_is_not_named(text: str, mention: str, why: str) -> None:
    (source,) = speakers(text, mention)
    reasons = [text[s:e] for one in source.basis if one.kind.value == "anonymity" for s, e in one.spans]
    assert reasons == [why]
    assert source.disclosed is False


def test_a_name_alone_tells_no_basis() -> None:
    (source,) = speakers("On Monday Hanna Orr said so.", "Hanna Orr")
    assert (source.basis, source.justification) == ((), None)


def test_a_basis_goes_through_json_and_back() -> None:
    from whosays.model import Document

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
