"""The views that people read, in Datasette or any other SQL client: what holds now, in plain columns."""

from __future__ import annotations

from alembic import op

_NAMES = ("documents", "claims", "appearances", "origins", "edges", "drift", "responses", "decisions", "history")


def make_views() -> None:
    """Make the views, in the dialect of the database, in the place of those of an earlier version."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, statement in zip(_NAMES, _statements(sqlite), strict=True):
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {statement}")


def drop_views() -> None:
    """Take the views away, so that a table under them can be changed."""
    for name in _NAMES:
        op.execute(f"DROP VIEW IF EXISTS {name}")


def _statements(sqlite: bool) -> tuple[str, ...]:
    def field(path: str) -> str:
        """A text of a part's body, by the names on the way to it."""
        steps = path.split(".")
        if sqlite:
            return f"json_extract(p.body, '$.{path}')"
        return f"(p.body::json #>> '{{{','.join(steps)}}}')"

    def span(place: int) -> str:
        """Where the first span of a part begins or ends."""
        if sqlite:
            return f"json_extract(p.body, '$.spans[0][{place}]')"
        return f"(p.body::json #>> '{{spans,0,{place}}}')::int"

    def document(path: str) -> str:
        number = field(path) if sqlite else f"{field(path)}::int"
        return f"(SELECT 'd' || v.document FROM version_rows v WHERE v.id = {number})"  # noqa: S608

    held = """FROM part_rows p JOIN entries e ON e.sequence = p.entry
        LEFT JOIN part_ends x ON x.id = p.id WHERE x.id IS NULL AND p.kind = """
    documents = """
        SELECT 'd' || v.document AS document, v.number AS version, s.outlet, s.title, s.url, s.published, s.seen,
            s.input, 'e' || (SELECT m.event FROM membership_rows m WHERE m.document = v.document
                ORDER BY m.id DESC LIMIT 1) AS event,
            v.text, v.sha256, e.time AS since
        FROM version_rows v JOIN entries e ON e.sequence = v.entry
        JOIN sighting_rows s ON s.id = (SELECT min(f.id) FROM sighting_rows f WHERE f.version = v.id)
        WHERE v.id = (SELECT max(l.id) FROM version_rows l WHERE l.document = v.document
            AND NOT EXISTS (SELECT 1 FROM late_rows x WHERE x.version = l.id))"""
    claims = """
        SELECT 'k' || s.claim AS claim, s.text, s.documents, s.least AS origins_least, s.most AS origins_most,
            s.credibility, CASE WHEN s.reasons LIKE '%"rule":"register"%' THEN s.reliability END AS reliability,
            s.summary, 'e' || s.event AS event, e.time AS since, r.version AS made_by
        FROM state_rows s JOIN entries e ON e.sequence = s.entry JOIN runs r ON r.id = e.run
        LEFT JOIN state_ends x ON x.id = s.id WHERE x.id IS NULL"""
    appearances = f"""
        SELECT 'k' || p.claim AS claim, 'd' || v.document AS document,
            (SELECT f.outlet FROM sighting_rows f WHERE f.version = v.id ORDER BY f.id LIMIT 1) AS outlet,
            substr(v.text, {span(0)} + 1, {span(1)} - {span(0)}) AS words,
            {field("factuality")} AS factuality, e.time AS since
        FROM part_rows p JOIN entries e ON e.sequence = p.entry JOIN version_rows v ON v.id = p.version
        LEFT JOIN part_ends x ON x.id = p.id WHERE x.id IS NULL AND p.kind = 'appearance'"""  # noqa: S608
    origins = f"""
        SELECT 'k' || p.claim AS claim, {field("node.kind")} AS kind, {field("node.label")} AS origin,
            {document("node.version")} AS document, e.time AS since {held} 'origin'"""
    edges = f"""
        SELECT 'p' || p.id AS link, 'k' || p.claim AS claim, {field("from.label")} AS taker,
            {field("to.label")} AS taken,
            {field("kind")} AS kind, {field("confidence")} AS confidence, {document("from.version")} AS taker_document,
            {document("to.version")} AS taken_document, e.time AS since {held} 'edge'"""
    drift = f"""
        SELECT 'k' || p.claim AS claim, {field("kind")} AS kind, {field("from.label")} AS upstream,
            {field("to.label")} AS downstream, e.time AS since {held} 'drift'"""
    responses = f"""
        SELECT 'k' || p.claim AS claim, {field("response")} AS response, {field("who")} AS who,
            {document("version")} AS document, e.time AS since {held} 'response'"""
    decisions = """
        SELECT 'j' || d.id AS decision, d.verb, d.subject, 'k' || d.claim AS claim, d.who, d.why, e.time
        FROM decision_rows d JOIN entries e ON e.sequence = d.entry"""
    history = """
        SELECT c.id AS change, 'k' || c.claim AS claim, c.kind, c.text, c.before, c.after, e.time
        FROM change_rows c JOIN entries e ON e.sequence = c.entry"""
    return documents, claims, appearances, origins, edges, drift, responses, decisions, history
