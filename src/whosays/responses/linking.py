"""Which claim a response answers."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from whosays.likeness.stemming import pairs
from whosays.model import Attribution, Claim, Document, Factuality, Response, Spans, meaning, updated
from whosays.responses.constructions import claim_of_another, clause_before, shown
from whosays.responses.correction_signals import tells_what_was_wrong
from whosays.responses.denied_clauses import denies_by_cue
from whosays.responses.fact_check_layout import checked
from whosays.responses.fact_check_ratings import denies
from whosays.responses.judging import by_cue
from whosays.responses.learned import least_share, thresholds
from whosays.responses.phrases import phrases
from whosays.responses.pointing import (
    ANSWERS,
    answers_the_last,
    asked,
    event,
    is_pronoun,
    named_claims,
    points_back,
    rights_a_text,
)
from whosays.responses.refusal_ties import meant, of_the_whole, of_them, party, pleads
from whosays.responses.silence import no_word
from whosays.responses.statements import about as about_of
from whosays.responses.tie_limits import asks_for, has_a_question, less_than, others_word
from whosays.responses.ties import MAIN, POINTS, VOTE, likeliest, tie_shares
from whosays.responses.verdicts import verdict
from whosays.responses.verdicts_on_claims import owned, owners_claim
from whosays.responses.verdicts_on_evidence import judges_evidence, rumour_judged
from whosays.responses.verdicts_on_things import claims_of, thing_judged, told_through
from whosays.responses.wordlists import words_of
from whosays.text.readings import Readings
from whosays.text.spans import length, within

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STOP = words_of("link-stop")
_ENOUGH = 0.3
_QUESTIONED = 0.5
_DISCUSSED = 0.35
_NEAREST = 40
_RIGHT_BEFORE = 500
_NOT_ONES_OWN = (Response.CONFIRM, Response.SUPPORT, Response.QUERY)  # who answers so answers somebody else
_LONG = 10  # sentences: in a shorter text the rules alone tie an answer, nearly always right there (docs/factuality.md)
_HELD = (Response.DENY, Response.CONFIRM)  # the latter where somebody else tells that it was confirmed
_FIRM = (Factuality.CERTAIN, Factuality.NOT_CERTAIN)
_BARE = 50  # characters
_MAIN = 3  # claims among which the one told first is what somebody is accused of
_NEXT_TO = 220  # characters: about the sentence before
_DISCUSSED_BEFORE = 1500


@dataclass(frozen=True, slots=True)
class _Answerable:
    """A claim or an attribution as something that can be answered."""

    id: str
    starts: tuple[int, ...]
    words: frozenset[str]
    attributed: bool
    firm: bool

    @property
    def start(self) -> int:
        """Where it is first made."""
        return self.starts[0]

    def nearest(self, at: int) -> int:
        """How many characters before ``at`` it was last made; where it is only made later, how many after."""
        before = [at - start for start in self.starts if start < at]
        return min(before) if before else abs(at - self.starts[0])


def link(
    document: Document,
    attributions: tuple[Attribution, ...],
    claims: tuple[Claim, ...],
    readings: Readings | None = None,
) -> tuple[tuple[Attribution, ...], tuple[Claim, ...]]:
    """Set ``responds_to`` of every attribution with a response, and ``responses`` of the claims answered.

    What a response says it answers decides: words and names shared with a claim, weighted by their rarity in the
    document; for "the claim", "it", or nothing at all, the claim under discussion, which is one that came before, near,
    central to the document and, better, somebody's word. An attribution of the same document is answered where no claim
    fits. Where nothing fits, nothing is linked.
    """
    text = document.text
    rank = _rarity(text, claims, attributions)
    answerable = [_claim_place(text, c) for c in claims]
    said = [_attribution_place(text, a) for a in attributions if a.id and a.content and a.response is None]
    claim_ids = {claim.id for claim in claims}
    linked: list[Attribution] = []
    answers: dict[str, list[str]] = defaultdict(list)
    central = _centrality(answerable, rank)
    answering = {a.id for a in attributions if a.response in meaning.OF_OTHERS}
    by_id = {a.id: a for a in attributions}
    words_of_claim = {place.id: place.words for place in answerable}
    for attribution in attributions:
        target = None
        silent = no_word(text, attribution)
        cued = attribution.response is not None and (silent or by_cue(text, attribution))
        thing = thing_judged(text, attribution.response, attribution.content, cued)
        if thing is not None:
            through = claims_of(text, thing, attribution, claims, by_id)
            heard = {a.id for a in attributions if told_through(text, a)} - {attribution.id}
            at = attribution.start
            target = _nearest_of(answerable, through, at) or _nearest_of(said, heard, at)
        elif attribution.response is not None:
            own = {c.id for c in claims if c.chain and _same_speaker(by_id.get(c.chain[-1]), attribution)}
            foreign = {c.id for c in claims if others_word(attribution, c, by_id)}
            question = asked(text, attribution, attributions)
            by_name = named_claims(text, attribution, claims, by_id)
            first = _answered_again(text, attribution, linked)
            target = first.responds_to if first is not None else None
            if first is None or (target is None and _told_in_it(first, claims)):
                target = _answered(
                    text,
                    attribution,
                    claims,
                    answerable,
                    said,
                    rank,
                    central,
                    own,
                    foreign,
                    question,
                    answering,
                    by_name,
                    cued,
                )
            if readings and len(readings.sentences) >= _LONG:
                made_by = {c.id for c in claims if attribution.id in c.chain[-1:]}
                barred = made_by | _ones_own(attribution, own, claims, by_id)
                if attribution.response in _HELD:
                    barred |= {c.id for c in claims if asks_for(c)}
                about = _about(text, attribution)
                shares = tie_shares(attribution, claims, readings, words_of_claim, about, barred)
                # what its construction alone shows needs no second
                least = (
                    thresholds()["share"][Response.NO_ANSWER] if silent else least_share(attribution, readings, cued)
                )
                pointing = attribution.response is Response.DENY and is_pronoun(text, attribution)
                bare = pointing and length(attribution.content) <= _BARE  # "that this was not true", and no more
                vote = POINTS if bare and target in claim_ids else VOTE
                if attribution.response in meaning.UNANSWERED:
                    if not about <= _of_such_things():
                        least += thresholds()["named"][attribution.response]  # "declined to say when" answers no claim
                    if question is None and not by_name:
                        who = party(text, attribution, attributions)
                        free = [c for c in claims if c.id not in barred]
                        bland = about <= _of_such_things()
                        target, vote = meant(text, attribution, who, free, bland, readings), MAIN
                target = likeliest(shares, target, least, vote)
            denied = attribution.response is Response.DENY and (cued or pleads(text, attribution))
            if denied and question is None and readings:
                target = _of_all(text, attribution, attributions, claims, linked, own, readings) or target
            silent_on_own = attribution.response in meaning.UNANSWERED and target in own
            if silent_on_own and not has_a_question(text, attribution):
                target = None  # nobody is silent about what they say themselves
            if cued and attribution.content and text.startswith("that ", attribution.content[0][0]):
                target = _held_instead(attribution, target, claims, words_of_claim, _about(text, attribution))
        plainly = (
            checked(document, attribution, claims)
            or _told_to_be_denied(text, attribution, claims)
            or shown(text, attribution, claims)
            or claim_of_another(text, attribution, claims, by_id)
            or clause_before(text, attribution, claims)
            or owners_claim(text, attribution, claims, by_id)
        )
        target = plainly or (None if owned(text, attribution) else target)
        if plainly is None and not cued and judges_evidence(text, attribution):
            plainly = target = rumour_judged(text, attribution, claims, by_id)
            if target is None:
                attribution = updated(attribution, response=None)
        by_heads = readings is not None and len(readings.sentences) >= _LONG and plainly is None and not cued
        if by_heads and _only_read(text, attribution) and _makes(attribution, target, claims):
            attribution, target = updated(attribution, response=None), None
        if attribution.response is Response.CONFIRM and target is not None and _conceded(text, attribution):
            said_so = next((c for c in claims if c.id == target), None)
            if said_so is not None and attribution.id in said_so.chain:
                target = None  # what somebody owns up to is nobody's word but theirs
        if target in claim_ids and target is not None and attribution.id:
            answers[target].append(attribution.id)
        if cued and attribution.response in _HELD:
            for claim in claims:  # what "denied that P" holds is denied, whatever else that answers
                told = len(claim.chain) > 1 or attribution.response is Response.DENY
                if told and claim.chain[-1:] == (attribution.id,):
                    answers[claim.id].append(attribution.id)
        linked.append(updated(attribution, responds_to=target))
    answered = tuple(
        replace(c, responses=tuple(dict.fromkeys((*c.responses, *answers[c.id])))) if c.id in answers else c
        for c in claims
    )
    return tuple(linked), answered


def _told_to_be_denied(text: str, attribution: Attribution, claims: Sequence[Claim]) -> str | None:
    """The claim that only "It is not true that P" or "FALSE: P" tells, which answers no other."""
    if not (denies_by_cue(text, attribution) or denies(text, attribution)):
        return None
    return next((c.id for c in claims if attribution.id in c.chain[-1:]), None)


def _ones_own(
    attribution: Attribution, own: set[str], claims: Sequence[Claim], by_id: Mapping[str, Attribution]
) -> set[str]:
    """Of the speaker's ``own`` claims those that an answer of this kind cannot be about.

    Nobody denies what they said themselves. A party that says a thing again has not confirmed it, but one that is twice
    said to have confirmed it has.
    """
    if attribution.response in meaning.OF_OTHERS:
        return own
    if attribution.response not in _NOT_ONES_OWN:
        return set()
    return {c.id for c in claims if c.id in own and by_id[c.chain[-1]].response is not attribution.response}


def _only_read(text: str, attribution: Attribution) -> bool:
    """Whether no words of the tables say that an attribution answers, but for its cue."""
    return attribution.response is not None and verdict(text, attribution.content) is None


def _makes(attribution: Attribution, target: str | None, claims: Sequence[Claim]) -> bool:
    """Whether an attribution is itself one of the places where the claim is made that it is said to answer."""
    places = [span for claim in claims if claim.id == target for span in claim.spans]
    return any(within((span,), attribution.content) for span in places)


_CONFIRMED = re.compile(r"\b(?:confirm|acknowledg|conced|admit)", re.IGNORECASE)
_OWNING_UP = re.compile(r"\b(?:conced|admit|acknowledg|grant|allow|own(?:s|ed)? up)", re.IGNORECASE)


def _conceded(text: str, attribution: Attribution) -> bool:
    return any(_OWNING_UP.search(text, start, end) for start, end in attribution.cue)


def _answered(
    text: str,
    response: Attribution,
    claims: Sequence[Claim],
    answerable: Sequence[_Answerable],
    said: Sequence[_Answerable],
    rank: dict[str, float],
    central: dict[str, float],
    speakers_own: set[str],
    foreign: set[str],
    question: Attribution | None,
    answering: set[str],
    by_name: set[str],
    cued: bool,
) -> str | None:
    about = _about(text, response)
    enough = _QUESTIONED if response.response is Response.QUERY else _ENOUGH
    of_such_things = response.response is Response.DECLINE and about <= _of_such_things()
    anaphoric = not about or of_such_things or points_back(text, response)
    own = {c.id for c in claims if response.id and response.id in c.chain[-1:]}
    own |= {c.id for c in claims if within(c.spans[:1], response.content) and response.id not in c.chain}
    unmet = {c.id for c in claims if less_than(text, response, c)}
    if response.response in meaning.OF_OTHERS:
        unmet |= speakers_own
    others = [p for p in answerable if p.id not in own | unmet]
    pointing = is_pronoun(text, response)
    if response.response is Response.CORRECT:
        if tells_what_was_wrong(text, response):
            return _by_words(about, [p for p in answerable if p.id in own] or others, rank, response.start)
        told = [p for p in answerable if p.id not in own]  # another sum is what a correction is about
        spoken = [p for p in said if p.id not in {response.id, response.parent} and not _inside(p, response)]
        if rights_a_text(text, response):  # what that text said, which need not stand here
            told, spoken = ([p for p in places if p.words & about] for places in (told, spoken))
        beside = not any(_CONFIRMED.search(text, *span) for span in response.cue)
        return _put_right(about, told, response.start, pointing, beside) or _put_right(
            about, spoken, response.start, pointing, beside
        )
    if question is not None and (pointing or not about):
        questioned = _by_words(_words(text, question.content), others, rank, response.start, _QUESTIONED)
        return questioned or question.id
    if pointing:  # nobody does to their own words what one does only to those of others
        told = [p for p in others if p.id not in speakers_own]
        if about and (named := _by_words(about, told, rank, response.start, _QUESTIONED)) is not None:
            return named
        if (last := _last_said(told, response.start)) is not None:
            return last
    meant_by_name = [p for p in others if p.id in by_name]  # "called the report a fabrication": the last one told
    if (last := _last_said(meant_by_name, response.start, _DISCUSSED_BEFORE)) is not None:
        return last
    in_own_voice = response.response is Response.DENY and not response.source and not response.cue
    if in_own_voice and (told_there := _told_within(response, answerable)) is not None:
        return told_there
    if (in_own_voice or answers_the_last(text, response)) and (last := _last_said(others, response.start)) is not None:
        return last
    if in_own_voice and not any(p.start < response.start for p in others):
        return None  # "That is not true", as a post's first words: of something that stands in another one
    best = _by_words(about, others, rank, response.start, enough)
    if best is not None:
        return best
    meant = event(text, response)
    if meant is not None:  # "would neither confirm nor deny the plan"
        told_so = {c.id for c in claims if meant.search(c.text)}
        before = [p for p in others if p.id in told_so and p.start < response.start]
        return _under_discussion(before, central, response.start) if before else None
    passed_on = [c.id for c in claims if response.id and response.id in c.chain[:-1]]
    if passed_on and response.response is Response.DENY:  # "We know of posts that P. This is untrue."
        return passed_on[-1]
    if own and about and cued:  # "denied that P": its own words are what it denies
        return _by_words(about, [p for p in answerable if p.id in own], rank, response.start)
    answers = {c.id for c in claims if c.chain and c.chain[-1] in answering}  # silence is about no denial
    near_by = [p for p in others if p.id not in foreign | answers]
    if (
        not anaphoric and response.response in ANSWERS and not has_a_question(text, response)
    ):  # an answer in other words to what it shares a word with
        near = [p for p in near_by if p.words & about and p.start < response.start]
        under = _under_discussion(near, central, response.start) if near else None
        if under is not None:
            return under
    if anaphoric and response.parent is None:  # what one is told another answered may be anything but the claim at hand
        under = _under_discussion(near_by, central, response.start)
        if under is not None:
            return under
    spoken = [p for p in said if p.id != response.id and p.id != response.parent]
    best = _by_words(about, spoken, rank, response.start)
    if best is not None or not anaphoric or claims:
        return best
    recent = [p for p in spoken if p.start < response.start and response.start - p.start < 600]
    return recent[-1].id if recent else None


def _told_within(response: Attribution, places: Sequence[_Answerable]) -> str | None:
    """The claim that is told in the very sentence that denies it: "The claim that P is false." """
    start, end = response.start, response.content[-1][1]
    return next((place.id for place in places if start <= place.start < end), None)


def _put_right(about: frozenset[str], places: Sequence[_Answerable], at: int, pointing: bool, near: bool) -> str | None:
    """What a correction puts right: never its own word, but what was made shortly before, likest and last.

    Far ones must share a word with it, unless it only points ("It was 14, not 40"); where ``near`` is false, a
    sum ("confirmed that there were 31 beds instead of 24") puts right no more than another sum.
    """
    best: tuple[float, str] | None = None
    sums = _sums(about)
    for place in places:
        away = place.nearest(at)
        shared = len(about & place.words)
        if not any(start < at for start in place.starts) or not (
            shared or pointing or (away < _NEXT_TO and (near or sums <= _sums(place.words)))
        ):
            continue
        if away > _DISCUSSED_BEFORE:
            continue
        score = math.exp(-away / _NEXT_TO) + 0.3 * min(shared, 3) + 0.2 * place.attributed
        if best is None or score > best[0]:
            best = (score, place.id)
    return best[1] if best else None


def _sums(words: frozenset[str]) -> bool:
    named = {*pairs("numbers"), *pairs("multipliers")}
    return any(word[:1].isdigit() or word in named for word in words)


def _inside(place: _Answerable, response: Attribution) -> bool:
    return any(s <= place.start < e for s, e in response.content)


def _answered_again(text: str, response: Attribution, before: Sequence[Attribution]) -> Attribution | None:
    """What the same speaker said right before, for an answer that only points: "rejected it. It was invented"."""
    if not before or not is_pronoun(text, response):
        return None
    last = before[-1]
    again = last.response in ANSWERS and _same_speaker(last, response)
    return last if again and response.start - last.start < _RIGHT_BEFORE else None


def _held_instead(
    denial: Attribution,
    target: str | None,
    claims: Sequence[Claim],
    words: Mapping[str, frozenset[str]],
    about: frozenset[str],
) -> str | None:
    """What "denied that P" answers, where that shares no word with P: P, which is a claim itself."""
    if denial.response is not Response.DENY or target is None or words.get(target, about) & about:
        return target
    held = next((c.id for c in claims if c.chain[-1:] == (denial.id,)), None)
    return held or target


def _of_all(
    text: str,
    denial: Attribution,
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    before: Sequence[Attribution],
    own: set[str],
    readings: Readings,
) -> str | None:
    """What "denies the accusations", and "denies them" behind it, are about: the main claim, whatever is nearest."""
    if of_the_whole(text, denial):
        who = party(text, denial, attributions)
        if not claims or not claims[0].chain or claims[0].id in own:
            return None  # of what nobody alleges nobody is accused
        first = min((c for c in claims[:_MAIN] if c.chain and c.id not in own), key=lambda c: min(c.spans))
        return meant(text, denial, who, [first, *(c for c in claims if c is not first)], True, readings)
    last = before[-1] if before else None
    if last is None or last.response is not Response.DENY or not of_them(text, denial):
        return None
    near = of_the_whole(text, last) and denial.start - last.start < _RIGHT_BEFORE
    return last.responds_to if near else None


def _told_in_it(first: Attribution, claims: Sequence[Claim]) -> bool:
    """Whether an answer holds a claim itself, which a second one may be about."""
    return not first.content or any(within(claim.spans[:1], first.content) for claim in claims)


def _last_said(places: Sequence[_Answerable], at: int, near: float = _RIGHT_BEFORE) -> str | None:
    """The claim of somebody that was made last, if that was right before: less than ``near`` characters."""
    said = [p for p in places if p.attributed or not p.firm]  # "there are reports that P" is somebody's, too
    before = [(p.nearest(at), p.id) for p in said if any(start < at for start in p.starts)]
    return min(before)[1] if before and min(before)[0] < near else None


def _nearest_of(places: Sequence[_Answerable], wanted: set[str], at: int) -> str | None:
    """Of the places wanted the one made last before; where none was, the first."""
    pool = [p for p in places if p.id in wanted]
    return min(pool, key=lambda p: (p.start >= at, p.nearest(at))).id if pool else None


def _same_speaker(one: Attribution | None, other: Attribution) -> bool:
    return one is not None and one.source_id is not None and one.source_id == other.source_id


def _by_words(
    about: frozenset[str], places: Sequence[_Answerable], rank: dict[str, float], at: int, enough: float = _ENOUGH
) -> str | None:
    """The place whose words cover what the response is about best, if they cover enough."""
    whole = sum(rank.get(w, 1.0) for w in about)
    if not whole:
        return None
    best: tuple[float, str] | None = None
    for place in places:
        shared = about & place.words
        if not shared:
            continue
        cover = sum(rank.get(w, 1.0) for w in shared) / whole
        if cover < enough:
            continue
        score = (
            cover
            + 0.1 * math.exp(-place.nearest(at) / 2000)
            + (0.05 if place.start < at else 0)
            + 0.05 * place.attributed
        )
        if best is None or score > best[0]:
            best = (score, place.id)
    return best[1] if best else None


def _under_discussion(places: Sequence[_Answerable], central: dict[str, float], at: int) -> str | None:
    """The claim a bare "the claim" or a refusal to comment is about."""
    before = [p for p in places if p.start < at]
    pool = before[-_NEAREST:] + sorted(before[:-_NEAREST], key=lambda p: -central[p.id])[:5]
    if not pool:  # a headline or a first sentence that answers before the claim is told
        pool = [p for p in places if p.start - at < 1500][:5]
    best: tuple[float, str] | None = None
    for place in pool:
        near = math.exp(-place.nearest(at) / 1200)
        again = min(len(place.starts) - 1, 2)  # what a document keeps telling is what it is about
        score = 0.5 * near + 0.6 * central[place.id] + 0.2 * place.attributed + 0.1 * (not place.firm) + 0.15 * again
        if best is None or score > best[0]:
            best = (score, place.id)
    return best[1] if best and best[0] >= _DISCUSSED else None


def _centrality(places: Sequence[_Answerable], rank: dict[str, float]) -> dict[str, float]:
    """How much of a claim's words the document's other claims share; the first claim is half central at least."""
    seen = Counter(word for place in places for word in place.words)
    central = {}
    for index, place in enumerate(places):
        whole = sum(rank.get(w, 1.0) for w in place.words)
        shared = sum(rank.get(w, 1.0) for w in place.words if seen[w] > 1)
        central[place.id] = max(shared / whole if whole else 0.0, 0.5 if index == 0 else 0.0)
    return central


def _about(text: str, response: Attribution) -> frozenset[str]:
    words = _words(text, _refused(text, response) or response.content)
    return words - _words(text, response.source)


def _refused(text: str, response: Attribution) -> Spans:
    """What a refusal inside a content is about: of "said the firm does not comment on rumours" the rumours."""
    if response.response is not Response.DECLINE or len(response.content) != 1 or by_cue(text, response):
        return ()
    start, end = response.content[0]
    words = text[start : min(end, start + 600)]
    found = next((p for p in phrases(words) if p.response is Response.DECLINE), None)
    return tuple((start + s, start + e) for s, e in about_of(words, found)) if found else ()


def _claim_place(text: str, claim: Claim) -> _Answerable:
    words = _words(text, claim.spans) | _stems(claim.text)
    starts = tuple(start for start, _ in claim.spans) or (0,)
    return _Answerable(claim.id, starts, words, bool(claim.chain), claim.factuality in _FIRM)


def _attribution_place(text: str, attribution: Attribution) -> _Answerable:
    firm = attribution.factuality is Factuality.CERTAIN
    return _Answerable(attribution.id, (attribution.start,), _words(text, attribution.content), True, firm)


@lru_cache(2048)  # what an attribution is about is asked once for each claim
def _words(text: str, spans: Spans) -> frozenset[str]:
    return frozenset().union(*(_stems(text[start : min(end, start + 3000)]) for start, end in spans))


@lru_cache(2048)  # a claim's words are asked for its place and for how rare they are
def _stems(words: str) -> frozenset[str]:
    return frozenset(stem for match in _WORD.finditer(words) if (stem := _stem(match.group())))


@cache
def _of_such_things() -> frozenset[str]:
    """What one declines to speak about without saying which: "market speculation", "ongoing investigations"."""
    return frozenset(_stem(word) for word in words_of("link-such-things"))


@lru_cache(8192)
def _stem(word: str) -> str:
    """The stem of a word that tells something; empty for one that does not."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word in _STOP or (len(word) < 3 and not word.isdigit()):
        return ""
    for ending in ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)][:8]
    return word[:8]


def _rarity(text: str, claims: Sequence[Claim], attributions: Sequence[Attribution]) -> dict[str, float]:
    """Rarity of words among the claims and contents: what all share tells none of them apart."""
    counts: Counter[str] = Counter()
    total = 0
    for spans in (*(c.spans for c in claims), *(a.content for a in attributions)):
        counts.update(_words(text, spans))
        total += 1
    return {word: 0.4 + math.log((1 + total) / count) for word, count in counts.items()}
