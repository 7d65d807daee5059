"""Claims: what is one, what is none, whose it is, and where it stands in the text."""

from __future__ import annotations

import pytest

from tests.build import attribution, find
from whosays.claims import extract
from whosays.model import Claim, Document, DocumentKind, Form, Naming, Response, Source


def texts(claims: tuple[Claim, ...]) -> list[str]:
    return [claim.text for claim in claims]


def own(text: str, **others: object) -> list[str]:
    """The claims of a text without attributions."""
    return texts(extract(Document(text, **others), [], []))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry sank off Port Alma on Sunday.",
        "Three of the nine reactors were switched off in 2019.",
        "The mayor of Welmar owns two of the five quarries.",
        "Nobody was hurt in the fire.",
        "The bridge costs three million a year to maintain.",
        "Wolves have returned to the Harlow valley, and farmers there have lost forty sheep.",
    ],
)
def test_a_statement_of_fact_in_the_documents_own_voice_is_a_claim(sentence: str) -> None:
    assert own(sentence) == [sentence.rstrip(".")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Was the ferry overloaded?",
        "ORLAND, 12 May 2031",
        "The clerks asked not to be named because they still work there.",
        "What a beautiful day it was.",
        "The report should be published at once.",
        "Let us hope that the crew is safe.",
        "Click here to read the whole story.",
        "Sign up to our newsletter for more.",
        "The news was shared by thousands of people.",
        "The story quickly began to attract attention.",
        "The reporter did not reveal her source, or how they knew.",
        "The ministry has been contacted for comment.",
        "The company did not immediately respond to a request for comment.",
        "You may have heard of the ferry that sank.",
        "We are not talking about a leaky dinghy here.",
        "Thanks for reading.",
        "It was absolutely terrible.",
        "This is not true.",
        "It was fourteen.",
    ],
)
def test_what_nobody_could_check_is_no_claim(sentence: str) -> None:
    assert own("The ferry sank off Port Alma on Sunday. " + sentence) == ["The ferry sank off Port Alma on Sunday"]


def test_a_post_may_speak_of_its_author() -> None:
    text = "I just counted nine fire engines outside the town hall."
    assert own(text, kind=DocumentKind.POST) == [text.rstrip(".")]
    assert own("We went to the town hall.") == []


def test_furniture_and_captions_make_no_claim() -> None:
    text = "The ferry sank off Port Alma on Sunday.\nAdvert was seen by 40.\nPhoto: Lena Hartwig\nThe crew was saved."
    document = Document(text, furniture=find(text, "Advert was seen by 40."))
    assert texts(extract(document, [], [])) == ["The ferry sank off Port Alma on Sunday", "The crew was saved"]


@pytest.mark.parametrize("line", ["TOLM, May 3 — ", "Tolm, Nov 2 - ", "Port Alma, Norland, March 12, 2031 — "])
def test_a_dateline_with_its_day_is_no_part_of_the_claim(line: str) -> None:
    assert own(f"{line}The ferry sank off Port Alma on Sunday.") == ["The ferry sank off Port Alma on Sunday"]


def test_a_dateline_is_no_part_of_the_claim() -> None:
    assert own("PORT ALMA, May 3 (Norpress) - The ferry sank on Sunday.") == ["The ferry sank on Sunday"]


def test_a_connective_is_no_part_of_the_claim_and_spans_are_exact() -> None:
    text = "The ferry sank on Sunday. However, the crew of nine was saved."
    claims = extract(Document(text), [], [])
    assert texts(claims) == ["The ferry sank on Sunday", "the crew of nine was saved"]
    assert [text[slice(*claim.spans[0])] for claim in claims] == texts(claims)


def test_contents_are_claims_of_their_chain_without_that_and_quotation_marks() -> None:
    text = "Port officer Lena Hartwig said that “the ferry was overloaded”. “It sank within minutes,” she added."
    said = [
        attribution(text, "a1", "Port officer Lena Hartwig", "said", "that “the ferry was overloaded”"),
        attribution(text, "a2", "she", "added", "“It sank within minutes,”"),
    ]
    claims = extract(Document(text), [], said)
    assert [(c.text, c.chain) for c in claims] == [
        ("the ferry was overloaded", ("a1",)),
        ("It sank within minutes", ("a2",)),
    ]


def test_what_a_report_adds_around_a_nested_speaker_makes_no_claim() -> None:
    text = "The columnist wrote: “A friend tells me that the mayor has sold the water works. As a result, he is rich.”"
    said = [
        attribution(text, "a1", "The columnist", "wrote", text[text.index("“") :]),
        attribution(text, "a2", "A friend", "tells me", "that the mayor has sold the water works", parent="a1"),
    ]
    claims = extract(Document(text), [], said)
    assert [(c.text, c.chain) for c in claims] == [
        ("the mayor has sold the water works", ("a1", "a2")),
        ("he is rich", ("a1", "a2")),
    ]


def test_a_first_person_sentence_goes_back_to_the_outer_speaker() -> None:
    text = "The columnist wrote: “A friend tells me that the mayor has sold the water works. I saw the deed on Monday.”"
    said = [
        attribution(text, "a1", "The columnist", "wrote", text[text.index("“") :]),
        attribution(text, "a2", "A friend", "tells me", "that the mayor has sold the water works", parent="a1"),
    ]
    assert [c.chain for c in extract(Document(text), [], said)] == [("a1", "a2"), ("a1",)]


def test_a_long_quotation_is_split_into_its_sentences() -> None:
    text = "“We arrested four men. They had 300 stolen phones. Is that not enough? We hope for more,” the sheriff said."
    said = [attribution(text, "a1", "the sheriff", "said", text[: text.index("” the") + 1])]
    assert texts(extract(Document(text), [], said)) == ["We arrested four men", "They had 300 stolen phones"]


def test_a_split_quotation_is_one_claim_with_both_parts() -> None:
    text = "“The ferry,” the pilot said, “sank within minutes.”"
    said = [attribution(text, "a1", "the pilot", "said", ("“The ferry,”", "“sank within minutes.”"))]
    (claim,) = extract(Document(text), [], said)
    assert claim.text == "The ferry … sank within minutes"
    assert [text[s:e] for s, e in claim.spans] == ["The ferry", "sank within minutes"]


def test_a_report_without_a_speaker_keeps_its_subject() -> None:
    text = "The ferry is said to have been overloaded on Sunday."
    said = [attribution(text, "a1", (), "is said", ("The ferry", "to have been overloaded on Sunday"), agentless=True)]
    (claim,) = extract(Document(text), [], said)
    assert claim.text == "The ferry … to have been overloaded on Sunday"
    assert claim.chain == ("a1",)


@pytest.mark.parametrize(
    ("text", "subject", "cue", "told", "own"),
    [
        (
            "Mette Horn resigned on Monday, a day after a call in which she appears to offer him a trip was printed.",
            "she",
            "appears",
            "to offer him a trip",
            "Mette Horn resigned on Monday",
        ),
        (
            "The council closed the bridge on Friday, a week after a survey on which it is said to rest was leaked.",
            "it",
            "is said",
            "to rest",
            "The council closed the bridge on Friday",
        ),
        (
            "Police searched two houses in Lund, near the quarry where the van is believed to have burned.",
            "the van",
            "is believed",
            "to have burned",
            "Police searched two houses in Lund",
        ),
    ],
)
def test_what_a_relative_clause_leads_away_from_is_the_documents_own(
    text: str, subject: str, cue: str, told: str, own: str
) -> None:
    said = [attribution(text, "a1", (), cue, (subject, told), agentless=True)]
    assert own in texts(extract(Document(text), [], said))


def test_a_clause_beside_a_report_is_the_documents_own() -> None:
    text = "The ferry sank on Sunday with nine people aboard, after the captain had warned that the pumps were broken."
    said = [attribution(text, "a1", "the captain", "had warned", "that the pumps were broken")]
    assert [(c.text, c.chain) for c in extract(Document(text), [], said)] == [
        ("The ferry sank on Sunday with nine people aboard", ()),
        ("the pumps were broken", ("a1",)),
    ]


@pytest.mark.parametrize(
    ("left", "source", "cue", "content"),
    [
        ("Radio Alma in a call that was aired twice", "Two clerks", "told", "the ferry sank"),
        ("In a complaint unsealed on Friday", "Ida Voss", "says", "the ferry sank"),
        ("In a message she posted twice", "Ida Voss", "said", "the ferry sank"),
        ("a survey by the marine institute found", "", "it was learnt", "The ferry sank in May"),
        ("The failure to act has fuelled", "concern that", "emerged", "the ferry sank"),
        ("To quote a clerk who was there", "the union", "says", "the ferry sank"),
    ],
)
def test_what_a_cut_tore_from_its_clause_is_no_claim(left: str, source: str, cue: str, content: str) -> None:
    text = {
        "Radio Alma in a call that was aired twice": f"{source} {cue} {left} {content}.",
        "a survey by the marine institute found": f"{content}, {left}. Elsewhere {cue}.",
        "The failure to act has fuelled": f"{left} {source} {cue} {content}.",
    }.get(left, f"{left}, {source} {cue} {content}.")
    claims = extract(Document(text), [], [attribution(text, "a1", source or (), cue, content)])
    assert left not in texts(claims)


@pytest.mark.parametrize("joint", [", and ", "; ", ", but ", " when ", " – "])
def test_a_whole_clause_beside_a_report_stays_the_documents_own(joint: str) -> None:
    text = f"The road was closed for a week{joint}police said that the ferry sank."
    claims = extract(Document(text), [], [attribution(text, "a1", "police", "said", "that the ferry sank")])
    assert ("The road was closed for a week", ()) in [(claim.text, claim.chain) for claim in claims]


@pytest.mark.parametrize(
    ("cue", "content", "response"),
    [
        ("said", "they were not able to confirm or deny the report", Response.CANNOT_CONFIRM),
        ("said", "I can’t confirm any sinking of that kind", None),
        ("declined", "to comment on the matter", Response.DECLINE),
        ("did not say", "how many people were aboard the ferry", None),
        ("asked", "whether the ferry had been overloaded", None),
        ("urged", "the harbour office to publish its files", None),
        ("said", "our thoughts are with the families", None),
        ("said", "I adore this new hat", None),
    ],
)
def test_answers_wishes_and_feelings_assert_nothing(cue: str, content: str, response: Response | None) -> None:
    text = f"The spokesman {cue} {content}."
    said = [attribution(text, "a1", "The spokesman", cue, content, response=response)]
    assert extract(Document(text), [], said) == ()


def test_a_denial_is_no_appearance_of_what_it_denies() -> None:
    text = (
        "Lena Hartwig owns two quarries near Welmar, a rival said. She denied that she owned two quarries near Welmar."
    )
    said = [
        attribution(text, "a1", "a rival", "said", "Lena Hartwig owns two quarries near Welmar"),
        attribution(text, "a2", "She", "denied", "that she owned two quarries near Welmar", response=Response.DENY),
    ]
    (claim,) = extract(Document(text), [], said)
    assert claim.chain == ("a1",)
    assert len(claim.spans) == 1


def test_a_denial_of_what_nobody_else_says_is_a_claim_of_its_own() -> None:
    text = "The ministry denied that its soldiers had crossed the border."
    said = [
        attribution(
            text, "a1", "The ministry", "denied", "that its soldiers had crossed the border", response=Response.DENY
        )
    ]
    assert texts(extract(Document(text), [], said)) == ["its soldiers had crossed the border"]


TWICE = (
    "Mayor Lena Hartwig has reportedly sold the water works of Welmar.\n"
    "The town has 4,000 inhabitants.\n"
    "“A clerk tells me that Hartwig sold the Welmar water works,” the columnist Jo Brandt wrote."
)


def twice() -> tuple[Document, list[Source], tuple[Claim, ...]]:
    said = [
        attribution(
            TWICE, "a1", (), "reportedly", ("Mayor Lena Hartwig has", "sold the water works of Welmar"), agentless=True
        ),
        attribution(
            TWICE,
            "a2",
            "the columnist Jo Brandt",
            "wrote",
            "“A clerk tells me that Hartwig sold the Welmar water works,”",
            source_id="s1",
        ),
        attribution(
            TWICE,
            "a3",
            "A clerk",
            "tells me",
            "that Hartwig sold the Welmar water works",
            parent="a2",
            source_id="s2",
        ),
    ]
    sources = [Source("s1", "Jo Brandt"), Source("s2", "a clerk", naming=Naming.UNNAMED)]
    document = Document(TWICE)
    return document, sources, extract(document, sources, said)


def test_the_same_claim_said_twice_is_one_with_the_chain_that_shows_most() -> None:
    _, _, claims = twice()
    assert [(c.id, c.chain) for c in claims] == [("c1", ("a2", "a3")), ("c2", ())]
    places = [TWICE[s:e] for s, e in claims[0].spans]
    assert "Hartwig sold the Welmar water works" in places
    assert "sold the water works of Welmar" in places
    assert claims[0].text == TWICE[slice(*claims[0].spans[0])]


def test_numbers_dates_and_polarity_keep_claims_apart() -> None:
    text = (
        "The blast in Tarsk killed 12 people on Monday. The blast in Tarsk killed 120 people on Monday. "
        "The blast in Tarsk killed 12 people on Friday. The blast in Tarsk did not kill 12 people on Monday."
    )
    assert len(extract(Document(text), [], [])) == 4


def test_ids_follow_the_position_of_the_first_span() -> None:
    text = "The ferry sank on Sunday. The crew of nine was saved. On Sunday the ferry sank."
    claims = extract(Document(text), [], [])
    assert [c.id for c in claims] == ["c1", "c2"]
    assert len(claims[0].spans) == 2


def test_a_content_that_is_no_clause_makes_its_sentence_the_claim() -> None:
    text = "The Norlake line announced record profits on Monday. Insiders say the line is considering a second ferry."
    said = [
        attribution(text, "a1", "The Norlake line", "announced", "record profits"),
        attribution(text, "a2", "Insiders", "say", "the line is considering a second ferry"),
        attribution(text, "a3", "the line", "is considering", "a second ferry", parent="a2"),
    ]
    assert [(c.text, c.chain) for c in extract(Document(text), [], said)] == [
        ("The Norlake line announced record profits on Monday", ("a1",)),
        ("the line is considering a second ferry", ("a2",)),
    ]


@pytest.mark.parametrize(
    ("cue", "content", "wanted"),
    [
        ("has accused", "the council of hiding a leak", "accused the council of hiding a leak"),
        ("blames", "Alma Ferries for sinking the boat", "blames Alma Ferries for sinking the boat"),
        ("said", "the price of heating has doubled", "the price of heating has doubled"),
    ],
)
def test_an_accusation_keeps_the_verb_that_governs_it(cue: str, content: str, wanted: str) -> None:
    text = f"Ida Voss {cue} {content}."
    assert texts(extract(Document(text), [], [attribution(text, "a1", "Ida Voss", cue, content)])) == [wanted]


def test_what_somebody_was_told_to_do_is_a_claim_of_whoever_tells_it() -> None:
    text = "Ida Voss says managers told her to record the pumps as lost."
    outer = attribution(text, "a1", "Ida Voss", "says", "managers told her to record the pumps as lost")
    inner = attribution(text, "a2", "managers", "told her", "to record the pumps as lost", parent="a1")
    assert [(c.text, c.chain) for c in extract(Document(text), [], [outer, inner])] == [
        ("managers told her to record the pumps as lost", ("a1",))
    ]


def test_a_headlines_future_is_a_claim_of_who_says_so() -> None:
    text = "Guild to sell the old kiln, sources say\n\nIt rained on Sunday in all of Norlake."
    said = [attribution(text, "a1", "sources", "say", "Guild to sell the old kiln")]
    assert next((c.text, c.chain) for c in extract(Document(text), [], said)) == ("Guild to sell the old kiln", ("a1",))


def test_what_somebody_merely_says_is_never_the_documents_own_claim() -> None:
    text = "Two clerks said no. The Norlake line owns three ferries."
    said = [attribution(text, "a1", "Two clerks", "said", "no")]
    assert texts(extract(Document(text), [], said)) == ["The Norlake line owns three ferries"]


def test_headers_of_a_letter_make_no_claim_and_wrapped_lines_leave_no_break() -> None:
    text = (
        "From: Edda Marr <edda@example.org>\nSubject: the dam is closed\n\n"
        "The eastern wall of the dam has cracked in two places\nand nobody from the ministry has come to look at it\n"
        "since the storm of last November began in the town\nof Tarn and went on for a week.\n"
    )
    (claim,) = extract(Document(text), [], [])
    assert claim.text.startswith("The eastern wall of the dam has cracked in two places and nobody")
    assert "\n" in text[slice(*claim.spans[0])]


def test_only_line_breaks_are_taken_out_of_a_claims_words() -> None:
    text = "The depot  burned down on Monday."
    (claim,) = extract(Document(text), [], [])
    assert claim.text in text


def test_clauses_of_one_subject_are_not_one_claim_for_that_alone() -> None:
    text = (
        "The county council's deputy finance director, Olga Tarn, will retire before the winter session. "
        "She had already phoned the council. She is fond of the county."
    )
    found = own(text)
    assert len([claim for claim in found if "retire" in claim]) == 1
    assert "She had already phoned the council" in found


def test_what_is_dismissed_with_a_word_is_the_claim_without_it() -> None:
    text = "Harbour Lines rejected as “pure fantasy” a report that the Osk ferry will stop running in June."
    found = [attribution(text, "a1", "Harbour Lines", "rejected as", text[text.index("“") : -1])]
    assert texts(extract(Document(text), [], found)) == ["the Osk ferry will stop running in June"]


@pytest.mark.parametrize("clock", ["14:20 ", "9.05pm ", "06:30 GMT - "])
def test_the_time_of_an_entry_is_no_part_of_its_claim(clock: str) -> None:
    assert own(f"{clock}The ferry sank off Port Alma on Sunday.") == ["The ferry sank off Port Alma on Sunday"]


def test_how_somebody_wants_to_be_named_is_no_claim() -> None:
    assert own("She gave only her first name, Vera.") == []


@pytest.mark.parametrize(
    ("source", "cue", "content", "expected"),
    [
        ("The harbour master", "said", "crews retook nine barges", "crews retook nine barges"),
        ("The harbour master", "said", "fishers still want smaller quotas", "fishers still want smaller quotas"),
        (
            "The harbour master",
            "said",
            "the yard is building two tugs that should be afloat by May",
            "the yard is building two tugs that should be afloat by May",
        ),
        (
            "The auditor",
            "alleged",
            "the clerks slept when they should have been counting ballots",
            "the clerks slept when they should have been counting ballots",
        ),
        ("The owner", "called", "the ruling a “great day for Tolm”", "called the ruling a “great day for Tolm”"),
        ("She", "called", "the recording “edited beyond repair”", "called the recording “edited beyond repair”"),
        ("Lund", "branded", "his rival's plan “unworkable”", "branded his rival's plan “unworkable”"),
        ("She", "called", "the recording 'edited beyond repair'", "called the recording 'edited beyond repair'"),
        ("The union", "has labelled", "the new rota “dangerous”", "labelled the new rota “dangerous”"),
        ("Mrs Holt", "described", "the divers as “reckless thieves”", "described the divers as “reckless thieves”"),
    ],
)
def test_what_is_told_or_called_with_any_verb_is_a_claim(source: str, cue: str, content: str, expected: str) -> None:
    text = f"{source} {cue} {content}."
    said = [attribution(text, "a1", source, cue, content)]
    assert [(c.text, c.chain) for c in extract(Document(text), [], said)] == [(expected, ("a1",))]


@pytest.mark.parametrize(
    ("doing", "behind"),
    [
        (
            "A senior aide to the mayor threatened to have a press pass withdrawn",
            ", according to two people in the room",
        ),
        ("The owner offered to pay the clerk", ", a witness said"),
        ("The minister has refused to have the letter read out", ", say two of her staff"),
        ("The board decided to close the yard", ", according to a memo"),
    ],
)
def test_what_somebody_is_told_to_have_meant_to_do_is_the_word_of_who_tells_it(doing: str, behind: str) -> None:
    text = f"{doing}{behind}."
    verb = next(v for v in ("threatened", "offered", "has refused", "decided") if v in doing)
    who, meant = doing.split(f" {verb} ")
    teller, cue = ("two people in the room", "according to") if "two people" in behind else (behind[2:], "said")
    said = [
        attribution(text, "a1", teller if teller in text else "", cue if cue in text else (), doing),
        attribution(text, "a2", who, verb, meant, parent="a1"),
    ]
    (claim,) = extract(Document(text), [], said)
    assert (claim.text, claim.chain) == (doing, ("a1",))


def test_a_fact_beside_what_must_be_done_is_a_claim() -> None:
    text = "A video claims that cracks in the dam are being hidden and that everybody must leave the valley."
    content = "that cracks in the dam are being hidden and that everybody must leave the valley"
    (claim,) = extract(Document(text), [], [attribution(text, "a1", "A video", "claims", content)])
    assert claim.text == content.removeprefix("that ")
    opinion = "A video claims that everybody must leave the valley."
    must = attribution(opinion, "a1", "A video", "claims", "that everybody must leave the valley")
    assert not extract(Document(opinion), [], [must])


def test_words_in_a_quotation_that_only_look_like_an_attribution_do_not_cut_it() -> None:
    text = "“Lund supports licences and has asked for a vote,” his spokesman said."
    quoted = text[: text.index(" his")]
    said = [
        attribution(text, "a1", "his spokesman", "said", quoted, form=Form.DIRECT),
        attribution(text, "a2", "Lund", "supports", "licences", parent="a1", form=Form.DIRECT),
    ]
    (claim,) = extract(Document(text), [], said)
    assert (claim.text, claim.chain) == ("Lund supports licences and has asked for a vote", ("a1",))
