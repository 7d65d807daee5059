"""What an editor must see first of a claim: what it rests on, how many carry it, who answered, in a few sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from whosays.model import Naming, Response
from whosays.model.clarity import names_nobody, origin_is_clear
from whosays.model.meaning import UNANSWERED
from whosays.model.story import Node, NodeKind
from whosays.outlets.register import joined, key
from whosays.reports.story.answers import Given, answers, together, voices
from whosays.reports.story.view import UNSEEN, Told
from whosays.wording import ANSWERS_IT, CARRIES, THEY_ANSWER_IT, TOLD_AS, count, sentence, several

_MOST_NAMES = 3
_BEGINNING = frozenset(
    ("a", "an", "the", "one", "some", "several", "recent", "two", "three", "his", "her", "its", "their")
)
_NO_PHRASE = re.compile(r"(?:[a-z]+ing|he|she|they|it|we|i|that|which|who|and|but|or|as|to|of) |\W*$", re.IGNORECASE)
_CALLED_ACCOUNT = re.compile(r"\b(?:account|user|channel|post|message|thread|page)\b", re.IGNORECASE)
_MARKS = (("(", ")"), ("“", "”"), ("[", "]"))
# Who carries it, whatever is said of them
_MEDIA = re.compile(r"\b(?:media|press|newspapers|papers|news|reports|outlets|websites|stories)$", re.IGNORECASE)
_MOST_ANSWERS = 4  # in large type
_MOST_TO_CHECK = 3
NOBODY = "Nobody in these documents answers it."
_SENTENCES, _MOST_PROOFS = 3, 4  # of what is passed on


def lead(told: Told) -> tuple[str, ...]:
    """The sentences in order: what it rests on; who carries it and through whom; the answers; circles beside it."""
    return tuple(s for s in (_rests(told), _carried(told), answered(told) or NOBODY, *_circles(told)) if s)


def to_check(told: Told) -> tuple[str, ...]:
    """What to look up or whom to ask next, the nearest to where it began first: who was heard by one only, what was
    credited and not given, the earliest document."""
    view = told.view
    found = []
    for end in told.ends:
        node, takers = view.nodes[end[0]], told.takers.get(end[0], ())
        unknown = view.naming(node) not in (Naming.NAMED, None) or node.id in told.accounts
        if len(end) == 1 and not view.is_document(node) and unknown and takers and is_phrase(node.label):
            found.append(_asked(told, node))
    for name in dict.fromkeys(view.name(n) for n in told.nodes if view.nodes[n].kind is NodeKind.UNSEEN):
        found.append(f"Read what {name.removesuffix(UNSEEN)} published: it is credited, and not among the documents.")
    dated = sorted((date, view.document_name(d)) for d in told.own if (date := view.published(d)))
    if len(dated) > 1:
        found.append(f"Look for something earlier than {dated[0][1]} ({dated[0][0][:10]}), the first that is dated.")
    return tuple(found[:_MOST_TO_CHECK])


def _asked(told: Told, node: Node) -> str:
    """Whom to ask for a source that nobody names, or where to look for a post or a paper."""
    view = told.view
    name, naming = view.name(node.id), view.naming(node)
    taker = _heard_through(told, node) or view.document_name(_telling(told, node))
    if node.id in told.accounts and naming is Naming.NAMED:
        return f"Find what the account {name} posted, and whose it is: {taker} has it from there."
    if (node.kind is NodeKind.POST and not view.is_person(node)) or view.is_thing(node):
        return f"Find {_small(name)}, which {taker} has it from."
    if _MEDIA.search(name):
        return f"Look up which reports {taker} means by “{name}”."
    return f"Ask {taker} who “{name}” {'are' if several(name, naming) else 'is'}."


def _heard_through(told: Told, node: Node) -> str | None:
    """The only one through whom a source is heard, where that is a document or an outlet, and not itself."""
    takers = told.takers.get(node.id, ())
    if len(takers) != 1:
        return None
    taker = told.view.nodes[takers[0]]
    name = told.view.name(taker.id).removesuffix(UNSEEN)
    outlet = told.view.is_document(taker) or taker.kind is NodeKind.UNSEEN
    return name if outlet and joined(name) != joined(node.label) else None


def _telling(told: Told, node: Node) -> str:
    """The first document in whose words a source stands."""
    return next((e.document for edge in told.graph if edge.taken == node.id for e in edge.evidence), "")


def _small(name: str) -> str:
    """A description inside a sentence: without a capital, where it begins with an article or the like."""
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first.lower() in _BEGINNING else name


def is_phrase(name: str) -> bool:
    """False of words that are no description of anybody, but a piece of a sentence: "telling CNN that officials"."""
    words = name.split()
    return bool(words) and not _NO_PHRASE.match(name) and not any(name.count(a) != name.count(b) for a, b in _MARKS)


def to_pass_on(told: Told) -> str:
    """A claim with its first sentences and the words that show them, as plain text for a mail."""
    view = told.view
    grounds = [evidence for ground in told.claim.origins.reasons for evidence in ground.evidence[:1]]
    replies = [(answer.document, answer.spans) for answer in told.claim.responses[:1]]
    shown = dict.fromkeys([*((e.document, e.spans) for e in grounds if e.spans), *replies])
    proofs = [
        f"- {view.document_name(document)}{_on(view.published(document))}: “{words}”"
        for document, spans in shown
        if (words := " ".join(view.words(document, spans).split()))
    ]
    said = [f"“{' '.join(told.claim.text.split())}”", " ".join(lead(told)[:_SENTENCES])]
    return "\n\n".join([*said, "\n".join(proofs[:_MOST_PROOFS])]).strip()


def _on(date: str | None) -> str:
    return f", {date[:10]}" if date else ""


def _rests(told: Told) -> str:
    if not told.ends:
        return "Nobody makes it: it is told only to be denied."
    clear = [one for ends in told.sources if (one := _best(told, ends)) is not None]
    if told.has_no_common_source:
        by_end = [end for end in told.ends if _is_clear(told, end) and end[0] not in told.answering]
        named = [described(told, end) for end in by_end if not told.view.is_document(told.view.nodes[end[0]])]
        few = f" Named by few: {_listed(named[:_MOST_NAMES])}." if named else ""
        return f"Not clear where it comes from: no source is named that most of these documents have it from.{few}"
    if not clear:
        return "Not clear whose word it rests on."
    shown = [described(told, part) for part in clear[:_MOST_NAMES]]
    left = len(told.sources) - len(shown)
    return f"Rests on {_listed([*shown, count(left, 'other possible origin')] if left else shown)}."


def _best(told: Told, ends: Sequence[Sequence[str]]) -> Sequence[str] | None:
    """The one of those who may be one source that says most of who it is; none where none may be named."""
    clear = [end for end in ends if _is_clear(told, end)]
    naming = [told.view.naming(told.view.nodes[end[0]]) for end in clear]
    order = (Naming.NAMED, Naming.ROLE)
    ranked = sorted(range(len(clear)), key=lambda i: order.index(n) if (n := naming[i]) in order else len(order))
    return clear[ranked[0]] if ranked else None


def _is_clear(told: Told, end: Sequence[str]) -> bool:
    """Whether an origin may be named in large type: surely credited, and by a name that is one."""
    if len(end) > 1 or told.view.is_document(told.view.nodes[end[0]]):
        return True
    credits = (edge.confidence for edge in told.graph if edge.taken == end[0])
    return origin_is_clear(credits) and not names_nobody(told.view.name(end[0]))


def described(told: Told, end: Sequence[str]) -> str:
    """An origin by what it is: a source by how it is named, a document that gives no source, a circle of credit."""
    view = told.view
    if len(end) > 1:
        return f"a circle of credit ({' → '.join(view.name(n) for n in told.circle(end[0]))})"
    node = view.nodes[end[0]]
    name = view.name(node.id)
    if node.kind is NodeKind.UNSEEN:
        return f"{name.removesuffix(UNSEEN)} (not among the documents)"
    if view.is_document(node):
        return (
            f"one post ({name}, which gives no source)"
            if node.kind is NodeKind.POST
            else f"{name} (which gives no source)"
        )
    heard = _heard_through(told, node)
    through = f", heard through {heard}" if heard else ""
    naming = view.naming(node)
    if view.is_thing(node):
        return f"{_small(name)}{f' (through {heard})' if heard else ''}"
    cause = ", speaking in their own cause" if told.speaks_for_itself(node.id) else ""
    if node.id in told.accounts:
        called = name if _CALLED_ACCOUNT.search(name) else f"the account {name}"
        return f"{_small(called)}, and nothing says whose that is"
    if naming is Naming.NAMED:
        return name + cause
    many = several(name, naming)
    if node.kind is NodeKind.POST and not view.is_person(node):
        return f"{name}{f' (through {heard})' if heard else ''}"
    if not is_phrase(name):
        return f"an unnamed source{f' ({through[2:]})' if heard else ''}"
    if naming is Naming.ROLE:
        return f"{'those' if many else 'somebody'} named by role only (“{name}”{cause})"
    if naming is Naming.CROWD:
        return f"{'people nobody names' if many else 'one voice of a crowd'} (“{name}”{through})"
    return f"{'unnamed sources' if many else 'an unnamed source'} (“{name}”{through})"


def _carried(told: Told) -> str:
    documents = len(told.own)
    text = "1 document carries it" if documents == 1 else f"{documents} documents carry it"
    how = Counter(carried.how for carried in told.carried.values())
    if documents > 1 and how:
        text += f" ({_listed([f'{words} by {how[one]}' for one, words in CARRIES.items() if how[one]])})"
    hinge = told.hinge
    if hinge:
        below = len(told.below[hinge])
        share = f"all {below}" if below == documents else f"{below} of them"
        text += f", {share} through {told.view.name(hinge)} alone"
    origins = told.claim.origins
    return f"{text}; {told.origins} independent origin{'' if origins.least == origins.most == 1 else 's'}."


def answered(told: Told) -> str:
    """Who answers it and how, in a sentence; nothing where nobody does."""
    given = sorted(voices(tuple(one for one in answers(told) if one.clear)), key=_silent)
    groups = list(together(tuple(given)))
    first = [group for group in groups if not group[0].harder]
    more = len(first) - _MOST_ANSWERS if len(first) > _MOST_ANSWERS + 1 else 0
    harder = [group for group in groups if group[0].harder]
    parts = []
    alone = len(first) == 1  # then whatever is told harder is of that one
    for group in first:
        same = [one for one in harder if alone or key(one[0].who) == key(group[0].who)]
        harder = [one for one in harder if one not in same]
        told_so = f", which {_listed([_told_as(told, one) for one in _by_response(same)])}" if same else ""
        does = (THEY_ANSWER_IT if group[0].several else ANSWERS_IT)[group[0].response]
        parts.append(f"{sentence(group[0].who)} {does}{told_so}")
    parts = [*parts[:_MOST_ANSWERS], f"{more} more answer it below"] if more else parts
    if harder:
        parts.append(f"an answer that {_listed([_told_as(told, group) for group in _by_response(harder)])}")
    return "; ".join(parts) + "." if parts else ""


def _silent(given: Given) -> int:
    """What was said before what was not: a denial, then who could not confirm it, then silence."""
    return (given.response in UNANSWERED) + (given.response is Response.NO_ANSWER)


def _by_response(groups: Sequence[tuple[Given, ...]]) -> list[tuple[Given, ...]]:
    found: dict[str, list[Given]] = {}
    for group in groups:
        found.setdefault(group[0].response.value, []).extend(group)
    return [tuple(given) for given in found.values()]


def _told_as(told: Told, group: Sequence[Given]) -> str:
    names = list(dict.fromkeys(told.view.document_name(given.document) for given in group))
    what = TOLD_AS.get(group[0].response, group[0].response.value)
    return f"{_listed(names)} {'tells' if len(names) == 1 else 'tell'} as {what}"


def _circles(told: Told) -> list[str]:
    """Circles that are no origin themselves, since something leads out of them."""
    ends = {node for end in told.ends for node in end}
    return [
        f"Circular reporting: {' → '.join(told.view.name(node) for node in circle)}."
        for circle in told.claim.circular
        if not ends & set(circle)
    ]


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES + 1:
        return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
