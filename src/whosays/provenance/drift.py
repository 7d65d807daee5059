"""What an appearance changed against its upstream, each change with the words of both sides.

Every check looks at one edge between two documents that make the same claim (or claims that would be the same but for
one thing), and compares how each puts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whosays.likeness import features
from whosays.model import Attribution, Factuality, Naming, Source, SourceKind, Spans, Trace, meaning
from whosays.model.story import Drift, DriftKind
from whosays.outlets.register import key
from whosays.provenance.upstream import ClaimPlace, Pile
from whosays.provenance.wordings_compared import alike, hedges, mostly_alike, quoted, sentence, turned, unchanged
from whosays.provenance.wordlists import any_of

_SURE = {
    Factuality.CERTAIN: 3,
    Factuality.PROBABLE: 2,
    Factuality.POSSIBLE: 1,
    Factuality.NOT_CERTAIN: -3,
    Factuality.NOT_PROBABLE: -2,
    Factuality.NOT_POSSIBLE: -1,
    Factuality.CERTAIN_UNDERSPECIFIED: 0,
    Factuality.UNKNOWN: 0,
}
_BOUNDS = any_of("upper_bounds", "lower_bounds", "about")
_BOUND = re.compile(
    rf"\b{_BOUNDS}\s+(?:the\s+)?(?:[£$€¥]\s?)?(?P<number>\d[\d,.]*\d|\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NAMED_AS = {Naming.CROWD: 0, Naming.UNNAMED: 1, Naming.ROLE: 2, Naming.NAMED: 3}
_SEVERAL = re.compile(
    r"\b(?:sources|officials|people|insiders|experts|witnesses|friends|two|three|several|many)\b", re.IGNORECASE
)
_BEHIND = re.compile(r",|\s(?:of|at|for|in|from|who|with|within|on|familiar|close|briefed|said)\b")


def drifts(above: ClaimPlace, below: ClaimPlace, pile: Pile) -> Iterator[Drift]:
    """What ``below`` changed in a claim that it has from ``above``."""
    up, down = pile.traces[above.index], pile.traces[below.index]
    upper, lower = _value(above), _value(below)

    def drift(kind: DriftKind, spans_up: Spans, spans_down: Spans) -> Drift:
        nodes = pile.nodes
        return Drift(nodes.document(above.index).id, nodes.document(below.index).id, kind, spans_up, spans_down)

    said_up, said_down = pile.chain(above), pile.chain(below)
    sides = above.claim.spans[:1], below.claim.spans[:1]
    documents = up.document, sides[0], down.document, sides[1]
    clauses = up.document.quote(sides[0]), down.document.quote(sides[1])
    comparable = alike(*clauses) and not unchanged(*documents)
    if not comparable:
        pass  # what both word alike was read in two ways, and what they word otherwise tells nothing
    elif upper * lower < 0:
        if turned(*clauses):
            yield drift(DriftKind.POLARITY_TURNED, *sides)
    elif abs(upper) != abs(lower) and mostly_alike(*clauses):
        doubt = hedges(up.document, sides[0]), hedges(down.document, sides[1])
        raised = abs(lower) > abs(upper)
        if doubt[0] and not doubt[1] if raised else doubt[1] and not doubt[0]:
            kind = DriftKind.CERTAINTY_RAISED if raised else DriftKind.CERTAINTY_LOWERED
            yield drift(kind, _with(doubt[0], sides[0]), _with(doubt[1], sides[1]))
    dropped = _bound_dropped(up, above, down, below)
    if dropped:
        yield drift(DriftKind.BOUND_DROPPED, *dropped)
    if said_up and not said_down:
        spans = tuple(span for a in said_up for span in a.source + a.cue)
        somebody = any(a.source and not a.agentless for a in said_up)
        if comparable and somebody and own_voice(below, pile):
            yield drift(DriftKind.ATTRIBUTION_DROPPED, tuple(sorted(spans)), sides[1])
    elif len(said_down) > 1 and not said_up and said_down[-1].source:
        if comparable and _new(down.document.quote(said_down[-1].source), up.document.text):
            yield drift(DriftKind.SOURCE_PROMOTED, sides[0], said_down[-1].source)
    elif comparable and said_up and said_down:
        promoted = _promoted(said_up[-1], said_down[-1], above, below, pile)
        if promoted:
            yield drift(DriftKind.SOURCE_PROMOTED, *promoted)
    for spans_up, spans_down in _hardened(above, below, pile):
        yield drift(DriftKind.RESPONSE_HARDENED, spans_up, spans_down)


def own_voice(place: ClaimPlace, pile: Pile) -> bool:
    """True where nobody is quoted or credited in the sentence of a claim, and no word says that it is hearsay."""
    document = pile.traces[place.index].document
    start, end = sentence(document.text, place.claim.spans)
    inside = [a for a in pile.attributions[place.index].values() if any(start <= s < end for s, _ in a.cue)]
    credited = any(start <= c.spans[0][0] < end for c in pile.credits[place.index])
    hearsay = hedges(document, place.claim.spans) or quoted(document, place.claim.spans)
    return not credited and not hearsay and not any(a.source for a in inside)


def _new(source: str, text: str) -> bool:
    """True where a text does not speak of such a source at all: "officials at the council" where no official is."""
    before = _BEHIND.split(source.strip(), maxsplit=1)[0].split()
    head = set(features(before[-1]).stems) if before else set()
    return bool(head) and not head & set(features(text).stems)


def _with(words: Spans, spans: Spans) -> Spans:
    return tuple(sorted({*words, *spans}))


def headline(place: ClaimPlace, pile: Pile) -> Drift | None:
    """Where the headline says itself, and surely, what the article has from nobody identified, or less surely."""
    document = pile.traces[place.index].document
    title = document.title
    if not title or not document.text.startswith(title) or len(place.claim.spans) < 2:
        return None
    above_text = [span for span in place.claim.spans if span[1] <= len(title)]
    below_text = [span for span in place.claim.spans if span[0] >= len(title)]
    said = pile.attributions[place.index].values()
    covering = [[a for a in said if any(s < end and start < e for s, e in a.content)] for start, end in below_text]
    weak = [[a for a in found if _weak(a, place, pile)] for found in covering]
    if not above_text or not below_text or not all(weak) or title.rstrip().endswith("?"):
        return None
    if not any(alike(title, document.quote((span,))) for span in below_text):
        return None  # it says something else
    if any(s < len(title) for a in said for s, _ in (*a.content, *a.cue)):
        return None
    node = pile.nodes.document(place.index).id
    body = (*(span for found in weak for a in found[:1] for span in a.cue), *below_text)
    return Drift(node, node, DriftKind.HEADLINE_STRONGER, tuple(sorted(set(body))), tuple(above_text))


def _weak(attribution: Attribution, place: ClaimPlace, pile: Pile) -> bool:
    """True where nobody identified says it, or nobody says it surely."""
    source = pile.sources[place.index].get(attribution.source_id or "")
    unnamed = source is None or source.naming in (Naming.UNNAMED, Naming.CROWD, Naming.NONE)
    return attribution.agentless or abs(_SURE[attribution.factuality]) < 3 or unnamed


def _value(place: ClaimPlace) -> int:
    return _SURE[place.claim.factuality]


def _bound_dropped(up: Trace, above: ClaimPlace, down: Trace, below: ClaimPlace) -> tuple[Spans, Spans] | None:
    bare = {}
    for start, end in below.claim.spans:
        bounded = {m.start("number") for m in _BOUND.finditer(down.document.text, max(0, start - 20), end)}
        for match in _NUMBER.finditer(down.document.text, start, end):
            if match.start() not in bounded:
                bare[match.group().replace(",", "")] = match.span()
    for start, end in above.claim.spans:
        for match in _BOUND.finditer(up.document.text, max(0, start - 20), end):
            span = bare.get(match["number"].replace(",", ""))
            if span and match.end() > start:
                return (match.span(),), (span,)
    return None


def _promoted(
    up: Attribution, down: Attribution, above: ClaimPlace, below: ClaimPlace, pile: Pile
) -> tuple[Spans, Spans] | None:
    """True promotion only: an unnamed source told as an office or as several, a crowd told as sources."""
    one, two = (pile.sources[p.index].get(a.source_id or "") for p, a in ((above, up), (below, down)))
    if one is None or two is None or not up.source or not down.source:
        return None
    left, right = (_NAMED_AS.get(s.naming, 9) for s in (one, two))
    several = not _SEVERAL.search(one.name) and bool(_SEVERAL.search(two.name))
    if left > 1 or right == 9 or not (left < right < 3 or (left == right == 1 and several)):
        return None
    if not _new(two.name, pile.traces[above.index].document.text) and left != right:
        return None  # the upstream speaks of them too
    return up.source, down.source


def _hardened(above: ClaimPlace, below: ClaimPlace, pile: Pile) -> Iterator[tuple[Spans, Spans]]:
    """The same one's answer told as more than it was: an open answer as a denial, or as a confirmation."""
    before = _answers(above, pile)
    for told in _answers(below, pile):
        who = _who(told, below, pile)
        for given in before:
            if given.response is None or told.response is None or not same(who, _who(given, above, pile)):
                continue
            if meaning.HARDNESS.get(given.response, 9) < meaning.HARDNESS.get(told.response, 0) and not any(
                other.response is told.response and same(who, _who(other, above, pile)) for other in before
            ):
                yield said(given), said(told)
                break


def said(attribution: Attribution) -> Spans:
    """The words in which somebody answers."""
    return tuple(sorted({*attribution.source, *attribution.cue, *attribution.content}))


def _answers(place: ClaimPlace, pile: Pile) -> list[Attribution]:
    """The answers to a claim in its document, by whoever answers."""
    known = pile.attributions[place.index]
    found = [known[i] for i in place.claim.responses if i in known]
    return found + [a for a in pile.chain(place)[-1:] if a.response is not None and a not in found]


def same(one: set[str], two: set[str]) -> bool:
    """True where a name of one is among the words of the other's: "the council", "Saltmere council"."""
    words = [[set(name.split()) for name in names] for names in (one, two)]
    return any(a <= b or b <= a for a in words[0] for b in words[1])


def _who(answer: Attribution, place: ClaimPlace, pile: Pile) -> set[str]:
    source: Source | None = pile.sources[place.index].get(answer.source_id or "")
    if source is None:
        return set()
    names = {key(source.name)} if source.naming is Naming.NAMED or source.kind is SourceKind.ORGANIZATION else set()
    return names | ({key(source.affiliation)} if source.affiliation else set())
