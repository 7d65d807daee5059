"""Whether corrections are recognised, and tied to what they correct, in short passages written for that.

    python -m whosays.evaluation.corrections FOLDER [--misses]

``FOLDER`` has ``*.toml`` files of passages: ``text``; ``words``, which the answer's cue or content must meet, ``by``,
who answers (left out where the text itself does), and ``claim``, the words corrected (left out where the text does not
tell them); ``answer``, the responses that are right, "correct" where it is left out, "none" where none is right too,
and ["none"] alone for a passage in which nothing is put right. Half of the file ``first.toml`` is kept aside, by a lot:
nobody looks at what the program does with those one by one. ``--misses`` shows the other half's only.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.evaluation.passages import read_toml
from whosays.evaluation.scoring import Count
from whosays.model import Attribution, Document, Response, Span, Spans, Trace

_WORD = re.compile(r"\w+")
_NONE = "none"
_LOTTED = "first"


@dataclass(frozen=True, slots=True)
class Case:
    """One passage: its text, what must answer (a span; none where nothing is put right), by whom, and which claim."""

    text: str
    part: str
    answer: frozenset[str]
    words: Span | None
    by: str
    claim: str

    @property
    def required(self) -> bool:
        """Whether an answer must be found."""
        return _NONE not in self.answer


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of one passage: the right answers, the wrong corrections, whether the claim is answered."""

    case: Case
    found: tuple[Attribution, ...]
    wrong: tuple[Attribution, ...]
    linked: bool
    tied: bool


def evaluate(folder: Path, tracer: Callable[[Document], Trace] | None = None) -> dict[str, dict[str, float]]:
    """Figures of ``trace()`` on the passages of ``folder``, each part apart.

    ``<part>.correct``: passages whose answer is found among all that are called corrections. ``<part>.by``: of those
    found, whose source shares a word with the right one; any will do where the text itself speaks. ``<part>.claim``:
    the answer is tied to a claim or attribution that holds more than half of the claim's words. ``InputError`` where
    the folder has no passages.
    """
    counts: dict[str, Count] = defaultdict(Count)
    for one in judge_all(read_cases(folder), tracer):
        case = one.case
        hit = case.required and bool(one.found)
        counts[f"{case.part}.correct"].add(hit, len(one.wrong) + hit, int(case.required))
        if hit:
            right = any(_by(case, a) for a in one.found)
            counts[f"{case.part}.by"].add(right, 1, 1)
        if case.required and case.claim:
            counts[f"{case.part}.claim"].add(one.tied, int(one.linked), 1)
    return {
        name: {**count.figures(), "hit": count.hit, "predicted": count.predicted, "gold": count.gold}
        for name, count in sorted(counts.items())
    }


def read_cases(folder: Path) -> list[Case]:
    """The passages of a folder, files by name."""
    return read_toml(folder, "passages of corrections", _case)


def _case(row: dict[str, object], name: str) -> Case:
    text, words = str(row["text"]), str(row.get("words", ""))
    answer = row.get("answer", [Response.CORRECT.value])
    if not isinstance(answer, list):
        raise ValueError("an answer is a list")
    at = text.index(words) if words else -1
    drawn = hashlib.sha256(text.encode()).digest()[0] % 2 == 1
    return Case(
        text,
        "aside" if name == _LOTTED and drawn else "tune",
        frozenset(map(str, answer)),
        (at, at + len(words)) if words else None,
        str(row.get("by", "")),
        str(row.get("claim", "")),
    )


def judge_all(cases: Iterable[Case], tracer: Callable[[Document], Trace] | None = None) -> list[Judged]:
    """Every passage traced and compared."""
    if tracer is None:
        from whosays.trace import trace

        tracer = trace
    return [_judge(case, tracer(Document(case.text))) for case in cases]


def _judge(case: Case, trace: Trace) -> Judged:
    found, wrong = [], []
    for a in trace.attributions:
        meets = case.words is not None and _meet((*a.cue, *a.content), case.words)
        if a.response and a.response.value in case.answer and meets:
            found.append(a)
        elif a.response is Response.CORRECT and _wrong(case, a, meets):
            wrong.append(a)
    places = {a.id: a.content for a in trace.attributions} | {c.id: c.spans for c in trace.claims}
    tied = [a for a in found if a.responds_to is not None]
    held = any(_holds(case, places[a.responds_to]) for a in tied if a.responds_to)
    return Judged(case, tuple(found), tuple(wrong), bool(tied), held)


def _wrong(case: Case, a: Attribution, meets: bool) -> bool:
    """Whether a correction is none: where nothing is put right, or where it is the claim itself that is called one.

    A second part of a correction ("lowered the figure to 29, saying that ...") is right, too, and so is a text's word
    about what it had said ("Friday's edition gave the wrong day"), as in the gold set.
    """
    if Response.CORRECT.value not in case.answer:
        return True
    claim = case.text.find(case.claim) if case.claim and case.by else -1
    return claim >= 0 and not meets and _meet(a.content, (claim, claim + len(case.claim)))


def _meet(spans: Spans, place: Span) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)


def _holds(case: Case, spans: Spans) -> bool:
    wanted = _words(case.claim)
    return 2 * len(wanted & _words(" ".join(case.text[s:e] for s, e in spans))) > len(wanted)


def _by(case: Case, a: Attribution) -> bool:
    given = _words(" ".join(case.text[s:e] for s, e in a.source))
    return bool(given & _words(case.by)) if case.by else True


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _show(one: Judged) -> Iterable[str]:
    """One passage of the tuning part that is not right, as lines."""
    case = one.case
    missed = case.required and not one.found
    loose = case.required and bool(one.found) and bool(case.claim) and not one.tied
    if not (missed or one.wrong or loose):
        return
    kinds = [k for k, v in (("missed", missed), ("wrong", bool(one.wrong)), ("not tied", loose)) if v]
    yield f"{', '.join(kinds)}: {case.text}"
    for a in (*one.found, *one.wrong):
        spans = (" … ".join(case.text[s:e] for s, e in part) for part in (a.source, a.cue, a.content))
        yield f"    {a.response}: {' | '.join(spans)} -> {a.responds_to}"


def main(arguments: Sequence[str]) -> int:
    """Print the figures, with ``--misses`` the passages of the tuning part that are not right, too."""
    folder = Path(next((a for a in arguments if not a.startswith("-")), "tests/corrections"))
    if "--misses" in arguments:
        for one in judge_all(c for c in read_cases(folder) if c.part == "tune"):
            for line in _show(one):
                print(line)
    for name, figure in evaluate(folder).items():
        print(name, {key: round(value, 1) for key, value in figure.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
