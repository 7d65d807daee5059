"""What all tests have in common: the ledgers, and a plain word at the end where a database was left out."""

from __future__ import annotations

import os

import pytest

from tests.ledger_stores import SERVER, ledger, where

__all__ = ["ledger", "where"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not tested for want of a server."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "PostgreSQL" in str(r.longrepr)]
    if skipped and not os.environ.get(SERVER):
        terminalreporter.write_line(f"LEFT OUT: {len(skipped)} tests on PostgreSQL (make test-postgres runs them)")
