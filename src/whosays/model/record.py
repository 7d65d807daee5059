"""What a ledger answers, as small immutable values: claims, documents, sources, versions, decisions, history.

Whoever shows a ledger (a terminal, a page, a program) is given these. Their JSON is what they hold, member by member
(``whosays.model.wire.plain``); a member that is not set is not there. Claims are called ``k5``, documents ``d12``,
their texts ``d12.2``, links ``p30``, events ``e3``.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from whosays.model.trace import Span


class Words(Struct, frozen=True, omit_defaults=True):
    """Words of a text: where they stand, and what they are. ``field``: a field outside the text shows it."""

    document: str
    spans: tuple[Span, ...]
    words: str
    field: str | None = None


class Ground(Struct, frozen=True):
    """Why a judgement was made: the rule, a sentence, the words that show it."""

    rule: str
    text: str
    evidence: tuple[Words, ...]


class Standing(Struct, frozen=True):
    """What a claim rests on: a sentence, the NATO digit, the letter where a register of the user's own says anything,
    the reasons."""

    summary: str
    credibility: int
    reliability: str | None
    reasons: tuple[Ground, ...]


class Node(Struct, frozen=True):
    """A document, a speaker, a post or something not seen, from which a claim may come."""

    kind: str
    label: str
    document: str | None
    source: str | None


class Side(Node, frozen=True):
    """A node with its own words for something."""

    words: str


class Origins(Struct, frozen=True):
    """How many independent origins there are, at least and at most, which they may be, and why."""

    least: int
    most: int
    nodes: tuple[Node, ...]
    reasons: tuple[Ground, ...]


class Passed(Struct, frozen=True):
    """A step by which a document has a claim: whose word, how named, in which words, how surely it was read.

    ``handle`` (``d3:a7``) is what it is corrected by; ``source`` (``d3:s2``) that of who speaks."""

    handle: str
    who: str | None
    source: str | None
    naming: str | None
    words: str
    confidence: float


class Appearance(Struct, frozen=True):
    """A place where a claim is made, with what its document says of itself, and the steps by which it has the claim,
    the outermost speaker first; none in its own voice. ``handle`` (``d3:c2``) is what it is corrected by."""

    link: str
    handle: str
    document: str
    outlet: str | None
    author: str | None
    title: str | None
    published: str | None
    retracted: bool
    input: str | None
    spans: tuple[Span, ...]
    words: str
    factuality: str
    chain: tuple[Passed, ...]


class Edge(Struct, frozen=True, rename={"taker": "from", "taken": "to"}):
    """That one has a claim from the other, with what shows it."""

    link: str
    taker: Node
    taken: Node
    kind: str
    confidence: float
    evidence: tuple[Words, ...]


class Drift(Struct, frozen=True, rename={"upstream": "from", "downstream": "to"}):
    """What one changed against the other, in the words of both."""

    kind: str
    upstream: Side
    downstream: Side


class Response(Struct, frozen=True):
    """Who answered a claim, how, and the words. ``handle`` (``d3:a7``) is what it is corrected by, ``published``
    the day of its document."""

    handle: str
    response: str
    who: str
    document: str
    spans: tuple[Span, ...]
    words: str
    published: str | None = None


class Decision(Struct, frozen=True):
    """What a person decided about a claim (``j12``), and why; ``undone`` where it was taken back. ``told`` says it in
    words, ``verb`` and ``subject`` in names."""

    decision: str
    verb: str
    subject: str
    told: str
    who: str
    why: str
    time: str
    undone: bool


class Choice(Struct, frozen=True):
    """One of some values to choose from, and what it is in words."""

    value: str
    words: str


class Correctable(Struct, frozen=True):
    """What a person may put right, as it is now: of which ``kind`` it is ("attribution", "claim", "source", "document",
    "words"), in which document, in which words; the ``present`` values by kind of correction; the claims that it may
    answer, the sources that its document has, the steps by which a claim may have come."""

    what: str
    kind: str
    document: str
    label: str
    words: str
    present: dict[str, str]
    claims: tuple[Choice, ...] = ()
    sources: tuple[str, ...] = ()
    steps: tuple[Choice, ...] = ()


class FactCheck(Struct, frozen=True, omit_defaults=True):
    """A published fact-check of what may be a claim, in the document that tells it: the verdict is its publisher's.
    ``likeness`` is how like the claim is to the one that was checked."""

    document: str
    claim: str
    likeness: float
    verdict: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


class Lineage(Struct, frozen=True):
    """That a claim became part of another, or was part of it."""

    claim: str
    kind: str
    other: str


class Claim(Struct, frozen=True):
    """A claim with everything held of it.

    ``decisions``, ``lineage`` and ``since`` are those of the ledger's own time; ``warnings`` those of a claim as it
    stands by what was published until a day. ``fact_checks`` is there where somebody has published one that fits,
    ``turns`` where a speaker answered in one way first and in another later: in order, with the days, a sentence each.
    """

    claim: str
    text: str
    event: str
    documents: int
    standing: Standing
    origins: Origins
    circular: tuple[tuple[str, ...], ...]
    note: str | None
    appearances: tuple[Appearance, ...]
    edges: tuple[Edge, ...]
    drift: tuple[Drift, ...]
    responses: tuple[Response, ...]
    decisions: tuple[Decision, ...] | UnsetType = UNSET
    lineage: tuple[Lineage, ...] | UnsetType = UNSET
    since: str | UnsetType = UNSET
    warnings: tuple[str, ...] | UnsetType = UNSET
    fact_checks: tuple[FactCheck, ...] | UnsetType = UNSET
    turns: tuple[str, ...] | UnsetType = UNSET


class FormerClaim(Struct, frozen=True):
    """A claim that no longer holds: what it said last, what was decided, what it became."""

    claim: str
    text: str
    event: str
    documents: int
    ended: bool
    lineage: tuple[Lineage, ...]
    decisions: tuple[Decision, ...]


class Step(Struct, frozen=True):
    """Something that changed of a claim, or was decided about it, and by which version or by whom."""

    time: str
    made_by: str
    kind: str
    text: str
    before: str | None
    after: str | None
    evidence: tuple[Words, ...]


class Sighting(Struct, frozen=True):
    """Where and when a text was read."""

    input: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    seen: str


class Version(Struct, frozen=True):
    """A text of a document: whether it came after a newer one (``late``), the words of which earlier text it is."""

    version: str
    sha256: str
    late: bool
    again: str | None
    seen: tuple[Sighting, ...]


class MadeClaim(Struct, frozen=True):
    """A claim that a document makes, and the documents that have it from there."""

    claim: str
    text: str
    documents: int
    grade: str
    downstream: tuple[str, ...]


class Said(Struct, frozen=True):
    """An attribution of a document (``d3:a7``): whose word, how named, what it answers and how, in which words."""

    handle: str
    who: str | None
    source: str | None
    naming: str | None
    factuality: str
    response: str | None
    answers: str | None
    confidence: float
    words: str


class Document(Struct, frozen=True):
    """A document with its texts and the claims that rest on one of them: the newest, or the one ``shown``; with who
    says what in it, what people put right there, and which of that (by decision) its newest text has no words for."""

    document: str
    shown: str | None
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    published: str | None
    dated: str | None
    language: str | None
    retracted: bool
    versions: tuple[Version, ...]
    claims: tuple[MadeClaim, ...]
    said: tuple[Said, ...]
    corrections: tuple[Decision, ...]
    without_words: tuple[str, ...]
    text: str


class Headed(Struct, frozen=True):
    """A document by what stands over it."""

    document: str
    title: str | None
    outlet: str | None
    published: str | None


class SpokenClaim(Struct, frozen=True):
    """A claim by its name and words, with what a source does with it: how it answers; none where it says it."""

    claim: str
    text: str
    response: str | None


class Speaking(Struct, frozen=True):
    """A document in which a source speaks, as what, and the claims that rest on its word there or are answered by it.
    ``handle`` (``d3:s4``) is what it is corrected by."""

    document: str
    handle: str
    outlet: str | None
    published: str | None
    name: str
    naming: str
    role: str | None
    affiliation: str | None
    claims: tuple[SpokenClaim, ...]


class Passage(Struct, frozen=True):
    """Words of a document beside others: whose document, and what stands around them."""

    document: str
    label: str
    words: str
    around: str


class Doubt(Struct, frozen=True):
    """Something that a person should look at: what is asked, why whosays thinks so and how surely, both texts.

    ``kind`` is "claims" (are they the same?), "place" (does this make the claim?), "link" (has one it from the
    other?), "answer" (is it to this claim?), "speaker" (whose word is it?) or "sources" (are they one?). ``names`` is
    what a decision is about: claims, a link, a handle; ``claim`` what all of it belongs to.
    """

    kind: str
    question: str
    why: str
    confidence: float
    names: tuple[str, ...]
    claim: str
    one: Passage
    other: Passage
    value: str | None = None
