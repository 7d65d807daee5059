"""What a person put right in the reading of a document, laid over a trace.

A correction is known by the words it is about (a passage, a claim, a source in a text of a document), not by the
numbers of a trace: so it holds for a new reading of the text, and for a new text of the document that still has the
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from whosays import standing
from whosays.likeness import features
from whosays.model import Attribution, Claim, Factuality, Naming, Response, Source, SourceKind, Spans, Trace

SPEAKER, CHAIN, ANSWER, NAMING, CERTAINTY, SAME, APART = (
    "speaker", "chain", "answer", "naming", "certainty", "same", "apart",
)  # fmt: skip
SAID, CLAIM, SOURCE = "attribution", "claim", "source"
_OVERLAP, _ALIKE = 0.5, 0.6

Place = Mapping[str, Any]
_Thing = TypeVar("_Thing", Attribution, Claim, Source)


@dataclass(frozen=True, slots=True)
class Correction:
    """One judgement put right: what it is about (``at``), of which ``kind``, and what it should be (``to``).
    ``number`` is that of the decision, ``version`` the text it was made on."""

    number: int
    kind: str
    version: int
    at: Place
    to: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A trace with what was put right, and the corrections whose words it does not have."""

    trace: Trace
    missing: tuple[Correction, ...]


def corrected(trace: Trace, version: int, corrections: Sequence[Correction]) -> Corrected:
    """A trace as read from ``version``, with corrections, oldest first, and each claim's standing judged anew."""
    missing = []
    made = trace
    for one in corrections:
        found = _put_right(made, version, one)
        if found is None:
            missing.append(one)
        else:
            made = found
    if made is not trace:
        claims = standing.judge(made.document, made.sources, made.attributions, made.claims)
        made = replace(made, claims=claims)
    return Corrected(made, tuple(missing))


def _put_right(trace: Trace, version: int, one: Correction) -> Trace | None:
    if one.at["of"] == SAID:
        said = found_attribution(trace, version, one.version, one.at)
        if said is None:
            return None
        if one.kind == SPEAKER:
            return _spoken(trace, said, one.to)
        if one.kind == ANSWER:
            return _answered(trace, version, one, said)
        if one.kind == CERTAINTY:
            return _with_said(trace, replace(said, factuality=Factuality(one.to["factuality"])))
        source = trace.source_of(said)
        return None if source is None else _named(trace, source, one)
    if one.at["of"] == CLAIM:
        claim = found_claim(trace, version, one.version, one.at)
        if claim is None:
            return None
        if one.kind == CERTAINTY:
            return _with_claim(trace, replace(claim, factuality=Factuality(one.to["factuality"])))
        return _chained(trace, version, one, claim)
    source = found_source(trace, version, one.version, one.at)
    return None if source is None else _named(trace, source, one)


# --- finding again ---------------------------------------------------------------------------------------------------


def place_of(thing: Attribution | Claim | Source, trace: Trace) -> dict[str, Any]:
    """How a correction keeps what it is about."""
    if isinstance(thing, Attribution):
        spans = _told(thing)
        return {"of": SAID, "spans": _lists(spans), "cue": _lists(thing.cue), "words": trace.document.quote(spans)}
    if isinstance(thing, Claim):
        return {"of": CLAIM, "spans": _lists(thing.spans), "words": thing.text}
    return {"of": SOURCE, "spans": _lists(thing.mentions), "words": thing.name}


def found_attribution(trace: Trace, version: int, made_on: int, at: Place) -> Attribution | None:
    """The attribution that a place means, in a trace of ``version``; the place is one of the text ``made_on``."""
    if version != made_on:
        return _alike(at["words"], [(trace.document.quote(_told(a)), a) for a in trace.attributions])
    cue = _spans(at["cue"])
    ranked = [(_common(_told(a), _spans(at["spans"])), a.cue == cue, a) for a in trace.attributions]
    return _best(ranked)


def found_claim(trace: Trace, version: int, made_on: int, at: Place) -> Claim | None:
    """The claim that a place means; see ``found_attribution``."""
    if version != made_on:
        return _alike(at["words"], [(claim.text, claim) for claim in trace.claims])
    ranked = [(_common(c.spans[:1], _spans(at["spans"])[:1]), c.text == at["words"], c) for c in trace.claims]
    return _best(ranked)


def found_source(trace: Trace, version: int, made_on: int, at: Place) -> Source | None:
    """The source that a place means: by its name, else by where it is mentioned."""
    named = next((s for s in trace.sources if _folded(s.name) == _folded(at["words"])), None)
    if named is not None or version != made_on:
        return named
    return _best([(_common(s.mentions, _spans(at["spans"])), False, s) for s in trace.sources])


def _told(said: Attribution) -> Spans:
    return said.content or said.cue or said.source


def _best(ranked: Sequence[tuple[float, bool, _Thing]]) -> _Thing | None:
    good = [one for one in ranked if one[0] >= _OVERLAP]
    return max(good, key=lambda one: one[:2])[2] if good else None


def _common(one: Spans, two: Spans) -> float:
    """How much of the characters of both are those of each."""
    left, right = ({i for start, end in spans for i in range(start, end)} for spans in (one, two))
    return len(left & right) / max(len(left | right), 1)


def _alike(words: str, things: Iterable[tuple[str, _Thing]]) -> _Thing | None:
    """The thing in much the same words; none where there is none."""
    own = set(features(words).stems)
    best: tuple[float, _Thing | None] = (0.0, None)
    for text, thing in things:
        if " ".join(text.split()).casefold() == " ".join(words.split()).casefold():
            return thing
        stems = set(features(text).stems)
        best = max(best, (len(own & stems) / max(len(own | stems), 1), thing), key=lambda one: one[0])
    return best[1] if best[0] >= _ALIKE else None


# --- putting right ---------------------------------------------------------------------------------------------------


def _spoken(trace: Trace, said: Attribution, to: Mapping[str, Any]) -> Trace:
    """Somebody else says it, or nobody who is named."""
    if to["name"] is None:
        nobody = replace(said, source=(), source_id=None, agentless=True, confidence=1.0)
        return _respoken(trace, nobody, said.source_id)
    name, mention = " ".join(to["name"].split()), _nearest(trace, to["name"], said.start)
    source = next((s for s in trace.sources if _folded(s.name) == _folded(name)), None)
    if source is None:
        kind = SourceKind(to.get("kind") or SourceKind.UNKNOWN.value)
        naming = Naming(to.get("naming") or Naming.NAMED.value)
        source = Source(_new_id(trace), name, kind, naming, mentions=mention)
        trace = replace(trace, sources=(*trace.sources, source))
    keeps = bool(said.source) and (not mention or not _is_named_in(trace, said))  # "he", "The company"
    spans = said.source if keeps else mention or said.source
    spoken = replace(said, source=spans, source_id=source.id, agentless=False, confidence=1.0)
    return _respoken(trace, spoken, said.source_id)


def _is_named_in(trace: Trace, said: Attribution) -> bool:
    """Whether the words that stand for the speaker are the name of who was read as speaking: words that only mean
    somebody stay as the text has them, whoever that is."""
    source, words = trace.source_of(said), _folded(trace.document.quote(said.source))
    return source is not None and source.naming is Naming.NAMED and words in (_folded(source.name), *(
        _folded(part) for part in source.name.split()))  # fmt: skip


def _answered(trace: Trace, version: int, one: Correction, said: Attribution) -> Trace | None:
    """It answers otherwise, or something else, or nothing."""
    response = Response(one.to["response"]) if one.to.get("response") else None
    target = said.responds_to
    if response is None:
        target = None
    elif "tied" in one.to:
        tied = one.to["tied"]
        elsewhere = tied is None or "document" in tied  # what another document says is tied between documents
        thing = None if elsewhere else _thing(trace, version, one.version, tied)
        if not elsewhere and thing is None:
            return None
        target = thing.id if thing else None
    trace = _with_said(trace, replace(said, response=response, responds_to=target, confidence=1.0))
    claims = tuple(
        replace(c, responses=tuple(r for r in c.responses if r != said.id)) if said.id in c.responses else c
        for c in trace.claims
    )
    claims = tuple(replace(c, responses=(*c.responses, said.id)) if c.id == target else c for c in claims)
    return replace(trace, claims=claims)


def _chained(trace: Trace, version: int, one: Correction, claim: Claim) -> Trace | None:
    """It came by other steps, the outermost speaker first; by none where it is the document's own word."""
    steps = [found_attribution(trace, version, one.version, at) for at in one.to["steps"]]
    chain = [said for said in steps if said is not None]
    if len(chain) != len(steps):
        return None
    parents = dict(zip((s.id for s in chain), (None, *(s.id for s in chain)), strict=False))
    attributions = tuple(
        replace(a, parent=parents[a.id], confidence=1.0) if a.id in parents else a for a in trace.attributions
    )
    trace = replace(trace, attributions=attributions)
    return _with_claim(trace, replace(claim, chain=tuple(said.id for said in chain)))


def _named(trace: Trace, source: Source, one: Correction) -> Trace:
    """A source is named otherwise, is the same as another, or is not."""
    if one.kind == NAMING:
        return _with_source(trace, replace(source, naming=Naming(one.to["naming"])))
    name = " ".join(one.to["name"].split())
    other = next((s for s in trace.sources if _folded(s.name) == _folded(name) and s.id != source.id), None)
    if one.kind == APART or other is None:
        naming = Naming.NAMED if one.kind == SAME else source.naming
        return _with_source(trace, replace(source, name=name, naming=naming))
    mentions = tuple(sorted({*other.mentions, *source.mentions}))
    trace = _with_source(trace, replace(other, mentions=mentions))
    attributions = tuple(replace(a, source_id=other.id) if a.source_id == source.id else a for a in trace.attributions)
    return replace(trace, attributions=attributions, sources=tuple(s for s in trace.sources if s.id != source.id))


def _thing(trace: Trace, version: int, made_on: int, at: Place) -> Attribution | Claim | None:
    find = found_claim if at["of"] == CLAIM else found_attribution
    return find(trace, version, made_on, at)


def _with_said(trace: Trace, said: Attribution) -> Trace:
    return replace(trace, attributions=tuple(said if a.id == said.id else a for a in trace.attributions))


def _respoken(trace: Trace, said: Attribution, left: str | None) -> Trace:
    """With an attribution that has another speaker; who spoke it before and says nothing else is no source any more."""
    trace = _with_said(trace, said)
    if any(a.source_id == left for a in trace.attributions):
        return trace
    return replace(trace, sources=tuple(source for source in trace.sources if source.id != left))


def _with_claim(trace: Trace, claim: Claim) -> Trace:
    return replace(trace, claims=tuple(claim if c.id == claim.id else c for c in trace.claims))


def _with_source(trace: Trace, source: Source) -> Trace:
    return replace(trace, sources=tuple(source if s.id == source.id else s for s in trace.sources))


def _nearest(trace: Trace, name: str, at: int) -> Spans:
    """Where a name stands nearest to a place; nowhere, if the text does not have it."""
    words = r"\s+".join(map(re.escape, name.split()))
    places = [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", trace.document.text)]
    return (min(places, key=lambda span: abs(span[0] - at)),) if places else ()


def _new_id(trace: Trace) -> str:
    known = {source.id for source in trace.sources}
    return next(name for n in range(1, len(known) + 2) if (name := f"s{n}") not in known)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _spans(lists: Iterable[Sequence[int]]) -> Spans:
    return tuple((start, end) for start, end in lists)


def _lists(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]
