"""Responses linked to what they answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import attribution, find
from tests.weighed import weigh
from whosays.model import Attribution, Claim, Document, Response
from whosays.reading import read_text
from whosays.responses import link, response_statements
from whosays.trace import trace

STORY = """The old lighthouse on Skarn has been sold to a film studio, according to a fisherman who would not be named.
“They paid two million for it,” the fisherman said.
The council denied that the lighthouse had been sold.
Bluefin Pictures did not respond to a request for comment.
A harbour clerk said he could not confirm the price of two million.
The weather service expects storms. The mayor denied that she owns a yacht.
"""


def story() -> tuple[Document, tuple[Attribution, ...], tuple[Claim, ...]]:
    given = (
        attribution(STORY, "a1", "a fisherman who would not be named", "according to",
            "The old lighthouse on Skarn has been sold to a film studio"),
        attribution(STORY, "a2", "the fisherman", "said", "They paid two million for it"),
        attribution(STORY, "a3", "The council", "denied", "that the lighthouse had been sold"),
        attribution(STORY, "a4", "A harbour clerk", "said", "he could not confirm the price of two million", after=200),
        attribution(STORY, "a5", "The mayor", "denied", "that she owns a yacht", after=300),
    )  # fmt: skip
    claims = (
        Claim("c1", "The old lighthouse on Skarn has been sold", find(STORY, "The old lighthouse on Skarn has been "
            "sold to a film studio"), (
            "a1",)),
        Claim("c2", "They paid two million for it", find(STORY, "They paid two million for it"), ("a2",)),
    )  # fmt: skip
    document = Document(STORY)
    weighed = weigh(document, given)
    silent = response_statements(document, weighed)
    assert [document.quote(s.source) for s in silent] == ["Bluefin Pictures"]
    return document, (*weighed, *(replace(s, id="a6") for s in silent)), claims


def test_shared_words_decide() -> None:
    document, attributions, claims = story()
    linked, _ = link(document, attributions, claims)
    answers = {a.id: a.responds_to for a in linked}
    assert answers["a3"] == "c1"
    assert answers["a4"] == "c2"


def test_silence_answers_the_claim_under_discussion() -> None:
    linked, answered = link(*story())
    assert next(a for a in linked if a.id == "a6").responds_to in {"c1", "c2"}
    assert "a3" in answered[0].responses


def test_nothing_fits_nothing_is_linked() -> None:
    linked, _ = link(*story())
    assert next(a for a in linked if a.id == "a5").responds_to is None


def test_plain_assertions_answer_nothing() -> None:
    linked, _ = link(*story())
    assert [a.responds_to for a in linked if a.response is None] == [None, None]


def test_without_claims_an_attribution_is_answered() -> None:
    document, attributions, _ = story()
    linked, claims = link(document, attributions, ())
    answers = {a.id: a.responds_to for a in linked}
    assert answers["a3"] == "a1"
    assert claims == ()


def test_the_claim_goes_to_the_somebodys_word_before_it() -> None:
    text = (
        "Soldiers at the fort have stopped eating fish, a cook told this paper. Fish costs four crowns. "
        "A spokeswoman for the garrison said she could not confirm the claim."
    )
    given = (
        attribution(text, "a1", "a cook", "told", "Soldiers at the fort have stopped eating fish"),
        attribution(text, "a2", "A spokeswoman for the garrison", "said", "she could not confirm the claim"),
    )
    claims = (
        Claim("c1", "", find(text, "Soldiers at the fort have stopped eating fish"), ("a1",)),
        Claim("c2", "", find(text, "Fish costs four crowns")),
    )
    document = Document(text)
    linked, answered = link(document, weigh(document, given), claims)
    assert linked[1].responds_to == "c1"
    assert answered[0].responses == ("a2",)
    assert answered[1].responses == ()


def answered(text: str) -> dict[str, str]:
    """What each response of a text is tied to, in the words of the claim or attribution."""
    found = trace(Document(text))
    targets = {a.id: text[slice(*a.content[0])] for a in found.attributions if a.content}
    targets |= {c.id: c.text for c in found.claims}
    return {
        text[slice(*a.source[0])]: targets.get(a.responds_to or "", "")
        for a in found.attributions
        if a.response and a.source
    }


def test_a_bare_pronoun_answers_what_was_said_last_and_never_ones_own_claim() -> None:
    text = (
        "Police chief Ivan Tarn said two bells were stolen. Prosecutor Mona Tarn denied that a witness had been lost. "
        "Ivan Tarn also denied it."
    )
    assert answered(text)["Ivan Tarn"] == "a witness had been lost"


def test_what_one_was_asked_in_the_same_sentence_is_what_one_answers() -> None:
    text = (
        "The sexton sold the bell, the vicar said. Asked whether the rope was cut, Captain Holt said he could not "
        "confirm that."
    )
    assert answered(text)["Captain Holt"] == "whether the rope was cut"


def test_a_short_denial_without_a_word_of_the_claim_answers_it() -> None:
    text = 'Ringers claim the vote was rigged. "Nothing of the kind happened," said the verger, Joss Hale.'
    assert answered(text)["the verger, Joss Hale"] == "the vote was rigged"


def test_a_wrapped_line_hides_no_answer() -> None:
    text = (
        "The founder told us on Monday that the great bell of the\nabbey had cracked in two places and that it could\n"
        "not be rung again this year. The chapter said it could not\nconfirm that.\n"
    )
    assert answered(text)["The chapter"].startswith("the great bell of the abbey had cracked")


def test_a_second_pointing_answer_of_the_same_speaker_answers_what_the_first_did() -> None:
    text = (
        "A ringer said that two men had cut the rope.\n\nThe verger, Joss Hale, rejected reports that the bell had "
        'been sold. They were "pure invention", he told the newspaper.'
    )
    found = trace(Document(text))
    (first, second) = [a for a in found.attributions if a.response is Response.DENY]
    assert first.responds_to == second.responds_to
    (ringers,) = [c for c in found.claims if "cut the rope" in c.text]
    assert not ringers.responses


def test_somebodys_account_is_the_one_that_was_told_last() -> None:
    text = (
        "The bell was sold, the vicar said.\n\nA ringer said that two men had cut the rope at night. The Evening Lamp "
        "could not verify her account."
    )
    assert answered(text)["The Evening Lamp"] == "two men had cut the rope at night"


def answers_of(text: str) -> dict[str, list[str]]:
    """What each claim of a text was answered with, by its words."""
    traced = trace(Document(text, language="en"))
    by_id = {a.id: a for a in traced.attributions}
    return {c.text: [f"{by_id[i].response}" for i in c.responses if by_id[i].response] for c in traced.claims}


def test_every_statement_has_an_id_of_its_own() -> None:
    text = (
        "The Skarn bridge will close in June, the mayor said. The ferry line did not respond to a request for comment. "
        "The county could not be reached. The harbour board has not commented."
    )
    traced = trace(Document(text, language="en"))
    assert len({a.id for a in traced.attributions}) == len(traced.attributions)


def test_nobody_denies_what_they_say_in_the_same_breath() -> None:
    text = (
        'A waiter told the paper: "He threw plates at the cook." '
        'But a cousin of the singer hit back: "It\'s nonsense. He went to bed at nine. He never saw a cook."'
    )
    found = answers_of(text)
    assert found["He threw plates at the cook"] == ["deny"]
    assert not any(answers for claim, answers in found.items() if "bed" in claim or "never" in claim)


def test_a_refusal_to_say_whether_is_no_answer_to_something_else() -> None:
    text = (
        "Two sailors drowned when the tug Merle sank off Skarn, the coast guard said. "
        "A spokesman for the owner, Jon Bratt, said the tug was sound. "
        "He declined to say whether the tug's log had been found."
    )
    assert not any("decline" in answers for answers in answers_of(text).values())


def test_what_cannot_be_verified_are_the_reports_told_right_before() -> None:
    text = (
        "Minister Clara Lund says the dyke will hold. "
        "There are unconfirmed reports that a second wall has cracked. We have not been able to verify these."
    )
    found = answers_of(text)
    assert found["a second wall has cracked"] == ["cannot-confirm"]
    assert found["the dyke will hold"] == []


def test_speculation_in_general_is_the_claim_at_hand() -> None:
    text = (
        "Tarn Foods is in talks to buy the bakery chain Hearth, two people close to the talks said. "
        "A Tarn Foods spokesman said the firm does not comment on rumours."
    )
    assert any("decline" in answers for answers in answers_of(text).values())


def test_a_page_that_calls_a_report_false_denies_it() -> None:
    text = (
        "Notice from the waterworks\n\nOn 3 March the daily Aftenbladet wrote that chemists had found lead in the "
        "Skarn reservoir. These reports are false. The reservoir was tested on Monday."
    )
    assert answers_of(text)["chemists had found lead in the Skarn reservoir"] == ["deny"]


def test_a_denial_may_follow_what_it_denies_in_one_breath() -> None:
    text = (
        'Chief Inspector Lena Marsh said: "We know of claims spreading online that a child was taken from the fair. '
        'That is untrue."'
    )
    assert answers_of(text)["a child was taken from the fair"] == ["deny"]


def test_what_does_not_correspond_to_reality_is_denied() -> None:
    text = (
        "The air force said on Friday that rebels had shelled its base. "
        'The rebels stated that the reports about the attack "do not correspond to reality".'
    )
    assert answers_of(text)["rebels had shelled its base"] == ["deny"]


def test_who_takes_a_post_back_takes_back_nobody_elses_word() -> None:
    text = (
        '"No fire broke out at the mill," Captain Ada Holt said. "A boiler was vented." '
        "The account Mill Watch later deleted the post."
    )
    assert not any("retract" in answers for answers in answers_of(text).values())


def test_a_confirmation_that_leaves_the_sum_out_confirms_no_sum() -> None:
    text = (
        "Rosedale was fined 3 million euros in June, Radio Sund reports. "
        "Rosedale's lawyer, Peter Aune, confirmed that a fine had been paid."
    )
    assert answers_of(text)["Rosedale was fined 3 million euros in June"] == []


def tied_to(text: str) -> list[str | None]:
    """What the answers of a text are tied to, as the claims' words."""
    found = trace(Document(text))
    told = {c.id: c.text for c in found.claims}
    return [told.get(a.responds_to or "") for a in found.attributions if a.response is not None]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("The ministry will sell the port of Arvel", "A spokesman would neither confirm nor deny the plan."),
        ("Orvel Steel has agreed to buy its rival Tamm", "The firm could not confirm the deal."),
        ("Coach Ruel has quit the club", "The chairman denied the resignation."),
        ("Gunmen shot two guards at the mill", "The police could not confirm the attack."),
        ("The minister met the rebels in Sund", "Her office denied any such meeting."),
    ],
)
def test_a_bare_noun_points_to_the_claim_that_tells_its_event(claim: str, answer: str) -> None:
    assert tied_to(f"{claim}, a clerk said. {answer}")[-1] == claim


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("The pool is empty", "The mayor could not confirm the deal."),
        ("The mill has forty looms", "The owner denied the attack."),
        ("The road is wet", "A clerk could not confirm the arrest."),
        ("Orvel Steel has agreed to buy its rival Tamm", "The police could not confirm the arrest."),
    ],
)
def test_a_bare_noun_points_to_no_claim_of_something_else(claim: str, answer: str) -> None:
    assert tied_to(f"{claim}, a weaver said. {answer}")[-1] is None


@pytest.mark.parametrize(
    ("told", "silent"),
    [
        (
            "The Courier has asked Brandt Logistics for comment. The company had not replied by Monday.",
            "Brandt Logistics",
        ),
        ("The Beacon has approached Ms Dahl for comment. She has yet to respond.", "Dahl"),
        ("The Tribune has reached out to Kessel Bank for a statement. The bank did not reply.", "Kessel Bank"),
        ("The Argus has also contacted Tramways West for comment.", "Tramways West"),
    ],
)
def test_who_was_asked_is_silent_not_who_asked(told: str, silent: str) -> None:
    read = trace(read_text(f"The depot in Varn will shut in May, a letter to staff says.\n\n{told}"))
    names = {source.name for a in read.attributions if a.response and (source := read.source_of(a))}
    assert names
    assert all(silent in name for name in names), names
