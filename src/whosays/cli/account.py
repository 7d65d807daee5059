"""``whosays account``: who may use a desk that a team shares."""

from __future__ import annotations

import sys
from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from whosays.cli.ledger_options import DEFAULT, Debug, Where, print_lines

if TYPE_CHECKING:
    from whosays.server.accounts import Accounts
    from whosays.server.accounts import Role as Kept
    from whosays.server.state import State

app = typer.Typer(
    no_args_is_help=True,
    help="Look after the accounts of a desk that a team shares (whosays desk --team). They are kept beside the ledger "
    "(whosays.db.desk), passwords as argon2id.",
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The member's name.", show_default=False)]


class Role(StrEnum):
    """What ``--role`` offers."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


Chosen = Annotated[
    Role,
    typer.Option(
        "--role",
        metavar="reader|editor|admin",
        help="A reader reads; an editor also decides, corrects and adds; an admin also looks after members.",
        show_default=False,
    ),
]


@app.command("add")
def add(name: Name, role: Chosen, ledger: Where = DEFAULT, debug: Debug = False) -> int:
    """Make an account; the password is asked for, or is the first line of standard input."""
    with closing(_state(ledger)) as state:
        _accounts(state).add(name, _role(role), _password())
        state.log("terminal", "member", f"add {name} {role.value}")
    print_lines([f"{name} may come in as {role.value}."])
    return 0


@app.command("list")
def show(ledger: Where = DEFAULT, debug: Debug = False) -> int:
    """List the accounts."""
    with closing(_state(ledger)) as state:
        accounts = _accounts(state).all()
    print_lines(f"{one.role.value:<8} {one.name}{'' if one.closed is None else ' (closed)'}" for one in accounts)
    return 0


@app.command("role")
def role(name: Name, role: Chosen, ledger: Where = DEFAULT, debug: Debug = False) -> int:
    """Give a member another role; their sessions end."""
    with closing(_state(ledger)) as state:
        _accounts(state).change(name, role=_role(role))
        state.log("terminal", "member", f"role {name} {role.value}")
    print_lines([f"{name} is {role.value} now."])
    return 0


@app.command("password")
def password(name: Name, ledger: Where = DEFAULT, debug: Debug = False) -> int:
    """Give a member another password, asked for or read from standard input; their sessions end."""
    with closing(_state(ledger)) as state:
        _accounts(state).change(name, password=_password())
        state.log("terminal", "member", f"password {name}")
    print_lines([f"{name} has a new password."])
    return 0


@app.command("close")
def close(name: Name, ledger: Where = DEFAULT, debug: Debug = False) -> int:
    """Close an account: its sessions and tokens end, its name stays in the record."""
    with closing(_state(ledger)) as state:
        _accounts(state).close(name)
        state.log("terminal", "member", f"close {name}")
    print_lines([f"{name} cannot come in any more."])
    return 0


@app.command("address")
def address(
    name: Name,
    mail: Annotated[str, typer.Argument(metavar="MAIL", help="The mail address.", show_default=False)],
    ledger: Where = DEFAULT,
    debug: Debug = False,
) -> int:
    """Let a member come in by single sign-on (whosays desk --oidc), as whoever has this mail address there."""
    with closing(_state(ledger)) as state:
        _accounts(state).identify(name, mail)
        state.log("terminal", "member", f"address {name} {mail}")
    print_lines([f"{name} may come in as {mail}."])
    return 0


@app.command("token")
def token(
    name: Name,
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="What it is for.", show_default=False)],
    days: Annotated[int, typer.Option("--days", metavar="N", help="For how many days it holds.")] = 90,
    writes: Annotated[bool, typer.Option("--write", help="It may also write, as far as the member may.")] = False,
    ledger: Where = DEFAULT,
    debug: Debug = False,
) -> int:
    """Give a member a token for programs, printed this once."""
    with closing(_state(ledger)) as state:
        secret = _accounts(state).give_token(name, label, writes=writes, days=days)
    print_lines([secret])
    return 0


def _state(ledger: str) -> State:
    from whosays.server.state import State, beside

    return State(beside(ledger))


def _accounts(state: State) -> Accounts:
    from whosays.server.accounts import Accounts

    return Accounts(state)


def _role(chosen: Role) -> Kept:
    from whosays.server.accounts import Role as Kept

    return Kept(chosen.value)


def _password() -> str:
    if sys.stdin is not None and not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    return answer
