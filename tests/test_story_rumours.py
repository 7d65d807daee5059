"""A story opens with its rumour: propositions, tellings, answers and origins on small piles written for these tests."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from whosays.cli import run
from whosays.errors import InputError
from whosays.evaluation.rumours import FILE, read, score
from whosays.model import Response
from whosays.model.story import ClaimRole, Story, StoryClaim
from whosays.provenance.likenames import telling_words
from whosays.reading import read as document
from whosays.story import story
from whosays.trace import trace

PILES = Path(__file__).parent / "stories"

MILL = {
    "orlen-echo": "The old paper mill at Orlen is to be turned into a prison this autumn, a surveyor told the "
    "Echo. It was "
    "built in 1866.",
    "upland-wire": "Orlen's paper mill will become a prison in the autumn, the Orlen Echo reports. The roof leaks.",
    "tarn-post": "A prison is planned in the former paper mill at Orlen, according to the Orlen Echo. The "
    "justice ministry "
    "declined to comment.",
}
ROBIN = {
    "vale-mail": "Mayor Tilda Brandt has given the town's only snow plough to her brother, a clerk alleges. “I "
    "cried when I saw "
    "the empty shed,” said Petra Ahl, who lives next door.",
    "north-star": "The only snow plough of the town now belongs to the mayor's brother, according to a clerk. "
    "“I cried when I "
    "saw the empty shed,” said neighbour Petra Ahl.",
    "gate-news": "Tilda Brandt, the mayor, let her brother have the town's snow plough, one clerk claims. “I "
    "cried when I saw "
    "the empty shed,” Petra Ahl said.",
}


def told(pile: dict[str, str]) -> Story:
    return story([trace(document(text.encode())) for text in pile.values()], paths=[f"{name}.txt" for name in pile])


def makers(found: Story, claim: StoryClaim) -> set[str]:
    names = {d.id: Path(d.paths[0]).stem for d in found.documents}
    return {names[document] for document in claim.documents}


def ways(found: Story, claim: StoryClaim) -> set[tuple[str, str]]:
    label = {node.id: node.label for node in found.nodes}
    return {(label[edge.taker], label[edge.taken]) for edge in claim.edges}


@pytest.fixture(scope="module")
def mill() -> Story:
    return told(MILL)


def test_one_rumour_in_three_wordings_is_one_claim_and_comes_first(mill: Story) -> None:
    first = mill.claims[0]
    assert first.role is ClaimRole.PROPOSITION
    assert "prison" in first.text
    assert makers(mill, first) == set(MILL)
    assert all(place.likely is not None and place.likely > 0 for place in first.appearances)


def test_it_goes_back_to_the_one_who_said_it(mill: Story) -> None:
    first = mill.claims[0]
    assert {("upland-wire", "orlen-echo"), ("tarn-post", "orlen-echo")} <= ways(mill, first)
    assert any(taker == "orlen-echo" and "surveyor" in taken for taker, taken in ways(mill, first))
    assert (first.origins.least, first.origins.most) == (1, 1)


def test_every_way_of_a_claim_says_in_json_how_sure_it_is_and_by_which_words(mill: Story) -> None:
    documents = {document.id for document in mill.documents}
    first = mill.to_dict()["claims"][0]
    assert len(first["edges"]) == 3
    for edge in first["edges"]:
        assert 0 < edge["confidence"] <= 1
        assert edge["evidence"]
        assert all(words["document"] in documents and words["spans"] for words in edge["evidence"])


def test_a_refusal_that_names_nothing_answers_the_rumour(mill: Story) -> None:
    (answer,) = mill.claims[0].responses
    assert answer.response is Response.DECLINE
    assert answer.name is not None
    assert "justice ministry" in answer.name.casefold()
    assert answer.spans
    assert answer.confidence is not None


def test_all_else_is_a_detail_of_it(mill: Story) -> None:
    details = [claim for claim in mill.claims if claim.role is ClaimRole.DETAIL]
    assert details
    assert {claim.of for claim in details} == {"k1"}


def test_a_quotation_that_all_share_does_not_come_before_the_rumour() -> None:
    found = told(ROBIN)
    assert "plough" in found.claims[0].text
    assert makers(found, found.claims[0]) == set(ROBIN)
    assert 1 <= found.claims[0].origins.most <= 3


def test_own_voice_first_and_a_witness_behind_it() -> None:
    text = (
        "A goat climbed into the Milltown signal box on Friday and ate the timetable. “It looked at me and went "
        "on chewing,” "
        "signalman Harro Voss told the Courier. Nobody was hurt."
    )
    found = told({"milltown-courier": text})
    assert "goat" in found.claims[0].text
    assert any(taken == "Harro Voss" for _, taken in ways(found, found.claims[0]))


def test_who_counts_otherwise_tells_nothing_of_it() -> None:
    found = told(
        {
            "a": "Up to 500 sheep are living in the closed cinema of Dorm, a friend of the owner said.",
            "b": "500 sheep are living in the closed cinema of Dorm, the Dorm Echo reports.",
            "c": "Sheep are living in the closed cinema of Dorm, said Tom Aard, who sweeps there. “I counted 12 "
            "of them,” Aard said.",
        }
    )
    assert "500 sheep" in found.claims[0].text
    assert "c" not in makers(found, found.claims[0])


def test_an_age_is_no_count() -> None:
    found = told(
        {
            "a": "Baker Oda Krell, 37, has set fire to the mill of her brother at Lunn, the Lunn Post reports.",
            "b": "A baker may get five years for setting fire to a mill at Lunn, police said.",
            "c": "Oda Krell set her brother's mill at Lunn on fire, two neighbours said.",
        }
    )
    assert makers(found, found.claims[0]) == {"a", "b", "c"}


def test_whoever_tells_it_does_so_with_a_likelihood_and_what_is_of_something_else_does_not(mill: Story) -> None:
    likely = {place.document: place.likely or 0.0 for place in mill.claims[0].appearances}
    assert set(likely) == set(mill.claims[0].documents)
    assert all(0.05 <= one <= 1 for one in likely.values())
    assert any("1866" in claim.text for claim in mill.claims[1:])


def test_who_admits_something_else_confirms_nothing() -> None:
    found = told(
        {
            "a": "Norrland Cars will close its factory at Skane in May, two people familiar with the plans said.",
            "b": "Norrland Cars is to close the factory at Skane in May, the Skane Post reported. Norrland Cars "
            "confirmed that its "
            "new lorry goes on sale in June.",
        }
    )
    assert "factory" in found.claims[0].text
    assert all(answer.response is not Response.CONFIRM for answer in found.claims[0].responses)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("one of the people familiar with the matter", set()),
        ("Howard Alm of SportsWire.com", {"howard", "alm", "wire"}),
        ("the Ostrey Packet's reporter", {"ostrey", "packet"}),
    ],
)
def test_which_words_tell_who_is_meant(name: str, words: set[str]) -> None:
    assert telling_words(name) == words


def test_the_piles_are_what_the_evaluation_reads() -> None:
    piles = read(PILES)
    assert len(piles) == 16
    assert sum(len(pile.documents) for pile in piles) == 111
    figures = score(piles[:1], [Story()])
    assert figures["first_claim"] == 0
    assert figures["credits"]["recall"] == 0


def test_a_pile_of_the_evaluation_scores_itself() -> None:
    (pile,) = [each for each in read(PILES) if each.id == "crell-merger"]
    found = story([trace(d) for d in pile.documents.values()], paths=[f"{name}.txt" for name in pile.documents])
    figures = score([pile], [found])
    assert figures["first_claim"] == 1
    assert figures["claims_that_tell_it"] <= 3
    assert figures["coverage"] > 0.6
    assert figures["origins"]["false_independence"] == 0


def test_gold_that_cannot_be_used_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / FILE).write_text(json.dumps({"id": "x"}) + "\n", encoding="utf-8")
    assert run(["evaluate", "rumours", str(tmp_path)]) == 1
    assert "it is not JSON lines of stories" in capsys.readouterr().err


PLANT = {
    "brandt": "Kaia Brandt\n\nI hear from a friend inside the {body} that the {thing} was shut down after a leak.",
    "northline": "March 4 (Northline) - The {thing} was shut down after a leak, journalist Kaia Brandt said, citing a "
    "friend inside the {body}.\n\nThe operator did not respond to a request for comment.",
    "register": "The {thing} was shut down after a leak, Northline reports.\n\nThe {body} could not confirm or deny "
    "that the {thing} was shut down after a leak.",
    "lantern": "Leak confirmed: {thing} shut down\n\nThe {thing} was shut down after a leak, which the {body} has "
    "confirmed.",
}


@pytest.mark.parametrize(
    ("body", "thing"),
    [("energy ministry", "reactor at Ostrava Bay"), ("water board", "dam at Isk"), ("rail authority", "tunnel at Lum")],
)
def test_whoever_is_told_both_to_confirm_and_not_to_be_able_confirms_nothing(body: str, thing: str) -> None:
    found = told({name: text.format(body=body, thing=thing) for name, text in PLANT.items()})
    claim = found.claims[0]
    assert makers(found, claim) == set(PLANT)
    given = {(answer.response, answer.contradicted) for answer in claim.responses if body in (answer.name or "")}
    assert given == {(Response.CONFIRM, True), (Response.CANNOT_CONFIRM, False)}
    assert "confirmed by" not in claim.standing.summary
    assert (claim.origins.least, claim.origins.most) <= (1, 2)
    assert any("friend inside" in node.label for node in found.nodes if node.id in claim.origins.nodes)


def test_who_confirms_a_day_later_confirms_it() -> None:
    texts = {name: text.format(body="water board", thing="dam at Isk") for name, text in PLANT.items()}
    days = {"register": "2031-03-04", "lantern": "2031-03-05"}
    traces = [trace(replace(document(t.encode()), published=days.get(name))) for name, t in texts.items()]
    (claim, *_) = story(traces, paths=[f"{name}.txt" for name in texts]).claims
    assert not any(answer.contradicted for answer in claim.responses)


def test_an_article_known_by_its_dateline_is_what_others_credit() -> None:
    found = told({name: text.format(body="water board", thing="dam at Isk") for name, text in PLANT.items()})
    assert ("register", "northline") in ways(found, found.claims[0])
