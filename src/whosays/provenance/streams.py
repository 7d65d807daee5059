"""The origins of a proposition: how many there may be of those who assert it and may know, at least and at most.

Every article that tells it hangs on sources: the ends of its ways upward. Sources that may be one are taken together;
who only answers is none. Then the fewest of them are looked for on whom the articles hang. What is left, articles that
give no source and outlets whose own was not told, may all have it from one more, and counts once together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from whosays.likeness import features
from whosays.model import Naming, Response, SourceKind
from whosays.model.clarity import ORIGIN
from whosays.model.meaning import ANSWERING, UNANSWERED
from whosays.model.story import Edge, Evidence, Ground, NodeKind, Origins
from whosays.outlets.register import key
from whosays.provenance.firsthand import perceived
from whosays.provenance.likenames import telling_words
from whosays.provenance.nodes import Nodes
from whosays.provenance.wordlists import any_of

SHARE = 0.3  # of the articles that a source must bring in to count by itself
LEFT, _FEWEST_LEFT = 0.2, 2  # of the articles, and how many, without a source for them to be counted, once together
_MOST = 4
_MOST_WORDS = 2 / 3  # of those that describe an unnamed source, for it to be one who is named and described so
_ATTESTED = 0.25  # of the words of a proposition, that a witness of it has
_BESIDE = 2  # the same, where a witness has its numbers
_HARM = frozenset(("kill", "wound", "arrest", "poison", "rape", "infect"))  # stems of what one cannot see at a glance
_IT = re.compile(r"\b(?:it|them|they|he|she)\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:(?:the|its|their|our|two|three|four|several|some|multiple|many|unnamed|anonymous|a few|a number of)\s+)*"
    r"(?:[\w-]+\s+){0,2}?(?:sources|people|insiders|officials|persons|employees|executives|friends)\b",
    re.IGNORECASE,
)
_TALK = re.compile(rf"\b(?:{any_of('talk')}|media)\b", re.IGNORECASE)

# "local media", "reports in England", "several news outlets": who carries it, whatever is said of them
_CARRYING = re.compile(
    r"(?:^|\s)(?:media|press|news|(?:media\s+)?reports|outlets|newspapers|papers|websites|sites|stations|stories)"
    r"(?:\s+(?:in|from|of|on|across|around|near)\s.*)?$"
)


@dataclass(frozen=True, slots=True)
class Stream:
    """Sources that may be one: their nodes, the words that tell who they are, the articles that hang on them, the
    houses that they speak for, how those who are named are described, and how surely the articles have it from them,
    summed up."""

    nodes: tuple[str, ...]
    words: frozenset[str]
    articles: frozenset[str]
    houses: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Hanging:
    """How the articles that tell a proposition hang: ``apart`` are the streams that count by themselves, ``beside``
    those heard only where these are (``parties`` are the ones it is about), ``left`` the articles that hang on none.
    ``attesting`` are the nodes of named people who know it themselves and say it."""

    apart: tuple[Stream, ...]
    beside: tuple[Stream, ...]
    left: tuple[str, ...]
    answerers: tuple[str, ...]
    parties: tuple[Stream, ...]
    attesting: frozenset[str] = frozenset()


def streams(
    articles: Sequence[str],
    edges: Sequence[Edge],
    answers: Sequence[tuple[Response, str]],
    proposition: str,
    nodes: Nodes,
) -> Hanging:
    """How ``articles`` (their nodes) hang on sources by the edges of a proposition. ``answers`` are those to it,
    ``proposition`` its words."""
    above: dict[str, list[str]] = {}
    for edge in edges:
        above.setdefault(edge.taker, []).append(edge.taken)
    taken = {edge.taken for edge in edges}
    reached: dict[str, set[str]] = {}
    for article in articles:
        for node in dict.fromkeys(_ends(article, above) or _itself(article, taken, nodes)):
            reached.setdefault(node, set()).add(article)
    refusing = [(telling_words(name), response) for response, name in answers if response in ANSWERING]
    sources: list[Stream] = []
    answerers: list[str] = []
    outlets = _outlets(nodes)
    for node, hanging in reached.items():
        words = telling_words(nodes.by_id[node].label)
        if not _is_source(node, words, nodes) or key(nodes.by_id[node].label) in outlets:
            continue
        inside = _unnamed((node,), nodes)
        # A friend inside a ministry is not it; who gave no answer first and says later that it is so is a source.
        if any(
            (words == one if inside else words & one)
            for one, response in refusing
            if response not in UNANSWERED or node not in nodes.asserting
        ):
            answerers.append(node)
            continue
        speaker = nodes.speakers.get(node)
        houses = frozenset({key(speaker.office)} if speaker is not None and speaker.office else ())
        described = telling_words(nodes.described.get(node, ""))
        sure = sum(edge.confidence for edge in edges if edge.taken == node)
        sources.append(Stream((node,), words, frozenset(hanging), houses, described, sure))
    apart, left = _fewest(_together(sources), articles)
    beside = [stream for stream in _together(sources) if stream not in apart]
    about = telling_words(proposition)
    parties = tuple(stream for stream in beside if stream.words and stream.words <= about)
    knowing = (node for stream in (*apart, *beside) if stream not in parties for node in stream.nodes)
    attesting = frozenset(node for node in knowing if node in nodes.knowing and _attests(node, proposition, nodes))
    return Hanging(tuple(apart), tuple(beside), tuple(left), tuple(answerers), parties, attesting)


def _attests(node: str, proposition: str, nodes: Nodes) -> bool:
    """True of somebody in whose words an article tells it; of a witness also who saw "it" where it counts nobody and
    tells of nobody's harm, or who saw as many in a good part of its words."""
    if node in nodes.asserting:
        return True
    if node not in nodes.witnesses:
        return False
    own = features(proposition)
    bare = not own.numbers and not _HARM & set(own.stems)
    for said in nodes.said_by(node):
        if not perceived(said):
            continue
        known = features(said)
        common = len(set(own.stems) & set(known.stems))
        if own.numbers <= known.numbers and common >= (_BESIDE if own.numbers else _ATTESTED * len(set(own.stems))):
            return True
        if bare and _IT.search(said):
            return True
    return False


def _ends(article: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """The nodes an article's ways upward end at; none where it gives no source."""
    seen, todo, ends = {article}, [article], []
    while todo:
        node = todo.pop()
        onward = [up for up in above.get(node, ()) if up not in seen]
        seen.update(onward)
        todo.extend(onward)
        if not above.get(node) and node != article:
            ends.append(node)
    return ends


def _itself(article: str, taken: Collection[str], nodes: Nodes) -> list[str]:
    """A given post that says where it has it from to nobody, and from which others have it."""
    return [article] if article in taken and nodes.by_id[article].kind is NodeKind.POST else []


def _is_source(node: str, words: Collection[str], nodes: Nodes) -> bool:
    """True of a speaker and of a post; an article, an outlet that was not given, and mere talk are carriers."""
    made = nodes.by_id[node]
    if node not in nodes.speakers and made.kind is not NodeKind.POST:
        return False
    if made.kind is not NodeKind.POST and _CARRYING.search(made.label):
        return False
    return bool(words) or not _TALK.search(made.label)


def _together(sources: Sequence[Stream]) -> list[Stream]:
    """The sources with those that may be one joined."""
    found: list[Stream] = []
    for source in sources:
        alike = [one for one in found if _may_be_one(one, source)]
        members = [*alike, source]
        joined = Stream(
            tuple(node for one in members for node in one.nodes),
            frozenset().union(*(one.words for one in members)),
            frozenset().union(*(one.articles for one in members)),
            frozenset().union(*(one.houses for one in members)),
            frozenset().union(*(one.described for one in members)),
            sum(one.sure for one in members),
        )
        found = [one for one in found if one not in alike] + [joined]
    return found


def _may_be_one(one: Stream, other: Stream) -> bool:
    """Whether two may be one source: a house that both speak for; one that is called what the other, who is named, is
    described as; a word that tells who it is in common; or no such word on either side, and an article that has it from
    both."""
    if one.houses & other.houses or _describes(one, other) or _describes(other, one):
        return True
    if one.words or other.words:
        return bool(one.words & other.words)
    return bool(one.articles & other.articles)


def _describes(one: Stream, other: Stream) -> bool:
    """Whether one who is not named is called what the other is described as: in the same words or most of several."""
    common = len(one.words & other.described)
    return not one.described and (0 < common == len(one.words) or common >= max(2, _MOST_WORDS * len(one.words)))


def _fewest(found: Sequence[Stream], articles: Sequence[str]) -> tuple[list[Stream], list[str]]:
    """The streams that each bring in a good part of the articles the ones before do not, the largest first; of those
    as large the one from which the articles have it most surely."""
    open_articles, chosen = set(articles), []
    least = max(1.0, SHARE * len(open_articles))
    pool = list(found)
    while pool:
        best = max(pool, key=lambda stream: (len(stream.articles & open_articles), stream.sure))
        if len(best.articles & open_articles) < least:
            break
        chosen.append(best)
        open_articles -= best.articles
        pool.remove(best)
    return chosen, [article for article in articles if article in open_articles]


def counted(hanging: Hanging, nodes: Nodes, words: Mapping[str, Evidence], edges: Sequence[Edge]) -> Origins:
    """The interval, with its reasons. ``words`` are those in which each article tells it."""
    several = [stream for stream in hanging.apart if _several(stream, nodes)]
    own = _own(hanging, nodes)
    bare = [article for article in hanging.left if not any(article in stream.articles for stream in own)]
    few = len(bare) < max(_FEWEST_LEFT, LEFT * len(words))
    inherit = few and bool(hanging.apart)
    known = [] if own else _well_known(hanging, nodes)
    saw = [s for s in _witnesses(hanging, nodes) if s not in own and s not in known]
    most = len(hanging.apart) + len(several) + bool(own) + (bool(bare) and not inherit) + bool(known) + bool(saw)
    most = max(1, min(most, _MOST))
    pair = _shown_apart((*hanging.apart, *own, *known, *saw), hanging.attesting, edges)
    least = 2 if pair else 1
    most = max(least, most)
    credit: dict[str, list[Evidence]] = {}
    for edge in edges:
        credit.setdefault(edge.taken, []).extend(edge.evidence)

    def shown(members: Sequence[str]) -> tuple[Evidence, ...]:
        found = [e for node in members for e in (credit.get(node) or ([words[node]] if node in words else []))]
        return tuple(dict.fromkeys(e for e in found if e.spans or e.field))

    def called(members: Sequence[str]) -> str:
        once = list({nodes.by_id[node].label.casefold(): nodes.by_id[node].label for node in members}.values())
        rest = len(once) - 3
        return ", ".join(once[:3]) + (f" and {rest} more" if rest > 0 else "")

    reasons = []
    for number, stream in enumerate(hanging.apart):
        carried = f"{len(stream.articles)} of {len(words)} documents have it from there"
        at = "counted at both ends" if number == 0 else "counted at the upper end, as nothing shows that it is apart"
        rule = "unnamed" if _unnamed(stream.nodes, nodes) else "account" if _accounts(stream, nodes) else "identified"
        if stream in several:
            at += ", and twice there, as several unnamed people are spoken of"
        whose = ", and whose account that is is not said" if rule == "account" else ""
        reasons.append(Ground(rule, f"{called(stream.nodes)}: {carried}{whose}; {at}.", shown(stream.nodes)))
    for stream in own:
        carried = f"{len(stream.articles)} of {len(words)} documents have it from there and from nobody counted already"
        at = "once at the upper end" if len(own) == 1 else "once at the upper end with the others of the kind"
        reasons.append(Ground("own-source", f"{called(stream.nodes)}: {carried}; {at}.", shown(stream.nodes)))
    if bare:
        one = len(bare) == 1
        unseen = _unseen_behind(bare, nodes, edges)
        if unseen:
            gives = f"{called(bare)} {'has' if one else 'have'} it from {called(unseen)}, whose own source is not told"
        else:
            gives = f"{called(bare)} {'gives' if one else 'give'} no source that counts"
        text = (
            f"{gives}; taken to have it from where the others say it began: not counted apart."
            if inherit
            else f"{gives}{'' if one or unseen else ', and may all have it from one place'}: once at the upper end."
        )
        reasons.append(Ground("no-source", text, shown(bare)))
    if saw:
        nodes_of = [node for stream in saw for node in stream.nodes]
        text = f"{called(nodes_of)}: saw it at first hand by the words, beside who is counted; once at the upper end."
        reasons.append(Ground("witness", text, shown(nodes_of)))
    for stream in hanging.parties:
        text = f"{called(stream.nodes)}: to speak in one's own cause is no corroboration; not counted apart."
        reasons.append(Ground("own-cause", text, shown(stream.nodes)))
    told = (*own, *saw, *hanging.parties)
    beside = [node for stream in hanging.beside if stream not in told for node in stream.nodes]
    if beside:
        text = f"Heard only where these are, and not counted apart: {called(beside)}."
        reasons.append(Ground("heard-beside", text, shown(beside)))
    if hanging.answerers:
        text = f"{called(hanging.answerers)}: who answers it is no origin of it."
        reasons.append(Ground("answerer", text, shown(hanging.answerers)))
    if pair:
        text = (
            f"{called(pair)}: each told it to another outlet from their own knowledge, and nothing that these articles "
            "have it from is the same: two at the lower end."
        )
        reasons.append(Ground("shown-apart", text, shown(pair)))
    ends = [node for stream in (*hanging.apart, *own, *saw) for node in stream.nodes] or _last_known(hanging, edges)
    return Origins(least, most, tuple(ends), tuple(reasons))


def _shown_apart(
    streams: Sequence[Stream], attesting: Collection[str], edges: Sequence[Edge]
) -> tuple[str, str] | tuple[()]:
    """Two named people of different streams who know it themselves and say it, of whom two articles have it by ways
    that have nothing in common; nobody where there are none."""
    above: dict[str, list[str]] = {}
    surely: dict[str, float] = {}
    for edge in edges:
        above.setdefault(edge.taker, []).append(edge.taken)
        surely[edge.taken] = max(surely.get(edge.taken, 0.0), edge.confidence)
    hanging: dict[str, list[Stream]] = {}
    for stream in streams:
        for article in stream.articles:
            hanging.setdefault(article, []).append(stream)
    ways = {article: _way(article, above) for article in hanging}
    knowing = [
        (stream, node, [ways[a] for a in sorted(stream.articles) if hanging[a] == [stream] and node in ways[a]])
        for stream in streams
        for node in stream.nodes
        if node in attesting and max(surely.get(one, 0.0) for one in stream.nodes) >= ORIGIN
    ]
    for number, (stream, node, own) in enumerate(knowing):
        for other_stream, other, theirs in knowing[number + 1 :]:
            if stream is not other_stream and any(not one & two for one in own for two in theirs):
                return node, other
    return ()


def _way(article: str, above: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """An article and all that it has it from, at any distance."""
    seen, todo = {article}, [article]
    while todo:
        onward = [up for up in above.get(todo.pop(), ()) if up not in seen]
        seen.update(onward)
        todo.extend(onward)
    return frozenset(seen)


def _last_known(hanging: Hanging, edges: Sequence[Edge]) -> list[str]:
    """Where the ways of articles end of which none leads to a source that counts: an outlet that was not given, an
    article that takes it from nobody; nobody who only answers. All articles where they go round in a circle."""
    above: dict[str, list[str]] = {}
    for edge in edges:
        above.setdefault(edge.taker, []).append(edge.taken)
    found = dict.fromkeys(end for article in hanging.left for end in (_ends(article, above) or [article]))
    return [end for end in found if end not in above and end not in hanging.answerers] or list(hanging.left)


def _unseen_behind(articles: Sequence[str], nodes: Nodes, edges: Sequence[Edge]) -> list[str]:
    """The outlets that were not given at which the ways of articles end; none where one of them ends elsewhere."""
    above: dict[str, list[str]] = {}
    for edge in edges:
        above.setdefault(edge.taker, []).append(edge.taken)
    ends = [_ends(article, above) for article in articles]
    known = [end for each in ends for end in each]
    if not all(ends) or any(nodes.by_id[end].kind is not NodeKind.UNSEEN for end in known):
        return []
    return list(dict.fromkeys(known))


def _several(stream: Stream, nodes: Nodes) -> bool:
    """True where more than one whom nobody names is spoken of: "sources", "people briefed on the talks"."""
    return any(_PLURAL.match(nodes.by_id[node].label) and _unnamed((node,), nodes) for node in stream.nodes)


def _own(hanging: Hanging, nodes: Nodes) -> list[Stream]:
    """The streams on which articles hang that have it from none that is counted: who says it or saw it, and nobody whom
    it is about. Somebody unnamed of whom nothing is told may be an unnamed one who is counted."""
    left = set(hanging.left)
    if not hanging.apart:
        return []
    asserting = {node for node in nodes.asserting if not _is_vague(node, nodes)} | nodes.witnesses
    beside = [s for s in hanging.beside if s not in hanging.parties and asserting.intersection(s.nodes)]
    able = [s for s in beside if s.articles & left and not _reports(s, nodes)]
    unnamed = [stream for stream in hanging.apart if _unnamed(stream.nodes, nodes)]
    bare = bool(unnamed) and not all(stream.words for stream in unnamed)
    return [s for s in able if not (_unnamed(s.nodes, nodes) and unnamed and (bare or not s.words))]


def _is_vague(node: str, nodes: Nodes) -> bool:
    """True of a crowd and of a role without a house: "parents", "the club"."""
    speaker = nodes.speakers.get(node)
    if speaker is None:
        return False
    return speaker.naming is Naming.CROWD or (speaker.naming is Naming.ROLE and not speaker.house)


def _witnesses(hanging: Hanging, nodes: Nodes) -> list[Stream]:
    """The streams of named people, none of whom it is about, who tell what they saw themselves: who heard them beside
    somebody else has not shown that they have it from there."""
    able = [stream for stream in hanging.beside if hanging.apart and stream not in hanging.parties]
    return [stream for stream in able if any(node in nodes.witnesses for node in stream.nodes)]


def _reports(stream: Stream, nodes: Nodes) -> bool:
    """True of somebody who reports for an outlet that is credited, and was not there."""
    outlets = _outlets(nodes)
    speakers = [nodes.speakers[n] for n in stream.nodes if n in nodes.speakers and n not in nodes.witnesses]
    return any(speaker.house and key(speaker.house) in outlets for speaker in speakers)


def _outlets(nodes: Nodes) -> frozenset[str]:
    """The names of the outlets that are credited and were not given."""
    return frozenset(key(node.label) for node in nodes.by_id.values() if node.kind is NodeKind.UNSEEN)


def _well_known(hanging: Hanging, nodes: Nodes) -> list[Stream]:
    """Identified streams that bring in few articles of their own, but some, and are named by more than one."""
    left = set(hanging.left)
    able = [stream for stream in hanging.beside if stream not in hanging.parties]
    able = [stream for stream in able if (nodes.asserting | nodes.witnesses).intersection(stream.nodes)]
    named = [stream for stream in able if len(stream.articles) > 1 and not _unnamed(stream.nodes, nodes)]
    return [stream for stream in named if stream.articles & left]


def _unnamed(members: Sequence[str], nodes: Nodes) -> bool:
    named = [nodes.speakers[node].naming for node in members if node in nodes.speakers]
    return bool(named) and all(naming not in (Naming.NAMED, Naming.ROLE) for naming in named)


def _accounts(stream: Stream, nodes: Nodes) -> bool:
    """True where nobody but accounts is in it: who is behind one is not known by its name."""
    kinds = [nodes.speakers[node].kind for node in stream.nodes if node in nodes.speakers]
    posts = [node for node in stream.nodes if node not in nodes.speakers]
    return all(kind is SourceKind.ACCOUNT for kind in kinds) and (bool(kinds) or bool(posts))
