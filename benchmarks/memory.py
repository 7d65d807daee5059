"""The most memory that reading an input of 200 MB takes, of all processes together: one input of every kind.

  python benchmarks/memory.py [KIND...] [--megabytes 200] [--folder DIR]

Each input is written, read as the command line reads it (in a child process, every document dropped when it has come),
and deleted. ``MB`` is the most that the reading process held plus the most that any child of it held, in resident
memory; ``CPU-s`` is both their time. A kind that is not done after ten minutes is ended, which is said.
"""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from report import machine

SECONDS = 600
WORDS = [
    *[
        "the",
        "a",
        "warden",
        "of",
        "salt",
        "works",
        "saw",
        "smoke",
        "over",
        "drying",
        "sheds",
        "before",
        "dawn",
        "and",
        "foreman",
        "said",
        "that",
        "nobody",
        "was",
        "hurt",
        "in",
        "it",
        "when",
    ],
    *[
        "council",
        "police",
        "mayor",
        "river",
        "bridge",
        "letter",
        "report",
        "who",
        "could",
        "not",
        "confirm",
        "on",
        "Monday",
        "Tuesday",
        "Friday",
    ],
]


def told(length: int, seed: int = 1) -> str:
    """Sentences of about so many characters."""
    chance = random.Random(seed)
    out, size = [], 0
    while size < length:
        sentence = " ".join(chance.choices(WORDS, k=16)).capitalize() + ". "
        out.append(sentence)
        size += len(sentence)
    return "".join(out)[:length]


ARTICLE = told(30_000)
PARAGRAPHS = "".join(f"<p>{ARTICLE[at : at + 1_000]}</p>" for at in range(0, len(ARTICLE), 1_000))
PAGE = f"<!doctype html><html lang=en><head><title>Smoke</title></head><body><article><h1>Smoke</h1>{PARAGRAPHS}</article></body></html>"


def repeated(head: bytes, one: Callable[[int], bytes], end: bytes = b"") -> Callable[[BinaryIO, int], None]:
    """Writes a head, as many of a thing as there is room for, and an end."""

    def write(file: BinaryIO, size: int) -> None:
        written, number = file.write(head), 0
        while written < size:
            written += file.write(one(number))
            number += 1
        file.write(end)

    return write


def filled(head: bytes, block: bytes, end: bytes = b"") -> Callable[[BinaryIO, int], None]:
    """Writes a head, one thing all through, and an end."""
    many = block * (1_000_000 // len(block))
    return repeated(head, lambda _: many, end)


def entry(number: int) -> bytes:
    """An article as a member of an export."""
    fields = {
        "url": f"https://tarn.example/{number}",
        "title": f"Smoke {number}",
        "text": ARTICLE,
        "date": "2030-06-01",
    }
    return json.dumps(fields).encode()


def row(number: int) -> bytes:
    """An article as a row of a table."""
    out = io.StringIO()
    csv.writer(out).writerow([f"https://tarn.example/{number}", f"Smoke {number}", ARTICLE, "2030-06-01"])
    return out.getvalue().encode()


def crawled(number: int) -> bytes:
    """A page and its picture, as a crawler leaves them."""
    return archived(number) + archived(number, b"\xff\xd8\xff" + random.Random(number).randbytes(400_000), "image/jpeg")


def archived(number: int, body: bytes = PAGE.encode(), media_type: str = "text/html; charset=utf-8") -> bytes:
    """An answer of a server as a record of a web archive."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://tarn.example/{number}\r\nWARC-Date: 2030-06-01T05:10:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def post(number: int) -> bytes:
    """A message of Telegram's export."""
    message = {"id": number, "type": "message", "date": "2030-06-01T05:10:00", "from": "Salt", "text": ARTICLE[:4_000]}
    return (b"," if number else b"") + json.dumps(message).encode()


def mail(number: int) -> bytes:
    """A mail of a mailbox."""
    return f"From x Mon Mar  3 05:00:00 2031\nFrom: Mira <m@tarn.example>\nSubject: Smoke {number}\n\n{ARTICLE}\n\n".encode()


def gzipped(write: Callable[[BinaryIO, int], None], times: int = 1) -> Callable[[BinaryIO, int], None]:
    """What another writer writes, gzipped, ``times`` as much of it."""

    def packed(file: BinaryIO, size: int) -> None:
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as out:
            write(out, size * times)  # type: ignore[arg-type]

    return packed


def zipped(
    name: str, write: Callable[[BinaryIO, int], None], method: int = zipfile.ZIP_STORED
) -> Callable[[BinaryIO, int], None]:
    """What another writer writes as a file in a ZIP file."""

    def packed(file: BinaryIO, size: int) -> None:
        with (
            zipfile.ZipFile(file, "w", method, compresslevel=1) as archive,
            archive.open(name, "w", force_zip64=True) as out,
        ):
            write(out, size)  # type: ignore[arg-type]

    return packed


def parquet(rows_in_group: int, times: int = 1) -> Callable[[BinaryIO, int], None]:
    """Articles as rows of Parquet, each with a text of its own, so many in a group."""

    def write(file: BinaryIO, size: int) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        text = ARTICLE * times
        schema = pa.schema([("url", pa.string()), ("title", pa.string()), ("text", pa.string())])
        with pq.ParquetWriter(file, schema, compression="none", use_dictionary=False) as out:
            number = 0
            while number * len(text) < size:
                some = range(number, min(number + rows_in_group, size // len(text) + 1))
                columns = [
                    [f"https://tarn.example/{n}" for n in some],
                    [f"Smoke {n}" for n in some],
                    [f"{n} {text}" for n in some],
                ]
                out.write_table(pa.table(columns, schema=schema), row_group_size=rows_in_group)
                number += len(some)

    return write


def one_page(file: BinaryIO, size: int) -> None:
    """A web archive of one page."""
    file.write(archived(0, b"<p>The warden saw smoke.</p>" * (size // 28)))


def pdf_stream(file: BinaryIO, size: int) -> None:
    """A PDF file whose only page has so large a stream of text."""
    block = b"BT /F1 12 Tf 72 720 Td (The warden saw smoke.) Tj ET\n" * 1_000
    length = size // len(block) * len(block)
    places = []
    file.write(b"%PDF-1.7\n")
    for number, body in enumerate((
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>", b"<</Length %d>>\nstream" % length,
    ), 1):  # fmt: skip
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\n" % (number, body) + (b"endobj\n" if number < 4 else b""))
    for _ in range(length // len(block)):
        file.write(block)
    file.write(b"endstream\nendobj\n")
    start = file.tell()
    file.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    file.write(b"trailer\n<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF\n" % start)


KINDS: dict[str, Callable[[BinaryIO, int], None]] = {
    "JSON, a list": repeated(b"[", lambda n: (b"," if n else b"") + entry(n), b"]"),
    "JSON, one text": filled(b'{"title": "x", "text": "', b"The warden saw smoke. ", b'"}'),
    "JSON, small lists": filled(b'{"text": [', b"[[1],[2]],", b"0]}"),
    "JSON, open lists": filled(b'{"text": ', b"["),
    "JSONL": repeated(b"", lambda n: entry(n) + b"\n"),
    "JSONL, one line": filled(b'{"title": "x", "text": "', b"The warden saw smoke. ", b'"}\n'),
    "Telegram's export": repeated(b'{"name": "Salt", "type": "public_channel", "id": 1, "messages": [', post, b"]}"),
    "CSV": repeated(b"url,title,text,date\n", row),
    "CSV, one cell": filled(b'url,title,text\nu,t,"', b"The warden saw smoke. ", b'"\n'),
    "CSV, columns": filled(b"url,", b"a,", b"\n"),
    "HTML": filled(PAGE.removesuffix("</article></body></html>").encode(), b"<p>The warden saw smoke over the sheds.</p>"),
    "HTML, open elements": filled(b"<!doctype html><html><body>", b"<div>"),
    "WARC": repeated(b"", crawled),
    "WARC, one page": one_page,
    "WARC, gzipped": repeated(b"", lambda n: gzip.compress(crawled(n), 1)),
    "WARC, gzipped as a whole": gzipped(repeated(b"", crawled)),
    "text": repeated(b"", lambda n: ARTICLE.encode() + b"\n\n"),
    "text, one word": filled(b"", b"a"),
    "zeros": filled(b"", b"\0"),
    "text, gzipped": gzipped(filled(b"", b"The warden saw smoke. "), 10),
    "feed": repeated(
        b'<rss version="2.0"><channel><title>T</title>',
        lambda n: f"<item><title>Smoke {n}</title><link>https://tarn.example/{n}</link><description>{ARTICLE}</description></item>".encode(),
        b"</channel></rss>",
    ),
    "feed, one entry": filled(b'<rss version="2.0"><channel><item><title>x</title><description>', b"The warden saw smoke. "),
    "XML nobody knows": filled(b'<?xml version="1.0"?><a>', b"<b>x</b>"),
    "mails": repeated(b"", mail),
    "one mail": filled(b"From: a@tarn.example\nSubject: x\n\n", b"The warden saw smoke.\n"),
    "a mail of headers": filled(b"From: a@tarn.example\nSubject: x\n", b"X-A: b\n"),
    "PDF, one stream": pdf_stream,
    "PDF of brackets": filled(b"%PDF-1.7\n1 0 obj\n", b"<<"),
    "PDF of objects": repeated(b"%PDF-1.7\n", lambda n: b"%d 0 obj\n<</Kids[%d 0 R]>>\nendobj\n" % (n, n + 1)),
    "a picture": filled(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x40\0\0\0\x40\0\x08\x02\0\0\0", b"\xa7x"),
    "ZIP": zipped("a.txt", repeated(b"", lambda n: ARTICLE.encode())),
    "WACZ": zipped("archive/a.warc", repeated(b"", crawled)),
    "WACZ, packed": zipped("archive/a.warc", repeated(b"", crawled), zipfile.ZIP_DEFLATED),
    "DOCX": zipped("word/document.xml", filled(b"<w:document>", b"<w:p>The warden saw smoke.</w:p>")),
    "Parquet": parquet(500),
    "Parquet, one group": parquet(1_000_000),
    "Parquet, one cell": parquet(1, 6_000),
}  # fmt: skip


def _read(path: str) -> dict[str, Any]:
    """Reads an input as the command line does; what it came to."""
    from whosays.reading import apart

    documents = problems = 0
    last = ""
    for item in apart.documents(path):
        documents += item.document is not None
        problems += item.problem is not None
        last = item.problem.cause if item.problem else item.note or last
    apart.close()
    own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())  # ru_maxrss has what was before exec()
    return {
        "MB": (int(peak[1] if peak else own.ru_maxrss) + child.ru_maxrss) / 1e3,
        "CPU": own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime,
        "documents": documents,
        "problems": problems,
        "last": last[:90],
    }


def _measured(folder: Path, chosen: list[str], size: int) -> Iterator[float]:
    for name in chosen:
        with tempfile.NamedTemporaryFile(dir=folder, prefix="memory.") as file:
            KINDS[name](file, size)  # type: ignore[arg-type]
            file.flush()
            try:
                done = subprocess.run(
                    [sys.executable, __file__, "--read", file.name], capture_output=True, text=True, timeout=SECONDS
                )
                found = json.loads(done.stdout)
            except subprocess.TimeoutExpired:
                print(f"{name:<26} not done after {SECONDS} s", flush=True)
                continue
        yield found["MB"]
        told = f"{found['documents']:6} documents {found['problems']:4} problems  {found['last']}"
        print(f"{name:<26}{found['MB']:6.0f} MB {found['CPU']:7.1f} CPU-s {told}", flush=True)


def main() -> int:
    """Measures each kind, prints a line for each and the largest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", help="the kinds to measure; all without")
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--read", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        print(json.dumps(_read(given.read)))
        return 0
    print(f"# {machine()}; inputs of {given.megabytes} MB", flush=True)
    most = max(_measured(given.folder, given.kinds or list(KINDS), given.megabytes * 1_000_000), default=0)
    print(f"# at most {most:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
