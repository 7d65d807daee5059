"""The nodes of the provenance graph: documents, speakers, posts, and outlets that are credited but were not given.

A named speaker is one node in all documents of an event, however described. An outlet's reporter is the outlet.
Somebody known by role is one node where role and house read the same, though that may be two people; a role without a
house ("a journalist") or somebody unnamed is a node of each document that heard them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from whosays.model import Attribution, DocumentKind, Naming, Source, SourceKind, Trace
from whosays.model.story import Node, NodeKind
from whosays.outlets.register import Outlet, Register, domain, joined, key, squeezed
from whosays.provenance.firsthand import knows_it, saw_it
from whosays.provenance.people import meant, one_name, plain
from whosays.provenance.source_phrases import outlet_of, written_for
from whosays.provenance.wordlists import any_of
from whosays.text import datelines

_ON_PLATFORM = re.compile(
    r"\b(?:tweet\w*|retweet\w*|posted|blogged|on (?:twitter|x|facebook|instagram|telegram|reddit|tiktok|youtube|"
    r"threads|bluesky|mastodon|weibo|snapchat|social media|"
    r"(?:his|her|their|its) (?:blog|page|channel|feed|account)))\b|@\w",
    re.IGNORECASE,
)

_ACCOUNT = re.compile(rf"\b{any_of('accounts')}|\b(?:posts?|posted|handle)\b|@\w", re.IGNORECASE)
# "the X account Transfer Owl", "a Telegram channel called Marle Whispers", "a post by the account pier_watch"
_CALLED_ACCOUNT = re.compile(
    r"\b(?:accounts?|users?|handles?|(?:telegram|youtube|whatsapp|wechat|twitter|x|facebook|instagram|tiktok|discord|"
    r"social[ -]media)\s+(?:channels?|groups?|pages?|feeds?|profiles?))\b(?!\s+of\b|['’]s)",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:spokes\w+|chief|executive|ceo|director|president|chair\w*)\b", re.IGNORECASE)
_SHORTEST_ACCOUNT = 4
_LONGEST_NAME = 4  # words of a paper's name


@dataclass(frozen=True, slots=True)
class Speaker:
    """What a node says of a speaker: how named, of which house, and for which house it speaks by its office: that of a
    spokeswoman or a chief, or a house's own."""

    naming: Naming
    house: str | None
    kind: SourceKind
    name: str
    office: str | None = None


class Nodes:
    """Nodes made as they are met, each once, numbered in that order."""

    def __init__(
        self,
        traces: Sequence[Trace],
        paths: Sequence[Sequence[str]],
        register: Register,
        event_of: Mapping[int, int],
    ) -> None:
        self.register = register
        self.speakers: dict[str, Speaker] = {}
        self.described: dict[str, str] = {}  # of the node of somebody named, in all documents
        self.asserting: set[str] = set()  # nodes of those in whose words an article tells a proposition
        self.witnesses: set[str] = set()  # nodes of named people who tell what they saw themselves
        self.knowing: set[str] = set()  # and of those who had a hand in it there, too
        self.outlets: dict[str, Outlet] = {}
        self.by_id: dict[str, Node] = {}
        self._traces, self._event_of = traces, event_of
        self._names: dict[int, Mapping[str, str]] = {}
        self._reporters: dict[tuple[int, str], str] = {}
        self._offices: dict[tuple[int, str], str] = {}
        self._roles: dict[tuple[int, str], str] = {}
        self._saw_it: set[tuple[int, str]] = set()
        self._knows: set[tuple[int, str]] = set()
        self._learn_names()
        self._made: dict[tuple[object, ...], Node] = {}
        self._labels = [_label(trace, names) for trace, names in zip(traces, paths, strict=True)]
        self._published = _published(traces, paths, register)
        for index in range(len(traces)):
            self.document(index)

    @property
    def all(self) -> tuple[Node, ...]:
        return tuple(self._made.values())

    def document(self, index: int) -> Node:
        """The node of a document."""
        kind = NodeKind.POST if self._traces[index].document.kind is DocumentKind.POST else NodeKind.DOCUMENT
        node = self._node(("document", index), kind, self._labels[index], self._traces[index].document.id, None)
        outlet = self._own_outlet(index)
        if outlet:
            self.outlets[node.id] = outlet
        return node

    def published_by(self, name: str, among: Sequence[int]) -> list[int]:
        """The documents among some that the outlet or account of this name published."""
        outlet = self.register.named(name)
        keys = {joined(outlet.name), joined(name)} if outlet else {joined(name), squeezed(name)}
        return [index for index in among if self._published[index] & keys]

    def posts_named(self, phrase: str, among: Sequence[int]) -> list[int]:
        """The posts among some documents whose account a phrase names: "a letter put up by harbour_eyes"."""
        return [
            index
            for index in among
            if self._traces[index].document.kind is DocumentKind.POST
            and any(_names_account(phrase, name) for name in _accounts(self._traces[index]))
        ]

    def unseen(self, name: str) -> Node:
        """The node of an outlet whose document was not given."""
        outlet = self.register.named(name)
        label = outlet.name if outlet else " ".join(name.split())
        node = self._node(("unseen", joined(label)), NodeKind.UNSEEN, label, None, None)
        if outlet:
            self.outlets[node.id] = outlet
        return node

    def reports_for(self, event: int, source: Source | None) -> str | None:
        """The outlet whose reporter a named person is, by any document of the event."""
        if source is None or source.naming is not Naming.NAMED or source.kind is SourceKind.ORGANIZATION:
            return None
        return self._reporters.get((event, self._known_as(event, source.name)))

    def heard(self, through: str, label: str, document: str) -> Node:
        """The node of the unnamed people on whom another node is said to rest; ``document`` says so."""
        node = self._node(("heard", through), NodeKind.SOURCE, label, document, None)
        self.speakers.setdefault(node.id, Speaker(Naming.UNNAMED, None, SourceKind.UNKNOWN, label))
        return node

    def named(self, event: int, label: str, document: str) -> Node:
        """The node of somebody whom a document names as where a report comes from."""
        node = self._node(("speaker", event, self._known_as(event, label)), NodeKind.SOURCE, label, document, None)
        self.speakers.setdefault(node.id, Speaker(Naming.NAMED, None, SourceKind.UNKNOWN, label))
        return node

    def post(self, index: int, label: str, account: str | None) -> Node:
        """The node of a post that was not given: one for an account in an event, else one of each document."""
        identity = ("account", self._event_of[index], joined(account)) if account else ("posted", index, label)
        return self._node(identity, NodeKind.POST, label, None, None)

    def speaker(
        self, event: int, index: int, attribution: Attribution, source: Source | None, through: str | None = None
    ) -> Node | None:
        """The node of whoever an attribution is resolved to; none where nobody is said to speak.

        An unnamed speaker who is heard ``through`` another node is that node's source, whoever retells it.
        """
        trace = self._traces[index]
        if source is None or source.naming is Naming.NONE:
            if not attribution.source or attribution.agentless or (source and source.naming is Naming.NONE):
                return None
            name = " ".join(trace.document.quote(attribution.source).split())
            source = Source("", name, naming=Naming.UNNAMED)
        source = meant(source, trace, attribution.start)
        house = source.affiliation or (source.name if source.kind is SourceKind.ORGANIZATION else None)
        if source.naming is Naming.NAMED:
            identity: tuple[object, ...] = ("speaker", event, self._known_as(event, source.name))
            if source.kind is SourceKind.ACCOUNT:  # "@harbour_watch" and "Harbour Watch" are one account
                identity = ("account", event, squeezed(source.name))
        elif source.naming is Naming.ROLE and house:
            identity = ("role", event, key(source.role or source.name), key(house or ""))
        else:
            identity = ("heard", through) if through else ("heard", index, source.id or attribution.id)
            if source.naming is Naming.CROWD and not through:  # "parents" of a headline and of its article
                identity = ("crowd", index, key(source.name))
        said = trace.document.quote(attribution.cue)
        posted = bool(attribution.channel and _ON_PLATFORM.search(f"on {attribution.channel}")) or bool(
            _ON_PLATFORM.search(said)
        )
        kind = NodeKind.POST if posted or source.kind is SourceKind.ACCOUNT else NodeKind.SOURCE
        node = self._node(identity, kind, " ".join(source.name.split()), trace.document.id, source.id or None)
        office = house if source.kind is SourceKind.ORGANIZATION or _has_office(source) else None
        if source.naming is Naming.NAMED:
            office = self._offices.get((event, self._known_as(event, source.name)), office)
            self.described[node.id] = self._roles.get((event, self._known_as(event, source.name)), "")
            if (event, self._known_as(event, source.name)) in self._saw_it:
                self.witnesses.add(node.id)
            if (event, self._known_as(event, source.name)) in self._knows:
                self.knowing.add(node.id)
        sort = SourceKind.ACCOUNT if _is_account(source, trace.document.quote(attribution.source)) else source.kind
        self.speakers.setdefault(node.id, Speaker(source.naming, house, sort, source.name, office))
        return node

    def said_by(self, node: str) -> list[str]:
        """What a speaker says in the first document that hears them."""
        made = self.by_id[node]
        trace = next((t for t in self._traces if t.document.id == made.document), None)
        if trace is None or made.source is None:
            return []
        return [trace.document.quote(a.content) for a in trace.attributions if a.source_id == made.source and a.content]

    def _known_as(self, event: int, name: str) -> str:
        return self._names[event].get(plain(name), plain(name))

    def _learn_names(self) -> None:
        """By what name each named speaker of an event is known, what their roles are in all documents and for which
        house they speak by them, who of them saw it or had a hand in it, and which of them report for an outlet."""
        members: dict[int, list[int]] = {}
        for index, event in self._event_of.items():
            members.setdefault(event, []).append(index)
        for event, indices in members.items():
            everybody = [
                (t, s) for t in map(self._traces.__getitem__, indices) for s in t.sources if s.naming is Naming.NAMED
            ]
            self._names[event] = one_name((source.name, source.kind) for _, source in everybody)
            for trace, somebody in ((t, s) for t, s in everybody if s.kind is not SourceKind.ORGANIZATION):
                person = (event, self._known_as(event, somebody.name))
                self._roles[person] = f"{self._roles.get(person, '')} {somebody.role or ''}"
                if saw_it(trace, somebody):
                    self._saw_it.add(person)
                if knows_it(trace, somebody):
                    self._knows.add(person)
                if somebody.affiliation and _has_office(somebody):
                    self._offices.setdefault(person, somebody.affiliation)
            for index in indices:
                trace = self._traces[index]
                sources = {s.id: s for s in trace.sources if s.naming is Naming.NAMED and s.kind is SourceKind.PERSON}
                for attribution in trace.attributions:
                    source = sources.get(attribution.source_id or "")
                    phrase = trace.document.quote(attribution.source)
                    outlet = outlet_of(None, phrase, self.register) if source else None
                    outlet = outlet or (
                        written_for(trace.document.quote(attribution.cue), self.register) if source else None
                    )
                    if source and outlet and self.register.named(source.name) is None:
                        self._reporters.setdefault((event, self._known_as(event, source.name)), outlet)

    def _node(
        self, identity: tuple[object, ...], kind: NodeKind, label: str, document: str | None, source: str | None
    ) -> Node:
        node = self._made.get(identity)
        if node is None:
            node = Node(f"n{len(self._made) + 1}", kind, label, document, source)
            self._made[identity] = self.by_id[node.id] = node
        return node

    def _own_outlet(self, index: int) -> Outlet | None:
        document = self._traces[index].document
        return (self.register.named(document.outlet) if document.outlet else None) or (
            self.register.at(document.url) if document.url else None
        )


def _is_account(source: Source, phrase: str) -> bool:
    """True of an account, and of what is called one in front of its name: whose it is stands nowhere in that."""
    if source.kind is SourceKind.ACCOUNT:
        return True
    if source.role or source.affiliation or source.kind is SourceKind.ORGANIZATION:
        return False
    before = phrase.partition(source.name)[0] if source.naming is Naming.NAMED else phrase
    return _CALLED_ACCOUNT.search(before) is not None


def _has_office(source: Source) -> bool:
    """True of somebody with an office in which one speaks for a house: "the chief executive of Carbonix"."""
    return bool(source.role and _OFFICE.search(source.role))


def _label(trace: Trace, paths: Sequence[str]) -> str:
    document = trace.document
    name = document.outlet
    if document.kind is DocumentKind.POST:
        name = name or next(iter(document.authors), None) or document.account
    return name or (PurePath(paths[0]).stem if paths else "") or document.title or "a document"


def _label_at_head(trace: Trace) -> list[str]:
    """The account under whose label a post that was copied as text begins: "@harbour_watch: The pier is shut"."""
    first = next((a for a in trace.attributions if a.source and a.source[0][0] == 0), None)
    label = trace.document.quote(first.source) if first else ""
    return [label] if label.startswith("@") else []


def _accounts(trace: Trace) -> list[str]:
    """The names of a post's account, each without its sign."""
    document = trace.document
    called = (*document.authors, document.account or "", *_label_at_head(trace))
    return [name for given in called if len(name := given.strip().removeprefix("@")) >= _SHORTEST_ACCOUNT]


def _names_account(phrase: str, name: str) -> bool:
    """Whether a phrase names an account: by its handle, or by a name that it says is an account's."""
    found = re.search(rf"(?<![\w@])@?{re.escape(name)}(?!\w)", phrase, re.IGNORECASE)
    return found is not None and (" " not in name or bool(_ACCOUNT.search(phrase)))


def _published(traces: Sequence[Trace], paths: Sequence[Sequence[str]], register: Register) -> list[set[str]]:
    """By which names each document's publisher is known: its outlet, its domain, a post's author, the file's name."""
    found = []
    for trace, names in zip(traces, paths, strict=True):
        document = trace.document
        keys = {joined(document.outlet)} if document.outlet else set()
        outlet = (register.named(document.outlet) if document.outlet else None) or (
            register.at(document.url) if document.url else None
        )
        if outlet:
            keys.add(joined(outlet.name))
        if document.url:
            keys.add(joined(domain(document.url)))
        if document.kind is DocumentKind.POST:
            called = (*document.authors, document.account or "")
            keys.update(key for name in called for key in (joined(name), squeezed(name)))
            keys.update(squeezed(label) for label in _label_at_head(trace))
        if not keys and (house := datelines.house(document.text)) is not None:
            keys.add(joined(house))  # nothing else says who published it
        if not keys:
            keys.update(joined(re.sub(r"^[\d_.\s-]+", "", PurePath(path).stem)) for path in names if path)
        if document.title and len(document.title.split()) <= _LONGEST_NAME:
            keys.add(joined(document.title))  # a text that begins with the name of its paper
        found.append(keys - {""})
    return found
