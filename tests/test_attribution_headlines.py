"""Who says it in a headline, and two frames of reported speech that the text itself makes sure."""

from __future__ import annotations

import pytest

from whosays.attribution.engine import Reading
from whosays.attribution.frames import apart, framed
from whosays.attribution.headlines import headlined
from whosays.model import Document
from whosays.text import paragraphs, sentences
from whosays.trace import trace

REST = "\n\nThe weather was fine on Sunday."


def spoken(headline: str) -> list[tuple[str, str, str]]:
    text = headline + REST
    found = headlined(text, [], paragraphs(text))
    return [(text[slice(*a.source[0])], text[slice(*a.cue[0])], text[slice(*a.content[0])]) for a in found]


@pytest.mark.parametrize(
    ("headline", "source", "cue", "content"),
    [
        ("Sluice to stay shut until May – engineers", "engineers", "–", "Sluice to stay shut until May"),
        ("Sluice to stay shut - ex-minister", "ex-minister", "-", "Sluice to stay shut"),
        ("Coroner: Diver was not alone", "Coroner", ":", "Diver was not alone"),
        ("Ferrymen's union: no boats on Monday", "Ferrymen's union", ":", "no boats on Monday"),
        ("'I kept the key': ex-warden speaks out", "ex-warden", ":", "'I kept the key'"),
        ("Edda Marr: 'I never saw the map'", "Edda Marr", ":", "'I never saw the map'"),
        ("Bell was cracked for years, claim ringers and vicars", "ringers and vicars", "claim",
         "Bell was cracked for years"),
        ("Bell was cracked for years, jury told", "jury", "told", "Bell was cracked for years"),
    ],
)  # fmt: skip
def test_a_colon_a_dash_or_a_closing_verb_makes_a_headline_somebodys(
    headline: str, source: str, cue: str, content: str
) -> None:
    assert spoken(headline) == [(source, cue, content)]


@pytest.mark.parametrize(
    "headline",
    [
        "Harbour budget: what we know so far",
        "Opinion: 'The bell must go'",
        "Watch: minister falls into pond",
        "Who rang the bell - the vicar?",
        "Two towns - one bell",
        "The vicar: a life in bells.",
        "From: Edda Marr",
        "Sluice shut",
    ],
)
def test_a_topic_a_label_or_a_question_makes_it_nobodys(headline: str) -> None:
    assert spoken(headline) == []


def test_only_the_first_line_is_a_headline() -> None:
    text = "The bell fell.\n\nSluice to stay shut – engineers"
    assert headlined(text, [], paragraphs(text)) == []


def reading(text: str, source: str, cue: str, content: tuple[str, ...], score: float) -> Reading:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Reading((span(source),), (span(cue),), tuple(span(c) for c in content), score, score, score)


def test_a_clause_with_its_speaker_behind_it_is_sure() -> None:
    text = "The guild has agreed to sell the kiln, two potters told the Tern Star. It rained."
    cut = sentences(text, [(0, len(text))])
    report = reading(text, "two potters", "told", ("The guild has agreed to sell the kiln",), 0.3)
    attitude = reading(text, "The guild", "has agreed", ("to sell the kiln",), 0.3)
    sure, same = framed(text, [report, attitude], cut)
    assert min(sure.cue_score, sure.valid_score, sure.content_score) > 0.7
    assert same == attitude


def test_a_next_sentence_with_a_speaker_of_its_own_is_not_what_was_said() -> None:
    text = "The kiln is cold, the Review says. He denies it. Nobody asked."
    said = reading(text, "the Review", "says", ("The kiln is cold", "He denies it"), 0.9)
    other = reading(text, "He", "denies", ("it",), 0.9)
    assert [text[s:e] for s, e in apart(text, [said, other])[0].content] == ["The kiln is cold"]
    assert apart(text, [said]) == [said]


def test_the_attitude_in_what_was_told_is_nested() -> None:
    text = (
        "Guild to sell the old kiln, sources say\n\nThe potters' guild has agreed to sell the old kiln to a brewery, "
        "two people briefed on the talks told the Tern Star."
    )
    found = trace(Document(text))
    told = next(a for a in found.attributions if text[slice(*a.cue[0])] == "told")
    attitude = next(a for a in found.attributions if text[slice(*a.cue[0])].startswith("has agreed"))
    assert attitude.parent == told.id
    assert all(claim.chain for claim in found.claims)


def test_the_one_before_the_comma_is_who_cites() -> None:
    text = "Brewers were uneasy after the Tern Star, citing a cooper, reported that the kiln would close."
    found = trace(Document(text)).attributions
    assert {(text[slice(*a.source[0])], text[slice(*a.cue[0])]) for a in found} >= {
        ("the Tern Star", "reported"),
        ("a cooper", "citing"),
    }


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Leak confirmed: reactor shut down", "The reactor was shut down after a leak, an engineer said."),
        ("Merger denied: banks go separate ways", "The banks will not merge, a spokesman said."),
        ("Tunnel collapse confirmed, 12 missing", "Twelve people are missing, police said."),
        ("Leak at plant confirmed, thousands stay indoors", "Thousands stay indoors after a leak, a mayor said."),
        ("Deal announced: Brask buys Holm", "Brask buys Holm, the firm said on Monday."),
        ("Rumour confirmed by palace", "The palace said that the king is ill."),
    ],
)
def test_what_is_confirmed_in_a_headline_confirms_nothing(headline: str, body: str) -> None:
    found = trace(Document(f"{headline}\n\n{body}"))
    assert not any(a.source and a.source[0][0] == 0 for a in found.attributions)


@pytest.mark.parametrize("headline", ["Police confirmed: two dead", "Norvex denied: no deaths in trial"])
def test_who_confirmed_in_a_headline_still_does(headline: str) -> None:
    found = trace(Document(f"{headline}\n\nTwo people died in May. Norvex said on Monday there were none."))
    assert any(a.source and a.source[0][0] == 0 and a.response for a in found.attributions)
