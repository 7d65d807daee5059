"""The page of any trace whatever: same text, sound markup, nothing loaded, nothing run."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page import as_shown, check, parse
from whosays.model import (
    Attribution,
    Claim,
    Document,
    Factuality,
    Form,
    Link,
    Naming,
    Reason,
    Response,
    Source,
    SourceKind,
    Span,
    Standing,
    Trace,
)
from whosays.reports.html import fragment, page
from whosays.reports.html.layers import DEEPEST, Layer, runs

_NASTY = st.sampled_from(
    ["<script>", "</style>", "</script>", "<!--", "]]>", '"', "'", "&", "&amp;", "\r\n", "\r", "\x00", "\x1b[0m",
     "\u202e", "\u2069", "\u2028", "\ud83d", "é", "م", "“", "”", "\n", "\n\n", " ", "word", "javascript:", "`",
     "{{", "\ufeff"]
)  # fmt: skip
_TEXT = st.one_of(st.text(max_size=40), st.lists(_NASTY, max_size=30).map("".join))
_ADDRESS = st.one_of(
    _TEXT, _TEXT.map("https://a.example/".__add__), st.sampled_from(["javascript:alert(1)", "https://["])
)


def _span(length: int) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, length - 1), st.integers(1, length)).map(lambda p: (min(p), max(p[1], p[0] + 1)))


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    """Any trace that keeps to the types; spans lie inside the text and overlap as they like."""
    text = draw(_TEXT.filter(bool))
    spans = st.lists(_span(len(text)), max_size=3).map(lambda s: tuple(sorted(s)))
    some = st.lists(_span(len(text)), min_size=1, max_size=3).map(tuple)
    ids = [f"a{n}" for n in range(draw(st.integers(0, 4)))]
    sources = tuple(
        Source(f"s{n}", draw(_TEXT), draw(st.sampled_from(SourceKind)), draw(st.sampled_from(Naming)),
               draw(st.none() | _TEXT), draw(st.none() | _TEXT), draw(spans), draw(spans))
        for n in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    claim_ids = [f"c{n}" for n in range(draw(st.integers(0, 7)))]
    attributions = tuple(
        Attribution(i, draw(spans), draw(some), draw(spans), draw(st.sampled_from(Form)),
                    draw(st.none() | st.sampled_from([*ids, "gone"])), draw(st.none() | _TEXT), draw(st.none() | _TEXT),
                    draw(st.booleans()), draw(st.sampled_from([None, "s0", "s1", "gone"])),
                    draw(st.sampled_from(Factuality)), draw(st.none() | st.sampled_from(Response)),
                    draw(st.none() | st.sampled_from([*claim_ids, *ids, "gone"])), draw(st.floats(0, 1)))
        for i in ids
    )  # fmt: skip
    chain = st.lists(st.sampled_from(ids), max_size=3).map(tuple) if ids else st.just(())
    reasons = st.lists(st.builds(Reason, _TEXT, _TEXT, spans), max_size=2).map(tuple)
    standing = st.none() | st.builds(Standing, _TEXT, st.integers(1, 6), st.sampled_from("ABCDEF"), reasons)
    claims = tuple(
        Claim(i, draw(_TEXT), draw(some), draw(chain), draw(st.sampled_from(Factuality)), draw(chain), draw(standing))
        for i in claim_ids
    )
    links = tuple(Link(draw(_span(len(text))), draw(_ADDRESS)) for _ in range(draw(st.integers(0, 3))))
    document = Document(
        text, url=draw(st.none() | _ADDRESS), outlet=draw(st.none() | _TEXT), title=draw(st.none() | _TEXT),
        authors=draw(st.lists(_TEXT, max_size=2).map(tuple)), published=draw(st.none() | _TEXT),
        modified=draw(st.none() | _TEXT), language=draw(st.none() | _TEXT), links=links, furniture=draw(spans),
        warnings=draw(st.lists(_TEXT, max_size=2).map(tuple)),
    )  # fmt: skip
    return Trace(document, sources, attributions, claims, draw(st.lists(_TEXT, max_size=2).map(tuple)))


@settings(max_examples=60, deadline=None)
@given(traces())
def test_any_trace_makes_a_sound_page(trace: Trace) -> None:
    check(page([trace]), trace.document.text)


@settings(max_examples=20, deadline=None)
@given(st.lists(traces(), max_size=3))
def test_any_traces_make_a_sound_page(several: list[Trace]) -> None:
    check(page(several), *(trace.document.text for trace in several))


def test_a_mark_that_begins_at_a_blank_line_and_is_then_too_deep_has_its_place() -> None:
    text = "ab\ncd ef gh ij kl mn op qr st uv wx yz"
    around = [Claim(f"d{end}", "", ((0, end),)) for end in range(6, 5 + DEEPEST)]
    claims = (Claim("c1", "", ((2, 5),)), *around)
    check(page([Trace(Document(text), claims=claims)]), text)


@settings(max_examples=30, deadline=None)
@given(traces())
def test_any_trace_makes_a_sound_fragment(trace: Trace) -> None:
    root = parse(fragment(trace))
    assert root.one(class_="w-text").text == as_shown(trace.document.text)
    assert not root.all("script")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), _span(30)), max_size=60))
def test_runs_cover_the_text_once_with_what_covers_them(drawn: list[tuple[int, Span]]) -> None:
    layers = [Layer(rank, *span, key) for key, (rank, span) in enumerate(drawn)]
    found = list(runs(30, layers))
    assert [i for run in found for i in range(run.start, run.end)] == list(range(30))
    seen = set()
    for run in found:
        covering = {x for x in layers if x.start <= run.start and run.end <= x.end}
        assert len(run.layers) == min(len(covering), DEEPEST)
        assert set(run.layers) <= covering
        assert [x.rank for x in run.layers] == sorted(x.rank for x in run.layers)
        seen |= {*run.layers, *run.buried}
    assert seen == set(layers)
