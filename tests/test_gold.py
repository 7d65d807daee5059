"""The gold set is sound, and its scorer counts what docs/gold.md says it counts."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from whosays.errors import InputError
from whosays.evaluation.gold import evaluate, pair, tally
from whosays.evaluation.passages import PARTS, Passage, locate, read_passages
from whosays.evaluation.scoring import Scored, cover, score, tokens
from whosays.model import Attribution, Claim, Document, Factuality, Naming, Response, Source, Spans, Trace

GOLD = Path(__file__).parent / "gold"
SHARED = Path(__file__).parents[2] / "shared"
PASSAGES = read_passages(GOLD)

# What may have no cue, or stand in an order in which the cue is outside the outer content.
CITING = ("according-citing", "embedded-citing")


def accepted(first: tuple[str | None, ...]) -> str | None:
    return first[0]


def perfect(passage: Passage) -> Trace:
    """The trace that finds exactly what gold has, optional attributions included."""
    sources: list[Source] = []
    attributions: list[Attribution] = []
    for i, gold in enumerate(passage.attributions):
        naming = Naming(accepted(gold.naming) or "none")
        if gold.source:
            name = gold.name or passage.text[gold.source[0][0] : gold.source[0][1]]
            withheld = (passage.withheld,) if passage.withheld and not i else ()
            sources.append(Source(f"s{i}", name, naming=naming, mentions=gold.source, withheld=withheld))
        response = accepted(gold.response)
        attributions.append(
            Attribution(
                f"a{i}",
                gold.source,
                gold.cue,
                gold.content,
                parent=None if gold.parent is None else f"a{gold.parent}",
                channel=accepted(gold.channel),
                addressee=accepted(gold.addressee),
                source_id=f"s{i}" if gold.source else None,
                factuality=Factuality(accepted(gold.factuality) or "CT+"),
                response=Response(response) if response else None,
            )
        )
    claims = tuple(Claim(f"c{i}", "", (g.answers,)) for i, g in enumerate(passage.attributions) if g.answers)
    answered = [
        replace(a, responds_to=f"c{a.id[1:]}" if f"c{a.id[1:]}" in {c.id for c in claims} else None)
        for a in attributions
    ]
    return Trace(Document(passage.text), tuple(sources), tuple(answered), claims)


def write(folder: Path, *rows: dict[str, object]) -> Path:
    (folder / "cases.json").write_text(json.dumps(list(rows)), encoding="utf-8")
    return folder


def wanted(**members: object) -> dict[str, object]:
    row: dict[str, object] = {"source": None, "cue": None, "content": [], "parent": None, "naming": "named"}
    row |= {"channel": None, "addressee": None, "response": None, "agentless": False, "factuality": "CT+"}
    return row | members


def case(text: str, *attributions: dict[str, object], **members: object) -> dict[str, object]:
    row: dict[str, object] = {"id": "case-1", "phenomenon": "case", "part": "tune", "text": text, "absent": []}
    return row | {"attributions": list(attributions)} | members


def said(text: str, identifier: str, source: str, cue: str, content: str, **members: object) -> Attribution:
    def spans(quote: str) -> Spans:
        return (locate(text, quote),) if quote else ()

    return replace(Attribution(identifier, spans(source), spans(cue), spans(content)), **members)  # type: ignore[arg-type]


def figures(folder: Path, *attributions: Attribution, sources: tuple[Source, ...] = ()) -> dict[str, dict[str, float]]:
    return evaluate(folder, "tune", lambda document: Trace(document, sources, attributions))


# The set


def test_there_are_enough_passages_of_every_phenomenon_each_with_an_id_of_its_own() -> None:
    assert len(PASSAGES) >= 150
    assert len({p.id for p in PASSAGES}) == len({p.text for p in PASSAGES}) == len(PASSAGES)
    assert min(Counter(p.phenomenon for p in PASSAGES).values()) >= 6
    assert all(p.id.startswith(p.phenomenon) for p in PASSAGES)


def test_there_are_enough_responses_of_every_class() -> None:
    passages = Counter(
        response
        for p in PASSAGES
        for response in {r for a in p.attributions if not a.optional and None not in a.response for r in a.response}
    )
    for response in ("confirm", "deny", "cannot-confirm", "decline", "correct"):
        assert passages[response] >= 14
    for response in ("no-answer", "retract", "query", "support"):
        assert passages[response] >= 8


def test_exactly_a_third_is_kept_aside_by_lot() -> None:
    def lot(passage: Passage) -> tuple[bool, str, str]:
        later = passage.id[-3] == "b"  # the second batch was drawn by itself
        return later, passage.phenomenon, hashlib.sha256(f"whosays-gold:{passage.id}".encode()).hexdigest()

    drawn = {p.id: "aside" if i % 3 == 2 else "tune" for i, p in enumerate(sorted(PASSAGES, key=lot))}
    assert {p.id: p.part for p in PASSAGES} == drawn
    assert 3 * sum(p.part == "aside" for p in PASSAGES) == len(PASSAGES)


def test_every_value_is_a_word_of_the_model() -> None:
    for p in PASSAGES:
        for a in p.attributions:
            assert {*a.naming} <= {n.value for n in Naming}, p.id
            assert {*a.response} <= {None, *(r.value for r in Response)}, p.id
            assert {*a.factuality} <= {None, *(f.value for f in Factuality)}, p.id
            assert a.content or a.response != (None,), p.id
            assert not a.agentless or (not a.source and "none" in a.naming), p.id
            for role in (a.channel, a.addressee):  # one that must be found stands in the text
                assert None in role or any(value and value.casefold() in p.text.casefold() for value in role), p.id


def test_spans_are_in_order_and_stay_inside_their_paragraph() -> None:
    for p in PASSAGES:
        for a in p.attributions:
            for spans in (a.source, a.cue, a.content):
                assert list(spans) == sorted(spans), p.id
                assert all(e1 <= s2 for (_, e1), (s2, _) in pairwise(spans)), p.id
                assert not any("\n" in p.text[s:e] for s, e in spans), p.id


def test_an_inner_attribution_stands_inside_the_outer_ones_content() -> None:
    nested = 0
    for p in PASSAGES:
        words = tokens(p.text)
        for i, a in enumerate(p.attributions):
            seen = {i}
            above = a.parent
            while above is not None:
                assert above not in seen, p.id
                seen.add(above)
                above = p.attributions[above].parent
            if a.parent is None:
                continue
            nested += 1
            outer = cover(words, p.attributions[a.parent].content)
            assert cover(words, a.content) <= outer, p.id
            if p.phenomenon not in (*CITING, "short-story"):
                assert cover(words, a.cue) <= outer, p.id
    assert nested >= 30


# The scorer


def test_a_perfect_trace_has_full_marks_everywhere() -> None:
    count = tally(pair(p, perfect(p)) for p in PASSAGES)
    assert {name for name, c in count.items() if c.hit != c.gold or c.predicted != c.hit} == set()
    assert {f"response.{r.value}" for r in Response} <= count.keys()


def test_optional_attributions_are_neither_missed_nor_wrong() -> None:
    def required(p: Passage) -> Trace:
        whole = perfect(p)
        kept = tuple(a for a, g in zip(whole.attributions, p.attributions, strict=True) if not g.optional)
        return replace(whole, attributions=kept)

    count = tally(pair(p, required(p)) for p in PASSAGES)
    wrong = {name for name, c in count.items() if c.hit != c.gold or c.predicted != c.hit}
    assert wrong <= {"parent"}
    assert count["parent"].hit >= count["parent"].gold - 2  # an optional attribution between two that are required


def test_an_empty_trace_finds_nothing_and_violates_nothing() -> None:
    result = evaluate(GOLD, tracer=Trace)
    for part in PARTS:
        assert result[f"{part}.relation"]["r"] == result[f"{part}.response.deny"]["r"] == 0
        assert result[f"{part}.relation"]["gold"] > 50
        assert result[f"{part}.absent"]["hit"] == result[f"{part}.absent"]["gold"] > 0
    assert evaluate(GOLD, "aside", Trace) == {k: v for k, v in result.items() if k.startswith("aside.")}


def test_wrong_extra_findings_cost_precision(tmp_path: Path) -> None:
    text = "The mayor said it would rain. The noted chef opened a second kitchen."
    folder = write(
        tmp_path,
        case(text, wanted(source=["The mayor"], cue=["said"], content=["it would rain"]), absent=["noted", "said"]),
    )
    right = said(text, "a1", "The mayor", "said", "it would rain")
    wrong = said(text, "a2", "chef", "noted", "opened a second kitchen", parent="a1", response=Response.DENY)
    result = figures(folder, right, wrong)
    assert result["tune.relation"] == {"p": 50.0, "r": 100.0, "f1": 66.7, "hit": 1, "predicted": 2, "gold": 1}
    assert result["tune.absent"]["hit"] == 1  # "said" belongs to what should be found
    assert result["tune.parent"]["predicted"] == result["tune.response.deny"]["predicted"] == 1
    assert figures(folder, right)["tune.relation"]["f1"] == 100.0


def test_the_source_must_agree_and_the_content_overlap_by_half(tmp_path: Path) -> None:
    text = "The mayor told the vicar it would rain."
    folder = write(tmp_path, case(text, wanted(source=["The mayor"], cue=["told"], content=["it would rain"])))
    swapped = figures(folder, said(text, "a1", "the vicar", "told", "it would rain"))
    assert (swapped["tune.content"]["hit"], swapped["tune.relation"]["hit"]) == (1, 0)
    short = figures(folder, said(text, "a1", "The mayor", "told", "rain"))
    assert short["tune.content"]["hit"] == 0
    longer = figures(folder, said(text, "a1", "The mayor", "told", "the vicar it would rain"))
    assert (longer["tune.relation"]["hit"], longer["tune.strict"]["hit"]) == (1, 0)


def test_a_nested_attribution_needs_the_right_parent(tmp_path: Path) -> None:
    text = "Ann said that Bob had said it would rain."
    outer = wanted(source=["Ann"], cue=["said"], content=["that Bob had said it would rain"])
    inner = wanted(source=["Bob"], cue=["had said"], content=["it would rain"], parent=0)
    folder = write(tmp_path, case(text, outer, inner))
    found = (
        said(text, "a1", "Ann", "said", "that Bob had said it would rain"),
        said(text, "a2", "Bob", "had said", "it would rain", parent="a1"),
    )
    assert figures(folder, *found)["tune.parent"]["hit"] == 1
    flat = figures(folder, found[0], replace(found[1], parent=None))
    assert (flat["tune.parent"]["hit"], flat["tune.parent"]["gold"], flat["tune.relation"]["hit"]) == (0, 1, 2)
    turned = figures(folder, replace(found[0], parent="a2"), replace(found[1], parent=None))
    assert (turned["tune.parent"]["hit"], turned["tune.parent"]["predicted"]) == (0, 1)


def test_an_optional_parent_may_be_passed_over(tmp_path: Path) -> None:
    text = "Ann said that Bob had said it would rain."
    outer = wanted(source=["Ann"], cue=["said"], content=["that Bob had said it would rain"], optional=True)
    inner = wanted(source=["Bob"], cue=["had said"], content=["it would rain"], parent=0)
    folder = write(tmp_path, case(text, outer, inner))
    above = said(text, "a1", "Ann", "said", "that Bob had said it would rain")
    below = said(text, "a2", "Bob", "had said", "it would rain")
    for found in ((below,), (above, below), (above, replace(below, parent="a1"))):
        assert figures(folder, *found)["tune.parent"]["predicted"] == 0
    assert figures(folder, above, replace(below, parent="a9"))["tune.parent"]["predicted"] == 1


def test_agentless_means_found_without_a_source(tmp_path: Path) -> None:
    text = "The thief is said to have fled."
    gold = wanted(cue=["is said"], content=["The thief", "to have fled"], agentless=True, naming="none")
    folder = write(tmp_path, case(text, gold))
    bare = Attribution("a1", (), (locate(text, "is said"),), (locate(text, "The thief"), locate(text, "to have fled")))
    assert figures(folder, bare)["tune.agentless"]["hit"] == 1
    assert figures(folder, bare)["tune.naming"]["hit"] == 1
    blamed = said(text, "a1", "The thief", "is said", "to have fled")
    assert figures(folder, blamed)["tune.agentless"] | {"f1": 0} == {
        "p": 0.0, "r": 0.0, "f1": 0, "hit": 0, "predicted": 0, "gold": 1,
    }  # fmt: skip


def test_a_response_is_matched_by_its_cue_where_its_content_is_not_found(tmp_path: Path) -> None:
    text = "The bank did not respond to a request for comment."
    gold = wanted(
        source=["The bank"], cue=["did not respond to"], content=["a request for comment"], response="no-answer"
    )
    folder = write(tmp_path, case(text, gold))
    bare = said(text, "a1", "The bank", "did not respond", "", response=Response.NO_ANSWER)
    assert figures(folder, bare)["tune.response.no-answer"]["f1"] == 100.0
    assert figures(folder, bare)["tune.relation"] == dict.fromkeys(("p", "r", "f1", "hit", "predicted", "gold"), 0)
    full = said(text, "a1", "The bank", "did not respond to", "a request for comment", response=Response.NO_ANSWER)
    assert figures(folder, full)["tune.relation"]["f1"] == 100.0
    wrong = figures(folder, replace(bare, response=Response.DENY))
    assert wrong["tune.response.no-answer"]["r"] == 0
    assert wrong["tune.response.deny"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "hit": 0, "predicted": 1, "gold": 0}
    assert figures(folder, replace(bare, response=None))["tune.response.no-answer"]["predicted"] == 0


def test_a_response_inside_a_reported_content_may_stand_on_either(tmp_path: Path) -> None:
    text = "The navy said it could not confirm the loss."
    outer = wanted(
        source=["The navy"], cue=["said"], content=["it could not confirm the loss"], response="cannot-confirm"
    )
    inner = wanted(
        source=["it"], cue=["could not confirm"], content=["the loss"], parent=0, response="cannot-confirm",
        optional=True,
    )  # fmt: skip
    folder = write(tmp_path, case(text, outer, inner))
    on_outer = said(text, "a1", "The navy", "said", "it could not confirm the loss", response=Response.CANNOT_CONFIRM)
    on_inner = said(text, "a2", "it", "could not confirm", "the loss", response=Response.CANNOT_CONFIRM)
    plain = replace(on_outer, response=None)
    for found in ((on_outer,), (plain, on_inner), (on_outer, on_inner)):
        result = figures(folder, *found)
        assert result["tune.response.cannot-confirm"]["f1"] == 100.0
        assert result["tune.relation"]["f1"] == 100.0
    assert figures(folder, plain)["tune.response.cannot-confirm"]["r"] == 0


def test_accepted_values_are_alternatives_and_none_makes_one_free(tmp_path: Path) -> None:
    text = "Ann told the Gazette it would rain, she wrote on X."
    gold = wanted(
        source=["Ann"], cue=["told"], content=["it would rain"], channel=["X", "Twitter"], addressee=["Gazette", None],
        factuality=["PR+", "PS+"], naming=["named", "role"], name="Ann", response=["deny", None],
    )  # fmt: skip
    folder = write(tmp_path, case(text, gold))
    plain = said(text, "a1", "Ann", "told", "it would rain", source_id="s1", factuality=Factuality.POSSIBLE)
    ann = (Source("s1", "Ann Bell", naming=Naming.ROLE),)
    result = figures(folder, plain, sources=ann)
    assert result["tune.factuality"]["p"] == result["tune.naming"]["p"] == result["tune.name"]["p"] == 100.0
    assert (result["tune.channel"]["hit"], result["tune.channel"]["gold"]) == (0, 1)
    assert result["tune.addressee"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "hit": 0, "predicted": 0, "gold": 0}
    full = figures(folder, replace(plain, channel="on Twitter", addressee="the Post", response=Response.DENY))
    assert full["tune.channel"]["f1"] == 100.0
    assert full["tune.addressee"]["predicted"] == 1
    assert "tune.response.deny" not in full
    stranger = (Source("s1", "the Gazette", naming=Naming.UNNAMED),)
    result = figures(folder, plain, sources=stranger)
    assert result["tune.name"]["hit"] == result["tune.naming"]["hit"] == 0


def test_a_withheld_source_is_found_by_the_words_that_say_so(tmp_path: Path) -> None:
    text = "Ann said it would rain. She did not name her source."
    row = case(text, wanted(source=["Ann"], cue=["said"], content=["it would rain"]))
    folder = write(tmp_path, row | {"withheld": {"quote": "did not name her source", "required": True}})
    right = (Source("s1", "a source", withheld=(locate(text, "did not name"),)),)
    wrong = (Source("s1", "Ann", withheld=(locate(text, "Ann"),)),)
    assert figures(folder, sources=right)["tune.withheld"]["f1"] == 100.0
    assert figures(folder, sources=wrong)["tune.withheld"]["hit"] == 0
    folder = write(tmp_path, row)
    assert figures(folder, sources=right)["tune.withheld"]["predicted"] == 1


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("{", "cannot be read as JSON"),
        ("{}", "is no list of passages"),
        ("[]", "holds no passages"),
        ('[{"id": "x-1"}]', "has no 'text'"),
        (json.dumps([case("A.", wanted(cue=["B"]))]), "quotes 'B' (occurrence 1), which the text has 0 times"),
        (json.dumps([case("A.", wanted(cue=["A"], parent=3))]), "has no parent 3"),
        (json.dumps([case("A.", part="middle")]), "neither tune nor aside"),
    ],
)
def test_a_broken_gold_set_is_named_in_one_sentence(tmp_path: Path, content: str, cause: str) -> None:
    (tmp_path / "cases.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(cause)) as caught:
        evaluate(tmp_path, tracer=Trace)
    assert str(tmp_path) in str(caught.value)


def test_quoted_words_count_only_at_word_borders() -> None:
    text = "It itched. He said it, it seems."
    assert locate(text, "it") == (19, 21)
    assert locate(text, {"quote": "it", "occurrence": 2}) == (23, 25)
    with pytest.raises(ValueError, match="2 times"):
        locate(text, {"quote": "it", "occurrence": 3})


@pytest.mark.skipif(not (SHARED / "eval").is_dir(), reason="the referee is not there")
def test_the_figures_are_the_referees(tmp_path: Path) -> None:
    """On predictions spoilt in every third place: one dropped, one with another's source, one with its content cut."""
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    documents, lines = [], []
    for p in PASSAGES:
        gold = [{"source": a.source, "cue": a.cue, "content": a.content} for a in p.attributions if a.content]
        predicted = []
        for i, event in enumerate(gold):
            spoilt = (i + len(p.text)) % 4
            if spoilt == 1:
                continue
            (start, end), *others = event["content"]
            source = gold[0]["source"] if spoilt == 2 else event["source"]
            content = ((start, (start + end) // 2), *others) if spoilt == 3 and end - start > 2 else event["content"]
            predicted.append({"source": source, "cue": event["cue"], "content": content})
        documents.append(Scored(p.text, gold, predicted))
        lines.append(json.dumps({"doc": p.id, "attributions": predicted}))
        (tmp_path / "text" / f"{p.id}.txt").write_text(p.text, encoding="utf-8")
        annotation, number = [], 0
        for i, event in enumerate(gold):
            roles = []
            for role, spans in event.items():
                if spans:
                    number += 1
                    place = ";".join(f"{s} {e}" for s, e in spans)
                    annotation.append(f"T{number}\t{role.title()} {place}\t…")
                    roles.append(f"{role.title()}:T{number}")
            annotation.append(f"E{i}\t{' '.join(roles)}")
        (tmp_path / "attributions" / f"{p.id}_x.ann").write_text("\n".join(annotation), encoding="utf-8")
    (tmp_path / "predicted.jsonl").write_text("\n".join(lines), encoding="utf-8")
    script = SHARED / "eval" / "attribution_score.py"
    ran = subprocess.run(
        [sys.executable, script, tmp_path, tmp_path / "predicted.jsonl"], capture_output=True, text=True, check=True
    )
    referee = json.loads(ran.stdout)
    assert 0 < referee["relation"]["f1"] < 100
    # A text without any attribution is no gold to the referee's reader.
    assert score(documents) == {k: v for k, v in referee.items() if k != "docs"}
