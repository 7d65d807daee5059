"""STIX 2.1: every object parsed by stix2, the identifiers those of pycti, what OpenCTI needs in its place.

pycti brings a platform's worth of dependencies: `make test-formats` installs it into an environment of its own and runs
this file there; elsewhere its part is left out.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import stix2

from tests.export_build import findings, kept
from tests.ledger_build import MAYOR, OUTLETS, document
from whosays.exports.base import exporter
from whosays.exports.stix import OPENCTI, OWN, stix_id
from whosays.ledger import open_ledger
from whosays.model.findings import Decision, Findings


def bundle(found: Findings | None = None) -> list[dict[str, Any]]:
    made = json.loads(b"".join(exporter("stix").write(found or findings())))
    assert made["type"] == "bundle"
    objects: list[dict[str, Any]] = made["objects"]
    return objects


def of(kind: str, objects: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    return [o for o in objects or bundle() if o["type"] == kind]


def refs(one: dict[str, Any]) -> list[str]:
    """What an object points to."""
    several = [ref for key, value in one.items() if key.endswith("_refs") for ref in value]
    return several + [value for key, value in one.items() if key.endswith("_ref")]


def test_stix2_parses_every_object() -> None:
    made = stix2.parse(b"".join(exporter("stix").write(findings())).decode(), allow_custom=True, version="2.1")
    kinds = {o["type"] for o in made.objects}
    assert kinds >= {"identity", "narrative", "channel", "media-content", "relationship", "note", "report",
                     "extension-definition"}  # fmt: skip
    custom = ("media-content--", "channel--", "narrative--")
    strict = [o for o in bundle() if not any(i.startswith(custom) for i in [o["id"], *refs(o)])]
    assert {o["type"] for o in strict} == {"identity", "extension-definition", "relationship"}
    for one in strict:  # what STIX itself knows: nothing in it that it does not
        stix2.parse(json.dumps(one), allow_custom=False, version="2.1")


def test_no_object_points_to_what_is_not_there() -> None:
    objects = bundle()
    known = {o["id"] for o in objects}
    assert len(known) == len(objects)
    for one in objects:
        assert set(refs(one)) <= known, one["id"]
        assert set(one.get("extensions", {})) <= {OPENCTI, OWN}


def test_a_claim_is_a_narrative_with_its_grade_and_origins() -> None:
    (narrative,) = [n for n in of("narrative") if n["name"] == MAYOR]
    claim = next(c for c in findings().story.claims if c.text == MAYOR)
    assert claim.standing is not None
    assert narrative["labels"] == [
        f'admiralty-scale:source-reliability="{claim.standing.reliability.lower()}"',
        f'admiralty-scale:information-credibility="{claim.standing.credibility}"',
    ]
    assert narrative["extensions"][OPENCTI] == {"extension_type": "new-sdo"}
    assert narrative["extensions"][OWN]["origins_least"] == claim.origins.least
    (note,) = [n for n in of("note") if narrative["id"] in n["object_refs"]]
    assert claim.standing.summary in note["content"]
    assert len(of("note")) == len(of("narrative"))
    assert "never whether it is true" in note["content"]


def test_edges_run_between_media_and_from_channels() -> None:
    objects = bundle()
    by_id = {o["id"]: o for o in objects}
    ends = {
        (r["relationship_type"], by_id[r["source_ref"]].get("url") or by_id[r["source_ref"]].get("name"),
         by_id[r["target_ref"]].get("url") or by_id[r["target_ref"]].get("name"))
        for r in of("relationship", objects)
    }  # fmt: skip
    assert ("derived-from", "https://hollow.example/no-warning", "https://tarn.example/weir") in ends
    assert ("publishes", "Tarn Post", "https://tarn.example/weir") in ends
    assert ("uses", "https://tarn.example/weir", MAYOR) in ends
    (taken,) = [r for r in of("relationship", objects) if r["relationship_type"] == "derived-from"]
    assert "Tarn Post" in taken["description"]
    assert 0 < taken["confidence"] <= 100


def test_no_address_is_made_up_and_who_has_none_is_named() -> None:
    objects = bundle()
    given = {d.url for d in findings().documents.values() if d.url}
    assert {m["url"] for m in of("media-content", objects)} == given
    assert len(given) < len(findings().documents)
    reports = " ".join(r.get("description", "") for r in of("report", objects))
    assert "Not here, for want of an address: " in reports
    assert OUTLETS[2] in reports


def test_two_unnamed_sources_are_never_one() -> None:
    found = findings()
    node = next(n for n in found.story.nodes if n.label == "A friend in the watch room")
    elsewhere = replace(node, id="n99", document=found.traces[0].document.id, source=None)
    other = replace(found, story=replace(found.story, nodes=(*found.story.nodes, elsewhere)))
    friends = [i for i in of("identity", bundle(other)) if i["name"].startswith("A friend in the watch room (unnamed")]
    assert len({i["id"] for i in friends}) == 2
    assert {i["identity_class"] for i in friends} == {"unknown"}


def test_a_decision_is_an_opinion_in_a_persons_name(tmp_path: Path) -> None:
    objects = bundle(kept(tmp_path / "whosays.db"))
    (opinion,) = of("opinion", objects)
    assert (opinion["opinion"], opinion["authors"]) == ("agree", ["Ida Falk"])
    assert "checked" in opinion["explanation"]
    link = Decision("accept", "p30", findings().story.claims[0].id, "Jon Ask", "he says so", "2031-04-01T09:00:00Z")
    assert not of("opinion", bundle(replace(findings(), decisions=(link,)))), "a link is not the claim"
    with open_ledger(str(tmp_path / "whosays.db")) as ledger:
        ledger.undo("j1", who="Jon Ask", why="too early")
        assert not of("opinion", bundle(ledger.findings()))
    merged = Decision("merge", "k1 k2", findings().story.claims[0].id, "Jon Ask", "the same", "2031-04-01T09:00:00Z")
    notes = [n for n in of("note", bundle(replace(findings(), decisions=(merged,)))) if "authors" in n]
    assert [(n["authors"], n["created"]) for n in notes] == [(["Jon Ask"], "2031-04-01T09:00:00.000Z")]


def test_a_narrative_keeps_its_identifier_when_the_ledger_finds_better_words(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "whosays.db")) as ledger:
        ledger.add_trace(document(OUTLETS[0], MAYOR, url="https://tarn.example/1"), as_input="a")
        before = ledger.findings()
        longer = f"{MAYOR[:-1]} on Sunday night."
        ledger.add_trace(document(OUTLETS[0], longer, url="https://tarn.example/1"), as_input="a")
        after = ledger.findings()
    (first,) = of("narrative", bundle(before))
    changed = next(c for c in after.story.claims if c.id == before.story.claims[0].id)
    assert changed.text == longer
    now = next(n for n in of("narrative", bundle(after)) if n["id"] == first["id"])
    assert (now["name"], now["description"]) == (MAYOR, changed.text)


def test_pyctis_splitter_takes_every_object_but_the_extensions_definition() -> None:
    pycti = pytest.importorskip("pycti", reason="make test-formats installs pycti")
    made = b"".join(exporter("stix").write(findings())).decode()
    number, left, bundles = pycti.OpenCTIStix2Splitter().split_bundle_with_expectations(made)
    assert [one["type"] for one in left] == ["extension-definition"]
    assert number == len(bundles) >= len(bundle()) - 1


def test_identifiers_are_made_by_pyctis_rules() -> None:
    pycti = pytest.importorskip("pycti", reason="make test-formats installs pycti")
    when = "2031-03-02T10:00:00.000Z"
    assert stix_id("narrative", name="no warning, “häuser”") == pycti.Narrative.generate_id(" No warning, “Häuser” ")
    for one in bundle():
        kind = one["type"]
        if kind == "narrative":
            assert one["id"] == pycti.Narrative.generate_id(one["name"])
        elif kind == "channel":
            assert one["id"] == pycti.Channel.generate_id(one["name"])
        elif kind == "identity":
            assert one["id"] == pycti.Identity.generate_id(one["name"], one["identity_class"])
        elif kind == "report":
            assert one["id"] == pycti.Report.generate_id(one["name"], one["published"])
        elif kind == "note":
            assert one["id"] == pycti.Note.generate_id(one["created"], one["content"])
        elif kind == "relationship":
            ends = one["relationship_type"], one["source_ref"], one["target_ref"]
            assert one["id"] == pycti.StixCoreRelationship.generate_id(*ends)
        elif kind == "media-content":
            values = {k: v for k, v in one.items() if k not in ("type", "id")}
            assert pycti.CustomObservableMediaContent(**values).id == one["id"]
    assert stix_id("opinion", opinion="agree", created=when) == pycti.Opinion.generate_id(when, "agree")
