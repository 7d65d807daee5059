"""Whether the claims most like a post are those that somebody checked: the figures, on a folder of three claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosays.errors import InputError
from whosays.evaluation.search import evaluate

CLAIMS = (
    ("1", "The weir at Tarn Hollow was blown up on purpose.", "Was the weir blown up?"),
    ("2", "The paper mill at Skelby sells its water to a bottler.", "The mill and the water"),
    ("3", "Lower Tarn has banned dogs from its only park.", "Dogs in the park"),
)
POSTS = (
    ("a", "They BLEW UP the weir at Tarn Hollow!! https://x.example/1 — Bo (@bo) March 3", "1"),
    ("b", "no more dogs in the park in Lower Tarn, would you believe it", "3"),
)


def folder(path: Path) -> Path:
    rows = ["id\tclaim\ttitle", *("\t".join(claim) for claim in CLAIMS)]
    (path / "verified_claims.docs.tsv").write_text("\n".join(rows), encoding="utf-8")
    part = path / "dev"
    part.mkdir()
    posts = ["id\ttext", *(f"{name}\t{text}" for name, text, _ in POSTS)]
    (part / "tweets.queries.tsv").write_text("\n".join(posts), encoding="utf-8")
    pairs = [f"{name} 0 {claim} 1" for name, _, claim in POSTS]
    (part / "tweet-vclaim-pairs.qrels").write_text("\n".join(pairs), encoding="utf-8")
    return path


def test_each_post_is_led_to_the_claim_it_makes(tmp_path: Path) -> None:
    found = evaluate(folder(tmp_path))
    assert found["claims"] == 3
    figures = {name: value for name, value in found["dev"].items() if name != "cpu_seconds_a_post"}
    assert figures == {"posts": 2, "map_at_5": 1.0, "precision_at_1": 1.0, "found_in_10": 1.0}


def test_a_folder_without_posts_is_told(tmp_path: Path) -> None:
    (tmp_path / "verified_claims.docs.tsv").write_text("id\tclaim\n1\tIt fell.\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no tweets"):
        evaluate(tmp_path)
