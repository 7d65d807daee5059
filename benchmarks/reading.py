"""How fast exports and archives are read, and that memory does not grow with them.

    python benchmarks/reading.py [--megabytes 10 100] [--only telegram]

writes an export of Telegram, an archive of X, a web archive and a table of each size into a temporary folder, out of
invented sentences (seeded, so always the same), reads each in a process of its own and prints one line for it.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

TEXT = """
the lamp of the cape failed at two in the night a keeper said pilots asked the harbour office and the council did not
confirm it to a friend in the watch room who told us that boats were late and the crane on the quay was not safe
"""
WORDS = TEXT.split()
READ = """
import resource, sys, time
from whosays.reading import documents
start = time.process_time()
found = sum(item.document is not None for item in documents(sys.argv[1]))
print(found, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def sentences(chance: random.Random, fewest: int, most: int) -> str:
    """Words of an invented report."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(fewest, most))) + "."


def telegram(chance: random.Random) -> Iterator[str]:
    """A channel's export, a third of it forwards."""
    yield '{\n "name": "Harbour Watch",\n "type": "public_channel",\n "id": 1500000001,\n "messages": [\n'
    number = 0
    while True:
        number += 1
        text = sentences(chance, 5, 80)
        message = {"id": number, "type": "message", "date_unixtime": str(1930417200 + number)}
        message |= {"date": "2031-03-04T20:00:00", "from": "Harbour Watch", "from_id": "channel1500000001"}
        if number % 3 == 0:
            message |= {"forwarded_from": "Night Pilots", "forwarded_from_id": "channel1400000009"}
        message |= {"text": text, "text_entities": [{"type": "plain", "text": text}]}
        yield ("" if number == 1 else ",\n") + json.dumps(message, indent=1)


def tweets(chance: random.Random) -> Iterator[str]:
    """``tweets.js`` of an archive of X."""
    yield "window.YTD.tweets.part0 = [\n"
    number = 0
    while True:
        number += 1
        tweet = {"id_str": str(10**18 + number), "created_at": "Tue Mar 04 19:05:00 +0000 2031",
                 "full_text": sentences(chance, 5, 40), "entities": {"urls": []}}  # fmt: skip
        yield ("" if number == 1 else ",\n") + json.dumps({"tweet": tweet}, indent=1)


def warc(chance: random.Random) -> Iterator[str]:
    """A web archive, not compressed, so that its size is that of its pages."""
    number = 0
    while True:
        number += 1
        paragraphs = "".join(f"<p>{sentences(chance, 30, 90)}</p>" for _ in range(8))
        page = f"<html><head><title>Report {number}</title></head><body><article>{paragraphs}</article></body></html>"
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
        yield (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
            "WARC-Date: 2031-03-04T18:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n{block}\r\n\r\n"
        )


def table(chance: random.Random) -> Iterator[str]:
    """A CSV table of articles."""
    yield "text,title,url,published\n"
    number = 0
    while True:
        number += 1
        yield f'"{sentences(chance, 200, 500)}",Report {number},https://a.example/{number},2031-03-04\n'


KINDS: dict[str, tuple[Callable[[random.Random], Iterator[str]], str]] = {
    "telegram": (telegram, "\n ]\n}\n"),
    "tweets": (tweets, "\n]\n"),
    "warc": (warc, ""),
    "table": (table, ""),
}


def write(path: Path, kind: str, megabytes: float) -> None:
    """Writes a file of that size."""
    pieces, end = KINDS[kind]
    size = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for piece in pieces(random.Random(1)):
            size += file.write(piece)
            if size >= megabytes * 1_000_000:
                break
        file.write(end)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=float, nargs="+", default=[10, 100])
    parser.add_argument("--only", choices=sorted(KINDS), nargs="+", default=list(KINDS))
    asked = parser.parse_args()
    print(f"{'what':10}{'MB':>8}{'documents':>12}{'CPU-s':>9}{'MB/CPU-s':>10}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for kind in asked.only:
            for megabytes in asked.megabytes:
                path = Path(folder) / f"{kind}.input"
                write(path, kind, megabytes)
                done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
                found, seconds, peak = (float(value) for value in done.stdout.split())
                rate = megabytes / seconds
                print(f"{kind:10}{megabytes:8g}{found:12,.0f}{seconds:9.1f}{rate:10.1f}{peak:9.0f}", flush=True)
                path.unlink()


if __name__ == "__main__":
    main()
