"""The description of the API (OpenAPI 3.1), made of its operations and their types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from whosays import __version__
from whosays.server.api import shapes
from whosays.server.api.operations import OPERATIONS, Operation
from whosays.server.streams import KIND

ROOT = "/api/v1"
PROBLEM = "application/problem+json"
_SAID = {
    "400": "What was sent is not as described.",
    "401": "No token, or none that is good.",
    "403": "The token does not give this right.",
    "404": "There is no such thing.",
    "409": "It does not fit what the ledger holds, or the same key came with something else.",
}
KEY = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,128}$"}


@cache
def description() -> bytes:
    """The description as JSON."""
    types = [t for op in OPERATIONS for t in (*_gives(op), op.query, op.body, op.name) if t is not None]
    schemas, components = msgspec.json.schema_components(
        [*types, shapes.Problem], ref_template="#/components/schemas/{name}"
    )
    schema_of = {id(one): schema for one, schema in zip(types, schemas, strict=False)}
    queries = {_component(schema_of[id(op.query)]) for op in OPERATIONS if op.query is not None}
    paths: dict[str, dict[str, Any]] = {}
    for op in OPERATIONS:
        paths.setdefault(op.path, {})[op.method.lower()] = _operation(op, schema_of, components)
    made = {
        "openapi": "3.1.0",
        "info": {
            "title": "whosays",
            "version": __version__,
            "description": "What claims rest on: who said what, in which words. It never says whether a claim is true.",
        },
        "servers": [{"url": ROOT}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in components.items() if name not in queries},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _operation(op: Operation, schema_of: dict[int, Any], components: dict[str, Any]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = []
    if op.name is not None:
        parameters.append({"name": "name", "in": "path", "required": True, "schema": schema_of[id(op.name)]})
    if op.query is not None:
        shape = components[_component(schema_of[id(op.query)])]
        for name, schema in shape["properties"].items():
            parameters.append({
                "name": name, "in": "query", "required": name in shape.get("required", ()), "schema": _plain(schema),
            })  # fmt: skip
    if op.writes:
        told = "The same key brings the first answer again, and nothing is written twice."
        parameters.append({"name": "Idempotency-Key", "in": "header", "schema": KEY, "description": told})
    answers: dict[str, Any] = {str(op.status): _json(_any(schema_of[id(one)] for one in _gives(op)), "Done.", op.kind)}
    if op.method == "GET" and op.kind != KIND:
        answers["304"] = {"description": "It is what the ETag that was sent stands for."}
    problem = {"$ref": "#/components/schemas/Problem"}
    answers |= {status: _json(problem, said, PROBLEM) for status, said in _SAID.items()}
    answers["default"] = _json(problem, "It was not done.", PROBLEM)
    made: dict[str, Any] = {"operationId": op.identifier, "summary": op.summary, "responses": answers}
    if parameters:
        made["parameters"] = parameters
    if op.body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema_of[id(op.body)]}}}
    return made


def _component(schema: dict[str, Any]) -> str:
    name: str = schema["$ref"].rpartition("/")[2]
    return name


def _gives(op: Operation) -> tuple[Any, ...]:
    return op.gives if isinstance(op.gives, tuple) else (op.gives,)


def _any(schemas: Iterable[Any]) -> Any:
    every = list(schemas)
    return every[0] if len(every) == 1 else {"anyOf": every}


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a query's parameter, which is left out rather than null."""
    values = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default") or value is not None}
    if len(values) == 1:
        return {**values[0], **{name: value for name, value in rest.items() if name not in ("anyOf", "default")}}
    return rest


def _json(schema: dict[str, Any], said: str, kind: str = "application/json") -> dict[str, Any]:
    return {"description": said, "content": {kind: {"schema": schema}}}
