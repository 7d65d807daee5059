"""What a claim rests on over many documents: the rows of the digit, on what all of them show."""

from __future__ import annotations

import pytest

from whosays.model import Response
from whosays.model.story import Evidence, Facts, Ground, Origins, Reply, Told
from whosays.standing import judge_documents
from whosays.standing.digits import DIGITS
from whosays.standing.documents import ANSWERED, COUNTED, IDENTIFIED
from whosays.standing.rules import RULES

WORDS = Evidence("sha256:" + "0" * 64, ((0, 9),))
NAMED, UNNAMED, HEARSAY = "named-source-on-record", "single-unnamed-source", "named-source-on-record second-hand"
APART = "named-source-on-record two-independent-origins"
CONFIRM, DENY = Response.CONFIRM, Response.DENY


def facts(
    *told: str, least: int = 1, carriers: tuple[int, ...] = (1,), replies: tuple[Reply, ...] = (), known: bool = True
) -> Facts:
    """Documents that each tell a claim by some rules, with the origins of all."""
    reasons = (Ground("identified", "They are identified.", (WORDS,)),) if known else ()
    origins = Origins(least, max(least, len(told)), reasons=reasons)
    return Facts(len(told), tuple(Told(frozenset(rules.split())) for rules in told), origins, carriers, replies)


def reply(response: Response, who: str = "the harbour office", **worth: bool) -> Reply:
    return Reply(response, who, WORDS, **worth)


def digit(given: Facts) -> int:
    return judge_documents(given).credibility


def test_the_document_that_has_it_best_tells_where_it_comes_from() -> None:
    assert digit(facts(UNNAMED, NAMED, HEARSAY)) == 3
    assert digit(facts(UNNAMED, HEARSAY)) == 6
    assert digit(facts("named-source-on-record presented-as-false", UNNAMED)) == 6
    assert digit(facts(NAMED, known=False)) == 6


def test_two_houses_in_two_documents_are_not_shown_to_be_independent() -> None:
    assert digit(facts(NAMED, NAMED, least=2, carriers=(3, 3))) == 2


def test_origins_that_are_only_heard_of_through_one_carrier_each_are_never_digit_one() -> None:
    assert digit(facts(APART, UNNAMED, least=2, carriers=(1, 1))) == 2
    assert digit(facts(APART, UNNAMED, least=2, carriers=(1, 2))) == 1
    assert digit(facts(APART, least=2, carriers=(1, 1))) == 1  # a single document: as its own trace has it


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply(DENY, party=True), 2),
        (reply(DENY), 2),
        (reply(DENY, identified=False), 2),
        (reply(Response.CORRECT), 4),
        (reply(Response.RETRACT), 5),
        (reply(Response.CANNOT_CONFIRM), 1),
        (reply(Response.DECLINE), 1),
    ],
)
def test_what_is_denied_by_anybody_is_never_digit_one(answer: Reply, expected: int) -> None:
    assert digit(facts(APART, NAMED, least=2, carriers=(2, 2), replies=(answer,))) == expected


@pytest.mark.parametrize(
    ("told", "least", "answers", "expected"),
    [
        (NAMED, 1, [reply(DENY)], 4),
        (NAMED, 1, [reply(DENY, party=True)], 6),
        (NAMED, 1, [reply(DENY, identified=False)], 6),
        (NAMED, 2, [reply(DENY)], 4),
        (NAMED, 2, [reply(DENY, party=True)], 2),
        (NAMED, 1, [reply(DENY), reply(CONFIRM)], 6),
        (NAMED, 1, [reply(CONFIRM)], 2),
        (UNNAMED, 1, [reply(CONFIRM)], 3),
        (UNNAMED, 1, [reply(CONFIRM, own=True)], 6),
        (UNNAMED, 1, [reply(CONFIRM, identified=False)], 6),
        (UNNAMED, 1, [reply(Response.CANNOT_CONFIRM)], 6),
    ],
)
def test_answers_of_all_documents_count(told: str, least: int, answers: list[Reply], expected: int) -> None:
    assert digit(facts(told, UNNAMED, least=least, replies=tuple(answers))) == expected


@pytest.mark.parametrize("row", DIGITS, ids=lambda row: row.why)
def test_one_document_and_many_cannot_disagree(row: object) -> None:
    """Each row decides a pile of one document as it decides the document."""
    assert row in DIGITS
    names = row.needs  # type: ignore[attr-defined]
    worth = {
        "denied-by-party": reply(DENY, party=True),
        "denied-by-unnamed": reply(DENY, identified=False),
        "denied": reply(DENY),
        "confirmed": reply(CONFIRM),
        "corrected": reply(Response.CORRECT),
        "retracted": reply(Response.RETRACT),
    }
    answers = tuple(worth[name] for name in sorted(names & worth.keys()))
    several = 2 if names & COUNTED else 1
    made = judge_documents(facts(" ".join(names), least=several, replies=answers))
    assert made.credibility == row.digit  # type: ignore[attr-defined]
    assert row.why in made.reasons[0].text  # type: ignore[attr-defined]


def test_the_groups_name_rules_that_there_are() -> None:
    assert {rule.name for rule in RULES} >= ANSWERED | COUNTED | IDENTIFIED


def test_a_letter_needs_a_rating_of_every_origin() -> None:
    rated = facts(NAMED)
    assert judge_documents(Facts(1, rated.told, rated.origins, letters=("B", "C"))).reliability == "C"
    assert judge_documents(Facts(1, rated.told, rated.origins, letters=("B", None))).reliability == "F"
    assert judge_documents(rated).reliability == "F"


def test_the_sentence_says_who_answered_and_never_whether_it_is_true() -> None:
    made = judge_documents(facts(NAMED, UNNAMED, replies=(reply(Response.CANNOT_CONFIRM), reply(DENY, "the mayor"))))
    assert made.summary == (
        "2 documents make it, resting on 1 to 2 independent origins; denied by the mayor; "
        "the harbour office could not confirm it."
    )


def test_whoever_answers_otherwise_stands_behind_a_semicolon() -> None:
    unable = [reply(Response.CANNOT_CONFIRM, who) for who in ("The water board", "Bo Rill")]
    made = judge_documents(
        facts(NAMED, replies=(reply(DENY, "The mill"), *unable, reply(Response.DECLINE, "Theo Lind")))
    )
    assert made.summary.partition("; ")[2] == (
        "denied by the mill; the water board and Bo Rill could not confirm it; Theo Lind declined to comment."
    )


@pytest.mark.parametrize("response", [Response.DENY, Response.CONFIRM, Response.NO_ANSWER])
def test_an_answer_of_nobody_who_is_clear_counts_for_nothing(response: Response) -> None:
    unclear = facts(NAMED, replies=(reply(response, "far", clear=False),))
    assert judge_documents(unclear).summary.endswith("; nobody answers it.")
    assert digit(unclear) == digit(facts(NAMED))
