"""Coming in, and what can be set where there are accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from whosays.reports.html.markup import Child, Html, el
from whosays.server.accounts import LONGEST, SHORTEST, Account, Entered, Role, Token
from whosays.server.guard import Session
from whosays.server.pages.layout import field, to_the_second

_MAY = {
    Role.READER: "reads",
    Role.EDITOR: "reads, decides, corrects, adds",
    Role.ADMIN: "does that, and looks after members",
}


def login(told: str | None = None, *, by_sign_on: bool = False) -> Child:
    """Where somebody comes in: by a password, or by the single sign-on of the house."""
    return (
        el("h1", "Come in"),
        el("p", told, class_="warnings", role="alert") if told else None,
        el(
            "form",
            field("Name", "name", required=True, autocomplete="username"),
            field("Password", "password", type="password", required=True, autocomplete="current-password"),
            el("button", "Come in"),
            action="/login",
            method="post",
        ),
        el("p", el("a", "Come in by single sign-on", href="/login/oidc")) if by_sign_on else None,
    )


def entered() -> Child:
    """Where somebody stands who came back from the single sign-on: the next page is asked for by one of the desk's own,
    since a browser sends the session along only then."""
    return el("h1", "You are in"), el("p", el("a", "To Today", href="/"))


def settings(
    session: Session,
    own: Sequence[Token],
    entered: Sequence[Entered],
    members: Sequence[Account],
    logged: Sequence[tuple[float, str, str, str]],
    token: str | None,
) -> Child:
    """One's own settings; for an admin the members, and what was done."""
    given = None
    if token:
        given = el(
            "div", el("p", "Your new token, which is shown this once:"), el("code", token), class_="done", role="status"
        )
    return (
        el("h1", f"Settings of {session.account}"),
        given,
        _leaving(entered),
        _tokens(own, session.may_write),
        _password(session.account or ""),
        (_members(members), _log(logged)) if session.is_admin else None,
    )


def _leaving(entered: Sequence[Entered]) -> Child:
    """The way out, here and wherever else one is in."""
    others = [
        el(
            "li",
            f"Since {to_the_second(one.made)}, used last {to_the_second(one.seen)} (UTC)",
            el("form", el("button", "End it", name="end", value=one.mark), action="/settings/sessions", method="post"),
        )
        for one in entered
        if not one.own
    ]
    elsewhere = el("section", el("h2", "You are in elsewhere, too"), el("ul", others, class_="plain"))
    return el("form", el("button", "Go out"), action="/logout", method="post"), elsewhere if others else None


def _tokens(own: Sequence[Token], may_write: bool) -> Html:
    rows = [
        el(
            "li",
            el("b", one.label),
            f", {'writes' if one.writes else 'reads'}, until {_day(one.ends)}",
            el("form", el("button", "End it", name="end", value=one.mark), action="/settings/tokens", method="post"),
        )
        for one in own
    ]
    writes = (
        el("label", el("input", type="checkbox", name="writes", value="yes"), " It may write") if may_write else None
    )
    return el(
        "section",
        el("h2", "Tokens for programs"),
        el("ul", rows, class_="plain") if rows else None,
        el(
            "form",
            field("What it is for", "label", required=True, maxlength="100"),
            field("For how many days", "days", value="90", inputmode="numeric", required=True),
            el("p", writes) if writes else None,
            el("button", "Give me a token"),
            action="/settings/tokens",
            method="post",
        ),
    )


def _password(name: str) -> Html:
    lengths = {"minlength": str(SHORTEST), "maxlength": str(LONGEST)}
    return el(
        "section",
        el("h2", "Password"),
        el(
            "form",
            el("input", name="name", value=name, autocomplete="username", hidden=True),
            field("The one you have", "old", type="password", required=True, autocomplete="current-password"),
            field(f"A new one, {SHORTEST} characters or more", "new", type="password", required=True,
                  autocomplete="new-password", **lengths),
            field("The new one again", "again", type="password", required=True, autocomplete="new-password", **lengths),
            el("button", "Change it"),
            action="/settings/password",
            method="post",
        ),
    )  # fmt: skip


def _members(members: Sequence[Account]) -> Html:
    rows = [
        el(
            "tr",
            el("th", one.name, scope="row"),
            el("td", f"{one.role.value}: {_MAY[one.role]}" if one.closed is None else f"closed on {_day(one.closed)}"),
            el("td", _change(one) if one.closed is None else None),
        )
        for one in members
    ]
    head = el("tr", el("th", "Name", scope="col"), el("th", "May", scope="col"), el("th", "Change", scope="col"))
    adding = el(
        "form",
        el("input", type="hidden", name="action", value="add"),
        field("Name", "name", required=True, maxlength="61", autocomplete="off"),
        field("A first password", "password", type="password", required=True, autocomplete="new-password",
              minlength=str(SHORTEST)),
        _role(Role.EDITOR),
        el("button", "Add the member"),
        action="/settings/members",
        method="post",
    )  # fmt: skip
    table = el("table", el("thead", head), el("tbody", rows))
    table = el("div", table, class_="scrolled", tabindex="0", role="region", aria_label="The members as a table")
    return el("section", el("h2", "Members"), table, el("details", el("summary", "Add a member"), adding))


def _change(one: Account) -> Child:
    def form(action: str, *more: Child) -> Html:
        hidden = [el("input", type="hidden", name=name, value=value) for name, value in
                  (("action", action), ("name", one.name))]  # fmt: skip
        return el("form", hidden, more, action="/settings/members", method="post")

    return (
        form("role", _role(one.role), el("button", "Give this role")),
        form("close", el("button", "Close the account")),
    )


def _role(now: Role) -> Html:
    options = [
        el("option", f"{role.value}: {told}", value=role.value, selected=role is now) for role, told in _MAY.items()
    ]
    return el("label", el("span", "Role"), el("select", options, name="role"), class_="field")


def _log(logged: Sequence[tuple[float, str, str, str]]) -> Html:
    rows = [
        el("li", el("time", to_the_second(when), datetime=to_the_second(when)), f" {who}: ", el("b", what), f" {about}")
        for when, who, what, about in logged
    ]
    return el("section", el("h2", "What was done last"), el("ol", rows, class_="plain"), id="log")


def _day(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).date().isoformat()
