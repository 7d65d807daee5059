"""The page of a story: what matters is first, every node and edge leads to its words, and nothing gets in or out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example_story import PATHS, told_whole, traced
from tests.page import Node, check, parse, policy_of
from whosays.cli import run
from whosays.model import Claim, Dated, Document, Response, Trace
from whosays.model.story import (
    Answer,
    Appearance,
    Appeared,
    Drift,
    DriftKind,
    Edge,
    EdgeKind,
    Event,
    Evidence,
    Ground,
    NodeKind,
    Origins,
    Related,
    Story,
    StoryClaim,
    Verdict,
)
from whosays.model.story import Node as GraphNode
from whosays.reports.story import report
from whosays.reports.story.html import page, style
from whosays.reports.story.lead import lead
from whosays.reports.story.view import StoryView
from whosays.story import story
from whosays.wording import CARRIES

FOLDER = Path(__file__).parent.parent / "examples" / "story"


@pytest.fixture(scope="module")
def traces() -> list[Trace]:
    return list(traced())


@pytest.fixture(scope="module")
def told() -> Story:
    return told_whole()


@pytest.fixture(scope="module")
def markup(told: Story, traces: list[Trace]) -> str:
    return page(told, traces)


@pytest.fixture(scope="module")
def root(markup: str) -> Node:
    return check(markup, style=style())


def words(node: Node) -> str:
    return " ".join(node.text.split())


# --- a made-up pile whose graph is known -----------------------------------------------------------------------------


class Pile:
    """Documents that all make one claim, with the edges between them as given."""

    def __init__(self) -> None:
        self.traces: list[Trace] = []
        self.nodes: list[GraphNode] = []
        self.edges: list[Edge] = []

    def document(self, name: str, *above: GraphNode, date: str | None = None, sure: float = 0.9) -> GraphNode:
        text = f"The mill in Orlen burned down, {name} says."
        made = Document(text, outlet=name, published=date)
        self.traces.append(Trace(made, claims=(Claim("c1", "The mill in Orlen burned down", ((0, 29),)),)))
        node = self.node(NodeKind.DOCUMENT, name, made.id)
        for one in above:
            self.edge(node, one, sure)
        return node

    def node(self, kind: NodeKind, name: str, document: str | None = None) -> GraphNode:
        self.nodes.append(GraphNode(f"n{len(self.nodes) + 1}", kind, name, document))
        return self.nodes[-1]

    def edge(self, taker: GraphNode, taken: GraphNode, sure: float = 0.9) -> None:
        evidence = (Evidence(taker.document or self.traces[0].document.id, ((31, 40),)),)
        self.edges.append(Edge(taker.id, taken.id, EdgeKind.CREDIT, sure, evidence))

    def told(self, origins: list[GraphNode], *circular: list[GraphNode], claims: int = 1) -> Story:
        ids = tuple(t.document.id for t in self.traces)
        many = tuple(
            StoryClaim(
                f"k{number}",
                f"The mill in Orlen burned down {'again ' * (number > 1)}({number})",
                "st1",
                tuple(Appearance(i, "c1", ((0, 29),)) for i in ids),
                Origins(1, len(origins), tuple(n.id for n in origins)),
                tuple((*(n.id for n in circle), circle[0].id) for circle in circular),
                edges=tuple(self.edges),
                standing=Verdict("It rests on something.", 6, "F"),
            )
            for number in range(1, claims + 1)
        )
        documents = tuple(
            Appeared(t.document.id, (), t.document.outlet, None, t.document.published) for t in self.traces
        )
        event = Event("st1", "The mill", ids, tuple(c.id for c in many))
        return Story(documents, (event,), many, tuple(self.nodes), tuple(self.edges))

    def page(self, origins: list[GraphNode], *circular: list[GraphNode]) -> Node:
        return check(page(self.told(origins, *circular), self.traces), style=style())


def box(root: Node, name: str) -> Node:
    """The box of a drawing in which a name stands first."""
    (found,) = [a for a in root.one("svg").all("a", "box") if a.all("text")[0].text == name]
    return found


def left(node: Node) -> float:
    return float(node.all("rect")[0].attributes["x"] or 0)


def arcs(root: Node) -> dict[str, Node]:
    """The arcs of a drawing by what they say."""
    return {a.one("title").text: a for a in root.one("svg").all("a", "arc")}


# --- what comes first ------------------------------------------------------------------------------------------------


def test_the_claims_are_ranked_and_say_first_what_they_rest_on(root: Node, told: Story) -> None:
    sections = root.all("section", "told")
    assert len(sections) == sum(len(c.documents) > 1 for c in told.claims)
    counts = [len(s.one("table", "ways").all("blockquote")) for s in sections]
    assert counts[0] == max(counts)
    first = sections[0].one("div", "lead")
    assert words(first.one("p", "rests")) == ("Rests on an unnamed source (“A friend”, heard through Ines Caldow).")
    how = Counter(carried.how for carried in told.claims[0].carried)
    shares = [f"{said} by {how[one]}" for one, said in CARRIES.items() if how[one]]
    assert words(first.one("p", "given")) == (
        f"7 documents carry it ({', '.join(shares[:-1])} and {shares[-1]}), "
        "all 7 through A friend alone; 1 independent origin. "
        "Petra Voss cannot confirm it, which north-shore-tribune tells as a denial and "
        "sound-and-shore tells as a confirmation."
    )
    assert [dt.text for dt in first.one("dl", "rating").all("dt")] == ["Information"]
    for section in sections:
        parts = [n for n in section.children if isinstance(n, Node) and n.tag not in ("h2", "p")]
        assert "lead" in parts[0].classes


def test_whoever_speaks_in_their_own_cause_is_said_to(root: Node) -> None:
    assert words(root.by_id("c2-claim").one("p", "rests")) == "Rests on Petra Voss, speaking in their own cause."
    assert "own cause" not in root.by_id("c1-claim").one("p", "rests").text


def test_terminal_and_page_say_the_same_first(told: Story, traces: list[Trace], root: Node) -> None:
    text = " ".join(report(told, traces, everything=True).split())
    view = StoryView(told, traces)
    for claim, section in zip(view.shared, root.all("section", "told"), strict=True):
        for sentence in lead(view.told(claim)):
            assert sentence in text
            assert sentence in words(section.one("div", "lead"))


# --- the graph -------------------------------------------------------------------------------------------------------


def test_every_node_and_every_edge_leads_to_the_words_that_prove_it(
    root: Node, told: Story, traces: list[Trace]
) -> None:
    texts = {t.document.id: t.document for t in traces}
    view = StoryView(told, traces)
    for number, claim in enumerate(view.shared, 1):
        section = root.by_id(f"c{number}-claim")
        drawn = {a.attributes["href"] for a in section.one("svg").all("a")}
        rows = section.one("table", "ways").one("tbody").all("tr")
        assert {f"#{row.attributes['id']}" for row in rows} <= drawn
        assert len(rows) == len(view.told(claim).nodes)
        places = {n.attributes["id"]: n for row in rows for n in row.all("li") if "id" in n.attributes}
        assert {f"#{place}" for place in places} <= drawn
        assert len(places) == len(claim.edges)
        for edge in claim.edges:
            quoted = texts[edge.evidence[0].document].quote(edge.evidence[0].spans[:1])[:40]
            shown = [words(place) for place in places.values() if view.name(edge.taken) in place.text]
            assert any(" ".join(quoted.split()) in place for place in shown)
        for place in places.values():
            assert place.all("mark"), "an edge without the words that show it"


def test_origins_stand_left_and_takers_to_their_right(root: Node) -> None:
    section = root.by_id("c1-claim")
    order = ("A friend", "Ines Caldow", "saltmere-echo", "harbour-herald", "evening-lantern")
    assert all(left(box(section, a)) < left(box(section, b)) for a, b in pairwise(order))
    assert not [a for a in section.one("svg").all("a", "box") if a.all("text")[0].text == "Tomas Brandt"]


def test_the_more_hangs_on_a_line_the_wider_it_is() -> None:
    pile = Pile()
    agency, other = pile.document("Wire"), pile.document("Other")
    desk = pile.document("Desk", agency)
    for number in range(3):
        pile.document(f"Paper {number}", desk, date=f"2031-02-0{number + 1}")
    pile.document("Alone", other)
    root = pile.page([agency, other])
    wide = {
        name: float(next(p for p in arc.all("path") if "line" in p.classes).attributes["stroke-width"] or 0)
        for name, arc in arcs(root).items()
    }
    assert wide["Desk credits Wire"] > wide["Paper 0 credits Desk"] == wide["Alone credits Other"]
    assert "hinge" in box(root, "Wire").classes
    assert "4 of 7" in box(root, "Wire").text


def test_what_is_unknown_is_dashed() -> None:
    pile = Pile()
    unseen = pile.node(NodeKind.UNSEEN, "The Far Herald")
    pile.document("Paper", unseen)
    plain = pile.document("Plain")
    pile.document("Guessed", plain, sure=0.4)
    pile.document("Sure", plain)
    root = pile.page([unseen, plain])
    assert "dim" in box(root, "The Far Herald").classes
    assert "dim" in box(root, "Plain").classes, "it gives no source"
    found = {name: arc.classes & {"unsure"} for name, arc in arcs(root).items()}
    assert found == {
        "Paper credits The Far Herald (not seen)": {"unsure"},
        "Guessed credits Plain": {"unsure"},
        "Sure credits Plain": set(),
    }
    assert re.search(r"\.dim rect \{[^}]*stroke-dasharray", style())
    assert re.search(r"\.unsure \.line \{[^}]*stroke-dasharray", style())


def test_a_circle_is_drawn_as_one_and_said_in_words() -> None:
    pile = Pile()
    one = pile.document("One")
    two = pile.document("Two", one)
    three = pile.document("Three", two)
    pile.edge(one, three)
    pile.document("Follower", three)
    root = pile.page([one, two, three], [one, three, two])
    round_ = {name for name, arc in arcs(root).items() if "circle" in arc.classes}
    assert round_ == {"Two credits One", "Three credits Two", "One credits Three"}
    assert "Rests on a circle of credit (One → Three → Two → One)." in words(root.one("p", "rests"))
    assert "circle of credit" in root.one("figcaption").text
    assert len(root.one("table", "ways").all("span", "warned")) == 3
    assert not root.one("svg").all("a", "hinge"), "in a circle nobody is the first"


def test_forty_outlets_that_repeat_one_are_one_box_with_a_line_each() -> None:
    pile = Pile()
    agency = pile.document("Wire")
    for number in range(43):
        pile.document(f"Outlet {number} of the very long name of a coastal district", agency)
    root = pile.page([agency])
    several = root.one("svg").one("g", "several")
    assert several.all("text")[0].text == "43 that have it from the same"
    assert len(several.all("a")) == 40
    assert "and 3 more in the table" in several.text
    assert len(root.one("table", "ways").one("tbody").all("tr")) == 44
    height = float(root.one("svg").attributes["height"] or 0)
    assert height < 1000
    assert len(arcs(root)) == 1


def test_a_drawing_that_nobody_could_read_leaves_the_rest_to_the_table() -> None:
    pile = Pile()
    for number in range(150):
        pile.document(f"Paper {number}", pile.node(NodeKind.UNSEEN, f"Source {number}"))
    root = pile.page([n for n in pile.nodes if n.kind is NodeKind.UNSEEN])
    assert len(root.one("svg").all("a", "box")) == 120
    assert "180 more nodes stand only in the table" in root.one("figcaption").text
    assert len(root.one("table", "ways").one("tbody").all("tr")) == 300


# --- the other parts -------------------------------------------------------------------------------------------------


def test_changes_stand_side_by_side_with_what_differs_marked(root: Node) -> None:
    changes = root.by_id("c1-claim").all("div", "change")
    by_kind = {change.one("code", "rule").text: change for change in changes}
    dropped = by_kind["bound-dropped"].one("div", "sides")
    above, below = (side for side in dropped.children if isinstance(side, Node))
    assert [m.text for m in above.all("mark")] == ["up to 300"]
    assert {m.text for m in below.all("mark")} == {"300"}
    altered = next(c for c in root.all("div", "change") if c.one("code", "rule").text == "quotation-altered")
    assert {m.text for m in altered.all("mark")} == {"tell you", "say"}
    hardened = by_kind["response-hardened"]
    assert "could not confirm" in hardened.text
    assert "denied" in hardened.text


def test_answers_say_who_what_when_and_to_whom_and_mark_the_hardened_ones(root: Node) -> None:
    answers = [words(li) for li in root.by_id("c1-claim").one("ul", "answers").all("li")]
    assert answers[0].startswith("Petra Voss cannot confirm it – this is not a denial")
    assert "to the Echo" in answers[0]
    assert "saltmere-echo, 4 March 2025" in answers[0]
    assert all("told as more than was said" in answer for answer in answers[1:])
    assert not any("this is not a denial" in answer for answer in answers[1:])


def test_the_table_says_how_each_document_carries_it(root: Node, told: Story) -> None:
    view = StoryView(told, ())
    rows = root.by_id("c1-claim").one("table", "ways").one("tbody").all("tr")
    by_name = {row.one("b").text: words(row) for row in rows}
    for carried in told.claims[0].carried:
        assert f"{CARRIES[carried.how]} (" in by_name[view.document_name(carried.document)]


def test_a_claim_that_differs_in_one_thing_stands_beside_it() -> None:
    pile = Pile()
    one = pile.document("One")
    pile.document("Two", one)
    made = pile.told([one], claims=2)
    related = (
        Related("k2", 0.9, ("100% of the words",), "numbers"),
        Related("gone", 0.9, (), "place"),
        Related("k2", 0.5, (), "place"),
    )
    first = replace(made.claims[0], related=related)
    root = check(page(replace(made, claims=(first, made.claims[1])), pile.traces), style=style())
    (item,) = root.by_id("c1-claim").one("ul", "singles").all("li")
    assert words(item).startswith("It differs in its numbers: The mill in Orlen burned down again (2)")
    assert item.one("a").attributes["href"] == "#c2-claim"
    assert not root.by_id("c2-claim").all("ul", "singles")


def test_the_time_line_says_first_seen_and_which_dates_are_unknown(root: Node) -> None:
    line = root.by_id("c1-claim").one("ol", "course")
    days = [t.attributes["datetime"] for t in line.all("time")]
    assert days == sorted(days)
    assert days[0] == "2025-03-03"
    first = next(li for li in line.all("li") if li.all("time"))
    assert "Ines Caldow: first seen here" in words(first)
    assert "First seen here is not first published" in root.by_id("c1-claim").text
    pile = Pile()
    one = pile.document("Dated", date="2031-05-04T10:00:00+01:00")
    pile.document("Undated", one)
    shown = pile.page([one])
    assert words(shown.one("p", "undated")) == "Date unknown: Undated"
    assert "date unknown" in words(shown.one("table", "ways"))


def test_a_date_says_how_it_is_known(traces: list[Trace]) -> None:
    archived = [replace(t, document=replace(t.document, dated=Dated.ARCHIVE)) for t in traces[:2]]
    text = words(check(page(story(archived), archived), style=style()))
    assert "archived 5 March 2025" in text
    assert "dated 5 March 2025" not in text


# --- how much is shown -----------------------------------------------------------------------------------------------


def test_what_is_left_out_is_counted_and_all_shows_it() -> None:
    pile = Pile()
    one = pile.document("One")
    pile.document("Two", one)
    many = pile.told([one], claims=60)
    short = check(page(many, pile.traces), style=style())
    assert len(short.all("section", "told")) == 25
    assert "35 more claims made by several documents" in words(short.one("p", "left-out"))
    assert "--all" in short.one("p", "left-out").text
    full = check(page(many, pile.traces, everything=True), style=style())
    assert len(full.all("section", "told")) == 60
    assert not full.all("p", "left-out")


def test_claims_of_one_document_are_listed_where_all_are_asked_for(told: Story, traces: list[Trace]) -> None:
    alone = [c for c in told.claims if len(c.documents) == 1]
    root = check(page(told, traces, everything=True), style=style())
    listed = [words(li.one("b")) for li in root.all("ul", "singles")[-1].all("li")]
    assert [text.casefold() for text in listed] == [" ".join(c.text.split()).casefold() for c in alone]


def test_where_nothing_is_shared_the_claims_are_shown_all_the_same(traces: list[Trace]) -> None:
    root = check(page(story(traces[:1]), traces[:1]), style=style())
    assert root.all("section", "told")
    assert "1 document carries it" in words(root.one("main"))


def test_nothing_at_all_is_a_page_too() -> None:
    root = check(page(Story(), []), style=style())
    assert "No claim that could be checked was found" in root.text


# --- safety ----------------------------------------------------------------------------------------------------------


def test_the_policy_lets_through_this_style_and_this_script_alone(root: Node) -> None:
    rules = policy_of(root)

    def digest(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == digest(root.one("style").text)
    assert rules["script-src"] == digest(root.one("script").text)


def test_everything_can_be_read_without_a_script(root: Node) -> None:
    assert all("open" in d.attributes for d in root.all("details"))
    assert all(d.children and isinstance(d.children[0], Node) and d.children[0].tag == "summary"
               for d in root.all("details"))  # fmt: skip


def test_names_for_those_who_do_not_see_it(root: Node) -> None:
    for drawing in root.all("svg"):
        for name in (drawing.attributes["aria-labelledby"] or "").split():
            assert root.by_id(name).text.strip()
        assert all(a.all("title")[0].text.strip() for a in drawing.all("a"))
    for section in root.all("section", "told"):
        over = section.one("a", "over")
        assert root.by_id((over.attributes["href"] or "")[1:]).tag == "table"
        assert section.one("table", "ways").one("caption").text
        assert all(th.attributes["scope"] for th in section.one("table", "ways").all("th"))
    levels = [int(n.tag[1]) for n in root if re.fullmatch("h[1-6]", n.tag)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert all(a.text.strip() or a.attributes.get("aria-label") for a in root.all("a"))


def test_the_same_story_gives_the_same_page(told: Story, traces: list[Trace], markup: str) -> None:
    assert page(told, traces) == markup
    assert page(story(traces, paths=[str(path) for path in PATHS]), traces) == markup


def test_the_command_line_writes_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "story.html"
    assert run(["story", str(FOLDER / "bay*.txt"), str(FOLDER / "est*.txt"), "-o", str(target)]) == 0
    check(target.read_text(encoding="utf-8"), style=style())
    assert run(["story", str(FOLDER / "bay*.txt"), "--format", "html"]) == 0
    check(capfd.readouterr().out, style=style())


_NASTY = st.sampled_from(
    ["<script>", "</svg>", "</style>", "</title>", "<!--", "]]>", '"', "'", "&", "\r", "\x00", "\x1b[0m", "\u202e",
     "\u2069", "\u2028", "\ud83d", "é", "م", "“", "\n\n", " ", "word", "a" * 90, "javascript:", "12", "\ufeff"]
)  # fmt: skip
_TEXT = st.one_of(st.text(max_size=30), st.lists(_NASTY, max_size=12).map("".join))


@st.composite
def stories(draw: st.DrawFn) -> tuple[Story, list[Trace]]:
    """Any story that keeps to the types, over texts that overlap, lie elsewhere, or are not given at all."""
    texts = draw(st.lists(_TEXT.filter(bool), max_size=5, unique=True))
    traces = [Trace(Document(text, outlet=draw(st.none() | _TEXT)), claims=(Claim("c1", text, ((0, 1),)),))
              for text in texts]  # fmt: skip
    ids = [t.document.id for t in traces] + ["sha256:gone"]
    spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda p: (min(p), max(p))), max_size=3)
    evidence = st.lists(st.builds(Evidence, st.sampled_from(ids), spans.map(tuple), st.none() | _TEXT), max_size=2).map(
        tuple
    )
    nodes = [GraphNode(f"n{n}", draw(st.sampled_from(NodeKind)), draw(_TEXT), draw(st.none() | st.sampled_from(ids)),
                       draw(st.none() | st.just("s1"))) for n in range(draw(st.integers(0, 7)))]  # fmt: skip
    known = st.sampled_from([*(n.id for n in nodes), "gone"])
    edges = st.lists(st.builds(Edge, known, known, st.sampled_from(EdgeKind), st.floats(0, 1), evidence), max_size=8)
    ground = st.builds(Ground, _TEXT, _TEXT, evidence)
    claims = []
    for number in range(draw(st.integers(0, 3))):
        some = draw(edges)
        claims.append(
            StoryClaim(
                f"k{number}", draw(_TEXT), "st1",
                tuple(draw(st.lists(st.builds(Appearance, st.sampled_from(ids), st.just("c1"), spans.map(tuple)),
                                    min_size=1, max_size=5))),
                Origins(0, 3, tuple(draw(st.lists(known, max_size=4))), tuple(draw(st.lists(ground, max_size=2)))),
                tuple(draw(st.lists(st.lists(known, min_size=2, max_size=3).map(lambda c: (*c, c[0])), max_size=1))),
                tuple(draw(st.lists(st.builds(Drift, known, known, st.sampled_from(DriftKind), spans.map(tuple),
                                              spans.map(tuple)), max_size=3))),
                tuple(draw(st.lists(st.builds(Answer, st.sampled_from(ids), st.just("a1"), st.sampled_from(Response),
                                              st.none() | st.just("s1")), max_size=3))),
                draw(st.none() | st.builds(Verdict, _TEXT, st.integers(1, 6), st.sampled_from("ABCDEF"))),
                tuple(some),
            )
        )  # fmt: skip
    documents = tuple(Appeared(t.document.id, (draw(_TEXT),), t.document.outlet, draw(st.none() | _TEXT),
                               draw(st.none() | st.sampled_from(["2031-01-02", "2031-01-03T04:05:06Z", "soon", "<b>"])))
                      for t in traces)  # fmt: skip
    events = (Event("st1", draw(_TEXT), tuple(ids)),) * draw(st.integers(0, 1))
    made = Story(documents, events, tuple(claims), tuple(nodes), (), tuple(draw(st.lists(_TEXT, max_size=2))))
    return made, traces


@settings(max_examples=60, deadline=None)
@given(stories(), st.booleans())
def test_any_story_makes_a_sound_page(made: tuple[Story, list[Trace]], everything: bool) -> None:
    markup = page(*made, everything=everything)
    check(markup, style=style())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", markup.replace("\r", "?"))


@settings(max_examples=30, deadline=None)
@given(stories(), st.booleans())
def test_any_story_makes_a_report(made: tuple[Story, list[Trace]], everything: bool) -> None:
    text = report(*made, everything=everything)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_text_that_turns_the_line_around_stays_shut_in() -> None:
    pile = Pile()
    one = pile.document("\u202eevil</text><script>alert(1)</script>")
    pile.document("Two", one)
    markup = page(pile.told([one]), pile.traces)
    root = parse(markup)
    assert len(root.all("script")) == 1
    for node in root:
        for child in node.children:
            assert not isinstance(child, str) or "\u202e" not in child or node.tag == "bdi"
