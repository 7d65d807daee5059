"""What an attribution's source does with a claim, from the cue and from the content's own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from whosays.factuality.phrases import Phrase, macros
from whosays.model import Attribution, Response, Spans

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " "})
_MARKS = frozenset('"\u201c\u2018\u00ab')
_LONGEST_PHRASE = 500
_LONGEST_CONTENT = 4000
_FILLER = (
    r"(?:(?:yes|no|well|but|and|so|look|sorry|again|also|still|however|honestly|frankly|obviously|unfortunately|"
    r"right now|"
    r"at (?:this|the) (?:time|point|stage|moment)|as of now|as i said|for now|to be clear|let me be clear|of course|"
    r"then)[ ,.:;-]+)*"
)
_FIRST = re.compile(
    rf"(?:^|[.!?;:,\"-] *|\b(?:and|but|that|so|because) ){_FILLER}(?:i|we|our (?:office|company|department|team)|"
    r"(?:my|our|his|her|their) (?:client|clients)|the (?:company|ministry|department|government|bank|office|"
    r"agency|police|firm|club|spokes\w+))(?:'m|'re|'ve|'d|"
    r"'ll)? ?(?:[a-z']+ly |also |still |just |all |both |had |has |have |was |were |is |are |did |do |does |am "
    r")*[\"' ]*$",
    re.IGNORECASE,
)
_THIRD = re.compile(
    rf"^\W*{_FILLER}(?:that )?{_FILLER}(?:he|she|they|it|there)(?:'s|'d|'re|'ve)? ?(?:[a-z']+ly |also |still |just |"
    rf"all |both |had |has |have |was |were |is |are )*$",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^\W*{_FILLER}\W*$", re.IGNORECASE)
_FRONTED = re.compile(r"^[^.!?;]{3,160}?, (?=(?:i|we|he|she|they|it)\b)", re.IGNORECASE)
_THAT = re.compile(
    r"^\W*that (?=(?:it|this|that|these|those|they|he|she|we|i|the|its|our|my|his|her|their|there|"
    r"no|none)\b)",
    re.I,
)
_REPORTED = {Response.CANNOT_CONFIRM, Response.DECLINE, Response.NO_ANSWER}
_SAID_OF_HIMSELF = {*_REPORTED, Response.DENY, Response.CORRECT, Response.RETRACT, Response.SUPPORT}

_CLAIM = (
    r"(?:(?:the|this|that|these|those|such|all|any|his|her|their|its|your|both|all (?:of )?(?:the|these|those)) "
    r"(?:[\w'-]+ ){0,3}?{claim}(?: (?:that|about|of|in|on|against|circulating|by) [^.;!?]{1,80}?)?|(?:claims|"
    r"reports|rumou?rs|allegations|accusations|suggestions|stories) (?:that|about|of|to) [^.;!?]{1,80}?|(?:the|this|"
    r"that|these|those) (?:video|photo|photograph|image|letter|document|recording|footage|message|screenshot|quote|"
    r"memo)s?|everything (?:he|she|they) (?:said|says)|what (?:he|she|they|it|was) [a-z ]{2,30}?)"
)
_COPULA = (
    r"(?:is|are|was|were|'s|'re|were all|are all|is all|has been|have been|had been) (?:[a-z]+ly |just |all |"
    r"also |once again |again |quite |so )*"
)
_END = r"(?=[\"' ]*(?:[.,;:!?)-]|$|and\b|or\b|nor\b|because\b|from\b))"
_WORK = (
    r"(?:[\w-]+ ){0,3}?(?:stor(?:y|ies)|reports?|reporting|articles?|claims?|posts?|statements?|figures?|coverage|"
    r"account|estimates?|accusations?|remarks?|headline|broadcast)(?: (?:of|about|that|on|from|in) [^.;]{1,60}?)?"
)
_WRONG = (
    r"(?:is|are|was|were|had been|has been|have been) (?:[a-z]+ly )*(?:untrue|wrong|false|incorrect|inaccurate|"
    r"mistaken|"
    r"misleading|in error|not true|a mistake|an error)\b"
)
_OWN_ERROR = re.compile(
    rf"^\W*(?:that )?(?:(?:its|his|her|their|our|my|the) (?:own )?{_WORK} {_WRONG}|(?:it|he|she|they|we|"
    rf"i) (?:had |have "
    r")?(?:been |was |were )(?:wrong|mistaken|in error)\b|(?:it|he|she|they|we|i) (?:had |have )?(?:got |gotten "
    r")(?:it|that|this) wrong)",
    re.IGNORECASE,
)
_OWNING = re.compile(r"\b(?:admit|acknowledg|conced|accept|apologi|recogni[sz])", re.IGNORECASE)
_FOR_ALL = re.compile(
    r"^\W*(?:that )?(?:the )?(?:police|officers|officials|investigators|detectives|authorities|inspectors|prosecutors|"
    r"engineers|scientists|rescuers|staff|crews|firefighters|medics|doctors) ?(?:had |has |have |was |were |are |"
    r"still )*$",
    re.IGNORECASE,
)
_LATER_VERB = re.compile(
    r"^\W*(?:that )?(?:he|she|they|it)\b[^.!?;\"]{1,160} (?:and|but)(?: (?:that )?(?:he|she|they|it))?(?: "
    r"(?:had|has|was|were|therefore|so|also))*\s*$",
    re.IGNORECASE,
)
_VERDICTS: tuple[tuple[Response, str], ...] = (
    (Response.CONFIRM, rf"^\W*{_FILLER}(?:it|this|that|{_CLAIM}) {_COPULA}(?:(?:100|one hundred) (?:%|per ?cent) "
        rf")?(?:absolutely |all )?(?:true|correct|accurate|genuine|authentic){_END}"),
    (Response.CORRECT, r"\b(?:the|its|their|our) (?:correct|right) (?:figure|number|name|date|total|amount|toll|time|"
        r"spelling|sum|title|age|address|count|version|wording) (?:is|was|should|would|are|were)\b"),
    (Response.CORRECT, r"\bnot,? as (?:[a-z]+ ){0,3}?(?:reported|stated|claimed|suggested|alleged|said|written|"
        r"rumou?red)\b|\b(?:rather than|instead of|and not|not) (?:the |that |an? )?(?:[\w-]+ ){1,4}?(?:that was |as "
        r"|previously |originally |earlier |first |widely )?(?:claimed|reported|alleged|rumou?red)\b"),
    (Response.CORRECT, rf"^\W*{_FILLER}(?:i|we|he|she|they|it|the \w+) (?:had |have |has )?(?:misidentified|"
        r"misspel(?:led|t)|misquoted|misstated|misreported|misattributed|misnamed|(?:wrongly|incorrectly|mistakenly|"
        r"erroneously) (?:said|stated|reported|named|identified|attributed|gave|described|claimed|published))\b"),
    (Response.CORRECT, rf"^\W*{_FILLER}(?:our|my) (?:own )?{_WORK} {_WRONG}"),
    (Response.RETRACT, rf"^\W*{_FILLER}(?:i|we)(?:'ll|'d)? (?:(?:would like to|want to|will|must|have to|hereby) )?"
        r"(?:take (?:it|that|this|them|all of (?:it|that)|my words|what i said|everything)(?: all)? back|take back|"
        r"(?:retract|withdraw) (?:it|that|this|the|my|our|what|everything))\b"),
    (Response.CONFIRM, rf"^\W*(?:{_FILLER})(?:it|this|that|he|she|they|i|we|there) (?:is|was|are|were|did|does|do|am|"
        r"have|has|had)[,.!\"']*$"),
    (Response.DENY, rf"^\W*{_FILLER}(?:it|this|that|he|she|they|i|we|there) (?:is|was|are|were|did|does|do|am|"
        r"have|has|had)(?: not|n't)[,.!\"']*$"),
    (Response.CONFIRM, r"^\W*(?:yes|yeah|yep|correct)\b[,.!\"' ]+(?:(?:that|it|this)(?:'s| is| was)(?! not|n't)|"
        r"(?:i|we|"
        r"he|she|they|it|there) (?:is|was|are|were|did|does|do|have|has)(?! not|n't))\b"),
    (Response.CONFIRM, r"^\W*guilty as charged\b"),
    (Response.CONFIRM, rf"^\W*{_FILLER}(?:that|this|it)(?:'s| is| was) (?:exactly |precisely |"
        rf"just )?(?:what happened|how "
        r"it happened|right(?=[.,;!\"']))"),
    (Response.CONFIRM, rf"^\W*{_FILLER}(?:it|this|that|he|she|they) (?:did|really did|does|do) happen\b"),
    (Response.DENY, rf"^\W*{_FILLER}(?:it|this|that) (?:is|was|'s) (?:[a-z]+ly |just |also )*(?:untrue|false|not "
        r"true|incorrect|inaccurate|a lie|nonsense|absurd|ridiculous|misleading|wrong(?= to (?:say|suggest|claim|"
        r"imply)))"
        r" (?:that|to (?:say|suggest|claim|imply|state|report))\b"),
    (Response.DENY, rf"^\W*{_FILLER}there (?:is|was|were|are|has been|have been|had been|'s|has never been|had never "
        r"been)(?: absolutely| simply)? (?:no|any) (?:[\w-]+ ){0,2}?(?:cover-?up|wrongdoing|misconduct|fraud|"
        r"corruption|"
        r"collusion|conspiracy|crime|negligence|bribe(?:ry)?|plot|deception|abuse|discrimination|impropriety|"
        r"irregularit(?:y|ies)|foul play|conflict of interest|quid pro quo|such [a-z]+)\b(?! (?:in|on) sight)"),
    (Response.DENY, rf"^\W*{_FILLER}(?:it|this|that|these|those|they|all (?:of )?(?:this|that|it)|{_CLAIM}) "
        rf"?{_COPULA}(?:[\"']?)(?!wrong|wild|rumou?r|misleading){{very}}(?!wrong\b|wild\b){{lie}}{_END}"),
    (Response.DENY, rf"^\W*{_FILLER}{_CLAIM} {_COPULA}(?:[\"']?){{very}}{{lie}}{_END}"),
    (Response.DENY, rf"^\W*{_FILLER}(?:it|this|that|{_CLAIM}) (?:is|was|are|were)(?: not|n't) (?:[a-z]+ly |at all |"
        rf"even )*(?:true|correct|accurate|the case|what happened|real|genuine|authentic|how it happened)\b"),
    (Response.DENY, r"^\W*(?:(?:this|that|it) is )?(?:a |an |pure |total |complete |utter |absolute |absolutely |"
        r"entirely |simply |completely |totally |more )*(?:nonsense|fake news|lies|false|untrue|not true|rubbish|"
        r"fabrications?|disinformation|fiction|baseless|bogus|a lie|hoax|codswallop|poppycock|baloney|"
        r"twaddle|claptrap|piffle|tosh|hogwash|balderdash|bunk|malarkey|garbage|not so)(?=[\"' ]*(?:[.,;!]|$))"),
    (Response.DENY, rf"^\W*{_FILLER}there (?:is|was|'s) (?:absolutely |simply )?[\"']?no (?:truth|basis|"
        rf"substance|merit|"
        rf"foundation)\b"),
    (Response.DENY, rf"^\W*{_FILLER}(?:none of (?:it|this|that|these|those|the) [^.;!?]{{0,40}}?(?:(?:is|are|was|"
        rf"were|has|have|ever) ?){{0,2}}(?:true|happened|correct|accurate|any truth)|(?:it|this|that) (?:never|did "
        rf"not|didn't)(?: ever| actually)? happen(?:ed)?|no such (?:[\w-]+ ){{1,4}}?(?:happened|took place|occurred|"
        rf"exists?|existed|was (?:ever )?(?:made|held|given|reached|sent|signed)|has|have|were|ever))"),
    (Response.DENY, rf"^\W*{_FILLER}{_CLAIM} (?:has|have|had|holds?|held|lacks?|contains?) (?:no|any|absolutely no) "
        rf"(?:basis|merit|truth|foundation|substance|factual)"),
    (Response.DENY, rf"^\W*{_FILLER}(?:i|we) (?:never|did not|didn't|have never)(?: ever)? (?:say|said|do|did|done|"
        r"make|made|write|wrote|written) (?:that|this|it|any such|anything (?:like|of the))\b"),
    (Response.CORRECT, rf"^\W*{_FILLER}(?:i|we|he|she|they|it) (?:had |have )?(?:made (?:a|an) (?:\w+ )?(?:mistake|"
        rf"error)|misspoke|misspoken|got (?:it|that|this) wrong|regrets? the error|stand corrected|(?:was|were) "
        rf"mistaken)"),
    (Response.QUERY, r"^\W*(?:is|was|are) (?:this|that|it|there|these|those) (?:actually |really |even )?(?:true|"
        r"real|confirmed|accurate|legit|verified|any (?:proof|evidence|truth))\b[^.!]*\?"),
    (Response.QUERY, r"^\W*(?:source|sources|proof|evidence|any (?:proof|source|evidence|confirmation)|where is the "
        r"(?:proof|evidence)|how do (?:you|we|they) know)\b[^.!]*\?"),
    (Response.CANNOT_CONFIRM, rf"^\W*{_FILLER}(?:i|we|he|she|it|they|there) (?:was |were |is |are |had |have |has |"
        rf"do not have |don't have |did not have |didn't have )?(?:'ve |'re )?(?:seen |received )?(?:no|any) (?:\w+ "
        rf")?(?:confirmation|information (?:to (?:confirm|support|suggest)|(?:about|on|regarding) (?:this|that|the|"
        rf"these|those|it)))"),
    (Response.CANNOT_CONFIRM, rf"^\W*{_FILLER}(?:i|we|he|she|it|they)(?:'m|'re)? ?(?:am |was |were |is |are "
        rf")?(?:(?:unaware of|not aware of|n't aware of) (?:any|the|this|these|that|those|such)|aware of no\b)"),
    (Response.CANNOT_CONFIRM, rf"^\W*{_FILLER}(?:i|we|he|she|it|they|nobody|no one) (?:really |honestly |simply |just "
        rf")?(?:(?:do|does|did|would)(?: not|n't) |knows? not )?(?:yet |really |"
        rf"honestly )?(?<=t )(?:yet )?know (?:if|whether)\b"),
    (Response.DECLINE, rf"^\W*{_FILLER}(?:(?:you'll|you will|you would|you'd) (?:have|need) to (?:ask|speak to|talk to|"
        r"take (?:that|it) up with)|(?:(?:please )?(?:ask|talk to|speak to|call) (?:my|our|his|her) (?:lawyers?|"
        r"attorneys?|agent|solicitors?|press office|office|publicist|spokes\w+))|(?:i|we)(?:'m|'re| am| are| was| were)"
        r" not going to (?:say|answer|comment|discuss|get into|go into|talk about|tell you|name)|next question|"
        r"that's (?:a "
        r")?private)\b"),
    (Response.CANNOT_CONFIRM, rf"^\W*{_FILLER}(?:there(?:'s| is| was)|(?:i|we|they)(?:'ve| have|"
        rf" had)) (?:absolutely |really )?no "
        r"(?:way|means) (?:for (?:us|me|him|her|them|anyone) )?(?:of|to) (?:check|know|tell|verify|prov|"
        r"establish|confirm)"),
    (Response.SUPPORT, rf"^\W*{_FILLER}(?:he|she|they|it|(?-i:[A-Z]\w+)|the [\w-]+(?: [\w-]+)?)(?:'s| is|'re| are| was|"
        r" were) (?:[a-z]+ly |quite |just )?(?:telling the truth|not lying|(?:right|correct|spot on)(?=[.,;!\"']|$| "
        r"(?:about|that|to (?:say|raise|question|ask))\b))"),
    (Response.SUPPORT, r"^\W*(?:exactly(?: this| so| that)?(?=[.,!\"'])|agreed(?=[.,!\"'])|so true|same here|"
        r"spot on|hear,? "
        r"hear|seconded|couldn't agree more|(?:i|we) (?:[a-z]+ly )?(?:agree(?! to)|believe (?:her|him|them)))\b"),
)  # fmt: skip


class Judged(NamedTuple):
    """A response, and the phrase it was read from (none where the content's words as a whole say it)."""

    response: Response | None
    phrase: Phrase | None
    by_cue: bool


def judge(text: str, attribution: Attribution, phrases: Sequence[Phrase], starts: Sequence[int]) -> Judged:
    """The response of one attribution. ``phrases`` are those of the text by position, ``starts`` where they begin."""
    owned = _owns_an_error(text, attribution)
    for phrase in near(phrases, starts, attribution.cue):
        if owned and phrase.response is Response.CONFIRM:
            return Judged(Response.CORRECT, phrase, True)
        return Judged(phrase.response, phrase, True)
    if owned:
        return Judged(Response.CORRECT, None, False)
    for start, end in attribution.content:
        for phrase in near(phrases, starts, ((start, end),)):
            if phrase.span[0] >= start and _is_own(text, attribution, start, phrase):
                return Judged(phrase.response, phrase, False)
    return Judged(_verdict(text, attribution.content), None, False)


def _owns_an_error(text: str, attribution: Attribution) -> bool:
    """Whether somebody admits that what they themselves said was wrong: "accepted that its report was untrue"."""
    if not attribution.content or not any(_OWNING.search(text, s, e) for s, e in attribution.cue):
        return False
    start, end = attribution.content[0]
    return bool(_OWN_ERROR.match(text[start : min(end, start + 300)].translate(_STRAIGHT)))


def near(phrases: Sequence[Phrase], starts: Sequence[int], spans: Spans) -> list[Phrase]:
    """The phrases that overlap any of the spans."""
    found = []
    for start, end in spans:
        index = bisect_left(starts, start - _LONGEST_PHRASE)
        while index < len(phrases) and phrases[index].span[0] < end:
            if phrases[index].span[1] > start:
                found.append(phrases[index])
            index += 1
    return found


def _is_own(text: str, attribution: Attribution, start: int, phrase: Phrase) -> bool:
    """Whether a response phrase in a content is the speaker's own: first person, or he/she/they opening the content."""
    if phrase.who is not None:
        return False
    before = text[max(start, phrase.span[0] - 300) : phrase.span[0]].translate(_STRAIGHT)
    if _FIRST.search(before):
        return True
    if phrase.span[0] - start > 250:
        return False
    if _BARE.match(before):
        return phrase.response in _SAID_OF_HIMSELF
    unfronted = _FRONTED.sub("", before, count=1)
    if text[start] in _MARKS or (start and text[start - 1] in _MARKS):
        return False  # who is quoted does not speak of himself as "he"
    if _THIRD.match(unfronted) or _THIRD.match(before):
        return phrase.response in _REPORTED or (phrase.response is Response.DENY)
    if phrase.response in _REPORTED and (_FOR_ALL.match(before) or _LATER_VERB.match(before)):
        return True
    source = " ".join(text[s:e] for s, e in attribution.source).translate(_STRAIGHT).lower()
    words = re.findall(r"[\w'-]+", unfronted.lower())
    return bool(words) and len(words) <= 5 and words[-1] in re.findall(r"[\w'-]+", source) and len(words[-1]) > 3


def _verdict(text: str, content: Spans) -> Response | None:
    """What a content says about a claim as a whole: "This is false", "Is that true?", "We made a mistake"."""
    if not content:
        return None
    start, end = content[0]
    words = text[start : min(end, start + _LONGEST_CONTENT)].translate(_STRAIGHT)
    words = _THAT.sub("", words, count=1)
    for response, pattern in _compiled():
        if pattern.search(words):
            return response
    return None


@cache
def _compiled() -> tuple[tuple[Response, re.Pattern[str]], ...]:
    words = macros()

    def expand(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda m: words[m.group(1)], pattern)

    return tuple((response, re.compile(expand(pattern), re.IGNORECASE)) for response, pattern in _VERDICTS)
