"""A mail (``.eml``), or the mails of a mailbox (mbox): headers, text, and what hangs on it by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from whosays.errors import InputError
from whosays.model import Document, Link, Reference, Relation
from whosays.reading.composing import article, line
from whosays.reading.encoding import decode
from whosays.reading.fragment import text_of
from whosays.reading.items import Given, Item

_MAX_BYTES = 60_000_000
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,80}):[ \t]?[^\r\n]{0,100000}(?:\r?\n|\r)?")
_FOLDED = re.compile(rb"[ \t][^\r\n]{0,100000}(?:\r?\n|\r)?")
_ANY_LINE = re.compile(rb"[^\r\n]{0,1000}(?:\r?\n|\r)")
_ENVELOPE = re.compile(rb">?From [^\r\n]{0,1000}\r?\n")
_NEXT = re.compile(rb"\r?\n\r?\nFrom [^\r\n]{0,500}\d{4}[^\r\n]{0,100}\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,80}:)")
_LENGTH = re.compile(rb"(\d{1,10})[ \t]{0,20}\r?\n")
_PROPERTY_LIST = b"<?xml"
_TELLING = frozenset(
    (
        "received", "return-path", "delivered-to", "message-id", "mime-version", "dkim-signature", "x-mailer",
        "list-id", "content-type", "content-transfer-encoding", "x-unsent", "x-apple-auto-saved", "reply-to",
        "in-reply-to", "references", "x-received", "x-priority", "thread-topic", "x-originating-ip", "user-agent",
    )
)  # fmt: skip
_SENDERS = frozenset(("from", "sender", "return-path", "x-sender"))
_USUAL = frozenset(("to", "cc", "bcc", "subject", "date", "sent"))
_FEWEST = 3
_MOST_JUNK = 3


@dataclass(frozen=True, slots=True)
class _Head:
    """The headers at the beginning of a mail: where they begin, their names, and the lines among them that are none."""

    start: int
    names: frozenset[str]
    junk: tuple[tuple[int, int], ...]


def recognises(given: Given) -> bool:
    """True for a text that begins, behind blank lines, with a block of headers as only mails have them.

    A sender and one that only mails have; or sender, subject and recipient or date.
    """
    names = _head(given.head).names
    if not names & _SENDERS:
        return False
    known = names & (_TELLING | _USUAL | _SENDERS)
    return len(known) >= _FEWEST and (bool(names & _TELLING - _SENDERS) or len(names & _USUAL) > 1)


def _head(content: bytes) -> _Head:
    """The headers of a mail. A few lines among them that are none (servers put them there) are passed over."""
    position = len(content) - len(content.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\0"))
    # Apple Mail keeps a mail behind its length and in front of a list of properties.
    if match := _LENGTH.match(content, position) or _ENVELOPE.match(content, position):
        position = match.end()
    start = position
    names: set[str] = set()
    junk: list[tuple[int, int]] = []
    while True:
        while match := _HEADER.match(content, position):
            names.add(match[1].decode().lower())
            position = match.end()
            while (folded := _FOLDED.match(content, position)) and folded[0].strip():
                position = folded.end()
        behind = _behind_junk(content, position, _MOST_JUNK - len(junk))
        if behind is None:
            break
        junk.append((position, behind))
        position = behind
    return _Head(start, frozenset(names), tuple(junk))


def _behind_junk(content: bytes, position: int, most: int) -> int | None:
    """Where the next header begins behind a few lines that are none; none where it does not."""
    for _ in range(most):
        stray = _ANY_LINE.match(content, position)
        if stray is None or not stray[0].strip():
            return None
        position = stray.end()
        if _HEADER.match(content, position):
            return position
    return None


def _mended(content: bytes) -> bytes:
    """A mail from its first header on, without the lines among the headers that are none, as a parser can read it."""
    length = _LENGTH.match(content.lstrip())
    if length:
        lead = content.lstrip()
        body = lead[length.end() : length.end() + int(length[1])]
        behind = lead[length.end() + int(length[1]) :].lstrip()
        content = body if behind.startswith(_PROPERTY_LIST) else lead[length.end() :]
    head = _head(content)
    parts, position = [], head.start
    for begin, end in head.junk:
        parts.append(content[position:begin])
        position = end
    return b"".join((*parts, content[position:]))


def items(given: Given) -> Iterator[Item]:
    """The one document of a mail, or those of a mailbox, which begins every mail with a line of its own."""
    content = given.file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise InputError(given.name, f"the mail is larger than {_MAX_BYTES // 1_000_000} MB")
    mails = _NEXT.split(content) if _ENVELOPE.match(content.lstrip()) else [content]
    for number, mail in enumerate(mails, 1):
        name = given.name if len(mails) == 1 else f"{given.name} mail {number}"
        try:
            message = BytesParser(policy=policy.default).parsebytes(_mended(mail))
            yield Item(name, _saved_page(message, name) or _document(message, name))
        except InputError as error:
            yield Item(name, problem=error)
        except Exception as error:  # the parser's own faults with headers that break its rules
            cause = f"the mail is damaged and cannot be read ({type(error).__name__})"
            yield Item(name, problem=InputError(name, cause))


def _saved_page(message: EmailMessage, name: str) -> Document | None:
    """The article in a page that a browser saved as one file (MHTML), which has the form of a mail; none in a mail."""
    address = _header(message, "Snapshot-Content-Location")
    if address is None and not (_header(message, "From") or "").startswith("<Saved by"):
        return None
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise InputError(name, "the saved page (MHTML) holds no text")
    from whosays.reading.html import read_html

    where = address or _header(page, "Content-Location")
    return read_html(_content(page, name), name, url=where if (where or "").startswith("http") else None)


def _document(message: EmailMessage, name: str) -> Document:
    body = message.get_body(preferencelist=("html", "plain"))
    text, links = "", tuple[Link, ...]()
    if isinstance(body, EmailMessage):
        written = _content(body, name)
        text, links = text_of(written) if body.get_content_type() == "text/html" else (written.strip(), ())
    received = None if _header(message, "Date") else _received(message)
    hanging = [_line(part.get_filename()) or part.get_content_type() for part in message.iter_attachments()]
    warnings = (f"What hangs on the mail was not read: {', '.join(hanging[:10])}.",) if hanging else ()
    sender, address = parseaddr(_header(message, "From") or "")
    identifier = _header(message, "Message-ID")
    return article(
        text,
        links,
        name=name,
        title=_header(message, "Subject"),
        outlet=_list(message),
        authors=tuple(filter(None, [line(sender) or line(address)])),
        published=_header(message, "Date") or received,
        identifier=identifier and f"mid:{identifier.strip('<> ')}",
        references=_references(message),
        warnings=warnings,
    )


def _content(part: EmailMessage, name: str) -> str:
    """A part's text, in whatever encoding it really is."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw.strip():
        return ""
    return decode(raw, name, declared=part.get_content_charset())[0]


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return _line(message[name])
    except Exception:  # a header that breaks the parser is as good as none
        return None


def _line(value: object) -> str | None:
    return line(str(value)) if value is not None else None


def _received(message: EmailMessage) -> str | None:
    """When the first server took a mail that has no date of its own: behind the semicolon of its stamp."""
    try:
        stamps = [str(stamp) for stamp in message.get_all("Received", [])]
    except Exception:  # a header that breaks the parser is as good as none
        return None
    return _line(stamps[-1].rpartition(";")[2]) if stamps and ";" in stamps[-1] else None


def _list(message: EmailMessage) -> str | None:
    """The name of the list or letter a mail was sent by: the words before the id in ``List-Id``."""
    words = (_header(message, "List-Id") or "").partition("<")[0].strip(" \"'")
    return words or None


def _references(message: EmailMessage) -> Iterator[Reference]:
    answered = _header(message, "In-Reply-To")
    if answered:
        yield Reference(Relation.REPLY, "In-Reply-To", identifier=f"mid:{answered.split()[0].strip('<>')}")
