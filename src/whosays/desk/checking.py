"""A draft looked over before it is printed: what an editor would ask about, by rule, each with the words.

Nothing is read anew: a finding is a question that a trace, or a ledger, gives reason for. None says that a draft is
wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from whosays.desk.held_against import Held, held_against
from whosays.errors import WhosaysError
from whosays.ledger import Ledger
from whosays.likeness import conflict, features
from whosays.model import Claim, Naming, Response, Source, SourceKind, Spans, Trace, record
from whosays.model.clarity import answer_is_clear, names_nobody
from whosays.model.meaning import UNANSWERED
from whosays.model.story import DriftKind
from whosays.model.trace import BasisKind
from whosays.wording import DOES

_ALIKE = 0.9  # how like a claim of the ledger must be, as `claims --like` counts
_SHARED = 3  # words that both must have
_MOST_ASKED = 40  # claims of a draft that are looked for in a ledger
_AGAINST = (Response.DENY.value, Response.CORRECT.value, Response.RETRACT.value)
_TURNED = ("polarity", "opposites")
_UNNAMED_RULE = "single-unnamed-source"
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed)?|refut(?:es|ed)|disput(?:es|ed))\b", re.IGNORECASE
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NO_QUANTITY = re.compile(
    rf"\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}|\b(?:1[89]|20)\d\d\b|\b\d{{1,2}}[:.]\d\d\b|\b\d{{1,2}} ?[ap]\.?m\b|"
    r"\b\d{4}-\d\d-\d\d\b|\b[A-Z]+-?\d+\b",
    re.IGNORECASE,
)
_WHO = re.compile(r",\s+(?:who|whose|an?|the|one of)\s+\w", re.IGNORECASE)
_QUANTITY = re.compile(r"\d|\b(?:dozens|scores|hundreds?|thousands?|millions?|billions?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to ask before printing: the rule, a sentence, the words, the ledger's claim or document where it is
    about one."""

    rule: str
    text: str
    spans: Spans
    words: str
    claim: str | None = None
    document: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values."""
        found = {
            "rule": self.rule,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
            "words": self.words,
        }
        held = {"claim": self.claim, "document": self.document}
        return {**found, **{name: value for name, value in held.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class Checked:
    """What to ask of a draft; how many quotations and answers are as a ledger has them; what was not checked."""

    findings: tuple[Finding, ...]
    same: int
    unchecked: tuple[str, ...]


def check(trace: Trace, ledger: Ledger | None = None) -> list[Finding]:
    """What to ask of a draft, by where it stands; with a ledger, also what that knows of its claims and speakers."""
    return list(checked(trace, ledger).findings)


def checked(trace: Trace, ledger: Ledger | None = None) -> Checked:
    """The same with what was not checked, so that silence is not taken for a pass."""
    found = [finding for rule in _RULES for finding in rule(trace)]
    held = Held(unchecked=["What named speakers say: there is no ledger to hold it against."])
    if ledger is not None:
        found += _denied(trace, ledger)
        held = held_against(trace, ledger)
        found += [_finding(trace, one.rule, one.text, one.spans, document=one.held) for one in held.questions]
    found = sorted(dict.fromkeys(found), key=lambda finding: (finding.spans, finding.rule))
    return Checked(tuple(found), held.same, (*dict.fromkeys(held.unchecked), *NEVER))


NEVER = (
    "Words that are told without quotation marks, where the ledger has nothing like them.",
    "Whether anything is true, and whether names and pictures are right.",
)
"""What no rule looks at."""


def _finding(
    trace: Trace, rule: str, text: str, spans: Spans, claim: str | None = None, document: str | None = None
) -> Finding:
    return Finding(rule, text, spans, trace.document.quote(spans), claim, document)


def _one_unnamed_source(trace: Trace) -> Iterator[Finding]:
    for claim in trace.claims:
        reasons = claim.standing.reasons if claim.standing else ()
        if any(reason.rule == _UNNAMED_RULE for reason in reasons):
            text = "This rests on one unnamed source: who else says so?"
            yield _finding(trace, "one-unnamed-source", text, claim.spans[:1])


def _anonymity_without_reason(trace: Trace) -> Iterator[Finding]:
    speaking = {said.source_id for said in trace.attributions if said.content}
    for source in trace.sources:
        told = any(basis.kind is BasisKind.ANONYMITY for basis in source.basis)
        if source.naming is Naming.UNNAMED and source.id in speaking and source.mentions and not told:
            text = f"“{source.name}” is not named, and the text does not say why."
            yield _finding(trace, "anonymity-without-reason", text, source.mentions[:1])


def _refusal_told_as_denial(trace: Trace) -> Iterator[Finding]:
    title = trace.document.title or ""
    if not _DENIAL.search(title) or any(said.response is Response.DENY for said in trace.attributions):
        return
    for said in trace.attributions:
        if said.response in UNANSWERED and answer_is_clear(said):
            text = f"The headline tells a denial (“{title}”); what is told here is none."
            yield _finding(trace, "refusal-told-as-denial", text, said.cue or said.content)


def _number_without_whose(trace: Trace) -> Iterator[Finding]:
    for claim in trace.claims:
        if not claim.chain and _QUANTITY.search(_NO_QUANTITY.sub(" ", claim.text)):
            text = "A number in the draft's own voice: whose is it?"
            yield _finding(trace, "number-without-whose", text, claim.spans[:1])


def _office_missing(trace: Trace) -> Iterator[Finding]:
    speaking = {said.source_id for said in trace.attributions if said.content}
    for source in trace.sources:
        named = source.naming is Naming.NAMED and source.kind is SourceKind.PERSON and not names_nobody(source.name)
        told = source.role or source.affiliation or _said_who(trace, source)
        if named and source.id in speaking and source.mentions and not told:
            text = f"Who is {source.name}? No office and no house is given."
            yield _finding(trace, "office-missing", text, source.mentions[:1])


def _said_who(trace: Trace, source: Source) -> bool:
    """Whether a clause behind a name says who that is: "Nils Orrin, who has kept the lock for nine years"."""
    text = trace.document.text
    return any(_WHO.match(text, end) for _, end in source.mentions)


def _headline_surer(trace: Trace) -> Iterator[Finding]:
    """A headline that says itself, and surely, what the text has from nobody identified, or less surely: as a story of
    this one document has it."""
    from whosays.story import story

    if not trace.document.title or not trace.claims:
        return
    for claim in story([trace], one_event=True).claims:
        for drift in claim.drift:
            if drift.kind is DriftKind.HEADLINE_STRONGER:
                text = "The headline is surer than the text: there nobody identified says it, or nobody says it surely."
                yield _finding(trace, "headline-surer-than-text", text, drift.spans_downstream)


RULES = {
    "one-unnamed-source": "A claim that rests on one unnamed source only",
    "anonymity-without-reason": "Somebody unnamed, where the text does not say why",
    "refusal-told-as-denial": "A headline that tells a denial where the text has only a refusal or no answer",
    "number-without-whose": "A quantity in the draft's own voice",
    "office-missing": "A person who is named and speaks, without office or house",
    "headline-surer-than-text": "A headline that is surer than the text",
    "quotation-differs": "A quotation that the ledger has otherwise",
    "answer-differs": "An answer of which the ledger has none of this kind",
    "told-otherwise": "What somebody is said to have said, which the ledger has turned round or with another figure",
    "number-differs": "Another figure than in documents of the same matter",
    "denied-in-ledger": "A claim like one that the ledger knows as denied, corrected or taken back",
}
"""Every rule, and what it asks about."""

_RULES: tuple[Callable[[Trace], Iterator[Finding]], ...] = (
    _one_unnamed_source,
    _anonymity_without_reason,
    _refusal_told_as_denial,
    _number_without_whose,
    _office_missing,
    _headline_surer,
)


def _denied(trace: Trace, ledger: Ledger) -> Iterator[Finding]:
    """Claims of the draft that the ledger has an answer against, unless the draft tells one itself."""
    against_it = {a.id for a in trace.attributions if a.response is not None and a.response.value in _AGAINST}
    for claim in trace.claims[:_MOST_ASKED]:
        if not against_it.isdisjoint((*claim.responses, *claim.chain)):
            continue
        for name, against in _against(claim, ledger):
            does = DOES[Response(against.response)]
            text = f"The ledger knows this as {name}, and {against.who} {does}: “{against.words}”"
            yield _finding(trace, "denied-in-ledger", text, claim.spans[:1], name)


def _against(claim: Claim, ledger: Ledger) -> Iterator[tuple[str, record.Response]]:
    try:
        near = ledger.like(claim.text, limit=3)
    except WhosaysError:  # no word in it to look for
        return
    for listed in near:
        if (listed.likeness or 0) < _ALIKE or len(listed.shared) < _SHARED:
            continue
        if conflict(features(claim.text), features(listed.text)) in _TURNED:
            continue  # it is the denial
        held = ledger.claim(listed.claim)
        answers = held.responses if isinstance(held, record.Claim) else ()
        against = next((one for one in answers if one.response in _AGAINST), None)
        if against is not None:
            yield listed.claim, against
