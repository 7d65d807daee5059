"""The page: its text is the document's, its links resolve, it asks for nothing and runs nothing of what it shows."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.build import attribution, find
from tests.page import Node, as_shown, check, parse, policy_of
from tests.test_report_html_samples import NEWS, ferries, hostile, voice_only
from whosays import wording
from whosays.model import Claim, Document, Factuality, Link, Reason, Response, Trace
from whosays.model.clarity import ANSWER, SPEAKER
from whosays.reports.html import asset, fragment, page
from whosays.wording import sentence


@pytest.mark.parametrize("made", [ferries, hostile, voice_only])
def test_page_keeps_its_promises(made) -> None:  # type: ignore[no-untyped-def]
    trace = made()
    check(page([trace]), trace.document.text)


def test_several_documents_are_listed_first() -> None:
    traces = [ferries(), hostile(), ferries()]
    root = check(page(traces), *(t.document.text for t in traces))
    listing = root.one("nav", "documents")
    assert [a.attributes["href"] for a in listing.all("a")] == ["#d1-document", "#d2-document", "#d3-document"]
    assert "through Mira Okonjo" in listing.text
    assert len(root.all("h1")) == 1


def test_nothing_to_show_is_still_a_page() -> None:
    check(page([]))
    root = check(page([Trace(Document(""))]), "")
    assert "No claim" in root.one(class_="lead").text


def test_policy_lets_through_only_this_style_and_this_script() -> None:
    root = parse(page([ferries()]))
    rules = policy_of(root)

    def digest(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == digest(root.one("style").text)
    assert rules["script-src"] == digest(root.one("script").text)
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_own_style_and_script_load_nothing() -> None:
    for name in ("page.css", "notebook.css"):
        assert not re.search(r"url\(|@import|@font-face|image-set|expression|//", asset(name)), name
        assert "</" not in asset(name)
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|innerHTML|eval|\bnew Image|sendBeacon", asset("page.js"))
    assert "</" not in asset("page.js")


def test_every_part_of_an_attribution_is_marked_in_place() -> None:
    trace = ferries()
    text = check(page([trace]), NEWS).one(class_="text")
    assert "Mira Okonjo, who covers shipping for the Coastal Ledger," in [n.text for n in text.all("span", "source")]
    assert {"wrote", "tells", "told"} <= {n.text for n in text.all("span", "cue")}
    outer = next(n for n in text.all("mark", "n0") if n.text.startswith("“A harbour official"))
    inner = next(n for n in text.all("mark", "n1"))
    assert inner in list(outer)
    assert "unsure" in next(n for n in text.all("span", "source") if n.text == "A harbour official I trust").classes
    assert [n.text for n in text.all(class_="furniture")] == [
        "Read more: Ten beaches to visit before autumn",
        "Topics: Shipping, Environment, Harrow Island",
    ]


def test_card_says_what_the_claim_rests_on_with_the_words_for_it() -> None:
    trace = ferries()
    root = check(page([trace]), NEWS)
    card = root.by_id("d1-c1")
    claim = trace.claims[0]
    assert claim.standing is not None
    assert card.one(class_="rests").text == claim.standing.summary
    steps = card.one("ol", "chain").all("li")
    assert [step.one("b").text for step in steps] == ["The Coastal Ledger", "Mira Okonjo", "a harbour official"]
    assert {"unnamed", "withheld"} <= steps[2].classes
    assert "Not disclosed. “Okonjo did not say who the official was”" in steps[2].text
    for reason in claim.standing.reasons:
        assert reason.rule in [n.text for n in card.all("code", "rule")]
        assert reason.text in card.one("ul", "reasons").text
    rating = [li.text for li in card.one("dl", "rating").all("dd")]
    meanings = (
        wording.CREDIBILITY[5],
        "presented " + wording.FACTUALITY[Factuality.PROBABLE],
    )
    assert rating == [f"{code} {sentence(m)}" for code, m in zip(("5", "PR+"), meanings, strict=True)]


def test_cannot_confirm_is_never_shown_as_a_denial() -> None:
    root = check(page([ferries()]), NEWS)
    for place in (root.by_id("d1-c1").one("ul", "answers"), root.one("ul", "given")):
        said = [" ".join(li.text.split()) for li in place.all("li")]
        cannot, denies, declines = (
            wording.RESPONSE[r] for r in (Response.CANNOT_CONFIRM, Response.DENY, Response.DECLINE)
        )
        assert said[0].startswith(f"Dana Prewitt {cannot} – this is not a denial")
        assert denies not in said[0].partition("–")[0]
        assert said[1].startswith(f"Tolland Metals {denies}")
        assert said[2].startswith(f"Bo Lindqvist {declines} – this neither confirms nor denies it")


def test_links_jump_to_the_words_they_prove() -> None:
    trace = ferries()
    root = check(page([trace]), NEWS)
    reasons = root.by_id("d1-c1").one("ul", "reasons").all("li")
    for node, reason in zip(reasons, trace.claims[0].standing.reasons, strict=True):  # type: ignore[union-attr]
        target = (node.one("a").attributes["href"] or "")[1:]
        assert root.by_id(target).text == trace.document.quote(reason.spans)


def test_a_letter_is_shown_and_explained_only_where_a_register_gave_one() -> None:
    trace = ferries()
    first, *others = trace.claims
    assert first.standing is not None
    assert not any("liable" in node.text for node in parse(page([trace])).all("dd"))
    reason = Reason("register", "Your register says so of Mira Okonjo.", first.spans)
    rated = replace(first, standing=replace(first.standing, reliability="B", reasons=(reason,)))
    root = parse(page([replace(trace, claims=(rated, *others))]))
    assert root.by_id("d1-c1").one("dl", "rating").all("dd")[0].text == "B Usually reliable"
    assert "Not usually reliable" in [node.text for node in root.all("dd")]


def test_no_name_is_printed_where_it_is_not_clear_whose_word_it_is() -> None:
    trace = ferries()
    inner = trace.claims[0].chain[-1]
    said = tuple(replace(a, confidence=SPEAKER - 0.01) if a.id == inner else a for a in trace.attributions)
    card = parse(page([replace(trace, attributions=said)])).by_id("d1-c1")
    assert [step.one("b").text for step in card.one("ol", "chain").all("li")][-1] == "not clear who"
    assert "← not clear who\n" in card.one("pre").text


def test_answers_that_are_tied_to_nothing_stand_apart() -> None:
    trace = ferries()
    assert "could not be tied" not in page([trace])
    answer = next(a for a in trace.attributions if a.response is Response.DENY)
    said = tuple(replace(a, confidence=ANSWER - 0.01) if a.id == answer.id else a for a in trace.attributions)
    root = parse(page([replace(trace, attributions=said)]))
    assert [n.text for n in root.one("section", "untied").all("span", "said")] == ["denies"]
    assert "denies" not in [n.text for n in root.by_id("d1-c1").one("ul", "answers").all("span", "said")]


def test_text_to_pass_on_holds_everything() -> None:
    note = parse(page([ferries()])).by_id("d1-c1").one("pre").text
    for part in (
        "Words: “A harbour official I trust tells me that the ‘laundry crates’ on the 02:40 boat were full of slag.",
        "Said by: The Coastal Ledger ← Mira Okonjo (on Mastodon) ← a harbour official (unnamed, not disclosed)",
        "(this is not a denial): “We are not able to confirm or deny",
        "Rating: credibility 5 (contradicted or taken back, nobody stands by it)",
        "https://ledger.example/news/ferries?id=7&ref=a",
        ferries().document.id,
    ):
        assert part in note


def test_claims_have_their_number_at_each_place_without_a_character_more() -> None:
    text = parse(page([ferries()])).one(class_="text")
    numbers = [n.attributes["data-n"] for n in text.all("a", "ref")]
    assert sorted(numbers) == ["1", "1", "2", "3", "4", "5", "6"]
    assert all(n.text == "" and n.attributes["aria-label"] for n in text.all("a", "ref"))


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "javascript://a.example/%0aalert(1)",
            "data:text/html,x",
            "ftp://a.example/",
            "file:///etc/x",
        ),
        *(
            "//b.example",
            "https://",
            "https:///x",
            "https://\u202eevil.example",
            "https://a.example/\nx",
            " https://a.example",
        ),
        *("https://[", "https://a.example/<x>", "vbscript:x", "blob:https://a.example/x", "/path", ""),
    ],
)
def test_what_is_no_web_address_is_said_but_not_a_link(url: str) -> None:
    root = check(page([Trace(Document("one two", links=(Link((4, 7), url),)))]), "one two")
    assert not root.all("a", "out")
    assert root.one("ul", "links").one("li").text.replace("U+202E", "") == f"two: {url}"


@pytest.mark.parametrize("url", ["https://a.example/x?a=1&b='2'", "HTTP://a.example", "https://a.example:8080/é"])
def test_web_addresses_become_links(url: str) -> None:
    root = check(page([Trace(Document("one two", links=(Link((4, 7), url.replace("'", "%27")),)))]), "one two")
    assert root.one(class_="text").one("a", "out").text == "two"
    assert root.one("ul", "links").one("a", "out").text == url.replace("'", "%27")


def test_links_that_overlap_are_not_put_into_one_another() -> None:
    links = (
        Link((0, 7), "https://a.example/"),
        Link((4, 13), "https://b.example/"),
        Link((8, 13), "https://c.example/"),
    )
    text = check(page([Trace(Document("one two three", links=links))]), "one two three").one(class_="text")
    assert [(a.text, a.attributes["href"]) for a in text.all("a", "out")] == [
        ("one two", "https://a.example/"),
        ("three", "https://c.example/"),
    ]


def test_text_that_turns_the_line_around_is_shut_in() -> None:
    root = parse(page([hostile()]))
    for node in root:
        for child in node.children:
            if isinstance(child, str) and re.search("[\u202a-\u202e\u2066-\u2069]", child):
                assert node.tag == "bdi"
                assert len(child) == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", page([hostile()]).replace("\r", "?"))


def test_a_link_across_two_marks_is_cut_and_stays_innermost() -> None:
    text = "Ana says the lake is dry, she said on Monday."
    trace = Trace(
        Document(text, links=(Link((4, 30), "https://a.example/"),)),
        attributions=(attribution(text, "a1", "Ana", "says", "the lake is dry"),),
        claims=(Claim("c1", "The lake is dry.", find(text, "the lake is dry"), ("a1",)),),
    )
    root = check(page([trace]), text)
    parts = root.one(class_="text").all("a", "out")
    assert "".join(a.text for a in parts) == "says the lake is dry, she "
    assert [a.attributes.get("tabindex") for a in parts] == [None] + ["-1"] * (len(parts) - 1)
    assert len(root.one(class_="text").all("span", "host")) == 1


def test_a_claim_in_parts_is_one_place_with_one_number() -> None:
    text = "The dam, said Ada Moor, is cracked. " + "Nothing else was said. " * 8 + "The dam is cracked."
    spans = (*find(text, "The dam", "is cracked"), *find(text, "The dam is cracked"))
    root = check(page([Trace(Document(text), claims=(Claim("c1", "the dam is cracked", spans),))]), text)
    assert len(root.one(class_="text").all("a", "ref")) == 2
    assert "Said at 2 places" in root.by_id("d1-c1").text
    links = root.by_id("d1-c1").one(class_="places").all("a")
    marks = [[root.by_id(i).text for i in (a.attributes["data-marks"] or "").split()] for a in links]
    assert marks == [["The dam", "is cracked"], ["The dam is cracked"]]


def test_overlapping_marks_are_cut_not_lost() -> None:
    text = "abcdefghij"
    trace = Trace(
        Document(text),
        claims=(Claim("c1", "x", ((0, 6),)), Claim("c2", "y", ((4, 10),)), Claim("c3", "z", ((4, 6), (2, 9)))),
    )
    root = check(page([trace]), text)
    shown = root.one(class_="text")
    for claim, number in (("c1", 1), ("c2", 2), ("c3", 3)):
        assert claim  # by position, since nothing else tells them apart
        assert str(number) in [n.attributes["data-n"] for n in shown.all("a", "ref")]


def test_more_spans_than_a_browser_nests_keep_their_anchors() -> None:
    text = "x" * 400
    claims = tuple(Claim(f"c{n}", "x", ((n, 400 - n),)) for n in range(150))
    root = check(page([Trace(Document(text), claims=claims)]), text)

    def depth(node: Node) -> int:
        return 1 + max((depth(c) for c in node.children if isinstance(c, Node)), default=0)

    assert depth(root.one(class_="text")) < 40


def test_several_lines_ends_are_kept() -> None:
    text = "One.\r\nTwo.\rThree.\n\n\nFour.\u2028Five.\x0bSix.\tSeven  spaces. "
    check(page([Trace(Document(text))]), text)


def test_headings_go_down_one_by_one() -> None:
    for traces in ([ferries()], [ferries(), hostile()]):
        levels = [int(n.tag[1]) for n in parse(page(traces)) if re.fullmatch("h[1-6]", n.tag)]
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_landmarks_and_names() -> None:
    root = parse(page([ferries()]))
    assert root.one("html").attributes["lang"] == "en"
    for tag in ("main", "footer", "h1", "title"):
        assert root.one(tag)
    for node in (*root.all("section", "document"), *root.all("article", "card")):
        assert root.by_id(node.attributes["aria-labelledby"] or "").text.strip()
    assert [a.attributes["href"] for a in root.one("nav", "skip").all("a")] == ["#d1-claims", "#d1-text"]
    assert all(a.text.strip() or a.attributes.get("aria-label") for a in root.all("a"))
    assert all("open" in d.attributes for d in root.all("details")), "without a script everything must be readable"


def test_same_traces_same_page() -> None:
    assert page([ferries(), hostile()]) == page([ferries(), hostile()])


def test_fragment_is_small_scoped_and_without_ids() -> None:
    for made in (ferries, hostile, voice_only):
        markup = fragment(made())
        root = parse(markup)
        assert root.children[0].classes == {"whosays-trace"}  # type: ignore[union-attr]
        assert not [n for n in root if "id" in n.attributes or n.tag == "script"]
        assert all(re.match("https?://", n.attributes["href"] or "", re.I) for n in root.all("a"))
        assert root.one(class_="w-text").text == as_shown(made().document.text)
    assert len(fragment(ferries())) < 15_000
    rules = re.findall(r"^([^{@/]+)\{", asset("notebook.css"), re.MULTILINE)
    assert rules
    assert all(r.startswith(".whosays-trace") for r in rules)
    assert ferries()._repr_html_() == fragment(ferries())


def test_fragment_leaves_out_a_long_text() -> None:
    assert "full report" in fragment(Trace(Document("word " * 10_000)))


def test_a_thousand_spans_are_told_apart() -> None:
    text = "ab " * 3000
    claims = tuple(Claim(f"c{n}", "ab", ((3 * n, 3 * n + 2),)) for n in range(1000))
    root = check(page([Trace(Document(text), claims=claims)]), text)
    assert len(root.all("article", "card")) == 1000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text against what it stands on."""
    blocks = re.findall(r":root \{([^}]*)\}", asset("page.css"))
    colours = dict(re.findall(r"--([\w-]+): (#\w{3,6})", blocks[0]))
    if scheme == "dark":
        colours.update(re.findall(r"--([\w-]+): (#\w{3,6})", blocks[1]))

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a: str, b: str) -> float:
        light, dark = sorted((luminance(colours[a]), luminance(colours[b])), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    tints = ("sheet", "n0", "n1", "n2", "n3")
    pairs = [(text, ground) for text in ("ink", "link", "how", "soft") for ground in tints]
    pairs += [(text, "ground") for text in ("ink", "link", "soft", "warn")]
    pairs += [("grey", "sheet"), ("warn", "sheet"), ("warn", "warn-ground"), ("on-number", "number"), ("on-lit", "lit")]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


def test_document_in_another_language_says_so() -> None:
    trace = dataclasses.replace(voice_only(), document=dataclasses.replace(voice_only().document, language="de"))
    assert parse(page([trace])).one(class_="text").attributes["lang"] == "de"
