"""The page of help: what is where, and the keys."""

from __future__ import annotations

from whosays.reports.html.markup import Child, el
from whosays.server.guard import Session

_KEYS = {
    "/": "search",
    "j, k": "the next row, the one before",
    "o": "open the row",
    "p": "to the proof of a claim",
    "a, x": "accept, reject: opens the form; in the Inbox, decides",
    "m, s": "in the Inbox: the same (merge), not the same",
    "d": "in the Inbox: the passage does not make the claim, it denies it",
    "c": "put right what is at hand: to the form, with what is there now",
    "u": "take back the last decision: opens the form, which asks who and why",
    "?": "this page",
}
_NAMES = {
    "k5": "a claim",
    "d12, d12.2": "a document, and a second text of it",
    "d12:a3": "who says or answers something in a document",
    "d12:c2": "a claim as a document makes it",
    "d12:s4": "a source of a document",
    "p30": "a link, or a place where a claim is made",
    "j7": "a decision",
    "e3": "an event: documents about one matter",
}


def helping(session: Session) -> Child:
    """What is where, and the keys, which can be switched off."""
    turned = "off" if session.keys else "on"
    rows = [el("div", el("dt", key), el("dd", what)) for key, what in _KEYS.items()]
    return (
        el("h1", "Help"),
        el(
            "p",
            "Add texts, open a claim to see what it rests on, with the words that show it. Accept or reject what is "
            "wrong: it is kept with your name and reason, and outlives every new reading.",
        ),
        el("section", el("h2", "Keys"), el("dl", rows)),
        el(
            "section",
            el("h2", "Names"),
            el("p", "By these a search, the terminal and the API find things; nobody needs them to work here."),
            el("dl", [el("div", el("dt", name), el("dd", what)) for name, what in _NAMES.items()]),
        ),
        el(
            "form",
            el("button", f"Switch the keys {turned}", name="keys", value=turned),
            action="/keys",
            method="post",
        ),
    )
