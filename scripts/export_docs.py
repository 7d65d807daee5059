"""Write the data dictionary into docs/exports/tables.md, from the tables themselves; with ``--check``, only compare."""

from __future__ import annotations

import sys
from pathlib import Path

from whosays.exports.tables import TABLES

PAGE = Path(__file__).parent.parent / "docs" / "exports" / "tables.md"
HEAD = "## Data dictionary"


def page(text: str) -> str:
    """The page with the dictionary that fits the tables, which is its last section."""
    before = text.partition(f"{HEAD}\n")[0]
    parts = [f"{before}{HEAD}\n\nWritten by `make docs`.\n"]
    for table in TABLES:
        key = f" Key: {', '.join(f'`{column}`' for column in table.key)}." if table.key else ""
        rows = [f"| `{c.name}` | {c.kind.value} | {c.meaning} |" for c in table.columns]
        parts.append(f"### {table.name}\n\nA row is {table.meaning}.{key}\n")
        parts.append("\n".join(["| column | holds | meaning |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or say whether it is as it should be."""
    text = PAGE.read_text(encoding="utf-8")
    if "--check" in sys.argv[1:]:
        return 0 if text == page(text) else 1
    PAGE.write_text(page(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
