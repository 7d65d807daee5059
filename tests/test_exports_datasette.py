"""The plugin for Datasette, in Datasette itself, on a ledger of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_build import MAYOR, OUTLETS, document
from whosays.ledger import open_ledger

pytest.importorskip("datasette")
PLUGIN = Path(__file__).parent.parent / "plugins" / "datasette-whosays"


@pytest.fixture(scope="module")
def plugin() -> Iterator[Any]:
    """The plugin, known to Datasette."""
    from datasette.plugins import pm

    sys.path.insert(0, str(PLUGIN))
    import datasette_whosays

    pm.register(datasette_whosays, name="datasette_whosays_tried")
    yield datasette_whosays
    pm.unregister(name="datasette_whosays_tried")
    sys.path.remove(str(PLUGIN))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a claim of two documents."""
    path = tmp_path_factory.mktemp("datasette") / "whosays.db"
    with open_ledger(str(path)) as ledger:
        for number, outlet in enumerate(OUTLETS[:2]):
            ledger.add_trace(document(outlet, MAYOR), as_input=f"input {number}")
    return path


def asked(path: Path, *addresses: str, **options: Any) -> list[Any]:
    """What Datasette answers."""
    from datasette.app import Datasette

    async def all_of_them() -> list[Any]:
        datasette = Datasette([str(path)], **options)
        return [await datasette.client.get(address) for address in addresses]

    return asyncio.run(all_of_them())


def test_names_in_the_views_are_links(plugin: Any, path: Path) -> None:
    (claims, others) = asked(path, "/whosays/claims", "/whosays/entries")
    assert '<a href="/-/whosays/whosays/claim/k1">k1</a>' in claims.text
    assert "/-/whosays/" not in others.text


def test_a_claim_shows_its_proof_and_the_proof_is_in_the_text(plugin: Any, path: Path) -> None:
    with open_ledger(str(path)) as ledger:
        claim = ledger.claims()[0]
    page, text = asked(path, f"/-/whosays/whosays/claim/{claim.claim}", "/-/whosays/whosays/document/d1")
    assert page.status_code == text.status_code == 200
    assert "not whether it is true" in page.text
    assert f"grade {claim.grade} ·" in page.text  # without a register the digit alone
    assert f"{claim.text}</mark>" in page.text.replace("\n", " ")
    start = page.text.split("/-/whosays/whosays/document/d1#at-")[1].split('"')[0]
    assert f'id="at-{start}" href="/-/whosays/whosays/claim/{claim.claim}"' in text.text


@pytest.mark.parametrize("address", ["whosays/claim/k999", "whosays/document/d999", "elsewhere/claim/k1"])
def test_what_is_not_there_is_told(plugin: Any, path: Path, address: str) -> None:
    (answer,) = asked(path, f"/-/whosays/{address}")
    assert answer.status_code == 404


def test_another_database_is_no_ledger(plugin: Any, tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE claims (claim TEXT)")
        connection.execute("INSERT INTO claims VALUES ('weir')")
    table, claim = asked(other, "/other/claims", "/-/whosays/other/claim/k1")
    assert "/-/whosays/" not in table.text
    assert claim.status_code == 404


def test_who_may_not_see_a_database_sees_none_of_its_pages(plugin: Any, path: Path) -> None:
    (answer,) = asked(
        path, "/-/whosays/whosays/claim/k1", metadata={"databases": {"whosays": {"allow": {"id": "ida"}}}}
    )
    assert answer.status_code == 403


def test_nothing_of_a_text_runs(plugin: Any) -> None:
    from datasette_whosays.drawing import drawing

    text = "<script>alert(1)</script> the weir & the mill"
    html = plugin.marked(text, [(26, 34, "k1"), (30, 40, "k2"), (0, 900, "k3")], lambda claim: f"/{claim}")
    assert str(html) == (
        "&lt;script&gt;alert(1)&lt;/script&gt; "
        '<a class="whosays-words" id="at-26" href="/k1" title="k1"><mark>the weir</mark></a> &amp; the mill'
    )
    assert "<script" not in drawing([("<script>a", "b", "<i>")])


def test_a_drawing_places_takers_to_the_right_and_ends_in_a_circle(plugin: Any) -> None:
    from datasette_whosays.drawing import _columns, drawing

    assert _columns([("b", "a", "credit"), ("c", "b", "link"), ("c", "a", "copy")]) == {"a": 0, "b": 1, "c": 2}
    circle = drawing([("a", "b", "credit"), ("b", "a", "credit")])
    assert circle.count("<line") == 2
    assert circle.count("<rect") == 2
