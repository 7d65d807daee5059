"""Inputs being read and traced, one document after the other; what fails is told and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from whosays.desk.inputs import Input
from whosays.errors import WhosaysError
from whosays.model import Document, Trace

if TYPE_CHECKING:
    from whosays.reading.items import Fetch, Item

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Begun:
    """An input is being worked on."""

    name: str


@dataclass(frozen=True, slots=True)
class Done:
    """An input is done."""

    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should know of a document that was read."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an input, or a document of it, was left out."""

    name: str
    error: Exception

    @property
    def is_fault(self) -> bool:
        """True where whosays is at fault, and not the input."""
        return not isinstance(self.error, WhosaysError)


Step = Begun | Done | Note | Problem
Told = Callable[[Step], None]
Known = Callable[[str, Document], Document]  # a document by its name, with what is known of it besides


@dataclass(frozen=True, slots=True)
class Given:
    """A document, with its input and the item that holds it."""

    source: Input
    item: Item
    document: Document

    @property
    def is_alone(self) -> bool:
        """True where the input is this document, rather than holding it among others."""
        return self.item.name == self.source.name


@dataclass(frozen=True, slots=True)
class Traced:
    """A trace, the name of its document, and whether its input holds documents rather than being one."""

    name: str
    trace: Trace
    one_of_many: bool


class Work:
    """Some inputs to be worked on; ``failed`` counts what had to be left out, ``told`` is called with every step.

    With ``pages``, the page behind each entry of a feed is fetched.
    """

    def __init__(self, inputs: Sequence[Input], *, pages: bool = False, told: Told = lambda _: None) -> None:
        self.inputs = tuple(inputs)
        self.failed = 0
        self._pages = pages
        self._told = told
        _warmed()

    @property
    def paths(self) -> list[Path]:
        """The files among the inputs."""
        return [given.path for given in self.inputs if given.path is not None]

    def traces(self, known: Known = lambda _, document: document) -> Iterator[Traced]:
        """The trace of each document, in order; ``known`` puts in what is known of a document beside its text."""
        from whosays.trace import trace

        for given in self.documents():
            traced = self.tried(given.item.name, partial(trace, known(given.item.name, given.document)))
            if traced is not None:
                yield Traced(given.item.name, traced, not given.is_alone)

    def documents(self, inputs: Sequence[Input] | None = None) -> Iterator[Given]:
        """Each document, in order: of all inputs, or of some."""
        for source in self.inputs if inputs is None else inputs:
            self._told(Begun(source.name))
            for item in self._items(source):
                if item.document is not None:
                    yield Given(source, item, item.document)
            self._told(Done(source.name))

    def tried(self, name: str, work: Callable[[], _Made]) -> _Made | None:
        """What the work on a document makes; none where it fails, which is told and counted."""
        try:
            return work()
        except Exception as error:
            self._problem(name, error)
        return None

    def _items(self, source: Input) -> Iterator[Item]:
        try:
            for item in source.items(_fetcher() if self._pages else None):
                if item.note:
                    self._told(Note(item.name, item.note))
                if item.problem is not None:
                    self._problem(item.name, item.problem)
                yield item
        except Exception as error:
            self._problem(source.name, error)

    def _problem(self, name: str, error: Exception) -> None:
        self.failed += 1
        self._told(Problem(name, error))


def _fetcher() -> Fetch:
    from whosays.fetching.fetch import fetch

    return fetch


def _warmed() -> None:
    """Starts the process that reads, so that it is ready when the models are loaded."""
    from whosays.reading.apart import warm

    warm()
