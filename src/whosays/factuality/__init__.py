"""How sure each source is of what it says.

``weigh`` sets every attribution's factuality, ``rate`` gives each claim its factuality relative to the document. The
arithmetic (``combine``) and the reading of a content's own words (``factuality_of``) are pure functions of their own.
Offsets are code points into ``Document.text``.
"""

from whosays.factuality.clause import factuality_of
from whosays.factuality.rating import rate
from whosays.factuality.values import combine
from whosays.factuality.weighing import weigh

__all__ = ["combine", "factuality_of", "rate", "weigh"]
