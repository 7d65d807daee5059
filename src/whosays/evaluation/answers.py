"""Whether answers to claims are recognised, of every kind, in short passages written for that.

    python -m whosays.evaluation.answers FOLDER [--misses]

``FOLDER`` has ``*.toml`` files of passages: ``text``, and ``answers``, all places where somebody answers a claim:
``words``, which the answer's cue or content must meet; ``response``, the values that are right, the best first; ``by``,
who answers (left out where nobody named does), and ``claim``, the words answered (left out where they are not told);
these two are not scored yet.
The files ``aside.toml`` and ``unseen.toml`` are kept aside: nobody looks at what the program does with their passages
one by one. Nothing learns from the writer of ``unseen.toml``, whose passages are all there. ``--misses`` shows the
others'.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.evaluation.passages import read_toml
from whosays.evaluation.scoring import Count
from whosays.model import Attribution, Document, Response, Span, Trace

ASIDE = "aside"
_KEPT = ("aside", "unseen")  # files


@dataclass(frozen=True, slots=True)
class Answer:
    """A place where somebody answers: its words, and the responses that are right, the best first."""

    words: Span
    responses: tuple[Response, ...]


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
    found: dict[str, Count] = defaultdict(Count)
    given: dict[str, Count] = defaultdict(Count)
    for passage, trace in traced(read_answers(folder), tracer):
        for answer in passage.answers:
            hit = any(a.response in answer.responses for a in trace.attributions if meets(a, answer))
            found[f"{passage.part}.{answer.responses[0]}"].add(hit, 0, 1)
        for a in trace.attributions:
            if a.response:
                right = any(a.response in answer.responses for answer in passage.answers if meets(a, answer))
                given[f"{passage.part}.{a.response}"].add(right, 1, 0)
    return {
        name: {
            "p": given[name].figures()["p"],
            "r": found[name].figures()["r"],
            "predicted": given[name].predicted,
            "gold": found[name].gold,
        }
        for name in sorted({*found, *given})
    }


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
    return read_toml(folder, "passages of answers", _passage)


def _passage(row: dict[str, object], file: str) -> Passage:
    text, answers = str(row["text"]), row["answers"]
    if not isinstance(answers, list):
        raise ValueError("answers are a list")
    part = ASIDE if file in _KEPT else "tune"
    return Passage(text, part, tuple(_answer(text, answer) for answer in answers))


def _answer(text: str, row: dict[str, object]) -> Answer:
    values = row["response"]
    if not isinstance(values, list) or not values:
        raise ValueError("a response is a list of values")
    words = str(row["words"])
    at = text.index(words)
    return Answer((at, at + len(words)), tuple(Response(value) for value in values))


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
