"""What people decided about which claims are one, laid over what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whosays.matching.same import Told
from whosays.model.story import ClaimKey, Regrouping


def regrouped(
    groups: Sequence[Sequence[Told]], regroupings: Sequence[Regrouping], documents: Mapping[int, str]
) -> list[tuple[Told, ...]]:
    """The groups of claims as people want them, in their order, new ones last. ``documents`` has the id of each index.

    Regroupings are done one after the other, so that the last word on a place counts.
    """
    found = [list(group) for group in groups]
    for wish in regroupings:
        found = _parted(found, wish, documents) if wish.apart else _joined(found, wish, documents)
    return [tuple(group) for group in found]


def _place(told: Told, documents: Mapping[int, str]) -> ClaimKey:
    return documents[told.document], told.claim


def _joined(groups: list[list[Told]], wish: Regrouping, documents: Mapping[int, str]) -> list[list[Told]]:
    meant = [any(_place(told, documents) in wish.places for told in group) for group in groups]
    if sum(meant) < 2:
        return groups
    first = meant.index(True)
    whole = sorted(
        (told for group, ours in zip(groups, meant, strict=True) if ours for told in group),
        key=lambda told: told.document,
    )
    return [whole if at == first else group for at, group in enumerate(groups) if at == first or not meant[at]]


def _parted(groups: list[list[Told]], wish: Regrouping, documents: Mapping[int, str]) -> list[list[Told]]:
    kept: list[list[Told]] = []
    out: list[Told] = []
    for group in groups:
        if any(_place(told, documents) in wish.apart for told in group):
            out.extend(told for told in group if _place(told, documents) in wish.places)
            group = [told for told in group if _place(told, documents) not in wish.places]
        if group:
            kept.append(group)
    return [*kept, out] if out else kept
