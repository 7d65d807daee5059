"""A story for people: ``report`` as text for a terminal, ``html.page`` as a file for a browser.

Both say the same: what they say is worked out once, in ``view``, ``lead``, ``answers`` and ``course``.
"""

from whosays.reports.story.text import report

__all__ = ["report"]
