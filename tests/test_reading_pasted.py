"""Posts copied out of an app, a site or a picture: whose they are, when they were made, what around them is not theirs."""

# ruff: noqa: E501  (inputs stand as they come)
from __future__ import annotations

import pytest

from tests.reading import got, referred
from whosays.model import Document, DocumentKind
from whosays.reading import read_text

HULL = "Sources tell me the hull of the ferry is cracked. The company has known since May."
FALSE = "These claims are false. The hull was inspected on Monday."


def posts(text: str) -> list[Document]:
    return list(got(text.encode()).documents.values())


def body(document: Document) -> str:
    """The words of a post that are its own."""
    parts, end = [], 0
    for start, stop in (*document.furniture, (len(document.text), len(document.text))):
        parts.append(document.text[end:start])
        end = stop
    return " ".join("".join(parts).split())


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Edda Moor\n@edda_m\n·\n3h\n{HULL}\n120\n1.2K\n340\n12K Views\n", None),
        (f"Edda Moor @edda_m · 3h\n{HULL}\n120 Retweets 340 Likes\n", None),
        (f"Edda Moor @edda_m · Mar 14, 2025\n{HULL}\nShow this thread\n", "2025-03-14"),
        (f"Edda Moor\n@edda_m\n{HULL}\n6:04 PM · Mar 14, 2025\n·\n88.1K\n Views\n", "2025-03-14T18:04:00"),
        (
            f"Edda Moor ✓\n@edda_m\n\n{HULL}\n\n6:04 PM · 14 Mar 25 · 88.1K Views\nPost your reply\n",
            "2025-03-14T18:04:00",
        ),
        (f"\u202aEdda Moor\u202c\n\u202a@edda_m\u202c\n· 3h\n{HULL}\n4\n12\n", None),
        (
            f"18:47 ull 5G 72%\n< Post\nEdda Moor @\n@edda_m\n{HULL}\n6:04 PM - Mar 14, 2025\nQ t1 © W\n",
            "2025-03-14T18:04:00",
        ),
        (f"Edda Moor (@edda_m) on X, 14 March 2025:\n{HULL}\n", "2025-03-14"),
        (f"Edda Moor (@edda_m) on X, 14 March 2025: {HULL}\n", "2025-03-14"),
        (f"Edda Moor @edda_m on Twitter · March 14, 2025, 18:04\n{HULL}\n", "2025-03-14T18:04:00"),
        (f"X post by Edda Moor (@edda_m), 14 March 2025\n\n{HULL}\n", "2025-03-14"),
        (f"{HULL}\n— Edda Moor (@edda_m) March 14, 2025\n", "2025-03-14"),
        (f"Edda Moor reposted\nEdda Moor\n@edda_m\n3h\n{HULL}\nReply\nRepost\nLike\n", None),
    ],
)
def test_the_account_the_time_and_the_words_of_a_post(text: str, published: str | None) -> None:
    (post,) = posts(text)
    assert post.kind is DocumentKind.POST
    assert (post.authors, post.account, post.published) == (("Edda Moor",), "@edda_m", published)
    assert body(post) == HULL
    assert (post.text, post.title) == (text, None)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Harbour Watch on Telegram, 14 March 2025", "2025-03-14"),
        ("Harbour Watch on Telegram, 14 March 2025 at 18:04:", "2025-03-14T18:04:00"),
        ("Harbour Watch via Telegram, March 14, 2025", "2025-03-14"),
        ("Harbour Watch, Telegram, 14 March 2025", "2025-03-14"),
        ("Harbour Watch (Telegram), 14.03.2025 18:04", "2025-03-14T18:04:00"),
        ("Harbour Watch (Telegram) – 14 March 2025", "2025-03-14"),
        ("Harbour Watch | Facebook | 14 March 2025", "2025-03-14"),
        ("Harbour Watch · TikTok · 2025-03-14", "2025-03-14"),
        ("Telegram channel Harbour Watch, 14 March 2025", "2025-03-14"),
        ("Telegram: Harbour Watch, 14 March 2025", "2025-03-14"),
        ("Telegram / Harbour Watch / 2025-03-14", "2025-03-14"),
        ("[Telegram] Harbour Watch — 14.03.2025 18:04", "2025-03-14T18:04:00"),
        ("Facebook post by Harbour Watch, 14 March 2025", "2025-03-14"),
        ("14 March 2025 — Harbour Watch on Instagram", "2025-03-14"),
        ("Harbour Watch on Facebook, 3h", None),
        ("Harbour Watch on Truth Social on March 14, 2025", "2025-03-14"),
    ],
)
def test_a_line_with_name_platform_and_date_says_whose_post_it_is(line: str, published: str | None) -> None:
    (post,) = posts(f"{line}\n{HULL}\n")
    assert (post.kind, post.authors, post.published) == (DocumentKind.POST, ("Harbour Watch",), published)
    assert body(post) == HULL


def test_a_collection_of_posts_under_such_lines() -> None:
    first, second = posts(
        f"Edda Moor on X, 14 March 2025:\n{HULL}\n\nFerry Company (@tarnferry) on Telegram, 14 March 2025, 19:10\n{FALSE}\n"
    )
    assert (first.authors, first.text) == (("Edda Moor",), HULL)
    assert (second.account, second.published, second.text) == ("@tarnferry", "2025-03-14T19:10:00", FALSE)


def test_a_thread_is_cut_into_its_posts() -> None:
    thread = got(
        (
            f"Edda Moor\n@edda_m\n·\n3h\n{HULL} 1/2\n12\n1.2K\n340\n12K Views\n"
            "Edda Moor\n@edda_m\n·\n3h\nThe captain was told on Friday. 2/2\n4\n88\nShow this thread\n"
            f"Tarn Ferry\n@tarnferry\n·\n2h\nReplying to @edda_m\n{FALSE}\n33\n902\n"
        ).encode()
    )
    one, two, three = thread.documents.values()
    assert [one.text, two.text, three.text] == [f"{HULL} 1/2", "The captain was told on Friday. 2/2", FALSE]
    assert [d.account for d in (one, two, three)] == ["@edda_m", "@edda_m", "@tarnferry"]
    assert referred(three) == [("reply", "Replying to", "@edda_m", None, None)]
    assert list(thread.documents) == [":1", ":10", ":18"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Edda Moor @edda_m · 14 March 2025\n{HULL}\n1.2K Reposts 340 Likes\n", "2025-03-14"),
        (f"Edda Moor @edda_m · 3h\nTranslated from Russian\n{HULL}\nShow original\n", None),
        (f"Edda Moor @edda_m · 3h\n{HULL}\nTranslated from Russian by Google\nWas this translation accurate?\n", None),
        (f"Edda Moor@edda_m·3h\n{HULL}\n1.2KReposts 340Likes\n", None),
        (f"Edda Moor @ edda_m · 3h\n{HULL}\n", None),
        (f"Edda Moor\n@edda_m\n{HULL}\n6:04PM·Mar14,2025·88.1KViews\n1.2KReposts340Likes\n", "2025-03-14T18:04:00"),
        (
            f"19:31 ol 4G 63\n€ Post\nEdda Moor &\n@edda_m\n{HULL}\n6:04 PM - 14 Mar 25 - 88.1K Views\n© 120 tl 340 © 1.2K\n",
            "2025-03-14T18:04:00",
        ),
        (f"Edda Moor @edda_m · 3h\n{HULL} Show more\n", None),
    ],
)
def test_a_post_as_the_recognition_of_a_picture_reads_it(text: str, published: str | None) -> None:
    (post,) = posts(text)
    assert (post.authors, post.account, post.published, body(post)) == (("Edda Moor",), "@edda_m", published, HULL)


@pytest.mark.parametrize(
    "text",
    [
        f"Edda Moor is with Olaf Brandt.\n14 March 2025 at 18:04 · 🌐\n{HULL}\nLike Comment Share\n",
        f"Edda Moor is at Tarn Hollow.\n14 March 2025 at 18:04 · 🌐\n{HULL}\nLike\n",
        f"Edda Moor shared a post.\n14 March 2025 at 18:04 · @\n{HULL}\nLike\n",
        f"Tarn Valley Community Group\nEdda Moor · 14 March 2025 at 18:04 · 🌐\n{HULL}\nLike\n",
        f"Edda Moor\n12 408 subscribers\n{HULL}\n41.2K views Mar 14, 2025 at 18:04\n",
    ],
)
def test_what_facebook_and_telegram_write_beside_a_name(text: str) -> None:
    (post,) = posts(text)
    assert (post.authors, post.published, body(post)) == (("Edda Moor",), "2025-03-14T18:04:00", HULL)


@pytest.mark.parametrize("foot", ["👁 41.2K 19:12", "41.2K 19:12", "edited 19:12", "👁 41.2K, 19:12"])
def test_who_passed_a_message_on_and_where_it_is_from(foot: str) -> None:
    (post,) = posts(f"Tarn Voice\nForwarded from Harbour Watch\n{HULL}\n{foot}\n")
    assert (post.authors, body(post)) == (("Tarn Voice",), HULL)
    assert [reference[:3] for reference in referred(post)] == [("forward", "Forwarded from", "Harbour Watch")]


def test_instagram_without_a_time_at_the_top() -> None:
    (post,) = posts(f"edda.moor\nTarn Hollow\n{HULL}\nLiked by olaf_b and 340 others\n14 March 2025\n")
    assert (post.account, post.published, body(post)) == ("@edda.moor", "2025-03-14", HULL)


def test_what_readers_wrote_under_a_post_is_not_its_writers() -> None:
    post, note = posts(
        f"Edda Moor @edda_m · 3h\n{HULL}\nReaders added context they thought people might want to know\n"
        f"{FALSE}\nDo you find this helpful? Rate it\n"
    )
    assert (post.text, note.authors, note.text) == (HULL, ("Community note",), FALSE)


@pytest.mark.parametrize("label", ["Quote", "Quoted post", "Quote Tweet"])
def test_a_quoted_post_is_its_writers(label: str) -> None:
    outer, inner = posts(
        f"Tarn Ferry\n@tarnferry\n·\n2h\n{FALSE}\n{label}\nEdda Moor\n@edda_m\n·\n3h\n{HULL}\n33\n902\n12K Views\n"
    )
    assert (outer.account, outer.text) == ("@tarnferry", FALSE)
    assert (inner.account, inner.text) == ("@edda_m", HULL)
    assert referred(outer) == [("quote", "Quote", "@edda_m", None, None)]


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        ("Forwarded from Harbour Watch", "Harbour Watch"),
        ("Forwarded from: Harbour Watch", "Harbour Watch"),
        ("[Forwarded from Harbour Watch]", "Harbour Watch"),
        ("➡️ Forwarded from Harbour Watch", "Harbour Watch"),
        ("FORWARDED FROM HARBOUR WATCH", "HARBOUR WATCH"),
        ("Forwarded message from Harbour Watch", "Harbour Watch"),
        ("Forwarded many times", None),
        ("↪ Forwarded", None),
    ],
)
def test_a_forward_names_its_origin_and_nobody_else(head: str, origin: str | None) -> None:
    (post,) = posts(f"{head}\n{HULL}\n\nSubscribe: t.me/harbourwatch\n👁 41.2K  🔥 312\n18:42\n")
    assert (post.kind, post.authors, body(post)) == (DocumentKind.POST, (), HULL)
    assert [reference[:3] for reference in referred(post)] == [("forward", "Forwarded from", origin)]


def test_a_toot() -> None:
    (post,) = posts(
        f"Edda Moor\n@edda@tarn.example\n2h\n🌐\n\n{HULL}\n\n#Tarn #Ferry\n\nMar 14, 2025, 16:05 · Web\n7 boosts · 12 favourites\n"
        "Boost\nFavourite\nBookmark\n"
    )
    assert (post.account, post.published, post.topics) == (
        "@edda@tarn.example",
        "2025-03-14T16:05:00",
        ("Tarn", "Ferry"),
    )
    assert body(post) == HULL


def test_a_thread_of_reddit() -> None:
    first, second, third = posts(
        f"r/Tarn\nu/quay_dan\n•\n5h ago\n\nIs the ferry safe?\n\n{HULL}\n\nUpvote\n214\nDownvote\n\n87\ncomments\n\nShare\n"
        f"u/tarnmod\nMOD\n•\n4h ago\nKeep to what is known.\n\nReply\n41\nu/lena-k • 3h ago\nI saw the crack.\n\nReply\n12\n"
    )
    assert (first.account, first.text) == ("u/quay_dan", f"Is the ferry safe?\n\n{HULL}")
    assert [(d.account, d.text) for d in (second, third)] == [
        ("u/tarnmod", "Keep to what is known."),
        ("u/lena-k", "I saw the crack."),
    ]


@pytest.mark.parametrize(
    "when", ["14 March at 19:05 ·", "March 14 at 7:05 PM · Public", "2h ·", "Yesterday at 19:05 · 🌐"]
)
def test_a_post_of_facebook_with_comments(when: str) -> None:
    first, second = posts(
        f"Tarn Harbour Police\n{when}\n{HULL}\n412\n96 comments\n201 shares\nLike\nComment\nShare\nView more comments\n"
        "Agnes Roll\nThey always say that.\nLike\nReply\n2h\n"
    )
    assert (first.authors, first.published, first.text) == (("Tarn Harbour Police",), None, HULL)
    assert (second.authors, second.text) == (("Agnes Roll",), "They always say that.")


def test_a_post_that_was_cut_off_says_so() -> None:
    (post,) = posts("Tarn Harbour Police\n14 March at 19:05 ·\nThe hull of the ferry is sound and nobody… See more\n")
    assert body(post) == "The hull of the ferry is sound and nobody"
    assert "cut off" in post.warnings[-1]


def test_hashtags_behind_the_words_are_topics() -> None:
    (post,) = posts(f"@tarn_eye\n{HULL} 😱 #ferry #tarn #fyp\noriginal sound - tarn_eye\n♥ 88.4K\n💬 2104\n")
    assert (post.topics, body(post)) == (("ferry", "tarn", "fyp"), f"{HULL} 😱")
    (inside,) = posts("Edda Moor @edda_m · 3h\nThe #ferry is cracked, its captain says #tarn\n")
    assert body(inside) == "The #ferry is cracked, its captain says #tarn"


@pytest.mark.parametrize(
    "text",
    [
        f"Hull of the ferry is cracked\n\nBy Edda Moor\n14 March 2025\n\n{HULL} The captain said so on Friday.\n",
        f"Edda Moor\n\n{HULL} She wrote it on Telegram on 14 March 2025.\n",
        f"Ferry hull is cracked, Edda Moor says on X\n\n{HULL} The harbour master said he had seen it.\n",
        f"Police said on Telegram, 14 March 2025, that the ferry was safe.\n\n{HULL}\n",
        f"The captain wrote on Facebook on 14 March 2025:\n\n“The hull is sound.”\n\n{HULL}\n",
        f"Ferry closed · 14 March 2025\n\n{HULL} The harbour master said so.\n",
        f"Tarn Post\n14 March 2025\n\nHull of the ferry is cracked\n\n{HULL} The harbour master said so.\n",
        f"Forwarding the letter was a mistake, the mayor said.\n\n{HULL}\n",
        "Follow Edda Moor on X @edda_m\n\nThe hull of the ferry is cracked, the harbour master said on Friday.\n",
        f"The ferry company said it was wrong.\n\n{HULL}\n— Edda Moor (@edda_m) March 14, 2025\n\nThe mayor has not answered.\n",
    ],
)
def test_what_only_looks_like_a_post_is_an_article(text: str) -> None:
    document = read_text(text)
    assert document.kind is DocumentKind.ARTICLE
    assert (document.text, document.account) == (text, None)


def test_lines_of_a_picture_are_put_together_without_moving_a_word() -> None:
    text = (
        "18:47 ull 5G 72%\n< Post\nEdda Moor @\n@edda_m\n\nPolice confirm ten people were taken\nto hospital after the hull"
        " broke,\nper a spokesman for the harbour.\n\n6:04 PM - 14 Mar 25 - 88.1K Views\n412 Reposts  93 Quotes  1,904 Likes\n"
        "Q  t1  ©  W\nPost your reply\n"
    )
    (post,) = posts(text)
    assert "Police confirm ten people were taken to hospital after the hull broke, per a spokesman" in post.text
    assert len(post.text) == len(text)
    assert (post.account, post.published) == ("@edda_m", "2025-03-14T18:04:00")
    verse = "Edda Moor @edda_m · 3h\nThe hull is cracked.\nNobody was told.\nthe company knew\n"
    assert read_text(verse).text == verse


@pytest.mark.parametrize(
    ("end", "topics"),
    [
        (" #ferry #tarn", ("ferry", "tarn")),
        ("  #ferry   #tarn  ", ("ferry", "tarn")),
        ("\n#ferry", ("ferry",)),
        ("\n#ferry #tarn #fyp\n", ("ferry", "tarn", "fyp")),
        (" #ferry", ()),  # a word of the sentence, perhaps
        (" #", ()),
    ],
)
def test_hashtags_at_an_end(end: str, topics: tuple[str, ...]) -> None:
    (post,) = posts(f"Edda Moor @edda_m · 3h\n{HULL}{end}\n4 Likes\n")
    assert post.topics == topics
    assert body(post) == (HULL if topics else f"{HULL}{end}")


@pytest.mark.parametrize(
    ("head", "author", "account"),
    [
        ("Harbour Watch\n12.4K subscribers", "Harbour Watch", None),
        ("Harbour Watch\n1,204 members, 33 online", "Harbour Watch", None),
        ("Edda Moor\n• 3rd+\nHarbour engineer at Tarn Port\n2w • Edited •\nFollow", "Edda Moor", None),
        ("edda.moor\n3h", "@edda.moor", "@edda.moor"),
        ("[–]quay_dan 14 points 5 hours ago", "u/quay_dan", "u/quay_dan"),
        ("Edda Moor \u200f@edda_m 14 Mar 2025", "Edda Moor", "@edda_m"),
        ("Edda Moor\n@edda.bsky.social\n\nFollow", "Edda Moor", "@edda.bsky.social"),
        ("Screenshot of a tweet by Edda Moor (@edda_m), 14 March 2025:", "Edda Moor", "@edda_m"),
        ("A Telegram message from Harbour Watch, 14 March 2025:", "Harbour Watch", None),
    ],
)
def test_what_other_apps_show_over_a_post(head: str, author: str, account: str | None) -> None:
    (post,) = posts(f"{head}\n{HULL}\n12.1K\nLike\nReply\n")
    assert (post.kind, post.authors, post.account, body(post)) == (DocumentKind.POST, (author,), account, HULL)


@pytest.mark.parametrize(
    "text",
    [
        f"Ferry hull is cracked\n\nPublished 14 March 2025, 18:04\nUpdated 14 March 2025, 18:06\n\n{HULL} The captain said so.\n",
        f"Dates for the diary\n\nCouncil meeting, 14 March 2025, 18:00\nThe ferry is on the list.\nHarbour fair, 15 March 2025, 10:00\n{HULL}\n",
        f"Ferry\nThe company has 2,400 members.\n{HULL}\n",
        f"harbour\n3h\n\n{HULL} The captain said so on Friday.\n",
        f"A tweet by the captain on Friday says the hull is cracked.\n\n{HULL}\n",
    ],
)
def test_dates_and_counts_of_an_article_make_no_post(text: str) -> None:
    assert read_text(text).kind is DocumentKind.ARTICLE
