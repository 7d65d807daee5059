"""The MCP server, asked by the SDK's own client: in its process, over standard input and output, over HTTP."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.export_build import traces
from tests.ledger_build import MAYOR
from whosays.cli import run
from whosays.ledger import open_ledger
from whosays.mcp import serving, tools
from whosays.model import wire

READERS = {"trace_text", "story", "find_claims", "show_claim", "who_said", "check_draft"}
WRITERS = {"add_document", "decide"}
TEXT = 'The mill at Skelby burned down on Sunday. "Nobody was inside," Edda Marsh, its owner, said.'
TOKEN = "a-token-that-nobody-guesses"

Work = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "whosays.db"
    with open_ledger(str(path)) as ledger:
        for number, trace in enumerate(traces()):
            ledger.add_trace(trace, as_input=f"{number}.txt")
    return path


def asked(path: Path, work: Work, *, writing: bool = False) -> Any:
    """What the work of a client in the server's process brings."""

    async def ask() -> Any:
        made = tools.server(lambda: open_ledger(str(path), create=False), writing=writing)
        async with Client(made) as client:
            return await work(client)

    return asyncio.run(ask())


def called(path: Path, tool: str, /, *, writing: bool = False, **arguments: Any) -> Any:
    return asked(path, lambda client: client.call_tool(tool, arguments), writing=writing)


def text_of(result: Any) -> str:
    return "\n".join(part.text for part in result.content)


def claim_of_mayor(path: Path) -> str:
    with open_ledger(str(path)) as ledger:
        return next(c.id for c in ledger.findings().story.claims if c.text == MAYOR)


def test_the_tools_only_read_unless_writing_is_allowed(path: Path) -> None:
    listed = asked(path, lambda client: client.list_tools()).tools
    assert {tool.name for tool in listed} == READERS
    for tool in listed:
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert "No verdict" in tool.description
        jsonschema.Draft202012Validator.check_schema(tool.output_schema)
        assert tool.output_schema["type"] == "object"
    listed = asked(path, lambda client: client.list_tools(), writing=True).tools
    assert {tool.name for tool in listed} == READERS | WRITERS
    assert {tool.name for tool in listed if not tool.annotations.read_only_hint} == WRITERS


def test_every_answer_fits_its_schema_and_says_that_it_is_no_verdict(path: Path) -> None:
    schemas = {tool.name: tool.output_schema for tool in asked(path, lambda c: c.list_tools()).tools}
    given = {
        "trace_text": {"text": TEXT},
        "story": {"documents": [{"text": TEXT, "outlet": "A"}, {"text": f"A reported this. {TEXT}", "outlet": "B"}]},
        "find_claims": {"text": MAYOR},
        "show_claim": {"claim": claim_of_mayor(path)},
        "who_said": {"name": "Edda Marsh"},
        "check_draft": {"text": "A source said that the mill at Skelby had burned down on Sunday night."},
    }
    assert set(given) == READERS
    for name, arguments in given.items():
        result = called(path, name, **arguments)
        assert not result.is_error, text_of(result)
        jsonschema.validate(result.structured_content, schemas[name])
        assert "never whether it is true" in text_of(result)


def test_a_trace_and_a_story_are_those_of_the_command_line(path: Path) -> None:
    traced = called(path, "trace_text", text=TEXT, outlet="Tarn Post").structured_content
    jsonschema.validate(traced, wire.trace_schema())
    assert traced["document"]["outlet"] == "Tarn Post"
    assert "Edda Marsh" in [source["name"] for source in traced["sources"]]
    told = called(path, "story", documents=[{"text": TEXT}, {"text": TEXT, "outlet": "B"}]).structured_content
    jsonschema.validate(told, wire.story_schema())


def test_claims_are_found_and_shown_with_the_words_behind_them(path: Path) -> None:
    wanted = claim_of_mayor(path)
    found = called(path, "find_claims", text="Nobody warned Lower Tarn before the weir broke", limit=3)
    assert wanted in [claim["claim"] for claim in found.structured_content["claims"]]
    shown = called(path, "show_claim", claim=wanted).structured_content
    assert shown["former"] is None
    assert {place["outlet"] for place in shown["claim"]["appearances"]} == {"Tarn Post", "Hollow Times"}
    assert all(edge["evidence"] for edge in shown["claim"]["edges"])
    said = called(path, "who_said", name="Edda Marsh").structured_content
    assert said["speaking"]


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("show_claim", {"claim": "k999"}, "k999: the ledger has no such claim"),
        ("show_claim", {"claim": "k1", "as_of": "someday"}, "someday"),
        ("show_claim", {"claim": "d1"}, "pattern"),
        ("find_claims", {"text": MAYOR, "limit": 1000}, "less than or equal to 100"),
        ("story", {"documents": []}, "at least 1"),
    ],
)
def test_a_wrong_question_is_told_in_a_sentence(path: Path, name: str, arguments: Any, sentence: str) -> None:
    result = called(path, name, **arguments)
    assert result.is_error
    assert sentence in text_of(result)
    assert "Traceback" not in text_of(result)


def test_without_a_ledger_texts_can_still_be_traced(tmp_path: Path) -> None:
    assert not called(tmp_path / "no.db", "trace_text", text=TEXT).is_error
    asked_of = called(tmp_path / "no.db", "check_draft", text="A source said that the mill had burned down.")
    assert asked_of.structured_content["findings"]
    result = called(tmp_path / "no.db", "find_claims", text=MAYOR)
    assert result.is_error
    assert "no.db" in text_of(result)
    assert not (tmp_path / "no.db").exists()


def test_resources_are_claims_documents_and_sources(path: Path) -> None:
    templates = asked(path, lambda client: client.list_resource_templates()).resource_templates
    assert {t.uri_template for t in templates} == {f"whosays://{k}/{{name}}" for k in ("claim", "document", "source")}
    for uri, words in (
        (f"whosays://claim/{claim_of_mayor(path)}", MAYOR),
        ("whosays://document/d1", "Weir breaks"),
        ("whosays://source/Edda%20Marsh", "Edda Marsh"),
    ):
        (content,) = asked(path, lambda client, uri=uri: client.read_resource(uri)).contents
        assert content.mime_type == "application/json"
        assert words in content.text
        assert "never whether it is true" in content.text


def test_writing_tools_write(tmp_path: Path) -> None:
    path = tmp_path / "whosays.db"
    open_ledger(str(path)).close()
    added = called(path, "add_document", writing=True, text=TEXT, outlet="Tarn Post").structured_content
    assert added["changes"][0] == "d1: new"
    decided = called(path, "decide", writing=True, verb="reject", subject="k1", who="Ida Falk", why="a test")
    assert not decided.is_error, text_of(decided)
    with open_ledger(str(path)) as ledger:
        assert [d.who for d in ledger.findings().decisions] == ["Ida Falk"]


def test_over_standard_input_and_output(path: Path) -> None:
    command = ["-c", "from whosays.cli import main; main()", "mcp", "--ledger", str(path)]
    parameters = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))

    async def ask() -> Any:
        async with Client(parameters) as client:
            listed = await client.list_tools()
            return {tool.name for tool in listed.tools}, await client.call_tool("find_claims", {"text": MAYOR})

    names, found = asyncio.run(ask())
    assert names == READERS
    assert found.structured_content["claims"]


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of the server, over HTTP, in a thread."""
    made = tools.server(lambda: open_ledger(str(path), create=False))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(serving.guarded(made, "127.0.0.1", TOKEN), host="127.0.0.1", port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.should_exit = True
        thread.join(10)


def test_over_http_with_a_token_and_to_nobody_without(path: Path) -> None:
    async def ask(address: str) -> Any:
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            httpx2.AsyncClient(headers=bearer) as http,
            Client(streamable_http_client(address, http_client=http)) as client,
        ):
            return await client.call_tool("find_claims", {"text": MAYOR})

    with served(path) as address:
        assert asyncio.run(ask(address)).structured_content["claims"]
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
            refused = httpx2.post(address, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=headers)
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        headers = {"Authorization": f"Bearer {TOKEN}", "Host": "evil.example", "Accept": "application/json"}
        rebound = httpx2.post(address, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=headers)
        assert rebound.status_code >= 400


@pytest.mark.parametrize(
    ("arguments", "token", "sentence"),
    [
        (["--http", "127.0.0.1"], TOKEN, "--http 127.0.0.1: give a host and a port, such as 127.0.0.1:8765"),
        (["--http", "127.0.0.1:99999"], TOKEN, "give a host and a port"),
        (["--http", "127.0.0.1:8765"], "short", "--http needs a token of at least 16 characters"),
        (["--http", "127.0.0.1:8765"], "", "--http needs a token of at least 16 characters"),
    ],
)
def test_a_wrong_command_line(
    arguments: list[str], token: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WHOSAYS_MCP_TOKEN", token)
    assert run(["mcp", *arguments]) == 2
    assert sentence in capsys.readouterr().err
