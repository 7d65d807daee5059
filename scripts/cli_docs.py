"""Write docs/cli.md from the command line's own help; with ``--check``, only compare."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from whosays.cli import app

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
HEAD = """\
# The command line

Written by `make docs` from what `--help` says; do not edit it by hand.
"""


def page() -> str:
    """The whole reference page."""
    return "\n".join([HEAD, *_command(typer.main.get_command(app), "whosays", 2)])


def commands(command: Any = None, name: str = "whosays") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, the outermost first."""
    command = command or typer.main.get_command(app)
    yield name, command
    for short, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {short}")


def _command(command: Any, name: str, level: int) -> Iterator[str]:
    yield f"{'#' * level} `{name}`\n"
    yield _paragraphs(command.help or "") + "\n"
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    inner = getattr(command, "commands", {})
    usage = [name, *(["COMMAND"] if inner else [_argument(p) for p in arguments]), "[OPTIONS]"]
    yield f"```\n{' '.join(usage)}\n```\n"
    rows = [(f"`{_argument(p)}`", p.help or "") for p in arguments]
    rows += [(", ".join(f"`{opt}`" for opt in p.opts) + _values(p), p.help or "") for p in options]
    rows.append(("`-h`, `--help`", "Show this message and exit."))
    yield "| | |\n|---|---|\n" + "\n".join(f"| {left} | {right} |" for left, right in rows) + "\n"
    for short, child in inner.items():
        yield from _command(child, f"{name} {short}", min(level + 1, 4))


def _argument(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper()) + ("..." if parameter.nargs == -1 else "")


def _values(parameter: Any) -> str:
    return "" if parameter.is_flag else f" `{parameter.metavar}`".replace("|", "\\|")


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(block.split()) for block in text.split("\n\n"))


def main() -> int:
    """Write the page, or say whether it is as it should be."""
    if "--check" in sys.argv[1:]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
            return 0
        print("docs/cli.md is not what the command line says: run make docs", file=sys.stderr)
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
