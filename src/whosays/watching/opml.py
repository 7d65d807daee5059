"""Lists of feeds in OPML, as feed readers export them."""

from __future__ import annotations

from whosays.errors import InputError

MOST_BYTES = 20_000_000
MOST_FEEDS = 20_000


def is_opml(content: bytes) -> bool:
    """True where the root element is ``opml``."""
    return _root(content) is not None


def feeds(content: bytes, name: str) -> tuple[str, ...]:
    """The addresses of the feeds that the list names, each once, in order. Raises InputError where there are none.

    A list that is broken XML is read as far as it makes sense; entities are not expanded and nothing is fetched.
    """
    root = _root(content)
    if root is None:
        raise InputError(name, "it is no OPML list")
    found: dict[str, None] = {}
    for outline in root.iter():
        if not isinstance(outline.tag, str) or outline.tag.lower() != "outline":
            continue
        address = next((v for k, v in outline.attrib.items() if k.lower() == "xmlurl"), "").strip()
        # Some readers write feed:// or feed:https:// for the scheme.
        address = address.removeprefix("feed:") if address.startswith("feed:http") else address
        address = "https://" + address[7:] if address.startswith("feed://") else address
        if address.lower().startswith(("http://", "https://")):
            found[address] = None
    if not found:
        raise InputError(name, "the OPML list names no feed")
    if len(found) > MOST_FEEDS:
        raise InputError(name, f"the OPML list names more than {MOST_FEEDS:,} feeds")
    return tuple(found)


def _root(content: bytes):  # type: ignore[no-untyped-def]  # lxml has no types
    if b"<" not in content[:4096] or len(content) > MOST_BYTES:
        return None
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and isinstance(root.tag, str) and root.tag.lower() == "opml" else None
