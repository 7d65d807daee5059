"""Notices in words, by Apprise, to a service on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.site import Site, serve
from whosays.errors import UsageError
from whosays.watching.chat import chat, in_words
from whosays.watching.targets import target
from whosays.watching.undelivered import Undelivered

NOTICE: dict[str, Any] = {
    "schema": "whosays.notice/1", "id": "n1", "time": "2031-03-04T12:00:00Z", "ledger": "desk.db", "kind": "standing",
    "claim": "k1", "text": "k1 “the gate is shut”: its grade is now 4, was 6.", "before": "6", "after": "4",
    "evidence": [{"document": "d2", "spans": [[0, 3]], "words": "The office\ndenied it"}],
}  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def test_a_notice_says_what_changed_and_shows_the_words() -> None:
    title, text = in_words(NOTICE)
    assert title == "whosays: k1 standing"
    assert text.splitlines()[:2] == [NOTICE["text"], "d2: “The office denied it”"]
    assert "no verdict" in text


def test_apprise_delivers_it(site: Site) -> None:
    site.at("/hook", 200)
    target(f"apprise:json://127.0.0.1:{site.port}/hook", {}, frozenset()).deliver("n1", json.dumps(NOTICE))
    (body,) = site.handler.posted
    sent = json.loads(body)
    assert (sent["title"], sent["message"]) == in_words(NOTICE)


def test_what_the_service_refuses_is_undelivered(site: Site) -> None:
    site.at("/hook", 500)
    sending = chat(f"json://127.0.0.1:{site.port}/hook", {})
    with pytest.raises(Undelivered, match="did not take it"):
        sending.deliver("n1", json.dumps(NOTICE))


def test_the_address_comes_from_a_variable_and_is_never_shown() -> None:
    address = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    sending = target("apprise:$DESK_CHAT", {"DESK_CHAT": address}, frozenset())
    for shown in (sending.name, repr(sending)):
        assert "TIiajk" not in shown
        assert "A1BRTD4JD" not in shown
    assert sending.name.startswith("apprise:slack#")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("apprise:nonsense", "no address that Apprise knows"),
        ("apprise:$NOT_THERE", "the variable NOT_THERE is not set"),
        ("apprise:", "give webhook:"),
    ],
)
def test_a_wrong_target_is_told(text: str, part: str) -> None:
    with pytest.raises(UsageError, match=part):
        target(text, {}, frozenset())
