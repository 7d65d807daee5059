"""A draft held against what a ledger has: quotations and answers of the same speakers, figures of the same claims.

Nothing is read anew. What is not the same is a question to whoever wrote it; what a ledger has no word of is said to be
not checked, so that silence is not taken for a pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from whosays.errors import WhosaysError
from whosays.ledger import Ledger
from whosays.likeness import Features, conflict, features
from whosays.model import Attribution, Naming, Response, Source, Spans, Trace, record
from whosays.model.clarity import answer_is_clear, names_nobody, speaker_is_clear
from whosays.wording import RESPONSE

QUOTATION, ANSWER, TOLD, NUMBER = "quotation-differs", "answer-differs", "told-otherwise", "number-differs"
_MOST_DOCUMENTS = 20  # of one speaker, the newest
_MOST_CLAIMS, _MOST_SENTENCES = 12, 200  # of a draft, by which its matter is found, and that are compared
_QUOTED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»]{3,1500})[\"“”„«»]")
_CUT: Final = re.compile(r"\[[^\]]{0,80}\]|\.\.\.|…")
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")
_NEAR, _SHORT = 0.5, 3  # what share of a quotation's words must stand in another in this order; words of a short one
_SHARED, _MOST_OF = 3, 0.5  # stems that two tellings share at least, and what part of the shorter one's
_ALIKE = 0.6  # how like a claim of the ledger must be, as `claims --like` counts
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_SAME_KIND: Final = {
    Response.SUPPORT: Response.CONFIRM,
    Response.CORRECT: Response.DENY,
    Response.RETRACT: Response.DENY,
}
_AGAINST: Final = {"polarity", "opposites", "numbers"}


@dataclass(frozen=True, slots=True)
class Question:
    """Something of a draft that a ledger has otherwise: the rule, a sentence, where in the draft, the claim or the
    document of the ledger."""

    rule: str
    text: str
    spans: Spans
    held: str


@dataclass
class Held:
    """What came of it: questions, what was the same, and what was not checked, each a sentence."""

    questions: list[Question] = field(default_factory=list)
    same: int = 0
    unchecked: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a speaker that a ledger has: in which document, whose outlet, the whole passage, how it answers."""

    document: str
    outlet: str
    words: str
    direct: bool
    response: Response | None


def held_against(trace: Trace, ledger: Ledger) -> Held:
    """What a ledger has otherwise than a draft, and what it has nothing of."""
    found = Held()
    known: dict[str, tuple[_Words, ...]] = {}
    strangers: dict[str, None] = {}
    asked: list[Attribution] = []
    for said in trace.attributions:
        source = trace.source_of(said)
        if source is None or not _is_asked(source, said):
            continue
        asked.append(said)
        if source.id not in known:
            known[source.id] = tuple(_recorded(ledger, source))
        words = known[source.id]
        if not words:
            if said.content or said.response:
                strangers[source.name] = None
            continue
        _quotations(trace, said, source, words, found)
        _answer(trace, said, source, words, found)
        _telling(trace, said, source, words, found)
    found.unchecked += [f"{name}: nobody of this name speaks in the ledger." for name in strangers]
    found.unchecked += _left(trace, asked)
    found.questions += _figures(trace, ledger)
    return found


def _is_asked(source: Source, said: Attribution) -> bool:
    return source.naming is Naming.NAMED and not names_nobody(source.name) and speaker_is_clear(said, source)


def _recorded(ledger: Ledger, source: Source) -> Iterator[_Words]:
    """What a ledger has of a speaker, by the name with and without an article."""
    bare = _ARTICLE.sub("", source.name)
    rows = {row.handle: row for name in (bare, f"The {bare}") for row in ledger.source(name)}
    for row in list(rows.values())[:_MOST_DOCUMENTS]:
        if _ARTICLE.sub("", row.name).casefold() != bare.casefold():
            continue  # somebody whose name has this one as a part
        made = ledger.trace(row.document)
        if made is None:
            continue
        for said in made.attributions:
            if f"{row.document}:{said.source_id}" == row.handle and (said.content or said.response):
                content = made.document.quote(said.content)
                whole = made.document.quote(tuple(sorted((*said.source, *said.cue, *said.content))))
                response = said.response if said.response and answer_is_clear(said) else None
                label = row.outlet or row.document
                yield _Words(row.document, label, " ".join(whole.split()), bool(_QUOTED.search(content)), response)


# --- quotations ------------------------------------------------------------------------------------------------------


def _quotations(trace: Trace, said: Attribution, source: Source, recorded: Sequence[_Words], found: Held) -> None:
    for words, spans in _quoted(trace, said):
        if all(any(_stands(part, one.words) for one in recorded) for part in _CUT.split(words) if _tokens(part)):
            found.same += 1
            continue
        near = _nearest(words, recorded)
        if near is None:
            found.unchecked.append(f"“{_short(words)}”: the ledger has words of {source.name}, and none like these.")
            continue
        one, passage = near
        text = f"The ledger has this of {source.name} in other words, in {one.document} ({one.outlet}): “{passage}”"
        found.questions.append(Question(QUOTATION, text, spans, one.document))


def _quoted(trace: Trace, said: Attribution) -> Iterator[tuple[str, Spans]]:
    """What stands in quotation marks of somebody's words, each with where; one whose marks stand outside is whole."""
    text = trace.document.text
    for start, end in said.content:
        around = text[max(0, start - 1) : end + 1]
        inside = [m for m in _QUOTED.finditer(around) if len(_tokens(m[1])) > 1]
        for match in inside:
            at = max(0, start - 1) + match.start(1)
            yield match[1], ((at, at + len(match[1])),)


def _left(trace: Trace, asked: Iterable[Attribution]) -> Iterator[str]:
    """The quotations of which nobody who is named was read as the speaker."""
    held = [span for said in asked for span in said.content]
    for match in _QUOTED.finditer(trace.document.text):
        start, end = match.span(1)
        if len(_tokens(match[1])) > 1 and not any(one < end and start < other for one, other in held):
            yield f"“{_short(match[1])}”: nobody who is named was surely read as who says it."


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text as they are, whatever marks are around them."""
    return f" {' '.join(_tokens(words))} " in f" {' '.join(_tokens(text))} "


def _nearest(words: str, recorded: Iterable[_Words]) -> tuple[_Words, str] | None:
    """The recorded quotation, or sentence of one, that has most of some words in their order."""
    own = _tokens(words)
    best: tuple[float, _Words, str] | None = None
    for one in recorded:
        for quotation in (m[1] for m in _QUOTED.finditer(one.words)):
            for passage in dict.fromkeys([*_SENTENCES.split(quotation), quotation]):
                other = _tokens(passage)
                common = sum(b.size for b in SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks())
                share = common / max(len(own), 1)
                if len(own) <= _SHORT:
                    share = float(bool(set(features(words).stems) & set(features(passage).stems)))
                near = share - len(other) / 10_000  # of equals the shorter
                if share >= _NEAR and (best is None or near > best[0]):
                    best = (near, one, passage)
    return None if best is None else best[1:]


# --- answers, and what is told without quotation marks ---------------------------------------------------------------


def _answer(trace: Trace, said: Attribution, source: Source, recorded: Sequence[_Words], found: Held) -> None:
    if said.response is None or not answer_is_clear(said):
        return
    answers = [one for one in recorded if one.response is not None]
    own = _kind(said.response)
    if not answers:
        found.unchecked.append(f"{source.name} {RESPONSE[said.response]}: the ledger has no answer of theirs.")
        return
    if any(_kind(one.response) is own for one in answers):
        found.same += 1
        return
    about = _matter(trace, said)
    one = max(answers, key=lambda one: len(about & set(features(one.words).stems)))
    assert one.response is not None
    text = (
        f"Here {source.name} {RESPONSE[said.response]}; in the ledger {source.name} {RESPONSE[one.response]}, "
        f"in {one.document} ({one.outlet}): “{_short(one.words)}”"
    )
    spans = said.cue or said.content
    found.questions.append(Question(ANSWER, text, tuple(sorted((*said.source, *spans, *said.content))), one.document))


def _kind(response: Response | None) -> Response | None:
    return None if response is None else _SAME_KIND.get(response, response)


def _matter(trace: Trace, said: Attribution) -> set[str]:
    claim = next((c for c in trace.claims if c.id == said.responds_to), None)
    return set(features(f"{trace.document.quote(said.content)} {claim.text if claim else ''}").stems)


def _telling(trace: Trace, said: Attribution, source: Source, recorded: Sequence[_Words], found: Held) -> None:
    """What somebody is said to have said, against the same turned round or with another figure."""
    words = " ".join(trace.document.quote(said.content).split())
    if _QUOTED.search(words) or said.response is not None or not words:
        return
    own = features(words)
    for one in recorded:
        for passage in _SENTENCES.split(one.words):
            other = features(passage)
            common = set(own.stems) & set(other.stems)
            shorter = min(len(set(own.stems)), len(set(other.stems)))
            if len(common) >= _SHARED and len(common) >= _MOST_OF * shorter and conflict(own, other) in _AGAINST:
                text = f"The ledger has {source.name} otherwise, in {one.document} ({one.outlet}): “{_short(passage)}”"
                found.questions.append(Question(TOLD, text, said.content, one.document))
                return


# --- figures ---------------------------------------------------------------------------------------------------------


def _figures(trace: Trace, ledger: Ledger) -> Iterator[Question]:
    """Sentences with another figure than one that is otherwise alike in the documents of the same matter."""
    asked = [(words, spans) for words, spans in _sentences(trace) if features(words).numbers][:_MOST_SENTENCES]
    there = list(_of_the_matter(trace, ledger)) if asked else []
    for words, spans in asked:
        own = features(words)
        alike = [(one, words_there) for one, words_there, other in there if _tells_the_same(own, other)]
        if not alike or any(not own.numbers - features(told).numbers for _, told in alike):
            continue
        (document, outlet), told = alike[0]
        if conflict(own, features(told)) == "numbers":
            text = f"Another figure stands in {document} ({outlet}): “{_short(told)}”"
            yield Question(NUMBER, text, spans, document)


def _tells_the_same(own: Features, other: Features) -> bool:
    common = set(own.stems) & set(other.stems)
    shorter = min(len(set(own.stems)), len(set(other.stems)))
    return bool(other.numbers) and len(common) > _SHARED and len(common) >= _MOST_OF * shorter


def _of_the_matter(trace: Trace, ledger: Ledger) -> Iterator[tuple[tuple[str, str], str, Features]]:
    """The sentences of the documents whose claims are like those of a draft, each with whose it is."""
    names: dict[str, None] = {}
    for claim in trace.claims[:_MOST_CLAIMS]:
        try:
            near = ledger.like(claim.text, limit=2)
        except WhosaysError:  # no word in it to look for
            continue
        for listed in near:
            held = ledger.claim(listed.claim) if (listed.likeness or 0) >= _ALIKE else None
            if isinstance(held, record.Claim):
                names.update(dict.fromkeys(place.document for place in held.appearances))
    for name in list(names)[:_MOST_DOCUMENTS]:
        made = ledger.trace(name)
        for words, _ in _sentences(made) if made is not None else ():
            yield (name, (made.document.outlet if made else None) or name), words, features(words)


def _sentences(trace: Trace) -> Iterator[tuple[str, Spans]]:
    text = trace.document.text
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        for part in _SENTENCES.split(line[0]):
            start = text.index(part, at) if part else at
            at = start + len(part)
            if len(_tokens(part)) > _SHARED:
                yield " ".join(part.split()), ((start, at),)


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.casefold().replace("’", "'"))


def _short(words: str, longest: int = 200) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
