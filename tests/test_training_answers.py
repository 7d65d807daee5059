"""The texts that the heads learn from are sound, as far as that needs no PyTorch."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from training.answers.examples import FIRST, LATER, cut, read_articles, read_news, read_passages, touched
from whosays.attribution.engine import load
from whosays.model import Response

ARTICLES = list(read_articles())
ROWS = [json.loads(line) for file in (FIRST, *LATER) for line in file.read_text(encoding="utf-8").splitlines()]


def test_there_are_articles_with_claims_and_answers_of_every_kind() -> None:
    assert len(ARTICLES) >= 40
    kinds = {kind for article in ARTICLES for answer in article.answers for kind in answer.kinds}
    assert kinds == set(Response)
    assert all(article.claims for article in ARTICLES)
    bare = sum(not article.answers for article in ARTICLES)  # written to hold look-alikes only
    assert 10 <= bare <= len(ARTICLES) / 10


def test_spans_lie_in_their_text() -> None:
    for article in ARTICLES:
        spans = [answer.span for answer in article.answers]
        spans += [span for places in article.claims or () for span in places]
        assert all(0 <= start < end <= len(article.text) for start, end in spans)


def test_of_other_peoples_articles_only_places_are_kept() -> None:
    assert len(ROWS) >= 300
    for row in ROWS:
        words = [value for part in (row["claims"], row["answers"]) for one in part for value in one.values()]
        assert not [value for value in words if isinstance(value, str) and len(value.split()) > 1]


def test_a_text_that_is_not_the_one_that_was_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    text = "The mill was sold. The mayor denied it."
    (tmp_path / "text" / "one.txt").write_text(text, encoding="utf-8")
    row = {
        "article": "one",
        "sha256": hashlib.sha256(text.encode()).hexdigest()[:16],
        "claims": [{"spans": [[0, 17]]}],
        "answers": [{"span": [19, 38], "type": "deny", "to": [1], "target": None}],
    }
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (told,) = read_news(tmp_path, tmp_path / "rows.jsonl")
    assert told.answers[0].targets == ((0, 17),)
    (tmp_path / "text" / "one.txt").write_text(text + " It rained.", encoding="utf-8")
    with pytest.raises(ValueError, match="not the text"):
        list(read_news(tmp_path, tmp_path / "rows.jsonl"))


def test_an_answers_sentence_is_the_one_that_it_covers_most() -> None:
    engine = load()
    seen = cut("The mill was sold. The mayor denied it on Friday. Rain fell.", engine.tokenizer, engine.separator)
    assert len(seen.sentences) == 3
    assert touched((30, 40), seen.sentences) == [1]
    assert touched((16, 49), seen.sentences) == [1]


def test_the_passages_are_read_with_what_they_answer() -> None:
    told = list(read_passages(Path(__file__).parent / "answers"))
    assert {one.name.split("/")[0] for one in told} >= {"aside", "unseen", "plain", "everyday", "public"}
    assert any(answer.targets for one in told for answer in one.answers)
