"""The whole method for one document: who said what, whose word it is, how sure, who answered, what it rests on.

Everything below is a pure function from values to values; this is the only place where they meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from whosays import attribution, claims, factuality, heads, responses, sourcing, standing, vectors
from whosays.model import Attribution, Document, Trace
from whosays.parts import joined, parts
from whosays.text import cut
from whosays.text.readings import Readings
from whosays.text.states import States

READS = "en"


def trace(document: Document, *, register: Mapping[str, str] | None = None) -> Trace:
    """Trace a document: its sources, attributions and claims, each claim with its standing.

    ``register`` is the user's own rating of outlets and sources (name → letter A-F), without which reliability is F. A
    document in another language than English comes back with a warning and nothing read; a very long one is read in
    parts (`whosays.parts`). In words that were recognised in a picture nothing is surer than they are. Raises
    ``UsageError`` for a letter outside A-F.
    """
    if document.language not in (None, READS):
        warning = f"the engine reads English; found {document.language}"
        return Trace(document, warnings=(*document.warnings, warning))
    read = [(part, _read(part.document, register)) for part in parts(document)]
    whole = read[0][1] if len(read) == 1 and read[0][0].document is document else joined(document, read)
    return whole if document.recognised is None else _no_surer(whole, document.recognised)


def _no_surer(made: Trace, than: float) -> Trace:
    """A trace in which no attribution is surer than its words."""
    said = tuple(replace(a, confidence=min(a.confidence, than)) for a in made.attributions)
    return replace(made, attributions=said)


def _read(document: Document, register: Mapping[str, str] | None) -> Trace:
    """The trace of a text that is read as one."""
    said, states = attribution.read(document)
    readings = heads.read(document.text, states, cut(document.text, document.furniture).sentences, vectors.rough)
    return judged(document, said, states, readings, register)


def judged(
    document: Document,
    said: tuple[Attribution, ...],
    states: States,
    readings: Readings,
    register: Mapping[str, str] | None,
) -> Trace:
    """The trace of a text, from the attributions that were read in it and from what the reader made of its pieces."""
    said = attribution.numbered(responses.with_statements(document, said, states, readings))
    sources, said = sourcing.resolve(document, said)
    said = attribution.numbered(attribution.without_self_reports(said))
    said, stances = responses.respond(document, said, states, readings)
    stance_of = dict(zip((a.id for a in said), stances, strict=True))
    said = attribution.without_deeds(document.text, said, sources)  # an answer is no mere deed
    said = factuality.weigh(document, said, tuple(stance_of[a.id] for a in said), states)
    said = attribution.numbered(said)
    made = claims.extract(document, sources, said, vectors=vectors.encode, rough=vectors.rough, readings=readings)
    made = factuality.rate(document, said, made, responses.by_cue)
    said, made = responses.link(document, said, made, readings)
    said, made = claims.with_denied(document, sources, said, made, readings)
    made = standing.judge(document, sources, said, made, register=register)
    return Trace(document, sources, said, made, document.warnings)


def traces(documents: Iterable[Document], *, register: Mapping[str, str] | None = None) -> Iterator[Trace]:
    """The traces of several documents, in order, each made when it is asked for."""
    for document in documents:
        yield trace(document, register=register)
