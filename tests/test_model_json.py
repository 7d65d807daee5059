"""A trace survives the way to plain values, through JSON, and back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.sample import sample
from whosays.exports import json_object, trace_schema
from whosays.model import (
    Attribution,
    Claim,
    Dated,
    Document,
    DocumentKind,
    Factuality,
    Form,
    Link,
    Naming,
    Reason,
    Reference,
    Relation,
    Response,
    Source,
    SourceKind,
    Standing,
    Trace,
)

VALIDATOR = Draft202012Validator(json.loads(trace_schema()))

words = st.text(max_size=12)
maybe = st.none() | st.text(min_size=1, max_size=12)
LONGEST = 100  # characters that every text has at least, so that all spans lie in it
ordered = st.tuples(st.integers(0, LONGEST - 2), st.integers(1, LONGEST - 1)).filter(lambda span: span[0] < span[1])
pairs = st.lists(ordered, max_size=3).map(tuple)
references = st.builds(Reference, st.sampled_from(Relation), words, maybe, maybe, maybe)
documents = st.builds(
    Document,
    text=st.text(max_size=40).map(lambda text: text + LONGEST * "."),
    kind=st.sampled_from(DocumentKind),
    url=maybe,
    outlet=maybe,
    title=maybe,
    authors=st.lists(words, max_size=2).map(tuple),
    published=maybe,
    modified=maybe,
    language=maybe,
    topics=st.lists(words, max_size=2).map(tuple),
    links=st.lists(st.builds(Link, ordered, words), max_size=2).map(tuple),
    furniture=pairs,
    warnings=st.lists(words, max_size=2).map(tuple),
    identifier=maybe,
    references=st.lists(references, max_size=3).map(tuple),
    dated=st.none() | st.sampled_from(Dated),
    account=maybe,
    retracted=st.booleans(),
)
sources = st.builds(
    Source, words, words, st.sampled_from(SourceKind), st.sampled_from(Naming), maybe, maybe, pairs, pairs
)
attributions = st.builds(
    Attribution,
    id=words,
    source=pairs,
    cue=pairs,
    content=pairs,
    form=st.sampled_from(Form),
    parent=maybe,
    channel=maybe,
    addressee=maybe,
    agentless=st.booleans(),
    source_id=maybe,
    factuality=st.sampled_from(Factuality),
    response=st.none() | st.sampled_from(Response),
    responds_to=maybe,
    confidence=st.integers(0, 10_000).map(lambda n: n / 10_000),
)
standings = st.builds(
    Standing,
    words,
    st.integers(1, 6),
    st.sampled_from("ABCDEF"),
    st.lists(st.builds(Reason, words, words, pairs), max_size=2).map(tuple),
)
claims = st.builds(
    Claim,
    id=words,
    text=words,
    spans=pairs,
    chain=st.lists(words, max_size=2).map(tuple),
    factuality=st.sampled_from(Factuality),
    responses=st.lists(words, max_size=2).map(tuple),
    standing=st.none() | standings,
)


@st.composite
def hanging_together(draw: st.DrawFn) -> Trace:
    """A trace whose references lead somewhere, as only such a one is read back."""
    heard = draw(st.lists(sources, max_size=2, unique_by=lambda source: source.id))
    said = draw(st.lists(attributions, max_size=2, unique_by=lambda one: one.id))
    made = draw(st.lists(claims, max_size=2, unique_by=lambda claim: claim.id))

    def one_of(things: Sequence[Source | Attribution | Claim]) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, *(thing.id for thing in things)])

    spoken = [
        replace(
            one,
            source_id=draw(one_of(heard)),
            parent=draw(one_of(said)),
            responds_to=draw(one_of([*said, *made])),
        )
        for one in said
    ]
    several = st.lists(st.sampled_from([one.id for one in said] or [None]), max_size=2)
    told = [
        replace(
            claim,
            chain=tuple(i for i in draw(several) if i is not None),
            responses=tuple(i for i in draw(several) if i is not None),
        )
        for claim in made
    ]
    warnings = draw(st.lists(words, max_size=2))
    return Trace(draw(documents), tuple(heard), tuple(spoken), tuple(told), tuple(warnings))


traces = hanging_together()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(traces)
def test_a_trace_comes_back_the_same(trace: Trace) -> None:
    through = json.loads(json_object(trace))
    VALIDATOR.validate(through)
    assert Trace.from_dict(through) == trace
    assert Document.from_dict(through["document"]) == trace.document


def test_a_whole_trace_comes_back_the_same() -> None:
    assert Trace.from_dict(sample().to_dict()) == sample()


def test_what_is_not_set_is_not_there() -> None:
    plain = Trace(Document("Nothing of a feed.")).to_dict()["document"]
    assert not {"identifier", "references", "dated", "account", "retracted", "warnings"} & set(plain)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values, st.lists(st.integers(0, 40), min_size=1, max_size=3))
def test_other_values_are_an_error_and_nothing_else(value: Any, where: list[int]) -> None:
    whole = sample().to_dict()
    node: Any = whole
    for step in where[:-1]:
        inner = list(node.values()) if isinstance(node, dict) else node
        if not isinstance(inner, list) or not inner or not isinstance(inner[step % len(inner)], dict | list):
            break
        node = inner[step % len(inner)]
    if isinstance(node, dict) and node:
        node[sorted(node)[where[-1] % len(node)]] = value
    elif isinstance(node, list) and node:
        node[where[-1] % len(node)] = value
    with contextlib.suppress(ValueError):
        Trace.from_dict(whole)


@pytest.mark.parametrize("value", [None, [], {}, {"schema": "whosays.trace/2"}, {"schema": "whosays.trace/1"}])
def test_what_is_no_trace_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"no values of|missing"):
        Trace.from_dict(value)


def test_a_text_that_is_not_the_one_that_was_hashed_is_refused() -> None:
    altered = sample().to_dict()
    altered["document"]["text"] += "!"
    with pytest.raises(ValueError, match="hash"):
        Trace.from_dict(altered)
