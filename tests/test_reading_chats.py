"""Chats as text, exported or copied: each message is a post by whoever wrote it, with its time."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import pytest

from tests.reading import got, referred
from whosays.errors import InputError
from whosays.model import Document, DocumentKind
from whosays.reading import read, read_text

FERRY = "My aunt works on the ferry and says the hull is cracked"
QUIET = "That is not true, I was aboard this morning."


def messages(text: str) -> list[Document]:
    return list(got(text.encode()).documents.values())


def told(text: str) -> list[tuple[str, str | None, str]]:
    """Writer, time and words of each message."""
    return [(one.authors[0], one.published, one.text) for one in messages(text)]


BOTH = [("Edda Moor", "2025-03-14T18:04:00", FERRY), ("Olaf Brandt", "2025-03-14T18:06:00", QUIET)]


@pytest.mark.parametrize(
    "text",
    [
        f"14/03/2025, 18:04 - Edda Moor: {FERRY}\n14/03/2025, 18:06 - Olaf Brandt: {QUIET}\n",
        f"3/14/25, 6:04 PM - Edda Moor: {FERRY}\n3/14/25, 6:06 PM - Olaf Brandt: {QUIET}\n",
        f"3/14/25, 6:04\u202fPM - Edda Moor: {FERRY}\n3/14/25, 6:06\u202fPM - Olaf Brandt: {QUIET}\n",
        f"14.03.25, 18:04 - Edda Moor: {FERRY}\n14.03.25, 18:06 - Olaf Brandt: {QUIET}\n",
        f"2025-03-14 18:04 - Edda Moor: {FERRY}\n2025-03-14 18:06 - Olaf Brandt: {QUIET}\n",
        f"[14/03/2025, 18:04:00] Edda Moor: {FERRY}\n[14/03/2025, 18:06:00] ~\u202fOlaf Brandt: {QUIET}\n",
        f"\u200e[14.03.25, 18:04:00] Edda Moor: {FERRY}\r\n\u200e[14.03.25, 18:06:00] Olaf Brandt: {QUIET}\r\n",
        f"[14/03/2025] [18:04:00] Edda Moor: {FERRY}\n[14/03/2025] [18:06:00] Olaf Brandt: {QUIET}\n",
        f"[2025-03-14 18:04] Edda Moor: {FERRY}\n[2025-03-14 18:06] Olaf Brandt: {QUIET}\n",
        f"[2025-03-14T18:04:00] Edda Moor: {FERRY}\n[2025-03-14T18:06:00] Olaf Brandt: {QUIET}\n",
        f"[14-Mar-25 06:04 PM] Edda Moor\n{FERRY}\n\n[14-Mar-25 06:06 PM] Olaf Brandt\n{QUIET}\n\n",
        f"[3/14/2025 6:04 PM] Edda Moor\n{FERRY}\n\n[3/14/2025 6:06 PM] Olaf Brandt\n{QUIET}\n",
        f"Edda Moor, [14.03.2025 18:04]\n{FERRY}\n\nOlaf Brandt, [14.03.2025 18:06]\n{QUIET}\n",
        f"Edda Moor, [14 Mar 2025 at 18:04:00]:\n{FERRY}\n\nOlaf Brandt, [14 Mar 2025 at 18:06:00]:\n{QUIET}",
        f"Edda Moor, [Mar 14, 2025 at 6:04 PM]:\n{FERRY}\n\nOlaf Brandt, [Mar 14, 2025 at 6:06 PM]:\n{QUIET}",
        f"Edda Moor — 14/03/2025 18:04\n{FERRY}\nOlaf Brandt — 14/03/2025 18:06\n{QUIET}\n",
        f"2025-03-14\n18:04\tEdda Moor\t{FERRY}\n18:06\tOlaf Brandt\t{QUIET}\n",
    ],
)
def test_every_form_gives_writer_time_and_words(text: str) -> None:
    assert told(text) == BOTH
    assert all(one.kind is DocumentKind.POST for one in messages(text))


@pytest.mark.parametrize(
    "text",
    [
        f"Edda Moor — Today at 6:04 PM\n{FERRY}\nOlaf Brandt — Today at 6:06 PM\n{QUIET}\n",
        f"Edda Moor  6:04 PM\n{FERRY}\n\nOlaf Brandt  6:06 PM\n{QUIET}\n",
        f"Edda Moor [6:04 PM]\n{FERRY}\nOlaf Brandt [6:06 PM]\n{QUIET}\n",
        f"[6:04 PM] Edda Moor\n{FERRY}\n\n[6:06 PM] Olaf Brandt\n{QUIET}\n",
        f"[18:04] Edda Moor: {FERRY}\n[18:06] Olaf Brandt: {QUIET}\n",
    ],
)
def test_a_time_without_a_day_is_no_date(text: str) -> None:
    assert told(text) == [(name, None, words) for name, _, words in BOTH]


DAYS = "14 March 2025\n", "Friday, 14 March 2025\n\n", "Mar 14, 2025\n"


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "text",
    [
        f"Edda Moor  18:04\n{FERRY}\n\nOlaf Brandt  18:06\n{QUIET}\n",
        f"Edda Moor  18.04\n{FERRY}\nOlaf Brandt  18.06\n{QUIET}\n",
        f"Edda Moor, 18:04\n{FERRY}\nOlaf Brandt, 18:06\n{QUIET}\n",
        f"Edda Moor · 18:04\n{FERRY}\nOlaf Brandt · 18:06\n{QUIET}\n",
        f"Edda Moor (18:04): {FERRY}\nOlaf Brandt (18:06): {QUIET}\n",
        f"Edda Moor – 18:04: {FERRY}\nOlaf Brandt – 18:06: {QUIET}\n",
        f"18:04 - Edda Moor: {FERRY}\n18:06 - Olaf Brandt: {QUIET}\n",
        f"18:04 Edda Moor: {FERRY}\n18:06 Olaf Brandt: {QUIET}\n",
        f"Edda Moor\n{FERRY}\n18:04\nOlaf Brandt\n{QUIET}\n18:06\n",
    ],
)
def test_times_under_the_line_of_a_day(text: str, day: str) -> None:
    assert told(day + text) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        f"Edda Moor sent Mar 14, 2025, 6:04 PM\n{FERRY}\nOlaf Brandt sent Mar 14, 2025, 6:06 PM\n{QUIET}\n",
        f"Edda Moor  3/14/2025 6:04 PM\n{FERRY}\nOlaf Brandt  3/14/2025 6:06 PM\n{QUIET}\n",
        f"Edda Moor\n{FERRY}\nMar 14, 2025 6:04 pm\nOlaf Brandt\n{QUIET}\nMar 14, 2025 6:06 pm\n",
    ],
)
def test_a_name_with_day_and_time_behind_it_or_under_the_words(text: str) -> None:
    assert told(text) == BOTH


def test_a_name_of_one_word_and_a_time_inside_a_message() -> None:
    text = f"Anka  18:04\n{FERRY}\n\nTomas R  18:06\n{QUIET}\nBack at 19:30\n\nAnka  18:09\nFine\n"
    assert told(text) == [("Anka", None, FERRY), ("Tomas R", None, f"{QUIET}\nBack at 19:30"), ("Anka", None, "Fine")]


@pytest.mark.parametrize(
    "text",
    [
        "Kick-off 18:04\nTarn Rovers beat the visitors on Friday.\nFull time 19:50\nThe crowd went home, police said.\n",
        "High water  06:12\nThe quay floods at spring tides.\nLow water  12:31\nBoats ground at the bar.\n",
        "Aldmoor  12:04\nTarn  12:20\nHollow  12:31\n",
        "Timeline\n\n12:04\nThe alarm is raised by a passer-by.\n\n12:31\nThe first engine arrives at the mill.\n",
        "Posted at 12:04\nThe river has burst its banks.\nPosted at 12:31\nTwo people are missing.\n",
        "Update 12:04\nThe river has burst its banks.\nUpdate 12:31\nTwo people are missing.\n",
        "Key event 12:04\nThe river has burst its banks.\nKey event 12:31\nTwo people are missing.\n",
        "The hull\nIt is cracked, the harbour master said.\n18:04\nThe quay\nIt is shut.\n18:06\n",
    ],
)
def test_times_of_other_things_make_no_chat(text: str) -> None:
    assert read_text(text).text == text


def test_irc_with_a_line_for_each_message() -> None:
    text = f"[18:04] <edda> {FERRY}\n[18:06] <@olaf> {QUIET}\n"
    assert [(name, words) for name, _, words in told(text)] == [("edda", FERRY), ("olaf", QUIET)]


def test_words_over_several_lines_stay_together_and_each_message_has_the_line_it_begins_in() -> None:
    found = got(f"14/03/2025, 18:04 - Edda Moor: {FERRY}\n\nAnd more.\n14/03/2025, 18:06 - Olaf: {QUIET}\n".encode())
    assert [one.text for one in found.documents.values()] == [f"{FERRY}\n\nAnd more.", QUIET]
    assert list(found.documents) == [":1", ":4"]


def test_notices_pictures_and_deleted_messages_are_counted_and_nobody_says_them() -> None:
    found = got(
        (
            "14/03/2025, 18:00 - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n"
            '14/03/2025, 18:00 - Edda Moor created group "Ferry watch"\n'
            "14/03/2025, 18:01 - Edda Moor: <Media omitted>\n"
            f"14/03/2025, 18:04 - Edda Moor: {FERRY}\n"
            "14/03/2025, 18:05 - Olaf Brandt: This message was deleted\n"
            "14/03/2025, 18:06 - Olaf Brandt: IMG-20250314-WA0001.jpg (file attached)\n"
            "14/03/2025, 18:07 - Olaf Brandt changed the subject to “Hull”\n"
        ).encode()
    )
    assert [one.text for one in found.documents.values()] == [FERRY]
    assert found.notes == ["6 messages without words (pictures, calls, notices of the app) are no documents"]


def test_what_an_exporting_program_adds_under_a_message_is_no_part_of_it() -> None:
    text = (
        "==============================================================\nGuild: Tarn\nChannel: ferry\n"
        "==============================================================\n\n"
        f"[14-Mar-25 06:04 PM] edda#0012 (pinned)\n{FERRY}\n\n{{Attachments}}\nhttps://cdn.example/hull.png\n\n"
        "{Reactions}\n👍 (3)\n\n"
        f"[14-Mar-25 06:06 PM] olaf\n{QUIET} (edited)\n\n"
        "==============================================================\nExported 2 message(s)\n"
    )
    first, second = messages(text)
    assert (first.text, first.account, second.text) == (FERRY, "edda#0012", QUIET)


@pytest.mark.parametrize("days", [("03/04/2025", "03/05/2025"), ("04/03/2025", "05/03/2025")])
def test_a_day_that_may_be_a_month_is_not_guessed(days: tuple[str, str]) -> None:
    found = messages("".join(f"{day}, 18:04 - Edda Moor: {FERRY}\n" for day in days))
    assert [one.published for one in found] == [None, None]
    assert all("may name its day or its month first" in one.warnings[-1] for one in found)


def test_a_chat_goes_forward_in_time_and_so_shows_which_number_is_the_month() -> None:
    found = messages(
        "".join(f"{day}, 18:04 - Edda Moor: {FERRY}\n" for day in ("05/03/2025", "12/03/2025", "02/04/2025"))
    )
    assert [one.published for one in found] == ["2025-03-05T18:04:00", "2025-03-12T18:04:00", "2025-04-02T18:04:00"]


def test_a_message_that_was_passed_on_names_where_it_is_from() -> None:
    text = f"Edda Moor, [14.03.2025 18:04]\n[Forwarded from Harbour Watch]\n{FERRY}\n"
    one = messages(text)[0]
    assert one.authors == ("Edda Moor",)
    assert referred(one) == [("forward", "Forwarded", "Harbour Watch", None, None)]
    assert one.quote(one.furniture) == "[Forwarded from Harbour Watch]"
    hidden = messages(f"14/03/2025, 18:04 - Edda Moor: Forwarded: {FERRY}\n14/03/2025, 18:06 - Olaf: {QUIET}\n")[0]
    assert referred(hidden) == [("forward", "Forwarded", None, None, None)]


def test_quoted_lines_are_their_writers() -> None:
    text = f"[2025-03-14 18:04] Edda Moor: {FERRY}\n[2025-03-14 18:06] Olaf Brandt: > {FERRY}\nWho told you?\n"
    _, answer = messages(text)
    assert answer.quote(answer.furniture) == f"> {FERRY}"
    assert referred(answer) == [("reply", ">", "Edda Moor", None, None)]


def test_a_telephone_number_is_an_account() -> None:
    one = messages(f"14/03/2025, 18:04 - +44 7700 900123: {FERRY}\n14/03/2025, 18:06 - Olaf: {QUIET}\n")[0]
    assert one.account == "+44 7700 900123"


@pytest.mark.parametrize(
    "text",
    [
        # a live blog
        "18:04 Council meets\n\nThe council has met in Tarn, the mayor said.\n\n18:06 Ferry closed\n\nThe ferry is closed.\n",
        "18:04 - The council has met in Tarn, the mayor said.\n18:06 - The ferry is closed, the harbour master said.\n",
        # an interview, a hearing, a list of times
        "Q: When did you hear of the crack?\nA: In May.\n\nMOOR: The hull is cracked.\nBRANDT: It is not.\n",
        "The timetable for Friday\n\n10:00 Edda Moor\n11:30 Olaf Brandt\n14:00 Tarn Council v Ferry Company\n",
        "Hull of the ferry is cracked\n\nBy Edda Moor\n14/03/2025, 18:04\n\nThe hull is cracked, the harbour master said.\n",
        "Hull of the ferry is cracked — 14/03/2025\n\nThe hull is cracked, the harbour master said on Friday.\n",
        "The log of the ferry, [as found], lists two cracks.\n\nThe harbour master said they were old.\n",
    ],
)
def test_what_only_looks_like_a_chat_is_one_text(text: str) -> None:
    assert read_text(text).text == text


def test_a_chat_is_no_single_document() -> None:
    chat = f"14/03/2025, 18:04 - Edda Moor: {FERRY}\n14/03/2025, 18:06 - Olaf Brandt: {QUIET}\n"
    with pytest.raises(InputError, match="documents\\(\\) reads these"):
        read_text(chat)
    with pytest.raises(InputError, match="documents\\(\\) reads these"):
        read(chat.encode(), name="chat.txt")
