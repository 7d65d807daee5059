"""What all JSON of whosays has in common: spans, names of things, and the way from a noun to its shape and back.

A shape is a ``msgspec.Struct`` whose members are what the JSON holds, in that order. A noun becomes its shape by its
attributes; a member that the JSON calls otherwise is renamed in the shape. A member that came later than the first
version of a schema has a default, so that what was valid stays valid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

Made = TypeVar("Made")

Span = Annotated[
    list[Annotated[int, Meta(ge=0)]],
    Meta(min_length=2, max_length=2, description="[start, end) in code points of the text, as a Python slice."),
]
Spans = Annotated[list[Span], Meta(description="Spans in order of position; a split quotation has several.")]
Probability = Annotated[float, Meta(ge=0, le=1)]
Sha = Annotated[str, Meta(extra_json_schema={"pattern": "^sha256:[0-9a-f]{64}$"})]
Credibility = Annotated[int, Meta(ge=1, le=6, description="NATO AJP-2.1 information credibility.")]
Reliability = Annotated[
    Literal["A", "B", "C", "D", "E", "F"],
    Meta(description="NATO AJP-2.1 source reliability, from the user's register, else F."),
]
Rated = Annotated[
    bool,
    Meta(description="true where a register of the user's own says anything; else not there, and F is no judgement."),
]

shaped: Callable[..., Any] = partial(msgspec.convert, from_attributes=True)
"""A noun as a shape, or a shape as a noun: member by member."""


def plain(value: Any) -> Any:
    """A shape or a record, or several, as dictionaries, lists, texts and numbers."""
    return msgspec.to_builtins(value)


def made(what: str, make: Callable[[Mapping[str, Any]], Made], values: Mapping[str, Any]) -> Made:
    """What is made of plain values. Raises ``ValueError``, with a sentence, where they are others."""
    try:
        return make(values)
    except (msgspec.ValidationError, TypeError, AttributeError) as error:
        raise ValueError(f"these are no values of a {what} ({error})") from error


def schema(root: type[msgspec.Struct], name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a shape: the members that are there, and no others."""
    (reference,), definitions = msgspec.json.schema_components([root])
    for definition in definitions.values():
        if "properties" in definition:
            definition["additionalProperties"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name.replace('/', ':').replace('.', ':')}",
        "title": name,
        **reference,
        "$defs": definitions,
    }
