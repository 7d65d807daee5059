"""Whose word something is where more than one voice stands in a sentence, or hardly any: texts of our own."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from whosays.model import Response, Trace
from whosays.reading import read
from whosays.trace import trace


def traced(text: str) -> Trace:
    return trace(read(text.encode(), name="in"))


def chains(found: Trace, words: str) -> list[list[str | None]]:
    """The names in the chain of each claim that holds the words."""
    of = [[found.source_of(found.attribution(step)) for step in c.chain] for c in found.claims if words in c.text]
    return [[source.name if source else None for source in chain] for chain in of]


def rests_on(found: Trace, words: str) -> list[str | None]:
    """Whose word each claim that holds the words is in the end; an empty name for the document's own."""
    return [chain[-1] if chain else "" for chain in chains(found, words)]


@pytest.mark.parametrize(
    ("text", "around", "within"),
    [
        ("The bridge, which according to the builder had been sound, was closed, engineer Varga said.", ("The bridge … was closed", "Varga"), ("The bridge … had been sound", "the builder")),
        ("The ferry, which the owner said had passed every test, sank within minutes, harbour master Pia Lund said.", ("The ferry … sank within minutes", "Pia Lund"), ("The ferry … had passed every test", "the owner")),
        ("The clinic, which the ministry says was never licensed, treated 40 patients, nurse Ida Moll said.", ("The clinic … treated 40 patients", "Ida Moll"), ("The clinic … was never licensed", "the ministry")),
        ("The warehouse, which according to Brenner Logistics had been empty, burned for two days, fire chief Tora Vik said.", ("burned for two days", "Tora Vik"), ("had been empty", "Brenner Logistics")),
        ("The teacher, who according to the school had resigned, was dismissed in March, lawyer Karl Ebb said.", ("was dismissed in March", "Karl Ebb"), ("The teacher … had resigned", "the school")),
        ("Engineer Varga said the bridge, which according to the builder had been sound, was closed.", ("the bridge … was closed", "Varga"), ("the bridge … had been sound", "the builder")),
        ("The tunnel, which the contractor claimed was finished, is still flooded, according to inspector Rolf Aune.", ("The tunnel … is still flooded", "Rolf Aune"), ("The tunnel … was finished", "the contractor")),
        ("“The road is closed,” said engineer Varga of the bridge, which according to the builder had been sound.", ("The road is closed", "Varga"), ("the bridge … had been sound", "the builder")),
        ("The factory, which according to two former workers dumped acid at night, has been searched, prosecutor Eva Lind said.", ("has been searched", "Eva Lind"), ("dumped acid at night", "two former workers")),
        ("The soldier, whom the army said was on leave, was shot at the border, his brother Ivan Petko said.", ("was shot at the border", "Ivan Petko"), ("The soldier … was on leave", "the army")),
        ("The minister, who according to his office was ill, was seen at a casino, two guests said.", ("was seen at a casino", "two guests"), ("The minister … was ill", "his office")),
        ("The vaccine, which, according to the ministry, had been tested on 400 people, was withdrawn in June.", ("The vaccine … was withdrawn in June", ""), ("had been tested on 400 people", "the ministry")),
        ("Two officers, who witnesses said had been drinking, were suspended on Monday.", ("Two officers … were suspended", ""), ("Two officers … had been drinking", "witnesses")),
        ("The council approved the plan, which officials said will go into effect next month, and left.", ("The council approved the plan", ""), ("the plan … will go into effect", "officials")),
        ("The report cites a memo, which the ministry says is forged.", ("a memo … is forged", "the ministry"), ("a memo … is forged", "the ministry")),
        ("The depot's tanks, which according to a retired officer were empty, blew up at noon, mayor Ole Rask said.", ("blew up at noon", "Ole Rask"), ("The depot's tanks … were empty", "a retired officer")),
    ],
)  # fmt: skip
def test_a_relative_clause_that_says_whose_word_it_is(
    text: str, around: tuple[str, str], within: tuple[str, str]
) -> None:
    found = traced(text)
    assert rests_on(found, around[0]) == [around[1]]
    assert rests_on(found, within[0]) == [within[1]]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("The harbour, which is owned by Norr Ports, will close, said Lund.", "will close", "Lund"),
        ("Lund said the fund, which he said was ready, would pay out in May.", "would pay out in May", "Lund"),
        ("Kvist, who says he was sacked, told the Lantern the plant had leaked.", "the plant had leaked", "Kvist"),
        ("In Skarn, where the mayor says crime is falling, three men were arrested, police said.", "three men were arrested", "police"),
    ],
)  # fmt: skip
def test_a_relative_clause_of_the_speakers_own(text: str, words: str, source: str) -> None:
    assert rests_on(traced(text), words) == [source]


@pytest.mark.parametrize(
    ("told", "silent"),
    [
        ("The harbour's press office did not reply to three emails.", "The harbour's press office"),
        ("The company's press office had not replied by Friday evening.", "The company's press office"),
        ("A request for comment went unanswered.", None),
        ("Emails to the company were not answered.", "the company"),
        ("Questions sent to Orvane's office in Skarn went unanswered.", "Orvane's office in Skarn"),
        ("Several requests for comment sent to the harbour board were not answered.", "the harbour board"),
        ("An email to the press office on Monday was not answered by Thursday.", "the press office"),
        ("Three letters to the minister have gone unanswered since May.", "the minister"),
        ("The questions we put to Orvane were not answered.", "Orvane"),
        ("The Lantern put these findings to the ministry on Tuesday and got no reply.", "the ministry"),
        ("The letter received no reply.", None),
        ("The article did not respond to a request for comment.", None),
        ("Messages left with the owner were not returned.", "the owner"),
        ("Orvane's makers of pumps did not respond.", "Orvane's makers of pumps"),
    ],
)
def test_a_silence_is_that_of_whoever_was_asked(told: str, silent: str | None) -> None:
    found = traced(f"Orvane dumped acid in the fjord, former worker Nils Dahl said. {told}")
    (answer,) = [a for a in found.attributions if a.response is Response.NO_ANSWER]
    assert (source.name if (source := found.source_of(answer)) else None) == silent
    if answer.responds_to:
        summary = next(c.standing.summary for c in found.claims if c.id == answer.responds_to and c.standing)
        assert ("whoever was asked did not respond" in summary) == (silent is None)
        assert "article" not in summary


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("A petition says the pool is unsafe. The petition has not been answered by the council.", "the council"),
        (
            "The shop sold spoiled meat, three customers wrote on Chirper. No one at the shop picked up the phone on Friday.",
            "the shop",
        ),
        ("Orvane dumped acid, the Lantern reported. The report was not answered by the company.", "the company"),
    ],
)
def test_nobody_is_silent_and_neither_is_what_is_not_answered(text: str, silent: str) -> None:
    found = traced(text)
    (answer,) = [a for a in found.attributions if a.response is Response.NO_ANSWER]
    source = found.source_of(answer)
    assert source is not None
    assert source.name == silent


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("The minutes, seen by the Post, record an engineer saying the piers were cracked.", "the piers were cracked", ["The minutes", "an engineer"]),
        ("The minutes record the treasurer saying that the money was gone.", "the money was gone", ["The minutes", "the treasurer"]),
        ("A transcript obtained by the Lantern shows Deputy Minister Ada Holt telling staff that the tests had failed.", "the tests had failed", ["A transcript obtained by the Lantern", "Ada Holt"]),
        ("The recording captures a guard saying the prisoner was already dead.", "already dead", ["The recording", "a guard"]),
        ("The log, which the Courier has read, quotes a pilot as saying the runway was iced over.", "iced over", ["The log", "a pilot"]),
        ("The emails show the manager warning that the tank was rusting.", "rusting", ["The emails", "the manager"]),
        ("Notes of the meeting have the chairman stating that nobody was paid.", "nobody was paid", ["Notes of the meeting", "the chairman"]),
        ("The memo describes a nurse telling colleagues that the drug had run out.", "run out", ["The memo", "a nurse"]),
        ("Court papers record Mr Dahl admitting that he had forged the invoices.", "forged the invoices", ["Court papers", "Dahl"]),
        ("The leaked audio features the coach claiming that two players were bribed.", "were bribed", ["The leaked audio", "the coach"]),
        ("The diary, published on Friday, records Queen Alma saying the war was lost.", "the war was lost", ["The diary", "Alma"]),
        ("The chat logs show officer Rune Falk boasting that he had beaten two detainees.", "two detainees", ["The chat logs", "Rune Falk"]),
        ("In the video, a man can be heard saying the plant is unsafe.", "the plant is unsafe", ["a man"]),
        ("The reporter had a point in warning that the quay might be sold, the mayor said.", "the quay might be sold", ["the mayor", "The reporter"]),
    ],
)  # fmt: skip
def test_a_record_passes_on_the_word_of_whom_it_has_saying_something(text: str, words: str, chain: list[str]) -> None:
    assert chains(traced(text), words) == [chain]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("A Norr Research poll taken in May found that 61 per cent want the bridge closed. Support was highest among women, at 70 per cent, in the poll.", "highest among women", "Norr Research"),
        ("A Norr Research poll found that 61 per cent want the bridge closed. Holt led Brandt by 44 to 39 among men in the survey.", "44 to 39", "Norr Research"),
        ("A Norr Research poll found that 61 per cent want the bridge closed. Trust in the mayor fell to a third in the latest poll.", "fell to a third", "Norr Research"),
        ("In a Marlow survey of 900 farmers, two thirds had lost sheep to wolves.", "lost sheep", "Marlow"),
        ("Across three Harbour Research polls conducted in June, Lund had a lead of nine points.", "nine points", "Harbour Research"),
        ("In two Marlow Research surveys, a third of the tenants had left.", "tenants had left", "Marlow Research"),
        ("Among those over 60, only 12% trusted the ministry in a poll published by the Lantern on Friday.", "12% trusted", "Lantern"),
        ("The share of parents who would send a child there dropped to a third in this year's survey.", "dropped to a third", "this year's survey"),
        ("Nine in ten nurses had skipped a break in a survey of 1,200 by Vakt Research, and half had done so twice.", "skipped a break", "Vakt Research"),
        ("The mayor's rating fell to 31 per cent in the latest survey.", "31 per cent", "the latest survey"),
        ("Holt won 52 per cent of the vote at the polls on Sunday.", "52 per cent", ""),
        ("Brandt trails in the polls by eleven points.", "eleven points", ""),
        ("Turnout was 61 per cent in a survey area of four towns.", "61 per cent", ""),
        ("The firm plans to ask 3,000 people in a survey next year.", "3,000 people", ""),
        ("“In the poll, 60 per cent were against us,” Lund said.", "60 per cent", "Lund"),
    ],
)  # fmt: skip
def test_a_share_that_is_placed_in_a_poll_is_its_makers_word(text: str, words: str, source: str) -> None:
    assert rests_on(traced(text), words) == [source]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("In a recording, a man whom both witnesses identified as Rygh can be heard saying the plant is unsafe.", "the plant is unsafe", "a man whom both witnesses identified as Rygh"),
        ("In the recording, a voice both witnesses identified as Rygh can be heard saying the plant is unsafe.", "the plant is unsafe", "a voice both witnesses identified as Rygh"),
        ("On the tape, a woman two colleagues identified as Mette Horn is heard telling a builder that the contract is his.", "the contract is his", "a woman two colleagues identified as Mette Horn"),
        ("The man, identified by both witnesses as Rygh, can be heard saying the pumps had failed.", "the pumps had failed", "The man"),
        ("A man identified as Ove Kran by three guards is heard saying that the door was locked.", "the door was locked", "A man identified as Ove Kran by three guards"),
        ("The speaker, whom staff recognised as the director, says in the clip that the books were burned.", "the books were burned", "The speaker"),
        ("The manager is said to tell staff the plant is unsafe.", "the plant is unsafe", None),
        ("The manager is said to have told staff that the plant is unsafe.", "the plant is unsafe", None),
        ("The coach is alleged to have told players the match was fixed.", "the match was fixed", None),
        ("Minister Lund is reported to have said that the talks had failed.", "the talks had failed", None),
        ("The director is understood to have warned the board that the money would run out.", "run out", None),
        ("The bishop is believed to have written that the priest was guilty.", "the priest was guilty", None),
        ("Horn reportedly told aides that the vote was lost.", "the vote was lost", "Horn"),
    ],
)  # fmt: skip
def test_who_is_identified_and_who_is_only_said_to_say_so(text: str, words: str, source: str | None) -> None:
    assert rests_on(traced(text), words) == [source]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("A document seen by the Lantern and confirmed as genuine by two councillors says the school will close.", "two councillors", "A document"),
        ("The emails, obtained by the Courier and verified by three former employees, show that the firm knew of the leak.", "three former employees", "The emails"),
        ("A recording published by the Lantern, confirmed as authentic by the police, has the minister saying the tests were faked.", "the police", "A recording"),
        ("The Lantern obtained a letter, confirmed as genuine by the ministry, that says the bridge was unsafe.", "the ministry", "a letter"),
        ("Plans leaked to the Post and confirmed by two officials would close nine schools.", "two officials", "Plans"),
        ("The account of the attack, corroborated by a second guard, was given to the Lantern by Ove Kran.", "a second guard", "The account of the attack"),
        ("The Courier has a memo, independently verified by an archivist, which names the donors.", "an archivist", "a memo"),
    ],
)  # fmt: skip
def test_what_a_participle_tells_is_done_by_its_agent(text: str, source: str, content: str) -> None:
    found = traced(text)
    (answer,) = [a for a in found.attributions if a.response is Response.CONFIRM]
    who = found.source_of(answer)
    assert who is not None
    assert (who.name, found.document.quote(answer.content)) == (source, content)


@pytest.mark.parametrize(
    ("headline", "below", "names"),
    [
        ("Council Head Says Bridge Is Safe", "The head of the Skarn council, Ivo Brandt, said on Monday that the bridge was safe.", {"Ivo Brandt"}),
        ("Detective Says Suspect Confessed", "The suspect confessed on Friday, a detective said.", {"Detective", "a detective", "The suspect"}),
        ("Skarn Mayor Warns Dam Could Fail", "Mayor Ole Rask said the dam could fail within days.", {"Skarn Mayor", "Ole Rask"}),
        ("Former Guard Tells Court Prisoner Was Dead Before Noon", "A former guard told the court that the prisoner was dead before noon.", {"Former Guard", "A former guard"}),
        ("Fire Chief Denies Truck Was Late", "Fire chief Tora Vik denied that the truck was late.", {"Fire Chief", "Tora Vik"}),
        ("Doctor Claims Ward Had No Beds", "Doctor Ove Kran said the ward had no beds.", {"Doctor", "Ove Kran"}),
        ("Port Pilot Admits Ship Was Off Course", "A pilot admitted that the ship was off course.", {"Port Pilot", "A pilot"}),
    ],
)  # fmt: skip
def test_a_headlines_verb_is_no_part_of_a_name(headline: str, below: str, names: set[str]) -> None:
    found = traced(f"{headline}\n\n{below}")
    assert {source.name for source in found.sources} <= names


@pytest.mark.parametrize(
    ("text", "words", "name", "naming"),
    [
        ("Head teacher Ida Moll closed the school on Monday. The Head said parents were told in March.", "parents were told", "The Head", "role"),
        ("Head of the port authority Karl Ebb said the quay was safe. Mr Head did not speak.", "the quay was safe", "Karl Ebb", "named"),
        ("Deputy Head Ida Moll said the hall had burned.", "the hall had burned", "Ida Moll", "named"),
        ("Head Karl Ebb was there. The school burned on Monday, Ebb said.", "The school burned", "Karl Ebb", "named"),
        ("Head Office said the branch would close.", "the branch would close", "Head Office", "named"),
        ("Actor Anthony Head resigned on Monday. Head said he had been told to lie.", "told to lie", "Anthony Head", "named"),
        ("Union boss Ole Rask said the gates were locked.", "the gates were locked", "Ole Rask", "named"),
        ("“The gun was loaded,” the Major said. Major Ove Kran had said so before.", "The gun was loaded", "the Major", "role"),
    ],
)  # fmt: skip
def test_an_office_alone_is_no_name(text: str, words: str, name: str, naming: str) -> None:
    found = traced(text)
    (told,) = [c for c in found.claims if words in c.text]
    source = found.source_of(found.attribution(told.chain[-1]))
    assert source is not None
    assert (source.name, source.naming.value) == (name, naming)


@pytest.mark.parametrize(
    "text",
    [
        "Excerpt: “I was told to burn the books.”",
        "Full statement: The harbour board never sold the quay.",
        "Extract from the letter: “The books were burned on Friday.”",
        "Partial transcript: “We knew the valve was broken in May.”",
        "The mill burned.\n\nCaption: “The mill was sabotaged in May.”",
        "The mill burned.\n\nPartial transcript: “The mill was sabotaged in May.”",
    ],
)
def test_a_label_of_a_text_says_nothing(text: str) -> None:
    assert [source.name for source in traced(text).sources] == []


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("Ms Sand, who has led Orvane since 2019, did not reply to four emails.", "Sand"),
        ("The board, which met in Skarn after the fire, declined to comment.", "The board"),
        ("Its owner, whose yacht lies at Dorra, denied it.", "Its owner"),
        ("The harbour master, who was on leave when it happened, could not be reached.", "The harbour master"),
        ("Erik Dahl, who said in May that all was well, has not responded.", "Erik Dahl"),
        ("The ministry, where Dahl worked before that, did not answer.", "The ministry"),
    ],
)
def test_who_answers_is_who_is_told_of_in_between(told: str, who: str) -> None:
    found = traced(f"Orvane dumped acid in the fjord, former worker Nils Brekke said. {told}")
    answers = [source for a in found.attributions if a.response and (source := found.source_of(a))]
    assert [source.name for source in answers] == [who]


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("A recording published by the Lantern on Tuesday, confirmed as genuine by two sound engineers, appears to capture Ms Lind telling the police commissioner, Ove Stang, that she wanted the quay empty by Monday.", "the quay empty", ["A recording published by the Lantern on Tuesday", "Lind"]),
        ("The minutes, dated 11 February, record the technical manager, Nils Brekke, saying that the hull was cracked.", "the hull was cracked", ["The minutes", "Nils Brekke"]),
        ("The docker, 41-year-old Pavel Oriel, is said to have been struck by a water cannon. His sister, Ana Oriel, told reporters outside the hospital that three doctors had told her he had head injuries.", "water cannon", [None]),
        ("The mill is reported to have been sold. Its manager, Karl Ebb, told the Lantern that nobody had asked him.", "been sold", [None]),
    ],
)  # fmt: skip
def test_what_stands_around_a_speaker_does_not_speak(text: str, words: str, chain: list[str | None]) -> None:
    assert chains(traced(text), words) == [chain]


def test_what_the_article_puts_in_between_is_not_passed_on_by_who_is_named_behind() -> None:
    text = "The heads, which the museum says were bought in 1968, were looted in Oma, according to a dossier."
    assert chains(traced(text), "bought in 1968") == [["the museum"]]
