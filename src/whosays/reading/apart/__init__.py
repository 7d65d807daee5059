"""Foreign bytes read apart: in a child process with limits of CPU time, memory and output.

What brings down, blocks or bloats the process that reads does so to the child alone, and is one sentence about one
input. The child is started once and used for one input after the other (`pool`); it opens what it is given (`child`)
and answers with values that are checked like any JSON from outside (`wire`).
"""

from __future__ import annotations

from whosays.reading.apart.parent import close, documents, first, warm

__all__ = ["close", "documents", "first", "warm"]
