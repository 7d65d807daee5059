"""Where a document says that a source is kept secret.

Two forms. Somebody keeps *another* secret ("Voss did not name her source", "declined to say who told him"): the fact
is about the source inside that person's word. Or a source is quoted on condition of anonymity ("who asked not to be
named"): the fact is about the source itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from whosays.model import Span
from whosays.text.caseless import Caseless

_NOT = (
    r"(?:(?:did|do|does|would|could|will|can|has|have|had)(?:\s+not|n['’]t)|didn['’]t|don['’]t|doesn['’]t|wouldn['’]t|won['’]t|"
    r"hasn['’]t|haven['’]t|hadn['’]t|can['’]t|cannot|couldn['’]t|never|refus(?:ed|es|ing)\s+to|declin(?:ed|es|ing)\s+to|"
    r"without|not|fail(?:ed|s|ing)\s+to|stopped\s+short\s+of|before)"
)
_TELL = (
    r"(?:reveal|disclos|nam|identif|divulg|cit|specif|say|shar|giv|explain|describ|offer|provid|detail|said|told)\w*"
)
_WHOSE = r"(?P<whose>his|her|their|its|the|any|a)"
_OTHERS = Caseless(
    rf"\b{_NOT}\s+(?:\w+ly\s+)?{_TELL}\s+(?:"
    rf"{_WHOSE}\s+(?:\w+\s+){{0,2}}sources?(?:\s+of\s+[^.,;]{{1,60}})?"
    rf"|(?:the\s+identity|the\s+name|the\s+names)\s+of\s+(?P<of>his|her|their|its|the)\s+(?:\w+\s+)?sources?"
    rf"|(?:who|whom|where|how)\s+(?:he|she|they|it|the\s+\w+)\s+(?:\w+\s+)?(?:told|got|heard|obtained|learned|learnt|received|knew|came\s+by|had\s+it)\b[^.,;]{{0,50}}"
    r"|who\s+(?:the|that|his|her|their)\s+(?P<noun>[\w-]+)\s+(?:is|are|was|were)\b"
    r"|(?:the|that|this)\s+(?P<kept>source|informant|person|official|friend|caller|insider|contact|tipster|man|woman)\b"
    r"(?:['’]s\s+(?:\w+\s+)?(?:name|identity))?"
    rf"|(?:who|where)\s+(?:had\s+)?(?:told|tipped|given|the\s+(?:information|claim|report|story)\s+(?:came|comes)\s+from)\b[^.,;]{{0,40}}"
    r")"
    r"|\bthe\s+(?:identity|name)s?\s+of\s+(?P<hers>his|her|their|its|the)\s+(?:\w+\s+)?(?:sources?|informants?|contacts?)\s+"
    r"(?:remains?|is|was|stays?|has\s+been|will\s+remain)\s+(?:a\s+)?(?:secret|hidden|undisclosed|unknown|withheld|protected|"
    r"confidential)"
    r"|\b(?:protect|shield|guard)(?:s|ed|ing)?\s+(?P<guarded>his|her|their|its)\s+(?:\w+\s+)?(?:sources?|informants?)\b"
    r"|\b(?:with(?:held|holds?|holding)|kept|keeps|keeping)\s+(?:back\s+)?(?:the\s+)?(?:names?|identit(?:y|ies))\s+of\s+"
    r"(?P<keeping>his|her|their|its|the)\s+(?:\w+\s+)?(?:sources?|informants?)\b"
    r"|\bwithout\s+(?:saying|disclosing|revealing|explaining|giving)\s+(?:where|how|from\s+whom)\b[^.,;]{0,50}",
)
_OWN = Caseless(
    r"\b(?:on|under)\s+(?:the\s+|strict\s+)?condition\s+(?:of\s+(?:\w+\s+)?anonymity|(?:that\s+)?(?:he|she|they|it|his|her|their)\b[^.,;]{0,40}?"
    r"\bnot\s+be\s+(?:named|identified|quoted|used|published))"
    r"|\b(?:ask(?:ed|s|ing)|request(?:ed|s|ing)|want(?:ed|s|ing)|wish(?:ed|es|ing)|prefer(?:red|s|ring)?|insist(?:ed|s|ing)|demand(?:ed|s|ing)|"
    r"agreed\s+to\s+speak|spoke|speaking|speak|chose|choosing|opted|opting)\s+(?:that\s+(?:he|she|they)\s+)?(?:only\s+)?"
    r"(?:not\s+to\s+be\s+(?:\w+\s+)?(?:named|identified|quoted)|to\s+remain\s+(?:anonymous|unnamed|unidentified)|to\s+stay\s+anonymous|for\s+anonymity|anonymity|on\s+anonymity|"
    r"to\s+speak\s+anonymously|anonymously|not\s+be\s+(?:named|identified))"
    r"|\b(?:declin(?:ed|es|ing)|refus(?:ed|es|ing))\s+to\s+be\s+(?:\w+\s+)?(?:named|identified|quoted\s+by\s+name)"
    r"|\b(?:was|were|been|being|is|are)\s+(?:granted|given|promised|offered)\s+anonymity|\bgranted\s+anonymity"
    r"|\b(?:was|were|is|are|been)(?:\s+not|n['’]t)\s+(?:authori[sz]ed|permitted|allowed|cleared|empowered|at\s+liberty)\s+to\s+"
    r"(?:speak|discuss|comment|talk|brief)\b(?!\s+(?:at|during|in)\s+(?:the|a|an|their|his|her)\b)[^.,;]{0,40}"
    r"|\b(?:was|were|is|are|has|have)(?:\s+not|n['’]t)\s+(?:been\s+)?(?:named|identified)\b"
    r"|\bnot\s+(?:named|identified)\s+(?:by|in)\b"
    r"|\b(?:did\s+not|didn['’]t|do\s+not|does\s+not)\s+(?:want|wish)\s+(?:(?:to\s+be|his|her|their)\s+)(?:names?\s+)?(?:named|identified|used|published|quoted)"
    r"|\bwhose\s+(?:identity|name)s?\s+(?:was|were|is|are|has|have)\s+(?:not\s+)?(?:been\s+)?(?:withheld|undisclosed|protected|changed|released|disclosed|revealed|made\s+public)",
)


_UNNAMED = re.compile(
    r"\b(?:familiar|acquainted)\s+with\b|\bbriefed\s+(?:on|about)\b|\bprivy\s+to\b"
    r"|\bwith\s+(?:\w+\s+){0,2}knowledge\s+of\b"
    r"|\b(?:anonymous|unnamed|unidentified|undisclosed|confidential)\b|\bspeaking\s+anonymously\b",
    re.IGNORECASE,
)


def unnamed_as(description: str) -> Span | None:
    """Where a description itself keeps somebody's name back ("people familiar with the talks"), if any does."""
    found = _UNNAMED.search(description)
    return found.span() if found else None


class Withholding(NamedTuple):
    """A statement that a source is secret. ``own`` is false where another keeps it; ``whose`` is the possessive."""

    span: Span
    own: bool
    whose: str
    noun: str = ""  # by which the secret one is called, where the statement says so


def withholdings(text: str, start: int = 0, end: int | None = None) -> list[Withholding]:
    """Every such statement in ``text[start:end]``, in order; spans are code points into ``text``."""
    stop = len(text) if end is None else end
    if not any(
        word in text
        for word in (
            "anonym",
            "source",
            "named",
            "identif",
            "authori",
            "who ",
            "where ",
            "identit",
            "name",
            "refus",
            "declin",
            "not ",
            "without ",
            "informant",
        )
    ):
        return []
    found = [
        Withholding(
            m.span(),
            False,
            m["whose"] or m["of"] or m["hers"] or m["guarded"] or m["keeping"] or "",
            m["noun"] or m["kept"] or "",
        )
        for m in _OTHERS.finditer(text, start, stop)
    ]
    taken = [w.span for w in found]
    for m in _OWN.finditer(text, start, stop):
        if not any(s < m.end() and m.start() < e for s, e in taken[-3:]):
            found.append(Withholding(m.span(), True, ""))
    return sorted(found)
