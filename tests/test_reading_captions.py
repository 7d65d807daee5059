"""Subtitles and transcripts: the times go, what was cut for a screen is put together, and when it is said stays to be seen."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import pytest

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading import captions, read_text

SAID = "The hull of the ferry is cracked, the harbour master said on Friday."
DENIED = "The company denies it."


def paragraphs(document: Document) -> list[str]:
    """What is said, without the times."""
    marked = {document.text[start:end] for start, end in document.furniture}
    return [part for part in document.text.split("\n\n") if part not in marked]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            "1\n00:00:01,000 --> 00:00:04,000\n<i>The hull of the\nferry is cracked,</i>\n\n2\n00:00:04,200 --> 00:00:07,000\n"
            f"the harbour master said on Friday.\n\n3\n00:00:07,200 --> 00:00:09,000\n- {DENIED}\n",
            ["[00:00:01]", "[00:00:07]"],
        ),
        (
            "1\r\n00:00:01,000 --> 00:00:04,000\r\nThe hull of the ferry is cracked,\r\n\r\n2\r\n00:00:04,200 --> 00:00:07,000\r\n"
            f"the harbour master said on Friday.\r\n\r\n3\r\n00:00:07,200 --> 00:00:09,000\r\n>> {DENIED}\r\n",
            ["[00:00:01]", "[00:00:07]"],
        ),
        (
            "WEBVTT\nKind: captions\nLanguage: en\n\nNOTE made by nobody\nof this town\n\n00:01.000 --> 00:04.000 align:start position:0%\n"
            "The hull of<00:00:01.500><c> the ferry</c> is cracked,\n\n00:04.000 --> 00:04.010\nThe hull of the ferry is cracked,\n\n"
            f"00:04.200 --> 00:07.000\nthe harbour master said on Friday.\n\n00:07.200 --> 00:09.000\n[Music]\n- {DENIED}\n",
            ["[00:01]", "[00:07]"],
        ),
        (
            f"0:00\nThe hull of the ferry\n0:02\nis cracked, the harbour\n0:05\nmaster said on Friday.\n0:07\n[Applause]\n0:08\n>> {DENIED}\n",
            ["[0:00]", "[0:08]"],
        ),
        (
            f"0:00\n0 seconds\nThe hull of the ferry is cracked,\n0:04\n4 seconds\nthe harbour master said on Friday.\n0:08\n8 seconds\n- {DENIED}\n",
            ["[0:00]", "[0:08]"],
        ),
        (
            f"0:00 The hull of the ferry is cracked,\n0:04 the harbour master said on Friday.\n0:08 >> {DENIED}\n",
            ["[0:00]", "[0:08]"],
        ),
    ],
)
def test_what_is_said_is_whole_and_its_times_are_furniture(text: str, times: list[str]) -> None:
    document = read_text(text)
    assert paragraphs(document) == [SAID, DENIED]
    assert [document.text[start:end] for start, end in document.furniture] == times
    assert not document.warnings


@pytest.mark.parametrize(
    "text",
    [
        f"[00:00:01] MOOR: {SAID}\n[00:00:07] BRANDT: {DENIED}\n[00:00:12] MOOR: It would.\n",
        f"00:00:01 Edda Moor: {SAID}\n00:00:07 Olaf Brandt: {DENIED}\n00:00:12 Edda Moor: It would.\n",
        f"WEBVTT\n\n00:01.000 --> 00:06.000\n<v Edda Moor>{SAID}\n\n00:07.000 --> 00:09.000\n<v Olaf Brandt>{DENIED}\n\n00:12.000 --> 00:14.000\n<v Edda Moor>It would.</v>\n",
    ],
)
def test_who_speaks_stays(text: str) -> None:
    said = paragraphs(read_text(text))
    assert [part.partition(": ")[2] for part in said] == [SAID, DENIED, "It would."]
    assert [part.partition(": ")[0].split()[-1].upper() for part in said] == ["MOOR", "BRANDT", "MOOR"]


def test_a_transcript_without_sentence_marks_says_so() -> None:
    lines = "".join(
        f"{i // 60}:{i % 60:02}\nthe hull of the ferry is cracked and nobody knows\n" for i in range(0, 200, 4)
    )
    document = read_text(lines)
    assert "no sentence marks" in document.warnings[-1]
    assert max(map(len, paragraphs(document))) < 1_000


@pytest.mark.parametrize(
    "text",
    [
        f"Ferry hull is cracked\n\n{SAID}\n\n18:04\n\n{DENIED}\n",
        f"18:04 {SAID}\n18:06 {DENIED}\n18:09 The mayor was silent.\n",  # a live blog
        "10:00 Edda Moor v Ferry Company\n11:30 R v Brandt\n14:00 Directions\n",
        "00:04 <edda> The hull of the ferry is cracked\n00:05 <olaf> It is not, I was aboard.\n00:06 <edda> Were you\n",
        f"1\n2\n3\n{SAID}\n",
    ],
)
def test_what_only_has_times_in_it_is_no_transcript(text: str) -> None:
    assert not captions.recognises(text)


def test_subtitles_in_which_nobody_speaks() -> None:
    with pytest.raises(InputError, match="nothing is said"):
        read_text("WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n")
