"""The lead of a court report: "A baker smothered his aunt for her savings." and below it "Prosecutor Edda Crane told
the court …".

A newspaper tells the case of the prosecution first and says whose case it is in the paragraph behind. Until somebody is
convicted the deed in the lead is the prosecution's word, however plainly it is told. What happened in court ("was
jailed", "went on trial", "denied"), and what befell somebody ("died", "was found"), stays the article's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from whosays.attribution.accounts import lead_of
from whosays.attribution.deeds import is_deed
from whosays.likeness import verbs
from whosays.model import Attribution, Span
from whosays.text import datelines
from whosays.text.headlines import speaks

_PROSECUTION = re.compile(
    r"\bprosecut(?:ors?|ion|ing)\b|\bindictments?\b|\bcharge\s+sheets?\b|\bcharges\b|\bcriminal\s+complaint\b|"
    r"\bfor\s+the\s+(?:crown|state)\b",
    re.IGNORECASE,
)
_FOR_IT = re.compile(
    r",?\s(?:who\s(?:is|was)\s)?(?:prosecuting|(?:opening|for)\sthe\sprosecution|for\sthe\s(?:Crown|state))\b"
)
_COURT = re.compile(r"\b(?:court|jury|jurors?|tribunal|judges?|hearing|trial|magistrates?)\b", re.IGNORECASE)
_HEARD = re.compile(r"\b(?:heard|hears|(?:was|were|is|been)\s+told)\b", re.IGNORECASE)
_OF_COURT = re.compile(
    r"\b(?:courts?|jury|jurors?|trials?|tribunal|inquest|inquiry|judges?|magistrates?|jail\w*|prison\w*|sentenc\w+|"
    r"convict\w*|"
    r"acquit\w*|cleared|guilty|charge[ds]?|accus\w+|indict\w*|arrest\w*|bail\w*|appeal\w*|plead\w*|pled|admit\w*|"
    r"confess\w*|"
    r"verdict\w*|hearings?|prosecut\w+|alleg\w+|custody|police|detective\w*|lawyers?|attorneys?|testif\w+|evidence|"
    r"den(?:y|ies|ied)|"
    r"suspect\w*|released|freed|fined|sued|su(?:es|ing)|lawsuit\w*|apparently|reportedly)\b",
    re.IGNORECASE,
)
_BEFELL = frozenset((
    "died", "fell", "drowned", "collapsed", "burned", "burnt", "perished", "vanished", "disappeared", "suffered",
    "survived", "lost", "escaped", "got", "became", "received", "won", "watched", "saw", "heard", "was", "were",
    "is", "are", "will", "would", "may", "might", "can", "could", "must", "should", "do", "does", "did", "faces",
    "faced", "face", "appeared",
))  # fmt: skip
_SETTLED = re.compile(
    r"\b(?:found\s+guilty|convicted|jailed\s+for|sentenced\s+to|pleaded\s+guilty|pled\s+guilty|has\s+admitted|"
    r"have\s+admitted|"
    r"admits|serving)\b",
    re.IGNORECASE,
)
_CONTESTED = re.compile(
    r"\bden(?:y|ies|ied)\b|\bnot\s+guilty\b|\btrial\s+(?:continues|goes\s+on|resumes)\b|\bentered\s+(?:a|any|"
    r"no)\s+plea\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset((
    "man", "woman", "men", "women", "boy", "girl", "boys", "girls", "couple", "gang", "brother", "brothers",
    "sister", "sisters", "aunt", "uncle", "wife", "husband", "son", "daughter", "cousin", "cousins", "nurse",
    "thief", "guard", "cook", "maid", "nanny", "au-pair", "accomplice", "priest", "monk", "bride", "groom", "heir",
    "landlady", "trio", "pair", "twins", "youth", "youths", "child", "people", "person", "recruit", "hacker",
    "apprentice", "mercenary", "cleaner", "carer", "aide", "boss",
))  # fmt: skip
_SOMEBODY = re.compile(r"[a-z]+(?:er|or|ist|ian|eer|ant|ess|mate|keeper|worker|man|woman)s?")
_NOBODY = frozenset((
    "river", "tower", "container", "computer", "winter", "summer", "number", "water", "order", "paper", "letter",
    "tanker", "trawler", "helicopter", "power", "fever", "cancer", "weather", "boiler", "shower", "motor",
    "reactor", "tractor", "door", "floor", "sector", "factor", "error", "terror", "corridor", "plant", "restaurant",
    "warrant", "fire", "matter", "chapter", "disaster", "theatre", "center", "counter", "member", "poster",
    "bumper", "barrier", "frontier", "harbor", "anchor", "mirror", "process", "access", "business", "success",
    "list", "mist", "christ", "wrist",
))  # fmt: skip
_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_REACH = 3  # sentences behind the lead in which the prosecution is named
_CONFIDENCE = 0.75


def court_reports(
    text: str, attributions: Sequence[Attribution], sentences: Sequence[Span], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """The attributions, and the lead's where it tells in nobody's words what the prosecution is named for behind it."""
    found = list(attributions)
    number = lead_of(text, sentences, paragraphs)
    if number >= len(sentences):
        return found
    start, end = sentences[number]
    start = datelines.end_of(text, start, end)
    while end > start and text[end - 1] in " .\n":
        end -= 1
    if not _is_deed_of_somebody(text, start, end) or (_SETTLED.search(text) and not _CONTESTED.search(text)):
        return found
    touching = [a for a in found if any(s < end and start < e for s, e in (*a.source, *a.cue, *a.content))]
    if any(_tells_it(text, a, (start, end)) for a in touching):
        return found
    touching = [a for a in touching if is_deed(text, a)]
    starts = [s for s, _ in sentences]
    last = sentences[min(number + _REACH, len(sentences) - 1)][1]
    credit = next((a for a in sorted(found, key=lambda a: a.start) if _credits(text, a, end, last)), None)
    if credit is None:
        return found
    at = bisect_right(starts, credit.cue[0][0]) - 1
    heard = not _by_prosecution(text, credit)
    made = Attribution(
        f"court{at}",
        () if heard else credit.source,
        (_said_in_court(credit),) if heard else credit.cue,
        ((start, end),),
        agentless=heard,
        confidence=_CONFIDENCE,
    )
    return [*(a for a in found if a not in touching), made]


def _is_deed_of_somebody(text: str, start: int, end: int) -> bool:
    """True of a sentence that tells what somebody did, and not what was done about it in court."""
    if _OF_COURT.search(text, start, end):
        return False
    verb = verbs.first(text, start, end)
    if verb is None:
        return False
    did = _WORD.search(text, verb, end)
    while did and (did.group().lower().endswith("ly") or did.group().lower() in ("had", "has", "have", "also")):
        did = _WORD.search(text, did.end(), end)
    if did is None or did.group().lower() in _BEFELL or did.group().lower() == "been":
        return False
    return _is_somebody(text[start:verb])


def _is_somebody(subject: str) -> bool:
    """True of a noun phrase for a person, by its head: "A former soldier", "The treasurer of a club", "Jan Tolk"."""
    head = re.split(r"\s(?:of|in|at|for|from|with|who|whose|on|to|and)\s|,", subject, maxsplit=1)[0]
    if _NAME.search(subject):
        return True
    said = [word.lower() for word in _WORD.findall(head)]
    if not said:
        return False
    noun = said[-1]
    if noun in _NOBODY or noun.removesuffix("s") in _NOBODY:
        return False
    return noun in _PEOPLE or speaks(noun) or _SOMEBODY.fullmatch(noun) is not None


def _tells_it(text: str, a: Attribution, lead: Span) -> bool:
    """Whether somebody says the lead, and not only a clause that hangs on it: "because she wanted …"."""
    if is_deed(text, a):
        return False
    return not a.cue or not (
        _HANGS.search(text, lead[0], min((*a.source, *a.cue))[0]) and a.content[-1][0] > a.cue[0][0]
    )


_HANGS = re.compile(r"\b(?:because|as|so|who|which|where|when|while|if)\s+(?:[\w'’-]+\s+){0,3}?\Z", re.IGNORECASE)


def _credits(text: str, a: Attribution, begin: int, end: int) -> bool:
    """Whether an attribution behind the lead is the prosecution's, or what a court was told."""
    if a.parent or not a.cue or not begin <= a.start < end or a.response is not None:
        return False
    if not a.source:  # "the court heard", as it is read
        return a.agentless and any(_COURT.search(text, *cue) and _HEARD.search(text, *cue) for cue in a.cue)
    if _by_prosecution(text, a):
        return True
    return bool(_COURT.search(text, *a.source[0])) and any(_HEARD.search(text, *cue) for cue in a.cue)


def _by_prosecution(text: str, a: Attribution) -> bool:
    if not a.source:
        return False
    (start, end), cue = a.source[0], a.cue[0]
    beside = _FOR_IT.match(text, end, end + 60)
    return bool(_PROSECUTION.search(text, start, end)) or (beside is not None and beside.end() <= max(cue[0], end) + 40)


def _said_in_court(a: Attribution) -> Span:
    """The words that say it was heard in court, with the court's name before them."""
    spans = (*a.source, a.cue[0])
    return min(s for s, _ in spans), max(e for _, e in spans)
