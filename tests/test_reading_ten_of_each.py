"""Ten inputs of each kind that desks and researchers have, in different wordings and layouts: read as what they are."""

# ruff: noqa: E501  (markup stands as it comes)
from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest

from tests.reading import got, referred
from tests.warcs import http, record
from whosays.model import DocumentKind


@dataclass(frozen=True)
class Tale:
    """What one input tells: its number, headline, who wrote it, outlet and sentences."""

    number: int
    title: str
    writer: str
    outlet: str
    sentences: tuple[str, ...]

    @property
    def day(self) -> str:
        return f"2030-{self.number + 1:02}-0{self.number % 9 + 1}"

    @property
    def moment(self) -> str:
        return f"{self.day}T0{self.number}:15:00+00:00"

    @property
    def body(self) -> str:
        return "".join(f"<p>{sentence}</p>" for sentence in self.sentences)

    @property
    def handle(self) -> str:
        return self.outlet.lower().replace(" ", "_")

    @property
    def url(self) -> str:
        return f"https://{self.handle.replace('_', '-')}.example/{self.number}/story"


_TOLD = (
    ("Ferry aground off Skelby", "Mira Holt", "Harbour Gazette", "The ferry ran aground at low tide, and all 61 passengers were taken off by fishing boats before noon.", "“The buoy was not where the chart has it,” said Jonas Wick, the master of the ferry, on the quay."),
    ("Council sells the old baths", "Ada Quill", "Tarn Post", "The council sold the old baths to a brewery on Thursday evening, by nine votes to eight.", "Councillor Ruth Amsel told the meeting that nobody had asked the swimmers."),
    ("School closes over mould", "Una Vale", "Upland Wire", "Two hundred children were sent home when mould was found behind the panels of the new gymnasium.", "A spokeswoman of the school board would not say who had known of it, or since when."),
    ("Bees stolen from monastery", "Olaf Brandt", "Hollow Times", "Forty hives were stolen from the monastery in the night to Sunday, according to the police of Hollow.", "Brother Anselm said that only somebody who knew bees could have done it."),
    ("Dam holds after night of rain", "Ida Falk", "Mere Courier", "The dam above Lower Mere held, although water stood a hand below its crown at four in the morning.", "The engineer on duty, Per Lund, denied that the sluices had been opened too late."),
    ("Choir cancels its tour", "Nils Aker", "Fell Gazette", "The choir of the mine cancelled its tour of the north after three of its tenors fell ill.", "Its conductor confirmed to the Gazette that the tickets will be paid back."),
    ("Wolf seen near the airfield", "Jona Reed", "Quay Observer", "A pilot saw a wolf beside the runway on Friday, and two more said afterwards that they had, too.", "The forestry office could not confirm that; its cameras had shown nothing but hares."),
    ("Bakery fined for sawdust", "Tess Marlow", "Salt News", "A bakery was fined 4,000 crowns because sawdust was found in eleven of its rye loaves.", "“It was one sack of one day,” the owner's lawyer wrote in a letter to the court."),
    ("Bridge to be painted blue", "Karl Ost", "Lamp Weekly", "The bridge over the Lamp will be painted blue, the ministry announced, and not green as was promised.", "Residents who had collected signatures for green said they had learned of it from the radio."),
    ("Librarian finds lost map", "Eve Sund", "Tern Daily", "A librarian found the lost map of the salt pans inside the binding of a cookery book.", "It is worth more than the library, said the curator, Hanna Pohl, who has studied it for a week."),
)  # fmt: skip
_MORE = (
    "The weather office had warned on the evening before, and the mayor's office said that it had passed the warning on.",
    "People who live nearby told us that they had heard nothing at all until the sirens went off in the morning.",
    "A report is to be published in the autumn, and until then nobody who was there may speak about it, we were told.",
    "It is the third time in ten years that something of the kind happens here, as the archive of the town shows.",
)
TALES = [Tale(n, title, writer, outlet, (*told, *_MORE)) for n, (title, writer, outlet, *told) in enumerate(_TOLD)]
ten = pytest.mark.parametrize("tale", TALES, ids=[tale.handle for tale in TALES])


def _html(tale: Tale, body: str, *described: Any, head: str = "") -> bytes:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in described)
    return f"<!doctype html><html lang=en><head><title>{tale.title}</title>{head}{scripts}</head><body>{body}</body></html>".encode()


def _holds(text: str, tale: Tale) -> None:
    for sentence in tale.sentences:
        assert sentence in text


@ten
def test_newsletters(tale: Tale) -> None:
    wrap = (
        "<div class=post><h1>{t}</h1><div class=available-content>{b}</div></div>",
        "<table width=600><tr><td><table><tr><td><h1>{t}</h1>{b}</td></tr></table></td></tr></table>",
        "<main><h1>{t}</h1><section>{b}</section><form><input type=email><button>Subscribe</button></form></main>",
        "<article><header><h1>{t}</h1></header>{b}<footer>You get this letter because you signed up.</footer></article>",
        "<div id=main><h1>{t}</h1><div class=body>{b}</div><div class=subscribe-widget><p>Subscribe</p></div></div>",
    )[tale.number % 5]
    meta = f'<meta property="og:site_name" content="{tale.outlet}"><meta name=author content="{tale.writer}"><meta property="article:published_time" content="{tale.moment}">'
    document = got(_html(tale, wrap.format(t=tale.title, b=tale.body), head=meta)).only
    _holds(document.text, tale)
    assert (document.title, document.outlet, document.authors) == (tale.title, tale.outlet, (tale.writer,))
    assert document.published == tale.moment
    assert "Subscribe" not in document.text


@ten
def test_live_blogs(tale: Tale) -> None:
    other = TALES[tale.number - 1]
    update = {
        "@type": "BlogPosting",
        "headline": other.title,
        "datePublished": other.moment,
        "articleBody": " ".join(other.sentences),
    }
    update |= {"author": {"@type": "Person", "name": other.writer}}
    blog = {
        "@type": "LiveBlogPosting",
        "headline": tale.title,
        "datePublished": tale.moment,
        "author": {"@type": "Person", "name": tale.writer},
    }
    forms: tuple[Any, ...] = (
        {**blog, "liveBlogUpdate": [update]},
        [{**blog, "liveBlogUpdate": [update, update]}],
        {"@graph": [{**blog, "liveBlogUpdate": [{"@id": "#1"}]}, {**update, "@id": "#1"}]},
        {"@graph": [{**update, "@id": "#1"}, {**blog, "liveBlogUpdate": {"@id": "#1"}}]},
        {**blog, "coverageStartTime": tale.moment, "liveBlogUpdate": update},
    )  # fmt: skip
    body = f"<main><h1>{tale.title}</h1><article><h2>{other.title}</h2>{other.body}</article><article><h2>First word</h2>{tale.body}</article></main>"
    document = got(
        _html(
            tale,
            body,
            {"@context": "https://schema.org", **forms[tale.number % 5]}
            if isinstance(forms[tale.number % 5], dict)
            else forms[tale.number % 5],
        )
    ).only
    assert (document.title, document.authors, document.published) == (tale.title, (tale.writer,), tale.moment)
    _holds(document.text, tale)


@ten
def test_fact_checks(tale: Tale) -> None:
    verdict = ("False", "Mostly false", "Missing context", "Unproven", "True")[tale.number % 5]
    post = {
        "@type": ("SocialMediaPosting", "CreativeWork", "NewsArticle")[tale.number % 3],
        "headline": "They hide it from you",
        "datePublished": "2029-01-01",
        "author": {"@type": "Person", "name": "Bay Truth"},
    }
    reviewed = (
        post,
        {
            "@type": "Claim",
            "appearance": post,
            "author": {"@type": "Person", "name": "Bay Truth"},
            "datePublished": "2029-01-01",
        },
    )[tale.number % 2]
    check = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": tale.sentences[0],
        "itemReviewed": reviewed,
        "datePublished": tale.moment,
        "url": tale.url,
    }
    check |= {
        "reviewRating": {"@type": "Rating", "alternateName": verdict, "ratingValue": 1, "bestRating": 5},
        "author": {"@type": "Organization", "name": tale.outlet},
    }
    body = f"<article><h1>{tale.title}</h1><p class=byline>By {tale.writer}</p>{tale.body}<blockquote><p>They hide it from you</p></blockquote></article>"
    document = got(_html(tale, body, check, head=f'<meta property="og:site_name" content="{tale.outlet}">')).only
    assert (document.title, document.outlet, document.published) == (tale.title, tale.outlet, tale.moment)
    assert "Bay Truth" not in document.authors
    assert document.kind is DocumentKind.ARTICLE
    (found,) = document.fact_checks
    assert (found.claim, found.verdict) == (tale.sentences[0], verdict)


@ten
def test_mails(tale: Tale) -> None:
    date = f"{('Mon', 'Tue')[tale.number % 2]}, 0{tale.number % 9 + 1} Mar 2031 05:10:00 +0{tale.number % 3}00"
    heads = [
        f"From: {tale.writer} <desk@{tale.handle}.example>",
        f"Subject: {tale.title}",
        f"Date: {date}",
        "To: news@tarn.example",
    ]
    before = ("", "\n", "   \n", "\r\n", "")[tale.number % 5]
    if tale.number % 3 == 0:
        heads.remove(f"Date: {date}")
    if tale.number % 4 == 1:
        heads.insert(2, "this is no header")
    plain = "\n\n".join(tale.sentences)
    if tale.number % 2:
        mail = "\n".join([*heads, "Content-Type: text/plain; charset=utf-8", "", plain])
    else:
        mail = "\n".join(
            [
                *heads,
                "MIME-Version: 1.0",
                "Content-Type: text/html; charset=utf-8",
                "",
                f"<html><body>{tale.body}</body></html>",
            ]
        )
    document = got((before + mail).encode()).only
    _holds(document.text, tale)
    assert (document.title, document.authors) == (tale.title, (tale.writer,))
    assert bool(document.published) == (tale.number % 3 != 0)
    assert "no header" not in document.text


@ten
def test_newsml_g2(tale: Tale) -> None:
    status = ("usable", "canceled", "withheld")[tale.number % 3]
    space = ("", "nar:")[tale.number % 2]
    name = ('xmlns="http://iptc.org/std/nar/2006-10-01/"', 'xmlns:nar="http://iptc.org/std/nar/2006-10-01/"')[
        tale.number % 2
    ]
    inner = (
        f'<{space}inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{tale.body}</body></html></{space}inlineXML>',
        f'<{space}inlineData contenttype="text/plain">{chr(10).join(chr(10) + s for s in tale.sentences)}</{space}inlineData>',
    )[tale.number % 4 == 3]
    content = (
        f'<{space}newsItem {name} guid="urn:newsml:{tale.handle}:{tale.number}" standard="NewsML-G2" xml:lang="en"><{space}itemMeta><{space}itemClass qcode="ninat:text"/>'
        f'<{space}provider literal="{tale.outlet}"/><{space}versionCreated>{tale.moment}</{space}versionCreated><{space}pubStatus qcode="stat:{status}"/></{space}itemMeta>'
        f"<{space}contentMeta><{space}by>By {tale.writer}</{space}by><{space}headline>{tale.title}</{space}headline></{space}contentMeta><{space}contentSet>{inner}</{space}contentSet></{space}newsItem>"
    )
    document = got(('<?xml version="1.0"?>' * (tale.number % 2) + content).encode()).only
    _holds(document.text, tale)
    assert (document.title, document.outlet, document.authors) == (tale.title, tale.outlet, (tale.writer,))
    assert document.identifier == f"urn:newsml:{tale.handle}:{tale.number}"
    assert document.retracted == (status == "canceled")
    assert "<" not in document.text


@ten
def test_nitf(tale: Tale) -> None:
    date = tale.day.replace("-", "")
    content = (
        f'<nitf><head><title>{tale.title}</title><docdata management-status="usable"><doc-id id-string="{tale.handle}-{tale.number}"/>'
        f'<date.issue norm="{date}T051000Z"/></docdata><pubdata name="{tale.outlet}"/></head><body><body.head><hedline><hl1>{tale.title}</hl1></hedline>'
        f"<byline>By {tale.writer}</byline><dateline><location>TARN</location></dateline></body.head><body.content>"
        + (f"<block>{tale.body}</block>" if tale.number % 2 else tale.body)
        + "</body.content></body></nitf>"
    )
    head = (
        "",
        '<?xml version="1.0" encoding="utf-8"?>\n',
        '<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">',
        "<!-- from the desk -->",
    )[tale.number % 4]
    document = got((head + content).encode()).only
    for sentence in tale.sentences:
        assert sentence in document.text
    assert (document.title, document.outlet, document.authors) == (tale.title, tale.outlet, (tale.writer,))
    assert (document.published or "")[:10] == tale.day
    assert "TARN" in document.text.split("\n\n")[1]


@ten
def test_ninjs(tale: Tale) -> None:
    known = ("uri", "guid")[tale.number % 2]
    status = ("usable", "canceled", "withheld")[tale.number % 3]
    item = {known: f"urn:newsml:{tale.handle}:{tale.number}", "type": "text", "pubstatus": status, "headline": tale.title, "byline": f"By {tale.writer}",
            "versioncreated": tale.moment, "firstcreated": tale.moment, "body_html": tale.body}  # fmt: skip
    document = got(json.dumps(item).encode()).only
    _holds(document.text, tale)
    assert (document.title, document.authors) == (tale.title, (tale.writer,))
    assert (document.published or "")[:10] == tale.day
    assert document.retracted == (status == "canceled")


def _lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _table(*rows: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@ten
def test_snscrape(tale: Tale) -> None:
    other = TALES[tale.number - 1]
    row: dict[str, Any] = {
        "_type": "snscrape.modules.telegram.TelegramPost",
        "url": f"https://t.me/s/{tale.handle}/{tale.number + 1}",
        "date": tale.moment,
        "content": tale.sentences[1],
    }
    if tale.number % 2:
        row |= {
            "forwarded": {
                "_type": "snscrape.modules.telegram.Channel",
                "username": other.handle,
                "title": other.outlet,
            },
            "forwardedUrl": f"https://t.me/{other.handle}/3",
        }
    document = got(_lines(row)).only
    assert (document.text, document.account, document.published) == (tale.sentences[1], f"@{tale.handle}", tale.moment)
    assert [r[:3] for r in referred(document)] == ([("forward", "forwarded", other.outlet)] if tale.number % 2 else [])


@ten
def test_telethon(tale: Tale) -> None:
    peer = ({"_": "PeerChannel", "channel_id": 1500 + tale.number}, {"_": "PeerChat", "chat_id": 1500 + tale.number})[
        tale.number % 2
    ]
    row: dict[str, Any] = {"_": "Message", "id": 12, "peer_id": peer, "date": tale.moment, "message": tale.sentences[1]}
    if tale.number % 3:
        row |= {"fwd_from": {"_": "MessageFwdHeader", "from_name": tale.writer, "date": tale.moment}}
    document = got(_lines(row) if tale.number % 2 else json.dumps([row]).encode()).only
    assert (document.text, document.published, document.identifier) == (
        tale.sentences[1],
        tale.moment,
        f"telegram:{1500 + tale.number}/12",
    )
    assert [r[:3] for r in referred(document)] == ([("forward", "fwd_from", tale.writer)] if tale.number % 3 else [])


@ten
def test_4cat(tale: Tale) -> None:
    row = {"id": "5", "thread_id": "5", "chat": tale.handle, "author": "1", "author_username": tale.handle, "author_name": tale.outlet, "body": tale.sentences[1], "reply_to": "",
           "timestamp": f"{tale.day} 05:10:00", "author_forwarded_from_name": tale.writer if tale.number % 2 else "", "author_forwarded_from_username": "", "author_forwarded_from_id": ""}  # fmt: skip
    document = got(_table(row)).only
    assert (document.text, document.outlet) == (tale.sentences[1], tale.outlet)
    assert (document.published or "")[:10] == tale.day
    assert [r[2] for r in referred(document)] == ([tale.writer] if tale.number % 2 else [])


@ten
def test_twarc(tale: Tale) -> None:
    row = {"id": str(9000 + tale.number), "author_id": "7", "author.username": tale.handle, "author.name": tale.outlet, "text": tale.sentences[1], "created_at": tale.moment.replace("+00:00", ".000Z"),
           "source": "Twitter for iPhone", "referenced_tweets.retweeted.id": "", "referenced_tweets.quoted.id": "8001" if tale.number % 2 else "", "__twarc.retrieved_at": "2031-01-01"}  # fmt: skip
    document = got(_table(row)).only
    assert (document.text, document.account, document.identifier) == (
        tale.sentences[1],
        f"@{tale.handle}",
        f"x:{9000 + tale.number}",
    )
    assert document.outlet != "Twitter for iPhone"
    assert [(r[0], r[4]) for r in referred(document)] == ([("quote", "x:8001")] if tale.number % 2 else [])


@ten
def test_telegrams_export_as_html(tale: Tale) -> None:
    day, month = tale.day[8:], tale.day[5:7]
    stamp = f'<div class="pull_right date details" title="{day}.{month}.2030 05:10:00 UTC+01:00">05:10</div>'
    inner = f'<div class="text">{tale.sentences[1]}</div>'
    if tale.number % 2:
        inner = f'<div class="forwarded body"><div class="from_name">{tale.writer}</div>{inner}</div>'
    message = f'<div class="message default clearfix" id="message7"><div class="body">{stamp}<div class="from_name">{tale.outlet}</div>{inner}</div></div>'
    page = (
        f'<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="text bold">{tale.outlet}</div></div>'
        f'<div class="page_body chat_page"><div class="history">{message}</div></div></div></body></html>'
    )
    document = next(iter(got(page.encode()).documents.values()))
    assert (document.text, document.published) == (tale.sentences[1], f"{tale.day}T05:10:00+01:00")
    assert [r[2] for r in referred(document)] == ([tale.writer] if tale.number % 2 else [])


@ten
def test_json_of_extractors(tale: Tale) -> None:
    text = "\n".join(tale.sentences)
    rows: tuple[dict[str, Any], ...] = (
        {"maintext": text, "title": tale.title, "date_publish": f"{tale.day} 05:10:00", "source_domain": "tarn.example", "url": tale.url, "authors": [tale.writer]},
        {"text": text, "title": tale.title, "date": tale.day, "source": tale.url, "source-hostname": tale.outlet, "author": tale.writer, "fingerprint": "x", "raw_text": text},
        {"plaintext": text, "title": tale.title, "publishing_date": f"{tale.day} 05:10:00+00:00", "authors": [tale.writer], "body": {"summary": [], "sections": [{"headline": [], "paragraphs": list(tale.sentences)}]}, "topics": [], "free_access": True},
        {"text": text, "title": tale.title, "publish_date": f"{tale.day}T05:10:00", "url": tale.url, "authors": [tale.writer], "top_img": "", "keywords": []},
    )  # fmt: skip
    document = got(json.dumps(rows[tale.number % 4]).encode()).only
    for sentence in tale.sentences:
        assert sentence in document.text
    assert document.title == tale.title
    assert (document.published or "")[:10] == tale.day
    assert document.authors == (tale.writer,)


def _archived(tale: Tale) -> bytes:
    return http(_html(tale, f"<article><h1>{tale.title}</h1>{tale.body}</article>"))


@ten
def test_web_archives(tale: Tale) -> None:
    """WARC (by record, as a whole, plain), ARC and WACZ, with a record between that cannot be read."""
    other = TALES[tale.number - 1]
    good = [record("response", one.url, f"{one.day}T05:10:00Z", _archived(one), gzipped=False) for one in (tale, other)]
    bad = record("response", "https://[tarn/", "2030-01-01T00:00:00Z", _archived(other), gzipped=False)
    form = tale.number % 5
    if form == 0:
        content = b"".join(map(gzip.compress, (good[0], bad, good[1])))
    elif form == 1:
        content = gzip.compress(good[0] + bad + good[1])
    elif form == 2:
        content = good[0] + bad + good[1]
    elif form == 3:
        lines = [
            b"filedesc://x.arc 0.0.0.0 20300601051000 text/plain 69\n1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n\n"
        ]
        for one in (tale, other):
            block = _archived(one)
            lines.append(
                f"{one.url} 192.0.2.1 {one.day.replace('-', '')}051000 text/html {len(block)}\n".encode()
                + block
                + b"\n"
            )
        content = b"".join(lines)
    else:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("datapackage.json", "{}")
            archive.writestr("archive/a.warc.gz", gzip.compress(good[0]))
            archive.writestr("archive/b.warc", good[1])
        content = out.getvalue()
    titles = [document.title for document in got(content).documents.values()]
    assert [title for title in titles if title in (tale.title, other.title)][:1] == [tale.title]
    assert other.title in titles


@ten
def test_what_nobody_knows_is_refused_by_name(tale: Tale) -> None:
    root = ("ledger", "story", "payload", "envelope", "doc", "feedback", "root", "message", "catalogue", "export")[
        tale.number
    ]
    prolog = (
        '<?xml version="1.0"?>',
        "<!-- a -->",
        "\ufeff<?xml version='1.0' encoding='utf-8'?>\n",
        '<?xml version="1.0"?><!DOCTYPE x>',
    )[tale.number % 4]
    found = got(
        f"{prolog}<{root}><entry>{tale.sentences[0]}</entry><entry>{tale.sentences[1]}</entry></{root}>".encode()
    )
    assert not found.documents
    assert f"“{root}”" in found.problems[0]
