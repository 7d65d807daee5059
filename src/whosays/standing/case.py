"""What the rules of judgement look at: a claim, everyone it is credited to in this document, and everyone who
answered it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whosays.model import Attribution, Claim, Document, Naming, Response, Source, SourceKind, Span, Spans
from whosays.model.clarity import answer_is_clear, speaker_is_clear

_MOST_STEPS = 32
_OUTLET = re.compile(
    r"\b(?:(?i:newspapers?|paper|daily|tabloid|(?:news )?(?:web)?site|magazine|broadcaster|blog|(?:news|press) "
    r"agency|news outlets?|"
    r"media|radio|tv|television|news)|Times|Post|Herald|Guardian|Telegraph|Journal|Tribune|Gazette|Chronicle|Mail|"
    r"Mirror|"
    r"Ledger|Courier|Sentinel|Standard|Express|Argus|Examiner|Dispatch|Inquirer|Enquirer|Advertiser|Globe|Sun|Echo|"
    r"Independent|Observer|Reuters|Associated Press|AP|AFP|Agence France-Presse|Xinhua|TASS|BBC|CNN|NBC|ABC|CBS|"
    r"Bloomberg|Al Jazeera)$"
    r"|^(?:Radio|TV|Television|Agence|Agencia|Agenzia) [A-Z]"
)
_HANDS = re.compile(r"\b(?:by|to|in) (?:[\w.&-]+ ){0,4}$")  # "records reviewed by", "a memo leaked to" an outlet


@dataclass(frozen=True, slots=True)
class Step:
    """One attribution of a chain with the source it is resolved to, if any.

    ``article``: the document puts "the" before the source's name; ``small``: it writes the name's first word small, but
    where a sentence or a headline begins.
    """

    attribution: Attribution
    source: Source | None
    article: bool = False
    small: bool = False

    @property
    def naming(self) -> Naming:
        if self.attribution.agentless:
            return Naming.NONE
        if self.source is not None:
            return self.source.naming
        return Naming.UNNAMED if self.attribution.source else Naming.NONE

    @property
    def clear(self) -> bool:
        """Whether it may be said whose word this is."""
        return speaker_is_clear(self.attribution, self.source)

    @property
    def identified(self) -> bool:
        """Whether a reader could go and ask: a name, or an office."""
        return self.naming in (Naming.NAMED, Naming.ROLE)

    @property
    def spans(self) -> Spans:
        """The words that show who speaks: the source's, else the cue's."""
        return self.attribution.source or self.attribution.cue or self.attribution.content

    @property
    def house(self) -> str | None:
        """Whose house a source speaks for: an organisation's own name, else the affiliation."""
        if self.source is None:
            return None
        if self.source.affiliation:
            return self.source.affiliation
        return self.source.name if self.source.kind is SourceKind.ORGANIZATION else None

    @property
    def outlet(self) -> bool:
        """True where the source is another outlet, whose report is second hand by nature."""
        return (
            self.source is not None
            and self.naming in (Naming.NAMED, Naming.ROLE)
            and (found := _OUTLET.search(self.source.name)) is not None
            and not _HANDS.search(self.source.name[: found.start()])
        )

    @property
    def account(self) -> bool:
        """True where the source is an account that is called by its name; whose it is stands nowhere in that."""
        return self.naming is Naming.NAMED and self.source is not None and self.source.kind is SourceKind.ACCOUNT

    @property
    def placed(self) -> bool:
        """True where the document says what a source that it does not name is: an office or a house."""
        return self.source is not None and bool(
            self.source.role or self.house or self.source.kind is SourceKind.DOCUMENT
        )

    def same_source(self, other: Step) -> bool:
        """True where both are resolved to one source."""
        return self.source is not None and other.source is not None and self.source.id == other.source.id


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where the document makes the claim; ``steps`` lead from the outermost speaker inward, none in its own
    voice.
    """

    span: Span
    steps: tuple[Step, ...]

    @property
    def origin(self) -> Step | None:
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with its chain, its places and the responses to it."""

    document: Document
    claim: Claim
    chain: tuple[Step, ...]
    places: tuple[Passage, ...]
    responses: tuple[Step, ...]

    @property
    def origin(self) -> Step | None:
        """The innermost speaker of the chain; none in the document's own voice."""
        return self.chain[-1] if self.chain else None

    @property
    def unclear(self) -> Step | None:
        """The first speaker of the chain of whom it is not clear whether the word is theirs."""
        return next((step for step in self.chain if not step.clear), None)

    @property
    def known_origin(self) -> Step | None:
        """The innermost speaker, where it is clear whose word it is and how it came."""
        return self.origin if self.unclear is None else None

    @property
    def disowned(self) -> bool:
        """True where its only speaker denies it: nobody the document names says so."""
        return self.origin is not None and self.origin in self.answered(Response.DENY)

    @property
    def spoken(self) -> tuple[Step, ...]:
        """The steps of the chain where someone speaks."""
        return tuple(step for step in self.chain if step.naming is not Naming.NONE)

    def answered(self, *kinds: Response) -> tuple[Step, ...]:
        """Who answered the claim in one of these ways."""
        return tuple(step for step in self.responses if step.attribution.response in kinds)


def cases(
    document: Document, sources: Sequence[Source], attributions: Sequence[Attribution], claims: Sequence[Claim]
) -> list[Case]:
    """A case for each claim, in order. Unknown ids are left out; a circle of parents is cut."""
    by_source = {source.id: source for source in sources}
    articles = {s.id for s in sources if _takes_article(s) and _has_article(document.text, s)}
    written = frozenset(_WORD.findall(document.text))
    small = {s.id for s in sources if s.naming is not Naming.NAMED and _is_small(s.name, written)}
    steps = {
        a.id: Step(a, by_source.get(a.source_id or ""), a.source_id in articles, a.source_id in small)
        for a in attributions
    }
    answers: dict[str, list[str]] = {}
    for attribution in attributions:
        if attribution.response is not None and attribution.responds_to:
            answers.setdefault(attribution.responds_to, []).append(attribution.id)
    innermost = _innermost(attributions, [span for claim in claims for span in claim.spans])
    found = []
    for claim in claims:
        chain = tuple(steps[i] for i in claim.chain if i in steps)
        places = tuple(Passage(span, _chain(innermost.get(span), steps)) for span in claim.spans)
        said_by = [*claim.responses, *answers.get(claim.id, ())]
        for identifier in claim.chain:
            said_by.extend(answers.get(identifier, ()))
        own = {s.attribution.id for s in chain if s.attribution.response is not Response.DENY}
        responses = tuple(
            steps[i]
            for i in dict.fromkeys(said_by)
            if i in steps and i not in own and answer_is_clear(steps[i].attribution)
        )
        found.append(Case(document, claim, chain, places, responses))
    return found


_WORD = re.compile(r"\w+")
_OF_A_KIND = re.compile(r"[A-Z][a-z]+s(?:$| (?:of|who|that|close|familiar|from|at|in|on|with|and|near|contacted)\b)")


def _takes_article(source: Source) -> bool:
    """True of whatever is no person, and of a person by their office alone."""
    return source.kind is not SourceKind.PERSON or source.naming is Naming.ROLE


def _has_article(text: str, source: Source) -> bool:
    """True where a mention of the source is its name behind "the"."""
    first = source.name.split(" ", 1)[0].casefold()
    for start, _ in source.mentions:
        at = start + 4 if text[start : start + 4].casefold() == "the " else start
        if text[max(0, at - 4) : at].casefold() == "the " and text[at : at + len(first)].casefold() == first != "":
            return True
    return False


def _is_small(name: str, written: frozenset[str]) -> bool:
    """True where a description's first word is no name: the text has it small, or it is many of a kind."""
    first = _WORD.match(name)
    if first is None or not first[0][:1].isupper() or first[0][1:2].isupper():
        return False
    return first[0].lower() in written or bool(_OF_A_KIND.match(name))


def _chain(identifier: str | None, steps: Mapping[str, Step]) -> tuple[Step, ...]:
    path: list[Step] = []
    while identifier is not None and len(path) < _MOST_STEPS:
        step = steps.get(identifier)
        if step is None or step in path:
            break
        path.append(step)
        identifier = step.attribution.parent
    return tuple(reversed(path))


def _innermost(attributions: Sequence[Attribution], spans: Iterable[Span]) -> dict[Span, str]:
    """For each span the attribution with the shortest content that covers it, where there is one."""
    contents = sorted((s, e, a.id) for a in attributions for s, e in a.content if s < e)
    found: dict[Span, str] = {}
    active: list[tuple[int, int, str]] = []
    at = 0
    for span in sorted(set(spans)):
        while at < len(contents) and contents[at][0] <= span[0]:
            active.append(contents[at])
            at += 1
        active = [content for content in active if content[1] > span[0]]
        covering = [(e - s, identifier) for s, e, identifier in active if e >= span[1]]
        if covering:
            found[span] = min(covering)[1]
    return found
