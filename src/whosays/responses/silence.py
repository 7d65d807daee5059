"""Whose silence it is: of "Emails to the company were not answered" the company's, not the emails'.

What was sent to somebody stands where a speaker would, and so does nobody ("no one at the mill picked up"). Nobody is
asked by these words but whom they lead to; where they lead to no one, no name is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Attribution, Document, Response, Span, updated
from whosays.responses.judging import near
from whosays.responses.phrases import Phrase
from whosays.responses.statements import strip, subject_of
from whosays.text import cut
from whosays.text.straight import STRAIGHT

SURE = 0.8  # of a silence in the words of the table behind whoever is silent
_SILENT = re.compile(
    r"\bun(?:answered|returned|acknowledged)\b|\bno (?:[a-z]+ ){0,2}(?:answer|reply|response|comment)\b|\brang out\b|"
    r"(?:\b(?:not|never|nor|yet to)|n't)\b.{0,40}\b(?:answer|repl(?:y|ied)|respon[ds]|return|get|got|hear|reach)"
)
_SENT = re.compile(
    r"(?:(?:an?|the|this|that|these|those|our|its|his|her|their|several|many|repeated|multiple|two|three|four|all|both|"
    r"[a-z]+(?:ed|en|ten)?)\s+){0,4}?"
    r"(?:requests?|questions?|e-?mails?|letters?|calls?|messages?|inquir(?:y|ies)|enquir(?:y|ies)|texts?|quer(?:y|ies)|"
    r"petitions?|appeals?|voicemails?|comments?|articles?|stor(?:y|ies)|reports?|pieces?|posts?|invitations?|complaints?)\b"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FOR = re.compile(
    r"\s*(?:for|seeking|asking\s+for|about|requesting|on)\s+(?:(?:an?|any|further|the)\s+)?(?:comments?|interviews?|"
    r"response|reaction|clarification|information|statements?|answers?)?",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\s*(?:(?:that\s+)?(?:(?:was|were|had\s+been|we|it|the\s+[A-Z]\w+)\s+)?(?:sent|put|made|addressed|left|submitted|placed|"
    r"posted|e-?mailed|handed|directed)\s+)?(?:to|with|at|for)\s+(?P<who>[^,.;:]{2,80})",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\s*(?:(?:been\s+)?(?:answered|returned|acknowledged|reply|response|answer)\s+)?(?:by|from)\s+"
    r"(?P<who>[^,.;:]{2,80})"
)
_WHEN = re.compile(
    r"\s+(?:on|by|before|after|until|since|over|in\s+time|at\s+the\s+time|last|this|yesterday|today|late|early|about|for|"
    r"seeking|asking)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY_AT = re.compile(
    r"(?:no\s*one|nobody|none|no\s+[a-z]+(?:man|woman|person|body|tative|cial)s?)\s+(?:at|from|in|of|for)\s+(?P<who>.+)",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = re.compile(r"(?:no\s*one|nobody|none|neither)", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:put|sent|wrote|e-?mailed|addressed|submitted|posed|directed|forwarded|turned)\b[^.!?;\n]{0,100}?\bto\s+"
    r"(?P<who>(?!comment\b)[^.!?;,\n]{2,80}?),?\s+(?:and|but)(?:\s+(?:has|have|had|it|they|we|she|he))?\s+$"
)
_ASKED_WITHIN = 200  # characters
_NEAR = 12
_ABOUT_NOTHING = re.compile(  # a columnist's "my messages" are about what they said, which is not told
    r"(?:(?:by|since|until|on|before|after|as\s+of|within|in|for)\s+[^,.;]{2,60}|(?:(?!my\b)\w+\s+){0,4}(?:e-?mails?|calls?|messages?|"
    r"questions|letters?|texts?|inquir(?:y|ies)|enquir(?:y|ies)|requests?(?:\s+for\s+[\w ]{2,40})?))",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:us|me|this|that|it|them|him|her)", re.IGNORECASE)


_TIME = r"(?:(?:by|on|until|before|as of|at) (?:\w+ ){0,2}?\w+|immediately|yet|so far|today|yesterday)"
_NO = (
    r"\b(?:there (?:was|were|is|has been|had been) (?:still |also |as yet )?)?no (?:(?:immediate|official|public|"
    r"further|direct|formal|prompt|early|initial|clear|written) ){0,2}(?:comments?|word|responses?|"
    r"repl(?:y|ies)|reactions?|"
    rf"answers?|statements?)(?:,? {_TIME})?(?: (?:was|were|had been|has been) (?:immediately )?(?:available|"
    rf"forthcoming|received|issued|made|given|offered)| (?:came|had come|has come|arrived|emerged))?(?: {_TIME})?"
)
_NO_WORD = re.compile(rf"{_NO} (?P<how>from|by) (?P<who>[^,.;:!?\"()]{{2,90}})", re.IGNORECASE)
_TOLD_SO = re.compile(_NO, re.IGNORECASE)
_WHO_ENDS = re.compile(
    r"[^\w'-]+(?:but|though|although|while|whereas|as|when|who|which|that|and (?:the |an? |its |his |her |their )?"
    r"(?:[\w'-]+ ){0,4}?(?:said|says|told|has|have|had|was|were|did|welcomed|announced|called)|on|in time|until|before|"
    r"after|by|about|over|to (?:the|a|questions?|requests?)|at (?:the|press)|so far|yet|early|late|this|last|yesterday|"
    r"today|tonight|immediately)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_VERB = re.compile(r"\s(?:was|were|is|are|had|has|have|did|will|would|could)\b", re.IGNORECASE)


def no_word_from(document: Document, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with the silences that are told as a thing there was not: "There was no comment from the bank".

    Nobody stands before such words, so what a table finds in them has no speaker, or a wrong one: it gives way.
    """
    text = document.text
    made = []
    for start, end in cut(text, document.furniture).sentences:
        found = _NO_WORD.search(text[start:end].translate(STRAIGHT).replace("\n", " "))
        if found is None:
            continue
        first, behind = found.span("who")
        late = _WHO_ENDS.search(found["who"])
        behind = first + late.start() if late else behind
        if _VERB.search(found["who"][: behind - first]) or _OWN.fullmatch(found["who"]):
            continue  # "no comment from passengers was sought"
        who = strip(text, (start + first, start + behind))
        cue = (start + found.start(), start + found.start("how"))
        cue = (cue[0], strip(text, cue)[1])
        outer = next((a.id for a in attributions if a.id and any(s <= cue[0] < e for s, e in a.content)), None)
        made.append(Attribution("", (who,), (cue,), (), parent=outer, response=Response.NO_ANSWER, confidence=SURE))
    covered = [(m.cue[0][0], m.source[0][1]) for m in made]
    kept = [a for a in attributions if a.id or not any(s < e2 and s2 < e for s, e in a.cue for s2, e2 in covered)]
    return (*kept, *made)


def no_word(text: str, a: Attribution) -> bool:
    """True of a silence that is told as a thing there was not."""
    return bool(a.source) and any(_TOLD_SO.fullmatch(" ".join(text[s:e].translate(STRAIGHT).split())) for s, e in a.cue)


def whose_silence(text: str, attributions: Sequence[Attribution], found: Sequence[Phrase]) -> tuple[Attribution, ...]:
    """The attributions, those that tell of a silence with whoever is silent, ``found`` being the text's phrases.

    What such a silence is about is left out where that is only when, or what was sent: "by Friday", "three emails".
    """
    starts = [phrase.span[0] for phrase in found]
    result = []
    for a in attributions:
        phrases = near(found, starts, a.cue)
        told = next((phrase for phrase in phrases if phrase.response is Response.NO_ANSWER), None)
        if a.cue and (told is not None or a.response is Response.NO_ANSWER or _SILENT.search(_cue(text, a))):
            a = _of(text, a, told) if a.source else _of_asked(text, a)
            a = updated(a, content=tuple(span for span in a.content if not _ABOUT_NOTHING.fullmatch(text, *span)))
        result.append(a)
    return tuple(result)


def _cue(text: str, a: Attribution) -> str:
    """The cue with what stands between it and its source, in small letters."""
    source = a.source[-1][1] if a.source else a.cue[0][0]
    start = source if 0 <= a.cue[0][0] - source <= _NEAR else a.cue[0][0]
    return " ".join(text[start : a.cue[-1][1]].translate(STRAIGHT).lower().split())


def _of(text: str, a: Attribution, told: Phrase | None) -> Attribution:
    start, end = a.source[0]
    nobody = _NOBODY_AT.fullmatch(text, start, end)
    if nobody is not None:
        return updated(a, source=(nobody.span("who"),))
    if _NOBODY.fullmatch(text, start, end):
        return updated(a, source=(), agentless=True)
    sent = _SENT.fullmatch(text, start, end)
    if sent is not None:
        who = _addressed(text, sent.start("rest"), end) or _answering(text, a)
        return updated(a, source=(who,) if who else (), agentless=who is None)
    if told is not None and told.who is None and a.confidence < SURE and subject_of(text, told) == a.source[0]:
        return updated(a, confidence=SURE)  # the table's own words, and who stands before them
    return a


def _of_asked(text: str, a: Attribution) -> Attribution:
    """The silence of whom the same sentence says was asked: "put the findings to the ministry and got no reply"."""
    asked = _ASKED.search(text, max(0, a.cue[0][0] - _ASKED_WITHIN), a.cue[0][0])
    return updated(a, source=(_without_time(text, asked.span("who")),), agentless=False) if asked else a


def _addressed(text: str, start: int, end: int) -> Span | None:
    """To whom something was sent: the company of "requests for comment sent to the company"."""
    meant = _FOR.match(text, start, end)
    to = _TO.match(text, meant.end() if meant else start, end)
    return _without_time(text, to.span("who")) if to is not None and not _OWN.fullmatch(text, *to.span("who")) else None


def _answering(text: str, a: Attribution) -> Span | None:
    """By whom something was not answered: "has not been answered by the council"."""
    for start, end in (*a.cue, *a.content):
        by = _BY.search(text, start, min(len(text), end + 80)) if (start, end) in a.cue else _BY.match(text, start, end)
        if by is not None and "\n" not in text[start : by.end()]:
            return _without_time(text, by.span("who"))
    return None


def _without_time(text: str, who: Span) -> Span:
    start, end = strip(text, who)
    late = _WHEN.search(text, start, end)
    return strip(text, (start, late.start() if late else end))
