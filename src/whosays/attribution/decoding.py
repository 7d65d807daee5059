"""From tag probabilities to spans."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

# Tag numbers of the cue-conditioned head: outside, then begin, inside, last and unit of each role.
OUTSIDE = 0
SOURCE = (1, 2, 3, 4)
CONTENT = (5, 6, 7, 8)


def _transitions() -> FloatArray:
    """What may follow what: [9, 9] with 0 where tag j may follow tag i.

    A window may begin or end inside a span, so any tag may come first or last.
    """
    allowed = np.full((9, 9), -np.inf, dtype=np.float32)
    starts = [OUTSIDE, SOURCE[0], SOURCE[3], CONTENT[0], CONTENT[3]]
    for tag in (OUTSIDE, SOURCE[2], SOURCE[3], CONTENT[2], CONTENT[3]):
        allowed[tag, starts] = 0
    for begin, inside, last, _ in (SOURCE, CONTENT):
        for tag in (begin, inside):
            allowed[tag, [inside, last]] = 0
    return allowed


_FOLLOW = _transitions()
_ASIDE = 4  # pieces beside those with a role that a consistent sequence may give one


def best_tags(probability: FloatArray) -> IntArray:
    """The most probable consistent tag sequence of each row: [K, T, 9] probabilities of each piece's tags -> [K, T]."""
    best = np.asarray(probability.argmax(axis=-1), dtype=np.int64)
    follow = _FOLLOW[best[:, :-1], best[:, 1:]]
    for row in np.nonzero(~np.isfinite(follow).all(axis=1))[0]:  # the others are consistent as they are
        best[row] = _consistent(probability[row], best[row])
    return best


def _consistent(probability: FloatArray, best: IntArray) -> IntArray:
    """The most probable consistent tags of a row [T, 9] whose ``best`` tags one by one are not consistent.

    Only the part with a role is searched, and a little beside it: where that begins and ends outside, nothing better
    can be had by leaving ``best`` further out.
    """
    roles = np.nonzero(best)[0]
    low, high = max(int(roles[0]) - _ASIDE, 0), min(int(roles[-1]) + _ASIDE + 1, len(best))
    part = _viterbi(np.log(probability[low:high] + 1e-9))
    if (low and part[0]) or (high < len(best) and part[-1]):
        return _viterbi(np.log(probability + 1e-9))
    return np.concatenate([best[:low], part, best[high:]])


def _viterbi(scores: FloatArray) -> IntArray:
    """The best consistent tags of one row of log probabilities [T, 9]."""
    length, tags = scores.shape
    score = scores[0]
    back = np.zeros((length, tags), dtype=np.int64)
    for at in range(1, length):
        options = score[:, None] + _FOLLOW
        back[at] = options.argmax(axis=0)
        score = options.max(axis=0) + scores[at]
    path = np.zeros(length, dtype=np.int64)
    path[-1] = score.argmax()
    for at in range(length - 1, 0, -1):
        path[at - 1] = back[at, path[at]]
    return path


def tag_spans(tags: IntArray, role: tuple[int, ...]) -> list[tuple[int, int]]:
    """(first, last) of every span of a role in a consistent tag sequence [T]."""
    spans: list[tuple[int, int]] = []
    previous = -2
    for at, tag in enumerate(tags.tolist()):
        if tag not in role:
            continue
        if at != previous + 1 or tag in (role[0], role[3]):
            spans.append((at, at))
        else:
            spans[-1] = (spans[-1][0], at)
        previous = at
    return spans


def likeliest(probability: FloatArray, role: tuple[int, ...], least: float) -> tuple[int, int] | None:
    """(first, last) of the span most likely to have a role, by tag probabilities [T, 9], whatever tags are best.

    It is the likeliest piece and those around it at least a quarter as likely; none where that piece is below
    ``least``.
    """
    likely = probability[:, role[0] : role[-1] + 1].sum(axis=1)
    peak = int(likely.argmax())
    if likely[peak] < least:
        return None
    unlikely = np.nonzero(likely < likely[peak] / 4)[0]
    after = int(np.searchsorted(unlikely, peak))
    first = int(unlikely[after - 1]) + 1 if after else 0
    last = int(unlikely[after]) - 1 if after < len(unlikely) else len(likely) - 1
    return first, last


def runs(probability: FloatArray, least: float) -> list[tuple[int, int]]:
    """Candidate spans of a BIO tagger [T, 3]: pieces of which being outside is not almost certain.

    A piece more likely to begin a span than to go on with one opens a new span.
    """
    spans: list[tuple[int, int]] = []
    likely = np.nonzero(1 - probability[:, 0] >= least)[0].tolist()
    previous = -2
    for at in likely:
        begins = probability[at, 1] >= probability[at, 2]
        if at == previous + 1 and not begins:
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((at, at))
        previous = at
    return spans
