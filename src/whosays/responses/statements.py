"""Responses that stand in a text without being anybody's reported speech: "The ministry did not respond".

An attribution engine looks for who said what; whoever stays silent said nothing. Here the response phrase itself is the
cue, its subject the source, and what it is about the content.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from whosays.model import Attribution, Document, Factuality, Form, Response, Span, Spans, meaning
from whosays.responses.correction_notes import is_label, note
from whosays.responses.judging import judge, near
from whosays.responses.phrases import Phrase, phrases
from whosays.text import cut
from whosays.text.agents import PARTICIPLE, agent, thing
from whosays.text.headlines import undergoes
from whosays.text.straight import STRAIGHT

_CLAUSE_START = re.compile(
    r"(?:[;:–—\"]|\s-\s|,? \b(?:but|while|although|though|because|whereas|after|before|when|since|so|if|as|said|says|"
    r"that|saying|adding)\b,? |"
    r"(?:,|\b) ?\band (?=(?:the|a|an|[A-Z]|his|her|its|their|it|he|she|they|neither|another|one|several|some|no)\b))"
)
_ADVERBIAL = re.compile(
    r"^(?:\W*(?:on|in|at|by|for|after|before|during|despite|under|asked|reached|contacted|speaking|approached|when|"
        r"as|late|early|earlier|last|"
    r"this|today|yesterday|meanwhile|however|later|so far|separately|instead|according|citing|following|amid|since|"
        r"until|with|without|[A-Z]?[a-z]+ly|"
    r"still|but|and|yet|monday|tuesday|wednesday|thursday|friday|saturday|sunday|to date|also|update|for (?:his|her|"
        r"its|their) part)\b[^,]*,\s*)+",
    re.IGNORECASE,
)  # fmt: skip
_CONJUNCTION = re.compile(
    r"^\W*(?:(?:and|but|yet|so|nor|or|then|while|both|meanwhile|instead|also)\b[\s,]*)+", re.IGNORECASE
)
_EARLIER = re.compile(
    r"^(?:by|on|at|in|after|before)(?: (?!of\b)\w+){1,3}? (?=(?:he|she|it|they|the|an?)\b)", re.IGNORECASE
)
_RELATIVE = re.compile(r"^(?P<head>.*?),? (?:who|which|whose \w+)(?: (?:has|have|had|also|\w+ly))*$", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?P<aside>(?P<head>[^,;:.]{2,80}), (?P<relative>who|which|whom|whose|where)\b[^;:\n]{3,160}),"
    r"(?: (?:has|have|had|also|again|later|\w+ly))*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|do|does|did|will|would|can|could|also|still|yet|again|just|then|later|"
    r"since|either|both|himself|"
    r"herself|itself|themselves|\w+ly|(?:on|last|this|earlier|late|early)(?: \w+)? (?:\w+day|week|month|night|"
    r"morning|evening)))+$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:said|says|told|added|wrote|noted|stated|insisted|explained|replied|argued|claimed|denied|confirmed|"
    r"declined|refused|did|does|has|have|had|"
    r"is|are|was|were|will|would|can|could|met|went|came|gave|took|made|left|issued|called|asked|pointed|spoke|"
    r"\w{3,}ed)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:\s*(?:on|about|regarding|concerning|over|as to|of|to|against|with|from)\b)?\s*", re.IGNORECASE
)
_COMPLEMENT_END = re.compile(
    r"[.;!?](?:[\"')]*(?:\s|$))|\n|,? (?:but|while|although|though|because|whereas|saying|adding|citing|according to|"
    r"and (?:said|added|told|declined|"
    r"refused|instead|insisted|has|have|did|would|called|is|was|are|were|also))\b|, (?:the|a|an|he|she|it|they|who|"
    r"which|[A-Z][\w.'-]+)?\s?"
    r"(?:[\w.'-]+ ){0,5}?(?:said|says|told|wrote|added|reported)\b|[\"]| - |"
    r", and (?:the|a|an|his|her|its|their|it|he|she|they|[A-Z])\b",
)
_LATE = re.compile(
    r"[\s,]*\b(?:when (?:asked|contacted|reached|approached|pressed)\b.*|(?:by|before|at|prior to) (?:press|the time "
    r"of|time of|publication|deadline|"
    r"publishing|this story)\b.*|in time for (?:publication|this).*|(?:on|late|early|this|last) (?:(?:late|early) "
    r")?\w*day\b(?: (?:morning|night|evening|afternoon))?|"
    r"for (?:this|the) (?:story|article|report|piece)|yesterday|today|tonight|on the record|immediately|publicly|"
    r"further|either|in an? (?:statement|email|interview|post|tweet)\b.*)"
    r"[\s,]*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:be|been|being|was|were|is|are)\b(?: \w+ly| yet| so far)* (?:confirmed|verified|"
    r"corroborated|authenticated|substantiated|denied|"
                      r"refuted|debunked|retracted|withdrawn|deleted|taken down|pulled|removed|returned|answered|"
                          r"declined|refused|rebuffed|turned down|rejected|dismissed)$",
                      re.IGNORECASE)  # fmt: skip
BY = re.compile(
    r"^ (?:\w+ly )?by (?P<who>(?:the |a |an |his |her |its |their )?[^,.;:]{2,60}?)(?=[,.;:]| (?:and|"
    r"but|who|which|on|in|at|late|early)\b|$)"
)
_AND = re.compile(r"\b(?:and|but)\s+(?:also\s+|\w+ly\s+)?$", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:before|after|when|while|without|then|since|by|and|despite)\s+$", re.IGNORECASE)
_GERUND = re.compile(r"(?:\w+ly )?\w{2,}ing\b", re.IGNORECASE)
_JOINS = frozenset(("but", "and", "yet"))
_SOME = re.compile(r"(?:an?|one|two|three|four|five|six|ten|some|several|\d+)\b", re.IGNORECASE)
_IMPERSONAL = re.compile(r"^(?:it|there|nothing|this|that|which|none)?$", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:i|we|you|he|she|they|it|who|which|that|this|these|those)$", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:there|no|none|nobody|neither of|received|got|gotten|met with|with|without|impossible|not "
    r"possible)\b",
    re.IGNORECASE,
)
_ATTRIBUTIVE = re.compile(
    r"^(?:.*\b)?(?:the|a|an|his|her|its|their|our|my|your|this|that|these|those|any|some|no|of|in|by|with|for|to|"
    r"such|same|own|widely)$",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"^\s*to (?!be\b)[^,.;:]{2,60}? (?=that\b)")
_LETTING_IN = re.compile(r"^(?:\w+ly )?admit", re.IGNORECASE)
_ADMITTED = re.compile(r"^(?:that|to|it|he|she|they|we|the|his|her|its|their|this|what|how|\w+ing)\b")
_PRONOUN_OBJECT = re.compile(
    r"\s*(it|this|that|them|these|those)(?=[,.;:!?]|\s+(?:and|but|or|when|on|in|at|to)\b|\s*$)"
)
_INTRODUCED = re.compile(r"[^:.;!?]{1,60}: (?=(?:\S+ ){2})")
_LONGEST_SUBJECT = 140
_SHARE = 0.55


def response_statements(document: Document, attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Response statements of a document that no given attribution covers, by position.

    Each comes back as an attribution of its own: the source is the subject (none where nobody is named: "could not be
    verified"), the cue the response phrase, the content what it is about, empty where the text does not say. ``id`` is
    an empty string, which the caller fills; ``parent`` is the id of the attribution whose content it stands in.
    """
    text = document.text
    found = phrases(text, document.furniture)
    starts = [phrase.span[0] for phrase in found]
    used: set[Span] = set()
    contents: list[tuple[int, int, Attribution]] = []
    for attribution in attributions:
        used.update(phrase.span for phrase in near(found, starts, attribution.cue))
        own = judge(text, attribution, found, starts).phrase
        if own is not None:
            used.add(own.span)
        contents.extend((start, end, attribution) for start, end in attribution.content)
    contents.sort(key=lambda item: (item[0], item[1]))
    stated: list[Attribution] = []
    first = next(iter(cut(text, document.furniture).paragraphs), (0, 0))
    noted = 0  # how far the last note goes
    for phrase in found:
        if phrase.response not in meaning.STATED or phrase.span in used:
            continue
        if phrase.response is Response.CORRECT and phrase.span[0] < noted:
            continue  # a part of the note
        outer = _around(contents, phrase.span)
        if is_label(text, phrase):
            made = note(text, phrase, found)
            noted = made.content[-1][1] if made else noted
        else:
            made = _statement(text, phrase, attributions, outer, first)
        if made is not None:
            stated.append(made)
    return tuple(stated)


def _holder(inner: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
    return next((a for a in attributions if a.id and a.id == inner.parent), None)


def _around(contents: Sequence[tuple[int, int, Attribution]], span: Span) -> Attribution | None:
    """The attribution whose content the span stands in, the narrowest of the nearest few."""
    index = bisect_right(contents, span[0], key=lambda item: item[0])
    inside = [item for item in contents[max(0, index - 12) : index] if item[0] <= span[0] and span[1] <= item[1]]
    return min(inside, key=lambda item: item[1] - item[0])[2] if inside else None


def _statement(
    text: str, phrase: Phrase, attributions: tuple[Attribution, ...], outer: Attribution | None, first: Span
) -> Attribution | None:
    response = phrase.response
    wording = _wording(text, phrase)
    subject = None if _NOBODY.match(wording) else subject_of(text, phrase)
    headline = subject is not None and phrase.who is None and undergoes(text, subject, phrase.span, first)
    passive = phrase.who is None and (headline or bool(_PASSIVE.search(wording)))
    if subject is not None and _ATTRIBUTIVE.match(text[slice(*subject)]):
        return None
    reduced = None if passive or phrase.who is not None else _reduced(text, phrase)
    source: Spans
    content: Spans
    if phrase.who is not None:
        source, content = (strip(text, phrase.who),), about(text, phrase)
    elif reduced is not None:
        source, content = reduced  # "a memo, confirmed as genuine by two councillors"
    elif passive:
        by = BY.match(text, phrase.span[1], phrase.sentence[1])
        source = (strip(text, by.span("who")),) if by else ()
        content = (subject,) if subject else ()
    else:
        source, content = (subject,) if subject else (), about(text, phrase)
        words = text[slice(*subject)] if subject else ""
        joins = words.lower().rpartition(" ")[2] in _JOINS  # "says paying only fuels attacks but | denies"
        some = outer is not None and subject is not None and _SOME.match(words)  # "two workers were hurt and | denied"
        if joins or (some and subject and _FINITE.search(text, subject[1], phrase.span[0])):
            source, words = (), ""  # it is no noun phrase, or nobody who would deny: whoever speaks does
        joined = _GERUND.match(wording) and _JOINT.search(text, max(0, phrase.span[0] - 12), phrase.span[0])
        if joined and outer is not None:  # "wrote that the pier was shut, before deleting the post"
            source, outer, words = outer.source, _holder(outer, attributions), "-"
        if not words and outer is not None and _AND.search(text, max(0, phrase.span[0] - 20), phrase.span[0]):
            source, outer = outer.source, _holder(outer, attributions)  # "said it was A and could not B": its own word
        elif _IMPERSONAL.match(words):
            source = ()
        elif outer is not None and _PRONOUN.match(words):
            return None  # the speaker's own word, judged with the attribution it stands in
    itself = response is Response.CORRECT and phrase.who is not None  # "the post has since been corrected"
    if response in meaning.CLAIMING and not (source and (content or itself)):
        return None
    if not source and not content and response not in meaning.IMPERSONAL:
        return None
    if _LETTING_IN.match(wording) and not _ADMITTED.match(text[slice(*content[0])] if content else ""):
        return None
    value = Factuality.NOT_CERTAIN if response is Response.DENY else Factuality.UNKNOWN
    if response in {Response.CONFIRM, Response.CORRECT}:
        value = Factuality.CERTAIN
    return Attribution(
        "",
        source,
        (phrase.span,),
        content,
        Form.INDIRECT,
        parent=outer.id if outer is not None and outer.id else None,
        agentless=not source,
        factuality=value,
        response=response,
        confidence=_SHARE + (0.25 if source else 0.1),
    )


def _reduced(text: str, phrase: Phrase) -> tuple[Spans, Spans] | None:
    """Who did it and to what, where the phrase is a mere participle: "a memo, confirmed as genuine by two clerks"."""
    if not PARTICIPLE.fullmatch(text, *phrase.span):
        return None
    who = agent(text, phrase.span[1], phrase.sentence[1])
    what = thing(text, phrase.sentence[0], phrase.span[0]) if who else None
    return ((who,), (what,)) if who and what else None


def subject_of(text: str, phrase: Phrase) -> Span | None:
    """The noun phrase before a response phrase, without fronted adverbials; for "who" what it hangs on."""
    begin = max(phrase.sentence[0], phrase.span[0] - 3 * _LONGEST_SUBJECT)
    before = text[begin : phrase.span[0]].translate(STRAIGHT)
    fronted = _ADVERBIAL.match(before) if begin == phrase.sentence[0] else None
    start = fronted.end() if fronted else 0
    aside = _ASIDE.match(before[start:].rstrip())
    if aside and not _FINITE.search(aside["head"]):  # "Ms Sand, who has led the firm since 2019, | did not reply"
        whole = "aside" if aside["relative"].lower() in ("who", "which") else "head"
        return strip(text, (begin + start, begin + start + aside.end(whole)))
    for mark in _CLAUSE_START.finditer(before, start):
        if before[mark.end() :].strip(" ,\"'"):
            start = mark.end()
    piece = before[start:]
    for pattern in (_CONJUNCTION, _ADVERBIAL, _CONJUNCTION, _EARLIER):
        cut = pattern.match(piece)
        if cut:
            start, piece = start + cut.end(), piece[cut.end() :]
    tail = _TAIL.search(piece)
    piece = piece[: tail.start()] if tail else piece
    relative = _RELATIVE.match(piece.rstrip())
    if relative:
        piece = relative.group("head")
    verb = _FINITE.search(piece)
    if verb is not None:  # "X said A and declined to comment": what stands before the first verb
        piece = piece[: verb.start()]
    piece = piece.split(" (")[0]
    span = strip(text, (begin + start, begin + start + len(piece)))
    if span[1] <= span[0] or span[1] - span[0] > _LONGEST_SUBJECT:
        return None
    return span


def _wording(text: str, phrase: Phrase) -> str:
    return text[slice(*phrase.span)].translate(STRAIGHT)


def about(text: str, phrase: Phrase) -> Spans:
    """What a response is about: the complement behind the phrase, as far as the clause goes."""
    start, end = phrase.span[1], min(phrase.sentence[1], phrase.span[1] + 400)
    behind = text[start:end].translate(STRAIGHT)
    pronoun = _PRONOUN_OBJECT.match(behind)
    if pronoun:
        return ((start + pronoun.start(1), start + pronoun.end(1)),)
    colon = _INTRODUCED.match(behind) if phrase.response is Response.CORRECT else None
    if colon:
        start, behind = start + colon.end(), behind[colon.end() :]
    stop = _COMPLEMENT_END.search(behind)
    if stop:
        behind = behind[: stop.start()]
    lead = _TO_WHOM.match(behind) or _ABOUT.match(behind)
    skipped = lead.end() if lead else 0
    behind = behind[skipped:]
    for _ in range(3):
        behind = _LATE.sub("", behind)
    span = strip(text, (start + skipped, start + skipped + len(behind)))
    return (
        (span,)
        if span[1] - span[0] > 1 and text[slice(*span)].lower() not in {"for", "and", "or", "comment", "for comment"}
        else ()
    )


def strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ',;:"“”-–—('):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',;:"“”-–—'):
        end -= 1
    return start, end
