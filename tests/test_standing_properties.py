"""Any attributions over any text: claims and standing raise nothing, stay inside the text, and come out the same
twice.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whosays.claims import extract
from whosays.model import (
    Attribution,
    Claim,
    Document,
    DocumentKind,
    Factuality,
    Form,
    Naming,
    Response,
    Source,
    SourceKind,
    Span,
    Spans,
)
from whosays.standing import judge

WORDS = (
    "The ferry sank. “It sank,” she said\nThey are ill; he 'denied' 12,000 of \"it? "
    "I saw Jo’s boat (in 2019)… U.S. not n't who — "
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS.split(" ")), max_size=60).map(" ".join))


def spans(length: int) -> st.SearchStrategy[Spans]:
    def ordered(points: list[int]) -> Spans:
        points = sorted(points)
        pairs: list[Span] = [(a, b) for a, b in zip(points[::2], points[1::2], strict=False) if a < b]
        return tuple(pairs)

    return st.lists(st.integers(0, length), max_size=6).map(ordered)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Document, tuple[Source, ...], tuple[Attribution, ...], tuple[Claim, ...]]:
    text = draw(TEXTS)
    some = spans(len(text))
    names = st.sampled_from(["s1", "s2", "s3", None])
    ids = st.sampled_from(["a1", "a2", "a3", "a4", "a9", None])
    sources = tuple(
        Source(
            f"s{n}",
            draw(st.sampled_from(["Jo Brandt", "the ferry", "", "a source", "unnamed sources", "The Orrin Times"])),
            draw(st.sampled_from(SourceKind)),
            draw(st.sampled_from(Naming)),
            draw(st.sampled_from([None, "pilot"])),
            draw(st.sampled_from([None, "the Union", "Navy"])),
            draw(some),
            draw(some),
        )
        for n in (1, 2)
    )
    said = []
    for n in range(draw(st.integers(0, 4))):
        source, cue, content = draw(some), draw(some), draw(some)
        if source or cue or content:
            said.append(
                Attribution(
                    f"a{n + 1}",
                    source,
                    cue,
                    content,
                    draw(st.sampled_from(Form)),
                    draw(ids),
                    agentless=draw(st.booleans()),
                    source_id=draw(names),
                    factuality=draw(st.sampled_from(Factuality)),
                    response=draw(st.sampled_from([None, *Response])),
                    responds_to=draw(st.sampled_from([None, "c1", "c2", "a1"])),
                )
            )
    made = tuple(
        Claim(
            f"c{n + 1}",
            "x",
            where,
            tuple(i for i in draw(st.lists(ids, max_size=3)) if i),
            draw(st.sampled_from(Factuality)),
        )
        for n in range(draw(st.integers(0, 2)))
        if (where := draw(some))
    )
    document = Document(text, draw(st.sampled_from(DocumentKind)), furniture=draw(some))
    return document, sources, tuple(said), made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_any_attributions_make_claims_inside_the_text(
    case: tuple[Document, tuple[Source, ...], tuple[Attribution, ...], tuple[Claim, ...]],
) -> None:
    document, sources, said, _ = case
    claims = extract(document, sources, said)
    assert claims == extract(document, sources, said)
    known = {a.id for a in said}
    for number, claim in enumerate(claims, 1):
        assert claim.id == f"c{number}"
        assert claim.spans
        assert len(set(claim.spans)) == len(claim.spans)
        assert all(0 <= s < e <= len(document.text) for s, e in claim.spans)
        assert set(claim.chain) <= known
        assert claim.text in document.quote(claim.spans)
    assert [min(c.spans) for c in claims] == sorted(min(c.spans) for c in claims)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_any_claims_are_judged_with_reasons_that_have_spans(
    case: tuple[Document, tuple[Source, ...], tuple[Attribution, ...], tuple[Claim, ...]],
) -> None:
    document, sources, said, made = case
    judged = judge(document, sources, said, made)
    assert judged == judge(document, sources, said, made)
    assert [c.id for c in judged] == [c.id for c in made]
    for claim in judged:
        standing = claim.standing
        assert standing is not None
        assert standing.credibility in range(1, 7)
        assert standing.reliability == "F"
        assert standing.summary.startswith(("Rests on ", "It is not clear whose word this is; "))
        assert standing.summary.endswith(".")
        for reason in standing.reasons:
            assert reason.spans
            assert reason.text
            assert all(0 <= s < e <= len(document.text) for s, e in reason.spans)
        if standing.credibility == 1:
            assert any(reason.rule == "two-independent-origins" for reason in standing.reasons)


def test_a_very_long_line_costs_what_its_length_does() -> None:
    text = "the ferry sank and " * 200_000
    assert extract(Document(text), [], []) == ()
    many = "The ferry sank on Sunday with nine people aboard. " * 2_000
    assert len(extract(Document(many), [], [])) == 1
