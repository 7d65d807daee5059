"""The ledger: documents, their traces, claims and people's decisions, kept so that nothing is overwritten.

``open_ledger`` opens it; ``Ledger.add`` puts a document in and says what it changed::

    with open_ledger("whosays.db") as ledger:
        added = ledger.add(document, as_input="news/lamp.html")
        for change in added.changes:
            print(change.text)

``tables`` has what is stored and ``chain`` how it is made tamper-evident; ``nearby`` and ``placing`` find the event of
a new document, ``settling`` lays the event's story beside what is held and writes down the difference.
"""

from __future__ import annotations

from whosays.ledger.adding import Added, Status
from whosays.ledger.changes import Change, ChangeKind, Proof
from whosays.ledger.ledger import Ledger, open_ledger
from whosays.ledger.ordering import Capture, Sight
from whosays.ledger.running import Options

__all__ = ["Added", "Capture", "Change", "ChangeKind", "Ledger", "Options", "Proof", "Sight", "Status", "open_ledger"]
