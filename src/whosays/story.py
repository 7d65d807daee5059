"""The whole method for many documents: what they share, who took what from whom, what each claim rests on.

Everything below is a pure function from values to values; this is the only place where they meet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from whosays import carriage, matching, provenance, standing, vectors
from whosays.likeness.alone import stands_alone, without_opener
from whosays.model import Span, Trace
from whosays.model.story import (
    Appearance,
    Appeared,
    Carried,
    ClaimRole,
    Decided,
    EdgeKind,
    Event,
    Joined,
    Related,
    Story,
    StoryClaim,
)
from whosays.provenance import Altered, ClaimPlace, Conflict, Register, Shared, TiedAnswer
from whosays.trace import READS

_CONFLICTING = 0.6  # how alike two claims must be for what sets them apart to be a change of one

_AS_LIKELY = 0.5  # of the likeliest place of a document, for another one to be its words for a claim
_MOST_READ = 60  # wordings of a claim among which its words are chosen


def story(
    traces: Iterable[Trace],
    *,
    paths: Sequence[str] | None = None,
    register: Register | None = None,
    as_of: str | None = None,
    one_event: bool = False,
    decided: Decided | None = None,
    encode: vectors.Vectors = vectors.encode,
) -> Story:
    """The story of many traces: their events, the claims they share, where each was taken from, its origins.

    ``paths`` names the input of each trace; ``register`` is the user's outlets before the shipped ones; ``as_of`` (ISO
    8601) leaves out every document dated later. Two inputs with one text are one document. What was not read
    (another language) stays a document and is named in the warnings. ``one_event`` where all are known to be about the
    same event; ``decided`` is what people say of claims and edges; ``encode`` gives sentence vectors.
    """
    given = list(traces)
    names = list(paths) if paths is not None else [""] * len(given)
    kept, inputs, warnings = _distinct(given, names, as_of)
    matched = matching.match(kept, encode, one_event=one_event)
    if decided is not None:
        ids = {index: trace.document.id for index, trace in enumerate(kept)}
        groups = tuple(matching.regrouped(matched.groups, decided.regroupings, ids))
        matched = replace(matched, groups=groups, answers=matching.answered(kept, matched.events, groups))
        if decided.answers:
            matched = matching.rejoined(matched, kept, decided.answers)
    place = _ClaimPlaces(kept, {t.told for p in matched.propositions for t in p.tellings if t.by_lead})
    likely = {t.told: t.likely for proposition in matched.propositions for t in proposition.tellings}
    claims = [[place(told, likely.get(told, 1.0)) for told in group] for group in matched.groups]
    readings = [carriage.reading(trace) for trace in kept]
    carried = [_carried(places, readings) for places in claims]
    found = provenance.provenance(
        kept,
        inputs,
        matched.events,
        claims,
        _shared(matched),
        judge=standing.judge_documents,
        altered=_altered(matched),
        conflicts=_conflicts(matched, place),
        register=register,
        decided=decided,
        answers=matched.answers,
        propositions=_propositions(matched),
        carried=carried,
    )
    if len(kept) > 1 and all(len({p.index for p in places}) == 1 for places in claims):
        warnings.append("no two documents make the same claim: every claim below stands in one document only")
    return _story(kept, inputs, matched, claims, carried, found, warnings, decided or Decided())


def _distinct(
    traces: Sequence[Trace], names: Sequence[str], as_of: str | None
) -> tuple[list[Trace], list[list[str]], list[str]]:
    """Each text once with all its inputs, without what is dated later, and what must be said of it."""
    kept: dict[str, Trace] = {}
    inputs: dict[str, list[str]] = {}
    warnings: list[str] = []
    for trace, name in zip(traces, names, strict=True):
        document = trace.document
        called = name or document.title or document.id[:19]
        if as_of and document.published and document.published[: len(as_of)] > as_of:
            continue
        if as_of and not document.published:
            warnings.append(f"{called}: it has no date, so it is kept whatever the day")
        if document.language not in (None, READS):
            warnings.append(f"{called}: the engine reads English; found {document.language}")
        kept.setdefault(document.id, trace)
        inputs.setdefault(document.id, []).extend([name] if name else [])
    return list(kept.values()), list(inputs.values()), warnings


class _ClaimPlaces:
    """Claims as matching names them, turned into places of the traces: with the lead alone where it is the lead of a
    document (``by_lead``) that tells what it is taken for."""

    def __init__(self, traces: Sequence[Trace], by_lead: Collection[matching.Told]) -> None:
        self._claims = [{claim.id: claim for claim in trace.claims} for trace in traces]
        self._by_lead = by_lead

    def __call__(self, told: matching.Told, likely: float = 1.0) -> ClaimPlace:
        claim = self._claims[told.document][told.claim]
        if told in self._by_lead:
            claim = replace(claim, text=told.lead, spans=(min(claim.spans),))
        return ClaimPlace(told.document, claim, likely)


def _propositions(matched: matching.Matched) -> dict[int, provenance.Proposed]:
    """Which groups are propositions, by number: in what words, and with which answers."""
    group_of = {told: number for number, group in enumerate(matched.groups) for told in group}
    found: dict[int, provenance.Proposed] = {}
    for p, answers in zip(matched.propositions, matched.answering, strict=True):
        tied = tuple(TiedAnswer(a.document, a.attribution, a.response, a.name, a.likely) for a in answers)
        words = without_opener(p.words.text)
        found.setdefault(group_of[p.words], provenance.Proposed(words, tied))  # a person may have joined two
    return found


def _details_of(matched: matching.Matched, main: Collection[int], event_of: Mapping[int, str]) -> dict[int, str]:
    """The proposition that each group which is none belongs to: the first of its event."""
    first: dict[str, str] = {}
    for number in sorted(main):
        first.setdefault(event_of[matched.groups[number][0].document], f"k{number + 1}")
    return {
        number: first[event]
        for number, group in enumerate(matched.groups)
        if number not in main and (event := event_of[group[0].document]) in first
    }


def _shared(matched: matching.Matched) -> list[Shared]:
    copies = [
        Shared(c.first, c.second, EdgeKind.COPY, c.shared_first, c.shared_second, c.confidence) for c in matched.copies
    ]
    return copies + [
        Shared(q.first.document, q.second.document, EdgeKind.QUOTATION, (q.first.span,), (q.second.span,), q.confidence)
        for q in matched.quotations
    ]


def _altered(matched: matching.Matched) -> list[Altered]:
    return [
        Altered(q.first.document, q.second.document, q.left or (q.first.span,), q.right or (q.second.span,))
        for q in matched.quotations
        if not q.same_words
    ]


def _conflicts(matched: matching.Matched, place: _ClaimPlaces) -> list[Conflict]:
    return [
        Conflict(place(one), place(two), match.conflict)
        for one, two, match in matched.matches
        if match.conflict and match.confidence >= _CONFLICTING and one.document != two.document
    ]


def _story(
    traces: Sequence[Trace],
    inputs: Sequence[Sequence[str]],
    matched: matching.Matched,
    claims: Sequence[Sequence[ClaimPlace]],
    carried: Sequence[tuple[Carried, ...]],
    found: provenance.Provenance,
    warnings: Sequence[str],
    decided: Decided,
) -> Story:
    ids = [trace.document.id for trace in traces]
    copies: dict[int, list[str]] = {}
    for copy in matched.copies:
        copies.setdefault(copy.first, []).append(ids[copy.second])
        copies.setdefault(copy.second, []).append(ids[copy.first])
    event_of = {index: f"st{number}" for number, event in enumerate(matched.events, 1) for index in event}
    joined = matching.strongest(matched.groups, matched.matches)
    beside = matching.related(matched.groups, matched.matches)
    main = _propositions(matched)
    belongs = _details_of(matched, main, event_of)
    told = [
        StoryClaim(
            f"k{number}",
            _decided_words(places, ids, decided) or (main[number - 1].words if number - 1 in main else _text(places)),
            event_of[places[0].index],
            tuple(
                _appearance(ids[p.index], p, joined.get(t), number - 1 in main)
                for p, t in zip(places, group, strict=True)
            ),
            one.origins,
            one.circular,
            one.drift,
            one.responses,
            one.standing,
            one.edges,
            one.course,
            how,
            tuple(Related(f"k{other + 1}", m.confidence, m.reasons, m.conflict) for other, m in near),
            ClaimRole.PROPOSITION if number - 1 in main else ClaimRole.DETAIL,
            belongs.get(number - 1),
        )
        for number, (places, group, near, one, how) in enumerate(
            zip(claims, matched.groups, beside, found.claims, carried, strict=True), 1
        )
    ]
    by_event: dict[str, list[StoryClaim]] = {}
    for claim in told:
        by_event.setdefault(claim.story, []).append(claim)
    events = [
        Event(f"st{number}", _title(event, traces, by_event.get(f"st{number}", [])), tuple(ids[i] for i in event),
              tuple(claim.id for claim in by_event.get(f"st{number}", [])))
        for number, event in enumerate(matched.events, 1)
    ]  # fmt: skip
    documents = [
        Appeared(
            trace.document.id,
            tuple(inputs[index]),
            trace.document.outlet,
            trace.document.title,
            trace.document.published,
            tuple(copies.get(index, ())),
        )
        for index, trace in enumerate(traces)
    ]
    return Story(tuple(documents), tuple(events), tuple(told), found.nodes, found.edges, tuple(warnings))


def _appearance(document: str, place: ClaimPlace, match: matching.Match | None, tells: bool) -> Appearance:
    claim = place.claim
    joined = Joined(match.confidence, match.reasons) if match else None
    return Appearance(
        document, claim.id, claim.spans, claim.chain, claim.factuality, joined, place.likely if tells else None
    )


def _carried(places: Sequence[ClaimPlace], readings: Sequence[carriage.Reading]) -> tuple[Carried, ...]:
    """How each document carries a claim, by the words it surely has for it, as far as any of its words are sure."""
    spans: dict[int, list[Span]] = {}
    words: dict[int, str] = {}
    best: dict[int, float] = {}
    for place in places:
        best[place.index] = max(place.likely, best.get(place.index, 0.0))
    for place in places:
        if place.likely < _AS_LIKELY * best[place.index]:
            continue
        spans.setdefault(place.index, []).extend(place.claim.spans)
        words.setdefault(place.index, place.claim.text)
    return tuple(carriage.carried(readings[index], words[index], tuple(spans[index])) for index in words)


def _decided_words(places: Sequence[ClaimPlace], ids: Sequence[str], decided: Decided) -> str | None:
    """The words that a person gave a claim, if one did: of several those for most of its places, else the last."""
    own = {(ids[place.index], place.claim.id) for place in places}
    fitting = [(len(own & keys), at, words) for at, (keys, words) in enumerate(decided.worded.items()) if own & keys]
    return max(fitting)[2] if fitting else None


def _text(places: Sequence[ClaimPlace]) -> str:
    """The words of a claim: those of the appearance that has most words in common with the others; where these do not
    stand alone, of those that do."""
    texts = sorted({without_opener(place.claim.text) for place in places}, key=lambda text: (len(text), text))
    best = _nearest(texts[:_MOST_READ])
    alone = [] if stands_alone(best) else [text for text in texts[:_MOST_READ] if stands_alone(text)]
    return _nearest(alone) if alone else best


def _nearest(texts: Sequence[str]) -> str:
    """The text that has most words in common with the others."""
    rows = [set(text.casefold().split()) for text in texts]
    alike = [sum(len(row & other) / max(len(row | other), 1) for other in rows) for row in rows]
    return texts[alike.index(max(alike))]


def _title(event: Sequence[int], traces: Sequence[Trace], claims: Sequence[StoryClaim]) -> str:
    """What an event is called: by the claim that most of its documents make, else by a document's title."""
    if claims and (len(claims[0].documents) > 1 or len(event) == 1):
        return " ".join(claims[0].text.split())
    titles = [title for index in event if (title := traces[index].document.title)]
    return titles[0] if titles else (" ".join(claims[0].text.split()) if claims else "Nothing checkable")


def about(told: Story, text: str, least: float = 0.35) -> Story:
    """Only the claims about a text, the nearest by sentence vector first; the rest of the story stays."""
    if not told.claims:
        return told
    rows = vectors.encode([text, *(claim.text for claim in told.claims)])
    near = rows[1:] @ rows[0]
    order = sorted(range(len(told.claims)), key=lambda i: (-round(float(near[i]), 3), i))
    kept = tuple(told.claims[i] for i in order if near[i] >= least)
    ids = {claim.id for claim in kept}
    stories = tuple(replace(e, claims=tuple(c for c in e.claims if c in ids)) for e in told.stories)
    warnings = told.warnings if kept else (*told.warnings, f"no claim is about “{text}”")
    return replace(told, claims=kept, stories=tuple(e for e in stories if e.claims), warnings=warnings)
