"""How sure each source is, and what it does with a claim.

``with_statements`` adds refusals, silences and corrections that are no reported speech, ``weigh`` sets every
attribution's factuality and response, ``link`` ties responses to the claims they answer, ``rate`` gives each claim its
factuality relative to the document. The arithmetic (``combine``) and the reading of a content's own words
(``factuality_of``) are pure functions of their own. Offsets are code points into ``Document.text``.
"""

from whosays.factuality.clause import factuality_of
from whosays.factuality.completing import with_statements
from whosays.factuality.linking import link
from whosays.factuality.rating import rate
from whosays.factuality.statements import response_statements
from whosays.factuality.values import combine
from whosays.factuality.weighing import weigh

__all__ = ["combine", "factuality_of", "link", "rate", "response_statements", "weigh", "with_statements"]
