"""A real browser for tests of the desk: Debian's Chromium, driven by Playwright; and axe-core."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("WHOSAYS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
LEFT_OUT = "there is no browser: pip install playwright, apt-get install chromium (or WHOSAYS_CHROMIUM=…)"
NO_AXE = "there is no axe-core: pip install axe-playwright-python"

needs_browser = pytest.mark.skipif(CHROMIUM is None or find_spec("playwright") is None, reason=LEFT_OUT)


def axe() -> str:
    """The source of axe-core; skips the test where it is not there."""
    found = find_spec("axe_playwright_python")
    path = Path(found.origin).parent / "axe.min.js" if found and found.origin else None
    if path is None or not path.exists():
        pytest.skip(NO_AXE)
    return path.read_text(encoding="utf-8")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that is started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
