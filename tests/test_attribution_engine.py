"""The engine as it ships, on text written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whosays.attribution import attribute
from whosays.model import Attribution, Document, Form

RUMOUR = """\
Dock workers at Port Harrow are said to have found a crate of gold coins behind the old customs house.
The story began with Elias Verne, the shipping editor of the Harrow Mail, who wrote on Telegram: "A well-placed \
source tells me that the crate was hidden there before the war. As a result, nobody had it on a list."
"We looked at everything twice", harbour master Ines Calloway told the Coastal Review. "There is no crate, and as far \
as I know there never was.
"We would like people to stop digging."
According to a police report, two men were fined for trespassing on Sunday.
"""


def said(text: str, document: Document | None = None) -> list[tuple[str, str, str]]:
    document = document or Document(text)
    return [(document.quote(a.source), document.quote(a.cue), document.quote(a.content)) for a in attribute(document)]


def of(words: str, found: tuple[Attribution, ...], document: Document) -> Attribution:
    return next(a for a in found if words in document.quote(a.content))


def test_who_said_what_in_a_rumour() -> None:
    document = Document(RUMOUR)
    found = attribute(document)
    report = of("to have found a crate", found, document)
    assert report.agentless
    assert report.source == ()
    post = next(a for a in found if document.quote(a.source) == "who")
    assert post.channel == "Telegram"
    assert post.form is Form.DIRECT
    inner = next(a for a in found if a.parent == post.id)
    assert document.quote(inner.source) == "A well-placed source"
    assert "nobody had it on a list" in document.quote(inner.content)
    denial = of("We looked at everything twice", found, document)
    assert "Ines Calloway" in document.quote(denial.source)
    assert denial.addressee == "the Coastal Review"
    assert "We would like people to stop digging." in document.quote(denial.content)
    fined = of("two men were fined", found, document)
    assert "a police report" in document.quote(fined.source)


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        (
            "The fire service sent two crews to Pell Street on Monday, warning that the chimney could still fall.\n",
            "warning",
            "The fire service",
        ),
        (
            "Councillor Ada Brandt walked out of the meeting, saying the vote had been fixed weeks before.\n",
            "saying",
            "Ada Brandt",
        ),
    ],
)
def test_a_participle_has_its_sentences_subject_for_a_source(text: str, cue: str, source: str) -> None:
    found = said(text)
    assert any(cue in c and source in s for s, c, _ in found), found


def test_ids_follow_the_text_and_parents_exist() -> None:
    found = attribute(Document(RUMOUR))
    assert [a.id for a in found] == [f"a{n}" for n in range(1, len(found) + 1)]
    assert [a.start for a in found] == sorted(a.start for a in found)
    assert all(a.parent is None or a.parent in {b.id for b in found} for a in found)


@pytest.mark.parametrize("marks", ['""', "“”", "''", "‘’"])
def test_every_style_of_quotation_marks(marks: str) -> None:
    text = f"The bridge will open in May, said the engineer Tomas Brandt. {marks[0]}It is safe,{marks[1]} Brandt said."
    assert any("It is safe" in content and source == "Brandt" for source, _, content in said(text))


def test_furniture_is_not_read() -> None:
    text = 'The pier is closed.\nRead more: Mayor says "the pier will fall"\nIt opens in May.'
    start = text.index("Read more")
    end = text.index("\nIt opens")
    assert said(text, Document(text, furniture=((start, end),))) == []


def test_a_text_without_attributions() -> None:
    assert said("The pier opened in 1911. It is four hundred metres long and made of oak.") == []
    assert said("") == []


def test_the_same_text_gives_the_same_answer() -> None:
    assert attribute(Document(RUMOUR)) == attribute(Document(RUMOUR))


def test_a_lone_surrogate_does_no_harm() -> None:
    text = "Tomas Brandt said the \ud83d bridge was safe."
    assert said(text) == [("Tomas Brandt", "said", "the \ud83d bridge was safe")]


def test_a_long_text_is_read_to_its_end() -> None:
    filler = "The tram line runs past the mill and the school. " * 120
    text = f"{filler}\nTomas Brandt said the bridge was safe.\n{filler}"
    assert ("Tomas Brandt", "said", "the bridge was safe") in said(text)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="ab .\"'“”said to is that he\n,", max_size=300))
def test_any_text_at_all(text: str) -> None:
    for a in attribute(Document(text)):
        for s, e in (*a.source, *a.cue, *a.content):
            assert 0 <= s < e <= len(text)
        assert 0 <= a.confidence <= 1


LONG = """\
The three cranes on the northern quay will be taken down one after the other, first the oldest, which has not lifted \
anything since the flood, then the two that the shipyard left behind when it went to the other side of the bay with \
its workers, its drawings and its good name, and nobody who lives along the quay, whether in the old houses or in the \
new ones, will have to pay anything towards the cost of taking them away, of mending the pavement, or of the trees \
that the council has promised to plant there"""


@pytest.mark.parametrize("frame", ['"{}," the harbour master said.\n', 'The harbour master said: "{}."\n'])
def test_what_was_said_is_read_whole_however_far_it_reaches_from_the_cue(frame: str) -> None:
    found = said(frame.format(LONG))
    assert any(LONG in content and source.lower() == "the harbour master" for source, _, content in found)
