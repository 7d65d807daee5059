"""The published JSON Schema says what the JSON is, no more and no less."""

from __future__ import annotations

import copy
import enum
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.sample import sample
from whosays.exports import json_list, json_object, trace_schema
from whosays.model import Document, Trace
from whosays.model import trace as model

SCHEMA = json.loads(trace_schema())
VALIDATOR = Draft202012Validator(SCHEMA)


def enumerations(node: Any) -> list[list[Any]]:
    """Every ``enum`` of a schema."""
    if isinstance(node, list):
        return [found for member in node for found in enumerations(member)]
    if isinstance(node, dict):
        own = [node["enum"]] if "enum" in node else []
        return own + [found for member in node.values() for found in enumerations(member)]
    return []


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("trace", [sample(), Trace(Document("")), Trace(Document("\ud800 lone, \x00 and \U0001f600"))])
def test_traces_validate(trace: Trace) -> None:
    VALIDATOR.validate(json.loads(json_object(trace)))
    VALIDATOR.validate(trace.to_dict())


def is_enumeration(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, enum.StrEnum) and value is not enum.StrEnum


@pytest.mark.parametrize("kind", list(filter(is_enumeration, vars(model).values())))
def test_the_schema_knows_every_value_of_the_model(kind: type[enum.StrEnum]) -> None:
    values = {member.value for member in kind}
    assert values in [set(found) - {None} for found in enumerations(SCHEMA)]


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of every object's members."""
    found = []
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, member in members:
        if isinstance(node, dict):
            found.append((*path, key))
        found.extend(places(member, (*path, key)))
    return found


LATER = {"withheld", "agentless", "identifier", "references", "dated", "account", "retracted"}
"""Members that are there only where they are set, so that what was valid stays valid."""


def test_nothing_may_be_missing_or_added() -> None:
    whole = sample().to_dict()
    for *path, key in places(whole):
        less = copy.deepcopy(whole)
        node = less
        for step in path:
            node = node[step]
        del node[key]
        assert VALIDATOR.is_valid(less) == (key in LATER), (path, key)
        node["unheard-of"] = whole
        assert not VALIDATOR.is_valid(less)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "whosays.trace/2"),
        (("document", "id"), "md5:0"),
        (("sources", 0, "disclosed"), True),
        (("sources", 0, "naming"), "anonymous"),
        (("attributions", 0, "confidence"), 1.5),
        (("attributions", 0, "spans", "cue"), [[3]]),
        (("attributions", 0, "factuality"), "true"),
        (("claims", 0, "standing", "credibility"), 0),
        (("claims", 0, "standing", "reliability"), "G"),
    ],
)
def test_wrong_values_do_not_validate(path: tuple[Any, ...], value: object) -> None:
    whole = sample().to_dict()
    node: Any = whole
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert not VALIDATOR.is_valid(whole)


def test_a_list_is_json_whatever_its_length() -> None:
    for number in range(4):
        assert len(json.loads(b"".join(json_list([sample()] * number)))) == number


def test_a_lone_surrogate_survives_the_way_through_json() -> None:
    assert json.loads(json_object(Trace(Document("a\ud800b"))))["document"]["text"] == "a\ud800b"
