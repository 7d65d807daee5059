"""ninjs, the IPTC's news in JSON: versions 3 and 2, and 1 with its single fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whosays.model import Document, Reference, Relation
from whosays.reading.bylines import authors
from whosays.reading.composing import article
from whosays.reading.fields import listed, mapping, text
from whosays.reading.fragment import text_of
from whosays.reading.language import language_code

_ASSOCIATED = {
    "correction": Relation.CORRECTS,
    "corrects": Relation.CORRECTS,
    "corrected": Relation.CORRECTS,
    "kill": Relation.RETRACTS,
    "retraction": Relation.RETRACTS,
    "retracts": Relation.RETRACTS,
}


_SUPERDESK = ("versioncreated", "firstcreated", "pubstatus", "slugline")
_WITHDRAWN = frozenset(("canceled", "cancelled", "killed", "recalled"))


def is_item(value: Mapping[str, Any]) -> bool:
    """True for a news item: it names the standard, or has an id (``uri``; of Superdesk ``guid``) beside bodies or
    headlines as ninjs calls them."""
    if mapping(value.get("standard")).get("name") == "ninjs":
        return True
    if "uri" not in value and not ("guid" in value and any(name in value for name in _SUPERDESK)):
        return False
    of_two = isinstance(value.get("bodies"), list) or isinstance(value.get("headlines"), list)
    return of_two or any(name in value for name in ("body_text", "body_html", "body_xhtml", "pubstatus", "pubStatus"))


def is_picture(item: Mapping[str, Any]) -> bool:
    """True for an item that is a picture, film, sound or package, whose description is no article."""
    return text(item.get("type")) in ("picture", "graphic", "video", "audio", "composite") and not any(
        text(item.get(name)) for name in ("body_text", "body_html", "body_xhtml")
    )


def document(item: Mapping[str, Any], name: str) -> Document:
    """The document of a news item. Raises InputError where it has no text."""
    written, links = _body(item)
    uri = text(item.get("uri")) or text(item.get("guid"))
    created = (
        text(item.get("firstpublished"))
        or text(item.get("firstCreated"))
        or text(item.get("firstcreated"))
        or text(item.get("contentCreated"))
    )
    version = text(item.get("versionCreated")) or text(item.get("versioncreated"))
    sender = text(item.get("source"))
    outlet = text(item.get("copyrightHolder")) or text(item.get("copyrightholder")) or sender
    status = text(item.get("pubStatus")) or text(item.get("pubstatus")) or "usable"
    notes = [note for note in (text(item.get("edNote")), text(item.get("ednote"))) if note]
    if status == "withheld":
        notes.append("its publication status is “withheld”")
    made = article(
        written,
        links,
        name=name,
        title=_best(item.get("headlines")) or text(item.get("headline")) or text(item.get("title")),
        url=uri if uri and uri.startswith(("https://", "http://")) else None,
        outlet=outlet,
        authors=authors(_by(item), own=[outlet] if outlet else ()),
        published=created or version,
        modified=version if created and version != created else None,
        identifier=uri,
        references=(*_references(item), *_credits(item, outlet)),
        topics=(
            n
            for s in listed(item.get("subjects")) or listed(item.get("subject"))
            if (n := text(mapping(s).get("name")))
        ),
        retracted=status.lower() in _WITHDRAWN,
        warnings=(f"The sender notes: {note.strip()[:300]}" for note in notes),
    )
    if made.language is None and (code := language_code(text(item.get("language")))):
        from dataclasses import replace

        return replace(made, language=code)
    return made


def _by(item: Mapping[str, Any]) -> str:
    """The byline; where there is none, whom Superdesk lists as writers."""
    named = (text(mapping(one).get("name")) for one in listed(item.get("authors")))
    return text(item.get("by")) or text(item.get("byline")) or "; ".join(name for name in named if name)


def _body(item: Mapping[str, Any]) -> tuple[str, Any]:
    """The fullest body, marked up or plain; where there is none, the description."""
    bodies = [mapping(body) for body in listed(item.get("bodies"))]
    whole = [(text(b.get("value")), text(b.get("contentType")), text(b.get("role"))) for b in bodies]
    best = max((w for w in whole if w[0]), key=lambda w: (w[2] == "main", len(w[0] or "")), default=None)
    if best:
        plain = best[1] == "text/plain"
        return (best[0] or "", ()) if plain else text_of(best[0] or "")
    for name in ("body_xhtml", "body_html"):
        if markup := text(item.get(name)):
            return text_of(markup)
    written = text(item.get("body_text"))
    if written:
        return written.strip(), ()
    described = (
        _best(item.get("descriptions")) or text(item.get("description_text")) or text(item.get("description_html"))
    )
    return text_of(described or "")


def _best(members: Any) -> str | None:
    """The value whose role is main, else the first."""
    found = [(mapping(m).get("role") == "main", text(mapping(m).get("value"))) for m in listed(members)]
    return next((text_of(v)[0] for main, v in found if main and v), None) or next(
        (text_of(v)[0] for _, v in found if v), None
    )


def _references(item: Mapping[str, Any]) -> Iterator[Reference]:
    for source in listed(item.get("infoSources")) or listed(item.get("infosource")):
        uri = text(mapping(source).get("uri"))
        name = text(mapping(source).get("name")) or text(mapping(source).get("literal"))
        if name or uri:
            yield Reference(Relation.SOURCE, "infoSources", name, _web(uri), uri)
    associations = item.get("associations")
    # Version 1 keeps them by name.
    members = (
        [{"name": name, **mapping(one)} for name, one in associations.items()]
        if isinstance(associations, Mapping)
        else listed(associations)
    )
    for one in map(mapping, members):
        uri = text(one.get("uri"))
        if uri and one.get("type") not in ("picture", "audio", "video", "graphic"):
            words = f"{one.get('name', '')} {one.get('rel', '')}".casefold().split()
            relation = next((_ASSOCIATED[w] for w in words if w in _ASSOCIATED), Relation.RELATED)
            title = _best(one.get("headlines")) or text(one.get("headline")) or text(one.get("name"))
            yield Reference(relation, "associations", title, _web(uri), uri)


def _credits(item: Mapping[str, Any], outlet: str | None) -> Iterator[Reference]:
    """Whose text it is where that is somebody else than who sends it."""
    named = {outlet}
    for field in ("source", "creditLine", "creditline"):
        credit = text(item.get(field))
        if credit and credit not in named:
            named.add(credit)
            yield Reference(Relation.SOURCE, field, credit)


def _web(uri: str | None) -> str | None:
    return uri if uri and uri.startswith(("https://", "http://")) else None
