"""An XML file as a tree, read so that nothing in it is fetched, expanded without end or kept from what is whole."""

from __future__ import annotations

from typing import Any

from whosays.errors import InputError
from whosays.reading.items import Given
from whosays.reading.markup import possible_references

_MAX_BYTES = 50_000_000


def read_xml(given: Given) -> tuple[Any, bool]:
    """The root element (lxml's) of a file, and whether its XML is broken in places, which were left out.

    ``InputError`` where the file is too large or nothing of it could be read.
    """
    from lxml import etree

    content = given.file.read(_MAX_BYTES + 1)
    if len(content) > _MAX_BYTES:
        raise InputError(given.name, f"the file is larger than {_MAX_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True
    )
    try:
        tree = etree.fromstring(possible_references(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(given.name, "its XML is broken") from error
    if tree is None:
        raise InputError(given.name, "its XML is broken")
    return tree, bool(parser.error_log)
