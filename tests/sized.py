"""How often a test repeats itself: a few times in ``make test``, in full size and drawn anew in ``make fuzz``."""

from __future__ import annotations

import os
import random

import pytest

FULL = os.environ.get("HYPOTHESIS_PROFILE") == "fuzz"
repeated = pytest.mark.repeated  # ``make fuzz`` runs these beside the properties


def times(few: int, many: int) -> int:
    """How often: ``few`` in the suite, ``many`` in full size."""
    return many if FULL else few


def drawn(seed: int) -> random.Random:
    """Chance: the same in every run of the suite, and new in each run in full size."""
    return random.Random(None if FULL else seed)
