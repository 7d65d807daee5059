"""Which words head a cue: a list that ships, so that nested cues are looked for only where there may be one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from training.attribution.corpus import read_corpus

_WORD = re.compile(r"[^\W\d_]+")
LEAST_COUNT = 3
LEAST_SHARE = 0.18
_HEADER = (
    "# Words that stand in a cue in at least 18 % of their occurrences in the training corpus, three times or more.\n"
)


def cue_words(folders: list[Path]) -> list[str]:
    """The words, sorted, that stand in a cue in at least ``LEAST_SHARE`` of their occurrences in the corpus."""
    in_cue: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    for folder in folders:
        for _, text, events in read_corpus(folder):
            spans = sorted({span for event in events for span in event["cue"]})
            anywhere.update(m.group().lower() for m in _WORD.finditer(text))
            in_cue.update(m.group().lower() for s, e in spans for m in _WORD.finditer(text, s, e))
    return sorted(w for w, n in in_cue.items() if n >= LEAST_COUNT and n / anywhere[w] >= LEAST_SHARE)


def write(folders: list[Path], out: Path) -> None:
    """Write the list to ``out``, a word a line."""
    out.write_text(_HEADER + "\n".join(cue_words(folders)) + "\n", encoding="utf-8")
