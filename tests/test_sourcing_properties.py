"""What holds of the sources of any text at all."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from whosays.model import Attribution, Document
from whosays.sourcing import resolve

VOCABULARY = (
    "Ada Voss Benn Mr. Sen. Lt. Jr. the The a source sources who said he She they I we his another one of for at in "
    "and , . \" “ ” ' ’s ( ) @ada Board (RB) University police spokesman official 19 12,000 \n de von al-Masri didn't "
    "reveal anonymity condition on named - U.S. É ß 𝒜 \u0301 … ! ? : ;"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200))


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, tuple[Attribution, ...]]:
    text = draw(TEXTS)

    def spans() -> tuple[tuple[int, int], ...]:
        ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4).filter(lambda x: len(x) % 2 == 0)))
        return tuple((s, e) for s, e in zip(ends[::2], ends[1::2], strict=True) if s < e)

    made = []
    for number in range(draw(st.integers(0, 6))):
        source, cue, content = spans(), spans(), spans()
        if source or cue or content:
            parent = draw(st.sampled_from([None, *(a.id for a in made)]))
            made.append(Attribution(f"a{number}", source, cue, content, parent=parent))
    authors = draw(st.sampled_from([(), ("Mira Sand",), ("A", "B")]))
    return Document(text, authors=authors), tuple(made)


def saying(text: str, *sources: tuple[int, int]) -> tuple[Document, tuple[Attribution, ...]]:
    """A text in which each of some spans is the source of an attribution."""
    return Document(text), tuple(Attribution(f"a{n}", (span,), (), ()) for n, span in enumerate(sources))


@settings(max_examples=300, deadline=None)
@given(documents())
@example(saying("who Ada Mr.", (0, 9), (0, 1), (0, 5)))  # a mention inside another one is no mention of its own
@example(saying("Ada Voss said", (0, 8), (4, 8), (0, 3), (0, 13)))
def test_any_text_gives_sound_sources(given_: tuple[Document, tuple[Attribution, ...]]) -> None:
    document, attributions = given_
    sources, done = resolve(document, attributions)
    assert resolve(document, attributions) == (sources, done)
    assert [s.id for s in sources] == [f"s{n}" for n in range(1, len(sources) + 1)]
    assert [a.id for a in done] == [a.id for a in attributions]
    firsts = [s.mentions[0] for s in sources]
    assert firsts == sorted(firsts)
    for source in sources:
        assert source.name
        for start, end in (*source.mentions, *source.withheld):
            assert 0 <= start < end <= len(document.text)
            assert document.text[start:end].strip() == document.text[start:end]
        assert list(source.mentions) == sorted(source.mentions)
        assert source.affiliation is None or source.affiliation.lower() != source.name.lower()
    known = {s.id: s for s in sources}
    for attribution in done:
        if not attribution.source:
            assert attribution.source_id is None
        elif attribution.source_id is not None:
            assert attribution.source_id in known
