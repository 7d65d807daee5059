"""What people decide: that claims are one or are not, that a link holds or does not, that a claim is none.

A decision is a row with who made it and why; the event is then settled with it, and with all decisions before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from whosays.errors import UsageError
from whosays.ledger import tables
from whosays.ledger.chain import dumped
from whosays.ledger.changes import Change
from whosays.ledger.claim_parts import APPEARANCE, EDGE, Appearance, Edge, Part, Spot
from whosays.ledger.claim_rows import Held, held, holds
from whosays.ledger.decision_rows import ACCEPT, APART, MERGE, REJECT, SPLIT, node_key, spot_dict
from whosays.ledger.document_rows import current, texts_of, traces_of, versions_of
from whosays.ledger.draft import Draft
from whosays.ledger.event_story import Tools
from whosays.ledger.naming import number
from whosays.ledger.placing import event_of, members
from whosays.ledger.settling import joined, settle


def decide(
    connection: sa.Connection, verb: str, names: Sequence[str], who: str, why: str, tools: Tools
) -> tuple[Change, ...]:
    """Write down a decision and settle what it is about, inside a writing transaction; what that changed.

    ``verb`` is "accept" or "reject" with one claim (``k5``) or link (``p30``), "merge" with claims, "split" with a
    claim and the documents that do not make it, "apart" with two claims, or two sources, that are not the same.
    Raises ``UsageError`` where names or reasons are missing or mean nothing.
    """
    if not who.strip() or not why.strip():
        raise UsageError("a decision needs --who and --why")
    if verb == MERGE:
        return _merge(connection, names, who, why, tools)
    if verb == APART:
        return _apart(connection, names, who, why, tools)
    if verb == SPLIT:
        return _split(connection, names, who, why, tools)
    (name,) = names
    part = number(name, "p")
    if part is None:
        claim = claim_named(connection, name)
        return settled(connection, verb, claim, name, {"what": "claim"}, who, why, tools)
    return _link(connection, verb, part, name, who, why, tools)


def claim_named(connection: sa.Connection, name: str) -> Held:
    """The claim of this name that holds. Raises ``UsageError``."""
    (found,) = _claims(connection, [name])
    return found


def _claims(connection: sa.Connection, names: Iterable[str]) -> list[Held]:
    """The claims of these names, each once, in their order. Raises ``UsageError``."""
    wanted: dict[int, str] = {}
    for name in names:
        asked = number(name, "k")
        if asked is None:
            raise UsageError(f"{name}: a claim is called k and a number, such as k5")
        wanted.setdefault(asked, name)
    found = held(connection, wanted)
    if missing := next((name for asked, name in wanted.items() if asked not in found), None):
        raise UsageError(f"{missing}: there is no such claim, or it no longer holds")
    return [found[asked] for asked in wanted]


def _merge(connection: sa.Connection, names: Sequence[str], who: str, why: str, tools: Tools) -> tuple[Change, ...]:
    claims = _claims(connection, names)
    if len(claims) < 2:
        raise UsageError("merge needs two claims or more, such as k5 k9")
    about = {"what": "places", "places": spots_of(connection, *claims)}
    return settled(connection, MERGE, claims[0], " ".join(names), about, who, why, tools, claims[1:])


def _apart(connection: sa.Connection, names: Sequence[str], who: str, why: str, tools: Tools) -> tuple[Change, ...]:
    """Two claims, or two sources by their handles, that are not the same."""
    if len(set(names)) != 2:
        raise UsageError("apart needs two claims (k5 k9), or two sources (d3:s1 d4:s2)")
    if any(":" in name for name in names):
        documents = [number(name.partition(":")[0], "d") for name in names]
        events = [event_of(connection, document) if document else None for document in documents]
        if not all(re.fullmatch(r"d[\d.]+:s\w+", name) for name in names) or None in events:
            raise UsageError(f"{' '.join(names)}: there are no such sources")
        draft = Draft(connection)
        newest = current(connection, [document for document in documents if document])
        versions = [newest[document].id for document in documents if document]
        about = dumped({"what": "sources", "names": list(names), "versions": versions})
        draft.row(tables.decisions, verb=APART, event=events[0], claim=None, subject=" ".join(names), about=about,
                  who=" ".join(who.split()), why=" ".join(why.split()))  # fmt: skip
        draft.write("decision", f"{APART} {' '.join(names)}", tools.run)
        return ()
    one, other = (claim_named(connection, name) for name in names)
    about_claims = {"what": "places", "places": spots_of(connection, one), "apart": spots_of(connection, other)}
    return settled(connection, APART, one, " ".join(names), about_claims, who, why, tools)


def _split(connection: sa.Connection, names: Sequence[str], who: str, why: str, tools: Tools) -> tuple[Change, ...]:
    claim = claim_named(connection, names[0])
    documents = {number(name, "d") for name in names[1:]}
    if not documents or None in documents:
        raise UsageError("split needs a claim and the documents to take out of it, such as k5 d3")
    spots = spots_of(connection, claim)
    out = [spot for spot in spots if spot["document"] in documents]
    rest = [spot for spot in spots if spot["document"] not in documents]
    if missing := documents - {spot["document"] for spot in out}:
        raise UsageError(f"d{min(n for n in missing if n is not None)} does not make {names[0]}")
    if not rest:
        raise UsageError(f"no document would be left that makes {names[0]}")
    about = {"what": "places", "places": out, "apart": rest}
    return settled(connection, SPLIT, claim, " ".join(names), about, who, why, tools)


def _link(
    connection: sa.Connection, verb: str, part: int, name: str, who: str, why: str, tools: Tools
) -> tuple[Change, ...]:
    table = tables.parts
    statement = sa.select(table).where(table.c.id == part, holds(table, tables.part_ends, None))
    row = connection.execute(statement).mappings().first()
    if row is None or row["kind"] not in (APPEARANCE, EDGE):
        raise UsageError(f"{name}: there is no such link or appearance, or it no longer holds; `whosays show` has them")
    claim = held(connection, [row["claim"]])[row["claim"]]
    linked = Part(row["kind"], row["version"], row["body"])
    if linked.kind == EDGE:
        edge = linked.read(Edge)
        of = {n: v.document for n, v in versions_of(connection, edge.versions).items()}
        taker, taken = (node_key(end, of.get(end.version or 0)) for end in (edge.taker, edge.taken))
        about: dict[str, Any] = {"what": "edge", "from": taker, "to": taken}
        return settled(connection, verb, claim, name, about, who, why, tools)
    own = [list(span) for span in linked.read(Appearance).spans]
    spots = spots_of(connection, claim)
    this = [spot for spot in spots if spot["version"] == row["version"] and spot["spans"] == own]
    rest = [spot for spot in spots if spot not in this]
    if verb == REJECT and not rest:
        raise UsageError(f"{name}: it is the only place that makes k{claim.claim}; reject the claim instead")
    about = {"what": "places", "places": spots} if verb == ACCEPT else {"what": "places", "places": this, "apart": rest}
    return settled(connection, verb, claim, name, about, who, why, tools)


def settled(
    connection: sa.Connection,
    verb: str,
    claim: Held,
    subject: str,
    about: dict[str, Any],
    who: str,
    why: str,
    tools: Tools,
    others: Sequence[Held] = (),
) -> tuple[Change, ...]:
    """Store the decision; events that it brings together become one; then settle."""
    draft = Draft(connection)
    event = claim.state["event"]
    draft.row(
        tables.decisions,
        verb=verb,
        event=event,
        claim=claim.claim,
        subject=subject,
        about=dumped(about),
        who=" ".join(who.split()),
        why=" ".join(why.split()),
    )
    belonging = set(members(connection, event))
    for other in dict.fromkeys(o.state["event"] for o in others):
        if other != event:
            for document in members(connection, other):
                draft.row(tables.memberships, document=document, event=event)
                belonging.add(document)
    draft.flush()
    found: tuple[Change, ...] = ()
    if about["what"] != "claim":
        near = sorted({spot["document"] for spot in spots_of(connection, claim)})
        found = settle(draft, event, sorted(belonging), near, tools).changes
        if verb == MERGE:
            draft.flush()
            found += joined(draft, event, [claim.claim, *(other.claim for other in others)])
    draft.write("decision", f"{verb} {subject}", tools.run)
    return found


def spots_of(connection: sa.Connection, *claims: Held) -> list[dict[str, Any]]:
    """The places where claims are made, as a decision keeps them."""
    places = [place for claim in claims for place in claim.places()]
    ids = {version for version, _ in places}
    versions, texts = versions_of(connection, ids), texts_of(connection, ids)
    worded = {
        version: {claim.spans: claim.text for claim in reversed(trace.claims)}
        for version, trace in traces_of(connection, ids).items()
    }
    found = []
    for version, place in places:
        told = worded[version].get(place.spans) or texts[version].quote(place.spans[:1])
        found.append(spot_dict(Spot(version, place.spans, told), versions[version].document))
    return found
