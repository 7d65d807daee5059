"""Web Annotation and schema.org, read as JSON-LD by rdflib, their words found again in the documents."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tests.export_build import findings
from tests.ledger_build import MAYOR
from whosays.exports.base import exporter
from whosays.exports.marks import urn
from whosays.exports.schemaorg import first_appearance
from whosays.model import Dated, Form
from whosays.model.findings import Findings

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")

# The terms we use of the context that the W3C publishes at http://www.w3.org/ns/anno.jsonld.
ANNO: dict[str, Any] = {
    "oa": str(OA),
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": str(RDF),
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TimeState": "oa:TimeState",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "state": {"@type": "@id", "@id": "oa:hasState"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "sourceDate": {"@type": "xsd:dateTime", "@id": "oa:sourceDate"},
    "value": "rdf:value",
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "describing": "oa:describing",
    "commenting": "oa:commenting",
    "tagging": "oa:tagging",
    "format": "dc:format",
    "language": "dc:language",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "first": {"@type": "@id", "@id": "as:first"},
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
    "label": "rdf:label",
    "generator": {"@type": "@id", "@id": "as:generator"},
    "Software": "as:Application",
    "name": "as:name",
}


def written(name: str, found: Findings | None = None) -> Any:
    return json.loads(b"".join(exporter(name).write(found or findings())))


def annotations() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = written("webannotation")["first"]["items"]
    return items


def test_the_annotations_are_json_ld_of_the_vocabulary() -> None:
    page = written("webannotation")
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    page["@context"][0] = ANNO
    graph = Graph().parse(data=json.dumps(page), format="json-ld")
    made = set(graph.subjects(RDF.type, OA.Annotation))
    assert len(made) == page["total"] == len(page["first"]["items"])
    for annotation in made:
        assert list(graph.objects(annotation, OA.hasBody))
        for target in graph.objects(annotation, OA.hasTarget):
            assert graph.value(target, OA.hasSource) is not None
            kinds = {graph.value(s, RDF.type) for s in graph.objects(target, OA.hasSelector)}
            assert kinds == {OA.TextQuoteSelector, OA.TextPositionSelector}
    assert not [p for p in graph.predicates() if "None" in str(p)]


def test_both_selectors_find_the_same_words() -> None:
    """As Hypothesis does it: the quotation with what stands around it, else the position."""
    texts = {d.url or urn(d): d.text for d in findings().documents.values()}
    hashes = {d.id.removeprefix("sha256:"): d.text for d in findings().documents.values()}
    seen = 0
    for annotation in annotations():
        assert annotation["target"]
        for target in annotation["target"]:
            text = texts[target["source"]]
            quote, position = target["selector"]
            assert hashes[target["state"]["sha256"]] == text
            assert text[position["start"] : position["end"]] == quote["exact"]
            around = f"{quote['prefix']}{quote['exact']}{quote['suffix']}"
            assert text.index(around) + len(quote["prefix"]) == position["start"]
            seen += 1
    assert seen > 20


def test_an_annotation_says_who_and_how_surely() -> None:
    texts = [body["value"] for annotation in annotations() for body in annotation["body"]]
    assert any(t.startswith("A friend in the watch room (unnamed): said") and "0.81" in t for t in texts)
    assert any(t.startswith("Nobody is named as saying this") for t in texts)


def graph(found: Findings | None = None) -> Graph:
    return Graph().parse(data=json.dumps(written("schemaorg", found)), format="json-ld")


# Of https://schema.org: the properties of each type that we use, its own and those it inherits.
PROPERTIES = {
    "Claim": {"text", "appearance", "firstAppearance", "abstract"},
    "Quotation": {"text", "spokenByCharacter", "isPartOf", "inLanguage"},
    "NewsArticle": {
        "url",
        "headline",
        "author",
        "publisher",
        "datePublished",
        "dateModified",
        "inLanguage",
        "identifier",
        "creativeWorkStatus",
    },
    "SocialMediaPosting": {
        "url",
        "headline",
        "author",
        "publisher",
        "datePublished",
        "dateModified",
        "inLanguage",
        "identifier",
        "creativeWorkStatus",
    },
    "Person": {"name", "jobTitle", "affiliation"},
    "Organization": {"name"},
    "Thing": {"name"},
}


def test_schema_org_has_its_types_and_properties_only() -> None:
    made = graph()
    for subject, kind in made.subject_objects(RDF.type):
        allowed = PROPERTIES[str(kind).removeprefix(str(SCHEMA))]
        assert {str(p).removeprefix(str(SCHEMA)) for p in made.predicates(subject)} - {str(RDF.type)} <= allowed
    assert len(set(made.subjects(RDF.type, SCHEMA.Claim))) == len(findings().story.claims)
    assert "ClaimReview" not in json.dumps(written("schemaorg"))
    for claim in made.subjects(RDF.type, SCHEMA.Claim):
        for place in made.objects(claim, SCHEMA.appearance):
            assert made.value(place, RDF.type) in (SCHEMA.NewsArticle, SCHEMA.SocialMediaPosting)


def test_a_quotation_is_what_is_quoted_with_who_said_it() -> None:
    made = graph()
    quotations = set(made.subjects(RDF.type, SCHEMA.Quotation))
    direct = [a for t in findings().traces for a in t.attributions if a.form is Form.DIRECT]
    assert len(quotations) == len(direct)
    speakers = {str(made.value(made.value(q, SCHEMA.spokenByCharacter), SCHEMA.name)) for q in quotations}
    assert "Mira Stolz" in speakers
    assert "one reader" not in speakers


def dated(**dates: str | None) -> Findings:
    """The findings with the dates of the two documents that say that nobody was warned."""
    found = findings()
    outlets = {"Tarn Post": dates["tarn"], "Hollow Times": dates["hollow"]}
    traces = tuple(
        replace(t, document=replace(t.document, published=outlets[t.document.outlet], dated=Dated.GIVEN))
        if t.document.outlet in outlets
        else t
        for t in found.traces
    )
    return replace(found, traces=traces)


@pytest.mark.parametrize(
    ("tarn", "hollow", "proven"),
    [
        ("2031-03-01T08:00:00Z", "2031-03-02T08:00:00Z", True),
        ("2031-03-02T08:00:00Z", "2031-03-01T08:00:00Z", False),  # who credits it is older
        ("2031-03-01T08:00:00Z", None, False),
        ("2031-03-01", "2031-03-01", False),  # a day alone does not say which came first
    ],
)
def test_a_first_appearance_is_told_only_where_it_is_proven(tarn: str, hollow: str | None, proven: bool) -> None:
    found = dated(tarn=tarn, hollow=hollow)
    claim = next(claim for claim in found.story.claims if claim.text == MAYOR)
    first = first_appearance(found, claim)
    assert (first is not None) == proven
    told = list(graph(found).objects(URIRef(f"urn:whosays:claim:{claim.id}"), SCHEMA.firstAppearance))
    assert len(told) == int(proven)
    if first is not None:
        assert found.documents[first].outlet == "Tarn Post"
