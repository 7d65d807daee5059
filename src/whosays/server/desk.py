"""What the pages and the API ask: the use-cases on one ledger, one piece of work at a time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from starlette.requests import Request

from whosays.desk.adding import About, Taken, add, add_text, given_text
from whosays.desk.checking import Finding, check
from whosays.desk.inputs import Input
from whosays.desk.work import Note, Problem, Step, Work
from whosays.errors import UsageError, WhosaysError
from whosays.ledger import Added, Ledger, Options
from whosays.ledger.changes import Change
from whosays.ledger.doubting import Doubted
from whosays.model import Document, Trace
from whosays.outlets import Register
from whosays.server.accounts import Accounts
from whosays.server.pages.adding import Outcome
from whosays.server.state import State


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person says of a doubt: of which kind, about which names, in which claim, with which value or speaker."""

    kind: str
    verb: str
    names: tuple[str, ...]
    claim: str
    value: str
    speaker: str = ""


@dataclass
class Desk:
    """A ledger that is worked on, with its options; ``turn`` is held by whoever traces or writes, ``keyed`` by who
    writes what must not be written twice."""

    ledger: Ledger
    options: Options
    state: State = field(default_factory=lambda: State(None))
    is_team: bool = False
    turn: Lock = field(default_factory=Lock)
    keyed: Lock = field(default_factory=Lock)
    _doubted: tuple[tuple[int, str], dict[int, Doubted]] | None = None

    @cached_property
    def accounts(self) -> Accounts:
        """The members, where there are accounts."""
        return Accounts(self.state)

    def add_text(self, text: str, about: About) -> Taken:
        """Put a pasted text in. Raises ``WhosaysError``."""
        with self.turn:
            return add_text(self.ledger, text, about, self.options)

    def add_files(self, sent: Sequence[tuple[str, BinaryIO]]) -> Outcome:
        """Put in files that were sent, each under its name; what is wrong with one is told, the others are done."""
        with tempfile.TemporaryDirectory(prefix="whosays-") as folder:
            inputs = []
            for number, (name, stream) in enumerate(sent):
                path = Path(folder) / str(number)
                with path.open("wb") as file:
                    shutil.copyfileobj(stream, file)
                inputs.append(Input(str(path), called=base_name(name)))
            return self._add(inputs)

    def add_examples(self) -> Outcome:
        """Put the examples in. Raises ``WhosaysError`` where they are not installed."""
        return self._add([Input(str(path), called=path.name) for path in sorted(_examples().glob("*.txt"))])

    def add_document(self, document: Document, name: str) -> Added:
        """Put in a document that was read already. Raises ``WhosaysError``."""
        with self.turn:
            return self.ledger.add(document, as_input=name, options=self.options)

    def traced(self, documents: Sequence[Document]) -> list[Trace]:
        """The traces of documents, which are not kept."""
        from whosays.trace import trace

        with self.turn:
            return [trace(document) for document in documents]

    def register(self) -> Register | None:
        """The register of outlets that the desk was opened with."""
        from whosays.outlets import extended

        return None if self.options.outlets is None else extended(self.options.outlets)

    def check(self, text: str, title: str) -> list[Finding]:
        """What to ask of a draft, which is not kept. Raises ``WhosaysError``."""
        return self.check_document(given_text(text, About(title=title), "the draft"))

    def check_document(self, document: Document) -> list[Finding]:
        """What to ask of a draft that was read already."""
        (traced,) = self.traced([document])
        return check(traced, self.ledger)

    def decide(self, verb: str, names: Sequence[str], who: str, why: str) -> tuple[Change, ...]:
        """Write down what a person decided. Raises ``UsageError``."""
        if not who.strip() or not why.strip():
            raise UsageError("A decision needs who decides, and why.")
        if verb not in ("accept", "reject", "merge", "split", "apart"):
            raise UsageError(f"“{verb}” is nothing that can be decided.")
        if not names or (verb in ("accept", "reject") and len(names) != 1):
            raise UsageError("It is not said what the decision is about.")
        with self.turn:
            return self.ledger.decide(verb, names, who=who.strip(), why=why.strip(), options=self.options)

    def doubts(self, leaf: int = 0) -> Doubted:
        """What a person should look at, the least sure first; found again when the ledger has changed."""
        head = self.ledger.head()
        if self._doubted is None or self._doubted[0] != head:
            self._doubted = (head, {})
        known = self._doubted[1]
        if leaf not in known:
            known[leaf] = self.ledger.doubted(leaf)
        return known[leaf]

    def settle_doubt(self, given: Settled, who: str, why: str) -> str:
        """Write down what a person says of a doubt; what the decision is called. Raises ``UsageError``."""
        if given.kind in ("claims", "place", "link") or (given.kind, given.verb) == ("sources", "apart"):
            self.decide(given.verb, given.names, who, why)
        elif given.kind == "sources" and len(given.names) == 2:
            self.correct(given.names[1], {"same": given.value}, who, why)
        elif given.kind == "answer" and len(given.names) == 1:
            is_so = given.verb == "accept"
            self.correct(given.names[0], {"answer": given.value, "to": given.claim if is_so else "none"}, who, why)
        elif given.kind == "speaker" and len(given.names) == 1:
            name = given.speaker.strip() or (given.value if given.verb == "accept" else "none")
            self.correct(given.names[0], {"speaker": name}, who, why)
        else:
            raise UsageError("It is not said what the decision is about.")
        (last,) = self.ledger.decisions(1)
        return last.decision

    def correct(self, what: str, values: Mapping[str, str], who: str, why: str) -> tuple[Change, ...]:
        """Write down what a person puts right. Raises ``UsageError``."""
        with self.turn:
            return self.ledger.correct(what, values, who=who, why=why, options=self.options)

    def undo(self, decision: str, who: str, why: str) -> tuple[Change, ...]:
        """Take a decision back. Raises ``UsageError``."""
        with self.turn:
            return self.ledger.undo(decision, who=who, why=why, options=self.options)

    def _add(self, inputs: Sequence[Input]) -> Outcome:
        problems: list[tuple[str, str]] = []
        notes: list[str] = []

        def told(step: Step) -> None:
            match step:
                case Problem(name, error):
                    problems.append((name, told_fault(error, name) if step.is_fault else str(error)))
                case Note(name, text):
                    notes.append(f"{name}: {text}")

        with self.turn:
            taken = tuple(add(self.ledger, Work(inputs, told=told), self.options))
        return Outcome(taken, tuple(problems), tuple(notes))


def note(request: Request, what: str, about: str) -> None:
    """Note in the desk's log that somebody did something, where there are accounts."""
    account = request.scope["session"].account
    if account:
        desk_of(request).state.log(account, what, about)


def desk_of(request: Request) -> Desk:
    """The desk that a request is put to."""
    desk: Desk = request.app.state.desk
    return desk


def told_fault(error: Exception, name: str = "") -> str:
    """A fault of whosays in one sentence."""
    place = f"{name}: " if name else ""
    return f"{place}whosays failed on this in a way it should not ({type(error).__name__}), please report it"


def base_name(sent: str) -> str:
    """A file's own name out of what a browser sent, which is never used as a path."""
    name = "".join(c for c in sent.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip()
    return name[:200] or "a file without a name"


def _examples() -> Path:
    installed = Path(str(files("whosays.server"))) / "examples"
    beside = Path(__file__).parents[3] / "examples" / "story"
    found = next((path for path in (installed, beside) if path.is_dir()), None)
    if found is None:
        raise WhosaysError("The examples are not installed.")
    return found
