"""What the training code does with a corpus, as far as that needs no PyTorch."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from training.attribution.corpus import read_corpus, restyle, to_article
from training.attribution.vocabulary import cue_words
from whosays.attribution.engine import load

TEXT = "Mara Odell said the depot burned.\nNobody else said so."
ANNOTATIONS = """\
T1\tSource 0 10\tMara Odell
T2\tCue 11 15\tsaid
T3\tContent 16 32\tthe depot burned
E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3
"""


def corpus(folder: Path) -> Path:
    for name in ("text", "attributions"):
        (folder / name).mkdir()
    (folder / "text" / "depot.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "depot_one.ann").write_text(ANNOTATIONS, encoding="utf-8")
    return folder


@given(st.text(alphabet="ab “”‘’\"'\n", max_size=80), st.integers(0, 1000))
def test_restyling_keeps_every_offset(text: str, seed: int) -> None:
    restyled = restyle(text, random.Random(seed))
    assert len(restyled) == len(text)
    marks = set("“”‘’\"'")
    assert all(a == b or (a in marks and b in marks) for a, b in zip(text, restyled, strict=True))


def test_events_are_carried_over_to_pieces(tmp_path: Path) -> None:
    engine = load()
    ((stem, text, events),) = read_corpus(corpus(tmp_path))
    article = to_article(stem, text, events, engine.tokenizer, engine.separator)
    (event,) = article.events
    first, last = event["content"][0]
    assert text[article.pieces.starts[first] : article.pieces.ends[last]] == "the depot burned"
    assert article.pieces.paragraph.max() == 1


def test_a_word_needs_several_cues_to_be_listed(tmp_path: Path) -> None:
    assert cue_words([corpus(tmp_path)]) == []
