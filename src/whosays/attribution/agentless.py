"""Reports that name no speaker: "is said to", "it is widely known that", "reports have emerged that", "reportedly".

The corpus that the engine learned from leaves these out, and a reader of subjects would take the thing spoken about
for the speaker. They are found by their construction: a passive reporting verb with an infinitive (nominative with
infinitive: Quirk et al. 1985, 16.50), an impersonal clause with "that", or an evidential adverb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whosays.likeness import nouns, verbs
from whosays.likeness.stemming import listed, words
from whosays.model import Span, Spans
from whosays.text.caseless import Caseless

_ADVERB = r"(?:(?:now|also|still|since|first|already|long|even|well|\w+ly)\s+){0,2}"
_BE = r"(?:is|are|was|were|has\s+been|have\s+been|had\s+been|being|been|be|['’]s|['’]re)"
_VERB = (
    r"(?:reported|said|believed|understood|thought|alleged|rumou?red|claimed|known|feared|suspected|reputed|"
    r"presumed|assumed|whispered|estimated|acknowledged|tipped|speculated)"
)
_PASSIVE = Caseless(rf"\b(?P<cue>{_BE}\s+(?:not\s+)?{_ADVERB}{_VERB})\s+to\s+(?=\w)")
_IMPERSONAL = Caseless(
    rf"\b(?P<cue>it\s+(?:is|was|has\s+been|had\s+been|['’]s)\s+(?:not\s+)?{_ADVERB}"
    r"(?:reported|said|believed|understood|thought|alleged|rumou?red|claimed|known|feared|suspected|suggested|"
    r"speculated|revealed|announced|accepted|acknowledged))\s*,?\s+(?P<that>that\b|how\b)",
)
_NOUN = Caseless(
    r"\b(?P<cue>(?:(?:unconfirmed|unverified|conflicting|early|initial|persistent|wild|new|some|the|a|an|various|"
    r"multiple|several|widespread|online|media)\s+){0,3}"
    r"(?:reports?|rumou?rs?|claims?|speculation|allegations?|suggestions?|stories|word|talk)\s+"
    r"(?:(?:have|has|had)\s+(?:since\s+|also\s+|now\s+)?(?:emerged|surfaced|circulated|spread|swirled|leaked|appeared)|"
    r"(?:are|is|were|was)\s+(?:now\s+|also\s+)?(?:circulating|emerging|spreading|swirling|rife|doing\s+the\s+rounds)|"
    r"emerged|surfaced|circulated|spread|swirled|has\s+it|circulating|spreading|swirling|doing\s+the\s+rounds|"
    r"being\s+(?:shared|spread|made)))"
    r"(?:\s+(?:all|over|on|in|at|for|last|this|since|across|around|about|among|online|late|early)\b[^,.;:]{0,40}?)?"
    r"\s+(?P<that>that\b)"
    r"|\b(?P<cue2>there\s+(?:is|are|was|were|have\s+been|had\s+been)\s+(?:\w+\s+){0,2}"
    r"(?:reports?|rumou?rs?|claims?|speculation|allegations?|suggestions?|talk))\s+(?P<that2>that\b)"
    r"|\b(?P<cue3>rumou?r\s+has\s+it|word\s+has\s+it|legend\s+has\s+it|word\s+is|it\s+(?:has\s+)?(?:emerged|transpired))"
    r"\s*,?\s+(?P<that3>that\b)",
)
# "A rumour that P has spread": what is spread, and the verb behind it. "Reports that P are false": what is judged.
_SPREAD = Caseless(
    r"(?:^|(?<=[\s“\"(]))(?P<cue>(?:(?:a|an|the|this|one|unconfirmed|unverified|false|old|new|wild|persistent|online|some)\s{1,3}){0,3}"
    r"(?:rumou?rs?|reports?|claims?|stor(?:y|ies)|allegations?|suggestions?|speculation|gossip|hoax|post|message|video)"
    r"(?:\s{1,3}(?:circulating|spreading|swirling|shared|doing\s{1,3}the\s{1,3}rounds)\b[^,.;:]{0,60}?)?)"
    r"\s{1,3}(?P<that>that\b)(?P<clause>[^.;\n]{5,300}?)(?P<end>\s{1,3}(?:"
    r"(?:(?:has|have|had)\s{1,3})?(?:(?:since|now|also|quickly|widely|then|been)\s{1,3}){0,2}"
    r"(?:spread|circulated|emerged|surfaced|swirled|swept|gone\s{1,3}(?:(?:a)?round|viral)|made\s{1,3}the\s{1,3}rounds|shared\s{1,3}(?:widely|thousands|hundreds))"
    r"|went\s{1,3}(?:(?:a)?round|viral)"
    r"|(?:is|are|was|were)\s{1,3}(?:(?:now|also|being|widely)\s{1,3}){0,2}(?:spreading|circulating|doing\s{1,3}the\s{1,3}rounds|shared|going\s{1,3}(?:a)?round)"
    r"|(?:is|are|was|were)\s{1,3}(?:(?:simply|completely|totally|entirely|utterly|plainly|all)\s{1,3})?"
    r"(?:false|untrue|fake|wrong|baseless|unfounded|misleading|fabricated|not\s{1,3}true|incorrect|inaccurate|nonsense|rubbish|lies|"
    r"without\s{1,3}(?:foundation|basis)|a\s{1,3}(?:lie|hoax|fabrication|myth)))\b)",
)
_BEHIND = Caseless(
    r",\s+(?P<cue>(?:so\s+)?it\s+(?:is|was|has\s+been)\s+(?:\w+ly\s+)?(?:reported|said|believed|understood|thought|alleged|"
    r"rumou?red|claimed|feared|suspected))(?=\s*[.,;!]|\s*$)",
)
_EVIDENTIAL = Caseless(r"\b(?P<cue>reportedly|allegedly|supposedly|purportedly|reputedly)\b")

_BOUNDARY = re.compile(
    r"[;:()–—]|,?\s+(?:but|while|although|though|whereas|because|and|or)\s+(?=(?:he|she|it|they|we|the|a|an|[A-Z])\b)"
    r"|,\s+(?=(?:which|who|whose|where|when|while|after|before|but|although|though|because|according|and)\b)"
    r"|\s+-\s+",
)
# "was reported to the police", "had been known to managers": to somebody, no infinitive
_TO_SOMEBODY = re.compile(
    r"\s*(?:to\s+)?(?:the|a|an|his|her|their|its|our|my|this|that|these|those|him|them|us|me|police|parliament|staff|management|"
    r"[a-z]+(?:ers|ors|ees|ties|ists|ians|ents|cials|men|women|people)|[A-Z]\w+)\b"
)
_AGENT = re.compile(r"\s*,?\s*by\s+\w", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|yet|however|meanwhile|instead|now|still|also|then|moreover|indeed)\b,?\s+|[,;:\-–—]\s*)+",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"^(?:in|on|at|after|before|since|by|during|as|when|while|following|despite|amid|away|from|for|with|last|this|"
    r"earlier|according|if|because|although|though|over|under|among|until)\b[^,]{0,80},\s+(?=\S)",
    re.IGNORECASE,
)
_TURN = re.compile(r"[;–—]|\s+-\s+|,?\s+but\s|,\s+yet\s")
_ASIDE_END = re.compile(r"[,;:()–—]|\s+-\s+")
_NEAR = 160  # characters between a relative pronoun and its cue
_IN_RELATIVE = re.compile(r"\b(?:which|whom|whose|where|that|who)\b(?:\s+[\w'’.-]+){0,16}\s*\Z", re.IGNORECASE)
_OF_RELATIVE = re.compile(  # what stands behind it is a subject of its own: "in which | the mayor"
    r"(?:\b(?:in|on|at|of|by|from|to|for|with|under|during|about|through|over)\s+(?:which|whom)|\bwhere)\s+(?=\w)",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\s*to\s+(?:have\s+(?:been\s+)?|be\s+)?[a-z]+\b")
_HEADS = re.compile(
    r"\b(?:when|after|because|as|while|before|since|although|though|until|and|but|that)\s+", re.IGNORECASE
)
_SAYING = re.compile(  # has a clause of its own, with "that" or without
    r"\s*to\s+(?:have\s+)?(?:tell|told|say|said|believ|think|thought|claim|suggest|insist|argue|warn|state|assum|imply|"
    r"implied|confirm|conced)[a-z]*\b(?!\s+(?:of|about|against|to)\b)"
)
_TENSED = re.compile(r"\s(?:was|were|is|are|has|have|had|will|would|did|does)\s+(?:[a-z]+ly\s+|not\s+|been\s+)?[a-z]+")
_SUBORDINATE = re.compile(
    r"\b(?:that|who|which|whom|whose|whether|if|when|where|while|because|as|what|how|why|and|but|or|it|he|she|they|we|I|"
    r"you|there|than|after|before|until|since)\b|[,;:]",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|which|that)\s*$", re.IGNORECASE)
_NO_SUBJECT = listed("the a an of to in on at by for from with his her their its and or be been have")


@dataclass(frozen=True, slots=True)
class Report:
    """A report without a speaker: cue and content in character spans."""

    cue: Spans
    content: Spans


def agentless(text: str, sentences: Sequence[Span]) -> list[Report]:
    """Every report without a speaker in the given sentences (or parts of sentences), by position of the cue."""
    found: list[Report] = []
    for sentence in sentences:
        found.extend(_in_sentence(text, sentence))
    return sorted(found, key=lambda r: r.cue)


def _in_sentence(text: str, sentence: Span) -> list[Report]:
    start, end = sentence
    found: list[Report] = []
    for match in _PASSIVE.finditer(text, start, end):
        cue = match.span("cue")
        subject, aside = _subject(text, start, cue[0])
        rest = (match.end("cue"), _clause_end(text, match.end("cue"), end, _ASIDE_END if aside else _BOUNDARY))
        rest = _trim(text, rest[0], infinitive_end(text, start, cue, rest))
        if subject[0] < subject[1] and rest[0] < rest[1] and not _agent(text, *rest) and not _somebody(text, *rest):
            found.append(Report((cue,), (subject, rest)))
    for pattern in (_IMPERSONAL, _NOUN):
        for match in pattern.finditer(text, start, end):
            names = [name for name in ("", "2", "3") if f"cue{name}" in match.groupdict() and match[f"cue{name}"]]
            name = names[0]
            that = match.start(f"that{name}")
            clause = _trim(text, that, _clause_end(text, that, end, _TURN))
            if clause[1] - clause[0] > len("that "):
                found.append(Report((match.span(f"cue{name}"),), (clause,)))
    for match in _SPREAD.finditer(text, start, end):
        clause = _trim(text, match.start("that"), match.start("end"))
        found = [r for r in found if not (r.cue[0][0] < match.end("that") and r.cue[0][1] > match.start("cue"))]
        found.append(Report((match.span("cue"),), (clause,)))
    for match in _BEHIND.finditer(text, start, end):
        clause = _trim(text, _clause_start(text, start, match.start()), match.start())
        if clause[0] < clause[1]:
            found.append(Report((match.span("cue"),), (clause,)))
    for match in _EVIDENTIAL.finditer(text, start, end):
        cue = match.span("cue")
        if any(s <= cue[0] < e for report in found for s, e in report.cue):
            continue
        clause = (_clause_start(text, start, cue[0]), _clause_end(text, cue[1], end))
        parts = (_trim(text, clause[0], cue[0]), _trim(text, cue[1], clause[1]))
        content = tuple(part for part in parts if part[0] < part[1])
        if content:
            found.append(Report((cue,), content))
    return found


def infinitive_end(text: str, start: int, cue: Span, rest: Span) -> int:
    """Where an infinitive behind a cue ends that stands in a relative clause of the sentence from ``start`` on.

    In "a recording in which she is said to offer him a holiday was published", or "surfaced", a verb with a tense is
    none of the infinitive's, but of what the relative clause hangs on.
    """
    opened = _INFINITIVE.match(text, *rest)
    relative = _IN_RELATIVE.search(text, max(start, cue[0] - _NEAR), cue[0])
    if opened is None or relative is None:
        return rest[1]
    if _SAYING.match(text, *rest):  # "to tell staff that the plant is unsafe | was leaked"
        tensed = list(_TENSED.finditer(text, *rest))
        apart = len(tensed) > 1 and _lacks_verb(text, start, relative.start())
        return tensed[-1].start() if apart and "," not in text[slice(*rest)] else rest[1]
    verb = _TENSED.search(text, opened.end(), rest[1])
    if verb is not None:
        between = text[opened.end() : verb.start()]
        if between.strip() and not _SUBORDINATE.search(between):
            return verb.start()
    stop = _SUBORDINATE.search(text, opened.end(), rest[1])
    end = stop.start() if stop else rest[1]
    at = _past(text, opened.end(), end, needed=_lacks_verb(text, start, relative.start()))
    return rest[1] if at is None else at


def _lacks_verb(text: str, start: int, end: int) -> bool:
    """True where what a relative clause hangs on has no verb before it: "A letter in | which", "when a letter in |
    which"."""
    for head in _HEADS.finditer(text, start, end):
        start = head.end()
    return not verbs.finite(words(text[start:end]))


def _past(text: str, start: int, end: int, *, needed: bool) -> int | None:
    """Where a past stands behind an infinitive: one that is no participle, or, where a verb is ``needed``, the last one
    that may be none."""
    found = words(text[start:end])
    certain = next((w for w in found if verbs.past(w.low)), None)
    if certain is not None:
        return start + certain.start
    behind = [b.low for b in found[1:]] + [""]
    maybe = [
        w
        for w, after, before in zip(found, behind, ["", *(b.low for b in found)], strict=False)
        if verbs.maybe_past(w.low) and after != "by" and before not in _NO_SUBJECT
    ]
    return start + maybe[-1].start if maybe and needed else None


def _agent(text: str, start: int, end: int) -> bool:
    """True where the passive names its agent after all: "is said by officials to"."""
    return bool(_AGENT.match(text, start, end))


def _somebody(text: str, start: int, end: int) -> bool:
    """True where "to" leads to the one who was told: "was reported to the police"."""
    return bool(_TO_SOMEBODY.match(text, start, end))


def _clause_start(text: str, start: int, at: int) -> int:
    """Where the clause that holds ``at`` begins: behind the last boundary, conjunction or introduction before it."""
    for boundary in _BOUNDARY.finditer(text, start, at):
        if boundary.end() < at:
            start = boundary.end()
    lead = _LEAD.match(text[start:at])
    return start + lead.end() if lead else start


def _clause_end(text: str, at: int, end: int, boundary: re.Pattern[str] = _BOUNDARY) -> int:
    found = boundary.search(text, at, end)
    return found.start() if found else end


def _subject(text: str, start: int, at: int) -> tuple[Span, bool]:
    """The words before a passive cue that it speaks of, and whether it does so in a relative clause set off by commas.

    "The minister, who is believed to ...": the subject is the noun that "who" hangs on.
    """
    begin = _clause_start(text, start, at)
    pronoun = _RELATIVE.search(text, begin, at)
    aside = False
    if pronoun:
        at = pronoun.start()
        aside = text[start:at].rstrip().endswith(",")
        begin = _clause_start(text, start, len(text[:at].rstrip(" ,")))
        noun = nouns.before(text, begin, at)
        if noun is not None and verbs.finite(words(text[begin : noun[0]])):
            return noun, aside  # "He keeps | a list of firms that are believed to …"
    introduction = _INTRODUCTION.match(text[begin:at])
    if introduction:
        begin += introduction.end()
    own = None if pronoun else max(_OF_RELATIVE.finditer(text, begin, at), key=lambda m: m.end(), default=None)
    if own and own.end() < at:
        begin = own.end()
    return _trim(text, begin, at), aside


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;:-–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:!?-–—"):
        end -= 1
    return start, end
