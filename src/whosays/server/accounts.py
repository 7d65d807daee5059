"""Who may come in where there are accounts: passwords as argon2id, sessions and tokens as hashes in the desk's state.

A password is tried no more than some times in a while, by name and altogether; whether a name exists cannot be told
from the answer or from how long it takes.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from whosays.errors import UsageError, WhosaysError
from whosays.server.state import State

SHORTEST, LONGEST = 12, 200
"""Characters of a password."""

IDLE, OLDEST = 12 * 3600, 14 * 24 * 3600
"""Seconds after which a session ends that nobody used, and after which any does."""

_NAME = re.compile(r"[^\W_][\w .'’-]{0,60}")
_TRIES, _ALL_TRIES, _WHILE = 5, 60, 15 * 60
_SEEN = 60  # seconds between two notes that a session is used


class Role(StrEnum):
    """What somebody may: read; read and decide, correct, add; that and look after members."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Account:
    """A member: name, role, when made, when closed (seconds since 1970)."""

    name: str
    role: Role
    made: float
    closed: float | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who was let in: the account, whether single keys do something, whether what they came with may write."""

    name: str
    role: Role
    keys: bool = True
    writes: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an account for programs: its label, whether it may write, when it ends. ``mark`` names it."""

    mark: str
    account: str
    label: str
    writes: bool
    ends: float


@dataclass(frozen=True, slots=True)
class Entered:
    """A session of an account: since when, when it was used last, whether it is the one that asks. ``mark`` names
    it."""

    mark: str
    made: float
    seen: float
    own: bool


@dataclass
class Accounts:
    """The members of a desk, their sessions and tokens."""

    state: State
    _tries: dict[str, list[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, name: str, role: Role, password: str) -> None:
        """Make an account. Raises ``UsageError`` for a name or a password that will not do."""
        name = " ".join(name.split())
        if not _NAME.fullmatch(name):
            raise UsageError("a name has letters, digits, spaces, points and hyphens, up to 61 characters")
        with self.state.open() as connection:
            if connection.execute("SELECT 1 FROM accounts WHERE name = ?", (name,)).fetchone():
                raise UsageError(f"{name}: there is such an account already")
            values = (name, role.value, _hashed(password), time.time())
            connection.execute("INSERT INTO accounts (name, role, password, made) VALUES (?, ?, ?, ?)", values)

    def change(self, name: str, *, role: Role | None = None, password: str | None = None) -> None:
        """Give an account another role or password; its sessions end. Raises ``UsageError``."""
        self._must_be_there(name)
        if role is not None and role is not Role.ADMIN:
            self._not_the_last_admin(name)
        with self.state.open() as connection:
            if role is not None:
                connection.execute("UPDATE accounts SET role = ? WHERE name = ?", (role.value, name))
            if password is not None:
                connection.execute("UPDATE accounts SET password = ? WHERE name = ?", (_hashed(password), name))
            connection.execute("DELETE FROM sessions WHERE account = ?", (name,))

    def close(self, name: str) -> None:
        """Close an account: its sessions and tokens end, its name stays taken. Raises ``UsageError``."""
        self._must_be_there(name)
        self._not_the_last_admin(name)
        with self.state.open() as connection:
            connection.execute("UPDATE accounts SET closed = ? WHERE name = ?", (time.time(), name))
            for table in ("sessions", "tokens"):
                connection.execute(f"DELETE FROM {table} WHERE account = ?", (name,))  # noqa: S608  own names

    def all(self) -> list[Account]:
        """All accounts, closed ones too, by name."""
        with self.state.open() as connection:
            rows = connection.execute("SELECT name, role, made, closed FROM accounts ORDER BY name").fetchall()
        return [Account(name, Role(role), made, closed) for name, role, made, closed in rows]

    def enter(self, name: str, password: str) -> str | None:
        """A new session's secret for a right name and password; none for wrong ones. Raises ``WhosaysError`` where it
        was tried too often."""
        name = " ".join(name.split())[:100]
        self._may_try(name)
        with self.state.open() as connection:
            row = connection.execute(
                "SELECT password FROM accounts WHERE name = ? AND closed IS NULL", (name,)
            ).fetchone()
        right = _fits(row[0] if row else _nobodys(), password)
        if row is None or not right:
            self.state.log(name, "refused", "a wrong name or password")
            return None
        with self._lock:
            self._tries.pop(name, None)
        return self._entered(name, "")

    def identify(self, name: str, address: str) -> None:
        """Let an account come in by single sign-on, under a mail address; whoever it was before does not any more.
        Raises ``UsageError``."""
        self._must_be_there(name)
        address = address.strip().casefold()
        if not re.fullmatch(r"[^\s@]{1,100}@[^\s@]{1,150}", address):
            raise UsageError(f"{address}: this is no mail address")
        with self.state.open() as connection:
            if connection.execute(
                "SELECT 1 FROM identities WHERE address = ? AND account != ?", (address, name)
            ).fetchone():
                raise UsageError(f"{address}: another account has this address")
            connection.execute("DELETE FROM identities WHERE account = ?", (name,))
            connection.execute("INSERT INTO identities (account, address) VALUES (?, ?)", (name, address))

    def enter_as(self, issuer: str, subject: str, address: str | None) -> str | None:
        """A new session's secret for who a provider knows by ``subject`` and, at first, by an ``address`` it has
        verified; none where no account is theirs."""
        with self.state.open() as connection:
            open_ones = "FROM identities i JOIN accounts a ON a.name = i.account WHERE a.closed IS NULL"
            row = connection.execute(
                f"SELECT a.name {open_ones} AND i.issuer = ? AND i.subject = ?",
                (issuer, subject),
            ).fetchone()
            if row is None and address is not None:
                row = connection.execute(
                    f"SELECT a.name {open_ones} AND i.subject IS NULL AND i.address = ?",
                    (address.strip().casefold(),),
                ).fetchone()
                if row is not None:
                    values = (issuer, subject, row[0])
                    connection.execute("UPDATE identities SET issuer = ?, subject = ? WHERE account = ?", values)
        if row is None:
            self.state.log(address or "", "refused", "single sign-on: no account has this address")
            return None
        return self._entered(row[0], "by single sign-on")

    def _entered(self, name: str, how: str) -> str:
        secret, now = secrets.token_urlsafe(32), time.time()
        with self.state.open() as connection:
            connection.execute("DELETE FROM sessions WHERE seen < ? OR made < ?", (now - IDLE, now - OLDEST))
            values = (_digest(secret), name, now, now)
            connection.execute("INSERT INTO sessions (digest, account, made, seen) VALUES (?, ?, ?, ?)", values)
        self.state.log(name, "entered", how)
        return secret

    def session(self, secret: str) -> Known | None:
        """Who a session is of; none where it has ended."""
        now, digest = time.time(), _digest(secret)
        with self.state.open() as connection:
            row = connection.execute(
                "SELECT a.name, a.role, s.keys, s.seen, s.made FROM sessions s JOIN accounts a ON a.name = s.account "
                "WHERE s.digest = ? AND a.closed IS NULL",
                (digest,),
            ).fetchone()
            if row is None or row[3] < now - IDLE or row[4] < now - OLDEST:
                return None
            if row[3] < now - _SEEN:
                connection.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (now, digest))
        role = Role(row[1])
        return Known(row[0], role, bool(row[2]), role is not Role.READER)

    def sessions(self, name: str, secret: str | None) -> list[Entered]:
        """The sessions of an account that hold, the one used last first; ``secret`` is that of the one which asks."""
        now, own = time.time(), _digest(secret or "")
        with self.state.open() as connection:
            rows = connection.execute(
                "SELECT digest, made, seen FROM sessions WHERE account = ? AND seen >= ? AND made >= ? "
                "ORDER BY seen DESC, made DESC",
                (name, now - IDLE, now - OLDEST),
            ).fetchall()
        return [Entered(digest[:12], made, seen, digest == own) for digest, made, seen in rows]

    def end_session(self, name: str, mark: str) -> None:
        """End a session of an account. Raises ``UsageError`` where it has none of this mark."""
        if mark not in [one.mark for one in self.sessions(name, None)]:
            raise UsageError("there is no such session")
        with self.state.open() as connection:
            connection.execute("DELETE FROM sessions WHERE account = ? AND substr(digest, 1, 12) = ?", (name, mark))
        self.state.log(name, "session", "ended")

    def leave(self, secret: str) -> None:
        """End a session."""
        with self.state.open() as connection:
            connection.execute("DELETE FROM sessions WHERE digest = ?", (_digest(secret),))

    def switch_keys(self, secret: str, on: bool) -> None:
        """Switch single keys on or off for a session."""
        with self.state.open() as connection:
            connection.execute("UPDATE sessions SET keys = ? WHERE digest = ?", (int(on), _digest(secret)))

    def give_token(self, name: str, label: str, *, writes: bool, days: int) -> str:
        """A new token for programs, which is told this once. Raises ``UsageError``."""
        self._must_be_there(name)
        if not 1 <= days <= 366:
            raise UsageError("a token holds for 1 to 366 days")
        secret, now = f"wst_{secrets.token_urlsafe(32)}", time.time()
        with self.state.open() as connection:
            values = (_digest(secret), name, " ".join(label.split())[:100] or "a token", int(writes), now)
            ends = now + days * 24 * 3600
            connection.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)", (*values, ends))
        self.state.log(name, "token", f"given: {label}")
        return secret

    def token(self, secret: str) -> Known | None:
        """Who a token is of; none where it has ended."""
        with self.state.open() as connection:
            row = connection.execute(
                "SELECT a.name, a.role, t.writes FROM tokens t JOIN accounts a ON a.name = t.account "
                "WHERE t.digest = ? AND t.ends > ? AND a.closed IS NULL",
                (_digest(secret), time.time()),
            ).fetchone()
        if row is None:
            return None
        role = Role(row[1])
        return Known(row[0], role, writes=bool(row[2]) and role is not Role.READER)

    def tokens(self, name: str) -> list[Token]:
        """The tokens of an account that hold."""
        with self.state.open() as connection:
            rows = connection.execute(
                "SELECT digest, account, label, writes, ends FROM tokens WHERE account = ? AND ends > ? ORDER BY made",
                (name, time.time()),
            ).fetchall()
        return [Token(digest[:12], account, label, bool(writes), ends) for digest, account, label, writes, ends in rows]

    def end_token(self, name: str, mark: str) -> None:
        """End a token of an account. Raises ``UsageError`` where it has none of this mark."""
        if mark not in [token.mark for token in self.tokens(name)]:
            raise UsageError("there is no such token")
        with self.state.open() as connection:
            connection.execute("DELETE FROM tokens WHERE account = ? AND substr(digest, 1, 12) = ?", (name, mark))
        self.state.log(name, "token", "ended")

    def _may_try(self, name: str) -> None:
        """Raises ``WhosaysError`` where a password was tried too often, for this name or for all."""
        now = time.monotonic()
        with self._lock:
            self._tries = {n: kept for n, times in self._tries.items() if (kept := _lately(times, now))}
            if len(self._tries.get(name, ())) >= _TRIES or sum(map(len, self._tries.values())) >= _ALL_TRIES:
                raise WhosaysError("That was tried too often. Wait a quarter of an hour.")
            self._tries.setdefault(name, []).append(now)

    def _must_be_there(self, name: str) -> None:
        if name not in [account.name for account in self.all() if account.closed is None]:
            raise UsageError(f"{name}: there is no such account, or it is closed")

    def _not_the_last_admin(self, name: str) -> None:
        admins = [account.name for account in self.all() if account.role is Role.ADMIN and account.closed is None]
        if admins == [name]:
            raise UsageError(f"{name}: this is the only admin there is")


def _lately(times: list[float], now: float) -> list[float]:
    return [one for one in times if one > now - _WHILE]


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
    return PasswordHasher().hash(password)


def _fits(kept: str, password: str) -> bool:
    if len(password) > LONGEST:
        password = ""  # which nobody has; that it is refused takes as long as for any other
    try:
        return PasswordHasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    """The hash of a password that nobody has, to be compared with where a name does not exist."""
    return PasswordHasher().hash(secrets.token_urlsafe(32))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
