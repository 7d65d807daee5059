"""Whose word it is: the mentions of a document resolved to sources.

``resolve(document, attributions)`` gives the sources with name, kind, naming, role and affiliation, what the document
says it withholds, and the attributions pointing to them. No parser and no name recogniser runs: the words of
``lexicon.toml`` and the shape of names do.
"""

from whosays.sourcing.antecedents import certain
from whosays.sourcing.resolve import resolve

__all__ = ["certain", "resolve"]
