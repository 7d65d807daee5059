"""What the pages and the API ask: the use-cases on one ledger, one piece of work at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from anyio import CapacityLimiter
from starlette.requests import Request

from whosays.desk import asking
from whosays.desk.adding import About, Taken, add_text, given_text
from whosays.desk.checking import Checked, checked
from whosays.errors import InputError, NotHeld, UsageError, WhosaysError
from whosays.exports.base import file_name, ready
from whosays.ledger import Added, Ledger, Options
from whosays.ledger.changes import Change
from whosays.ledger.correcting import KINDS, NOBODY, STEPS
from whosays.ledger.doubting import Doubted
from whosays.model import Document, Trace, record
from whosays.outlets import Register
from whosays.server.accounts import Accounts
from whosays.server.feeding import Feeds
from whosays.server.jobs import Jobs
from whosays.server.state import State

_AT_ONCE = 12  # more that compute take the interpreter from each other; fewer wait for the disk, one for another


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person says of a doubt: of which kind, about which names, in which claim, with which value or speaker."""

    kind: str
    verb: str
    names: tuple[str, ...]
    claim: str
    value: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """Something to be kept as a file of this name."""

    name: str
    content: bytes

    @property
    def headers(self) -> dict[str, str]:
        """How a browser is told that it is a file."""
        return {"content-disposition": f'attachment; filename="{self.name}"'}


@dataclass
class Desk:
    """A ledger that is worked on, with its options; ``turn`` is held by whoever traces or writes, ``keyed`` by who
    writes what must not be written twice, ``brief`` says how many pages that take no time are made at once. ``root`` is
    what all its addresses begin with, ``private`` are hosts of the user's own network that feeds may be on."""

    ledger: Ledger
    options: Options
    state: State = field(default_factory=lambda: State(None))
    is_team: bool = False
    root: str = ""
    private: tuple[str, ...] = ()
    brief: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_AT_ONCE))
    turn: Lock = field(default_factory=Lock)
    keyed: Lock = field(default_factory=Lock)
    _doubted: tuple[tuple[int, str], dict[int, Doubted]] | None = None

    @cached_property
    def accounts(self) -> Accounts:
        """The members, where there are accounts."""
        return Accounts(self.state)

    @cached_property
    def jobs(self) -> Jobs:
        """The files that were sent."""
        return Jobs(self.ledger, self.options, self.state, self.turn)

    @cached_property
    def feeds(self) -> Feeds:
        """The feeds that are watched."""
        return Feeds(self.ledger, self.options, self.state, self.turn, self.private)

    def add_text(self, text: str, about: About) -> Taken:
        """Put a pasted text in. Raises ``WhosaysError``."""
        with self.turn:
            return add_text(self.ledger, text, about, self.options)

    def is_new_name(self, one: record.Correctable, values: Mapping[str, str]) -> tuple[str, str] | None:
        """The field with a name that no source of the ledger has, and the name; none where all are known."""
        for kind in ("speaker", "same"):
            name = values.get(kind, "")
            if name and name.casefold() != NOBODY and not asking.is_known(self.ledger, name, one.sources):
                return kind, name
        return None

    def add_files(
        self,
        sent: Sequence[tuple[str, BinaryIO]],
        account: str = "",
        *,
        said: Sequence[About] = (),
        ask: bool = False,
    ) -> str:
        """Begin to put in files that were sent, each under its name, with what is ``said`` of it, or with ``ask`` wait
        for that; what the job is called. Raises ``WhosaysError``."""
        return self.jobs.begin([(base_name(name), stream) for name, stream in sent], account, said, ask=ask)

    def add_examples(self, account: str = "") -> str:
        """Begin to put the examples in. Raises ``WhosaysError`` where they are not installed."""
        with ExitStack() as stack:
            paths = sorted(_examples().glob("*.txt"))
            return self.jobs.begin([(path.name, stack.enter_context(path.open("rb"))) for path in paths], account)

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

    def export(self, name: str | None, to: str, part: str | None = None) -> File:
        """What is held of a claim, a document or an event, or all of it, in a format of another tool. Raises
        ``UsageError`` for a name, a format or a part that there is not."""
        made = next((one for one in ready() if one.name == to), None)
        if made is None:
            raise UsageError(f"{to}: there is no such format; there are {', '.join(one.name for one in ready())}")
        if part is not None and part not in made.parts:
            raise UsageError(f"{part}: {to} has no such table")
        found = self.ledger.findings(None if name is None else [name])
        if not found.traces:
            raise NotHeld("the ledger holds nothing yet")
        return File(file_name(name, made, part), b"".join(made.write(found, part)))

    def check(self, text: str, title: str) -> Checked:
        """What to ask of a draft, which is not kept. Raises ``WhosaysError``."""
        if not text.strip():
            raise InputError("the draft", "it is empty")
        headed = title.strip() and not text.lstrip().startswith(title.strip())
        whole = f"{title.strip()}\n\n{text}" if headed else text  # a headline is read as the draft's first line
        return self.check_document(given_text(whole, About(title=title), "the draft"))

    def check_document(self, document: Document) -> Checked:
        """What to ask of a draft that was read already."""
        (traced,) = self.traced([document])
        return checked(traced, self.ledger)

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
        if (given.kind, given.verb) == ("place", "deny") and len(given.names) == 1 and given.value:
            self._denies(given.names[0], given.value, given.claim, who, why)
        elif given.kind in ("claims", "place", "link") or (given.kind, given.verb) == ("sources", "apart"):
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

    def _denies(self, place: str, handle: str, claim: str, who: str, why: str) -> None:
        """A passage does not make a claim, but denies it: it is taken out of those that make it, and is an answer."""
        self.decide("reject", [place], who, why)
        self.correct(handle, {"answer": "deny", "to": claim}, who, why)

    def correct(self, what: str, values: Mapping[str, str], who: str, why: str) -> tuple[Change, ...]:
        """Write down what a person puts right. Raises ``UsageError``."""
        with self.turn:
            return self.ledger.correct(what, values, who=who, why=why, options=self.options)

    def undo(self, decision: str, who: str, why: str) -> tuple[Change, ...]:
        """Take a decision back. Raises ``UsageError``."""
        with self.turn:
            return self.ledger.undo(decision, who=who, why=why, options=self.options)


def changed(one: record.Correctable, sent: Mapping[str, str]) -> dict[str, str]:
    """What a form has otherwise than it is: what was left as it was is no correction. A document's own particulars
    can be emptied; a chain is sent step by step."""
    given = {kind: " ".join(value.split()) for kind, value in sent.items() if kind in KINDS}
    if any(name in sent for name in STEPS):
        given["chain"] = ",".join(filter(None, (sent.get(name, "").strip() for name in STEPS))) or NOBODY
    found = {}
    for kind, value in given.items():
        present = one.present.get(kind, "")
        if not value and one.kind == "document" and present:
            found[kind] = NOBODY
        elif value and value != present and not (value == NOBODY and not present):
            found[kind] = value
    answer = given.get("answer") or one.present.get("answer", NOBODY)
    if found.get("answer") == NOBODY:
        found.pop("to", None)
    elif answer != NOBODY and (
        "answer" in found or "to" in found
    ):  # how and what it answers go together: a story may have found both
        found |= {"answer": answer, "to": given.get("to") or one.present.get("to", NOBODY)}
    return found


def note(request: Request, what: str, about: str) -> None:
    """Note in the desk's log that somebody did something, where there are accounts."""
    account = request.scope["session"].account
    if account:
        desk_of(request).state.log(account, what, about)


def desk_of(request: Request) -> Desk:
    """The desk that a request is put to."""
    desk: Desk = request.app.state.desk
    return desk


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
