"""``whosays mcp``: a server for assistants and agents."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Where, opened
from whosays.errors import UsageError, WhosaysError

TOKEN = "WHOSAYS_MCP_TOKEN"  # noqa: S105  # the name of the variable
_SHORTEST = 16


def command(
    http: Annotated[
        str | None,
        typer.Option(
            "--http",
            metavar="HOST:PORT",
            help="Serve over HTTP (http://HOST:PORT/mcp) instead of standard input and output. Clients must send the "
            f"token that {TOKEN} in the environment holds, as Authorization: Bearer.",
            show_default=False,
        ),
    ] = None,
    seek: Annotated[
        Path | None,
        typer.Option(
            "--seek",
            metavar="FILE",
            help="Also offer seek_story: a search of your own (TOML, as of `whosays seek`) is handed a claim, and what "
            "it finds is fetched and told.",
            show_default=False,
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Also offer the tools that write into the ledger.")] = False,
    ledger: Where = DEFAULT,
    debug: Debug = False,
) -> int:
    """Serve whosays to assistants and agents by the Model Context Protocol.

    Tools: trace_text, story, find_claims, show_claim, who_said, check_draft; with --write also add_document and
    decide, with --seek also seek_story.
    Resources: whosays://claim/k5, whosays://document/d12, whosays://source/NAME. docs/mcp.md tells how to connect a
    client.
    """
    try:
        from whosays.mcp import serving, tools
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("whosays"):
            raise
        raise WhosaysError("mcp needs the package mcp, which is not installed: pip install 'whosays[mcp]'") from None
    server = tools.server(lambda: opened(ledger), writing=write, search=seek)
    if http is None:
        serving.over_stdio(server)
        return 0
    host, port = _place(http)
    token = os.environ.get(TOKEN, "")
    if len(token) < _SHORTEST:
        raise UsageError(f"--http needs a token of at least {_SHORTEST} characters in the environment, as {TOKEN}")
    serving.over_http(server, host, port, token)
    return 0


def _place(http: str) -> tuple[str, int]:
    match = re.fullmatch(r"(\[[0-9a-fA-F:]{2,45}\]|[A-Za-z0-9.-]{1,253}):(\d{1,5})", http)
    if match is None or not 0 < int(match[2]) < 65536:
        raise UsageError(f"--http {http}: give a host and a port, such as 127.0.0.1:8765")
    return match[1].strip("[]"), int(match[2])
