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
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_REST = re.compile(rb'(?:[^"\\]|\\.)*+"', re.DOTALL)


def tokens(content: bytes) -> Iterator[bytes]:
    """Strings and structural signs of JSON, in order; a string that breaks off comes as its quotation mark alone."""
    return (match[0] for match in _TOKEN.finditer(content))


class Guarded:
    """A file of JSON that ends with an InputError where it is not fit to be parsed."""

    def __init__(self, file: Any, name: str) -> None:
        self._file, self._name = file, name
        self._tail = b""
        self._depth = _Depth()

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises InputError."""
        block: bytes = self._file.read(size)
        if _DIGITS.search(self._tail + block):
            raise InputError(self._name, f"it holds a number of {MOST_DIGITS:,} digits or more")
        self._tail = block[1 - MOST_DIGITS :] if len(block) >= MOST_DIGITS else (self._tail + block)[1 - MOST_DIGITS :]
        if self._depth.after(block) > DEEPEST:
            raise InputError(self._name, f"its JSON is nested more than {DEEPEST} deep")
        return block


class _Depth:
    """The nesting of JSON that comes in pieces, brackets in texts left out."""

    def __init__(self) -> None:
        self._depth = 0
        self._inside = False
        self._escaped = False

    def after(self, block: bytes) -> int:
        """The greatest depth in a piece."""
        import numpy

        if self._inside:
            if not block:
                return self._depth
            rest = _REST.match(block, 1 if self._escaped else 0)
            if rest is None:
                self._escaped = _ends_escaped(block[1:] if self._escaped else block)
                return self._depth
            block = block[rest.end() :]
        outside = _STRING.sub(b"", block)
        begun = outside.find(b'"')
        self._inside = begun >= 0
        if self._inside:
            self._escaped = _ends_escaped(outside[begun + 1 :])
            outside = outside[:begun]
        signs = numpy.frombuffer(outside, dtype=numpy.uint8)
        if not len(signs):
            return self._depth
        opened = ((signs == 0x5B) | (signs == 0x7B)).astype(numpy.int32)
        run = numpy.cumsum(opened - ((signs == 0x5D) | (signs == 0x7D)))
        deepest = self._depth + max(0, int(run.max()))
        self._depth = max(0, self._depth + int(run[-1]))
        return deepest


def _ends_escaped(block: bytes) -> bool:
    return (len(block) - len(block.rstrip(b"\\"))) % 2 == 1
