"""What stands in large type over a story is right, or does not stand there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.example_story import told_whole, traced
from whosays.model import Naming, Trace
from whosays.model.clarity import ANSWER, ORIGIN
from whosays.model.story import Ground, Story, StoryClaim
from whosays.reports.story.lead import NOBODY, lead
from whosays.reports.story.view import StoryView
from whosays.wording import several


@pytest.fixture(scope="module")
def traces() -> list[Trace]:
    return list(traced())


@pytest.fixture(scope="module")
def told() -> Story:
    return told_whole()


def said(told: Story, claim: StoryClaim, traces: list[Trace]) -> tuple[str, ...]:
    return lead(StoryView(told, traces).told(claim))


def test_a_source_that_is_hardly_credited_is_not_named(told: Story, traces: list[Trace]) -> None:
    claim = told.claims[0]
    assert said(told, claim, traces)[0].startswith("Rests on an unnamed source (“A friend”")
    doubtful = replace(claim, edges=tuple(replace(edge, confidence=ORIGIN - 0.01) for edge in claim.edges))
    assert said(told, doubtful, traces)[0] == "Not clear whose word it rests on."


def test_ends_that_hardly_any_document_has_it_from_are_not_what_it_rests_on(told: Story, traces: list[Trace]) -> None:
    claim = told.claims[0]
    documents = tuple(dict.fromkeys(edge.taker for edge in claim.edges))
    origins = replace(claim.origins, nodes=documents, reasons=(Ground("no-source", "nobody says where from"),))
    first = said(told, replace(claim, origins=origins), traces)[0]
    assert first.startswith("Not clear where it comes from: no source is named that most of these documents")
    assert "Rests on" not in first


def test_who_is_not_clear_answers_nothing_in_large_type(told: Story, traces: list[Trace]) -> None:
    claim = told.claims[0]
    assert any("Petra Voss cannot confirm it" in line for line in said(told, claim, traces))
    answering = {answer.attribution for answer in claim.responses}
    doubtful = [
        replace(one, attributions=tuple(
            replace(a, confidence=ANSWER - 0.01) if a.id in answering else a for a in one.attributions
        ))
        for one in traces
    ]  # fmt: skip
    assert NOBODY in said(told, claim, doubtful)
    nobody = [
        replace(one, sources=tuple(replace(s, name="No friends or relatives") for s in one.sources)) for one in traces
    ]
    assert not any("No friends" in line for line in said(told, claim, nobody))


@pytest.mark.parametrize(
    ("name", "naming", "many"),
    [
        ("Orrin and Vale", Naming.NAMED, True),
        ("Tarn Display and Orrin Display", Naming.NAMED, True),
        ("Tarn Airlines", Naming.NAMED, False),
        ("the Department of Health and Sport", Naming.NAMED, False),
        ("Ada Voss", Naming.NAMED, False),
        ("police", Naming.ROLE, True),
        ("The authors", Naming.ROLE, True),
        ("two officials at the port", Naming.UNNAMED, True),
        ("an official of the ports", Naming.UNNAMED, False),
        ("sources close to the talks", Naming.UNNAMED, True),
        ("one of the hackers", Naming.CROWD, False),
        ("A spokesman for the police", Naming.ROLE, False),
        ("the state news", Naming.ROLE, False),
        ("Friends and family of the driver", Naming.CROWD, True),
        ("critics of the bypass", Naming.CROWD, True),
        ("Medics", Naming.ROLE, True),
        ("two staff", Naming.UNNAMED, True),
        ("troops at the crossing", Naming.CROWD, True),
        ("men outside the mill", Naming.CROWD, True),
        ("both the drivers' wives", Naming.ROLE, True),
        ("a lawyer and an agent of the heirs", Naming.UNNAMED, True),
        ("the mayor and her deputy", Naming.ROLE, True),
        ("his wife and son", Naming.ROLE, True),
        ("the health and safety inspector", Naming.ROLE, False),
        ("the works and pensions secretary", Naming.ROLE, False),
        ("the chairman and chief executive", Naming.ROLE, False),
        ("the police chief", Naming.ROLE, False),
        ("the driver's", Naming.ROLE, False),
        ("on-duty officers", Naming.ROLE, True),
        ("the in-house lawyers involved", Naming.ROLE, True),
        ("an in-house lawyer seen with the papers", Naming.UNNAMED, False),
        ("another of the guards", Naming.UNNAMED, False),
        ("the campus boss", Naming.ROLE, False),
        ("", Naming.UNNAMED, False),
    ],
)
def test_several_take_a_verb_in_the_plural(name: str, naming: Naming, many: bool) -> None:
    assert several(name, naming) is many
