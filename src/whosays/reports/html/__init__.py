"""Traces as a page for a browser: one file that asks nobody for anything and runs nothing of the text it shows.

``page`` writes a whole page for one or several traces, ``fragment`` a small view for a notebook. Every string of a
trace is escaped (see ``markup``); the style and the script are the two files beside this one, let through by hash.
"""

from __future__ import annotations

from collections.abc import Sequence

from whosays.model import Trace
from whosays.reports.html.markup import Html, el, join
from whosays.reports.html.notebook import small
from whosays.reports.html.sections import listing, section, title
from whosays.reports.html.shell import asset, shell, skip_to
from whosays.reports.html.view import PageView

__all__ = ["asset", "fragment", "page"]


def page(traces: Sequence[Trace]) -> str:
    """A complete page, to be written as UTF-8: one section a trace; for several, a list of them first."""
    single = len(traces) == 1
    views = [PageView(trace, f"d{n}-", 1 if single else 2) for n, trace in enumerate(traces, 1)]
    name = title(views[0]) if single else f"{len(views)} documents"
    first = views[0].prefix if single else ""
    skip = skip_to({f"#{first}claims": "Skip to the claims", f"#{first}text": "Skip to the text"}) if single else None
    listed = None if single else (el("h1", name), listing(views))
    rated = any(c.standing is not None and c.standing.rated for trace in traces for c in trace.claims)
    return shell(
        name,
        skip,
        (listed, [section(view) for view in views]),
        _texts(views),
        asset("page.css"),
        asset("page.js"),
        rated=rated,
    )


def fragment(trace: Trace) -> str:
    """A small view for a notebook; its style reaches nothing else, it has no script and no ids and asks for nothing."""
    return small(PageView(trace, ""), asset("notebook.css"))


def _texts(views: Sequence[PageView]) -> Html:
    hashes = [join(", " if n else None, el("code", view.document_id)) for n, view in enumerate(views)]
    return el("p", "Texts: ", hashes, class_="hashes")
