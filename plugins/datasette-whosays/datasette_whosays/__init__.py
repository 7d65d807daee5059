"""A whosays ledger in Datasette: links to claims and documents, their pages, and the proof marked in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

import markupsafe
from datasette import Response, hookimpl
from datasette.utils.asgi import NotFound

from datasette_whosays.drawing import drawing

_NAME = re.compile(r"([kd])([1-9]\d{0,8})(?:\.\d{1,4})?")
_COLUMNS = frozenset(("claim", "document", "taker_document", "taken_document"))
_VIEWS = frozenset(("claims", "documents", "appearances", "origins", "edges", "responses"))
_AROUND = 160  # characters around the words of a claim
_MOST = 500  # rows of a kind on a page

_LEDGER = "SELECT count(*) AS found FROM sqlite_master WHERE name IN ('state_rows', 'part_rows', 'version_rows')"
_CLAIM = """
SELECT claim, text, documents, origins_least, origins_most, credibility, reliability, summary, since FROM claims
WHERE claim = :name
"""
_PARTS = """
SELECT p.kind, p.body, v.document, v.text, s.outlet, s.title, s.published FROM part_rows p
LEFT JOIN part_ends x ON x.id = p.id
LEFT JOIN version_rows v ON v.id = p.version
LEFT JOIN sighting_rows s ON s.id = (SELECT min(f.id) FROM sighting_rows f WHERE f.version = v.id)
WHERE x.id IS NULL AND p.claim = :number ORDER BY p.id LIMIT :most
"""
_DOCUMENT = "SELECT document, version, outlet, title, url, published, text FROM documents WHERE document = :name"
_TOLD = """
SELECT p.claim, p.body FROM part_rows p LEFT JOIN part_ends x ON x.id = p.id JOIN version_rows v ON v.id = p.version
WHERE x.id IS NULL AND p.kind = 'appearance' AND v.document = :number AND v.number = :version ORDER BY p.id LIMIT :most
"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The pages of a claim and of a document."""
    return [
        (r"^/-/whosays/(?P<database>[^/]+)/claim/(?P<name>k[1-9]\d{0,8})$", claim_page),
        (r"^/-/whosays/(?P<database>[^/]+)/document/(?P<name>d[1-9]\d{0,8})$", document_page),
    ]


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """The name of a claim or a document in one of a ledger's views as a link to its page."""
    if table not in _VIEWS or column not in _COLUMNS or not isinstance(value, str):
        return None
    match = _NAME.fullmatch(value)
    if match is None:
        return None
    return _link(datasette, database, f"{match[1]}{match[2]}", value)


async def claim_page(datasette: Any, request: Any) -> Response:
    """A claim: what it rests on, where it is made, who answers, who took it from whom."""
    database, name = await _opened(datasette, request)
    found = await _rows(datasette, database, _CLAIM, name=name)
    if not found:
        raise NotFound(f"the ledger holds no claim {name}")
    parts = [
        {**row, "body": json.loads(row["body"])}
        for row in await _rows(datasette, database, _PARTS, number=int(name[1:]), most=_MOST)
    ]
    claim = found[0]
    places = [_place(datasette, database, part) for part in parts if part["kind"] == "appearance"]
    answers = [part["body"] for part in parts if part["kind"] == "response"]
    edges = [part["body"] for part in parts if part["kind"] == "edge"]
    context = {
        "title": f"{name}: {claim['text']}",
        "claim": claim,
        "places": places,
        "answers": answers,
        "drawing": markupsafe.Markup(drawing(_ends(edges))) if edges else "",  # noqa: S704 - it escapes every label
    }
    return Response.html(await datasette.render_template("whosays_claim.html", context, request=request))


async def document_page(datasette: Any, request: Any) -> Response:
    """A document's newest text, with the words of its claims marked."""
    database, name = await _opened(datasette, request)
    found = await _rows(datasette, database, _DOCUMENT, name=name)
    if not found:
        raise NotFound(f"the ledger holds no document {name}")
    document = found[0]
    told = await _rows(datasette, database, _TOLD, number=int(name[1:]), version=document["version"], most=_MOST)
    spans = [(start, end, f"k{row['claim']}") for row in told for start, end in json.loads(row["body"])["spans"]]
    context = {
        "title": document["title"] or name,
        "document": document,
        "text": marked(document["text"], spans, lambda claim: _path(datasette, database, claim)),
    }
    return Response.html(await datasette.render_template("whosays_document.html", context, request=request))


def marked(text: str, spans: Iterable[tuple[int, int, str]], path: Any) -> markupsafe.Markup:
    """A text as HTML with spans marked, each named by where it begins; what overlaps an earlier one is left out."""
    pieces, end = [], 0
    for start, stop, claim in sorted(set(spans)):
        if start < end or stop > len(text) or start >= stop:
            continue
        pieces.append(markupsafe.escape(text[end:start]))
        pieces.append(
            markupsafe.Markup('<a class="whosays-words" id="at-{}" href="{}" title="{}"><mark>{}</mark></a>').format(
                start, path(claim), claim, text[start:stop]
            )
        )
        end = stop
    pieces.append(markupsafe.escape(text[end:]))
    return markupsafe.Markup("").join(pieces)


def _place(datasette: Any, database: str, part: dict[str, Any]) -> dict[str, Any]:
    """Where a claim is made: the words with what stands around them, and a link to their place in the text."""
    text, spans = part["text"] or "", part["body"]["spans"]
    start, end = spans[0] if spans else (0, 0)
    document = f"d{part['document']}"
    return {
        "document": document,
        "path": f"{_path(datasette, database, document)}#at-{start}",
        "outlet": part["outlet"],
        "heading": part["title"],
        "published": part["published"],
        "before": text[max(0, start - _AROUND) : start],
        "words": text[start:end],
        "behind": text[end : end + _AROUND],
        "factuality": part["body"].get("factuality"),
    }


def _ends(edges: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Who took, who was taken from, and how that is shown."""
    return [(str(one["from"]["label"]), str(one["to"]["label"]), str(one["kind"])) for one in edges]


async def _opened(datasette: Any, request: Any) -> tuple[str, str]:
    """The database of a request, if it is a ledger that the asker may see, and the name asked for."""
    database, name = request.url_vars["database"], request.url_vars["name"]
    if database not in datasette.databases:
        raise NotFound(f"there is no database {database}")
    await datasette.ensure_permissions(request.actor, [("view-database", database), "view-instance"])
    if (await _rows(datasette, database, _LEDGER))[0]["found"] != 3:
        raise NotFound(f"{database} is no ledger of whosays")
    return database, name


async def _rows(datasette: Any, database: str, statement: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in (await datasette.get_database(database).execute(statement, values)).rows]


def _path(datasette: Any, database: str, name: str) -> str:
    kind = "claim" if name.startswith("k") else "document"
    return str(datasette.urls.path(f"/-/whosays/{quote(database, safe='')}/{kind}/{name}"))


def _link(datasette: Any, database: str, name: str, shown: str) -> markupsafe.Markup:
    return markupsafe.Markup('<a href="{}">{}</a>').format(_path(datasette, database, name), shown)
