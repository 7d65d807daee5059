"""How alike two clauses are: their words cut and stemmed, what they share, and what keeps them apart.

Below every package that compares clauses, in one document (``claims``) or across many (``matching``). It knows no
document and no speaker.
"""

from whosays.likeness.compare import Weights, conflict, opposed, shared, swapped_word, weights
from whosays.likeness.features import Features, features, with_names

__all__ = ["Features", "Weights", "conflict", "features", "opposed", "shared", "swapped_word", "weights", "with_names"]
