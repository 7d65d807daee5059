"""What each source does with a claim: confirm, deny, not be able to confirm, decline, stay silent, correct …

``with_statements`` adds refusals, silences and corrections that are no reported speech, ``respond`` sets every
attribution's response, ``link`` ties responses to the claims they answer. ``by_cue`` says of one attribution whether it
is the cue that responds. Offsets are code points into ``Document.text``.
"""

from whosays.responses.judging import by_cue
from whosays.responses.linking import link
from whosays.responses.missed_responses import with_statements
from whosays.responses.responding import Stance, respond
from whosays.responses.statements import response_statements

__all__ = ["Stance", "by_cue", "link", "respond", "response_statements", "with_statements"]
