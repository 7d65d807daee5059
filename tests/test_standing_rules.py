"""Standing: what a claim rests on, by a table of rules."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.build import attribution, find
from whosays.errors import UsageError
from whosays.model import (
    Attribution,
    Claim,
    Document,
    Factuality,
    Form,
    Naming,
    Response,
    Source,
    SourceKind,
    Standing,
)
from whosays.standing import judge
from whosays.standing.digits import DIGITS, decide
from whosays.standing.rules import RULES
from whosays.trace import trace


def standing(
    text: str,
    claim: str | tuple[str, ...],
    chain: tuple[str, ...],
    said: list[Attribution],
    sources: list[Source],
    **others: object,
) -> Standing:
    """The standing of one claim with spans at the quoted words."""
    register = others.pop("register", None)
    outlet = others.pop("outlet", None)
    quotes = (claim,) if isinstance(claim, str) else claim
    made = Claim("c1", quotes[0], find(text, *quotes), chain, **others)  # type: ignore[arg-type]
    (judged,) = judge(Document(text, outlet=outlet), sources, said, [made], register=register)  # type: ignore[arg-type]
    assert judged.standing is not None
    for reason in judged.standing.reasons:
        assert reason.spans, reason
        assert all(0 <= s < e <= len(text) for s, e in reason.spans)
    return judged.standing


def rules(found: Standing) -> set[str]:
    return {reason.rule for reason in found.reasons}


RUMOUR = (
    "The columnist Jo Brandt wrote: “A mostly reliable source tells me that the mayor has sold the water works.” "
    "Brandt did not name her source. A spokesman for the town hall could not confirm it. The mayor's rival denied it."
)


def rumour() -> tuple[list[Attribution], list[Source]]:
    said = [
        attribution(
            RUMOUR,
            "a1",
            "The columnist Jo Brandt",
            "wrote",
            "“A mostly reliable source tells me that the mayor has sold the water works.”",
            source_id="s1",
        ),
        attribution(
            RUMOUR,
            "a2",
            "A mostly reliable source",
            "tells me",
            "that the mayor has sold the water works",
            parent="a1",
            source_id="s2",
        ),
        attribution(
            RUMOUR,
            "a3",
            "A spokesman for the town hall",
            "could not confirm",
            "it",
            after=130,
            source_id="s3",
            response=Response.CANNOT_CONFIRM,
            responds_to="c1",
        ),
        attribution(
            RUMOUR,
            "a4",
            "The mayor's rival",
            "denied",
            "it",
            after=180,
            source_id="s4",
            response=Response.DENY,
            responds_to="c1",
        ),
    ]
    sources = [
        Source("s1", "Jo Brandt", SourceKind.PERSON, role="columnist", mentions=said[0].source),
        Source(
            "s2",
            "a mostly reliable source",
            SourceKind.PERSON,
            Naming.UNNAMED,
            mentions=said[1].source,
            withheld=find(RUMOUR, "did not name her source"),
        ),
        Source("s3", "spokesman for the town hall", SourceKind.PERSON, Naming.ROLE, affiliation="the town hall"),
        Source("s4", "the mayor's rival", SourceKind.PERSON, Naming.ROLE, role="rival"),
    ]
    return said, sources


def test_one_unnamed_source_at_second_hand_cannot_be_judged() -> None:
    said, sources = rumour()
    found = standing(RUMOUR, "the mayor has sold the water works", ("a1", "a2"), said[:3], sources)
    assert (found.credibility, found.reliability) == (6, "F")
    assert found.summary == (
        "Rests on one unnamed source, described only as “a mostly reliable source”, at second hand through Jo Brandt; "
        "the name is withheld; a spokesman for the town hall could not confirm it."
    )
    assert {
        "single-unnamed-source",
        "second-hand",
        "withheld-source",
        "descriptor-is-no-letter",
        "cannot-confirm",
    } <= rules(found)


def test_a_description_of_a_source_is_never_a_letter() -> None:
    said, sources = rumour()
    register = {"a mostly reliable source": "B", "Jo Brandt": "C"}
    found = standing(RUMOUR, "the mayor has sold the water works", ("a1", "a2"), said[:3], sources, register=register)
    assert found.reliability == "F"


def test_a_denial_by_someone_who_is_no_party_makes_it_doubtful() -> None:
    said, sources = rumour()
    found = standing(RUMOUR, "the mayor has sold the water works", ("a1", "a2"), said, sources)
    assert found.credibility == 4
    assert "denied by the mayor's rival" in found.summary


def test_a_denial_by_the_accused_is_word_against_word() -> None:
    text = "Lena Hartwig sold the water works, a clerk, Jo Brandt, said. Hartwig denied it."
    said = [
        attribution(text, "a1", "a clerk, Jo Brandt,", "said", "Lena Hartwig sold the water works", source_id="s1"),
        attribution(
            text, "a2", "Hartwig", "denied", "it", after=60, source_id="s2", response=Response.DENY, responds_to="c1"
        ),
    ]
    sources = [
        Source("s1", "Jo Brandt", SourceKind.PERSON, role="clerk"),
        Source("s2", "Lena Hartwig", SourceKind.PERSON),
    ]
    found = standing(text, "Lena Hartwig sold the water works", ("a1",), said, sources)
    assert found.credibility == 6
    assert "denied-by-party" in rules(found)
    assert "denied" not in rules(found)


NAMED = "Harbour master Lena Hartwig said the ferry was overloaded."


def named(**others: object) -> tuple[list[Attribution], list[Source]]:
    said = [
        attribution(
            NAMED, "a1", "Harbour master Lena Hartwig", "said", "the ferry was overloaded", source_id="s1", **others
        )
    ]
    return said, [Source("s1", "Lena Hartwig", SourceKind.PERSON, role="harbour master", mentions=said[0].source)]


def test_one_named_source_at_first_hand_is_possibly_true_and_never_more() -> None:
    found = standing(NAMED, "the ferry was overloaded", ("a1",), *named())
    assert found.credibility == 3
    assert found.summary == "Rests on the word of Lena Hartwig, on the record; nobody answers it here."


def test_a_hedge_takes_the_judgement_away() -> None:
    found = standing(NAMED, "the ferry was overloaded", ("a1",), *named(), factuality=Factuality.POSSIBLE)
    assert found.credibility == 6
    assert "hedged" in rules(found)


def test_the_letter_comes_from_the_users_register() -> None:
    found = standing(NAMED, "the ferry was overloaded", ("a1",), *named(), register={"lena hartwig": "b"})
    assert found.reliability == "B"
    assert "register" in rules(found)


def test_a_register_with_no_such_letter_is_refused() -> None:
    with pytest.raises(UsageError, match="A, B, C, D, E, F"):
        standing(NAMED, "the ferry was overloaded", ("a1",), *named(), register={"Lena Hartwig": "G"})


def test_the_documents_own_word_rests_on_the_outlet() -> None:
    text = "The ferry was overloaded."
    found = standing(
        text, "The ferry was overloaded", (), [], [], outlet="The Orrin Courier", register={"Orrin Courier": "A"}
    )
    assert (found.credibility, found.reliability) == (6, "A")
    assert found.summary.startswith("Rests on The Orrin Courier's own word, with no source named;")


def test_a_report_without_a_speaker_rests_on_nobody() -> None:
    text = "The ferry is said to have been overloaded."
    said = [attribution(text, "a1", (), "is said", ("The ferry", "to have been overloaded"), agentless=True)]
    found = standing(text, ("The ferry", "to have been overloaded"), ("a1",), said, [])
    assert found.credibility == 6
    assert "no-speaker" in rules(found)
    assert "“is said”" in next(r.text for r in found.reasons if r.rule == "no-speaker")


def test_a_partys_word_about_itself_is_no_support() -> None:
    text = "“We broke no rule,” the Norlake ferry line said."
    said = [
        attribution(
            text, "a1", "the Norlake ferry line", "said", "“We broke no rule,”", form=Form.DIRECT, source_id="s1"
        )
    ]
    sources = [Source("s1", "Norlake ferry line", SourceKind.ORGANIZATION, mentions=find(text, "Norlake ferry line"))]
    found = standing(text, "We broke no rule", ("a1",), said, sources)
    assert found.credibility == 6
    assert "own-word-about-itself" in rules(found)
    assert "Rests on the Norlake ferry line's own account;" in found.summary


def test_what_a_witness_saw_is_not_about_themselves() -> None:
    text = "“I saw the ferry hit the pier,” the pilot Jo Brandt said."
    said = [
        attribution(
            text,
            "a1",
            "the pilot Jo Brandt",
            "said",
            "“I saw the ferry hit the pier,”",
            form=Form.DIRECT,
            source_id="s1",
        )
    ]
    found = standing(
        text, "I saw the ferry hit the pier", ("a1",), said, [Source("s1", "Jo Brandt", SourceKind.PERSON)]
    )
    assert found.credibility == 3


TWO = (
    "“I saw the ferry hit the pier,” said Jo Brandt of the pilots' union. "
    "“I saw the ferry hit the pier from my window,” said Mira Stolz of Cape Orrin University."
)


def two(first: str | None, second: str | None, text: str = TWO) -> Standing:
    contents = [part for part in text.split("”") if "“" in part]
    spoken = [content[content.index("“") + 1 :] for content in contents]
    said = [
        attribution(text, "a1", "Jo Brandt", "said", spoken[0], source_id="s1", form=Form.DIRECT),
        attribution(
            text, "a2", "Mira Stolz", "said", spoken[1], after=text.index("“", 5), source_id="s2", form=Form.DIRECT
        ),
    ]
    sources = [
        Source("s1", "Jo Brandt", SourceKind.PERSON, affiliation=first),
        Source("s2", "Mira Stolz", SourceKind.PERSON, affiliation=second),
    ]
    made = Claim("c1", spoken[0].rstrip(","), (said[0].content[0], said[1].content[0]), ("a1",))
    (judged,) = judge(Document(text), sources, said, [made])
    assert judged.standing is not None
    return judged.standing


def test_digit_one_needs_two_witnesses_of_different_houses() -> None:
    found = two("the pilots' union", "Cape Orrin University")
    assert found.credibility == 1
    assert "two-independent-origins" in rules(found)
    assert "Jo Brandt and Mira Stolz, shown to be independent of each other" in found.summary


@pytest.mark.parametrize(
    ("first", "second"), [("the pilots' union", "the pilots' union"), (None, None), ("the pilots' union", None)]
)
def test_without_known_and_different_houses_independence_is_not_shown(first: str | None, second: str | None) -> None:
    found = two(first, second)
    assert found.credibility == 3
    assert "same-affiliation" in rules(found)


def test_two_who_do_not_say_how_they_know_are_no_confirmation_but_more_than_one() -> None:
    text = "“The ferry hit the pier,” said Jo Brandt. “The ferry hit the pier hard,” said Mira Stolz."
    found = two("the pilots' union", "Cape Orrin University", text)
    assert found.credibility == 2
    assert "several-identified-sources" in rules(found)


def test_one_source_twice_is_one_origin() -> None:
    text = "The ferry was overloaded, Lena Hartwig said. Hartwig repeated that the ferry was overloaded."
    said = [
        attribution(text, "a1", "Lena Hartwig", "said", "The ferry was overloaded", source_id="s1"),
        attribution(text, "a2", "Hartwig", "repeated", "that the ferry was overloaded", after=44, source_id="s1"),
    ]
    found = standing(
        text,
        ("The ferry was overloaded", "the ferry was overloaded"),
        ("a1",),
        said,
        [Source("s1", "Lena Hartwig", SourceKind.PERSON)],
    )
    assert found.credibility == 3
    assert "same-origin-again" in rules(found)


def test_unnamed_sources_are_never_counted_as_two() -> None:
    text = "The ferry was overloaded, a sailor said. Another sailor said the ferry was overloaded."
    said = [
        attribution(text, "a1", "a sailor", "said", "The ferry was overloaded", source_id="s1"),
        attribution(text, "a2", "Another sailor", "said", "the ferry was overloaded", after=41, source_id="s2"),
    ]
    sources = [Source("s1", "a sailor", naming=Naming.UNNAMED), Source("s2", "another sailor", naming=Naming.UNNAMED)]
    found = standing(text, ("The ferry was overloaded", "the ferry was overloaded"), ("a1",), said, sources)
    assert found.credibility == 6
    assert "unnamed-may-be-the-same" in rules(found)


def test_a_named_confirmation_by_another_house_raises_the_digit() -> None:
    text = NAMED + " The coast guard confirmed it."
    said, sources = named()
    said.append(
        attribution(
            text,
            "a2",
            "The coast guard",
            "confirmed",
            "it",
            after=len(NAMED),
            source_id="s2",
            response=Response.CONFIRM,
            responds_to="c1",
        )
    )
    sources.append(Source("s2", "coast guard", SourceKind.ORGANIZATION, mentions=find(text, "coast guard")))
    found = standing(text, "the ferry was overloaded", ("a1",), said, sources)
    assert found.credibility == 2
    assert "confirmed by the coast guard" in found.summary
    apart = [replace(sources[0], affiliation="coast guard"), sources[1]]
    found = standing(text, "the ferry was overloaded", ("a1",), said, apart)
    assert found.credibility == 3
    assert "confirmed-at-home" in rules(found)


@pytest.mark.parametrize(
    ("response", "digit", "words"),
    [
        (Response.CANNOT_CONFIRM, 3, "; the coast guard could not confirm it."),
        (Response.DECLINE, 3, "; the coast guard declined to comment."),
        (Response.NO_ANSWER, 3, "; the coast guard did not respond."),
        (Response.QUERY, 3, "; the coast guard questioned it."),
        (Response.SUPPORT, 3, "; the coast guard backed it."),
        (Response.DENY, 4, "denied by the coast guard"),
        (Response.CORRECT, 4, "corrected by the coast guard"),
        (Response.RETRACT, 5, "taken back by the coast guard"),
    ],
)
def test_every_response_is_told_apart(response: Response, digit: int, words: str) -> None:
    text = NAMED + " The coast guard had an answer to it."
    said, sources = named()
    said.append(
        attribution(
            text,
            "a2",
            "The coast guard",
            "had an answer",
            "it",
            after=len(NAMED),
            source_id="s2",
            response=response,
            responds_to="c1",
        )
    )
    sources.append(Source("s2", "coast guard", SourceKind.ORGANIZATION, mentions=find(text, "coast guard")))
    found = standing(text, "the ferry was overloaded", ("a1",), said, sources)
    assert found.credibility == digit
    assert words in found.summary


def test_a_claim_that_exists_only_as_denied_rests_on_nobody() -> None:
    text = "The ministry denied that its soldiers had crossed the border."
    said = [
        attribution(
            text,
            "a1",
            "The ministry",
            "denied",
            "that its soldiers had crossed the border",
            source_id="s1",
            response=Response.DENY,
            factuality=Factuality.NOT_CERTAIN,
        )
    ]
    sources = [Source("s1", "ministry", SourceKind.ORGANIZATION, mentions=find(text, "ministry"))]
    found = standing(
        text,
        "its soldiers had crossed the border",
        ("a1",),
        said,
        sources,
        factuality=Factuality.NOT_CERTAIN,
        responses=("a1",),
    )
    assert found.summary == "Rests on nobody the article names; denied by the ministry."
    assert found.credibility in (4, 6)


def test_a_negative_claim_is_not_presented_as_false() -> None:
    text = "Nobody was hurt, Lena Hartwig said."
    said = [
        attribution(
            text, "a1", "Lena Hartwig", "said", "Nobody was hurt", source_id="s1", factuality=Factuality.NOT_CERTAIN
        )
    ]
    sources = [Source("s1", "Lena Hartwig", SourceKind.PERSON)]
    found = standing(text, "Nobody was hurt", ("a1",), said, sources, factuality=Factuality.NOT_CERTAIN)
    assert found.credibility == 3
    assert "presented-as-false" not in rules(found)


def test_another_outlets_report_is_no_source_of_its_own() -> None:
    text = "The ferry was overloaded, the Orrin Herald reported."
    said = [attribution(text, "a1", "the Orrin Herald", "reported", "The ferry was overloaded", source_id="s1")]
    sources = [Source("s1", "Orrin Herald", SourceKind.ORGANIZATION, mentions=find(text, "Orrin Herald"))]
    found = standing(text, "The ferry was overloaded", ("a1",), said, sources)
    assert found.credibility == 6
    assert "outlet-as-source" in rules(found)


def test_every_rule_has_a_name_of_its_own_and_every_row_of_the_digits_uses_them() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(row.needs | row.without <= set(names) for row in DIGITS)
    assert {row.digit for row in DIGITS} == {1, 2, 3, 4, 5, 6}
    assert all(row.digit != 1 or "two-independent-origins" in row.needs for row in DIGITS)
    assert decide({}) == (6, None)


def test_the_page_of_the_rules_lists_every_rule_and_row_as_it_is() -> None:
    page = (Path(__file__).parent.parent / "docs" / "standing.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.name}` | {rule.says} | {rule.after} |" in page
    rows = [line for line in page.splitlines() if re.match(r"\| [1-6] \| (?:`|–)", line)]
    shown = [(int(row[2]), row.rstrip(" |").rpartition("| ")[2]) for row in rows]
    assert shown == [(row.digit, row.why) for row in DIGITS]


def test_police_take_no_article() -> None:
    text = "The depot was set on fire, a guard said. Police declined to say whether the depot was set on fire."
    (claim,) = trace(Document(text)).claims
    assert claim.standing is not None
    assert "; police declined" in claim.standing.summary


def test_an_account_is_not_somebody_on_the_record() -> None:
    found = trace(Document("@skarn_watch claims that a drone fell on the quay.", language="en")).claims[0].standing
    assert found is not None
    assert found.credibility == 6
    assert "account-as-source" in rules(found)
    assert "the article does not say whose that is" in found.summary


def test_several_unnamed_people_are_told_as_several() -> None:
    text = "Tarn Foods is for sale, three people familiar with the plan told The Buoy."
    found = trace(Document(text, language="en")).claims[0].standing
    assert found is not None
    assert found.summary.startswith("Rests on three unnamed people “familiar with the plan”")
