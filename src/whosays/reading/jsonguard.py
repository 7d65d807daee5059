"""What no parser of JSON should be given: numbers of thousands of digits (one crashes on them), nesting without end
(its cost grows with the square of the depth). Looked for before the parser sees it, as a file is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whosays.errors import InputError

MOST_DIGITS = 1_000
DEEPEST = 500

_DIGITS = re.compile(rb"[0-9]{%d}" % MOST_DIGITS)
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|"|[\[\]{}]|[:,]', re.DOTALL)
_REST = re.compile(rb'(?:[^"\\]|\\.)*+"', re.DOTALL)


def tokens(content: bytes) -> Iterator[bytes]:
    """Strings and structural signs of JSON, in order; a string that breaks off comes as its quotation mark alone."""
    return (match[0] for match in _TOKEN.finditer(content))


class Guarded:
    """A file of JSON that ends with an InputError where it is not fit to be parsed."""

    def __init__(self, file: Any, name: str) -> None:
        self._file, self._name = file, name
        self._tail = b""
        self._rough = _Rough()
        self._exact: _Depth | None = None
        self._read: list[bytes] = []

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises InputError."""
        block: bytes = self._file.read(size)
        if _DIGITS.search(self._tail + block):
            raise InputError(self._name, f"it holds a number of {MOST_DIGITS:,} digits or more")
        self._tail = block[1 - MOST_DIGITS :] if len(block) >= MOST_DIGITS else (self._tail + block)[1 - MOST_DIGITS :]
        if self._exact is None:
            if self._rough.after(block) <= DEEPEST:
                return block
            # Perhaps the brackets stand in texts. From here on it is looked at closely; what came before was flat.
            self._exact = _Depth(self._rough.before)
        if self._exact.after(block) > DEEPEST:
            raise InputError(self._name, f"its JSON is nested more than {DEEPEST} deep")
        return block


class _Rough:
    """The nesting of JSON that comes in pieces, as if its texts held no brackets: quick, and rather too great."""

    def __init__(self) -> None:
        self.before = 0
        self._depth = 0

    def after(self, block: bytes) -> int:
        """The greatest depth in a piece."""
        import numpy

        signs = numpy.frombuffer(block, dtype=numpy.uint8)
        opened = (signs == 0x5B) | (signs == 0x7B)
        closed = (signs == 0x5D) | (signs == 0x7D)
        self.before = self._depth
        if not len(signs):
            return self._depth
        steps = opened.astype(numpy.int32) - closed.astype(numpy.int32)
        run = numpy.cumsum(steps)
        deepest = self._depth + int(run.max())
        # Closing brackets in texts must not hide what is opened behind them.
        self._depth = max(0, self._depth + int(run[-1]))
        return max(deepest, int((run - numpy.minimum.accumulate(run)).max()))


class _Depth:
    """The nesting of JSON that comes in pieces, brackets in texts left out."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._inside = False
        self._escaped = False

    def after(self, block: bytes) -> int:
        """The greatest depth in a piece."""
        position = 0
        deepest = self._depth
        if self._inside:
            rest = _REST.match(block, 1 if self._escaped else 0)
            if rest is None:
                self._escaped = _ends_escaped(block)
                return deepest
            self._inside, position = False, rest.end()
        for match in _TOKEN.finditer(block, position):
            token = match[0]
            if token in (b"[", b"{"):
                self._depth += 1
                deepest = max(deepest, self._depth)
            elif token in (b"]", b"}"):
                self._depth = max(0, self._depth - 1)
            elif token == b'"':
                self._inside, self._escaped = True, _ends_escaped(block)
                break
        return deepest


def _ends_escaped(block: bytes) -> bool:
    return (len(block) - len(block.rstrip(b"\\"))) % 2 == 1
