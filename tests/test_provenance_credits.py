"""Whom a document credits, and how outlets are recognised."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.errors import InputError
from whosays.model import Document, Link
from whosays.outlets.register import extended, shipped
from whosays.provenance.credits import credits


def credited(text: str) -> list[str]:
    return [c.outlet.name if c.outlet else c.name for c in credits(Document(text), shipped())]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("LONDON (AP) — The bear was seen again.", "Associated Press"),
        ("The bear was seen again, according to the Daily Mail.", "Daily Mail"),
        ("She told Task & Purpose that the bear had left.", "Task & Purpose"),
        ("The sale was first reported by Reuters.", "Reuters"),
        ("The bear was sold, CNN reports.", "CNN"),
        ("The Guardian reported that the bear was sold.", "The Guardian"),
        ("A bear was sold (h/t The Verge)", "The Verge"),
        ("It was sold on Friday, the BBC said, citing a spokesman.", "BBC"),
        ("The story appeared in a report by the Holmgate Echo.", "Holmgate Echo"),
        ("The price was 12 crowns, the Dorvik Courier reported.", "Dorvik Courier"),
        ("He told The Associated Press that it was sold.", "Associated Press"),
        ("It was sold, Britain's Daily Mail reported.", "Daily Mail"),
        ("It had no price.\n\nThe Dorvik Courier reported that it was sold.", "Dorvik Courier"),
    ],
)
def test_a_credit_is_found_with_its_words(text: str, outlet: str) -> None:
    found = credits(Document(text), shipped())
    assert [c.outlet.name if c.outlet else c.name for c in found] == [outlet]
    assert all(0 <= s < e <= len(text) for c in found for s, e in c.spans)
    assert outlet.split()[-1] in text[slice(*found[0].spans[0])] or found[0].outlet is not None


@pytest.mark.parametrize(
    "text",
    [
        "People living near the plant reported hearing sirens.",
        "People familiar with the talks said that the bear was sold.",
        "The bear was sold. People in the town say it was ill.",
    ],
)
def test_a_common_word_that_opens_a_sentence_is_no_outlet(text: str) -> None:
    assert credited(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He read the Guardian on the train.",
        "Time is short, and people are tired.",
        "The mirror was broken.",
        "It was an independent inquiry.",
        "She has been a member of the Associated Press board since May.",
        "",
    ],
)
def test_a_name_alone_credits_nobody(text: str) -> None:
    assert credited(text) == []


def test_a_link_to_an_outlet_is_a_credit_and_one_to_the_own_site_is_not() -> None:
    text = "It was sold, as was told elsewhere."
    links = (Link((8, 12), "https://www.bbc.co.uk/news/1"), Link((17, 21), "https://example.org/2"))
    document = Document(text, url="https://example.org/a", links=links)
    (found,) = credits(document, shipped())
    assert (found.kind, found.outlet and found.outlet.name, found.spans) == ("link", "BBC", ((8, 12),))


def test_furniture_credits_nobody() -> None:
    text = "The bear was sold.\nRead more: according to the BBC"
    assert credits(Document(text, furniture=((19, len(text)),)), shipped()) == []


def test_outlets_are_known_by_name_handle_and_domain() -> None:
    register = shipped()
    for name in ("the Associated Press", "AP", "@ap", "apnews.com"):
        found = register.named(name)
        assert found is not None
        assert found.name == "Associated Press"
        assert found.agency
    assert register.at("https://edition.cnn.com/x") is register.named("CNN")
    assert register.at("https://notcnn.com/") is None
    assert register.named("The Holmgate Echo") is None
    assert all(outlet.letter is None for outlet in register.outlets)


def test_a_users_file_goes_before_the_shipped_register(tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text('[[outlet]]\nname = "Holmgate Echo"\nnames = ["Echo"]\ndomains = ["echo.example"]\nletter = "B"\n')
    register = extended(path)
    echo = register.named("the Echo")
    assert echo is not None
    assert (echo.name, echo.letter) == ("Holmgate Echo", "B")
    assert register.named("Reuters") is not None


@pytest.mark.parametrize("body", ["nonsense", "[[outlet]]\n", '[[outlet]]\nname = "A"\nletter = "Z"\n', "outlet = 3\n",
                                  '[[outlet]]\nname = "A"\nnames = "B"\n'])  # fmt: skip
def test_a_bad_register_is_one_sentence(tmp_path: Path, body: str) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(body)
    with pytest.raises(InputError, match=r"outlets\.toml"):
        extended(path)


def test_the_words_of_credit_belong_to_the_evidence() -> None:
    text = "Then he told The Associated Press that it was sold."
    (found,) = credits(Document(text), shipped())
    assert text[slice(*found.spans[0])] == "told The Associated Press"
