"""Notices to a web address, signed as the Standard Webhooks specification has it (standardwebhooks.com).

The signature covers id, time and body, so nobody can change one, or send an old one again unnoticed. The receiver needs
the secret and one of the libraries that exist for the specification.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from whosays.errors import FetchError, UsageError
from whosays.fetching.exchange import Guard, Limits
from whosays.fetching.fetch import post
from whosays.fetching.urls import checked, shown_as
from whosays.watching.undelivered import Undelivered

SECRET = "WHOSAYS_WEBHOOK_SECRET"  # noqa: S105  # the name of the variable, not a secret
_LEAST_SECRET = 16
_LIMITS = Limits(seconds=30.0, operation=15.0, size=4_096)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A web address that is sent each notice. ``name`` shows neither the address' secrets nor its path."""

    address: str = field(repr=False)
    key: bytes = field(repr=False)
    guard: Guard
    clock: Callable[[], float] = time.time

    @property
    def name(self) -> str:
        """Host and a part of the address' hash: the paths of webhooks are often secrets themselves."""
        parts = urlsplit(self.address)
        return f"webhook:{parts.scheme}://{parts.netloc}#{hashlib.sha256(self.address.encode()).hexdigest()[:8]}"

    def deliver(self, identifier: str, body: str) -> None:
        """Sends one notice. Raises Undelivered where the receiver does not answer with a 2xx status."""
        content = body.encode("utf-8", "surrogatepass")
        moment = str(int(self.clock()))
        headers = {
            "Content-Type": "application/json",
            "webhook-id": identifier,
            "webhook-timestamp": moment,
            "webhook-signature": signature(self.key, identifier, moment, content),
        }
        try:
            answer = post(self.address, content, headers, limits=_LIMITS, guard=self.guard)
        except FetchError as error:
            raise Undelivered(error.cause) from error
        if not 200 <= answer.status < 300:
            from datetime import UTC, datetime

            from whosays.fetching.headers import retry_after

            raise Undelivered(
                f"it answered with status {answer.status}", retry_after(answer.headers, datetime.now(UTC))
            )


def webhook(address: str, secret: str | None, guard: Guard) -> Webhook:
    """The webhook at an address, with the secret that ``WHOSAYS_WEBHOOK_SECRET`` holds. Raises UsageError."""
    try:
        sent = checked(address, shown_as(address))
    except FetchError as error:
        raise UsageError(f"--notify webhook: {error.cause}") from None
    if not secret:
        raise UsageError(f"--notify webhook: set {SECRET} to the secret that its notices are signed with")
    return Webhook(sent, _key(secret), guard)


def signature(key: bytes, identifier: str, moment: str, content: bytes) -> str:
    """``v1,`` and the base64 of HMAC-SHA256 over id, Unix seconds and body, joined by full stops."""
    signed = f"{identifier}.{moment}.".encode() + content
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    if secret.startswith("whsec_"):
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            raise UsageError(f"{SECRET}: what stands behind whsec_ is no base64") from None
    else:
        key = secret.encode("utf-8", "surrogateescape")
    if len(key) < _LEAST_SECRET:
        raise UsageError(f"{SECRET}: the secret has to have at least {_LEAST_SECRET} bytes")
    return key
