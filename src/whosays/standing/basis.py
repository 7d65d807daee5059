"""What a claim rests on by its origin alone, said as an editor would say it aloud."""

from __future__ import annotations

import re

from whosays.model import Document, DocumentKind, Naming, Relation, SourceKind
from whosays.model.clarity import names_nobody
from whosays.standing.case import Step
from whosays.standing.labels import is_plural, label
from whosays.standing.phrases import words
from whosays.wording import article, head

_PASSED_ON = (Relation.FORWARD, Relation.REPOST)
_LONGEST_DESCRIPTION = 90
_LONGEST_CUE = 40
_LONGEST_OWNER = 4  # words that can still carry a possessive


def basis(step: Step | None, document: Document, own_word: bool = False) -> str:
    """What a claim rests on whose innermost speaker is ``step``; in the document's own voice where there is none.

    ``own_word``: the speaker speaks about themselves.
    """
    if step is None:
        return _own_voice(document)
    who = label(step)
    if step.outlet:
        return (
            f"reports by {who}"
            if is_plural(step) and step.naming is Naming.ROLE
            else f"a report by {who}, another outlet"
        )
    if is_paper(step):
        if step.naming is Naming.NAMED and not words("papers") & set(who.split()):
            return f"a document, {who}"
        return f"{who}, not further identified" if step.naming is Naming.UNNAMED else who
    if step.account:
        return f"the account {who}, and the {document.kind.value} does not say whose that is"
    if step.naming is Naming.UNNAMED:
        return _unnamed(step)
    if step.naming is Naming.NONE:
        return _unattributed(step, document)
    if own_word and step.naming is not Naming.CROWD:
        return _own_account(step, who)
    if step.source is not None and step.source.kind is SourceKind.ORGANIZATION:
        return f"the word of {who}"
    if names_nobody(step.source.name if step.source else ""):
        return f"the word of {who}"
    if step.naming is Naming.NAMED:
        person = step.source is None or step.source.kind is not SourceKind.UNKNOWN
        return f"the word of {who}, on the record" if person else f"the word of {who}"
    return f"the word of {who}, {'none of them' if is_plural(step) else 'who is not'} named"


def poster(document: Document) -> str | None:
    """Who says what a post says in its own voice: its account, else its author; none of an article."""
    if document.kind is not DocumentKind.POST:
        return None
    return document.account or next(iter(document.authors), None)


def _own_voice(document: Document) -> str:
    """What rests on the document alone; of a post on who posted it or, of one passed on, on whom it was taken from."""
    owner = document.outlet or poster(document)
    if document.kind is DocumentKind.POST and document.outlet is None:
        passed = next((r.name for r in document.references if r.relation in _PASSED_ON and r.name), None)
        if passed is not None:
            return f"{passed}, whose message the post passes on, with no source named"
    return f"{possessive(owner or f'the {document.kind.value}')} own word, with no source named"


def is_paper(step: Step) -> bool:
    """True where what speaks is a document, a post, a recording: it has no word to give."""
    if step.source is None or step.naming in (Naming.NONE, Naming.CROWD):
        return False
    if step.source.kind is SourceKind.DOCUMENT:
        return True
    told = step.source.kind in (SourceKind.UNKNOWN, SourceKind.GROUP)  # "posts" speak as several do
    described = step.naming in (Naming.ROLE, Naming.UNNAMED) and told
    return described and is_paper_by_name(step.source.name)


def is_paper_by_name(name: str) -> bool:
    """True of a description of a document, a post, a recording: "a study by the university", "recent studies"."""
    return head(name).split(" ")[-1] in words("papers")


def possessive(name: str) -> str:
    """ "the council's", "prosecutors'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _own_account(step: Step, who: str) -> str:
    if len(who.split()) <= _LONGEST_OWNER and "," not in who and not re.search("['’]s?(?: |$)", who):
        return f"{possessive(who)} own account"
    several = is_plural(step) or (step.source is not None and step.source.kind is SourceKind.PERSON)
    return f"the word of {who} about {'themselves' if several else 'itself'}"


_SOURCES = re.compile(
    r"(?:(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|multiple|other|another) )*"
    r"(?:sources?|people|persons?|individuals?)\b,? ?",
    re.IGNORECASE,
)


def _unnamed(step: Step) -> str:
    """ "one unnamed source, described only as “a friend at the foundry”", "two unnamed people “close to the case”"."""
    name = " ".join(step.source.name.split()) if step.source else ""
    named = re.findall(r"[\w'’-]+", name.lower())
    several = is_plural(step)
    number = next((word for word in named[:2] if word in words("numbers")), None) if several else None
    what = ("people" if {"people", "persons"} & set(head(name).split()) else "sources") if several else "source"
    sources = " ".join(filter(None, (number or (None if several else "one"), "unnamed", what)))
    if names_nobody(name) or not set(named) - words("says_no_more"):
        return sources
    if _UNNAMED.search(name):
        return label(step)
    if (start := _SOURCES.match(name)) is not None and start.end() < len(name):
        return f"{sources} “{_clipped(name[start.end() :])}”"
    described = name[:1].lower() + name[1:] if not name[1:2].isupper() else name
    bare = not several and named[0] not in words("determiners")
    return f"{sources}, described only as {f'{article(described)} ' if bare else ''}“{_clipped(described)}”"


_UNNAMED = re.compile(r"\b(?:unnamed|anonymous|unidentified)\b", re.IGNORECASE)


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_DESCRIPTION else text[:_LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"


def _unattributed(step: Step, document: Document) -> str:
    cue = " ".join(document.quote(step.attribution.cue).split()) if len(step.attribution.cue) == 1 else ""
    return "an unattributed report" + (f" (“{cue}”)" if 0 < len(cue) <= _LONGEST_CUE else "")
