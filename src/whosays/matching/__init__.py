"""What many documents have in common: events, copies, shared quotations, and the same claim in other words.

``match`` does all four, in order. It knows traces, and nothing of who took what from whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from whosays.likeness import weights
from whosays.matching.answering import Answering, answering
from whosays.matching.answers import Answered, answered
from whosays.matching.copies import NearCopy, near_copies
from whosays.matching.events import events
from whosays.matching.propositions import Proposition, Telling, propositions
from whosays.matching.quotes import Quoted, SharedQuotation, quoted, shared_quotations
from whosays.matching.regrouping import regrouped
from whosays.matching.same import Match, Told, described, grouped, matches, related, strongest
from whosays.matching.word_runs import body_words
from whosays.model import Claim, Response, Span, Trace
from whosays.model.story import Rejoined
from whosays.vectors import Vectors

__all__ = [
    "Answering",
    "Match",
    "Matched",
    "NearCopy",
    "Proposition",
    "SharedQuotation",
    "Telling",
    "Told",
    "answered",
    "counting",
    "match",
    "regrouped",
    "rejoined",
    "related",
    "strongest",
]

_SHORTEST_LEAD = 5  # words
_SAME_WORDS = 0.6  # of the words of both claims


@dataclass(frozen=True, slots=True)
class Matched:
    """What the documents of a pile share; they are known by their index.

    ``events`` are the largest first: indices of documents. ``groups`` are lists of the claims that are one: those that
    tell the ``propositions`` first, in their order, then details, the one that most documents make first.
    ``answering`` has who answers each proposition.
    ``matches`` has what joined them or keeps them apart, as pairs of claims. ``answers`` has for a group, by its
    number, the answers of documents that do not make the claim.
    """

    events: tuple[tuple[int, ...], ...]
    copies: tuple[NearCopy, ...]
    quotations: tuple[SharedQuotation, ...]
    groups: tuple[tuple[Told, ...], ...]
    matches: tuple[tuple[Told, Told, Match], ...]
    answers: Answered
    propositions: tuple[Proposition, ...] = ()
    answering: tuple[tuple[Answering, ...], ...] = ()


def match(traces: Sequence[Trace], vectors: Vectors, *, one_event: bool = False) -> Matched:
    """Everything that documents share. ``traces`` are of different texts; ``vectors`` gives texts as rows of unit
    length; time grows with their number, but for a small part. ``one_event`` where it is known already that all are
    about the same event.
    """
    documents = [trace.document for trace in traces]
    copies = near_copies([body_words(d.text, d.furniture) for d in documents])
    if one_event:
        found = [list(range(len(documents)))] if documents else []
    else:
        found = events(documents, vectors, [(copy.first, copy.second) for copy in copies])
    event_of = {index: number for number, event in enumerate(found) for index in event}
    shared = shared_quotations(quoted(documents))
    within: dict[int, list[SharedQuotation]] = {}
    for quotation in shared:
        event = event_of[quotation.first.document]
        if event == event_of[quotation.second.document]:
            within.setdefault(event, []).append(quotation)
    main: list[Proposition] = []
    tied: list[tuple[Answering, ...]] = []
    details: list[tuple[Told, ...]] = []
    pairs: list[tuple[Told, Told, Match]] = []
    near = _remembering(vectors)
    for number, members in enumerate(found):
        told = [
            Told(index, claim.id, claim.text, _lead(claim, traces[index]))
            for index in members
            for claim in traces[index].claims
        ]
        known = described(told)
        mine = propositions(told, known, traces, counting(members, copies), near)
        replies = _once_tied(answering(proposition, traces, members, near) for proposition in mine)
        mine = _with_contents(mine, replies, told, traces)
        main.extend(mine)
        tied.extend(replies)
        place = {one: at for at, one in enumerate(told)}
        telling = {place[t.told] for proposition in mine for t in proposition.tellings}
        features, rarity = dict(zip(told, known, strict=True)), weights(known)
        pairs.extend(pair for proposition in mine for pair in proposition.matches(features, rarity))
        rest = [at for at in range(len(told)) if at not in telling]
        others, theirs = [told[at] for at in rest], [known[at] for at in rest]
        same = [*matches(others, theirs, near), *_quoting(others, traces, within.get(number, ()))]
        details.extend(tuple(others[i] for i in group) for group in grouped(theirs, same))
        pairs.extend((others[m.first], others[m.second], m) for m in same)
    kept = tuple(quotation for number in sorted(within) for quotation in within[number])
    details.sort(key=lambda group: (-len({t.document for t in group}), event_of[group[0].document]))
    groups = [*(tuple(t.told for t in proposition.tellings) for proposition in main), *details]
    return Matched(
        tuple(map(tuple, found)),
        tuple(copies),
        kept,
        tuple(groups),
        tuple(pairs),
        answered(traces, found, groups),
        tuple(main),
        tuple(tied),
    )


def rejoined(matched: Matched, traces: Sequence[Trace], given: Mapping[tuple[str, str], Rejoined]) -> Matched:
    """What documents share, with a person's word on answers, by document and attribution, before what was found."""
    ids = [trace.document.id for trace in traces]
    index_of = {identifier: index for index, identifier in enumerate(ids)}
    groups = {(ids[told.document], told.claim): n for n, group in enumerate(matched.groups) for told in group}
    answers = {n: [one for one in each if (ids[one[0]], one[1]) not in given] for n, each in matched.answers.items()}
    tied = [[a for a in map(partial(_regiven, given, ids), each) if a is not None] for each in matched.answering]
    main = {groups[ids[p.words.document], p.words.claim]: at for at, p in enumerate(matched.propositions)}
    for (document, attribution), word in given.items():
        number = groups.get(word.to) if word.to else None
        if number is None or word.response is None or document not in index_of:
            continue
        index = index_of[document]
        if number in main:
            source = traces[index].source_of(traces[index].attribution(attribution))
            name = source.name if source else ""
            tied[main[number]].append(Answering(index, attribution, word.response, name, 1.0))
        elif word.to and word.to[0] != document:
            answers.setdefault(number, []).append((index, attribution))
    return replace(matched, answers=answers, answering=tuple(map(tuple, tied)))


def _regiven(given: Mapping[tuple[str, str], Rejoined], ids: Sequence[str], one: Answering) -> Answering | None:
    """An answer that was found, as a person has it; none where they say it is none, or to something else."""
    word = given.get((ids[one.document], one.attribution))
    if word is None:
        return one
    if word.response is None or word.is_tied:
        return None
    return replace(one, response=word.response, likely=1.0)


def _lead(claim: Claim, trace: Trace) -> str:
    """The words in which a document tells a claim first, in its own voice, where the claim is worded as a later telling
    is: a witness's quotation says little of what the lead before it tells."""
    first = min(claim.spans)
    if first == claim.spans[0]:
        return ""
    words = " ".join(trace.document.text[slice(*first)].split())
    return words if len(words.split()) >= _SHORTEST_LEAD and words not in claim.text else ""


def _once_tied(found: Iterable[tuple[Answering, ...]]) -> list[tuple[Answering, ...]]:
    """The answers to the propositions of an event, each to the first that it answers."""
    taken: set[tuple[int, str]] = set()
    result = []
    for answers in found:
        result.append(tuple(a for a in answers if (a.document, a.attribution) not in taken))
        taken.update((a.document, a.attribution) for a in answers)
    return result


def _with_contents(
    found: Sequence[Proposition], replies: Sequence[Sequence[Answering]], told: Sequence[Told], traces: Sequence[Trace]
) -> list[Proposition]:
    """The propositions with what is claimed in the words of a denial or a confirmation among their tellings: "We are
    not ready to expand" tells the expansion, in the negative."""
    taken = {telling.told for proposition in found for telling in proposition.tellings}
    result = []
    for proposition, answers in zip(found, replies, strict=True):
        more: list[Telling] = []
        for answer in answers:
            if answer.response in (Response.DENY, Response.CONFIRM):
                said = (answer.attribution, *answer.again)
                content = [span for a in said for span in traces[answer.document].attribution(a).content]
                inside = [t for t in told if t.document == answer.document and _stands_in(t, content, traces)]
                more.extend(Telling(t, answer.likely) for t in inside if t not in taken)
                taken.update(inside)
        result.append(replace(proposition, tellings=(*proposition.tellings, *more)))
    return result


def _stands_in(told: Told, spans: Sequence[Span], traces: Sequence[Trace]) -> bool:
    claim = next(claim for claim in traces[told.document].claims if claim.id == told.claim)
    return any(s < e2 and s2 < e for s, e in claim.spans for s2, e2 in spans)


def counting(members: Sequence[int], copies: Sequence[NearCopy]) -> dict[int, float]:
    """What each document of an event counts: those that print one text count once together."""
    alike = dict.fromkeys(members, 1)
    for copy in copies:
        for one in (copy.first, copy.second):
            if one in alike:
                alike[one] += 1
    return {index: 1 / count for index, count in alike.items()}


def _remembering(vectors: Vectors) -> Vectors:
    """The same vectors, each text looked at once."""
    known: dict[str, npt.NDArray[np.float32]] = {}

    def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, vectors(new), strict=True))
        return np.stack([known[text] for text in texts]) if texts else vectors([])

    return encode


def _quoting(told: Sequence[Told], traces: Sequence[Trace], shared: Sequence[SharedQuotation]) -> list[Match]:
    """Claims that are made in the same quotation of two documents, and mostly in the same words."""
    places: dict[tuple[int, str], int] = {(t.document, t.claim): number for number, t in enumerate(told)}
    found: dict[tuple[int, int], Match] = {}
    for quotation in shared:
        one, two = quotation.first, quotation.second
        for a in _inside(one, traces, places):
            for b in _inside(two, traces, places):
                left, right = set(a.text.casefold().split()), set(b.text.casefold().split())
                if a.text != b.text and len(left & right) >= _SAME_WORDS * len(left | right):
                    first, second = sorted((places[one.document, a.id], places[two.document, b.id]))
                    match = Match(first, second, "same", quotation.confidence, (quotation.reason,))
                    found.setdefault((first, second), match)
    return list(found.values())


def _inside(quotation: Quoted, traces: Sequence[Trace], places: Mapping[tuple[int, str], int]) -> list[Claim]:
    """The claims made in a quotation, as far as they are looked at."""
    (start, end), index = quotation.span, quotation.document
    made = [c for c in traces[index].claims if (index, c.id) in places]
    return [c for c in made if any(s < end and start < e for s, e in c.spans)]
