"""The DocBin, read by spaCy itself: `make test-formats` installs it and runs this file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.export_build import findings
from whosays.exports.base import exporter
from whosays.model import Document, Trace
from whosays.model.findings import Findings

spacy = pytest.importorskip("spacy", reason="make test-formats installs spaCy")


def read(found: Findings) -> list[Any]:
    data = b"".join(exporter("spacy").write(found))
    assert data == b"".join(exporter("spacy").write(found))
    return list(spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))


def test_every_text_and_every_span_is_there_and_none_has_moved() -> None:
    docs = read(findings())
    assert len(docs) == len(findings().traces)
    for doc, trace in zip(docs, findings().traces, strict=True):
        assert doc.text == trace.document.text
        for role in ("source", "cue", "content"):
            given = [(said.id, span) for said in trace.attributions for span in getattr(said, role)]
            assert [(s.id_, (s.start_char, s.end_char)) for s in doc.spans[role]] == given
            assert {s.label_ for s in doc.spans[role]} <= {role}
        assert [(s.id_, (s.start_char, s.end_char)) for s in doc.spans["claim"]] == [
            (claim.id, span) for claim in trace.claims for span in claim.spans
        ]
        assert len(doc.spans["mention"]) == sum(len(source.mentions) for source in trace.sources)


def test_what_is_known_of_a_span_is_under_its_id() -> None:
    for doc, trace in zip(read(findings()), findings().traces, strict=True):
        known = doc.user_data["whosays"]
        assert known["document"]["id"] == trace.document.id
        for said in trace.attributions:
            held = known["attributions"][said.id]
            assert (held["source"], held["parent"], held["factuality"]) == (
                said.source_id, said.parent, said.factuality.value,
            )  # fmt: skip
        assert "never whether it is true" in known["note"]
        assert all(claim["reliability"] is None for claim in known["claims"].values())


@pytest.mark.parametrize("text", ["a  b c\n\n d", " ab", "\U0001f9ad x", "ab\ud800cd", "unsplit-able's"])
def test_a_span_may_begin_and_end_anywhere(text: str) -> None:
    said = next(said for trace in findings().traces for said in trace.attributions)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            one = replace(said, source=((start, end),), cue=(), content=(), source_id=None)
            made = Trace(Document(text, language="en"), (), (one,), ())
            (doc,) = read(Findings((made,), findings().story, findings().maker))
            assert doc.text == text.replace("\ud800", "�")
            (span,) = doc.spans["source"]
            assert (span.start_char, span.end_char) == (start, end)
