"""The provenance graph, read back by networkx; PROV-JSON, read back by prov."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import networkx
import prov.model
import pytest
from prov.constants import PROV_TYPE

from tests.export_build import findings
from tests.ledger_build import MAYOR
from whosays.exports.base import exporter
from whosays.exports.prov import PREFIXES
from whosays.model.findings import Findings


def written(name: str, found: Findings | None = None) -> bytes:
    return b"".join(exporter(name).write(found or findings()))


def read(name: str) -> Any:
    reader = networkx.read_gexf if name == "gexf" else networkx.read_graphml
    return reader(io.BytesIO(written(name)))


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_networkx_reads_who_took_what_from_whom(name: str) -> None:
    graph = read(name)
    assert graph.is_directed()
    labels = {node: data["label"] for node, data in graph.nodes(data=True)}
    assert sorted(labels.values()) == sorted(node.label for node in findings().story.nodes)
    edges = [
        (labels[taker], labels[taken], data)
        for taker, taken, data in graph.edges(data=True)
        if data["claim_text"] == MAYOR
    ]
    (edge,) = [data for taker, taken, data in edges if (taker, taken) == ("Hollow Times", "Tarn Post")]
    assert edge["kind"] == "credit"
    assert 0 < edge["confidence"] <= 1
    assert "Tarn Post" in edge["shown_by"]
    assert len(graph.edges) == sum(len(claim.edges) for claim in findings().story.claims)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_a_node_says_what_it_is(name: str) -> None:
    nodes = {data["label"]: data for _, data in read(name).nodes(data=True)}
    assert nodes["Tarn Post"]["url"] == "https://tarn.example/weir"
    assert nodes["Tarn Post"]["published"] == "2031-03-01T08:00:00+00:00"
    assert nodes["A friend in the watch room"]["naming"] == "unnamed"


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_what_xml_cannot_hold_is_replaced(name: str) -> None:
    found = findings()
    nodes = (replace(found.story.nodes[0], label="bell\x07 and \ud800 & <b>"), *found.story.nodes[1:])
    odd = replace(found, story=replace(found.story, nodes=nodes))
    reader = networkx.read_gexf if name == "gexf" else networkx.read_graphml
    labels = {data["label"] for _, data in reader(io.BytesIO(written(name, odd))).nodes(data=True)}
    assert "bell� and � & <b>" in labels


def prov_document(found: Findings | None = None) -> Any:
    return prov.model.ProvDocument.deserialize(content=written("prov", found).decode(), format="json")


def records(document: Any, kind: type) -> list[Any]:
    return list(document.get_records(kind))


def test_prov_reads_what_was_derived_from_what() -> None:
    document = prov_document()
    again = prov.model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document
    assert {space.prefix: space.uri for space in document.namespaces} == PREFIXES
    labels = {r.identifier: str(r.label) for r in records(document, prov.model.ProvEntity)}
    entities = {r.identifier: r for r in records(document, prov.model.ProvEntity)}
    derived = [dict(r.formal_attributes) | {"types": r.get_attribute(PROV_TYPE)} for r in
               records(document, prov.model.ProvDerivation)]  # fmt: skip
    (one,) = [d for d in derived if labels[d[prov.model.PROV_ATTR_GENERATED_ENTITY]] == MAYOR]
    sides = [entities[one[key]] for key in (prov.model.PROV_ATTR_GENERATED_ENTITY, prov.model.PROV_ATTR_USED_ENTITY)]
    told_in = [next(iter(side.get_attribute("ws:told_in"))) for side in sides]
    assert [labels[place] for place in told_in] == ["-Nobody was warned", "Weir breaks"]


def test_prov_names_a_quotation_a_primary_source_a_revision_and_a_retraction() -> None:
    from whosays.model.story import EdgeKind

    found = findings()
    first, *others = found.traces
    later = replace(first, document=replace(first.document, text=f"{first.document.text} Corrected.", retracted=True))
    claims = tuple(
        replace(claim, edges=tuple(replace(edge, kind=EdgeKind.QUOTATION) for edge in claim.edges))
        if claim.text == MAYOR
        else claim
        for claim in found.story.claims
    )
    changed = replace(found, traces=(first, later, *others), story=replace(found.story, claims=claims))
    document = prov_document(changed)
    kinds = {str(t) for r in records(document, prov.model.ProvDerivation) for t in r.get_attribute(PROV_TYPE)}
    assert {"prov:Quotation", "prov:Revision"} <= kinds
    assert len(records(document, prov.model.ProvInvalidation)) == 1
    plain = {str(t) for r in records(prov_document(), prov.model.ProvDerivation) for t in r.get_attribute(PROV_TYPE)}
    assert "prov:PrimarySource" in plain
    assert not records(prov_document(), prov.model.ProvInvalidation)
