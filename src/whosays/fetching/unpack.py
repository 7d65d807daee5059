"""The body of an answer, decompressed under a limit."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Iterator

from whosays.errors import FetchError
from whosays.fetching.urls import shown_as


def body(response: http.client.HTTPResponse, url: str, size: int, cut: bool) -> bytes:
    """The body, decompressed as it comes, so that a small answer cannot become a large one."""
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate", "none", ""):
        raise FetchError(url, f"the page is compressed in a way that cannot be read ({shown_as(encoding)[:20]})")
    unpack = _Unpacker(encoding)
    parts: list[bytes] = []
    length = 0
    while chunk := response.read1(65_536):
        try:
            for part in unpack(chunk):
                parts.append(part)
                length += len(part)
                if length > size:
                    if cut:
                        return b"".join(parts)[:size]
                    raise FetchError(url, f"the page is larger than {size // 1_000_000 or 1} MB, the most that is read")
        except zlib.error as error:
            raise FetchError(url, "the page's compression is broken") from error
    if response.length or (parts and not unpack.complete):
        raise FetchError(url, "the connection was cut before the page was complete")
    return b"".join(parts)


class _Unpacker:
    """Decompresses in steps of at most 64 KB."""

    def __init__(self, encoding: str) -> None:
        self._plain = encoding in ("identity", "none", "")
        self._wbits = -zlib.MAX_WBITS if encoding == "deflate" else zlib.MAX_WBITS | 32
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32 if encoding == "deflate" else self._wbits)
        self._started = False

    @property
    def complete(self) -> bool:
        """False where what came breaks off within the compressed body."""
        return self._plain or self._inflate.eof

    def __call__(self, data: bytes) -> Iterator[bytes]:
        if self._plain:
            yield data
            return
        while data:
            try:
                part = self._inflate.decompress(data, 65_536)
            except zlib.error:
                # "deflate" without the zlib header it should have.
                if self._started or self._wbits > 0:
                    raise
                self._inflate = zlib.decompressobj(self._wbits)
                part = self._inflate.decompress(data, 65_536)
            self._started = True
            if part:
                yield part
            if self._inflate.eof:
                data = self._inflate.unused_data
                if data[:2] != b"\x1f\x8b":
                    return
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
            else:
                data = self._inflate.unconsumed_tail
