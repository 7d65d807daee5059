"""Bytes to text: every encoding that newsrooms use, and what is no text at all."""

from __future__ import annotations

import codecs

import pytest

from whosays.errors import InputError
from whosays.reading.encoding import decode

ENGLISH = "“We don’t know,” the mayor’s aide said – twice – of the €20m bridge…"
GERMAN = (
    "Das Ministerium erklärte, die Prüfung sei nicht abgeschlossen. Eine Sprecherin in Köln wollte nichts ergänzen."
)
FRENCH = "Le ministère a déclaré que la rumeur était fausse, après une réunion. « Rien à ajouter », a dit le préfet."
SPANISH = "El señor Núñez dijo ayer que la decisión no está tomada. ¿Quién lo sabía?"
POLISH = (
    "Rzeczniczka powiedziała, że żadne źródło nie potwierdziło tej wiadomości. Dziennikarze wciąż czekają na odpowiedź."
)
CZECH = "Mluvčí ministerstva řekla, že zprávu nemůže potvrdit ani vyvrátit. Podle svědků šlo o omyl."
RUSSIAN = (
    "Представитель министерства заявил, что не может подтвердить эту информацию. Источник сообщил об этом накануне."
)
UKRAINIAN = "Речник повідомив, що ця інформація ще не підтверджена жодним джерелом, і пообіцяв відповісти пізніше."
GREEK = "Ο εκπρόσωπος του υπουργείου δήλωσε ότι δεν μπορεί να επιβεβαιώσει την πληροφορία."
TURKISH = "Bakanlık sözcüsü haberi doğrulayamadığını söyledi. Görgü tanıkları ise farklı şeyler anlattı."
ARABIC = "قال متحدث باسم الوزارة إنه لا يستطيع تأكيد الخبر حتى الآن"
HEBREW = "דובר המשרד אמר כי אינו יכול לאשר את הידיעה בשלב זה"
CHINESE = "发言人表示，目前无法证实这一消息。记者仍在等待政府的答复。"
JAPANESE = "報道官は、この情報を確認できないと述べた。記者たちは政府の回答を待っている。"
KOREAN = "대변인은 이 소식을 확인할 수 없다고 말했다. 기자들은 정부의 답변을 기다리고 있다."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", ENGLISH),
        ("cp1252", ENGLISH),
        ("cp1252", GERMAN),
        ("latin-1", GERMAN),
        ("cp1252", FRENCH),
        ("latin-1", SPANISH),
        ("cp1250", POLISH),
        ("iso8859-2", POLISH),
        ("cp1250", CZECH),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("cp866", RUSSIAN),
        ("cp1251", UKRAINIAN),
        ("cp1253", GREEK),
        ("cp1254", TURKISH),
        ("cp1256", ARABIC),
        ("cp1255", HEBREW),
        ("gb18030", CHINESE),
        ("shift_jis", JAPANESE),
        ("euc_jp", JAPANESE),
        ("iso2022_jp", JAPANESE),
        ("cp949", KOREAN),
        ("utf-16-le", ENGLISH),
        ("utf-16-be", ENGLISH),
        ("utf-16-le", RUSSIAN),
        ("utf-32-le", ENGLISH),
    ],
)
def test_a_text_comes_out_as_it_was_written(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "file")[0] == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_is_no_part_of_the_text(encoding: str) -> None:
    assert decode(("\ufeff" + RUSSIAN).encode(encoding), "file") == (RUSSIAN, ())


def test_line_ends_stay() -> None:
    assert decode(b"one\r\ntwo\rthree\n", "file")[0] == "one\r\ntwo\rthree\n"


def test_a_guess_is_told() -> None:
    assert "windows-1251" in decode(RUSSIAN.encode("cp1251"), "file")[1][0]
    assert decode(ENGLISH.encode("utf-8"), "file")[1] == ()


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    text, warnings = decode(GREEK.encode() + b"\xff end", "file")
    assert text == GREEK + "\N{REPLACEMENT CHARACTER} end"
    assert "UTF-8" in warnings[0]


def test_a_declared_encoding_is_believed_if_it_fits() -> None:
    short = "Łódź".encode("cp1250")
    assert decode(short, "page", declared="windows-1250")[0] == "Łódź"
    page = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1250"></head><p>'
    assert decode(page + short, "page")[0].endswith("Łódź")
    assert decode(b'<?xml version="1.0" encoding="iso-8859-2"?><p>' + "Łódź".encode("iso8859-2"), "page")[0].endswith(
        "Łódź"
    )


def test_utf8_wins_over_a_wrong_declaration() -> None:
    page = '<meta charset="iso-8859-1"><p>Łódź – “said”</p>'
    assert decode(page.encode(), "page", declared="latin-1")[0] == page


@pytest.mark.parametrize("declared", ["utf-16", "rot13", "base64", "no-such-code", "\x00", "utf-7", "idna", ""])
def test_a_senseless_declaration_is_passed_over(declared: str) -> None:
    assert decode(GERMAN.encode("cp1252"), "page", declared=declared)[0] == GERMAN


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\n"])
def test_nothing_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match=r"^notes\.txt: (it is empty|there is nothing but white space in it)$"):
        decode(content, "notes.txt")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (bytes(range(256)) * 4, "binary"),
        (b"text with\0zeros \0 in it", "binary"),
        (b"\x01\x02\x03\x04" * 50 + b"abc", "binary"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        decode(content, "file")


def test_a_mark_alone_decodes_to_nothing() -> None:
    assert decode(codecs.BOM_UTF8 + b"x", "file")[0] == "x"
