"""The nouns of one document as small immutable values.

Offsets are code points into ``Document.text``, end exclusive, as Python slices. A span list is a tuple of
``(start, end)`` pairs in order of position: a split quotation has several.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from whosays.model.meaning import Response
from whosays.model.plain import Plain

Span = tuple[int, int]
Spans = tuple[Span, ...]


class DocumentKind(StrEnum):
    """What was published (schema.org NewsArticle / SocialMediaPosting)."""

    ARTICLE = "article"
    POST = "post"


class Relation(StrEnum):
    """How a document says, outside its text, that it rests on another (a field of its feed, export or archive)."""

    FORWARD = "forward"
    REPOST = "repost"
    QUOTE = "quote"
    REPLY = "reply"
    VIA = "via"
    SOURCE = "source"
    RELATED = "related"
    CORRECTS = "corrects"
    RETRACTS = "retracts"


class Dated(StrEnum):
    """How the time in ``Document.published`` is known; "first seen" is not "first published"."""

    GIVEN = "given"
    FEED = "feed"
    ARCHIVE = "archive"
    FIRST_SEEN = "first-seen"


class SourceKind(StrEnum):
    """What sort of speaker a source is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    ACCOUNT = "account"
    GROUP = "group"
    UNKNOWN = "unknown"


class Naming(StrEnum):
    """How a document names a source (after the anonymity rules of AP and Reuters)."""

    NAMED = "named"
    ROLE = "role"
    UNNAMED = "unnamed"
    CROWD = "crowd"
    NONE = "none"


class BasisKind(StrEnum):
    """How a source knows, as the text tells it.

    ``occasion`` is where it said so ("in a petition"), ``anonymity`` why it is not named.
    """

    WITNESS = "witness"
    DOCUMENT = "document"
    PARTY = "party"
    STUDY = "study"
    TOLD = "told"
    POSITION = "position"
    OCCASION = "occasion"
    ANONYMITY = "anonymity"


class Form(StrEnum):
    """How much of a content stands in quotation marks (Pareti 2015): all, none, some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Factuality(StrEnum):
    """How certain a source presents a content (FactBank, Saurí & Pustejovsky 2009)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    NOT_CERTAIN = "CT-"
    NOT_PROBABLE = "PR-"
    NOT_POSSIBLE = "PS-"
    CERTAIN_UNDERSPECIFIED = "CTu"
    UNKNOWN = "Uu"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the body: the span of its text and the address it points to."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Reference:
    """That a document rests on another, as its feed, export or archive says it, outside the text.

    ``field`` is the field that shows it ("forwarded_from"); ``name`` the channel, author or outlet as given; ``url``
    and ``identifier`` (its id on its platform) lead to what is referred to, where they are known.
    """

    relation: Relation
    field: str
    name: str | None = None
    url: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A published fact-check, as its page says it: of which claim, with which verdict (theirs, in their words), whose,
    when, where; who they say made the claim (``claimant``) and where (``appearance``, an address)."""

    claim: str
    verdict: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    claimant: str | None = None
    appearance: str | None = None


@dataclass(frozen=True, slots=True)
class Document(Plain):
    """One article or post as published. ``text`` is what every offset counts into; ``furniture`` is no part of it.

    ``published`` and ``modified`` are ISO 8601 as far as the page gives them, with its zone; ``dated`` says how
    ``published`` is known. ``identifier`` is the stable id on its platform ("telegram:1234/56", a feed entry's guid):
    texts that share it, or the ``url`` where there is none, are versions of one document. ``account`` is the handle of
    a post's author. ``retracted`` is true where its publisher has withdrawn it. ``fact_checks`` is what it says that it
    has checked. ``recognised`` is how sure (0 to 1) the recognition is of the words where they were read from a
    picture, and none where the text came as text. ``warnings`` are sentences for the user about what could not be read.
    """

    text: str
    kind: DocumentKind = DocumentKind.ARTICLE
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    furniture: Spans = ()
    warnings: tuple[str, ...] = ()
    identifier: str | None = None
    references: tuple[Reference, ...] = ()
    dated: Dated | None = None
    account: str | None = None
    retracted: bool = False
    fact_checks: tuple[FactCheck, ...] = ()
    recognised: float | None = None

    @property
    def id(self) -> str:
        """``sha256:`` and the hash of the text in UTF-8 (a lone surrogate counts as its three bytes).

        What passes on a post has its very text and is another document: of a post with an id on its platform, NUL and
        that id are hashed behind the text.
        """
        own = f"{self.text}\0{self.identifier}" if self.is_known_post else self.text
        return "sha256:" + hashlib.sha256(own.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def is_known_post(self) -> bool:
        """True for a post with an id on its platform: the same text under another id is another post."""
        return self.kind is DocumentKind.POST and bool(self.identifier)

    def quote(self, spans: Spans) -> str:
        """The words at the spans, parts joined by an ellipsis."""
        return " … ".join(self.text[start:end] for start, end in spans)


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing that a text tells of how a source knows, or why it is not named, and the words that tell it."""

    kind: BasisKind
    spans: Spans


@dataclass(frozen=True, slots=True)
class Source:
    """Whom the source spans of a document stand for.

    ``withheld`` are the spans where the document says that the source was not disclosed; ``disclosed`` is false where
    there are any, else unknown (``None``). ``basis`` is how it knows, where the text says so; ``justification`` those
    words.
    """

    id: str
    name: str
    kind: SourceKind = SourceKind.UNKNOWN
    naming: Naming = Naming.NAMED
    role: str | None = None
    affiliation: str | None = None
    mentions: Spans = ()
    withheld: Spans = ()
    basis: tuple[Basis, ...] = ()
    justification: str | None = None

    @property
    def disclosed(self) -> bool | None:
        return False if self.withheld else None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) said (cue) what (content).

    ``source_id`` is set by sourcing; ``factuality``, ``response`` and ``responds_to`` by factuality. ``agentless`` is
    true of a report without any speaker ("is said to"). ``parent`` is the id of the attribution whose content this one
    stands in. ``confidence`` is a probability.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    form: Form = Form.INDIRECT
    parent: str | None = None
    channel: str | None = None
    addressee: str | None = None
    agentless: bool = False
    source_id: str | None = None
    factuality: Factuality = Factuality.CERTAIN
    response: Response | None = None
    responds_to: str | None = None
    confidence: float = 1.0

    @property
    def start(self) -> int:
        """Where its first span begins."""
        return min(start for start, _ in (*self.source, *self.cue, *self.content))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a judgement was made: the rule's name, a sentence for the user, and the spans it used."""

    rule: str
    text: str
    spans: Spans


RATING = frozenset({"register", "not-in-register"})
"""The rules by which a register of the user's own gives a letter, or has none to give."""


class Rated:
    """A judgement whose letter is the user's own rating, if there is one."""

    __slots__ = ()
    reliability: str
    reasons: tuple[Any, ...]

    @property
    def rated(self) -> bool:
        """Whether a register of the user's own says anything; without one the F of ``reliability`` judges nothing."""
        return any(reason.rule in RATING for reason in self.reasons)

    @property
    def letter(self) -> str | None:
        """The letter as it may be shown: none without a register."""
        return self.reliability if self.rated else None


@dataclass(frozen=True, slots=True)
class Standing(Rated):
    """What a claim rests on: a sentence, credibility 1-6, reliability A-F (NATO AJP-2.1; ICD 206), and the reasons."""

    summary: str
    credibility: int
    reliability: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable assertion of a document; ``spans`` are the places it is made, its own first.

    ``chain`` holds attribution ids from the outermost speaker inward, empty in the document's own voice;
    ``factuality`` is relative to the document.
    """

    id: str
    text: str
    spans: Spans
    chain: tuple[str, ...] = ()
    factuality: Factuality = Factuality.CERTAIN
    responses: tuple[str, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Trace(Plain):
    """Everything whosays read in one document."""

    document: Document
    sources: tuple[Source, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def source_of(self, attribution: Attribution) -> Source | None:
        """The source an attribution is resolved to; none where nobody is named as speaking."""
        return next((s for s in self.sources if s.id == attribution.source_id), None)

    def attribution(self, identifier: str) -> Attribution:
        """The attribution with this id; ``KeyError`` where there is none."""
        for attribution in self.attributions:
            if attribution.id == identifier:
                return attribution
        raise KeyError(identifier)


Said = TypeVar("Said", Attribution, Claim)


def updated(thing: Said, **values: object) -> Said:
    """An attribution or a claim with other fields: itself where it has them already, which a copy costs more than."""
    if all(getattr(thing, name) == value for name, value in values.items()):
        return thing
    return replace(thing, **values)  # type: ignore[arg-type]
