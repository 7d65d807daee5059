"""What somebody did is no word of theirs: "The council approved the plan", "landowners refused to sell".

The corpus that the engine learned from also marks what people decide, plan, file or sign. Nobody is said to speak
there: it is the article that tells it, and a claim made of it rests on the article. So a reading stands only where its
cue has a word of saying, thinking or feeling (``sayings.toml``), where it quotes, or where it answers something.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from whosays.attribution.selection import rehung
from whosays.model import Attribution, Form, Naming, Source, SourceKind

SAYINGS = Path(__file__).with_name("sayings.toml")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel",
    "held": "hold", "saw": "see", "seen": "see", "found": "find", "spoke": "speak", "spoken": "speak", "swore": "swear",
    "sworn": "swear", "put": "put", "shown": "show", "heard": "hear", "taught": "teach", "foresaw": "foresee",
}  # fmt: skip
_BARE = frozenset(("to", "in", "for", "by", "from", "as", "with", "of", "across", "on", "via"))
_TO_DO = re.compile(r"\s*to\s+(?P<verb>[a-z]+)", re.IGNORECASE)
# a reason why somebody stays unnamed, and no answer
_NOT_FREE = re.compile(
    r"\b(?:was|were|is|are|been)(?:\s+not|n['’]t)\s+(?:authori[sz]ed|permitted|allowed|cleared|at\s+liberty)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:no|nobody|none|everyone|everybody|anyone|anybody)\b(?!\s+of\b)|one$", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:s?he|they|it|we|i|you|who|which|that|this|these|those)$", re.IGNORECASE)
_SHOWS = re.compile(
    r"\b(?:show|reveal|point|underscor|underlin|highlight|illustrat|suggest|indicat|demonstrat|reflect|signal|impl|prov|"
    r"mean|call|question|address|characteri|raise)\w*",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[“\"‘]([^”\"’\n]{2,80})[”\"’]")
_LONGEST_TITLE = 7  # words
_UNWILLING = re.compile(r"\b(?:refus|agree)\w*$", re.IGNORECASE)


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the word lists of ``sayings.toml``: ``sayings``, ``light`` or ``passed_over``."""
    return frozenset(tomllib.loads(SAYINGS.read_text(encoding="utf-8"))[name].split())


def is_saying(word: str) -> bool:
    """True of any form of a word of saying, thinking or feeling."""
    low = word.lower().replace("’", "'")
    low = _IRREGULAR.get(low, low)
    return not word_set("sayings").isdisjoint({low, *_ground_forms(low)})


def _ground_forms(low: str) -> set[str]:
    """What a regular form may be a form of."""
    forms = set()
    for ending in ("ing", "ed", "es", "s", "d"):
        stem = low.removesuffix(ending)
        if stem != low and len(stem) > 1:
            forms |= {stem, stem + "e"}
            if stem[-1:] == "i":
                forms.add(stem[:-1] + "y")
            if len(stem) > 2 and stem[-1] == stem[-2]:
                forms.add(stem[:-1])
    return forms


def without_deeds(text: str, attributions: Sequence[Attribution], sources: Sequence[Source]) -> tuple[Attribution, ...]:
    """The attributions without those in which nobody speaks; what stands inside a dropped one moves outward.

    Besides deeds those go whose subject is nobody ("no one objected") or a thing that shows something ("the delays
    underscore that P"): what a thing shows is what the article says of it. A record that has somebody saying something
    passes that on, and stays. Needs resolved sources.
    """
    by_id = {source.id: source for source in sources}
    quoting = {a.id for a in attributions if a.form is not Form.INDIRECT}
    saying = (b for b in attributions if b.parent and b.source and b.cue and text[slice(*b.cue[0])].endswith("ing"))
    heard = {b.parent: b.source[0][0] for b in saying}
    kept = [
        a
        for a in attributions
        if (a.content and heard.get(a.id) == a.content[0][0])
        or not _is_unsaid(text, a, by_id.get(a.source_id or ""), a.parent in quoting)
    ]
    return tuple(rehung(kept, attributions))


_SENTENCE_ENDS = re.compile(r"[.!?…][\"”’)]*\s")


def _credits_above(text: str, a: Attribution) -> bool:
    """True where the content is what whole sentences before that of the cue tell: "are contained in a lawsuit"."""
    if not a.content or not a.cue:
        return False
    return a.content[-1][1] <= a.cue[0][0] and bool(_SENTENCE_ENDS.search(text, a.content[-1][1], a.cue[0][0]))


def is_deed(text: str, a: Attribution) -> bool:
    """True of an attribution in which nobody speaks, as far as its words alone show it."""
    return a.form is Form.INDIRECT and not a.agentless and a.response is None and bool(a.cue) and _is_deed(text, a)


def _is_unsaid(text: str, a: Attribution, source: Source | None, in_quotation: bool) -> bool:
    if _credits_above(text, a):
        return False
    if a.source and any(_NOT_FREE.search(text, start, end) for start, end in a.cue):
        return True
    if a.agentless or a.response is not None or not a.cue or not a.source:
        return False
    if a.form is not Form.INDIRECT and not (in_quotation or _is_title(text, a)):
        return False  # the marks are its own: its words are quoted
    subject = text[slice(*a.source[0])]
    if _NOBODY.match(subject):
        return True
    thing = source is not None and source.kind is SourceKind.UNKNOWN and source.naming is not Naming.NAMED
    if thing and not _PRONOUN.match(subject) and _SHOWS.search(text, *a.cue[-1]):
        return True
    written = source is not None and source.kind is SourceKind.DOCUMENT  # what a law provides stands in the law
    return not written and _is_deed(text, a)


def _is_title(text: str, a: Attribution) -> bool:
    """True of a content whose marks are those of a name: "introduced the “Fair Tides Act”"."""
    words = [
        word
        for start, end in a.content
        for quoted in _MARKED.findall(text[start:end])
        for word in _WORD.findall(quoted)
        if len(word) > 3 or word[0].isupper()
    ]
    return 0 < len(words) <= _LONGEST_TITLE and all(word[0].isupper() for word in words) and len(words) > 1


def _is_deed(text: str, a: Attribution) -> bool:
    words = [m.group() for start, end in a.cue for m in _WORD.finditer(text, start, end)]
    if not words or all(word.lower() in _BARE for word in words):
        return False
    return not _says(words) or _only_does(text, a)


def _says(words: Sequence[str]) -> bool:
    """True where a cue's first word of weight is one of saying, or a light one ("issued") has one behind it."""
    open_words = word_set("light") | word_set("passed_over")
    for word in words:
        if is_saying(word):
            return True
        low = word.lower()
        if low not in open_words and not low.endswith(("ly", "n't", "n’t")):
            return False
    return False


def _only_does(text: str, a: Attribution) -> bool:
    """True of "refused to sell" and "agreed to refund": what was refused or agreed to is no word about anything."""
    start, end = a.cue[-1]
    if not _UNWILLING.search(text, start, end):
        return False
    verb = _TO_DO.match(text, end)
    return verb is not None and not is_saying(verb["verb"])
