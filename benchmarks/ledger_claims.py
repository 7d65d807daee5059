"""What it costs to load ten thousand claims into a ledger, and to merge ten thousand of them by one decision.

  python benchmarks/ledger_claims.py [--claims 10000] [--blocks FILE] [--profile FILE]

The documents are those of ``ledger_pile.py``; sentence vectors are made by the real encoder, and their time counts.
Every figure is the CPU time of one run, of all threads.
"""

from __future__ import annotations

import argparse
import cProfile
import pickle
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ledger import counted, cpu
from ledger_pile import blocks, pile
from report import machine

from whosays.ledger.ledger import Ledger
from whosays.ledger.store import opened

_MORE = 100  # documents, until as many claims are held: some are the same


def documents_with(claims: int, stored: Path | None) -> list[Any]:
    """Documents of the pile, as many as bring so many claims."""
    if stored and stored.exists():
        story, others = pickle.loads(stored.read_bytes())
    else:
        story, others = blocks()
        if stored:
            stored.write_bytes(pickle.dumps((story, others)))
    found, made = [], 0
    for one in pile(claims, story, others):
        found.append(one)
        made += len(one[0].claims)
        if made >= claims:
            break
    return found


def timed(name: str, work: Callable[[], Any], profile: Path | None) -> None:
    """Does something and prints what it cost."""
    profiler = cProfile.Profile() if profile else None
    before = cpu()
    if profiler:
        profiler.runcall(work)
        profiler.dump_stats(f"{profile}.{name}")
    else:
        work()
    print(f"{name:<8}{cpu() - before:8.1f} CPU-s", flush=True)


def main() -> int:
    """Loads, merges and verifies, and prints each cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--blocks", type=Path, help="a pickle of the traces that documents are made of")
    parser.add_argument("--profile", type=Path, help="write profiles to files of this name")
    chosen = parser.parse_args()
    documents = documents_with(2 * chosen.claims, chosen.blocks)
    made, first = 0, 0
    while made < chosen.claims:
        made += len(documents[first][0].claims)
        first += 1
    print(f"# {machine()}")
    print(f"# {made:,} claims in {first:,} documents", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(opened(str(Path(folder) / "ledger.db"), create=True), counted)
        timed("load", lambda: ledger.load(documents[:first]), chosen.profile)
        at = first
        while len(names := [claim.claim for claim in ledger.claims(limit=2 * made)]) < chosen.claims:
            ledger.load(documents[at : at + _MORE])
            at += _MORE
        print(f"# {len(names):,} claims held", flush=True)
        timed("merge", lambda: ledger.decide("merge", names, who="Ida Falk", why="one tale"), chosen.profile)
        print(f"# {len(ledger.claims(limit=2 * made)):,} claims held", flush=True)
        timed("verify", ledger.verify, None)
        ledger.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
