"""A search that answers in JSON at an address of the user's (their own, or a service that they have a key for).

```toml
kind = "json"
address = "https://search.example/v1?q={claim}&count={most}"
results = "web.results"            # where in the answer the list is
url = "url"                        # of each result
title = "title"
key = "SEARCH_KEY"                 # the variable of the environment that holds the key, sent as the header
header = "X-Api-Key"
```
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote

from whosays.errors import FetchError, InputError
from whosays.fetching.exchange import PUBLIC, Guard, Limits
from whosays.fetching.fetch import ask
from whosays.fetching.urls import shown_as
from whosays.seeking import Found, Provider, setting

_LIMITS = Limits(size=5_000_000)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_PRIVATE_USE = re.compile(r"\{(\w+)\}")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class JsonApi(Provider):
    """An address with ``{claim}`` and perhaps ``{most}`` in it, whose answer holds a list of results."""

    address: str
    results: tuple[str, ...]
    url: tuple[str, ...] = ("url",)
    title: tuple[str, ...] = ("title",)
    sent: Mapping[str, str] = field(default_factory=dict)
    guard: Guard = PUBLIC

    @classmethod
    def of(cls, settings: Mapping[str, Any], name: str) -> Self:
        address = setting(settings, "address", name)
        named = set(_PRIVATE_USE.findall(address))
        if "claim" not in named or named - {"claim", "most"}:
            raise InputError(name, "address has to hold {claim}, and may hold {most}, and nothing else in braces")
        sent = {}
        if "key" in settings:
            variable, header = setting(settings, "key", name), setting(settings, "header", name, "Authorization")
            key = os.environ.get(variable, "")
            if not key or not key.isprintable() or not key.isascii():
                raise InputError(name, f"the variable {variable} of the environment, which key names, holds no key")
            if not _HEADER.fullmatch(header):
                raise InputError(name, "header is no name of a header")
            sent[header] = key
        at, url, title = (
            tuple(setting(settings, member, name, default).split("."))
            for member, default in (("results", "results"), ("url", "url"), ("title", "title"))
        )
        return cls(address, at, url, title, sent)

    def find(self, claim: str, most: int) -> list[Found]:
        asked = {"claim": quote(claim, safe=""), "most": str(most)}
        address = _PRIVATE_USE.sub(lambda match: asked[match[1]], self.address)
        body = ask(address, {"Accept": "application/json", **self.sent}, limits=_LIMITS, guard=self.guard)
        place = shown_as(self.address.partition("?")[0])
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            raise FetchError(place, "the search does not answer in JSON") from None
        results = _at(answer, self.results)
        if not isinstance(results, list):
            raise FetchError(place, f"the search's answer has no list at {'.'.join(self.results)}")
        found = []
        for result in results[:most]:
            where, title = _at(result, self.url), _at(result, self.title)
            if isinstance(where, str) and where.startswith(("https://", "http://")):
                found.append(Found(where, title[:_LONGEST_TITLE] if isinstance(title, str) else None))
        return found


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands in a value under names, one in the other; none where one is not there."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
