"""Web pages: body, exact links, metadata by its priorities, and pages that hold no article."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosays.errors import InputError
from whosays.fetching.fetch import Page
from whosays.model import Document, DocumentKind
from whosays.reading import read, read_text
from whosays.reading.bylines import authors
from whosays.reading.dates import iso_date

PARAGRAPHS = """
<p>The town council has denied that the old bridge will close, a spokesperson
said on <a href="/briefing">Tuesday</a>.</p>
<p>“We have no such plans,” the mayor told
the <a href="https://post.example/story?id=1&amp;x=2">Harbour  Post</a>, which
had <b>first reported</b> the closure.<sup><a href="#note">1</a></sup></p>
<p>According to <a href="https://engineers.example/report">an <em>unpublished</em> report</a>, the bridge is safe for
another twenty years. <a href="mailto:desk@news.example">Write to us</a>.
The engineers have not replied to questions.</p>
<blockquote><p>“It was a usually reliable source that told me so,” the columnist wrote.</p></blockquote>
<ul><li>The bridge was built in 1905 and widened in 1961.</li><li>Some 12,000 cars cross it each day.</li></ul>
<p>The council will meet again next week, when it is expected to vote on the ferry instead of the bridge.</p>
"""


def page(
    head: str = "", body: str = PARAGRAPHS, top: str = "<h1>Council denies bridge will close</h1>", lang: str = "en"
) -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}'
        "<script>var article = '<p>not shown</p>'; track('x');</script><style>p {color: red}</style></head>"
        f'<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article>{top}{body}</article></main>'
        '<footer><p>© 2024 Harbour Gazette</p><script>alert("gone")</script></footer></body></html>'
    )


def ld(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **fields})}</script>'


def anchors(document: Document) -> list[tuple[str, str]]:
    return [(document.text[slice(*link.span)], link.url) for link in document.links]


def test_the_body_is_plain_text_with_the_headline_first() -> None:
    document = read(page("<title>Council denies bridge will close | Harbour Gazette</title>").encode())
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == "Council denies bridge will close" == document.title
    assert paragraphs[1].startswith("The town council has denied")
    assert "Harbour Post, which had first reported the closure." in paragraphs[2]
    assert "Some 12,000 cars cross it each day." in paragraphs
    assert not any(word in document.text for word in ("not shown", "alert", "track", "color", "Home", "Harbour  "))
    assert document.kind is DocumentKind.ARTICLE
    assert document.language == "en"


def test_a_headline_in_the_body_is_not_put_there_twice() -> None:
    body = f"<h2>Council denies bridge will close</h2>{PARAGRAPHS}"
    document = read(page("<title>Council denies bridge will close</title>", body, top="").encode())
    assert document.text.count("Council denies bridge will close") == 1


def test_links_stand_where_their_words_stand() -> None:
    document = read(page('<link rel="canonical" href="https://news.example/2024/11/05/bridge">').encode())
    assert anchors(document) == [
        ("Tuesday", "https://news.example/briefing"),
        ("Harbour Post", "https://post.example/story?id=1&x=2"),
        ("an unpublished report", "https://engineers.example/report"),
    ]


def test_without_an_address_relative_links_stay_relative() -> None:
    assert anchors(read(page().encode()))[0] == ("Tuesday", "/briefing")
    assert (
        anchors(read(page('<base href="https://base.example/x/">').encode()))[0][1] == "https://base.example/briefing"
    )


def test_json_ld_goes_before_meta_tags_and_those_before_what_is_shown() -> None:
    meta = (
        '<meta property="og:title" content="Meta headline for the bridge story">'
        '<meta name="author" content="Ben Meta"><meta property="article:published_time" content="2024-11-04T08:00:00Z">'
        '<meta property="article:modified_time" content="2024-11-04T09:00:00+02:00">'
        '<meta property="og:site_name" content="Harbour Gazette"><meta property="og:url" content="https://n.example/meta/1">'
        '<meta name="keywords" content="meta, tags"><meta property="article:tag" content="Bridges">'
    )
    shown = '<h1>Council denies bridge will close</h1><p class="byline">By Cleo Shown</p>'
    shown += '<time datetime="2024-11-03">3 Nov</time>'
    article = ld(
        **{"@type": "NewsArticle"},
        headline="Council denies the bridge will close",
        author=[{"@type": "Person", "name": "Ada Quill"}, {"@type": "Person", "name": "Tom de Wit"}],
        publisher={"@type": "Organization", "name": "Gazette Holdings"},
        datePublished="2024-11-05T12:04:00+01:00",
        dateModified="2024-11-06",
        inLanguage="en-GB",
        keywords="bridges, council; traffic",
    )
    full = read(page(meta + article, top=shown).encode())
    assert full.title == "Council denies the bridge will close"
    assert full.authors == ("Ada Quill", "Tom de Wit")
    assert full.published == "2024-11-05T12:04:00+01:00"
    assert full.modified == "2024-11-06"
    assert full.topics == ("bridges", "council", "traffic")
    assert full.outlet == "Harbour Gazette"  # the brand, not the holding
    assert full.url == "https://n.example/meta/1"

    tags = read(page(meta, top=shown).encode())
    assert tags.authors == ("Ben Meta",)
    assert tags.published == "2024-11-04T08:00:00+00:00"
    assert tags.modified == "2024-11-04T09:00:00+02:00"
    assert tags.topics == ("Bridges",)
    assert tags.title == "Meta headline for the bridge story"

    seen = read(page(top=shown).encode())
    assert seen.authors == ("Cleo Shown",)
    assert seen.published == "2024-11-03"
    assert seen.outlet is None
    assert seen.url is None


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph": [{"@type": "WebSite", "name": "X"}, {"@type": ["Article", "NewsArticle"], "author": {"@id": "#a"}},'
        ' {"@id": "#a", "@type": "Person", "name": "Ada Quill"}]}',
        '[{"@type": "BreadcrumbList"}, {"@type": "NewsArticle", "author": ["Ada Quill"]}]',
        '<!-- {"@type": "NewsArticle", "author": {"name": "Ada Quill"},} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "author": {"name": "Ada\tQuill"}};\n//]]>',
        '{"@type": "Organization"} {"@type": "http://schema.org/NewsArticle", "author": {"name": ["Ada Quill"]}}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "author": {"name": "By Ada Quill"}}}',
        '{"@type": "ClaimReview", "author": {"name": "Ada Quill"}, "itemReviewed": {"author": {"name": "Not Me"}}}',
    ],
)
def test_json_ld_in_every_shape(script: str) -> None:
    assert read(page(f'<script type="application/ld+json">{script}</script>').encode()).authors == ("Ada Quill",)


LD = {
    "@type": ["NewsArticle"], "@id": "#smoke", "headline": "Smoke over the sheds", "url": "https://tern.example/1",
    "mainEntityOfPage": {"@id": "https://tern.example/1"}, "author": [{"@id": "#mira"}, {"name": "Ida Falk"}],
    "publisher": {"@type": "Organization", "@id": "#tern", "name": "The Tern"}, "datePublished": "2030-06-01",
    "keywords": ["salt", "sheds"], "inLanguage": {"alternateName": "en"}, "isAccessibleForFree": True,
    "hasPart": {"isAccessibleForFree": "False"}, "itemReviewed": {"@id": "#claim"},
    "liveBlogUpdate": [{"@type": "BlogPosting", "articleBody": "No shed has burnt."}],
}  # fmt: skip
"""An article's JSON-LD with a member of each kind."""


@pytest.mark.parametrize(
    "odd", [None, [], {}, "", 0, 10**400, 1.5, True, "https://[", [None], [["a"]], [{}], {"a": [1]}]
)
def test_a_member_of_json_ld_of_an_unexpected_type_costs_no_page(odd: Any) -> None:
    for place in _places(LD):
        nodes = [_with(LD, place, odd), {"@type": "Article", "about": {"@id": "#smoke"}}]
        assert "council" in read(page(ld(**{"@graph": nodes})).encode()).text, place


def _places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [above, *(place for key, member in members for place in _places(member, (*above, key)))]


def _with(value: Any, place: tuple[Any, ...], odd: Any) -> Any:
    if not place:
        return odd
    made = dict(value) if isinstance(value, dict) else list(value)
    made[place[0]] = _with(value[place[0]], place[1:], odd)
    return made


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[[[", '{"@type": 5}', '{"@type": "NewsArticle", "author": 7}', "[" * 5000]
)
def test_broken_json_ld_does_not_matter(script: str) -> None:
    shown = '<h1>Council denies bridge will close</h1><span>By <a href="/ada">Ada Quill</a></span>'
    head = f'<script type="application/ld+json">{script}</script>'
    assert read(page(head, top=shown).encode()).authors == ("Ada Quill",)


def test_the_pages_own_article_is_chosen_among_those_it_points_to() -> None:
    other = {"@type": "NewsArticle", "headline": "Ferry late", "url": "https://n.example/ferry", "author": "Not Me"}
    own = {
        "@type": "NewsArticle",
        "headline": "Council denies bridge will close",
        "mainEntityOfPage": {"@id": "https://n.example/bridge/"},
        "author": "Ada Quill",
    }
    head = f'<link rel="canonical" href="https://n.example/bridge">{ld(**{"@graph": [other, own]})}'
    assert read(page(head).encode()).authors == ("Ada Quill",)


@pytest.mark.parametrize(
    "top",
    [
        '<div class="article-byline">By <a rel="author" href="/x">Ada Quill</a>, Transport Correspondent</div>',
        '<span itemprop="author" itemscope><span itemprop="name">Ada Quill</span></span>',
        "<p>By <b>Ada Quill</b></p>",
        '<div class="meta"><a class="author-link" href="/x">Ada Quill</a></div>',
        "<address>By Ada Quill</address>",
    ],
)
def test_visible_bylines(top: str) -> None:
    assert read(page(top=f"<h1>Council denies bridge will close</h1>{top}").encode()).authors == ("Ada Quill",)


def test_authors_of_comments_and_teasers_are_not_the_articles() -> None:
    body = PARAGRAPHS + '<div class="comments"><span class="author">Angry Reader</span></div>'
    body += '<aside><p class="byline">By Some Else</p></aside>'
    assert read(page(body=body).encode()).authors == ()


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Ada Quill", ("Ada Quill",)),
        ("Ada Quill and Tom de Wit", ("Ada Quill", "Tom de Wit")),
        ("Ada Quill, Tom de Wit & Ben O'Hara", ("Ada Quill", "Tom de Wit", "Ben O'Hara")),
        ("Ada Quill, Political Editor", ("Ada Quill",)),
        ("Ada Quill, Harbour Gazette", ("Ada Quill",)),
        ("Ada Quill Harbour Gazette", ("Ada Quill",)),
        ("Harbour Gazette", ()),
        ("https://facebook.com/adaquill", ()),
        ("Ada Quill https://x.com/ada", ("Ada Quill",)),
        ("<a href='/x'>Ada Quill</a>", ("Ada Quill",)),
        ("Ada &amp; Ben Quill", ("Ada", "Ben Quill")),
        ("Martin Quill, Jr.", ("Martin Quill",)),
        ("Reuters", ("Reuters",)),
        ("Associated Press", ("Associated Press",)),
        ("admin", ()),
        ("ada@news.example", ()),
        ("Ada Quill (Brussels)", ("Ada Quill",)),
        ("Ada Quill; Ada Quill", ("Ada Quill",)),
        ("By Ada Quill, Northby Record", ("Ada Quill", "Northby Record")),
        ("", ()),
    ],
)
def test_author_fields(written: str, names: tuple[str, ...]) -> None:
    assert authors(written, ["Harbour Gazette"]) == names


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-11-05T12:04:00Z", "2024-11-05T12:04:00+00:00"),
        ("2024-11-05T12:04:00.123+0100", "2024-11-05T12:04:00+01:00"),
        ("2024-11-05 12:04", "2024-11-05T12:04:00"),
        ("2024-11-05 12:04:00 +0000", "2024-11-05T12:04:00+00:00"),
        ("2024-11-05", "2024-11-05"),
        ("20241105", "2024-11-05"),
        ("20241105T120400Z", "2024-11-05T12:04:00+00:00"),
        ("Tue, 05 Nov 2024 12:04:00 GMT", "2024-11-05T12:04:00+00:00"),
        ("Nov. 5, 2024", "2024-11-05"),
        ("November 5th, 2024, 12:04 p.m. EST", "2024-11-05T12:04:00-05:00"),
        ("5 November 2024 at 12.04", "2024-11-05T12:04:00"),
        ("12:04, 5 November 2024", "2024-11-05T12:04:00"),
        ("Tuesday 5 November 2024 00:04 GMT", "2024-11-05T00:04:00+00:00"),
        ("12:04 AM, Nov 5, 2024", "2024-11-05T00:04:00"),
        ("5.11.2024", "2024-11-05"),
        ("11/25/2024", "2024-11-25"),
        ("25/11/2024 08:30", "2024-11-25T08:30:00"),
        ("3/4/2024", None),
        ("1730808240", "2024-11-05T12:04:00+00:00"),
        ("1730808240000", "2024-11-05T12:04:00+00:00"),
        ("31 February 2024", None),
        ("2024-13-40", None),
        ("25:99, 5 November 2024", None),
        ("0001-01-01T00:00:00Z", None),
        ("today", None),
        ("", None),
        ("١٢٣٤٥٦٧٨٩٠", None),
        ("5 November 2024 and more", None),
    ],
)
def test_dates(written: str, date: str | None) -> None:
    assert iso_date(written) == date


@given(st.text(max_size=60) | st.from_regex(r"[0-9:/. ]{6,30}") | st.dates().map(str))
def test_any_date_field(written: str) -> None:
    date = iso_date(written)
    assert date is None or iso_date(date) is not None


def test_microdata_names_the_outlet() -> None:
    top = '<h1>Council denies bridge will close</h1><span itemprop="publisher">'
    top += '<meta itemprop="name" content="Harbour Gazette"></span>'
    assert read(page(top=top).encode()).outlet == "Harbour Gazette"


def test_a_slogan_is_no_part_of_the_outlet() -> None:
    head = '<meta property="og:site_name" content="Harbour Gazette | News, sport and more">'
    assert read(page(head).encode()).outlet == "Harbour Gazette"


def test_the_home_page_is_no_canonical_address() -> None:
    head = '<link rel="canonical" href="https://n.example/"><meta property="og:url" content="https://n.example/bridge">'
    assert read(page(head).encode()).url == "https://n.example/bridge"


def test_the_text_decides_the_language_where_the_template_is_wrong() -> None:
    german = (
        "<p>Das Ministerium erklärte am Montag, die Brücke bleibe geöffnet. Der Sprecher wollte nichts ergänzen.</p>"
        * 4
    )
    assert read(page(body=german, top="<h1>Die Brücke bleibt offen</h1>").encode()).language == "de"


def test_posts() -> None:
    post = ld(**{"@type": "SocialMediaPosting"}, author={"name": "Ada Quill"}, datePublished="2024-11-05T12:04:00Z")
    body = "<p>A source I trust tells me that the bridge is shut for good. More soon.</p>"
    document = read(page(post, body).encode())
    assert document.kind is DocumentKind.POST
    assert document.authors == ("Ada Quill",)
    on_x = read(page('<link rel="canonical" href="https://x.com/ada/status/123">', body).encode())
    assert on_x.kind is DocumentKind.POST


def test_furniture_in_a_page() -> None:
    body = PARAGRAPHS.replace("<ul>", "<p>Read more: Ten bridges worth a visit</p><p>Advertisement</p><ul>")
    document = read(page(body=body).encode())
    assert [document.text[s:e] for s, e in document.furniture] == [
        "Read more: Ten bridges worth a visit",
        "Advertisement",
    ]


def cause(text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(text if isinstance(text, bytes) else text.encode(), name="page.html")
    message = str(caught.value)
    assert message.startswith("page.html: ")
    assert "\n" not in message
    return message


STUB = "<p>The town council has denied that the old bridge will close, a spokesperson said on Tuesday.</p>"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (page(ld(**{"@type": "NewsArticle"}, isAccessibleForFree="False"), STUB), "behind a paywall"),
        (
            page(
                ld(**{"@type": "NewsArticle"}, hasPart={"isAccessibleForFree": False}), STUB + "<p>Unlock the rest.</p>"
            ),
            "behind a paywall",
        ),
        (
            page(body=STUB + "<div><p>Subscribe to continue reading</p><p>Already a subscriber? Sign in</p></div>"),
            "paywall",
        ),
        (
            "<html><title>Just a moment...</title><body><p>Checking your browser before you go on.</p></body>",
            "bot",
        ),
        (
            "<html><title>Access Denied</title><body><h1>Access Denied</h1>You don't have permission.</body></html>",
            "bot check",
        ),
        (
            "<html><title>News</title><body><div><p>We and our 812 partners use cookies to store and/or access"
            " information on a device.</p><button>Accept all</button></div></body></html>",
            "cookie notice",
        ),
        (
            "<html><title>News</title><body><noscript>You need to enable JavaScript to run this app.</noscript>"
            '<div id="root"></div><script src="/a.js"></script></body></html>',
            "JavaScript",
        ),
        ('<html><title>News</title><body><div id="app"></div><script src="a.js"></script></body></html>', "JavaScript"),
        ("<html><title>Page not found</title><body><h1>404</h1><p>Page not found</p></body></html>", "does not exist"),
        ("<html></html>", "no article text"),
        ("<!doctype html>", "empty"),
        ("<html><body><script>x</script></body></html>", "JavaScript"),
    ],
)
def test_pages_without_an_article_say_why(text: str, part: str) -> None:
    assert part in cause(text)


def test_an_article_about_cookies_and_paywalls_is_read() -> None:
    about = (
        "<p>The site told readers to accept all cookies, and to subscribe to continue reading, the regulator said.</p>"
        * 8
    )
    document = read(page(body=about + PARAGRAPHS).encode())
    assert "regulator" in document.text


def test_a_long_article_behind_a_paywall_is_read_with_a_warning() -> None:
    document = read(page(ld(**{"@type": "NewsArticle"}, isAccessibleForFree=False), PARAGRAPHS * 2).encode())
    assert "paywall" in document.warnings[0]


def test_an_article_that_only_search_engines_get() -> None:
    body = (
        "The council has denied that the bridge will close.\n\nThe mayor said so on Tuesday, after a long meeting. " * 5
    )
    article = ld(**{"@type": "NewsArticle"}, headline="Bridge stays", articleBody=body)
    text = f'<html><head>{article}</head><body><div id="root"></div></body></html>'
    document = read(text.encode())
    assert document.text.startswith("Bridge stays\n\nThe council has denied")


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPHS,
        "<p>" + PARAGRAPHS.replace("</p>", "").replace("</li>", ""),
        "<html><body>" + PARAGRAPHS.replace("</a>", ""),
        page().replace("</article></main>", "").replace("</head>", ""),
        "<div>" * 600 + PARAGRAPHS,
        "\ufeff \n<!-- saved from a browser -->\n" + page(),
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>' + page(),
        page().replace("<p>", "<p>\x00\x0b\x1f").replace("\x00", ""),
    ],
)
def test_broken_html_is_read(text: str) -> None:
    document = read(text.encode(), name="broken")
    assert "The council will meet again next week" in document.text
    assert "<" not in document.text


def test_marks_of_our_own_in_a_page_are_harmless() -> None:
    body = PARAGRAPHS.replace("Tuesday", "Tues\U000f0001day\U00100001").replace("mayor", "may\U000f0000or")
    document = read(page(body=body).encode())
    assert ("Tuesday", "/briefing") in anchors(document)
    assert not any(ord(c) >= 0xF0000 for c in document.text)


def test_a_page_in_another_encoding() -> None:
    text = (
        page().replace('<meta charset="utf-8">', '<meta charset="windows-1250">').replace("Harbour  Post", "Łódź Post")
    )
    assert "Łódź Post" in read(text.encode("cp1250", "replace")).text


def test_a_page_over_the_limit() -> None:
    assert "too many" in cause("<html>" + "<p>said he</p>" * 101_000)
    assert "too deeply nested" in cause("<html>" + "<div>" * 1_900 + "<b>he</b>" * 2_000)
    assert "larger than 10 MB" in cause("<html>" + "<p>said he</p>" * 800_000)


def test_a_fetched_page(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://news.example/2024/11/05/bridge"
    found = Page(address, page().encode(), "text/html", None)
    monkeypatch.setattr("whosays.fetching.fetch.fetch", lambda url, **_: found)
    document = read(f" {address}\n")
    assert document.url == address
    assert document.published == "2024-11-05"
    assert document.links[0].url == "https://news.example/briefing"
    plain = Page(address, b"The council has denied it, the mayor said.", "text/plain", None)
    monkeypatch.setattr("whosays.fetching.fetch.fetch", lambda url, **_: plain)
    assert read(address).url == address


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        '<a href="/x">',
        "</a>",
        "<div>",
        "</div>",
        "<h1>",
        "<script>",
        "</script>",
        "<table><tr><td>",
        "<br>",
        '<script type="application/ld+json">',
        '{"@type": "Article", "author":',
        "<title>",
        "<!--",
        "<li>",
        "said",
        " the bridge. ",
    ]
)


@given(st.lists(TAGS | st.text(max_size=20), max_size=30))
def test_any_markup_becomes_a_document_or_an_error(parts: list[str]) -> None:
    text = "<html><body>" + "".join(parts)
    try:
        document = read_text(text)
    except InputError:
        return
    assert document.text.strip()
    end = 0
    for link in document.links:
        start, stop = link.span
        assert end <= start < stop <= len(document.text)
        assert document.text[start:stop] == document.text[start:stop].strip()
        end = stop
    assert document == read_text(text)
