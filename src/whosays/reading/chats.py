"""Chats as text: what WhatsApp, Signal, Telegram, Discord, Slack and IRC give when a chat is exported or copied.

Each message with words is a post by whoever wrote it. A form is known by the line that begins a message; in some the
words stand in that line, in others under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from itertools import pairwise

from whosays.model import Document, Reference, Relation, Span
from whosays.reading.bylines import is_name
from whosays.reading.composing import post
from whosays.reading.dates import iso_date
from whosays.reading.onscreen import clean
from whosays.reading.wordlists import post_expression

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d{1,6})?)?(?:\s?[AaPp]\.?\s?[Mm]\b\.?)?"
_DAY = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}"
    r"|[Tt]oday|[Yy]esterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_STAMP = rf"(?P<day>{_DAY}),?(?:T|\s(?:at )?|\s[-–—]\s)?(?P<clock>{_CLOCK})(?:\s?(?:Z|UTC|[+-]\d\d:?\d\d))?"
_NAME = r"(?P<name>[^\s:\[\]<>][^\n:\[\]<>\t]{0,60}?)"


class _Words(Enum):
    """Where a message's words stand: in the line that begins it, or under it."""

    IN_LINE = 1
    UNDER = 2


_CLOCKED = r"\[?(?P<clock>" + _CLOCK + r")\]?\s{1,3}"


@dataclass(frozen=True, slots=True)
class _Form:
    """How a message begins, where its words stand, and in how many a text has to have it to be a chat.

    ``named``: whether what stands where a name is has to read as one, for other texts have such lines, too.
    """

    begins: re.Pattern[str]
    words: _Words
    fewest: int = 1
    named: bool = False


# The surest first. One message is enough where a line with day, time and name can be nothing else.
_FORMS = (
    _Form(re.compile(rf"\[{_STAMP}\]\s{{1,3}}(?:~\s?)?{_NAME}:(?:\s+(?P<said>.*))?$"), _Words.IN_LINE),
    _Form(re.compile(rf"{_STAMP}\s[-–—]\s(?:~\s?)?{_NAME}:(?:\s+(?P<said>.*))?$"), _Words.IN_LINE),
    _Form(re.compile(rf"\[{_STAMP}\]\s{{1,3}}<(?P<name>[^\s<>]{{1,40}})>\s(?P<said>.*)$"), _Words.IN_LINE),
    _Form(re.compile(rf"\[{_STAMP}\]\s{{1,3}}{_NAME}$"), _Words.UNDER),
    _Form(re.compile(rf"{_NAME},\s\[{_STAMP}\]:?$"), _Words.UNDER),
    _Form(re.compile(rf"{_NAME}\s{{0,2}}[—–]\s{{0,2}}{_STAMP}$"), _Words.UNDER),
    _Form(re.compile(rf"{_NAME},?\s{{1,3}}(?:sent\s)?{_STAMP}$"), _Words.UNDER, 2, named=True),
    _Form(re.compile(rf"\[(?P<day>{_DAY})\]\s?{_CLOCKED}{_NAME}:\s+(?P<said>.*)$"), _Words.IN_LINE),
    _Form(re.compile(rf"\[(?P<clock>{_CLOCK})\]\s{{1,3}}(?:~\s?)?{_NAME}:\s+(?P<said>.*)$"), _Words.IN_LINE, 2),
    _Form(re.compile(rf"{_CLOCKED}<[@+%~ ]?(?P<name>[^\s<>]{{1,40}})>\s(?P<said>.*)$"), _Words.IN_LINE, 2),
    _Form(re.compile(rf"(?P<clock>{_CLOCK})\t(?P<name>[^\t\n]{{1,60}})\t(?P<said>.*)$"), _Words.IN_LINE, 2),
    _Form(re.compile(rf"(?:\[(?P<clock>{_CLOCK})\]\s{{1,3}}{_NAME})$"), _Words.UNDER, 2),
    _Form(re.compile(rf"{_NAME}\s{{1,3}}\[(?P<clock>{_CLOCK})\]$"), _Words.UNDER, 2),
    _Form(re.compile(rf"{_NAME}\s{{1,3}}(?P<clock>\d{{1,2}}:\d\d\s?[AP]M)$"), _Words.UNDER, 2),
    _Form(re.compile(rf"{_NAME}(?:\s{{1,3}}|\s?[·•|,–—-]\s?)\(?(?P<clock>{_CLOCK})\)?$"), _Words.UNDER, 2, named=True),
    _Form(re.compile(rf"{_NAME}\s?[(,–—-]\s?(?P<clock>{_CLOCK})\)?:\s+(?P<said>.*)$"), _Words.IN_LINE, 2, named=True),
    _Form(re.compile(rf"(?P<clock>{_CLOCK})\s{{1,3}}(?:[-–—]\s)?{_NAME}:\s+(?P<said>.*)$"), _Words.IN_LINE, 2, True),
)  # fmt: skip
_AT_FOOT = re.compile(rf"(?:{_STAMP}|(?P<alone>{_CLOCK}))", re.IGNORECASE)
_NOTICE = re.compile(rf"\[?{_STAMP}(?:\]|\s[-–—])\s(?P<said>.*)$")
_PREAMBLE = 8
_LONGEST_LINE = 20_000
_LONGEST_NAME = 8  # words
_LONGEST_WRITER = 4  # words, where a name has to read as one
_LONGEST_DAY = 40
# what stands before a time on other pages: "Posted at 12:04", "Update 12:31"
_NO_WRITER = re.compile(
    r"(?:.* )?(?:at|on|by|until|till|from|to|since|around|before|after|about|of|the|updates?|updated|posted|published|"
    r"breaking|latest|event|live|alert|news|time|start|end|opens?|closes?)",
    re.IGNORECASE,
)
_MOST_BELOW = 20_000  # lines
_PARTS = re.compile(r"(\d{1,4})([./-])(\d{1,2})[./-](\d{2,4})")
_BLOCK = re.compile(r"\{(?:Attachments|Reactions|Embed|Stickers|Invite)\}", re.IGNORECASE)
_PINNED = re.compile(r"\s\((?:pinned|edited|call|bot)\)$|\s(?:BOT|APP)$")
_EDITED = re.compile(r"\s{0,3}(?:<this message was edited>|\(edited\))$", re.IGNORECASE)
_RULE = re.compile(r"[=_*-]{5,}$")
_QUOTED = re.compile(r"(?:>|»|│|┃)\s?(?P<words>.*)$")
_TELEPHONE = re.compile(r"\+?\d[\d\s().-]{6,20}$")
_LEAST_QUOTED = 12
_COMPARED = 40
_PASSED_ON = re.compile(r"\W{0,3}(?:forwarded|fwd)(?: message| many times| as received)?\s?:\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Message:
    """A message: the number of the line that begins it, who wrote it, day and time as written, its lines."""

    line: int
    name: str
    day: str
    clock: str
    said: tuple[str, ...]


@dataclass(slots=True)
class Chat:
    """The messages of a chat with words, and how many there are without."""

    messages: list[Message] = field(default_factory=list)
    silent: int = 0


def chat_in(text: str) -> Chat | None:
    """The messages in the text of a chat; none where the text is anything else. Linear in its length."""
    lines = text.splitlines()
    form = _form(lines)
    if form is None:
        return _stamped_below(lines)
    writers = _writers(form, lines) if form.named else None
    chat = Chat()
    found: Message | None = None
    said: list[str] = []

    def close() -> None:
        if found is not None:
            words = _words(said)
            if words:
                chat.messages.append(replace(found, said=words))
            else:
                chat.silent += 1

    day = ""
    for number, raw in enumerate(lines, 1):
        line = clean_stamp(raw[:_LONGEST_LINE])
        begins = _begins(form, line)
        if begins is not None and (writers is None or begins["name"] in writers):
            close()
            parts = begins.groupdict()
            name = _PINNED.sub("", " ".join(begins["name"].split()))
            found, said = Message(number, name, parts.get("day") or day, begins["clock"], ()), []
            if parts.get("said"):
                said.append(parts["said"])
        elif form.words is _Words.IN_LINE and (notice := _NOTICE.match(line)):
            close()
            found, said = None, []
            chat.silent += bool(notice["said"].strip())
        elif is_day(line):
            day = line.strip()
        elif found is not None:
            said.append(raw)
    close()
    return chat


def is_day(line: str) -> bool:
    """True for a line that names a day and nothing else, as it stands over the messages of that day."""
    line = line.strip()
    return len(line) <= _LONGEST_DAY and (re.fullmatch(_DAY, line) is not None or len(iso_date(line) or "") == 10)


def _stamped_below(lines: Sequence[str]) -> Chat | None:
    """The messages of a chat with each one's time under its words and its writer over them; none of another text.

    Every message has both, the last one too: a list of times with what happened then has no name over each.
    """
    if len(lines) > _MOST_BELOW:
        return None
    chat = Chat()
    day = ""
    block: list[tuple[int, str]] = []
    for number, raw in enumerate(lines, 1):
        line = clean_stamp(raw[:_LONGEST_LINE])
        if not line.strip() or (not block and is_day(line)):
            day = line.strip() or day
            continue
        stamp = _AT_FOOT.fullmatch(line) if len(line) <= _LONGEST_DAY else None
        if stamp is None:
            block.append((number, raw))
            continue
        if len(block) < 2 or not _may_write(block[0][1]):
            return None
        (first, name), *said = block
        words = _words([words for _, words in said])
        clock = stamp["alone"] or stamp["clock"]
        if words:
            chat.messages.append(Message(first, " ".join(name.split()), stamp["day"] or day, clock, words))
        else:
            chat.silent += 1
        block = []
    names = [message.name for message in chat.messages]
    return chat if not block and len(names) > 1 and _are_names(names) else None


def _may_write(name: str) -> bool:
    """True of a line that may be the name of somebody who writes."""
    name = name.strip()
    begins = (name[:1].isupper() or name[:1] in "+@~") and not _NO_WRITER.fullmatch(name)
    return begins and len(name.split()) <= _LONGEST_WRITER and name[-1:] not in ".!?:," and not is_day(name)


def _are_names(names: Sequence[str]) -> bool:
    """True where all of some lines may be names, and most of them read as one or come again."""
    again = Counter(names)
    sure = sum(is_name(name) or again[name] > 1 or name[:1] in "+@~" for name in names)
    return all(map(_may_write, names)) and sure * 2 > len(names)


def clean_stamp(line: str) -> str:
    """A line without the signs that are not seen which apps put round names and times, tabs kept."""
    return "\t".join(clean(part) for part in line.split("\t"))


def documents(chat: Chat) -> Iterator[tuple[int, Document]]:
    """Each message as a post, with the number of the line that begins it."""
    order, doubt = _order([message.day for message in chat.messages], chat.messages)
    said_before: dict[str, str] = {}
    for message in chat.messages:
        text, furniture, references = _read(message, said_before)
        written = _written(message, order)
        unclear = (doubt,) if doubt and not written and _PARTS.fullmatch(message.day) else ()
        phone = message.name if _TELEPHONE.fullmatch(message.name) else None
        handle = message.name if message.name.startswith("@") or "#" in message.name else phone
        made = post(
            text,
            author=message.name,
            account=handle,
            published=written,
            references=references,
            warnings=unclear,
        )
        yield message.line, replace(made, furniture=furniture)
        for line in message.said:
            if not _QUOTED.match(line):
                said_before[_core(line)] = message.name


# --- which form it has -----------------------------------------------------------------------------------------------


def _form(lines: Sequence[str]) -> _Form | None:
    head = [clean_stamp(line) for line in lines[:400] if line.strip() and len(line) <= _LONGEST_LINE]
    for form in _FORMS:
        at = [number for number, line in enumerate(head) if _begins(form, line)]
        if len(at) < form.fewest:
            continue
        names = [m["name"] for line in head if (m := _begins(form, line)) and _may_write(m["name"])]
        if form.named and (len(names) < form.fewest or not _are_names(names)):
            continue
        above = [line for line in head[: at[0]] if not _NOTICE.match(line)]
        if len(above) <= _PREAMBLE and all(_is_preamble(line) for line in above) and _speaks(form, head, at):
            return form
    return None


def _begins(form: _Form, line: str) -> re.Match[str] | None:
    match = form.begins.match(line) if len(line) <= _LONGEST_LINE else None
    if match is None or len(match["name"].split()) > _LONGEST_NAME:
        return None
    return match


def _writers(form: _Form, lines: Sequence[str]) -> set[str]:
    """The names in lines of a form that read as names, come again, or stand behind a blank line: "Back at 12:30" in a
    message is none."""
    names: Counter[str] = Counter()
    sure: set[str] = set()
    for before, raw in zip(("", *lines), lines, strict=False):
        match = _begins(form, clean_stamp(raw[:_LONGEST_LINE]))
        if match is not None and _may_write(match["name"]):
            names[match["name"]] += 1
            if is_name(match["name"]) or not before.strip():
                sure.add(match["name"])
    return sure | {name for name, count in names.items() if count > 1}


def _is_preamble(line: str) -> bool:
    """True for what may stand over a chat: its name, when it was exported, a rule; no sentence."""
    return bool(_RULE.match(line)) or (len(line) <= 120 and not re.search(r"[.!?]$", line))


def _speaks(form: _Form, head: Sequence[str], at: Sequence[int]) -> bool:
    """True where what stands at the beginning of messages is followed by words, not by the next of its kind."""
    if form.words is _Words.IN_LINE:
        return True
    begins = set(at)
    followed = sum(number + 1 < len(head) and number + 1 not in begins for number in at)
    return followed * 2 >= len(at)


# --- what a message says ---------------------------------------------------------------------------------------------


def _words(said: Sequence[str]) -> tuple[str, ...]:
    """The lines of a message with words in them; what the exporting program adds under it is left out."""
    kept: list[str] = []
    silent = post_expression("silent")
    for raw in said:
        line = _EDITED.sub("", clean(raw))
        if _BLOCK.match(line) or _RULE.match(line):
            break
        if silent.fullmatch(line) if len(line) <= 300 else False:
            continue
        kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    while kept and not kept[0]:
        kept.pop(0)
    return tuple(kept) if any(any(map(str.isalnum, line)) for line in kept) else ()


def _read(message: Message, said_before: dict[str, str]) -> tuple[str, tuple[Span, ...], tuple[Reference, ...]]:
    """The text of a message, what in it is not its writer's, and what it rests on."""
    furniture: list[Span] = []
    references: list[Reference] = []
    position = 0
    for number, line in enumerate(message.said):
        quoted = _QUOTED.match(line)
        if quoted:
            furniture.append((position, position + len(line)))
            whose = said_before.get(_core(quoted["words"]))
            if whose is not None:
                references.append(Reference(Relation.REPLY, ">", name=whose))
        elif number == 0 and len(line) <= 120 and (passed := post_expression("forwarded").fullmatch(line)):
            furniture.append((position, position + len(line)))
            references.append(Reference(Relation.FORWARD, "Forwarded", name=passed["from"]))
        elif number == 0 and (passed := _PASSED_ON.match(line)):
            furniture.append((0, passed.end()))
            references.append(Reference(Relation.FORWARD, "Forwarded"))
        position += len(line) + 1
    return "\n".join(message.said), tuple(s for s in furniture if s[0] < s[1]), tuple(dict.fromkeys(references))


def _core(line: str) -> str:
    core = "".join(filter(str.isalnum, line.casefold()))
    return core[:_COMPARED] if len(core) >= _LEAST_QUOTED else line


# --- when it was written ---------------------------------------------------------------------------------------------


def _order(days: Sequence[str], messages: Sequence[Message]) -> tuple[str | None, str | None]:
    """In which order the days of a chat give day, month and year ("dmy", "mdy", "ymd"), and a sentence if unclear.

    A number over 12 shows it, and so does it that a chat goes forward in time where only one order lets it.
    """
    parts = [match for day in dict.fromkeys(days) if (match := _PARTS.fullmatch(day))]
    if not parts:
        return None, None
    if all(len(match[1]) == 4 for match in parts):
        return "ymd", None
    possible = []
    for order in ("dmy", "mdy"):
        moments = [_moment(message, order) for message in messages if _PARTS.fullmatch(message.day)]
        if None not in moments:
            known = [moment for moment in moments if moment is not None]
            possible.append((order, all(a <= b for a, b in pairwise(known))))
    if all(match[2] == "." for match in parts) and any(order == "dmy" for order, _ in possible):
        return "dmy", None
    if len(possible) > 1 and len({forward for _, forward in possible}) > 1:
        possible = [(order, forward) for order, forward in possible if forward]
    if len(possible) == 1 or all(match[1] == match[3] for match in parts):
        return possible[0][0] if possible else None, None
    shown = Counter(days).most_common(1)[0][0]
    return (
        None,
        f"The date {shown} may name its day or its month first, and nothing in the chat shows which; it was not taken.",
    )


def _moment(message: Message, order: str) -> datetime | None:
    written = _written(message, order)
    return datetime.fromisoformat(written) if written else None


def _written(message: Message, order: str | None) -> str | None:
    """The time of a message in ISO 8601 without a zone; none where no day is known."""
    clock = re.sub(
        r"(?<=\d)\.(?=\d\d)", ":", message.clock.upper().replace(". ", "").replace(".M", "M").replace(" ", "")
    )
    match = _PARTS.fullmatch(message.day)
    if match is None:
        day = re.sub(r"[ -](\d\d)$", r" 20\1", message.day.replace("-", " "))
        return iso_date(f"{day} {clock}") if any(map(str.isdigit, day)) else None
    if order is None:
        return None
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    day_, month, year = {"dmy": (first, second, third), "mdy": (second, first, third)}.get(
        order, (third, second, first)
    )
    try:
        return iso_date(f"{datetime(year + 2000 if year < 100 else year, month, day_).date().isoformat()} {clock}")
    except ValueError:
        return None
