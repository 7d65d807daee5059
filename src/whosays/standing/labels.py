"""How standing speaks of sources: short names an editor can quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whosays.model import Naming, SourceKind
from whosays.model.clarity import names_nobody
from whosays.standing.case import Step
from whosays.standing.phrases import words
from whosays.wording import article

_OWNED = re.compile(r"^(?:[\w.-]+ ){0,3}[\w.-]+(?:['’]s|s['’]) ")  # "Mara Quill's manager" takes no article
_INITIALS = 3  # letters of an office that is printed as its initials: "CEO"
_HANDS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
HEAD_ENDS = re.compile(
    r",| (?:of|in|on|by|from|at|to|with|for|who|which|that|close|familiar|near|seen|shown|posted|published|reviewed|"
    r"obtained|contacted|involved)\b"
)


def label(step: Step) -> str:
    """Who a step is, in running text."""
    source = step.source
    name = " ".join(source.name.split()) if source else ""
    if step.naming is Naming.NONE:
        return "the document"
    if names_nobody(name) or name.lower() in {"unknown", "none"}:
        return _NOBODY.get(step.naming, "somebody who is not named")
    if step.naming is Naming.NAMED:
        return _named(step, name)
    first = name.split(" ", 1)[0].lower()
    if (
        first in words("determiners")
        or step.small
        or first in words("papers")
        or name.lower() in words("without_article")
    ):
        name = _small(name)
    if (
        first in words("determiners")
        or is_plural(step)
        or _OWNED.match(name)
        or name.lower().split()[-1] in words("without_article")
    ):
        return name
    if step.article and step.naming is Naming.ROLE and not step.outlet:
        return f"the {_office(name)}"  # an office of which there is one
    house = source is not None and source.kind is SourceKind.ORGANIZATION and step.naming is Naming.ROLE
    return f"the {name}" if house else f"{article(name)} {name}"


def _office(name: str) -> str:
    """An office as running text has it: "governor" of "GOVERNOR" and "Governor"."""
    first, space, rest = name.partition(" ")
    if name.isupper() and len(name) > _INITIALS:
        return name.lower()
    return f"{first[:1].lower()}{first[1:]}{space}{rest}" if first[1:].islower() else name


_NOBODY = {
    Naming.CROWD: "people who are not named",
    Naming.ROLE: "somebody who is not named",
    Naming.UNNAMED: "an unnamed source",
}


def _small(name: str) -> str:
    """A name that begins small: of a word in capitals all letters, so that "THE GOVERNOR" is "the GOVERNOR"."""
    first, space, rest = name.partition(" ")
    if first.lower() == "the" and rest.isupper() and len(rest) > _INITIALS:
        return name.lower()  # a transcript's label
    return f"{first.lower() if first.isupper() and len(first) > 1 else first[:1].lower() + first[1:]}{space}{rest}"


def _named(step: Step, name: str) -> str:
    """A name with the article it has in running text; an outlet keeps the one of its title."""
    if name.startswith(("A ", "An ")):
        return _small(name)
    if name.startswith("The ") and not step.outlet and " " in name[4:]:
        return f"the {name[4:]}"
    return f"the {name}" if step.article and not name.lower().startswith("the ") else name


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C", each name once.

    None whose words are all in a longer one: "the council" beside "the Saltmere council".
    """
    once = list(dict.fromkeys(names))
    telling = {name: _telling(name) for name in once}
    kept = [n for n in once if not any(telling[n] < telling[other] for other in once if other != n)] or once
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}" if kept else ""


def _telling(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split()) - words("does_not_tell")


def hand(steps: int) -> str:
    """ "second hand" for two speakers between the document and the claim."""
    return f"{_HANDS.get(steps, f'{steps}th')} hand"


def head(step: Step) -> str:
    """What a description calls somebody, without what follows: "two people" of "two people familiar with the case"."""
    name = " ".join(step.source.name.lower().split()) if step.source else ""
    return HEAD_ENDS.split(name, maxsplit=1)[0].strip()


def is_plural(step: Step) -> bool:
    """True where a description is of several."""
    noun = head(step)
    if noun.startswith(("a ", "an ", "one ", "another ")) or noun in ("one", "another"):
        return False
    many = noun.split(" ", 1)[0] in words("many") or {"people", "persons", "men", "women"} & set(noun.split())
    return bool(many) or (noun.endswith("s") and not noun.endswith(("ss", "'s", "’s", "us", "is")))
