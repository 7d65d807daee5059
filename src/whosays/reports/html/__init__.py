"""Traces as a page for a browser: one file that asks nobody for anything and runs nothing of the text it shows.

``page`` writes a whole page for one or several traces, ``fragment`` a small view for a notebook. Every string of a
trace is escaped (see ``markup``); the style and the script are the two files beside this one, let through by hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from whosays.model import Trace
from whosays.reports import wording
from whosays.reports.html.markup import Html, el, join
from whosays.reports.html.notebook import small
from whosays.reports.html.sections import listing, section, title
from whosays.reports.html.view import View
from whosays.reports.html.words import sentence

__all__ = ["fragment", "page"]

_CREED = "whosays shows what a claim rests on. It never says whether a claim is true."


def page(traces: Sequence[Trace]) -> str:
    """A complete page, to be written as UTF-8: one section a trace; for several, a list of them first."""
    single = len(traces) == 1
    views = [View(trace, f"d{n}-", 1 if single else 2) for n, trace in enumerate(traces, 1)]
    name = title(views[0]) if single else f"{len(views)} documents"
    style, script = asset("page.css"), asset("page.js")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="robots", content="noindex"),
        el("meta", name="generator", content="whosays"),
        el("title", f"{name} · what it rests on · whosays"),
        el("style", Html(style)),
    )
    body = el(
        "body",
        _skip(views),
        el("header", el("p", el("b", "whosays"), " ", el("span", _CREED)), class_="brand"),
        el("main", None if single else (el("h1", name), listing(views)), [section(view) for view in views]),
        _footer(views),
        el("script", Html(script)),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def fragment(trace: Trace) -> str:
    """A small view for a notebook; its style reaches nothing else, it has no script and no ids and asks for nothing."""
    return small(View(trace, ""), asset("notebook.css"))


@cache
def asset(name: str) -> str:
    """A file of this package."""
    return files(__package__).joinpath(name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """A content security policy that lets through this style and this script and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _skip(views: list[View]) -> Html:
    if len(views) != 1:
        return join()
    prefix = views[0].prefix
    return el(
        "nav",
        el("a", "Skip to the claims", href=f"#{prefix}claims"),
        el("a", "Skip to the text", href=f"#{prefix}text"),
        class_="skip",
        aria_label="Skip",
    )


def _footer(views: list[View]) -> Html:
    return el(
        "footer",
        el("h2", "How to read the ratings"),
        el(
            "p",
            _CREED,
            " The letter rates a source, from your own register; the digit says what the claim rests on "
            "(the Admiralty code of NATO AJP-2.1). Each is a matter of rules, and each reason names its rule.",
        ),
        el("div", _scale("Source", wording.RELIABILITY), _scale("Information", wording.CREDIBILITY), class_="scales"),
        el(
            "p",
            "Texts: ",
            [join(", " if n else None, el("code", view.document_id)) for n, view in enumerate(views)],
            class_="hashes",
        ),
    )


def _scale(name: str, meanings: dict[str, str] | dict[int, str]) -> Html:
    rows = [el("div", el("dt", str(code)), el("dd", sentence(meaning))) for code, meaning in meanings.items()]
    return el("section", el("h3", name), el("dl", rows))
