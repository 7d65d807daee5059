"""A mail (``.eml``), or the mails of a mailbox (mbox): headers, text, and what hangs on it by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?([A-Za-z][A-Za-z0-9-]*):[ \t]?.*\r?\n(?:[ \t].*\r?\n)*")
_ENVELOPE = re.compile(rb"From [^\r\n]*\r?\n")
_NEXT = re.compile(rb"\r?\n\r?\nFrom [^\r\n]*\d{4}[^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
_TELLING = frozenset(
    ("received", "return-path", "delivered-to", "message-id", "mime-version", "dkim-signature", "x-mailer", "list-id")
)
_NEEDED = frozenset(("from", "date"))


def recognises(given: Given) -> bool:
    """True for a text that begins with a block of headers, sender, date and one that only mails have among them."""
    head = given.head
    start = _ENVELOPE.match(head)
    position = start.end() if start else 0
    names = set()
    while match := _HEADER.match(head, position):
        names.add(match[1].decode().lower())
        position = match.end()
    return names >= _NEEDED and bool(names & _TELLING)


def items(given: Given) -> Iterator[Item]:
    """The one document of a mail, or those of a mailbox, which begins every mail with a line of its own."""
    content = given.file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise InputError(given.name, f"the mail is larger than {_MAX_BYTES // 1_000_000} MB")
    mails = _NEXT.split(content) if _ENVELOPE.match(content) else [content]
    for number, mail in enumerate(mails, 1):
        name = given.name if len(mails) == 1 else f"{given.name} mail {number}"
        try:
            yield Item(name, _document(BytesParser(policy=policy.default).parsebytes(mail), name))
        except InputError as error:
            yield Item(name, problem=error)
        except Exception as error:  # the parser's own faults with headers that break its rules
            cause = f"the mail is damaged and cannot be read ({type(error).__name__})"
            yield Item(name, problem=InputError(name, cause))


def _document(message: EmailMessage, name: str) -> Document:
    body = message.get_body(preferencelist=("html", "plain"))
    text, links = "", tuple[Link, ...]()
    if isinstance(body, EmailMessage):
        written = _content(body, name)
        text, links = text_of(written) if body.get_content_type() == "text/html" else (written.strip(), ())
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
        published=_header(message, "Date"),
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


def _list(message: EmailMessage) -> str | None:
    """The name of the list or letter a mail was sent by: the words before the id in ``List-Id``."""
    words = (_header(message, "List-Id") or "").partition("<")[0].strip(" \"'")
    return words or None


def _references(message: EmailMessage) -> Iterator[Reference]:
    answered = _header(message, "In-Reply-To")
    if answered:
        yield Reference(Relation.REPLY, "In-Reply-To", identifier=f"mid:{answered.split()[0].strip('<>')}")
