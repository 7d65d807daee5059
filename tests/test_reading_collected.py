"""Posts and articles in the form of the tools that collect them, and Telegram's export as HTML."""

# ruff: noqa: E501  (markup stands as it comes)
from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tests.reading import got, referred
from whosays.model import DocumentKind

TEXT = "A warden of the salt works saw smoke over the drying sheds before dawn."


def lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode() + b"\n"


def table(*rows: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_snscrape_keeps_what_a_channel_forwarded() -> None:
    kind = "snscrape.modules.telegram.TelegramPost"
    found = got(
        lines(
            {
                "_type": kind,
                "url": "https://t.me/s/salt_news/41",
                "date": "2030-06-01T05:10:00+00:00",
                "content": TEXT,
                "forwarded": {
                    "_type": "snscrape.modules.telegram.Channel",
                    "username": "shedwatch",
                    "title": "Shed Watch",
                },
                "forwardedUrl": "https://t.me/shedwatch/7",
            },
            {"_type": kind, "url": "https://t.me/s/salt_news/42", "date": "2030-06-01T06:00:00+00:00", "content": None},
        )
    )
    document = found.only
    assert (document.kind, document.outlet, document.account) == (DocumentKind.POST, "salt_news", "@salt_news")
    assert document.identifier == "telegram:@salt_news/41"
    assert referred(document) == [
        ("forward", "forwarded", "Shed Watch", "https://t.me/shedwatch/7", "telegram:@shedwatch/7")
    ]
    assert found.notes == ["1 post without text (a picture or the like) is no document"]


def test_snscrape_keeps_repost_quote_and_answer_of_a_tweet() -> None:
    row = {
        "_type": "snscrape.modules.twitter.Tweet",
        "url": "https://twitter.com/mira/status/9001",
        "id": 9001,
        "date": "2030-06-01T05:10:00+00:00",
        "rawContent": TEXT,
        "user": {"username": "mira", "displayname": "Mira Holt"},
        "sourceLabel": "Twitter for Android",
        "quotedTweet": {"id": 8000, "user": {"username": "shedwatch"}},
        "inReplyToTweetId": 7000,
        "inReplyToUser": {"username": "saltworks"},
    }
    document = got(lines(row, row | {"id": 9002})).documents[":1"]
    assert (document.authors, document.account, document.outlet) == (("Mira Holt",), "@mira", None)
    assert [(r[0], r[2], r[4]) for r in referred(document)] == [
        ("quote", "@shedwatch", "x:8000"),
        ("reply", "@saltworks", "x:7000"),
    ]


def test_telethon() -> None:
    message = {
        "_": "Message",
        "id": 12,
        "peer_id": {"_": "PeerChannel", "channel_id": 1500},
        "date": "2030-06-01T05:10:00+00:00",
        "message": TEXT,
        "fwd_from": {"_": "MessageFwdHeader", "from_id": {"_": "PeerChannel", "channel_id": 77}, "channel_post": 5},
        "reply_to": {"_": "MessageReplyHeader", "reply_to_msg_id": 3},
    }
    for given in (lines(message, {**message, "id": 13}), json.dumps([message]).encode()):
        document = next(iter(got(given).documents.values()))
        assert document.identifier == "telegram:1500/12"
        assert [(r[0], r[4]) for r in referred(document)] == [
            ("forward", "telegram:77/5"),
            ("reply", "telegram:1500/3"),
        ]


def test_a_table_of_4cat_keeps_forwards_and_tells_a_channel_from_a_member() -> None:
    own = {
        "id": "5", "thread_id": "salt-5", "chat": "salt_news", "author": "1", "author_username": "salt_news",
        "author_name": "Salt News", "body": TEXT, "reply_to": "", "timestamp": "2030-06-01 05:10:00",
        "unix_timestamp": "1906607400", "author_forwarded_from_name": "Shed Watch",
        "author_forwarded_from_username": "shedwatch", "author_forwarded_from_id": "77",
    }  # fmt: skip
    member = own | {"id": "6", "author_username": "mira", "author_name": "Mira Holt", "author_forwarded_from_name": ""}
    member |= {"author_forwarded_from_username": "", "author_forwarded_from_id": "", "reply_to": "5"}
    first, second = got(table(own, member)).documents.values()
    assert (first.outlet, first.authors, first.published) == ("Salt News", (), "2030-06-02T05:10:00+00:00")
    assert referred(first)[0][:3] == ("forward", "author_forwarded_from_name", "Shed Watch")
    assert (second.outlet, second.authors) == (None, ("Mira Holt",))
    assert referred(second) == [("reply", "reply_to", None, None, "telegram:@salt_news/5")]


def test_a_table_of_twarc_has_accounts_and_reposts_and_no_app_for_an_outlet() -> None:
    row = {
        "id": "9001", "conversation_id": "9001", "referenced_tweets.replied_to.id": "",
        "referenced_tweets.retweeted.id": "8000", "referenced_tweets.quoted.id": "", "retweeted_username": "shedwatch",
        "created_at": "2030-06-01T05:10:00.000Z", "text": f"RT @shedwatch: {TEXT}", "lang": "en",
        "source": "Twitter for Android", "author.username": "mira", "author.name": "Mira Holt",
    }  # fmt: skip
    document = got(table(row)).only
    assert (document.outlet, document.authors, document.account) == (None, ("Mira Holt",), "@mira")
    assert [(r[0], r[2], r[4]) for r in referred(document)] == [("repost", "@shedwatch", "x:8000")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"title": "Smoke over sheds", "date_publish": "2030-06-01 05:10:00", "source_domain": "tern.example", "maintext": TEXT},
            ("tern.example", None, "2030-06-01T05:10:00"),
        ),
        (
            {"title": "Smoke", "date": "2030-06-01", "source": "https://tern.example/a", "source-hostname": "The Tern", "text": TEXT},
            ("The Tern", "https://tern.example/a", "2030-06-01"),
        ),
        (
            {
                "title": "Smoke",
                "publishing_date": "2030-06-01 05:10:00+00:00",
                "publisher": "The Tern",
                "requested_url": "https://tern.example/a",
                "body": {"summary": [], "sections": [{"headline": ["Before dawn"], "paragraphs": [TEXT]}]},
            },
            ("The Tern", "https://tern.example/a", "2030-06-01T05:10:00+00:00"),
        ),
        (
            {"title": "Smoke", "publish_date": "2030-06-01", "meta_site_name": "The Tern", "source_url": "https://tern.example", "text": TEXT},
            ("The Tern", "https://tern.example", "2030-06-01"),
        ),
    ],
    ids=["news-please", "trafilatura", "fundus", "newspaper4k"],
)  # fmt: skip
def test_articles_of_other_extractors(row: dict[str, Any], expected: tuple[str, ...]) -> None:
    document = got(json.dumps(row).encode()).only
    assert TEXT in document.text
    assert (document.outlet, document.url, document.published) == expected


def test_a_repost_that_its_platform_cut_is_said_to_be_cut() -> None:
    long = (
        "RT @shedwatch: "
        + "The warden of the salt works counted the sheds again and again and told the foreman that " * 2
    )
    whole = {"id_str": "1", "full_text": long[:136], "created_at": "Sat Jun 01 05:10:00 +0000 2030", "entities": {}}
    cut = whole | {"id_str": "2", "full_text": f"{long[:136]}…"}
    first, second = got(lines(whole, cut)).documents.values()
    assert all("cut off" not in warning for warning in first.warnings)
    assert "cut off" in second.warnings[0]


def telegram_page(*messages: str) -> bytes:
    page = "".join(messages)
    return (
        '<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header">'
        f'<div class="text bold">Salt News</div></div><div class="page_body chat_page"><div class="history">{page}</div></div>'
        "</div></body></html>"
    ).encode()


def test_telegrams_export_as_html_is_read_message_by_message() -> None:
    stamp = '<div class="pull_right date details" title="01.06.2030 05:10:00 UTC+02:00">05:10</div>'
    own = f'<div class="message default clearfix" id="message41"><div class="body">{stamp}<div class="from_name">Salt News</div>'
    inner = f'<div class="forwarded body"><div class="from_name">Shed Watch <span class="date">x</span></div><div class="text">{TEXT}</div></div>'
    picture = f'<div class="message default clearfix joined" id="message42"><div class="body">{stamp}</div></div>'
    service = '<div class="message service" id="message-1"><div class="body details">1 June 2030</div></div>'
    found = got(telegram_page(service, f"{own}{inner}</div></div>", picture))
    document = found.documents["message 41"]
    assert (document.outlet, document.published) == ("Salt News", "2030-06-01T05:10:00+02:00")
    assert referred(document) == [("forward", "forwarded", "Shed Watch", None, None)]
    assert len(found.documents) == 1
    assert "machine-readable" in found.notes[-1]
