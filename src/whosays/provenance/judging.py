"""One claim judged: its origins, what changed, who answered, what it rests on, and on what it rested on each day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whosays.model import Document, Factuality, Form, Naming, Reason, Response, meaning
from whosays.model.clarity import answerer_is_clear, names_nobody
from whosays.model.story import (
    Answer,
    AsOf,
    Drift,
    DriftKind,
    Edge,
    Evidence,
    Facts,
    NodeKind,
    Origins,
    Reply,
    Told,
    Verdict,
)
from whosays.outlets.register import key
from whosays.provenance.drift import drifts, headline, said, same
from whosays.provenance.origins import Beginning, Origin, origins
from whosays.provenance.streams import counted, streams
from whosays.provenance.timeline import timeline
from whosays.provenance.upstream import ClaimPlace, Pile

_MOST_DRIFT = 200  # changes that are kept of one claim
_NEGATIVE = (Factuality.NOT_CERTAIN, Factuality.NOT_PROBABLE, Factuality.NOT_POSSIBLE)
_AS_LIKELY = 0.5  # of the likeliest place of a document, for another one to say how it has the claim
_HARDENED = (DriftKind.RESPONSE_HARDENED,)
_AT_HOME, _BY_PARTY = "confirmed-at-home", "denied-by-party"  # rules of judgement that say what a reply is worth

_KNOWN = (Naming.NAMED, Naming.ROLE)

Judge = Callable[[Facts], Verdict]


@dataclass(frozen=True, slots=True)
class TiedAnswer:
    """An answer to a claim: the document's index, the attribution's id, what it is, by whom, and, where every document
    was read against the claim, how likely."""

    index: int
    attribution: str
    response: Response
    name: str
    likely: float | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposition: its words, and all answers to it."""

    words: str
    answers: tuple[TiedAnswer, ...]


_About = tuple[str, Sequence[tuple[Response, str]]]  # the words of a proposition, and who answers it with what


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one claim."""

    edges: tuple[Edge, ...]
    origins: Origins
    circular: tuple[tuple[str, ...], ...]
    drift: tuple[Drift, ...]
    responses: tuple[Answer, ...]
    standing: Verdict
    course: tuple[AsOf, ...]


def judged(
    places: Sequence[ClaimPlace],
    edges: Sequence[Edge],
    otherwise: list[Drift],
    event_of: Mapping[int, int],
    pile: Pile,
    judge: Judge,
    elsewhere: Sequence[tuple[int, str]] = (),
    told: Proposed | None = None,
) -> Found:
    """What is found of a claim by all places that make it. ``otherwise``: changes that made another claim of it;
    ``judge`` says what the claim rests on; ``elsewhere``: answers (document, attribution) of documents that do not make
    it; ``told``: that it is a proposition, with all answers to it.
    """
    answers = _answers(places, elsewhere, pile) if told is None else _tied(told.answers, places, pile)
    answers = _without_carriers(answers, edges, pile)
    about = None if told is None else (told.words, [reply for one in told.answers for reply in _with_house(one, pile)])
    origin = _origins(places, edges, event_of, pile, about)
    drift = [d for place in places if (d := headline(place, pile)) is not None]
    best: dict[str, ClaimPlace] = {}  # where each document tells it most surely
    for place in places:
        node = pile.nodes.document(place.index).id
        if node not in best or place.likely > best[node].likely:
            best[node] = place
    for taker, taken in dict.fromkeys((edge.taker, edge.taken) for edge in edges):
        if taker in best and taken in best:
            drift.extend(drifts(best[taken], best[taker], pile))
    hardened = {(pile.nodes.by_id[d.downstream].document, d.spans_downstream) for d in drift if d.kind in _HARDENED}
    spoken = [
        reply
        for answer, reply in answers
        if not answer.contradicted and (reply.evidence.document, reply.evidence.spans) not in hardened
    ]
    standing = judge(_facts(places, origin.origins, edges, spoken, pile))
    course = _course(places, edges, spoken, event_of, pile, judge, about, (origin.origins, standing))
    steps = timeline(places, origin.origins.nodes, edges, spoken, pile)
    if steps:
        standing = replace(standing, reasons=(*standing.reasons, *steps))
    return Found(
        tuple(edges),
        origin.origins,
        origin.circles,
        tuple(dict.fromkeys([*drift, *otherwise]))[:_MOST_DRIFT],
        tuple(answer for answer, _ in answers),
        standing,
        tuple(course),
    )


def _origins(
    places: Sequence[ClaimPlace],
    edges: Sequence[Edge],
    event_of: Mapping[int, int],
    pile: Pile,
    about: _About | None,
) -> Origin:
    """The origins of a claim; of a proposition, of which ``about`` has words and answers, by its streams."""
    beginnings = [_beginning(place, pile) for place in _making(places, pile)]
    reached = _reached({b.node for b in beginnings}, edges)
    parties = {n for place in places for n in _party(place, event_of, pile)}
    found = origins(beginnings, [e for e in edges if e.taker in reached], pile.nodes, parties)
    if about is None:
        return found
    words = {b.node: b.evidence for b in reversed(beginnings)}
    hanging = streams(list(words), edges, about[1], about[0], pile.nodes)
    told = counted(hanging, pile.nodes, words, edges)
    kept = tuple(ground for ground in found.origins.reasons if ground.rule in ("hinge", "circular"))
    return Origin(replace(told, reasons=(*told.reasons, *kept)), found.circles)


def _making(places: Sequence[ClaimPlace], pile: Pile) -> list[ClaimPlace]:
    """The places at which documents surely tell a claim, without those where it is only denied; in a document that
    mostly denies it what is said in the negative denies it, too."""
    best: dict[int, ClaimPlace] = {}
    for place in places:
        if place.index not in best or place.likely > best[place.index].likely:
            best[place.index] = place
    denying = {index for index, place in best.items() if _denies(place, pile)}
    return [
        place
        for place in places
        if place.likely >= _AS_LIKELY * best[place.index].likely
        and not _denies(place, pile)
        and not (place.index in denying and place.claim.factuality in _NEGATIVE)
    ]


def _facts(
    places: Sequence[ClaimPlace], found: Origins, edges: Sequence[Edge], replies: Sequence[Reply], pile: Pile
) -> Facts:
    """What is to be judged: ``replies`` with whether whoever gave them is an origin of the claim."""
    nodes = pile.nodes
    own = {key(nodes.by_id[node].label) for node in found.nodes}
    takers: dict[str, set[str]] = {}
    for edge in edges:
        takers.setdefault(edge.taken, set()).add(edge.taker)
    identified = [node for node in found.nodes if node in nodes.speakers and nodes.speakers[node].naming in _KNOWN]
    return Facts(
        documents=len({place.index for place in places}),
        denying=len({place.index for place in places} - {place.index for place in _making(places, pile)}),
        told=tuple(
            Told(frozenset(reason.rule for reason in p.claim.standing.reasons)) for p in places if p.claim.standing
        ),
        origins=found,
        carriers=tuple(len(takers.get(node, ())) for node in identified),
        replies=tuple(replace(reply, own=reply.own or key(reply.who) in own) for reply in replies),
        letters=tuple(nodes.outlets[node].letter if node in nodes.outlets else None for node in found.nodes),
    )


def _course(
    places: Sequence[ClaimPlace],
    edges: Sequence[Edge],
    replies: Sequence[Reply],
    event_of: Mapping[int, int],
    pile: Pile,
    judge: Judge,
    about: _About | None,
    now: tuple[Origins, Verdict],
) -> list[AsOf]:
    """What the claim rested on at the end of each day that a document of it is dated, by the dated documents until
    then; a day that changes nothing but how many carry it is left out. What is not dated is in none of them. ``now`` is
    what all that is known makes of it.
    """
    day_of = {p.index: day[:10] for p in places if (day := pile.traces[p.index].document.published)}
    course: list[AsOf] = []
    for day in sorted(set(day_of.values())):
        known = [p for p in places if p.index in day_of and day_of[p.index] <= day]
        there = {pile.traces[p.index].document.id for p in known}
        until = [
            replace(edge, evidence=shown)
            for edge in edges
            if (shown := tuple(e for e in edge.evidence if e.document in there))
        ]
        heard = [r for r in replies if r.evidence.document in there]
        if (known, until, heard) == (list(places), list(edges), list(replies)):
            origin, standing = now
        else:
            origin = _origins(known, until, event_of, pile, about).origins
            standing = judge(_facts(known, origin, until, heard, pile))
        made = AsOf(day, len(there), origin.least, origin.most, standing.credibility, standing.summary)
        if not course or _rests_on(course[-1]) != _rests_on(made):
            course.append(made)
    return course


def _rests_on(made: AsOf) -> tuple[int, int, int, str]:
    return made.least, made.most, made.credibility, made.summary.partition("; ")[2]


def _reached(begun: Iterable[str], edges: Sequence[Edge]) -> set[str]:
    """The nodes from which documents that make a claim have it, and those documents."""
    above: dict[str, list[str]] = {}
    for edge in edges:
        above.setdefault(edge.taker, []).append(edge.taken)
    reached, todo = set(begun), list(begun)
    while todo:
        for node in above.get(todo.pop(), ()):
            if node not in reached:
                reached.add(node)
                todo.append(node)
    return reached


def _beginning(place: ClaimPlace, pile: Pile) -> Beginning:
    document = pile.traces[place.index].document
    return Beginning(pile.nodes.document(place.index).id, Evidence(document.id, place.claim.spans))


def _denies(place: ClaimPlace, pile: Pile) -> bool:
    """True where a document has a claim only because someone denies it."""
    chain = pile.chain(place)
    return bool(chain) and chain[-1].response is Response.DENY and chain[-1].id in place.claim.responses


def _party(place: ClaimPlace, event_of: Mapping[int, int], pile: Pile) -> list[str]:
    """The innermost speaker, where the rules of judgement found that it speaks of itself."""
    standing, chain = place.claim.standing, pile.chain(place)
    if not chain or standing is None or all(r.rule != "own-word-about-itself" for r in standing.reasons):
        return []
    source = pile.sources[place.index].get(chain[-1].source_id or "")
    node = pile.nodes.speaker(event_of[place.index], place.index, chain[-1], source)
    return [node.id] if node else []


def _answers(
    places: Sequence[ClaimPlace], elsewhere: Sequence[tuple[int, str]], pile: Pile
) -> list[tuple[Answer, Reply]]:
    """Every response to a claim in any document, with who gave it, the words, and what it is worth there."""
    here = [(place.index, identifier) for place in places for identifier in place.claim.responses]
    tied = []
    for index, identifier in dict.fromkeys((*here, *elsewhere)):
        attribution = pile.attributions[index].get(identifier)
        if attribution is None or attribution.response is None:
            continue
        source = pile.sources[index].get(attribution.source_id or "")
        phrase = pile.traces[index].document.quote(attribution.source)
        who = source.name if source and source.naming is not Naming.NONE else phrase
        tied.append(TiedAnswer(index, identifier, attribution.response, " ".join(who.split())))
    return _tied(tied, places, pile)


def _with_house(one: TiedAnswer, pile: Pile) -> list[tuple[Response, str]]:
    """What somebody answers, and the house they answer for."""
    source = pile.sources[one.index].get(pile.attributions[one.index][one.attribution].source_id or "")
    house = source.affiliation if source else None
    return [(one.response, one.name), *([(one.response, house)] if house else [])]


def _tied(tied: Sequence[TiedAnswer], places: Sequence[ClaimPlace], pile: Pile) -> list[tuple[Answer, Reply]]:
    """Answers to a claim as they are shown, and as they are judged: with what each is worth by the rules of its
    document."""
    worth: dict[int, list[Reason]] = {}
    for place in places:
        worth.setdefault(place.index, []).extend(place.claim.standing.reasons if place.claim.standing else ())
    found = []
    less = _contradicted(tied, pile)
    for one in tied:
        document, attribution = pile.traces[one.index].document, pile.attributions[one.index][one.attribution]
        source = pile.sources[one.index].get(attribution.source_id or "")
        heard = pile.hearing[one.index].listener(attribution)
        words = said(attribution)
        answer = Answer(
            document.id,
            one.attribution,
            one.response,
            source.id if source else None,
            document.published,
            attribution.addressee or (heard.name if heard else None),
            one.name or None,
            words,
            one.likely,
            one in less,
        )
        rules = {reason.rule for reason in worth.get(one.index, ()) if set(words) & set(reason.spans)}
        reply = Reply(
            one.response,
            _called(one.name, document),
            Evidence(document.id, words),
            identified=source is not None and source.naming in _KNOWN,
            party=_BY_PARTY in rules,
            own=_AT_HOME in rules,
            house=source.affiliation if source is not None else None,
            clear=answerer_is_clear(attribution, source),
        )
        found.append((answer, reply))
    return found


def _without_carriers(
    answers: Sequence[tuple[Answer, Reply]], edges: Sequence[Edge], pile: Pile
) -> list[tuple[Answer, Reply]]:
    """The answers without the confirmations of outlets that documents have it from: who carries it does not confirm
    it."""
    nodes = pile.nodes.by_id
    carriers = {key(nodes[edge.taken].label) for edge in edges if nodes[edge.taken].kind is NodeKind.UNSEEN}
    return [
        (answer, reply)
        for answer, reply in answers
        if answer.response is not Response.CONFIRM or key(answer.name or "") not in carriers
    ]


def _called(name: str, document: Document) -> str:
    """Whom an answer is said to be by: where nobody speaks, or "we", that is the document, by its outlet."""
    return name if name and not names_nobody(name) else document.outlet or "one of the documents"


def _contradicted(tied: Sequence[TiedAnswer], pile: Pile) -> set[TiedAnswer]:
    """The confirmations and denials that are told of somebody who by another document could not confirm it, or denied
    what is told as confirmed; those in their own words, and those of a later day, stand."""
    return {
        one
        for one in tied
        if one.response in meaning.LESS
        and pile.attributions[one.index][one.attribution].form is Form.INDIRECT
        and any(_weaker(other, one, pile) for other in tied)
    }


def _weaker(other: TiedAnswer, one: TiedAnswer, pile: Pile) -> bool:
    if other.index == one.index or other.response not in meaning.LESS[one.response]:
        return False
    before, after = (pile.traces[a.index].document.published for a in (other, one))
    later = before is not None and after is not None and before[:10] < after[:10]
    return not later and same(_names(one, pile), _names(other, pile))


def _names(one: TiedAnswer, pile: Pile) -> set[str]:
    return {key(name) for _, name in _with_house(one, pile)} - {""}
