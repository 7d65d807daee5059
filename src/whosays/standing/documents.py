"""What a claim rests on over many documents: the rows of ``digits``, on what all of its documents show together.

Where a claim comes from is judged by the document that has it best; how many origins it has, and who answered it, by
all of them. Over many documents more can only be added by what is shown: origins of different houses, answers that one
document has and another has not. It never says whether a claim is true.
"""

from __future__ import annotations

from collections.abc import Sequence

from whosays.model import Response
from whosays.model.meaning import UNABLE
from whosays.model.story import Facts, Ground, Reply, Told, Verdict
from whosays.standing.digits import deciding, sentence
from whosays.standing.voices import once, same
from whosays.wording import BY

ANSWERED = frozenset({
    "confirmed", "confirmed-at-home", "confirmed-by-unnamed", "supported", "denied", "denied-by-party",
    "denied-by-unnamed", UNABLE.value, "declined", "no-answer", "queried", "corrected", "retracted",
})  # fmt: skip
"""Rules about answers: all documents are asked for them."""

COUNTED = frozenset(["two-independent-origins", "several-identified-sources", "same-affiliation"])
"""Rules about how many say so: the origins of all documents are counted together."""

IDENTIFIED = frozenset(["named-source-on-record", "document-as-source", "role-only-source"])
"""Rules that name an identified source."""

_BEST_FIRST = (1, 2, 3, 6, 4, 5)
_MOST_NAMES = 4
_SHOWN = 4  # pieces of evidence where nobody answered


def judge_documents(facts: Facts) -> Verdict:
    """What a claim rests on over all documents: a sentence, the NATO digit and letter, and why."""
    row = deciding(findings(facts))
    digit = row.digit if row else 6
    grounds = facts.origins.reasons
    evidence = (
        tuple(reply.evidence for reply in facts.replies) or tuple(e for g in grounds for e in g.evidence)[:_SHOWN]
    )
    why = sentence(row) if row else "Credibility 6 (cannot be judged): no source of these documents can be judged."
    reasons = [Ground(f"credibility-{digit}", why, evidence)]
    rated = [letter for letter in facts.letters if letter]
    letter = max(rated, default="F") if len(rated) == len(facts.letters) else "F"
    if rated:
        reasons.append(Ground("register", f"Reliability {letter}: by your register of outlets.", ()))
    return Verdict(_summary(facts), digit, letter, tuple(reasons))


def findings(facts: Facts) -> frozenset[str]:
    """The names of the rules that apply over all documents, those of ``rules``."""
    names = set(_answers(facts.replies))
    best = min((_source(told) for told in facts.told), key=_rank, default=frozenset())
    identified = any(ground.rule == "identified" for ground in facts.origins.reasons)
    names |= best if identified else best - IDENTIFIED
    if facts.origins.least > 1:
        names.add("several-identified-sources")
    if _independent(facts):
        names.add("two-independent-origins")
    return frozenset(names)


def _source(told: Told) -> frozenset[str]:
    """The rules of one document about where the claim comes from, and how surely it is told."""
    return told.rules - ANSWERED - COUNTED


def _rank(rules: frozenset[str]) -> tuple[int, list[str]]:
    row = deciding(rules)
    return _BEST_FIRST.index(row.digit if row else 6), sorted(rules)


def _independent(facts: Facts) -> bool:
    """Whether two origins are shown to be independent: a document shows it, and not every one of them is only heard of
    through one carrier. What a single document shows is what that document shows.
    """
    shown = any("two-independent-origins" in told.rules for told in facts.told)
    return shown and (facts.documents == 1 or any(carriers > 1 for carriers in facts.carriers))


def _answers(replies: Sequence[Reply]) -> set[str]:
    """The rules about answers that apply. Nobody's second word corroborates their first."""
    found = set()
    for reply in replies:
        if not reply.clear:
            continue
        if reply.response is Response.CONFIRM:
            found.add("confirmed-at-home" if reply.own else "confirmed" if reply.identified else "confirmed-by-unnamed")
        elif reply.response is Response.DENY:
            found.add("denied-by-party" if reply.party else "denied" if reply.identified else "denied-by-unnamed")
        elif reply.response is Response.RETRACT:
            found.add("retracted")
        elif reply.response is Response.CORRECT:
            found.add("corrected")
    return found


def _summary(facts: Facts) -> str:
    parts = [
        BY[response].format(who=_listed([_within(name) for name in who]))
        for response in Response
        if (who := _voices(response, facts.replies))
    ]
    telling = facts.documents - facts.denying
    carried = f"{telling} document{' makes' if telling == 1 else 's make'} it"
    if facts.denying:
        carried += f", {facts.denying} more {'tells' if facts.denying == 1 else 'tell'} it only as denied"
    least, most = facts.origins.least, facts.origins.most
    count = str(least) if least == most else f"{least} to {most}"
    rests = f"{count} independent origin{'' if least == most == 1 else 's'}"
    if not parts:
        parts.append("nobody answers it")
    return "; ".join([f"{carried}, resting on {rests}", *parts]) + "."  # a comma would join whoever answers otherwise


def _within(name: str) -> str:
    """A name as it stands inside a sentence."""
    return f"the{name[3:]}" if name.startswith("The ") else name


def _voices(response: Response, replies: Sequence[Reply]) -> list[str]:
    """Who answers so, each voice once. Who did not respond at first and answers in another document has answered."""
    alike = [reply for reply in replies if reply.response is response and reply.clear]
    if response is Response.NO_ANSWER:
        others = [(reply.who, reply.house) for reply in replies if reply.response is not response]
        alike = [reply for reply in alike if not same((reply.who, reply.house), others)]
    return once([(reply.who, (reply.who, reply.house)) for reply in alike])


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:3])} and {len(names) - 3} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
