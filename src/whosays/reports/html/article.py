"""The text of a document with its marks, code point for code point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whosays.model import Document, Span
from whosays.reports.html.layers import Layer, clip, runs
from whosays.reports.html.markup import Html, el, host_of, opening, shown, web_address
from whosays.reports.html.view import Mark, PageView
from whosays.text import paragraphs

# From the outside in. A link is innermost, so that no link can come to stand in another.
_PARAGRAPH, _FURNITURE, _MARK, _LINK = range(4)


def article(view: PageView, linked: bool = True) -> Html:
    """The marked text. Its text content is ``document.text``, but for characters that HTML cannot hold.

    ``linked`` gives marks their ids and claims a link to their card; without it, claims get their number only.
    """
    return _Weaver(view, linked).woven()


class _Weaver:
    """Writes a document's runs one after the other, closing and opening as few elements between them as it can."""

    def __init__(self, view: PageView, linked: bool) -> None:
        document = view.trace.document
        length = len(document.text)
        self.view, self.linked, self.text, self.links = view, linked, document.text, document.links
        self.marks = sorted(view.marks.values(), key=lambda mark: mark.number)
        self.parts: list[str] = []
        self.begun: set[Layer] = set()
        self.layers = [
            *_layers(_PARAGRAPH, paragraphs(document.text), length),
            *_layers(_FURNITURE, document.furniture, length),
            *_layers(_MARK, (mark.span for mark in self.marks), length),
            *_link_layers(document),
        ]

    def woven(self) -> Html:
        stack: list[Layer] = []
        waiting: list[Layer] = []  # to be opened behind a gap, where they may have come to lie too deep
        for run in runs(len(self.text), self.layers):
            words = self.text[run.start : run.end]
            gap = words.isspace() and not any(layer.rank == _PARAGRAPH for layer in run.layers)
            wanted = [x for x in run.layers if not gap or x.end <= run.end]  # what goes on behind a gap opens there
            kept = 0
            while kept < min(len(stack), len(wanted)) and stack[kept] == wanted[kept]:
                kept += 1
            self.parts.extend(f"</{self._tag(layer)}>" for layer in reversed(stack[kept:]))
            self._anchors((*run.buried, *(x for x in waiting if x not in run.layers)))
            waiting = [x for x in run.layers if x not in wanted]
            for layer in wanted[kept:]:
                self._open(layer)
            self.parts.append(el("span", words, class_="gap") if gap else shown(words))
            if wanted and wanted[-1].rank == _LINK and wanted[-1].end == run.end:
                host = host_of(self.links[wanted[-1].key].url)
                self.parts.append(el("span", class_="host", data_host=host))
            stack = wanted
        self.parts.extend(f"</{self._tag(layer)}>" for layer in reversed(stack))
        return Html("".join(self.parts))

    def _tag(self, layer: Layer) -> str:
        if layer.rank == _MARK:
            return "mark" if "content" in self.marks[layer.key].classes else "span"
        return {_PARAGRAPH: "p", _FURNITURE: "span", _LINK: "a"}[layer.rank]

    def _open(self, layer: Layer) -> None:
        first = layer not in self.begun
        self.begun.add(layer)
        if layer.rank == _PARAGRAPH:
            self.parts.append("<p>")
        elif layer.rank == _FURNITURE:
            self.parts.append(opening("span", class_="furniture", title="Not part of the article"))
        elif layer.rank == _LINK:
            url = self.links[layer.key].url
            self.parts.append(outward(url, tabindex=None if first else "-1"))
        else:
            self._open_mark(layer, self.marks[layer.key], first)

    def _open_mark(self, layer: Layer, mark: Mark, first: bool) -> None:
        identifier = self._id(mark)
        self.parts.append(
            opening(
                self._tag(layer),
                class_=" ".join(mark.classes),
                id=identifier if first and self.linked else None,
                data_of=identifier if self.linked and not first else None,
                data_card=self.view.card_id(mark.card) if mark.card and self.linked else None,
                title=mark.title,
            )
        )
        if first:
            self.parts.extend(self._reference(number) for number in mark.claims)

    def _reference(self, number: int) -> Html:
        """The number of a claim, drawn by the style sheet: the text itself gains no character."""
        if not self.linked:
            return el("span", class_="ref", data_n=number)
        return el("a", class_="ref", href=f"#{self.view.card_id(number)}", data_n=number, aria_label=f"Claim {number}")

    def _anchors(self, buried: Iterable[Layer]) -> None:
        """A place to jump to for marks that lie too deep to be drawn."""
        for layer in buried:
            if layer.rank == _MARK and layer not in self.begun and self.linked:
                self.begun.add(layer)
                self.parts.append(el("span", id=self._id(self.marks[layer.key])))

    def _id(self, mark: Mark) -> str:
        return f"{self.view.prefix}m{mark.number}"


def outward(url: str, **attributes: str | None) -> Html:
    """The opening tag of a link to the web; the address must have passed ``web_address``."""
    return opening("a", class_="out", href=url, rel="noreferrer noopener", target="_blank", **attributes)


def _layers(rank: int, spans: Iterable[Span], length: int) -> Iterator[Layer]:
    for index, span in enumerate(spans):
        kept = clip(span, length)
        if kept is not None:
            yield Layer(rank, *kept, index)


def _link_layers(document: Document) -> Iterator[Layer]:
    """The links that may be followed, without those that overlap one before."""
    free = 0
    for index, link in sorted(enumerate(document.links), key=lambda pair: pair[1].span):
        kept = clip(link.span, len(document.text))
        if kept is not None and kept[0] >= free and web_address(link.url):
            free = kept[1]
            yield Layer(_LINK, *kept, index)
