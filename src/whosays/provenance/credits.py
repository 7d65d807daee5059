"""Where a document says it has something from: outlets it credits in words or by a link, with the spans that show it.

A name alone credits nobody. It must stand beside words of credit: "according to the …", "first reported by …", "told
…", "… reports", "(…)", "via …". Names come from the register; outside it, a capitalised name that ends like an outlet's
("the Holmgate Echo") counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from whosays.model import Document, Span, Spans
from whosays.provenance.outlets import Outlet, Register, domain, key

_BEFORE = re.compile(
    r"(?:\b(?:according to|per|first reported (?:by|in|on)|originally (?:reported|published|appeared) (?:by|in|on)|"
    r"(?:was|were|been|is|as)? ?(?:reported|published|revealed|obtained|uncovered|printed|carried|posted|broken|seen|"
    r"spotted) (?:by|in|on)|"
    r"citing|cites|cited|quoting|quotes|quoted (?:by|in)|crediting|told|tells|telling|informed|interview(?:ed)? "
    r"(?:with|by|in)|spoke (?:to|with)|speaking (?:to|with)|said (?:to|in)|"
    r"statement to|(?:e-?mail|comment|remarks)s? to|via|h/t|hat tip(?: to)?|source:|sources?:|credit:|photo:|from|"
    r"(?:a|the|this) (?:report|story|article|piece|exclusive|investigation|post) (?:in|by|from|on|at)|"
    r"reports? (?:in|by|from)|writing (?:in|for))\s*:?\s*(?:the\s+|a\s+|[“\"'‘]\s*)?"
    r"(?:\w+(?:[’']s)?\s+(?:newspaper|tabloid|news agency|website|site|blog|broadcaster|daily|magazine|paper)\s+)?)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:['’]s?)?[”\"'’]?(?:\s+(?:newspaper|tabloid|news agency|website|site|blog|magazine|paper|journalist|"
    r"correspondent|reporter|columnist|commentator|affiliate|and other outlets)\b)?[^.!?;\n]{0,24}?"
    r"\b(?:reports?|reported|reporting|says|said|writes|wrote|claims?|claimed|reveals?|revealed|published|cited|cites|"
    r"quoted|quotes|adds?|added|notes|noted|broke the (?:story|news)|was the first to|was told|understands|learned|"
    r"has learned|obtained|confirmed|confirms|explains|explained|has identified|identified|tweeted|posted|describes|"
    r"described)\b",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\(\s*$")
_CLOSING = re.compile(r"\s*(?:/[\w .]+)?\)")
# An outlet outside every register, by what such names end in.
_LOOKS = re.compile(
    r"\b(?:[A-Z][\w’'&-]*(?:(?<=\b[A-Z])\.)?[ \t]+){1,3}"
    r"(?:Times|Post|Herald|Guardian|Telegraph|Journal|Tribune|Gazette|Chronicle|Mail|Mirror|"
    r"Independent|Observer|Echo|Courier|Dispatch|Bulletin|Examiner|Inquirer|Sentinel|Standard|Express|Star|"
    r"Register|Argus|Mercury|Leader|Record|Ledger|Advertiser|Press|News|Radio|TV|Magazine|Wire|News Agency)\b"
    r"(?![’'-]?\w)"
)
_OWNER = re.compile(r"(?:The )?[A-Z][\w.-]*['’]s?[ \t]+(?=[A-Z]\w*[ \t])")
_AGENCY_LINE = 200  # characters from the beginning in which "LONDON (AP) —" stands
_WINDOW = 90
_STRONG = re.compile(
    r"according to|first reported|originally|citing|cites|cited|via|h/t|hat tip|report|told|publish", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Credit:
    """That a document credits an outlet: its name as known, the outlet where it is in a register, where it says so.

    ``told`` is true where someone spoke to that outlet, so that the words came from there.
    """

    name: str
    outlet: Outlet | None
    spans: Spans
    confidence: float
    kind: str = "credit"
    told: bool = False

    @property
    def key(self) -> str:
        """By what the outlet is looked up."""
        return key(self.outlet.name if self.outlet else self.name)


def credits(document: Document, register: Register, given: frozenset[str] = frozenset()) -> list[Credit]:
    """The credits of a document, by position, links last; its furniture gives none. Several for one outlet are all
    kept. ``given`` are the hosts of the pile's documents: a link there counts also outside the register.
    """
    text = document.text
    found = []
    for start, end in _names(text, register):
        if any(s <= start < e for s, e in document.furniture):
            continue
        credit = _credit(text, start, end, register)
        if credit is not None:
            found.append(credit)
    return found + list(_links(document, register, given))


def is_outlet(name: str, register: Register) -> bool:
    """True for a name that is in the register or looks like an outlet's."""
    return register.named(name) is not None or bool(_LOOKS.fullmatch(name.removeprefix("the ").removeprefix("The ")))


def _names(text: str, register: Register) -> list[Span]:
    known = [m.span() for m in register.mentioned.finditer(text)]
    taken = {place for s, e in known for place in (s, e)}
    guessed = []
    for match in _LOOKS.finditer(text):
        owner = _OWNER.match(match.group())  # "Britain's Daily Mail", "Orlando's Real Radio"
        guessed.append((match.start() + (owner.end() if owner else 0), match.end()))
    found = [(s, e) for s, e in guessed if s not in taken]
    covered = [(s, e) for s, e in known if not any(gs <= s and e <= ge for gs, ge in found)]
    return sorted({*covered, *found})


def _credit(text: str, start: int, end: int, register: Register) -> Credit | None:
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    before = re.split(r"[.!?]\s|\n", before)[-1]
    name = re.sub(r"^(?:The|According|In|By|But|And|As|A)\s+", "", text[start:end])
    outlet = register.named(name)
    led = _BEFORE.search(before)
    if led:
        cue = start - len(before) + led.start()
        told = bool(re.search(r"\b(?:told|tells|telling|spoke|speaking|interview\w*|statement|comment)", led.group()))
        return Credit(name, outlet, ((cue, end),), 0.9 if _STRONG.search(led.group()) else 0.7, told=told)
    start = end - len(name)
    if _PARENTHESIS.search(before) and _CLOSING.match(after) and (outlet is not None):
        agency = outlet.agency or start < _AGENCY_LINE
        return Credit(name, outlet, ((start, end),), 0.9 if agency else 0.6)
    said = _AFTER.match(after)
    if said:
        return Credit(name, outlet, ((start, end + said.end()),), 0.8)
    return None


def _links(document: Document, register: Register, given: frozenset[str]) -> Iterable[Credit]:
    own = domain(document.url or "")
    for link in document.links:
        host = domain(link.url)
        if host and host != own:
            outlet = register.at(link.url)
            if outlet is not None:
                yield Credit(outlet.name, outlet, (link.span,), 0.7, kind="link")
            elif host in given:
                yield Credit(host, None, (link.span,), 0.7, kind="link")
