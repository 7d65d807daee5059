"""The sentence of standing is one that a standards editor would say aloud."""

from __future__ import annotations

import pytest

from tests.build import attribution, find
from whosays.model import (
    Attribution,
    Claim,
    Document,
    DocumentKind,
    Factuality,
    Naming,
    Response,
    Source,
    SourceKind,
    Standing,
)
from whosays.model.clarity import ANSWER, SPEAKER, names_nobody
from whosays.standing import judge

CLAIM = "the ferry was overloaded"


def judged(
    source: Source | None,
    *,
    written: str | None = None,
    cue: str = "said",
    answers: tuple[tuple[Source | None, Response], ...] = (),
    confidence: float = 1.0,
    factuality: Factuality = Factuality.CERTAIN,
    document: dict[str, object] | None = None,
    register: dict[str, str] | None = None,
) -> Standing:
    """The standing of one claim that ``source`` makes, with answers."""
    who = written or (source.name if source else "")
    text = f"It is a fact that {CLAIM}." if source is None else f"{who} {cue} {CLAIM}."
    said: list[Attribution] = []
    sources: list[Source] = []
    if source is not None:
        said.append(attribution(text, "a1", who, cue, CLAIM, source_id=source.id, confidence=confidence))
        sources.append(source)
    for number, (by, response) in enumerate(answers, 2):
        start = len(text)
        text += f" {by.name if by else 'It'} had an answer."
        spans = find(text, by.name, after=start) if by else ()
        said.append(
            Attribution(
                f"a{number}",
                spans,
                find(text, "had an answer", after=start),
                (),
                source_id=by.id if by else None,
                response=response,
                responds_to="c1",
                agentless=by is None,
            )
        )
        sources += [by] if by else []
    made = Claim("c1", CLAIM, find(text, CLAIM), ("a1",) if source else (), factuality)
    (claim,) = judge(Document(text, **(document or {})), sources, said, [made], register=register)  # type: ignore[arg-type]
    assert claim.standing is not None
    return claim.standing


def origin(source: Source | None, **others: object) -> str:
    """What the sentence says it rests on."""
    return judged(source, **others).summary.partition("; ")[0]  # type: ignore[arg-type]


def person(name: str, naming: Naming = Naming.NAMED, **others: object) -> Source:
    return Source("s1", name, SourceKind.PERSON, naming, **others)  # type: ignore[arg-type]


def house(name: str, naming: Naming = Naming.NAMED) -> Source:
    return Source("s1", name, SourceKind.ORGANIZATION, naming)


def thing(name: str, naming: Naming = Naming.ROLE, kind: SourceKind = SourceKind.UNKNOWN) -> Source:
    return Source("s1", name, kind, naming)


def group(name: str, naming: Naming = Naming.UNNAMED) -> Source:
    return Source("s1", name, SourceKind.GROUP, naming)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (person("Lena Hartwig"), "Rests on the word of Lena Hartwig, on the record"),
        (house("Norlake Ferries"), "Rests on the word of Norlake Ferries"),
        (house("The Norlake Ferry Board"), "Rests on the word of the Norlake Ferry Board"),
        (person("harbour master", Naming.ROLE, role="harbour master"),
         "Rests on the word of a harbour master, who is not named"),
        (person("An usher", Naming.ROLE), "Rests on the word of an usher, who is not named"),
        (person("Mara Quill's manager", Naming.ROLE), "Rests on the word of Mara Quill's manager, who is not named"),
        (person("the mayor’s rival", Naming.ROLE), "Rests on the word of the mayor’s rival, who is not named"),
        (group("Prosecutors", Naming.ROLE), "Rests on the word of prosecutors, none of them named"),
        (group("Two outside researchers", Naming.ROLE),
         "Rests on the word of two outside researchers, none of them named"),
        (group("Dozens of newspapers", Naming.ROLE), "Rests on reports by dozens of newspapers"),
        (group("Analysts at Corvo Capital", Naming.CROWD),
         "Rests on the word of analysts at Corvo Capital, none of them named"),
        (person("A resident", Naming.CROWD), "Rests on the word of a resident, who is not named"),
        (group("many", Naming.CROWD), "Rests on the word of people who are not named"),
        (house("Saltmere council", Naming.ROLE), "Rests on the word of the Saltmere council"),
        (house("County police", Naming.ROLE), "Rests on the word of County police"),
    ],
)  # fmt: skip
def test_whose_word_it_is(source: Source, words: str) -> None:
    assert origin(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (thing("An earlier version of this article"), "Rests on an earlier version of this article"),
        (thing("screenshot of a post"), "Rests on a screenshot of a post"),
        (thing("A recording obtained by Channel Nine"), "Rests on a recording obtained by Channel Nine"),
        (thing("the indictment", kind=SourceKind.DOCUMENT), "Rests on the indictment"),
        (thing("Post", Naming.UNNAMED, SourceKind.DOCUMENT), "Rests on a post, not further identified"),
        (group("Posts on Facebook", Naming.ROLE), "Rests on posts on Facebook"),
        (thing("Reports", Naming.UNNAMED, SourceKind.DOCUMENT), "Rests on reports, not further identified"),
        (thing("Dermal Letters", Naming.NAMED, SourceKind.DOCUMENT), "Rests on a document, Dermal Letters"),
        (thing("An inspection report seen by the wire", Naming.NAMED, SourceKind.DOCUMENT),
         "Rests on an inspection report seen by the wire"),
    ],
)  # fmt: skip
def test_a_paper_has_no_word_to_give(source: Source, words: str) -> None:
    assert origin(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (person("a source", Naming.UNNAMED), "Rests on one unnamed source"),
        (person("A friend at the foundry", Naming.UNNAMED),
         "Rests on one unnamed source, described only as “a friend at the foundry”"),
        (person("nurse", Naming.UNNAMED), "Rests on one unnamed source, described only as a “nurse”"),
        (person("One of them", Naming.UNNAMED), "Rests on one unnamed source"),
        (person("The third", Naming.UNNAMED), "Rests on one unnamed source"),
        (person("an unnamed rescue official", Naming.UNNAMED), "Rests on an unnamed rescue official"),
        (person("a usually reliable source", Naming.UNNAMED),
         "Rests on one unnamed source, described only as “a usually reliable source”"),
        (person("a source close to the inquiry", Naming.UNNAMED), "Rests on one unnamed source “close to the inquiry”"),
        (group("sources"), "Rests on unnamed sources"),
        (group("two people familiar with the matter"), "Rests on two unnamed people “familiar with the matter”"),
        (group("Officials"), "Rests on unnamed sources, described only as “officials”"),
        (group("three officials with direct knowledge"),
         "Rests on three unnamed sources, described only as “three officials with direct knowledge”"),
    ],
)  # fmt: skip
def test_an_unnamed_source_is_told_by_what_is_said_of_it(source: Source, words: str) -> None:
    assert origin(source) == words


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "Rests on the article's own word, with no source named"),
        ({"kind": DocumentKind.POST}, "Rests on the post's own word, with no source named"),
        ({"outlet": "The Grebe"}, "Rests on The Grebe's own word, with no source named"),
        ({"outlet": "Harbour News"}, "Rests on Harbour News' own word, with no source named"),
    ],
)
def test_the_documents_own_word(document: dict[str, object], words: str) -> None:
    assert origin(None, document=document) == words


@pytest.mark.parametrize(
    "name",
    ["a", "An", "the", "He", "they", "one of them", "It", "", "“", "Those", "most of them", "that he", "far", "350"],
)
@pytest.mark.parametrize("naming", [Naming.NAMED, Naming.ROLE])
def test_an_article_or_a_pronoun_is_nobodys_name(name: str, naming: Naming) -> None:
    found = judged(Source("s1", name, SourceKind.PERSON, naming), written="Somebody")
    assert found.summary == "It is not clear whose word this is; nobody answers it here."
    assert found.credibility == 6
    assert found.reasons[0].rule == "speaker-not-clear"


@pytest.mark.parametrize(
    "name", ["An Nguyen", "Thea", "IT workers", "H", "Allan", "One Nation", "No 10", "No Labels", "Noel", "Who"]
)
def test_a_name_is_a_name(name: str) -> None:
    assert names_nobody(name) is (name == "Who")


@pytest.mark.parametrize("confidence", [0.0, SPEAKER - 0.01])
def test_under_the_threshold_no_name_is_printed(confidence: float) -> None:
    found = judged(person("Lena Hartwig"), confidence=confidence)
    assert found.summary == "It is not clear whose word this is; nobody answers it here."
    assert (found.credibility, found.reliability) == (6, "F")
    assert not any("Hartwig" in reason.text for reason in found.reasons)
    assert "Lena Hartwig" in judged(person("Lena Hartwig"), confidence=SPEAKER).summary


def test_a_doubtful_answer_is_not_tied() -> None:
    text = f"Lena Hartwig said {CLAIM}. The coast guard denied it."
    said = [
        attribution(text, "a1", "Lena Hartwig", "said", CLAIM, source_id="s1"),
        attribution(text, "a2", "The coast guard", "denied", "it", after=40, source_id="s2", response=Response.DENY,
                    responds_to="c1", confidence=ANSWER - 0.01),
    ]  # fmt: skip
    sources = [person("Lena Hartwig"), Source("s2", "coast guard", SourceKind.ORGANIZATION)]
    (claim,) = judge(Document(text), sources, said, [Claim("c1", CLAIM, find(text, CLAIM), ("a1",))])
    assert claim.standing is not None
    assert claim.standing.summary.endswith("nobody answers it here.")
    assert claim.standing.credibility == 3


COUNCIL = Source("s2", "Saltmere council", SourceKind.ORGANIZATION, Naming.ROLE)
SHORT = Source("s3", "Council", SourceKind.ORGANIZATION, Naming.ROLE)
VOSS = Source("s4", "Petra Voss", SourceKind.PERSON)
FOUNDRY = Source("s5", "a spokesman for the foundry", SourceKind.PERSON, Naming.ROLE)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((), "nobody answers it here."),
        (((COUNCIL, Response.DENY),), "denied by the Saltmere council."),
        (((COUNCIL, Response.DENY), (SHORT, Response.DENY), (VOSS, Response.DENY)),
         "denied by the Saltmere council and Petra Voss."),
        (((VOSS, Response.DENY), (FOUNDRY, Response.DECLINE)),
         "denied by Petra Voss, while a spokesman for the foundry declined to comment."),
        (((VOSS, Response.CANNOT_CONFIRM),), "Petra Voss could not confirm it."),
        (((None, Response.CANNOT_CONFIRM),), "the article could not confirm it."),
        (((None, Response.DENY),), "denied, with nobody named."),
        (((VOSS, Response.DECLINE), (VOSS, Response.SUPPORT)), "Petra Voss declined to comment and backed it."),
        (((VOSS, Response.CANNOT_CONFIRM), (FOUNDRY, Response.DECLINE), (COUNCIL, Response.NO_ANSWER)),
         "Petra Voss could not confirm it, a spokesman for the foundry declined to comment, and the Saltmere council "
         "did not respond."),
        (((VOSS, Response.CONFIRM), (COUNCIL, Response.DENY)),
         "confirmed by Petra Voss and denied by the Saltmere council."),
    ],
)  # fmt: skip
def test_who_answered_and_how(answers: tuple[tuple[Source | None, Response], ...], words: str) -> None:
    assert judged(person("Lena Hartwig"), answers=answers).summary.partition("; ")[2] == words


@pytest.mark.parametrize("response", [Response.CANNOT_CONFIRM, Response.DECLINE, Response.NO_ANSWER, None])
def test_only_what_was_denied_or_confirmed_is_called_so(response: Response | None) -> None:
    answers = ((VOSS, response),) if response else ()
    words = judged(person("Lena Hartwig"), answers=answers).summary
    assert "denied" not in words
    assert "confirmed" not in words


@pytest.mark.parametrize(
    ("factuality", "words"),
    [
        (Factuality.PROBABLE, ", given as probable, not as fact"),
        (Factuality.POSSIBLE, ", given as possible, not as fact"),
        (Factuality.UNKNOWN, ", not given as fact"),
        (Factuality.CERTAIN, "on the record"),
    ],
)
def test_how_surely_it_is_given(factuality: Factuality, words: str) -> None:
    assert origin(person("Lena Hartwig"), factuality=factuality).endswith(words)


def test_no_letter_is_explained_where_there_is_no_register() -> None:
    assert not any("eliability" in reason.text for reason in judged(person("Lena Hartwig")).reasons)
    kept = judged(person("Lena Hartwig"), register={"Jo Brandt": "B"})
    assert [r.rule for r in kept.reasons if "eliability" in r.text] == ["not-in-register"]


def test_a_party_speaks_for_itself() -> None:
    text = "The ferry line said it had paid the crew."
    said = [attribution(text, "a1", "The ferry line", "said", "it had paid the crew", source_id="s1")]
    (claim,) = judge(Document(text), [house("ferry line", Naming.ROLE)], said,
                     [Claim("c1", "it had paid the crew", find(text, "it had paid the crew"), ("a1",))])  # fmt: skip
    assert claim.standing is not None
    assert claim.standing.summary == "Rests on the ferry line's own account; nobody answers it here."
