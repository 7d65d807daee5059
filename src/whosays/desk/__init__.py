"""The use-cases: read inputs, trace, tell a story, add, ask, watch. Values and problems come out; nothing is printed.

Whoever shows them (the command line, a page, another program) hands in ``told``, which is called with each step of the
work as it is done; what goes wrong with one input is such a step, and the others are still done. What a person decides
is written by the ledger itself (``Ledger.decide``).
"""
