"""What every page of the desk is made in: its head, its ways around, the search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from whosays.exports.base import ready
from whosays.reports.html.markup import Child, Html, el
from whosays.reports.html.shell import CREED, skip_to
from whosays.server.guard import Session
from whosays.wording import CREDIBILITY, RELIABILITY, sentence

_WAYS = {
    "/": "Today",
    "/inbox": "Inbox",
    "/check": "Check a draft",
    "/audit": "Audit",
    "/add": "Add",
    "/watch": "Watch",
    "/help": "Help",
}
_LONGEST = 220
_FOR_PEOPLE = ("docx", "markdown")  # what people read stands first among the formats
_AGAIN = "3"  # seconds


def page(
    title: str, main: Child, session: Session, *, here: str = "", asked: str = "", again: bool = False, onward: str = ""
) -> str:
    """A whole page; ``here`` is which way it is, ``asked`` what was searched for; ``again``: without script, it is
    asked for again after some seconds; ``onward`` is where it leads to by itself."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", f"{title} · whosays desk"),
        el("link", rel="stylesheet", href="/static/desk.css"),
        el("script", src="/static/desk.js", defer=True),
        el("noscript", el("meta", http_equiv="refresh", content=_AGAIN)) if again else None,
        el("meta", http_equiv="refresh", content=f"0; url={onward}") if onward else None,
    )
    all_ways = {**_WAYS, "/settings": session.account} if session.account else dict(_WAYS)
    if not session.may_write:
        all_ways.pop("/add")
    ways = [
        el("a", words, href=address, aria_current="page" if address == here else None)
        for address, words in all_ways.items()
    ]
    search = el(
        "form",
        el("label", "Search", for_="search", class_="hidden"),
        el("input", type="search", id="search", name="q", value=asked, placeholder="Words or a name"),
        el("button", "Search"),
        action="/search",
        method="get",
        role="search",
    )
    body = el(
        "body",
        skip_to({"#main": "Skip to the page"}),
        el("header", el("b", "whosays"), el("nav", ways, aria_label="Desk"), search, class_="brand desk"),
        el("main", main, id="main"),
        el("footer", el("p", CREED)),
        data_keys="on" if session.keys else "off",
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def refused(sentence: str, session: Session) -> str:
    """A page that says why something was not done."""
    return page("Not done", (el("h1", "That did not go"), el("p", sentence, class_="warnings", role="alert")), session)


def feed_links(place: str) -> Html:
    """The feeds of a claim or a saved search."""
    return el(
        "p",
        el("a", "Feed (Atom)", href=f"/api/v1/{place}/feed.atom"),
        " · ",
        el("a", "Feed (JSON)", href=f"/api/v1/{place}/feed.json"),
        ", for readers of feeds with a token as their password.",
        class_="line",
    )


def export_form(choices: Mapping[str, str]) -> Html:
    """A choice of what to write out (its name, and what it is) and of a format; it comes as a file."""
    whole = [el("option", words, value=name) for name, words in choices.items()]
    made_first = sorted(ready(), key=lambda made: (made.name not in _FOR_PEOPLE, made.title))
    formats = [el("option", f"{sentence(made.title)} ({made.name})", value=made.name) for made in made_first]
    return el(
        "form",
        el("label", "Export ", el("select", whole, name="of")),
        el("label", " as ", el("select", formats, name="to")),
        el("button", "Export"),
        action="/export",
        method="get",
    )


def reads_only() -> Html:
    """What stands in the place of forms for who may only read."""
    return el("p", "Your account reads. What is wrong here, an editor can put right.", class_="line")


def claim_link(name: str, words: Child = None) -> Html:
    """A link to a claim's page."""
    return el("a", words or name, href=f"/claims/{quote(name, safe='')}")


def document_link(name: str | None, words: Child = None) -> Html:
    """A link to a document's page; only the words where there is no document."""
    if name is None:
        return el("span", words)
    return el("a", words or name, href=f"/documents/{quote(name, safe='.')}")


def source_link(name: str) -> Html:
    """A link to the page of a source."""
    return el("a", name, href="/sources?" + urlencode({"name": name}, errors="replace"))


def short(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def moment(time: str) -> Html:
    """A time of the ledger's, to the minute."""
    return el("time", time[:16].replace("T", " "), datetime=time)


def to_the_second(when: float) -> str:
    """A time of the clock (seconds since 1970), in UTC."""
    return datetime.fromtimestamp(when, UTC).isoformat(sep=" ", timespec="seconds")[:19]


def interval(least: int, most: int) -> str:
    """How many origins, in figures."""
    return str(least) if least == most else f"{least} to {most}"


def graded(grade: str) -> str:
    """A grade with what its digit and its letter mean: nobody carries the scale in their head."""
    digit, letter = grade[-1:], grade[:-1]
    told = f"credibility {digit} of 6: {CREDIBILITY[int(digit)]}" if digit.isdecimal() else grade
    return f"{told}; source {letter}: {RELIABILITY[letter]}" if letter in RELIABILITY else told


def field(label: str, name: str, *, value: str = "", **more: str | bool | None) -> Html:
    """A field of a form with its label."""
    return el("label", el("span", label), el("input", name=name, value=value, **more), class_="field")
