"""Attributions against a corpus in brat standoff format (PolNeAR's layout: ``text/*.txt``, ``attributions/*.ann``).

The corpus marks outermost relations only, and no report without a speaker that the construction rules add. So nested
attributions and those rules' finds are left out of the predictions that are scored; the figure ``everything`` counts
the latter as well, and ``unquoted`` only contents without a quotation mark.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from whosays.errors import InputError
from whosays.evaluation.scoring import ROLES, Event, Scored, score
from whosays.model import Attribution, Document

_MARKS = set('"“”„«»')


def read_annotations(path: Path) -> list[Event]:
    """The attributions of a brat file: role to [start, end) spans. Events without content are no attributions."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[Event] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        part = line.split("\t")
        if line[:1] == "T" and len(part) >= 2:
            offsets = part[1].split(" ", 1)[1]
            spans[part[0]] = [(int(a), int(b)) for a, b in (o.split() for o in offsets.split(";"))]
        elif line[:1] == "E" and len(part) >= 2:
            event: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
            for role in part[1].split():
                name, reference = role.split(":")
                name = name.rstrip("0123456789").lower()
                if name in event and reference in spans:
                    event[name] += spans[reference]
            if event["content"]:
                events.append(event)
    return events


def read_gold(folder: Path) -> dict[str, tuple[str, list[Event]]]:
    """Text and attributions by stem; the first annotator's where a text has several; ``InputError`` if none."""
    annotations: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations[path.stem.rsplit("_", 1)[0]].append(path)
    gold = {}
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem in annotations:
            gold[path.stem] = (path.read_text(encoding="utf-8"), read_annotations(annotations[path.stem][0]))
    if not gold:
        raise InputError(str(folder), "holds no annotated texts (text/*.txt with attributions/*.ann)")
    return gold


def comparable(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of the kind that the corpus marks: outermost, with a cue, not found by the rules for reports."""
    return [a for a in attributions if a.parent is None and not a.agentless]


def as_events(attributions: Sequence[Attribution]) -> list[dict[str, list[list[int]]]]:
    """Attributions as the referee's prediction format has them."""
    return [
        {role: [list(span) for span in spans] for role, spans in zip(ROLES, (a.source, a.cue, a.content), strict=True)}
        for a in attributions
    ]


def evaluate(
    gold_dir: Path,
    predictions: Path | None = None,
    attribute: Callable[[Document], Sequence[Attribution]] | None = None,
) -> dict[str, Any]:
    """Figures of the engine on a gold folder; writes its predictions, a JSON object a line, where a file is named.

    Returns the referee's figures for the comparable attributions, the number of documents and words, and under
    ``words_per_cpu_second`` the speed of the attribution stage.
    """
    if attribute is None:
        from whosays.attribution import attribute as engine

        attribute = engine
        attribute(Document("The engine is loaded before the clock starts, he said."))
    gold = read_gold(gold_dir)
    started = time.process_time()
    found = {stem: attribute(Document(text)) for stem, (text, _) in gold.items()}
    seconds = time.process_time() - started
    kept = {stem: comparable(attributions) for stem, attributions in found.items()}
    if predictions:
        lines = (json.dumps({"doc": stem, "attributions": as_events(kept[stem])}) for stem in gold)
        predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    words = sum(len(text.split()) for text, _ in gold.values())
    outermost = {stem: [a for a in attributions if a.parent is None] for stem, attributions in found.items()}
    return {
        "documents": len(gold),
        "words": words,
        **_figures(gold, kept),
        "unquoted": _figures(_unquoted_gold(gold), _unquoted(gold, kept))["relation"],
        "everything": _figures(gold, outermost)["relation"],
        "nested": sum(a.parent is not None for attributions in found.values() for a in attributions),
        "words_per_cpu_second": round(words / seconds) if seconds else None,
    }


def _figures(gold: dict[str, tuple[str, list[Event]]], found: dict[str, list[Attribution]]) -> dict[str, Any]:
    return score(
        Scored(text, events, [dict(zip(ROLES, (a.source, a.cue, a.content), strict=True)) for a in found[stem]])
        for stem, (text, events) in gold.items()
    )


def _has_mark(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    return any(_MARKS & set(text[s:e]) for s, e in spans)


def _unquoted_gold(gold: dict[str, tuple[str, list[Event]]]) -> dict[str, tuple[str, list[Event]]]:
    return {
        stem: (text, [e for e in events if not _has_mark(text, e["content"])]) for stem, (text, events) in gold.items()
    }


def _unquoted(
    gold: dict[str, tuple[str, list[Event]]], found: dict[str, list[Attribution]]
) -> dict[str, list[Attribution]]:
    return {
        stem: [a for a in attributions if not _has_mark(gold[stem][0], a.content)]
        for stem, attributions in found.items()
    }
