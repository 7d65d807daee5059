"""How a response, a naming, a digit, a date is said in words, once for all faces."""

from __future__ import annotations

import re
from datetime import datetime

from whosays.model import Dated, Document, DocumentKind, Factuality, Naming, Relation, Response
from whosays.model.story import Carriage, DriftKind, EdgeKind

NAMING = {
    Naming.NAMED: "named",
    Naming.ROLE: "by role, not by name",
    Naming.UNNAMED: "unnamed",
    Naming.CROWD: "one of a crowd",
    Naming.NONE: "nobody is named",
}

# Where the word of the last speaker of a chain is nobody's who could be asked.
WEAKNESS = {
    Naming.UNNAMED: "unnamed source",
    Naming.CROWD: "one of a crowd",
    Naming.NONE: "nobody is named",
}

NOT_CLEAR = "not clear who"
NOT_CLEAR_WHOSE = "not clear whose word this is"
UNTIED = "Answers that could not be tied to a claim"

# What a source does when it says something of each factuality value (FactBank).
FACTUALITY = {
    Factuality.CERTAIN: "as certain",
    Factuality.PROBABLE: "as probable",
    Factuality.POSSIBLE: "as possible",
    Factuality.NOT_CERTAIN: "as certainly not so",
    Factuality.NOT_PROBABLE: "as probably not so",
    Factuality.NOT_POSSIBLE: "as possibly not so",
    Factuality.CERTAIN_UNDERSPECIFIED: "as settled, without saying which way",
    Factuality.UNKNOWN: "without committing to it",
}

# The same of words that say themselves that something is not so: "nobody was hurt" is not said to be false.
IN_THE_NEGATIVE = {
    Factuality.NOT_CERTAIN: "as certain, in the negative",
    Factuality.NOT_PROBABLE: "as probable, in the negative",
    Factuality.NOT_POSSIBLE: "as possible, in the negative",
}

# What a post does with what it refers to.
_RELATION = {
    Relation.FORWARD: "forwarded from {}",
    Relation.REPOST: "a repost of {}",
    Relation.QUOTE: "quotes {}",
    Relation.REPLY: "replies to {}",
}


RESPONSE = {
    Response.CONFIRM: "confirms",
    Response.DENY: "denies",
    Response.CANNOT_CONFIRM: "cannot confirm",
    Response.DECLINE: "declines to say",
    Response.NO_ANSWER: "has not answered",
    Response.SUPPORT: "supports it",
    Response.QUERY: "questions it",
    Response.CORRECT: "corrects it",
    Response.RETRACT: "takes it back",
}

# The same as somebody did it, of a claim.
ANSWERED = {
    Response.CONFIRM: "confirmed it",
    Response.DENY: "denied it",
    Response.CANNOT_CONFIRM: "could not confirm it",
    Response.DECLINE: "declined to comment",
    Response.NO_ANSWER: "did not respond",
    Response.QUERY: "questioned it",
    Response.SUPPORT: "backed it",
    Response.CORRECT: "corrected it",
    Response.RETRACT: "took it back",
}

# The same as a ledger's news has it.
DOES = {
    Response.CONFIRM: "confirms it",
    Response.DENY: "denies it",
    Response.CANNOT_CONFIRM: "cannot confirm it",
    Response.DECLINE: "declines to comment",
    Response.NO_ANSWER: "does not answer",
    Response.SUPPORT: "backs it",
    Response.QUERY: "questions it",
    Response.CORRECT: "corrects it",
    Response.RETRACT: "takes it back",
}

# The same of a claim, as what was done to it, with by whom.
BY = {
    Response.RETRACT: "taken back by {who}",
    Response.CORRECT: "corrected by {who}",
    Response.CONFIRM: "confirmed by {who}",
    Response.DENY: "denied by {who}",
    Response.CANNOT_CONFIRM: f"{{who}} {ANSWERED[Response.CANNOT_CONFIRM]}",
    Response.DECLINE: f"{{who}} {ANSWERED[Response.DECLINE]}",
    Response.NO_ANSWER: f"{{who}} {ANSWERED[Response.NO_ANSWER]}",
    Response.QUERY: "questioned by {who}",
    Response.SUPPORT: "backed by {who}",
}

# The same with what is answered.
ANSWERS_IT = {
    response: f"{words} it" if response in (Response.CONFIRM, Response.DENY, Response.CANNOT_CONFIRM) else words
    for response, words in RESPONSE.items()
}

# The same as several do it.
THEY_ANSWER_IT = {
    Response.CONFIRM: "confirm it",
    Response.DENY: "deny it",
    Response.CANNOT_CONFIRM: ANSWERS_IT[Response.CANNOT_CONFIRM],
    Response.DECLINE: "decline to say",
    Response.NO_ANSWER: "have not answered",
    Response.SUPPORT: "support it",
    Response.QUERY: "question it",
    Response.CORRECT: "correct it",
    Response.RETRACT: "take it back",
}

# What a document makes of an answer that it tells harder than it was given.
TOLD_AS = {
    Response.CONFIRM: "a confirmation",
    Response.DENY: "a denial",
    Response.CANNOT_CONFIRM: "a “cannot confirm”",
    Response.QUERY: "a doubt",
    Response.SUPPORT: "support",
}

# How the time a document bears is known.
DATED = {
    None: "dated",
    Dated.GIVEN: "dated",
    Dated.FEED: "by its feed of",
    Dated.ARCHIVE: "archived",
    Dated.FIRST_SEEN: "first seen",
}

# What one who took something from another did.
TAKES = {
    EdgeKind.CREDIT: "credits",
    EdgeKind.LINK: "links to",
    EdgeKind.QUOTATION: "quotes the same words as",
    EdgeKind.COPY: "prints the text of",
}

# How a document carries a claim.
CARRIES = {
    Carriage.FACT: "told as fact",
    Carriage.DISTANCE: "kept at a distance",
    Carriage.DENIAL: "denied",
}

# What keeps a claim and a near one apart.
DIFFERS = {
    "numbers": "its numbers",
    "marks": "its time or order",
    "place": "its place",
    "names": "its names",
    "polarity": "that one says it is not so",
    "opposites": "that one says the opposite",
    "roles": "who does it to whom",
}

# What an appearance changed against its upstream.
DRIFT = {
    DriftKind.CERTAINTY_RAISED: "told more surely",
    DriftKind.CERTAINTY_LOWERED: "told less surely",
    DriftKind.BOUND_DROPPED: "a bound was dropped",
    DriftKind.NUMBER_CHANGED: "another number",
    DriftKind.DATE_CHANGED: "another date",
    DriftKind.PLACE_CHANGED: "another place",
    DriftKind.ATTRIBUTION_DROPPED: "whose word it is was dropped",
    DriftKind.SOURCE_PROMOTED: "the source was promoted",
    DriftKind.QUOTATION_ALTERED: "a quotation was altered",
    DriftKind.POLARITY_TURNED: "turned into its opposite",
    DriftKind.RESPONSE_HARDENED: "an answer was hardened",
    DriftKind.HEADLINE_STRONGER: "the headline says more than the article",
}

# What each digit of the NATO scale (AJP-2.1) stands for in the rules of ``whosays.standing``: what a claim rests on.
# The scale's own words ("probably true") would say more than whosays knows.
CREDIBILITY = {
    1: "confirmed by other independent sources",
    2: "more than one identified source",
    3: "one identified source, not contradicted",
    4: "contradicted, not confirmed",
    5: "contradicted or taken back, nobody stands by it",
    6: "cannot be judged",
}

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}


def grade(letter: str | None, digit: int) -> str:
    """``B2``; without a letter the digit alone."""
    return f"{letter or ''}{digit}"


def grade_in_words(letter: str | None, digit: int) -> str:
    """``credibility 2 (more than one identified source), reliability B (usually reliable)``, as far as it is rated."""
    said = f"credibility {digit} ({CREDIBILITY.get(digit, 'not on the scale')})"
    return said if letter is None else f"{said}, reliability {letter} ({RELIABILITY.get(letter, 'not on the scale')})"


# Said with every answer that leaves whosays.
NO_VERDICT = "It says what a claim rests on, never whether it is true."

# Said beside a response wherever it is shown, because it is so often misread.
CAUTION = {
    Response.CANNOT_CONFIRM: "this is not a denial",
    Response.DECLINE: "this neither confirms nor denies it",
    Response.NO_ANSWER: "this neither confirms nor denies it",
    Response.QUERY: "this is not a denial",
}
NAMING_COUNT = {
    Naming.NAMED: "named",
    Naming.ROLE: "by role only",
    Naming.UNNAMED: "unnamed",
    Naming.CROWD: "of a crowd",
    Naming.NONE: "not given",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 claim``, ``3 claims``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


_MANY = frozenset(("police", "children", "staff", "media", "clergy", "cattle", "troops", "personnel"))
_PEOPLE = frozenset(("people", "persons", "men", "women"))  # wherever they stand: "two men outside"
_MORE_THAN_ONE = frozenset(
    (
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands"),
        *("some", "several", "many", "most", "all", "both", "multiple", "various", "others", "these", "those"),
    )
)
_NO_PLURAL = re.compile(r"(?:ss|us|is|news|['’]s)$")
_BEHIND_NOUN = re.compile(
    r",|\s(?:of|from|for|in|at|on|by|with|within|near|close|who|which|that|whose|to|under|behind|familiar|briefed|seen|"
    r"shown|posted|published|reviewed|obtained|contacted|involved)(?![\w’'-])"
)
_COUPLED = re.compile(r"(?<!of )\b[A-Z][\w.’'&-]*(?: [A-Z][\w.’'&-]*)? and (?:the )?[A-Z]")
# "the mayor and her deputy", "his wife and son", "friends and family"; not "the health and safety inspector".
_TOGETHER = re.compile(
    r"\sand (?:the|an?|his|her|their|its|one|two|three|several|other|another)\s|^(?:his|her|their|my|our)\s.*\sand\s"
    r"|^(?:the )?[\w-]+s and [\w-]+$"
)


def head(name: str) -> str:
    """What a description calls somebody, without what follows, in small letters: "two people" of "two people familiar
    with the case"."""
    return _BEHIND_NOUN.split(" ".join(name.casefold().split()), maxsplit=1)[0].strip()


def several(name: str, naming: Naming | None) -> bool:
    """Whether a name is of several, and takes a verb in the plural: "Orrin and Vale", "two officials at the port",
    "police"; not "Tarn Airlines", "the Department of Health and Sport"."""
    if naming in (Naming.NAMED, None):
        return _COUPLED.search(_BEHIND_NOUN.split(name, maxsplit=1)[0]) is not None
    described = head(name)
    words = described.split()
    if not words or _TOGETHER.search(described):
        return bool(words)
    if words[0] in ("a", "an", "one", "another"):
        return False
    last = words[-1]
    return (
        words[0] in _MORE_THAN_ONE
        or last in _MANY
        or not _PEOPLE.isdisjoint(words)
        or (last.endswith("s") and _NO_PLURAL.search(last) is None)
    )


_LIKE_YOU = re.compile(r"uni(?![dmn])|use|u[ks]\b|un\b|u\.|eu|one\b")  # said with a consonant in front


def article(name: str) -> str:
    """ "a" or "an"."""
    low = name.lower()
    if _LIKE_YOU.match(low):
        return "a"
    return "an" if low[:1] in tuple("aeiou") else "a"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


_PAIRS = {"“": "”", "«": "»", "„": "“"}


def claimed(text: str) -> str:
    """A claim's own words as a sentence of their own: a capital first, and no quotation left open at its end."""
    text = text.strip()
    if text.count('"') % 2:
        first = text.index('"')
        if text.startswith('"') and not text.endswith('"'):
            text = text[1:]
        elif first and not text[first - 1].isspace():  # it closes what was opened before the claim
            text = f'"{sentence(text)}'
        else:
            text = f'{text}"'
    for opening, closing in _PAIRS.items():
        if text.rfind(opening) > text.rfind(closing):
            text += closing
    return sentence(text)


def role_in_words(role: str | None, affiliation: str | None) -> str:
    """What somebody is, and of which house, which is said once: a "spokeswoman for the authority" needs no more."""
    house = (affiliation or "").strip()
    if role and re.search(rf"(?<!\w){re.escape(house.casefold().removeprefix('the '))}(?!\w)", role.casefold()):
        return role
    return " of ".join(part for part in (role, house) if part)


def date_in_words(iso: str) -> str:
    """``2024-11-06T09:30:00+01:00`` as ``6 November 2024, 09:30 (+01:00)``; what is no such date stays as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if len(iso) <= 10:
        return day
    offset = moment.strftime("%z")
    zone = "" if not offset else " UTC" if offset == "+0000" else f" ({offset[:3]}:{offset[3:5]})"
    return f"{day}, {moment:%H:%M}{zone}"


def by_whom(document: Document) -> str | None:
    """Whose document it is, as its head says it: the authors, of a post with the account."""
    authors = ", ".join(document.authors)
    account = document.account
    if not account or account in document.authors or document.kind is not DocumentKind.POST:
        return authors or account
    return f"{authors} ({account})" if authors else account


def taken_from(document: Document) -> tuple[str, ...]:
    """What a post says outside its words of where it is from ("forwarded from Harbour Watch")."""
    told = []
    for reference in document.references:
        named = reference.name or reference.url
        if document.kind is not DocumentKind.POST or reference.relation not in _RELATION:
            continue
        if named:
            told.append(_RELATION[reference.relation].format(named))
        elif reference.relation is Relation.FORWARD:
            told.append("forwarded, it does not say from whom")
    return tuple(dict.fromkeys(told))
