"""Paragraphs, sentences and quotations of a plain text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.text import paragraphs, quotations, sentences


def cut(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[s:e] for s, e in spans]


def quoted(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in quotations(text, paragraphs(text))]


def test_a_line_is_a_paragraph() -> None:
    text = "One line here.\nAnother one.\r\n\r\n  A third.  \n"
    assert cut(text, paragraphs(text)) == ["One line here.", "Another one.", "A third."]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The harbour master said on Friday that the\nferry had left the pier before dawn and that\n"
        "nobody in the office had been told about it\nbefore the morning shift began its work.\n\n"
        "A second paragraph follows here and is also\nbroken over lines of much the same length as\nthe first one was."
    )
    assert len(paragraphs(text)) == 2


def test_filled_lines_are_joined_where_no_blank_line_parts_paragraphs() -> None:
    text = (
        "The harbour master said on Friday that the ferry\nhad left the pier before dawn and that nobody in\n"
        "the office was told.\n"
        "Divers who went down in the afternoon found that\nthe hull was whole, that the anchor was gone, and\n"
        "that the “black box”\nhad been taken away by somebody who knew the ship\nwell.\n"
        "Why was it taken?\n"
        "The owner of the ferry, who lives across the bay,\nhas said that he does not know, and that a friend\n"
        "of his, a diver, will look for it in the weeks to\ncome.\n"
    )
    found = cut(text, paragraphs(text))
    assert [" ".join(one.split()[:3]) for one in found] == [
        "The harbour master", "Divers who went", "had been taken", "Why was it", "The owner of"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"Council votes to close the old pier on day {n}\nRead on" for n in range(10)),
        "\n".join(f"{n} boats in the harbour" for n in range(20)),
        "\n".join(f"Council votes to close the old pier on day {n}.\nThe Pier Stays, Says Mayor" for n in range(10)),
    ],
)
def test_a_list_of_lines_is_not_joined(text: str) -> None:
    assert len(paragraphs(text)) == 20


def test_left_out_spans_belong_to_no_paragraph() -> None:
    text = "First.\nAdvert\nSecond."
    assert cut(text, paragraphs(text, [(7, 13)])) == ["First.", "Second."]


@pytest.mark.parametrize("word", ["month", "hospital", "leg", "book", "so", "bank", "scandal"])
def test_plain_words_end_a_sentence(word: str) -> None:
    text = f"The clerk spoke of the {word}. His wife was not there."
    assert cut(text, sentences(text, paragraphs(text)))[0] == f"The clerk spoke of the {word}."


@pytest.mark.parametrize("words", ["Skarn vs. Tarn", "the Jan. 3 game", "the dept. Head office"])
def test_abbreviations_end_none(words: str) -> None:
    text = f"They watched {words} on the old screen."
    assert len(sentences(text, paragraphs(text))) == 1


def test_titles_end_no_sentence() -> None:
    text = "Army Lt. Col. Ruth Sandoval left. Sen. Amos Petrie (D-Ore.) stayed. He waved."
    assert cut(text, sentences(text, paragraphs(text))) == [
        "Army Lt. Col. Ruth Sandoval left.",
        "Sen. Amos Petrie (D-Ore.) stayed.",
        "He waved.",
    ]


def test_marks_of_every_usual_style() -> None:
    assert quoted('She said "no" twice.') == ["no"]
    assert quoted("She said “no” twice.") == ["no"]
    assert quoted("She said 'no way' twice.") == ["no way"]
    assert quoted("She said ‘no way’ twice.") == ["no way"]
    assert quoted("Elle a dit « non » hier.") == [" non "]
    assert quoted("Er sagte „nein“ dazu.") == ["nein"]
    assert quoted('It was "mixed” up.') == ["mixed"]


def test_apostrophes_are_no_quotations() -> None:
    assert quoted("It's the drivers' strike, and they'll lose 'em in the '90s way, won't they?") == []
    assert quoted("He said 'the soldiers' camp was hit' and left.") == ["the soldiers' camp was hit"]


def test_a_quotation_in_a_quotation_is_deeper() -> None:
    text = "“I heard ‘fire’ twice,” he said."
    assert [(text[slice(*q.inner)], q.depth) for q in quotations(text, paragraphs(text))] == [
        ("I heard ‘fire’ twice,", 0),
        ("fire", 1),
    ]


def test_a_quotation_that_the_next_paragraph_takes_up_runs_on() -> None:
    text = "He said: “We left early.\n“Nobody saw us.”"
    first, second = quotations(text, paragraphs(text))
    assert (first.closed, first.runs_on) == (False, True)
    assert (second.closed, second.runs_on) == (True, False)


@given(st.text(alphabet=st.sampled_from(list("ab AB.,?!\"'“”‘’«»„`\n\r\t é🙂\u2028")), max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    spans = paragraphs(text)
    for s, e in [*spans, *sentences(text, spans)]:
        assert 0 <= s < e <= len(text)
    for q in quotations(text, spans):
        assert 0 <= q.outer[0] <= q.inner[0] <= q.inner[1] <= q.outer[1] <= len(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_head_that_runs_into_its_paragraph_is_no_part_of_it() -> None:
    text = "THE BIG STORY: The mayor is leaving.\nELSEWHERE: A barge sank."
    assert cut(text, paragraphs(text)) == ["The mayor is leaving.", "A barge sank."]


def test_a_label_that_comes_again_names_a_speaker() -> None:
    text = "JON ROE: The pier is shut.\nANA LUND: Since when?\nJON ROE: Since noon."
    assert cut(text, paragraphs(text))[0] == "JON ROE: The pier is shut."


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("The firm shut the service.Many engineers had left.", True),
        ("It was shown on the Orrin Network.The league denied it.", True),
        ("“It is over,” said Voss.In the other telling it is not.", True),
        ("See orrin.Com and tarn.org for more.", False),
        ("The U.S.Navy sent two ships.", False),
        ("Write to a.voss@Tarn.Media or call.", False),
    ],
)
def test_a_sentence_ends_at_a_full_stop_whose_blank_was_lost(text: str, several: bool) -> None:
    assert (len(sentences(text, paragraphs(text))) > 1) is several
