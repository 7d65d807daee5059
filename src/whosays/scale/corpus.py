"""The whole run: inputs are read, their documents traced, stories told; and the report of it."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from whosays import __version__
from whosays.errors import InputError, UsageError, WhosaysError
from whosays.model import Trace
from whosays.scale import engine
from whosays.scale.blocks import MOST, Event, blocks, event
from whosays.scale.grouping import events, weighed
from whosays.scale.layout import Layout, put, put_rows, rows_of, swept
from whosays.scale.native import is_in_store
from whosays.scale.profiles import members, profiles_of
from whosays.scale.reading import Source, source, sources_in_store
from whosays.scale.tabulating import OF_STORIES, describe
from whosays.scale.tracing import TRIES

if TYPE_CHECKING:
    from whosays.desk.inputs import Input

SLOW: Final = 120.0
"""Seconds that a document may take."""

_SLOWEST: Final = 10
_FILES: Final = 2  # which files a run goes by: another number, another output


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a run: where to write, how many work at once, on which cluster, how long a document may take,
    how many documents are told together, the ledger that is to have them, too."""

    output: Path
    workers: int
    cluster: str | None = None
    slow: float = SLOW
    most: int = MOST
    ledger: str | None = None

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError("--workers: there must be one at least")
        if self.slow <= 0:
            raise UsageError("--slow: give a number of seconds")
        if self.cluster is not None and not self.cluster.startswith("ray://"):
            raise UsageError(f"--cluster {self.cluster}: give the address of a Ray cluster, such as ray://head:10001")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run is: what it does (read, trace, tell, keep), how much is done of how much, how many a second, how
    many seconds are left (none where it is not known), how many problems there were."""

    doing: str
    done: int
    total: int
    rate: float
    left: float | None
    problems: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to, what was done before included. ``refused`` counts what could not be read or traced;
    ``faults`` are units of work that failed and are tried again by the next start; ``slowest`` are documents with
    their seconds."""

    inputs: int
    read: int
    documents: int
    refused: int
    events: int
    claims: int
    seconds: float
    slowest: tuple[tuple[str, float], ...] = ()
    faults: tuple[str, ...] = field(default=())


Told = Callable[[Step], None]


def run(arguments: Sequence[str], asked: Asked, told: Told = lambda _: None) -> Report:
    """Reads, traces and tells all that the arguments name, as far as it is not done; gives the report of everything in
    the output. Raises WhosaysError where the output cannot be used or written, or was made by another model."""
    begun = time.monotonic()
    try:
        with _held(asked.output) as layout:
            engine.start(asked.cluster)
            faults = _though_killed(lambda: _read(layout, arguments, asked, told))
            faults += _though_killed(lambda: _traced(layout, asked, told))
            faults += _though_killed(lambda: _stories(layout, asked, told))
            describe(layout)
            if asked.ledger is not None:
                _kept(layout, asked.ledger, told)
            return _reported(layout, time.monotonic() - begun, faults)
    except OSError as error:
        raise WhosaysError(f"{asked.output}: cannot be written ({error.strerror or error})") from None


@contextmanager
def _held(output: Path) -> Iterator[Layout]:
    """The output, for this run alone, and of one model."""
    from whosays.ledger.running import model

    if output.exists() and not output.is_dir():
        raise UsageError(f"{output}: the output is a file, give the name of a folder")
    work = output / "_work"
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise WhosaysError(f"{output}: another run is writing there") from None
        layout = Layout(output.absolute(), model())
        mark, own = work / "run.json", {"version": __version__, "model": layout.model, "files": _FILES}
        if mark.exists() and json.loads(mark.read_bytes()) != own:
            raise WhosaysError(f"{output}: it was begun by another version or model of whosays; give another folder")
        swept(output)
        put(mark, [json.dumps(own).encode()])
        yield layout
        swept(output)  # workers may have died in this run, too


def _though_killed(step: Callable[[], list[str]]) -> list[str]:
    """A step of the run, begun again where it ends because a worker of the engine has died: what was done stays done.
    Raises WhosaysError where it does so every time."""
    for left in reversed(range(TRIES)):
        try:
            return step()
        except Exception as error:
            ours = isinstance(error, OSError) and not isinstance(error, ConnectionError)
            if ours or isinstance(error, WhosaysError):
                raise
            if not left:
                cause = " ".join(str(error).split())[:300]
                raise WhosaysError(f"the engine failed {TRIES} times, the last time on this: {cause}") from error
    return []


def _read(layout: Layout, arguments: Sequence[str], asked: Asked, told: Told) -> list[str]:
    from whosays.desk.inputs import STDIN, expand

    if STDIN in arguments:
        raise UsageError("run: standard input cannot be read again after a stop; give files or folders")
    stored: list[Source] = []
    lost: list[str] = []
    for argument in filter(is_in_store, arguments):
        try:
            stored += sources_in_store(argument)
        except InputError as error:
            lost.append(str(error))
    given = expand([argument for argument in arguments if not is_in_store(argument)])
    lost += [str(one.problem) for one in given if one.problem is not None]
    lost += [
        f"{one.name}: there is no such file"
        for one in given
        if one.problem is None and one.path is not None and not _is_there(one)
    ]
    found = (source(one.argument) for one in given if one.is_address or (one.problem is None and _is_there(one)))
    sources = list({one.key: one for one in (*found, *stored)}.values())
    left = engine.unread(layout, sources)
    units = [{"name": one.name, "key": one.key} for one in left]
    done = engine.worked(layout, "read", units, asked.workers, asked.slow, asked.cluster is not None)
    return lost + _followed("read", done, [1] * len(units), told)


def _is_there(given: Input) -> bool:
    return given.path is not None and given.path.exists()


def _traced(layout: Layout, asked: Asked, told: Told) -> list[str]:
    chunks = sorted(engine.untraced(layout), key=lambda chunk: -len(chunk.rows))  # no long one is left for the end
    units = [{"unit": c.unit, "day": c.day, "rows": {str(n): list(p) for n, p in c.rows.items()}} for c in chunks]
    done = engine.worked(layout, "trace", units, asked.workers, asked.slow, asked.cluster is not None)
    return _followed("trace", done, [len(chunk.rows) for chunk in chunks], told)


def _stories(layout: Layout, asked: Asked, told: Told) -> list[str]:
    made = {block.name: block for block in blocks(_events(layout), asked.most)}
    _forget(layout, made)
    left = engine.untold(layout, list(made)) if made else set()
    todo = sorted((block for name, block in made.items() if name in left), key=lambda block: -block.size)
    units = [{"block": block.name, "size": block.size, "events": {one.name: _by_unit(one) for one in block.events}}
             for block in todo]  # fmt: skip
    done = engine.worked(layout, "tell", units, asked.workers, asked.slow, asked.cluster is not None)
    return _followed("tell", done, [block.size for block in todo], told)


def _events(layout: Layout) -> list[Event]:
    """The events of all documents that were traced. Documents are put in the order of their days, then ids, whatever
    inputs they came by."""
    units = [path.stem for path in layout.files("documents")]
    found = members(layout, units)
    if not found:
        return []
    places = sorted(range(len(found)), key=lambda at: (found[at].day, found[at].document))
    ordered = [found[at] for at in places]
    place_of = {member.document: place for place, member in enumerate(ordered)}
    copies = [(place_of[one], place_of[other]) for one, other in engine.near_copies(layout)]
    file = layout.root / "_work" / "rows"
    try:
        order = [place_of[member.document] for member in found]
        given = weighed(order, lambda: profiles_of(layout, units), file)
        return [event(ordered[place] for place in each) for each in events(given, copies)]
    finally:
        file.unlink(missing_ok=True)


def _by_unit(one: Event) -> dict[str, list[str]]:
    """The ids of an event's documents, by the chunk that has their traces."""
    found: dict[str, list[str]] = {}
    for member in one.members:
        found.setdefault(member.unit, []).append(member.document)
    return found


def _kept(layout: Layout, ledger: str, told: Told) -> None:
    """Puts all documents that were traced into a ledger, a chunk a transaction, in the order of their days; what is
    there from before a stop is passed over."""
    from whosays.ledger import open_ledger

    def chunks() -> Generator[dict[str, Any], None, None]:
        for unit in sorted(path.stem for path in layout.files("documents")):
            seen = datetime.now(UTC)
            rows = list(rows_of(layout.work("traces", unit), ("inputs_list", "trace")))
            held.load((Trace.from_dict(json.loads(row["trace"])), row["inputs_list"][0], seen) for row in rows)
            yield {"documents": len(rows)}

    total = sum(row["documents_n"] for name in layout.names("told") for row in rows_of(layout.work("told", name)))
    with open_ledger(ledger, create=True) as held:
        _followed("keep", chunks(), [total], told)


def _forget(layout: Layout, made: Mapping[str, object]) -> None:
    """Takes away the stories of blocks that are no more, as documents have come in: first that they are told."""
    for name in layout.names("told"):
        if name not in made:
            layout.work("told", name).unlink()
    for table in (*OF_STORIES, "events"):
        for path in layout.files(table):
            if path.stem not in made:
                path.unlink()


def _followed(doing: str, done: Generator[dict[str, Any], None, None], sizes: Sequence[int], told: Told) -> list[str]:
    """What went wrong in units of work, each step of which is told. Raises WhosaysError where it must stop."""
    begun, total, count, problems = time.monotonic(), sum(sizes), 0, 0
    faults: list[str] = []
    if total:
        told(Step(doing, 0, total, 0.0, None, 0))
    with closing(done):
        for came in done:
            if "stop" in came:
                raise WhosaysError(f"{came['stop']}; what is done stays, the same command goes on from there")
            if "error" in came:
                faults.append(came["error"])
            else:
                count += 1 if doing == "read" else came["documents"] + came.get("refused", 0)
            problems += came.get("refused", 0) + ("error" in came)
            rate = count / max(time.monotonic() - begun, 1e-9)
            told(Step(doing, count, total, rate, (total - count) / rate if count else None, problems))
    return faults


def _reported(layout: Layout, seconds: float, faults: Sequence[str]) -> Report:
    """Reads together what the units of work came to, and writes it beside the tables."""
    inputs = [row for name in layout.names("inputs") for row in rows_of(layout.work("inputs", name))]
    units = [path.stem for path in layout.files("documents")]
    slow: list[tuple[str, float]] = []
    documents = 0
    refused: list[tuple[Any, ...]] = []
    for name in [*(f"input_{name}" for name in layout.names("inputs")), *units]:
        refused += [tuple(row.values()) for row in rows_of(layout.work("refused", name))]
    for unit in units:
        for row in rows_of(layout.work("traces", unit), ("inputs_list", "time_s")):
            documents += 1
            slow.append((row["inputs_list"][0], row["time_s"]))
        slow = sorted(slow, key=lambda one: (-one[1], one[0]))[:_SLOWEST]
    told = [row for name in layout.names("told") for row in rows_of(layout.work("told", name))]
    report = Report(
        len(inputs),
        sum(row["documents_n"] for row in inputs),
        documents,
        len(refused),
        sum(row["events_n"] for row in told),
        sum(row["claims_n"] for row in told),
        round(seconds, 1),
        tuple(slow),
        tuple(faults),
    )
    put_rows(layout.root / "refused.parquet", ("place", "document", "cause", "time_s"), refused)
    shown = {name: getattr(report, name) for name in Report.__slots__}
    put(layout.root / "report.json", [json.dumps(shown, indent=2).encode("utf-8", "backslashreplace") + b"\n"])
    return report


def cores() -> int:
    """How many cores this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
