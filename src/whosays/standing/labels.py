"""How standing speaks of sources: short names an editor can quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Naming, SourceKind
from whosays.standing.case import Step

_DETERMINERS = (
    "a ",
    "an ",
    "the ",
    "one ",
    "two ",
    "three ",
    "some ",
    "several ",
    "many ",
    "his ",
    "her ",
    "their ",
    "its ",
    "another ",
    "other ",
)
_WITHOUT_ARTICLE = ("police", "people", "staff", "management", "personnel")
_LIKE_YOU = re.compile(r"uni(?![dmn])|use|u[ks]\b|un\b|u\.|eu|one\b")  # said with a consonant in front
_NUMBERS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "some", "many", "multiple")
)
_HANDS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def label(step: Step) -> str:
    """Who a step is, in running text."""
    source = step.source
    name = " ".join(source.name.split()) if source else ""
    if step.naming is Naming.NONE:
        return "the document"
    if not name or name.lower() in {"unknown", "none"}:
        return {Naming.CROWD: "people on the internet", Naming.ROLE: "an official"}.get(
            step.naming, "an unnamed source"
        )
    if step.naming is Naming.NAMED:
        return f"the {name}" if step.article and not name.lower().startswith("the ") else name
    if name[:1].isupper() and name.split(" ", 1)[0].lower() in {"a", "an", "the", "one", "another", "some", "several"}:
        name = name[:1].lower() + name[1:]
    several = source is not None and source.kind is SourceKind.GROUP and _plural(step)
    if several or name.lower().startswith(_DETERMINERS) or (name.endswith("s") and not name.endswith("ss")):
        return name
    if name.lower().endswith(_WITHOUT_ARTICLE):
        return name if " " in name else name.lower()
    return f"{article(name)} {name}"


def article(name: str) -> str:
    """ "a" or "an"."""
    low = name.lower()
    if _LIKE_YOU.match(low):
        return "a"
    return "an" if low[:1] in tuple("aeiou") else "a"


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C", each name once."""
    once = list(dict.fromkeys(names))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}" if once else ""


def hand(steps: int) -> str:
    """ "second hand" for two speakers between the document and the claim."""
    return f"{_HANDS.get(steps, f'{steps}th')} hand"


def basis(step: Step | None, outlet: str | None) -> str:
    """What a claim rests on, by its origin alone."""
    if step is None:
        return (
            f"the word of {outlet} alone, which names no source"
            if outlet
            else "the document's own word, with no source named"
        )
    if step.outlet:
        return f"another outlet's report, {label(step)}"
    if step.identified and step.source is not None and step.source.kind is SourceKind.DOCUMENT:
        return f"a document, {label(step)}" if step.naming is Naming.NAMED else f"{label(step)}"
    if step.account:
        return f"the account {label(step)}, whose holder the document does not name"
    if step.naming is Naming.NAMED:
        return f"the word of {label(step)}, named and on the record"
    if step.naming is Naming.ROLE:
        how = "identified by office but not by name" if step.placed else "identified neither by office nor by name"
        return f"the word of {label(step)}, {how}"
    if step.naming is Naming.UNNAMED:
        if step.source is not None and step.source.kind is SourceKind.DOCUMENT:
            return "reports that the document does not name" if _plural(step) else "a report that it does not name"
        several = _several(step)
        return several or ("unnamed sources" if _plural(step) else "one unnamed source")
    if step.naming is Naming.CROWD:
        return "unidentified members of the public"
    return "a report that names nobody who said it"


def _several(step: Step) -> str | None:
    """ "three unnamed people", where the document says how many."""
    name = step.source.name.lower().split() if step.source and step.source.kind is SourceKind.GROUP else []
    number = next((word for word in name[:2] if word in _NUMBERS), None)
    if number:
        return f"{number} unnamed people"
    return "unnamed people" if {"people", "persons"} & set(name[:3]) else None


def _plural(step: Step) -> bool:
    name = step.source.name.lower() if step.source else ""
    head = (
        name.split(" of ")[0]
        .split(" in ")[0]
        .split(" who ")[0]
        .split(" close ")[0]
        .split(" from ")[0]
        .split(" at ")[0]
        .split(" familiar ")[0]
        .rstrip()
    )
    return head.endswith("s") and not head.endswith("ss") and not head.startswith(("a ", "an ", "one "))
