"""What collectors, agencies, interfaces and browsers hand over, in forms that are not each other's copies."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from typing import Any

import pytest

from tests.reading import Got, got, linked, referred
from tests.warcs import http, record
from whosays.model import DocumentKind

ONE = "The salt barge Ida sank off Mere on Sunday night with eleven tons of salt on board, the coast guard said."
TWO = "“She was sound when she left,” said Per Lund, who had her built."
THREE = "The insurer, Vale Mutual, denied that it had been asked to pay."
FOUR = "Two of the crew told the paper that the pumps had not worked for a month."
ALL = (ONE, TWO, THREE, FOUR)
SEEN = "2021-05-06T06:00:00Z"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in ALL)
PLAIN = "\n\n".join(ALL)
TITLE = "Barge sinks off Mere"


def page(body: str, *described: Any, head: str = "", title: str = TITLE) -> bytes:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in described)
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}{scripts}</head><body>{body}</body></html>".encode()


def story(title: str = TITLE, *paragraphs: str) -> bytes:
    told = "".join(f"<p>{p}</p>" for p in paragraphs or ALL)
    return page(f"<article><h1>{title}</h1>{told}</article>", title=title)


# answers of interfaces


WRAPPED: dict[str, Any] = {
    "of a headline service": {"status": "ok", "totalResults": 1, "articles": [
        {"source": {"id": None, "name": "Mere Courier"}, "author": "Mira Holt", "title": f"{TITLE} - Mere Courier", "url": "https://mere.example/1",
         "publishedAt": "2021-05-06T06:00:00Z", "content": PLAIN}]},
    "of an event service": {"articles": {"page": 1, "results": [
        {"uri": "77", "lang": "eng", "date": "2021-05-06", "time": "06:00:00", "dateTime": "2021-05-06T06:00:00Z", "url": "https://mere.example/1",
         "title": TITLE, "body": PLAIN, "source": {"uri": "mere.example", "title": "Mere Courier"}, "authors": [{"name": "Mira Holt"}]}]}},
    "of a newspaper": {"response": {"status": "ok", "results": [
        {"id": "world/barge", "webPublicationDate": "2021-05-06T06:00:00Z", "webTitle": TITLE, "webUrl": "https://mere.example/1",
         "fields": {"byline": "Mira Holt in Mere", "bodyText": PLAIN, "publication": "Mere Courier"}}]}},
    "of a search engine": {"took": 1, "hits": {"hits": [
        {"_id": "1", "_score": 1.0, "_source": {"title": TITLE, "text": PLAIN, "url": "https://mere.example/1", "author": "By Mira Holt",
         "date": "2021-05-06", "time": "06:00:00", "outlet": "Mere Courier"}}]}},
    "of a desk": {"_items": [
        {"guid": "https://mere.example/1", "type": "text", "pubstatus": "usable", "headline": TITLE, "source": "Mere Courier", "body_html": BODY,
         "firstpublished": "2021-05-06T06:00:00+0000", "firstcreated": "2021-05-05T06:00:00+0000", "authors": [{"name": "Mira Holt", "role": "writer"}]},
        {"guid": "p", "type": "picture", "headline": "x", "description_text": "The barge at the quay", "versioncreated": "2021-05-06T06:00:00+0000"}], "_meta": {}},
}  # fmt: skip


@pytest.mark.parametrize("answer", WRAPPED.values(), ids=WRAPPED.keys())
def test_the_list_that_an_answer_wraps_is_read_however_it_is_called(answer: Any) -> None:
    document = got(answer).only
    assert all(paragraph in document.text for paragraph in ALL)
    assert (document.title, document.outlet, document.authors) == (TITLE, "Mere Courier", ("Mira Holt",))
    assert (document.published or "").startswith("2021-05-06T06:00:00")
    assert document.url == "https://mere.example/1"


def test_an_article_that_lists_others_is_itself_the_document() -> None:
    value = {"title": TITLE, "text": PLAIN, "related": [{"title": "Other", "text": "The mayor said no."}] * 3}
    assert got(value).only.title == TITLE


@pytest.mark.parametrize("value", [{"a": {"b": {"c": {"d": [{"text": ONE}]}}}}, {"a": [1, 2]}, {"a": [{"b": 1}]}, {}])
def test_what_wraps_nothing_that_is_known_is_told(value: Any) -> None:
    found = got(value)
    assert not found.documents
    assert "it has no text" in found.problems[0]


def test_a_publishing_systems_interface() -> None:
    document = got([
        {"id": 7, "date": "2021-05-06T08:00:00", "link": "https://mere.example/7", "title": {"rendered": "Barge &#8216;Ida&#8217; sinks"},
         "content": {"rendered": BODY, "protected": False}, "author": 3}]).only  # fmt: skip
    assert (document.title, document.url) == ("Barge ‘Ida’ sinks", "https://mere.example/7")
    assert FOUR in document.text
    assert "<" not in document.text


@pytest.mark.parametrize(
    ("tail", "cut"),
    [
        ("The insurer, Vale Mu… [+1834 chars]", True),
        ("More... [230 chars]", True),
        ("And so on […]", True),
        ("And then…", True),
        ("It holds [9] chars", False),
        ("The end.", False),
    ],
)
def test_a_text_that_was_cut_off_on_the_way_is_said_to_be(tail: str, cut: bool) -> None:
    document = got([{"title": TITLE, "content": f"{ONE} {tail}", "url": "https://mere.example/1"}]).only
    assert any("cut off" in warning for warning in document.warnings) is cut
    assert "chars]" not in document.text


@pytest.mark.parametrize("text", ["[removed]", "[deleted]", "[Removed]", "[Removed by Reddit]"])
def test_what_a_platform_removed_is_no_text(text: str) -> None:
    found = got([{"title": "x", "content": text, "url": "https://mere.example/1"}])
    assert not found.documents
    assert "no text" in found.problems[0]


# posts in tables


TABLES = {
    "4cat": (
        "id,thread_id,timestamp,unix_timestamp,link,subject,body,author,author_fullname,source,is_retweet,retweeted_user,is_quote_tweet,quoted_user\n"
        "51,51,2021-05-06 06:00:00,1620280800,https://twitter.com/mere_test/status/51,,RT @other_test: The pumps did not work.,mere_test,Mere Test,Twitter for iPhone,yes,other_test,no,\n",
        [("repost", "is_retweet", "@other_test", "https://x.com/other_test", None)],
    ),
    "minet": (
        "id,timestamp_utc,local_time,user_screen_name,text,to_username,to_tweetid,source_name,url,user_name,retweeted_id,retweeted_user,quoted_id,quoted_user\n"
        "51,1620280800,2021-05-06T06:00:00,mere_test,The pumps did not work.,,,Twitter Web App,https://twitter.com/mere_test/status/51,Mere Test,,,40,other_test\n",
        [("quote", "quoted_id", "@other_test", "https://x.com/other_test/status/40", "x:40")],
    ),
    "twint": (
        "id,conversation_id,created_at,date,time,timezone,username,name,tweet,link,retweet,source,user_rt,retweet_id\n"
        "51,51,2021-05-06 06:00:00 UTC,2021-05-06,06:00:00,+0000,mere_test,Mere Test,The pumps did not work.,https://twitter.com/mere_test/status/51,False,,,\n",
        [],
    ),
    "a data frame of snscrape": (
        ",url,date,rawContent,id,user,source,inReplyToTweetId\n"
        "0,https://twitter.com/mere_test/status/51,2021-05-06 06:00:00+00:00,The pumps did not work.,51,{'username': 'mere_test'},Twitter Web App,40.0\n",
        [("reply", "inReplyToTweetId", None, "https://x.com/i/status/40", "x:40")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_posts_of_x_in_tables(name: str) -> None:
    table, references = TABLES[name]
    document = got(table.encode()).only
    assert document.kind is DocumentKind.POST
    assert document.text.endswith("The pumps did not work.")
    assert (document.account, document.identifier, document.outlet) == ("@mere_test", "x:51", None)
    assert (document.published or "").startswith("2021-05-06T06:00:00")
    assert referred(document) == references


def test_pages_of_facebook_in_a_table() -> None:
    rows = (
        "Page Name,User Name,Facebook Id,Post Created,Type,URL,Message,Link,Final Link\n"
        'Mere Watch,merewatch.test,1,2021-05-06 06:00:00 EST,Link,https://www.facebook.com/1/posts/2,"The barge sank, a diver told us.",https://quay.example/1,https://quay.example/1\n'
        "Mere Watch,merewatch.test,1,2021-05-06 07:00:00 EST,Photo,https://www.facebook.com/1/posts/3,,,\n"
    )
    found = got(rows.encode())
    document = found.only
    assert (document.outlet, document.account) == ("Mere Watch", "@merewatch.test")
    assert document.published == "2021-05-06T06:00:00-05:00"
    assert referred(document) == [("source", "Link", None, "https://quay.example/1", None)]
    assert found.notes


def test_dumps_of_a_forum_leave_out_what_was_removed() -> None:
    rows = [
        {"id": "a", "title": "Barge sank", "selftext": "My uncle says the pumps never ran.", "subreddit": "mere", "author": "saltfan",
         "created_utc": 1620280800.0, "permalink": "/r/mere/comments/a/x/"},
        {"id": "b", "title": "[removed]", "selftext": "[removed]", "subreddit": "mere", "author": "[deleted]", "created_utc": 1, "permalink": "/r/mere/comments/b/x/"},
        {"id": "c", "body": "Not so.", "link_id": "t3_a", "parent_id": "t3_a", "subreddit": "mere", "author": "quay", "created_utc": 1620280900, "permalink": "/r/mere/comments/a/x/c/"},
    ]  # fmt: skip
    first, second = got("\n".join(map(json.dumps, rows)).encode()).documents.values()
    assert first.text == "Barge sank\n\nMy uncle says the pumps never ran."
    assert (first.outlet, first.authors, first.published) == ("mere", ("saltfan",), "2021-05-06T06:00:00+00:00")
    assert first.url == "https://www.reddit.com/r/mere/comments/a/x/"
    assert referred(second)[0][:2] == ("reply", "parent_id")


def test_nobody_on_an_image_board_has_an_account() -> None:
    rows = "id,thread_id,timestamp,body,subject,author,country_code\n7,7,2021-05-06 06:00:00,a diver says she was scuttled,Barge,Anonymous,GB\n"
    document = got(rows.encode()).only
    assert (document.account, document.kind, document.text) == (
        None,
        DocumentKind.POST,
        "Barge\n\na diver says she was scuttled",
    )


def test_a_flattened_answer_of_x_holds_the_repost_and_what_it_repeats() -> None:
    other = {
        "type": "retweeted",
        "id": "40",
        "text": "The pumps broke, a mate told me, and nobody mended them.",
        "created_at": "2021-05-05T06:00:00Z",
        "author": {"id": "6", "username": "other_test", "name": "Other"},
    }
    value = {
        "id": "51",
        "text": "RT @other_test: The pumps broke, a mate…",
        "created_at": "2021-05-06T06:00:00Z",
        "author_id": "5",
        "author": {"id": "5", "username": "mere_test", "name": "Mere"},
        "referenced_tweets": [other],
        "__twarc": {},
    }
    first, second = got(value).documents.values()
    assert first.text == second.text == other["text"]
    assert (first.account, second.account) == ("@other_test", "@mere_test")
    assert referred(second) == [
        ("repost", "referenced_tweets", "@other_test", "https://x.com/other_test/status/40", "x:40")
    ]


@pytest.mark.parametrize(
    ("url", "outlet"), [("https://x.com/mere_test/status/5", None), ("https://mere.example/5", "Salt App")]
)
def test_the_app_a_post_was_written_in_is_no_outlet(url: str, outlet: str | None) -> None:
    assert got([{"text": ONE, "url": url, "source": "Salt App", "date": "2021-05-06"}]).only.outlet == outlet


# agencies


def newsml_1(status: str = "Usable", content: str = "", form: str = "XHTML") -> bytes:
    content = content or f"<html><head><title>t</title></head><body>{BODY}</body></html>"
    return f"""<?xml version="1.0"?><!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd"><NewsML><NewsEnvelope><DateAndTime>20210506T080000Z</DateAndTime></NewsEnvelope>
<NewsItem><Identification><NewsIdentifier><ProviderId>cw.example</ProviderId><DateId>20210506</DateId><PublicIdentifier>urn:newsml:cw:9</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20210506T073000Z</FirstCreated><ThisRevisionCreated>20210506T080000Z</ThisRevisionCreated><Status FormalName="{status}"/></NewsManagement>
<NewsComponent><AdministrativeMetadata><Provider><Party FormalName="Coast Wire"/></Provider></AdministrativeMetadata><NewsComponent><NewsLines><HeadLine>Barge at the quay</HeadLine></NewsLines><ContentItem Href="x.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
<NewsComponent><NewsLines><HeadLine>{TITLE}</HeadLine><ByLine>By Mira Holt and Ole Berg</ByLine></NewsLines><ContentItem><MediaType FormalName="Text"/><Format FormalName="{form}"/><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>""".encode()


@pytest.mark.parametrize(
    ("status", "content"),
    [
        ("Usable", ""),
        ("Canceled", f"<nitf><body><body.content>{BODY}</body.content></body></nitf>"),
        ("Usable", f"<![CDATA[{BODY}]]>"),
        ("Canceled", PLAIN),
        ("Usable", f"<body>{BODY}</body>"),
    ],
)
def test_newsml_1(status: str, content: str) -> None:
    document = got(newsml_1(status, content)).only
    assert (document.title, document.outlet, document.authors) == (TITLE, "Coast Wire", ("Mira Holt", "Ole Berg"))
    assert (document.published, document.modified) == ("2021-05-06T07:30:00+00:00", "2021-05-06T08:00:00+00:00")
    assert (document.retracted, document.identifier) == (status == "Canceled", "urn:newsml:cw:9")
    assert "<" not in document.text
    assert "denied that it had been asked" in document.text


def test_newsml_1_without_a_text() -> None:
    picture = b"<NewsML><NewsItem><NewsComponent><ContentItem><MediaType FormalName='Photo'/></ContentItem></NewsComponent></NewsItem></NewsML>"
    assert got(picture).notes
    assert not got(picture).documents


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By <person>Mira Holt</person><byttl>Coast Wire</byttl>", ("Mira Holt",)),
        ("By Ole Berg and Una Vale<byttl>Coast Wire Writers</byttl>", ("Ole Berg", "Una Vale")),
        ("<person>Ole Berg</person><person>Una Vale</person>", ("Ole Berg", "Una Vale")),
        ("Mira Holt<location>Mere</location>", ("Mira Holt",)),
        ("By Mira Holt, Coast Wire", ("Mira Holt",)),
    ],
)
def test_names_in_the_head_of_nitf_are_set_apart_by_tags_alone(byline: str, names: tuple[str, ...]) -> None:
    xml = f"<nitf><head><docdata><date.issue norm='20210506'/><doc.copyright holder='Coast Wire'/></docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>{byline}</byline><dateline><location>MERE</location><story.date>May 6</story.date></dateline></body.head><body.content>{BODY}</body.content></body></nitf>"
    document = got(xml.encode()).only
    assert document.authors == names
    assert "MERE May 6 — The salt barge" in document.text


# archives and recordings


def chunked(content: bytes, size: int = 300) -> bytes:
    parts = (content[at : at + size] for at in range(0, len(content), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("body", "heads"),
    [
        (chunked(story()), "Transfer-Encoding: chunked"),
        (chunked(story(), 1), "Transfer-Encoding: chunked"),
        (chunked(story()).replace(b"\r\n<", b";x=y\r\n<", 1), "Transfer-Encoding: chunked"),
        (chunked(gzip.compress(story()), 50), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (story(), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (story(), "Transfer-Encoding: chunked"),
    ],
)
@pytest.mark.parametrize("form", ["warc", "arc"])
def test_pages_in_chunks_and_pages_that_only_say_so(form: str, body: bytes, heads: str) -> None:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{heads}\r\n\r\n".encode() + body
    if form == "warc":
        archive = record("response", "https://mere.example/1", SEEN, answer)
    else:
        archive = b"filedesc://x.arc 0.0.0.0 20210506060000 text/plain 5\n1 0 M\n\n"
        archive += b"https://mere.example/1 192.0.2.1 20210506060000 text/html %d\n" % len(answer) + answer + b"\n"
    document = got(archive).only
    assert document.text.split("\n\n") == [TITLE, *ALL]


def test_chunks_that_break_off_are_told_and_the_next_page_goes_in() -> None:
    broken = http(chunked(story())[:-150], more=CHUNKED)
    whole = http(story("Insurer denies it", THREE, FOUR, ONE))
    found = got(
        record("response", "https://mere.example/1", SEEN, broken)
        + record("response", "https://mere.example/2", SEEN, whole)
    )
    assert found.only.title == "Insurer denies it"
    assert "breaks off" in found.problems[0]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_collections_in_a_collection() -> None:
    first, second = (
        record("response", f"https://mere.example/{n}", SEEN, http(story(t, *ALL)))
        for n, t in ((1, TITLE), (2, "Insurer denies it"))
    )
    inner = zipped({"archive/data.warc.gz": second, "datapackage.json": b"{}"})
    found = got(zipped({"archive/a.warc.gz": first, "b.wacz": inner, "datapackage.json": b"{}"}))
    assert {document.title for document in found.documents.values()} == {TITLE, "Insurer denies it"}
    deep = got(zipped({"c.wacz": zipped({"b.wacz": inner})}))
    assert not deep.documents
    assert "unpack it" in deep.problems[0]


@pytest.mark.parametrize("encoded", [True, False])
def test_a_recording_of_a_browser(encoded: bool) -> None:
    written = base64.b64encode(story()).decode() if encoded else story().decode()
    content = {"mimeType": "text/html; charset=utf-8", "text": written} | ({"encoding": "base64"} if encoded else {})
    entries: list[Any] = [
        {"startedDateTime": "2021-05-06T06:00:00.000Z", "request": {"url": "https://mere.example/1"}, "response": {"status": 200, "content": content}},
        {"request": {"url": "https://mere.example/x.js"}, "response": {"status": 200, "content": {"mimeType": "text/javascript", "text": "var a"}}},
        {"response": {"status": 404, "content": content}}, {"response": None}, 7,
    ]  # fmt: skip
    found = got({"log": {"version": "1.2", "creator": {}, "entries": entries}})
    assert found.only.text.split("\n\n") == [TITLE, *ALL]
    assert (found.only.url, found.only.published) == ("https://mere.example/1", "2021-05-06T06:00:00+00:00")
    assert found.notes == ["4 records are no pages, or without what the server answered"]


def test_a_recording_without_a_page_is_told() -> None:
    found = got({"log": {"version": "1.2", "entries": []}})
    assert "(HAR) holds no page" in found.problems[0]


# texts with marks


MARKED = {
    "yaml": "---\ntitle: Barge sinks off Mere\nauthor: Mira Holt; Ole Berg\nurl: https://mere.example/1\nhostname: mere.example\nsitename: Mere Courier\ndate: 2021-05-06\ntags: ['salt', 'sea']\n---\n\n## The sinking\n\n",
    "toml": "+++\ntitle = 'Barge sinks off Mere'\nauthors = [\"Mira Holt\", \"Ole Berg\"]\nurl = \"https://mere.example/1\"\nsite = \"Mere Courier\"\ndate = 2021-05-06\ntags = [\"salt\", \"sea\"]\n+++\n",
    "lists": "---\ntitle: \"Barge sinks off Mere\"\ndraft: false\nauthors:\n  - Mira Holt\n  - Ole Berg\ndate: 2021-05-06\ncanonical: https://mere.example/1\npublisher: Mere Courier\ntags:\n- salt\n- sea\n---\n",
}  # fmt: skip


@pytest.mark.parametrize("head", MARKED.values(), ids=MARKED.keys())
def test_markdown_with_a_head_of_fields(head: str) -> None:
    body = f'{ONE} It was **the third** _this year_.\n\n> {TWO}\n\n- {THREE}\n- {FOUR}\n\n![Ida](/ida.jpg)\n\n[The county](https://county.example/a "x") paid\\*.\n'
    document = got((head + body).encode()).only
    assert (document.title, document.authors, document.outlet) == (TITLE, ("Mira Holt", "Ole Berg"), "Mere Courier")
    assert (document.url, document.published, document.topics) == (
        "https://mere.example/1",
        "2021-05-06",
        ("salt", "sea"),
    )
    assert "the third this year." in document.text
    assert f"{THREE}\n{FOUR}" in document.text
    assert linked(document) == [("The county", "https://county.example/a")]
    assert not any(mark in document.text for mark in ("##", "draft", "ida.jpg", "> ", "](", "\\"))


def test_a_link_alone_makes_a_text_markdown_and_nothing_else_does() -> None:
    document = got(f"# {TITLE}\n\n[The county](https://county.example) said that {THREE}\n".encode()).only
    assert (document.title, linked(document)) == (TITLE, [("The county", "https://county.example")])
    for text in (
        f"---\nBarge sinks\n---\n\n{PLAIN}\n",
        f"{ONE}\n\n# 5 said so * twice *\n",
        f"See [1] (p. 5).\n\n{ONE}\n",
    ):
        assert got(text.encode()).only.text == text


def test_the_xml_of_an_extractor() -> None:
    doc = f'<doc sitename="Mere Courier" title="{TITLE}" author="Mira Holt" date="2021-05-06" source="https://mere.example/1" hostname="mere.example" tags="salt, sea">'
    main = f'<main><head rend="h2">The sinking</head><p>{ONE}<lb/>So <ref target="https://a.example/">it</ref> was.</p><list><item>{THREE}</item></list><graphic src="x">no</graphic></main><comments><p>I never trusted her.</p></comments>'
    for xml in (
        f"<?xml version='1.0'?>{doc}{main}</doc>",
        f"<corpus>{doc}{main}</doc><doc title='x' hostname='y'><main/></doc></corpus>",
    ):
        found: Got = got(xml.encode())
        document = found.only
        assert (document.title, document.outlet, document.authors) == (TITLE, "Mere Courier", ("Mira Holt",))
        assert (document.url, document.published, document.topics) == (
            "https://mere.example/1",
            "2021-05-06",
            ("salt", "sea"),
        )
        assert linked(document) == [("it", "https://a.example/")]
        assert "trusted" not in document.text
        assert len(found.problems) == ("corpus" in xml)


# pages


@pytest.mark.parametrize("form", [dict, list])
def test_a_live_blog_that_stands_where_search_engines_look_only(form: type) -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"Update {n}",
            "datePublished": "2021-05-07T06:00:00Z",
            "author": {"name": "Ole Berg"},
            "articleBody": f"<p>{p}</p>",
        }
        for n, p in enumerate(ALL)
    ]
    blog = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": TITLE,
        "datePublished": "2021-05-06T06:00:00Z",
        "author": {"@type": "Person", "name": "Una Vale"},
        "liveBlogUpdate": updates,
    }
    document = got(page("<div id=root></div>", blog if form is dict else {"@graph": [{"@type": "WebSite"}, blog]})).only
    assert all(paragraph in document.text for paragraph in (*ALL, "Update 3"))
    assert (document.title, document.authors, document.published) == (TITLE, ("Una Vale",), "2021-05-06T06:00:00+00:00")


def test_fact_checks_in_microdata_have_their_claimants_and_lend_them_to_nobody() -> None:
    def check(claim: str, verdict: str) -> str:
        return (
            '<section itemscope itemtype="https://schema.org/ClaimReview"><meta itemprop="datePublished" content="2021-05-06">'
            f'<p>Claim: <span itemprop="claimReviewed">{claim}</span></p><div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Claim">'
            '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Bay Truth</b></span><time itemprop="datePublished" datetime="2021-01-01">then</time></div>'
            f'<div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><span itemprop="alternateName">{verdict}</span></div>{BODY}</section>'
        )

    document = got(
        page(
            f"<article><h1>{TITLE}</h1>{check('She was scuttled', 'False')}{check('The crew was drunk', 'Unproven')}</article>"
        )
    ).only
    assert [(f.claim, f.verdict, f.claimant) for f in document.fact_checks] == [
        ("She was scuttled", "False", "Bay Truth"), ("The crew was drunk", "Unproven", "Bay Truth"),
    ]  # fmt: skip
    assert document.authors == ()
    assert document.published == "2021-05-06"


CONSENT = (
    "<p>By clicking Accept you agree that we and our 812 partners store cookies on your device, our partners said.</p>"
    * 8
)


@pytest.mark.parametrize(
    "around",
    [
        "<div role=dialog>{consent}</div>{article}",
        "{article}<div id=onetrust-banner-sdk><div>{consent}</div></div>",
        '<section class="cookie-banner">{consent}<button>Accept</button></section><aside>{article}</aside>',
        "<dialog open>{consent}</dialog><main>{article}</main>",
        '<div aria-label="privacy"><form>{consent}</form></div>{article}',
    ],
)
def test_a_dialogue_of_consent_is_never_the_article(around: str) -> None:
    text = got(
        page(around.format(consent=CONSENT, article=f"<article><h1>{TITLE}</h1><p>{ONE}</p><p>{THREE}</p></article>"))
    ).only.text
    assert text.split("\n\n") == [TITLE, ONE, THREE]


def test_a_page_of_nothing_but_consent_is_told_and_an_article_about_it_is_read() -> None:
    assert "cookie notice" in got(page(f"<div role=dialog>{CONSENT}</div>")).problems[0]
    about = f"<article class=cookie-story><h1>Court bans banners</h1><p>Nobody may be asked to accept cookies, the court said.</p><p>{ONE}</p><p>{THREE}</p></article>"
    assert "Nobody may be asked" in got(page(about)).only.text


# dates


@pytest.mark.parametrize(
    ("written", "published", "doubt"),
    [
        ("Thu, 01 Jan 1970 00:00:00 +0000", None, "1970"),
        ("1970-01-01", None, "1970"),
        ("0001-01-01T00:00:00Z", None, "could not be read"),
        ("Thu, 06 May 2021 08:00:00 NZST", "2021-05-06T08:00:00", "NZST"),
        ("2021-05-06 08:00:00 IST", "2021-05-06T08:00:00", "IST"),
        ("Thu, 06 May 2021 08:00:00 EST", "2021-05-06T08:00:00-05:00", None),
        ("2021-05-06 8:00 AM", "2021-05-06T08:00:00", None),
        ("2199-05-06T08:00:00Z", "2199-05-06T08:00:00+00:00", "future"),
        ("Di, 06 Mai 2021 08:00:00", None, "could not be read"),
    ],
)
@pytest.mark.parametrize("form", ["rss", "json feed", "table", "telethon"])
def test_odd_dates_are_told_wherever_they_stand(
    form: str, written: str, published: str | None, doubt: str | None
) -> None:
    source: Any = {
        "rss": f"<rss version='2.0'><channel><title>M</title><item><title>Barge</title><pubDate>{written}</pubDate><description>{ONE}</description></item></channel></rss>".encode(),
        "json feed": {"version": "https://jsonfeed.org/version/1.1", "title": "M", "items": [{"id": "1", "content_text": ONE, "date_published": written}]},
        "table": f'title,text,published\nBarge,"{ONE}","{written}"\n'.encode(),
        "telethon": {"_": "Message", "id": 4, "peer_id": {"channel_id": 7}, "message": ONE, "date": written},
    }[form]  # fmt: skip
    document = got(source).only
    assert document.published == published
    assert any(doubt in warning for warning in document.warnings) if doubt else not document.warnings


@pytest.mark.parametrize(
    "written",
    ["['Mira Holt', 'Ole Berg']", '["Mira Holt","Ole Berg"]', "Mira Holt; Ole Berg", "['Mira Holt' , \"Ole Berg\"]"],
)
def test_names_in_a_list_that_a_table_of_data_wrote_into_a_cell(written: str) -> None:
    rows = [
        {"title": "Barge", "text": ONE, "authors": written, "keywords": "['salt', 'sea']", "publish_date": 1620280800}
    ]
    document = got(rows).only
    assert (document.authors, document.topics) == (("Mira Holt", "Ole Berg"), ("salt", "sea"))
    assert document.published == "2021-05-06T06:00:00+00:00"
