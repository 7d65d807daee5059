"""``whosays schema``: the JSON Schemas of what whosays writes."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Print the JSON Schema of an output format.")


@app.callback()
def schema() -> None:
    """Print the JSON Schema of an output format."""


@app.command("trace")
def trace() -> None:
    """Print the JSON Schema (draft 2020-12) of whosays.trace/1, which `whosays trace --format json` writes."""
    from whosays.cli.output import write_output
    from whosays.exports import trace_schema

    write_output(None, [trace_schema().encode()])


@app.command("story")
def story() -> None:
    """Print the JSON Schema (draft 2020-12) of whosays.story/1, which `whosays story --format json` writes."""
    from whosays.cli.output import write_output
    from whosays.exports import story_schema

    write_output(None, [story_schema().encode()])
