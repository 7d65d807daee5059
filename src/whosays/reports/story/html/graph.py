"""The provenance graph of a claim as a drawing: origins on the left, whoever has it from them to the right.

Everything in it can also be read in the table after it; each box and each arc leads to the words there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from whosays.model.story import Node, NodeKind
from whosays.reports.html.markup import Html, el, plain
from whosays.reports.story.html.anchors import Anchors
from whosays.reports.story.html.boxes import Arc, Box, Drawn, drawn
from whosays.reports.story.html.layout import Layout, layered
from whosays.reports.story.view import UNSEEN, Told
from whosays.wording import NAMING, TAKES, count, date_in_words

_WIDTH, _BETWEEN, _TOP, _MARGIN = 178, 60, 34, 12  # pixels: a box, between two layers, the heads of layers, around
_TALL, _LINE, _GAP = 44, 19, 12  # pixels: a box, a line of several in one, between two boxes
_RETURN = 34  # pixels below a box for an arc that closes a circle
_THIN, _THICK = 1.5, 11.0  # pixels: what one document has, what all have
_MANY = 8  # documents from which on all of them are drawn at the thickest
_LINES = 40  # of one box
_EM, _BOLD, _SMALL = 13.0, 14.4, 11.0  # pixels: the sizes of type, bold as wide as one a little larger
_HEADS = ("origins", "one hand on", "two hands on", "three hands on", "four hands on", "five hands on")


def figure(told: Told, places: Anchors) -> Html:
    """The drawing with its key; a reader without eyes for it is told its size and sent to the table."""
    shown = drawn(told)
    circling = {key for arc in shown.arcs if arc.circle for key in (arc.above, arc.below)}
    heights = {box.key: _height(box) + (_RETURN if box.key in circling else 0) for box in shown.boxes}
    layout = layered(heights, ((arc.above, arc.below) for arc in shown.arcs), _GAP)
    picture = _Picture(told, places, shown, layout, circling)
    name = f"{places.prefix}graph-name"
    return el(
        "figure",
        el("a", "Skip the drawing: the same as a table", href=f"#{places.table}", class_="over"),
        el(
            "div",
            el(
                "svg",
                el("title", "Who has it from whom", id=name),
                el("desc", picture.described(), id=f"{name}-more"),
                [picture.head(number) for number in range(layout.layers)],
                [picture.arc(arc) for arc in shown.arcs],
                [picture.box(box) for box in shown.boxes],
                viewBox=f"0 0 {picture.width} {picture.height}",
                width=picture.width,
                height=picture.height,
                role="group",
                aria_labelledby=f"{name} {name}-more",
            ),
            class_="scroll",
        ),
        el("figcaption", _key(told, shown, bool(layout.returning))),
        class_="graph",
    )


def _height(box: Box) -> int:
    if len(box.nodes) == 1:
        return _TALL
    lines = min(len(box.nodes), _LINES) + 1 + (len(box.nodes) > _LINES)
    return lines * _LINE + 10


def _key(told: Told, shown: Drawn, circles: bool) -> list[Html]:
    """What the looks of the drawing mean, as far as they are in it."""
    left = f" {count(shown.left_out, 'more node')} stand only in the table." if shown.left_out else ""
    parts = [
        "Origins on the left; to the right, who has it from them. The wider a line, the more documents have it that "
        f"way.{left}"
    ]
    if told.hinge:
        parts.append(
            f"Filled: what most hangs on; without {told.view.name(told.hinge)} "
            f"{len(told.below[told.hinge])} of {len(told.own)} would have no source."
        )
    parts.append("Dashed: unnamed, not seen, or not sure.")
    if circles:
        parts.append("Brown, coming back: a circle of credit.")
    return [el("span", part, " ") for part in parts]


class _Picture:
    """One drawing: where things stand in pixels, and their markup."""

    def __init__(self, told: Told, places: Anchors, shown: Drawn, layout: Layout, circling: set[str]) -> None:
        self.told, self.places, self.layout, self.circling = told, places, layout, circling
        self.boxes: Mapping[str, Box] = {box.key: box for box in shown.boxes}
        self.all = len(told.own)
        self.width = 2 * _MARGIN + layout.layers * (_WIDTH + _BETWEEN) - _BETWEEN if layout.layers else _WIDTH
        self.height = round(_TOP + layout.height + 2 * _MARGIN)

    def described(self) -> str:
        told = self.told
        return plain(
            f"{count(len(told.nodes), 'node')} in {count(self.layout.layers, 'layer')}; "
            f"{count(len(told.ends), 'possible origin')} on the left: "
            f"{', '.join(told.view.name(end[0]) for end in told.ends[:6])}. The table below the drawing has every node "
            "and every link with the words that show it."
        )

    def head(self, number: int) -> Html:
        words = _HEADS[number] if number < len(_HEADS) else f"{number} hands on"
        return el("text", words, x=self._left(number), y=_MARGIN + 12, class_="layer")

    def box(self, box: Box) -> Html:
        left, top = self._left(self.layout.layer[box.key]), round(self._middle(box.key) - _height(box) / 2)
        if len(box.nodes) > 1:
            return self._several(box, left, top)
        node = self.told.view.nodes[box.nodes[0]]
        name, about = self.told.view.name(node.id), self._about(node)
        hinge = node.id == self.told.hinge
        below = len(self.told.below.get(node.id, ()))
        share = f"{below} of {len(self.told.own)}" if below > 1 else ""
        room = _WIDTH - 24 - len(share) * 7
        round_ = 22 if not self.told.view.is_document(node) else 12 if node.kind is NodeKind.POST else 2
        return el(
            "a",
            el("title", plain(f"{name}: {about}" + (f"; {share} hang on it" if share else ""))),
            el("rect", x=left, y=top, width=_WIDTH, height=_TALL, rx=round_),
            el("text", fitted(name.removesuffix(UNSEEN), _WIDTH - 24, _BOLD), x=left + 12, y=top + 19, class_="name"),
            el("text", share, x=left + _WIDTH - 12, y=top + 35, text_anchor="end", class_="about") if share else None,
            el("text", fitted(about, room, _SMALL), x=left + 12, y=top + 35, class_="about"),
            href=f"#{self.places.node(node.id)}",
            class_="box" + (" hinge" if hinge else "") + (" dim" if self._is_unknown(node) else ""),
        )

    def _several(self, box: Box, left: int, top: int) -> Html:
        told = self.told
        rest = len(box.nodes) - _LINES
        lines = [
            el(
                "a",
                el("title", plain(told.view.name(node))),
                el("text", fitted(told.view.name(node), _WIDTH - 24, _EM), x=left + 12, y=top + 18 + _LINE * number),
                href=f"#{self.places.node(node)}",
            )
            for number, node in enumerate(box.nodes[:_LINES], 1)
        ]
        more = el(
            "text", f"and {rest} more in the table", x=left + 12, y=top + 18 + _LINE * (_LINES + 1), class_="about"
        )
        alike = "have it from the same" if told.edges.get(box.key) else "give no source"
        return el(
            "g",
            el("rect", x=left, y=top, width=_WIDTH, height=_height(box), rx=2),
            el("text", f"{len(box.nodes)} that {alike}", x=left + 12, y=top + 18, class_="about"),
            lines,
            more if rest > 0 else None,
            class_="box several" + ("" if told.edges.get(box.key) else " dim"),
        )

    def arc(self, arc: Arc) -> Html:
        """An arc with its arrow, a broad invisible one to hit, and where it leads to."""
        view = self.told.view
        returning = (arc.above, arc.below) in self.layout.returning
        wide = self._wide(arc)
        way = self._back(arc) if returning else self._way(arc)
        first = arc.edges[0]
        kinds = " and ".join(dict.fromkeys(TAKES[edge.kind] for edge in arc.edges))
        below = f"{len(self.boxes[arc.below].nodes)} documents" if len(self.boxes[arc.below].nodes) > 1 else None
        words = f"{below or view.name(first.taker)} {kinds} {view.name(first.taken)}"
        looks = ("arc", "circle" if arc.circle else "", "unsure" if arc.unsure or self._seems_unknown(arc) else "")
        return el(
            "a",
            el("title", plain(words)),
            el("path", d=way, class_="hit"),
            el("path", d=way, class_="line", stroke_width=f"{wide:.1f}"),
            el("path", d=self._arrow(arc, returning, max(5.0, wide / 2 + 3)), class_="arrow"),
            href=f"#{self.places.edge(first)}",
            class_=" ".join(filter(None, looks)),
            tabindex="-1",
            aria_label=plain(words),
        )

    def _way(self, arc: Arc) -> str:
        """From the right side of the one taken from, through its bends, to the left side of the one who took."""
        number = self.layout.layer[arc.above]
        x, y = self._left(number) + _WIDTH, self._middle(arc.above)
        steps = [f"M{x} {y:.1f}"]
        for bend in self.layout.bends.get((arc.above, arc.below), ()):
            number += 1
            at, height = self._left(number), bend + _TOP + _MARGIN
            steps.append(_curve(x, y, at, height) + f" H{at + _WIDTH}")
            x, y = at + _WIDTH, height
        steps.append(_curve(x, y, self._left(self.layout.layer[arc.below]) - 8, self._middle(arc.below)))
        return " ".join(steps)

    def _back(self, arc: Arc) -> str:
        """Below the boxes, back to where it came from."""
        (x, y), (at, height) = (self._foot(arc.above), self._foot(arc.below))
        low = max(y, height) + _RETURN - 4
        return f"M{x} {y:.1f} C{x} {low:.1f} {at} {low:.1f} {at} {height + 8:.1f}"

    def _foot(self, key: str) -> tuple[int, float]:
        half = _WIDTH // 2
        return self._left(self.layout.layer[key]) + half, self._middle(key) + _height(self.boxes[key]) / 2

    def _wide(self, arc: Arc) -> float:
        """By how many documents have it that way; in a circle nobody has it from anybody, whatever hangs on it."""
        share = 0.15 if arc.circle else (arc.reach - 1) / max(self.all - 1, _MANY)
        return _THIN + (_THICK - _THIN) * share

    def _arrow(self, arc: Arc, returning: bool, half: float) -> str:
        if returning:
            x, y = self._foot(arc.below)
            return f"M{x - half:.1f} {y + 9:.1f} h{2 * half:.1f} L{x} {y:.1f} z"
        x, y = self._left(self.layout.layer[arc.below]), self._middle(arc.below)
        return f"M{x - 9} {y - half:.1f} v{2 * half:.1f} L{x} {y:.1f} z"

    def _left(self, layer: int) -> int:
        return _MARGIN + layer * (_WIDTH + _BETWEEN)

    def _middle(self, key: str) -> float:
        """The middle of a box; the room below it for arcs that come back is no part of it."""
        spare = _RETURN if key in self.circling else 0
        return self.layout.middle[key] + _TOP + _MARGIN - spare / 2

    def _about(self, node: Node) -> str:
        """In a few words what a node is."""
        told = self.told
        if told.view.is_document(node):
            published = told.view.published(node.document or "")
            if not told.edges.get(node.id):
                return f"no source · {published[:10] if published else 'no date'}"
            return date_in_words(published[:10]) if published else "date unknown"
        naming = told.view.naming(node)
        return NAMING[naming] if naming else "credited, not seen"

    def _is_unknown(self, node: Node) -> bool:
        told = self.told
        if told.view.is_document(node):
            return not told.edges.get(node.id)
        naming = told.view.naming(node)
        return naming is None or naming.value in ("unnamed", "crowd", "none")

    def _seems_unknown(self, arc: Arc) -> bool:
        return self.told.view.nodes[arc.above].kind is NodeKind.UNSEEN


def _curve(x: float, y: float, at: float, height: float) -> str:
    half = (at - x) / 2
    return f"C{x + half:.1f} {y:.1f} {at - half:.1f} {height:.1f} {at} {height:.1f}"


def fitted(text: str, width: float, size: float) -> str:
    """The text on one line, cut with an ellipsis where it would be wider than so many pixels; nothing in it that HTML
    would have to be written for, which a drawing may not hold."""
    line = " ".join(plain(text).split())
    at = 0.0
    for index, character in enumerate(line):
        at += size * _share(character)
        if at > width:
            return line[: max(index - 1, 1)].rstrip() + "…"
    return line


def _share(character: str) -> float:
    """About how wide a character is, as a share of the size of type: no two fonts agree, so a little too wide."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in "iljtfr.,:;'|!()[]{} ’‘":
        return 0.36
    return 0.9 if character in "mwMW@%—" else 0.72 if character.isupper() else 0.58
