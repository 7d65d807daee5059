"""Plain text: kept as it is, with furniture, headline, byline, dates and topics found in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.errors import InputError
from whosays.model import Document, DocumentKind
from whosays.reading import article as article_module
from whosays.reading import read, read_text
from whosays.reading.furniture import is_furniture, surroundings

ARTICLE = """\
Council denies bridge will close
By Ada Quill, Transport Correspondent
Published 12:04, 5 November 2024
Updated 6 November 2024 at 9:30 am GMT

The town council has denied that the old bridge will close, a spokesperson said on Tuesday.
Advert
“We have no such plans,” the mayor told the Harbour Post.
READ MORE: Ten things to know about the bridge
Share on Facebook
Tweet
Copy link
Advert spending on the bridge campaign fell, he said.
Read more books, she told them.
Photo: Ada Quill/Getty
The engineers have not replied.
© 2024 Harbour Post. All rights reserved.
Topics: Bridges, Town council, Traffic
"""


def furniture(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.furniture]


def test_an_article_with_everything_around_it() -> None:
    document = read_text(ARTICLE)
    assert document.text == ARTICLE
    assert document.kind is DocumentKind.ARTICLE
    assert document.title == "Council denies bridge will close"
    assert document.authors == ("Ada Quill",)
    assert document.published == "2024-11-05T12:04:00"
    assert document.modified == "2024-11-06T09:30:00+00:00"
    assert document.topics == ("Bridges", "Town council", "Traffic")
    assert document.language == "en"
    assert document.outlet is None
    assert furniture(document) == [
        "By Ada Quill, Transport Correspondent",
        "Published 12:04, 5 November 2024",
        "Updated 6 November 2024 at 9:30 am GMT",
        "Advert",
        "READ MORE: Ten things to know about the bridge",
        "Share on Facebook",
        "Tweet",
        "Copy link",
        "Photo: Ada Quill/Getty",
        "© 2024 Harbour Post. All rights reserved.",
        "Topics: Bridges, Town council, Traffic",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Advert",
        "ADVERTISEMENT",
        "- Advertisement -",
        "[Advertisement]",
        "Sponsored",
        "Story continues below",
        "Article continues after advertisement",
        "Scroll down to continue",
        "Read more",
        "Read more: The mayor said no to the bridge",
        "READ MORE Why the bridge matters to the town",
        "Read more on this story: the bridge in pictures",
        "SEE ALSO:  Five bridges worth a visit",
        "Also read: Mayor says bridge is safe",
        "Related: Bridge will stay open, mayor says",
        "[ Related: A bridge too near ]",
        "Related articles",
        "Recommended for you",
        "Most read",
        "Don’t miss",
        "Share this article",
        "Share on Facebook (opens in new window)",
        "Facebook Twitter WhatsApp Email",
        "Facebook | X | LinkedIn | Copy link",
        "Tweet",
        "12 comments",
        "Comments (73)",
        "1.2k shares",
        "Leave a comment",
        "Sign up for our newsletter.",
        "Sign up to our daily briefing and never miss a story",
        "Subscribe to our newsletter",
        "Subscribe now",
        "Follow us on Twitter and Facebook",
        "Follow Ada Quill on Twitter @adaquill",
        "Download our app",
        "Click here to subscribe",
        "Got a story? Email our news desk",
        "Credit: Ada Quill/Getty",
        "Photo: Reuters",
        "[Photo credit: Cpl. A. B. Quill/U.S. Marine Corps]",
        "Ada Quill/Getty Images",
        "Photograph by Ada Quill",
        "Image source, Getty Images",
        "© 2024 Harbour Post",
        "Copyright 2024 Harbour Post Ltd. All rights reserved.",
        "All rights reserved",
        "3 min read",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Advert spending fell, he said.",
        "The advert was withdrawn.",
        "Read more books, she told them.",
        "Read more, he said, and you will see",
        "“Read more: it helps,” she added.",
        "Share prices fell on Tuesday.",
        "Related documents show the bridge was never checked.",
        "Sponsored by a bank, the report says the bridge is safe.",
        "Follow the money, a police source said.",
        "Follow us on Twitter, the mayor told them, and you will see.",
        "Comments by the mayor on Tuesday caused anger.",
        "Copyright law is changing, lawyers say.",
        "Credit for the bridge goes to the engineers.",
        "Photos of the bridge went round the world.",
        "Twitter",
        "More on the bridge tomorrow, she wrote.",
        "Tags were found on the animals.",
        "Sign up for the army, they were told.",
        "Facebook said it had removed the post.",
        "Trending stories are rarely checked.",
        "Subscribe to the theory or not, the bridge is old.",
        "Watch how the claim spread",
        "“Advert”",
        "This story was first published by the Harbour Post.",
        "Source: Harbour Post",
        "Topics of the day were the bridge and the ferry.",
        "(c) the third point was dropped",
        "Here’s what you need to know:",
        "What happens next?",
        "",
    ],
)
def test_lines_of_an_article_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_bar_of_networks_one_to_a_line() -> None:
    text = (
        "The bridge is shut, the council said on Monday night.\n\nFacebook\nX\nLink\n\nIt will open again, he said.\n"
    )
    assert furniture(read_text(text)) == ["Facebook", "X", "Link"]
    alone = "Facebook\n\nThe company said on Monday that it had removed the post about the bridge.\n"
    assert furniture(read_text(alone)) == []


def test_topics_need_to_stand_at_an_end_and_to_be_a_list() -> None:
    middle = (
        "The list has two parts, the mayor said.\nTopics: bridges, ferries\nBoth are dear to him, he said in a note.\n"
    )
    assert read_text(middle).topics == ()
    assert furniture(read_text(middle)) == []
    said = "The mayor spoke for an hour on Monday night.\nTopics: the bridge and the ferry, he said, and nothing else\n"
    assert read_text(said).topics == ()
    below = "The mayor spoke for an hour on Monday night.\n\nTags\nBridges\nTown council\n#traffic\n"
    document = read_text(below)
    assert document.topics == ("Bridges", "Town council", "traffic")
    assert furniture(document) == ["Tags", "Bridges", "Town council", "#traffic"]
    filed = read_text("The mayor spoke for an hour on Monday night.\nFiled under: Bridges | Ferries")
    assert filed.topics == ("Bridges", "Ferries")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ada Quill", ("Ada Quill",)),
        ("By ADA QUILL and TOM DE WIT", ("ADA QUILL", "TOM DE WIT")),
        ("By Ada Quill, Ben O’Hara and Tom de Wit", ("Ada Quill", "Ben O’Hara", "Tom de Wit")),
        ("by Ada Quill-Reed in Harbourtown", ("Ada Quill-Reed",)),
        ("By Ada Quill, Chief Political Correspondent", ("Ada Quill",)),
        ("By Ada Quill | Nov. 5, 2024", ("Ada Quill",)),
        ("Written by Ada Quill", ("Ada Quill",)),
        ("By Tuesday evening the bridge was shut", ()),
        ("By the bridge", ()),
        ("By George, he did it!", ()),
        ("By far the oldest bridge in town", ()),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    document = read_text(
        f"Council denies bridge will close\n{line}\n\nThe council has denied that the old bridge will close.\n"
    )
    assert document.authors == authors
    assert (line in furniture(document)) is bool(authors)


def test_what_stands_under_a_byline() -> None:
    text = (
        "Bridge to stay\nBy Ada Quill\nTransport correspondent\n3 hours ago\n\nThe council denied it again on Monday.\n"
    )
    assert furniture(read_text(text)) == ["By Ada Quill", "Transport correspondent", "3 hours ago"]


def test_who_reported_and_edited_is_furniture_and_where_it_came_from_is_not() -> None:
    text = (
        "HARBOURTOWN (Reuters) - The council has denied that the bridge will close.\n"
        "This story was first published by the Harbour Post.\n"
        "(Reporting by Ada Quill; Editing by Tom de Wit)\n"
    )
    document = read_text(text)
    assert furniture(document) == ["(Reporting by Ada Quill; Editing by Tom de Wit)"]
    assert document.outlet is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bridge to stay open\n\nThe council has denied that the bridge will close.", "Bridge to stay open"),
        ("Will the bridge close?\n\nThe council has denied that it will do so.", "Will the bridge close?"),
        ("Advert\nBridge to stay open\n\nThe council has denied it again on Monday.", "Bridge to stay open"),
        ("The bridge will stay open.\n\nThe council has denied that it will close.", None),
        ("The council has denied that the old\nbridge will close. It said so on Monday, when\nthe mayor spoke.", None),
        ("Bridge to stay open", None),
        ("Dear reader,\n\nThe council has denied that the bridge will close.", None),
        ("“We will stay,” he said. “Here.”\n\nThe council has denied that the bridge will close.", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    document = read_text(text)
    assert document.title == title
    assert document.text == text


def test_a_headline_is_no_furniture() -> None:
    assert furniture(read_text(ARTICLE))[0].startswith("By")


def test_posts() -> None:
    post = read_text(
        "Ada Quill @adaquill · Nov 5, 2024\nA source tells me that the bridge is shut for good.\n12 Retweets 40 Likes"
    )
    assert post.kind is DocumentKind.POST
    assert post.authors == ("Ada Quill",)
    assert post.published == "2024-11-05"
    assert furniture(post) == ["Ada Quill @adaquill · Nov 5, 2024", "12 Retweets 40 Likes"]
    reply = read_text("@adaquill the council says the bridge is open. Who told you that?")
    assert reply.kind is DocumentKind.POST
    mention = read_text("The council said @adaquill was wrong about the bridge. It stays open, the mayor said.")
    assert mention.kind is DocumentKind.ARTICLE


def test_languages() -> None:
    assert read_text(ARTICLE).language == "en"
    assert read_text("Das Ministerium erklärte am Montag, die Brücke bleibe geöffnet.").language == "de"
    assert read_text("Yes, no.").language is None


def test_every_kind_of_input(tmp_path: Path) -> None:
    path = tmp_path / "article.html"  # the name says nothing
    path.write_bytes(b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode())
    expected = ARTICLE.replace("\n", "\r\n")
    assert read(path).text == expected
    assert read(str(path)).text == expected
    assert read(path.read_bytes()).text == expected
    with path.open("rb") as binary:
        assert read(binary).text == expected
    assert read(io.StringIO(ARTICLE)).text == ARTICLE
    assert len(read(path).furniture) == 11


def test_bad_inputs_get_one_sentence(tmp_path: Path) -> None:
    def cause(source: str | Path | bytes, name: str | None = None) -> str:
        with pytest.raises(InputError) as caught:
            read(source, name=name)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert cause(tmp_path / "none.txt") == f"{tmp_path / 'none.txt'}: there is no such file"
    assert "folder" in cause(tmp_path)
    assert "no such file" in cause(str(tmp_path / "none" / "x"))
    assert "too long" in cause("x" * 5_000)
    assert "no file name" in cause("a\0b")
    assert "only https:// and http://" in cause("ftp://news.example/a")
    assert cause(b"", "-") == "-: it is empty"
    assert "white space" in cause(" \n\t".encode("utf-16"))
    assert "no word" in cause(b"... --- !!!")
    assert "feed" in cause(b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>")


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="permission denied"):
        read(tmp_path / "x.txt")


def test_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    line = b"x" * (article_module.MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 20 MB"):
        read(line)
    with pytest.raises(InputError, match="larger than 20 MB"):
        read(io.BytesIO(line))
    with pytest.raises(InputError, match="larger than 20 MB"):
        read_text(line.decode())


def test_a_very_long_line_and_very_many_lines() -> None:
    assert read_text("He said so. " * 300_000).furniture == ()
    assert len(read_text("Advert\n" * 50_000 + "He said so.").furniture) == 50_000
    with pytest.raises(InputError, match="more than 300,000 lines"):
        read_text("so\n" * 300_001)


@given(st.binary())
def test_any_bytes_become_a_document_or_an_error(content: bytes) -> None:
    try:
        document = read(content)
    except InputError:
        return
    check(document)


LINES = st.sampled_from(
    [
        "Advert",
        "By Ada Quill",
        "Topics: a, b",
        "Tags",
        "Facebook",
        "@ada",
        "12:04, 5 November 2024",
        "",
        " ",
        "He said so.",
    ]
)


@given(st.lists(LINES | st.text(), max_size=12), st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"]))
def test_any_text_becomes_a_document_or_an_error(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        document = read_text(text)
    except InputError:
        return
    check(document)
    assert document == read_text(text)


@given(st.lists(LINES | st.text(), max_size=12).map("\n".join))
def test_furniture_is_whole_lines(text: str) -> None:
    for start, end in surroundings(text).furniture:
        line_start = max(text.rfind(c, 0, start) for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029") + 1
        assert not text[line_start:start].strip()
        assert text[start:end] == text[start:end].strip()


def check(document: Document) -> None:
    end = 0
    for start, stop in document.furniture:
        assert end <= start < stop <= len(document.text)
        end = stop
    for link in document.links:
        assert 0 <= link.span[0] < link.span[1] <= len(document.text)


BODY = "\n\nBy Ada Quill\n\nThe town council has said that the old bridge will close for good on Monday next week.\n"


@pytest.mark.parametrize(
    ("head", "outlet", "title"),
    [
        ("Harbour Courier\nMonday 2 March 2026\n\nOld bridge to close on Monday", "Harbour Courier", "Old bridge to"),
        ("The Upland Gazette\n4 March 2026\n\nBridge closes, says council", "The Upland Gazette", "Bridge closes"),
        ("Tarn Valley News\n2026-03-02\n\nBridge shuts for good", "Tarn Valley News", "Bridge shuts"),
        ("Hollow Times\n\nOld bridge to close on Monday", "Hollow Times", "Old bridge to"),
        ("Weir & Mill Advertiser\n\nNo more crossings from Monday", "Weir & Mill Advertiser", "No more"),
        ("World News\n3 March 2026\n\nOld bridge to close on Monday", None, "Old bridge to"),
        ("Breaking Local News\n3 March 2026\n\nBridge shuts for good", None, "Bridge shuts"),
        ("Seals in Car Park\n3 March 2026\n\nResidents count three hundred", None, "Seals in Car Park"),
        ("Bank Sues Paper\n3 March 2026\n\nEditors reject the claim", None, "Bank Sues Paper"),
        ("Old Bridge Closes\n\nCouncil says it costs too much", None, "Old Bridge Closes"),
        ("Council denies bridge will close\n3 March 2026", None, "Council denies"),
        ("Mayor Quits Press Council\n\nTown is left without a voice", None, "Mayor Quits"),
        ("Harbour Courier", None, "Harbour Courier"),
    ],
)
def test_a_papers_name_over_the_headline_is_no_headline(head: str, outlet: str | None, title: str) -> None:
    document = read_text(head + BODY)
    assert (document.outlet, (document.title or "")[: len(title)]) == (outlet, title)
    assert document.text == head + BODY
    assert (head.split("\n")[0] in furniture(document)) == (not head.startswith(title))
