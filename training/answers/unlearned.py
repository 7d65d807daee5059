"""What whole traces find of the answers of real news that nothing has learned from.

    python -m training.answers.unlearned ../shared/data/polnear/train

The articles are those that were kept aside and those that were read after the heads that ship were trained
(``data/second.jsonl``, ``data/unlearned.jsonl``). An answer is found where one of its kind is read in a sentence that
it stands in, and tied right where the claim stands in a sentence that its readers name. That is stricter than what an
editor takes for the same, and its readers marked more than an editor would, so compare figures with figures of this
command only.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.answers.examples import LATER, Told, is_aside, read_news, touched
from whosays.model import Attribution, Span
from whosays.reading import read_text
from whosays.text import cut
from whosays.trace import trace


def main() -> None:
    about = (__doc__ or "").splitlines()[0]
    ask = argparse.ArgumentParser(prog="python -m training.answers.unlearned", description=about)
    ask.add_argument("corpus", type=Path, help="PolNeAR's training part")
    corpus = ask.parse_args().corpus
    texts = [told for told in read_news(corpus) if is_aside(told)] + list(read_news(corpus, *LATER))
    counts: dict[str, Counter[str]] = {}
    for told in texts:
        count(told, counts)
    whole = sum(counts.values(), Counter())
    print(f"{len(texts)} articles")
    for kind, found in sorted([*counts.items(), ("all", whole)]):
        read = f"recognised {_of(found, 'read right', 'read')} / {_of(found, 'found', 'answers')}"
        print(f"{kind}: {read}; tied {_of(found, 'tied right', 'tied')} / {_of(found, 'tied and found', 'told')}")


def _of(found: Counter[str], part: str, whole: str) -> str:
    return f"{100 * found[part] / found[whole]:.1f} % of {found[whole]}" if found[whole] else "none"


def count(told: Told, counts: dict[str, Counter[str]]) -> None:
    """Add to the ``counts`` of each kind of answer: how many there are, which are found, read, told of, tied."""
    document = read_text(told.text, told.name)
    if document.text != told.text:
        raise ValueError(f"{told.name}: not read as it was marked")
    sentences = list(cut(document.text, document.furniture).sentences)
    made = trace(document)
    gold = [
        (str(answer.kinds[0].value), set(touched(answer.span, sentences)), _touched(answer.targets, sentences))
        for answer in told.answers
    ]
    for kind, _, targets in gold:
        counts.setdefault(kind, Counter()).update(answers=1, told=bool(targets))
    given = {a.id: (a.response.value, _said_in(a, sentences)) for a in made.attributions if a.response is not None}
    heard: set[int] = set()
    for kind, where in given.values():
        hits = {n for n, (own, places, _) in enumerate(gold) if own == kind and places & where}
        counts.setdefault(kind, Counter()).update(**{"read": 1, "read right": bool(hits)})
        heard |= hits
    meant: set[int] = set()
    for claim in made.claims:
        stands = _touched(claim.spans, sentences)
        for kind, where in (given[i] for i in claim.responses if i in given):
            hits = {n for n, (own, at, to) in enumerate(gold) if own == kind and at & where and to & stands}
            counts.setdefault(kind, Counter()).update(**{"tied": 1, "tied right": bool(hits)})
            meant |= hits
    for number, (kind, _, _) in enumerate(gold):
        counts[kind].update(**{"found": number in heard, "tied and found": number in meant})


def _touched(spans: Sequence[Span], sentences: list[Span]) -> set[int]:
    return {number for span in spans for number in touched(span, sentences)}


def _said_in(a: Attribution, sentences: list[Span]) -> set[int]:
    return _touched((*a.cue, *a.content), sentences) or _touched(a.source, sentences)


if __name__ == "__main__":
    main()
