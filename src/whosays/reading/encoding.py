"""Bytes to text, in whatever encoding they came.

A byte order mark decides and is no part of the text; then the look of UTF-16 without a mark; then valid UTF-8; then
what the page or server declares; then charset-normalizer's guess among the encodings of newsrooms. Line ends stay.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from whosays.errors import InputError
from whosays.reading.language import language_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"RIFF", "a sound, film or picture"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
)
# What a browser makes of these names (WHATWG Encoding Standard).
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_META = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*|\?xml\b[^>]{0,100}?\bencoding\s*=\s*["'])([a-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_LOOKS_HTML = re.compile(rb"<(?:!doctype|html|head|meta|body|\?xml)\b", re.IGNORECASE)
# Quotation marks, dashes and signs that Windows-1252 adds to ASCII: with nothing else beyond ASCII it can only be that.
_WINDOWS_SIGNS = re.compile(rb"[\x00-\x7f\x80\x82\x84\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb]*\Z")
_NEWSROOM = """
cp1252 cp1250 iso8859_2 cp1251 koi8_r koi8_u iso8859_5 cp866 cp1253 iso8859_7 cp1254 cp1255 cp1256 cp1257
cp1258 mac_roman cp850 cp874 big5 gb18030 cp932 euc_jp cp949
"""
_GUESSES = _NEWSROOM.split()
_CENTRAL = frozenset(["pl", "cs", "sk", "hu", "sl", "hr", "sr", "bs", "ro", "sq"])
_LATIN = {
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": frozenset(("tr", "az")),
    "cp1257": frozenset(("lt", "lv", "et")),
    "cp1258": frozenset(("vi",)),
}
_GUESS_FROM = 200_000
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x7f]")


def decode(content: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text in the bytes, and sentences about what was doubtful in it.

    ``declared`` is the encoding a server named. Raises InputError where there is nothing, or no text, in the bytes.
    """
    if not content.strip():
        raise InputError(name, "it is empty" if not content else "there is nothing but white space in it")
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise InputError(name, f"it is {what}, not text or HTML")
    text, warnings = _decode(content, declared)
    if "\0" in text or len(_CONTROLS.findall(text[:100_000])) * 50 > min(len(text), 100_000):
        raise InputError(name, "it is binary data, not text or HTML")
    return text, warnings


def _decode(content: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    text: str | None
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _in_spite_of_errors(content[len(mark) :], encoding)
    if b"\0" in content:
        return _wide(content) or content.decode("latin-1"), ()
    text = _strict(content, "utf-8")
    if text is not None:
        # ISO-2022-JP is made of ASCII bytes, so it passes for UTF-8.
        return (b"\x1b$" in content and _strict(content, "iso2022_jp")) or text, ()
    for named in (declared, _declared_inside(content)):
        codec = _known(named) if named else None
        text = _strict(content, codec) if codec else None
        if text is not None:
            return text, ()
    if _almost_utf8(content):
        return _in_spite_of_errors(content, "utf-8")
    return _guess(content)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _in_spite_of_errors(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = _strict(content, encoding)
    if text is not None:
        return text, ()
    text = content.decode(encoding, "replace")
    return text, (f"Some bytes are no valid {encoding.upper()}; they are shown as \N{REPLACEMENT CHARACTER}.",)


def _wide(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: the reading in which every character exists and most are common ones."""
    best, most = None, 0.05
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = _strict(content, encoding)
        if text is None or "\0" in text:
            continue
        sample = text[:5_000]
        if any(unicodedata.category(c) in ("Cn", "Co", "Cs") or (c < " " and c not in "\t\n\r\f\v") for c in sample):
            continue
        common = sum(c.isascii() for c in sample) / len(sample)
        if common > most:
            best, most = text, common
    return best


def _declared_inside(content: bytes) -> str | None:
    head = content[:5_000]
    if not _LOOKS_HTML.search(head):
        return None
    match = _META.search(head)
    return match.group(1).decode("ascii") if match else None


def _known(encoding: str) -> str | None:
    """Python's name of an encoding as a browser reads it; none for one that is unknown or no text encoding."""
    try:
        info = codecs.lookup(encoding.strip())
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name.startswith(
        ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw")
    ):
        return None  # bytes that reach this point are no UTF-16, whatever they claim
    return _READ_AS.get(info.name, info.name)


def _almost_utf8(content: bytes) -> bool:
    """True for UTF-8 with a few broken bytes: twenty good characters beyond ASCII for each bad one."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", text)))
    return good >= 20 * bad


def codec_of(sample: bytes) -> str:
    """Python's name of the encoding of a text by its beginning, which may be cut anywhere."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "utf-8" if _almost_utf8(sample) else "cp1252" if _WINDOWS_SIGNS.match(sample) else _guessed(sample)
    return "utf-8"


def _guess(content: bytes) -> tuple[str, tuple[str, ...]]:
    if _WINDOWS_SIGNS.match(content):
        return content.decode("cp1252"), ()
    cut = len(content) > _GUESS_FROM
    guess = _guessed(content[: content.rfind(b"\n", 0, _GUESS_FROM) + 1 or _GUESS_FROM] if cut else content)
    for encoding in (guess, "cp1252"):
        if (text := _strict(content, encoding)) is not None:
            return text, (f"Its encoding is not declared; it was read as {_spoken(encoding)}.",)
    return content.decode("latin-1"), ("Its encoding is not declared; it was read as ISO-8859-1.",)


@lru_cache(maxsize=4)  # what a format is told by is read next
def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSES, preemptive_behaviour=False).best()
    guess = best.encoding if best else "cp1252"
    if guess in _LATIN or guess == "cp1252":
        # The guesses are neighbours; which of them it is, the language tells, and that shows in the ASCII letters too.
        language = language_of(sample.decode("cp1252", "replace"))
        if language not in _LATIN.get(guess, ()):
            guess = next((e for e, languages in _LATIN.items() if language in languages), "cp1252")
    return guess


def _spoken(encoding: str) -> str:
    return encoding.replace("cp125", "windows-125").replace("_", "-").replace("iso8859", "ISO-8859")
