"""A sourcing summary for memos, in the manner of ICD 206: each statement with its source line, its grade and its date,
the documents as endnotes, and room for a person to sign. As Markdown and as DOCX.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whosays.exports.base import Exporter, library
from whosays.exports.marks import called, shown_by, without_clock, xml_safe
from whosays.model import Document
from whosays.model.findings import Findings
from whosays.model.story import Answer, NodeKind, StoryClaim
from whosays.standing.turns import Said, turns
from whosays.wording import (
    CREDIBILITY,
    DATED,
    DRIFT,
    NAMING,
    NO_VERDICT,
    RELIABILITY,
    RESPONSE,
    TAKES,
    date_in_words,
    grade,
    sentence,
)

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST: Final = re.compile(r"^(\d*)([-+=.)])")  # what begins a list, a heading or a rule
_LONGEST: Final = 240  # characters of the words that show who has it from whom
_UNRATED: Final = "source reliability not rated: no register of your own"
_SIGNED: Final = ("Reviewed by", "Date", "Signature")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its source line, as text: ``lines`` are what it rests on, who answered, what was changed."""

    text: str
    documents: tuple[int, ...]
    grade: str
    standing: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a summary says, before it is Markdown or DOCX."""

    title: str
    made_by: str
    statements: tuple[Statement, ...]
    notes: tuple[str, ...]


def summary(found: Findings) -> Summary:
    """The summary of findings: claims in their order, documents numbered in theirs."""
    numbers = {document: number for number, document in enumerate(found.documents, 1)}
    claims = found.story.claims  # of one claim it is that which the summary is about, not one outlet's headline
    alone = [claims[0].text] if len(claims) == 1 else []
    titles = alone or [event.title for event in found.story.stories if event.title]
    return Summary(
        f"Sourcing summary: {'; '.join(titles[:3])}" if titles else "Sourcing summary",
        f"whosays {found.maker.version}, model {found.maker.model[:12]}. {NO_VERDICT}",
        tuple(_statement(found, claim, numbers) for claim in found.story.claims),
        tuple(_note(found, document) for document in found.documents.values()),
    )


def _statement(found: Findings, claim: StoryClaim, numbers: dict[str, int]) -> Statement:
    standing = claim.standing
    graded = "not graded"
    if standing is not None:
        letter, digit = standing.letter, standing.credibility
        rated = f"source reliability {letter}: {RELIABILITY[letter]}" if letter else _UNRATED
        graded = f"{grade(letter, digit)} ({rated}; information credibility {digit}: {CREDIBILITY[digit]})"
    lines = [
        _dates(found, claim),
        *_origins(found, claim),
        *_taken(found, claim),
        *_answers(found, claim),
        *_changes(found, claim),
    ]
    lines += [
        f"Decided by {d.who}, {date_in_words(d.time[:10])}: {d.told or f'{d.verb} {d.subject}'}. Why: {d.why}"
        for d in found.decisions
        if d.claim == claim.id
    ]
    documents = tuple(numbers[document] for document in claim.documents)
    return Statement(claim.text, documents, graded, standing.summary if standing else "", tuple(lines))


def _dates(found: Findings, claim: StoryClaim) -> str:
    """From when to when the documents that make it are dated; the notes have the date of each."""
    documents = [found.documents[identifier] for identifier in claim.documents]
    days = sorted({document.published[:10] for document in documents if document.published})
    undated = sum(1 for document in documents if not document.published)
    span = " to ".join(date_in_words(day) for day in dict.fromkeys((days[0], days[-1]))) if days else ""
    without = f"{undated} without a date" if undated else ""
    return f"Dated: {'; '.join(filter(None, (span, without)))}."


def _origins(found: Findings, claim: StoryClaim) -> Iterator[str]:
    labels = []
    for identifier in claim.origins.nodes:
        node = found.nodes[identifier]
        source = found.sources.get((node.document or "", node.source or ""))
        how = NAMING[source.naming] if source else "a document" if node.kind is not NodeKind.UNSEEN else "not seen"
        labels.append(f"{node.label} ({how})")
    if labels:
        least, most = claim.origins.least, claim.origins.most
        count = str(most) if least == most else f"{least} to {most}"
        yield f"Rests on: {'; '.join(labels)}. Independent origins: {count}."


def _taken(found: Findings, claim: StoryClaim) -> Iterator[str]:
    for edge in claim.edges:
        taker, taken = found.nodes[edge.taker].label, found.nodes[edge.taken].label
        shown = shown_by(found, edge)
        if len(shown) > _LONGEST:  # whole paragraphs, where a text was copied
            shown = f"{shown[:_LONGEST].rpartition(' ')[0]} …”"
        yield f"{sentence(taker)} {TAKES[edge.kind]} {taken}: {shown}"


def _answers(found: Findings, claim: StoryClaim) -> Iterator[str]:
    for answer in claim.responses:
        source = found.sources.get((answer.document, answer.by or ""))
        said = found.attributions[answer.document, answer.attribution]
        told = said.content or (*said.source, *said.cue)  # who did not answer said nothing
        words = " ".join(found.words(answer.document, tuple(sorted(told))).split())
        who = source.name if source else "Somebody unnamed"
        yield f"{sentence(who)} {RESPONSE[answer.response]}: “{words}”, in {called(found.documents[answer.document])}"
    yield from (turn.text for turn in turns([said for answer in claim.responses for said in _said(found, answer)]))


def _said(found: Findings, answer: Answer) -> Iterator[Said]:
    source = found.sources.get((answer.document, answer.by or ""))
    if source and not answer.contradicted:
        start = answer.spans[0][0] if answer.spans else 0
        voice = (source.name, source.affiliation)
        yield Said(voice, source.naming, answer.response, answer.date, answer.document, start)


def _changes(found: Findings, claim: StoryClaim) -> Iterator[str]:
    for drift in claim.drift:
        above, below = found.nodes[drift.upstream], found.nodes[drift.downstream]
        words = [found.words(node.document or "", spans) for node, spans in
                 ((above, drift.spans_upstream), (below, drift.spans_downstream))]  # fmt: skip
        yield f"Changed on the way, {DRIFT[drift.kind]}: {above.label} “{words[0]}”, {below.label} “{words[1]}”"


def _note(found: Findings, document: Document) -> str:
    """The endnote of a document: who published what, when, where it was read."""
    date = f"{DATED[document.dated]} {date_in_words(document.published)}" if document.published else "undated"
    parts = [
        ", ".join(document.authors) or document.account,
        f"“{called(document)}”",
        document.outlet,
        date,
        document.url or "; ".join(found.inputs.get(document.id, ())),
        "withdrawn by its publisher" if document.retracted else None,
        f"text {document.id[:23]}",
    ]
    return ", ".join(part for part in parts if part)


class Markdown(Exporter):
    """CommonMark; what comes from outside is escaped, so that no text of a document becomes markup."""

    name = "markdown"
    title = "sourcing summary for a memo (Markdown)"
    ending = ".md"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        told = summary(found)
        lines = [f"# {_plain(told.title)}", "", _plain(told.made_by), ""]
        for number, statement in enumerate(told.statements, 1):
            lines += [f"{number}. **{_plain(statement.text)}** {_references(statement.documents)}", ""]
            lines += [f"   - Grade: {_plain(statement.grade)}", f"   - {_plain(statement.standing)}"]
            lines += [f"   - {_plain(line)}" for line in statement.lines]
            lines.append("")
        lines += ["## Documents", ""]
        lines += [f"{number}. {_plain(note)}" for number, note in enumerate(told.notes, 1)]
        lines += ["", "## Signed", "", *(f"{label}: \\_\\_\\_\\_\\_\\_\\_\\_  " for label in _SIGNED)]
        yield ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _plain(text: str) -> str:
    """A text as one line of Markdown that says just this."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))


def _references(documents: Sequence[int]) -> str:
    return f"\\[{', '.join(map(str, documents))}\\]"


class Docx(Exporter):
    """A Word document with headings, numbered statements and endnotes."""

    name = "docx"
    needs = "docx"
    title = "sourcing summary for a memo (Word)"
    ending = ".docx"
    binary = True

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        docx: Any = library("docx", package="python-docx", extra="docx", purpose="--to docx")
        told = summary(found)
        made = docx.Document()
        made.core_properties.title = xml_safe(told.title)[:255]
        made.core_properties.author = "whosays"
        made.add_heading(xml_safe(told.title), level=1)
        made.add_paragraph(xml_safe(told.made_by))
        for number, statement in enumerate(told.statements, 1):
            references = ", ".join(map(str, statement.documents))
            head = made.add_paragraph()
            head.add_run(xml_safe(f"{number}. {statement.text}")).bold = True
            head.add_run(f" [{references}]")
            for line in (f"Grade: {statement.grade}", statement.standing, *statement.lines):
                made.add_paragraph(xml_safe(line), style="List Bullet")
        made.add_heading("Documents", level=2)
        for number, note in enumerate(told.notes, 1):
            made.add_paragraph(xml_safe(f"[{number}] {note}"))
        made.add_heading("Signed", level=2)
        table = made.add_table(rows=0, cols=2)
        for label in _SIGNED:
            table.add_row().cells[0].text = label
        held = io.BytesIO()
        made.save(held)
        yield without_clock(held.getvalue())
