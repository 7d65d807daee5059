"""Forms by which what was read is put right, beside what they are about, and by which a person's word is taken back.

Nobody signs (``who`` is none) where somebody may only read, or looks at the past: there are no forms then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whosays.model import Factuality, record
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.layout import field, moment
from whosays.wording import FACTUALITY, NAMING, RESPONSE, sentence

AS_READ, NONE = "", "none"


def signed(who: str) -> Child:
    """Who decides, and why: what every decision needs."""
    return field("Who decides", "who", value=who, required=True), field("Why, in a sentence", "why", required=True)


def said(handle: str, who: str | None, back: str) -> Child:
    """The form for an attribution: who speaks, how named, how sure, what it answers."""
    return _form(
        handle,
        who,
        back,
        field(f"Whose word it is (a name; “{NONE}”: nobody is named)", "speaker"),
        _choice("How they are named", "naming", {n.value: sentence(words) for n, words in NAMING.items()}),
        _choice("How sure they say it", "certainty", _certainties()),
        _choice("What it does with a claim", "answer", {r.value: sentence(words) for r, words in RESPONSE.items()}
                | {NONE: "It is no answer"}),
        field(f"Which claim it answers (k5; “{NONE}”: none here)", "to"),
        _same(),
    )  # fmt: skip


def made(handle: str, who: str | None, back: str) -> Child:
    """The form for a claim as a document makes it: its chain, how sure."""
    return _form(
        handle,
        who,
        back,
        field(f"By which steps it has it, outermost first (a2,a1; “{NONE}”: its own word)", "chain"),
        _choice("How sure it is told", "certainty", _certainties()),
        called="Put the steps or the certainty right",
    )


def source(handle: str, who: str | None, back: str) -> Child:
    """The form for a source: how it is named, who else it is or is not."""
    return _form(
        handle,
        who,
        back,
        _choice("How it is named", "naming", {n.value: sentence(words) for n, words in NAMING.items()}),
        _same(),
        called="Put this source right",
    )


def words(held: record.Claim, who: str | None) -> Child:
    """The form for a claim's words."""
    return _form(
        held.claim,
        who,
        held.claim,
        field("In which words it should be told", "words", value=held.text, required=True, maxlength="600"),
        called="Put its words right",
    )


def decisions(made_by_people: Iterable[record.Decision], who: str | None, back: str) -> Child:
    """What people decided, each with a way to take it back."""
    rows = [
        el(
            "li",
            moment(one.time),
            " ",
            one.who,
            ": ",
            el("b", one.verb),
            f" {one.subject}. {one.why} ",
            el("span", f"({one.decision}{', taken back since' if one.undone else ''})", class_="facts"),
            None if one.undone or who is None else undo_form(one.decision, who, back),
            data_row=True,
        )
        for one in made_by_people
    ]
    return el("section", el("h2", "Decided"), el("ul", rows, class_="plain"), id="decided") if rows else None


def written(decision: str | None, who: str | None, back: str) -> Child:
    """That something was written down, and the way to take it back at once."""
    if decision is None or who is None:
        return None
    told = el("p", f"Written down as {decision}.")
    return el("div", told, undo_form(decision, who, back), class_="done", role="status")


def undo_form(decision: str, who: str, back: str) -> Html:
    """The form by which a decision is taken back."""
    return el(
        "details",
        el("summary", "Take it back"),
        el(
            "form",
            _hidden(decision=decision, back=back),
            signed(who),
            el("button", "Take it back", data_key="u"),
            action="/undo",
            method="post",
        ),
        class_="decide",
    )


def _form(what: str, who: str | None, back: str, *fields: Child, called: str = "Put it right") -> Child:
    if who is None:
        return None
    return el(
        "details",
        el("summary", called, el("span", f" {what}", class_="hidden")),
        el(
            "form",
            el("p", "Only what you fill in or choose is changed.") if len(fields) > 1 else None,
            _hidden(what=what, back=back),
            fields,
            signed(who),
            el("button", called, data_key="c"),
            action="/correct",
            method="post",
        ),
        class_="decide",
    )


def _same() -> Child:
    return (
        field("The same as (a name)", "same"),
        field("Not the one of that name: what tells them apart (“John Smith of Leeds”)", "apart"),
    )


def _certainties() -> dict[str, str]:
    return {level.value: f"{level.value}: {FACTUALITY[level]}" for level in Factuality}


def _choice(label: str, name: str, values: Mapping[str, str]) -> Html:
    options = [el("option", told, value=value) for value, told in {AS_READ: "As it is", **values}.items()]
    return el("label", el("span", label), el("select", options, name=name), class_="field")


def _hidden(**values: str) -> Child:
    return [el("input", type="hidden", name=name, value=value) for name, value in values.items()]
