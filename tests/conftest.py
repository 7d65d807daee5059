"""What all tests have in common: the ledgers, the same examples each time, who shares a process, a word at the end.

Properties draw the same examples in every run, so that the suite says the same of the same code; ``make fuzz`` draws
new ones. Where tests of a file share something that is dear to make, or a port, all of them run in one process.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator

import pytest
from hypothesis import settings

from tests.ledger_stores import SERVER, empty, ledger, where

__all__ = ["empty", "ledger", "where"]

settings.register_profile("same", derandomize=True, print_blob=True)
settings.register_profile("fuzz", database=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

SLOW = (
    *("test_desk_browser", "test_scale", "test_project", "test_ledger_watch", "test_watch_feeds", "test_floods"),
    *("test_ledger_crash", "test_desk_api", "test_desk_particulars", "test_reading_apart", "test_cli_terminal"),
    *("test_ledger_large", "test_report_story_browser", "test_desk_answers", "test_desk_kill", "test_ledger_story"),
    *("test_words_of_others", "test_ledger_datasette", "test_desk_sign_on", "test_desk_team", "test_ledger_verify"),
    *("test_report_story_html", "test_gold", "test_report_html_properties", "test_benchmarks", "test_provenance_alone"),
)
"""Files with many seconds in one test or in one process, the slowest first."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: some test always waits, for a server, a kill or a time-out."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave what is imported and collected to the end of the process: looking through it for garbage, again and again,
    took a third of the collection's time and a tenth of that of the tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(10_000, 10, 10)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file together where they share a fixture of their file; begin with what takes long, so that
    no core waits for it in the end."""
    order = {f"{name}.py": place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))
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
