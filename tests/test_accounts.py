"""A lead in the article's own voice, and the sentence further down that says where it comes from."""

import pytest

from whosays.model import Document
from whosays.trace import trace

HEADLINE = "Yard hid harbour leaks for three years"
LEAD = "Managers of the Port Alder yard hid leaks from its fuel tanks for three years and altered the inspection logs."
MIDDLE = "The yard, on the east quay, employs about 400 people."


def first(*behind: str, headline: str = HEADLINE, lead: str = LEAD) -> str:
    """The name of whose word the first claim is, by the trace; empty where it is the article's own."""
    text = "\n\n".join((headline, lead, *behind))
    made = trace(Document(text))
    claim = next(c for c in made.claims if "three years" in c.text)
    if not claim.chain:
        return ""
    last = next(a for a in made.attributions if a.id == claim.chain[-1])
    sources = {s.id: s for s in made.sources}
    source = sources.get(last.source_id or "")
    return f"{source.name if source else ''} | {' '.join(text[s:e] for s, e in last.source)}"


CREDITED = [
    ("The allegations are contained in a lawsuit filed on Tuesday by a former foreman, Ivo Brandt.", "Brandt"),
    (
        "The details are laid out in a complaint submitted to the Harbour Board by the watchdog group Clear Water.",
        "Clear Water",
    ),
    ("The claims were made in a letter sent to shareholders by the union's secretary, Greta Holm.", "Holm"),
    ("Those findings are set out in a 60-page audit obtained by the Tidemark.", "audit"),
    ("The accusations surfaced in court papers unsealed on Monday.", "court papers"),
    (
        "The scheme ran until May. The details were described by two former inspectors who asked not to be named.",
        "inspectors",
    ),
    ("The story was first reported by the Alder Gazette.", "Alder Gazette"),
    ("The Alder Gazette first reported the allegations.", "Alder Gazette"),
    ("Lund Radio was first to report the news.", "Lund Radio"),
    ("That is the conclusion of a report published on Monday by the campaign group Clear Water.", "Clear Water"),
    ("That is according to an affidavit signed by the harbour master, Nils Roth.", "Roth"),
    ("This account is according to three people familiar with the logs.", "three people"),
    ("The allegations against the managers appear in an indictment returned last week.", "indictment"),
    ("All the details come from an internal memo seen by the Gazette.", "memo"),
    ("The revelations have been published in a memoir by the yard's former chaplain, Odd Bakke.", "Bakke"),
    ("Source: Tidemark News", "Tidemark"),
]
OWN = [
    "The allegations were made public by mistake.",
    "The details were described by the judge as a muddle.",
    "The claims were made in January.",
    "The story was covered in several languages.",
    "The news came in on a Sunday.",
    "The plans were approved by the council in May.",
    "The report was published in 2019.",
    "The claims were dismissed by the board.",
    "The details are not contained in any document.",
    "It comes from the hills above the town.",
    "The accusations were raised in public.",
    "The payments were made by bank transfer.",
    "The findings will be laid out in a report due in June.",
    "The decision was described by nobody.",
    "Sources: none of them spoke.",
]


@pytest.mark.parametrize(("sentence", "who"), CREDITED)
def test_what_is_credited_below_is_the_word_of_whom_it_is_credited_to(sentence: str, who: str) -> None:
    assert who in first(MIDDLE, sentence)


@pytest.mark.parametrize("sentence", OWN)
def test_what_is_credited_to_nobody_stays_the_articles_own_word(sentence: str) -> None:
    assert first(MIDDLE, sentence) == ""


@pytest.mark.parametrize("short", ["Two were empty.", "A fifth is a shed.", "Nobody looked.", "It went on."])
def test_that_takes_up_the_whole_account_over_a_short_sentence_too(short: str) -> None:
    assert "Clear Water" in first(
        short, "That is the conclusion of a report published by the campaign group Clear Water."
    )


def test_that_takes_up_no_account_over_the_word_of_somebody_else() -> None:
    spoken = "The yard's manager, Nils Roth, said the tanks had been sound."
    assert first(spoken, "That is the conclusion of a report published by the campaign group Clear Water.") == ""
