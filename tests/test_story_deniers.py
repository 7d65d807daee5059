"""Who denies a rumour is none of its origins, speaks with one voice with whoever speaks for them, and is heard last."""

from __future__ import annotations

import pytest

from whosays import story
from whosays.model import Document, DocumentKind, Response, Trace
from whosays.model.story import Story
from whosays.reading import read_text
from whosays.reports.story.lead import lead
from whosays.reports.story.view import StoryView
from whosays.trace import traces

# ruff: noqa: E501
PILES = {
    "cannery": (
        ("@pier_watch: Okay, everybody. Ostra Foods is closing its cannery in Varn at the end of June. All 340 jobs are going.",
         "Ostra Foods will close its cannery in Varn at the end of June, with the loss of 340 jobs, according to a post by "
         "the account pier_watch.\n\nThe town hall did not reply.",
         "The food group Ostra Foods is closing its cannery in Varn in June and 340 workers will lose their jobs, a person "
         "familiar with the matter told the Courier."),
        'Ostra Foods has denied that it will close its cannery in Varn. "There is no decision to close Varn, and the letter '
        'that is going round is a forgery," said the company\'s spokeswoman, Ilse Marchand.',
        "Ilse Marchand",
    ),
    "bridge": (
        ("@bolt_by_bolt: The Ekdal bridge will be shut to lorries from Monday because two cables have snapped.",
         "The Ekdal bridge will be closed to lorries from Monday because two of its cables have snapped, the account "
         "bolt_by_bolt wrote.",
         "Two cables of the Ekdal bridge have snapped and it will be closed to lorries on Monday, an engineer who did not want "
         "to be named told the Beacon."),
        "The Road Agency denied that the Ekdal bridge would be closed to lorries. \"No cable has snapped and nothing will be "
        "closed,\" said Per Ask, a spokesman for the agency.",
        "Per Ask",
    ),
    "singer": (
        ("@stagedoor_mia: Runa Vale has cancelled her whole autumn tour after losing her voice!",
         "Runa Vale has cancelled her autumn tour after losing her voice, according to a message published by the account "
         "stagedoor_mia.",
         "The singer Runa Vale has called off her autumn tour because she has lost her voice, a member of her band told the "
         "Tribune."),
        "Northlight Records denied that Runa Vale had cancelled her autumn tour. \"Nothing has been cancelled,\" said the "
        "company's director, Kim Oster.",
        "Kim Oster",
    ),
    "school": (
        ("@varn_parents: The school on Mill Street has asbestos in every classroom and will not open on Monday.",
         "The school on Mill Street will not open on Monday because asbestos was found in every classroom, a post by the "
         "account varn_parents says.",
         "Asbestos has been found in every classroom of the school on Mill Street, which will stay closed on Monday, a teacher "
         "told the Echo."),
        "The council denied that asbestos had been found at the school on Mill Street. \"It is not true, and the school will "
        "open on Monday,\" said Jon Falk, a spokesman for the council.",
        "Jon Falk",
    ),
}  # fmt: skip


def read(*texts: str) -> tuple[Story, list[Trace]]:
    documents = [read_text(text, f"text-{number}") for number, text in enumerate(texts)]
    documents[0] = Document(documents[0].text, kind=DocumentKind.POST, authors=(texts[0].partition(":")[0],))
    read = list(traces(documents))
    return story.story(read, one_event=True), read


def told(*texts: str) -> Story:
    return read(*texts)[0]


@pytest.mark.parametrize("pile", PILES)
def test_a_denial_leaves_the_origins_as_they_are(pile: str) -> None:
    tellers, denial, denier = PILES[pile]
    before, after = told(*tellers).claims[0], told(*tellers, denial)
    rumour = after.claims[0]
    assert (rumour.origins.least, rumour.origins.most) == (before.origins.least, before.origins.most)
    labels = {node.id: node.label for node in after.nodes}
    assert not any(denier in labels[node] for node in rumour.origins.nodes)
    assert not any(denier in labels[edge.taken] for edge in rumour.edges)
    assert any(answer.response is Response.DENY for answer in rumour.responses)
    assert rumour.standing is not None
    assert "3 documents make it, 1 more tells it only as denied" in rumour.standing.summary


@pytest.mark.parametrize("pile", PILES)
def test_an_account_that_is_named_is_its_post(pile: str) -> None:
    tellers, _, _ = PILES[pile]
    found = told(*tellers)
    post, carrier = found.nodes[0], found.nodes[1]
    assert (carrier.id, post.id) in {(edge.taker, edge.taken) for edge in found.claims[0].edges}


@pytest.mark.parametrize("pile", PILES)
def test_a_house_and_its_spokesman_are_one_voice(pile: str) -> None:
    tellers, denial, denier = PILES[pile]
    found, texts = read(*tellers, denial)
    said = " ".join(lead(StoryView(found, texts).told(found.claims[0])))
    assert "denies it" in said
    assert denier not in said


def test_who_was_silent_and_then_denied_has_answered() -> None:
    tellers, denial, _ = PILES["cannery"]
    asked = f"{tellers[1]} Ostra Foods had not replied to a request for comment by Monday evening."
    rumour = told(tellers[0], asked, tellers[2], denial).claims[0]
    assert any(answer.response is Response.NO_ANSWER and answer.name == "Ostra Foods" for answer in rumour.responses)
    assert rumour.standing is not None
    silent = rumour.standing.summary.partition("did not respond")[0].rpartition(";")[2]
    assert "Ostra" not in silent


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("Mayor Tobias Renn rejected the allegation that he had sold land to his brother-in-law.", False),
        ("Renn also denied claims that the car park was bought for one crown.", False),
        ("The council's lawyer, Eva Brandt, dismissed rumours about a secret trip to Skarn.", False),
        ("Mayor Tobias Renn denied any suggestion of bribes in the sale of the old mill.", False),
        ("Mayor Tobias Renn rejected the claim that the ward would close.", True),
        (
            "The hospital's director, Eva Brandt, denied the report that the maternity ward will be closed in January.",
            True,
        ),
        ("Eva Brandt, who leads the hospital, dismissed the rumour.", True),
    ],
)
def test_what_is_denied_of_another_matter_answers_no_rumour(said: str, answers: bool) -> None:
    texts = (
        "St Orla hospital will close its maternity ward on 1 January, an insider told the Courier.",
        "The maternity ward of St Orla hospital is to be closed on 1 January, the Herald reports, citing staff.",
        f"St Orla hospital will close its maternity ward in January, it is said in the town. {said}",
    )
    rumour = told_of(*texts).claims[0]
    assert [answer.response for answer in rumour.responses] == [Response.DENY] * answers


def told_of(*texts: str) -> Story:
    return story.story(list(traces(read_text(t, f"text-{n}") for n, t in enumerate(texts))), one_event=True)
