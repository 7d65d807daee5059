"""How a document carries a claim: as fact, at a distance, or denying it; and whether it agrees with a headline.

Every sentence counts by how much of the claim it tells and how early it stands, and is read for words of denial
(verdicts, corrections, somebody's denial) and of distance (reports, sources, hedges, uncertain claims); the document
denies where the share of denial reaches its threshold, else keeps its distance where that share does. The thresholds
and weights were chosen on half of the stories of the Fake News Challenge's pairs, by story; docs/story.md has the
figures of both halves. It never says whether a claim is true.
"""

from whosays.carriage.headlines import Agreed, agreement, headline
from whosays.carriage.judging import carried
from whosays.carriage.reading import Reading, reading

__all__ = ["Agreed", "Reading", "agreement", "carried", "headline", "reading"]
