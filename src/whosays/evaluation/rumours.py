"""Whether a story opens with its rumour, who is said to have told it, who answers, and how many origins it has, against
a reader's gold.

The folder holds ``piles.jsonl``, one story a line: {"id", "keys", "documents": [{"id", "text", "tells", "credits",
"answers": [{"who", "type", "to_rumour"}], "copy_of", "drift": [{"kind"}]}], "origins": {"least", "most"}}. ``keys`` are
groups of regular expressions, case apart; a claim is the rumour where every group finds a match in its words, or in the
words of more than half of the documents that make it. The first such claim is the one that is scored. Names agree
by a word that tells who is meant or, where neither has any, always.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whosays.errors import InputError
from whosays.model import Document, Trace
from whosays.model.meaning import UNANSWERED
from whosays.model.story import EdgeKind, NodeKind, Story, StoryClaim
from whosays.provenance.likenames import telling_words

FILE = "piles.jsonl"
_REFUSALS = frozenset(response.value for response in UNANSWERED)
_CONSTANT = (1, 3)


@dataclass(frozen=True, slots=True)
class Pile:
    """A story of the gold: its documents by name, the words that a claim of the rumour has, and the labels."""

    id: str
    documents: Mapping[str, Document]
    keys: tuple[tuple[re.Pattern[str], ...], ...]
    labels: Mapping[str, Mapping[str, Any]]
    origins: tuple[int, int]

    def is_told(self, text: str) -> bool:
        """True where words are those of the rumour."""
        return all(any(pattern.search(text) for pattern in group) for group in self.keys)


def read(folder: Path) -> list[Pile]:
    """The stories of a folder; ``InputError`` where the file is missing or not as expected."""
    path = folder / FILE
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [
            Pile(
                str(row["id"]),
                {str(d["id"]): Document(d["text"], language="en") for d in row["documents"]},
                tuple(tuple(re.compile(p, re.IGNORECASE | re.DOTALL) for p in group) for group in row["keys"]),
                {str(d["id"]): d for d in row["documents"]},
                (row["origins"]["least"], row["origins"]["most"]),
            )
            for row in rows
        ]
    except OSError as error:
        raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
    except (ValueError, KeyError, TypeError, AttributeError, re.error):
        raise InputError(str(path), "it is not JSON lines of stories with keys, documents and origins") from None


def evaluate(folder: Path) -> dict[str, Any]:
    """The figures over all stories of a folder, and the CPU-seconds beyond tracing. Nothing is trained."""
    from whosays.story import story
    from whosays.trace import trace

    piles = read(folder)
    told: list[tuple[Story, list[Trace]]] = []
    spent = 0.0
    for pile in piles:
        traces = [trace(document) for document in pile.documents.values()]
        started = time.process_time()
        told.append((story(traces, paths=[f"{name}.txt" for name in pile.documents]), traces))
        spent += time.process_time() - started
    return score(piles, [each for each, _ in told]) | {"story_cpu_seconds": spent}


def score(piles: Sequence[Pile], told: Sequence[Story]) -> dict[str, Any]:
    """The figures of stories, one for each pile."""
    count: Counter[str] = Counter()
    for pile, story in zip(piles, told, strict=True):
        _score(pile, story, count)
    stories = max(count["stories"], 1)
    return {
        "stories": count["stories"],
        "documents": count["documents"],
        "first_claim": count["first"] / stories,
        "coverage": count["covered"] / max(count["tell"], 1),
        "claims_that_tell_it": count["fragments"] / stories,
        "credits": _figures(count, "credit"),
        "answers": _figures(count, "answer"),
        "false_confirmations": count["false confirmation"],
        "refusals_told_as_denials": count["refusal as denial"],
        "origins": {
            "exact": count["exact"] / stories,
            "within_one": count["within"] / stories,
            "false_independence": count["too many"],
            "always_1_to_3_exact": count["constant exact"] / stories,
            "always_1_to_3_within_one": count["constant within"] / stories,
        },
        "copies": _figures(count, "copy"),
        "drift_kinds": _figures(count, "drift"),
    }


def _score(pile: Pile, story: Story, count: Counter[str]) -> None:
    ids = {document.id: name for name, document in pile.documents.items()}
    texts = {document.id: document for document in pile.documents.values()}
    rumours = [claim for claim in story.claims if _is_rumour(claim, pile, texts)]
    count["stories"] += 1
    count["documents"] += len(pile.documents)
    count["first"] += bool(story.claims) and story.claims[0] in rumours
    count["fragments"] += len(rumours)
    claim = rumours[0] if rumours else None
    inside = {ids[document] for document in claim.documents} if claim else set()
    for name, label in pile.labels.items():
        count["tell"] += bool(label["tells"])
        count["covered"] += bool(label["tells"]) and name in inside
        _credits(name, label, claim, story, pile, count)
        _answers(pile.documents[name].id, label, claim, count)
    if claim is not None:
        found = claim.origins.least, claim.origins.most
        count["exact"] += found == pile.origins
        count["within"] += _within(found, pile.origins)
        count["too many"] += found[0] > pile.origins[0]
    count["constant exact"] += pile.origins == _CONSTANT
    count["constant within"] += _within(_CONSTANT, pile.origins)
    _pairs("copy", _gold_copies(pile), _copies(story, ids), count)
    gold = {(name, d["kind"]) for name, label in pile.labels.items() for d in label.get("drift", ())}
    shown = {node.id: ids.get(node.document or "") for node in story.nodes}
    _pairs("drift", gold, {(shown[d.downstream], d.kind.value) for c in story.claims for d in c.drift}, count)


def _is_rumour(claim: StoryClaim, pile: Pile, texts: Mapping[str, Document]) -> bool:
    if pile.is_told(claim.text):
        return True
    words: dict[str, list[str]] = {}
    for place in claim.appearances:
        words.setdefault(place.document, []).append(texts[place.document].quote(place.spans))
    return 2 * sum(pile.is_told(" ".join(each)) for each in words.values()) > len(words)


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


def _credits(
    name: str, label: Mapping[str, Any], claim: StoryClaim | None, story: Story, pile: Pile, count: Counter[str]
) -> None:
    """Whom a document credits: what its ways upward lead to, as far as the next given document."""
    gold = list(label["credits"])
    answerers = [answer["who"] for answer in label["answers"]]
    found = _upstream(pile.documents[name].id, claim, story) if claim else []
    right = _agreeing(gold, found, _same)
    wrong = [one for one in found if not any(_same(one, g) for g in gold) and not any(_same(one, a) for a in answerers)]
    count["credit gold"] += len(gold)
    count["credit right"] += right
    count["credit found"] += right + len(wrong)


def _upstream(document: str, claim: StoryClaim, story: Story) -> list[str]:
    nodes = {node.id: node for node in story.nodes}
    given = (NodeKind.DOCUMENT, NodeKind.POST)
    own = [node.id for node in story.nodes if node.document == document and not node.source and node.kind in given]
    above: dict[str, list[tuple[str, EdgeKind]]] = {}
    for edge in claim.edges:
        above.setdefault(edge.taker, []).append((edge.taken, edge.kind))
    labels: dict[str, str] = {}
    seen, todo = set(own), list(own)
    while todo:
        for taken, kind in above.get(todo.pop(0), ()):
            node = nodes[taken]
            is_given = node.kind in given and node.document is not None and not node.source
            if not is_given:
                labels.setdefault(node.label.casefold(), node.label)
            if taken not in seen and (not is_given or kind is EdgeKind.COPY):
                todo.append(taken)
            seen.add(taken)
    return list(labels.values())


def _answers(document: str, label: Mapping[str, Any], claim: StoryClaim | None, count: Counter[str]) -> None:
    gold = [(a["who"], a["type"]) for a in label["answers"] if a.get("to_rumour", True)]
    beside = [(a["who"], a["type"]) for a in label["answers"] if not a.get("to_rumour", True)]
    mine = [a for a in claim.responses if a.document == document] if claim else []
    found = list(
        {((a.name or "").casefold(), a.response.value): (a.name or "", a.response.value) for a in mine}.values()
    )

    def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
        return one[1] == other[1] and _same(one[0], other[0])

    right = _agreeing(gold, found, same)
    wrong = [a for a in found if not any(same(a, g) for g in (*gold, *beside))]
    count["answer gold"] += len(gold)
    count["answer right"] += right
    count["answer found"] += right + len(wrong)
    kinds = {kind for _, kind in (*gold, *beside)}
    if "confirm" not in kinds:
        count["false confirmation"] += sum(kind == "confirm" for _, kind in found)
    if kinds & _REFUSALS and "deny" not in kinds:
        count["refusal as denial"] += any(kind == "deny" for _, kind in found)


def _same(one: str, other: str) -> bool:
    left, right = telling_words(one), telling_words(other)
    return bool(left & right) or (not left and not right)


def _agreeing(gold: Sequence[Any], found: Iterable[Any], same: Any) -> int:
    """How many of the gold are found, each by another one."""
    open_gold = list(gold)
    for one in found:
        hit = next((g for g in open_gold if same(one, g)), None)
        if hit is not None:
            open_gold.remove(hit)
    return len(gold) - len(open_gold)


def _gold_copies(pile: Pile) -> set[frozenset[str]]:
    return {frozenset((name, label["copy_of"])) for name, label in pile.labels.items() if label.get("copy_of")}


def _copies(story: Story, ids: Mapping[str, str]) -> set[frozenset[str]]:
    return {frozenset((ids[d.id], ids[other])) for d in story.documents for other in d.copies}


def _pairs(name: str, gold: set[Any], found: set[Any], count: Counter[str]) -> None:
    count[f"{name} gold"] += len(gold)
    count[f"{name} right"] += len(gold & found)
    count[f"{name} found"] += len(found)


def _figures(count: Counter[str], name: str) -> dict[str, float]:
    right = count[f"{name} right"]
    precision, recall = right / max(count[f"{name} found"], 1), right / max(count[f"{name} gold"], 1)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
