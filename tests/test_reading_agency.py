"""Wire and desk formats: NewsML-G2, NITF and the ninjs of Superdesk; and markup that nobody knows, refused by name."""

# ruff: noqa: E501  (markup stands as it comes)
from __future__ import annotations

import json

import pytest

from tests.reading import got, referred
from whosays.errors import InputError
from whosays.reading import read

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def item(body: str, more: str = "", number: int = 1, kind: str = "text") -> str:
    return (
        f'<newsItem {NAR} guid="urn:newsml:tern.example:{number}" standard="NewsML-G2" xml:lang="en"><itemMeta>'
        f'<itemClass qcode="ninat:{kind}"/><provider literal="Tern Wire"/><versionCreated>2020-06-01T06:00:00Z</versionCreated>'
        f"{more}</itemMeta><contentMeta><contentCreated>2020-06-01T05:10:00Z</contentCreated><by>By Mira Holt</by>"
        f"<headline>Smoke over the salt works</headline></contentMeta><contentSet>{body}</contentSet></newsItem>"
    )


XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
    "<body><p>SALT BAY (Tern Wire) - A warden saw smoke, the foreman said.</p><p>No shed &amp; no barn burnt.</p></body></html>"
    "</inlineXML>"
)
NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><!-- from the desk -->
<nitf><head><title>x</title><docdata management-status="{status}"><doc-id id-string="T17"/>
<date.issue norm="20200601T051000Z"/></docdata><pubdata name="The Tern"/></head><body><body.head><hedline><hl1>Smoke over the
salt works</hl1></hedline><byline>By Mira Holt</byline><dateline>SALT BAY</dateline></body.head><body.content>
<media><media-caption>A shed.</media-caption></media><block><p>A warden saw smoke, the foreman said.</p><hl2>Night</hl2>
<p>No shed burnt.</p></block></body.content></body></nitf>"""


def test_newsml_g2() -> None:
    document = read(f'<?xml version="1.0"?>\n{item(XHTML)}'.encode(), name="in")
    assert document.text == (
        "Smoke over the salt works\n\nSALT BAY (Tern Wire) - A warden saw smoke, the foreman said.\n\nNo shed & no barn burnt."
    )
    assert (document.title, document.outlet, document.authors) == (
        "Smoke over the salt works",
        "Tern Wire",
        ("Mira Holt",),
    )
    assert (document.published, document.modified) == ("2020-06-01T05:10:00+00:00", "2020-06-01T06:00:00+00:00")
    assert document.identifier == "urn:newsml:tern.example:1"
    assert not document.retracted


def test_a_message_of_several_items_with_a_cancellation_and_a_picture() -> None:
    cancelled = item(XHTML, '<pubStatus qcode="stat:canceled"/><edNote>Kill it</edNote>', 2)
    picture = item("<remoteContent/>", number=3, kind="picture")
    found = got(f"<newsMessage {NAR}><itemSet>{item(XHTML)}{cancelled}{picture}</itemSet></newsMessage>".encode())
    first, second = found.documents.values()
    assert (first.retracted, second.retracted) == (False, True)
    assert second.warnings == ("The sender notes: Kill it",)
    assert found.notes == ["1 items are packages, pictures, films or sounds, and no documents"]


def test_credit_is_an_upstream() -> None:
    more = '<infoSource literal="Harbour Gazette"/>'
    assert referred(read(item(XHTML, more).encode(), name="in"))[0][:3] == ("source", "infoSource", "Harbour Gazette")


@pytest.mark.parametrize(("status", "retracted"), [("usable", False), ("canceled", True), ("withdrawn", True)])
def test_nitf(status: str, retracted: bool) -> None:
    document = read(NITF.format(status=status).encode(), name="in")
    assert document.text.split("\n\n") == [
        "Smoke over the salt works", "SALT BAY — A warden saw smoke, the foreman said.", "Night", "No shed burnt.",
    ]  # fmt: skip
    assert (document.outlet, document.authors, document.published) == (
        "The Tern",
        ("Mira Holt",),
        "2020-06-01T05:10:00+00:00",
    )
    assert document.retracted is retracted


def test_nitf_inside_newsml_g2() -> None:
    inner = NITF.format(status="usable").split("-->")[1]
    document = read(item(f'<inlineXML contenttype="application/nitf+xml">{inner}</inlineXML>').encode(), name="in")
    assert document.outlet == "Tern Wire"
    assert "No shed burnt." in document.text


@pytest.mark.parametrize(("status", "retracted"), [("usable", False), ("canceled", True), ("recalled", True)])
def test_superdesk(status: str, retracted: bool) -> None:
    given = {
        "guid": "urn:newsml:localhost:1:x", "type": "text", "pubstatus": status, "headline": "Smoke over the salt works",
        "byline": "Mira Holt", "source": "Tern Wire", "copyrightholder": "The Tern", "firstcreated": "2020-06-01T05:10:00+0000",
        "versioncreated": "2020-06-01T06:00:00+0000", "body_html": "<p>A warden saw smoke, the foreman said.</p>",
    }  # fmt: skip
    document = read(json.dumps(given).encode(), name="in")
    assert (document.title, document.outlet) == ("Smoke over the salt works", "The Tern")
    assert (document.published, document.modified) == ("2020-06-01T05:10:00+00:00", "2020-06-01T06:00:00+00:00")
    assert document.retracted is retracted
    assert [r[:3] for r in referred(document)] == [("source", "source", "Tern Wire")]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (
            '<?xml version="1.0"?><ledgerbook><entry>A warden said that a shed burnt.</entry></ledgerbook>',
            "“ledgerbook”",
        ),
        ("<!-- x --><tale:story xmlns:tale='u'><a1>A warden said so.</a1><b1>x</b1></tale:story>", "“story”"),
        ('<?xml version="1.0"?>', "without an element"),
        ('<?xml version="1.0"?><urlset><url><loc>https://tern.example/</loc></url></urlset>', "sitemap"),
        ("<!-- a --><!-- b --><opml><body/></opml>", "OPML"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><text>A warden said so.</text></svg>", "SVG"),
        ("\\documentclass{article}\nA warden said so.", "LaTeX"),
        ("%!PS-Adobe-3.0\n(A warden said so) show", "PostScript"),
        ("BEGIN:VCALENDAR\nSUMMARY:A warden said so\nEND:VCALENDAR", "iCalendar"),
    ],
)
def test_what_nobody_knows_is_refused_by_name(given: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        read(given.encode(), name="in")


@pytest.mark.parametrize(
    "given",
    [
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html><body>%s</body></html>',
        "<!-- one --><!-- two --><!doctype html><html><body>%s</body></html>",
        "<3 is what they wrote on the wall of the shed, %s",
        "“<b>” is how it was printed. %s",
    ],
)
def test_pages_and_prose_are_read_as_before(given: str) -> None:
    assert (
        "warden" in read((given % "A warden of the salt works said that no shed had burnt.").encode(), name="in").text
    )
