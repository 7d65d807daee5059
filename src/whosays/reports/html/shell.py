"""What every page is made in: a head that lets nothing in, the name of the house, the scales, one style, one script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from whosays import wording
from whosays.reports.html.markup import Child, Html, el
from whosays.wording import sentence

CREED = "whosays shows what a claim rests on. It never says whether a claim is true."


@cache
def asset(name: str) -> str:
    """A file of this package."""
    return files(__package__).joinpath(name).read_text("utf-8")


def shell(title: str, skip: Child, main: Child, foot: Child, style: str, script: str, *, rated: bool = True) -> str:
    """A whole page: links to skip by, what it shows, what follows the scales in the footer.

    ``rated``: letters are shown, so that their scale is explained.
    """
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="robots", content="noindex"),
        el("meta", name="generator", content="whosays"),
        el("title", f"{title} · what it rests on · whosays"),
        el("style", Html(style)),
    )
    body = el(
        "body",
        skip,
        el("header", el("p", el("b", "whosays"), " ", el("span", CREED)), class_="brand"),
        el("main", main),
        _footer(foot, rated),
        el("script", Html(script)),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def policy(style: str, script: str) -> str:
    """A content security policy that lets through this style and this script and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def skip_to(links: dict[str, str]) -> Html:
    """Links to what a reader without a mouse wants first: words by address."""
    return el(
        "nav", [el("a", words, href=address) for address, words in links.items()], class_="skip", aria_label="Skip"
    )


def _footer(foot: Child, rated: bool) -> Html:
    return el(
        "footer",
        el("h2", "How to read the ratings"),
        el(
            "p",
            CREED,
            " The letter rates a source, from your own register;" if rated else "",
            " the digit" if rated else " The digit",
            " says what the claim rests on (the Admiralty code of NATO AJP-2.1). It is a matter of rules, and each "
            "reason names its rule.",
        ),
        el(
            "div",
            _scale("Source", wording.RELIABILITY) if rated else None,
            _scale("Information", wording.CREDIBILITY),
            class_="scales",
        ),
        foot,
    )


def _scale(name: str, meanings: dict[str, str] | dict[int, str]) -> Html:
    rows = [el("div", el("dt", str(code)), el("dd", sentence(meaning))) for code, meaning in meanings.items()]
    return el("section", el("h3", name), el("dl", rows))
