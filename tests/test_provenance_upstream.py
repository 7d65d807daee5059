"""Where a claim was taken from: outlets, their reporters, those who told them, posts, and what a feed says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.build import attribution, find
from whosays.model import Claim, Document, DocumentKind, Naming, Reference, Relation, Source, SourceKind, Trace
from whosays.model.story import EdgeKind, NodeKind
from whosays.provenance import ClaimPlace, Provenance, provenance
from whosays.standing import judge_documents

Said = tuple[str, str, str, Naming]  # the words of the source, of the cue, of the content, and how it is named


def traced(text: str, claim: str, *said: Said, **others: object) -> Trace:
    """A document that makes one claim, through the speakers from the outermost inward, traced by hand."""
    attributions, sources, names = [], [], {}
    for number, (source, cue, content, naming) in enumerate(said, 1):
        name = source.removeprefix("the ").removeprefix("by ")
        identifier = names.setdefault(name.casefold(), f"s{len(names) + 1}")
        if identifier not in {known.id for known in sources}:
            kind = SourceKind.PERSON if naming is Naming.NAMED else SourceKind.UNKNOWN
            sources.append(Source(identifier, name, kind, naming, mentions=find(text, source)))
        attributions.append(attribution(text, f"a{number}", source, cue, content, source_id=identifier))
    claims = (Claim("c1", claim, find(text, claim), tuple(a.id for a in attributions)),)
    return Trace(Document(text, **others), tuple(sources), tuple(attributions), claims)  # type: ignore[arg-type]


def found(*traces: Trace) -> Provenance:
    indices = range(len(traces))
    places = [ClaimPlace(index, trace.claims[0]) for index, trace in enumerate(traces) if trace.claims]
    return provenance(
        traces, [[f"paper-{n}.txt"] for n in indices], [list(indices)], [places], [], judge=judge_documents
    )


def edges(*traces: Trace) -> list[str]:
    made = found(*traces)
    labels = {node.id: node.label for node in made.nodes}
    return [f"{labels[e.taker]} -> {labels[e.taken]}" for e in made.edges]


CLAIM = "the bear was sold for twelve crowns"


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (  # an outlet's reporter is the outlet
            f"According to CNN's Ada Lund, {CLAIM}.",
            [("CNN's Ada Lund", "According to", CLAIM, Naming.NAMED)],
            ["paper-0 -> CNN"],
        ),
        (  # a spokeswoman of an outlet speaks for herself
            f"CNN's spokeswoman Ada Lund said {CLAIM}.",
            [("CNN's spokeswoman Ada Lund", "said", CLAIM, Naming.NAMED)],
            ["paper-0 -> CNN's spokeswoman Ada Lund"],
        ),
        (  # whoever told an outlet is heard through it
            f"Speaking to the Guardian, two keepers said {CLAIM}.",
            [("two keepers", "said", CLAIM, Naming.UNNAMED)],
            ["paper-0 -> The Guardian", "The Guardian -> two keepers"],
        ),
        (  # those who cite stand outside those who are cited
            f"According to Ole Strand, {CLAIM}, as cited by the Guardian.",
            [("Ole Strand", "According to", CLAIM, Naming.NAMED), ("the Guardian", "cited", CLAIM, Naming.NAMED)],
            ["paper-0 -> The Guardian", "The Guardian -> Ole Strand"],
        ),
        (  # the unnamed people an outlet rests on
            f"The Guardian hears from sources within the zoo that {CLAIM}.",
            [("The Guardian", "hears from", CLAIM, Naming.NAMED)],
            [
                "paper-0 -> The Guardian",
                "The Guardian -> sources within the zoo",
            ],
        ),
        (  # a document that an outlet got hold of
            f"The Guardian obtained a letter written by the keeper. It says that {CLAIM}.",
            [],
            ["paper-0 -> The Guardian", "The Guardian -> a letter written by the keeper"],
        ),
        (  # "the site" is the outlet named before
            f"The Verge reported on it first. The site claims that {CLAIM}.",
            [("The site", "claims", CLAIM, Naming.ROLE)],
            ["paper-0 -> The Verge"],
        ),
        (  # an outlet that has it from another one
            f"The Verge claims that {CLAIM}, citing the Guardian.",
            [("The Verge", "claims", CLAIM, Naming.NAMED)],
            ["paper-0 -> The Verge", "The Verge -> The Guardian"],
        ),
        (  # the author is the document
            f"We know that {CLAIM}.",
            [],
            [],
        ),
        (  # nobody is no source
            f"Rumours say {CLAIM}.",
            [("Rumours", "say", CLAIM, Naming.UNNAMED)],
            [],
        ),
        (  # a post whose account is told
            f"The Facebook group “Bears of Dorvik” posted an image which says {CLAIM}.",
            [],
            ["paper-0 -> the Facebook group “Bears of Dorvik”"],
        ),
        (  # a post that is shown
            f"Then {CLAIM}.— Mira Holt (@miraholt) October 3, 2025",
            [],
            ["paper-0 -> Mira Holt (@miraholt)"],
        ),
        (  # a credit for all of the document
            f"Yes, {CLAIM}, people were told.\n\n[via Dorvik Bears]",
            [],
            ["paper-0 -> Dorvik Bears"],
        ),
        (  # a reprint stands between the document and its speakers
            f"From Fars News Agency:\nOle Strand said {CLAIM}.",
            [("Ole Strand", "said", CLAIM, Naming.NAMED)],
            ["paper-0 -> Fars News Agency", "Fars News Agency -> Ole Strand"],
        ),
        (  # a picture's credit says nothing of the words
            f"It is true that {CLAIM}.\n\nPhoto: Reuters",
            [],
            [],
        ),
        (  # where the information comes from
            f"The Guardian reports that information came from the Dorvik Bear Watch. Now {CLAIM}.",
            [],
            ["paper-0 -> The Guardian", "The Guardian -> Dorvik Bear Watch"],
        ),
    ],
)
def test_credits_lead_to_whom_they_name(text: str, said: Sequence[Said], expected: list[str]) -> None:
    assert edges(traced(text, CLAIM, *said)) == expected


def test_the_short_name_of_an_outlet_is_the_one_named_before() -> None:
    text = f"The New York Times wrote of it. Later the Times said that {CLAIM}."
    assert edges(traced(text, CLAIM)) == ["paper-0 -> The New York Times"]


def test_one_person_is_one_node_however_described() -> None:
    first = traced(f"Dr Ole Strand, a keeper, said {CLAIM}.", CLAIM, ("Ole Strand", "said", CLAIM, Naming.NAMED))
    second = traced(f"Strand, who left the zoo, said {CLAIM}!", CLAIM, ("Strand", "said", CLAIM, Naming.NAMED))
    assert edges(first, second) == ["paper-0 -> Ole Strand", "paper-1 -> Ole Strand"]


def test_a_surname_of_two_people_is_neither_of_them() -> None:
    people = ("Ole Strand", "Ada Strand", "Strand")
    traces = [
        traced(f"{n}: {who} said {CLAIM}.", CLAIM, (who, "said", CLAIM, Naming.NAMED)) for n, who in enumerate(people)
    ]
    assert edges(*traces) == ["paper-0 -> Ole Strand", "paper-1 -> Ada Strand", "paper-2 -> Strand"]


def test_descriptions_without_a_name_are_never_one() -> None:
    traces = [
        traced(f"{n}: a keeper said {CLAIM}.", CLAIM, ("a keeper", "said", CLAIM, Naming.UNNAMED)) for n in range(2)
    ]
    assert len({edge.taken for edge in found(*traces).edges}) == 2


def test_a_reporter_is_the_outlet_in_every_document() -> None:
    first = traced(f"CNN's Ada Lund said {CLAIM}.", CLAIM, ("CNN's Ada Lund", "said", CLAIM, Naming.NAMED))
    second = traced(f"Ada Lund said that {CLAIM}.", CLAIM, ("Ada Lund", "said", CLAIM, Naming.NAMED))
    named = Source("s1", "Ada Lund", SourceKind.PERSON, Naming.NAMED)
    first = Trace(first.document, (named,), first.attributions, first.claims)
    assert edges(first, second) == ["paper-0 -> CNN", "paper-1 -> CNN"]


def reference(relation: Relation, **others: str) -> Reference:
    return Reference(relation, "its field", **others)


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        (Relation.FORWARD, EdgeKind.COPY),
        (Relation.REPOST, EdgeKind.COPY),
        (Relation.QUOTE, EdgeKind.QUOTATION),
        (Relation.VIA, EdgeKind.CREDIT),
        (Relation.SOURCE, EdgeKind.CREDIT),
    ],
)
def test_a_reference_to_a_given_document_is_an_edge_with_its_field(relation: Relation, kind: EdgeKind) -> None:
    above = traced(f"Look, {CLAIM}.", CLAIM, kind=DocumentKind.POST, identifier="post:1", authors=("Mira",))
    below = traced(
        f"Now {CLAIM}.",
        CLAIM,
        kind=DocumentKind.POST,
        authors=("Jon",),
        references=(reference(relation, identifier="post:1"),),
    )
    (edge,) = found(above, below).edges
    assert (edge.taker, edge.taken, edge.kind) == ("n2", "n1", kind)
    assert [(e.document, e.spans, e.field) for e in edge.evidence] == [(below.document.id, (), "its field")]


def test_a_reference_to_something_not_given_is_a_node_not_seen() -> None:
    post = traced(f"Now {CLAIM}.", CLAIM, references=(reference(Relation.FORWARD, name="Bear Channel"),))
    made = found(post)
    (edge,) = made.edges
    node = next(n for n in made.nodes if n.id == edge.taken)
    assert (node.label, node.kind, node.document, edge.kind) == ("Bear Channel", NodeKind.POST, None, EdgeKind.CREDIT)
    assert [reason.rule for reason in made.claims[0].origins.reasons] == ["unseen"]


@pytest.mark.parametrize("relation", [Relation.RELATED, Relation.REPLY, Relation.CORRECTS, Relation.RETRACTS])
def test_what_takes_nothing_is_no_edge(relation: Relation) -> None:
    assert not found(traced(f"Now {CLAIM}.", CLAIM, references=(reference(relation, name="Bear Channel"),))).edges


def test_what_another_speaker_told_an_outlet_is_no_credit_of_a_claim_in_somebodys_mouth() -> None:
    other = "the bear is in its den"
    text = f'"{other[0].upper()}{other[1:]}," Ada Lund told the Guardian.\n\nEarlier rumours had it that {CLAIM}.'
    speakers = [("Earlier rumours", "had it", CLAIM, Naming.UNNAMED)]
    alone = traced(text, CLAIM, *speakers)
    assert edges(alone) == ["paper-0 -> The Guardian"]
    lund = Source("s9", "Ada Lund", SourceKind.PERSON, Naming.NAMED, mentions=find(text, "Ada Lund"))
    told = attribution(text, "a9", "Ada Lund", "told", other[4:], source_id="s9")
    known = Trace(alone.document, (*alone.sources, lund), (*alone.attributions, told), alone.claims)
    assert edges(known) == []


def posted(account: str, number: int, **more: Any) -> Trace:
    """A post of an account; all have one text, in which a mayor speaks."""
    said = f"The mayor said {CLAIM}."
    about = {"kind": DocumentKind.POST, "account": account, "identifier": f"post:{number}/{number}", **more}
    return traced(said, CLAIM, ("The mayor", "said", CLAIM, Naming.ROLE), **about)


@pytest.mark.parametrize("names", [{"identifier": "post:1/1"}, {"identifier": "post:1", "name": "Mira"}])
def test_a_post_that_is_passed_on_is_another_document_with_one_and_the_same_source(names: dict[str, str]) -> None:
    first = posted("@mira", 1)
    second = posted("@jon", 2, references=(reference(Relation.FORWARD, **names),))
    assert first.document.text == second.document.text
    assert first.document.id != second.document.id
    made = found(first, second)
    labels = {node.id: node.label for node in made.nodes}
    edges = sorted((labels[e.taker], labels[e.taken], e.kind.value) for e in made.edges)
    assert edges == [("@jon", "@mira", "copy"), ("@mira", "The mayor", "credit")]
    (claim,) = made.claims
    assert (claim.origins.least, claim.origins.most) == (1, 1), "the mayor is heard once"


def test_the_post_of_a_channel_that_is_meant_has_the_very_text() -> None:
    first = traced(f"Look, {CLAIM}.", CLAIM, kind=DocumentKind.POST, identifier="post:1/1", authors=("Mira",))
    second = posted("@jon", 2, references=(reference(Relation.FORWARD, identifier="post:1", name="Night Pilots"),))
    made = found(first, second)
    labels = {node.id: node.label for node in made.nodes}
    assert ("@jon", "Night Pilots") in {(labels[e.taker], labels[e.taken]) for e in made.edges}


def test_a_repost_that_names_an_account_finds_its_post() -> None:
    first = posted("@mira", 1)
    second = posted("@jon", 2, references=(reference(Relation.REPOST, name="@mira"),))
    made = found(first, second)
    labels = {node.id: node.label for node in made.nodes}
    assert ("@jon", "@mira") in {(labels[e.taker], labels[e.taken]) for e in made.edges}


def test_a_forward_of_a_channel_whose_name_is_hidden_rests_on_that_channel() -> None:
    made = found(posted("@jon", 2, references=(reference(Relation.FORWARD, identifier="telegram:7"),)))
    labels = {node.id: node.label for node in made.nodes}
    assert ("@jon", "telegram:7") in {(labels[e.taker], labels[e.taken]) for e in made.edges}
