"""Findings of a check as SARIF 2.1.0, for whatever runs checks on what is about to be published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whosays import __version__
from whosays.desk.checking import RULES, Finding
from whosays.desk.policy import Policy

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(rows: Sequence[tuple[str, Finding]], policy: Policy) -> dict[str, Any]:
    """The findings, each with the name of its draft. Places count characters of the draft's text as it was read, from
    0; the words stand beside them."""
    rules = [rule for rule in RULES if policy.asks(rule)]
    driver = {
        "name": "whosays",
        "version": __version__,
        "rules": [
            {
                "id": rule,
                "shortDescription": {"text": RULES[rule]},
                "defaultConfiguration": {"level": policy.level(rule)},
            }
            for rule in rules
        ],
    }
    results = [_result(name, finding, rules.index(finding.rule), policy) for name, finding in rows]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(name: str, finding: Finding, index: int, policy: Policy) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _address(name)}}
    if finding.spans:
        start, end = finding.spans[0][0], finding.spans[-1][1]
        place["region"] = {"charOffset": start, "charLength": end - start, "snippet": {"text": finding.words}}
    held = {"claim": finding.claim, "document": finding.document}
    properties = {key: value for key, value in held.items() if value is not None}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": policy.level(finding.rule),
        "message": {"text": finding.text},
        "locations": [{"physicalLocation": place}],
        **({"properties": properties} if properties else {}),
    }


def _address(name: str) -> str:
    """What a draft is called, as a URI reference."""
    from urllib.parse import quote

    return name if "://" in name else quote(Path(name).as_posix())
