"""How a source is named and what kind it is, on sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.sourcing_passages import speakers
from whosays.model import Document, Naming
from whosays.trace import trace


@pytest.mark.parametrize(
    ("source", "naming", "kind"),
    [
        ("Ada Voss", "named", "person"),
        ("a Harbour Board spokesperson", "role", "person"),
        ("The police chief", "role", "person"),
        ("Police", "role", "organization"),
        ("Prosecutors", "role", "group"),
        ("a source", "unnamed", "person"),
        ("A usually reliable source", "unnamed", "person"),
        ("Sources familiar with the matter", "unnamed", "group"),
        ("two people briefed on the talks", "unnamed", "group"),
        ("a person with direct knowledge of the deal", "unnamed", "person"),
        ("Senior administration officials", "unnamed", "group"),
        ("an official", "unnamed", "person"),
        ("a former aide", "unnamed", "person"),
        ("one person", "crowd", "person"),
        ("Many users", "crowd", "group"),
        ("Fans", "crowd", "group"),
        ("Critics", "crowd", "group"),
        ("social media users", "crowd", "group"),
        ("some viewers", "crowd", "group"),
        ("@quietharbour", "named", "account"),
        ("a Telegram channel", "unnamed", "account"),
        ("the account", "role", "account"),
        ("the report", "role", "document"),
        ("the indictment", "role", "document"),
        ("Reports", "unnamed", "document"),
        ("the company", "role", "organization"),
        ("the World Health Organization", "named", "organization"),
        ("the Orland campaign", "named", "organization"),
        ("a Meridian poll", "named", "organization"),
        ("Denmark", "named", "organization"),
        ("the defence minister", "role", "person"),
        ("her mother", "role", "person"),
        ("Four members of the night shift", "unnamed", "group"),
        ("members of the public", "crowd", "group"),
        ("My cousin", "unnamed", "person"),
        ("a mate of mine", "unnamed", "person"),
        ("Radio Marlow", "named", "organization"),
        ("Skarn Airport", "named", "organization"),
        ("surgeons at the county hospital", "role", "group"),
        ("Farmers from the lower valley", "crowd", "group"),
        ("A former bursar, Nils Ekberg,", "named", "person"),
        ("The paper's editor-in-chief, Runa Falk,", "named", "person"),
        ("Her brother, Dr Aksel Lunde,", "named", "person"),
        ("the head of the press office of the board Captain Timo Saar", "named", "person"),
        ("The operator, Tarn Cableways,", "named", "organization"),
        ("the weekly Skarn Sentinel", "named", "organization"),
        ("An anonymous account, Harbour Watch,", "named", "account"),
    ],
)
def test_naming_and_kind(source: str, naming: str, kind: str) -> None:
    text = f"In the morning, {source} said that the ferry had left the harbour without its lights."
    if source[0].isupper():
        text = f"{source} said that the ferry had left the harbour without its lights."
    (found,) = speakers(text, source)
    assert (found.naming.value, found.kind.value) == (naming, kind)


def test_two_indefinite_sources_are_two_people() -> None:
    text = (
        "A source said the pier would close. Another source said it would stay open. "
        "A source said nobody knew. The source added that a vote was due."
    )
    first, second, third, again = speakers(text, "A source", "Another source", "A source", "The source")
    assert len({first.id, second.id, third.id}) == 3
    assert again.id == third.id


def test_bare_officials_are_never_joined() -> None:
    text = "Officials said the dam held. Later, officials said the dam had cracked."
    first, second = speakers(text, "Officials", "officials")
    assert first.id != second.id


def test_the_official_takes_up_the_last_one() -> None:
    text = (
        "A senior transport official said the bridge was sound. A city official disputed that. "
        "The city official said rust had been found."
    )
    first, second, again = speakers(text, "A senior transport official", "A city official", "The city official")
    assert again.id == second.id != first.id


def test_another_is_of_the_sort_of_the_one_before() -> None:
    crowd = speakers('"Love it", one person wrote. Another added: "Me too."', "one person", "Another")
    assert [s.naming.value for s in crowd] == ["crowd", "crowd"]
    assert crowd[0].id != crowd[1].id
    leak = speakers(
        "One official briefed on the talks said they had failed. Another said they had not begun.",
        "One official briefed on the talks",
        "Another",
    )
    assert [s.naming.value for s in leak] == ["unnamed", "unnamed"]
    assert leak[0].id != leak[1].id


def test_police_are_one_source_throughout() -> None:
    text = "Police said a van was found. No one was inside. Police said the search went on."
    first, second = speakers(text, "Police", "Police")
    assert first.id == second.id


def test_attribution_without_a_source_has_none() -> None:
    from tests.build import attribution
    from whosays.model import Document
    from whosays.sourcing import resolve

    text = "The lake is said to be deep."
    sources, done = resolve(Document(text), (attribution(text, "a1", (), "is said", "to be deep"),))
    assert sources == ()
    assert done[0].source_id is None


def test_first_person_is_the_author() -> None:
    from whosays.model import Document

    text = "I think the museum should stay open. The director said so too."
    (author, director) = speakers(text, "I", "The director", document=Document(text, authors=("Mira Sand",)))
    assert (author.name, author.naming.value) == ("Mira Sand", "named")
    assert director.id != author.id


def test_first_person_inside_a_quotation_is_its_speaker() -> None:
    from tests.build import attribution
    from whosays.model import Document
    from whosays.sourcing import resolve

    text = 'Jonas Reed said: "I told them the valve was broken."'
    outer = attribution(text, "a1", "Jonas Reed", "said", '"I told them the valve was broken."')
    inner = attribution(text, "a2", "I", "told", "the valve was broken", parent="a1")
    sources, done = resolve(Document(text, authors=("Mira Sand",)), (outer, inner))
    assert [s.name for s in sources] == ["Jonas Reed"]
    assert done[0].source_id == done[1].source_id == "s1"


def test_one_of_somebody_s_aides_is_unnamed() -> None:
    (source,) = speakers("One of the mayor's aides said the plan was dead.", "One of the mayor's aides")
    assert (source.naming.value, source.kind.value) == ("unnamed", "person")


def test_a_number_of_a_people_is_a_crowd() -> None:
    (source,) = speakers("Many Danes said the tax was fair.", "Many Danes")
    assert (source.naming.value, source.kind.value) == ("crowd", "group")


def test_a_clause_without_a_relative_is_no_part_of_the_noun() -> None:
    text = "Jo Brandt posted: “A source I trust tells me that the mill will close in May and reopen.”"
    (told,) = [s for s in trace(Document(text)).sources if s.name.startswith("A source")]
    assert told.naming is Naming.UNNAMED


def test_some_of_the_people_spoken_of_are_named_as_they_are() -> None:
    text = (
        "Three people with knowledge of the audit said the till was short. "
        "Two of the people said the clerk had left. One said the safe was open."
    )
    found = speakers(text, "Three people with knowledge of the audit", "Two of the people", "One")
    assert [s.naming for s in found] == [Naming.UNNAMED] * 3


def test_no_public_body_is_taken_up_as_the_company() -> None:
    text = (
        "Brightwell Motors wrote to the Transport Commission on Monday. "
        "A Brightwell spokesman said the company would appeal. The company said the brakes were sound."
    )
    (found,) = speakers(text, "The company")
    assert found.name.startswith("Brightwell")


@pytest.mark.parametrize(
    ("called", "name", "role", "house"),
    [
        ("White House Chief of Staff Denis Orrin", "Denis Orrin", "Chief of Staff", "White House"),
        ("Harbour Board Head of Safety Lena Voss", "Lena Voss", "Head of Safety", "Harbour Board"),
        ("Acting Director of Operations Ana-Maria Brill", "Ana-Maria Brill", "Acting Director of Operations", None),
        ("Orrin Energy Vice President of Communications Tom Hale", "Tom Hale", "Vice President of Communications",
         "Orrin Energy"),
        ("Former Secretary of State Denis Orrin", "Denis Orrin", "Secretary of State", None),
        ("Retired Admiral Lena Voss", "Lena Voss", "Retired Admiral", None),
        ("City Council Member Lena Voss", "Lena Voss", "Member", "City Council"),
        ("Chief of Naval Operations Admiral Tom Hale", "Tom Hale", "Chief of Naval Operations Admiral", None),
    ],
)  # fmt: skip
def test_an_office_in_capitals_before_a_name_is_no_part_of_it(
    called: str, name: str, role: str, house: str | None
) -> None:
    surname = name.split()[-1]
    text = f"The report spread. {called} denied the claim on Sunday.\n\n{surname} said it again on Monday."
    (source,) = trace(Document(text)).sources
    assert (source.name, source.naming, source.role, source.affiliation) == (name, Naming.NAMED, role, house)


@pytest.mark.parametrize(
    ("called", "name"),
    [("Tide/line", "Tide/line"), ("FAO/WHO", "FAO/WHO"), ("The Head of Road Safety", "The Head of Road Safety")],
)
def test_what_is_no_name_of_a_person_stays_whole(called: str, name: str) -> None:
    assert [source.name for source in trace(Document(f"{called} said the bridge was closed.")).sources] == [name]
