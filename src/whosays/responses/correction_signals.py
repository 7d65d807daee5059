"""Whether somebody puts something right: signals of an answer and of what stands before it, weighed together.

A correction has something of three: words of putting right or of error, or a contrast ("14, not 40"); words that
point to what was said before; and a new value or a withdrawal. No single one makes it one ("updated its app", "not a
sprint"), so each is a signal with a weight of its own, beside what the reader's states tell (``reader_states``). The
words stand in ``correction_signals.toml``. The weights in ``correction_weights.toml`` are learned by ``python -m
training.corrections`` and can be read like a table; the cut-off is part of the weight "always".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from whosays.likeness import Features, conflict, features
from whosays.model import Attribution, Span
from whosays.responses.phrases import expand, expanded
from whosays.responses.reader_states import leaning, sentence_of
from whosays.text.caseless import Caseless, small
from whosays.text.states import States
from whosays.text.straight import STRAIGHT

_FRAME, _CONTENT, _BEFORE = 240, 320, 360  # characters that are looked at: on either side of the cue, of a span, before
_BARE, _SHORT = 4, 9  # words
_FEW_STEMS = 3
_LED = 8  # characters before a cue
_OPENING = 60  # characters of a content by which a cue goes on
_WORDS_IN_BOTH = ("putting", "retreating", "altering", "correction", "wrong", "earlier", "before", "later")
_VERBS = ("putting", "altering", "issuing")
_CUES = ("fixing", "conceding", "pointing")
_OPEN = re.compile(
    r"(?:\b(?:to|will|would|can|could|must|should|may|might|shall|if|not|never)|n't) (?:\w+ ){0,2}$", re.IGNORECASE
)
_OWN = re.compile(
    r"\b(?:its|his|her|their|our|my|that|this|earlier|first|previous|initial|original|toll|himself|herself|itself)\b",
    re.I,
)
_DETERMINED = re.compile(r"(?:'s|s'|\b(?:an?|the|its|his|her|their|our)) $", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"[,;]?\s+(?:but|then|before|and|while|although|who|which)\b|;", re.IGNORECASE)
# What an admission must show to be more: "admitted an error in its count", not "admitted arresting the wrong man".
_MORE_THAN_ADMITTED = frozenset({
    "content.own-wrong", "content.true-value", "content.x-not-y", "content.rather", "content.number-not-number",
    "content.media-wrong",
})  # fmt: skip
# "The clip shows two boys kicking a woman who turns out to be their teacher": what is seen in a scene puts nothing
# right, but for words that say so; the signals of length, number and order are none.
_SCENE_SHOWN = re.compile(
    r"(?:also |then )?(?:shows?|showed|shown|showing|depicts?|depicted|captures?|captured|sees?)\b", re.I
)
_STATED = re.compile(r"\W*(?:that|how|why|whether|what|it|there)\b", re.IGNORECASE)
_NO_WORDS = frozenset({
    "always", "content.bare", "content.short", "content.long", "content.number", "content.numbers", "before.said",
    "before.shared", "no-source",
})  # fmt: skip
# No participle before a noun: "the lender's revised edition", "an updated report".
_VERBAL = "".join(rf"(?<!{word} )" for word in (
    "'s", "s'", r"\ba", r"\ban", r"\bthe", r"\bits", r"\bhis", r"\bher", r"\btheir", r"\bour", r"\bof",
))  # fmt: skip


class Scene(NamedTuple):
    """What is weighed of an answer, in one line each: ``frame``, its sentence without the content; ``before``, the rest
    of that sentence before it and the sentence before; ``led``, the characters right before the cue.
    """

    source: str
    led: str
    cue: str
    content: str
    frame: str
    before: str


def corrects(text: str, a: Attribution, sentences: Sequence[Span], states: States, admitted: bool = False) -> bool:
    """Whether an attribution puts something right: the weights of its signals and its states together exceed 0.

    ``sentences`` are the text's, in order, ``states`` those of its pieces. An admission (``admitted``) that
    speaks of the figure or the statement that was wrong, or sets a new value against it, is one in any case.
    """
    here = scene(text, a, sentences)
    found = signals(here)
    if found <= _NO_WORDS and _SCENE_SHOWN.match(here.cue) and not _STATED.match(here.content):
        return False
    if admitted and found & _MORE_THAN_ADMITTED:
        return True
    known = weights()
    return sum(known.get(name, 0.0) for name in found) + leaning(a, sentences, states) > 0


def tells_what_was_wrong(text: str, a: Attribution) -> bool:
    """Whether a correction's content is what was wrong: "An earlier version said P", "took back its claim that P"."""
    here = scene(text, a, ())
    return bool(
        search("text-source", here.source)
        or search("wrong", here.cue)
        or search("of-the-claim", f"{here.cue} {here.content}")
    )


def is_open(before: str) -> bool:
    """Whether a verb behind these words is not done yet: "to correct", "will correct", "did not correct"."""
    return bool(_OPEN.search(before))


def scene(text: str, a: Attribution, sentences: Sequence[Span]) -> Scene:
    """What is looked at of an attribution."""
    at, behind = (a.cue[0][0], a.cue[-1][1]) if a.cue else (a.start, a.start)
    index = sentence_of(a, sentences)
    start, end = sentences[index] if index >= 0 else (at, at)
    here, high = max(start, at - _FRAME), min(end, behind + _FRAME)
    pieces = []
    for s, e in sorted(a.content):
        if s >= high:
            break
        if e > here:
            pieces.append(text[here : max(s, here)])
            here = e
    tail = text[here : max(high, here)]
    cut = _NEXT_CLAUSE.search(tail, max(0, max(e for _, e in (*a.cue, *a.content)) - here))
    pieces.append(tail[: cut.start()] if cut else tail)
    first = min(at, *(s for s, _ in a.content)) if a.content else at
    previous = sentences[max(0, index - 1)][0] if sentences else 0
    return Scene(
        _line(" ".join(text[s:e] for s, e in a.source)),
        text[max(0, at - _LED) : at].translate(STRAIGHT) if a.cue else "",
        _line(" ".join(text[s:e] for s, e in a.cue)),
        _line(", ".join(text[s : min(e, s + _CONTENT)].rstrip(" ,") for s, e in a.content))[: 2 * _CONTENT],
        _line(" | ".join(pieces)),
        _line(text[max(previous, first - _BEFORE) : first]),
    )


def signals(here: Scene) -> frozenset[str]:
    """The names of the signals that an answer shows, with those that come together."""
    found = {"always", *_of_both("frame", here.frame), *_of_both("content", here.content)}
    found.update(_of_words("content", here.content, _section("content"), found))
    found.update(_of_cue(here))
    size = len(here.content.split())
    found.add("content.bare" if size <= _BARE else "content.short" if size <= _SHORT else "content.long")
    if search("own-text", here.frame):
        found.add("frame.own-text")
    if search("set-about", f"{here.frame.replace(' |', '')} {here.content[:_OPENING]}"):
        found.add("frame.set-about")
    found.update(_against(here, found))
    found.update(pair for pair, one, two in _pairs() if one in found and two in found)
    return frozenset(found)


def _of_both(zone: str, words: str) -> Iterator[str]:
    """The signals that are looked for in the frame and in the content."""
    found: set[str] = set()
    verb = False
    for name in _WORDS_IN_BOTH:
        hit = search(name, words)
        if hit is None:
            continue
        verb = verb or name in {"putting", "altering"}
        undone = name in {"putting", "altering"} and is_open(words[: hit.start()])
        found.add(f"{zone}.{'open' if undone else name}")
    found.update(_of_words(zone, words, _section("both"), found))
    if search("issuing", words):
        verb = True
        found.add(f"{zone}.issuing")
    if verb:
        altered = altering().search(words)
        if altered and not is_open(words[: altered.start()]):
            found.add(f"{zone}.altered-text")
    yield from found


def _of_words(zone: str, words: str, names: Sequence[str], found: set[str]) -> Iterator[str]:
    """The signals of a section; a part of another is looked for only where that was found."""
    part_of = _within()
    seen = set(found)
    for name in names:
        whole = part_of.get(name)
        if whole is not None and f"{zone}.{whole}" not in seen:
            continue
        if search(name, words):
            seen.add(f"{zone}.{name}")
            yield f"{zone}.{name}"


def _of_cue(here: Scene) -> Iterator[str]:
    """The signals of the cue, with how its object begins."""
    for name in _CUES:
        hit = search(name, here.cue)
        if hit and not (name == "fixing" and hit.start() == 0 and _DETERMINED.search(here.led)):
            yield f"cue.{name}"
    told = f"{here.led}{here.cue} {here.content[:_OPENING]}"
    composed = altering().search(told) if any(search(name, told) for name in _VERBS) else None
    if composed and composed.start() < len(here.led) + len(here.cue):
        yield "cue.altered-text"
        if _OWN.search(composed.group()):
            yield "cue.altered-own"
    if not here.source:
        yield "no-source"
        if here.cue and pattern("label").match(here.cue):
            yield "label"


def _against(here: Scene, found: set[str]) -> Iterator[str]:
    """How the content stands to what was said right before it, where it may take that up."""
    before = here.before
    if not search("saying", before):
        return
    yield "before.said"
    brief = bool(found & {"content.pronoun", "content.bare"})
    if brief:
        yield "takes-up"
    if search("before", before):
        yield "before.told-first"
    elif not brief and not found & {"content.number", "content.fact", "content.true-value", "frame.later"}:
        return
    if search("media", before):
        yield "before.media"
    one, two = _features(before), _features(here.content)
    common = set(one.stems) & set(two.stems)
    if common:
        yield "before.shared"
        if len(common) * 2 >= len(set(two.stems)):
            yield "before.mostly-shared"
    if one.numbers and two.numbers and not one.numbers & two.numbers:
        yield "before.other-number"
    against = conflict(one, two)
    if against and against != "polarity" and (common or len(two.stems) <= _FEW_STEMS):
        yield "before.rival"
    if against and against != "numbers":
        yield f"before.{against}"


@lru_cache(maxsize=512)
def _features(words: str) -> Features:
    return features(words)


@cache
def weights() -> dict[str, float]:
    """The weight of every signal, as learned."""
    raw = tomllib.loads((files(__package__) / "correction_weights.toml").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in raw["weights"].items()}


@cache
def pattern(name: str) -> Caseless:
    """The pattern of this name in ``correction_signals.toml``."""
    raw, words = _raw(), _words()
    if name in words and name not in {"number"}:
        end = "" if name in _CUES else r"\b"
        return Caseless(rf"\b(?:{words[name]}){end}")
    body = next(raw[section][name] for section in ("both", "content", "elsewhere") if name in raw[section])
    return Caseless(expand(body, words))


def search(name: str, words: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Where the pattern of this name is, offsets in ``words``; most texts are passed over by their letters alone."""
    end = len(words) if end is None else end
    needed = _needs().get(name)
    if needed is not None and needed.isdisjoint(_letters(words[start:end])):
        return None
    return pattern(name).search(words, start, end)


@cache
def _needs() -> dict[str, frozenset[str]]:
    return {name: frozenset(letters.split()) for name, letters in _raw()["needs"].items()}


@lru_cache(maxsize=64)  # many names are looked for in the same words
def _letters(words: str) -> frozenset[str]:
    """Those of all letters looked for first that the words hold."""
    low = small(words)
    return frozenset([letters for letters in _all_letters() if letters in low])


@cache
def _all_letters() -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*_needs().values())))


@cache
def altering() -> Caseless:
    """A verb that alters, with the figure or the text that it alters before or behind it; the verb is the group."""
    w = _words()
    thing = f"(?:{w['figure']}|{w['text']})"
    verb = f"(?:{_VERBAL}(?:{w['altering']}|{w['putting']}))"
    return Caseless(
        rf"\b(?:(?P<active>{verb}) (?:(?:from|on|in|at|back|down|up) )?(?:(?!for |with |to )[\w'-]+ ){{0,4}}?{thing}\b|"
        rf"(?P<pointing>{w['putting']}|(?:{w['altering']})(?= (?:it|that|this) to {w['number']}\b)) "
        r"(?:it|that|this|(?:him|her|it)self|themselves)\b|"
        r"(?P<righted>put(?:s|ting)? (?:it|that|this|them|matters) (?:right|straight))|"
        rf"(?P<wards>{verb}) (?:up|down)wards?,?(?= [^.;]{{0,40}}?{thing}\b)|"
        rf"(?P<issuing>{w['issuing']}) (?:[\w'-]+ ){{0,3}}?(?:{w['correction']})\b|"
        rf"{thing}\b(?:,? [^.;]{{1,60}}?)?,? (?:was|were|has been|have been|had been|has since been|is)"
        rf"(?: \w+ly| later| since| now| soon)* (?P<passive>{verb}))\b",
    )


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "correction_signals.toml").read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, str]:
    """The entries of [words], those inside others filled in; each stands behind those that it names."""
    return expanded(_raw()["words"])


@cache
def _section(name: str) -> tuple[str, ...]:
    return tuple(_raw()[name])


@cache
def _within() -> dict[str, str]:
    return {part: whole for whole, parts in _raw()["within"].items() for part in parts}


@cache
def _pairs() -> tuple[tuple[str, str, str], ...]:
    return tuple((pair, *pair.split(" & ")) for pair in _raw()["together"]["pairs"])


def _line(words: str) -> str:
    return " ".join(words.translate(STRAIGHT).split())
