"""The API on a server that really listens: described, paged, repeated without harm, and put to the test by its own
description."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest

from tests.desk_server import Answer, Browser, desk
from tests.ledger_build import MAYOR, MILL, WEIR, document, weir
from tests.sized import FULL, repeated, times
from whosays.ledger import Ledger, open_ledger
from whosays.model import Response
from whosays.model.wire import story_schema, trace_schema
from whosays.server.feeding import Feeds
from whosays.server.guard import Door

TOKEN = "a-token-of-some-length"
ARTICLE = "Mill to close\n\nThe mill at Skelby will close in March, the owner, Ines Pell, said on Monday.\n"


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of four documents, made once; each test has a copy of its own."""
    path = tmp_path_factory.mktemp("four") / "whosays.db"
    with open_ledger(str(path)) as ledger:
        ledger.add_trace(weir("Tarn Post", published="2031-03-02"), as_input="a")
        ledger.add_trace(weir("Hollow Times", ("Ada Venn", MAYOR)), as_input="b")
        ledger.add_trace(weir("Upland Wire", ("Bo Rill", "That is not so.", Response.DENY)), as_input="c")
        ledger.add_trace(document("Skelby Star", MILL), as_input="d")
    return path


@pytest.fixture
def held(four: Path, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(shutil.copy(four, tmp_path))) as ledger:
        yield ledger


@pytest.fixture
def door(held: Ledger) -> Iterator[Door]:
    with desk(held, bearer=TOKEN) as opened:
        yield opened


class Api:
    """A program that asks with its token."""

    def __init__(self, door: Door) -> None:
        self._browser = Browser(door)

    def get(self, address: str, **headers: str) -> Answer:
        return self._browser.ask("GET", f"/api/v1{address}", Authorization=f"Bearer {TOKEN}", **headers)

    def post(self, address: str, body: Any, **headers: str) -> Answer:
        sent = {"Authorization": f"Bearer {TOKEN}", "Content_Type": "application/json", **headers}
        return self._browser.ask("POST", f"/api/v1{address}", json.dumps(body).encode(), **sent)


@pytest.fixture
def api(door: Door) -> Api:
    return Api(door)


def said(answer: Answer) -> Any:
    return json.loads(answer.body)


def test_nobody_asks_without_a_token(door: Door) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
        answer = Browser(door).ask("GET", "/api/v1/claims", **headers)
        assert answer.status == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"


def test_it_describes_itself(api: Api) -> None:
    made = said(api.get("/openapi.json"))
    assert made["openapi"] == "3.1.0"
    names = {op["operationId"] for path in made["paths"].values() for op in path.values()}
    assert names >= {"trace", "story", "add", "claims", "claim", "history", "decide", "correct", "undo", "check"}
    for schema in made["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_claims_come_page_by_page_and_each_once(api: Api, held: Ledger) -> None:
    found, address = [], "/claims?limit=1"
    while True:
        page = said(api.get(address))
        found += [item["claim"] for item in page["items"]]
        if page["next"] is None:
            break
        address = f"/claims?limit=1&cursor={page['next']}"
    assert found == ["k1", "k2", "k3"]
    assert [item["claim"] for item in said(api.get("/claims?search=weir"))["items"]] == ["k1"]
    assert said(api.get("/claims?like=a%20paper%20mill%20closes"))["items"][0]["text"] == MILL
    assert said(api.get("/claims?like=the"))["items"] == []
    assert api.get("/claims?like=weir&search=weir").status == 409


def test_what_is_held_is_given_as_it_is_shown(api: Api) -> None:
    claim = said(api.get("/claims/k1"))
    assert (claim["text"], claim["documents"]) == (WEIR, 3)
    assert said(api.get("/claims/k1?as_of=2001-01-01"))["status"] == 404
    assert said(api.get("/claims/k1/history"))["items"][0]["kind"] == "new-claim"
    assert said(api.get("/documents/d2"))["said"][0]["handle"] == "d2:a1"
    jsonschema.validate(said(api.get("/documents/d2/trace")), trace_schema())
    assert [one["document"] for one in said(api.get("/sources?name=venn"))["items"]] == ["d2"]
    (tarn, *_) = said(api.get("/audit?outlet=Hollow%20Times"))["items"]
    assert (tarn["key"], tarn["naming"], tarn["most_quoted"][0]["name"]) == ("Hollow Times", {"named": 1}, "Ada Venn")
    assert said(api.get("/audit?by=week&since=2031-01-01"))["items"] == []
    for address in ("/claims/k99", "/documents/d99", "/claims/k99/history", "/documents/d99/trace", "/claims/x", "/no"):
        answer = api.get(address)
        assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_what_did_not_change_is_not_sent_again(api: Api, held: Ledger) -> None:
    first = api.get("/claims/k1")
    assert api.get("/claims/k1", If_None_Match=first.headers["etag"]).status == 304
    held.correct("k1", {"words": "The weir broke."}, who="Ida Falk", why="shorter")
    again = api.get("/claims/k1", If_None_Match=first.headers["etag"])
    assert (again.status, said(again)["text"]) == (200, "The weir broke.")


def test_texts_are_traced_told_and_checked_and_not_kept(api: Api, held: Ledger) -> None:
    before = held.head()
    jsonschema.validate(said(api.post("/trace", {"text": ARTICLE})), trace_schema())
    pile = {"documents": [{"text": ARTICLE, "outlet": "Skelby Star"}, {"text": f"Reported.\n\n{ARTICLE}"}]}
    told = said(api.post("/story", pile))
    jsonschema.validate(told, story_schema())
    assert len(told["documents"]) == 2
    found = said(api.post("/check", {"text": "A draft.\n\nSome 40 people saw the mill close on Monday at Skelby."}))
    assert "number-without-whose" in {one["rule"] for one in found["items"]}
    assert held.head() == before


def test_writing_the_same_with_a_key_writes_once(api: Api, held: Ledger) -> None:
    one = api.post("/documents", {"text": ARTICLE, "outlet": "Skelby Star"}, Idempotency_Key="a-key-of-mine")
    assert (one.status, said(one)["status"]) == (201, "new")
    head = held.head()
    assert api.post("/documents", {"text": ARTICLE, "outlet": "Skelby Star"}, Idempotency_Key="a-key-of-mine") == one
    other = api.post("/documents", {"text": "Another text."}, Idempotency_Key="a-key-of-mine")
    assert other.status == 409
    assert held.head() == head
    assert said(api.post("/documents", {"text": ARTICLE, "outlet": "Skelby Star"}))["status"] == "unchanged"


def test_people_decide_correct_and_take_back(api: Api, held: Ledger) -> None:
    who = {"who": "Ida Falk", "why": "read again"}
    assert said(api.post("/decisions", {"verb": "reject", "names": ["k2"], **who}))["decision"] == "j1"
    written = said(api.post("/corrections", {"what": "d3:a1", "answer": "none", **who}))
    assert (written["decision"], [c["kind"] for c in written["changes"]]) == ("j2", ["origins", "standing"])
    assert said(api.post("/undo", {"decision": "j2", **who}))["decision"] == "j3"
    page = said(api.get("/decisions?limit=2"))
    assert [one["decision"] for one in page["items"]] == ["j3", "j2"]
    assert [one["decision"] for one in said(api.get(f"/decisions?cursor={page['next']}"))["items"]] == ["j1"]
    news = said(api.get("/changes?limit=3"))
    assert [one["number"] for one in news["items"]] == [1, 2, 3]
    assert said(api.get(f"/changes?limit=1&cursor={news['next']}"))["items"][0]["number"] == 4
    assert isinstance(said(api.get("/inbox"))["items"], list)
    assert held.verify() is None


def test_files_are_sent_and_followed(api: Api, held: Ledger) -> None:
    files = [{"name": "mill.txt", "content": base64.b64encode(ARTICLE.encode()).decode()},
             {"name": "../odd.bin", "content": base64.b64encode(bytes(range(256))).decode()}]  # fmt: skip
    answer = api.post("/uploads", {"files": files}, Idempotency_Key="files-of-mine")
    assert answer.status == 202
    assert api.post("/uploads", {"files": files}, Idempotency_Key="files-of-mine") == answer
    name = said(answer)["upload"]
    told = api.get(f"/uploads/{name}/events")
    assert told.headers["content-type"].startswith("text/event-stream")
    assert told.text.endswith("event: end\ndata: {}\n\n")
    found = said(api.get(f"/uploads/{name}"))
    assert found["done"]
    assert [one["name"] for one in found["taken"]] == ["mill.txt"]
    assert [one["status"] for one in found["files"]] == ["done", "done"]
    assert "odd.bin" in found["problems"][0]
    assert held.document(found["taken"][0]["document"]) is not None
    for address in ("/uploads/u0123456789abcdef", "/uploads/u0123456789abcdef/events"):
        assert api.get(address).status == 404


def test_searches_are_saved_and_have_feeds(api: Api, held: Ledger, door: Door) -> None:
    saved = said(api.post("/searches", {"search": "weir"}))
    assert said(api.post("/searches", {"search": "weir"})) == saved, "the same is not kept twice"
    assert said(api.get("/searches"))["items"] == [saved] == [{"name": "q1", "search": "weir", "standing": None}]
    feed = feedparser.parse(api.get("/searches/q1/feed.atom").body)
    assert not feed.bozo
    (entry,) = feed.entries
    assert (entry.title, entry.link) == (WEIR, f"{door.root}/claims/k1")
    assert held.claims(search="weir")[0].summary in entry.content[0].value
    again = said(api.get("/searches/q1/feed.json"))
    assert [(one["title"], one["id"]) for one in again["items"]] == [(entry.title, entry.id)]
    tag = api.get("/searches/q1/feed.atom").headers["etag"]
    assert api.get("/searches/q1/feed.atom", If_None_Match=tag).status == 304
    asked = Browser(door).ask("DELETE", "/api/v1/searches/q1", Authorization=f"Bearer {TOKEN}")
    assert (asked.status, said(api.get("/searches"))["items"]) == (200, [])
    assert api.get("/searches/q1/feed.atom").status == 404
    assert api.post("/searches", {}).status == 409


def test_a_claim_has_a_feed_of_what_changed(api: Api, held: Ledger) -> None:
    held.correct("k1", {"words": "The weir <broke>."}, who="Ida Falk", why="shorter")
    steps = held.history("k1")
    feed = feedparser.parse(api.get("/claims/k1/feed.atom").body)
    assert [entry.title for entry in feed.entries] == [step.text for step in reversed(steps)]
    assert len({entry.id for entry in feed.entries}) == len(steps)
    items = said(api.get("/claims/k1/feed.json"))["items"]
    assert [one["id"] for one in items] == [entry.id for entry in feed.entries]
    assert "The weir <broke>." in said(api.get("/claims/k1/feed.json"))["title"]
    assert api.get("/claims/k99/feed.atom").status == 404


def test_a_reader_of_feeds_gives_its_token_as_a_password(door: Door, held: Ledger) -> None:
    def ask(method: str, address: str, password: str) -> int:
        basic = base64.b64encode(f"anyone:{password}".encode()).decode()
        return Browser(door).ask(method, f"/api/v1{address}", b"{}", Authorization=f"Basic {basic}").status

    assert ask("GET", "/claims/k1/feed.atom", TOKEN) == 200
    assert ask("GET", "/claims/k1/feed.json", "wrong") == 401
    assert ask("GET", "/claims/k1", TOKEN) == 401, "only feeds: a browser might keep it and send it along"
    assert ask("POST", "/undo", TOKEN) == 401
    odd = Browser(door).ask("GET", "/api/v1/claims/k1/feed.atom", Authorization="Basic ö")
    assert (odd.status, odd.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("/uploads", {"files": []}, 400),
        ("/uploads", {"files": [{"name": "a.txt", "content": "no base64"}]}, 400),
        ("/trace", {}, 400),
        ("/trace", {"text": "..."}, 400),
        ("/trace", {"text": "A text.", "more": 1}, 400),
        ("/trace", {"text": "A text.", "published": "2031-02-30"}, 400),
        ("/story", {"documents": []}, 400),
        ("/decisions", {"verb": "erase", "names": ["k1"], "who": "x", "why": "y"}, 400),
        ("/decisions", {"verb": "merge", "names": ["k1"], "who": "x", "why": "y"}, 409),
        ("/decisions", {"verb": "accept", "names": ["k1", "k2"], "who": "x", "why": "y"}, 409),
        ("/corrections", {"what": "d1:a9", "speaker": "X", "who": "x", "why": "y"}, 409),
        ("/corrections", {"what": "k1", "who": "x", "why": " "}, 400),
        ("/undo", {"decision": "j9", "who": "x", "why": "y"}, 409),
    ],
)
def test_what_cannot_be_done_is_a_problem_in_a_sentence(
    api: Api, held: Ledger, address: str, body: Any, status: int
) -> None:
    before = held.head()
    answer = api.post(address, body)
    problem = said(answer)
    assert (answer.status, problem["status"], answer.headers["content-type"]) == (
        status,
        status,
        "application/problem+json",
    )
    assert problem["detail"]
    assert held.head() == before


def test_other_ways_of_asking_are_told_which_there_are(api: Api, door: Door) -> None:
    answer = Browser(door).ask("DELETE", "/api/v1/claims/k1", Authorization=f"Bearer {TOKEN}")
    assert (answer.status, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})
    assert api.post("/trace", {"text": "x"}, Content_Type="text/plain").status == 400
    assert api.get("/claims?limit=0").status == 400
    assert api.get("/claims?limit=2&limit=3").status == 400
    assert api.get("/inbox?x=1").status == 400


@repeated
def test_the_description_holds(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Schemathesis makes requests out of the description, good and bad, and holds every answer against it."""
    monkeypatch.setattr(Feeds, "start", lambda _: None)  # nobody is asked for the addresses that it makes up
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install schemathesis")
    from hypothesis import HealthCheck, given, settings

    root = f"http://127.0.0.1:{door.port}/api/v1"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    schema = schemathesis.openapi.from_url(f"{root}/openapi.json", headers=headers)
    how = settings(
        max_examples=times(4, 40),
        deadline=None,
        derandomize=not FULL,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in schemathesis.GenerationMode:
            takes = operation.body or operation.query or operation.path_parameters
            if mode is schemathesis.GenerationMode.NEGATIVE and not takes:
                continue  # there is nothing that could be wrong

            @how
            @given(case=operation.as_strategy(generation_mode=mode))
            def holds(case: Any) -> None:
                case.call_and_validate(headers=headers)

            holds()
            asked += 1
    assert asked == 60


def test_nobody_writes_without_a_token(door: Door, held: Ledger) -> None:
    before = held.head()
    body = b'{"decision": "j1", "who": "x", "why": "y"}'
    for headers in ({}, {"Origin": "https://evil.example"}):
        answer = Browser(door).ask("POST", "/api/v1/undo", body, Content_Type="application/json", **headers)
        assert answer.status == 401
    assert held.head() == before
