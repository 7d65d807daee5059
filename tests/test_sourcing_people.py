"""Names, pronouns and descriptions resolved to people and bodies, on passages written for these tests."""

from __future__ import annotations

import pytest

from tests.build import attribution
from tests.sourcing_passages import names, speakers
from whosays.model import Attribution, Document
from whosays.sourcing import resolve
from whosays.trace import trace

PASSAGES = {
    "surname": (
        "Ada Voss, a marine biologist at Tarn University, opened the meeting. Voss said the reef was dying.",
        [("Voss said"[:4], "Ada Voss")],
    ),
    "title": (
        "Prime Minister Ilse Brandt spoke on Monday. Ms. Brandt said taxes would fall. Brandt added "
        "that she would resign.",
        [("Ms. Brandt", "Ilse Brandt"), ("Brandt", "Ilse Brandt"), ("she", "Ilse Brandt")],
    ),
    "rank": (
        "Navy Cmdr. Paul T. Ostrow declined to guess. Ostrow said the hull was intact.",
        [("Navy Cmdr. Paul T. Ostrow", "Paul T. Ostrow"), ("Ostrow", "Paul T. Ostrow")],
    ),
    "initials": (
        "J.R. Haddow runs the mill. Haddow said orders were up.",
        [("Haddow said"[:6], "J.R. Haddow")],
    ),
    "particles": (
        "Commission President Ottilie von der Heide arrived late. Von der Heide said the train had stopped. "
        "Pablo de la Cruz was not there, but de la Cruz said later that he agreed.",
        [("Von der Heide", "Ottilie von der Heide"), ("de la Cruz said"[:10], "Pablo de la Cruz")],
    ),
    "arabic article": (
        "Karim al-Masri, the port's director, gave no figures. Al-Masri said the cranes were old.",
        [("Al-Masri", "Karim al-Masri")],
    ),
    "suffix": (
        "Walter Finch Jr. owns the paper. Finch said he would sell it.",
        [("Finch said"[:5], "Walter Finch Jr.")],
    ),
    "hyphen": (
        "Nora Lind-Okafor leads the union. Lind-Okafor said the strike would last.",
        [("Lind-Okafor said"[:11], "Nora Lind-Okafor")],
    ),
    "two surnames": (
        "Enrique Solana Prieto founded the school. Mr. Solana Prieto said it was full.",
        [("Mr. Solana Prieto", "Enrique Solana Prieto")],
    ),
    "family name first": (
        "President Park Min-jun met farmers. Park said the harvest was poor.",
        [("Park said"[:4], "Park Min-jun")],
    ),
    "first name": (
        "Lucy Tarrant, 9, found the ring. Lucy said it was in the sand.",
        [("Lucy said"[:4], "Lucy Tarrant")],
    ),
    "surname before the full name": (
        "Kessler says he will fight the fine.\nThe baker, Tomas Kessler, told the court he had paid.",
        [("Kessler", "Tomas Kessler")],
    ),
    "office in front of a name": (
        "Courier science correspondent Della Roy wrote that the comet was early. Roy said she had seen it.",
        [("Courier science correspondent Della Roy", "Della Roy"), ("Roy", "Della Roy"), ("she", "Della Roy")],
    ),
    "office with a comma": (
        "The agency's director, Hamid Rostov, said the data were lost. Rostov said he was sorry.",
        [("The agency's director, Hamid Rostov,", "Hamid Rostov"), ("Rostov", "Hamid Rostov"), ("he", "Hamid Rostov")],
    ),
    "the spokesman": (
        "Police spokesman Greg Dunmore said two cars were involved. The spokesman said nobody was hurt.",
        [("Police spokesman Greg Dunmore", "Greg Dunmore"), ("The spokesman", "Greg Dunmore")],
    ),
    "the senator": (
        "Sen. Clara Whitlock (R-Ohio) voted no. Rep. Dan Moss voted yes. The senator said the bill was empty.",
        [("The senator", "Clara Whitlock")],
    ),
    "the spokeswoman who has no name": (
        "A spokeswoman for Lakeside Hospital said the ward was closed. The spokeswoman said it would reopen in May.",
        [
            ("A spokeswoman for Lakeside Hospital", "A spokeswoman for Lakeside Hospital"),
            ("The spokeswoman", "A spokeswoman for Lakeside Hospital"),
        ],
    ),
    "acronym in parentheses": (
        "The Rivers Protection Authority (RPA) found lead in the water. The RPA said it would test "
        "again. It said wells were safe.",
        [("The RPA", "Rivers Protection Authority"), ("It", "Rivers Protection Authority")],
    ),
    "acronym from initials": (
        "The National Orchard Council opposed the tax. The NOC said growers would suffer.",
        [("The NOC", "National Orchard Council")],
    ),
    "the ministry": (
        "The Ministry of Fisheries published the quota on Friday. The ministry said stocks were low.",
        [("The ministry", "Ministry of Fisheries")],
    ),
    "the company": (
        "Brightwell Motors Inc. recalled its vans. The company said brakes could fail. Brightwell said it was sorry.",
        [
            ("The company", "Brightwell Motors Inc."), ("Brightwell", "Brightwell Motors Inc."),
            ("it", "Brightwell Motors Inc."),
        ],
    ),
    "who": (
        "The story was first told by Lena Marsh, who said she had been there.",
        [("who", "Lena Marsh"), ("she", "Lena Marsh")],
    ),
    "who after an apposition": (
        "It was denied by Oren Tate, the head of the harbour board, who called it a fable.",
        [("who", "Oren Tate")],
    ),
    "who after an apposition with an outlet": (
        "It comes from Arne Holt, a reporter at the weekly Isk Courier, who said that it rained.",
        [("who", "Arne Holt")],
    ),
    "who after an apposition with a station": (
        "It comes from Lena Moll, a commentator on Radio Tarn, who said that it rained.",
        [("who", "Lena Moll")],
    ),
    "who after an apposition with an office": (
        "It comes from Mia Sand, chief editor of the Coast Mirror, who said that it rained.",
        [("who", "Mia Sand")],
    ),
    "span that runs on to who": (
        "The picture was posted by Evening Star food critic Basil Orme, who wrote that the soup was cold.",
        [("The picture was posted by Evening Star food critic Basil Orme, who", "Basil Orme")],
    ),
    "he and she": (
        "Mayor Rosa Quill met Chief Martin Dale. She said the street was safe. He said patrols had doubled.",
        [("She", "Rosa Quill"), ("He", "Martin Dale")],
    ),
    "last speaker": (
        '"It was dark," Piet Hallam said. Nobody saw the driver. "I heard a bang," he said.',
        [("Piet Hallam", "Piet Hallam"), ("he", "Piet Hallam")],
    ),
    "they": (
        "Union leaders rejected the offer. They said it was an insult.",
        [("They", "Union leaders")],
    ),
    "age": (
        "Erik Sandal, 54, was pulled from the sea. The 54-year-old said he had lost hope.",
        [("The 54-year-old", "Erik Sandal")],
    ),
    "headline": (
        "Harbour pilot says fog warning came too late\nJun Abara, a harbour pilot, told the inquiry "
        "that he saw nothing.",
        [("Harbour pilot", "Jun Abara")],
    ),
    "possessive": (
        "Ada Voss's report said the reef was dying. Voss’s view is that it can be saved.",
        [("Voss’s", "Ada Voss")],
    ),
    "misprinted surname": (
        "Corinne Halloway, the ferry's cook, saw it first. Haloway said it had fins.",
        [("Haloway", "Corinne Halloway")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PASSAGES)
def test_who_is_meant(case: str) -> None:
    text, wanted = PASSAGES[case]
    assert names(text, *(mention for mention, _ in wanted)) == [name for _, name in wanted]


APART = {
    "same surname": (
        "John Marlow, the mayor, backed the plan. His rival Susan Marlow opposed it.",
        ["John Marlow", "Susan Marlow"],
    ),
    "same surname told apart by title": (
        "Peter Crane and his wife, Helen Crane, own the farm. Mr. Crane said it was dry. Mrs. Crane said it was not.",
        ["Mr. Crane", "Mrs. Crane"],
    ),
    "father and son": (
        "Walter Finch Sr. founded the paper and Walter Finch Jr. sold it.",
        ["Walter Finch Sr.", "Walter Finch Jr."],
    ),
    "middle initials": (
        "Dean R. Holt denied it and Dean P. Holt confirmed it.",
        ["Dean R. Holt", "Dean P. Holt"],
    ),
    "a role beside a name": (
        "A spokesperson for the Fisheries Agency said it was checking. Fleet captain Lars Moen "
        "commented that nets were full.",
        ["A spokesperson for the Fisheries Agency", "Fleet captain Lars Moen"],
    ),
    "two spokesmen": (
        "A spokesman for Acton Rail said trains would run. A spokesman for Belden Bus said buses would not.",
        ["A spokesman for Acton Rail", "A spokesman for Belden Bus"],
    ),
    "another office of the same noun": (
        "Trade Minister Anna Roth welcomed the deal. The health minister said it was too early.",
        ["Trade Minister Anna Roth", "The health minister"],
    ),
    "a body and a person of it": (
        "The Harbour Board said it would act. Harbour Board chair Ines Falk said it had acted.",
        ["The Harbour Board", "Harbour Board chair Ines Falk"],
    ),
    "a country and a paper": (
        "Norway said it would pay. The Norway Herald said it would not.",
        ["Norway", "The Norway Herald"],
    ),
    "he is not she": (
        "Carl Benn said the roof leaked. Mary Osei, his sister, said she had warned him.",
        ["Carl Benn", "she"],
    ),
    "his is somebody else": (
        "Daniel Pryce was arrested. His lawyer said he was innocent.",
        ["Daniel Pryce", "His lawyer"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", APART)
def test_two_stay_two(case: str) -> None:
    text, mentions = APART[case]
    found = speakers(text, *mentions)
    assert len({source.id for source in found}) == len(mentions), [s.name for s in found]


def test_bare_surname_stays_with_the_one_it_was_used_for() -> None:
    text = (
        "Victor Halden won the vote. Halden said he was moved. His daughter, Ida Halden, stood beside him. "
        "Halden said the work began now."
    )
    assert names(text, "Halden said"[:6], "Ida Halden", "Halden said"[:6])[-1] == "Victor Halden"


def test_couple_is_one_group_beside_its_members() -> None:
    text = "John and Mary Smith said the flood took their barn. Mary Smith said they would rebuild."
    couple, wife = speakers(text, "John and Mary Smith", "Mary Smith said"[:10])
    assert (couple.name, couple.kind.value, couple.naming.value) == ("John and Mary Smith", "group", "named")
    assert wife.id != couple.id


ROLES = [
    ("Ada Voss, a marine biologist at Tarn University, said so.", "Ada Voss, a marine biologist at Tarn University,",
     "marine biologist at Tarn University", "Tarn University"),
    ("Olek Danko, the head of the press branch of Ruritania's Border Council, wrote so.", "Olek Danko",
     "head of the press branch of Ruritania's Border Council", "Ruritania's Border Council"),
    ("Morning Courier chief arts critic Della Roy wrote so.", "Morning Courier chief arts critic Della Roy",
     "chief arts critic", "Morning Courier"),
    ("Army Maj. Gen. Rhys Colton said so.", "Army Maj. Gen. Rhys Colton", "Army Maj. Gen.", None),
    ("Sen. Clara Whitlock (R-Ohio) said so.", "Sen. Clara Whitlock", "Sen.", "R-Ohio"),
    ("Lena Marsh, who leads the Coastal Trust, said so.", "Lena Marsh", "leads the Coastal Trust", "the Coastal Trust"),
    ("Lena Marsh of the Coastal Trust said so.", "Lena Marsh", None, "the Coastal Trust"),
    ("Freedonia's finance minister, Otto Weil, said so.",
     "Freedonia's finance minister, Otto Weil,", "finance minister", "Freedonia"),
    ("Danish Finance Minister Otto Weil said so.", "Otto Weil", "Danish Finance Minister", None),
    ("The offer was praised by Danish economist Otto Weil, who said so.",
     "Danish economist Otto Weil, who", "Danish economist", None),
    ("A spokesman for the Harbour Board, Jan Kral, said so.", "A spokesman for the Harbour Board, Jan Kral,",
     "spokesman for the Harbour Board", "the Harbour Board"),
    ("Rivers Authority President Kay Lowe said so.", "Kay Lowe", "President", "Rivers Authority"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "role", "affiliation"), ROLES)
def test_role_and_affiliation(text: str, mention: str, role: str | None, affiliation: str | None) -> None:
    (source,) = speakers(text, mention)
    assert (source.role, source.affiliation) == (role, affiliation)


def test_unnamed_spokesperson_has_a_role_and_an_affiliation() -> None:
    (source,) = speakers(
        "A spokesperson for the Harbour Board told the Courier it could not say.",
        "A spokesperson for the Harbour Board",
    )
    assert (source.role, source.affiliation) == ("spokesperson for the Harbour Board", "the Harbour Board")
    (source,) = speakers("A Harbour Board spokesperson said so.", "A Harbour Board spokesperson")
    assert source.affiliation == "Harbour Board"


def test_mentions_cite_noun_phrases_in_order() -> None:
    text = (
        "The picture was posted by Evening Star food critic Basil Orme, who wrote that the soup was cold. "
        "Readers agreed with Orme."
    )
    (source,) = speakers(text, "The picture was posted by Evening Star food critic Basil Orme, who")
    assert [text[start:end] for start, end in source.mentions] == ["Evening Star food critic Basil Orme", "Orme"]


def test_sources_are_numbered_by_first_mention() -> None:
    text = "Ada Voss was there. Carl Benn said it rained. Voss said it did not."
    benn, voss = speakers(text, "Carl Benn", "Voss said"[:4])
    assert (voss.id, benn.id) == ("s1", "s2")


def test_he_inside_a_quotation_is_not_its_speaker() -> None:
    text = 'Rolf Beck came out first and Tom Ade followed. "He says it is over," Ade said.'
    outer = attribution(text, "a1", "Ade", "said", '"He says it is over,"', after=text.index("followed"))
    inner = attribution(text, "a2", "He", "says", "it is over", parent="a1")
    sources, done = resolve(Document(text), (outer, inner))
    by_id = {s.id: s.name for s in sources}
    assert [by_id[a.source_id or ""] for a in done] == ["Tom Ade", "Rolf Beck"]


def test_she_behind_a_question_about_somebody_is_not_that_somebody() -> None:
    text = (
        "Ivo Marsh denied the loan. Petra Lund told the court that the bank had paid. "
        "Asked about Marsh's denial, she said it was false."
    )
    assert names(text, "Ivo Marsh", "Petra Lund", "she") == ["Ivo Marsh", "Petra Lund", "Petra Lund"]


def test_she_behind_a_spokesperson_is_the_spokesperson() -> None:
    text = (
        "Inspector Dana Holt said nobody was hurt. A spokesperson for Tarn Ferries said boats were running. "
        "She could not say whether cabins had been searched."
    )
    assert names(text, "Dana Holt", "A spokesperson for Tarn Ferries", "She")[2].startswith("A spokesperson")


def test_a_name_in_commas_says_which_body_is_meant() -> None:
    text = "Ada Voss told NRK that the lift had stuck twice. The operator, Taubanen, denied that it had.\n"
    found = trace(Document(text))
    denial = next(a for a in found.attributions if "The operator" in text[slice(*a.source[0])])
    assert next(s.name for s in found.sources if s.id == denial.source_id) == "Taubanen"


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Martha Kroll met Peter Sand at the pier. She said so.", "She", "Martha Kroll"),
        ("Peter Sand was met at the pier by Martha Kroll. He said so.", "He", "Peter Sand"),
        ("Sen. Richard Hale met Laura Brandt, a judge, in May. Two weeks later she said so.", "she", "Laura Brandt"),
        ("Laura Brandt heard Thomas Ohm. Ohm left early. “It was cold,” she said.", "she", "Laura Brandt"),
    ],
)
def test_a_given_name_tells_he_from_she(text: str, mention: str, name: str) -> None:
    assert names(text, mention) == [name]


def test_a_pronoun_beside_a_name_outweighs_the_given_name() -> None:
    text = "Laura Brandt took off his hat. Laura Brandt lost his key. Laura Brandt said his day was long. He said so."
    assert names(text, "He") == ["Laura Brandt"]


@pytest.mark.parametrize(
    "text",
    [
        "Rep. Mara Voss wrote the bill. For her daughter, she said, it began at school.",
        "Rep. Mara Voss wrote the bill. While fetching her sister one day she said it was time.",
        "Rep. Otto Voss wrote the bill. While driving his son to school he said it was time.",
    ],
)
def test_who_has_a_daughter_is_not_the_daughter(text: str) -> None:
    pronoun = "he" if " he " in text else "she"
    assert names(text, pronoun) == ["Otto Voss" if pronoun == "he" else "Mara Voss"]


@pytest.mark.parametrize("phrase", ["Both women", "The two", "The pair"])
def test_both_are_the_two_who_were_named(phrase: str) -> None:
    text = f"Mara Voss and Ines Pell were dismissed in May. {phrase} said so on Monday."
    (source,) = speakers(text, phrase)
    assert (source.name, source.kind.value, source.naming.value) == ("Mara Voss and Ines Pell", "group", "named")


def test_both_are_nobody_by_name_where_three_were_named() -> None:
    text = "Mara Voss, Ines Pell and Ada Kern were dismissed. Both women said so."
    (source,) = speakers(text, "Both women")
    assert source.naming.value != "named"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A fire broke out in the city of Port Marlow. The city said so on its website.", "The city"),
        ("The town of Port Marlow was flooded. Mayor Ada Kern wept. That is all, said the town.", "the town"),
    ],
)
def test_the_city_is_the_one_that_was_named(text: str, phrase: str) -> None:
    (source,) = speakers(text, phrase)
    assert (source.name, source.kind.value) == ("Port Marlow", "organization")


def _last_they(text: str) -> str:
    """The name of whom the last "they" of a text means."""
    start = text.rindex("they")
    end = start + len("they")
    sources, _ = resolve(Document(text), (Attribution("a1", ((start, end),), ((end, end),), ((end, end),)),))
    return sources[0].name


@pytest.mark.parametrize(
    "text",
    [
        "Quinn Marr moved to Tarn, where they had a flat. Marr said that they voted. The mill will close, they said.",
        "Robin Kern, who uses they/them pronouns, wept. The mill will close, they said.",
        "Robin Kern won the prize. Kern thanked their mother. They wept. The mill will close, they said.",
    ],
)
def test_they_may_be_one_person(text: str) -> None:
    assert _last_they(text) in ("Quinn Marr", "Robin Kern")


@pytest.mark.parametrize(
    "text",
    [
        "Robin Kern met the pilots. The pilots were angry. The mill will close, they said.",
        "Robin Kern took his dog to Tarn, where they slept. Kern said they liked it. The mill will close, they said.",
    ],
)
def test_they_are_no_person_who_is_called_he_or_stands_beside_several(text: str) -> None:
    assert _last_they(text) != "Robin Kern"
