"""Which lines of a text are no part of the article, and what the lines around it tell: headline, authors, date, topics.

Precision goes first: a line of the article must never be taken out, so only whole lines are judged, and one that
reports what somebody said, or reads as a sentence, stays in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from whosays.model import Span, Spans
from whosays.outlets import is_known_outlet, is_outlet_name, is_section
from whosays.reading import bylines
from whosays.reading.dates import iso_date
from whosays.reading.imprints import Imprint, imprint
from whosays.reading.signals import is_signal
from whosays.reading.wordlists import alternation

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LONGEST = 400
_FRAME = " \t-–—*•|[]<>»«_=~#:→▼▲►▶·…↓"
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells)|add(?:ed|s)|wr(?:ote|ites)|ask(?:ed|s)|claim(?:ed|s)|insist(?:ed|s)|repl(?:ied|ies)"
    r"|explain(?:ed|s)|according to|state[ds]|warn(?:ed|s)|urge[ds]|advise[ds]|recall(?:ed|s)|suggest(?:ed|s))\b",
    re.IGNORECASE,
)
_FILE_PICTURE = re.compile(r"(?-i:FILE)\s?(?:PHOTO|IMAGE|PICTURE)?\s?[-–—:]\s")
_QUOTED = re.compile(r"[\"“”„«‘']\w.*[\"“”»’']")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SPLIT = re.compile(r"(?<!\s)\s*[,;|•·\n]\s*")
_DATED = re.compile(
    r"(?P<label>(?:(?:first|last|originally|article|story|page) )*"
    r"(?:published|posted|updated|modified|created|date|issued|filed"
    r"|last (?:update|modified|edited)|update|pub\.?)(?: (?:on|at|date|time))?)?\s*+(?::\s*+)?(?P<date>.{6,70})",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:(?:published|updated|posted):?\s+)?(?:an?|\d+) (?:min(?:ute)?|hour|hr|day|week|month)s? ago", re.IGNORECASE
)
_AMBIGUOUS = re.compile(r"(?:\d{1,2}[:.]\d\d,?\s)?\d{1,2}/\d{1,2}/\d{4}(?:,?\s(?:at )?\d{1,2}[:.]\d\d)?")
_CHANGED = re.compile(r"updat|modif|edited", re.IGNORECASE)
_RUN_WORD = re.compile(r"(?:facebook|twitter|whatsapp|linkedin|pinterest|tweet|share|reddit|e-?mail)", re.IGNORECASE)
_NAMES = 12
_MOST_OF_IMPRINT = 3  # lines
_LONGEST_MENU = 60  # lines
_MENU_WORDS = 3
_FEWEST_ENTRIES = 3
_FEWEST_WORDS = 5
_BETWEEN_ENTRIES = re.compile(r"\s?[|/>»›·•,]\s?")
_LONGEST_BOX = 6  # lines
_LONGEST_ENTRY = 140
_TOPIC_WORDS = 6
_PROSE_WORDS = 8
_POST_LENGTH = 1_500
_REACHED = re.compile(r"\S@\S|\d{3}[ -]?\d{3}|^about [A-Z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the lines of a text that are not its body tell about it."""

    furniture: Spans = ()
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    topics: tuple[str, ...] = ()
    is_post: bool = False


@dataclass(slots=True)
class _Line:
    span: Span
    words: str
    blank_before: bool
    furniture: bool = False

    @property
    def is_prose(self) -> bool:
        return bool(len(self.words.split()) >= _PROSE_WORDS and _SENTENCE_END.search(self.words))


def surroundings(text: str) -> Surroundings:
    """The furniture of a text and what it tells. Linear in the length of the text."""
    lines = _lines(text)
    for line in lines:
        line.furniture = is_furniture(line.words)
    _mark_bars(lines)
    first, last = _prose(lines)
    under, named = _mark_menus(lines, first, last)
    _mark_boxes(lines, first, last)
    head = _Head()
    head.read(lines[under:], first - under)
    topics = _topics(lines, first, last)
    _mark_signoffs(lines, last)
    _mark_release(lines, first)
    masthead = _masthead(lines[under:])
    return Surroundings(
        furniture=tuple(line.span for line in lines if line.furniture),
        title=_title(lines[under:] if masthead is None else lines[under + 1 :]),
        outlet=(named if masthead is None or is_section(masthead) else masthead) or head.outlet,
        authors=head.authors,
        published=head.published,
        modified=head.modified,
        topics=topics,
        is_post=head.handle and len(text) <= _POST_LENGTH,
    )


def is_furniture(line: str) -> bool:
    """True for a line that is no part of an article wherever it stands: an advertisement's label, a pointer to another
    page, a share bar, a request to subscribe, a picture's credit, a copyright notice."""
    line = " ".join(line.replace("’", "'").split())
    if not line or len(line) > _LONGEST:
        return False
    core = line.strip(_FRAME)
    if _fits("alone", core) or _bar(core) or _is_menu(core) or is_signal(line):
        return True
    if line[0] in "\"“„«'‘":
        return False
    if _pointer().fullmatch(line) or _capitals().match(line) or _is_caption(line):
        return True
    if _SPEECH.search(line) or _QUOTED.search(line):
        return False
    return _fits("calls", line) or _is_credit(line)


def reports_speech(line: str) -> bool:
    """True for a line with a word by which somebody's words are reported."""
    return bool(_SPEECH.search(line))


def _fits(key: str, line: str) -> bool:
    return bool(alternation(key, around="(?:%s)").fullmatch(line))


def _bar(core: str) -> bool:
    pattern = alternation("networks", around=r"(?:(?:%s)(?:\W+|$)){2,12}")
    return len(core) <= 120 and bool(pattern.fullmatch(core))


def _is_menu(core: str) -> bool:
    """True for a line of nothing but entries of a menu: three with signs between, or five words."""
    if len(core) > _LONGEST_ENTRY:
        return False
    entries = [entry for entry in _BETWEEN_ENTRIES.split(core) if entry]
    if len(entries) < _FEWEST_ENTRIES:
        entries = core.split() if len(core.split()) >= _FEWEST_WORDS else []
    return bool(entries) and all(_fits("menu", entry) for entry in entries)


def _pointer() -> re.Pattern[str]:
    return alternation("pointers", around=r"\W{0,3}(?:%s)\s?(?:[:|>»→]+|[–—-](?=\s))\s*\S.*")


def _capitals() -> re.Pattern[str]:
    return alternation("capitals", around=r"\W{0,3}(?-i:%s)\b")


def _is_caption(line: str) -> bool:
    """A picture's caption with its credit in brackets behind it, or as agencies mark a picture from their files."""
    return bool(_FILE_PICTURE.match(line) or alternation("captions", around=r".{10,380}\((?:%s)\)\.?").fullmatch(line))


def _is_credit(line: str) -> bool:
    if len(line.split()) > 10 or _SENTENCE_END.search(line):
        return False
    label = alternation("credits", around=r"[(\[]?(?:%s)\s?[:/|]\s?\S.*")
    agency = alternation(
        "agencies", around=r"[(\[]?(?:[^/|]{2,62}[/|]){1,6}\s?(?:%s)[)\]]?|(?:%s) images|getty images|ap photo/.{2,50}"
    )
    by = r"\(?(?:photo(?:graph)?|picture|image|illustration)s? (?:by|courtesy of|credit) [^,]{3,60}\)?"
    return bool(label.fullmatch(line) or agency.fullmatch(line) or re.fullmatch(by, line, re.IGNORECASE))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        start, stop = match.span()
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if start == stop:
            continue
        breaks = text.count("\n", end, start) or text.count("\r", end, start)
        lines.append(_Line((start, stop), text[start : min(stop, start + _LONGEST + 1)], not lines or breaks > 1))
        end = stop
    return lines


def _prose(lines: list[_Line]) -> tuple[int, int]:
    """The first and the last line that read as a sentence; the number of lines and -1 where none does."""
    prose = [i for i, line in enumerate(lines) if not line.furniture and (len(line.words) > _LONGEST or line.is_prose)]
    return (prose[0], prose[-1]) if prose else (len(lines), -1)


def _mark_bars(lines: list[_Line]) -> None:
    """Names of networks, one to a line: furniture where two or more follow each other and one can be nothing else."""
    run: list[_Line] = []
    for line in [*lines, None]:
        core = line.words.strip(_FRAME) if line else ""
        if line and (_fits("networks", core) or (run and _fits("alone", core))):
            run.append(line)
            continue
        if len(run) > 1 and any(_RUN_WORD.fullmatch(r.words.strip(_FRAME)) for r in run):
            for member in run:
                member.furniture = True
        run = []


def _mark_menus(lines: list[_Line], first: int, last: int) -> tuple[int, str | None]:
    """Menus over and under an article, each entry a line, become furniture. How many lines stand in the one above, and
    the paper's name where it is among them."""
    last = last if last >= 0 else len(lines)
    under = 0
    for index, line in enumerate(lines[: min(first, _LONGEST_MENU)]):
        if not line.furniture and (len(line.words.split()) > _MENU_WORDS or _SENTENCE_END.search(line.words)):
            break
        if _fits("menu", line.words.strip(_FRAME)):
            under = index + 1
    above = lines[:under]
    if sum(_fits("menu", line.words.strip(_FRAME)) for line in above) < _FEWEST_ENTRIES:
        above, under = [], 0
    foot = [i for i, line in enumerate(lines) if i > max(last, under) and _fits("menu", line.words.strip(_FRAME))]
    below = [line for line in lines[foot[0] :] if len(line.words.split()) <= _TOPIC_WORDS] if foot else []
    for line in (*above, *(below if len(foot) >= _FEWEST_ENTRIES else ())):
        line.furniture = True
    names = [line.words for line in above if not _fits("menu", line.words) and is_outlet_name(line.words)]
    return under, next((name for name in names if not is_section(name)), None)


def _mark_boxes(lines: list[_Line], first: int, last: int) -> None:
    """Headlines of other articles, in a list under "Read more", "Related" and their like, become furniture.

    Between paragraphs such a list ends with a blank line; under the last of them it goes on.
    """
    for index, line in enumerate(lines):
        if index < first or not line.furniture or not _fits("boxes", line.words.strip(_FRAME)):
            continue
        below = lines[index + 1 :] if index > last else lines[index + 1 : index + 1 + _LONGEST_BOX]
        for number, entry in enumerate(below):
            parted = entry.blank_before and number and index < last
            if parted or len(entry.words) > _LONGEST_ENTRY or re.search(r"[.!:;,][\"”’']?$", entry.words):
                break
            entry.furniture = True


class _Head:
    """Bylines, dates and the publisher's name above the first sentence."""

    def __init__(self) -> None:
        self.outlet: str | None = None
        self.authors: tuple[str, ...] = ()
        self.published: str | None = None
        self.modified: str | None = None
        self.handle = False
        self._of_imprint: list[_Line] = []

    def read(self, lines: list[_Line], first: int) -> None:
        after_byline = False
        above = lines[: max(0, min(first, _NAMES))]
        self._imprints(above)
        for line in above:
            if any(line is one for one in self._of_imprint):
                after_byline = True
                continue
            words = line.words
            by = bylines.byline(words)
            if by:
                self.authors = self.authors or by
                line.furniture = after_byline = True
                # "By Jane Doe | Nov. 5, 2024"
                for piece in re.split(
                    r"(?<!\s)(?:\s*[|•·]|,?\s+(?=(?:published|updated|posted)\b))", words, flags=re.IGNORECASE
                )[1:]:
                    self._date(piece.strip())
                continue
            under_byline = after_byline and bylines.is_role(words)
            if self._date(words) or _AGO.fullmatch(words) or under_byline:
                line.furniture = True
            after_byline = line.furniture and after_byline
        if first < len(lines) and first == 0:
            self.handle = bool(re.match(r"(?:RT )?@\w{2,30}[\s:]", lines[0].words))
        if lines and (self.handle or lines[0].furniture):
            self._foot(lines)

    def _imprints(self, lines: list[_Line]) -> None:
        """The publisher's name with a date or a byline, in a line or in up to three; they become furniture."""
        for index in range(len(lines)):
            for count in range(1, _MOST_OF_IMPRINT + 1):
                some = lines[index : index + count]
                titled = any(not line.furniture for line in lines[:index])
                found = self._imprint(some, titled)
                if found is None or not (titled or any(not line.furniture for line in lines[index + count :])):
                    continue
                self.outlet = self.outlet or found.outlet
                self.authors = self.authors or found.authors
                self.published = self.published or found.published
                self.modified = self.modified or found.modified
                self._of_imprint += some
                for line in some:
                    line.furniture = True
                break

    @staticmethod
    def _imprint(some: list[_Line], titled: bool) -> Imprint | None:
        """What lines tell together that say who published a text; a name alone is its author's only under a title."""
        together = not any(line.blank_before for line in some[1:])
        return imprint(" | ".join(line.words for line in some), is_furniture, person=titled and together)

    def _foot(self, lines: list[_Line]) -> None:
        """The date under a post."""
        if self.handle and self.published is None and len(lines) > 1:
            for line in lines[-3:]:
                if self._date(re.sub(r"\s*[·•|]\s*[\d.,]+[KM]? views?$", "", line.words, flags=re.IGNORECASE)):
                    line.furniture = True

    def _date(self, words: str) -> bool:
        """Takes the date or dates of a line; false where it is anything else."""
        match = _DATED.fullmatch(words)
        if match is None:
            return False
        date = iso_date(match["date"])
        if date is None and match["label"] and _AMBIGUOUS.fullmatch(match["date"].strip(" :")):
            return True
        if date is None:
            parts = re.split(r"(?<!\s)\s*(?:[|•·]|,?\s(?=(?:last )?updated\b))\s*", words, flags=re.IGNORECASE)
            taken = [self._date(part) for part in parts] if len(parts) > 1 else [False]
            return all(taken)
        if match["label"] and _CHANGED.search(match["label"]):
            self.modified = self.modified or date
        else:
            self.published = self.published or date
        return True


def _masthead(lines: list[_Line]) -> str | None:
    """The paper's own name where a text begins with it, over a date or over a headline with its byline; it becomes
    furniture. The name alone may as well be a headline of few words."""
    if len(lines) < 3 or not is_outlet_name(lines[0].words):
        return None
    rest = lines[1:]
    dated = rest[0].furniture and not rest[0].blank_before and bool(_DATED.fullmatch(rest[0].words))
    under = next((i for i, line in enumerate(rest) if not line.furniture), len(rest))
    signed = under + 1 < len(rest) and bool(bylines.byline(rest[under + 1].words))
    if not (dated or signed or is_known_outlet(lines[0].words)) or _title(rest) is None:
        return None
    lines[0].furniture = True
    return lines[0].words


def _title(lines: list[_Line]) -> str | None:
    """The first line where it looks like a headline: short, no sentence, followed by a blank line or by the body."""
    index = next((i for i, line in enumerate(lines) if not line.furniture), None)
    if index is None or index > 3:
        return None
    line = lines[index]
    words = line.words
    count = len(words.split())
    if not 2 <= count <= 25 or len(words) > 180 or words.endswith((".", ":", ",", ";", "…", "-")):
        return None
    if not (words[0].isupper() or words[0].isdigit() or words[0] in "\"'“‘«„¿¡[(" or not words[0].isascii()):
        return None
    if re.search(r"[.!?][\"”’']$", words) and _QUOTED.search(words):
        return None
    below = lines[index + 1 :]
    if not any(b.is_prose or len(b.words) > _LONGEST for b in below if not b.furniture):
        return None
    following = below[0]
    # A line under the headline that stands over the byline.
    if len(below) > 1 and not following.furniture and below[1].furniture and not following.is_prose:
        return words
    longer = len(following.words) > max(100, len(words)) or (following.is_prose and len(following.words) > len(words))
    return words if following.blank_before or following.furniture or (longer and following.words[0].isupper()) else None


def _topics(lines: list[_Line], first: int, last: int) -> tuple[str, ...]:
    """Topic lines above the first or below the last sentence; they become furniture."""
    found: list[str] = []
    labelled = alternation("topics", around=r"\W{0,3}(?:%s)\s*:\s*(?P<list>\S.*)")
    label = alternation("topics", around=r"\W{0,3}(?:%s)\s*:?")
    for index, line in enumerate(lines):
        if first < index < last or (index <= last and index >= first):
            continue
        match = labelled.fullmatch(line.words)
        if match and not _SPEECH.search(line.words):
            names = _topic_names(match["list"])
            if names:
                line.furniture = True
                found += names
        elif label.fullmatch(line.words) and index > last:
            rest = [item for item in lines[index + 1 :] if not item.furniture]
            if rest and len(rest) <= 15 and all(_is_topic(item.words) for item in rest):
                found += [item.words.lstrip("#") for item in rest]
                for item in (line, *rest):
                    item.furniture = True
    return tuple(dict.fromkeys(found))


def _topic_names(written: str) -> list[str]:
    names = [
        name.strip(" #.") if name.startswith("#") else name.strip()
        for name in _SPLIT.split(written.strip())
        if name.strip()
    ]
    return names if len(names) <= 40 and all(map(_is_topic, names)) else []


def _is_topic(words: str) -> bool:
    return (
        len(words.split()) <= _TOPIC_WORDS and len(words) <= 60 and not _SENTENCE_END.search(words) and ":" not in words
    )


def _mark_release(lines: list[_Line], first: int) -> None:
    """What stands below the end of a press release, as far as the next one: notes to editors, whom to call.

    A line that only says "Ends" ends one where such notes, or a way to reach somebody, stand below.
    """
    at = first + 1
    while at < len(lines):
        core = lines[at].words.strip(_FRAME)
        noted = _fits("release_notes", core)
        if not (noted or _fits("release_ends", lines[at].words.strip(" \t-–—*_"))):
            at += 1
            continue
        stop = next((i for i in range(at + 1, len(lines)) if _fits("release_begins", lines[i].words)), len(lines))
        below = lines[at:stop]
        if noted or any(
            _fits("release_notes", line.words.strip(_FRAME)) or _REACHED.search(line.words) for line in below
        ):
            for line in below:
                line.furniture = True
        at = stop


def _mark_signoffs(lines: list[_Line], last: int) -> None:
    """Who reported and edited, at the foot of an agency's report, even where it reads as a sentence; several lines."""
    pattern = alternation("signoffs", around="(?:%s)")
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.furniture:
            continue
        if len(line.words) <= _LONGEST and pattern.fullmatch(line.words):
            line.furniture = True
        elif index <= last:
            break
