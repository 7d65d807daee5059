"""The Inbox: one thing at a time that a person should decide, both texts side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from whosays.ledger.doubting import Doubted
from whosays.model import record
from whosays.reports.html.markup import Child, Html, el
from whosays.server.pages.correcting import written
from whosays.server.pages.layout import claim_link, document_link, field, reads_only
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
_DENIES = ("deny", "No, it denies it", "d")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the Inbox: which doubt, of which leaf of claims, the first those that changed last."""

    at: int = 0
    leaf: int = 0

    @property
    def address(self) -> str:
        """Where it is shown."""
        return f"/inbox?at={self.at}" + (f"&leaf={self.leaf}" if self.leaf else "")


def inbox(found: Doubted, here: Place, who: str | None, done: record.Decision | None) -> Child:
    """The doubt at a place of a leaf, the least sure first; ``done`` is the decision that was just written. Where
    nobody signs, it is only shown."""
    doubts = found.doubts
    told = written(done, who, "inbox")
    if not doubts:
        nothing = el("p", f"Nothing is in doubt among {_WHICH[bool(here.leaf)]}.", class_="line")
        return el("h1", "Inbox"), told, nothing, _leaves(found, here)
    here = replace(here, at=min(here.at, len(doubts) - 1))
    many = count(len(doubts), "doubt")
    return (
        el("p", f"{here.at + 1} of {many} among {_WHICH[bool(here.leaf)]}, the least sure first", class_="eyebrow"),
        el("h1", doubts[here.at].question),
        told,
        _doubt(doubts[here.at], here, who),
        el("p", _ways(here, len(doubts)), class_="line"),
        _leaves(found, here),
    )


_WHICH = {False: "the claims that changed last", True: "claims that changed before"}


def _ways(here: Place, many: int) -> list[Child]:
    later = back = None
    if here.at + 1 < many:
        later = el("a", "Later: the next one", href=replace(here, at=here.at + 1).address, data_key="j")
    if here.at:
        back = el("a", "The one before", href=replace(here, at=here.at - 1).address, data_key="k")
    return [later, " " if later and back else None, back]


def _leaves(found: Doubted, here: Place) -> Html:
    """To the claims that changed before these, and after."""
    before = el("a", "Claims that changed before these", href=Place(0, here.leaf + 1).address) if found.more else None
    after = el("a", "Claims that changed after these", href=Place(0, here.leaf - 1).address) if here.leaf else None
    return el("p", before, " " if before and after else None, after, class_="line")


def _doubt(one: record.Doubt, here: Place, who: str | None) -> Html:
    left, right = _compared(one.one.words, one.other.words)
    buttons = [*_BUTTONS[one.kind], *([_DENIES] if one.kind == "place" and one.value else [])]
    return el(
        "section",
        el("p", one.why, class_="standing-small"),
        el("p", el("span", f"{one.confidence:.0%} sure"), el("span", ", ".join(one.names)), class_="facts"),
        el("div", _side(one.one, left), _side(one.other, right), class_="pair"),
        el("p", "Belongs to ", claim_link(one.claim, one.claim), ".", class_="line"),
        reads_only()
        if who is None
        else el(
            "form",
            [el("input", type="hidden", name="names", value=name) for name in one.names],
            el("input", type="hidden", name="kind", value=one.kind),
            el("input", type="hidden", name="claim", value=one.claim),
            el("input", type="hidden", name="value", value=one.value or ""),
            el("input", type="hidden", name="at", value=here.at),
            el("input", type="hidden", name="leaf", value=here.leaf),
            field("Or somebody else’s (a name)", "speaker") if one.kind == "speaker" else None,
            field("Who decides", "who", value=who, required=True),
            field("Why, in a sentence", "why", value=WHY, required=True),
            el(
                "p",
                [_button(*one) for one in buttons],
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
