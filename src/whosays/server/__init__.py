"""The desk in a browser: pages on this machine, of what the use-cases of ``whosays.desk`` give.

``app`` puts it together; ``guard`` lets in who came with the address that was printed; ``routes`` ask the
use-cases; ``pages`` make markup of what they answer; ``serving`` listens. Nothing is computed here.
"""
