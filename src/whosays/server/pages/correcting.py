"""Forms by which what was read is put right, and by which a person's word is taken back.

Each thing that can be put right has a link beside it; the form is a page of its own, with what is there now and what
there is to choose from. Nobody signs (``who`` is none) where somebody may only read, or looks at the past: there are no
links then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import urlencode

from whosays.ledger.correcting import NOBODY, STEPS
from whosays.model import Factuality, record
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.layout import document_link, moment, short
from whosays.server.pages.layout import field as labelled
from whosays.wording import FACTUALITY, NAMING, RESPONSE, sentence

_NEW = "new"
_LONG_CHOICE = 140
_WHY, _WHY_CHANGED = "Why, in a sentence", "Why, in a sentence, where something else stood there"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what was sent was not written down: a sentence, the field it is ``about``, names that may be meant, and
    the ``name`` that is written down as it is if it is sent once more."""

    text: str
    about: str = ""
    near: Sequence[str] = ()
    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


def signed(who: str, is_filling: bool = False) -> Child:
    """Who decides, and why: what every decision needs, but one that only fills in what was not there
    (``is_filling``: it may be one)."""
    return labelled("Who decides", "who", value=who, required=True), labelled(
        _WHY_CHANGED if is_filling else _WHY, "why", required=not is_filling
    )


def link(what: str, who: str | None, back: str, called: str = "Put it right") -> Child:
    """The way to the form for something."""
    if who is None:
        return None
    address = "/correct?" + urlencode({"what": what, "back": back}, errors="replace")
    return el("p", el("a", called, el("span", f" {what}", class_="hidden"), href=address, data_key="c"), class_="fix")


def form(one: record.Correctable, who: str, back: str, refused: Refusal | None = None) -> Child:
    """The page on which something is put right; ``refused`` is why what was sent could not be taken."""
    asked, is_filling = _Asked(one, refused), may_fill(one)
    return (
        el("p", _TITLES[one.kind], class_="eyebrow"),
        el("h1", "Put it right"),
        el("blockquote", short(one.words, 600)) if one.words else None,
        el("p", "In ", document_link(one.document, one.label or one.document), ".", class_="line")
        if one.kind not in ("words", "document")
        else None,
        asked.trouble(),
        el(
            "form",
            el("p", "What you leave as it is stays as it is. All that you change here is one decision."),
            _hidden(what=one.what, back=back),
            _FIELDS[one.kind](asked),
            asked.text("Who decides", "who", who, required=True),
            asked.text(_WHY_CHANGED if is_filling else _WHY, "why", "", required=not is_filling),
            el(
                "p",
                el("button", "Write it down"),
                " ",
                el("a", "Leave it as it is", href=address(back)),
                class_="buttons",
            ),
            action="/correct",
            method="post",
            class_="correcting",
        ),
    )


def particulars(held: record.Document, who: str | None, back: str = "") -> Child:
    """The form for what a document says of itself, as it stands on its page, or on another (``back``)."""
    if who is None or held.shown is not None:
        return None
    present = {"outlet": held.outlet or "", "date": held.published or "", "headline": held.title or "",
               "author": ", ".join(held.authors)}  # fmt: skip
    one = record.Correctable(held.document, "document", held.document, held.outlet or "", held.title or "", present)
    return el(
        "details",
        el("summary", "Put outlet, date, headline or author right", el("span", f" {held.document}", class_="hidden")),
        el(
            "form",
            _hidden(what=held.document, back=back or held.document),
            _document(_Asked(one, None, first=False)),
            signed(who, may_fill(one)),
            el("button", "Write it down"),
            action="/correct",
            method="post",
        ),
        class_="decide",
        open=not held.outlet,
    )


def may_fill(one: record.Correctable, kinds: Iterable[str] | None = None) -> bool:
    """Whether something of a document is not there yet: nobody needs to say why it is filled in; with ``kinds``, all
    of these."""
    there = [bool(one.present.get(kind)) for kind in (one.present if kinds is None else kinds)]
    return one.kind == "document" and (not all(there) if kinds is None else not any(there))


def decisions(made_by_people: Iterable[record.Decision], who: str | None, back: str) -> Child:
    """What people decided, each with a way to take it back."""
    together = groupby(made_by_people, key=lambda one: (one.time, one.who, one.why, one.undone))  # by one form
    rows = [
        el(
            "li",
            moment(one.time),
            " ",
            el("b", one.who),
            f": {'; '.join([one.told, *(other.told for other in others)])}. ",
            el("span", f"Why: {one.why} ", class_="because"),
            el("span", f"({one.decision}{', taken back since' if one.undone else ''})", class_="facts"),
            None if one.undone or who is None else undo_form(one.decision, who, back),
            data_row=True,
        )
        for one, *others in (list(group) for _, group in together)
    ]
    return el("section", el("h2", "Decided"), el("ul", rows, class_="plain"), id="decided") if rows else None


def written(done: record.Decision | None, who: str | None, back: str) -> Child:
    """That something was written down, and the way to take it back at once."""
    if done is None or who is None:
        return None
    told = el("p", f"Written down: {done.told}.")
    return el("div", told, undo_form(done.decision, who, back), class_="done", role="status")


def undo_form(decision: str, who: str, back: str) -> Html:
    """The form by which a decision is taken back, with all that was written down together with it."""
    return el(
        "details",
        el("summary", "Take it back", el("span", f" {decision}", class_="hidden")),
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


def address(back: str) -> str:
    """The page that a form came from: a claim's, a document's, a source's, of files that were sent; else Today."""
    if back[:1] == "k":
        return f"/claims/{back}"
    if back[:1] == "d":
        return f"/documents/{back}"
    if back.startswith("source:"):
        return "/sources?" + urlencode({"name": back.removeprefix("source:")}, errors="replace")
    if back[:1] == "u":
        return f"/uploads/{back}"
    return "/inbox" if back == "inbox" else "/"


# --- the fields ------------------------------------------------------------------------------------------------------


@dataclass
class _Asked:
    """What is asked about something: each field with what is there now or was typed, and with what is wrong about it.
    The ``first`` field, or the one that something is wrong about, is where typing goes."""

    one: record.Correctable
    refused: Refusal | None
    first: bool = True

    def value(self, name: str, present: str) -> str:
        """What was typed, else what is there."""
        return self.refused.typed.get(name, present) if self.refused else present

    def trouble(self) -> Child:
        """Why nothing was written down, where that is no field's."""
        if self.refused is None:
            return None
        told = "Nothing was written down yet. " + ("" if self.refused.about else self.refused.text)
        return el("p", told, class_="warnings", role="alert")

    def text(self, label: str, name: str, present: str, **more: str | bool | None) -> Child:
        """A line to type in."""
        entry = el("input", name=name, value=self.value(name, present), **self._marked(name), **more)
        return el("label", el("span", label), entry, class_="field"), self._wrong(name)

    def choice(self, label: str, name: str, options: Mapping[str, str], present: str) -> Child:
        """One of some values."""
        chosen = self.value(name, present)
        rows = [
            el("option", short(words, _LONG_CHOICE), value=value, selected=value == chosen)
            for value, words in options.items()
        ]
        return el(
            "label", el("span", label), el("select", rows, name=name, **self._marked(name)), class_="field"
        ), self._wrong(name)

    def _marked(self, name: str) -> dict[str, str | bool | None]:
        wrong = self.refused is not None and self.refused.about == name
        at = wrong or (self.first and (self.refused is None or not self.refused.about))
        self.first = self.first and not at
        return {"aria_invalid": "true" if wrong else None, "aria_describedby": f"wrong-{name}" if wrong else None,
                "data_first": at}  # fmt: skip

    def _wrong(self, name: str) -> Child:
        refused = self.refused
        if refused is None or refused.about != name:
            return None
        near = f" Did you mean {' or '.join(f'“{one}”' for one in refused.near)}?" if refused.near else ""
        box = el("input", type="checkbox", name=_NEW, value=refused.name)
        again = el("label", box, f" “{refused.name}” is meant: a new name", class_="again") if refused.name else None
        if name == "to":
            box = el("input", type="checkbox", name="nothing", value="1")
            again = el("label", box, " It answers none of these claims", class_="again")
        elif name == "date" and refused.name:
            box = el("input", type="checkbox", name="later", value=refused.name)
            again = el("label", box, " That day is meant", class_="again")
        return el("p", refused.text, near, class_="wrong", id=f"wrong-{name}"), again


def _attribution(asked: _Asked) -> Child:
    one = asked.one
    names = [el("option", value=name) for name in one.sources]
    claims = {NOBODY: "None of these", **{claim.value: claim.words for claim in one.claims}}
    return (
        asked.text(f"Whose word it is (“{NOBODY}”: nobody is named)", "speaker", one.present["speaker"], list="names"),
        el("datalist", names, id="names"),
        _naming(asked),
        _certainty(asked),
        asked.choice("What it does with a claim", "answer", {NOBODY: "It is no answer"}
                     | {r.value: sentence(words) for r, words in RESPONSE.items()}, one.present["answer"]),
        asked.choice("Which claim it answers, where it is an answer", "to", claims, one.present["to"]),
        _same(asked),
    )  # fmt: skip


def _made(asked: _Asked) -> Child:
    """The steps of a claim as a document makes it: one list a step."""
    steps = asked.one.present["chain"].split(",") if asked.one.present["chain"] != NOBODY else []
    options = {"": "Nobody: the document’s own word", **{step.value: step.words for step in asked.one.steps}}
    labels = ("Whose word it is; where there are several, the outermost first", "who has it from", "who has it from",
              "who has it from")  # fmt: skip
    return (
        [asked.choice(label, name, options if n == 0 else {**options, "": "Nobody else"}, step)
         for n, (label, name, step) in enumerate(zip(labels, STEPS, [*steps, "", "", "", ""], strict=False))],
        _certainty(asked),
    )  # fmt: skip


def _source(asked: _Asked) -> Child:
    return _naming(asked), _same(asked)


def _words(asked: _Asked) -> Child:
    return asked.text("In which words it should be told", "words", asked.one.present["words"], required=True,
                      maxlength="600")  # fmt: skip


def _document(asked: _Asked) -> Child:
    present = asked.one.present
    shown = asked.value("date", present["date"])
    kind = "date" if not shown or is_day(shown) else None
    return (
        asked.text("Outlet", "outlet", present["outlet"]),
        asked.text("Published on", "date", present["date"], type=kind, placeholder="2031-03-14"),
        asked.text("Headline", "headline", present["headline"]),
        asked.text("Author", "author", present["author"]),
    )  # fmt: skip


def is_day(written: str) -> bool:
    """Whether a field for a date can hold it: a browser shows nothing else in it."""
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", written))


def _naming(asked: _Asked) -> Child:
    if "naming" not in asked.one.present:
        return None
    options = {n.value: sentence(words) for n, words in NAMING.items()}
    return asked.choice("How they are named", "naming", options, asked.one.present["naming"])


def _certainty(asked: _Asked) -> Child:
    options = {level.value: sentence(FACTUALITY[level]) for level in Factuality}
    return asked.choice("How surely it is told", "certainty", options, asked.one.present["certainty"])


def _same(asked: _Asked) -> Child:
    return (
        asked.text("The same as (a name), where it is called otherwise elsewhere", "same", "", list="same-as"),
        el("datalist", [el("option", value=name) for name in asked.one.sources], id="same-as"),
        asked.text("Not the one of that name elsewhere: what tells them apart (“John Smith of Leeds”)", "apart", ""),
    )


_TITLES = {
    "attribution": "Who says or answers something",
    "claim": "A claim as a document makes it",
    "source": "A source",
    "words": "The words of a claim",
    "document": "What a document says of itself",
}
_FIELDS = {"attribution": _attribution, "claim": _made, "source": _source, "words": _words, "document": _document}


def _hidden(**values: str) -> Child:
    return [el("input", type="hidden", name=name, value=value) for name, value in values.items()]


def known_already(held: record.Document, given: Mapping[str, str], who: str | None) -> Child:
    """That a pasted text is here already, with other particulars than were given, which can be set at once."""
    present = {"outlet": held.outlet, "date": held.published, "headline": held.title, "author": ", ".join(held.authors)}
    rows = [el("li", f"{sentence(kind)}: here {_quoted(present[kind])}; you gave “{value}”.")
            for kind, value in given.items()]  # fmt: skip
    return (
        el("h1", "This text is here already"),
        el("p", "It is ", document_link(held.document, held.title or held.document), " (", held.document, ")."),
        el("p", "What you said of it is otherwise, and was not taken:"),
        el("ul", rows, class_="plain"),
        el(
            "form",
            _hidden(what=held.document, back=held.document, **given),
            signed(who),
            el("button", "Set it so"),
            action="/correct",
            method="post",
        )
        if who is not None
        else None,
        el("p", document_link(held.document, "Leave it as it is")),
    )


def _quoted(value: str | None) -> str:
    return f"“{value}”" if value else "none is given"
