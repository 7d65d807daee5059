"""Named features as columns of a fixed width: the hashing trick (Weinberger et al. 2009) with a fixed hash."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def columns(names: Iterable[str], bits: int) -> NDArray[np.int64]:
    """The columns of the named features, each once, sorted; the width is two to the power of ``bits``."""
    mask = (1 << bits) - 1
    return np.array(
        sorted({zlib.crc32(name.encode("utf-8", "surrogatepass")) & mask for name in names}), dtype=np.int64
    )
