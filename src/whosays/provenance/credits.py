"""Where a document says it has something from: outlets it credits in words or by a link, with the spans that show it.

A name alone credits nobody. It must stand beside words of credit: "according to the …", "first reported by …", "told
…", "… reports", "(…)", "via …". Names come from the register; outside it, a capitalised name that ends like an outlet's
("the Holmgate Echo") counts too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from whosays.model import Document, Span, Spans
from whosays.outlets.mastheads import PAPERS
from whosays.outlets.register import Outlet, Register, domain, key
from whosays.outlets.words_of_credit import MEANS, any_at, led, unlike
from whosays.provenance.programmes import Shown, programmes, shown
from whosays.provenance.wordlists import any_of
from whosays.text import datelines

# What stands between "the" and an outlet's name: "Taiwanese website", "Orlando radio station".
DESCRIPTOR = rf"(?:(?:(?:[\w’'-]+\s+){{0,3}}{any_of('outlet_kinds')}\s+|[A-Z]\w+-language\s+)[“\"‘']?)?"
_BEFORE = led("name", r"\b", DESCRIPTOR)
_AFTER = re.compile(
    rf"(?:['’]s?)?[”\"'’]?(?:\s+(?:{any_of('outlet_kinds', 'journalists')}|affiliate|and other outlets)\b)?"
    rf"[^.!?;\n]{{0,24}}?\b{any_at('after')}\b",
    re.IGNORECASE,
)
# "People living near the plant reported" opens a sentence with a common word, not with the magazine
_RUNS_ON = re.compile(r"\s+(?:[a-z]+ing|in|at|from|near|with|who|of|on|close|familiar|inside|outside|along|across)\b")
_PARENTHESIS = re.compile(r"\(\s*$")
_CLOSING = re.compile(r"\s*(?:/[\w .]+)?\)")
# A line that is a credit and nothing else is one for the whole document: "Via: …", "[via …]", "From …:". Where it says
# that the text itself is the outlet's, the document is a reprint.
_LINE_BEFORE = led("line", r"^\W*", "")
_LINE_AFTER = re.compile(r"^\s*(?:[:.\])”\"|]\s*)*$")
_LINE_COLON = re.compile(r"^\s*:\s*$")
_PICTURE = re.compile(unlike(), re.IGNORECASE)
_LIKE_PICTURE = re.compile(r"\b(?:photo\w*|images?|pictures?|video|footage|screenshots?|clip)\b", re.IGNORECASE)
# An outlet outside every register: by what such names end in, by its call sign, by its domain.
_LOOKS = re.compile(
    r"\b(?:[A-Z][\w’'&-]*(?:(?<=\b[A-Z])\.)?[ \t]+){1,3}"
    rf"(?:{PAPERS})\b"
    r"(?![’'-]?\w)|"
    r"(?<![\w-])(?!WADA|WIPO|WASP|WIFI|WMDS|WWII|KFOR)[WK][A-Z]{3}(?:-(?:TV|FM|AM))?(?![\w’'-])|"
    r"(?<![\w@./-])[\w-]{2,}\.(?:com|net|org|info|co\.uk|com\.au|news|tv)(?![\w/-]|\.\w)"
)
# An outlet's home before its name: "the London Independent" is the Independent.
_HOME = re.compile(r"(?:London|British|UK|American|German|French|Russian|Israeli)[ \t]+")
# Whoever is credited so is credited, whatever the name looks like.
_VIA = re.compile(
    rf"[(\[]\s*(?P<cue>{any_at('bracket')})\s+(?P<name>[A-Z@][^()\[\]\n,;]{{1,40}}?)\s*[)\],;]|"
    rf"^\W{{0,3}}(?P<line>{any_at('alone')})\s*:\s*(?P<alone>[A-Z@][^()\[\]\n,;]{{1,40}}?)\W{{0,2}}$",
    re.IGNORECASE | re.MULTILINE,
)
# A line at the foot that names sources and does nothing else, without a colon: "Source Foo, Bar Daily".
_PROPER = r"@?[A-Z][\w.&’'-]*(?: (?:[A-Z][\w.&’'-]*|of|the|and|for)){0,3}"
_FOOT = re.compile(rf"^[ \t(\[]*Sources? +(?P<names>{_PROPER}(?:, {_PROPER}){{0,4}})[ \t.)\]]*\Z", re.MULTILINE)
# Or by what it is called: "the French website iFoo", "the blog Bar".
_CALLED = re.compile(
    rf"\b{any_of('outlet_kinds')}\s+(?:(?:called|named)\s+)?[“\"'‘]?"
    r"(?P<name>(?:(?:Under|Behind|On|In|Over|Beyond|Off|Inside|Below|At|From|By)[ ](?:the|a)[ ](?=[A-Z]))?"
    r"(?:[A-Z]|[a-z]{1,3}[A-Z])[\w’'.-]*\w(?:[ ][A-Z][\w’'-]*){0,2})"
)
# Or by whose columnist somebody is: "Harbour Province columnist Ada Lund". Reporters have beats ("White House").
_COLUMNIST = re.compile(
    r"(?<![\w’'-])(?P<name>(?:[A-Z][\w’'&-]{1,30}[ ]){1,2}[A-Z][\w’'&-]{1,30})[ ](?:columnist|staff writer)[ ]"
    r"[A-Z][\w.’'-]{0,30}[ ][A-Z]|"
    r"\b(?:columnist|staff writer)[ ](?:[A-Z][\w.’'-]{0,30}[ ]){0,3}(?:of|at|for|with)[ ]the[ ]"
    r"(?P<of>(?:[A-Z][\w’'&-]{1,30}[ ]?){1,3}(?<![ ]))"
)
# An outlet named before, spoken of by what it is: "the site also claims", "the report further says".
_THE_OUTLET = re.compile(
    rf"\b[Tt]he\s+(?:[\w-]+\s+){{0,2}}?(?:{any_of('outlet_kinds')}|report|article|story)\b(?=[\s,])"
)
_OWNER = re.compile(r"(?:The )?[A-Z][\w.-]*['’]s?[ \t]+(?=[A-Z]\w*[ \t])")
_AGENCY_LINE = 200  # characters from the beginning in which "LONDON (AP) —" stands
_WINDOW = 90
_LINE = 300  # characters to either side of a name within which its line is looked for


@dataclass(frozen=True, slots=True)
class Credit:
    """That a document credits an outlet: its name as known, the outlet where it is in a register, where it says so.

    ``told`` is true where someone spoke to that outlet, so that the words came from there; ``cited`` where it is given
    as the source of whoever speaks; ``whole`` where the credit is for all of the document, ``reprint`` where the text
    itself is the outlet's. ``kind`` is "credit", "link", or "picture" for the credit of a picture, which says nothing
    of the words.
    """

    name: str
    outlet: Outlet | None
    spans: Spans
    confidence: float
    kind: str = "credit"
    told: bool = False
    cited: bool = False
    whole: bool = False
    reprint: bool = False
    framed: bool = False

    @property
    def key(self) -> str:
        """By what the outlet is looked up."""
        return key(self.outlet.name if self.outlet else self.name)


def credits(document: Document, register: Register, given: frozenset[str] = frozenset()) -> list[Credit]:
    """The credits of a document, by position, links last; its furniture gives none. Several for one outlet are all
    kept. ``given`` are the hosts of the pile's documents: a link there counts also outside the register.
    """
    text = document.text
    named = programmes(document)
    found = [_of_programme(one, register) for one in shown(document, named)]
    titles = _Taken(one.span for one in named)
    for start, end in outlet_names(text, register):
        if any(s <= start < e for s, e in document.furniture) or titles.touches((start, end)):
            continue
        credit = _credit(text, start, end, register)
        if credit is not None:
            found.append(credit)
    found.extend(_named_by_via(text, register, _Taken(span for credit in found for span in credit.spans)))
    found.sort(key=lambda credit: credit.spans)
    found = _by_full_name(found)
    found = sorted([*found, *_spoken_of(text, found)], key=lambda credit: credit.spans)
    return [*found, *_links(document, register, given)]


class _Taken:
    """Spans of a text, none of them long, to ask quickly whether another one touches any."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def near(self, span: Span) -> Sequence[Span]:
        """The spans that touch another one."""
        first, last = bisect_left(self._starts, span[0] - self._longest), bisect_left(self._starts, span[1])
        return [known for known in self._spans[first:last] if known[1] > span[0]]

    def touches(self, span: Span) -> bool:
        """True where any of them does."""
        return bool(self.near(span))


def _of_programme(one: Shown, register: Register) -> Credit:
    """The credit of a programme, film or the like that shows or tells something; who speaks in it is heard there."""
    sure = 0.7 if one.framed else 0.8
    return Credit(one.title, register.named(one.title), (one.span,), sure, told=one.framed, framed=one.framed)


def _spoken_of(text: str, found: Sequence[Credit]) -> Iterator[Credit]:
    """Credits of "the site", "the report": of the outlet that was credited last before."""
    saying = [c for c in found if c.kind == "credit" and not c.told]
    ends = [c.spans[-1][1] for c in saying]
    taken = _Taken(span for credit in found for span in credit.spans)
    for match in _THE_OUTLET.finditer(text):
        said = _AFTER.match(text, match.end())
        before = bisect_right(ends, match.start())
        if said and before and not taken.touches((match.start(), said.end())):
            last = saying[before - 1]
            yield Credit(last.name, last.outlet, ((match.start(), said.end()),), 0.7)


def _named_by_via(text: str, register: Register, taken: _Taken) -> Iterator[Credit]:
    """Names after "via" and its like, in brackets or alone on a line, that are not found anyway."""
    for match in _VIA.finditer(text):
        group = "name" if match["name"] else "alone"
        name, span = match[group], match.span(group)
        if not name[0].islower() and not taken.touches(span):
            start = match.start("cue" if match["name"] else "line")
            yield Credit(name, register.named(name), ((start, span[1]),), 0.8, whole=True)
    foot = _FOOT.search(text, max(0, len(text) - _LINE))
    if foot:
        at = foot.start("names")
        for name in foot["names"].split(", "):
            if not taken.touches((at, at + len(name))):
                yield Credit(name, register.named(name), ((at, at + len(name)),), 0.8, whole=True)
            at += len(name) + 2


def _by_full_name(found: Sequence[Credit]) -> list[Credit]:
    """A name cut to its last word stands for the one that ends so and was named before: "the Journal", "the Times"."""
    full: dict[str, Credit] = {}
    result = []
    for credit in found:
        words = key(credit.name).split()
        known = full.get(words[0]) if len(words) == 1 else None
        if known is not None:
            credit = replace(credit, name=known.name, outlet=known.outlet)
        elif len(words) > 1:
            full[words[-1]] = credit
        result.append(credit)
    return result


def is_outlet(name: str, register: Register) -> bool:
    """True for a name that is in the register or looks like an outlet's."""
    return register.named(name) is not None or bool(_LOOKS.fullmatch(name.removeprefix("the ").removeprefix("The ")))


def outlet_names(text: str, register: Register) -> list[Span]:
    """Where outlets are named, in the register or by what such names look like, in order."""
    known = [m.span() for m in register.mentioned.finditer(text)]
    taken = {place for s, e in known for place in (s, e)}
    guessed = []
    for match in _LOOKS.finditer(text):
        home = _HOME.match(match.group())
        if home and register.named(match.group()[home.end() :]):
            continue
        owner = _OWNER.match(match.group())  # "Britain's Daily Mail", "Orlando's Real Radio"
        guessed.append((match.start() + (owner.end() if owner else 0), match.end()))
    guessed.extend(
        m.span("name") for m in _CALLED.finditer(text) if not register.mentioned.match(text, m.start("name"))
    )
    guessed.extend(
        m.span(m.lastgroup or "name")
        for m in _COLUMNIST.finditer(text)
        if not register.mentioned.search(text, *m.span(m.lastgroup or "name"))
    )
    found = [(s, e) for s, e in guessed if s not in taken]
    wider = _Taken(found)
    covered = [(s, e) for s, e in known if not any(gs <= s and e <= ge for gs, ge in wider.near((s, e)))]
    return sorted({*covered, *found})


def _credit(text: str, start: int, end: int, register: Register) -> Credit | None:
    opening, closing = text.rfind("\n", max(0, start - _LINE), start), text.find("\n", end, end + _LINE)
    line = (
        opening + 1 if opening >= 0 else max(0, start - _LINE),
        closing if closing >= 0 else min(len(text), end + _LINE),
    )
    before, after = text[max(line[0], start - _WINDOW) : start], text[end : min(line[1], end + _WINDOW)]
    before = re.split(r"[.!?][”\"’)]*\s", before)[-1]
    name = re.sub(r"^(?:The|According|In|By|But|And|As|A)\s+", "", text[start:end])
    outlet = register.named(name)
    if _PICTURE.search(before):
        return Credit(name, outlet, ((start, end),), 0.4, kind="picture")
    alone = _LINE_BEFORE.search(text[line[0] : start]) if start - line[0] < _WINDOW else None
    if alone and _LINE_AFTER.match(text[end : line[1]]):
        reprint = "reprint" in alone[0].means
        return Credit(name, outlet, ((start, end),), 0.9, whole=True, reprint=reprint)
    if line[0] == start and _LINE_COLON.match(text[end : line[1]]):
        return Credit(name, outlet, ((start, end),), 0.9)
    leading = _BEFORE.search(before)
    if leading:
        phrase, place = leading
        told, cited, reprint = (meaning in phrase.means for meaning in MEANS)
        spans = ((start - len(before) + place, end),)
        sure = 0.9 if phrase.strong else 0.7
        return Credit(name, outlet, spans, sure, told=told, cited=cited, whole=reprint, reprint=reprint)
    start = end - len(name)
    if _PARENTHESIS.search(before) and _CLOSING.match(after) and outlet is not None:
        dateline = start < _AGENCY_LINE and outlet.agency and datelines.closes(text, end)
        sure = 0.9 if outlet.agency or start < _AGENCY_LINE else 0.6
        return Credit(name, outlet, ((start, end),), sure, whole=bool(dateline), reprint=bool(dateline))
    said = _AFTER.match(after)
    if said and not (" " not in name and not before.strip() and _RUNS_ON.match(after)):
        return Credit(name, outlet, ((start, end + said.end()),), 0.8)
    return None


def is_of_a_picture(text: str) -> bool:
    """True for words about a picture or a recording, which the credit of a picture may be for."""
    return bool(_LIKE_PICTURE.search(text))


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
