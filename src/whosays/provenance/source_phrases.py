"""What the words for a source hold: an outlet or its reporter, an outlet meant by "the newspaper", or nobody at all."""

from __future__ import annotations

import re

from whosays.model import Document, Naming, Source
from whosays.outlets.register import Register
from whosays.provenance.credits import DESCRIPTOR, is_outlet, outlet_names
from whosays.provenance.wordlists import any_of

_JOURNALIST = any_of("journalists")
_AFTER_OWNER = re.compile(rf"^['’]s?\s+(?:[\w-]+\s+){{0,4}}?(?:{_JOURNALIST}\b|[A-Z][\w'’-]+)")
_AFTER_BARE = re.compile(rf"^\s+(?:[\w-]+\s+){{0,2}}?{_JOURNALIST}\b")
_AFTER_WHOLE = re.compile(
    r"^\s*(?:\(.*\)|report|reports|story|article|newspaper|website|site|blog|magazine|,.*)?$", re.DOTALL
)
_BEFORE_OF = re.compile(
    rf"(?:{_JOURNALIST}|\b[A-Z][\w.'’-]*\s+(?:[a-z]{{2,3}}\s+)?[A-Z][\w'’-]+|"
    rf"\b{any_of('pieces')})\s*,?\s+(?:of|at|from|for|with|in|by|on)\s+(?:the\s+|a\s+)?{DESCRIPTOR}$"
)
_PIECE_BY = re.compile(
    rf"^(?:by\s+)?(?:an?|the|this|its)?\s*(?:[\w-]+\s+){{0,2}}{any_of('pieces')}\s(?:.*\s)?(?:in|by|from|on|at|of)\s+"
    rf"(?:the\s+)?{DESCRIPTOR}$",
    re.IGNORECASE,
)
_BEFORE_WHOLE = re.compile(rf"^(?:by\s+)?(?:the\s+|a\s+)?{DESCRIPTOR}$", re.IGNORECASE)
# Somebody who speaks for the house itself, or is only named after it.
_OFFICE = re.compile(rf"\b{any_of('offices')}\b", re.IGNORECASE)
_THE_OUTLET = re.compile(
    rf"^(?:the|this|that|its)\s+(?:[\w-]+\s+){{0,2}}?(?:{any_of('outlet_kinds')}s?|report|article|story)$",
    re.IGNORECASE,
)
_NO_SPEAKER = re.compile(
    r"^(?:i|we|you|he|she|it|they|one|this|that|these|those|who|which|what|as|such|others?|some|many|most|all|both|"
    r"everyone|everybody|anyone|anybody|people|nothing|none|things?|year|nobody|no\s+.+|(?:who|which|that)\s.+)$",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"^(?:(?:the|some|several|many|most|these|those|such|other|unconfirmed|various|prior|previous|earlier|recent|new|"
    r"latest|first|initial|early|a|an|one|of|media|press|news|online|local|more|further)\s+)*"
    rf"{any_of('talk')}(?:\s+(?:out of|on|from|in|that|about|of)\s.*)?$",
    re.IGNORECASE,
)
_OWN_SOURCES = re.compile(r"^['’]s?\s+(?:[\w-]+\s+){0,3}?(?:sources?|insiders?|contacts?)\b", re.IGNORECASE)
_WRITING_IN = re.compile(
    rf"\b(?:wr(?:ote|ites|iting)|report(?:s|ed|ing)?|blog(?:s|ged)|reveal(?:s|ed)|column)\s+(?:[^.;]{{1,30}}\s)?(?:in|for|on)\s+"
    rf"(?:the\s+|a\s+)?{DESCRIPTOR}$",
    re.IGNORECASE,
)
_AUTHOR = "author"


def author(source: Source | None, document: Document) -> bool:
    """True where the document's own author is the one who speaks ("we have learned"), and not another text's ("Moe, the
    author of the study")."""
    if source is None or source.role != _AUTHOR:
        return False
    return source.name in ("the author", "the authors") or source.name in document.authors


def nobody(source: Source) -> bool:
    """True for words that name no one who could have said it: a pronoun left unresolved, "no one", "rumours"."""
    if source.naming is Naming.NAMED:
        return False
    name = " ".join(source.name.split())
    return not name or bool(_NO_SPEAKER.match(name) or _TALK.match(name))


def outlet_of(source: Source | None, phrase: str, register: Register) -> str | None:
    """The outlet that words for a source stand for: its name, a report in it, its reporter; none for its spokesman."""
    if source is not None and is_outlet(source.name, register):
        return source.name
    phrase = phrase.strip(" ,")
    for start, end in outlet_names(phrase, register):
        before, after = phrase[:start], phrase[end:]
        if _PIECE_BY.match(before):
            return phrase[start:end]
        if _OFFICE.search(before) or _OFFICE.search(after.partition("(")[0]):
            continue
        if _BEFORE_WHOLE.match(before) and (
            _AFTER_WHOLE.match(after) or _AFTER_OWNER.match(after) or _AFTER_BARE.match(after)
        ):
            return phrase[start:end]
        if _AFTER_OWNER.match(after) or _AFTER_BARE.match(after):
            return phrase[start:end]
        if _BEFORE_OF.search(before):
            return phrase[start:end]
    return None


def written_for(cue: str, register: Register) -> str | None:
    """The outlet that somebody writes in, by the words for it: "wrote in the Echo"."""
    for start, end in outlet_names(cue, register):
        if _WRITING_IN.search(cue[:start]):
            return cue[start:end]
    return None


def owner_of(phrase: str, register: Register) -> str | None:
    """The outlet whose unnamed sources are meant: "the Echo's sources"."""
    for start, end in outlet_names(phrase, register):
        if _OWN_SOURCES.match(phrase[end:]):
            return phrase[start:end]
    return None


def means_an_outlet(phrase: str) -> bool:
    """True for "the newspaper", "the British daily", "the report": an outlet that was named before."""
    return bool(_THE_OUTLET.match(" ".join(phrase.split())))
