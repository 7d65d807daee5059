"""What all tests have in common: the ledgers, the same examples each time, who shares a process, a word at the end.

Properties draw the same examples in every run, so that the suite says the same of the same code; ``make fuzz`` draws
new ones. Where tests of a file share something that is dear to make, or a port, all of them run in one process.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.ledger_stores import SERVER, empty, ledger, where

__all__ = ["empty", "ledger", "where"]

settings.register_profile("same", derandomize=True, print_blob=True)
settings.register_profile("fuzz", database=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file together where they share a fixture of their file."""
    for item in items:
        if not isinstance(item, pytest.Function):
            continue
        shared = item._fixtureinfo.name2fixturedefs.values()
        if any(defined[-1].scope == "module" for defined in shared):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not tested for want of a server."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "PostgreSQL" in str(r.longrepr)]
    if skipped and not os.environ.get(SERVER):
        terminalreporter.write_line(f"LEFT OUT: {len(skipped)} tests on PostgreSQL (make test-postgres runs them)")
