"""FollowTheMoney, validated by its library, which needs ICU: `make test-formats` installs it and runs this file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.export_build import findings
from tests.ledger_build import MAYOR
from whosays.exports.base import exporter


def entities() -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(exporter("ftm").write(findings())).decode().splitlines()]


def of(schema: str) -> list[dict[str, Any]]:
    return [entity for entity in entities() if entity["schema"] == schema]


def test_the_library_takes_every_entity_and_every_value() -> None:
    ftm = pytest.importorskip("followthemoney", reason="make test-formats installs followthemoney")
    given = entities()
    known = {entity["id"]: ftm.model.get(entity["schema"]) for entity in given}
    for entity in given:
        schema = known[entity["id"]]
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        schema.validate(entity)
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(values), (entity["schema"], name, values)
            prop = schema.get(name)
            if prop.type.name == "entity":
                for value in values:
                    assert known[value].is_a(prop.range), (entity["schema"], name)
        for required in schema.required:
            assert entity["properties"].get(required), (entity["schema"], required)


def test_a_link_says_who_took_from_whom_with_its_proof() -> None:
    names = {entity["id"]: entity["properties"].get("name", [""])[0] for entity in entities()}
    links = [link["properties"] for link in of("UnknownLink") if link["properties"]["summary"] == [MAYOR]]
    (link,) = [link for link in links if names[link["object"][0]] == "Weir breaks"]
    assert names[link["subject"][0]] == "-Nobody was warned"
    assert names[link["proof"][0]] == "-Nobody was warned"
    assert "Tarn Post" in link["description"][0]
    assert link["role"] == ["credits"]


def test_a_named_source_is_somebody_and_an_unnamed_one_only_a_mention() -> None:
    mentions = {m["properties"]["name"][0]: m["properties"] for m in of("Mention")}
    people = {p["id"]: p["properties"]["name"][0] for p in of("Person")}
    assert people[mentions["Mira Stolz"]["resolved"][0]] == "Mira Stolz"
    assert "resolved" not in mentions["A friend in the watch room"]
    assert "A friend in the watch room" not in people.values()
    assert {d["properties"]["role"][0] for d in of("Documentation")} == {"source"}


def test_a_claim_is_a_note_on_the_articles_that_make_it() -> None:
    (note,) = [n["properties"] for n in of("Note") if n["properties"]["name"] == [MAYOR]]
    articles = {a["id"]: a["properties"]["publisher"][0] for a in of("Article") if "publisher" in a["properties"]}
    assert {articles[entity] for entity in note["entity"]} == {"Tarn Post", "Hollow Times"}
    assert note["summary"][0][0] in "123456"
    assert "no verdict" in note["notes"][0]
