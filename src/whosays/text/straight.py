"""Typographic marks made plain, one character for one, so that patterns see one kind and offsets stay."""

from __future__ import annotations

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " "})
"""Typographic marks, hard spaces and line ends as the patterns have them; as many characters as before."""
