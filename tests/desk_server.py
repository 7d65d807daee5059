"""A desk that really listens, for tests: started once, asked by a plain client that follows nothing by itself."""

from __future__ import annotations

import http.client
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from whosays.ledger import Ledger, Options
from whosays.server import accounts
from whosays.server.accounts import Accounts
from whosays.server.guard import Door, TeamDoor
from whosays.server.serving import listen, server
from whosays.server.state import State


@pytest.fixture(scope="module", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords are hashed at once in the files that import this; that hashes are slow is not what they test."""
    with pytest.MonkeyPatch.context() as patched:
        quick = partial(accounts.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(accounts, "PasswordHasher", quick)
        yield


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """Asks as a browser does: with its cookie, and with the origin of the page where it sends something."""

    door: Door
    cookie: str | None = None
    more: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.door.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        try:
            connection.request(method, address, body if method == "POST" else None, sent)
            got = connection.getresponse()
            given: dict[str, str] = {}
            for name, value in got.getheaders():  # of cookies there may be several: each on its line
                given[name.lower()] = "\n".join(filter(None, (given.get(name.lower()), value)))
            return Answer(got.status, given, got.read())
        finally:
            connection.close()

    def enter(self) -> Answer:
        answer = self.ask("GET", f"/enter?token={self.door.token}")
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0] or self.cookie
        return answer

    def get(self, address: str, **query: str) -> Answer:
        return self.ask("GET", address + ("?" + urlencode(query) if query else ""))

    def post(self, address: str, *fields: tuple[str, str], **headers: str) -> Answer:
        here = {"Origin": f"http://127.0.0.1:{self.door.port}", "Sec_Fetch_Site": "same-origin"}
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", address, urlencode(fields).encode(), **(here | kind | headers))

    def upload(self, address: str, *files: tuple[str, bytes], **fields: str) -> Answer:
        parts = [
            f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        for name, content in files:
            head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
        body = b"".join(parts) + b"--edge--\r\n"
        origin = f"http://127.0.0.1:{self.door.port}"
        return self.ask("POST", address, body, Origin=origin, Content_Type="multipart/form-data; boundary=edge")


@contextmanager
def running(answering: Any, listening: Any, begun: threading.Event) -> Iterator[None]:
    """A server that answers on a socket from when it has begun to the end of the block."""
    thread = threading.Thread(target=answering.run, args=([listening],), daemon=True)
    thread.start()
    assert begun.wait(60)
    try:
        yield
    finally:
        answering.should_exit = True
        thread.join(30)


@contextmanager
def desk(
    ledger: Ledger, bearer: str | None = None, state: State | None = None, private: Sequence[str] = ()
) -> Iterator[Door]:
    """A desk on this ledger, listening until the end."""
    begun = threading.Event()
    with listen(0) as listening:
        door = Door(listening.getsockname()[1], bearer)
        answering = server(ledger, Options(), door, begun.set, state, private)
        with running(answering, listening, begun):
            yield door


@contextmanager
def team_over_https(ledger: Ledger, state: State, folder: Path, provider: Any = None) -> Iterator[TeamDoor]:
    """A desk with accounts for a real browser: its own server ends HTTPS, in the place of a proxy, with a certificate
    that nobody signed."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = folder / "desk-key.pem", folder / "desk-cert.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    begun = threading.Event()
    with listen(0) as listening:
        port = listening.getsockname()[1]
        door = TeamDoor(port, f"https://127.0.0.1:{port}", Accounts(state))
        if provider is not None:
            from whosays.server.oidc import SignOn

            door.sign_on = SignOn(provider, door.accounts, door.root)
        answering = server(ledger, Options(), door, begun.set, state)
        behind: Any = answering.config.app

        async def proxied(scope: Any, receive: Any, send: Any) -> None:
            await behind({**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}, receive, send)

        answering.config.app = proxied
        answering.config.ssl_certfile, answering.config.ssl_keyfile = str(certificate), str(key)
        with running(answering, listening, begun):
            yield door
