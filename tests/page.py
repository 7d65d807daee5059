"""A page as a tree, and what must hold for every page that whosays writes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from whosays.reports.html.shell import asset

VOID = {"meta", "br", "hr", "img", "input", "link", "base", "embed", "source"}


class Node:
    def __init__(self, tag: str, attributes: dict[str, str | None], parent: Node | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []

    def __iter__(self):  # type: ignore[no-untyped-def]
        """Itself and every element in it."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str | None = None, class_: str | None = None) -> list[Node]:
        return [n for n in self if (tag is None or n.tag == tag) and (class_ is None or class_ in n.classes)]

    def one(self, tag: str | None = None, class_: str | None = None) -> Node:
        (found,) = self.all(tag, class_)
        return found

    def by_id(self, identifier: str) -> Node:
        (found,) = [n for n in self if n.attributes.get("id") == identifier]
        return found


class _Reader(HTMLParser):
    """A tree of the page; fails where tags do not close in the order they opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("", {}, None)

    def handle_starttag(self, tag, attrs):  # type: ignore[no-untyped-def]
        assert len(dict(attrs)) == len(attrs), f"an attribute twice on {tag}"
        node = Node(tag, dict(attrs), self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_endtag(self, tag):  # type: ignore[no-untyped-def]
        assert self.at.tag == tag, f"{tag} closes {self.at.tag}"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data):  # type: ignore[no-untyped-def]
        self.at.children.append(data)

    def handle_comment(self, data):  # type: ignore[no-untyped-def]
        raise AssertionError("a comment in the page")


def parse(markup: str) -> Node:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    assert reader.at is reader.root, f"{reader.at.tag} is never closed"
    return reader.root


def as_shown(text: str) -> str:
    """The text with one visible stand-in for each character HTML cannot hold or a terminal would obey."""

    def stand_in(character: str) -> str:
        code = ord(character)
        if code < 0x20 and character not in "\t\n\r":
            return chr(0x2400 + code)
        if code == 0x7F:
            return "\u2421"
        if code == 0x85:
            return "\u2424"
        return "\ufffd" if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 else character

    return "".join(map(stand_in, text))


def check(markup: str, *texts: str, style: str | None = None) -> Node:
    """What must hold for every page; ``texts`` are the documents it shows in full, ``style`` its style sheet."""
    root = parse(markup)
    markup.encode("utf-8")
    assert [n.text for n in root.all(class_="text")] == [as_shown(text) for text in texts]
    ids = [n.attributes["id"] for n in root if "id" in n.attributes]
    assert len(ids) == len(set(ids))
    _links_resolve(root, set(ids))
    _drawings_hold_only_drawing(root)
    _asks_for_nothing(root, style or asset("page.css"))
    return root


def _links_resolve(root: Node, ids: set[str | None]) -> None:
    for node in root:
        for name in ("aria-labelledby", "data-marks", "data-of", "data-card"):
            assert set((node.attributes.get(name) or "").split()) <= ids, name
        href = node.attributes.get("href")
        if href is None:
            continue
        assert node.tag == "a"
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert re.match("https?://[^ <>\"']+$", href, re.IGNORECASE)
            assert node.attributes["rel"] == "noreferrer noopener"
        ancestor = node.parent
        while ancestor is not None:
            assert ancestor.tag != "a", "a link in a link"
            ancestor = ancestor.parent


def _drawings_hold_only_drawing(root: Node) -> None:
    """An element of HTML inside a drawing would end it, and let whatever follows out of it."""
    for drawing in root.all("svg"):
        assert {node.tag for node in drawing} <= {"svg", "title", "desc", "g", "a", "rect", "path", "text"}


def _asks_for_nothing(root: Node, style: str) -> None:
    allowed = {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "nav", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "p", "b", "strong", "span", "a", "div", "ul", "ol", "li", "dl", "dt", "dd"),
        *("blockquote", "code", "pre", "mark", "bdi", "details", "summary", "table", "thead", "tbody", "tr"),
        *("th", "td", "script", "caption", "time", "figure", "figcaption"),
        *("svg", "g", "rect", "path", "text", "desc"),
    }
    assert {n.tag for n in root} - {""} <= allowed
    for node in root:
        assert not {n for n in node.attributes if n.startswith("on") or n in {"src", "style", "srcset", "action"}}
    assert [n.text for n in root.all("script")] == [asset("page.js")]
    assert [n.text for n in root.all("style")] == [style]
    assert not re.search(r"url\(|@import|@font-face|image-set|expression|//", style)


def policy_of(root: Node) -> dict[str, str]:
    """The rules of the page's content security policy, by name."""
    (policy,) = [n.attributes["content"] for n in root.all("meta") if n.attributes.get("http-equiv")]
    assert policy is not None
    assert "unsafe" not in policy
    return dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
