"""The nouns of many documents as small immutable values.

Spans count into the text of the document they are given with. An edge runs from the one who took to the one taken
from. See ``whosays.model.trace`` for what a single document consists of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from whosays.model.meaning import Response
from whosays.model.plain import Plain
from whosays.model.trace import Factuality, Rated, Spans


class NodeKind(StrEnum):
    """What a node of the provenance graph is. ``unseen``: credited by a document, but not among those given."""

    DOCUMENT = "document"
    SOURCE = "source"
    POST = "post"
    UNSEEN = "unseen"


class EdgeKind(StrEnum):
    """What shows that one was taken from the other (PROV: wasDerivedFrom, Quotation, PrimarySource)."""

    CREDIT = "credit"
    LINK = "link"
    QUOTATION = "quotation"
    COPY = "copy"


class DriftKind(StrEnum):
    """What an appearance changed against its upstream."""

    CERTAINTY_RAISED = "certainty-raised"
    CERTAINTY_LOWERED = "certainty-lowered"
    BOUND_DROPPED = "bound-dropped"
    NUMBER_CHANGED = "number-changed"
    DATE_CHANGED = "date-changed"
    PLACE_CHANGED = "place-changed"
    ATTRIBUTION_DROPPED = "attribution-dropped"
    SOURCE_PROMOTED = "source-promoted"
    QUOTATION_ALTERED = "quotation-altered"
    POLARITY_TURNED = "polarity-turned"
    RESPONSE_HARDENED = "response-hardened"
    HEADLINE_STRONGER = "headline-stronger"


class ClaimRole(StrEnum):
    """What a claim is to its event: a proposition, which the event is about, or a detail."""

    PROPOSITION = "proposition"
    DETAIL = "detail"


class Carriage(StrEnum):
    """How a document carries a claim: as fact, at a distance (somebody else's word, or open), or denying it."""

    FACT = "fact"
    DISTANCE = "distance"
    DENIAL = "denial"


class Agreement(StrEnum):
    """What an article says to a headline: the same, the contrary, or neither (Fake News Challenge 1)."""

    AGREE = "agree"
    DISAGREE = "disagree"
    DISCUSS = "discuss"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows something: spans into the text of one document, or the ``field`` of a reference it came with."""

    document: str
    spans: Spans
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a judgement about many documents was made: the rule's name, a sentence for the user, and its evidence."""

    rule: str
    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Appeared:
    """A document of the pile: all inputs that hold its text, and the ids of its near-copies."""

    id: str
    paths: tuple[str, ...]
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """The documents that are about the same event, and the claims they make ("stories" in the JSON)."""

    id: str
    title: str
    documents: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Why an appearance is taken for the same claim as another one, and how surely (a probability, not calibrated)."""

    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place where a claim is made: ``claim`` and ``chain`` are ids in the trace of ``document``.

    ``joined`` is its surest match with another appearance; none where it is the only one, or a person put it there.
    ``likely`` is how likely it is that the place tells the proposition; none for a detail.
    """

    document: str
    claim: str
    spans: Spans
    chain: tuple[str, ...] = ()
    factuality: Factuality = Factuality.CERTAIN
    joined: Joined | None = None
    likely: float | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A document, a source, a post or something not seen, from which a claim may come.

    ``source`` is an id in the trace of ``document``, where the node was first met.
    """

    id: str
    kind: NodeKind
    label: str
    document: str | None = None
    source: str | None = None

    @property
    def key(self) -> str:
        """What it is known by from one run to the next, within an event: the document, else its kind and its name."""
        if self.document and self.kind in (NodeKind.DOCUMENT, NodeKind.POST):
            return self.document
        return f"{self.kind.value}:{' '.join(self.label.casefold().split())}"


@dataclass(frozen=True, slots=True)
class Edge:
    """That ``taker`` has it from ``taken``, with what shows it. ``confidence`` is a probability."""

    taker: str
    taken: str
    kind: EdgeKind
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins a claim has, at least and at most, which nodes they may be, and why."""

    least: int
    most: int
    nodes: tuple[str, ...] = ()
    reasons: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """What ``downstream`` (a node) changed against ``upstream``; each side's words are spans into its own document."""

    upstream: str
    downstream: str
    kind: DriftKind
    spans_upstream: Spans
    spans_downstream: Spans


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answered a claim, how, and which document says so in which words (``spans``); ``name`` is how it calls them
    there, ``date`` the document's, ``to`` who was told. ``confidence`` is that it answers this claim. ``contradicted``
    is true where another document says that the same one answered with less: what is not shown in their own words is
    then not counted.
    """

    document: str
    attribution: str
    response: Response
    by: str | None
    date: str | None = None
    to: str | None = None
    name: str | None = None
    spans: Spans = ()
    confidence: float | None = None
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class AsOf:
    """What a claim rested on at the end of a day (ISO 8601), by the documents that are dated until then."""

    date: str
    documents: int
    least: int
    most: int
    credibility: int
    summary: str


@dataclass(frozen=True, slots=True)
class Carried:
    """How a document carries a claim, and what shows it. ``confidence`` is how clear that is, from 0.5 up."""

    document: str
    how: Carriage
    confidence: float
    reasons: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim of the story that is near, and not the same. ``differs`` names what keeps them apart, if one thing
    does: numbers, place, names, polarity …
    """

    claim: str
    confidence: float
    reasons: tuple[str, ...]
    differs: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict(Rated):
    """What a claim rests on over all documents, never whether it is true."""

    summary: str
    credibility: int
    reliability: str
    reasons: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What one document's own judgement of a claim rests on: the names of the rules that apply there."""

    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reply:
    """Who answered a claim, in whatever document, and how; ``evidence`` are the words.

    ``identified``: by name or office. ``party``: the claim is about them. ``own``: they are an origin of it, or speak
    for its house. ``house``: whom they speak for. ``clear``: whether it is clear enough who it is to count, and to say.
    """

    response: Response
    who: str
    evidence: Evidence
    identified: bool = True
    party: bool = False
    own: bool = False
    house: str | None = None
    clear: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a claim over all documents that make it, before it is judged.

    ``documents`` tell it, ``denying`` of them only to deny it. ``told`` is each document's own judgement, ``origins``
    the interval of independent origins, ``carriers`` for each identified origin how many documents have it from there
    directly, ``letters`` the user's rating of each origin.
    """

    documents: int
    told: tuple[Told, ...]
    origins: Origins
    carriers: tuple[int, ...] = ()
    replies: tuple[Reply, ...] = ()
    letters: tuple[str | None, ...] = ()
    denying: int = 0


@dataclass(frozen=True, slots=True)
class StoryClaim:
    """The same assertion in all documents that make it.

    ``edges`` are those of the graph that this claim came by, with the words that show it for this claim. ``course`` has
    a day for each change in what it rests on, as far as its documents are dated. ``carried`` is how each document
    carries it; ``related`` what is near and not the same. A detail is ``of`` a proposition.
    """

    id: str
    text: str
    story: str
    appearances: tuple[Appearance, ...]
    origins: Origins
    circular: tuple[tuple[str, ...], ...] = ()
    drift: tuple[Drift, ...] = ()
    responses: tuple[Answer, ...] = ()
    standing: Verdict | None = None
    edges: tuple[Edge, ...] = ()
    course: tuple[AsOf, ...] = ()
    carried: tuple[Carried, ...] = ()
    related: tuple[Related, ...] = ()
    role: ClaimRole = ClaimRole.DETAIL
    of: str | None = None

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that make it, each once."""
        return tuple(dict.fromkeys(appearance.document for appearance in self.appearances))


ClaimKey = tuple[str, str]  # the ids of a document and of a claim in its trace


@dataclass(frozen=True, slots=True)
class Regrouping:
    """A person's word on which places make one claim: ``places`` belong together, or, where there are ``apart``, make
    another claim than those do."""

    places: frozenset[ClaimKey]
    apart: frozenset[ClaimKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Rejoined:
    """A person's word on an answer: which it is, or none; where they said what it is to (``is_tied``), the claim, or
    none."""

    response: Response | None
    to: ClaimKey | None = None
    is_tied: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What people have decided, which goes before what is found. Later regroupings go before earlier ones; edges are
    known by the keys of their nodes, the taker first. ``answers`` are by document and attribution, ``chains`` the
    claims whose chain a person gave, ``worded`` the words a person gave a claim, by places that make it."""

    regroupings: tuple[Regrouping, ...] = ()
    accepted: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()
    answers: Mapping[ClaimKey, Rejoined] = field(default_factory=dict)
    chains: frozenset[ClaimKey] = frozenset()
    worded: Mapping[frozenset[ClaimKey], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story(Plain):
    """Everything whosays found between many documents."""

    documents: tuple[Appeared, ...] = ()
    stories: tuple[Event, ...] = ()
    claims: tuple[StoryClaim, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    warnings: tuple[str, ...] = field(default=())
