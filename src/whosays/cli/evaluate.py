"""``whosays evaluate``: measure whosays against text that people have labelled."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from whosays.cli.output import check_output, write_output

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Measure whosays against labelled text.")


class Format(StrEnum):
    """What ``--format`` offers."""

    TEXT = "text"
    JSON = "json"


Figures = Annotated[
    Format,
    typer.Option("--format", metavar="text|json", help="Print a table (text, the default) or one JSON object."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")]


def _folder(metavar: str, help: str) -> Any:
    return typer.Argument(metavar=metavar, help=help, exists=True, file_okay=False, show_default=False)


@app.callback()
def evaluate() -> None:
    """Measure whosays against text that people have labelled."""


@app.command("attribution")
def attribution(
    gold_dir: Annotated[Path, _folder("GOLD_DIR", "A folder with text/*.txt and attributions/*.ann (brat standoff).")],
    predictions: Annotated[
        Path | None,
        typer.Option(
            "--predictions",
            metavar="FILE",
            help="Also write the attributions found, one JSON object a text, to FILE.",
            show_default=False,
        ),
    ] = None,
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Find who said what in the texts of GOLD_DIR and score it against its annotations."""
    from whosays.evaluation.attribution import evaluate

    if predictions is None:
        figures = evaluate(gold_dir, None)
    else:
        check_output(predictions, [])
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "predictions.jsonl"
            figures = evaluate(gold_dir, written)
            write_output(predictions, [written.read_bytes()])
    _print("Attribution", figures, format)


@app.command("sources")
def sources(
    gold_dir: Annotated[Path, _folder("GOLD_DIR", "A folder with *.conllu files that mark entity chains.")],
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Score which mentions are taken for the same source against the entity chains of GOLD_DIR."""
    from whosays.evaluation.sources import evaluate

    _print("Sources", evaluate(gold_dir), format)


@app.command("factuality")
def factuality(
    folder: Annotated[Path, _folder("DIR", "A folder with the CommitmentBank and UDS factuality sets.")],
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Score how certain a statement is taken to be against people's judgements in DIR."""
    from whosays.evaluation.factuality import evaluate

    _print("Factuality", evaluate(folder), format)


@app.command("stance")
def stance(
    folder: Annotated[Path, _folder("DIR", "A folder with the RumourEval 2017 set.")],
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Score what replies do with a rumour against the labels of DIR."""
    from whosays.evaluation.stance import evaluate

    _print("Stance", evaluate(folder), format)


@app.command("gold")
def gold(
    folder: Annotated[Path, _folder("DIR", "A folder of *.json passages with the traces people made of them.")],
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Score whole traces against those that people have written in DIR."""
    from whosays.evaluation.gold import evaluate

    _print("Whole traces", evaluate(folder), format)


@app.command("label-studio")
def label_studio(
    export: Annotated[
        Path,
        typer.Argument(
            metavar="EXPORT", help="What Label Studio exports as JSON.", exists=True, dir_okay=False, show_default=False
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE: whole, or not at all.", show_default=False),
    ] = None,
    debug: Debug = False,
) -> None:
    """Make a file of gold passages of corrections made in Label Studio, for `whosays evaluate gold`.

    The project must have the labelling interface of `whosays export --to labelstudio --table config`. Tasks that nobody
    has annotated are left out.
    """
    from whosays.evaluation.label_studio import passages
    from whosays.exports.base import json_bytes

    if output is not None:
        check_output(output, [export])
    write_output(output, [json_bytes(passages(export))])


@app.command("stories")
def stories(
    folder: Annotated[Path, _folder("DIR", "A folder with stories.jsonl, and headlines.jsonl where there are pairs.")],
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Leave out tracing and the time of the whole story; headlines by words alone."),
    ] = False,
    one_by_one: Annotated[
        bool,
        typer.Option("--one-by-one", help="Also score the events of a ledger that gets the articles one by one."),
    ] = False,
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Score how the articles of DIR are grouped, which are near-copies, what each says to headlines; and the time."""
    from whosays.evaluation.stories import evaluate

    _print("Stories", evaluate(folder, traced=not quick, one_by_one=one_by_one), format)


@app.command("rumours")
def rumours(
    folder: Annotated[Path, _folder("DIR", "A folder with piles.jsonl: stories, with what a reader found in them.")],
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Score whether each story of DIR opens with its rumour, whom it credits, who answers, and its origins."""
    from whosays.evaluation.rumours import evaluate

    _print("Rumours", evaluate(folder), format)


@app.command("search")
def search(
    folder: Annotated[
        Path,
        _folder("DIR", "A folder with verified_claims.docs.tsv, and queries and qrels (CheckThat! 2020, task 2)."),
    ],
    format: Figures = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Score whether `whosays claims --like` finds, for each post of DIR, the claim that somebody checked."""
    from whosays.evaluation.search import evaluate

    _print("Search", evaluate(folder), format)


def _print(title: str, figures: Mapping[str, Any], format: Format) -> None:
    from whosays.reports.figures import as_json, table

    write_output(None, [(as_json(figures) if format is Format.JSON else table(title, figures)).encode()])
