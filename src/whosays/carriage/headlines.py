"""How a headline carries its claim, and what an article says to it (after the Fake News Challenge)."""

from __future__ import annotations

from dataclasses import dataclass

from whosays.carriage.judging import carried
from whosays.carriage.marks import found, marks, straight
from whosays.carriage.reading import Reading
from whosays.model import Response, Spans, Trace, meaning
from whosays.model.story import Agreement, Carriage, Carried


@dataclass(frozen=True, slots=True)
class Agreed:
    """What an article says to a headline, from how each carries the claim."""

    agreement: Agreement
    headline: Carriage
    article: Carried


def agreement(title: Trace, article: Reading) -> Agreed:
    """Whether an article agrees with a headline of the same story, denies it, or discusses it.

    Who reports at a distance neither agrees nor denies; two that both deny agree.
    """
    mine = headline(title)
    theirs = carried(article, title.document.text)
    if Carriage.DISTANCE in (mine, theirs.how):
        result = Agreement.DISCUSS
    else:
        result = Agreement.AGREE if mine is theirs.how else Agreement.DISAGREE
    return Agreed(result, mine, theirs)


def headline(title: Trace) -> Carriage:
    """How a headline, traced as a document of its own, carries its claim.

    A question, a report or somebody's word is distance; a verdict, a denial or a negated main clause is denial; a
    denial of a denial ("no hoax", "denies hoax claims") is fact.
    """
    words = straight(title.document.text).strip()
    answers = {a.response for a in title.attributions}
    if words.rstrip(" '\"").endswith("?"):
        return Carriage.DISTANCE
    alleged, turned = found(words, "alleged"), found(words, "turned")
    told = marks(words)
    verdicts = [span for span in told.verdicts if not _inside(span, alleged)]
    if not turned:
        verdicts += [span for span in found(words, "bare") if not _inside(span, alleged)]
    denied = found(words, "denied")
    negated = found(words, "negated")
    if turned and not verdicts:
        return Carriage.FACT
    if denied and any(span[0] > denied[0][1] for span in (*alleged, *negated)):
        return Carriage.FACT
    if verdicts or denied or Response.DENY in answers:
        return Carriage.DENIAL
    if found(words, "unsaid") or answers & meaning.OPEN:
        return Carriage.DISTANCE
    if negated and not found(words[: negated[0][0]], "subordinate"):
        return Carriage.DENIAL
    return Carriage.DISTANCE if told.distance or alleged or found(words, "says") else Carriage.FACT


def _inside(span: tuple[int, int], spans: Spans) -> bool:
    return any(start <= span[0] < end for start, end in spans)
