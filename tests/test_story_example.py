"""The story of ten invented documents, from files to what is shown: each thing that a story can show is in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.example_story import PATHS, told_whole, traced
from whosays.cli import run
from whosays.exports import story_schema
from whosays.model import Claim, Document, Link, Trace
from whosays.model.story import ClaimRole, DriftKind, Story, StoryClaim
from whosays.reading import read
from whosays.reports.story import report
from whosays.reports.terminal import Look
from whosays.story import about, story
from whosays.trace import trace

FOLDER = Path(__file__).parent.parent / "examples" / "story"
VALIDATOR = Draft202012Validator(json.loads(story_schema()))


@pytest.fixture(scope="module")
def traces() -> list[Trace]:
    return list(traced())


@pytest.fixture(scope="module")
def told() -> Story:
    return told_whole()


@pytest.fixture
def rumour(told: Story) -> StoryClaim:
    return told.claims[0]


def label(told: Story, node: str) -> str:
    return next(n.label for n in told.nodes if n.id == node)


def edges(told: Story) -> set[tuple[str, str, str]]:
    return {(label(told, e.taker), label(told, e.taken), e.kind.value) for e in told.edges}


def drift(told: Story, claim: StoryClaim) -> set[tuple[str, str, str]]:
    return {(d.kind.value, label(told, d.upstream), label(told, d.downstream)) for d in claim.drift}


def test_the_example_is_one_event_and_the_rumour_comes_first(told: Story, rumour: StoryClaim) -> None:
    assert len(PATHS) == len(told.documents) == 10
    assert len(told.stories) == 1
    assert "seals are living in the flooded car park" in rumour.text
    assert rumour.role is ClaimRole.PROPOSITION
    assert len(rumour.documents) == 7  # who counted 40 tells nothing of 300


def test_the_rumour_rests_on_one_unnamed_friend(told: Story, rumour: StoryClaim) -> None:
    assert rumour.text.casefold().startswith("up to 300 seals")
    assert (rumour.origins.least, rumour.origins.most) == (1, 1)
    assert {label(told, node) for node in rumour.origins.nodes} == {"A friend"}
    assert [g.rule for g in rumour.origins.reasons if g.rule in ("unnamed", "hinge")] == ["unnamed", "hinge"]


def test_who_counted_forty_confirms_nothing_of_300(told: Story, rumour: StoryClaim, traces: list[Trace]) -> None:
    observer = next(t.document.id for t in traces if "lock keeper" in t.document.text.casefold())
    assert observer not in rumour.documents
    assert all(label(told, node) != "Tomas Brandt" for edge in rumour.edges for node in (edge.taker, edge.taken))
    assert {c.of for c in told.claims if c.role is ClaimRole.DETAIL} == {rumour.id}


@pytest.mark.parametrize(
    ("taker", "taken", "kind"),
    [
        ("saltmere-echo", "Ines Caldow", "credit"),
        ("coast-courier", "saltmere-echo", "credit"),
        ("north-shore-tribune", "saltmere-echo", "credit"),
        ("evening-lantern", "harbour-herald", "credit"),
        ("sound-and-shore", "north-shore-tribune", "credit"),
        ("harbour-herald", "saltmere-echo", "copy"),
        ("bay-bulletin", "estuary-gazette", "credit"),
        ("estuary-gazette", "bay-bulletin", "credit"),
        ("quay-observer", "Tomas Brandt", "credit"),
        ("Ines Caldow", "A friend", "credit"),
    ],
)
def test_who_has_it_from_whom(told: Story, taker: str, taken: str, kind: str) -> None:
    assert (taker, taken, kind) in edges(told)


def test_every_edge_shows_words(told: Story, traces: list[Trace]) -> None:
    texts = {t.document.id: t.document.text for t in traces}
    for edge in told.edges:
        assert 0 <= edge.confidence <= 1
        assert edge.evidence
        for evidence in edge.evidence:
            assert evidence.spans
            assert all(0 <= s < e <= len(texts[evidence.document]) for s, e in evidence.spans)


def test_what_changed_on_the_way(told: Story, rumour: StoryClaim) -> None:
    found = drift(told, rumour)
    assert ("bound-dropped", "saltmere-echo", "harbour-herald") in found
    assert ("attribution-dropped", "saltmere-echo", "harbour-herald") in found
    assert ("response-hardened", "saltmere-echo", "north-shore-tribune") in found
    assert ("response-hardened", "north-shore-tribune", "sound-and-shore") in found
    assert ("source-promoted", "harbour-herald", "evening-lantern") in found
    assert not any(kind == "bound-dropped" and "coast" in below for kind, _, below in found)
    headlines = {
        label(told, d.downstream) for c in told.claims for d in c.drift if d.kind is DriftKind.HEADLINE_STRONGER
    }
    assert headlines == {"evening-lantern"}


def test_a_quotation_that_was_altered_is_shown_word_by_word(told: Story, traces: list[Trace]) -> None:
    texts = {t.document.id: t.document for t in traces}
    ids = {n.id: n.document for n in told.nodes}
    altered = [d for c in told.claims for d in c.drift if d.kind is DriftKind.QUOTATION_ALTERED]
    words = {
        (texts[ids[d.upstream] or ""].quote(d.spans_upstream), texts[ids[d.downstream] or ""].quote(d.spans_downstream))
        for d in altered
    }
    assert ("tell you", "say") in words


def test_a_hardened_answer_is_not_counted_as_a_denial(rumour: StoryClaim) -> None:
    assert rumour.standing is not None
    assert "denied by" not in rumour.standing.summary
    assert "confirmed by" not in rumour.standing.summary
    assert "could not confirm" in rumour.standing.summary
    assert {answer.response.value for answer in rumour.responses} == {"cannot-confirm", "deny", "confirm"}


def test_a_circle_is_shown(told: Story) -> None:
    circles = {tuple(label(told, node) for node in circle) for c in told.claims for circle in c.circular}
    assert circles == {("bay-bulletin", "estuary-gazette", "bay-bulletin")}


def test_the_json_is_what_the_schema_says(told: Story) -> None:
    VALIDATOR.validate(told.to_dict())
    VALIDATOR.validate(Story().to_dict())


def test_ids_lead_somewhere(told: Story, traces: list[Trace]) -> None:
    nodes = {n.id for n in told.nodes}
    by_id = {t.document.id: t for t in traces}
    assert [c.id for c in told.claims] == [f"k{n}" for n in range(1, len(told.claims) + 1)]
    for claim in told.claims:
        assert set(claim.origins.nodes) <= nodes
        assert claim.origins.least <= claim.origins.most
        for place in claim.appearances:
            assert place.claim in {c.id for c in by_id[place.document].claims}
        for answer in claim.responses:
            assert by_id[answer.document].attribution(answer.attribution).response is answer.response


def test_the_same_pile_gives_the_same_story(told: Story, traces: list[Trace]) -> None:
    assert story(traces, paths=[str(path) for path in PATHS]) == told


def test_two_inputs_with_one_text_are_one_document(traces: list[Trace]) -> None:
    found = story([traces[0], traces[0], traces[1]], paths=["a.txt", "b.txt", "c.txt"])
    assert [d.paths for d in found.documents] == [("a.txt", "b.txt"), ("c.txt",)]


def test_a_pile_in_which_nothing_is_shared_says_so(traces: list[Trace]) -> None:
    other = trace(read(FOLDER.parent / "wire-story.txt"))
    found = story([traces[0], other])
    assert all(len(claim.documents) == 1 for claim in found.claims)
    assert any("no two documents" in warning for warning in found.warnings)


def test_as_of_leaves_out_what_came_later(traces: list[Trace]) -> None:
    found = story(traces, paths=[p.stem for p in PATHS], as_of="2025-03-04")
    assert {p for d in found.documents for p in d.paths} == {"ines-caldow", "saltmere-echo"}


def test_about_keeps_what_is_about_it(told: Story) -> None:
    found = about(told, "seals in the car park")
    assert found.claims
    assert len(found.claims) < len(told.claims)
    assert about(told, "interest rates in Peru").warnings


def test_what_no_encoding_can_write_is_no_obstacle() -> None:
    text = "\ud800 The mill burned down."
    claim = Claim("c1", text, ((0, len(text)),))
    found = story([Trace(Document(text), claims=(claim,)), Trace(Document(text + "\ud801"), claims=(claim,))])
    assert len(found.claims[0].documents) == 2
    assert report(found, [])


def test_a_link_to_a_document_of_the_pile_leads_to_it() -> None:
    first = Document("The mill in Orlen has burned down.", url="https://echo.example/mill")
    text = "The mill in Orlen has burned down, it is told."
    second = Document(text, url="https://other.example/x", links=(Link((35, 45), "https://www.echo.example/mill"),))
    claims = [Claim("c1", "The mill in Orlen has burned down", ((0, 33),))]
    found = story([Trace(d, claims=tuple(claims)) for d in (second, first)], paths=["other.txt", "echo.txt"])
    (edge,) = [e for e in found.edges if e.kind.value == "link"]
    assert (label(found, edge.taker), label(found, edge.taken)) == ("other", "echo")
    assert edge.evidence[0].spans == ((35, 45),)


def test_nothing_at_all_is_a_story_too() -> None:
    assert story([]) == Story()


def test_the_report_tells_it_in_words(told: Story, traces: list[Trace]) -> None:
    text = report(told, traces, everything=True)
    assert text.startswith("10 documents about 1 event")
    for words in ("Origins: 1", "Circular reporting", "bound-dropped", "“up to 300”", "Petra Voss cannot confirm"):
        assert words in text


def test_the_report_fits_a_screen_and_says_what_matters_first(told: Story, traces: list[Trace]) -> None:
    text = report(told, traces, look=Look(100))
    lines = text.splitlines()
    assert len(lines) < 50
    assert all(len(line) <= 100 for line in lines)
    flat = " ".join(text.split())
    found = [flat.find(words) for words in (
        "Up to 300 seals", "Rests on an unnamed source (“A friend”", "Petra Voss cannot confirm it", "Proof:",
        "Changed on the way:", "an answer was hardened", "Check next: Ask Ines Caldow who “A friend” is.", "--all",
    )]  # fmt: skip
    assert found == sorted(found)
    assert found[0] > 0


def test_the_report_is_styled_where_the_terminal_is(told: Story, traces: list[Trace]) -> None:
    assert "\x1b[1m" in report(told, traces, look=Look(colours="standard"))
    assert "\x1b" not in report(told, traces)


def test_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [{"text": p.read_text(encoding="utf-8"), "outlet": p.stem} for p in PATHS[:3]]
    pile = tmp_path / "pile.jsonl"
    pile.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    target = tmp_path / "story.json"
    assert run(["story", str(pile), "--format", "json", "-o", str(target)]) == 0
    content: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    VALIDATOR.validate(content)
    assert [d["outlet"] for d in content["documents"]] == [p.stem for p in PATHS[:3]]
    assert run(["story", str(FOLDER / "bay*.txt"), str(tmp_path / "none.txt")]) == 1
    out, err = capfd.readouterr()
    assert out.startswith("1 document about 1 event")
    assert "none.txt" in err
    assert run(["story", str(pile), "--as-of", "soon"]) == 2
    assert run(["story", str(pile), "--about", " "]) == 2
    pile.write_text('{"text": 3}\n{"text": 4}\n', encoding="utf-8")
    assert run(["story", str(pile)]) == 1
    assert "pile.jsonl:2: it has no text" in capfd.readouterr().err


def test_help_loads_no_graph_library() -> None:
    code = "import sys; from whosays.cli import run; run(['story', '--help']); sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


def test_how_it_came_about_over_time(rumour: StoryClaim) -> None:
    assert rumour.standing is not None
    steps = [ground.text for ground in rumour.standing.reasons if not ground.rule.startswith("credibility")]
    assert steps == [
        "First seen in Ines Caldow, dated 2025-03-03, which need not be where it was first published.",
        "2025-03-03: A friend is first seen as where it comes from.",
        "2025-03-04: Petra Voss could not confirm it.",
    ]


def test_what_it_rested_on_as_of_each_day(rumour: StoryClaim) -> None:
    days = [(made.date, made.documents, made.least, made.most, made.credibility) for made in rumour.course]
    assert days[0][:2] == ("2025-03-03", 1)
    assert [date for date, *_ in days] == sorted(date for date, *_ in days)
    assert rumour.standing is not None
    assert days[-1][2:] == (rumour.origins.least, rumour.origins.most, rumour.standing.credibility)
    assert "could not confirm" not in rumour.course[0].summary
    assert "Petra Voss could not confirm it" in rumour.course[-1].summary


def test_an_answer_tells_when_it_was_given(rumour: StoryClaim) -> None:
    assert {answer.date for answer in rumour.responses if answer.response.value == "cannot-confirm"} >= {"2025-03-04"}


LINES = st.sampled_from(
    [
        "The mill burned down on Monday, Reuters reported.",
        'Ilves said: "I saw the mill burn with my own eyes."',
        "According to the BBC, up to 12 people were hurt.",
        "12 people were not hurt.",
        "\u2028",
        "«",
        "(AP)",
        "1,000 %",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(LINES, max_size=4).map("\n".join), max_size=4))
def test_any_pile_gives_a_story_with_its_spans_inside(texts: list[str]) -> None:
    made = [trace(Document(text, language="en")) for text in texts]
    found = story(made)
    content = found.to_dict()
    VALIDATOR.validate(content)
    lengths = {document.id: len(document.text) for document in (t.document for t in made)}

    def check(node: Any) -> None:
        if isinstance(node, dict):
            if "document" in node and isinstance(node.get("spans"), list):
                assert all(0 <= s <= e <= lengths[node["document"]] for s, e in node["spans"])
            for member in node.values():
                check(member)
        elif isinstance(node, list):
            for member in node:
                check(member)

    check(content)
    assert report(found, made)
