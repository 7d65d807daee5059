"""A pile of traced documents of any size, made from the project's own invented texts.

Tracing a hundred thousand texts would take most of a day; so the examples and the passages of the gold set are traced
once, and documents are put together from them. Names, numbers and every word that ordinary news uses seldom are
renamed, event by event, to words of the same length: text and spans stay true to each other, one event's documents
speak of the same things, and two events do not. The new words are drawn from a vocabulary in which some are far
commoner than others (Zipf), as in a language.

An event has 1 to 60 documents (10 on average). Half of the events are the nine documents of ``examples/story``, which
tell one story in different words; in the other half, documents print the same passages, as clients of a wire do. Every
document has passages of its own besides.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whosays.likeness.stemming import stem
from whosays.matching.events import _usual
from whosays.model import Attribution, Claim, Document, Source, Spans, Standing, Trace

ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_OFTEN = 0.02  # share of ordinary articles that use a word which is left as it is
_WORDS = 60_000  # of the invented vocabulary
_OPEN = 40  # events that are told about at a time
_MEAN = 10


def blocks() -> tuple[list[Trace], list[Trace]]:
    """The traces that documents are made of: those of the example story, and all others."""
    from whosays import read, trace

    story = [trace(read(path)) for path in sorted((ROOT / "examples" / "story").glob("*.txt"))]
    texts = [read(path) for path in sorted((ROOT / "examples").glob("*.txt"))]
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        passages = json.loads(path.read_text(encoding="utf-8"))
        texts += [Document(p["text"], language="en") for p in passages if len(p.get("text", "")) > 120]
    others = [trace(text) for text in texts]
    return story, [found for found in others if found.claims]


def pile(
    count: int, story: Sequence[Trace], others: Sequence[Trace], seed: int = 1
) -> Iterator[tuple[Trace, str, datetime]]:
    """``count`` documents, each with an input's name and when it was seen, those of some forty events in turn."""
    chance = random.Random(seed)
    start, events, number, event = datetime(2030, 1, 1, tzinfo=UTC), [], 0, 0
    while number < count:
        while len(events) < _OPEN:
            event += 1
            size = min(60, 1 + int(chance.expovariate(1 / (_MEAN - 1))))
            core = list(story) if event % 2 else chance.sample(list(others), 3)
            events.append([event, size, core])
        chosen = chance.choice(events)
        chosen[1] -= 1
        if not chosen[1]:
            events.remove(chosen)
        number += 1
        yield _document(number, chosen[0], chosen[2], others, start + timedelta(minutes=7 * number), chance)


def _document(
    number: int, event: int, core: Sequence[Trace], others: Sequence[Trace], seen: datetime, chance: random.Random
) -> tuple[Trace, str, datetime]:
    told = [chance.choice(core)] if event % 2 else chance.sample(list(core), chance.choice((2, 3)))
    own = chance.sample(list(others), 3)
    parts = [renamed(block, f"e{event}") for block in told] + [renamed(block, f"d{number}") for block in own]
    outlet = invented(f"outlet {chance.randrange(400)}", 9).title()
    joined = joined_up(parts)
    about = replace(joined.document, outlet=outlet, url=f"https://{outlet.lower()}.example/{number}",
                    published=seen.isoformat(), language="en")  # fmt: skip
    return replace(joined, document=about), f"pile:{number}", seen


def renamed(block: Trace, key: str) -> Trace:
    """A trace with its rarer words, names and numbers replaced by others of the same length."""

    def change(text: str) -> str:
        return _WORD.sub(lambda match: replaced(match.group(), key), text)

    claims = tuple(
        replace(c, text=change(c.text), standing=c.standing and replace(c.standing, summary=change(c.standing.summary)))
        for c in block.claims
    )
    sources = tuple(replace(source, name=change(source.name)) for source in block.sources)
    document = replace(block.document, text=change(block.document.text), title=None, links=())
    return replace(block, document=document, claims=claims, sources=sources)


def joined_up(parts: Sequence[Trace]) -> Trace:
    """One trace of several texts, one below the other."""
    text, sources, said, claims = "", [], [], []
    for place, part in enumerate(parts):
        at = len(text)

        def moved(spans: Spans, at: int = at) -> Spans:
            return tuple((start + at, end + at) for start, end in spans)

        def named(name: str | None, place: int = place) -> str | None:
            return f"{name[0]}{int(name[1:]) + 100 * place}" if name else None

        text += part.document.text.rstrip() + "\n\n"
        sources += [_source(s, moved, named) for s in part.sources]
        said += [_said(a, moved, named) for a in part.attributions]
        claims += [_claim(c, moved, named) for c in part.claims]
    return Trace(Document(text), tuple(sources), tuple(said), tuple(claims))


def _source(source: Source, moved, named) -> Source:  # type: ignore[no-untyped-def]
    return replace(source, id=named(source.id), mentions=moved(source.mentions), withheld=moved(source.withheld))


def _said(said: Attribution, moved, named) -> Attribution:  # type: ignore[no-untyped-def]
    return replace(
        said,
        id=named(said.id),
        source=moved(said.source),
        cue=moved(said.cue),
        content=moved(said.content),
        parent=named(said.parent),
        source_id=named(said.source_id),
        responds_to=named(said.responds_to),
    )


def _claim(claim: Claim, moved, named) -> Claim:  # type: ignore[no-untyped-def]
    standing = claim.standing
    if standing is not None:
        reasons = tuple(replace(reason, spans=moved(reason.spans)) for reason in standing.reasons)
        standing = Standing(standing.summary, standing.credibility, standing.reliability, reasons)
    return replace(
        claim,
        id=named(claim.id),
        spans=moved(claim.spans),
        chain=tuple(map(named, claim.chain)),
        responses=tuple(map(named, claim.responses)),
        standing=standing,
    )


_KNOWN: dict[tuple[str, str], str] = {}


def replaced(word: str, key: str) -> str:
    """A word by which another stands in the texts of a key: itself where ordinary news uses it often."""
    if (word, "") not in _KNOWN:
        articles, usual = _usual()
        often = not word.isdigit() and usual.get(stem(word.lower()), 0) > _OFTEN * articles
        _KNOWN[word, ""] = word if often else ""
    if _KNOWN[word, ""]:
        return word
    if word.isdigit():
        return str(10 ** (len(word) - 1) + _hash(f"{key} {word}") % (9 * 10 ** (len(word) - 1)))
    low = word.lower()
    other = invented(f"{key} {low}", len(word))
    return other.title() if word[0].isupper() else other


def _hash(text: str) -> int:
    return zlib.crc32(text.encode()) ^ (zlib.adler32(text.encode()) << 7)


def invented(key: str, length: int) -> str:
    """A word of the vocabulary: which, by chance, the first ones much oftener than the last."""
    rank = int(_WORDS ** ((_hash(key) % 1_000_003) / 1_000_003))
    state, letters = rank * 2_654_435_761 % 2**32, []
    for place in range(length):
        state = (state * 1_103_515_245 + 12_345) % 2**31
        letters.append("bdfgklmnprstvz"[(state >> 8) % 14] if place % 2 == 0 else "aeiou"[(state >> 8) % 5])
    return "".join(letters)


def stand_in(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors of unit length that texts with the same words share: what the bench's documents are compared by in place
    of sentence vectors, whose making is measured apart."""
    rows = np.zeros((len(texts), 384), dtype=np.float32)
    for index, text in enumerate(texts):
        for word in text.lower().split():
            code = zlib.crc32(word.encode())
            rows[index, code % 384] += 1.0 if code & 0x10000 else -1.0
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
