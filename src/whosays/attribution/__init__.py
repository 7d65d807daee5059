"""Who said what: the attributions of a document, from its text alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from whosays.attribution.accounts import accounts
from whosays.attribution.agentless import Report, agentless, infinitive_end
from whosays.attribution.citing import cited
from whosays.attribution.context import addressee, channel, frame, without_addressee
from whosays.attribution.continuation import carried_on, without_self_reports
from whosays.attribution.court_reports import court_reports
from whosays.attribution.deeds import without_deeds
from whosays.attribution.denied_claims import denied_claims
from whosays.attribution.embedded import embedded
from whosays.attribution.engine import Engine, Reading, load
from whosays.attribution.frames import apart, framed
from whosays.attribution.gestures import without_gestures
from whosays.attribution.headlines import headlined, without_text_labels, without_topics
from whosays.attribution.hearers import unspoken
from whosays.attribution.hypothetical import without_hypotheticals
from whosays.attribution.letters import given, quoted_lines
from whosays.attribution.missed import missed, with_subjects
from whosays.attribution.nesting import nested
from whosays.attribution.passives import undergoing
from whosays.attribution.polls import polled
from whosays.attribution.quoting import form_of, run_on, unbroken
from whosays.attribution.records import recorded
from whosays.attribution.relative_clauses import in_relative_clauses
from whosays.attribution.relayed import relayed
from whosays.attribution.said_denials import said_denials
from whosays.attribution.selection import CUT, confidence, rehung, select, shared_length
from whosays.attribution.turns import taken, turns, without_labels
from whosays.likeness import nouns
from whosays.model import Attribution, Document, Span, Spans, updated
from whosays.text import cut, quotations, sentences
from whosays.text.quotations import Quotation
from whosays.text.spans import length, overlaps
from whosays.text.states import States, unread

__all__ = ["Engine", "attribute", "load", "numbered", "read", "without_deeds", "without_self_reports"]

_AUXILIARY = re.compile(r"\s+(?:has|have|had|is|are|was|were|will|would|did|does|do|being|been|be|as)$", re.IGNORECASE)
_BEGUN = re.compile(r"(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*)?")  # of a name
_HANGS_ON = re.compile(
    r"(?:[\w'’-]+\s+){2,12}?(?:because|while|although|though|whereas|when|after|before|since)\s+(?=(?:the|an?|his|"
    r"her|their|its)\s|[A-Z])",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"[a-z]{2}[.!?][\"”’]?\s")
Reader = Callable[[Engine, str, Sequence[Span], float], tuple[list[Reading], States]]
_AGENTLESS_CONFIDENCE = 0.9  # the constructions are rarely anything else: docs/accuracy.md


def attribute(document: Document, engine: Engine | None = None) -> tuple[Attribution, ...]:
    """The attributions of a document, by position, ids ``a1``…, each with its parent, form, channel and addressee.

    ``engine`` defaults to the one that ships with the package. Furniture is not read. Sources are not yet resolved and
    factuality not yet weighed (``whosays.sourcing``, ``whosays.factuality``).
    """
    return _read(document, engine, Engine.read_alone)[0]


def read(document: Document, engine: Engine | None = None) -> tuple[tuple[Attribution, ...], States]:
    """The attributions of a document as ``attribute`` gives them, and the encoder's state of each piece of its text."""
    return _read(document, engine, Engine.read_with_states)


def _read(document: Document, engine: Engine | None, reader: Reader) -> tuple[tuple[Attribution, ...], States]:
    text = document.text
    passages = list(cut(text, document.furniture).paragraphs)
    if not passages:
        return (), unread()
    passages, quoted_whole = quoted_lines(text, passages)
    said_in_turn = turns(text, passages)
    passages = without_labels(passages, said_in_turn)
    engine = engine or load()
    quoted = quotations(text, passages)
    sentence_spans = sentences(text, passages)
    outer, states = reader(engine, text, passages, CUT)
    outermost = apart(text, select(framed(text, outer, sentence_spans)))
    readings = nested(engine, text, outermost)
    found = [_attribution(text, number, reading, parent) for number, (reading, parent) in enumerate(readings)]
    found = without_gestures(text, without_hypotheticals(text, found, sentence_spans))
    found = headlined(text, without_topics(text, without_text_labels(text, found), passages), passages)
    found = unspoken(text, found)
    found = [without_addressee(text, a, sentence_spans) for a in found]
    found = [updated(a, content=unbroken(a.content, quoted)) for a in found]
    found = said_denials(text, found)
    found = [_to_its_end(text, a, sentence_spans) for a in found]
    found = _from_their_start([_of_antecedent(text, a, sentence_spans) for a in found], sentence_spans, quoted)
    found = [updated(a, form=form_of(a.content, quoted, text)) for a in found]
    found = run_on(text, found, quoted, passages)
    found = carried_on(text, found, sentence_spans)
    found = cited(text, found, sentence_spans)
    found = undergoing(text, found, sentence_spans)
    found = recorded(text, found, sentence_spans)
    found = in_relative_clauses(text, found, sentence_spans)
    found = denied_claims(text, polled(text, found, sentence_spans), sentence_spans)
    found = [*with_subjects(text, found, sentence_spans), *missed(text, found, sentence_spans)]
    found = accounts(text, found, sentence_spans, passages)
    found = court_reports(text, found, sentence_spans, passages)
    found = _with_reports(text, found, agentless(text, sentence_spans))
    found = taken(text, relayed(text, found), said_in_turn)
    found = given(embedded(text, found, passages), quoted_whole)
    placed = []
    for a in found:
        around = frame(text, a, sentence_spans)
        if a.cue:
            holder = next((p for p in found if p.id == a.parent), None)
            around = _within(around, holder.content) if holder else around
            a = updated(a, channel=channel(text, a, around), addressee=addressee(text, a, around))
        placed.append(a if a.agentless else updated(a, form=form_of(a.content, quoted, text)))
    return numbered(placed), states


def _attribution(text: str, number: int, reading: Reading, parent: int | None) -> Attribution:
    source, content = _whole_name(text, reading.source, reading.content)
    return Attribution(
        id=f"r{number}",
        source=_in_own_clause(text, _without_auxiliary(text, source)),
        cue=reading.cue,
        content=content,
        parent=None if parent is None else f"r{parent}",
        confidence=confidence(reading),
    )


def _to_its_end(text: str, a: Attribution, sentence_spans: Sequence[Span]) -> Attribution:
    """An attribution whose content, an infinitive in a relative clause, ends before the verb of what that hangs on."""
    if not a.cue or not a.content or a.content[-1][0] < a.cue[-1][1]:
        return a
    start, end = a.content[-1]
    number = bisect_right(sentence_spans, (a.cue[0][0], len(text))) - 1
    first = sentence_spans[number][0] if number >= 0 else 0
    cut_at = infinitive_end(text, first, a.cue[-1], (start, end))
    return a if cut_at == end else updated(a, content=(*a.content[:-1], (start, cut_at)))


def _from_their_start(
    attributions: list[Attribution], sentence_spans: Sequence[Span], quoted: Sequence[Quotation]
) -> list[Attribution]:
    """The attributions without contents that begin in the middle of a sentence before that of the cue.

    What a speaker says is said from a sentence's beginning on, unless it is quoted from within.
    """
    starts = [start for start, _ in sentence_spans]
    result = []
    for a in attributions:
        first = bisect_right(starts, a.cue[0][0]) - 1 if a.cue else -1
        kept = tuple(
            (s, e)
            for s, e in a.content
            if first < 0
            or e > starts[first]
            or s <= starts[bisect_right(starts, s) - 1] + 2
            or any(q.outer[0] <= s < q.outer[1] for q in quoted)
        )
        result.append(updated(a, content=kept) if kept and kept != a.content else a)
    return result


_RELATIVE = re.compile(r"(?:which|who)\s+\w", re.IGNORECASE)


def _of_antecedent(text: str, a: Attribution, sentence_spans: Sequence[Span]) -> Attribution:
    """An attribution whose source is a relative clause, said by the noun it hangs on: of "the party, which props up
    the cabinet, has asked" the party."""
    if len(a.source) != 1 or not _RELATIVE.match(text, *a.source[0]):
        return a
    start, end = a.source[0]
    sentence = max((s for s, _ in sentence_spans if s <= start), default=0)
    noun = nouns.before(text, sentence, start)
    return a if noun is None else updated(a, source=((noun[0], end),))


def _whole_name(text: str, source: Spans, content: Spans) -> tuple[Spans, Spans]:
    """Source and content, the beginning of a name in the former: in "…, Ines | Pell said" she is Ines Pell."""
    if len(content) < 2 or not source:
        return source, content
    (start, end), (first, last) = content[-1], source[0]
    if text[end:first] != " " or not _BEGUN.fullmatch(text, start, end) or not text[first:last][:1].isupper():
        return source, content
    return ((start, last), *source[1:]), content[:-1]


def _without_auxiliary(text: str, source: Spans) -> Spans:
    """The source without the auxiliary of its cue: "a court has | heard" is said by the court."""
    trimmed = ((s, s + len(_AUXILIARY.sub("", text[s:e]))) for s, e in source)
    return tuple((s, e) for s, e in trimmed if s < e)


def _in_own_clause(text: str, source: Spans) -> Spans:
    """The source without a clause that it hangs on: in "the crew left because the captain said" the captain speaks."""
    cut = []
    for start, end in source:
        hung = _HANGS_ON.match(text, start, end)
        cut.append((hung.end() if hung else start, end))
    return tuple((s, e) for s, e in cut if s < e)


def _within(spans: Spans, content: Spans) -> Spans:
    """The parts of ``spans`` that lie in ``content``."""
    cut = ((max(s, a), min(e, b)) for s, e in spans for a, b in content)
    return tuple((s, e) for s, e in cut if s < e)


def _with_reports(text: str, found: list[Attribution], reports: Sequence[Report]) -> list[Attribution]:
    """Add the reports without a speaker, in place of readings that took the thing spoken about for the speaker."""
    result = list(found)
    for number, report in enumerate(reports):
        same = [a for a in result if overlaps((*a.cue, *a.source), report.cue)]
        outside = [a for a in same if _named(text, a) and not overlaps(a.source, (*report.cue, *report.content))]
        if not all(_in_next_sentence(text, a, report) for a in outside):
            continue  # somebody outside what is reported does say it
        hedges = " " not in text[slice(*report.cue[0])]
        if hedges and any(a.source and length(a.cue) > length(report.cue) and _holds(a.cue, report.cue) for a in same):
            continue  # "the ministry reportedly warned that": the adverb hedges a speaker's own verb
        result = rehung([a for a in result if a not in same], result)
        holders = [a for a in result if not a.agentless and _holds(a.content, report.cue)]
        parent = min(holders, key=lambda a: length(a.content)) if holders else None
        # a clause that reaches over the edge of the words it stands in was read too far
        content = _within(report.content, parent.content) if parent else report.content
        if not content or _straddles(content, [a for a in result if a not in holders]):
            continue
        result.append(
            Attribution(
                f"n{number}",
                (),
                report.cue,
                content,
                parent=parent.id if parent else None,
                agentless=True,
                confidence=_AGENTLESS_CONFIDENCE,
            )
        )
    return result


def _named(text: str, a: Attribution) -> bool:
    """True where the source is more than the pronoun of a relative clause: in "who is believed to" nobody believes."""
    return any(text[s:e].lower() not in {"who", "which", "that"} for s, e in a.source)


def _in_next_sentence(text: str, a: Attribution, report: Report) -> bool:
    """True where the source of a reading stands behind the end of the report's sentence: it was read too far."""
    return bool(a.source) and bool(_FULL_STOP.search(text, report.cue[-1][1], max(a.source[0][0], report.cue[-1][1])))


def _holds(content: Spans, spans: Spans) -> bool:
    return all(any(s <= a and b <= e for s, e in content) for a, b in spans)


def _straddles(content: Spans, others: Sequence[Attribution]) -> bool:
    """True where a content cuts through that of another attribution: then its clause was misread."""
    return any(
        not a.agentless and 0 < shared_length(content, a.content) < length(content) and not _holds(content, a.content)
        for a in others
    )


def numbered(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions in order of position with ids ``a1``…, each its own, parents renamed with them.

    Those that come without an id yet get one too; nothing can name them as its parent.
    """
    holder = {a.id: a.parent for a in attributions}

    def depth(identifier: str | None) -> int:
        return 0 if identifier is None else 1 + depth(holder.get(identifier))

    ordered = sorted(attributions, key=lambda a: (a.start, depth(a.parent), a.cue, a.content, a.id))
    names = {a.id: f"a{number}" for number, a in enumerate(ordered, 1) if a.id}
    return tuple(
        updated(
            a,
            id=f"a{number}",
            parent=names.get(a.parent) if a.parent else None,
            responds_to=names.get(a.responds_to, a.responds_to) if a.responds_to else None,
        )
        for number, a in enumerate(ordered, 1)
    )
