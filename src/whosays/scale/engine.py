"""All that is asked of the engine (Daft): which work is left, and doing it on many workers.

Work is found by anti-joins against what is done. One row is one unit of work; a worker of the engine leads one process
that reads the language (``tracing.Worker``) and answers with one line a unit.
"""

from __future__ import annotations

import atexit
import json
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from whosays.exports.base import library
from whosays.scale import native
from whosays.scale.blocks import BANDS, ROWS
from whosays.scale.layout import Ended, Layout
from whosays.scale.reading import Source, read_source
from whosays.scale.tracing import Chunk, Worker, patiently, trace_chunk

_RUN: Final = 5  # words in a row, as in whosays.matching.copies
_WAITING: Final = 100  # rows of a query that nobody has asked for yet


def start(cluster: str | None) -> None:
    """Chooses where the engine works: in this process, or on the Ray cluster at an address (``ray://HOST:PORT``).
    Raises WhosaysError where it is not installed."""
    daft = native.daft()
    if cluster is None:
        daft.set_runner_native()
        # kept in order, units of work are dealt out in turn: who has a short one waits for who has a long one
        daft.set_execution_config(maintain_order=False)
        native.watch_processes()
        return
    library("ray", package="ray", extra="cluster", purpose="--cluster")
    daft.set_runner_ray(address=cluster, noop_if_initialized=True)


def unread(layout: Layout, sources: Sequence[Source]) -> list[Source]:
    """The sources that have not been read."""
    if not sources:  # a column of nothing has no type
        return []
    given = {"key": [s.key for s in sources], "name": [s.name for s in sources]}
    left = _without(native.daft().from_pydict(given), "key", layout.names("inputs"))
    found = set(left.select("key").to_pydict()["key"])
    return [s for s in sources if s.key in found]


def untraced(layout: Layout) -> list[Chunk]:
    """What is left to be traced: every document that was read once, where it stands first, with all its inputs."""
    daft = native.daft()
    read = set(layout.names("inputs"))
    units = [unit for unit in layout.names("read") if unit.split("_")[1] in read]
    if not units:
        return []
    done = [path.stem for path in layout.files("documents")]
    left = _without(daft.from_pydict({"unit": units}), "unit", done).sort("unit").to_pydict()["unit"]
    if not left:
        return []
    col = daft.col
    rows = daft.from_pydict({"unit": left, "path": [str(layout.work("read", unit)) for unit in left]})
    rows = rows.with_column("row", _places()(col("path"))).explode("row")
    rows = rows.select(col("unit"), *(col("row").get(name).alias(name) for name in ("number", "document", "place")))
    known = [*layout.files("documents"), *(p for unit in done if (p := layout.work("refused", unit)).exists())]
    if known:
        seen = daft.read_parquet([str(path) for path in known]).select("document").distinct()
        rows = rows.join(seen, on="document", how="anti")
    first = rows.with_column("order", daft.functions.format("{}/{}", col("unit"), col("number")))
    first = first.groupby("document").agg(col("order").min(), col("place").list_agg().alias("places"))
    chunks: dict[str, dict[int, list[str]]] = {}
    with _rows(first) as found:
        for row in found:
            unit, _, number = row["order"].rpartition("/")
            chunks.setdefault(unit, {})[int(number)] = sorted(set(row["places"]))
    return [Chunk(unit, unit.split("_")[0], dict(sorted(chunks[unit].items()))) for unit in sorted(chunks)]


def near_copies(layout: Layout) -> Iterator[tuple[str, str]]:
    """Pairs of documents that may be near-copies: they share a band of their MinHash signatures. A bucket gives pairs
    of its first with each other."""
    daft = native.daft()
    functions, col = daft.functions, daft.col
    files = [str(path) for path in layout.files("documents")]
    if not files:
        return
    words = functions.normalize(col("text"), remove_punct=True, lowercase=True, nfd_unicode=False, white_space=True)
    signed = daft.read_parquet(files).select(col("document"), words.alias("words"))
    signed = signed.with_column(
        "hashes", functions.minhash(col("words"), num_hashes=BANDS * ROWS, ngram_size=_RUN, seed=1)
    )
    signed = signed.select(col("document"), _banded()(col("hashes")).alias("band")).explode("band")
    buckets = signed.groupby("band").agg(col("document").list_agg().alias("documents"))
    with _rows(buckets) as found:
        for row in found:
            first, *others = sorted(set(row["documents"]))
            for other in others:
                yield first, other


def untold(layout: Layout, names: Sequence[str]) -> set[str]:
    """The names of blocks whose story has not been told."""
    left = _without(native.daft().from_pydict({"block": list(names)}), "block", layout.names("told"))
    return set(left.to_pydict()["block"])


def worked(
    layout: Layout, kind: str, units: Sequence[Mapping[str, Any]], workers: int, slow: float, cluster: bool
) -> Generator[dict[str, Any], None, None]:
    """Does units of work (``read``, ``trace``, ``tell``) on so many workers, in this process or on a cluster; what each
    comes to, as it is done. One that fails gives ``error``; where nothing can be written any more, ``stop``. Whoever
    asks for no more ends it: nothing of it works any longer when the generator is closed."""
    if not units:
        return
    daft = native.daft()
    layout.begin()
    root, model = str(layout.root), layout.model

    @daft.cls(max_concurrency=workers, use_process=not cluster)
    class Working:
        """One worker of the engine, which keeps its process from unit to unit."""

        def __init__(self) -> None:
            self.worker = Worker()
            atexit.register(self.worker.end)

        @daft.method(return_dtype=daft.DataType.string())  # type: ignore[untyped-decorator]
        def do(self, unit: str) -> str:
            return json.dumps(_done(Layout(Path(root), model), kind, json.loads(unit), self.worker, slow))

    rows = daft.from_pydict({"unit": [json.dumps(unit) for unit in units]})
    if cluster:  # a partition is what a machine is given
        rows = rows.into_partitions(len(units))
    doing = rows.into_batches(1).select(Working().do(daft.col("unit")).alias("came"))
    with _rows(doing, layout.end) as found:
        for row in found:
            yield json.loads(row["came"])


@contextmanager
def _rows(frame: Any, end: Callable[[], None] = lambda: None) -> Iterator[Iterator[dict[str, Any]]]:
    """The rows of a query, as they come. The query has a thread of its own and is always run out, sooner by ``end``:
    one that is left (by an error, by Ctrl-C) works on in threads of the engine, and an interpreter that ends
    under them aborts."""
    came: queue.Queue[Any] = queue.Queue(_WAITING)
    over, left = object(), threading.Event()

    def run_out() -> None:
        last: Any = over
        try:
            for row in frame.iter_rows(results_buffer_size=1):
                if not left.is_set():
                    came.put(row)
        except BaseException as error:
            last = error
        came.put(last)

    def rows() -> Iterator[dict[str, Any]]:
        while (row := came.get()) is not over:
            if isinstance(row, BaseException):
                raise row
            yield row

    thread = threading.Thread(target=run_out)
    thread.start()
    try:
        yield rows()
    finally:
        left.set()
        end()
        while thread.is_alive():
            with suppress(queue.Empty):  # it may be waiting to say something
                came.get(timeout=0.1)


def _done(layout: Layout, kind: str, unit: Mapping[str, Any], worker: Worker, slow: float) -> dict[str, Any]:
    try:
        layout.check()
        return _WORK[kind](layout, unit, worker, slow)
    except Ended:
        return {"stop": f"{layout.root}: the run was ended"}
    except OSError as error:
        return {"stop": f"{layout.root}: cannot be written ({error.strerror or error})"}
    except Exception as error:
        return {"error": f"{unit.get('unit') or unit.get('name') or unit.get('block')}: {error}"}


def _read(layout: Layout, unit: Mapping[str, Any], worker: Worker, slow: float) -> dict[str, Any]:
    return asdict(read_source(layout, Source(unit["name"], unit["key"])))


def _trace(layout: Layout, unit: Mapping[str, Any], worker: Worker, slow: float) -> dict[str, Any]:
    rows = {int(number): places for number, places in unit["rows"].items()}
    return asdict(trace_chunk(layout, Chunk(unit["unit"], unit["day"], rows), worker, slow))


def _tell(layout: Layout, unit: Mapping[str, Any], worker: Worker, slow: float) -> dict[str, Any]:
    asked = {"root": str(layout.root), "model": layout.model, "block": unit["block"], "events": unit["events"]}
    return {**patiently(worker, ask="tell", **asked), "documents": unit["size"]}


_WORK: Final[Mapping[str, Callable[[Layout, Mapping[str, Any], Worker, float], dict[str, Any]]]] = {
    "read": _read,
    "trace": _trace,
    "tell": _tell,
}


def _without(frame: Any, column: str, done: Sequence[str]) -> Any:
    """The rows whose name is not among those that are done."""
    return frame.join(native.daft().from_pydict({column: done}), on=column, how="anti") if done else frame


def _places() -> Any:
    """The rows of a chunk, without their texts: number, document, place."""
    daft = native.daft()
    text = daft.DataType.string()
    row = daft.DataType.struct({"number": text, "document": text, "place": text})

    @daft.func(return_dtype=daft.DataType.list(row))  # type: ignore[untyped-decorator]
    def places(path: str) -> list[dict[str, str]]:
        from whosays.scale.layout import rows_of

        return [{"number": f"{at:06}", **one} for at, one in enumerate(rows_of(Path(path), ("document", "place")))]

    return places


def _banded() -> Any:
    daft = native.daft()

    @daft.func(return_dtype=daft.DataType.list(daft.DataType.string()))  # type: ignore[untyped-decorator]
    def banded(hashes: list[int]) -> list[str]:
        """A signature's bands, each with its place."""
        return [f"{at}:" + ",".join(map(str, hashes[at * ROWS : (at + 1) * ROWS])) for at in range(BANDS)]

    return banded
