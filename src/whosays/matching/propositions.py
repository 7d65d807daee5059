"""What an event is about: its propositions, found before any claim is laid beside another, and who tells them.

A proposition is a claim from the head of an article that the heads of the other articles tell too. Every claim of the
event is then read against it: does it tell the proposition, whoever says it and with whatever stance? What tells none
is a detail. The weights of the reading were fitted to piles written for the project (``tests/stories``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whosays.likeness import Features, Weights, features, weights
from whosays.likeness.alone import is_wished, lacks_subject, narrates
from whosays.matching.same import Match, Told, why_same
from whosays.model import Claim, Response, Trace
from whosays.vectors import Vectors

Floats = npt.NDArray[np.float32]

_MOST_PROPOSITIONS = 3
_HEAD = 6  # claims of an article among which a proposition is looked for
_MOST_READ = 64  # articles of an event by which one is chosen
_NEARER, _FULL_NEAR = 0.3, 0.8  # cosine from which a head tells something of a claim, and from which it tells it
_FADES = 0.9  # what each place from the head on costs a claim that tells it, and one that is chosen
_OWN = 0.5  # what an article counts for its own claim
_FULLNESS = 0.45  # of the words that the heads share, beside how many tell it
_SHORT, _LONG = 5, 40  # words
_LESS = {
    "short": 0.6,
    "long": 0.85,
    "pointing": 0.7,
    "asking": 0.7,
    "quoted": 0.6,
    "headline": 0.9,
    "denying": 0.75,
    "its way": 0.6,
    "answering": 0.6,
    "of a picture": 0.7,
    "narrating": 0.5,
    "subjectless": 0.7,
}
_POINTING = re.compile(
    r"\W*(?:he|she|it|they|we|i|you|this|that|these|those|his|her|their|its|our|my|him|there)\b", re.IGNORECASE
)
# How somebody came to know of the matter, and not the matter
_ITS_WAY = re.compile(
    r"\b(?:heard|learn(?:ed|t)|had|got)\s+(?:it|this|that|of it|about it)\s+from\b|"
    r"\b(?:told|tells)\s+(?:(?:her|him|them)(?:\s+so)?|[^.,;]{1,60}\sso)\W*$|"
    r"^\W*(?:they|it)\s+(?:was|were)\s+(?:first\s+)?(?:spread|started|put about)\s+by\b",
    re.IGNORECASE,
)
# What is said of a picture that was spoken of before, and not what it is said to show
_OF_A_PICTURE = re.compile(
    r"^\W*(?:the|this|that|these|those)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:pictures?|photos?|photographs?|images?|videos?|clips?|footage|recordings?)\b(?!\s+(?:of|shows?|showed|proves?)\b)|"
    r"\bin\s+the\s+(?:picture|photo|photograph|image|video|clip|footage)\b",
    re.IGNORECASE,
)
_NEARLY = 0.8  # of the best one's score, for a wording that gives the number with its bound
_BOUND = re.compile(
    r"\b(?:up to|as many as|as much as|at least|at most|more than|fewer than|less than|over|nearly|almost|about|around|"
    r"roughly|approximately|an estimated)\s+(?:[£$€¥]\s?)?"
    r"(?:\d|(?:a|one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?<![-$£€¥.,\d])\b(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|"
    r"thousands?)\s+(?:of\s+)?(?:them\b|"
    r"(?!(?:and|or|to|per|in|on|at|by|from|of|was|is|were|has|had)\b)(?:[a-z][\w’'-]*\s+){0,2}?"
    r"(?!(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|met(?:er|re)s?|kilomet(?:er|re)s?|miles|feet|inches|"
    r"times|points|pounds|dollars|euros|degrees|tonnes?|tons|kilos?|percent|was|is|has|as|this|his|its|hers|us)\b)"
    r"(?:[a-z]{2,}[a-rt-z]s|people|men|women|children|[a-z]+\s+(?:are|were|have))\b)",
    re.IGNORECASE,
)
_NEXT_SUPPORT = 0.3  # of the articles that must tell a second proposition
_CORE = 0.4  # cosine with the others from which an article's nearest head claim counts as another wording
_ROUNDS = 2  # of looking for wordings by those that were found

WEIGHTS: Mapping[str, float] = {"wordings": 3.57, "nearest": 3.49, "covering": 1.46, "place": -1.12}
BIAS = -3.82
TELLS = 0.05  # how likely a claim must be to tell a proposition to be an appearance of it
CARRIES = 0.3  # how likely the surest telling of an article must be for the article to be one of those that tell it
_SURELY = 0.6  # from which what another claim is near to is a telling, too
_FAR = 8  # claims of an article, behind which it makes no difference how many more stand before one
_LEAST_COMMON = 0.12  # share of a claim's weight in common with the wordings without which no vector is asked


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim that tells a proposition, and how likely it is that it does; ``by_lead`` where the words in which its
    document tells it first do, and not its own."""

    told: Told
    likely: float
    by_lead: bool = False


@dataclass(frozen=True, slots=True)
class Proposition:
    """What an event is about, in the words of one claim, and the claims that tell it (that one among them)."""

    words: Told
    tellings: tuple[Telling, ...]

    def matches(self, known: Mapping[Told, Features], rarity: Weights) -> list[tuple[Told, Told, Match]]:
        """Why each other telling is taken for one: what it has in common with the words of the proposition."""
        own = known[self.words]
        found = []
        for number, telling in enumerate(self.tellings, 1):
            if telling.told != self.words:
                its = known[telling.told]
                why = why_same(own, its, _common(its, set(own.stems), rarity))
                found.append((self.words, telling.told, Match(0, number, "same", telling.likely, why)))
        return found


@dataclass(frozen=True, slots=True)
class _Head:
    """A claim near the head of an article: its number in the event, its article, how far down, what speaks against."""

    number: int
    article: int
    place: int
    less: float


@dataclass(frozen=True, slots=True)
class _Event:
    """One event: its claims, article by article, their features, the articles by index, what each of them counts, and
    what makes vectors."""

    told: Sequence[Told]
    known: Sequence[Features]
    traces: Sequence[Trace]
    weight: Mapping[int, float]
    near: Vectors

    def rows(self, heads: Sequence[_Head]) -> Floats:
        """The vectors of some heads."""
        return self.near([self.told[head.number].text for head in heads])


def propositions(
    told: Sequence[Told], known: Sequence[Features], traces: Sequence[Trace], weight: Mapping[int, float], near: Vectors
) -> list[Proposition]:
    """The propositions of one event, the one it is mostly about first. ``told`` are its claims, article by article,
    ``known`` their features; ``weight`` is what each article counts (copies of one text count once together)."""
    event = _Event(told, known, traces, weight, near)
    heads = _heads(event)
    if not heads:
        return []
    # Of one article alone every head is told by all that count: its own order decides, but for what speaks against.
    alone = len({head.article for head in heads}) == 1
    rows = None if alone else event.rows(heads)
    found: list[Proposition] = []
    open_heads = list(range(len(heads)))
    taken: set[int] = set()
    while open_heads and len(found) < _MOST_PROPOSITIONS:
        left = [heads[i] for i in open_heads]
        if alone and not found:
            chosen = min(range(len(left)), key=lambda i: (left[i].less < _LESS["pointing"], left[i].number))
            support = 1.0
        else:
            chosen, support = _central(event, left, None if rows is None else rows[open_heads])
        if found and (support < _NEXT_SUPPORT or len(weight) < 2):
            break
        best = open_heads[chosen]
        tellings = _read(event, best, heads, rows, taken)
        found.append(Proposition(told[heads[best].number], tuple(Telling(told[i], p, lead) for i, p, lead in tellings)))
        taken.update(i for i, _, _ in tellings)
        open_heads = [i for i in open_heads if heads[i].number not in taken]
    return found


def _heads(event: _Event) -> list[_Head]:
    """The first claims of the articles, or of as many as are read of them."""
    told, traces = event.told, event.traces
    claims = {index: {claim.id: claim for claim in traces[index].claims} for index in {t.document for t in told}}
    of: dict[int, list[tuple[int, int]]] = {}
    for number, one in enumerate(told):
        of.setdefault(one.document, []).append((claims[one.document][one.claim].spans[0][0], number))
    found = []
    articles = list(of.items())
    read = min(len(articles), _MOST_READ)
    for article, numbers in (articles[at * len(articles) // read] for at in range(read)):  # the late ones, too
        for place, (_, number) in enumerate(sorted(numbers)[:_HEAD]):
            claim = claims[article][told[number].claim]
            found.append(_Head(number, article, place, _against(claim, traces[article], event.known[number])))
    return found


def _against(claim: Claim, trace: Trace, known: Features) -> float:
    """What speaks against a claim as the words of a proposition: a clipped headline, a quotation, a pronoun first."""
    document, words, start = trace.document, len(claim.text.split()), claim.spans[0][0]
    less = 1.0
    for holds, name in (
        (words < _SHORT, "short"),
        (words > _LONG, "long"),
        (bool(_POINTING.match(claim.text)), "pointing"),
        (known.negative, "denying"),
        ("?" in claim.text, "asking"),
        (bool(_ITS_WAY.search(claim.text)), "its way"),
        (_answers_another(claim, trace), "answering"),
        (bool(_OF_A_PICTURE.search(claim.text)), "of a picture"),
        (narrates(claim.text), "narrating"),
        (lacks_subject(claim.text) or is_wished(claim.text), "subjectless"),
        (document.text[max(0, start - 1) : start] in tuple("\"“‘'"), "quoted"),
        (bool(document.title) and document.text.startswith(document.title or "") and start < len(document.title or ""),
         "headline"),
    ):  # fmt: skip
        less *= _LESS[name] if holds else 1.0
    return less


def _answers_another(claim: Claim, trace: Trace) -> bool:
    """True of what somebody says to deny another claim of the same article."""
    last = next((a for a in trace.attributions if claim.chain and a.id == claim.chain[-1]), None)
    return last is not None and last.response is Response.DENY and last.responds_to not in (None, claim.id)


def _central(event: _Event, heads: Sequence[_Head], rows: Floats | None) -> tuple[int, float]:
    """Which of the heads the others tell most, as fully and fairly as one can, and the share of articles that do."""
    articles: dict[int, list[int]] = {}
    for at, head in enumerate(heads):
        articles.setdefault(head.article, []).append(at)
    fades = np.array([_FADES**head.place for head in heads])
    alike = np.zeros((len(heads), len(heads)))
    if rows is not None:
        alike = np.clip((rows @ rows.T - _NEARER) / (_FULL_NEAR - _NEARER), 0, 1)
    support = np.zeros(len(heads))
    spread: Counter[str] = Counter()
    total = max(sum(event.weight.values()) * min(1.0, _MOST_READ / max(len(event.weight), 1)), 1e-9)
    for article, members in articles.items():
        share = (alike[:, members] * fades[members]).max(axis=1)
        share[members] = 1.0 if len(event.weight) == 1 else _OWN
        support += share * event.weight[article]
        for stem in {stem for at in members for stem in event.known[heads[at].number].stems}:
            spread[stem] += event.weight[article]  # type: ignore[assignment]
    support /= total
    fullness = np.array(
        [sum((spread[s] / total) ** 2 for s in set(event.known[h.number].stems)) for h in heads], np.float64
    )
    fullness /= max(float(fullness.max()), 1e-9)
    less = np.array([head.less for head in heads]) * fades
    scores = (support + _FULLNESS * fullness) * less
    best = _highest(event, range(len(heads)), heads, scores)
    chosen = _with_bound(event, best, heads, scores)
    return chosen, float(support[chosen])


def _highest(event: _Event, among: Iterable[int], heads: Sequence[_Head], scores: Floats) -> int:
    """The head with the highest score; of words that score the same always the same, in whatever order they came."""

    def rank(at: int) -> tuple[float, bool, str]:
        words = event.told[heads[at].number].text
        return round(float(scores[at]), 4), words[:1].isupper(), words

    return max(among, key=rank)


def _with_bound(event: _Event, best: int, heads: Sequence[_Head], scores: Floats) -> int:
    """The fairer telling of the same numbers: "up to 300" before "300"."""
    told, known = event.told, event.known
    number = heads[best].number
    if not known[number].numbers or _BOUND.search(told[number].text):
        return best
    fairer = [
        at
        for at, head in enumerate(heads)
        if scores[at] >= _NEARLY * scores[best]
        and known[head.number].numbers == known[number].numbers
        and _BOUND.search(told[head.number].text)
    ]
    return _highest(event, fairer, heads, scores) if fairer else best


def first_measured(
    told: Sequence[Told], known: Sequence[Features], traces: Sequence[Trace], weight: Mapping[int, float], near: Vectors
) -> tuple[int, dict[int, dict[str, float]]]:
    """The claim that is the first proposition of an event, and what every other one has in common with it: what the
    weights are learned from."""
    event = _Event(told, known, traces, weight, near)
    heads = _heads(event)
    rows = event.rows(heads)
    best, _ = _central(event, heads, rows)
    return heads[best].number, _measured(event, best, heads, rows, set())[0]


def _read(
    event: _Event, best: int, heads: Sequence[_Head], rows: Floats | None, taken: set[int]
) -> list[tuple[int, float, bool]]:
    """The claims that tell a proposition, by their number, with how likely, and whether it is their lead that does; its
    own words for certain."""
    told, known = event.told, event.known
    own = heads[best].number
    measured, by_lead = _measured(event, best, heads, rows, taken)
    likely = {i: 1.0 if i == own else round(_likely(found), 4) for i, found in measured.items()}
    carrying = {told[i].document for i, p in likely.items() if p >= CARRIES}
    told_so = [
        i
        for i in sorted(likely)
        if i == own or (likely[i] >= TELLS and told[i].document in carrying and measured[i]["nearest"] >= _NEARER)
    ]
    return [
        (i, likely[i], i in by_lead)
        for i in told_so
        if not _of_another(by_lead.get(i, known[i]), known[own]) and not _counted_otherwise(event, i, own)
    ]


def _measured(
    event: _Event, best: int, heads: Sequence[_Head], rows: Floats | None, taken: Collection[int]
) -> tuple[dict[int, dict[str, float]], dict[int, Features]]:
    """What the claims have in common with a proposition, as far as they share a word that tells with its wordings; and
    the features of the leads by which those tell it that tell it more by them than by their own words."""
    told, known, weight = event.told, event.known, event.weight
    own = heads[best].number
    rarity = weights(known)
    wordings = [best] if rows is None else _wordings(best, heads, rows, weight)
    stems = {stem for at in wordings for stem in known[heads[at].number].stems}
    asked = [
        i  # its own wording always: it may have no word that tells
        for i in range(len(told))
        if i not in taken and (i == own or _common(known[i], stems, rarity) >= _LEAST_COMMON)
    ]
    if rows is None and asked == [own]:
        return {own: {}}, {}
    vectors = event.near([told[i].text for i in asked])
    kept = rows[wordings] if rows is not None else vectors[[asked.index(own)]]
    worded = [
        Wording(heads[at].article, weight.get(heads[at].article, 1.0), frozenset(known[heads[at].number].stems), row)
        for at, row in zip(wordings, kept, strict=True)
    ]
    places = _places(told, event.traces)
    beside: dict[int, Beside] = {}
    found = {}
    for i, row in zip(asked, vectors, strict=True):
        article = told[i].document
        if article not in beside:
            beside[article] = Beside(worded, article, rarity)
        found[i] = beside[article].measures(row, known[i], places[i])
    surely = [at for at, i in enumerate(asked) if i == own or _likely(found[i]) >= _SURELY][:_MOST_READ]
    alike = vectors @ vectors[surely].T
    for at, i in enumerate(asked):
        others = [
            near for near, other in zip(alike[at], surely, strict=True) if told[asked[other]].text != told[i].text
        ]
        found[i]["nearest"] = max([found[i]["nearest"], *map(float, others)])
    by_lead: dict[int, Features] = {}
    leads = [i for i, one in enumerate(told) if one.lead and i != own and i not in taken]
    for i, row in zip(leads, event.near([told[i].lead for i in leads]) if leads else (), strict=True):
        words, article = features(told[i].lead), told[i].document
        if _common(words, stems, rarity) < _LEAST_COMMON:
            continue
        if article not in beside:
            beside[article] = Beside(worded, article, rarity)
        more = beside[article].measures(row, words, places[i])
        others = [vectors[at] @ row for at in surely if told[asked[at]].document != article]
        more["nearest"] = max([more["nearest"], *map(float, others)])
        if i not in found or _likely(more) > _likely(found[i]):
            found[i], by_lead[i] = more, words
    return found, by_lead


def _wordings(best: int, heads: Sequence[_Head], rows: Floats, weight: Mapping[int, float]) -> list[int]:
    """The chosen head first, and for every other article the head nearest to what the others say, as far as that is
    near."""
    core = rows[best]
    found: dict[int, int] = {}
    for _ in range(_ROUNDS):
        cosines = rows @ core
        nearest: dict[int, int] = {}
        for at, head in enumerate(heads):
            known = nearest.get(head.article)
            if known is None or _faded(cosines, heads, at) > _faded(cosines, heads, known):
                nearest[head.article] = at
        nearest[heads[best].article] = best
        found = {article: at for article, at in nearest.items() if at == best or cosines[at] >= _CORE}
        core = _middle([rows[at] for at in found.values()], [weight.get(article, 1.0) for article in found])
    return [best, *(at for at in found.values() if at != best)]


def _faded(cosines: Floats, heads: Sequence[_Head], at: int) -> float:
    return float(cosines[at]) * _FADES ** heads[at].place


def _middle(rows: Sequence[Floats], weight: Sequence[float]) -> Floats:
    """The direction in the middle of some vectors."""
    whole: Floats = sum((row * np.float32(w) for row, w in zip(rows, weight, strict=True)), np.zeros_like(rows[0]))
    return whole / max(float(np.linalg.norm(whole)), 1e-9)


def _places(told: Sequence[Told], traces: Sequence[Trace]) -> dict[int, int]:
    """How many claims of its article stand before each claim."""
    starts = {(index, c.id): c.spans[0][0] for index in {t.document for t in told} for c in traces[index].claims}
    by_article: dict[int, list[int]] = {}
    for number, one in enumerate(told):
        by_article.setdefault(one.document, []).append(number)
    found = {}
    for numbers in by_article.values():
        order = sorted(numbers, key=lambda n: starts[told[n].document, told[n].claim])
        found.update({number: place for place, number in enumerate(order)})
    return found


def _common(one: Features, stems: Collection[str], rarity: Weights) -> float:
    own = set(one.stems)
    return sum(rarity.get(s, 1.0) for s in own & set(stems)) / max(sum(rarity.get(s, 1.0) for s in own), 1e-9)


@dataclass(frozen=True, slots=True)
class Wording:
    """How one article words a proposition: the article, what it counts, its words and their vector."""

    article: int
    weight: float
    stems: frozenset[str]
    row: Floats


class Beside:
    """The wordings that other articles have for a proposition, beside which the claims of one article are held.

    The chosen words, which come first, are always among them: nobody who is alone in telling it has any others.
    """

    def __init__(self, wordings: Sequence[Wording], article: int, rarity: Weights) -> None:
        others = [wordings[0], *(one for one in wordings[1:] if one.article != article)]
        self._rows = np.stack([one.row for one in others])
        self._middle = _middle([one.row for one in others], [one.weight for one in others])
        self._rarity = rarity
        self._stems = frozenset(stem for one in others for stem in one.stems)

    def measures(self, row: Floats, one: Features, place: int) -> dict[str, float]:
        """What a claim has in common with the wordings, by name: what the weights are learned for."""
        return {
            "wordings": float(row @ self._middle),
            "nearest": float((self._rows @ row).max()),
            "covering": _common(one, self._stems, self._rarity),
            "place": math.log1p(min(place, _FAR)),
        }


def _likely(found: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in found.items())))


def _of_another(one: Features, other: Features) -> bool:
    """True where two claims share neither a name nor a number, and have both: the same of another town."""
    names = (one.names | {one.opening} - {""}, other.names | {other.opening} - {""})
    numbers = (one.numbers, other.numbers)
    return all(a and b and not a & b for a, b in (names, numbers))


def _counted_otherwise(event: _Event, number: int, own: int) -> bool:
    """True where the proposition counts something and whoever makes this claim counts otherwise: "I counted 40 of them"
    tells nothing of 300. Ages, sums, times and measures count nothing."""
    told, known, traces = event.told, event.known, event.traces
    if not _COUNTS.search(told[own].text):
        return False
    counted = known[own].numbers
    if known[number].numbers & counted or told[number].document == told[own].document:
        return False
    speaker = _speaker(told[number], traces)
    if speaker is None:
        return _COUNTS.search(told[number].text) is not None
    return any(
        _COUNTS.search(other.text) and not known[i].numbers & counted
        for i, other in enumerate(told)
        if other.document == told[number].document and _speaker(other, traces) == speaker
    )


def _speaker(told: Told, traces: Sequence[Trace]) -> str | None:
    """Who is said to say a claim, by the source's id in the article's trace."""
    trace = traces[told.document]
    claim = next(claim for claim in trace.claims if claim.id == told.claim)
    said = {a.id: a.source_id for a in trace.attributions}
    return said.get(claim.chain[-1]) if claim.chain else None
