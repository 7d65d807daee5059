"""Coming in by the single sign-on of one's own house (OpenID Connect): the code flow with PKCE, by Authlib.

Whom the provider names comes in only as an account that an admin has made and given this address to. The first time
the address must be one that the provider has verified; from then on it is the provider's own name for that person that
counts, so that an address which is given to somebody else lets nobody in.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OAuthError, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from requests import RequestException

from whosays.errors import UsageError, WhosaysError
from whosays.server.accounts import Accounts

BACK = "/login/oidc/back"
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_SECONDS, _WAITS, _MOST = 15.0, 600.0, 1000
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, as the command names it: its issuer, what the desk is called there, the secret between both."""

    issuer: str
    client: str
    secret: str

    def __post_init__(self) -> None:
        """Raises ``UsageError`` for an issuer that is not asked over HTTPS, but for one on this machine."""
        parts = urlsplit(self.issuer)
        if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "127.0.0.1"):
            raise UsageError("--oidc needs the issuer's address, which begins with https://")


class _App(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc]  # Authlib has no types
    client_cls = OAuth2Session


@dataclass(frozen=True, slots=True)
class _Going:
    """Somebody on the way to the provider and back: what is needed to know them again."""

    began: float
    nonce: str
    verifier: str


@dataclass
class SignOn:
    """The way to a provider and back, for the accounts of a desk at ``root``."""

    provider: Provider
    accounts: Accounts
    root: str
    _going: dict[str, _Going] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _app: Any = None

    def begin(self) -> tuple[str, str]:
        """Where to send somebody who wants to come in, and what their browser must bring back. Raises
        ``WhosaysError``."""
        app = self._known()
        made = app.create_authorization_url(self.root + BACK)
        with self._lock:
            now = time.monotonic()
            self._going = {state: one for state, one in self._going.items() if one.began > now - _WAITS}
            if len(self._going) >= _MOST:
                raise WhosaysError("Too many are coming in at once. Wait a little.")
            self._going[made["state"]] = _Going(now, made["nonce"], made["code_verifier"])
        return made["url"], made["state"]

    def enter(self, asked: Mapping[str, str], brought: str | None) -> str | None:
        """A new session's secret for who came back from the provider, with the parameters ``asked`` and what their
        browser ``brought``; none where they are not let in. Raises ``WhosaysError`` where the provider cannot be
        asked."""
        state = asked.get("state", "")
        if brought is None or not secrets.compare_digest(state.encode(), brought.encode()):
            return None
        with self._lock:
            going = self._going.pop(state, None)
        if going is None or going.began < time.monotonic() - _WAITS or "code" not in asked:
            return None
        app = self._known()
        try:
            token = app.fetch_access_token(
                self.root + BACK, code=asked["code"], code_verifier=going.verifier, grant_type="authorization_code"
            )
            who = app.parse_id_token(token, going.nonce)
        except (OAuthError, JoseError, ValueError, KeyError) as error:
            self.accounts.state.log("", "refused", f"single sign-on: {type(error).__name__}")
            return None
        except RequestException:
            raise _away() from None
        if not who or not isinstance(subject := who.get("sub"), str):
            return None
        verified = who.get("email") if who.get("email_verified") is True else None
        return self.accounts.enter_as(self.provider.issuer, subject, verified if isinstance(verified, str) else None)

    def _known(self) -> Any:
        """The provider as it describes itself. Raises ``WhosaysError``."""
        with self._lock:
            if self._app is None:
                app = _App(
                    None,
                    "whosays",
                    client_id=self.provider.client,
                    client_secret=self.provider.secret,
                    server_metadata_url=self.provider.issuer.rstrip("/") + _DISCOVERY,
                    client_kwargs={
                        "scope": "openid email",
                        "code_challenge_method": "S256",
                        "default_timeout": _SECONDS,
                    },
                )
                try:
                    told = app.load_server_metadata()
                except (RequestException, ValueError):
                    raise _away() from None
                if told.get("issuer") != self.provider.issuer:
                    raise WhosaysError("The single sign-on calls itself by another name than --oidc says.")
                signed = told.get("id_token_signing_alg_values_supported", ["RS256"])
                told["id_token_signing_alg_values_supported"] = [one for one in signed if one in _ALGORITHMS]
                self._app = app
            return self._app


def _away() -> WhosaysError:
    return WhosaysError("The single sign-on cannot be asked now. Try again in a while.")
