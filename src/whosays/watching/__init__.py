"""Feeds and folders watched: what is new goes into a ledger, what it changes is told.

``schedule`` decides when a feed is asked, without asking anybody; ``polling`` asks one, ``feeds``, ``files`` and
``deliveries`` keep many going, ``watch`` puts the three together, and ``state`` is what they must not forget.
"""
