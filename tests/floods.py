"""Texts and pages that are built to be slow to read: one thing again and again, of any size."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import json
from collections.abc import Callable

WORDS = "The warden of the salt works said that no shed had burnt before dawn on Monday. "


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Smoke</title>{head}</head><body><article><h1>Smoke</h1><p>{WORDS * 4}</p>{body}</article></body></html>".encode()


def _filled(one: str, size: int) -> str:
    return (one * (size // len(one) + 1))[:size]


def _ld(**more: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Smoke", **more})}</script>'


def _rss(inner: str, head: str = "") -> bytes:
    return f'{head}<rss version="2.0"><channel><title>T</title>{inner}</channel></rss>'.encode()


def _warc(heads: bytes, body: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + heads + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Length: %d\r\n\r\n"
    return head % len(block) + block + b"\r\n\r\n"


READ: dict[str, Callable[[int], bytes]] = {
    "comments before the page": lambda n: _filled("<!---->", n).encode() + _page(""),
    "comments before a feed": lambda n: _rss("", _filled("<!-- -->", n)),
    "comments behind a feed": lambda n: _rss("") + _filled("<!-- -->", n).encode(),
    "comments before a list of feeds": lambda n: _filled("<!---->", n).encode() + b"<opml><body/></opml>",
    "a title of blanks": lambda n: _page("", f"<title>{' ' * n}x</title>"),
    "a title of dashes": lambda n: _page("", f"<meta property='og:title' content='{'- ' * (n // 2)}'>"),
    "a byline of blanks": lambda n: _page("", f"<meta name='author' content='By{' ' * n}x'>"),
    "a byline of names": lambda n: _page("", f"<meta name='author' content='{_filled('Mira Holt, ', n)}'>"),
    "a byline of days": lambda n: _page("", _ld(author=_filled(" monday", n))),
    "a date of digits": lambda n: _page("", _ld(datePublished="1" * n)),
    "a date of colons": lambda n: _page("", _ld(datePublished=_filled("1:11:11 ", n))),
    "links in a paragraph": lambda n: _page("<p>" + _filled('<a href="/a">a</a> ', n)),
    "links in cells": lambda n: _page("<table><tr>" + _filled('<td><a href="/a">a</a>', n)),
    "attributes": lambda n: _page("<p " + _filled("a=1 ", n) + ">x"),
    "different attributes": lambda n: _page("<p " + " ".join(f"a{i}=1" for i in range(n // 8)) + ">x"),
    "open tags": lambda n: _page(_filled("<div>", n)),
    "open inline tags": lambda n: _page(_filled("<b>", n)),
    "open lists": lambda n: _page(_filled("<ul><li>", n)),
    "open tables": lambda n: _page(_filled("<table><tr><td>", n)),
    "paragraphs of sup": lambda n: _page(_filled("<p><sup>1</sup></p>", n)),
    "line ends": lambda n: _page("<p>" + _filled("<br>", n)),
    "spans": lambda n: _page("<p>" + _filled("<span>a</span>", n)),
    "entities": lambda n: _page("<p>" + _filled("&amp;", n)),
    "scripts": lambda n: _page(_filled("<script>{}</script>", n)),
    "pages in a page": lambda n: _page(_filled("<html><body>", n)),
    "JSON-LD again and again": lambda n: _page("", _filled(_ld(), n)),
    "JSON-LD that refers to itself": lambda n: _page(
        "", _ld(**{"@graph": [{"@id": f"#{i}", "author": {"@id": f"#{i + 1}"}} for i in range(n // 40)]})
    ),
    "JSON-LD that is deep": lambda n: _page("", f'<script type="application/ld+json">{"[" * n}</script>'),
    "captions": lambda n: _page(_filled("<figure><img><figcaption>a / b / c</figcaption></figure>", n)),
    "objects of consent in each other": lambda n: _page(_filled('<div class="cookie consent">accept cookies', n)),
    "dialogues of consent": lambda n: _page(_filled('<div role="dialog">accept our cookies</div>', n)),
    "fact-checks in each other": lambda n: _page(
        _filled('<div itemscope itemtype="//schema.org/ClaimReview" itemprop="a">', n)
    ),
    "properties of fact-checks": lambda n: _page(
        '<div itemscope itemtype="//schema.org/ClaimReview">' + _filled('<b itemprop="claimReviewed a b c d e">x', n)
    ),
    "lists that an answer wraps": lambda n: json.dumps({"a": {str(i): [{"b": 1}] for i in range(n // 18)}}).encode(),
    "objects that an answer wraps": lambda n: (b'{"a":' * 400 + b"1" + b"}" * 400 + b" " * n)[:n],
    "members that nobody knows": lambda n: json.dumps({"a": [{str(i): i} for i in range(n // 14)]}).encode(),
    "dates of one row": lambda n: json.dumps(
        {"text": WORDS, **{"date" + "_" * i: "2031-05-06" for i in range(400)}, "x": "x" * n}
    ).encode(),
    "a recording of many": lambda n: json.dumps(
        {
            "log": {
                "version": "1.2",
                "entries": [{"response": {"status": 200, "content": {"mimeType": "text/html", "text": "<p>a b c d"}}}]
                * (n // 90),
            }
        }
    ).encode(),
    "Markdown of brackets": lambda n: b"[a](https://a.example)\n" + _filled("[", n).encode(),
    "Markdown of open links": lambda n: b"[a](https://a.example)\n" + _filled("[a](https://b", n).encode(),
    "Markdown of open emphasis": lambda n: b"[a](https://a.example)\n" + _filled("**a __b *c _d ", n).encode(),
    "Markdown of quotations": lambda n: b"[a](https://a.example)\n" + _filled("> ", n).encode(),
    "Markdown of rules": lambda n: b"[a](https://a.example)\n" + _filled("- ", n).encode() + b"x",
    "a head that has no end": lambda n: b"---\ntitle: a\ndate: 2031\n" + _filled("a: b\n", n).encode(),
    "a head of one list": lambda n: (
        b"---\ntitle: a\ndate: 2031\ntags: [" + _filled("a,", n).encode() + b"]\n---\n" + WORDS.encode()
    ),
    "components of NewsML 1": lambda n: b"<NewsML><NewsItem>" + _filled("<NewsComponent>", n).encode(),
    "items of NewsML 1": lambda n: (
        b"<NewsML>" + _filled("<NewsItem><MediaType/><DataContent>a</DataContent></NewsItem>", n).encode()
    ),
    "parts of a byline": lambda n: b"<nitf><body><body.head><byline>" + _filled("<byttl>a</byttl>", n).encode(),
    "the XML of an extractor": lambda n: b"<doc hostname='a' source='b'><main>" + _filled("<list><item>a", n).encode(),
    "extractions in each other": lambda n: (
        b"<corpus><doc hostname='a' source='b'><main>" + _filled("<doc><main>a", n).encode()
    ),
    "a table of posts": lambda n: (
        b"thread_id,body,author,timestamp\n" + _filled("1,RT @a: b,c,2031-05-06 10:00:00 ABC\n", n).encode()
    ),
    "chunks of one byte": lambda n: _warc(b"Transfer-Encoding: chunked\r\n", b"1\r\na\r\n" * (n // 6)),
    "chunks with long names": lambda n: _warc(
        b"Transfer-Encoding: chunked\r\n", (b"1;" + b"x" * 190 + b"\r\na\r\n") * (n // 197)
    ),
    "credits": lambda n: _page("<p>" + _filled("aa / ", n) + "</p>"),
    "lists in JSON": lambda n: b'{"text":' + b"[" * n,
    "objects in JSON": lambda n: b'{"a":' * (n // 5),
    "JSON lines that are deep": lambda n: b'{"text":' + b"[" * (n // 2) + b"\n" + b'{"text":' + b"{" * (n // 2),
    "deep in an export": lambda n: (
        b'{"name":"a","type":"b","id":1,"messages":[{"id":1,"type":"message","text":' + b"[" * n
    ),
    "digits in JSON": lambda n: b'[{"a":' + b"9" * n + b"}]",
    "members of an object": lambda n: ("{" + ",".join(f'"a{i}":1' for i in range(n // 8)) + "}").encode(),
    "a string without an end": lambda n: b'{"text": "' + b"\\" * n,
    "entries of a feed": lambda n: _rss(_filled("<item><title>x</title></item>", n)),
    "authors of an entry": lambda n: _rss("<item><title>x</title>" + _filled("<author>a</author>", n) + "</item>"),
    "entities in a feed": lambda n: _rss("<item><description>" + _filled("&lt;b&gt;", n) + "</description></item>"),
    "an open feed": lambda n: b"<rss version='2.0'>" + _filled("<channel><item>", n).encode(),
    "headers of a mail": lambda n: (
        b"From: a@tarn.example\nSubject: x\n" + _filled("X-A: b\n", n).encode() + b"\n" + WORDS.encode()
    ),
    "a header that goes on": lambda n: (
        b"From: a@tarn.example\nSubject: x\n" + b" \n" * (n // 2) + b"\n" + WORDS.encode()
    ),
    "addresses of a mail": lambda n: (
        b"To: " + _filled("a <a@b.c>, ", n).encode() + b"\nFrom: a@b.c\nSubject: x\n\n" + WORDS.encode()
    ),
    "encoded words": lambda n: (
        b"From: a@b.c\nSubject: " + _filled("=?utf-8?q?a?= ", n).encode() + b"\n\n" + WORDS.encode()
    ),
    "quoted lines": lambda n: b"From: a@b.c\nSubject: x\n\n" + _filled("> ", n).encode() + WORDS.encode(),
    "parts of a mail": lambda n: (
        b"From: a@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + _filled("--b\n\na\n", n).encode()
    ),
    "parts in parts": lambda n: (
        b"From: a@b.c\nSubject: x\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(n // 60))
    ),
    "columns of a table": lambda n: _filled("a,", n).encode() + b"\n" + _filled("1,", n).encode(),
    "quotation marks of a table": lambda n: b"url,title,text\n" + b'"' * n,
    "elements nobody knows": lambda n: b"<?xml version='1.0'?>" + _filled("<a>", n).encode(),
    "a doctype": lambda n: (
        b"<!DOCTYPE a ["
        + b"".join(b"<!ENTITY e%d '%s'>" % (i, b"&e%d;" % (i - 1) * 10) for i in range(n // 80))
        + b"]><nitf><body>&e9;</body></nitf>"
    ),
    "blanks": lambda n: WORDS.encode() + b" " * n + b"x",
    "lines": lambda n: WORDS.encode() + b"\n" * n + b"x",
    "one word": lambda n: b"a" * n,
    "capitals": lambda n: _filled("SALT BAY ", n).encode(),
    "prose": lambda n: _filled(WORDS, n).encode(),
    "a PDF of brackets": lambda n: b"%PDF-1.7\n1 0 obj\n" + b"<<" * (n // 2),
    "a PDF of objects": lambda n: (
        b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n<</Kids[%d 0 R]>>\nendobj\n" % (i, i + 1) for i in range(n // 40))
    ),
    "headers of an archive": lambda n: b"WARC/1.0\r\n" + b"A: b\r\n" * (n // 6),
    "blanks before an archive's header": lambda n: (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI:" + b" " * n + b"\r\n\r\n"
    ),
    "accounts": lambda n: _filled("@mira_h\n", n).encode(),
    "accounts in a line": lambda n: _filled("@mira_h ", n).encode(),
    "heads of posts": lambda n: _filled("Mira Holt\n@mira_h\n3h\nSalt.\n", n).encode(),
    "hashtags of posts": lambda n: _filled("@mira_h\n#a #b #c\n", n).encode(),
    "hashtags in a line": lambda n: b"@mira_h\n" + _filled("#a ", n).encode(),
    "counts of posts": lambda n: b"Mira Holt @mira_h\n" + _filled("1\n", n).encode(),
    "names under a post": lambda n: "Ida Falk\n2h ·\n".encode() + _filled("Ida Falk\n", n).encode(),
    "posts on a platform": lambda n: _filled("Mira on X, 14 March 2031: a\n", n).encode(),
    "commas and a platform": lambda n: _filled("Mira, X, ", n).encode(),
    "signatures of posts": lambda n: _filled("a\n— M (@m) March 14, 2031\n", n).encode(),
    "messages of a chat": lambda n: _filled("14/03/2031, 18:04 - Mira: a\n", n).encode(),
    "heads of messages": lambda n: _filled("[18:04] Mira Holt\n", n).encode(),
    "stamps in a line": lambda n: _filled("[14/03/2031, 18:04] ", n).encode(),
    "quoted lines of a chat": lambda n: b"14/03/2031, 18:04 - Mira: a\n" + _filled("> abcdefghijklmnop\n", n).encode(),
    "entries of a menu": lambda n: _filled("Home\n", n).encode(),
    "entries of a menu in a line": lambda n: _filled("Home News ", n).encode(),
    "lists of links": lambda n: _filled("Read more\nA b c\n", n).encode(),
}
"""What is read: a name, and the input of about so many bytes."""

TRACED: dict[str, Callable[[int], str]] = {
    name: (lambda n, one=one: _filled(one, n))  # type: ignore[misc]
    for name, one in {
        "prose": WORDS,
        "sources": "Source: Mira Holt\n\n",
        "short quotations": "“No,” he said. ",
        "quotations": "“No shed has burnt,” the foreman said, “and none will.” ",
        "denials": "He denied that. ",
        "denied": "denied ",
        "reportedly": "reportedly allegedly ",
        "names": "Mira Holt, Olaf Brandt, Ida Falk, ",
        "citing": "citing Tarn Post, citing Salt News, ",
        "according to": "according to according to ",
        "told": "told the told that ",
        "commas": "a, ",
        "dashes": "- ",
        "full stops": ". ",
        "initials": "A. B. ",
        "quotation marks": "“ ",
        "closed and open": "”“",
        "apostrophes": "' ",
        "brackets": "( ",
        "brackets that close": "(a) ",
        "colons": "Mira Holt: ",
        "questions": "Q: Why? A: No. ",
        "numbers": "1,000 2,000 3 ",
        "blanks": " ",
        "line ends": "\n",
        "paragraphs": "a\n\n",
        "one word": "a",
        "capitals": "SALT BAY ",
        "that": "that he said that ",
        "pronouns": "he she they it ",
        "corrections": "Correction: an earlier version said so. ",
        "posts": "@warden: no. RT @shed: yes. ",
        "addresses": "https://tarn.example/a?b=c ",
    }.items()
}
"""What is traced: a name, and the text of so many characters."""
