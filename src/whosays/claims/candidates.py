"""What a document might assert, and on whose word: every sentence of it laid against the attributions.

A sentence of an attribution's content, less what is attributed further in, belongs to that attribution; what stands in
no attribution at all belongs to the document's own voice.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from whosays.claims.patterns import ADVERBIAL, INFINITIVE
from whosays.likeness import nouns, verbs
from whosays.likeness.stemming import phrases, words
from whosays.model import Attribution, Span, Spans
from whosays.text import datelines

_QUOTES = "\"“”„‟«»'‘’‚‹›`"
_OUTSIDE = " \t\r\n\v\f\xa0\u200b\u2028\u2029\x1c\x1d\x1e\x85,;:–—-…•*·|/\\" + _QUOTES
_LEAD = re.compile(r"(?:that|and|but|or|so|yet)\b(?!['’]\w)[\s,]*", re.IGNORECASE)
_CLOSED_BY = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "'": "'"}
_OPENED_BY = {"”": "“„", "»": "«", "’": "‘", '"': '"', "'": "'"}
_THAT = re.compile(r"\bthat[\s,\"'“‘]+$", re.IGNORECASE)
# what a fact-check puts before a claim and before its verdict on it
_LABELLED = re.compile(
    r"(?:(?:our|the) )?(?:claim|what was claimed|verdict|rating|ruling|conclusion|assessment)\s{0,3}[:—–]\s{0,3}(?=\w)",
    re.IGNORECASE,
)
_REPLIES = re.compile(r"(?:No|Yes),\s{1,3}(?=[^\W\d_])")  # "No, the milk has not been recalled" is told of the milk
_NUMBERED = re.compile(r"\(?(?:(?:No\. ?)?\d{1,3}[.):]|[A-Ga-g]\))\s{1,4}(?=[^\W\d_\"“'])")
# "3/7 The yard …", "2/ …", "(4/n) …": where a post stands in a thread.
_THREADED = re.compile(
    r"(?:\N{SPOOL OF THREAD}\s{0,2})?[(\[]?\d{1,3}\s?/\s?(?:\d{1,3}|[nNxX]\b)?[)\]]?[.:]?\s{1,4}(?=[^\W\d_\"“'])"
)
_CLOCK = re.compile(
    r"(?:(?:\d{1,2}[:.]\d\d|\d{4}(?=Z\b))(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:[A-Z]{2,4}|Z)\b)?(?:\s?/\s?)?){1,2}(?::|\s{1,3}[-–—])?\s{1,3}(?=[^\W\d_\"“'])"
)
# of a post: "THREAD:", and a sign that draws the eye
_CALLED_OUT = re.compile(
    r"(?:[^\w\s\"“”‘’'«»„(\[{<$£€#@&%+*~^/\\.,:;!?…–—-]{1,8}\s{0,2})?(?:(?:THREAD|Thread)\s?[:–—-]\s{1,2})?"
)
_PLACED_BEHIND = re.compile(
    r"\s{0,2}(?:\N{SPOOL OF THREAD}|[(\[]\d{1,3}\s?/\s?(?:\d{1,3}|[nNxX])?[)\]]|\b\d{1,3}/\d{1,3})\Z"
)
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|No|a\.m|p\.m)\.$")
_BLANK = " \t\r\n\xa0" + _QUOTES
_REPORTED = re.compile(r"\b(?:\w{2,}ed|found|shows?|says?|suggests?)$")
_MOST_CHAIN = 32
_OPENING = ('"', "“")
_LONGEST_QUOTED = 400  # characters within which the other mark of a pair is looked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a claim.

    ``spans`` and ``text`` quote it, trimmed. ``chain`` names the attributions it stands in, outermost first.
    ``fragment`` is true where only a part of a sentence is left, the rest being someone's report. ``sentence`` is its
    sentence's number, ``mark`` the end mark behind it, if any, ``clause`` whether "that" led it in. ``torn`` is true of
    a fragment that the cut parted from its own clause: "multiple sources told | the Courier in May".
    """

    spans: Spans
    text: str
    chain: tuple[str, ...]
    fragment: bool
    sentence: int
    mark: str
    clause: bool = False
    torn: bool = False


def chains(attributions: Sequence[Attribution]) -> dict[str, tuple[str, ...]]:
    """For each attribution the ids from the outermost speaker inward, itself last. A circle of parents is cut."""
    by_id = {a.id: a for a in attributions}
    found: dict[str, tuple[str, ...]] = {}
    for attribution in attributions:
        path: list[str] = []
        at: Attribution | None = attribution
        while at is not None and at.id not in path and len(path) < _MOST_CHAIN:
            path.append(at.id)
            at = by_id.get(at.parent) if at.parent else None
        found[attribution.id] = tuple(reversed(path))
    return found


def candidates(
    text: str, paragraphs: Sequence[Span], sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Candidate]:
    """Every candidate of a document, in order of position; spans are code points into ``text``."""
    chain_of = chains(attributions)
    inside: dict[str | None, list[Span]] = {}
    for attribution in attributions:
        source = () if _beside_its_verb(text, attribution) else attribution.source
        taken = (*source, *attribution.cue, *attribution.content)
        inside.setdefault(None, []).extend(taken)
        if _is_deed(text, attribution):
            continue
        for ancestor in chain_of[attribution.id][:-1]:
            inside.setdefault(ancestor, []).extend(taken)
        if len(attribution.content) > 1 and _PUT_BETWEEN.fullmatch(text[slice(*attribution.content[0])].strip()):
            for other in attributions:  # put in between by the article itself: what is told around it goes on
                if other.id not in chain_of[attribution.id] and _covers(other.content, taken):
                    inside.setdefault(other.id, []).extend(taken)
    ends = [end for _, end in sentences]
    found = _of_region(text, paragraphs, inside.get(None, []), sentences, ends, ())
    own_words = {a.id: (*a.source, *a.cue) for a in attributions}
    for attribution in attributions:
        holes = [*inside.get(attribution.id, ())]
        region = union(attribution.content)
        found += _of_region(text, region, holes, sentences, ends, chain_of[attribution.id], own_words[attribution.id])
    found.sort(key=lambda c: (c.spans[0], c.spans, c.chain))
    return _continued(text, found, sentences, ends, attributions, chain_of)


_PUT_BETWEEN = re.compile(r"(?:which|who|whom|whose|where)\b", re.IGNORECASE)


def _covers(content: Spans, spans: Spans) -> bool:
    return all(any(s <= start and end <= e for s, e in content) for start, end in spans)


def _is_deed(text: str, attribution: Attribution) -> bool:
    """Whether what is attributed is only what somebody offered, agreed or asked to do: "had offered | to resign".

    That says nothing by itself; whoever tells it says that it was offered.
    """
    return bool(attribution.content) and all(INFINITIVE.match(text, start) for start, _ in attribution.content)


_PARTICIPLE = re.compile(r"(?:also\s+|later\s+|then\s+)?[a-z]{2,}ing\b")
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|am|['’]s|['’]re|keeps?|kept)\s+(?:\w+\s+)?\Z")
_LONGEST_BETWEEN = 400  # characters between who did something and the participle that tells what they said with it


def _beside_its_verb(text: str, attribution: Attribution) -> bool:
    """True of "The firm closed the mill on Monday, saying it was unsafe": the speaker is the subject of a clause that
    is told beside what they said, and stays with it."""
    if len(attribution.source) != 1 or not attribution.cue:
        return False
    (_, end), start = attribution.source[0], attribution.cue[0][0]
    if not end < start <= end + _LONGEST_BETWEEN or not _PARTICIPLE.match(text, start):
        return False
    between = text[end:start]
    if "\n" in between or _BEING.search(between) or len(between.split()) < 2:
        return False
    return all(e <= end or s >= start for s, e in attribution.content)


_RUNS_ON = re.compile(
    r"(?:they|he|she|it|this|these|those|as a result|because of (?:this|that)|therefore|that is why|that's why|so|also|"
    r"but (?:they|he|she|it)|and (?:they|he|she|it))\b",
    re.IGNORECASE,
)


def _continued(
    text: str,
    found: Sequence[Candidate],
    sentences: Sequence[Span],
    ends: Sequence[int],
    attributions: Sequence[Attribution],
    chain_of: Mapping[str, tuple[str, ...]],
) -> list[Candidate]:
    """Give a sentence that runs on from what a nested source said to that source.

    "A nurse tells me that the ward was closed. As a result, they sent patients home": within one speaker's words, a
    sentence that opens with a consequence or a pronoun goes on with whoever was being passed on.
    """
    speaking: dict[tuple[str, int], tuple[str, ...]] = {}
    for attribution in attributions:
        if attribution.parent and attribution.content and len(chain_of[attribution.id]) > 1:
            last = bisect_right(ends, attribution.content[-1][1] - 1)
            speaking[attribution.parent, last] = chain_of[attribution.id]
    result = []
    for candidate in found:
        before = speaking.get((candidate.chain[-1], candidate.sentence - 1)) if candidate.chain else None
        if before and not candidate.fragment:
            start = _trim(text, *sentences[candidate.sentence])[0]
            if _RUNS_ON.match(text, start):
                speaking[candidate.chain[-1], candidate.sentence] = before
                candidate = replace(candidate, chain=before)
        result.append(candidate)
    return result


def _of_region(
    text: str,
    region: Sequence[Span],
    holes: Sequence[Span],
    sentences: Sequence[Span],
    ends: Sequence[int],
    chain: tuple[str, ...],
    own_words: Sequence[Span] = (),
) -> list[Candidate]:
    """The candidates of one voice: the sentences of ``region``; a sentence with a hole falls into fragments."""
    cut = union(holes)
    cut_starts, cut_ends = [start for start, _ in cut], [end for _, end in cut]
    whole: dict[int, list[Span]] = {}
    for start, end in region:
        for number in range(bisect_right(ends, start), len(sentences)):
            s, e = sentences[number]
            if s >= end:
                break
            whole.setdefault(number, []).append((max(s, start), min(e, end)))
    found = []
    for number, parts in whole.items():
        near = cut[bisect_right(cut_ends, parts[0][0]) : bisect_left(cut_starts, parts[-1][1])]
        left = subtract(parts, near)
        if left == parts:
            groups = [parts]
            fragment = False
        else:
            groups = _over_relatives(text, left)
            fragment = True
        for group in groups:
            spans = _clean(text, subtract(group, union(own_words)) if own_words else group)
            if fragment and spans:
                spans = _without_relative(text, _without_joint(text, spans))
            spans, whole_clause = _with_antecedent(text, spans, sentences[number][0], own_words)
            if own_words and not whole_clause:
                spans, whole_clause = _without_noun(text, spans)
            if spans:
                mark = _mark(text, spans[-1][1], sentences[number][1])
                said = " … ".join(text[s:e] for s, e in spans)
                clause = whole_clause or bool(_THAT.search(text, max(0, spans[0][0] - 8), spans[0][0]))
                torn = fragment and _torn(text, spans, near)
                found.append(Candidate(spans, said, chain, fragment, number, mark, clause, torn))
    return found


def _torn(text: str, spans: Spans, holes: Sequence[Span]) -> bool:
    """True where nothing parts a fragment from what was cut away beside it, or only the comma behind where and when
    somebody spoke ("In a letter to members, | she said") or in front of who found it ("…, | a survey showed")."""
    start, end = spans[0][0], spans[-1][1]
    before = max((e for _, e in holes if e <= start), default=None)
    behind = min((s for s, _ in holes if s >= end), default=None)
    led = text[before:start].strip(_BLANK) if before is not None else None
    if led == "":
        return True
    if behind is None:
        return led == "," and bool(_REPORTED.search(text, max(start, end - 12), end))
    between = text[end:behind].strip(_BLANK)
    where = ", " not in text[start:end] and bool(ADVERBIAL.match(text[start : start + 12].lower()))
    saying = _PARTICIPLE.match(text, behind)  # "On Friday it shut the mill, | saying that …"
    return not between or (between == "," and where and not saying)


def _mark(text: str, at: int, end: int) -> str:
    """The first sentence mark at or behind ``at``, if nothing but quotation marks stands before it."""
    if at and text[at - 1] in ".!?…":
        return text[at - 1]
    if at > 1 and text[at - 1] in _OPENED_BY and text[at - 2] in ".!?…":
        return text[at - 2]  # behind words that are quoted at the end of the sentence
    while at < min(end + 2, len(text)):
        if text[at] in ".!?…":
            return text[at]
        if text[at] not in _OUTSIDE:
            break
        at += 1
    return ""


def _clean(text: str, parts: Sequence[Span]) -> Spans:
    """The parts without surrounding quotation marks, a leading "that", a connective, a dateline or end punctuation."""
    found = []
    for index, (start, end) in enumerate(parts):
        start, end = _trim(text, start, end)
        if index == 0:
            start, end = _trim(text, _skip_lead(text, start, end), end)
        if index + 1 == len(parts) and (shorter := without_signs(text, start, end)) < end:
            start, end = _trim(text, start, shorter)
        if start < end and any(text[i].isalnum() for i in range(start, end)):
            found.append((start, end))
    return tuple(found)


def placed(text: str, start: int, end: int) -> bool:
    """True of a stretch with its place in a thread behind it: "The yard is shut [1/3]"."""
    return _PLACED_BEHIND.search(text, max(start, end - 12), end) is not None


def without_signs(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the signs and the place in a thread that stand behind its words in a post."""
    while end > start:
        placed = _PLACED_BEHIND.search(text, max(start, end - 12), end)
        if placed is not None and placed.start() > start:
            end = placed.start()
        elif text[end - 1].isspace() or unicodedata.category(text[end - 1]) in ("So", "Sk", "Mn", "Cf"):
            end -= 1
        else:
            break
    return end


_JOINT = re.compile(
    r"[\s,;:–—-]*\b(?:after|before|when|while|because|since|as|and|but|or|so|although|though|until|whereas|with|amid|"
    r"following)$",
    re.IGNORECASE,
)


def _without_joint(text: str, spans: Spans) -> Spans:
    """A fragment without the conjunction that tied it to what was cut away behind it."""
    start, end = spans[-1]
    match = _JOINT.search(text, max(start, end - 24), end)
    if match is None or match.start() <= start:
        return spans
    return (*spans[:-1], _trim(text, start, match.start()))


_LED_AWAY = re.compile(r"\b(?:which|whom|whose|where)\Z", re.IGNORECASE)


def _without_relative(text: str, spans: Spans) -> Spans:
    """A fragment without the phrase behind its last comma that only leads to a relative clause which was cut away.

    Of "She resigned, two days after a recording in which | she appears to …" she resigned.
    """
    start, end = spans[-1]
    comma = text.rfind(",", start, end)
    if comma <= start or not _LED_AWAY.search(text, max(comma, end - 8), end):
        return spans
    return (*spans[:-1], _trim(text, start, comma))


_PRONOUN = r"(?:which|whom|whose|where|that|who)"
_BEFORE_RELATIVE = re.compile(
    rf"[\s,–—-]*(?:\b(?:in|on|at|of|for|from|to|by|with|about|during|under|through|after|over) )?\b{_PRONOUN}\s*\Z",
    re.IGNORECASE,
)
_RELATIVE_CUT = re.compile(rf"[\s,–—-]*(?:\b(?:in|on|at|of|for|from|to|by|with|about) )?\b{_PRONOUN}\b", re.IGNORECASE)


def _over_relatives(text: str, left: Sequence[Span]) -> list[list[Span]]:
    """The pieces of a sentence that were left, those around a relative clause that was cut away made one.

    Of "The bridge, which | the builder said had been sound, | was closed" and of "A letter in which | she is said to
    admit the theft | surfaced in May" the bridge was closed and a letter surfaced.
    """
    groups: list[list[Span]] = []
    for start, end in left:
        if not any(c.isalnum() for c in text[start:end]):
            continue
        if groups:
            low, high = groups[-1][-1]
            hanging = _BEFORE_RELATIVE.search(text, max(low, high - 24), high)
            cut_at = hanging.start() if hanging else high
            relative = hanging or _RELATIVE_CUT.match(text, high, start)
            if relative and cut_at > low and verbs.opens(text, start, end) and not _stands_alone(text, low, cut_at):
                groups[-1] = [*groups[-1][:-1], (low, cut_at), (start, end)]
                continue
        groups.append([(start, end)])
    return groups


def _stands_alone(text: str, start: int, end: int) -> bool:
    """True of "She resigned, two days after a recording": what stands before the last comma needs nothing more."""
    comma = text.rfind(", ", start, end)
    return comma > start and verbs.finite(words(text[start:comma]))


_RELATIVE_FIRST = re.compile(r"(?:which|whom?|that)\b\s*", re.IGNORECASE)
_WHICH = re.compile(r"[\s,]*\b(?:which|whom?|that)\s+\Z", re.IGNORECASE)
_BARE = re.compile(r"[a-z](?P<at>\s)(?:it|he|she|they)\s\Z")
_SAID_OF_IT = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|did|does|do)(?:n['’]t)?\b", re.IGNORECASE
)


def _with_antecedent(text: str, spans: Spans, sentence: int, own_words: Sequence[Span]) -> tuple[Spans, bool]:
    """What a relative clause tells with the noun it hangs on, and whether there was one: of "the dam, which engineers
    say | leaks", and of "a dam engineers say | leaks", the dam leaks."""
    if not spans or not own_words:
        return spans, False
    start, end = spans[0]
    speaker = min(own_words)[0]
    pronoun = _RELATIVE_FIRST.match(text, start, end)
    if pronoun and (pronoun.end() < end or len(spans) > 1):
        that = pronoun.group().strip().lower() == "that"
        behind = spans[1][0] if len(spans) > 1 else end
        apart = any(pronoun.end() <= s < behind for s, _ in own_words)  # "photographs that | he says | were taken"
        if that and (pronoun.end() < end or (start > speaker and not apart)):
            return spans, False  # "said that P"
        at, rest = start, spans[1:] if pronoun.end() >= end else ((pronoun.end(), end), *spans[1:])
    elif (bare := _without_pronoun(text, start, end, own_words)) is not None:
        at, rest = bare, spans
    elif (
        speaker < start
        and _SAID_OF_IT.match(text, start, end)
        and not text[max(e for _, e in own_words) : start].strip()
    ):
        left_out = _WHICH.search(text, max(sentence, speaker - 16), speaker)  # … and was not read as said
        at, rest = (left_out.start() if left_out else speaker), spans
    else:
        return spans, False
    if text[rest[0][0] - 1] in _OPENING and not verbs.opens(text, *rest[0]):
        return spans, False  # "which she called “pure fantasy”" is what she calls it, and tells nothing of it
    noun = nouns.before(text, sentence, at)
    return ((noun, *rest), True) if noun else (spans, False)


def _without_pronoun(text: str, start: int, end: int, own_words: Sequence[Span]) -> int | None:
    """Where the noun ends that "a video | it said | showed the raid" tells something of; none where it is none."""
    cue = max(own_words)
    bare = _BARE.search(text[max(0, cue[0] - 8) : cue[0]])
    if bare is None or cue[1] > start or text[cue[1] : start].strip() or not verbs.opens(text, start, end):
        return None
    return max(0, cue[0] - 8) + bare.start("at")


_TOLD_NOUN = re.compile(
    r"(?:[\w.'’-]+\s+){0,5}?(?:reports?|rumou?rs?|claims?|allegations?|accusations?|assertions?|suggestions?|"
    r"speculation|statements?|"
    r"notion|idea|theory|belief|fears?|concerns?|warnings?|stor(?:y|ies)|gossip|insinuations?|contention|argument|"
    r"finding|"
    r"admission|evidence)\s+that\s+(?=\w)",
    re.IGNORECASE,
)


def _without_noun(text: str, spans: Spans) -> tuple[Spans, bool]:
    """What "reports that P" and "his claim that P" hold, where that is all there is: P; and whether that was so."""
    if not spans:
        return spans, False
    start, end = spans[0]
    noun = _TOLD_NOUN.match(text, start, end)
    if noun is None or verbs.finite(words(text[start:end])):
        return spans, False
    return ((noun.end(), end), *spans[1:]), True


def _trim(text: str, start: int, end: int) -> Span:
    before = 0
    while start < end and text[start] in _OUTSIDE and not _closed_inside(text, start, end):
        start += 1
    while before != end and end > start:
        before = end
        while end > start and (text[end - 1] in _OUTSIDE or text[end - 1] in ".!?") and not _elision(text, start, end):
            if _opened_inside(text, start, end):
                break
            if text[end - 1] == "." and _INITIALS.search(text, max(start, end - 12), end):
                break
            end -= 1
    return start, end


def _closed_inside(text: str, start: int, end: int) -> bool:
    """True for a mark that opens a quotation which ends within the stretch: “Closed” is what the sign will say."""
    closing = _CLOSED_BY.get(text[start])
    if closing is None or not text[start + 1 : start + 2].isalnum():
        return False
    for at in range(start + 2, min(end - 1, start + _LONGEST_QUOTED)):
        if text[at] in closing and not text[at - 1].isspace() and not text[at + 1].isalnum():
            return any(c.isalnum() for c in text[at + 1 : end])
    return False


def _opened_inside(text: str, start: int, end: int) -> bool:
    """True for a mark that closes a quotation which begins within the stretch: the report calls it “a lie”."""
    opening = _OPENED_BY.get(text[end - 1]) if end - start > 1 else None
    if opening is None or text[end - 2].isspace():
        return False
    for at in range(end - 2, max(start, end - _LONGEST_QUOTED), -1):
        if text[at] in opening and text[at + 1].isalnum() and not text[at - 1].isalnum():
            return any(c.isalnum() for c in text[start:at])
    return False


def _elision(text: str, start: int, end: int) -> bool:
    """True for the possessive of a plural ("the soldiers'") whose mark opens nowhere before."""
    mark = text[end - 1]
    return (
        mark in "'’"
        and end - start > 1
        and text[end - 2] in "sS"
        and end < len(text)
        and text[end].isspace()
        and not any(c in "'‘" for c in text[start : end - 1])
    )


_CLOSING = re.compile('["”]')
_JUDGED_WITHIN = 61  # characters, a closing mark among them
_JUDGED = re.compile(
    r"[^\"”\n]{3,60}[\"”]\s+(?:(?:an?|the|that|this|those|these|all|any)\s+)?(?:[\w-]+\s+){0,2}(?:reports?|claims?|"
    r"suggestions?|"
    r"rumou?rs?|allegations?|accusations?|story|stories|idea|notion|assertions?|speculation)\s+that\s+(?=\w)",
    re.IGNORECASE,
)


_PERFORMS = re.compile(  # "I would like to stress that P" says P
    r"(?:I|we)(?:['’]d| would| just)?(?: (?:also|only))? (?:(?:like|want|wish|need|have) to|can|must|will|should) "
    r"(?:again )?(?:emphasi[sz]e|stress|underline|say|make (?:it )?(?:very |quite )?clear|point out|note|add|repeat|"
    r"state|confirm|tell you|assure (?:you|everyone)|remind (?:you|everyone))"
    r"(?: (?:again|once more|here))? that\s+(?=\w)",
    re.IGNORECASE,
)


_TOPIC = re.compile(
    r"(?!(?:From|To|Cc|Subject|Date|Re|Fwd|Sent|Q|A)\b)[A-Z0-9][^:;?!.,\n\"“”‘]{1,38}:\s{1,3}(?=[\w\"“‘'])"
)


def _skip_lead(text: str, start: int, end: int) -> int:
    performs = _PERFORMS.match(text, start, end)
    if performs:
        return performs.end()
    opened = start + (text[start : start + 1] in _OPENING)
    # dismissed as "nonsense" a report that P: P is what is told
    judged = _JUDGED.match(text, opened, end) if _CLOSING.search(text, opened, opened + _JUDGED_WITHIN) else None
    if judged and judged.start() and text[judged.start() - 1] in _OPENING:
        start = judged.end()
    topic = _TOPIC.match(text, start, end) if not text[:start].strip() and text[end : end + 1] in "\r\n" else None
    if topic and topic.end() < end and "\n" not in text[start:end] and verbs.finite(words(text[topic.end() : end])):
        start = topic.end()  # of a headline: who or what it is about speaks as little as "Exclusive" does
    heads_a_line = start == 0 or text[start - 1] in "\r\n"
    called_out = _CALLED_OUT.match(text, start, end)
    if called_out and called_out.end() < end and (start == 0 or text[start - 1].isspace()):
        start = called_out.end()
    for lead in (_LABELLED, _REPLIES) if heads_a_line else ():
        led = lead.match(text, start, end)
        start = led.end() if led else start
    numbered = _NUMBERED.match(text, start, end) or _THREADED.match(text, start, end)
    if numbered and heads_a_line:
        start = numbered.end()  # of a list or of a heading
    clock = _CLOCK.match(text, start, end)
    if clock and heads_a_line:
        start = clock.end()  # of an entry of a live page
    start = datelines.end_of(text, start, end)
    for _ in range(3):
        match = _LEAD.match(text, start, end) or _connective().match(text, start, end)
        if match is None or match.end() >= end:
            break
        start = match.end()
        while start < end and text[start] in _OUTSIDE:
            start += 1
    return start


@cache
def _connective() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases('connectives')))}),\s*", re.IGNORECASE)


def union(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def subtract(parts: Sequence[Span], holes: Sequence[Span]) -> list[Span]:
    """The parts without the holes; both in order, the holes apart from each other."""
    found: list[Span] = []
    for start, end in parts:
        for s, e in holes:
            if e <= start:
                continue
            if s >= end:
                break
            if s > start:
                found.append((start, s))
            start = max(start, e)
        if start < end:
            found.append((start, end))
    return found
