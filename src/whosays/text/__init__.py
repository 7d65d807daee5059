"""Plain facts about a text that every layer above needs: its paragraphs, sentences and quotations.

Knows nothing of attribution; offsets are code points into the text it was given, end exclusive.
"""

from whosays.text.cut import Cut, cut
from whosays.text.paragraphs import paragraphs, unwrapped
from whosays.text.quotations import Quotation, quotations
from whosays.text.sentences import sentences

__all__ = ["Cut", "Quotation", "cut", "paragraphs", "quotations", "sentences", "unwrapped"]
