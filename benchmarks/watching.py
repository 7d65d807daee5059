"""What it costs to watch many feeds: CPU, time and connections, against a server on this machine.

    python benchmarks/watching.py [--feeds 500] [--hosts 50] [--entries 20]

The feeds are generated and lie on the loopback addresses 127.0.1.1, 127.0.1.2, …, each of which is one host (on Linux
all of 127/8 is this machine); the server has a process of its own. The first round reads every feed, the second finds
all unchanged by ETag (304), the third, where the server forgets its ETags, by the same bytes. Documents go into a list
and not into a ledger: what tracing and the ledger cost is measured elsewhere. A round cannot be shorter than the pause
of a second between two requests to a host allows.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ClassVar

from whosays.fetching.exchange import Guard
from whosays.fetching.hosts import Rules, Turns
from whosays.model import Document
from whosays.watching.hooks import Hooks
from whosays.watching.polling import Poller, Source
from whosays.watching.state import open_state
from whosays.watching.watch import Plan, watch

_ITEM = (
    "<item><guid>tag:{feed}:{n}</guid><title>Berth {n} of quay {feed} is closed</title>"
    "<link>https://quay.example/{feed}/{n}</link><pubDate>Mon, 03 Mar 2031 08:00:00 +0100</pubDate>"
    "<description>The harbour office said on Monday that berth {n} will stay closed. A pilot said that he could not "
    "confirm it, and the shipping line did not respond to a request for comment.</description></item>"
)


class Answers(BaseHTTPRequestHandler):
    """Feeds by number, with or without ETags, and a count of what is open at a time."""

    entries: ClassVar[int] = 20
    etags: ClassVar[bool] = True
    lock: ClassVar[threading.Lock] = threading.Lock()
    open: ClassVar[Counter[str]] = Counter()
    most: ClassVar[Counter[str]] = Counter()
    count: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        host = self.connection.getsockname()[0]
        with self.lock:
            self.open[host] += 1
            self.count["requests"] += 1
            self.most[host] = max(self.most[host], self.open[host])
        time.sleep(0.005)
        with self.lock:  # before the answer, which is what lets the next request come
            self.open[host] -= 1
        self.answer()

    def answer(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        tag = f'"{self.path}"'
        if self.etags and self.headers.get("If-None-Match") == tag:
            self.count["304"] += 1
            self.send_response(304)
            self.end_headers()
            return
        number = int(self.path.strip("/"))
        items = "".join(_ITEM.format(feed=number, n=n) for n in range(self.entries))
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Quay {number}</title>{items}</channel></rss>'
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        if self.etags:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


def serve(hosts: int, entries: int, pipe: Connection) -> None:
    """Serves until none comes by the pipe; anything else asks for the counts, and says whether to keep ETags."""
    Answers.entries = entries
    ports = []
    for number in range(1, hosts + 1):
        server = ThreadingHTTPServer((f"127.0.1.{number}", 0), Answers)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ports.append(server.server_address[1])
    pipe.send(ports)
    while (etags := pipe.recv()) is not None:
        pipe.send((dict(Answers.count), max(Answers.most.values(), default=0)))
        Answers.etags = etags
        Answers.count.clear()
        Answers.most.clear()


def main() -> None:
    """Prints one line a round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--entries", type=int, default=20)
    wanted = parser.parse_args()
    pipe, other = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(wanted.hosts, wanted.entries, other))
    server.start()
    ports = pipe.recv()
    sources = []
    for number in range(wanted.feeds):
        host = number % wanted.hosts
        address = f"http://127.0.1.{host + 1}:{ports[host]}/{number}"
        sources.append(Source(address, address))
    poller = Poller(Turns(), Rules(), guard=Guard(allow=lambda address, port: address.startswith("127.0.1.")))
    documents: list[Document] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, etags in (("everything new", True), ("unchanged by ETag", False), ("unchanged by bytes", False)):
            cpu, wall, before = time.process_time(), time.monotonic(), len(documents)
            hooks = Hooks(lambda document, sight: documents.append(document), lambda: None, print)
            with open_state(Path(folder) / "bench.watch") as state:
                watch(Plan(sources, once=True), state=state, poller=poller, hooks=hooks)
            cpu, wall = time.process_time() - cpu, time.monotonic() - wall
            pipe.send(etags)
            count, most = pipe.recv()
            print(
                f"{name}: {len(documents) - before} documents, {cpu:.2f} CPU-s ({1000 * cpu / len(sources):.1f} ms a "
                f"feed), {wall:.0f} s, {count.get('requests', 0)} requests, {count.get('304', 0)} answers 304, at most "
                f"{most} at a time to a host"
            )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    pipe.send(None)
    server.join()


if __name__ == "__main__":
    main()
