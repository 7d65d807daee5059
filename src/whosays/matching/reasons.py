"""What holds the claims of a group together, and what lies beside it: the matches behind groups, for showing."""

from __future__ import annotations

from collections.abc import Sequence

from whosays.matching.same import Match, Told

_MOST_RELATED = 8  # for each group, the surest


def strongest(groups: Sequence[Sequence[Told]], matches: Sequence[tuple[Told, Told, Match]]) -> dict[Told, Match]:
    """For each claim of a group its surest match with another one of the group; none where a person put it there."""
    group_of = _numbered(groups)
    found: dict[Told, Match] = {}
    for one, two, match in matches:
        if match.relation == "same" and group_of[one] == group_of[two]:
            for told in (one, two):
                known = found.get(told)
                if known is None or match.confidence > known.confidence:
                    found[told] = match
    return found


def related(
    groups: Sequence[Sequence[Told]], matches: Sequence[tuple[Told, Told, Match]]
) -> list[list[tuple[int, Match]]]:
    """For each group the other groups that are near it, with the surest match between them, surest first."""
    group_of = _numbered(groups)
    best: dict[tuple[int, int], Match] = {}
    for one, two, match in matches:
        pair = group_of[one], group_of[two]
        if pair[0] == pair[1]:
            continue
        for key in (pair, pair[::-1]):
            known = best.get(key)
            if known is None or match.confidence > known.confidence:
                best[key] = match
    found: list[list[tuple[int, Match]]] = [[] for _ in groups]
    for (mine, other), match in sorted(best.items(), key=lambda item: (item[0][0], -item[1].confidence, item[0][1])):
        if len(found[mine]) < _MOST_RELATED:
            found[mine].append((other, match))
    return found


def _numbered(groups: Sequence[Sequence[Told]]) -> dict[Told, int]:
    return {told: number for number, group in enumerate(groups) for told in group}
