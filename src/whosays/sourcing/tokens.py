"""A document as words with their place, sentence and quotation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from whosays.model import Span, Spans
from whosays.sourcing.lexicon import lexicon
from whosays.text import Cut, cut

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    r"@\w{2,}|#\w+|https?://\S{1,300}"
    rf"|(?:{_LETTER}\.){{2,}}"  # U.S., K.C.
    r"|\b(?:MR|MRS|MS|DR|SEN|REP|GOV|PROF|GEN)\.(?=\s+[A-Z]{2})"
    r"|\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sens?|Reps?|Gov|Lt|Col|Gen|Maj|Cpl|Sgt|Pvt|Spc|Adm|Cmdr|Capt|Brig|Rev|Hon|Atty|Amb|Det|Insp"
    r"|Supt|Cllr|Messrs|Jr|Sr|St|Fr|Inc|Corp|Ltd|Co|Del|Ret|Ph\.D)\."
    rf"|{_LETTER}\.(?=\s*[^\W\d_a-z])"  # an initial before a name
    r"|['’](?:s|S|ll|re|ve|d|m)(?!\w)"
    r"|\d{1,3}-year-olds?\b|\d[\d,.]*\d|\d"
    r"|[\w\u0300-\u036f]{1,200}(?:(?:[-‑&.]|['’](?!(?:s|S|ll|re|ve|d|m)\b))\w+)*"
    r"|[^\w\s]"
)
CAP, LOWER, NUMBER, MARK = range(4)
_ARABIC_ARTICLE = re.compile(r"(?:al|el|ul|ud|as|ash|ad|an|ar|bin|ibn)-[^\W\d_a-z]")
_ENDS = ".!?:"


@dataclass(slots=True)
class Tokens:
    """The words of a text in parallel lists.

    ``words`` as printed, ``low`` in small letters without full stops, ``starts``/``ends`` code points, ``kinds`` CAP,
    LOWER, NUMBER or MARK, ``sentence`` and ``paragraph`` numbers, ``quoted`` 1 inside double quotation marks,
    ``initial`` true where a capital says nothing: the first word of a sentence or quotation. ``headlines`` holds
    the sentences printed in title case, ``verbs`` the tokens of which it is known that they are somebody's verb.
    """

    text: str
    words: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    initial: list[bool] = field(default_factory=list)
    headlines: set[int] = field(default_factory=set)
    small: set[str] = field(default_factory=set)
    verbs: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.words)

    def within(self, start: int, end: int) -> range:
        """The tokens that touch ``text[start:end]``."""
        first = bisect_right(self.ends, start)
        return range(first, max(first, bisect_left(self.starts, end)))

    def span(self, first: int, last: int) -> Span:
        """Where the tokens ``first`` to ``last``, inclusive, stand in the text."""
        return self.starts[first], self.ends[last]

    def said(self, first: int, last: int) -> str:
        """The text of the tokens, white space made plain."""
        return " ".join(self.text[self.starts[first] : self.ends[last]].split())


def tokenize(text: str, leave_out: Spans = ()) -> Tokens:
    """The tokens of a text without the spans ``leave_out`` (furniture). Offsets count into ``text``."""
    parts = cut(text, leave_out)
    found = Tokens(text)
    inside = _quoted(parts)
    ends = [end for _, end in parts.paragraphs]
    for number, (start, end) in enumerate(parts.sentences):
        _add(found, text, start, end, number, bisect_left(ends, end))
    found.quoted = _flags(found.starts, inside)
    found.headlines = _headlines(found)
    found.small = {low for low, kind in zip(found.low, found.kinds, strict=True) if kind == LOWER}
    return found


def _add(found: Tokens, text: str, start: int, end: int, sentence: int, paragraph: int) -> None:
    initial = True
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        first = word[0]
        if first.isdigit():
            kind = NUMBER
        elif first.isupper() or (first in "aeiub" and _ARABIC_ARTICLE.match(word)) or (first == "@" and len(word) > 1):
            kind = CAP
        elif first.isalnum():
            kind = CAP if len(word) > 1 and first.islower() and word[1].isupper() else LOWER
        else:
            kind = MARK
        found.words.append(word)
        found.low.append(word.lower().replace(".", "") or word)
        found.starts.append(match.start())
        found.ends.append(match.end())
        found.kinds.append(kind)
        found.sentence.append(sentence)
        found.paragraph.append(paragraph)
        found.initial.append(initial and kind != MARK)
        if kind != MARK:
            initial = False
        elif word in _ENDS or word in '"“„«‘':
            initial = True


def _quoted(parts: Cut) -> list[Span]:
    merged: list[Span] = []
    for quotation in parts.quotations:
        start, end = quotation.outer
        if quotation.depth == 0 and end - start > 2:
            if merged and start < merged[-1][1]:
                continue
            merged.append((start, end))
    return merged


def _flags(starts: list[int], spans: list[Span]) -> list[int]:
    flags = [0] * len(starts)
    for start, end in spans:
        for i in range(bisect_left(starts, start), bisect_left(starts, end)):
            flags[i] = 1
    return flags


def _headlines(found: Tokens) -> set[int]:
    """Sentences that are paragraphs of their own with a capital on most long words: there a capital tells nothing.

    Only the first may end in a full stop.
    """
    quiet: set[int] = set()
    long: dict[int, int] = {}
    capital: dict[int, int] = {}
    last: dict[int, int] = {}
    members: dict[int, set[int]] = {}
    function = lexicon().function
    for t, (low, kind, sentence) in enumerate(zip(found.low, found.kinds, found.sentence, strict=True)):
        last[sentence] = t
        if kind == LOWER or (kind == CAP and not found.words[t].isupper()):
            quiet.add(sentence)
        if kind in (CAP, LOWER) and (len(low) > 3 and low not in function):
            long[sentence] = long.get(sentence, 0) + 1
            capital[sentence] = capital.get(sentence, 0) + (kind == CAP)
    for sentence, t in last.items():
        members.setdefault(found.paragraph[t], set()).add(sentence)
    loud = {
        s
        for s, count in capital.items()
        if s not in quiet and count > 1 and len(members[found.paragraph[last[s]]]) == 1
    }
    return loud | {
        s
        for s, count in long.items()
        if count >= 5
        and capital[s] * 10 >= count * 8
        and len(members[found.paragraph[last[s]]]) == 1
        and (found.words[last[s]] not in '.”"' or (found.paragraph[last[s]] == 0 and len(members) > 1))
    }
