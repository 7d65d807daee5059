"""Who answered a claim, how, when and to whom, and who told it as more than was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from whosays.model import Naming, Response, Spans
from whosays.model.clarity import answerer_is_clear
from whosays.model.story import DriftKind
from whosays.outlets.register import key
from whosays.reports.story.view import Told
from whosays.standing.turns import Said, turns
from whosays.standing.voices import once, same
from whosays.wording import several


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as one document tells it. ``harder`` is true where its upstream, or another document, has a weaker
    answer of the same one; ``house`` is whom they speak for, ``naming`` how they are named; ``clear`` is whether it may
    be said in large type that it was they."""

    who: str
    response: Response
    document: str
    addressee: str | None
    channel: str | None
    spans: Spans
    harder: bool
    house: str | None = None
    naming: Naming | None = None
    clear: bool = True

    @property
    def several(self) -> bool:
        """Whether more than one answer together, as "Orrin and Vale" do."""
        return several(self.who, self.naming)


def answers(told: Told) -> tuple[Given, ...]:
    """The answers to a claim, as said first, those that were hardened on the way last."""
    hardened = {
        (told.view.nodes[d.downstream].document, d.spans_downstream)
        for d in told.drift
        if d.kind is DriftKind.RESPONSE_HARDENED
    }
    found = []
    for answer in told.claim.responses:
        trace = told.view.documents.get(answer.document)
        said = next((a for a in trace.attributions if a.id == answer.attribution), None) if trace else None
        spans = tuple(sorted({*said.source, *said.cue, *said.content})) if said else ()
        who = told.view.speaker(answer.document, answer.by)
        if answer.name and answer.name.startswith(f"{who} of "):
            who = answer.name  # whose authors they are
        source = next((s for s in trace.sources if s.id == answer.by), None) if trace else None
        if said and not answer.by:  # then it is the document's own word
            who = " ".join(told.view.words(answer.document, said.source).split())
            who = who or told.view.document_name(answer.document)
        found.append(
            Given(
                who,
                answer.response,
                answer.document,
                said.addressee if said else None,
                said.channel if said else None,
                spans,
                answer.contradicted or (answer.document, spans) in hardened,
                source.affiliation if source else None,
                source.naming if source else None,
                said is None or answerer_is_clear(said, source),
            )
        )
    return tuple(sorted(found, key=lambda given: given.harder))


def voices(given: tuple[Given, ...]) -> tuple[Given, ...]:
    """The answers without what another one of them says for the same house in the same way, and without the silence of
    those who answered in another document."""
    kept: list[Given] = []
    for response in dict.fromkeys(one.response for one in given):
        alike = [one for one in given if one.response is response]
        if response is Response.NO_ANSWER:
            others = [(one.who, one.house) for one in given if one.response is not response and not one.harder]
            alike = [one for one in alike if not same((one.who, one.house), others)]
        speaking = {key(one.who) for one in once([(one, (one.who, one.house)) for one in alike])}
        kept.extend(one for one in alike if key(one.who) in speaking or one.harder)
    return tuple(one for one in given if one in kept)


def told_in_turn(told: Told, given: tuple[Given, ...]) -> list[str]:
    """What a speaker first answered and later otherwise, a sentence for each speaker; without what is not counted."""
    said = [
        Said((one.who, one.house), one.naming, one.response, told.view.published(one.document), one.document,
             one.spans[0][0] if one.spans else 0)
        for one in given
        if one.naming is not None and not one.harder
    ]  # fmt: skip
    return [turn.text for turn in turns(said)]


def together(given: tuple[Given, ...]) -> Iterator[tuple[Given, ...]]:
    """The answers in which the same one says the same, whichever documents tell it."""
    groups: dict[tuple[str, Response, bool], list[Given]] = {}
    for answer in given:
        groups.setdefault((answer.who.casefold(), answer.response, answer.harder), []).append(answer)
    yield from map(tuple, groups.values())
