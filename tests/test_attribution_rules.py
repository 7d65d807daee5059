"""What the rules around the engine do: reports without a speaker, channel, addressee, quotations that run on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build import attribution
from whosays.attribution import _from_their_start, _of_antecedent, without_self_reports
from whosays.attribution.agentless import agentless
from whosays.attribution.context import addressee, channel, frame
from whosays.attribution.continuation import carried_on
from whosays.attribution.hearers import unspoken
from whosays.attribution.quoting import form_of, run_on
from whosays.model import Attribution, Document, Form, Response
from whosays.text import paragraphs, quotations, sentences
from whosays.trace import trace


def reports(text: str) -> list[tuple[str, str]]:
    found = agentless(text, sentences(text, paragraphs(text)))
    return [(" … ".join(text[s:e] for s, e in r.cue), " … ".join(text[s:e] for s, e in r.content)) for r in found]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "Two trawlers are reported to have sunk off Port Harrow.",
            "are reported",
            "Two trawlers … to have sunk off Port Harrow",
        ),
        (
            "On Sunday, the mayor was widely believed to be abroad.",
            "was widely believed",
            "the mayor … to be abroad",
        ),
        (
            "The banker, who is said to own three islands, left early.",
            "is said",
            "The banker … to own three islands",
        ),
        (
            "The letter in which he is said to promise the land was found in a drawer.",
            "is said",
            "he … to promise the land",
        ),
        (
            "A film that is believed to show the crash has been handed to the court.",
            "is believed",
            "A film … to show the crash",
        ),
        (
            "The firm whose owner is alleged to have bribed a clerk will be sold in May.",
            "is alleged",
            "The firm whose owner … to have bribed a clerk",
        ),
        (
            "The road on which the van is thought to have left the town had been closed for a week.",
            "is thought",
            "the van … to have left the town",
        ),
        (
            "A tape on which the manager is said to tell staff the plant is unsafe was leaked.",
            "is said",
            "the manager … to tell staff the plant is unsafe",
        ),
        (
            "A letter in which she is said to admit the theft surfaced in May.",
            "is said",
            "she … to admit the theft",
        ),
        (
            "A diary in which the late head of the city's tax office is said to name nine thieves turned up in Osk.",
            "is said",
            "the late head of the city's tax office … to name nine thieves",
        ),
        (
            "A letter in which the safety manager is said to have warned of a worn valve in May surfaced on Friday.",
            "is said",
            "the safety manager … to have warned of a worn valve in May",
        ),
        (
            "Odell left the party when a tape on which he is alleged to mock voters leaked.",
            "is alleged",
            "he … to mock voters",
        ),
        (
            "The cellar where the coins are thought to have lain for a century flooded twice.",
            "are thought",
            "the coins … to have lain for a century",
        ),
        (
            "A call during which Marr is reported to promise them jobs took place in March.",
            "is reported",
            "Marr … to promise them jobs",
        ),
        (
            "The barn in which the gang is believed to have hidden its guns fell down.",
            "is believed",
            "the gang … to have hidden its guns",
        ),
        (
            "A note in which the priest is understood to ask forgiveness came to light on Monday.",
            "is understood",
            "the priest … to ask forgiveness",
        ),
        (
            "A memo in which the ministry is said to approve the sale closed in March reached the Courier.",
            "is said",
            "the ministry … to approve the sale closed in March",
        ),
        (
            "The council met after a call in which she is said to have promised money raised by the guild.",
            "is said",
            "she … to have promised money raised by the guild",
        ),
        (
            "He keeps a list of firms that are believed to sell timber stolen in Norland.",
            "are believed",
            "a list of firms … to sell timber stolen in Norland",
        ),
        (
            "The mayor is said to believe that the road was closed by mistake.",
            "is said",
            "The mayor … to believe that the road was closed by mistake",
        ),
        (
            "It has been claimed that the bridge was mined, but nobody has seen it.",
            "It has been claimed",
            "that the bridge was mined",
        ),
        (
            "Unconfirmed reports have emerged that the dam cracked.",
            "Unconfirmed reports have emerged",
            "that the dam cracked",
        ),
        ("Rumour has it that she has resigned.", "Rumour has it", "that she has resigned"),
        ("The crew allegedly sold the fuel.", "allegedly", "The crew … sold the fuel"),
        ("Reportedly, nobody paid.", "Reportedly", "nobody paid"),
    ],
)
def test_a_report_without_a_speaker(text: str, cue: str, content: str) -> None:
    assert reports(text) == [(cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The rule is said by its critics to be unfair.",
        "The minister reported to parliament.",
        "She is known for her murals.",
        "He said that the bridge was mined.",
        "They thought to ask.",
    ],
)
def test_no_report_without_a_speaker(text: str) -> None:
    assert reports(text) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        (
            "Mara Odell wrote on Telegram that the depot burned.",
            "Mara Odell",
            "wrote",
            "that the depot burned",
            "Telegram",
        ),
        ("Mara Odell tweeted that the depot burned.", "Mara Odell", "tweeted", "that the depot burned", "Twitter"),
        ("In a post on X, Odell said the depot burned.", "Odell", "said", "the depot burned", "X"),
        ("The depot burned, Odell said at a press briefing.", "Odell", "said", "The depot burned", "press briefing"),
        ("Odell said the depot burned, in an affidavit.", "Odell", "said", "the depot burned", "court filing"),
        ("Odell said in a written statement that it burned.", "Odell", "said", "that it burned", "statement"),
        ("Odell said the depot on Telegram Hill burned.", "Odell", "said", "the depot on Telegram Hill burned", None),
        ("Odell said it burned.", "Odell", "said", "it burned", None),
    ],
)
def test_channel(text: str, source: str, cue: str, content: str, expected: str | None) -> None:
    a = attribution(text, "a1", source, cue, content)
    assert channel(text, a, frame(text, a, sentences(text, paragraphs(text)))) == expected


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Odell told the Harrow Gazette that it burned.", "told", "that it burned", "the Harrow Gazette"),
        ("Odell told Sky & Sea they were safe.", "told", "they were safe", "Sky & Sea"),
        ("It burned, Odell told reporters on Monday.", "told", "It burned", "reporters"),
        ("It burned, Odell said in an interview with Radio Kestrel.", "said", "It burned", "Radio Kestrel"),
        ("Odell told me that it burned.", "told", "that it burned", "me"),
        ("Odell said it burned.", "said", "it burned", None),
    ],
)
def test_addressee(text: str, cue: str, content: str, expected: str | None) -> None:
    a = (
        attribution(text, "a1", "Odell", cue, content)
        if text.startswith("Odell")
        else attribution(text, "a1", (), cue, content)
    )
    assert addressee(text, a, frame(text, a, sentences(text, paragraphs(text)))) == expected


def test_form() -> None:
    text = "“All gone,” he said. He said it was “all gone” now. He said it was gone."
    marks = quotations(text, paragraphs(text))
    direct, mixed, indirect = ((0, 11),), ((29, 54),), ((64, 75),)
    assert form_of(direct, marks, text) is Form.DIRECT
    assert form_of(mixed, marks, text) is Form.MIXED
    assert form_of(indirect, marks, text) is Form.INDIRECT


def continued(text: str, *found: Attribution) -> list[Attribution]:
    spans = paragraphs(text)
    return run_on(text, found, quotations(text, spans), spans)


def test_an_open_quotation_belongs_to_its_speaker_in_the_next_paragraph_too() -> None:
    text = "“We left early,” Odell said. “It was cold.\n“Nobody saw us.”"
    first = attribution(text, "a1", "Odell", "said", ("“We left early,”", "“It was cold."), form=Form.DIRECT)
    (whole,) = continued(text, first)
    assert text[slice(*whole.content[-1])] == "“Nobody saw us.”"


def test_a_quotation_by_itself_goes_to_the_last_speaker() -> None:
    text = "“We left early,” Odell said.\n“Nobody saw us, not even the dog.”"
    first = attribution(text, "a1", "Odell", "said", "“We left early,”", form=Form.DIRECT)
    before, after = continued(text, first)
    assert before == first
    assert after.source == first.source
    assert after.cue == ()


def test_a_quotation_behind_other_words_stays_without_a_speaker() -> None:
    text = "“We left,” Odell said, and he walked to the car that had been waiting there since noon.\n“Nobody saw us.”"
    first = attribution(text, "a1", "Odell", "said", "“We left,”", form=Form.DIRECT)
    assert continued(text, first) == [first]


def test_a_sentence_that_carries_an_inner_report_on() -> None:
    text = "Odell wrote: “A friend tells me that the pier fell. As a result, they closed the bay. I wept.”"
    outer = attribution(text, "a1", "Odell", "wrote", text[13:])
    inner = attribution(text, "a2", "A friend", "tells", "that the pier fell", parent="a1")
    _, carried = carried_on(text, [outer, inner], sentences(text, paragraphs(text)))
    assert [text[s:e] for s, e in carried.content] == ["that the pier fell", "As a result, they closed the bay."]


def test_a_speaker_inside_his_own_words_is_said_once() -> None:
    text = "Odell said he believed the pier fell, which Ruiz denied."
    outer = attribution(text, "a1", "Odell", "said", "he believed the pier fell", source_id="s1")
    inner = attribution(text, "a2", "he", "believed", "the pier fell", parent="a1", source_id="s1")
    innermost = attribution(text, "a3", "Ruiz", "denied", "which", parent="a2", source_id="s2")
    kept = without_self_reports([outer, inner, innermost])
    assert [(a.id, a.parent) for a in kept] == [("a1", None), ("a3", "a1")]


@pytest.mark.parametrize(
    "text",
    [
        "The leak was reported to the fire service twice.",
        "Cracks had been reported to foremen in spring.",
        "The fault was known to engineers.",
    ],
)
def test_what_somebody_was_told_is_no_report_without_a_speaker(text: str) -> None:
    assert reports(text) == []


def test_posts_that_are_spreading_are_a_report() -> None:
    text = "We know of claims circulating online that the pier is closed."
    assert reports(text) == [("claims circulating", "that the pier is closed")]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("The clerk burned the ledgers, the tribunal heard.", "the tribunal", "heard"),
        ("The clerk burned the ledgers, an inquest has been told.", "an inquest", "has been told"),
        ("Clerk burned ledgers, jury told", "jury", "told"),
    ],
)
def test_who_hears_is_no_speaker(text: str, source: str, cue: str) -> None:
    (found,) = unspoken(text, [attribution(text, "a1", source, cue, text[: text.index(",")])])
    assert (found.source, found.agentless) == ((), True)
    assert source in text[slice(*found.cue[0])]


def test_a_body_that_tells_is_a_speaker() -> None:
    text = "The tribunal told the clerk that the ledgers were lost."
    given = attribution(text, "a1", "The tribunal", "told", "that the ledgers were lost")
    assert unspoken(text, [given]) == [given]


def test_reports_behind_a_preposition_are_nobodys_in_the_sentence() -> None:
    text = "The harbour board opened an inquiry after reports that oil had leaked."
    (found,) = unspoken(text, [attribution(text, "a1", "The harbour board", "reports", "that oil had leaked")])
    assert (found.source, found.agentless) == ((), True)


def test_a_name_that_ends_like_a_channel_is_none() -> None:
    text = "The pier is unsafe, according to the Tarn Post."
    given = attribution(text, "a1", "the Tarn Post", "according to", "The pier is unsafe")
    assert channel(text, given, frame(text, given, sentences(text, paragraphs(text)))) is None


def told(text: str) -> list[tuple[str, str | None]]:
    """Who says each attribution of a text, with whom it stands in."""
    traced = trace(Document(text, language="en"))
    named = {a.id: " ".join(traced.document.quote(a.source).split()) for a in traced.attributions}
    return [(named[a.id], named.get(a.parent or "")) for a in traced.attributions]


def test_a_thread_names_its_speakers_by_their_labels() -> None:
    text = (
        "@tarnwatch: My neighbour says the bridge is closed tonight.\n\n@lund_p: Who told you?\n\n"
        "@TarnCouncil: This is not true. The bridge is open."
    )
    found = told(text)
    assert ("@tarnwatch", None) in found
    assert ("My neighbour", "@tarnwatch") in found
    traced = trace(Document(text, language="en"))
    (closed,) = [c for c in traced.claims if "closed" in c.text]
    assert [traced.attribution(i).response for i in closed.responses] == [Response.DENY]


def test_a_transcript_names_its_speakers_in_capitals() -> None:
    text = "CHAIR: The pier is shut.\n\nMS LUND: Who shut it?\n\nCHAIR: The harbour master shut it on Monday."
    assert [who for who, _ in told(text)].count("CHAIR") == 2


def test_whom_a_speaker_was_told_by_is_the_origin() -> None:
    found = told("Farmer Olga Brandt said she had been told by a water inspector that the well was poisoned.")
    assert found == [("Farmer Olga Brandt", None), ("a water inspector", "Farmer Olga Brandt")]


def test_answers_in_an_interview_are_the_ones_who_is_interviewed() -> None:
    text = (
        'In an interview with The Buoy, harbour chief Nils Ekberg said the pier was "as sound as a bell".\n\n'
        "You have seen the cracks?\n\n"
        '"I have seen them. They are scratches in the paint, nothing more."'
    )
    traced = trace(Document(text, language="en"))
    (scratches,) = [c for c in traced.claims if "scratches" in c.text]
    (said,) = scratches.chain
    source = traced.source_of(traced.attribution(said))
    assert source is not None
    assert source.name == "Nils Ekberg"


def test_per_sources_is_their_word() -> None:
    assert told("Rovers are closing in on the winger Jon Tarn, per sources close to the club.") == [
        ("sources close to the club", None)
    ]


def test_a_newsletters_you_is_its_reader_and_no_interviewer() -> None:
    text = (
        'Harbour chief Nils Ekberg said the pier was "as sound as a bell".\n\n'
        "If you plan to sail this week, here is what you must know.\n\n"
        '"The locks are shut from Monday until the end of the month for repairs."'
    )
    assert [who for who, _ in told(text)].count("Harbour chief Nils Ekberg") == 1


def test_whom_something_was_reported_to_is_no_speaker_of_it() -> None:
    text = "Two porters said cracks in the mast had been reported to foremen in spring."
    outer = attribution(text, "a1", "Two porters", "said", "cracks in the mast had been reported to foremen in spring")
    inner = replace(attribution(text, "a2", "foremen", "had been reported to", "cracks in the mast"), parent="a1")
    assert unspoken(text, [outer, inner]) == [outer]


def test_whoever_is_quoted_as_saying_stands_inside_the_one_who_quotes() -> None:
    text = "The Wend Times quoted two bankers as saying that the board had confirmed the mint would close in May."
    found = trace(Document(text)).attributions
    quoted = next(a for a in found if text[slice(*a.cue[0])] == "quoted")
    bankers = next(a for a in found if a.parent == quoted.id)
    assert text[slice(*quoted.source[0])] == "The Wend Times"
    assert text[slice(*bankers.source[0])] == "two bankers"


def test_there_is_nobody() -> None:
    text = 'The board met on Monday. "There are no plans to sell the theatre," its chair, Lea Moss, said afterwards.'
    found = trace(Document(text))
    assert "there" not in [source.name.lower() for source in found.sources]


def test_whoever_could_not_confirm_is_the_one_whose_words_those_are() -> None:
    text = (
        "The dam at Lower Esk lost two gates on Friday, the Esk Courier reported. The water board said it was looking "
        "into the matter and could not confirm the number of gates.\n"
    )
    found = trace(Document(text))
    answer = next(a for a in found.attributions if a.response is Response.CANNOT_CONFIRM)
    assert text[slice(*answer.source[0])] == "The water board"


@pytest.mark.parametrize(
    ("text", "citer", "cited"),
    [
        ("Tidemark reported, citing two officials, that the bridge would close.", "Tidemark", "two officials"),
        ("The channel Alma Now writes, citing a port clerk, that two men died.", "Alma Now", "a port clerk"),
        ("The agency said on Monday, quoting a doctor, that the king was ill.", "The agency", "a doctor"),
        ("The Herald said, citing a diplomat, that the envoy had resigned.", "Herald", "a diplomat"),
    ],
)
def test_whom_one_cites_between_verb_and_clause_is_the_origin(text: str, citer: str, cited: str) -> None:
    made = trace(Document(text))
    names = {source.id: source.name for source in made.sources}
    (claim,) = made.claims
    by_id = {a.id: a for a in made.attributions}
    assert [names[by_id[step].source_id or ""] for step in claim.chain] == [citer, cited]
    assert not claim.text.startswith(("an ", "a ", "two officials"))


def test_a_reason_between_verb_and_clause_is_nobody_cited() -> None:
    made = trace(Document("The Herald said, citing privacy, that the envoy had resigned."))
    assert [source.name for source in made.sources] == ["Herald"]


@pytest.mark.parametrize("joint", ["before", "after", "then"])
def test_who_takes_a_post_back_is_who_wrote_it(joint: str) -> None:
    text = f"Ida Voss wrote on X that the pier was shut, {joint} deleting the post."
    made = trace(Document(text))
    assert {source.name for source in made.sources} == {"Ida Voss"}


@pytest.mark.parametrize("name", ["Ines Pell", "Edda Marsh", "Tove Lind", "Ole Brink"])
@pytest.mark.parametrize("place", ["Skelby", "Tolm", "Upper Tarn"])
def test_a_name_behind_a_clause_is_whole(name: str, place: str) -> None:
    made = trace(Document(f"The mill at {place} will close, {name} said."))
    assert ([s.name for s in made.sources], [c.text for c in made.claims]) == (
        [name],
        [f"The mill at {place} will close"],
    )


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mayor was told on 11 January that the wall could fail.", "The mayor was told on 11 January"),
        ("Two clerks had been informed that the safe was empty.", "Two clerks had been informed"),
        ("The owner has been notified that the licence has lapsed.", "The owner has been notified"),
    ],
)
def test_who_was_told_something_does_not_say_it(text: str, cue: str) -> None:
    at = text.index(" that ")
    found = Attribution("a1", ((0, text.index(" ", 4)),), ((text.index(" ", 4) + 1, at),), ((at + 1, len(text) - 1),))
    (told,) = unspoken(text, [found])
    assert (told.source, told.agentless) == ((), True)
    assert [text[s:e] for s, e in told.cue] == [cue]


@pytest.mark.parametrize(
    "text", ["The mayor was told by an engineer that it failed.", "The mayor told the board that it failed."]
)
def test_who_tells_it_and_who_was_told_by_somebody_stay(text: str) -> None:
    at = text.index(" that ")
    found = Attribution("a1", ((0, 9),), ((10, at),), ((at + 1, len(text) - 1),))
    assert unspoken(text, [found]) == [found]


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("An officer of the Ostby force", "had been warned twice about", "his use of force"),
        ("The clerk", "was never shown", "the survey of the dam"),
        ("Two wardens", "were asked about", "the missing keys"),
        ("The mayor", "has been urged", "to resign over the quay"),
        ("Nine pilots", "were briefed on", "the raid"),
        ("Marr", "was questioned over", "the sale of the mill"),
        ("The guild", "had been promised", "a new lock"),
    ],
)
def test_whom_words_reach_is_no_speaker(source: str, cue: str, content: str) -> None:
    text = f"{source} {cue} {content}."
    assert unspoken(text, [attribution(text, "a1", source, cue, content)]) == []


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("A member of the cabinet", "has been accused of", "misleading parliament"),
        ("Two prison wardens", "were charged Tuesday with", "falsifying their reports"),
        ("The miller", "is suspected of", "poisoning the river"),
        ("Vel", "was blamed for", "the leak of the plan"),
        ("The firm", "was also convicted of", "bribing a clerk"),
    ],
)
def test_who_is_accused_is_no_speaker(source: str, cue: str, content: str) -> None:
    text = f"{source} {cue} {content}."
    (found,) = unspoken(text, [attribution(text, "a1", source, cue, content)])
    assert (found.source, found.agentless) == ((), True)
    assert [text[slice(*span)] for span in found.content] == [source, content]


def test_the_agent_of_an_accusation_is_its_speaker() -> None:
    text = "Corwin, a miller, is accused by two rivals of hiding his debts."
    given = attribution(text, "a1", (), "is accused by", ("Corwin, a miller,", "of hiding his debts"), agentless=True)
    (found,) = unspoken(text, [given])
    assert [text[slice(*span)] for span in found.source] == ["two rivals"]
    assert not found.agentless


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("The mayor", "warned about", "the state of the dam"),
        ("Police", "have accused", "the miller of theft"),
        ("The envoy", "is worried about", "the vote"),
        ("Marr", "was quoted as saying", "the lock would stay shut"),
        ("The nurse", "was surprised", "that the ward had closed"),
    ],
)
def test_who_speaks_or_feels_stays_the_speaker(source: str, cue: str, content: str) -> None:
    text = f"{source} {cue} {content}."
    given = attribution(text, "a1", source, cue, content)
    assert unspoken(text, [given]) == [given]


@pytest.mark.parametrize(
    ("text", "source", "noun"),
    [
        (
            "The Liberal party, which props up the cabinet, has asked for a vote.",
            "which props up the cabinet",
            "The Liberal party",
        ),
        ("On Friday the guild, which owns the mill, said no.", "which owns the mill", "the guild"),
        ("Ida Voss, who runs the lock, wrote a letter.", "who runs the lock", "Ida Voss"),
        (
            "A paper from the union, which has nine members, warned them.",
            "which has nine members",
            "A paper from the union",
        ),
    ],
)
def test_a_relative_clause_that_speaks_is_the_noun_it_hangs_on(text: str, source: str, noun: str) -> None:
    given = attribution(text, "a1", source, text.split(", ")[-1].split()[0], text.split(", ")[-1].split()[-1])
    found = _of_antecedent(text, given, sentences(text, paragraphs(text)))
    assert text[slice(*found.source[0])].startswith(noun)


def test_what_is_said_begins_with_its_sentence() -> None:
    text = "The guild, which owns the mill, has asked for a vote. It should be held in May, its head Eva Quist said."
    spans = sentences(text, paragraphs(text))
    said = ("which owns the mill, has asked for a vote", "It should be held in May")
    given = attribution(text, "a1", "its head Eva Quist", "said", said)
    (found,) = _from_their_start([given], spans, ())
    assert [text[s:e] for s, e in found.content] == ["It should be held in May"]
    whole = attribution(
        text, "a1", "its head Eva Quist", "said", ("The guild, which owns the mill", "It should be held in May")
    )
    assert _from_their_start([whole], spans, ()) == [whole]
