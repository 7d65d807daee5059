"""The Inbox: one thing at a time that a person should decide, both texts side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from whosays.model import record
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.correcting import undo_form
from whosays.server.pages.layout import claim_link, document_link, field
from whosays.wording import count

WHY = "Read side by side in the inbox"
_BUTTONS = {
    "claims": (("merge", "The same: merge", "m"), ("apart", "Not the same", "s")),
    "sources": (("same", "One: merge", "m"), ("apart", "Two people", "s")),
    "place": (("accept", "Yes, it makes it", "a"), ("reject", "No, another claim", "x")),
    "link": (("accept", "Yes, from there", "a"), ("reject", "No", "x")),
    "answer": (("accept", "Yes, it answers this", "a"), ("reject", "No, not this", "x")),
    "speaker": (("accept", "Yes, theirs", "a"), ("reject", "Not clear whose", "x")),
}


def inbox(doubts: Sequence[record.Doubt], at: int, who: str, done: str | None) -> Child:
    """The doubt at a place of the list, the least sure first; ``done`` is the decision that was just written."""
    told = None
    if done:
        told = el(
            "div", el("p", f"Written down as {done}."), undo_form(done, who, "inbox"), class_="done", role="status"
        )
    if not doubts:
        nothing = el("p", "Nothing is in doubt among the claims that changed last.", class_="line")
        return el("h1", "Inbox"), told, nothing
    at = min(at, len(doubts) - 1)
    return (
        el("p", f"{at + 1} of {count(len(doubts), 'doubt')}, the least sure first", class_="eyebrow"),
        el("h1", doubts[at].question),
        told,
        _doubt(doubts[at], at, who),
        el("p", _ways(at, len(doubts)), class_="line"),
    )


def _ways(at: int, many: int) -> list[Child]:
    later = el("a", "Later: the next one", href=f"/inbox?at={at + 1}", data_key="j") if at + 1 < many else None
    back = el("a", "The one before", href=f"/inbox?at={at - 1}", data_key="k") if at else None
    return [later, " " if later and back else None, back]


def _doubt(one: record.Doubt, at: int, who: str) -> Html:
    left, right = _compared(one.one.words, one.other.words)
    yes, no = _BUTTONS[one.kind]
    return el(
        "section",
        el("p", one.why, class_="standing-small"),
        el("p", el("span", f"{one.confidence:.0%} sure"), el("span", ", ".join(one.names)), class_="facts"),
        el("div", _side(one.one, left), _side(one.other, right), class_="pair"),
        el("p", "Belongs to ", claim_link(one.claim, one.claim), ".", class_="line"),
        el(
            "form",
            [el("input", type="hidden", name="names", value=name) for name in one.names],
            el("input", type="hidden", name="kind", value=one.kind),
            el("input", type="hidden", name="claim", value=one.claim),
            el("input", type="hidden", name="value", value=one.value or ""),
            el("input", type="hidden", name="at", value=at),
            field("Or somebody else’s (a name)", "speaker") if one.kind == "speaker" else None,
            field("Who decides", "who", value=who, required=True),
            field("Why, in a sentence", "why", value=WHY, required=True),
            el(
                "p",
                [_button(*one) for one in (yes, no)],
                class_="buttons",
            ),
            action="/inbox",
            method="post",
        ),
        data_inbox=True,
    )


def _button(verb: str, words: str, key: str) -> Html:
    return el("button", words, el("kbd", key), name="verb", value=verb, data_key=key, aria_keyshortcuts=key)


def _side(passage: record.Passage, words: Child) -> Html:
    whose: Child = passage.label
    if passage.document:
        whose = document_link(passage.document, passage.label or passage.document)
    elif passage.label:
        whose = claim_link(passage.label, passage.label)
    around = el("details", el("summary", "What stands around it"), el("p", passage.around)) if passage.around else None
    return el("article", el("p", whose, class_="eyebrow"), el("blockquote", words), around)


def _compared(one: str, two: str) -> tuple[Child, Child]:
    """Both texts, with the words marked that the other has not."""
    left, right = one.split(), two.split()
    steps = SequenceMatcher(None, _folded(left), _folded(right), autojunk=False).get_opcodes()
    return (
        [_marked(left[a:b], tag != "equal") for tag, a, b, _, _ in steps],
        [_marked(right[a:b], tag != "equal") for tag, _, _, a, b in steps],
    )


def _folded(words: Sequence[str]) -> list[str]:
    return [word.strip(".,;:!?“”\"'()").casefold() for word in words]


def _marked(words: Sequence[str], differs: bool) -> Child:
    if not words:
        return None
    text = " ".join(words)
    return (el("mark", text) if differs else text), " "
