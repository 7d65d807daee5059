"""What the weights are learned from: attributions with their signals, and whether they put something right.

Three kinds: the passages of ``tests/answers``, ``tests/corrections`` and ``tests/gold`` that are not kept aside, and
the sentences of ``tests/corrections_cases.toml``, all written for the project; and attributions of newspaper text that
no table calls a response, nearly all of which put nothing right: they tell what is common in news. Where a passage
leaves it open, there is no example.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from whosays import attribution, responses, sourcing
from whosays.evaluation.answers import Passage, meets, read_answers
from whosays.evaluation.corrections import Case, read_cases
from whosays.evaluation.gold import pair
from whosays.evaluation.passages import read_passages
from whosays.model import Attribution, Document, Response, Spans, Trace
from whosays.responses.correction_signals import scene, signals
from whosays.responses.judging import judge
from whosays.responses.phrases import phrases, rough_sentences
from whosays.responses.reader_states import vectors
from whosays.responses.unlisted_corrections import put_right
from whosays.text.states import States

FOLDS = 8


class Example(NamedTuple):
    """An attribution: what it shows, whether it puts something right, what the tables say, its sort and its fold.

    ``states`` are the means of ``responses.reader_states.vectors``, float32 [4, SIZE].
    """

    signals: frozenset[str]
    states: NDArray[np.float32]
    right: bool
    table: Response | None
    sort: str  # answers, passages, gold, cases or news
    fold: int


def examples(tests: Path, texts: Sequence[Path]) -> Iterator[Example]:
    """All examples; ``tests`` is the project's folder of that name, ``texts`` newspaper articles."""
    for answered in read_answers(tests / "answers"):
        if answered.part == "tune":
            document, found, states = candidates(answered.text)
            yield from _of(document, states, [(a, _answer(answered, a)) for a in found], "answers")
    for case in read_cases(tests / "corrections"):
        if case.part == "tune":
            document, found, states = candidates(case.text)
            yield from _of(document, states, [(a, _passage(case, a)) for a in found], "passages")
    for passage in read_passages(tests / "gold"):
        if passage.part != "tune":
            continue
        document, found, states = candidates(passage.text)
        one = pair(passage, Trace(document, (), found, ()))
        golds = {j: passage.attributions[i].response for i, j in {**one.pairs, **one.loose}.items()}
        labels = [(a, _gold(golds.get(j, (None,)))) for j, a in enumerate(found)]
        yield from _of(document, states, labels, "gold")
    cases = tomllib.loads((tests / "corrections_cases.toml").read_text(encoding="utf-8"))
    for name, right in (("corrected", True), ("uncorrected", False)):
        for text in cases[name]:
            document, found, states = candidates(text)
            open_ = right and len(found) != 1  # of several, one may be the correction
            yield from _of(document, states, [(a, None if open_ else right) for a in found], "cases")
    for path in texts:
        document, found, states = candidates(path.read_text(encoding="utf-8"))
        yield from (e for e in _of(document, states, [(a, False) for a in found], "news") if e.table is None)


def candidates(text: str) -> tuple[Document, tuple[Attribution, ...], States]:
    """A document, all of its attributions that are weighed, before any is, and its states."""
    document = Document(text)
    said, states = attribution.read(document)
    said = responses.with_statements(document, said, states)
    said = (*said, *put_right(document, said, states, all_candidates=True))
    said = attribution.numbered(said)
    _, said = sourcing.resolve(document, said)
    return document, attribution.numbered(attribution.without_self_reports(said)), states


def _of(
    document: Document, states: States, labels: Sequence[tuple[Attribution, bool | None]], sort: str
) -> Iterator[Example]:
    text = document.text
    sentences, found = rough_sentences(text), phrases(text)
    starts = [phrase.span[0] for phrase in found]
    fold = hashlib.sha256(text.encode()).digest()[1] % FOLDS
    for a, right in labels:
        if right is not None:
            table = judge(text, a, found, starts).response
            seen = vectors(a, sentences, states)
            yield Example(signals(scene(text, a, sentences)), seen, right, table, sort, fold)


def _answer(passage: Passage, a: Attribution) -> bool | None:
    """Whether an attribution of a passage puts something right, by the best value of the answers that it meets."""
    met = {answer.responses[0] for answer in passage.answers if meets(a, answer)}
    if len(met) > 1:
        return None
    return Response.CORRECT in met


def _passage(case: Case, a: Attribution) -> bool | None:
    """Whether an attribution of a passage puts something right; none where it may."""
    only = {Response.CORRECT.value}
    if case.answer == {"none"}:
        return False
    if case.words is not None and _meet((*a.cue, *a.content), case.words):
        return True if case.answer == only else None
    claim = case.text.find(case.claim) if case.claim and case.by else -1
    told = claim >= 0 and _meet(a.content, (claim, claim + len(case.claim)))
    return False if told else None


def _gold(labels: Sequence[str | None]) -> bool | None:
    if set(labels) == {Response.CORRECT}:
        return True
    return None if Response.CORRECT in labels else False


def _meet(spans: Spans, place: tuple[int, int]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)
