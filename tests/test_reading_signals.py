"""Lines of codes, the end of a press release, places in a thread and clocks: they stay out of what is told."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import pytest

from whosays import trace
from whosays.reading import documents, read_text
from whosays.reading.signals import is_signal


def told(text: str) -> list[str]:
    return [c.text for c in trace(next(i.document for i in documents(text.encode(), name="in") if i.document)).claims]


@pytest.mark.parametrize(
    "line",
    [
        "A0412/31 NOTAMN",
        "Q) TARN/QRTCA/IV/BO/W/000/999/5230N00112E010",
        "A) TARN B) 3103030400 C) 3103031800",
        "ZCZC TA01",
        "NNNN",
        "031204 UTC MAR 31",
        "MAYDAY MAYDAY MAYDAY",
        "EDTN 030920Z 24012KT 9999 BKN030 12/08 Q1018",
        "icao 4CA2B1 flight TRN123 alt 35000 gs 451 trk 122 lat 52.51 lon 1.21 sq 7700",
        "MMSI 232001234 POS 52.51N 001.21E SOG 12.4 COG 214",
    ],
)
def test_a_line_of_codes_is_furniture(line: str) -> None:
    assert is_signal(line)
    text = (
        f"Tarn airport was closed on Monday, an airport spokeswoman said.\n\n{line}\n\nIts director has not spoken.\n"
    )
    assert line in [text[slice(*span)] for span in read_text(text).furniture]


@pytest.mark.parametrize(
    "line",
    [
        "M25 closed J12 to J13",
        "Tarn Rovers 3 Aldmoor 2",
        "A321 crashes near Aldmoor",
        "Flight TRN123 lost contact at 0941Z",
        "Holt 12,301 Dray 9,200 Linn 4,100",
        "MAYDAY CALL FROM TANKER OFF CAPE ORLO",
        "COVID-19: 4,120 NEW CASES IN TARN",
        "TANKER HIT BY 2 DRONES 14NM SOUTH OF CAPE ORLO",
        "The vessel was last seen at 52.51N 001.21E.",
        "G7 leaders meet at 10am",
        "3 March 2031, 05:10",
        "AIRSPACE CLOSED WITHIN 10NM OF TARN HOLLOW",
    ],
)
def test_what_has_words_of_a_sentence_is_none(line: str) -> None:
    assert not is_signal(line)


RELEASE = "Tarn Pumps recalls 4,000 heaters\n\nTarn Pumps is recalling 4,000 garden heaters after three fires, the company said on Monday.\n\n"


@pytest.mark.parametrize(
    "foot",
    [
        "ENDS\n\nNotes to editors\n\nTarn Pumps was founded in 1961 and employs 400 people in Aldmoor.\nInterviews are available on request.\n",
        "-ENDS-\n\nNotes to Editors:\n1. Tarn Pumps was founded in 1961.\n2. It has won three awards.\n\nMedia contact:\nOnno Dray\nT: 020 7946 0000\n",
        "###\n\nAbout Tarn Pumps\nTarn Pumps is a leading maker of garden heaters and has won three awards for its service.\n",
        "Ends\n\nNote to editors: Mira Holt is available for interview. High-resolution pictures are available.\n",
        "Notes to news desks\n\nTarn Pumps was founded in 1961 and employs 400 people.\n",
        "-30-\n\nTarn Pumps was founded in 1961 and has 400 staff.\nContact: Onno Dray, press@tarnpumps.example\n",
    ],
)
def test_what_stands_below_the_end_of_a_release_is_no_claim(foot: str) -> None:
    assert set(told(RELEASE + foot)) <= {
        "Tarn Pumps recalls 4,000 heaters",
        "Tarn Pumps is recalling 4,000 garden heaters after three fires",
    }


@pytest.mark.parametrize(
    "more",
    [
        "The notes to editors were changed on Tuesday, the Tarn Post has found.\n",
        "ENDS\n\nTarn Pumps was founded in 1961 and employs 400 people in Aldmoor.\n",  # no sign of a release
        "Ends\n\nFor further information contact Onno Dray on 020 7946 0000.\n\nFOR IMMEDIATE RELEASE\n\nTarn Water shut the dam on Tuesday and 400 homes lost power.\n",
    ],
)
def test_what_is_told_after_other_ends_stays(more: str) -> None:
    assert len(told(RELEASE + more)) > 1


RIVER = "The river has burst its banks at Tarn Hollow"


@pytest.mark.parametrize(
    "text",
    [
        f"12.04pm: {RIVER}.\n12.31pm: Two people are missing, police say.\n",
        f"12:04 EST / 17:04 GMT: {RIVER}.\n\n12:31 EST / 17:31 GMT: Two people are missing, police say.\n",
        f"Tarn flood: what we know\n\nPosted at 12:04\n{RIVER}.\n\nPosted at 12:31\nTwo people are missing, police say.\n",
        f"March 3, 2031 / 12:04 PM EST\n{RIVER}.\n\nMarch 3, 2031 / 12:31 PM EST\nTwo people are missing, police say.\n",
        f"1/7 {RIVER}.\n\n2/7 Two people are missing, police say.\n",
        f"🧵 1/ {RIVER}.\n\n2/ Two people are missing, police say.\n",
        f"{RIVER} [1/3]\n\nTwo people are missing, police say [2/3]\n",
        f"{RIVER}. (1/3)\nTwo people are missing, police say. (2/3)\n",
        f"{RIVER}. 🧵👇\n\nTwo people are missing, police say.\n",
        f"THREAD: {RIVER}.\n\nTwo people are missing, police say.\n",
        f"🚨 {RIVER}! 😱\n\nTwo people are missing, police say.\n",
        f"❗️{RIVER}.\n\nTwo people are missing, police say.\n",
    ],
)
def test_neither_clock_nor_place_in_a_thread_nor_signs_are_told(text: str) -> None:
    assert {claim[:1].upper() + claim[1:] for claim in told(text)} == {RIVER, "Two people are missing"}
