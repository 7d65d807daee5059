"""No text that was written for the project shares eight words in a row with other people's texts.

All of ours are looked for at once, so that the others' are read once.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import test_answers, test_corrections_passages, test_gold, test_training_answers

DATA = Path(__file__).parents[2] / "shared" / "data"
OURS = {
    "gold": [passage.text for passage in test_gold.PASSAGES],
    "answers": [passage.text for passage in test_answers.PASSAGES],
    "corrections": [case.text for case in test_corrections_passages.CASES],
    "training": [article.text for article in test_training_answers.ARTICLES],
}
_ROW = 8
Gram = tuple[str, ...]


def grams(text: str) -> Iterator[Gram]:
    """Every eight words in a row; small letters, without marks."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]|\\u2019", "", text.lower()))
    return zip(*(words[first:] for first in range(_ROW)), strict=False)


def texts_of(path: Path) -> Iterator[str]:
    """What a file has, and, of a page, what it has besides its tags."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = raw.decode("utf-8", "replace")
    yield text
    if path.suffix == ".gz":
        yield re.sub(r"<[^>]*>", " ", text)


def shared(ours: dict[Gram, str], path: Path) -> list[tuple[str, str]]:
    """What of ours stands in a file of others."""
    return [(ours[gram], " ".join(gram)) for text in texts_of(path) for gram in ours.keys() & grams(text)]


def test_it_finds_what_is_shared(tmp_path: Path) -> None:
    ours = dict.fromkeys(grams("The clerk's nine men had come, the mayor said on Monday."), "one")
    page = tmp_path / "page.html.gz"
    page.write_bytes(gzip.compress(b"<p>A Clerk\\u2019s nine <b>men</b> had come; the mayor said so.</p>"))
    assert shared(ours, page) == [("one", "clerks nine men had come the mayor said")]
    page.write_bytes(gzip.compress(b"<p>The clerks nine men had come; the Lord mayor said on Monday.</p>"))
    assert shared(ours, page) == []


@pytest.mark.skipif(not DATA.is_dir(), reason="other people's texts are not there")
def test_no_text_shares_eight_words_in_a_row_with_other_peoples_texts() -> None:
    assert all(OURS.values())
    ours = {gram: f"{name}: {text[:80]}" for name, texts in OURS.items() for text in texts for gram in grams(text)}
    files = [path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".ann"]
    found = {str(path): row for path in files if (row := shared(ours, path))}
    assert not found
