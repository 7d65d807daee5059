"""How well a pile of articles is taken apart: events (B³), near-copies (recall, precision), headlines, and its speed.

B³ (Bagga & Baldwin 1998): for each document the precision and recall of the group it was put into, averaged. A pair is
a near-copy where the shorter one's runs of five words, in lower case, stand in the other to at least half; whether such
a pair is one by right is told by the labels: both must belong to one story.

The folder has ``stories.jsonl``, one object a line with ``story`` and ``text``, and perhaps ``headlines.jsonl`` (see
``whosays.evaluation.headlines``) about its texts by their ``id``.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whosays.errors import InputError
from whosays.model import Document, Trace

_WORD = re.compile(r"\w+")
_SIZE, _CONTAINED = 5, 0.5


@dataclass(frozen=True, slots=True)
class Pile:
    """Labelled articles: the documents, the story of each, and the name each goes by."""

    documents: tuple[Document, ...]
    labels: tuple[Hashable, ...]
    identifiers: tuple[str, ...]


def evaluate(folder: Path, *, traced: bool = False, one_by_one: bool = False) -> dict[str, Any]:
    """B³ of the events, recall and precision of the near-copies, macro-F1 of the headlines, CPU-seconds. Nothing is
    trained.

    With ``one_by_one`` the events of a ledger that gets the articles in their order are scored, too.

    With ``traced`` every article is traced first and the whole story told, which costs minutes for some hundred
    articles and is what a user gets; without, articles are read without their attributions, which the first two
    figures do not use and the headlines do a little.
    """
    from whosays.evaluation import headlines
    from whosays.trace import trace

    pile = read(folder)
    figures = _grouping(pile)
    if one_by_one:
        figures["one_by_one"] = _one_by_one(pile)
    started = time.process_time()
    traces = tuple(trace(d) for d in pile.documents) if traced else tuple(Trace(d) for d in pile.documents)
    spent = time.process_time() - started
    if (folder / headlines.FILE).is_file():
        figures["headlines"] = headlines.score(headlines.pairs(folder, pile.identifiers), traces)
    if traced:
        figures["tracing_cpu_seconds"] = spent
        figures["story_cpu_seconds"] = _telling(traces)
    return figures


def _one_by_one(pile: Pile) -> dict[str, Any]:
    """B³ of the events of a ledger that gets the articles in their order, how many they are, and the CPU-seconds."""
    events, spent = _arrived(pile.documents)
    precision, recall, f1 = b_cubed(events, pile.labels)
    b3 = {"precision": precision, "recall": recall, "f1": f1}
    return {"events": len(set(events)), "b3": b3, "cpu_seconds": spent}


def _grouping(pile: Pile) -> dict[str, Any]:
    from whosays.matching.copies import near_copies
    from whosays.matching.events import events
    from whosays.matching.word_runs import body_words
    from whosays.vectors import encode

    documents, labels = pile.documents, pile.labels
    started = time.process_time()
    copies = near_copies([body_words(d.text, d.furniture) for d in documents])
    pairs = {(copy.first, copy.second) for copy in copies}
    groups = events(documents, encode, sorted(pairs))
    spent = time.process_time() - started
    predicted = [0] * len(documents)
    for number, group in enumerate(groups):
        for index in group:
            predicted[index] = number
    precision, recall, f1 = b_cubed(predicted, labels)
    gold = containing([d.text for d in documents])
    return {
        "documents": len(documents),
        "labelled_stories": len(set(labels)),
        "events": len(groups),
        "b3": {"precision": precision, "recall": recall, "f1": f1},
        "near_copies": {
            "found": len(pairs),
            "there": len(gold),
            "recall": len(pairs & gold) / max(len(gold), 1),
            "precision": sum(labels[a] == labels[b] for a, b in pairs) / max(len(pairs), 1),
        },
        "grouping_cpu_seconds": spent,
    }


def _telling(traces: Sequence[Trace]) -> float:
    """CPU-seconds of the whole story, the tracing left out."""
    from whosays.story import story

    started = time.process_time()
    story(traces)
    return time.process_time() - started


def read(folder: Path) -> Pile:
    """The documents and their labels; ``InputError`` where the file is missing or not as expected."""
    path = folder / "stories.jsonl"
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return Pile(
            tuple(Document(row["text"], language="en") for row in rows),
            tuple(row["story"] for row in rows),
            tuple(str(row.get("id", number)) for number, row in enumerate(rows)),
        )
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(str(path), "it is not JSON lines with a story and a text") from None


def b_cubed(predicted: Sequence[Hashable], labels: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 by B³."""
    if not labels:
        return 0.0, 0.0, 0.0
    both = Counter(zip(predicted, labels, strict=True))
    groups, stories = Counter(predicted), Counter(labels)
    precision = sum(n * n / groups[group] for (group, _), n in both.items()) / len(labels)
    recall = sum(n * n / stories[story] for (_, story), n in both.items()) / len(labels)
    return precision, recall, 2 * precision * recall / (precision + recall)


def containing(texts: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs of texts that share so much, by comparing every two: the slow and sure way."""
    rows = []
    for text in texts:
        words = _WORD.findall(text.lower())
        rows.append({tuple(words[i : i + _SIZE]) for i in range(len(words) - _SIZE + 1)})
    return {
        (i, j)
        for j in range(len(rows))
        for i in range(j)
        if rows[i] and rows[j] and len(rows[i] & rows[j]) >= _CONTAINED * min(len(rows[i]), len(rows[j]))
    }


def _arrived(documents: Sequence[Document]) -> tuple[list[int], float]:
    """The event that each document is part of in the end, in a ledger that is made for it, and the CPU-seconds.

    The articles go in without their attributions: what is measured is where each is put, and not its claims.
    """
    from whosays.ledger import open_ledger

    with tempfile.TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "arrivals.db")) as ledger:
        started = time.process_time()
        moment = datetime(2000, 1, 1, tzinfo=UTC)
        names = ledger.load((Trace(document), f"article {n}", moment) for n, document in enumerate(documents, 1))
        event_of = ledger.events_of(names)
        return [event_of[name] for name in names], time.process_time() - started
