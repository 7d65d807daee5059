"""What formats have in common: stable identifiers, moments, text that XML can hold, archives without a clock."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Final

from whosays.model import Document
from whosays.model.findings import Findings
from whosays.model.story import Edge, Evidence, Node, NodeKind

NO_DATE: Final = "1970-01-01T00:00:00Z"
"""The moment of what must have one and has none: no date is made up that could be taken for one."""

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def xml_safe(text: str) -> str:
    """The text with what XML cannot hold replaced."""
    return _NO_XML.sub("�", text)


def utc(date: str | None) -> str | None:
    """An ISO 8601 date or time as ``2031-03-04T17:05:00Z``; none where it is none. A day is its midnight, a time
    without a zone is taken for UTC."""
    if not date:
        return None
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def newest(found: Findings) -> str:
    """The moment of the newest document, or ``NO_DATE``."""
    return max((moment for d in found.documents.values() if (moment := utc(d.published))), default=NO_DATE)


def urn(document: Document) -> str:
    """What a document is known by where it has no address: its hash, as a URN."""
    return f"urn:{document.id}"


def called(document: Document) -> str:
    """What people call a document: its title, else its account or outlet, else its first words."""
    return document.title or document.account or document.outlet or " ".join(document.text.split())[:60]


def node_key(found: Findings, node: Node) -> str:
    """A short name for a node that is the same in every export: of a document by its text, of what was met in one by
    that too, so that unnamed sources are never one."""
    if node.document and node.kind in (NodeKind.DOCUMENT, NodeKind.POST):
        return node.document.removeprefix("sha256:")
    source = found.sources.get((node.document or "", node.source or ""))
    alone = source is None or source.naming.value != "named"
    place = f"{node.document}/{node.source}" if node.document and alone else ""
    return hashlib.sha256(f"{node.kind.value}\0{' '.join(node.label.casefold().split())}\0{place}".encode()).hexdigest()


def shown_by(found: Findings, edge: Edge) -> str:
    """The words that show an edge, or the field; each with no more than it needs."""
    return "; ".join(dict.fromkeys(filter(None, (_shown(found, evidence) for evidence in edge.evidence))))


def _shown(found: Findings, evidence: Evidence) -> str:
    if evidence.spans:
        return f"“{' '.join(found.words(evidence.document, evidence.spans).split())}”"
    return f"the field {evidence.field}" if evidence.field else ""


def without_clock(archive: bytes) -> bytes:
    """A zip with the same members, none of which says when it was written."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            made.writestr(member, given.read(name))
    return held.getvalue()
