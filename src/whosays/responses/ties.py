"""Which claim an answer is tied to, as the reader's heads score the sentences of its text.

``Readings.ties`` gives every sentence a probability that an answer is about it. A claim gets what its sentences have;
where several claims stand in one sentence they part it by their length and by the words that they share with the
answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from whosays.model import Attribution, Claim
from whosays.text.readings import Readings

VOTE = 0.3  # of the rules
MAIN = 0.4  # of the claim that is listed first, on what a refusal is about
POINTS = 0.6  # of what was said last, on what "this is not true" is about
_SHARED = 3.0  # what a claim that has all the answer's words weighs more than one that has none


def tie_shares(
    a: Attribution,
    claims: Sequence[Claim],
    readings: Readings,
    words: Mapping[str, frozenset[str]],
    about: frozenset[str],
    barred: Collection[str],
) -> dict[str, float]:
    """How likely an answer is about each claim, by id; claims that are ``barred`` get nothing.

    ``words`` are the content words of each claim, ``about`` those of the answer.
    """
    spans = a.cue or a.content or a.source
    sentence = readings.at(spans[0][0])
    if sentence < 0:
        return {}
    shares = readings.ties(sentence)
    standing: dict[int, list[tuple[str, float]]] = {}
    for claim in claims:
        if claim.id in barred:
            continue
        cover = len(words[claim.id] & about) / len(about) if about else 0.0
        for number in readings.touched(claim.spans):
            start, end = readings.sentences[number]
            inside = sum(max(0, min(e, end) - max(s, start)) for s, e in claim.spans)
            standing.setdefault(number, []).append((claim.id, inside * (1 + _SHARED * cover)))
    found: dict[str, float] = {}
    for number, here in standing.items():
        whole = sum(weight for _, weight in here) or 1.0
        for identifier, weight in here:
            found[identifier] = found.get(identifier, 0.0) + float(shares[number]) * weight / whole
    # of what is told somewhere or nowhere: a sentence that makes no claim cannot be answered
    told = sum(found.values()) + float(shares[-1])
    return {identifier: share / told for identifier, share in found.items()} if told else {}


def likeliest(shares: Mapping[str, float], by_rule: str | None, least: float, vote: float = VOTE) -> str | None:
    """The claim that an answer is about, if one has a share of ``least`` or more.

    ``by_rule`` is what the rules of ``linking`` say, which has a ``vote`` of its own. What they tie to something else
    than a claim stays as it is.
    """
    voted = dict(shares)
    if by_rule is not None:
        if by_rule not in shares and not voted:
            return by_rule
        voted[by_rule] = voted.get(by_rule, 0.0) + vote
    best = max(voted.items(), key=lambda item: item[1], default=None)
    return best[0] if best and best[1] >= least else None
