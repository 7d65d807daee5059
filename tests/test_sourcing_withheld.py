"""Sources that a document says are kept secret, on passages written for these tests."""

from __future__ import annotations

import pytest

from tests.build import attribution
from whosays.model import Document, Source, Spans
from whosays.sourcing import resolve
from whosays.trace import trace


def quoted(text: str, spans: Spans) -> list[str]:
    return [text[start:end] for start, end in spans]


RUMOUR = 'Mira Sand wrote: "A well-placed friend tells me that the zoo has lost a tiger." {}. Residents stayed indoors.'


@pytest.mark.parametrize(
    "statement",
    [
        "Sand didn't reveal her source",
        "Sand is protecting her source",
        "Sand withheld the name of her source",
        "Sand did not name her source",
        "She declined to identify her source",
        "Sand refused to say who told her",
        "She would not say where she got the information",
        "Sand has not disclosed the identity of her source",
    ],
)
def test_whoever_keeps_a_source_secret_it_is_the_source_inside_that_is_withheld(statement: str) -> None:
    text = RUMOUR.format(statement)
    outer = attribution(
        text, "a1", "Mira Sand", "wrote", '"A well-placed friend tells me that the zoo has lost a tiger."'
    )
    inner = attribution(text, "a2", "A well-placed friend", "tells", "that the zoo has lost a tiger", parent="a1")
    sources, done = resolve(Document(text), (outer, inner))
    by_id = {s.id: s for s in sources}
    secret, keeper = by_id[done[1].source_id or ""], by_id[done[0].source_id or ""]
    assert secret.disclosed is False
    assert len(secret.withheld) == 1
    assert quoted(text, secret.withheld)[0] in statement
    assert keeper.disclosed is None


def test_without_such_a_source_the_secret_one_stands_for_itself() -> None:
    text = "Mira Sand wrote that the zoo had lost a tiger. Sand did not reveal her source."
    sources, done = resolve(
        Document(text), (attribution(text, "a1", "Mira Sand", "wrote", "that the zoo had lost a tiger"),)
    )
    secret = next(s for s in sources if s.withheld)
    assert (secret.name, secret.naming.value, quoted(text, secret.mentions)) == (
        "her source",
        "unnamed",
        ["her source"],
    )
    assert done[0].source_id != secret.id


OWN = [
    ("A city official, who spoke on condition of anonymity, said the bridge was unsafe.", "A city official"),
    ("The bridge was unsafe, said one engineer, who asked not to be named.", "one engineer"),
    ("Two officials said the bridge was unsafe. They spoke on the condition of anonymity "
     "because no decision had been made.", "Two officials"),
    ("A nurse at the clinic said beds were full. The nurse was not authorized to speak "
     "publicly.", "A nurse at the clinic"),
    ("Speaking on condition of anonymity, a diplomat said talks had failed.", "a diplomat"),
    ("A diplomat who declined to be identified said talks had failed.", "A diplomat"),
    ("A former employee, who was granted anonymity, said talks had failed.", "A former employee"),
    ("A source who wished to remain anonymous said talks had failed.", "A source"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), OWN)
def test_condition_of_anonymity_is_the_speaker_s_own(text: str, speaker: str) -> None:
    sources, done = resolve(Document(text), (attribution(text, "a1", speaker, "said", ()),))
    (source,) = [s for s in sources if s.id == done[0].source_id]
    assert source.disclosed is False
    assert len(source.withheld) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ada Voss said the source of the river was hidden.",
        "Ada Voss said she did not name the boat after anyone.",
        "Ada Voss said the police had not named the driver.",
        "Ada Voss, whose book is named Anonymity, said it sold well.",
    ],
)
def test_other_secrets_withhold_nobody(text: str) -> None:
    sources, _ = resolve(Document(text), (attribution(text, "a1", "Ada Voss", "said", ()),))
    assert all(isinstance(s, Source) and s.disclosed is None for s in sources)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Constable Ivo Ross said a caller had named the dock. He refused to disclose the caller's identity.",
            "the caller",
        ),
        ("Rhea Holm said a man on the quay had seen it all. She did not name the man.", "the man"),
    ],
)
def test_who_is_kept_secret_may_be_called_by_any_noun(text: str, who: str) -> None:
    said = attribution(text, "a1", text.split(" said")[0], "said", text[text.index("a ") : text.index(".")])
    sources, _ = resolve(Document(text), (said,))
    assert [(s.name, bool(s.withheld)) for s in sources if s.withheld] == [(who, True)]


def test_who_may_not_speak_is_withheld() -> None:
    text = "A porter, who was not permitted to speak to reporters, said the vault was open."
    said = attribution(
        text, "a1", "A porter, who was not permitted to speak to reporters,", "said", "the vault was open"
    )
    (porter,), _ = resolve(Document(text), (said,))
    assert quoted(text, porter.withheld) == ["was not permitted to speak to reporters"]


def spoken(text: str) -> list[tuple[str, str]]:
    """Who the sources of a text are: the name and how far it is named."""
    return [(s.name, s.naming.value) for s in trace(Document(text)).sources]


@pytest.mark.parametrize(
    "place",
    [
        "Stroma Quay",
        "Vesle Harbour",
        "Tarn Street",
        "Orla Bay",
        "Fisk Island",
        "Hagen Valley",
        "Long Pier",
        "Pell Road",
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "The man said the hull was cracked.",
        "The woman said that nobody had been told.",
        "“Nobody told us,” the man said.",
    ],
)
def test_no_place_is_a_person_who_speaks(place: str, sentence: str) -> None:
    assert all(place not in name for name, _ in spoken(f"The ferry left {place} on Saturday. {sentence}"))


@pytest.mark.parametrize(
    "clause",
    [
        "The man, who asked not to be named, said the hull was cracked.",
        "The hull was cracked, said the man, who asked not to be identified.",
        "The man, speaking on condition of anonymity, said the hull was cracked.",
        "The man, who declined to be named, told the paper that the hull was cracked.",
        "The man, whose name was withheld, said the hull was cracked.",
    ],
)
def test_who_is_not_to_be_named_is_nobody_who_is(clause: str) -> None:
    found = spoken(f"Ivo Pell, a welder, left the yard on Saturday. {clause}")
    assert ("Ivo Pell", "named") not in found
    assert any(naming == "unnamed" for _, naming in found)


def test_a_given_name_makes_a_street_a_person() -> None:
    assert ("Anna Street", "named") in spoken("Anna Street left on Saturday. The woman said the hull was cracked.")
