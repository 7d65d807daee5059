"""The archive that X (Twitter) gives an account's owner: ``tweets.js`` (once ``tweet.js``), zipped or unpacked.

The files are JSON behind an assignment (``window.YTD.tweets.part0 =``). Who the owner is stands in ``account.js``, long
posts in ``note-tweet.js``, beside it.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from whosays.errors import InputError
from whosays.reading.fields import listed, mapping
from whosays.reading.items import Given, Item
from whosays.reading.jsonguard import Guarded
from whosays.reading.records import Records
from whosays.reading.xposts import Included
from whosays.reading.zips import DAMAGED, names_in

_ASSIGNMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}window\.YTD\.(\w{1,60})\.part\d{1,6}\s{0,20}=\s{0,20}")
_TWEETS = re.compile(r"(?:^|/)(?:tweets?|community[-_]tweet)(?:-part\d+)?\.js$")
_BESIDE = 100_000_000


def recognises(given: Given) -> bool:
    """True for a file that begins with the assignment, and for a ZIP archive that has posts in such a file."""
    if _ASSIGNMENT.match(given.head):
        return True
    names = names_in(given)
    if names is None:
        return given.head.startswith(b"PK\x03\x04") and (b"tweets.js" in given.head or b"tweet.js" in given.head)
    return any(map(_TWEETS.search, names))


def items(given: Given) -> Iterator[Item]:
    """The posts, in order, a bad one as a problem in its place."""
    if given.head.startswith(b"PK\x03\x04"):
        yield from _zipped(given)
        return
    match = _ASSIGNMENT.match(given.head)
    part = match[1].decode() if match else ""
    if not re.fullmatch(r"tweets?|community_tweet", part):
        yield Item(given.name, note=f"it is the part “{part}” of an archive of X, in which there are no posts")
        return
    path = getattr(given.file, "name", None)
    beside = Path(path).parent if isinstance(path, str) else None
    records = Records(given.name, known=_known_of(lambda name: _file(beside, name)))
    yield from _posts(given.file, given.name, records)
    yield from records.notes()


def _zipped(given: Given) -> Iterator[Item]:
    """The posts of each file of posts; one that is damaged is a problem in its place, and so is one about the owner."""
    try:
        with zipfile.ZipFile(given.file) as archive:
            names = archive.namelist()
            problems: list[Item] = []

            def member(name: str) -> bytes:
                found = next((n for n in names if n.rpartition("/")[2] == name), None)
                if found is None:
                    return b""
                try:
                    with archive.open(found) as file:
                        return file.read(_BESIDE)
                except DAMAGED as error:
                    problems.append(_damaged(f"{given.name} {found}", error))
                    return b""

            records = Records(given.name, known=_known_of(member))
            yield from problems
            for name in sorted(filter(_TWEETS.search, names)):
                place = f"{given.name} {name}"
                try:
                    with archive.open(name) as file:
                        yield from _posts(cast(BinaryIO, file), place, records)
                except InputError as error:
                    yield Item(place, problem=error)
                except DAMAGED as error:
                    yield _damaged(place, error)
            yield from records.notes()
    except DAMAGED as error:
        yield _damaged(given.name, error)


def _damaged(place: str, error: Exception) -> Item:
    cause = "protected by a password" if "password" in str(error) else "damaged"
    return Item(place, problem=InputError(place, f"the ZIP archive is {cause} here; what else could be read of it was"))


def _posts(file: BinaryIO, name: str, records: Records) -> Iterator[Item]:
    import ijson

    start = file.read(200)
    match = _ASSIGNMENT.match(start)
    if match is None:
        raise InputError(name, "it does not begin as a file of an archive of X does")
    number = 0
    try:
        for value in ijson.items(Guarded(_Behind(file, start[match.end() :]), name), "item", use_float=True):
            number += 1
            yield from records.record(value, f"{name} post {number}")
    except (ijson.JSONError, UnicodeDecodeError, RecursionError):
        cause = f"its JSON breaks off or is broken after post {number}; the rest is left out"
        yield Item(name, problem=InputError(name, cause))


class _Behind:
    """A file from behind its assignment on."""

    def __init__(self, file: BinaryIO, begun: bytes) -> None:
        self._file, self._begun = file, begun

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        begun, self._begun = self._begun, b""
        return begun or self._file.read(size)


def _known_of(content_of: Any) -> Included:
    """The owner and the long posts, from the files beside the posts; without them the posts have no author."""
    accounts = _values(content_of("account.js"))
    owner = next((mapping(mapping(one).get("account")) for one in accounts), {})
    notes = []
    for one in _values(content_of("note-tweet.js")):
        core = mapping(mapping(mapping(one).get("noteTweet")).get("core"))
        if isinstance(core.get("text"), str):
            notes.append(core)
    return Included(owner=owner, notes=tuple(notes))


def _values(content: bytes) -> list[Mapping[str, Any]]:
    match = _ASSIGNMENT.match(content)
    try:
        return listed(json.loads(content[match.end() :])) if match else []
    except (ValueError, RecursionError):
        return []


def _file(folder: Path | None, name: str) -> bytes:
    try:
        with (folder / name if folder else Path()).open("rb") as file:
            return file.read(_BESIDE)
    except OSError:
        return b""
