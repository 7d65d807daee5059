"""What a claim rests on over all documents: a sentence, the NATO digit and letter, and why.

The rules of judgement are those of single documents; over many documents more can only be added by what is shown:
origins of different houses, answers that one document has and another has not. It never says whether a claim is true.
"""

from __future__ import annotations

from collections.abc import Sequence

from whosays.model import Response
from whosays.model.story import Evidence, Ground, Origins, Verdict
from whosays.outlets.register import key
from whosays.provenance.nodes import Nodes
from whosays.provenance.upstream import ClaimPlace, Pile

_SAID = {
    Response.RETRACT: "taken back by {who}",
    Response.CORRECT: "corrected by {who}",
    Response.CONFIRM: "confirmed by {who}",
    Response.DENY: "denied by {who}",
    Response.CANNOT_CONFIRM: "{who} could not confirm it",
    Response.DECLINE: "{who} declined to comment",
    Response.NO_ANSWER: "{who} did not respond",
    Response.QUERY: "questioned by {who}",
    Response.SUPPORT: "backed by {who}",
}
_MOST_NAMES = 4


def verdict(
    places: Sequence[ClaimPlace],
    found: Origins,
    answers: Sequence[tuple[Response, str, Evidence]],
    nodes: Nodes,
    pile: Pile,
) -> Verdict:
    """``answers`` are responses with whoever gave them and the words; ``found`` the claim's origins."""
    said = {response: _once([who for kind, who, _ in answers if kind is response]) for response in Response}
    digits = sorted(p.claim.standing.credibility for p in places if p.claim.standing)
    own = {key(nodes.by_id[node].label) for node in found.nodes}
    confirmed = [who for who in said[Response.CONFIRM] if key(who) not in own]
    digit, why = _digit(found, said, confirmed, digits)
    letters = {n: nodes.outlets[n].letter for n in found.nodes if n in nodes.outlets and nodes.outlets[n].letter}
    letter = max((x for x in letters.values() if x), default="F") if len(letters) == len(found.nodes) else "F"
    evidence = tuple(e for _, _, e in answers) or tuple(e for g in found.reasons for e in g.evidence)[:4]
    reasons = [Ground(f"credibility-{digit}", f"Credibility {digit}: {why}.", evidence)]
    if letters:
        reasons.append(Ground("register", f"Reliability {letter}: by your register of outlets.", ()))
    return Verdict(_summary(places, found, said), digit, letter, tuple(reasons))


def _digit(
    found: Origins, said: dict[Response, list[str]], confirmed: Sequence[str], digits: Sequence[int]
) -> tuple[int, str]:
    """``confirmed`` are those who confirm it and are no origin of it: nobody's second word corroborates the first."""
    if said[Response.RETRACT]:
        return 5, "whoever said it took it back"
    denied = said[Response.DENY]
    if denied and not confirmed:
        return (6, "word against word") if found.least > 1 else (4, "denied, and not confirmed")
    if said[Response.CORRECT]:
        return 4, "corrected, and not stated anew"
    if digits and digits[0] == 1 and not denied:
        return 1, "one document shows two origins to be independent"
    if found.least > 1:
        return 2, "more than one identified origin; that they know it independently is not shown"
    if confirmed and found.least == 1:
        return 3, "one origin, confirmed by an answer"
    if digits and digits[0] in (2, 3) and any(ground.rule == "identified" for ground in found.reasons):
        return 3, "one identified source at first hand, not contradicted"
    return 6, "it cannot be judged from what these documents show"


def _summary(places: Sequence[ClaimPlace], found: Origins, said: dict[Response, list[str]]) -> str:
    documents = len({place.index for place in places})
    carried = "1 document makes it" if documents == 1 else f"{documents} documents make it"
    count = str(found.least) if found.least == found.most else f"{found.least} to {found.most}"
    rests = f"{count} independent origin{'' if found.least == found.most == 1 else 's'}"
    parts = [_SAID[response].format(who=_listed(who)) for response, who in said.items() if who]
    if not said[Response.CONFIRM] and not said[Response.DENY]:
        parts.append("not confirmed, not denied")
    return f"{carried}, resting on {rests}; {', '.join(parts)}."


def _once(names: Sequence[str]) -> list[str]:
    return list({name.casefold(): name for name in reversed(names)}.values())[::-1]


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:3])} and {len(names) - 3} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
