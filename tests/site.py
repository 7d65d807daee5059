"""A real web server on this machine that tests make behave as badly as they like."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from whosays.fetching.exchange import Guard, Limits
from whosays.fetching.fetch import Page, fetch

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, Answer]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    posted: ClassVar[list[bytes]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers.items())))
        self.answer()

    def do_POST(self) -> None:
        self.asked.append((self.path, dict(self.headers.items())))
        self.posted.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.answer()

    def answer(self) -> None:
        answer = self.answers.get(self.path.split("?")[0])
        if answer is None:
            self.reply(404)
        else:
            answer(self)

    def reply(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class Site:
    def __init__(self, port: int, handler: type[Handler]) -> None:
        self.port = port
        self.handler = handler
        self.answers = handler.answers
        self.resolved: list[str] = []

    @property
    def asked(self) -> list[str]:
        return [path for path, _ in self.handler.asked]

    def at(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.answers[path] = lambda h: h.reply(status, body, **headers)

    def url(self, path: str = "/", host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def resolver(self, host: str, port: int, seconds: float) -> list[str]:
        self.resolved.append(host)
        known = {"news.example": ["127.0.0.1"], "both.example": ["127.0.0.1", "10.0.0.7"], "none.example": []}
        if host.endswith(".quay.example"):
            return ["127.0.0.1"]
        if host not in known:
            raise OSError("no such host")
        return known[host]

    def guard(self) -> Guard:
        """One that lets this server through and nothing else."""
        return Guard(self.resolver, allow=lambda address, port: address == "127.0.0.1" and port == self.port)

    def fetch(self, path: str = "/", host: str = "news.example", **limits: Any) -> Page:
        return fetch(
            path if "//" in path else self.url(path, host),
            limits=Limits(**{"seconds": 5, "operation": 2, **limits}),
            guard=self.guard(),
        )


@contextmanager
def serve(certificate: Path | None = None) -> Iterator[Site]:
    handler = type("OwnHandler", (Handler,), {"answers": {}, "asked": [], "posted": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Site(server.server_address[1], handler)
    finally:
        server.shutdown()
        server.server_close()
