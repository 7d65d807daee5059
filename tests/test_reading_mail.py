"""Mails as programs and servers leave them."""

# ruff: noqa: E501  (markup stands as it comes)
from __future__ import annotations

import pytest

from tests.reading import got
from whosays.reading import read

HEADERS = """Received: from shed.example by salt.example; Sat, 1 Jun 2030 05:10:00 +0200
From: Mira Holt <mira@tern.example>
To: desk@tern.example
Subject: Smoke over the salt works
Date: Sat, 1 Jun 2030 05:10:00 +0200
Message-ID: <m1@tern.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable
"""
BODY = "A warden saw smoke over the sheds, the foreman =\nsaid.\n"
MAIL = f"{HEADERS}\n{BODY}"
LINES = HEADERS.splitlines(keepends=True)


def without(*names: str) -> str:
    return "".join(line for line in LINES if not line.startswith(names)) + f"\n{BODY}"


EMLX = (
    f"{len(MAIL)}       \n{MAIL}"
    '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "x" "y"><plist version="1.0"><dict><key>flags</key></dict></plist>'
)


@pytest.mark.parametrize(
    "mail",
    [
        MAIL,
        f"\n{MAIL}",
        f"   \t  \r\n\n{MAIL}",
        MAIL.replace("\n", "\r\n"),
        "\ufeff" + MAIL,
        EMLX,
        f"From mira@tern.example Sat Jun  1 05:10:00 2030\n{MAIL}",
        without("Received", "Message-ID"),
        without("Date", "Received", "Message-ID"),
        without("Received", "Message-ID", "MIME", "To"),
        LINES[0] + "Mail Gateway Headers Version 2\n" + "".join(LINES[1:]) + f"\n{BODY}",
        LINES[0] + "!! scanned !!\n*** clean ***\n" + "".join(LINES[1:]) + f"\n{BODY}",
        f"Mail Gateway Headers Version 2\n{MAIL}",
        f"X-Long: {'a ' * 3000}\n\t{'b' * 900}\n{MAIL}",
    ],
    ids=[
        "plain", "blank line", "blanks", "crlf", "mark", "emlx", "mbox", "sent", "draft", "few headers", "stray line",
        "two stray lines", "stray first line", "folded",
    ],
)  # fmt: skip
def test_mails_are_read_as_mails(mail: str) -> None:
    document = read(mail.encode(), name="in")
    assert (document.title, document.authors) == ("Smoke over the salt works", ("Mira Holt",))
    assert document.text == "Smoke over the salt works\n\nA warden saw smoke over the sheds, the foreman said."


def test_without_a_date_of_its_own_the_first_servers_stamp_counts() -> None:
    assert read(without("Date").encode(), name="in").published == "2030-06-01T05:10:00+02:00"


@pytest.mark.parametrize(
    "text",
    [
        "From: the salt works, with love\n\nA warden saw smoke over the sheds, the foreman said.",
        "Subject: smoke\n\nA warden saw smoke over the sheds, the foreman said.",
        "Warden: I saw smoke.\nForeman: No shed burnt.\nWarden: It was before dawn.\n",
    ],
)
def test_texts_with_colons_are_no_mails(text: str) -> None:
    assert read(text.encode(), name="in").text == text


def test_a_page_saved_by_a_browser_as_one_file() -> None:
    page = "<html><head><title>Smoke over sheds</title></head><body><article><h1>Smoke over sheds</h1>" + (
        "<p>A warden of the salt works saw smoke over the drying sheds before dawn, the foreman told the Tern.</p>" * 3
    )
    mail = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://tern.example/smoke\nSubject: Smoke\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
        f"{page}</article></body></html>\n--b--\n"
    )
    document = got(mail.encode()).only
    assert (document.url, document.title, document.authors) == ("https://tern.example/smoke", "Smoke over sheds", ())
