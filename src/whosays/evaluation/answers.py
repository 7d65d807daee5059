"""Whether answers to claims are recognised, of every kind, in short passages written for that.

    python -m whosays.evaluation.answers FOLDER [--misses]

``FOLDER`` has ``*.toml`` files of passages: ``text``, and ``answers``, all places where somebody answers a claim:
``words``, which the answer's cue or content must meet; ``response``, the values that are right, the best first; ``by``,
who answers (left out where nobody named does), and ``claim``, the words answered (left out where they are not told).
The file ``aside.toml`` is kept aside: nobody looks at what the program does with its passages one by one. ``--misses``
shows the others'.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.errors import InputError
from whosays.evaluation.scoring import Count
from whosays.model import Attribution, Document, Response, Span, Trace

ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Answer:
    """A place where somebody answers: its words, the responses that are right, the best first, who, and what."""

    words: Span
    responses: tuple[Response, ...]
    by: str
    claim: Span | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, the part it belongs to (tune, aside) and all its answers."""

    text: str
    part: str
    answers: tuple[Answer, ...]


def evaluate(folder: Path, tracer: Callable[[Document], Trace] | None = None) -> dict[str, dict[str, float]]:
    """Figures of ``trace()`` for every response, named ``<part>.<response>``.

    Recall: of the answers whose best value it is, the share that some attribution meets with a right value. Precision:
    of the attributions that are given it, the share that meets an answer of which it is a right value. ``InputError``
    where the folder has no passages.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for passage, trace in traced(read_answers(folder), tracer):
        for answer in passage.answers:
            found = any(a.response in answer.responses for a in trace.attributions if meets(a, answer))
            row = counts[f"{passage.part}.{answer.responses[0]}"]
            row[0] += found
            row[1] += 1
        for a in trace.attributions:
            if a.response:
                row = counts[f"{passage.part}.{a.response}"]
                row[2] += any(a.response in answer.responses for answer in passage.answers if meets(a, answer))
                row[3] += 1
    return {name: _figures(*row) for name, row in sorted(counts.items())}


def _figures(found: int, gold: int, right: int, predicted: int) -> dict[str, float]:
    recall, precision = Count(), Count()
    recall.add(found, gold, gold)
    precision.add(right, predicted, predicted)
    p, r = precision.figures()["p"], recall.figures()["r"]
    return {"p": p, "r": r, "predicted": predicted, "gold": gold}


def traced(
    passages: Iterable[Passage], tracer: Callable[[Document], Trace] | None = None
) -> Iterator[tuple[Passage, Trace]]:
    """Every passage with its trace."""
    if tracer is None:
        from whosays.trace import trace

        tracer = trace
    for passage in passages:
        yield passage, tracer(Document(passage.text))


def read_answers(folder: Path) -> list[Passage]:
    """The passages of a folder, files by name."""
    passages: list[Passage] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            rows = tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
            part = ASIDE if path.stem == ASIDE else "tune"
            passages.extend(_passage(row, part) for row in rows)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
            raise InputError(str(path), f"has no passages of answers ({error})") from error
    if not passages:
        raise InputError(str(folder), "has no *.toml with passages of answers")
    return passages


def _passage(row: dict[str, object], part: str) -> Passage:
    text, answers = str(row["text"]), row["answers"]
    if not isinstance(answers, list):
        raise ValueError("answers are a list")
    return Passage(text, part, tuple(_answer(text, answer) for answer in answers))


def _answer(text: str, row: dict[str, object]) -> Answer:
    values = row["response"]
    if not isinstance(values, list) or not values:
        raise ValueError("a response is a list of values")
    claim = str(row.get("claim", ""))
    return Answer(
        _place(text, str(row["words"])),
        tuple(Response(value) for value in values),
        str(row.get("by", "")),
        _place(text, claim) if claim else None,
    )


def _place(text: str, words: str) -> Span:
    at = text.index(words)
    return at, at + len(words)


def meets(a: Attribution, answer: Answer) -> bool:
    """Whether an attribution's cue or content meets the words of an answer."""
    start, end = answer.words
    return any(s < end and start < e for s, e in (*a.cue, *a.content))


def misses(passage: Passage, trace: Trace) -> Iterator[str]:
    """The answers of a passage that are not found, and the wrong ones, as lines."""
    text = passage.text
    lines = []
    for answer in passage.answers:
        given = [a for a in trace.attributions if meets(a, answer)]
        if not any(a.response in answer.responses for a in given):
            values = ", ".join(sorted({str(a.response) for a in given})) or "no attribution"
            lines.append(f"    missed {answer.responses[0]} ({values}): {text[slice(*answer.words)]}")
    for a in trace.attributions:
        if a.response and not any(a.response in answer.responses for answer in passage.answers if meets(a, answer)):
            spans = (" … ".join(text[s:e] for s, e in part) for part in (a.source, a.cue, a.content))
            lines.append(f"    wrong {a.response}: {' | '.join(spans)}")
    if lines:
        yield text
        yield from lines


def main(arguments: Sequence[str]) -> int:
    """Print the figures, with ``--misses`` the passages of the tuning part that are not right, too."""
    folder = Path(next((a for a in arguments if not a.startswith("-")), "tests/answers"))
    if "--misses" in arguments:
        for passage, trace in traced(p for p in read_answers(folder) if p.part != ASIDE):
            for line in misses(passage, trace):
                print(line)
    for name, figure in evaluate(folder).items():
        print(name, {key: round(value, 1) for key, value in figure.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
