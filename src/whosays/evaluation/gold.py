"""Whole traces against the gold set: what a corpus of plain relations cannot measure (docs/gold.md has the method).

An attribution found and one of gold's are a pair where their contents overlap (``matches`` of ``scoring``), required
ones first. What is left over pairs, for responses only, where the cues share a word: "did not respond" has hardly a
content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from whosays.evaluation.passages import PARTS, Accepted, GoldAttribution, Passage, read_passages
from whosays.evaluation.scoring import ROLES, Count, Cover, Tokens, cover, matches, source_agrees, tokens
from whosays.model import Attribution, Document, Naming, Trace

Counts = defaultdict[str, Count]
_LITTLE = {"a", "an", "the", "of", "in", "on", "at", "to", "his", "her", "its", "their", "this"}


@dataclass(frozen=True, slots=True)
class Paired:
    """A passage with its trace. ``pairs`` by content: gold number to predicted number; ``loose`` by the cue only."""

    passage: Passage
    trace: Trace
    words: Tokens
    gold: list[dict[str, Cover]]
    predicted: list[dict[str, Cover]]
    pairs: dict[int, int]
    loose: dict[int, int]

    def required(self) -> list[tuple[GoldAttribution, Attribution]]:
        """The pairs that must be found."""
        found = self.trace.attributions
        return [(g, found[j]) for i, j in self.pairs.items() if not (g := self.passage.attributions[i]).optional]

    def extra(self) -> list[Attribution]:
        """What was found and stands for nothing in gold."""
        used = {*self.pairs.values(), *self._unjudged()}
        return [a for j, a in enumerate(self.trace.attributions) if j not in used]

    def _unjudged(self) -> set[int]:
        golds = self.passage.attributions
        return {
            *(j for i, j in self.pairs.items() if golds[i].optional),
            *(j for i, j in self.loose.items() if golds[i].optional or not has_content(golds[i])),
        }


def has_content(gold: GoldAttribution) -> bool:
    """False where annotators leave the content open: half of the corpus marks none for "did not respond"."""
    return bool(gold.content) and "no-answer" not in gold.response


def evaluate(
    folder: Path, part: str | None = None, tracer: Callable[[Document], Trace] | None = None
) -> dict[str, dict[str, float]]:
    """Figures of ``trace()`` on the passages of ``folder``, of one part ("tune", "aside") or both apart.

    Keys are ``<part>.<figure>``: relation, strict, content, parent, agentless, naming, name, channel, addressee,
    withheld, response.<class>, answers, factuality, absent and phenomenon.<name> (its relation).
    Each has p, r, f1 in per cent and hit, predicted, gold. Where only what was found can be judged (naming, name,
    factuality) the three are its share
    of right answers; ``absent`` counts what must not be found: hit is what was rightly left out. ``InputError`` where
    the folder is no gold set.
    """
    if tracer is None:
        from whosays.trace import trace

        tracer = trace
    figures: dict[str, dict[str, float]] = {}
    passages = read_passages(folder)
    for name in PARTS if part is None else (part,):
        paired = [pair(p, tracer(Document(p.text))) for p in passages if p.part == name]
        for key, count in tally(paired).items():
            figures[f"{name}.{key}"] = {
                **count.figures(),
                "hit": count.hit,
                "predicted": count.predicted,
                "gold": count.gold,
            }
    return figures


def tally(paired: Iterable[Paired]) -> dict[str, Count]:
    """The counts of every figure over some passages, phenomena last."""
    counts: Counts = defaultdict(Count)
    phenomena: Counts = defaultdict(Count)
    for one in paired:
        phenomenon = f"phenomenon.{one.passage.phenomenon}"
        _relations(one, counts, phenomena[phenomenon])
        _parents(one, counts["parent"])
        _agentless(one, counts["agentless"])
        _values(one, counts)
        _withheld(one, counts["withheld"])
        _responses(one, counts)
        _answers(one, counts["answers"])
        _absent(one, counts["absent"])
    return {**counts, **dict(sorted(phenomena.items()))}


def pair(passage: Passage, trace: Trace) -> Paired:
    """Which attribution of the trace stands for which one of gold."""
    words = tokens(passage.text)
    gold = [{r: cover(words, getattr(g, r)) for r in ROLES} for g in passage.attributions]
    predicted = [{r: cover(words, getattr(a, r)) for r in ROLES} for a in trace.attributions]
    pairs: dict[int, int] = {}
    for optional in (False, True):
        left_gold = [i for i, g in enumerate(passage.attributions) if g.optional is optional and gold[i]["content"]]
        left = [j for j in range(len(predicted)) if j not in pairs.values()]
        found = matches(words, [gold[i] for i in left_gold], [predicted[j] for j in left])
        pairs.update({left_gold[i]: left[j] for i, j, _ in found})
    loose: dict[int, int] = {}
    for i in sorted(set(range(len(gold))) - set(pairs), key=lambda i: (passage.attributions[i].optional, i)):
        taken = {*pairs.values(), *loose.values()}
        near = [j for j, p in enumerate(predicted) if j not in taken and p["cue"] & gold[i]["cue"]]
        if near:
            loose[i] = max(near, key=lambda j: (len(predicted[j]["cue"] & gold[i]["cue"]), -j))
    return Paired(passage, trace, words, gold, predicted, pairs, loose)


def _relations(one: Paired, counts: Counts, phenomenon: Count) -> None:
    golds = one.passage.attributions
    wanted = sum(not g.optional and (i in one.pairs or has_content(g)) for i, g in enumerate(golds))
    offered = len(one.required()) + sum(bool(a.content) for a in one.extra())
    found = related = strict = 0
    for i, j in one.pairs.items():
        if golds[i].optional:
            continue
        gold, predicted = one.gold[i], one.predicted[j]
        unsaid = golds[i].source_optional and not predicted["source"]
        found += 1
        related += unsaid or source_agrees(one.words, gold["source"], predicted["source"])
        strict += gold["content"] == predicted["content"] and (unsaid or gold["source"] == predicted["source"])
    for name, hit in (("relation", related), ("strict", strict), ("content", found)):
        counts[name].add(hit, offered, wanted)
    phenomenon.add(related, offered, wanted)


def _parents(one: Paired, count: Count) -> None:
    golds, found = one.passage.attributions, one.trace.attributions
    count.predicted += sum(a.parent is not None for a in one.extra())
    for i, gold in enumerate(golds):
        if gold.optional:
            continue
        offered = found[one.pairs[i]].parent if i in one.pairs else None
        outer = _outer(golds, gold.parent)
        right = offered is not None and offered in {found[one.pairs[o]].id for o in outer if o in one.pairs}
        if None in outer:
            count.predicted += offered is not None and not right
        else:
            count.add(right, int(offered is not None), 1)


def _outer(golds: Sequence[GoldAttribution], parent: int | None) -> list[int | None]:
    """The parents that are right: an optional one may be passed over for its own."""
    options = [parent]
    while parent is not None and golds[parent].optional:
        parent = golds[parent].parent
        options.append(parent)
    return options


def _agentless(one: Paired, count: Count) -> None:
    count.gold += sum(g.agentless and not g.optional for g in one.passage.attributions)
    count.predicted += sum(not a.source for a in one.extra())
    for gold, attribution in one.required():
        if gold.source_optional:
            continue
        count.add(gold.agentless and not attribution.source, int(not attribution.source), 0)


def _values(one: Paired, counts: Counts) -> None:
    """Naming, name, factuality of what was found; channel and addressee, whose misses count too."""
    for gold, attribution in one.required():
        source = one.trace.source_of(attribution)
        if _same_source(one, gold, attribution):
            right = (source.naming if source else Naming.NONE).value in gold.naming
            counts["naming"].add(right, 1, 1)
            if gold.name:
                counts["name"].add(bool(source and _share_word(source.name, gold.name)), 1, 1)
        if None not in gold.factuality:
            counts["factuality"].add(attribution.factuality.value in gold.factuality, 1, 1)
    for role in ("channel", "addressee"):
        counts[role].predicted += sum(getattr(a, role) is not None for a in one.extra())
        for i, gold in enumerate(one.passage.attributions):
            if gold.optional:
                continue
            accepted: Accepted = getattr(gold, role)
            offered: str | None = getattr(one.trace.attributions[one.pairs[i]], role) if i in one.pairs else None
            right = offered is not None and any(a and _share_word(offered, a) for a in accepted)
            if None in accepted:  # no answer is right: one that is right all the same neither gains nor loses
                counts[role].add(0, int(offered is not None and not right), 0)
            else:
                counts[role].add(right, int(offered is not None), 1)


def _withheld(one: Paired, count: Count) -> None:
    offered = [span for source in one.trace.sources for span in source.withheld]
    place = one.passage.withheld
    if place is None:
        count.predicted += bool(offered)
        return
    right = any(s < place[1] and place[0] < e for s, e in offered)
    if one.passage.withheld_required:
        count.add(right, int(bool(offered)), 1)
    else:
        count.predicted += bool(offered) and not right


def _responses(one: Paired, counts: Counts) -> None:
    """A response inside a reported content may stand on the outer attribution, on an optional inner one, or on both."""
    golds, found = one.passage.attributions, one.trace.attributions
    at = {**one.pairs, **one.loose}
    given = {i: found[j].response for i, j in at.items()}
    inner = {(g.parent, r.value) for i, g in enumerate(golds) if g.optional and (r := given.get(i))}
    for i, gold in enumerate(golds):
        if gold.optional or None in gold.response:
            continue
        answer = given.get(i)
        stands_in = [r for r in gold.response if r and (i, r) in inner]
        label = answer.value if answer and answer.value in gold.response else (stands_in or gold.response)[0]
        hit = bool(stands_in) or bool(answer and answer.value in gold.response)
        counts[f"response.{label}"].add(hit, int(hit), 1)
    backwards = {j: i for i, j in at.items()}
    for j, attribution in enumerate(found):
        answer = attribution.response
        pair_of = backwards.get(j)
        if answer and (pair_of is None or answer.value not in golds[pair_of].response):
            counts[f"response.{answer.value}"].predicted += 1


def _answers(one: Paired, count: Count) -> None:
    """What a response is tied to holds more than half of the words that it answers."""
    at = {**one.pairs, **one.loose}
    targets = {a.id: a.content for a in one.trace.attributions} | {c.id: c.spans for c in one.trace.claims}
    for i, gold in enumerate(one.passage.attributions):
        if gold.answers is None:
            continue
        target = one.trace.attributions[at[i]].responds_to if i in at else None
        words = cover(one.words, [gold.answers])
        hit = target is not None and 2 * len(cover(one.words, targets[target]) & words) > len(words)
        count.add(hit, int(target is not None), 1)


def _absent(one: Paired, count: Count) -> None:
    paired = {*one.pairs.values(), *one.loose.values()}
    found = [p["cue"] | p["content"] for j, p in enumerate(one.predicted) if j not in paired]
    for span in one.passage.absent:
        left_out = not any(cover(one.words, [span]) & wrong for wrong in found)
        count.add(left_out, 1, 1)


def _same_source(one: Paired, gold: GoldAttribution, attribution: Attribution) -> bool:
    return source_agrees(one.words, cover(one.words, gold.source), cover(one.words, attribution.source))


def _share_word(a: str, b: str) -> bool:
    return bool(_words(a) & _words(b))


def _words(text: str) -> frozenset[str]:
    words = frozenset(word.casefold() for *_, word in tokens(text) if word[0].isalnum())
    return words - _LITTLE or words
