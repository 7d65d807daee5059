"""Features of an event word in its sentence, for the learned estimate of how far its author is committed to it.

Lexical and morphological only: the word and its neighbours, the auxiliaries and negations of its verb group, the word
that governs its infinitive, the clause-embedding predicate above it and what negates or questions that. The list is
open: an encoder's vector can stand beside it. After the rule-based features of Lotan et al. 2013 (TruthTeller) and
White et al. 2018 (the UDS factuality data).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whosays.factuality.lexicon import words_of

_TOKEN = re.compile(
    r"\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d+(?:[.,:]\d+)*|\w+(?:[-.]\w+|['’](?!(?:s|re|ve|ll|d|m)\b)\w+)*|[^\w\s]",
    re.IGNORECASE,
)
_AUX = words_of("auxiliaries")
_NEG = words_of("negations")
_SKIP = words_of("adverbs")
_CONDITIONAL = words_of("conditionals")
_COMPLEMENTIZER = words_of("complementizers")
_WH = words_of("question-words")
_SUBJECT = words_of("subjects")
_OPENING = _AUX | _WH | _CONDITIONAL | _COMPLEMENTIZER | _SUBJECT
_PUNCTUATION = frozenset('.,;:!?"()[]-–—…“”`')
_EMBED = words_of("embedding")
_GOVERN = words_of("governing")
_MODAL = words_of("modals")


def tokens(text: str) -> list[tuple[int, int, str]]:
    """Words and marks of a text with their offsets, cut as the corpora are ("do n't")."""
    return [(m.start(), m.end(), m.group().replace("’", "'")) for m in _TOKEN.finditer(text)]


def shape(word: str) -> str:
    """The morphological shape of a word: its ending as far as it tells tense and mood."""
    low = word.lower()
    for ending in ("ing", "ied", "ed", "en", "ies", "es", "s", "tion", "ment", "ly", "e"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return ending
    return "-"


def features(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    """Names of the features of the event at ``words[start:end]``, with repetitions possible.

    A target of several words is taken at its first verb-like word; the words of its end count too.
    """
    low = [w.lower() for w in words]
    size = len(low)
    start = min(max(start, 0), max(size - 1, 0))
    if not size:
        return
    target = low[start]
    yield "bias"
    yield f"w={target}"
    yield f"sh={shape(target)}"
    yield f"cap={words[start][:1].isupper()}:{start == 0}"
    if end - start > 1:
        yield "long"
        for word in low[start : min(end, start + 12)]:
            if word in _AUX or word in _NEG:
                yield f"in={word}"
        yield f"first={target}"
    for distance in range(1, 6):
        word = low[start - distance] if start >= distance else "<s>"
        yield f"-{distance}={word}"
        yield f"b={word}" if distance < 4 else f"B={word}"
        if word == "<s>":
            break
    for distance in range(1, 5):
        word = low[start + distance] if start + distance < size else "</s>"
        yield f"+{distance}={word}"
        yield f"a={word}"
        if word == "</s>":
            break
    one, two = (low[start - 1] if start else "<s>"), (low[start - 2] if start > 1 else "<s>")
    yield f"-21={two}_{one}"
    yield f"-1w={one}_{target}"
    yield f"-1sh={one}_{shape(target)}"
    yield f"-21sh={two}_{one}_{shape(target)}"
    after = low[start + 1] if start + 1 < size else "</s>"
    yield f"w+1={target}_{after}"
    yield from _group(words, low, start)
    yield from _clause(low, start)
    yield from _sentence(low, start)


def _group(words: Sequence[str], low: Sequence[str], at: int) -> Iterator[str]:
    """The verb group that ends at a word: its auxiliaries, negation, infinitive marker, subject and governor."""
    group: list[str] = []
    index, infinitive, negated = at - 1, False, False
    while index >= 0 and at - index < 9:
        word = low[index]
        if word in _AUX or word in _NEG:
            group.append(word)
            negated = negated or word in _NEG
        elif word == "to" and not infinitive and not group:
            infinitive = True
            index -= 1
            break
        elif word == "to":
            group.append("to")
            infinitive = True
            index -= 1
            break
        elif not (word in _SKIP or (word.endswith("ly") and len(word) > 3)):
            break
        index -= 1
    # a subject between auxiliary and verb: "did he leave", "have the troops left"
    inverted = ""
    if not group and index >= 0 and low[index] in _SUBJECT and index > 0 and low[index - 1] in _AUX | _NEG:
        inverted = low[index - 1]
        yield f"inv={inverted}"
    chain = " ".join(reversed(group))
    subject = low[index] if index >= 0 else "<s>"
    yield f"vg={chain}"
    yield f"vgsh={chain}:{shape(low[at])}"
    yield f"vgw={chain}:{low[at]}"
    yield f"neg={negated}"
    modal = next((w for w in group if w in _MODAL), "")
    yield f"modal={modal}:{negated}"
    if modal:
        yield f"modalsub={modal}:{subject if subject in _SUBJECT else shape(subject)}"
        yield f"modalneg={modal}:{negated}:{'have' in group}"
    yield f"sub={subject if subject in _SUBJECT else 'x'}:{shape(low[at])}:{bool(group)}"
    yield f"subj={subject}"
    if subject in _PUNCTUATION or subject == "<s>":
        yield f"headless={subject}:{shape(low[at])}:{chain}"
    if infinitive:
        governor = subject
        yield f"to={governor}"
        yield f"togov={governor if governor in _GOVERN else shape(governor)}"
        yield f"tow={governor}:{low[at]}"
        near = low[max(0, index - 5) : index]
        for word in near:
            if word in _GOVERN or word in _EMBED:
                yield f"tonear={word}"
        yield from (f"togovaux={w}" for w in near if w in _AUX or w in _NEG or w in _MODAL)
        if any(w in _NEG for w in near):
            yield f"togovneg={governor if governor in _GOVERN else 'x'}"


def _clause(low: Sequence[str], at: int) -> Iterator[str]:
    """The nearest clause-embedding predicate before a word, what is done to it, and the words that open the clause."""
    seen_complement = False
    for distance in range(1, 16):
        index = at - distance
        if index < 0 or low[index] in {".", ";", "!", "?"}:
            yield "root" if not seen_complement else "root:c"
            break
        word = low[index]
        if word in _COMPLEMENTIZER and not seen_complement:
            seen_complement = True
            yield f"comp={word}:{min(distance, 6)}"
            yield f"compw={word}:{shape(low[at])}"
        if word in _CONDITIONAL:
            yield f"cond={word}:{min(distance // 3, 3)}"
        if word in _EMBED and distance > 1:
            before = low[max(0, index - 5) : index]
            negated = any(w in _NEG for w in before)
            modal = next((w for w in before if w in _MODAL), "")
            auxiliary = next((w for w in reversed(before) if w in _AUX), "")
            person = next((w for w in reversed(before) if w in _SUBJECT), "x")
            conditional = any(w in _CONDITIONAL for w in before)
            yield f"emb={word}"
            yield f"embneg={word}:{negated}"
            yield f"embmod={word}:{modal}:{negated}"
            yield f"embper={word}:{person}"
            yield f"embenv={negated}:{modal}:{conditional}:{auxiliary in {'did', 'do', 'does'}}"
            yield f"embdist={min(distance, 8)}"
            yield f"embown={word}:{negated}:{any(w in _NEG for w in low[index + 1 : at])}"
            break
    behind = low[at + 1 : at + 12]
    for word in behind:
        if word in _CONDITIONAL:
            yield f"condafter={word}"
        if word in {"said", "says", "say", "think", "guess", "believe", "suppose"}:
            yield f"said={word}"


def _sentence(low: Sequence[str], at: int) -> Iterator[str]:
    begin = at
    while begin > 0 and low[begin - 1] not in {".", "!", "?", ";"}:
        begin -= 1
    end = at
    while end < len(low) - 1 and low[end] not in {".", "!", "?"}:
        end += 1
    first = low[begin] if begin < len(low) else ""
    yield f"endmark={low[end] if low[end] in _PUNCTUATION else 'x'}"
    opening = first if first in _OPENING else "x"
    yield f"firstw={opening}:{low[end] == '?'}"
    yield f"place={min((at - begin), 12) // 2}"
    if at == begin:
        yield f"opens:{shape(low[at])}"
    yield f"rest={min(len(low) - at, 20) // 4}"
    for word in low[begin:at]:
        if word in _NEG:
            yield f"anyneg={word}"
        if word in _MODAL or word in _CONDITIONAL:
            yield f"anymod={word}"
    for word in low[begin : end + 1]:
        yield f"bag={word}"
