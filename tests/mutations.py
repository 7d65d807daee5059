"""Inputs of every kind that is read, and what chance makes of them: bytes turned, cut, doubled, spliced, put in.

``python -m tests.mutations 50000`` reads so many (``--from N`` begins behind the first N, ``--seconds N`` ends after so
long), each in a process that has 5 seconds of CPU time and 500 MB for it. What ends in an exception, or ends the
process, is printed with its number; ``--show N`` writes that input to standard output. The same numbers give the same
inputs.
"""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import argparse
import gzip
import io
import json
import multiprocessing
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.pdfs import pdf
from tests.warcs import http, page, record

HERE = Path(__file__).parent
MOST = 100_000
CPU_SECONDS = 5
MEMORY = 500_000_000
_ONE_BY_ONE = 200
_AT_A_TIME = 1000

TEXT = (
    "A warden of the salt works saw smoke over the drying sheds before dawn. “No shed has burnt,” the foreman, Olaf "
    "Brandt, said on Monday. The fire brigade could not confirm that anybody was hurt, according to Tarn Post."
)
TOKENS = (
    b"<!--", b"-->", b"<!DOCTYPE", b"]]>", b"<![CDATA[", b"<?xml", b"&#1114112;", b"&#0;", b"&#xD800;", b"&lt;", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\0", b"\r\n\r\n", b'{"a":', b"[[[[[[[[", b"}}}}", b'"', b"\\", b"\\u0000", b"\\ud800", b"null", b"true",
    b"-1", b"1e999", b"9" * 40, b"9" * 2000, b"9999-12-31T23:59:59Z", b"0000-00-00", b"1970-01-01", b"Mon, 31 Feb 2031",
    b"https://[", b"http://a:99999/", b"//", b"javascript:x", b"data:text/html,x", b"=?utf-8?b?//8=?=", b"Content-Length: -1\r\n",
    b"Content-Encoding: gzip\r\n", b"charset=utf-7", b"charset=x", b"xmlns:a='b'", b"<br>" * 50, b"<div>" * 300, b"(" * 200,
    b"\xe2\x80\x9c" * 100, b" " * 3000, b"\n" * 3000, b"a" * 3000, b"<p", b"</", b"/>", b"%PDF-1.7", b"PK\x03\x04", b"\x1f\x8b\x08",
)  # fmt: skip


@cache
def seeds() -> tuple[bytes, ...]:
    """One small input of every kind and more."""
    named = sorted((HERE / "fixtures").iterdir()) + sorted((HERE.parent / "examples").glob("*.*"))
    found = [path.read_bytes() for path in named if path.is_file()]
    nitf = f"<nitf><head><title>x</title></head><body><body.content><p>{TEXT}</p></body.content></body></nitf>"
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta><versionCreated>2030-06-01T06:00:00Z'
        "</versionCreated></itemMeta><contentMeta><headline>Smoke</headline></contentMeta><contentSet><inlineXML>"
        f"<html><body><p>{TEXT}</p></body></html></inlineXML></contentSet></newsItem>"
    )
    ld = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Smoke", "articleBody": TEXT * 3,
          "datePublished": "2030-06-01T05:10:00Z", "author": [{"@type": "Person", "name": "Mira Holt"}]}  # fmt: skip
    html = (
        f'<!doctype html><html><head><title>Smoke</title><script type="application/ld+json">{json.dumps(ld)}</script>'
        f"</head><body><nav><a href='/a'>A</a></nav><article><h1>Smoke</h1><p>{TEXT}</p><p>{TEXT}</p><sup>1</sup>"
        f"<blockquote>{TEXT}</blockquote><table><tr><td>{TEXT}</td></tr></table></article></body></html>"
    )
    mail = (
        "From: Mira Holt <mira@tarn.example>\r\nSubject: =?utf-8?q?Smoke?=\r\nDate: Mon, 03 Mar 2031 05:00:00 +0100\r\n"
        "Message-ID: <1@tarn.example>\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; "
        f"charset=utf-8\r\n\r\n{TEXT}\r\n> {TEXT}\r\n--b\r\nContent-Type: text/html\r\n\r\n{html}\r\n--b--\r\n"
    )
    telegram = (
        '<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header">'
        '<div class="text bold">Salt News</div></div><div class="page_body chat_page"><div class="history"><div class="message '
        'default clearfix" id="message41"><div class="body"><div class="pull_right date details" title="01.06.2030 05:10:00 '
        f'UTC+02:00">05:10</div><div class="from_name">Salt News</div><div class="text">{TEXT}</div></div></div></div></div>'
        "</div></body></html>"
    )
    rows = [
        {"url": "https://tarn.example/1", "title": "Smoke", "text": TEXT, "date": "2030-06-01", "author": "Mira Holt"}
    ]
    collected = [
        {"id": 7, "date": "2030-06-01T05:10:00+00:00", "content": TEXT, "forwarded": "https://t.me/s/x", "url": "https://t.me/a/7"},
        {"_": "Message", "id": 8, "date": "2030-06-01T05:10:00+00:00", "message": TEXT, "fwd_from": {"from_name": "Shed Watch"}},
        {"guid": "urn:x:2", "type": "text", "headline": "Smoke", "body_html": f"<p>{TEXT}</p>", "pubstatus": "usable"},
        {"headline": "Smoke", "maintext": TEXT, "date_publish": "2030-06-01 05:10:00", "source_domain": "tarn.example"},
        {"@type": "ClaimReview", "claimReviewed": TEXT, "reviewRating": {"alternateName": "False"}},
    ]  # fmt: skip
    plain = record(
        "response", "https://tarn.example/1", "2030-06-01T05:10:00Z", http(page("Smoke", TEXT)), gzipped=False
    )
    warc = gzip.compress(plain, mtime=0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("datapackage.json"), "{}")
        archive.writestr(zipfile.ZipInfo("archive/a.warc.gz"), warc)
    arc = http(page("Smoke", TEXT))
    collection = io.BytesIO()
    with zipfile.ZipFile(collection, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.wacz"), packed.getvalue())
    old = (
        "<NewsML><NewsItem><NewsManagement><FirstCreated>20300601T051000Z</FirstCreated><Status FormalName='Usable'/></NewsManagement><NewsComponent>"
        f"<NewsLines><HeadLine>Smoke</HeadLine><ByLine>By Mira Holt</ByLine></NewsLines><ContentItem><DataContent>{nitf}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )
    check = (
        f"<html><body><article itemscope itemtype='https://schema.org/ClaimReview'><h1>Smoke</h1><p itemprop='claimReviewed'>{TEXT}</p><div itemprop='itemReviewed' "
        f"itemscope itemtype='https://schema.org/Claim'><b itemprop='author'>A</b></div><p>{TEXT}</p><p>{TEXT}</p></article><div role='dialog'>Accept our cookies</div></body></html>"
    )
    har = {"log": {"version": "1.2", "entries": [{"request": {"url": "https://tarn.example/1"}, "response": {"status": 200, "content": {"mimeType": "text/html", "text": html}}}]}}  # fmt: skip
    wrapped = {"status": "ok", "articles": {"results": [{"source": {"name": "Tarn"}, "title": {"rendered": "Smoke"}, "fields": {"bodyText": TEXT}, "date": "2030-06-01", "time": "05:10:00"}]}}  # fmt: skip
    posts = f'id,thread_id,timestamp,link,subject,body,author,is_retweet,retweeted_user\n1,1,2030-06-01 05:10:00,https://x.com/a/status/1,,"RT @b: {TEXT}",a,yes,b\n'
    chunks = record("response", "https://tarn.example/5", "2030-06-01T05:10:00Z", http(f"{len(html):x}\r\n{html}\r\n0\r\n\r\n".encode(), more="Transfer-Encoding: chunked\r\n"), gzipped=False)  # fmt: skip
    found += [
        nitf.encode(), item.encode(), html.encode(), mail.encode(), f"From x Mon Mar  3 05:00:00 2031\n{mail}".encode(),
        telegram.encode(), *(json.dumps(one).encode() for one in collected), json.dumps(rows).encode(), pdf([TEXT]),
        b"".join(json.dumps(one).encode() + b"\n" for one in rows * 3), f"url,title,text,date\nu,Smoke,\"{TEXT}\",2030-06-01\n".encode(),
        warc, plain, gzip.compress(plain * 2, mtime=0), packed.getvalue(), TEXT.encode(), TEXT.encode("utf-16"),
        b"filedesc://x.arc 0.0.0.0 20100601051000 text/plain 70\n1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
        + f"\nhttps://tarn.example/1 192.0.2.1 20100601051000 text/html {len(arc)}\n".encode() + arc + b"\n",
        f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{html}\r\n--b--".encode(),
        collection.getvalue(), old.encode(), check.encode(), json.dumps(har).encode(), json.dumps(wrapped).encode(), posts.encode(), chunks,
        f"---\ntitle: Smoke\nauthor: [Mira Holt]\ndate: 2030-06-01\n---\n\n# Smoke\n\n> {TEXT}\n\n- [a](https://a.example) **b** _c_\n".encode(),
        f"<doc hostname='tarn.example' title='Smoke' source='https://tarn.example/1'><main><p>{TEXT}<lb/><ref target='https://a.example'>a</ref></p></main></doc>".encode(),
        *(one.encode() for one in _as_text()),
    ]  # fmt: skip
    return tuple(found)


def _as_text() -> tuple[str, ...]:
    """Chats and posts as somebody copied or exported them."""
    said = TEXT[:90]
    return (
        f"14/03/2031, 18:02 - Mira created group\n14/03/2031, 18:04 - Mira Holt: {said}\n> {said}\n03/04/2031, 18:05 - Ida: <Media omitted>\n",
        f"[14.03.31, 18:04:09] ~ Mira: {said}\n[14.03.31, 18:05:00] Ida Falk: Forwarded: {said}\n",
        f"====\nGuild: Tarn\n\n[14-Mar-31 06:04 PM] mira#0012 (pinned)\n{said}\n\n{{Reactions}}\n3\n[14-Mar-31 06:05 PM] ida\n> {said}\nno\n",
        f"Mira Holt, [14.03.2031 18:04]\n[Forwarded from Salt News]\n{said}\n\nIda, [Mar 14, 2031 at 6:05 PM]:\n{said}\n",
        f"[18:04] <mira> {said}\n[18:05] <@ida> {said}\n",
        f"18:47 ull 5G 72%\n< Post\nMira Holt\n@mira_h\n·\n3h\n{said} #salt #sheds\n120\n1.2K\n12K Views\nQuote\nIda Falk\n@ida\n·\nMar 14, 2031\nReplying to @mira_h\n{said}\nShow this thread\n",
        f"Mira Holt (@mira_h) on X, 14 March 2031, 18:04: {said}\nTelegram channel Salt News, 3h\n{said}\n",
        f"Tarn Police\n14 March at 19:05 ·\n{said}… See more\n412\nLike\nComment\nShare\nView more comments\nIda Falk\n{said}\nLike\nReply\n2h\n",
        f"r/Tarn\nu/mira_h\n•\n5h ago\n\n{said}\n\nUpvote\n214\nDownvote\nu/ida-f • 4h ago\n{said}\nReply\n",
        f"Forwarded from Salt News\n{said}\n\nSubscribe: t.me/salt\n18:42\n",
        f"{said}\n— Mira Holt (@mira_h) March 14, 2031\n",
        f"Menu\nHome\nNews\nSport\nTarn Post\nSheds have burnt\nBy Mira Holt\n14 March 2031\n{TEXT}\nRead more\nWho is Ida?\nTrains diverted\n\n{TEXT}\nENDS\nAbout us\nContact\nPrivacy policy\n",
    )


def mutated(number: int) -> bytes:
    """The input of a number."""
    chance = random.Random(number)
    content = bytearray(chance.choice(seeds()))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 20))):
        _change(content, chance)
    return bytes(content[:MOST])


def _change(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice((1, 2, 8, 64, 1000)))
    match chance.randrange(8):
        case 0 if content:
            content[min(at, len(content) - 1)] ^= 1 << chance.randrange(8)
        case 1:
            content[at:end] = b""
        case 2:
            content[at:at] = chance.choice(TOKENS)
        case 3:
            content[at:end] = chance.choice(TOKENS)
        case 4:
            content[at:at] = bytes(content[at:end]) * chance.choice((1, 2, 50))
        case 5:
            other = chance.choice(seeds())
            cut = chance.randrange(len(other))
            content[at:at] = other[cut : cut + chance.choice((20, 500, 5000))]
        case 6:
            content[at:end] = chance.randbytes(end - at)
        case _:
            del content[max(at, 1) :]


def fault(content: bytes) -> str | None:
    """What is wrong with how an input is read, as a sentence; none where it ends in documents, problems or notes."""
    from whosays.errors import InputError
    from whosays.reading import documents

    try:
        for item in documents(content, name="in"):
            if item.problem is not None and not isinstance(item.problem, InputError):
                return f"a problem that is none of an input: {item.problem!r}"
            if item.document is not None:
                item.document.to_dict()
    except Exception as error:
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:100]} ({Path(place.filename).name}:{place.lineno})"
    return None


def faults(start: int, count: int) -> Iterator[tuple[int, str]]:
    """The numbers from ``start`` on whose inputs are not read as they should be, each with what was wrong."""
    number, until = start, start + count
    context = multiprocessing.get_context("fork")
    seeds()
    fault(b"x")  # what is slow to import is there before the processes are
    while number < until:
        ours, theirs = context.Pipe()
        process = context.Process(target=_some, args=(theirs, number, min(until, number + _ONE_BY_ONE)))
        process.start()
        theirs.close()
        try:
            while True:
                at, wrong = ours.recv()
                number = at + 1
                if wrong:
                    yield at, wrong
        except EOFError:
            process.join()
        if process.exitcode:
            yield number, f"the process ended ({process.exitcode}): {CPU_SECONDS} s of CPU time, or a crash"
            number += 1


def _some(channel: Any, start: int, end: int) -> None:
    import resource

    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * 4096
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))
    for number in range(start, end):
        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
        channel.send((number, fault(mutated(number))))
    channel.close()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--show", type=int)
    given = parser.parse_args(arguments)
    if given.show is not None:
        sys.stdout.buffer.write(mutated(given.show))
        return 0
    found, done, until = 0, 0, time.monotonic() + given.seconds
    while done < given.count and time.monotonic() < until:
        some = min(_AT_A_TIME, given.count - done)
        for number, wrong in faults(given.start + done, some):
            found += 1
            print(f"{number}: {wrong}", flush=True)
        done += some
    print(f"{done} inputs from {given.start} on, {found} not read as they should be", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
