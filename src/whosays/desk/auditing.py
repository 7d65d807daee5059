"""Whom an outlet, a reporter or a week quotes: how named, how many words, of which kinds, unnamed for which reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from whosays.errors import UsageError
from whosays.ledger import Ledger
from whosays.model import Attribution, Naming, Source, SourceKind, Trace
from whosays.model.trace import BasisKind

MOST = 1000
"""Documents of a ledger that are looked at, the newest."""

_SPEAKS_FOR = re.compile(r"\b(?:spokes\w+|officials?|representatives?)\b", re.IGNORECASE)
_UNKNOWN = "(not given)"


class By(StrEnum):
    """What an audit groups by."""

    OUTLET = "outlet"
    AUTHOR = "author"
    WEEK = "week"
    DOCUMENT = "document"


class Type(StrEnum):
    """What kind of source a statement has, as the sourcing benchmark of the Markkula Center calls it."""

    NAMED_PERSON = "named-person"
    NAMED_ORGANIZATION = "named-organization"
    DOCUMENT = "document"
    ANONYMOUS_SOURCE = "anonymous-source"
    UNNAMED_PERSON = "unnamed-person"
    UNNAMED_GROUP = "unnamed-group"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that somebody is quoted with: in which document, in which words, whose; ``justification`` is how they
    know by the text, ``reason`` why they are not named."""

    document: str
    outlet: str
    author: str
    week: str
    statement: str
    words: int
    type: Type
    naming: Naming
    name: str
    title: str
    justification: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """Whom one outlet, reporter, week or document quotes: how many statements and words of how many sources, by naming
    and by type; how many unnamed statements come with a reason; who has most words."""

    key: str
    documents: int
    sources: int
    statements: int
    words: int
    naming: dict[Naming, int]
    types: dict[Type, int]
    unnamed_with_reason: int
    most_quoted: tuple[tuple[str, int], ...]

    @property
    def unnamed(self) -> int:
        """Statements whose source is neither named nor told by role."""
        return sum(n for naming, n in self.naming.items() if naming not in (Naming.NAMED, Naming.ROLE))

    @property
    def unnamed_share(self) -> float:
        """The share of those among all statements."""
        return self.unnamed / self.statements if self.statements else 0.0

    @property
    def words_per_source(self) -> float:
        """How many words a source has on average."""
        return self.words / self.sources if self.sources else 0.0


def statements(traces: Iterable[tuple[str, Trace]]) -> Iterator[Statement]:
    """What somebody is quoted with in documents, each with its name, in order. What stands inside another's words is
    that other's."""
    for name, trace in traces:
        document = trace.document
        outlet = document.outlet or _UNKNOWN
        author = ", ".join(document.authors) or document.account or _UNKNOWN
        sources = {source.id: source for source in trace.sources}
        for said in trace.attributions:
            source = sources.get(said.source_id or "")
            if source is not None and said.content and said.parent is None:
                week = _week(document.published)
                yield _statement(trace, said, source, (name, outlet, author, week))


def _statement(trace: Trace, said: Attribution, source: Source, where: tuple[str, str, str, str]) -> Statement:
    words = " ".join(trace.document.quote(said.content).split())
    kind, name, title = _classified(source)
    reasons = [trace.document.quote(b.spans) for b in source.basis if b.kind is BasisKind.ANONYMITY]
    reason = " ".join(" … ".join(reasons).split())
    return Statement(
        *where,
        statement=words,
        words=len(words.split()),
        type=kind,
        naming=source.naming,
        name=name,
        title=title,
        justification=" ".join((source.justification or "").split()),
        reason=reason,
    )


def _classified(source: Source) -> tuple[Type, str, str]:
    """The type, the name and the title of a source, by the benchmark's rules."""
    role, house = source.role or "", source.affiliation or ""
    title = role if not house or house.casefold() in role.casefold() else ", ".join(filter(None, (role, house)))
    named = source.naming is Naming.NAMED
    if source.disclosed is False and not named:
        return Type.ANONYMOUS_SOURCE, "", title
    if source.kind is SourceKind.DOCUMENT:
        return Type.DOCUMENT, source.name, ""
    if source.kind is SourceKind.ORGANIZATION or (source.kind is SourceKind.GROUP and named):
        return Type.NAMED_ORGANIZATION, source.name, ""
    if source.kind is SourceKind.GROUP or source.naming is Naming.CROWD:
        return Type.UNNAMED_GROUP, source.name, ""
    if named:
        return Type.NAMED_PERSON, source.name, title
    if house and _SPEAKS_FOR.search(f"{role} {source.name}"):
        return Type.NAMED_ORGANIZATION, house, ""
    return Type.UNNAMED_PERSON, "", title


def _week(published: str | None) -> str:
    try:
        year, week, _ = date.fromisoformat((published or "")[:10]).isocalendar()
    except ValueError:
        return _UNKNOWN
    return f"{year}-W{week:02}"


def audit(found: Iterable[Statement], by: By) -> list[Row]:
    """Statements by outlet, reporter, week or document: those with most statements first, weeks in order."""
    groups: dict[str, list[Statement]] = {}
    for one in found:
        groups.setdefault(str(getattr(one, by.value)), []).append(one)
    rows = [_row(key, group) for key, group in groups.items()]
    return sorted(rows, key=lambda row: row.key if by is By.WEEK else (-row.statements, row.key))


def _row(key: str, group: list[Statement]) -> Row:
    words: Counter[str] = Counter()
    for one in group:
        words[one.name or one.title or one.type.value] += one.words
    sources = {(one.name or f"{one.document} {one.title}", one.type) for one in group}
    unnamed = [one for one in group if one.naming not in (Naming.NAMED, Naming.ROLE)]
    return Row(
        key,
        len({one.document for one in group}),
        len(sources),
        len(group),
        sum(one.words for one in group),
        dict(Counter(one.naming for one in group)),
        dict(Counter(one.type for one in group)),
        sum(bool(one.reason) for one in unnamed),
        tuple(words.most_common(5)),
    )


def of_ledger(ledger: Ledger, outlet: str | None = None, since: str | None = None) -> list[Statement]:
    """What is quoted in the newest documents of a ledger: of one outlet, dated no earlier than a day, where asked."""
    return chosen(statements(ledger.traces(MOST)), outlet, since)


def chosen(found: Iterable[Statement], outlet: str | None, since: str | None) -> list[Statement]:
    """Statements of one outlet, of the week of a day or later, where asked. Raises ``UsageError`` for no day."""
    first = None if since is None else _week(since)
    if first == _UNKNOWN:
        raise UsageError(f"{since}: give a day such as 2031-03-14")
    return [
        one
        for one in found
        if (outlet is None or one.outlet.casefold() == outlet.casefold())
        and (first is None or (one.week != _UNKNOWN and one.week >= first))
    ]
