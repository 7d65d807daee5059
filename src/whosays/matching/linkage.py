"""Average linkage (UPGMA) by nearest-neighbour chains (Murtagh 1983), cut where clusters stop being alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from whosays.matching.copies import components

Floats = npt.NDArray[np.float32]

_CHUNK = 1024
_NEVER = -2.0


def linked(rows: Floats, threshold: float) -> list[list[int]]:
    """Rows grouped by average dot product: groups join as long as the mean over all their pairs reaches the threshold.

    Some pair across two groups that join must itself reach it, so every part that such pairs connect is done alone:
    memory grows with the square of the largest part only.
    """
    groups: list[list[int]] = []
    for part in components(len(rows), _reaching(rows, threshold)):
        groups.extend(_chained(rows, part, threshold) if len(part) > 1 else [part])
    return groups


def _reaching(rows: Floats, threshold: float) -> set[tuple[int, int]]:
    """The pairs that reach the threshold."""
    pairs: set[tuple[int, int]] = set()
    for start in range(0, len(rows), _CHUNK):
        near = rows[start : start + _CHUNK] @ rows.T >= threshold
        for offset, row in enumerate(near):
            others = np.flatnonzero(row[: start + offset])
            pairs.update((other, start + offset) for other in others.tolist())
    return pairs


def _chained(rows: Floats, part: list[int], threshold: float) -> list[list[int]]:
    alike = (rows[part] @ rows[part].T).astype(np.float64)
    np.fill_diagonal(alike, _NEVER)
    sizes = np.ones(len(part))
    members: dict[int, list[int]] = {place: [index] for place, index in enumerate(part)}
    open_places = dict.fromkeys(range(len(part)))
    finished: list[list[int]] = []
    chain: list[int] = []
    while open_places:
        if not chain:
            chain.append(next(iter(open_places)))
        top = chain[-1]
        best = int(alike[top].argmax())
        if len(chain) > 1 and alike[top, chain[-2]] >= alike[top, best]:
            best = chain[-2]
        if alike[top, best] < threshold:  # nothing that others become can be nearer (reducibility)
            finished.append(sorted(members.pop(top)))
            del open_places[top]
            alike[top, :] = alike[:, top] = _NEVER
            chain.pop()
        elif len(chain) > 1 and best == chain[-2]:
            del chain[-2:]
            _join(alike, sizes, best, top)
            members[best] += members.pop(top)
            del open_places[top]
        else:
            chain.append(best)
    return finished


def _join(alike: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64], kept: int, gone: int) -> None:
    """Make two clusters one, in the row and column of the first."""
    total = sizes[kept] + sizes[gone]
    mean = (alike[kept] * sizes[kept] + alike[gone] * sizes[gone]) / total
    mean[alike[kept] == _NEVER] = _NEVER
    mean[kept] = mean[gone] = _NEVER
    sizes[kept] = total
    alike[kept, :] = alike[:, kept] = mean
    alike[gone, :] = alike[:, gone] = _NEVER
