"""Exports and API answers of Telegram, X, Bluesky and Mastodon: posts, and what they say they rest on."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.reading import FIXTURES, got, linked, referred
from whosays.model import DocumentKind
from whosays.reading import documents, shapes, telegram

# --- Telegram --------------------------------------------------------------------------------------------------------


def test_messages_of_a_channel() -> None:
    found = got("channel.telegram.json")
    assert list(found.documents) == [f"message {n}" for n in (2, 3, 4, 6, 7)]
    first = found.documents["message 2"]
    assert first.kind is DocumentKind.POST
    assert (first.outlet, first.authors) == ("Harbour Watch", ("M. Stolz",))
    assert (first.published, first.modified) == ("2031-03-04T18:05:00+00:00", None)
    assert (first.identifier, first.url) == ("telegram:1500000001/2", "https://t.me/c/1500000001/2")
    assert found.problems == [
        "channel.telegram.json message 9: the message has no id",
        "channel.telegram.json message 10: it is no message",
    ]
    assert found.notes == ["3 messages without text (pictures and the like) are no documents"]


def test_forwards_are_kept_with_name_and_id_and_so_are_links_and_edits() -> None:
    document = got("channel.telegram.json").documents["message 3"]
    assert document.text == "Two pilots confirm it: their note and https://lantern.example/lamp."
    assert referred(document) == [("forward", "forwarded_from", "Night Pilots", None, "telegram:1400000009")]
    assert linked(document) == [
        ("their note", "https://pilots.example/note?token=***"),
        ("https://lantern.example/lamp", "https://lantern.example/lamp"),
    ]
    assert document.modified == "2031-03-04T20:00:00+00:00"


def test_a_forward_whose_origin_is_hidden_is_still_one_and_a_reply_leads_to_its_message() -> None:
    document = got("channel.telegram.json").documents["message 4"]
    assert document.text == "The coast guard cannot confirm it \N{POLICE CARS REVOLVING LIGHT}."
    assert referred(document) == [
        ("forward", "forwarded_from", None, None, None),
        ("reply", "reply_to_message_id", None, None, "telegram:1500000001/2"),
    ]


def test_a_rich_message_is_read_where_it_stands_instead_of_the_text() -> None:
    document = got("channel.telegram.json").documents["message 6"]
    assert document.text == (
        "What is known\n\nThe keeper wrote it in his log.\n\nNobody was hurt\n\nThe lamp burns again\n\nMore to come"
    )
    assert linked(document) == [("his log", "https://log.example/4")]
    assert referred(document)[0][4] == "telegram:1400000009/77"


def test_control_characters_as_telegram_escapes_them_break_nothing() -> None:
    document = got("channel.telegram.json").documents["message 7"]
    assert document.text == "A bell\x07 rings \\x41 times."
    assert document.published == "2031-03-04T20:40:00"  # without a zone, for the export gives none


@given(st.lists(st.sampled_from([b"\\x07", b"\\\\", b"\\n", b"x0", b"a", b"\\u0041", b'\\"']), max_size=30))
def test_mending_does_not_depend_on_where_the_file_is_cut(parts: list[bytes]) -> None:
    content = b"".join(parts)
    whole = telegram._Mended(io.BytesIO(content)).read(10_000)
    mended = telegram._Mended(io.BytesIO(content))
    pieces = []
    while piece := mended.read(3):
        pieces.append(piece)
    assert b"".join(pieces) == whole
    assert json.loads(b'"' + whole + b'"') == "".join(
        {b"\\x07": "\x07", b"\\\\": "\\", b"\\n": "\n", b"\\u0041": "A", b'\\"': '"'}.get(p) or p.decode()
        for p in parts
    )


def test_the_whole_account() -> None:
    found = got("account.telegram.json")
    assert list(found.documents) == [
        "chat “Pilots” message 1",
        "chat “saved messages” message 1",
        "chat “Old Quay” message 1",
    ]
    pilots, saved, poll = found.documents.values()
    assert (pilots.outlet, pilots.authors, pilots.account) == (None, ("Olaf Brandt",), "user42")
    assert referred(saved) == [("forward", "saved_from", "Harbour Watch", None, None)]
    assert poll.text == "Did the lamp fail?\nYes\nNo"
    assert not found.problems


def test_an_export_that_breaks_off_says_where() -> None:
    content = (FIXTURES / "channel.telegram.json").read_bytes()
    found = got(content[: content.index(b"The coast guard")], "r")
    assert list(found.documents) == ["message 2", "message 3"]
    assert "after message 3" in found.problems[0]


def test_members_in_another_order_are_known_too() -> None:
    chat = json.loads((FIXTURES / "channel.telegram.json").read_text(encoding="utf-8").replace("\\x07", ""))
    found = got({"messages": chat["messages"], "name": chat["name"], "type": chat["type"], "id": chat["id"]})
    assert found.documents["message 3"].references[0].name == "Night Pilots"
    assert found.documents["message 3"].identifier == "telegram:1500000001/3"
    assert found.documents["message 3"].outlet == "Harbour Watch"


# --- X ---------------------------------------------------------------------------------------------------------------


def test_the_archive_unpacked() -> None:
    found = got("tweets.js")
    first, repost, answer, long = found.documents.values()
    assert first.text == "The lamp & the lens failed, says the keeper https://lantern.example/lamp?auth_token=***"
    assert linked(first) == [("https://lantern.example/lamp?auth_token=***",) * 2]
    assert (first.authors, first.account) == (("Ida Falk",), "@ida_falk")
    assert (first.published, first.identifier) == ("2031-03-04T19:05:00+00:00", "x:1900000000000000001")
    assert first.url == "https://x.com/ida_falk/status/1900000000000000001"
    assert referred(repost) == [("repost", "full_text", "@quayobserver", "https://x.com/quayobserver", None)]
    assert referred(answer)[0][0::2] == ("reply", "@quayobserver", "x:1899999999999999999")
    assert long.text.endswith("The keeper told me so himself: https://log.example/4")
    assert [p.split(":")[0] for p in found.problems] == ["tweets.js post 5", "tweets.js post 6"]


def zipped(tmp_path: Path, members: dict[str, bytes]) -> Path:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_the_archive_in_its_zip(tmp_path: Path) -> None:
    members = {f"data/{n}": (FIXTURES / n).read_bytes() for n in ("tweets.js", "account.js", "note-tweet.js")}
    members["data/like.js"] = b"window.YTD.like.part0 = []"
    found = got(zipped(tmp_path, members))
    assert [d.text for d in found.documents.values()] == [d.text for d in got("tweets.js").documents.values()]
    assert next(iter(found.documents)) == "data/tweets.js post 1"
    old = {"twitter-2031/data/tweet.js": members["data/tweets.js"].replace(b"YTD.tweets", b"YTD.tweet")}
    found = got(zipped(tmp_path, old))
    assert len(found.documents) == 4
    assert found.documents["twitter-2031/data/tweet.js post 1"].authors == ()


def test_a_damaged_zip_is_a_problem(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"data/tweets.js": (FIXTURES / "tweets.js").read_bytes()})
    path.write_bytes(path.read_bytes()[:-40])
    assert "damaged" in got(path).problems[0]
    other = zipped(tmp_path, {"word/document.xml": b"<w/>"})
    assert "ZIP archive" in got(other).problems[0]


def test_parts_of_the_archive_without_posts_are_no_problem() -> None:
    found = got("account.js")
    assert (found.documents, found.problems) == ({}, [])
    assert "“account”" in found.notes[0]
    assert "private@mail.example" not in repr(got("tweets.js").items)


def test_api_v2() -> None:
    found = got("x-api.json")
    repost, quote, long = list(found.documents.values())[:3]
    assert repost.text == "The keeper denies that the lamp failed at all, whatever the blogs say about it."
    assert (repost.authors, repost.account) == (("Ida Falk",), "@ida_falk")
    assert referred(repost)[0][0::2] == ("repost", "@quayobserver", "x:1899999999999999990")
    assert quote.text == "So it failed after all?\nhttps://x.com/quayobserver/status/1899999999999999991"
    assert quote.identifier == "x:1900000000000000012"  # of all its edits the first
    assert [r[0::4] for r in referred(quote)] == [
        ("quote", "x:1899999999999999991"),
        ("reply", "x:1899999999999999990"),
    ]
    assert long.text.endswith("says its writer https://log.example/4")
    assert list(found.documents)[3:] == ["included post 1", "included post 2"]
    assert found.problems[0].startswith("x-api.json record 4: it has no text")


def test_pages_of_answers_as_lines() -> None:
    page = (FIXTURES / "x-api.json").read_text(encoding="utf-8")
    content = "\n".join(json.dumps(json.loads(page)) for _ in range(2)).encode()
    found = got(content, "p")
    assert len(found.documents) == 5  # the same posts a second time are the same posts
    assert next(iter(found.documents)) == ":1 record 1"


# --- Bluesky and Mastodon --------------------------------------------------------------------------------------------


def test_bluesky_feed() -> None:
    found = got("bluesky-feed.json")
    first = found.documents["record 1"]
    assert linked(first) == [("lantern.example/la…", "https://lantern.example/lamp")]
    assert (first.authors, first.account) == (("Mira Stolz",), "@stolz.example")
    assert first.url == "https://bsky.app/profile/stolz.example/post/3kaaa"
    assert referred(first) == [("source", "embed.external", "The keeper's log", "https://log.example/4", None)]
    quoting = found.documents["record 2"]
    assert [r[0::4] for r in referred(quoting)] == [
        ("reply", "at://did:plc:aaa/app.bsky.feed.post/3kaaa"),
        ("quote", "at://did:plc:ccc/app.bsky.feed.post/3kccc"),
    ]
    assert found.documents["record 2 (quoted)"].account == "@guard.example"
    repost, original = found.documents["record 3"], found.documents["record 3 (reposted)"]
    assert repost.text == original.text
    assert (repost.account, repost.published) == ("@stolz.example", "2031-03-05T21:00:00+00:00")
    assert referred(repost)[0][0::4] == ("repost", original.identifier)
    assert found.notes == ["1 post without text (a picture or the like) is no document"]


def test_bluesky_thread_and_search() -> None:
    found = got("bluesky-thread.json")
    assert [d.text for d in found.documents.values()] == [
        "The lamp failed.",
        "Who says so?",
        "A friend in the watch room.",
    ]
    thread = json.loads((FIXTURES / "bluesky-thread.json").read_text(encoding="utf-8"))["thread"]
    assert got({"posts": [thread["post"]], "cursor": "c"}).only.text == "Who says so?"
    second = {"thread": [{"uri": "at://x", "value": {"post": thread["post"]}}, {"value": {"blocked": True}}]}
    assert got(second).only.text == "Who says so?"


def test_mastodon() -> None:
    found = got("mastodon.json")
    first = found.documents["record 1"]
    assert first.text == (
        "Lamp\n\nThe lamp failed, @olaf says: https://lantern.example/lamp\n\nMore soon.\nPerhaps & soon."
    )
    assert linked(first)[1] == ("https://lantern.example/lamp", "https://lantern.example/lamp")
    assert (first.modified, first.topics) == ("2031-03-04T19:30:00+00:00", ("lamp",))
    assert referred(found.documents["record 2"]) == [
        ("reply", "in_reply_to_id", "@mira", first.identifier, first.identifier)
    ]
    boost, original = found.documents["record 3"], found.documents["record 3 (boosted)"]
    assert (boost.text, boost.account) == (original.text, "@bram")
    assert referred(boost) == [("repost", "reblog", "@guard@far.example", original.url, original.identifier)]
    assert [r[0::4] for r in referred(found.documents["record 4"])] == [
        ("reply", "mastodon:sea.example/55"),
        ("quote", "https://far.example/users/guard/statuses/4"),
    ]


def test_mastodon_context_and_archive() -> None:
    statuses = json.loads((FIXTURES / "mastodon.json").read_text(encoding="utf-8"))
    found = got({"ancestors": statuses[:1], "descendants": statuses[1:2]})
    assert found.documents["record 2"].references[0].identifier == statuses[0]["uri"]
    found = got("outbox.json")
    assert found.only.account == "@mira@sea.example"
    assert referred(found.only)[0][0::4] == ("reply", "https://far.example/users/guard/statuses/4")
    assert len(found.notes) == 1


# --- whatever comes --------------------------------------------------------------------------------------------------

EXPORTS = ["channel.telegram.json", "account.telegram.json", "x-api.json", "bluesky-feed.json", "mastodon.json"]
EXPORTS += ["bluesky-thread.json", "outbox.json", "ninjs3.json", "ninjs1.json", "tide.feed.json"]
odd = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
odd |= st.lists(odd, max_size=2) | st.dictionaries(st.text(max_size=5), odd, max_size=2)


def replaced(value: Any, path: list[int], new: Any) -> Any:
    """The value with one of its inner members replaced."""
    if not path or not isinstance(value, dict | list) or not value:
        return new
    members = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    key, member = members[path[0] % len(members)]
    changed = replaced(member, path[1:], new)
    if isinstance(value, dict):
        return {**value, key: changed}
    return [*value[:key], changed, *value[key + 1 :]]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EXPORTS), st.lists(st.integers(0, 30), min_size=1, max_size=8), odd)
def test_no_member_of_an_unexpected_kind_raises(name: str, path: list[int], new: Any) -> None:
    value = json.loads((FIXTURES / name).read_text(encoding="utf-8").replace("\\x07", "").replace("\\\\x41", ""))
    for item in documents(json.dumps(replaced(value, path, new)).encode(), name="e"):
        assert item.document is None or item.document.text.strip()


def is_whole(content: bytes) -> bool:
    """True where bytes are JSON as they stand, the assignment of an X archive left aside."""
    try:
        json.loads(re.sub(rb"^window\.\S+ = ", b"", content))
    except ValueError:
        return False
    return True


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([*EXPORTS, "tweets.js"]), st.data())
def test_no_mutilated_export_raises_or_loses_in_silence(name: str, data: st.DataObject) -> None:
    content = (FIXTURES / name).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    content = content[:start] + data.draw(st.binary(max_size=4)) + content[start + data.draw(st.integers(0, 300)) :]
    assume(not is_whole(content))  # a record cut out cleanly leaves a smaller export, in which nothing shows a loss
    whole = len(got(name).documents)
    items = list(documents(content, name="e"))
    if sum(item.document is not None for item in items) < whole:
        assert any(item.problem or item.note for item in items)


def test_messages_where_no_chat_is_are_told() -> None:
    content = (FIXTURES / "account.telegram.json").read_bytes().replace(b'"chats"', b'"chits"', 1)
    (problem,) = [item.problem for item in documents(content, name="e") if item.problem]
    assert "messages where an export has no chat" in str(problem)


def test_a_stray_character_before_an_export_is_no_page() -> None:
    content = (FIXTURES / "channel.telegram.json").read_bytes()
    assert any(item.problem or item.note for item in documents(b"<" + content, name="e"))


@pytest.mark.parametrize(
    "head", [b'{"about": "x", "chats": {"list": [', b'{"id": 1, "messages": [{"id": 1, "from_id": "u"']
)
def test_the_beginning_is_enough_to_know_telegram(head: bytes) -> None:
    assert shapes.shape_of(head).is_telegram
