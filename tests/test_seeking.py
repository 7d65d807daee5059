"""Documents that carry a claim, found by a search that the user brings: an interface in JSON, a folder."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.site import Site, serve
from whosays.cli import run
from whosays.errors import FetchError, InputError, UsageError
from whosays.fetching.exchange import PUBLIC
from whosays.seeking import Found, provider, seek
from whosays.seeking.api import JsonApi

CLAIM = "Nobody was warned before the weir at Tarn Hollow broke"
WEIR = "The weir at Tarn Hollow broke on Monday night. Nobody in Lower Tarn was warned of it."
MILL = "Ninety people will lose their work when the paper mill closes in March."
FEED = """<rss version="2.0"><channel><title>Tern</title>
<item><title>Weir broke, nobody warned</title><link>https://tern.example/weir</link>
<description>The weir at Tarn Hollow broke.</description></item>
<item><title>The choir sang</title><link>https://tern.example/choir</link><description>It sang on Sunday.</description>
</item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        yield served


def settings(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "search.toml"
    path.write_text(text, encoding="utf-8")
    return path


def api(site: Site, tmp_path: Path, more: str = "") -> JsonApi:
    """A search at a server on this machine."""
    address = site.url("/v1") + "?q={claim}&count={most}&token=quiet"
    found = provider(settings(tmp_path, f'kind = "json"\naddress = "{address}"\nresults = "web.results"\n{more}'))
    assert isinstance(found, JsonApi)
    return replace(found, guard=site.guard())


def test_an_interface_is_asked_for_the_claim_with_the_key(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = [
        {"url": "https://tern.example/weir", "title": "Weir broke"},
        {"url": "https://tern.example/weir", "title": "again"},
        {"url": "file:///etc/passwd", "title": "no address"},
        {"title": "nothing"},
        "junk",
        {"url": "https://bay.example/tarn"},
    ]
    site.at("/v1", body=json.dumps({"web": {"results": results}}).encode(), Content_Type="application/json")
    monkeypatch.setenv("TERN_KEY", "s3cret")
    found = seek(api(site, tmp_path, 'key = "TERN_KEY"\nheader = "X-Api-Key"'), f"  {CLAIM}\n& more", 10)
    assert found == [Found("https://tern.example/weir", "Weir broke"), Found("https://bay.example/tarn")]
    (path, headers) = site.handler.asked[-1]
    assert parse_qs(urlsplit(path).query) == {"q": [f"{CLAIM} & more"], "count": ["10"], "token": ["quiet"]}
    assert headers["X-Api-Key"] == "s3cret"


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (403, b"", "status 403"),
        (302, b"", "status 302"),
        (200, b"<html>", "does not answer in JSON"),
        (200, b'{"web": []}', "no list at web.results"),
    ],
)
def test_an_answer_that_is_none_is_one_sentence_without_the_secret(
    site: Site, tmp_path: Path, status: int, body: bytes, cause: str
) -> None:
    site.at("/v1", status=status, body=body, Location=site.url("/elsewhere"))
    with pytest.raises(FetchError, match=cause) as caught:
        seek(api(site, tmp_path), CLAIM)
    assert "quiet" not in str(caught.value)
    assert "/elsewhere" not in site.asked


def test_an_address_inside_the_network_is_not_asked(tmp_path: Path) -> None:
    path = settings(tmp_path, 'kind = "json"\naddress = "http://127.0.0.1:9/?q={claim}"')
    with pytest.raises(FetchError):
        seek(provider(path), CLAIM)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "kind has to be one of folder, json"),
        ('kind = "magic"', "kind has to be one of"),
        ("kind = ", "no valid TOML"),
        ('kind = "json"', "address has to be a text"),
        ('kind = "json"\naddress = "https://a.example/?q="', r"address has to hold \{claim\}"),
        ('kind = "json"\naddress = "https://a.example/?q={claim}&k={key}"', "nothing else in braces"),
        ('kind = "json"\naddress = "https://a.example/?q={claim}"\nkey = "NOT_SET_HERE"', "holds no key"),
        ('kind = "folder"\nfolder = "nowhere"', "which is no folder"),
    ],
)
def test_settings_that_cannot_be_used_are_one_sentence(tmp_path: Path, text: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        provider(settings(tmp_path, text))


def test_a_folder_is_searched_by_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "weir 1.txt").write_text(WEIR, encoding="utf-8")
    (archive / "mill.txt").write_text(MILL, encoding="utf-8")
    (archive / "feed.xml").write_text(FEED, encoding="utf-8")
    path = settings(tmp_path, 'kind = "folder"\nfolder = "archive"')
    assert run(["seek", CLAIM, "--with", str(path)]) == 0
    assert set(capsys.readouterr().out.split("\n")) == {str(archive / "weir 1.txt"), "https://tern.example/weir", ""}
    assert run(["seek", CLAIM, "--with", str(path), "--limit", "1", "--format", "json"]) == 0
    (first,) = json.loads(capsys.readouterr().out)
    assert first["where"].startswith((str(archive), "https://tern.example/weir"))


PAGE = """<html><head><title>Weir broke, nobody warned</title></head><body><article><h1>Weir broke, nobody warned</h1>
<p>Nobody was warned before the weir at Tarn Hollow broke on Monday night, Ada Venn, the mayor of Lower Tarn, said on
Tuesday. The water stood in forty houses by the morning.</p></article></body></html>"""


@pytest.fixture
def search(site: Site, tmp_path: Path) -> Iterator[Path]:
    """A search at a server on this machine that finds one page there, and one that is gone."""
    results = [{"url": site.url("/weir")}, {"url": site.url("/gone")}]
    site.at("/v1", body=json.dumps({"results": results}).encode(), Content_Type="application/json")
    site.at("/weir", body=PAGE.encode())
    held = PUBLIC.resolver, PUBLIC.allow
    for name in ("resolver", "allow"):
        object.__setattr__(PUBLIC, name, getattr(site.guard(), name))
    yield settings(tmp_path, f'kind = "json"\naddress = "{site.url("/v1")}?q={{claim}}"')
    for name, value in zip(("resolver", "allow"), held, strict=True):
        object.__setattr__(PUBLIC, name, value)


def test_a_sentence_becomes_a_story(site: Site, search: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["story", "--about", CLAIM, "--seek", str(search), "--format", "json"]) == 1
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert [one["title"] for one in told["documents"]] == ["Weir broke, nobody warned"]
    assert any("warned" in claim["text"] for claim in told["claims"])
    assert "/gone: " in shown.err
    assert {"/v1", "/weir", "/gone"} <= {path.split("?")[0] for path in site.asked}


def test_an_assistant_hands_over_a_sentence(site: Site, search: Path, tmp_path: Path) -> None:
    pytest.importorskip("mcp")
    from mcp import Client

    from whosays.ledger import open_ledger
    from whosays.mcp import tools

    async def ask(using: Path | None) -> tuple[set[str], Any]:
        made = tools.server(lambda: open_ledger(str(tmp_path / "no.db"), create=False), search=using)
        async with Client(made) as client:
            names = {tool.name: tool for tool in (await client.list_tools()).tools}
            if using is None:
                return set(names), None
            hints = names["seek_story"].annotations
            assert (hints.read_only_hint, hints.open_world_hint) == (True, True)
            return set(names), await client.call_tool("seek_story", {"claim": CLAIM})

    assert "seek_story" not in asyncio.run(ask(None))[0]
    _, found = asyncio.run(ask(search))
    assert not found.is_error
    assert [one["title"] for one in found.structured_content["documents"]] == ["Weir broke, nobody warned"]
    assert any("/gone: " in warning for warning in found.structured_content["warnings"])
    assert "never whether it is true" in found.content[0].text
    site.at("/v1", body=b'{"results": []}', Content_Type="application/json")
    _, nothing = asyncio.run(ask(search))
    assert nothing.is_error
    assert "found no document" in nothing.content[0].text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["story"], "whosays: story needs an INPUT, or a claim (--about) and a search for it (--seek)"),
        (["story", "--seek", "search.toml"], "whosays: --seek needs a claim: say with --about"),
    ],
)
def test_a_story_of_nothing_is_told(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_a_claim_without_words_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="in words"):
        seek(provider(settings(tmp_path, 'kind = "folder"\nfolder = "."')), " … ")
