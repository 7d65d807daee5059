"""An account that is told first and credited afterwards: "The yard hid the leaks for years. … The allegations are
contained in a lawsuit filed by a former foreman."

The sentence that says where it comes from is nobody's speech, and what it credits is told in the article's own voice
above it. So its account, the lead and what stands between in nobody's words, becomes the content of the source that it
names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from whosays.attribution.deeds import is_deed
from whosays.likeness import verbs
from whosays.likeness.stemming import words
from whosays.model import Attribution, Span, updated
from whosays.text import datelines
from whosays.text.spans import overlaps

_WHOLE = (
    r"(?:allegations?|accusations?|claims?|details|findings|revelations|disclosures?|assertions|account|conclusions?)"
)
_ONE = (
    r"(?:news|story|report|plans?|proposals?|decision|move|deal|talks|figures?|numbers?|estimates?|discovery|"
    r"information|"
    r"rumou?rs?|episode|incident|meeting|payments?|arrangement|existence\s+of\s+the\s+\w+)"
)
_SUBJECT = (
    rf"(?:(?:The|These|Those|This|That|All\s+(?:the|these))\s+(?:[a-z][\w-]*\s+){{0,2}}?(?:(?P<whole>{_WHOLE})|"
    rf"(?P<one>{_ONE}))"
    r"(?:\s+(?:against|about|of|concerning)\s+(?:[\w'’-]+\s?){1,4}?)?)"
)
_BE = r"(?:is|are|was|were|(?:has|have|had)\s+been)"
_SET_DOWN = (
    r"(?:contained|laid\s+out|set\s+out|set\s+down|detailed|outlined|spelled\s+out|spelt\s+out|listed|included|"
    r"described|"
    r"recounted|revealed|disclosed|documented|reported|made|raised|levelled|leveled|published|given|provided)"
)
_ADVERB = r"(?:(?:first|originally|also|all|\w+ly)\s+)?"
_TO = (
    r"(?:\s+(?:public|available)|\s+to\s+(?:[\w'’&-]+\s){1,5}?(?=by\b)|\s+(?:on\s+)?(?:\w+day|yesterday)|"
    r"\s+(?:this|last)\s+(?:week|month|year))?"
)
_PAPER = (
    r"(?:complaints?|lawsuits?|suits?|filings?|indictment|affidavits?|letters?|memos?|memorandums?|reports?|"
    r"documents?|papers|"
    r"e-?mails?|records|audits?|warrants?|petitions?|books?|memoirs?|dossiers?|testimony|depositions?|posts?|"
    r"studies|study|"
    r"reviews?|transcripts?|recordings?|submissions?|statements?|interviews?|article|podcast|messages|minutes|files)"
)
_NOT_WHO = (
    r"(?!(?:mistake|accident|chance|and\s+large|January|February|March|April|May|June|July|August|September|October|"
    r"November|"
    r"December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_BEGINS = (
    rf"{_NOT_WHO}(?=(?:[Tt]he|an?|one|two|three|four|five|six|several|some|many|his|her|its|their|our|another|both|"
    rf"court|"
    r"internal|leaked|police|people|officials|sources|lawyers|prosecutors|former|current)\s|@|[A-Z])"
)
_TAKEN = re.compile(
    rf"(?:(?:But|And|Yet)\s+)?{_SUBJECT}\s+(?P<cue>{_BE}\s+{_ADVERB}{_SET_DOWN}{_TO}\s+(?P<in>in|by)|"
    rf"{_BE}\s+{_ADVERB}according\s+to|(?:come|comes|came|emerges?|emerged|appears?|appeared|surfaced|stems?|stemmed|"
    rf"originates?|originated)\s+{_ADVERB}(?P<from>from|in))\s+(?P<who>{_BEGINS})"
)
_POINTS = re.compile(
    rf"(?:(?:All\s+(?:of\s+)?)?(?:That|This)|Those)\s+(?P<cue>(?:is|was|are|were)\s+(?:all\s+)?(?:according\s+to|"
    rf"the\s+(?:\w+\s+)?(?:conclusions?|findings?|claims?|verdict|assessment|accounts?|allegations?|accusations?|"
    rf"estimate|picture\s+painted|"
    rf"contention|charges?|view|message|warning|version)\s+(?:of|by|from|in|made\s+(?:by|in)|set\s+out\s+(?:by|"
    rf"in))))\s+"
    rf"(?P<who>{_BEGINS})"
)
_BROKEN = re.compile(
    rf"(?P<who>{_BEGINS}[^,;:.\"“”\n]{{2,80}}?)(?:,\s[^,;:.\"“”\n]{{3,80}},)?\s+(?P<cue>(?:was\s+(?:the\s+)?first\s+to\s+report|"
    rf"(?:first|originally)\s+reported(?:\s+on)?|broke))\s+(?:the|this|these)\s+(?:\w+\s+)?(?:{_WHOLE}|{_ONE})\b"
)
_SIGNED = re.compile(r"\(?(?P<cue>Sources?)\s?:\s{1,3}(?P<who>[A-Z@][^\n;]{1,80}?)[.)]{0,2}\Z")
_END = re.compile(
    r",?\s+(?:who|whom|whose|which|that|where|when|while|but|although|though|because|after|before|as)\b|\s*[;:(\"“]|"
    r"\s+and\s+(?:is|are|was|were|has|have|had)\b|\s+on\s+(?:the\s+)?condition\b|"
    r",\s+(?!(?:[A-Z][\w.'’-]*\s?){1,4}(?:[.,]|\Z))|\s+(?:says?|said|alleges?|claims?)\b"
)
_DOCUMENT = re.compile(rf"\b{_PAPER}\b", re.IGNORECASE)
_MADE_BY = re.compile(
    r"(?:(?<=\s)(?:filed|submitted|published|released|written|sent|signed|lodged|brought|made|issued|drawn\s+up|"
    r"prepared|"
    r"commissioned|produced|compiled|posted|given|sworn|recorded)\b[^.;]{0,80}?|\A)\sby\s(?:the\s)?(?=\S)"
)
_MADE = re.compile(
    r",?\s(?:filed|submitted|dated|published|released|obtained|seen|sent|addressed|lodged|posted|unsealed|"
    r"made\s+public|"
    r"leaked|shared|circulated|signed|written|handed|delivered|viewed|reviewed)\b"
)
_JUDGED = re.compile(r"[^.;]{0,80}\bas\s+(?!saying)", re.IGNORECASE)  # "was described by the judge as a muddle"
_CONFIDENCE = 0.8
_LEAST, _REACH = 7, 12  # words of a lead; sentences from the lead to what credits it
_LONGEST = 160


def accounts(
    text: str, attributions: Sequence[Attribution], sentences: Sequence[Span], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """The attributions, and that of each source to which a sentence credits what is told above it in nobody's words."""
    body = lead_of(text, sentences, paragraphs)
    if body == len(sentences):
        return list(attributions)
    told_by = _Tellings(text, sentences, attributions)
    lead_is_free = told_by.is_free(body)
    for number, (start, end) in enumerate(sentences):
        if number <= body or number - body > _REACH + (_SIGNED.match(text, start, end) is not None) * len(sentences):
            continue
        credit = _credit(text, start, end)
        if credit is None:
            continue
        who, cue, kind = credit
        if kind != "near" and not lead_is_free:
            continue  # somebody has told it: nothing is left to be credited
        told = _account(text, sentences, body, number, kind, told_by)
        if not told:
            continue
        inside = [a for a in told_by.of(number) if a.cue and overlaps(a.cue, (cue,)) and not a.agentless]
        if any(a.response is not None or a.parent for a in inside):
            continue
        made = Attribution(f"acc{number}", (who,), (cue,), told, confidence=_CONFIDENCE)
        if inside and inside[0].source == (who,):
            made = updated(inside[0], content=told, confidence=max(inside[0].confidence, _CONFIDENCE))
        told_by.put(made, inside)
        lead_is_free = told_by.is_free(body)
    return told_by.all


class _Tellings:
    """The attributions of a text by the sentences that they touch, so that a text of many is gone through once."""

    def __init__(self, text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]) -> None:
        self._text, self._sentences = text, sentences
        self._starts = [start for start, _ in sentences]
        self._all: dict[int, Attribution] = {}
        self._in: dict[int, dict[int, None]] = {}  # the attributions of a sentence, by what is anywhere in them
        self._saying: dict[int, int] = {}  # of a sentence, in how many somebody speaks
        for one in attributions:
            self._add(one)

    @property
    def all(self) -> list[Attribution]:
        """Every attribution, those that were put in last."""
        return list(self._all.values())

    def of(self, number: int) -> list[Attribution]:
        """The attributions that a sentence has a part in, in order."""
        return [self._all[key] for key in self._in.get(number, ()) if key in self._all]

    def is_free(self, number: int) -> bool:
        """Whether nobody says what a sentence tells."""
        return not self._saying.get(number)

    def put(self, made: Attribution, instead_of: Sequence[Attribution]) -> None:
        """Put an attribution in the place of others."""
        for one in instead_of:
            del self._all[id(one)]
            self._count(one, -1)
        self._add(made)

    def _add(self, one: Attribution) -> None:
        self._all[id(one)] = one
        for number in self._touched(one):
            self._in.setdefault(number, {})[id(one)] = None
        self._count(one, 1)

    def _count(self, one: Attribution, more: int) -> None:
        if not is_deed(self._text, one):
            for number in self._touched(one):
                self._saying[number] = self._saying.get(number, 0) + more

    def _touched(self, one: Attribution) -> set[int]:
        touched = set()
        for start, end in (*one.source, *one.cue, *one.content):
            first = max(0, bisect_right(self._starts, start) - 1)
            for number in range(first, bisect_left(self._starts, end)):
                if overlaps((self._sentences[number],), ((start, end),)):
                    touched.add(number)
        return touched


def _credit(text: str, start: int, end: int) -> tuple[Span, Span, str] | None:
    """(source, cue, what is credited) of a sentence that says where an account comes from."""
    signed = _SIGNED.match(text, start, end)
    if signed:
        return signed.span("who"), signed.span("cue"), "one"
    broken = _BROKEN.match(text, start, end)
    if broken:
        return broken.span("who"), broken.span("cue"), "one"
    match = _TAKEN.match(text, start, end)
    points = None if match else _POINTS.match(text, start, end)
    found = match or points
    if found is None:
        return None
    at = found.end()
    stop = _END.search(text, at, min(end, at + _LONGEST))
    last = stop.start() if stop else min(end, at + _LONGEST)
    last = at + len(text[at:last].rstrip(" \n.,!?"))
    if last <= at:
        return None
    if match is not None:
        inside = match["in"] == "in" or match["from"] == "in"
        if inside and not _DOCUMENT.search(text, at, last):
            return None
        if "described" in match["cue"] and _JUDGED.match(text, last, end):
            return None
    by = _MADE_BY.search(text, at, last)
    if by is not None and _DOCUMENT.search(text, at, by.start()):
        cue, who = (found.start("cue"), by.end()), (by.end(), last)  # "in a lawsuit filed by X": the word is X's
    else:
        made = _MADE.search(text, at, last) if _DOCUMENT.search(text, at, last) else None
        cue, who = found.span("cue"), (at, made.start() if made else last)
    return who, cue, "near" if points else ("whole" if found["whole"] else "one")


def lead_of(text: str, sentences: Sequence[Span], paragraphs: Sequence[Span]) -> int:
    """The number of the lead: the first sentence of a paragraph that ends as one."""
    for number, (start, end) in enumerate(sentences):
        at = bisect_right(paragraphs, (start, len(text))) - 1
        paragraph = paragraphs[at] if at >= 0 and start < paragraphs[at][1] else (start, end)
        if text[paragraph[0] : paragraph[1]].rstrip("\"”’' \n)").endswith((".", "!", "?")) and _tells(
            text, (start, end)
        ):
            return number
    return len(sentences)


def _tells(text: str, sentence: Span) -> bool:
    said = words(text[slice(*sentence)])
    return len(said) >= _LEAST and verbs.finite(said)


def _account(
    text: str, sentences: Sequence[Span], lead: int, at: int, kind: str, told_by: _Tellings
) -> tuple[Span, ...]:
    """What is credited: the lead; all between in nobody's words, too, of "the allegations"; the sentence before, of
    "that"."""
    if kind == "one":
        return (_trimmed(text, sentences[lead], True),)  # it is free, and tells, or it were none
    unsaid = [n for n in range(lead, at) if told_by.is_free(n)]
    own = [n for n in unsaid if _tells(text, sentences[n])]
    if kind == "near":
        unbroken = len(unsaid) == at - lead  # nobody has spoken since
        own = own if unbroken else [n for n in own if n == at - 1]
    elif lead not in own:
        return ()
    return tuple(_trimmed(text, sentences[n], n == lead) for n in own)


def _trimmed(text: str, sentence: Span, lead: bool) -> Span:
    start, end = sentence
    start = datelines.end_of(text, start, end) if lead else start
    while end > start and text[end - 1] in " .\n":
        end -= 1
    return start, end
