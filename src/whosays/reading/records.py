"""Values of JSON to documents: posts of the platforms, news items, traces of whosays, rows with named columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from whosays.errors import InputError
from whosays.model import Document
from whosays.reading import bluesky, claimreviews, collected, har, jsonfeed, mastodon, ninjs, xposts
from whosays.reading.columns import Columns
from whosays.reading.items import Fetch, Item

_MOST_SHOWN = 8
_DEEPEST = 3
_MOST_HOLDERS = 60
_MOST_TRIED = 20


class Records:
    """The values of one input: knows which posts it has given already, and counts those without text."""

    def __init__(
        self, name: str, url: str | None = None, fetch: Fetch | None = None, known: xposts.Included | None = None
    ):
        """``known`` is what is known beside the posts of X themselves (their author, in an archive)."""
        self._name, self._url, self._fetch = name, url, fetch
        self._columns = Columns(name)
        self._given: set[int] = set()  # hashes: there may be millions
        self._known = known or xposts.Included()
        self._silent = 0
        self._ledger = False

    def of(self, value: Any, place: str) -> Iterator[Item]:
        """The documents of a value: those of a feed's or an answer's members, of a list's, or its own."""
        if isinstance(value, list):
            yield from self._all(value, place, mastodon.addresses(value))
        elif not isinstance(value, Mapping):
            yield Item(place, problem=InputError(place, "it is JSON, but neither an object nor a list"))
        elif jsonfeed.is_feed(value):
            yield from jsonfeed.items(value, place, self._url, self._fetch)
        elif claimreviews.is_feed(value):
            yield from self._all(value[claimreviews.FEED], place)
        elif xposts.is_answer(value):
            known = xposts.included(value)
            members = value["data"] if isinstance(value["data"], list) else [value["data"]]
            yield from self._all(members, place, {}, known)
            for number, other in enumerate(known.posts.values(), 1):
                yield from self._posts(xposts.documents(other, known), f"{place} included post {number}")
        elif (posts := bluesky.posts_of(value)) is not None:
            yield from self._all(posts, place)
        elif (statuses := mastodon.statuses_of(value)) is not None:
            yield from self._all(statuses, place, mastodon.addresses(statuses))
        elif har.is_recording(value):
            yield from har.items(value, place)
        elif not self._is_known(value) and (wrapped := self._wrapped(value)):
            yield from self._all(wrapped, place)
        else:
            yield from self.record(value, place)

    def record(
        self, value: Any, place: str, addresses: Mapping[str, str] | None = None, known: xposts.Included | None = None
    ) -> Iterator[Item]:
        """The documents of one record; a bad one is a problem with ``place`` as its name."""
        try:
            yield from self._record(value, place, addresses or {}, known or self._known)
        except InputError as error:
            yield Item(place, problem=InputError(place, error.cause))

    def notes(self) -> Iterator[Item]:
        """What the user has to know once all is read."""
        yield from self._columns.notes()
        if self._silent:
            yield without_text(self._name, self._silent, "post")
        if self._ledger:
            part = "it is the export of a ledger; only its documents are read, `whosays import FILE` takes all of it in"
            yield Item(self._name, note=part)

    def _all(
        self,
        members: Iterable[Any],
        place: str,
        addresses: Mapping[str, str] | None = None,
        known: xposts.Included | None = None,
    ) -> Iterator[Item]:
        for number, member in enumerate(members, 1):
            yield from self.record(member, f"{place} record {number}", addresses, known)

    def _is_known(self, value: Mapping[str, Any]) -> bool:
        """True for what is by itself a document of a form that is known."""
        return (
            collected.is_collected(value)
            or xposts.is_post(value)
            or bluesky.is_view(value)
            or mastodon.is_status(value)
            or claimreviews.is_review(value)
            or ninjs.is_item(value)
            or str(value.get("schema", "")).startswith("whosays.")
            or self._columns.has_text(value)
        )

    def _wrapped(self, value: Mapping[str, Any]) -> list[Any] | None:
        """The list of documents that the answer of an interface wraps, however it calls it: the first, level by level,
        of which the members are of a form that is known."""
        level: list[Mapping[str, Any]] = [value]
        for _ in range(_DEEPEST):
            inner: list[Mapping[str, Any]] = []
            for holder in level[:_MOST_HOLDERS]:
                for one in list(holder.values())[:_MOST_HOLDERS]:
                    if isinstance(one, list):
                        members = [_hit(member) for member in one]
                        if any(isinstance(m, Mapping) and self._is_known(m) for m in members[:_MOST_TRIED]):
                            return members
                    elif isinstance(one, Mapping):
                        inner.append(one)
            level = inner
        return None

    def _record(self, value: Any, place: str, addresses: Mapping[str, str], known: xposts.Included) -> Iterator[Item]:
        if not isinstance(value, Mapping):
            raise InputError(place, "it is no JSON object")
        if collected.is_collected(value):
            yield from self._posts([("", collected.document(value, place))], place)
        elif xposts.is_post(value) or (known.users and "text" in value):
            yield from self._posts(xposts.documents(value, known), place)
        elif bluesky.is_view(value):
            yield from self._posts(bluesky.documents(value), place)
        elif mastodon.is_status(value):
            yield from self._posts(mastodon.documents(value, addresses), place)
        elif claimreviews.is_review(value):
            for document in claimreviews.documents(value, place):
                yield Item(place, document)
        elif ninjs.is_item(value):
            if ninjs.is_picture(value):
                self._silent += 1
            else:
                yield Item(place, ninjs.document(value, place))
        elif str(value.get("schema", "")).startswith("whosays.trace/"):
            yield Item(place, _traced(value, place))
        elif str(value.get("schema", "")).startswith("whosays.ledger/"):
            self._ledger = True
            if value.get("type") == "document":
                yield Item(place, _traced(value.get("trace"), place))
        elif isinstance(value.get("uri"), str) and ("notFound" in value or "blocked" in value):
            self._silent += 1
        elif not self._columns.has_text(value):
            names = ", ".join(f"“{name}”" for name in list(value)[:_MOST_SHOWN])
            raise InputError(
                place, f"it has no text, and is no export or feed that is known (its members: {names or 'none'})"
            )
        else:
            yield Item(place, self._columns.document(value, place))

    def _posts(self, found: Iterable[tuple[str, Document | None]], place: str) -> Iterator[Item]:
        """Posts, each once: what is quoted or answered often stands beside it by itself."""
        for what, document in found:
            if document is None:
                self._silent += 1
                continue
            identity = hash((document.identifier or place, document.text))
            if identity not in self._given:
                self._given.add(identity)
                yield Item(f"{place} ({what})" if what else place, document)


def _hit(member: Any) -> Any:
    """A document as search engines give it: below a score and an id."""
    inner = member.get("_source") if isinstance(member, Mapping) else None
    return inner if isinstance(inner, Mapping) else member


def without_text(name: str, number: int, what: str) -> Item:
    """The note of how many messages or posts of an input had no text."""
    counted = f"{number} {what} without text (a picture or the like) is no document"
    if number > 1:
        counted = f"{number} {what}s without text (pictures and the like) are no documents"
    return Item(name, note=f"{counted}")


def _traced(value: Any, place: str) -> Document:
    try:
        return Document.from_dict(value["document"])
    except (ValueError, KeyError, TypeError):
        raise InputError(place, "it is no trace of whosays, or a damaged one") from None
