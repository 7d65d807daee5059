"""With what judgements are made: version, model and options, which every entry names; and vectors made once."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whosays import __version__
from whosays.graphs import MODELS
from whosays.ledger.chain import dumped
from whosays.vectors import Vectors

_MOST = 20_000  # vectors that are kept


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose: a register of outlets of their own (TOML)."""

    outlets: Path | None = None

    def described(self) -> str:
        """The options as JSON, files by the hash of what they hold."""
        if self.outlets is None:
            return dumped({})
        return dumped({"outlets": hashlib.sha256(self.outlets.read_bytes()).hexdigest()})


def run(options: Options) -> dict[str, str]:
    """What an entry says of the run that made it."""
    return {"version": __version__, "model": model(), "options": options.described()}


@cache
def model() -> str:
    """SHA-256 over the model's files, by name."""
    found = hashlib.sha256()
    for path in sorted(p for p in MODELS.rglob("*") if p.is_file()):
        found.update(path.relative_to(MODELS).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


class Remembering:
    """Sentence vectors that are made once for each text, the newest twenty thousand of them kept."""

    def __init__(self, encode: Vectors) -> None:
        self._encode = encode
        self._kept: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row a text, as ``whosays.vectors.encode`` gives them."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new or not texts:
            rows = self._encode(new)
            if not texts:
                return rows
            self._kept.update(zip(new, rows, strict=True))
        for text in texts:
            self._kept.move_to_end(text)
        found = np.stack([self._kept[text] for text in texts])
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return found
