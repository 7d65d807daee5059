"""The JSON of a story (``whosays.story/1``); its JSON Schema is made of the shapes below."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct, field

from whosays.model import story as nouns
from whosays.model.meaning import Response
from whosays.model.plain import FORMS, Form
from whosays.model.trace import Factuality
from whosays.model.wire.shapes import Credibility, Probability, Rated, Reliability, Sha, Spans, plain, schema, shaped

STORY_SCHEMA: Final = "whosays.story/1"

EventId = Annotated[str, Meta(pattern="^st[0-9]+$")]
ClaimId = Annotated[str, Meta(pattern="^k[0-9]+$")]
NodeId = Annotated[str, Meta(pattern="^n[0-9]+$")]
SourceId = Annotated[str, Meta(pattern="^s[0-9]+$")]
AttributionId = Annotated[str, Meta(pattern="^a[0-9]+$")]
OwnClaimId = Annotated[str, Meta(pattern="^c[0-9]+$", description="A claim of the document's trace.")]
Reasons = Annotated[list[str], Meta(min_length=1)]
Least = Annotated[int, Meta(ge=0)]
Nodes = list[NodeId]


class Evidence(Struct, frozen=True, omit_defaults=True):
    """The words that show something, in one document."""

    document: Sha
    spans: Spans
    field: Annotated[
        str | None, Meta(description="The field outside the text that shows it; spans may then be empty.")
    ] = None


class Ground(Struct, frozen=True):
    """The rule that made a judgement, and what it used."""

    rule: str
    text: str
    evidence: list[Evidence]


class Document(Struct, frozen=True):
    """A document of the pile."""

    id: Sha
    paths: Annotated[list[str], Meta(description="The inputs that hold this text.")]
    outlet: str | None
    title: str | None
    published: str | None
    copies: Annotated[list[Sha], Meta(description="Documents that print much of the same text.")]


class Event(Struct, frozen=True):
    """Documents about the same event."""

    id: EventId
    title: str
    documents: list[Sha]
    claims: list[ClaimId]


class Match(Struct, frozen=True):
    """Why two appearances are taken for one claim."""

    confidence: Probability
    reasons: Reasons


class Appearance(Struct, frozen=True, rename={"joined": "match", "likely": "confidence"}):
    """A place where a claim is made."""

    document: Sha
    claim: OwnClaimId
    spans: Spans
    chain: list[AttributionId]
    factuality: Factuality
    joined: Annotated[
        Match | None,
        Meta(description="Its nearest match among the claim's other appearances; null where there is none."),
    ] = None
    likely: Annotated[
        Probability | None, Meta(description="How likely the place tells the proposition; null for a detail.")
    ] = None


class Origins(Struct, frozen=True):
    """How many independent origins there are, at least and at most."""

    least: Least
    most: Least
    nodes: Nodes
    reasons: list[Ground]


class Edge(Struct, frozen=True, rename={"taker": "from", "taken": "to"}):
    """`from` has it from `to`."""

    taker: NodeId
    taken: NodeId
    kind: nouns.EdgeKind
    confidence: Probability
    evidence: Annotated[list[Evidence], Meta(description="The words that show it, document by document.")]


class Carried(Struct, frozen=True):
    """How a document carries the claim: as fact, at a distance (others' word, or open), or denying it."""

    document: Sha
    how: nouns.Carriage
    confidence: Annotated[float, Meta(ge=0.5, le=1, description="How clear it is.")]
    reasons: list[Ground]


class Related(Struct, frozen=True):
    """A claim that is near and not the same."""

    claim: ClaimId
    confidence: Probability
    differs: Annotated[
        str | None,
        Meta(
            description="What keeps them apart: numbers, marks (of time and order), place, names, polarity, opposites, "
            "roles."
        ),
    ]
    reasons: Reasons


class DriftSpans(Struct, frozen=True, rename={"spans_upstream": "from", "spans_downstream": "to"}):
    """The words of both sides, each in its own document."""

    spans_upstream: Spans
    spans_downstream: Spans


class Drift(Struct, frozen=True, rename={"upstream": "from", "downstream": "to"}):
    """What `to` changed against `from`; the spans of each count into its own document."""

    upstream: NodeId
    downstream: NodeId
    kind: nouns.DriftKind
    spans: DriftSpans


class Answer(Struct, frozen=True, omit_defaults=True, rename={"name": "by_name"}):
    """Who answered, and how, as a document tells it."""

    document: Sha
    attribution: AttributionId
    response: Response
    by: SourceId | None
    date: Annotated[str | None, Meta(description="The date of the document that tells the answer.")] = None
    to: Annotated[str | None, Meta(description="To whom it was said, as the document names them.")] = None
    name: Annotated[str | None, Meta(description="Who answers, as the document names them.")] = None
    spans: Annotated[Spans, Meta(description="The words of the answer, who gives it among them.")] = field(
        default_factory=list
    )
    confidence: Annotated[Probability | None, Meta(description="How likely it is that it answers this claim.")] = None
    contradicted: Annotated[
        bool, Meta(description="Another document says that the same one answered with less: this is not counted.")
    ] = False


class Interval(Struct, frozen=True):
    """How many independent origins, at least and at most."""

    least: Least
    most: Least


class AsOf(Struct, frozen=True):
    """What the claim rested on at the end of a day, by the documents dated until then."""

    date: Annotated[str, Meta(pattern="^[0-9]{4}")]
    documents: Annotated[int, Meta(ge=1)]
    origins: Interval
    credibility: Credibility
    summary: str


class Verdict(Struct, frozen=True, omit_defaults=True):
    """What the claim rests on over all documents."""

    summary: str
    credibility: Credibility
    reliability: Reliability
    reasons: list[Ground]
    rated: Rated = False


class Claim(Struct, frozen=True, kw_only=True):
    """The same assertion in all documents that make it."""

    id: ClaimId
    text: str
    story: EventId
    role: Annotated[
        nouns.ClaimRole, Meta(description="A proposition, which the event is about, or a detail of one.")
    ] = nouns.ClaimRole.DETAIL
    of: Annotated[ClaimId | None, Meta(description="The proposition that a detail belongs to.")] = None
    appearances: Annotated[list[Appearance], Meta(min_length=1)]
    origins: Origins
    edges: Annotated[
        list[Edge], Meta(description="The edges of the graph that this claim came by, with what each rests on for it.")
    ]
    carried: list[Carried] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    circular: Annotated[list[Nodes], Meta(description="Circles of credit, each back to where it began.")]
    drift: list[Drift]
    responses: list[Answer]
    course: Annotated[list[AsOf], Meta(description="A day for each change in what the claim rested on.")]
    standing: Verdict | None


class Node(Struct, frozen=True):
    """A document, a source, a post, or something not seen, from which a claim may come."""

    id: NodeId
    kind: nouns.NodeKind
    label: str
    document: Sha | None
    source: SourceId | None


class Graph(Struct, frozen=True):
    """Who took what from whom."""

    nodes: list[Node]
    edges: list[Edge]


class Story(Struct, frozen=True):
    """Many documents and what lies between them: the claims they share, where each was taken from, its origins, what
    changed on the way, and who answered.
    """

    schema: Literal["whosays.story/1"]
    documents: list[Document]
    stories: list[Event]
    claims: Annotated[
        list[Claim], Meta(description="The propositions first, then the details that most documents carry.")
    ]
    graph: Graph
    warnings: Annotated[list[str], Meta(description="Sentences for the user about what could not be read or judged.")]


def story_schema() -> dict[str, Any]:
    """The JSON Schema of ``whosays.story/1``."""
    return schema(Story, STORY_SCHEMA)


def _write_story(story: nouns.Story) -> dict[str, Any]:
    values: dict[str, Any] = plain(
        Story(
            STORY_SCHEMA,
            shaped(story.documents, list[Document]),
            shaped(story.stories, list[Event]),
            [_claim(claim) for claim in story.claims],
            Graph(shaped(story.nodes, list[Node]), [_edge(edge) for edge in story.edges]),
            list(story.warnings),
        )
    )
    return values


def _claim(claim: nouns.StoryClaim) -> Claim:
    return Claim(
        id=claim.id,
        text=claim.text,
        story=claim.story,
        role=claim.role,
        of=claim.of,
        appearances=shaped(claim.appearances, list[Appearance]),
        origins=shaped(claim.origins, Origins),
        edges=[_edge(edge) for edge in claim.edges],
        carried=shaped(claim.carried, list[Carried]),
        related=shaped(claim.related, list[Related]),
        circular=shaped(claim.circular, list[Nodes]),
        drift=[Drift(d.upstream, d.downstream, d.kind, shaped(d, DriftSpans)) for d in claim.drift],
        responses=shaped(claim.responses, list[Answer]),
        course=[
            AsOf(day.date, day.documents, shaped(day, Interval), day.credibility, day.summary) for day in claim.course
        ],
        standing=shaped(claim.standing, Verdict | None),
    )


def _edge(edge: nouns.Edge) -> Edge:
    evidence = shaped(edge.evidence, list[Evidence])
    return Edge(edge.taker, edge.taken, edge.kind, round(edge.confidence, 4), evidence)


FORMS[nouns.Story] = Form(_write_story)
