"""How the server is reached: standard input and output, or HTTP with a token."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def over_stdio(server: MCPServer[Any]) -> None:
    """Serve one client over standard input and output until it goes."""
    server.run("stdio")


def over_http(server: MCPServer[Any], host: str, port: int, token: str) -> None:
    """Serve clients that know the token, at ``http://host:port/mcp``, until stopped."""
    import uvicorn

    uvicorn.run(guarded(server, host, token), host=host, port=port, log_level="warning", access_log=False)


def guarded(server: MCPServer[Any], host: str, token: str) -> App:
    """The HTTP application, which answers nobody without the token (``Authorization: Bearer …``). Names that a browser
    could have been tricked into are refused on this machine's own addresses."""
    security = None if host in ("127.0.0.1", "localhost", "::1") else TransportSecuritySettings(
        enable_dns_rebinding_protection=False
    )  # fmt: skip
    app = server.streamable_http_app(stateless_http=True, json_response=True, host=host, transport_security=security)
    expected = f"Bearer {token}".encode()

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not hmac.compare_digest(given, expected):
                head = [(b"www-authenticate", b"Bearer"), (b"content-type", b"text/plain; charset=utf-8")]
                await send({"type": "http.response.start", "status": 401, "headers": head})
                await send({"type": "http.response.body", "body": b"whosays: this needs the token\n"})
                return
        await app(scope, receive, send)

    return answer
