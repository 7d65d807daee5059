"""Who speaks: topics, places, reports at second hand, transcripts and embedded posts, on texts of our own."""

from __future__ import annotations

import pytest

from whosays.attribution.embedded import embedded
from whosays.attribution.headlines import without_topics
from whosays.attribution.hearers import unspoken
from whosays.attribution.relayed import relayed
from whosays.attribution.turns import taken, turns
from whosays.model import Attribution, Document
from whosays.text import paragraphs
from whosays.trace import trace


def cut(text: str, source: str, cue: str, content: str, name: str = "a1", parent: str | None = None) -> Attribution:
    """An attribution of the first places where its words stand in a text."""

    def at(words: str) -> tuple[tuple[int, int], ...]:
        start = text.index(words)
        return ((start, start + len(words)),)

    return Attribution(name, at(source), at(cue), at(content), parent=parent)


@pytest.mark.parametrize(
    ("text", "place", "cue", "content"),
    [
        ("The outbreak was reported in Norland.", "Norland", "was reported in", "The outbreak"),
        ("Shots were heard near Port Alder.", "Port Alder", "were heard near", "Shots"),
        ("Two cases have been confirmed in Skarn.", "Skarn", "been confirmed in", "Two cases"),
    ],
)
def test_a_place_does_not_speak(text: str, place: str, cue: str, content: str) -> None:
    (left,) = unspoken(text, [cut(text, place, cue, content)])
    assert (left.source, left.agentless) == ((), True)


@pytest.mark.parametrize(
    ("source", "cue"),
    [("Norland", "was reported by"), ("the Skarn Courier", "was published in"), ("a leaflet", "was described in")],
)
def test_whoever_reports_by_name_still_does(source: str, cue: str) -> None:
    text = f"The outbreak {cue} {source}."
    said = cut(text, source, cue, "The outbreak")
    assert unspoken(text, [said]) == [said]


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("Pavel Orlik: Norland drops fraud inquiry", True),
        ("Ada van Voss: Board names new chair", True),
        ("Pavel Orlik: “Nobody asked me”", False),
        ("Pavel Orlik: I never took a penny", False),
        ("Prosecutors: Norland drops fraud inquiry", False),
        ("Orlik: Norland drops fraud inquiry", False),
    ],
)
def test_a_full_name_before_a_colon_is_what_the_headline_is_about(line: str, topic: bool) -> None:
    text = f"{line}\n\nThe inquiry ended on Friday."
    who, _, what = line.partition(": ")
    said = cut(text, who, ":", what)
    assert without_topics(text, [said], paragraphs(text)) == ([] if topic else [said])


@pytest.mark.parametrize(
    ("report", "who"),
    [
        ("A report from Channel Nine", "an official"),
        ("A story in the Skarn Courier", "a harbour pilot"),
        ("The post by the harbour watch", "two fishermen"),
    ],
)
def test_a_report_is_the_outermost_and_its_source_inside(report: str, who: str) -> None:
    text = f"{report} said the bridge had been mined, according to {who}."
    outer = cut(text, who, "according to", f"{report} said the bridge had been mined")
    inner = cut(text, report, "said", "the bridge had been mined", "a2", "a1")
    one, other = relayed(text, [outer, inner])
    assert (one.parent, other.parent) == ("a2", None)
    assert text[slice(*one.content[0])] == "the bridge had been mined"


def test_what_a_minister_said_according_to_a_paper_stays_so() -> None:
    text = "The minister said the bridge had been mined, according to the Courier."
    outer = cut(text, "the Courier", "according to", "The minister said the bridge had been mined")
    inner = cut(text, "The minister", "said", "the bridge had been mined", "a2", "a1")
    assert relayed(text, [outer, inner]) == [outer, inner]


def labels(text: str) -> list[str]:
    made = taken(text, [], turns(text, paragraphs(text)))
    return [text[slice(*a.source[0])] for a in made]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("MS. VOSS: No.\n\nMR. KRAL: Why?\n\nMS. VOSS: Ask them.", ["MS. VOSS", "MR. KRAL", "MS. VOSS"]),
        ("VOSS (voice-over): It fell.\n\nKRAL (on camera): I saw it.\n\nVOSS: So he did.", ["VOSS", "KRAL", "VOSS"]),
        ("Q: Was it shut?\n\nA: It was.\n\nQ: Who did it?\n\nA: The board.", ["A", "A"]),
        ("THE GOVERNOR: We did.\n\nQ: Why?\n\nTHE GOVERNOR: It was old.", ["THE GOVERNOR", "THE GOVERNOR"]),
    ],
)
def test_transcripts_by_their_labels(text: str, who: list[str]) -> None:
    assert labels(text) == who


def test_a_transcript_s_people_go_by_their_names() -> None:
    found = trace(Document("MS. VOSS: The pier is shut.\n\nMR. KRAL: Since Monday?\n\nMS. VOSS: Since Sunday."))
    assert [(s.name, s.kind.value, s.naming.value) for s in found.sources] == [
        ("VOSS", "person", "named"),
        ("KRAL", "person", "named"),
    ]


@pytest.mark.parametrize(
    "post",
    [
        "“The pier is shut until further notice.” — Skarn Council (@skarncouncil) March 3, 2025",
        "The pier is shut until further notice.— Skarn Council (@skarncouncil) 3 March 2025",
        "The pier is shut until further notice.\n— Skarn Council (@skarncouncil)",
    ],
)
def test_an_embedded_post_is_its_account_s(post: str) -> None:
    text = f"The council wrote to its followers on Monday.\n\n{post}\n\nThe post was deleted later."
    (made,) = embedded(text, [], paragraphs(text))
    assert text[slice(*made.source[0])] == "Skarn Council (@skarncouncil)"
    assert text[slice(*made.content[0])] == "The pier is shut until further notice."


def test_a_dash_before_a_name_is_no_post() -> None:
    text = "The pier is shut — Skarn Council confirmed it on Monday."
    assert embedded(text, [], paragraphs(text)) == []


def test_who_may_not_discuss_a_matter_answers_nothing() -> None:
    text = "The crew left because the captain, who was not authorised to discuss the matter, said the pier was unsafe."
    found = trace(Document(text))
    assert all("authorised" not in text[s:e] for a in found.attributions for s, e in a.cue)
    assert [source.name for source in found.sources] == ["the captain"]


@pytest.mark.parametrize(
    ("headline", "speaks"),
    [
        ("Two officers charged with falsifying records", False),
        ("Three pilots held over stolen lamp", False),
        ("Orlik Vows To Reopen The West Pier", True),
    ],
)
def test_the_subject_of_a_headline_speaks_only_where_it_says_something(headline: str, speaks: bool) -> None:
    found = trace(Document(f"{headline}\n\nThe pier was shut on Monday."))
    said = [a for a in found.attributions if a.source and a.start < len(headline)]
    assert bool(said) is speaks
