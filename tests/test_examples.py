"""The example articles, end to end: what a careful person finds in them must be found, and some things must not.

``tests/expected/<example>.json`` quotes the article. An expected attribution is met by one whose content is mostly the
quoted words (``any_overlap``: holds or is held by them; ``in_cue``: its cue and content take them in) and of which
everything else named is true. The expectations are a reader's, written before the program was run on the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from whosays import read, trace
from whosays.exports import json_object, trace_schema
from whosays.model import Attribution, Naming, Source, Spans, Trace
from whosays.reports.html import page
from whosays.reports.text import report
from whosays.reports.view import TraceView

ROOT = Path(__file__).parent.parent
EXPECTED = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "tests" / "expected").glob("*.json")
}
EXAMPLES = {path.stem: path for path in (ROOT / "examples").iterdir() if path.suffix in {".txt", ".html"}}

MOST = 0.5  # intersection over union of characters


@cache
def traced(name: str) -> Trace:
    return trace(read(EXAMPLES[name]))


def cases(kind: str) -> Iterator[Any]:
    for name, expected in sorted(EXPECTED.items()):
        for number, case in enumerate(expected.get(kind, []), 1):
            weak = case.get("xfail")
            marks = [pytest.mark.xfail(reason=weak, strict=False)] if weak else []
            yield pytest.param(name, case, id=f"{name}-{kind}-{number}", marks=marks)


def covered(spans: Spans) -> set[int]:
    return {offset for start, end in spans for offset in range(start, end)}


def place(text: str, case: dict[str, Any]) -> set[int]:
    """The characters of the article that a case quotes, part by part; words may be left out of a part."""
    found: set[int] = set()
    after = 0
    for part in case.get("parts", [case.get("content", case.get("text"))]):
        start = text.find(part, after)
        if start < 0:  # words were left out: each word in turn, near the one before
            for word in part.split():
                start = text.index(word, after)
                after = start + len(word)
                found |= set(range(start, after))
            continue
        after = start + len(part)
        found |= set(range(start, after))
    return found


def matching(trace: Trace, case: dict[str, Any]) -> list[Attribution]:
    """The attributions that are about the quoted words."""
    quoted = place(trace.document.text, case)
    found = []
    for attribution in trace.attributions:
        content = covered(attribution.content)
        if case.get("in_cue"):
            content |= covered(attribution.cue)
        common = len(content & quoted)
        if case.get("any_overlap") or case.get("in_cue"):
            fits = common >= MOST * min(len(content), len(quoted)) and common > 0
        else:
            fits = common >= MOST * len(content | quoted)
        if fits:
            found.append(attribution)
    return found


def speaker(trace: Trace, attribution: Attribution) -> str:
    """Everything by which a speaker is called: name, role, affiliation, and the words at the attribution."""
    source = trace.source_of(attribution)
    if source is None or source.naming is Naming.NONE:
        return ""
    return " | ".join(filter(None, (source.name, trace.document.quote(attribution.source))))


def called(wanted: str, found: str) -> bool:
    """True where the wanted name is part of what somebody is called."""
    return wanted.casefold() in found.casefold()


def is_called(wanted: str, source: Source | None) -> bool:
    """True where a source's whole name, letters behind it aside ("KC"), is the one given."""
    name = source.name.casefold().removeprefix("the ") if source else ""
    return f"{name} ".startswith(f"{wanted.casefold()} ")


def differences(trace: Trace, attribution: Attribution, case: dict[str, Any]) -> list[str]:
    """What a case says that is not true of an attribution."""
    source = trace.source_of(attribution)
    found: dict[str, Any] = {
        "source": speaker(trace, attribution),
        "naming": source.naming.value if source else "none",
        "kind": source.kind.value if source else None,
        "role": (source.role if source else None) or "",
        "affiliation": (source.affiliation if source else None) or "",
        "channel": attribution.channel or "",
        "addressee": attribution.addressee or "",
        "factuality": attribution.factuality.value,
        "response": attribution.response.value if attribution.response else None,
        "withheld": source is not None and source.disclosed is False,
        "inside": speaker(trace, trace.attribution(attribution.parent)) if attribution.parent else "",
    }
    wrong = []
    for key, value in found.items():
        if key not in case:
            continue
        wanted = case[key]
        if key in {"source", "inside", "role", "affiliation", "channel", "addressee"}:
            right = called(wanted, value) if wanted else not value
        elif isinstance(wanted, list):
            right = value in wanted
        else:
            right = value == wanted
        if not right:
            wrong.append(f"{key}: wanted {wanted!r}, found {value!r}")
    return wrong


@pytest.mark.parametrize(("name", "case"), cases("attributions"))
def test_expected_attribution(name: str, case: dict[str, Any]) -> None:
    found = traced(name)
    candidates = matching(found, case)
    assert candidates, f"nothing is attributed there: {case['content']}"
    least = min((differences(found, attribution, case) for attribution in candidates), key=len)
    assert not least, f"{case['content']}: {'; '.join(least)}"


@pytest.mark.parametrize(("name", "case"), cases("never"))
def test_what_must_not_be_found(name: str, case: dict[str, Any]) -> None:
    found = traced(name)
    for attribution in matching(found, {**case, "any_overlap": True}):
        by_them = "source" not in case or is_called(case["source"], found.source_of(attribution))
        so_sure = "factuality" not in case or attribution.factuality.value in case["factuality"]
        assert not (by_them and so_sure), (
            f"{found.document.quote(attribution.content)} is attributed to {speaker(found, attribution)!r}"
        )


@pytest.mark.parametrize(("name", "case"), cases("claims"))
def test_expected_claim(name: str, case: dict[str, Any]) -> None:
    found = traced(name)
    quoted = place(found.document.text, case)
    claims = [c for c in found.claims if any(2 * len(quoted & covered((s,))) >= len(quoted) for s in c.spans)]
    assert claims, f"no claim there: {case['text']}"
    problems = []
    for claim in claims:
        wrong = []
        chain = [speaker(found, found.attribution(identifier)) for identifier in claim.chain]
        spoken = [name for name in chain if name]
        if "chain" in case and not (len(spoken) == len(case["chain"]) and all(map(called, case["chain"], spoken))):
            wrong.append(f"chain: wanted {case['chain']}, found {chain}")
        answers = [(found.attribution(i).response, speaker(found, found.attribution(i))) for i in claim.responses]
        for response, who in case.get("responses", []):
            allowed = {response, case.get("or_response")}
            if not any(r is not None and r.value in allowed and called(who, name) for r, name in answers):
                wrong.append(f"response: wanted {response} by {who}, found {answers}")
        for key in ("credibility", "reliability"):
            value = getattr(claim.standing, key, None)
            if key in case and value != case[key]:
                wrong.append(f"{key}: wanted {case[key]}, found {value}")
        if "factuality" in case and claim.factuality.value not in case["factuality"]:
            wrong.append(f"factuality: wanted {case['factuality']}, found {claim.factuality.value}")
        problems.append(wrong)
    least = min(problems, key=len)
    assert not least, f"{case['text']}: {'; '.join(least)}"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_furniture_topics_and_what_the_page_says_of_itself(name: str) -> None:
    document, expected = traced(name).document, EXPECTED[name]
    furniture = [document.text[start:end] for start, end in document.furniture]
    for start in expected.get("furniture", []):
        lines = [line for line in document.text.splitlines() if line.startswith(start)]
        assert lines
        assert sum(piece.strip().startswith(start) for piece in furniture) == len(lines), start
    assert list(document.topics) == expected.get("topics", [])
    for key, value in expected.get("document", {}).items():
        if key == "links":
            assert {document.text[slice(*link.span)]: link.url for link in document.links}.items() >= value.items()
        else:
            found = getattr(document, key)
            assert (list(found) if isinstance(found, tuple) else found) == value, key
    for words in expected.get("absent", []):
        outside = "".join(c for i, c in enumerate(document.text) if i not in covered(document.furniture))
        assert words not in outside


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_is_traced_soundly(name: str) -> None:
    found = traced(name)
    Draft202012Validator(json.loads(trace_schema())).validate(json.loads(json_object(found)))
    length = len(found.document.text)
    known = {s.id for s in found.sources}
    ids = {a.id for a in found.attributions} | {c.id for c in found.claims}
    for attribution in found.attributions:
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= length
        assert attribution.source_id is None or attribution.source_id in known
        assert {attribution.parent, attribution.responds_to} <= ids | {None}
    for claim in found.claims:
        assert {*claim.chain, *claim.responses} <= ids
        assert claim.standing is not None
        assert all(reason.spans for reason in claim.standing.reasons)
    assert trace(read(EXAMPLES[name])) == found, "the same article gives the same trace"


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_has_expectations_and_can_be_reported(name: str) -> None:
    assert EXPECTED[name]["attributions"]
    found = traced(name)
    shown = " ".join(report(found, name, everything=True).split())
    view = TraceView(found)
    for claim in found.claims:
        assert " ".join(view.words_of(claim).split())[:40].casefold() in shown.casefold()
    assert page([found]).lstrip().lower().startswith("<!doctype html")
