"""A graph drawn in layers: what nothing lies above on one side, everything else as many layers on as hands it took.

The steps are those of Sugiyama, Tagawa & Toda (1981): circles are opened, each node goes into the layer of its longest
path from the first, long arcs get a bend in every layer they cross, the order in the layers follows the barycentres of
the neighbours as long as crossings get fewer, and the places are as near to the neighbours as the sizes let them be.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Key: TypeAlias = Hashable
Arc: TypeAlias = tuple[Key, Key]

_SWEEPS = 12  # over the layers, to and fro
_BEND = 8.0  # the height an arc takes where it crosses a layer


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything lies. ``middle`` is the height of each node's middle, ``layer`` its layer from 0; ``bends`` are
    the heights at which an arc crosses the layers between its ends; ``returning`` arcs run against the layers and close
    a circle. ``height`` is that of the whole.
    """

    layer: Mapping[Key, int]
    middle: Mapping[Key, float]
    bends: Mapping[Arc, tuple[float, ...]]
    returning: frozenset[Arc]
    height: float

    @property
    def layers(self) -> int:
        """How many layers there are."""
        return 1 + max(self.layer.values(), default=-1)


def layered(heights: Mapping[Any, float], arcs: Iterable[Arc], gap: float) -> Layout:
    """Lay out nodes of given heights, ``gap`` apart, with arcs from above to below. The same gives the same.

    Arcs with an end that is not in ``heights``, from a node to itself, or given twice, are left out.
    """
    known = [a for a in dict.fromkeys(arcs) if a[0] in heights and a[1] in heights and a[0] != a[1]]
    returning = _returning(heights, known)
    forward = [arc for arc in known if arc not in returning]
    layer = _layers(heights, forward)
    rows: list[list[Key]] = [[] for _ in range(1 + max(layer.values(), default=-1))]
    for node in heights:
        rows[layer[node]].append(node)
    size = dict(heights)
    links, bends = _with_bends(forward, layer, rows, size)
    rows = _ordered(rows, links)
    middle = _placed(rows, links, size, gap)
    top = min((middle[n] - size[n] / 2 for row in rows for n in row), default=0.0)
    bottom = max((middle[n] + size[n] / 2 for row in rows for n in row), default=0.0)
    return Layout(
        layer,
        {node: middle[node] - top for node in heights},
        {arc: tuple(middle[bend] - top for bend in bends.get(arc, ())) for arc in forward},
        frozenset(returning),
        bottom - top,
    )


def _returning(nodes: Iterable[Key], arcs: Sequence[Arc]) -> set[Arc]:
    """The arcs that lead back to a node still being followed: without them there is no circle."""
    after: dict[Key, list[Key]] = {node: [] for node in nodes}
    entered = set()
    for above, below in arcs:
        after[above].append(below)
        entered.add(below)
    found: set[Arc] = set()
    state: dict[Key, int] = {}  # 1 being followed, 2 done
    for start in sorted(after, key=lambda node: node in entered):  # what nothing leads to first, then as given
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(after[start]))]
        while stack:
            node, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                state[node] = 2
                stack.pop()
            elif state.get(step) == 1:
                found.add((node, step))
            elif step not in state:
                state[step] = 1
                stack.append((step, iter(after[step])))
    return found


def _layers(nodes: Iterable[Key], arcs: Sequence[Arc]) -> dict[Key, int]:
    """The longest path to each node; ``arcs`` have no circle."""
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(arcs)
    return {node: number for number, row in enumerate(networkx.topological_generations(graph)) for node in row}


def _with_bends(
    arcs: Sequence[Arc], layer: Mapping[Key, int], rows: list[list[Key]], size: dict[Key, float]
) -> tuple[list[Arc], dict[Arc, list[Key]]]:
    """Arcs from layer to layer only, with a bend for each layer crossed; the bends are put into rows and sizes."""
    links: list[Arc] = []
    bends: dict[Arc, list[Key]] = {}
    for arc in arcs:
        above, below = arc
        for number in range(layer[above] + 1, layer[below]):
            bend = ("bend", arc, number)
            rows[number].append(bend)
            size[bend] = _BEND
            bends.setdefault(arc, []).append(bend)
        way = [above, *bends.get(arc, ()), below]
        links.extend(itertools.pairwise(way))
    return links, bends


def _ordered(rows: list[list[Key]], links: Sequence[Arc]) -> list[list[Key]]:
    """The rows in the order with the fewest crossings that barycentre sweeps found."""
    up, down = _neighbours(links)
    best, fewest = rows, _crossings(rows, down)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        rows = _swept(rows if forward else rows[::-1], up if forward else down)
        rows = rows if forward else rows[::-1]
        crossings = _crossings(rows, down)
        if crossings < fewest:
            best, fewest = rows, crossings
    return best


def _swept(rows: list[list[Key]], before: Mapping[Key, Sequence[Key]]) -> list[list[Key]]:
    """The rows one after the other, each in the order of the mean place of what its nodes hang on in the one before."""
    done = [rows[0]]
    for row in rows[1:]:
        place = {node: index for index, node in enumerate(done[-1])}
        own = {node: index for index, node in enumerate(row)}

        def mean(node: Key, place: dict[Key, int] = place, own: dict[Key, int] = own) -> float:
            near = [place[other] for other in before.get(node, ())]
            return sum(near) / len(near) if near else own[node] * len(place) / len(own)

        done.append(sorted(row, key=mean))
    return done


def _neighbours(links: Sequence[Arc]) -> tuple[dict[Key, list[Key]], dict[Key, list[Key]]]:
    up: dict[Key, list[Key]] = {}
    down: dict[Key, list[Key]] = {}
    for above, below in links:
        down.setdefault(above, []).append(below)
        up.setdefault(below, []).append(above)
    return up, down


def _crossings(rows: Sequence[Sequence[Key]], down: Mapping[Key, Sequence[Key]]) -> int:
    """How many pairs of links cross, counted layer by layer as inversions."""
    count = 0
    for row, following in itertools.pairwise(rows):
        place = {node: index for index, node in enumerate(following)}
        seen: list[int] = []
        for node in row:
            ends = [place[other] for other in down.get(node, ())]
            count += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return count


def _placed(
    rows: Sequence[Sequence[Key]], links: Sequence[Arc], size: Mapping[Key, float], gap: float
) -> dict[Key, float]:
    """The height of each node's middle: as near to its neighbours as order, sizes and gap allow."""
    up, down = _neighbours(links)
    middle: dict[Key, float] = {}
    for row in rows:
        at = 0.0
        for node in row:
            middle[node] = at + size[node] / 2
            at += size[node] + gap
    for sweep in range(_SWEEPS):
        before = up if sweep % 2 == 0 else down
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wanted = [_mean([middle[n] for n in before.get(node, ())] or [middle[node]]) for node in row]
            middle.update(zip(row, _apart(wanted, [size[node] for node in row], gap), strict=True))
    return middle


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _apart(wanted: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """The heights nearest to those wanted (least squares) that keep the order and the distance.

    With the distances taken off, this is isotonic regression, which pooling adjacent violators solves exactly.
    """
    offset, offsets = 0.0, []
    for index, height in enumerate(sizes):
        offset += (sizes[index - 1] + height) / 2 + gap if index else 0.0
        offsets.append(offset)
    pools: list[tuple[float, int]] = []  # sum and number of what is pooled
    for value, off in zip(wanted, offsets, strict=True):
        pools.append((value - off, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, number = pools.pop()
            pools[-1] = (pools[-1][0] + total, pools[-1][1] + number)
    levels = [total / number for total, number in pools for _ in range(number)]
    return [level + off for level, off in zip(levels, offsets, strict=True)]
