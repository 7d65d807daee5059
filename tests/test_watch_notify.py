"""Notices: signed to a webhook, on the standard input of a command, as lines of a file; each whole, none lost."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site import Site, serve
from whosays.errors import UsageError
from whosays.fetching.exchange import Guard
from whosays.watching.targets import Command, File, target
from whosays.watching.undelivered import Undelivered
from whosays.watching.webhook import SECRET, Webhook, signature

KEY = b"0123456789abcdef0123456789abcdef"
NOTICE = json.dumps({"id": "n1", "text": "Standing of “the lock gate is open”: 6F, was 3F"}, ensure_ascii=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def hook(site: Site, path: str = "/hook") -> Webhook:
    return Webhook(site.url(path), KEY, site.guard(), clock=lambda: 1_900_000_000.9)


# --- webhook ---------------------------------------------------------------------------------------------------------


def test_a_webhook_gets_the_notice_with_id_time_and_signature(site: Site) -> None:
    site.at("/hook", 204)
    hook(site).deliver("n1", NOTICE)
    (body,) = site.handler.posted
    assert json.loads(body) == json.loads(NOTICE)
    headers = site.handler.asked[0][1]
    assert headers["webhook-id"] == "n1"
    assert headers["webhook-timestamp"] == "1900000000"
    expected = hmac.new(KEY, b"n1.1900000000." + body, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()
    assert headers["Content-Type"] == "application/json"


def test_the_signature_is_that_of_the_specification() -> None:
    # The example of the Standard Webhooks specification.
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_signature_covers_id_time_and_body() -> None:
    whole = signature(KEY, "n1", "1900000000", b"{}")
    assert len({whole, signature(KEY, "n2", "1900000000", b"{}"), signature(KEY, "n1", "1900000001", b"{}")}) == 3
    assert whole != signature(KEY, "n1", "1900000000", b"[]")
    assert whole != signature(KEY[::-1], "n1", "1900000000", b"{}")


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503])
def test_another_status_is_no_delivery(site: Site, status: int) -> None:
    site.at("/hook", status, Retry_After="7")
    with pytest.raises(Undelivered) as caught:
        hook(site).deliver("n1", NOTICE)
    assert f"status {status}" in caught.value.cause
    assert caught.value.retry_after == 7


def test_a_redirect_is_no_delivery_and_the_notice_goes_nowhere_else(site: Site) -> None:
    site.at("/other", 204)
    site.at("/hook", 307, Location="/other")
    with pytest.raises(Undelivered, match="status 307"):
        hook(site).deliver("n1", NOTICE)
    assert site.asked == ["/hook"]


def test_a_webhook_on_this_machine_has_to_be_allowed(site: Site) -> None:
    site.at("/hook", 204)
    address = f"webhook:http://127.0.0.1:{site.port}/hook"
    with pytest.raises(Undelivered, match="no public address"):
        target(address, {SECRET: "x" * 16}, frozenset()).deliver("n1", NOTICE)
    assert site.asked == []
    target(address, {SECRET: "x" * 16}, frozenset([("127.0.0.1", site.port)])).deliver("n1", NOTICE)
    assert site.asked == ["/hook"]


def test_a_webhook_shows_no_secret(site: Site) -> None:
    sending = target(
        "webhook:https://hooks.example/T0/hushhush?token=quiet", {SECRET: "whsec_" + "A" * 32}, frozenset()
    )
    for shown in (sending.name, repr(sending), str(sending)):
        for secret in ("hushhush", "quiet", "AAAA", "\\x00"):
            assert secret not in shown
    assert "hooks.example" in sending.name
    with pytest.raises(UsageError) as caught:
        target("webhook:https://me:hush@hooks.example/", {SECRET: "x" * 16}, frozenset())
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(("secret", "part"), [(None, "set"), ("", "set"), ("short", "16 bytes"), ("whsec_*", "base64")])
def test_a_webhook_needs_a_secret(secret: str | None, part: str) -> None:
    environment = {} if secret is None else {SECRET: secret}
    with pytest.raises(UsageError, match=part):
        target("webhook:https://hooks.example/", environment, frozenset())


# --- command ---------------------------------------------------------------------------------------------------------


def program(tmp_path: Path, code: str) -> Path:
    path = tmp_path / "take notice"
    path.write_text(f"#!{sys.executable}\nimport sys, os\n{code}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_command_gets_the_notice_on_its_input_and_nothing_of_it_reaches_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET, "hushhushhushhush")
    told = tmp_path / "told"
    code = f"open({str(told)!r}, 'w').write(repr((sys.argv[1:], sys.stdin.read(), {SECRET!r} in os.environ)))"
    running = target(f"command:'{program(tmp_path, code)}' -x '$(touch {tmp_path}/no) ; a b'", {}, frozenset())
    notice = json.dumps({"text": f"$(touch {tmp_path}/no) `touch {tmp_path}/no`\n; touch {tmp_path}/no"})
    running.deliver("n1", notice)
    words, body, secret = eval(told.read_text(encoding="utf-8"))
    assert words == ["-x", f"$(touch {tmp_path}/no) ; a b"]
    assert json.loads(body) == json.loads(notice)
    assert not secret
    assert not (tmp_path / "no").exists()


def test_a_command_that_fails_is_no_delivery(tmp_path: Path) -> None:
    path = program(tmp_path, "print('first\\nno room', file=sys.stderr); sys.exit(3)")
    with pytest.raises(Undelivered, match="status 3: no room"):
        Command((str(path),)).deliver("n1", NOTICE)
    with pytest.raises(Undelivered, match="cannot be run"):
        Command((str(tmp_path / "missing"),)).deliver("n1", NOTICE)


def test_a_command_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = (
        "import subprocess, time\n"
        f"child = subprocess.Popen(['sleep', '60']); open({str(pid)!r}, 'w').write(str(child.pid))\ntime.sleep(60)"
    )
    with pytest.raises(Undelivered, match="within 1 seconds"):
        Command((str(program(tmp_path, code)),), seconds=1).deliver("n1", NOTICE)
    child = int(pid.read_text())
    for _ in range(50):
        if not _alive(child):
            break
        time.sleep(0.05)
    assert not _alive(child)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    return state != "Z"


def test_a_command_that_never_reads_is_delivered_to(tmp_path: Path) -> None:
    big = json.dumps({"text": "x" * 300_000})
    Command((str(program(tmp_path, "sys.exit(0)")),)).deliver("n1", big)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("command:no-such-program-here -x", "no program no-such-program-here"),
        ("command:'unclosed", "split into words"),
        ("post:https://x.example", "give webhook"),
        ("webhook", "give webhook"),
        ("file:", "give webhook"),
        ("file:/no/such/folder/notices.jsonl", "does not exist"),
        ("webhook:ftp://x.example", "only https"),
    ],
)
def test_a_target_that_is_none_is_told_at_once(text: str, part: str) -> None:
    with pytest.raises(UsageError, match=part):
        target(text, {SECRET: "x" * 16}, frozenset())


# --- file ------------------------------------------------------------------------------------------------------------


def test_a_file_gets_a_line_each_and_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    path.write_text('{"id": "n0"}\n', encoding="utf-8")
    for number in (1, 2):
        File(path).deliver(f"n{number}", json.dumps({"id": f"n{number}", "text": "a\nb"}))
    assert [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()] == ["n0", "n1", "n2"]


def test_a_line_that_was_cut_off_does_not_spoil_the_next(tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    path.write_text('{"id": "n0', encoding="utf-8")
    File(path).deliver("n1", '{"id": "n1"}')
    assert path.read_text(encoding="utf-8").splitlines()[-1] == '{"id": "n1"}'


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_no_delivery() -> None:
    with pytest.raises(Undelivered, match="cannot be written"):
        File(Path("/dev/full")).deliver("n1", NOTICE)


def test_a_file_in_a_folder_that_is_gone_is_no_delivery(tmp_path: Path) -> None:
    with pytest.raises(Undelivered, match="cannot be written"):
        File(tmp_path / "gone" / "notices.jsonl").deliver("n1", NOTICE)


def test_the_guard_of_a_webhook_lets_only_named_hosts_in() -> None:
    made = target("webhook:https://hooks.example/x", {SECRET: "x" * 16}, frozenset([("desk.example", 443)]))
    assert isinstance(made, Webhook)
    assert made.guard == Guard(private=frozenset([("desk.example", 443)]))
