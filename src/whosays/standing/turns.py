"""What the same one says of a claim at one time and otherwise at another: told in order, with its times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whosays.model import Naming, Response
from whosays.standing.voices import Voice, same_name
from whosays.wording import ANSWERED, date_in_words, sentence

_INDEFINITE = frozenset(("a", "an", "one", "another", "some", "two", "three", "several", "many", "other"))


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to a claim: whose (by name, and whom they speak for; how they are named), which, when it was published,
    in which document and where in it."""

    voice: Voice
    naming: Naming
    response: Response
    published: str | None
    document: str
    start: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Answers of one speaker that are not all the same, each once, the earliest first. ``ordered`` is whether it is
    known which came first."""

    said: tuple[Said, ...]
    ordered: bool

    @property
    def text(self) -> str:
        """It in a sentence."""
        names = list(dict.fromkeys(one.voice[0] for one in self.said))
        steps, last = [], ""
        for number, one in enumerate(self.said):
            who = one.voice[0] if one.voice[0] != last and len(names) > 1 else ""
            first = "first" if self.ordered and number == 0 else "later" if self.ordered else ""
            steps.append(" ".join(filter(None, (who, first, f"{ANSWERED[one.response]} ({_when(one)})"))))
            last = one.voice[0]
        told = ", ".join(steps) if self.ordered else "; ".join(steps)
        whose = "" if len(names) > 1 else f"{names[0]} "
        end = "" if self.ordered else "; which came first is not known"
        return sentence(f"{whose}{told}{end}.")


def turns(given: Sequence[Said]) -> list[Turn]:
    """Where a speaker answers a claim in more than one way. A house and who speaks for it are one speaker; two people
    of a house are two. Who is not named is nobody of another document."""
    groups: list[list[Said]] = []
    for one in given:
        group = next((g for g in groups if any(_one_speaker(one, other) for other in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    found = []
    for group in groups:
        if len({one.response for one in group}) < 2:
            continue
        group.sort(key=lambda one: (one.published is None, one.published or "", one.document, one.start))
        steps = [one for at, one in enumerate(group) if at == 0 or one.response is not group[at - 1].response]
        ordered = all(_before(a, b) for a, b in pairwise(steps))
        if not ordered:  # then each way once
            steps = list({one.response: one for one in reversed(group)}.values())[::-1]
        found.append(Turn(tuple(steps), ordered))
    return found


def _one_speaker(one: Said, other: Said) -> bool:
    here = one.document == other.document
    return same_name(one.voice, other.voice) and all(_known(said, here) for said in (one, other))


def _known(said: Said, here: bool) -> bool:
    """Whether a name stands for the same one again: in the same document, or in another ("the spokesman" does not)."""
    if said.naming is Naming.NAMED:
        return True
    first, *more = said.voice[0].casefold().split() or [""]
    definite = len(more) > 1 if first == "the" else bool(more) and first not in _INDEFINITE
    return said.naming is Naming.ROLE and (here or bool(said.voice[1]) or definite)


def _before(one: Said, other: Said) -> bool:
    """Whether it is known that one answer came before another: by the text of one document, or by the days."""
    if one.document == other.document:
        return one.start < other.start
    if one.published is None or other.published is None:
        return False
    if one.published[:10] != other.published[:10]:
        return one.published[:10] < other.published[:10]
    times = one.published[10:], other.published[10:]
    return bool(times[0] and times[1] and times[0][6:] == times[1][6:] and times[0] < times[1])


def _when(one: Said) -> str:
    return date_in_words(one.published) if one.published else "date unknown"
