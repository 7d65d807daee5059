"""A stand-in for spaCy's small English pipeline, for machines that cannot download the real one.

  PYTHON benchmarks/standin.py FOLDER OUTPUT [--epochs N]

FOLDER holds dependency trees (``*.conllu``, Universal Dependencies); PYTHON has spaCy and spacy-lookups-data. The
pipeline has the components and layer sizes that explosion publishes for en_core_web_sm (a tok2vec of width 96 and
depth 4 shared by tagger and parser, attribute ruler, rule lemmatizer, entities with a tok2vec of their own), so that it
takes about the time that one takes. Trained on a few articles it parses worse, and its entities are not trained at all:
accuracy figures with it are not those of the real one, and its description, which the benchmark prints, says so. It is
made for a measurement and is no part of whosays.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.converters import conllu_to_docs
from spacy.util import compounding, fix_random_seed, minibatch

WIDTH = 96
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
TAGGER = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": LISTENER}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": LISTENER,
}
ENTITIES = ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "DATE",
            "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL")  # fmt: skip


def read_trees(folder: Path) -> list[Doc]:
    """The trees of a folder, ten sentences a document."""
    vocab = spacy.blank("en").vocab
    docs: list[Doc] = []
    for file in sorted(folder.glob("*.conllu")):
        docs.extend(conllu_to_docs(file.read_text(encoding="utf-8"), n_sents=10, no_print=True))
    return [Doc(vocab).from_bytes(doc.to_bytes()) for doc in docs]


def build() -> Any:
    """The untrained pipeline."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": TAGGER})
    nlp.add_pipe("parser", config={"model": PARSER})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    entities: Any = nlp.add_pipe("ner", config={"model": {**PARSER, "state_type": "ner", "tok2vec": TOK2VEC}})
    for label in ENTITIES:
        entities.add_label(label)
    return nlp


def add_parts_of_speech(nlp: Any, docs: list[Doc]) -> None:
    """The part of speech that each tag has most often; after ``initialize``, which empties the ruler."""
    ruler = nlp.get_pipe("attribute_ruler")
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for token in doc:
            seen[token.tag_][token.pos_] += 1
    for tag, parts in seen.items():
        ruler.add([[{"TAG": tag}]], {"POS": parts.most_common(1)[0][0]})


def train(nlp: Any, docs: list[Doc], epochs: int) -> None:
    """Train tagger and parser on the trees."""
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    fix_random_seed(1)
    optimizer = nlp.initialize(lambda: examples)
    shuffled = random.Random(1)
    for epoch in range(epochs):
        shuffled.shuffle(examples)
        losses: dict[str, float] = {}
        with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
            for batch in minibatch(examples, compounding(2.0, 8.0, 1.05)):
                nlp.update(batch, sgd=optimizer, drop=0.1, losses=losses)
        print(f"epoch {epoch + 1}: " + ", ".join(f"{name} {loss:.0f}" for name, loss in losses.items()), flush=True)


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description="Train a stand-in for en_core_web_sm.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--epochs", type=int, default=15)
    options = parser.parse_args()
    docs = read_trees(options.folder)
    nlp = build()
    train(nlp, docs, options.epochs)
    add_parts_of_speech(nlp, docs)
    words = sum(len(doc) for doc in docs)
    nlp.meta["name"] = "standin_sm"
    nlp.meta["description"] = (
        f"a stand-in for en_core_web_sm of its size, trained on {words:,} words only: "
        "its speed is comparable, its accuracy is not"
    )
    nlp.to_disk(options.output)


if __name__ == "__main__":
    main()
