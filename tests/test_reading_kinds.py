"""Pages of kinds that are easily misread: live blogs, fact-checks, menus around the article, several containers; dates
that cannot be; entries of aggregators; lines that desks and agencies add."""

# ruff: noqa: E501  (markup stands as it comes)
from __future__ import annotations

import json
import resource
from typing import Any

import pytest

from tests.reading import got, referred
from whosays.model import Document, DocumentKind
from whosays.reading import read
from whosays.reading.furniture import is_furniture

PARAGRAPHS = [
    "A warden of the salt works saw smoke over the drying sheds before dawn, long before the first boats went out.",
    "The foreman told the Tern that two of the nine sheds had been empty since the floods of the spring, and locked.",
    "Nobody was hurt, the fire brigade of Salt Bay said on Saturday, and the road along the dyke was open again by noon.",
    "The owners, a family of the town, did not answer two letters in which this newspaper asked them about the locks.",
    "A neighbour who keeps bees behind the sheds said that he had smelled burnt tar for an hour before he saw a flame.",
    "The council meets on Tuesday to talk about the dyke, the sheds and what is to become of the old pumping station.",
]
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
ADDRESS = "https://tern.example/a/smoke"


def page(
    body: str = f"<article><h1>Smoke over sheds</h1>{BODY}</article>", *described: Any, head: str = ""
) -> Document:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(d)}</script>' for d in described)
    markup = f"<!doctype html><html lang=en><head><title>Smoke over sheds</title>{head}{scripts}</head><body>{body}</body></html>"
    return read(markup.encode(), name="in")


def test_a_live_blog_has_its_own_title_and_date_not_its_newest_updates() -> None:
    update = {
        "@type": "BlogPosting",
        "headline": "Road open",
        "datePublished": "2020-06-02",
        "articleBody": "Long. " * 50,
    }
    update |= {"author": {"@type": "Person", "name": "Una Vale"}, "url": ADDRESS, "mainEntityOfPage": ADDRESS}
    blog = {"@type": "LiveBlogPosting", "headline": "Smoke: live", "datePublished": "2020-06-01", "url": ADDRESS}
    blog |= {"author": [{"name": "Mira Holt"}, {"name": "Ada Quill"}]}
    for described in (
        {**blog, "liveBlogUpdate": [update, update]},
        {"@graph": [{**blog, "liveBlogUpdate": [{"@id": "#u1"}]}, {**update, "@id": "#u1"}]},
        {"@graph": [{**update, "@id": "#u1"}, {**blog, "liveBlogUpdate": {"@id": "#u1"}}]},
    ):
        document = page(f"<h1>Smoke: live</h1>{BODY}", described)
        assert (document.title, document.published) == ("Smoke: live", "2020-06-01")
        assert document.authors == ("Mira Holt", "Ada Quill")


def test_a_fact_check_has_nothing_of_the_post_that_it_reviews() -> None:
    post = {"@type": "SocialMediaPosting", "headline": "They burnt it", "datePublished": "2020-05-30"}
    post |= {"author": {"@type": "Person", "name": "Bay Truth"}}
    for reviewed in (post, {"@type": "Claim", "appearance": post, "author": {"name": "Bay Truth"}}):
        check = {"@type": "ClaimReview", "claimReviewed": "The sheds were burnt on purpose", "itemReviewed": reviewed}
        document = page(
            f"<h1>No, nobody burnt the sheds</h1><p class=byline>By Mira Holt</p>{BODY}",
            {**check, "datePublished": "2020-06-01", "author": {"@type": "Organization", "name": "Tern Check"}},
            head='<meta property="og:site_name" content="Tern Check">',
        )
        assert document.title == "No, nobody burnt the sheds"
        assert (document.published, document.authors, document.kind) == (
            "2020-06-01",
            ("Mira Holt",),
            DocumentKind.ARTICLE,
        )


MENU = "".join(
    f'<li><a href="/s/{n}">{word}</a></li>' for n, word in enumerate(["News", "Sport", "Sheds", "Tides", "Boats"] * 40)
)


@pytest.mark.parametrize(
    "body",
    [
        f"<header><ul>{MENU}</ul></header><div><aside class=col><div><section><article><div>{BODY}</div></article></section></div></aside></div>",
        f"<div class=menu><ul>{MENU}</ul></div><aside id=secondary><div class=text>{BODY}</div>",
        f"<nav><ul>{MENU}</ul></nav><table><tr><td><ul>{MENU}</ul></td><td>{BODY}</td></tr></table>",
    ],
)
def test_the_menu_is_never_the_article(body: str) -> None:
    text = page(body).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "News Sport" not in text


def pieces(kind: str) -> str:
    inner = [
        f'<div class="{kind}"><div class="inner"><p>{"</p><p>".join(PARAGRAPHS[n : n + 2])}</p></div></div>'
        for n in (0, 2, 4)
    ]
    return f"<main><article><h1>Smoke over sheds</h1>{'<div class=ad>Advertisement</div>'.join(inner)}</article></main>"


@pytest.mark.parametrize("kind", ["body article__body", "text-block", "story-chunk paragraph"])
@pytest.mark.parametrize("described", [True, False])
def test_an_article_in_several_containers_is_read_whole_and_in_order(kind: str, described: bool) -> None:
    whole = {"@type": "NewsArticle", "headline": "Smoke over sheds", "articleBody": "\n".join(PARAGRAPHS)}
    text = page(pieces(kind), *([whole] if described else [])).text
    assert [p for p in text.split("\n\n") if p in PARAGRAPHS] == PARAGRAPHS


def test_the_text_for_search_engines_fills_in_with_its_links_and_without_its_markup() -> None:
    linked = BODY.replace("two letters", '<a href="/letters">two letters</a>')
    body = f"<article><h1>Smoke over sheds</h1><p>{PARAGRAPHS[0]}</p></article><section class=more>{linked}</section>"
    document = page(
        body, {"@type": "NewsArticle", "articleBody": "<br/>".join(PARAGRAPHS)}, head=f"<base href={ADDRESS}>"
    )
    assert all(paragraph in document.text for paragraph in PARAGRAPHS)
    assert [document.quote((link.span,)) for link in document.links] == ["two letters"]


def test_teasers_at_the_foot_are_cut_off_and_links_in_the_text_are_not() -> None:
    teasers = "".join(
        f'<p><a href="/t/{n}">The tide tables of the bay are printed anew</a></p><p>What the captains want</p>'
        for n in range(4)
    )
    body = BODY.replace("<p>The owners", '<p><a href="/o">The owners</a>')
    document = page(f"<article><h1>Smoke over sheds</h1>{body}<h2>Read on</h2>{teasers}</article>")
    assert "tide tables" not in document.text
    assert document.text.endswith("pumping station.")
    assert len(document.links) == 1


@pytest.mark.parametrize(
    ("head", "described", "published", "doubt"),
    [
        ("", {"datePublished": "2088-06-01"}, "2088-06-01", "future"),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', {}, None, "1970"),
        (
            '<meta property="article:published_time" content="2020-06-01T05:10:00-05:00">',
            {"datePublished": "2020-06-01T05:10:00Z"},
            "2020-06-01T05:10:00+00:00",
            "two zones",
        ),
        ('<link rel=canonical href="https://tern.example/archive/2093/06/01/x">', {}, None, "not taken"),
        ('<link rel=canonical href="https://tern.example/2019/06/01/x">', {}, "2019-06-01", None),
    ],
)
def test_dates_that_cannot_be_are_told(head: str, described: dict[str, str], published: str, doubt: str | None) -> None:
    document = page(f"<h1>Smoke over sheds</h1>{BODY}", {"@type": "NewsArticle", **described}, head=head)
    assert document.published == published
    assert any(doubt in warning for warning in document.warnings) if doubt else not document.warnings


def feed(title: str, more: str = "") -> bytes:
    described = '&lt;a href="x"&gt;Smoke over sheds&lt;/a&gt;&amp;nbsp;&lt;font&gt;The Tern&lt;/font&gt;'
    return (
        "<!-- a --><!-- b --><rss version='2.0'><channel><title>smoke - Finder</title><link>https://finder.example</link><item>"
        f"<title>{title}</title><link>https://finder.example/1</link><guid>https://finder.example/1</guid>"
        f"<description>{described}</description>{more}</item></channel></rss>"
    ).encode()


@pytest.mark.parametrize("dash", [" - ", " – ", " | "])
def test_an_aggregators_entry_is_the_outlets_that_it_names(dash: str) -> None:
    document = got(feed(f"Smoke over sheds{dash}The Tern", '<source url="https://tern.example">The Tern</source>')).only
    assert (document.outlet, document.title, document.text) == ("The Tern", "Smoke over sheds", "Smoke over sheds")
    assert referred(document)[0][:3] == ("via", "channel", "smoke - Finder")
    assert "only the headline" in document.warnings[0]


def test_an_entry_that_only_names_where_it_has_its_text_from_stays_its_feeds() -> None:
    document = got(feed("Smoke over sheds", '<source url="https://tern.example">The Tern</source>')).only
    assert document.outlet == "smoke - Finder"
    assert referred(document)[0][:3] == ("source", "source", "The Tern")


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2030 Tern Wire. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
        "© 2030 Tern Wire",
        "(More to follow)",
        "More to follow.",
        "This is a developing story and will be updated.",
        "Join the conversation",
        "Join the discussion on our page",
        "FILE - The sheds of the salt works seen from the dyke, June 1, 2030.",
        "The sheds of the salt works after the fire on Saturday. (Photo by Mira Holt/Tern Wire)",
        "The foreman of the salt works on the dyke on Saturday (AP Photo/Mira Holt)",
        "Image caption The sheds seen from the dyke",
        "05:10 GMT",
        "Updated 5:10 a.m. EST",
        "3 hours ago",
        "4 min read",
        "The views expressed are the author's own.",
        "Views and opinions expressed here are those of the writers and do not necessarily reflect those of the Tern.",
        "The opinions are the columnist's alone.",
        "Opinions expressed in this column are hers alone.",
        "DISCLAIMER: The writer owns shares of the salt works.",
        "The content of this page does not amount to, and is no, investment advice.",
        "This article is not intended as medical advice and should not be read as such.",
        "Tern Wire does not give tax or legal advice.",
        "This transcript was generated by a program; it may hold mistakes.",
        "This conversation has been edited for length and clarity.",
        "A version of this story ran in the print edition of 4 June.",
        "This story is part of our series on salt.",
        "We have no owner. Please consider supporting us.",
        "If you need support, call 116 123 at any hour.",
        "For confidential help visit www.listeners.example.",
        "All times GMT",
        "Scroll down to see the pictures",
        "Watch: the sheds burn",
        "Listen to this story",
    ],
)
def test_what_desks_and_agencies_add_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("unit", ["ab /", "a / b ", "| x |", "xx | "])
def test_a_line_of_slashes_is_read_in_no_time(unit: str) -> None:
    limit = resource.getrusage(resource.RUSAGE_SELF).ru_utime + 5
    assert not is_furniture(unit * 30)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime < limit


@pytest.mark.parametrize(
    "line",
    [
        "More to follow the example of the neighbours was the foreman's plan.",
        "The files may not be published, the court said.",
        "Copyright is what the foreman talked about.",
        "He joined the conversation late, the warden said.",
        "Two hours ago the road was opened.",
        "FILES of men came down the dyke.",
        "The opinions expressed in the poll are those of 900 voters, the institute said.",
        "The views of the mayor are his own business.",
        "For help the residents may call on the county, the mayor said.",
        "The article is no legal advice that anybody should follow, the bar said.",
        "This interview was made public by the court.",
        "Comments on the plan are closed to the public, residents complain.",
        "The series of break-ins is part of a feud.",
    ],
)
def test_what_only_sounds_like_it_is_not(line: str) -> None:
    assert not is_furniture(line)


def test_who_contributed_stands_at_the_foot_in_several_lines() -> None:
    foot = ["___", "Holt reported from Salt Bay.", "Tern Wire writer Una Vale in Quay contributed to this report."]
    copyright_line = "Copyright 2030 Tern Wire. All rights reserved."
    document = read("\n\n".join([*PARAGRAPHS, *foot, copyright_line]).encode(), name="in")
    assert [document.text[a:b] for a, b in document.furniture] == [*foot, copyright_line]
