"""How a sentence is cut into what its speaker says and what the document tells beside it."""

from __future__ import annotations

import pytest

from tests.build import attribution
from whosays.attribution import without_deeds
from whosays.claims import extract
from whosays.model import Document, Form, Source
from whosays.reading import read_text
from whosays.trace import trace


def made(text: str, *said: tuple[object, ...], **others: object) -> list[tuple[str, tuple[str, ...]]]:
    """The claims of a text with (source, cue, content) in it, each with its chain."""
    attributions = [attribution(text, f"a{n}", *one, **others) for n, one in enumerate(said, 1)]  # type: ignore[arg-type]
    return [(claim.text, claim.chain) for claim in extract(Document(text), [], attributions)]


@pytest.mark.parametrize(
    ("own", "source", "cue", "content"),
    [
        ("The firm closed the mill on Monday", "The firm", "saying", "it was unsafe"),
        ("In May the ferry line cancelled nine sailings", "the ferry line", "claiming", "the pier had cracked"),
        ("Ida Voss left the party after the vote", "Ida Voss", "adding", "that she had been lied to"),
        ("On Friday the council shut the bridge to lorries", "the council", "warning", "that its cables were rusting"),
        ("Norland recalled its envoy within hours", "Norland", "insisting", "the border had been crossed"),
        ("The union walked out of the talks in Osk", "The union", "later arguing", "that the offer was worthless"),
        ("He resigned from both boards", "He", "explaining", "that his health had failed"),
    ],
)
def test_who_did_something_while_saying_something_did_it(own: str, source: str, cue: str, content: str) -> None:
    text = f"{own}, {cue} {content}."
    found = made(text, (source, cue, content))
    assert (own, ()) in found
    assert (content.removeprefix("that "), ("a1",)) in found


def test_who_is_saying_something_did_nothing_beside_it() -> None:
    text = "The mayor of Tolm is now saying that the dam leaks."
    assert made(text, ("The mayor of Tolm", "is now saying", "that the dam leaks")) == [("the dam leaks", ("a1",))]


@pytest.mark.parametrize(
    ("text", "said", "claim", "own"),
    [
        (
            "The bridge, which the builder said had been sound, was closed on Friday.",
            ("the builder", "said", ("which", "had been sound")),
            "The bridge … had been sound",
            "The bridge … was closed on Friday",
        ),
        (
            "A tunnel that miners say floods every spring collapsed on Sunday.",
            ("miners", "say", ("that", "floods every spring")),
            "A tunnel … floods every spring",
            "A tunnel … collapsed on Sunday",
        ),
        (
            "Pupils marched against the aid rules, which teachers say harm small schools.",
            ("teachers", "say", ("which", "harm small schools")),
            "the aid rules … harm small schools",
            "Pupils marched against the aid rules",
        ),
        (
            "The envoy met Ana Ruiz, who police believe has left Norland.",
            ("police", "believe", ("who", "has left Norland")),
            "Ana Ruiz … has left Norland",
            "The envoy met Ana Ruiz",
        ),
        (
            "A device that the army says jams radios, fell on a farm near Lund.",
            ("the army", "says", ("that", "jams radios")),
            "A device … jams radios",
            "A device … fell on a farm near Lund",
        ),
    ],
)
def test_a_relative_clause_that_somebody_says_is_one_claim_and_its_sentence_another(
    text: str, said: tuple[object, ...], claim: str, own: str
) -> None:
    found = made(text, said)
    assert (claim, ("a1",)) in found
    assert (own, ()) in found


@pytest.mark.parametrize(
    ("text", "cue", "content", "own"),
    [
        (
            "A letter in which she is said to admit the theft surfaced in May.",
            "is said",
            ("she", "to admit the theft"),
            "A letter … surfaced in May",
        ),
        (
            "A tape on which the mayor is believed to name his partners was played in court.",
            "is believed",
            ("the mayor", "to name his partners"),
            "A tape … was played in court",
        ),
        (
            "The yard where the boat is thought to have been built burned down on Friday.",
            "is thought",
            ("the boat", "to have been built"),
            "The yard … burned down on Friday",
        ),
    ],
)
def test_what_a_relative_clause_hangs_on_keeps_its_own_verb(
    text: str, cue: str, content: tuple[str, str], own: str
) -> None:
    assert (own, ()) in made(text, ((), cue, content), agentless=True)


@pytest.mark.parametrize(
    ("text", "source", "content", "claim"),
    [
        (
            "The vote followed a raid the ministry said was planned in Osk.",
            "the ministry",
            "was planned in Osk",
            "a raid … was planned in Osk",
        ),
        (
            "Guards found a boat smugglers said had been left by pilgrims.",
            "smugglers",
            "had been left by pilgrims",
            "a boat … had been left by pilgrims",
        ),
        (
            "The bridge, which the builder said had been sound, was closed on Friday.",
            "the builder",
            "had been sound",
            "The bridge … had been sound",
        ),
    ],
)
def test_a_relative_clause_may_lack_its_pronoun(text: str, source: str, content: str, claim: str) -> None:
    assert (claim, ("a1",)) in made(text, (source, "said", content))


@pytest.mark.parametrize(
    "noun", ["reports that", "unconfirmed rumours that", "his claim that", "the council's allegation that"]
)
def test_what_a_report_holds_is_the_claim_not_the_report(noun: str) -> None:
    text = f"The harbour master disputed {noun} the Osk ferry had been overloaded."
    found = made(text, ("The harbour master", "disputed", f"{noun} the Osk ferry had been overloaded"))
    assert found == [("the Osk ferry had been overloaded", ("a1",))]


def test_a_report_of_which_something_is_said_stays_whole() -> None:
    text = "The harbour master said reports that the ferry sank were made up by a rival."
    found = made(text, ("The harbour master", "said", "reports that the ferry sank were made up by a rival"))
    assert found == [("reports that the ferry sank were made up by a rival", ("a1",))]


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("the wardens", "lied on", "official forms to hide their absence"),
        ("the line", "has issued an updated set", "of rules for booking clerks"),
        ("the act", "has a clause", "that nobody reads"),
        ("Pell", "signed", "two false receipts"),
    ],
)
def test_a_deed_told_in_quoted_words_is_told_by_whoever_is_quoted(source: str, cue: str, content: str) -> None:
    text = f"“In May {source} {cue} {content},” the clerk Jo Brandt said."
    outer = attribution(text, "a1", "the clerk Jo Brandt", "said", text[: text.index("” the") + 1], form=Form.DIRECT)
    inner = attribution(text, "a2", source, cue, content, form=Form.DIRECT, parent="a1", source_id="s1")
    kept = without_deeds(text, [outer, inner], [Source("s1", source)])
    assert [a.id for a in kept] == ["a1"]
    assert [c.chain for c in extract(Document(text), [], kept)] == [("a1",)]


def test_the_marks_of_a_title_quote_nobody() -> None:
    text = "The two parties introduced the “Fair Tides Act” in May."
    deed = attribution(text, "a1", "The two parties", "introduced", "the “Fair Tides Act”", form=Form.MIXED)
    slur = "The mayor blasted the “lazy and useless” clerks in May."
    said = attribution(slur, "a1", "The mayor", "blasted", "the “lazy and useless” clerks", form=Form.MIXED)
    assert without_deeds(text, [deed], []) == ()
    assert without_deeds(slur, [said], []) == (said,)


@pytest.mark.parametrize(
    ("cue", "content", "chain"),
    [
        ("called for", "a halt to dredging", ("a1",)),
        ("demanded", "an apology from the ministry", ("a1",)),
        ("raised", "doubts about the survey", ("a1",)),
        ("found", "31 cracks in the dam", ("a1",)),
        ("condemned", "the raid on two farms", ("a1",)),
    ],
)
def test_a_demand_or_a_finding_is_a_claim_of_whoever_makes_it(cue: str, content: str, chain: tuple[str, ...]) -> None:
    text = f"On Monday the harbour guild {cue} {content}."
    assert made(text, ("the harbour guild", cue, content)) == [(text.rstrip("."), chain)]


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("still want", "smaller quotas for the valley"),
        ("had asked Norland", "for a list of its ships"),
        ("had urged", "the firm to stop pumping"),
    ],
)
def test_what_somebody_is_told_to_want_is_told_by_whoever_tells_it(cue: str, content: str) -> None:
    text = f"Ida Voss said fishers {cue} {content}."
    outer = attribution(text, "a1", "Ida Voss", "said", f"fishers {cue} {content}")
    inner = attribution(text, "a2", "fishers", cue, content, parent="a1")
    assert [(c.text, c.chain) for c in extract(Document(text), [], [outer, inner])] == [
        (f"fishers {cue} {content}", ("a1",))
    ]


@pytest.mark.parametrize(
    "content",
    [
        "the council struck 40 farms off the roll if they did not answer its letters",
        "she left the valley in May, when nobody could comment on the dam",
        "the pumps have failed twice and we are confident that they will be mended",
        "the ferry sank in May, although we hope for the best",
        "the wound is pretty much healed",
        "we were looking to open the lock later, but we saw the water rise",
        "the court overturned a ruling that Pell was not obliged to respond to the guild",
        "Ida Voss was expelled after she wrote that the mayor should be hanged",
        "74 percent of voters said the mayor should show his accounts",
        "whether it rains or not, the lock will stay shut",
        "what he sold in Osk was a copy",
    ],
)
def test_what_hangs_on_a_fact_does_not_make_it_an_opinion(content: str) -> None:
    text = f"The clerk Jo Brandt said {content}."
    assert made(text, ("The clerk Jo Brandt", "said", content)) == [(content, ("a1",))]


@pytest.mark.parametrize(
    "content",
    [
        "we are confident that the pumps will be mended",
        "they could not comment on the dam, which leaks",
        "we hope that the ferry will be found",
        "whether the lock will stay shut",
        "what the reason for it is",
        "how many pumps had failed",
        "people must leave the valley",
        "everyone should read it",
    ],
)
def test_a_feeling_a_refusal_and_a_question_stay_what_they_are(content: str) -> None:
    text = f"The clerk Jo Brandt said {content}."
    assert made(text, ("The clerk Jo Brandt", "said", content)) == []


@pytest.mark.parametrize("cue", ["described", "recounted", "told the inquiry", "has testified", "explained"])
def test_how_something_came_about_is_told_as_a_fact(cue: str) -> None:
    text = f"The clerk Jo Brandt {cue} how the ferry had drifted onto the rocks."
    assert made(text, ("The clerk Jo Brandt", cue, "how the ferry had drifted onto the rocks")) == [
        ("the ferry had drifted onto the rocks", ("a1",))
    ]


@pytest.mark.parametrize(
    "lead",
    ["I would like to stress that", "I'd like to make clear that", "We can confirm that", "I must repeat that"],
)
def test_what_somebody_would_like_to_stress_is_what_they_say(lead: str) -> None:
    text = f"“{lead} the dam has held since May,” the clerk Jo Brandt said."
    assert made(text, ("the clerk Jo Brandt", "said", text[: text.index("” the") + 1])) == [
        ("the dam has held since May", ("a1",))
    ]


@pytest.mark.parametrize(
    ("content", "is_claim"),
    [
        ("the mayor must resign over the dam", True),
        ("the vote should wait until May", True),
        ("Voss deserves the seat more than her rival", True),
        ("the rules ought to be written anew", True),
        ("the ministry should not have to pay for the quay", True),
        ("we should all be kinder", False),
        ("if it is true, people should be ashamed", False),
        ("it is time to go", False),
    ],
)
def test_what_somebody_in_particular_should_do_is_a_position_of_whoever_says_so(content: str, is_claim: bool) -> None:
    text = f"The clerk Jo Brandt said {content}."
    assert bool(made(text, ("The clerk Jo Brandt", "said", content))) is is_claim
    assert not made(f"{content[0].upper()}{content[1:]}.")


@pytest.mark.parametrize(
    "line",
    [
        "Here is what we know so far.",
        "Here's how the vote will work.",
        "The best way to follow along is our live blog.",
        "The essay can be found on our site.",
        "The full ruling can be read below.",
        "For the latest on the flood, the Courier has a live page.",
        "More details will follow within the hour.",
        "This is a developing story and the page will be updated.",
        "This article was amended on 3 May to correct the name of the ferry.",
        "Our reporter in Osk has been following the trial since March.",
        "The minister's letter is printed in full below.",
        "The whole hearing will be streamed live from nine on the Courier's channel.",
        "Subscribers can listen to the tape in the Courier's app.",
        "Our newsletter has the main stories of the valley every morning.",
    ],
)
def test_what_a_newsroom_tells_its_readers_of_its_pages_is_no_claim(line: str) -> None:
    assert made(f"The ferry sank off Port Alma on Sunday. {line}") == [("The ferry sank off Port Alma on Sunday", ())]


@pytest.mark.parametrize(
    "line",
    [
        "The ministry's website was down for nine hours.",
        "The letter was found below the floor of the mill.",
        "The app had been sold to a firm in Norland.",
        "More farms were flooded on Tuesday.",
        "The newsletter of the guild named the thief.",
        "Further tests showed lead in the water.",
    ],
)
def test_what_is_told_of_others_pages_stays_a_claim(line: str) -> None:
    assert (line.rstrip("."), ()) in made(line)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("rates", "eleven of its forty sections as “in danger of failure”"),
        ("dismissed", "the guild as “a club of thieves”"),
        ("blasted", "the “lazy and useless” clerks"),
    ],
)
def test_words_that_are_quoted_in_a_phrase_are_told_with_its_verb(cue: str, content: str) -> None:
    text = f"The harbour survey {cue} {content}."
    assert made(text, ("The harbour survey", cue, content), form=Form.MIXED) == [(text.rstrip("."), ("a1",))]


def test_how_small_bombs_fell_is_told_and_how_small_they_were_is_not() -> None:
    text = "Residents described how small bombs rained on the market."
    assert made(text, ("Residents", "described", "how small bombs rained on the market")) == [
        ("small bombs rained on the market", ("a1",))
    ]
    text = "Residents described how small the bombs were."
    assert made(text, ("Residents", "described", "how small the bombs were")) == []


@pytest.mark.parametrize(
    "topic", ["Port Orrin", "Quay wall scandal", "Osk and Lund", "Ida Voss", "Exclusive", "The dam", "Vote 2031"]
)
def test_the_topic_of_a_headline_is_no_part_of_its_claim(topic: str) -> None:
    text = f"{topic}: officials hid cracks in the wall for two years\n\nIt rained on Sunday in all of Norland."
    assert made(text)[0] == ("officials hid cracks in the wall for two years", ())


@pytest.mark.parametrize("line", ["Osk mill fire: three questions", "Port Orrin: a town on the sea"])
def test_a_headline_without_a_statement_stays_none(line: str) -> None:
    assert made(f"{line}\n\nIt rained on Sunday in all of Norland.")[-1:] == [
        ("It rained on Sunday in all of Norland", ())
    ]


@pytest.mark.parametrize("cue", ["suggested", "proposed", "recommended", "has hinted"])
def test_a_suggestion_holds_nothing_to_be_so(cue: str) -> None:
    text = f"One reader {cue} that the council should knock on it."
    assert made(text, ("One reader", cue, "that the council should knock on it")) == []


@pytest.mark.parametrize(
    ("own", "rest", "cue", "content"),
    [
        ("Dead fish were found along the river", "residents", "were told", "not to drink"),
        ("The lock was closed at noon", "two clerks", "said", "very little"),
        ("Three farms burned on Monday", "the guild", "told", "its members to wait"),
    ],
)
def test_a_fact_beside_words_without_a_clause_stays_a_claim(own: str, rest: str, cue: str, content: str) -> None:
    text = f"{own}, and {rest} {cue} {content}."
    assert (own, ()) in made(text, (rest, cue, content))


@pytest.mark.parametrize(
    "said",
    [
        "The union accused the line of hiding two incidents, which director Rolf Maden called “pure fantasy”.",
        "The paper wrote of a second leak, which the mayor dismissed as “gossip”, on Friday.",
        "The group published a list of victims, which minister Ada Holt described as “a fabrication”.",
    ],
)
def test_what_somebody_calls_a_thing_is_no_claim_that_it_is_so(said: str) -> None:
    found = trace(read_text(said))
    assert not any(
        "…" in claim.text and claim.text.endswith(("fantasy", "gossip", "fabrication")) for claim in found.claims
    )
    assert all(
        "several-identified-sources" not in {r.rule for r in c.standing.reasons} for c in found.claims if c.standing
    )
