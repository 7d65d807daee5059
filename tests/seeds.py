"""One small input of every kind that is read, and of the forms of each: what `tests.mutations` changes by chance.

Every reader is reached by one of them (`tests/test_seeds.py`).
"""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import base64
import codecs
import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.pdfs import pdf
from tests.warcs import digest, http, page, record

HERE = Path(__file__).parent

TEXT = (
    "A warden of the salt works saw smoke over the drying sheds before dawn. “No shed has burnt,” the foreman, Olaf "
    "Brandt, said on Monday. The fire brigade could not confirm that anybody was hurt, according to Tarn Post."
)
SAID = TEXT[:90]
WHEN = "2030-06-01T05:10:00Z"


@cache
def seeds() -> tuple[bytes, ...]:
    """Small inputs of every kind, in an order that does not change."""
    named = sorted((HERE / "fixtures").iterdir()) + sorted((HERE.parent / "examples").glob("*.*"))
    kinds = (_pages(), _agencies(), _mails(), _posts(), _tables(), _archives(), _papers(), _texts(), _others())
    return (*(path.read_bytes() for path in named if path.is_file()), *(one for kind in kinds for one in kind))


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _lines(values: list[dict[str, Any]]) -> bytes:
    return b"".join(_json(value) + b"\n" for value in values)


def _table(row: Mapping[str, str], sign: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(row)
    writer.writerow(row.values())
    return out.getvalue().encode()


def _zipped(members: Mapping[str, bytes], way: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, way)
    return packed.getvalue()


# --- pages -----------------------------------------------------------------------------------------------------------

ARTICLE = {
    "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Smoke", "articleBody": TEXT * 3, "datePublished": WHEN,
    "author": [{"@type": "Person", "name": "Mira Holt"}], "publisher": {"@id": "#tarn"}, "isAccessibleForFree": "False",
}  # fmt: skip
HTML = (
    f'<!doctype html><html><head><title>Smoke</title><script type="application/ld+json">{json.dumps(ARTICLE)}</script>'
    f"</head><body><nav><a href='/a'>A</a></nav><article><h1>Smoke</h1><p>{TEXT}</p><p>{TEXT}</p><sup>1</sup>"
    f"<blockquote>{TEXT}</blockquote><table><tr><td>{TEXT}</td></tr></table></article></body></html>"
)


def _page(head: str, body: str) -> bytes:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def _script(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def _pages() -> list[bytes]:
    tags = (
        "<title>Smoke over the sheds | Tarn Post</title><base href='https://tarn.example/'><link rel=canonical href='/2030/06/01/smoke'>"
        "<meta property='og:site_name' content='Tarn Post'><meta property='og:title' content='Smoke over the sheds'><meta name=author content='Mira Holt'>"
        f"<meta property='article:published_time' content='{WHEN}'><meta name=date content='1970-01-01'><meta name=keywords content='salt, sheds'>"
    )
    marked = (
        "<h1 itemprop=headline>Smoke over the sheds</h1><span class=byline>By <a rel=author href='/mira'>Mira Holt</a> and Ida Falk</span>"
        "<time itemprop=datePublished datetime='2030-06-01'>1 June 2030</time><time class=updated datetime='2030-06-02'>Updated 2 June 2030</time>"
        f"<span itemprop=publisher><b itemprop=name>Tarn Post</b></span><div class=story><p>{TEXT}</p><p>{TEXT}</p></div><div class=story><p>{TEXT[::-1]}</p><p>{TEXT.upper()}</p></div>"
        "<h2><a href='/b'>Trains are diverted round the lake this week</a></h2><p>A line of it.</p><h2><a href='/c'>The mayor opens a new bridge to the north</a></h2><p>More.</p>"
    )
    live = {
        "@type": "LiveBlogPosting", "headline": "Sheds, live", "coverageStartTime": WHEN,
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": f"No {n}", "articleBody": f"{n}. {TEXT}"} for n in range(3)],
    }  # fmt: skip
    graph = {"@graph": [
        {"@type": "WebSite", "@id": "#site", "name": "Tarn Post"}, {"@type": "Organization", "@id": "#tarn", "name": "Tarn Post"},
        {"@type": ["ClaimReview"], "claimReviewed": TEXT[:80], "reviewRating": {"alternateName": "False"}, "itemReviewed": {"@type": "Claim", "author": {"name": "Ida Falk"}, "appearance": {"url": "https://x.com/a/status/1"}}},
        {"@type": "MediaReview", "mediaAuthenticityCategory": "MissingContext", "originalMediaContextDescription": "A fire drill.", "itemReviewed": {"@type": "ImageObject", "caption": "Sheds burning"}},
    ]}  # fmt: skip
    check = (
        f"<html><body><article itemscope itemtype='https://schema.org/ClaimReview'><h1>Smoke</h1><p itemprop='claimReviewed'>{TEXT}</p><div itemprop='itemReviewed' "
        f"itemscope itemtype='https://schema.org/Claim'><b itemprop='author'>A</b></div><p>{TEXT}</p><p>{TEXT}</p></article><div role='dialog'>Accept our cookies</div></body></html>"
    )
    menu = "".join(f"<li><a href='/{n}'>Section number {n}</a></li>" for n in range(40))
    return [
        HTML.encode(),
        check.encode(),
        _page(tags, marked),
        _page("<title>Smoke</title>", f"<div itemprop=author><b itemprop=name>By Mira Holt</b></div><h1>Smoke over the sheds</h1><div{' a=1' * 2600}><p>{TEXT}</p></div>"),
        _page(_script(live), "<main>" + "".join(f"<article class=update><h2>No {n}</h2><p>{TEXT}</p><p>{n} {SAID.upper()} {SAID.lower()}.</p></article>" for n in range(3)) + "</main>"),
        _page(f"<title>Smoke</title><script type='application/LD+JSON'><!-- {json.dumps(graph)[:-1]},}} //--></script>", f"<main><h1>Smoke</h1><p>CLAIM: sheds burnt</p><p>{TEXT}</p><p>VERDICT: false</p></main>"),
        _page("<title>Smoke</title>", f"<aside><ul>{menu}</ul><p>{TEXT}</p><p>{TEXT}</p></aside>"),
        _page("<title>Just a moment...</title>", "<h1>Checking your browser</h1>"),
        _page("<title>Smoke</title>", "<div id=cmp-consent role=dialog>We and our 12 partners store cookies. <button>Accept all cookies</button></div><p>Subscribe to continue reading.</p>"),
        _page("<title>Smoke</title><link rel=canonical href='https://tarn.example/2030/06/01/smoke'>", f"<article><h1>Smoke</h1><p>{TEXT}</p><p>{TEXT}</p></article>"),
        _page("<title>Tarn</title><script>x()</script>", "<div id=root></div>"),
        _page("<title>Smoke</title><script>x()</script>", "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>"),
        _page("<title>404: page not found</title>", "<p>The page you are looking for does not exist.</p>"),
        f"<?xml version='1.0' encoding='windows-1252'?><html><head><meta charset=windows-1252></head><body><p>{TEXT}</p><p>{TEXT}</p></body></html>".encode("cp1252"),
        f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{HTML}\r\n--b--".encode(),
    ]  # fmt: skip


# --- agencies --------------------------------------------------------------------------------------------------------


def _agencies() -> list[bytes]:
    nitf = f"<nitf><head><title>x</title></head><body><body.content><p>{TEXT}</p></body.content></body></nitf>"
    whole = (
        "<nitf xml:lang='en'><head><docdata management-status='canceled'><doc-id id-string='urn:x:9'/><date.issue norm='20300601T051000Z'/>"
        "<date.release norm='20300601T061000Z'/><doc.copyright holder='Tarn Post'/><ed-msg info='Kill this'/></docdata><pubdata name='Tarn Post'/></head>"
        "<body><body.head><hedline><hl1>Smoke</hl1></hedline><byline>By <person>Mira Holt</person><byttl>Reporter</byttl></byline><dateline><location>TARN</location> June 1</dateline></body.head>"
        f"<body.content><media><p>A picture</p></media><block><hl2>Sheds</hl2><p>{TEXT} <a href='https://a.example'>a</a></p><bq>{TEXT}</bq></block></body.content></body></nitf>"
    )
    plain = whole.replace("<person>Mira Holt</person>", "Mira Holt <location>Tarn</location>")
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta><versionCreated>2030-06-01T06:00:00Z'
        "</versionCreated></itemMeta><contentMeta><headline>Smoke</headline></contentMeta><contentSet><inlineXML>"
        f"<html><body><p>{TEXT}</p></body></html></inlineXML></contentSet></newsItem>"
    )
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><packageItem guid="urn:x:3"/><newsItem guid="urn:x:4" xml:lang="en"><itemMeta>'
        "<itemClass qcode='ninat:text'/><provider><name>Tarn</name></provider><pubStatus qcode='stat:withheld'/><firstCreated>2030-06-01</firstCreated><edNote>Hold</edNote></itemMeta>"
        "<contentMeta><creator literal='Mira Holt'/><infoSource><name>Post</name></infoSource><creditline>Post</creditline><subject><name>Salt</name></subject><language tag='en'/></contentMeta>"
        f"<contentSet><inlineXML>{nitf}</inlineXML></contentSet></newsItem><newsItem guid='urn:x:5'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem></itemSet></newsMessage>"
    )
    old = (
        "<NewsML><NewsItem><NewsManagement><FirstCreated>20300601T051000Z</FirstCreated><Status FormalName='Usable'/></NewsManagement><NewsComponent>"
        f"<NewsLines><HeadLine>Smoke</HeadLine><ByLine>By Mira Holt</ByLine></NewsLines><ContentItem><DataContent>{nitf}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )
    held = old.replace(nitf, f"<body><p>{TEXT}</p></body>").replace("Usable", "Embargoed").replace(
        "<ContentItem>", "<CreditLine>Post</CreditLine><ContentItem><MediaType FormalName='Text'/>"
    )  # fmt: skip
    made = {
        "guid": "urn:x:2",
        "type": "text",
        "headline": "Smoke",
        "body_html": f"<p>{TEXT}</p>",
        "pubstatus": "usable",
    }
    corrected = {
        "uri": "https://tarn.example/9", "body_text": TEXT, "headline": "Smoke", "pubstatus": "withheld", "ednote": "Hold", "source": "Post", "copyrightholder": "Tarn",
        "authors": [{"name": "Mira Holt"}], "associations": {"correction": {"uri": "urn:x:1", "headline": "Old"}}, "infosource": [{"literal": "Post", "uri": "https://post.example"}], "language": "en",
    }  # fmt: skip
    extracted = f"<doc hostname='tarn.example' title='Smoke' source='https://tarn.example/1'><main><p>{TEXT}<lb/><ref target='https://a.example'>a</ref></p></main></doc>"
    return [
        nitf.encode(), whole.encode(), plain.encode(), item.encode(), message.encode(), old.encode(), held.encode(), _json(made), _json(corrected), extracted.encode(),
        f"<corpus>{extracted}<doc sitename='Post' url='https://post.example/2' author='Ida Falk' date='2030-06-01' tags='salt;sheds'><main><head>Smoke</head><list><item>{TEXT}</item></list></main></doc></corpus>".encode(),
    ]  # fmt: skip


# --- mails -----------------------------------------------------------------------------------------------------------


def _mails() -> list[bytes]:
    mail = (
        "From: Mira Holt <mira@tarn.example>\r\nSubject: =?utf-8?q?Smoke?=\r\nDate: Mon, 03 Mar 2031 05:00:00 +0100\r\n"
        "Message-ID: <1@tarn.example>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; "
        f"charset=utf-8\r\n\r\n{TEXT}\r\n> {TEXT}\r\n--b\r\nContent-Type: text/html\r\n\r\n{HTML}\r\n--b--\r\n"
    )
    listed = (
        "\n Received: from a by b; Mon, 3 Mar 2031 05:00:00 +0100\nReceived: from a by b; Mon, 3 Mar 2031 05:00:00 +0100\nstray words here\nFrom: ida@tarn.example\nTo: all@tarn.example\n"
        "List-Id: Salt letter <salt.tarn.example>\nSubject: Smoke\nIn-Reply-To: <1@tarn.example>\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain; charset=iso-8859-1\n"
        f"Content-Transfer-Encoding: quoted-printable\n\nOn Monday Mira wrote:\n> {SAID}=20\n=E9 No.\n--c\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--c--\n"
    )
    saved = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tarn.example/1\r\nSubject: Smoke\r\nDate: Mon, 3 Mar 2031 05:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary=d\r\n\r\n--d\r\nContent-Type: text/html\r\nContent-Location: https://tarn.example/1\r\n\r\n{HTML}\r\n--d--\r\n'
    )
    apple = f"From: Mira Holt <mira@tarn.example>\nTo: ida@tarn.example\nSubject: Smoke\n\n{TEXT}\n"
    return [
        mail.encode(), listed.encode(), saved.encode(), f"From x Mon Mar  3 05:00:00 2031\n{mail}".encode(),
        f"From x Mon Mar  3 05:00:00 2031\n{apple}\n\nFrom y Mon Mar  3 06:00:00 2031\n{apple}".encode(),
        f"{len(apple.encode())}       \n{apple}<?xml version=\"1.0\"?><plist/>".encode(),
    ]  # fmt: skip


# --- posts, as platforms and collectors export them ------------------------------------------------------------------


def _posts() -> list[bytes]:
    telegram = (
        '<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header">'
        '<div class="text bold">Salt News</div></div><div class="page_body chat_page"><div class="history"><div class="message '
        'default clearfix" id="message41"><div class="body"><div class="pull_right date details" title="01.06.2030 05:10:00 '
        f'UTC+02:00">05:10</div><div class="from_name">Salt News</div><div class="text">{TEXT}</div></div></div>'
        '<div class="message default clearfix joined" id="message42"><div class="body"><div class="reply_to details">In reply to <a href="#go_to_message41">this message</a></div>'
        f'<div class="forwarded body"><div class="from_name">Shed Watch <span class="date details">01.06.2030</span></div><div class="text">{SAID}<br><a href="https://a.example">a</a></div></div></div></div>'
        "</div></div></div></body></html>"
    )
    collected = [
        {"id": 7, "date": "2030-06-01T05:10:00+00:00", "content": TEXT, "forwarded": "https://t.me/s/x", "url": "https://t.me/a/7"},
        {"_": "Message", "id": 8, "date": "2030-06-01T05:10:00+00:00", "message": TEXT, "fwd_from": {"from_name": "Shed Watch", "from_id": {"_": "PeerChannel", "channel_id": 9}, "channel_post": 3}, "peer_id": {"_": "PeerChannel", "channel_id": 7}, "reply_to": {"reply_to_msg_id": 2}},
        {"_type": "snscrape.modules.telegram.TelegramPost", "url": "https://t.me/s/salt/7", "date": WHEN, "content": TEXT, "forwarded": {"title": "Shed Watch"}, "forwardedUrl": "https://t.me/s/shed/3"},
        {"_type": "snscrape.modules.twitter.Tweet", "id": 12, "date": WHEN, "rawContent": TEXT, "user": {"username": "mira_h", "displayname": "Mira"}, "quotedTweet": {"id": 11, "user": {"username": "ida"}}, "inReplyToTweetId": 10},
        {"id": 12, "full_text": f"RT @ida: {SAID}… https://t.co/a", "truncated": True, "created_at": "Wed Oct 10 20:19:24 +0000 2018", "user": {"screen_name": "mira_h"}, "entities": {"urls": [{"url": "https://t.co/a", "expanded_url": "https://a.example/?token=1"}]}, "in_reply_to_status_id": 3},
        {"id_str": "13", "text": SAID, "user": {"screen_name": "mira_h"}, "quoted_status": {"id": 5, "text": SAID, "user": {"screen_name": "ida"}}, "retweeted_status": {"id": 6, "full_text": TEXT, "user": {"screen_name": "ida"}}},
        {"id": "14", "text": SAID, "author_id": "71", "author": {"username": "mira_h"}, "referenced_tweets": [{"type": "retweeted", "id": "5", "text": TEXT, "author": {"username": "ida"}}]},
        {"headline": "Smoke", "maintext": TEXT, "date_publish": "2030-06-01 05:10:00", "source_domain": "tarn.example"},
        {"@type": "ClaimReview", "claimReviewed": TEXT, "reviewRating": {"alternateName": "False"}},
        {"dataFeedElement": [{"@type": "DataFeedItem", "url": "https://a.example/1", "item": [{"@type": "ClaimReview", "claimReviewed": TEXT, "reviewBody": TEXT, "author": {"name": "Tarn Checks"}, "datePublished": "2030-06-01"}]}]},
        {"ancestors": [], "descendants": [{"id": "1", "uri": "https://sea.example/1", "content": f"<p>{SAID}</p>", "account": {"acct": "mira"}, "created_at": WHEN}]},
        {"thread": [{"value": {"post": {"uri": "at://did:plc:a/app.bsky.feed.post/1", "author": {"handle": "mira.example"}, "record": {"text": SAID, "createdAt": WHEN}}}}]},
        {"schema": "whosays.ledger/1", "type": "document", "trace": {"document": {"text": TEXT, "id": "x", "kind": "article"}}},
        {"schema": "whosays.trace/1", "document": {"text": TEXT, "furniture": [[0, 5]], "kind": "article"}},
        {"uri": "at://did:plc:a/app.bsky.feed.post/2", "notFound": True},
    ]  # fmt: skip
    wrapped = {"status": "ok", "articles": {"results": [{"source": {"name": "Tarn"}, "title": {"rendered": "Smoke"}, "fields": {"bodyText": TEXT}, "date": "2030-06-01", "time": "05:10:00"}]}}  # fmt: skip
    hits = {"hits": {"hits": [{"_id": "1", "_source": {"body": {"sections": [{"headline": "Smoke", "paragraphs": [TEXT]}]}, "author": "['Mira Holt', 'Ida Falk']", "source": "https://tarn.example/1", "text": f"{TEXT} [+120 chars]"}}]}}  # fmt: skip
    har = {"log": {"version": "1.2", "entries": [
        {"request": {"url": "https://tarn.example/1"}, "startedDateTime": WHEN, "response": {"status": 200, "content": {"mimeType": "text/html", "text": HTML}}},
        {"request": {"url": "https://tarn.example/2"}, "response": {"status": 200, "content": {"mimeType": "text/html", "encoding": "base64", "text": base64.b64encode(page("Smoke", TEXT)).decode()}}},
    ]}}  # fmt: skip
    owner = (HERE / "fixtures" / "account.js").read_bytes()
    archive = {f"data/{name}": (HERE / "fixtures" / name).read_bytes() for name in ("tweets.js", "note-tweet.js")}
    late = {
        "messages": [
            {
                "id": 1,
                "type": "message",
                "date": "2031-03-04T19:05:00",
                "from": "Mira Holt",
                "from_id": "user7",
                "text": SAID,
            }
        ],
        "name": "Salt",
        "type": "public_channel",
        "id": 7,
    }
    items = {
        "version": "https://jsonfeed.org/version/1",
        "title": "Tarn",
        "author": {"name": "Mira Holt"},
        "items": [{"id": 1, "content_text": TEXT, "external_url": "/a", "url": "b"}, 7],
    }
    return [
        telegram.encode(), *map(_json, collected), _json(wrapped), _json(hits), _json(har), _json(items), _json(late),
        _zipped({"data/account.js": owner, **archive}), _zipped({**archive, "data/account.js": owner}, zipfile.ZIP_DEFLATED), _zipped(archive, zipfile.ZIP_LZMA).replace(b"\x5d\0\0", b"\xff\0\0"),
        b'{"a": 1}\n' + _lines(collected[:4]) + b"\xff\n[1]\n{broken\n", _json(collected[:3])[:-40],
    ]  # fmt: skip


# --- tables ----------------------------------------------------------------------------------------------------------


def _tables() -> list[bytes]:
    rows = [
        {"url": "https://tarn.example/1", "title": "Smoke", "text": TEXT, "date": "2030-06-01", "author": "Mira Holt"}
    ]
    link, handle = "https://x.com/mira_h/status/12", "mira_h"
    posts = f'id,thread_id,timestamp,link,subject,body,author,is_retweet,retweeted_user\n1,1,2030-06-01 05:10:00,https://x.com/a/status/1,,"RT @b: {TEXT}",a,yes,b\n'
    parquet = (HERE / "fixtures" / "rows.parquet").read_bytes()
    return [
        parquet.replace(b"salt works", b"salt\xffworks"),
        f"url,title,text,date\nu,Smoke,\"{TEXT}\",2030-06-01\n".encode(), _json(rows), _lines(rows * 3), posts.encode(),
        codecs.BOM_UTF8 + _table({**rows[0], "seen": "yes", "time": "05:10", "outlet": "Tarn Post"}, ";") + b'broken;"\n',
        _table({"Headline": "Smoke | Tarn", "Publisher": "Tarn", "Body": f"<p>{TEXT}</p>", "Published at": "1/2/2030"}, "\t").decode().encode("utf-16"),
        _table({"Post Created": WHEN, "Message": TEXT, "URL": "https://facebook.com/1", "Page Name": "Tarn", "User Name": "tarn", "Link": "https://tarn.example/1"}),
        _table({"Account": "Mira", "User Name": "mira", "Post Created": WHEN, "URL": "https://instagram.com/p/1", "Description": TEXT}),
        _lines([{"Account": "Mira", "User Name": "mira", "Post Created": WHEN, "URL": "https://instagram.com/p/1", "Description": TEXT}] * 2),
        _table({"post_owner.name": "Tarn", "text": TEXT, "creation_time": WHEN, "modified_time": WHEN, "link_attachment.link": "https://tarn.example/1"}),
        _table({"user_screen_name": handle, "text": TEXT, "local_time": WHEN, "id": "12.0", "quoted_id": "11", "quoted_user": "ida", "to_tweetid": "10"}),
        _table({"tweet": TEXT, "username": handle, "conversation_id": "1", "id": "12", "retweet": "True", "retweet_id": "9", "user_rt": "ida", "link": link}),
        _table({"rawContent": f"RT @ida: {SAID}", "url": link, "date": WHEN, "inReplyToTweetId": "nan"}),
        _table({"id": "12", "text": TEXT, "author.username": handle, "author.name": "Mira", "referenced_tweets.retweeted.id": "9", "retweeted_username": "ida", "__twarc.retrieved_at": WHEN}),
        _table({"id": "7", "body": TEXT, "author_name": "Mira", "author_username": "mira", "author_forwarded_from_name": "Shed Watch", "author_forwarded_from_id": "3", "chat": "salt", "reply_to": "2", "unix_timestamp": "1900000000"}),
        _lines([{"selftext": TEXT, "subreddit": "Tarn", "created_utc": 1900000000.0, "title": "Smoke", "author": handle, "permalink": "/r/Tarn/comments/1/a/", "id": "1"}, {"selftext": "[removed]", "subreddit": "Tarn", "created_utc": 1, "title": ""}]),
        _lines([{"body": TEXT, "subreddit": "Tarn", "created_utc": 1900000000, "link_id": "t3_1", "parent_id": "t1_2", "author": handle}]),
    ]  # fmt: skip


# --- archives --------------------------------------------------------------------------------------------------------


def _archives() -> list[bytes]:
    smoke = page("Smoke", TEXT)
    at = "https://tarn.example/1"
    plain = record("response", at, WHEN, http(smoke), gzipped=False)
    warc = gzip.compress(plain, mtime=0)
    chunked = http(f"{len(HTML):x}\r\n{HTML}\r\n0\r\n\r\n".encode(), more="Transfer-Encoding: chunked\r\n")
    again = record("response", at, WHEN, http(smoke), gzipped=False, WARC_Payload_Digest=digest(smoke))
    again += record(
        "revisit",
        at,
        "2030-06-02T05:10:00Z",
        b"HTTP/1.1 200 OK\r\n\r\n",
        gzipped=False,
        WARC_Payload_Digest=digest(smoke),
        WARC_Profile="http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
    )
    again += record("resource", "https://tarn.example/2", "no date", smoke, gzipped=False, WARC_Truncated="length")
    again += record("response", "https://tarn.example/3", WHEN, http(b"", "404 Not Found"), gzipped=False)
    packed = [
        record(
            "response", at, WHEN, http(gzip.compress(smoke, mtime=0), more="Content-Encoding: gzip\r\n"), gzipped=False
        ),
        record("response", at, WHEN, http(zlib.compress(smoke), more="Content-Encoding: deflate\r\n"), gzipped=False),
        record("response", at, WHEN, http(smoke, more="Content-Encoding: x\r\n"), gzipped=False),
        record("response", at, WHEN, http(b"ffff\r\n<p>Smoke", more="Transfer-Encoding: chunked\r\n"), gzipped=False),
    ]
    wacz = _zipped({"datapackage.json": b"{}", "archive/a.warc.gz": warc})
    answer = http(smoke, more="Transfer-Encoding: chunked\r\n")
    head = b"filedesc://x.arc 0.0.0.0 20100601051000 text/plain 70\n1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
    broken = f"{at} 192.0.2.1 20100601051000 text/html 99999999\nHTTP/1.1 200 OK\n\n".encode()
    arc = head + f"\n{at} 192.0.2.1 20100601051000 text/html {len(answer)}\n".encode() + answer + b"\n"
    return [
        warc, plain, gzip.compress(plain * 2, mtime=0), record("response", "https://tarn.example/5", WHEN, chunked, gzipped=False), again, b"".join(packed),
        wacz, _zipped({"archive/a.warc": plain, "archive/b.warc": plain}, zipfile.ZIP_DEFLATED), _zipped({"archive/a.warc": plain}, zipfile.ZIP_BZIP2), _zipped({"a.wacz": wacz, "b.warc": b"none"}), arc, gzip.compress(arc + broken, mtime=0), warc[:-20],
    ]  # fmt: skip


# --- papers: PDF -----------------------------------------------------------------------------------------------------


def _papers() -> list[bytes]:
    words = TEXT.replace("“", '"').replace("”", '"').split()
    rows = [" ".join(words[n : n + 6]) for n in range(0, 30, 6)] * 2
    two = [(72 + 260 * side, 640 - 14 * n, 11, row) for n, row in enumerate(rows) for side in (0, 1)]
    newspaper = [
        (72, 700, 24, "Smoke over the drying sheds of Tarn before dawn on Monday"),
        (72, 670, 11, "By Mira Holt"),
        *two,
    ]
    return [
        pdf([TEXT]),
        pdf(newspaper, newspaper[2:], title="Smoke over the sheds", author="Mira Holt"),
        pdf(rows, [], ["1. " + TEXT[:60], "hyphen-", "ated words"], title="untitled"),
        pdf([]),
        b"%PDF-1.4\nnothing",
    ]


# --- texts, as somebody copied or exported them ----------------------------------------------------------------------


def _texts() -> list[bytes]:
    cues = "".join(
        f"{n}\n00:00:{n:02},500 --> 00:00:{n + 1:02},000\n{part}\n\n" for n, part in enumerate(TEXT.split(". "), 1)
    )
    vtt = (
        "WEBVTT\nKind: captions\nLanguage: en\n\nNOTE made by hand\nfor nobody\n\nSTYLE\n::cue { color: red }\n\n"
        f"00:01.000 --> 00:03.000 align:start\n<v Mira Holt>{SAID}</v>\n\nintro\n00:03.000 --> 00:05.000\n>> <i>No shed</i> has burnt.\n[music]\n- Who says so?\n"
    )
    alone = "".join(f"{n // 60}:{n % 60:02}\n{SAID}\n1 minute, 2 seconds\n" for n in range(0, 90, 30))
    before = "".join(f"[00:{n:02}] MIRA HOLT: {SAID.lower()}\n" for n in range(0, 50, 10))
    copied = (
        f"14/03/2031, 18:02 - Mira created group\n14/03/2031, 18:04 - Mira Holt: {SAID}\n> {SAID}\n03/04/2031, 18:05 - Ida: <Media omitted>\n",
        f"[14.03.31, 18:04:09] ~ Mira: {SAID}\n[14.03.31, 18:05:00] Ida Falk: Forwarded: {SAID}\n",
        f"[14/03/2031, 18:04] <mira> {SAID}\n[14/03/2031, 18:05] <ida> no\n",
        f"====\nGuild: Tarn\n\n[14-Mar-31 06:04 PM] mira#0012 (pinned)\n{SAID}\n\n{{Reactions}}\n3\n[14-Mar-31 06:05 PM] ida\n> {SAID}\nno\n",
        f"Mira Holt, [14.03.2031 18:04]\n[Forwarded from Salt News]\n{SAID}\n\nIda, [Mar 14, 2031 at 6:05 PM]:\n{SAID}\n",
        f"Mira Holt — 03/14/2031 6:04 PM\n{SAID}\n\nida — Today at 6:05 PM\n{SAID} (edited)\n",
        f"[14/03/2031] 18:04 Mira Holt: {SAID}\n[14/03/2031] 18:05 Ida: no\n",
        f"[6:04 PM] Mira Holt: {SAID}\n[6:05 PM] Ida: Forwarded message: {SAID}\n",
        f"[18:04] <mira> {SAID}\n[18:05] <@ida> {SAID}\n",
        f"14 March 2031\n18:04\tMira\t{SAID}\n18:05\t+49 151 000000\tThis message was deleted\n",
        f"[18:04] Mira Holt\n{SAID}\n[18:05] Ida Falk\nno\n",
        f"Mira Holt [18:04]\n{SAID}\n\nIda Falk [18:05]\nno\n",
        f"Mira Holt  6:04 PM\n{SAID}\nIda Falk  6:05 PM\nno\n",
        f"Mira Holt sent 14/03/2031 18:04\n{SAID}\n\nIda Falk 14/03/2031 18:05\nno\n",
        f"Mira Holt · 18:04\n{SAID}\n\nIda Falk · 18:05\nno\n",
        f"Mira Holt (18:04): {SAID}\nIda Falk (18:05): no\n",
        f"18:04 Mira Holt: {SAID}\n18:05 Ida Falk: no\n",
        f"Mira Holt\n{SAID}\n18:04\n\nIda Falk\n{SAID}\n18:05\n",
        f"18:47 ull 5G 72%\n< Post\nMira Holt\n@mira_h\n·\n3h\n{SAID} #salt #sheds\n120\n1.2K\n12K Views\nQuote\nIda Falk\n@ida\n·\nMar 14, 2031\nReplying to @mira_h\n{SAID}\nShow this thread\n",
        f"Mira Holt\n@mira_h\n{SAID}\n6:04 PM · Mar 14, 2031 · 12K Views\n120 t] 1.2K Q 34\n",
        f"Mira Holt (@mira_h) on X, 14 March 2031, 18:04: {SAID}\nTelegram channel Salt News, 3h\n{SAID}\n",
        f"Tarn Police\n14 March at 19:05 ·\n{SAID}… See more\n412\nLike\nComment\nShare\nView more comments\nIda Falk\n{SAID}\nLike\nReply\n2h\n",
        f"r/Tarn\nu/mira_h\n•\n5h ago\n\n{SAID}\n\nUpvote\n214\nDownvote\nu/ida-f • 4h ago\n{SAID}\nReply\n",
        f"[–] mira_h 12 points 3 hours ago\n{SAID}\npermalink\n[–] ida-f [score hidden] 2 hours ago\n{SAID}\n",
        f"Salt News\n12.4K subscribers\n{SAID}\nwith a line of its own\n18:42\n",
        f"Mira Holt\n• 2nd\nWarden at Tarn Salt\n3d •\n{SAID}\n",
        f"mira.holt_7\n3h\n{SAID}\n12 likes\n",
        f"Forwarded from Salt News\n{SAID}\n\nSubscribe: t.me/salt\n18:42\n",
        f"{SAID}\n— Mira Holt (@mira_h) March 14, 2031\n",
        f"Menu\nHome\nNews\nSport\nTarn Post\nSheds have burnt\nBy Mira Holt\n14 March 2031\n{TEXT}\nRead more\nWho is Ida?\nTrains diverted\n\n{TEXT}\nENDS\nAbout us\nContact\nPrivacy policy\n",
        f"@mira_h: {SAID}.\n\nNo shed has burnt so far, they say.\nPosted 14 March 2031 · 12K views\n",
        f"CLAIM: the sheds have burnt\nTarn Checks\n\n{TEXT}\n\nVERDICT: False\nTopics: salt, sheds\nTags\nsalt\nFollow us on Facebook\nTwitter\n(Reporting by Mira Holt; editing by Ida Falk)\n(Photo: Mira Holt/Getty Images)\n",
    )
    marked = (
        f"---\ntitle: Smoke\nauthor: [Mira Holt]\ndate: 2030-06-01\n---\n\n# Smoke\n\n> {TEXT}\n\n- [a](https://a.example) **b** _c_\n",
        f'+++\ntitle = "Smoke"\ntags:\n - salt\n - sheds\n+++\n\nSmoke\n=====\n\n![a](/b.png) {TEXT} <https://a.example> \\*\n\n***\n\n1. [x](https://x.example)\n',
    )
    linked = f'# Smoke over the sheds\n\n{TEXT} Read [it](https://b.example), [the note](https://a.example "a").\n\n* one\n* two\n'
    russian = "Смотритель соляных складов видел дым над сараями до рассвета, сообщили в Тарне. " * 3
    return [
        TEXT.encode(), TEXT.encode("utf-16"), TEXT.encode("utf-16-be"), codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), f"{TEXT} café".encode("cp1252"),
        russian.encode("koi8-r"), "塩田の番人は夜明け前に小屋の上の煙を見た。火災はなかったと職長は述べた。".encode("cp932") * 3, "塩田の番人は煙を見た。".encode("iso2022_jp") * 3, russian.encode()[:-40] + b"\xff",
        cues.encode(), vtt.encode(), alone.encode(), before.encode(), *(one.encode() for one in (*copied, *marked, linked)),
    ]  # fmt: skip


# --- what is refused by name -----------------------------------------------------------------------------------------


def _others() -> list[bytes]:
    return [
        b"<?xml version='1.0'?><opml><body><outline xmlUrl='https://tarn.example/rss'/></body></opml>",
        f"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><log><line>{TEXT}</line>&b;</log>".encode(),
        b"{\\rtf1 smoke}", b"BEGIN:VCARD\nFN:Mira Holt\nEND:VCARD\n", _zipped({"word/document.xml": b"<w:p/>"}), b"GIF89a\x01\0\x01\0",
        b"window.YTD.follower.part0 = [ ]", b"<rss version='2.0'><channel><title>Tarn</title></channel></rss>",
        f"junk <rss version='2.0'><channel><title>Search</title><item><title>Smoke - Tarn</title><source url='https://tarn.example'>Tarn</source><description>&#1114112; {TEXT}</description><guid>7</guid><pubDate>Mon, 31 Feb 2031</pubDate></item><item><title>Fire</title><guid>7</guid>".encode(),
    ]  # fmt: skip
