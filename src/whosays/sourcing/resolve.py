"""Mentions to sources: the way through the package, in order."""

from __future__ import annotations

from dataclasses import replace

from whosays.model import Attribution, Basis, BasisKind, Document, Naming, Source, SourceKind
from whosays.sourcing.basis import basis_of, occasion
from whosays.sourcing.reading import Reading
from whosays.sourcing.secrecy import Secrecy
from whosays.sourcing.speakers import Speaker, widest

# how often a pronoun that may nearly as well mean somebody else is read right: 7 of 12 (docs/accuracy.md)
_DOUBTED = 0.58


def resolve(
    document: Document, attributions: tuple[Attribution, ...]
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The sources that the source spans of a document stand for, and the attributions with their ``source_id``.

    ``attributions`` come in any order and keep it; one without a source span keeps ``None``. Sources are numbered
    ``s1``, ``s2`` … by their first mention; ``mentions`` and ``withheld`` are code points into the text. A source
    that the document only says to be withheld ("she did not name her source") comes without an attribution. Any
    text is accepted; nothing is raised.
    """
    reading = Reading(document, attributions)
    reading.read()
    Secrecy(reading).attach()
    return _sources(reading)


def _basis(reading: Reading, speaker: Speaker) -> tuple[tuple[Basis, ...], str | None]:
    """How a speaker knows, and the words that tell it, each once."""
    mentions = reading.spoken_mentions(speaker.entity)
    spoken = [reading.attributions[i] for i in reading.spoken_by(speaker.entity)]
    cues = {t for one in spoken for span in one.cue for t in reading.tokens.within(*span)}
    basis = basis_of(reading.tokens, speaker.entity, mentions, speaker.withheld, reading.spoken_sentences, cues)
    if all(one.kind is BasisKind.POSITION for one in basis):  # no more than an office: also where it was said
        fronted = speaker.kind in (SourceKind.PERSON, SourceKind.UNKNOWN)
        basis += next((found for one in spoken if (found := occasion(reading.tokens, one, fronted=fronted))), ())
    said = dict.fromkeys(" ".join(reading.document.quote(one.spans).split()) for one in basis)
    return basis, "; ".join(said) or None


def _sources(reading: Reading) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The sources in order of first mention, and the attributions pointing to them."""
    mentioned = [(widest(s.spans), s) for s in reading.speakers.values() if s.spans]
    mentioned.sort(key=lambda pair: pair[0][0])
    for _, speaker in mentioned:
        if speaker.kind is SourceKind.UNKNOWN and speaker.entity.gender:
            speaker.kind = SourceKind.PERSON
        elif speaker.kind is SourceKind.UNKNOWN and speaker.naming is Naming.NAMED and speaker.publishes:
            speaker.kind = SourceKind.ORGANIZATION  # an outlet that is in no register
    identifiers = {id(s.entity): f"s{n}" for n, (_, s) in enumerate(mentioned, 1)}
    sources = tuple(
        Source(
            identifiers[id(s.entity)], s.name, s.kind, s.naming, s.role, s.affiliation, mentions,
            tuple(sorted(set(s.withheld))), *_basis(reading, s),
        )
        for mentions, s in mentioned
    )  # fmt: skip
    done = tuple(
        replace(
            a,
            source_id=identifiers.get(id(reading.resolved[i])) if i in reading.resolved else None,
            confidence=min(a.confidence, _DOUBTED) if i in reading.doubted else a.confidence,
        )
        for i, a in enumerate(reading.attributions)
    )
    return sources, done
