"""Features of a post in a discussion, for its stance toward the rumour: support, deny, query or comment.

After the features that worked in RumourEval 2017 and 2019 (Kochkina et al. 2017; Bahuleyan & Vechtomova 2017; Yang et
al. 2019): words, marks, cue words, likeness to what is answered, place in the tree. The rules for responses are among
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whosays.responses.phrases import phrases
from whosays.responses.wordlists import words_of

_WORD = re.compile(r"https?://\S+|@\w+|#\w+|\w+(?:['’]\w+)?|[?!]+|[^\w\s]")
_CUES = ("deny", "query", "support", "doubt", "speech", "abuse", "sorrow")
_LISTS = {name: words_of(f"reply-{name}") for name in _CUES}
_NEGATION = words_of("reply-negations")
_STOP = words_of("reply-stop")


@dataclass(frozen=True, slots=True)
class Reply:
    """A post with what it answers: ``parent`` the post above it, ``root`` the thread's first; a first has neither."""

    text: str
    parent: str = ""
    root: str = ""
    depth: int = 0


def reply_features(reply: Reply) -> Iterator[tuple[str, str]]:
    """Features as (block, name): blocks are weighed apart by whoever learns from them."""
    words = _words(reply.text)
    plain = [w for w in words if w not in {"URL", "@u"}]
    place = "first" if reply.depth == 0 else "direct" if reply.depth == 1 else "deep"
    yield "place", place
    yield "place", f"depth={min(reply.depth, 4)}"
    for word in plain:
        yield "word", word
        yield "word", f"{place}:{word}" if reply.depth == 0 else word
    for a, b in zip(["<s>", *plain], [*plain, "</s>"], strict=False):
        yield "pair", f"{a}_{b}"
    for name in _marks(reply.text, words, plain):
        yield "mark", name
        yield "mark", f"{place}:{name}"
    for name in _cue_features(plain):
        yield "cue", name
        yield "cue", f"{place}:{name}"
    for phrase in phrases(reply.text):
        yield "cue", f"response={phrase.response.value}"
    low = " ".join(plain)
    for size in (3, 4):
        for index in range(len(low) - size + 1):
            yield "letters", low[index : index + size]
    if reply.depth:
        yield from (("above", name) for name in _above(plain, reply))


def _words(text: str) -> list[str]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.startswith("http"):
            word = "URL"
        elif word[0] == "@":
            word = "@u"
        elif word[0].isdigit():
            word = "#d"
        elif word[0] in "?!":
            word = word[0] if len(word) == 1 else word[0] * 2
        found.append(word.replace("’", "'") if word in {"URL", "@u"} else word.lower().replace("’", "'"))
    return found


def _marks(text: str, words: list[str], plain: list[str]) -> Iterator[str]:
    yield f"length={min(len(plain) // 4, 6)}"
    questions = sum(w[0] == "?" for w in plain)
    yield f"questions={min(questions, 2)}"
    yield f"exclaims={min(sum(w[0] == '!' for w in plain), 2)}"
    if plain and plain[-1][0] == "?":
        yield "ends?"
    yield f"url={'URL' in words}"
    yield f"hashes={min(sum(w[0] == '#' for w in plain), 3)}"
    yield f"ats={min(sum(w == '@u' for w in words), 3)}"
    letters = [c for c in text if c.isalpha()]
    yield f"caps={int(10 * sum(c.isupper() for c in letters) / (len(letters) or 1)) // 2}"
    quoted = any(mark in text for mark in '"“')
    yield f"quoted={quoted}"
    yield f"dots={'...' in text or '…' in text}"
    retweeted = text.startswith("RT") or " RT @" in text
    yield f"rt={retweeted}"
    for place, word in enumerate(plain[:3]):
        yield f"start{place}={word}"
    asks = bool(plain) and plain[0] in words_of("asking")
    yield f"wh={asks}"


def _cue_features(plain: list[str]) -> Iterator[str]:
    present = set(plain)
    for name, listed in _LISTS.items():
        hits = len(present & listed)
        yield f"{name}={min(hits, 3)}"
    question = any(w[0] == "?" for w in plain)
    yield f"question&query={question}:{bool(present & _LISTS['query'])}"
    yield f"question&deny={question}:{bool(present & _LISTS['deny'])}"
    for index, word in enumerate(plain):
        if word in _NEGATION:
            for near in plain[index + 1 : index + 4]:
                yield f"not_{near}"


def _above(plain: list[str], reply: Reply) -> Iterator[str]:
    own = set(plain) - _STOP
    for name, text in (("parent", reply.parent), ("root", reply.root)):
        other = set(_words(text)) - _STOP
        share = len(own & other) / (len(own) or 1)
        yield f"{name}like={int(share * 5)}"
        yield f"{name}?={any(w[0] == '?' for w in other)}"
        yield f"{name}url={'URL' in other}"
        for cue, listed in _LISTS.items():
            if other & listed:
                yield f"{name}:{cue}"
                yield f"{name}:{cue}:{bool(own & listed)}"
    new = own - set(_words(reply.parent)) - set(_words(reply.root))
    for cue, listed in _LISTS.items():
        yield f"new{cue}={min(len(new & listed), 2)}"
