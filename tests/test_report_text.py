"""The report for a terminal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.build import attribution
from tests.sample import TEXT, sample
from whosays.claims import extract
from whosays.model import Claim, Document, Naming, Reason, Source, SourceKind, Trace
from whosays.model.clarity import ANSWER, SPEAKER
from whosays.reports.terminal import Look
from whosays.reports.text import SHOWN, report
from whosays.reports.visible import visible
from whosays.trace import trace
from whosays.wording import claimed

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def flat(text: str) -> str:
    """The report without its line breaks and indents."""
    return " ".join(text.split())


def block(text: str, number: int) -> str:
    """The claim with this number."""
    return flat(re.split(r"(?m)^ \d  ", text)[number])


def whole(trace: Trace, width: int = 110) -> str:
    """The report with everything."""
    return report(trace, everything=True, look=Look(width))


def test_the_claim_people_answered_comes_first() -> None:
    assert "The lamp failed at two" in block(report(sample()), 1)


def test_a_claim_is_three_lines_unless_everything_is_asked_for() -> None:
    shown = report(sample(), look=Look(110))
    start = shown.index("The lamp failed at two")
    lines = [line.strip() for line in shown[start:].split("\n\n")[0].splitlines()]
    assert lines[:2] == [
        "The lamp failed at two",
        "Rests on one unnamed source at second hand, through Mira Stolz; denied by Olaf Brandt.",
    ]
    assert " ".join(lines[2:]) == (
        "line 3 “Mira Stolz, who heads the pilots' union, wrote on Chirper: \"A friend in the watch room tells me the "
        "lamp failed at two” Also line 6. Answered in lines 5, 6."
    )
    for word in ("grade", "credibility", "certainty", "CT+", "Who speaks", "reliability"):
        assert word not in shown


def test_without_a_register_no_letter_is_shown() -> None:
    assert "reliability" not in whole(sample())
    first, *others = sample().claims
    assert first.standing is not None
    reason = Reason("register", "Your register says so.", first.spans)
    rated = replace(first, standing=replace(first.standing, reliability="B", reasons=(reason,)))
    assert "reliability B, usually reliable" in whole(replace(sample(), claims=(rated, *others)))


def doubtful(confidence: float) -> Trace:
    """The sample where it is that sure whose word the lamp's failing is."""
    said = tuple(replace(a, confidence=confidence) if a.id == "a3" else a for a in sample().attributions)
    return replace(sample(), attributions=said)


def test_where_it_is_not_clear_whose_word_it_is_no_name_is_printed() -> None:
    assert "not clear" not in whole(doubtful(SPEAKER))
    shown = whole(doubtful(SPEAKER - 0.01))
    assert "← not clear who, to Mira Stolz" in shown
    assert "← A friend in the watch room" not in shown
    assert "1 × not clear whose word this is" in flat(report(doubtful(0.1)))


@pytest.mark.parametrize("everything", [False, True])
def test_answers_that_are_tied_to_nothing_are_listed_apart(everything: bool) -> None:
    assert "could not be tied" not in report(sample(), everything=everything)
    claims = tuple(replace(claim, responses=("a6",) if claim.id == "c2" else ()) for claim in sample().claims)
    loose = tuple(replace(a, responds_to=None) if a.id == "a4" else a for a in sample().attributions)
    shown = flat(report(replace(sample(), claims=claims, attributions=loose), everything=everything))
    _, found, apart = shown.partition("Answers that could not be tied to a claim ")
    assert found
    assert apart.startswith("cannot confirm: A spokesman for the coast guard")
    assert "denies: Olaf Brandt" not in apart


def test_a_doubtful_answer_is_listed_apart_too() -> None:
    said = tuple(replace(a, confidence=ANSWER - 0.01) if a.id == "a6" else a for a in sample().attributions)
    shown = flat(report(replace(sample(), attributions=said)))
    assert "Answers that could not be tied to a claim denies: not clear who. line 6" in shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ('the cabinet as "hopelessly divided', 'The cabinet as "hopelessly divided"'),
        ("waits had been “longer than we like", "Waits had been “longer than we like”"),
        ('"We lost it', "We lost it"),
        ('"We lost it"', '"We lost it"'),
        ("he saw «nothing» there", "He saw «nothing» there"),
        ('passes come" and that she "should go"', '"Passes come" and that she "should go"'),
        ("it's the boys' boat", "It's the boys' boat"),
    ],
)
def test_a_claim_stands_as_a_sentence_of_its_own(words: str, shown: str) -> None:
    assert claimed(words) == shown


def test_a_claim_shows_chain_proof_answers_certainty_and_grade() -> None:
    shown = block(whole(sample()), 1)
    assert "unnamed source" in shown
    assert "Rests on one unnamed source at second hand" in shown
    assert "The Orrin Courier ← Mira Stolz, head, the pilots' union (named), via Chirper" in shown
    assert "← A friend in the watch room (unnamed, identity withheld), to Mira Stolz" in shown
    assert "line 3 “Mira Stolz, who heads the pilots' union, wrote on Chirper:" in shown
    assert "cannot confirm: A spokesman for the coast guard (by role, not by name), to The Buoy. line 5" in shown
    assert "denies: Olaf Brandt, Inspector (named). line 6 “Inspector Olaf Brandt denied that the lamp" in shown
    assert "said as certain (CT+); this article gives it without committing to it (Uu)" in shown
    assert "credibility 6, cannot be judged [" in shown
    assert "single-unnamed-source" in shown


def test_the_chain_goes_further_in_with_each_hand() -> None:
    lines = whole(sample()).splitlines()
    arrows = [line.index("←") for line in lines if "Mira Stolz, head" in line or "← A friend" in line]
    assert arrows[0] < arrows[1]


def test_a_report_without_a_speaker_shows_the_words() -> None:
    shown = flat(whole(sample()))
    assert "← nobody is named (“is reported to”)" in shown


def test_sources_furniture_topics_and_warnings_are_shown() -> None:
    shown = whole(sample())
    assert re.search(r"(?m)^A friend in the watch room +unnamed, identity withheld +— +1 +3$", shown)
    assert re.search(r"(?m)^A spokesman for the coast guard +by role, not by name +— +2 +5$", shown)
    assert "Left out: 1 piece of page furniture" in shown
    assert "Topics: Cape Orrin, Sea" in shown
    assert "Warning: The byline could not be read." in shown


def test_a_long_list_is_cut_and_says_so() -> None:
    claims = tuple(replace(sample().claims[2], id=f"c{n}") for n in range(SHOWN + 3))
    trace = replace(sample(), claims=claims)
    assert "3 more claims with --all." in report(trace)
    assert "more claims" not in report(trace, everything=True)
    assert report(trace, everything=True).count("line 8, in these words.") == SHOWN + 3


def test_all_shows_what_is_said_beside_the_claims() -> None:
    assert "Good riddance" not in report(sample())
    assert '“"Good riddance," one reader wrote”' in report(sample(), everything=True)


def test_nothing_to_report_is_said() -> None:
    shown = report(Trace(Document("Hello.")), "hello.txt")
    assert "hello.txt" in shown
    assert "No checkable claim was found" in shown


def test_a_long_quotation_keeps_its_speaker_and_the_claim() -> None:
    filler = "and so on and so forth, " * 40
    text = f"“It began well, {filler} but the ship was never insured,” Ada Quist said."
    found = attribution(text, "a1", "Ada Quist", "said", text[: text.index(" Ada")], source_id="s1")
    start = text.index("the ship was")
    claim = Claim("c1", "the ship was never insured", ((start, start + 26),), ("a1",))
    shown = flat(report(Trace(Document(text), (Source("s1", "Ada Quist"),), (found,), (claim,))))
    assert "the ship was never insured,” Ada Quist said”" in shown
    assert len(shown) < 900


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit(width: int) -> None:
    for line in report(sample(), "a/rather/long/" * 8 + "name.txt", everything=True, look=Look(width)).splitlines():
        assert cell_len(line) <= width


def test_colour_only_where_it_was_asked_for() -> None:
    plain = report(sample())
    coloured = report(sample(), look=Look(colours="standard"))
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert flat(_COLOUR.sub("", coloured)) == flat(plain)


HOSTILE = "\x1b]8;;http://x\x07 \x9b31m \x08\x08 \u202eevil\u2066 [red]x[/red] [/] :smile: \r\x00 \U000e0041 \ud800"


def hostile(poison: str) -> Trace:
    """A trace with the same poison in everything that comes from outside."""
    s = sample()
    text = s.document.text + poison
    end = len(text)
    document = replace(
        s.document, text=text, title=poison, outlet=poison, authors=(poison,), published=poison, topics=(poison,),
        warnings=(poison,),
    )  # fmt: skip
    sources = tuple(replace(x, name=poison or "x", role=poison, affiliation=poison) for x in s.sources)
    attributions = tuple(
        replace(a, channel=poison, addressee=poison, content=(*a.content, (len(TEXT), end))) for a in s.attributions
    )
    claims = tuple(
        replace(c, text=poison, spans=((len(TEXT), end), *c.spans),
                standing=c.standing and replace(c.standing, summary=poison))
        for c in s.claims
    )  # fmt: skip
    return Trace(document, sources, attributions, claims, (poison,))


_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def obeyed(text: str) -> set[str]:
    """The characters a terminal would act on or hide."""
    return {c for c in text if c != "\n" and (unicodedata.category(c) in {"Cc", "Cs"} or c in _BIDIRECTIONAL)}


def test_no_text_can_command_the_terminal() -> None:
    shown = report(hostile(HOSTILE), HOSTILE, everything=True)
    assert obeyed(shown) == set()
    assert "[red]x[/red] [/] :smile:" in shown
    assert "<U+202E>evil" in shown
    assert "␛]8;;http://x␇" in shown
    coloured = report(hostile(HOSTILE), HOSTILE, everything=True, look=Look(100, "truecolor"))
    assert obeyed(_COLOUR.sub("", coloured)) == set()
    shown.encode("utf-8")


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z", "C"]), max_size=60))
def test_any_text_is_printed_safely(poison: str) -> None:
    assert obeyed(report(hostile(poison), poison, everything=True)) == set()


@given(st.text())
def test_visible_is_one_safe_line_and_settles(text: str) -> None:
    assert obeyed(visible(text)) == set()
    assert "\n" not in visible(text)
    assert visible(visible(text)) == visible(text)


def test_visible_leaves_ordinary_text_alone() -> None:
    for text in ("“Ça va?” — 12,000 € … żółć 日本語 👩‍🚀", "עברית", "a_b [c] *d*"):
        assert visible(text) == text


def test_a_negative_claim_is_not_said_to_be_false() -> None:
    text = "Nobody was hurt, Lena Hartwig said."
    shown = flat(report(trace(Document(text, language="en")), everything=True))
    assert "said as certain, in the negative (CT-), and passed on so" in shown


def test_each_sentence_of_a_quotation_has_its_own_certainty() -> None:
    text = '"There was no fog that night," Lena Hartwig said. "The mast snapped like a match."'
    shown = flat(report(trace(Document(text, language="en")), everything=True))
    assert "2 The mast snapped like a match" in shown or "1 The mast snapped like a match" in shown
    assert "said as certain (CT+), and passed on so" in shown
    assert "this article gives it" not in shown


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The ferry is said to have been overloaded on Sunday.", "The ferry is said to have been overloaded on Sunday"),
        ("Two trawlers are reported to have sunk off Port Harrow.", "Two trawlers are reported to have sunk off Port"),
        ("The mayor is widely believed to have left the town.", "The mayor is widely believed to have left the town"),
    ],
)
def test_what_nobody_in_particular_tells_is_printed_with_the_words_that_tell_it(text: str, printed: str) -> None:
    made = trace(Document(text))
    assert printed in flat(report(made))
    assert " … " in made.claims[0].text


def test_a_claim_that_a_relative_clause_tells_keeps_its_gap() -> None:
    made = trace(Document("The banker, who is said to own three islands, left the country on Monday."))
    assert "The banker … to own three islands" in flat(report(made))


def test_who_calls_somebody_something_stands_before_what_they_call_them() -> None:
    text = "Ada Holt denied it on Monday. She called the recording “edited beyond repair”."
    calls = attribution(text, "a1", "She", "called", "the recording “edited beyond repair”")
    source = Source("s1", "Ada Holt", SourceKind.PERSON, Naming.NAMED)
    claims = extract(Document(text), [source], [replace(calls, source_id="s1")])
    claim = next(c for c in claims if c.chain)
    made = Trace(Document(text), (source,), (replace(calls, source_id="s1"),), (claim,))
    assert claim.text.startswith("called the recording")
    assert "Ada Holt called the recording “edited beyond repair”" in flat(report(made))
