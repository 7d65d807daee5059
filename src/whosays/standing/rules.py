"""The rules of judgement about one claim, as a table: name, condition, sentence, where the rule comes from.

No span, no judgement: a condition that cannot point at the text is no finding. Change a row here, and
``docs/standing.md`` with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from whosays.model import Naming, Reason, Response
from whosays.model.meaning import UNABLE
from whosays.standing import answers, conditions
from whosays.standing.case import Case
from whosays.standing.finding import Condition
from whosays.wording import ANSWERED, RESPONSE


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of judgement. ``says`` has places for the condition's words; ``after`` names whose rule it is."""

    name: str
    when: Condition
    says: str
    after: str


RULES: tuple[Rule, ...] = (
    # who it comes from
    Rule(
        "own-voice-without-source",
        conditions.own_voice,
        "The document says so itself and names no source.",
        "AP: attribute what staff did not witness",
    ),
    Rule(
        "speaker-not-clear",
        conditions.not_clear,
        "The text does not make it clear enough whose word this is.",
        "DESIGN: a wrong judgement in large type does more harm than none",
    ),
    Rule(
        "no-speaker",
        conditions.origin_is(Naming.NONE),
        "It is reported (“{cue}”), but nobody is named as saying it.",
        "Reuters: say who says so",
    ),
    Rule(
        "single-unnamed-source",
        conditions.origin_is(Naming.UNNAMED),
        "It comes from {who}, without a name.",
        "Reuters: single-source stories are exceptional; AP: anonymous sources",
    ),
    Rule(
        "withheld-source",
        conditions.withheld,
        "The document says that the source was not disclosed.",
        "AP: explain why a source is not named",
    ),
    Rule(
        "crowd",
        conditions.origin_is(Naming.CROWD),
        "It comes from {who}; who that is, nobody has established.",
        "AP: user-generated content must be verified",
    ),
    Rule(
        "role-only-source",
        conditions.origin_is(Naming.ROLE),
        "It comes from {who}: an office, not a name.",
        "AP: identify by as much as possible",
    ),
    Rule(
        "unplaced-source",
        conditions.origin_is(Naming.ROLE, placed=False),
        "It comes from {who}; no name and no office is given.",
        "AP: identify by as much as possible",
    ),
    Rule(
        "outlet-as-source",
        conditions.outlet_as_source,
        "It is another outlet's report, {who}; whose word that is, this document does not show.",
        "ICD 206; Reuters: credit and verify pick-ups",
    ),
    Rule(
        "account-as-source",
        conditions.account_as_source,
        "It comes from {who}, an account; who stands behind it is not said.",
        "AP: user-generated content must be verified",
    ),
    Rule(
        "named-source-on-record",
        conditions.origin_is(Naming.NAMED),
        "{who} says so by name.",
        "Reuters: a named source is the strongest",
    ),
    Rule(
        "document-as-source",
        conditions.document_as_source,
        "It rests on a document: {who}.",
        "ICD 206: cite the source document",
    ),
    Rule(
        "second-hand",
        conditions.second_hand,
        "The document has it at {hand}, through {through}.",
        "ICD 206: describe access; law of evidence: hearsay",
    ),
    Rule(
        "descriptor-is-no-letter",
        conditions.descriptor,
        "“{descriptor}” is how someone describes the source; it is no rating.",
        "NATO AJP-2.1: reliability is rated by the user",
    ),
    Rule(
        "own-word-about-itself",
        conditions.own_word,
        "It is a party's word about itself ({who}), which corroborates nothing.",
        "DESIGN: a party's word about itself corroborates nothing",
    ),
    # how often, and by whom else
    Rule(
        "two-independent-origins",
        conditions.two_independent,
        "{who} say so by name, for different houses, each from their own knowledge.",
        "NATO AJP-2.1: credibility 1",
    ),
    Rule(
        "several-identified-sources",
        conditions.several_identified,
        "{who} say so, for different houses; that they know it independently is not shown.",
        "NATO AJP-2.1: credibility 2",
    ),
    Rule(
        "same-affiliation",
        conditions.not_apart,
        "{who} say so, but nothing shows that they are independent of each other.",
        "NATO AJP-2.1: independence must be shown",
    ),
    Rule(
        "same-origin-again",
        conditions.same_origin_again,
        "It is credited to {who} {count} times: that is one origin.",
        "Reuters: repetition is no second source",
    ),
    Rule(
        "repeated-without-origin",
        conditions.repeated_without_origin,
        "The document repeats it without a speaker, which adds no origin.",
        "Reuters: repetition is no second source",
    ),
    Rule(
        "unnamed-may-be-the-same",
        conditions.other_unnamed,
        "It is also credited to {who}; nothing shows that this is somebody else.",
        "DESIGN: unnamed sources are never counted as different",
    ),
    # how sure
    Rule(
        "hedged",
        conditions.hedged,
        "It is presented as {degree}, not as a settled fact.",
        "FactBank; ICD 203: expressions of likelihood",
    ),
    Rule("presented-as-false", conditions.presented_as_false, "It is presented as {degree}.", "FactBank"),
    # who answered
    Rule("confirmed", answers.confirmed, "{who} confirmed it.", "NATO AJP-2.1: confirmed by other sources"),
    Rule(
        "confirmed-at-home",
        answers.confirmed_at_home,
        "{who} confirmed it, from the same house as its origin.",
        "NATO AJP-2.1: independence must be shown",
    ),
    Rule("confirmed-by-unnamed", answers.confirmed_unnamed, "{who} confirmed it, unnamed.", "AP: anonymous sources"),
    Rule(
        "supported",
        answers.answer(Response.SUPPORT),
        "{who} backed it, without confirming it from own knowledge.",
        "RumourEval: support",
    ),
    Rule("denied", answers.denied, "{who} denied it.", "NATO AJP-2.1: contradicted by other information"),
    Rule(
        "denied-by-party",
        answers.denied_by_party,
        "{who} denied it, as a party to it.",
        "Reuters: give the accused a reply; DESIGN: a party's word about itself",
    ),
    Rule("denied-by-unnamed", answers.denied_unnamed, "{who} denied it, unnamed.", "AP: anonymous sources"),
    Rule(
        UNABLE.value,
        answers.answer(UNABLE),
        f"{{who}} {ANSWERED[UNABLE]}, which is no denial.",
        f"DESIGN: {RESPONSE[UNABLE]} is no denial",
    ),
    Rule(
        "declined",
        answers.answer(Response.DECLINE),
        "{who} declined to comment, which is no denial.",
        "Reuters: report the refusal",
    ),
    Rule("no-answer", answers.answer(Response.NO_ANSWER), "{who} did not respond.", "AP: say that they were asked"),
    Rule("queried", answers.answer(Response.QUERY), "{who} questioned it.", "RumourEval: query"),
    Rule("corrected", answers.answer(Response.CORRECT), "{who} corrected it.", "Reuters: corrections"),
    Rule("retracted", answers.answer(Response.RETRACT), "{who} took it back.", "Reuters: withdrawals"),
)


def findings(case: Case) -> dict[str, Reason]:
    """Every rule that applies, by name, in the order of the table."""
    result = {}
    for rule in RULES:
        finding = rule.when(case)
        if finding is not None:
            sentence = rule.says.format(**finding.words)
            result[rule.name] = Reason(rule.name, sentence[:1].upper() + sentence[1:], finding.spans)
    return result
