"""How a desk holds out: many readers at once on a large ledger; many editors deciding while a watch adds.

  python benchmarks/desk_load.py readers LEDGER [--readers 200] [--seconds 60] [--pause 10]
  python benchmarks/desk_load.py editors LEDGER [--editors 20] [--decisions 10]
  python benchmarks/desk_load.py profile LEDGER

``readers``: a desk is started on the ledger (``benchmarks/ledger.py`` makes one of 100,000 documents), and so many
readers open Today, the page of a claim or a search, one after the other, and read for ``pause`` seconds (half of that
to half as much again) before the next. Told are the time until the whole page is there, by kind of page, the
server's CPU time a page and how busy the machine is: on a machine that others use, the first says more of them than of
the desk. ``editors``: on a copy of the ledger, each editor accepts claims, all at once, while ``whosays watch`` adds
documents out of a folder; told are decisions that were answered for and are not in the ledger, and whether the ledger
verifies. ``profile``: where the time of each kind of page goes, in one thread.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import pstats
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from report import machine

from whosays.ledger import open_ledger

_TICKS = os.sysconf("SC_CLK_TCK")
_COMMON = ("building", "council said", "police", "people were living", "could not confirm")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the seconds it took, the headers."""

    status: int
    seconds: float
    head: str


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that listens: its port, the cookie of somebody who came in, its process."""

    port: int
    cookie: str
    process: int

    async def ask(self, method: str, address: str, fields: Sequence[tuple[str, str]] = ()) -> Answer:
        """One request over a connection of its own."""
        began, body = time.monotonic(), urlencode(fields).encode()
        lines = [
            f"{method} {address} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Cookie: {self.cookie}",
            "Connection: close",
        ]
        if method == "POST":
            lines += [
                f"Origin: http://127.0.0.1:{self.port}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            got = await reader.read()
            writer.close()
        except OSError:
            return Answer(0, time.monotonic() - began, "")
        head = got.partition(b"\r\n\r\n")[0].decode("latin-1")
        status = int(head[9:12]) if head else 0
        return Answer(status, time.monotonic() - began, head)

    def cpu(self) -> float:
        """CPU-seconds of the server so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def desk(ledger: Path) -> Iterator[Served]:
    """A desk on a ledger, in a process of its own."""
    command = [sys.executable, "-m", "whosays", "desk", "--no-browser", "--port", "0", "--ledger", str(ledger)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/enter\?token=\S+)", running.stdout.readline())
        assert found
        come_in = asyncio.run(Served(int(found[1]), "", running.pid).ask("GET", found[2]))
        cookie = re.search(r"set-cookie: ([^;]+)", come_in.head, re.IGNORECASE)
        assert cookie
        yield Served(int(found[1]), cookie[1], running.pid)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)


def addresses(ledger: Path) -> dict[str, list[str]]:
    """Pages to open, by kind: claims of every part of the ledger and of many documents, words seldom and often used."""
    with open_ledger(str(ledger), create=False) as held:
        carried = held.claims(limit=50, carried=True)
        claims = held.stats()["claims"]
        names = [one.claim for one in carried] + [f"k{n}" for n in range(1, claims, max(1, claims // 150))]
        rare = [" ".join(re.findall(r"[^\W\d_]{4,}", one.text)[:2]) for one in carried]
    searches = [f"/search?{urlencode({'q': words})}" for words in (*_COMMON, *rare) if words]
    return {"Today": ["/"], "Story": [f"/claims/{name}" for name in names], "search": searches}


async def _read(served: Served, pages: dict[str, list[str]], chosen: argparse.Namespace) -> list[tuple[str, Answer]]:
    until, found = time.monotonic() + chosen.seconds, []

    async def reader(number: int) -> None:
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, chosen.pause))
        while time.monotonic() < until:
            kind = chance.choice(list(pages))
            found.append((kind, await served.ask("GET", chance.choice(pages[kind]))))
            await asyncio.sleep(chance.uniform(0.5, 1.5) * chosen.pause)

    await asyncio.gather(*(reader(number) for number in range(chosen.readers)))
    return found


def readers(chosen: argparse.Namespace) -> None:
    """Many readers at once."""
    pages = addresses(chosen.ledger)
    with desk(chosen.ledger) as served:
        for kind in pages:  # what is loaded once is loaded
            asyncio.run(served.ask("GET", pages[kind][0]))
        before = served.cpu()
        found = asyncio.run(_read(served, pages, chosen))
        used = served.cpu() - before
    errors = sum(answer.status not in (200, 303) for _, answer in found)
    print(f"# {machine()}; others use it, too: load {', '.join(f'{one:.1f}' for one in os.getloadavg())}")
    print(f"{chosen.readers} readers, {len(found)} pages in {chosen.seconds} s, errors {errors}, "
          f"server {1000 * used / len(found):.1f} CPU-ms a page")  # fmt: skip
    for kind in pages:
        times = sorted(answer.seconds for one, answer in found if one == kind)
        print(f"{kind:<8} {len(times):>5} pages, median {1000 * statistics.median(times):>6.0f} ms, "
              f"p95 {1000 * times[int(0.95 * len(times))]:>6.0f} ms")  # fmt: skip


def editors(chosen: argparse.Namespace) -> None:
    """Many editors at once, while a watch adds."""
    with tempfile.TemporaryDirectory() as folder:
        ledger, inbox = Path(folder) / "w.db", Path(folder) / "inbox"
        shutil.copyfile(chosen.ledger, ledger)
        inbox.mkdir()
        with open_ledger(str(ledger), create=False) as held:
            names = [one.claim for one in held.claims(limit=chosen.editors * chosen.decisions)]
            documents = held.stats()["documents"]
        watch = [sys.executable, "-m", "whosays", "watch", str(inbox), "--quiet", "--ledger", str(ledger)]
        watching = subprocess.Popen(watch)
        with desk(ledger) as served:
            answers = asyncio.run(_decide(served, names, chosen, inbox))
        time.sleep(5)
        watching.send_signal(signal.SIGTERM)
        watching.wait(120)
        with open_ledger(str(ledger), create=False) as held:
            made = {one.subject for one in held.decisions(10_000)}
            added, fault = held.stats()["documents"] - documents, held.verify()
    done = [name for name, answer in answers if answer.status == 303]
    lost = [name for name in done if name not in made]
    slow = sorted(answer.seconds for _, answer in answers)
    print(f"# {machine()}; others use it, too: load {', '.join(f'{one:.1f}' for one in os.getloadavg())}")
    print(f"{chosen.editors} editors, {len(answers)} decisions, {len(done)} answered for, {len(lost)} lost; "
          f"{added} documents added meanwhile; ledger: {fault or 'every entry fits'}; "
          f"p95 {slow[int(0.95 * len(slow))]:.1f} s")  # fmt: skip


async def _decide(
    served: Served, names: Sequence[str], chosen: argparse.Namespace, inbox: Path
) -> list[tuple[str, Answer]]:
    found: list[tuple[str, Answer]] = []

    async def editor(number: int) -> None:
        for name in names[number :: chosen.editors]:
            fields = (("verb", "accept"), ("names", name), ("who", f"Editor {number}"), ("why", "read"))
            found.append((name, await served.ask("POST", "/decide", fields)))

    async def writer() -> None:
        for number in range(10):
            text = f"Mill {number} to close\n\nThe mill at Skelby {number} will close, its owner, Ines Pell, said.\n"
            (inbox / f"{number}.txt").write_text(text, encoding="utf-8")
            await asyncio.sleep(0.5)

    await asyncio.gather(writer(), *(editor(number) for number in range(chosen.editors)))
    return found


def profile(chosen: argparse.Namespace) -> None:
    """Each kind of page, by the functions of the routes, in one thread."""
    from starlette.testclient import TestClient

    from whosays.ledger import Options
    from whosays.server.app import application
    from whosays.server.desk import Desk
    from whosays.server.guard import Door

    pages = addresses(chosen.ledger)
    with open_ledger(str(chosen.ledger), create=False) as held:
        door = Door(80, bearer=None)
        client = TestClient(application(Desk(held, Options()), door), base_url="http://127.0.0.1:80",
                            headers={"host": "127.0.0.1:80"})  # fmt: skip
        client.get(f"/enter?token={door.token}")
        for kind, every in pages.items():
            client.get(every[0])
            before, counted = time.process_time(), 0
            taken = cProfile.Profile()
            for address in random.Random(1).sample(every, min(30, len(every))):
                counted += 1
                client.get(address, follow_redirects=False)
            print(f"{kind}: {1000 * (time.process_time() - before) / counted:.1f} CPU-ms a page")
            taken.enable()
            for address in random.Random(2).sample(every, min(10, len(every))):
                client.get(address, follow_redirects=False)
            taken.disable()
            pstats.Stats(taken).sort_stats("cumulative").print_stats(r"whosays|sqlite|sqlalchemy", 25)


def main() -> int:
    """Measure one of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["readers", "editors", "profile"])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=10)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--decisions", type=int, default=10)
    chosen = parser.parse_args()
    {"readers": readers, "editors": editors, "profile": profile}[chosen.what](chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
