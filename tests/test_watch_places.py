"""What the arguments of a watch name, and which files of a folder are ready to be read."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.errors import InputError, UsageError
from whosays.watching import folders, opml
from whosays.watching.polling import Source
from whosays.watching.watched import hosts, seconds, watched

LIST = """<?xml version="1.0"?>
<opml version="2.0"><head><title>Morning round</title></head><body>
 <outline text="Harbours">
  <outline type="rss" text="Quay" xmlUrl="https://quay.example/feed" htmlUrl="https://quay.example/"/>
  <outline type="rss" text="Quay again" xmlUrl="https://quay.example/feed"/>
  <outline text="Pier" XMLURL=" feed://pier.example/atom "/>
 </outline>
 <outline text="Lock" xmlUrl="feed:https://lock.example/rss?lang=en&amp;n=5"/>
 <outline text="A page" url="https://page.example/"/>
 <outline text="Odd" xmlUrl="javascript:alert(1)"/>
</body></opml>"""
NAMED = ("https://quay.example/feed", "https://pier.example/atom", "https://lock.example/rss?lang=en&n=5")


# --- OPML ------------------------------------------------------------------------------------------------------------


def test_a_list_names_each_feed_once() -> None:
    assert opml.is_opml(LIST.encode())
    assert opml.feeds(LIST.encode(), "round.opml") == NAMED


def test_a_broken_list_is_read_as_far_as_it_goes() -> None:
    broken = LIST.replace('text="Quay"', 'text="Quay & Co"').replace("</body></opml>", "")
    assert opml.feeds(broken.encode(), "round.opml") == NAMED


@pytest.mark.parametrize(
    "content", [b"", b"plain words", b"<rss/>", b"<html><body>opml</body></html>", b"{}", b"\x00<"]
)
def test_what_is_no_list(content: bytes) -> None:
    assert not opml.is_opml(content)
    with pytest.raises(InputError, match="no OPML"):
        opml.feeds(content, "x")


def test_a_list_without_feeds_is_told() -> None:
    with pytest.raises(InputError, match="names no feed"):
        opml.feeds(b"<opml><body/></opml>", "x")


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://leak.example/", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = (
        f'<!DOCTYPE opml [<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        '<opml><body><outline xmlUrl="https://quay.example/feed"/>&l9;<outline text="a">&x;</outline></body></opml>'
    )
    assert opml.feeds(document.encode(), "x") == ("https://quay.example/feed",)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_lists(content: bytes) -> None:
    for given_content in (content, b"<opml>" + content, LIST.encode()[: len(content)] + content):
        with contextlib.suppress(InputError):
            assert opml.feeds(given_content, "x")


# --- arguments -------------------------------------------------------------------------------------------------------


def test_addresses_lists_folders_and_files(tmp_path: Path) -> None:
    (tmp_path / "round.xml").write_text(LIST, encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "pile.jsonl").write_text("{}", encoding="utf-8")
    given_arguments = ["https://quay.example/feed", *(str(tmp_path / n) for n in ("round.xml", "inbox", "pile.jsonl"))]
    found = watched(given_arguments)
    assert [source.address for source in found.sources] == list(NAMED)
    assert found.paths == (given_arguments[2], given_arguments[3])
    assert found.problems == ()


def test_addresses_that_cannot_be_are_told_and_the_others_stay() -> None:
    found = watched(["ftp://quay.example/", "https://me:hush@quay.example/", "https://quay.example/feed"])
    assert [source.name for source in found.sources] == ["https://quay.example/feed"]
    assert len(found.problems) == 2
    assert "hush" not in " ".join(map(str, found.problems))


def test_a_feed_is_called_by_its_address_without_secrets() -> None:
    found = watched([f"https://quay.example/feed?token={secret}&lang=en" for secret in ("hush", "quiet", "hush")])
    names = [source.name for source in found.sources]
    assert len(set(names)) == 2
    assert names[1] == names[0] + " #2"
    assert not any(secret in name for name in names for secret in ("hush", "quiet"))
    assert [source.address.split("token=")[1] for source in found.sources] == ["hush&lang=en", "quiet&lang=en"]


def test_only_the_named_host_and_port_are_private() -> None:
    own = hosts(["desk.local:8080", "[::1]:9000", "Wiki.local"])
    assert own == {("desk.local", 8080), ("::1", 9000), ("wiki.local", 80), ("wiki.local", 443)}
    found = watched(["http://desk.local:8080/a", "http://desk.local/a", "https://quay.example/feed"], own)
    assert [source.private for source in found.sources] == [{("desk.local", 8080)}, frozenset(), frozenset()]


@pytest.mark.parametrize("value", ["", "desk.local:x", "http://desk.local", "desk.local/a", "me@desk.local", ":80"])
def test_a_private_host_that_is_none(value: str) -> None:
    with pytest.raises(UsageError, match="--private"):
        hosts([value])


def test_the_time_between_polls() -> None:
    public, own = Source("a", "https://a.example/"), Source("b", "http://b.local/", frozenset([("b.local", 80)]))
    assert [seconds(value, [public]) for value in ("90s", "10m", "1.5h", "1D")] == [90, 600, 5_400, 86_400]
    assert seconds("1s", [own]) == seconds("1s", []) == 1
    for value in ("59s", "31d", "5", "m", "-1m", "1w", "nan", ""):
        with pytest.raises(UsageError, match="--every"):
            seconds(value, [public, own])


# --- folders ---------------------------------------------------------------------------------------------------------


def test_a_file_is_ready_when_two_looks_find_it_the_same(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    whole, growing = tmp_path / "sub" / "whole.txt", tmp_path / "growing.txt"
    whole.write_text("The quay is shut.", encoding="utf-8")
    growing.write_text("The qu", encoding="utf-8")
    first = folders.look(str(tmp_path)).stamps
    assert folders.ready({}, {}, first) == ()
    growing.write_text("The quay is", encoding="utf-8")
    second = folders.look(str(tmp_path)).stamps
    assert folders.ready({}, first, second) == (str(whole),)
    third = folders.look(str(tmp_path)).stamps
    assert folders.ready({str(whole): third[str(whole)]}, second, third) == (str(growing),)


def test_a_file_that_changes_is_ready_again_whatever_its_date_says(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one", encoding="utf-8")
    known = dict(folders.look(str(tmp_path)).stamps)
    path.write_text("three", encoding="utf-8")
    os.utime(path, (1, 1))  # older than what was read
    now = folders.look(str(tmp_path)).stamps
    assert folders.ready(known, now, now) == (str(path),)
    assert folders.ready(dict(now), now, now) == ()


def test_hidden_unfinished_and_empty_files_and_links_are_left(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("not for reading", encoding="utf-8")
    inbox = tmp_path / "inbox"
    (inbox / ".git").mkdir(parents=True)
    for name in (".hidden", "a.part", "b.TMP", "c.crdownload", "d~", ".git/e"):
        (inbox / name).write_text("x", encoding="utf-8")
    (inbox / "empty.txt").touch()
    (inbox / "link.txt").symlink_to(outside)
    os.mkfifo(inbox / "pipe")
    now = folders.look(str(inbox)).stamps
    assert folders.ready({}, now, now) == ()


def test_a_single_file_and_what_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert "no such file" in str(folders.look(str(path)).problems[0])
    path.write_text("one", encoding="utf-8")
    assert list(folders.look(str(path)).stamps) == [str(path)]
