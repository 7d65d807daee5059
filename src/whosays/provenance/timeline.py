"""How a claim came about over time, as far as the documents are dated: first seen, each new origin, each answer.

First seen is not first published: an origin is as old as the first document given that shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whosays.model import Response
from whosays.model.story import Edge, Evidence, Ground, Reply
from whosays.provenance.upstream import ClaimPlace, Pile
from whosays.wording import ANSWERED

_MOST = 12
_DID = {**ANSWERED, Response.NO_ANSWER: "had not answered"}


def timeline(
    places: Sequence[ClaimPlace],
    ends: Sequence[str],
    edges: Sequence[Edge],
    replies: Sequence[Reply],
    pile: Pile,
) -> list[Ground]:
    """The dated steps of a claim, first seen first. ``ends`` are its origins, ``replies`` who answered with what."""
    days = {p.index: day[:10] for p in places if (day := pile.traces[p.index].document.published)}
    if not days:
        return []
    by_document = {pile.traces[index].document.id: day for index, day in days.items()}
    first = min(days, key=lambda index: (days[index], index))
    node = pile.nodes.document(first)
    place = next(p for p in places if p.index == first)
    open_ended = "" if len(days) == len({p.index for p in places}) else "; not every document is dated"
    seen = Ground(
        "first-seen",
        f"First seen in {node.label}, dated {days[first]}, which need not be where it was first published{open_ended}.",
        (Evidence(node.document or "", place.claim.spans[:1]),),
    )
    later = [*_origins(ends, edges, by_document, pile), *_answers(replies, by_document)]
    later.sort(key=lambda step: step[0])
    return [seen, *(ground for _, ground in later[:_MOST])]


def _origins(
    ends: Sequence[str], edges: Sequence[Edge], by_document: Mapping[str, str], pile: Pile
) -> list[tuple[str, Ground]]:
    found = []
    for end in ends:
        shown = [(by_document[e.document], e) for edge in edges if edge.taken == end for e in edge.evidence
                 if e.document in by_document]  # fmt: skip
        if shown:
            day, evidence = min(shown, key=lambda pair: pair[0])
            text = f"{day}: {pile.nodes.by_id[end].label} is first seen as where it comes from."
            found.append((day, Ground("new-origin", text, (evidence,))))
    return found


def _answers(replies: Sequence[Reply], by_document: Mapping[str, str]) -> list[tuple[str, Ground]]:
    found: dict[tuple[Response, str], tuple[str, Ground]] = {}
    for reply in replies:
        response, who, evidence = reply.response, reply.who, reply.evidence
        day = by_document.get(evidence.document)
        known = found.get((response, who.casefold()))
        if day and (known is None or day < known[0]):
            ground = Ground("answered", f"{day}: {who} {_DID[response]}.", (evidence,))
            found[response, who.casefold()] = (day, ground)
    return list(found.values())
