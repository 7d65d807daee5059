"""Web archive collections (WACZ): a ZIP file with WARC files in its folder ``archive``, read one after the other; a
collection of collections holds other such files, which are read, too."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from whosays.errors import InputError
from whosays.reading import warc
from whosays.reading.items import Given, Item
from whosays.reading.zips import DAMAGED, names_in

_BLOCK = 1 << 20
_ENDINGS = (".warc", ".warc.gz")
_OF_COLLECTIONS = ".wacz"
_MOST_FILES = 10_000
_DEEPEST = 2


def recognises(given: Given) -> bool:
    """True for a ZIP file that has web archives in it."""
    names = names_in(given) or ()
    return any(name.endswith((*_ENDINGS, _OF_COLLECTIONS)) for name in names) or "datapackage.json" in names


def items(given: Given) -> Iterator[Item]:
    """The pages of every web archive in the collection; one that is damaged is a problem in its place."""
    yield from _items(given, 1)


def _items(given: Given, depth: int) -> Iterator[Item]:
    with zipfile.ZipFile(given.file) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith((*_ENDINGS, _OF_COLLECTIONS)))
        if not names:
            raise InputError(given.name, "the web archive collection (WACZ) holds no WARC file")
        for name in names[:_MOST_FILES]:
            place = f"{given.name} {name}"
            with tempfile.TemporaryFile() as unpacked:
                try:
                    with archive.open(name) as member:
                        written = 0
                        while block := member.read(_BLOCK):
                            written += unpacked.write(block)
                            if written > warc.MOST_UNPACKED:
                                raise InputError(place, f"it is larger than {warc.MOST_UNPACKED // 1_000_000:,} MB")
                except InputError as error:
                    yield Item(place, problem=error)
                    continue
                except DAMAGED:
                    yield Item(place, problem=InputError(place, "it is damaged or protected by a password"))
                    continue
                unpacked.seek(0)
                head = unpacked.read(len(given.head) or 1)
                unpacked.seek(0)
                inner = replace(given, name=place, file=unpacked, head=head)
                if warc.recognises(inner):
                    yield from warc.items(inner)
                elif recognises(inner) and depth < _DEEPEST:
                    yield from _items(inner, depth + 1)
                elif recognises(inner):
                    cause = "it is a collection in a collection in a collection; unpack it and give what is inside"
                    yield Item(place, problem=InputError(place, cause))
                else:
                    yield Item(place, problem=InputError(place, "it is no web archive, whatever its name says"))
