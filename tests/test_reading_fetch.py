"""Fetching: against real servers on this machine that misbehave, let through by the test's own ``allow`` only."""

from __future__ import annotations

import gzip
import random
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site import Handler, Site, serve
from whosays.errors import FetchError
from whosays.fetching import robots
from whosays.fetching.addresses import is_special, resolve
from whosays.fetching.exchange import Guard, Limits
from whosays.fetching.fetch import MOST_REDIRECTS, Page, fetch

PAGE = b"<!doctype html><title>Bridge shut</title><p>The bridge is shut, the council said.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        site.at("/", body=PAGE)
        yield site


def cause(call: Callable[[], object]) -> str:
    with pytest.raises(FetchError) as caught:
        call()
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_page_comes_with_its_address_type_and_encoding(site: Site) -> None:
    site.at("/a", body=PAGE, Content_Type='text/html; charset="ISO-8859-2"')
    page = site.fetch("/a?b=ü&c=1#part")
    assert page == Page(site.url("/a?b=%C3%BC&c=1"), PAGE, "text/html", "ISO-8859-2")


def test_the_server_is_told_the_host_and_who_asks(site: Site) -> None:
    site.fetch("/")
    headers = site.handler.asked[-1][1]
    assert headers["Host"] == f"news.example:{site.port}"
    assert headers["User-Agent"].startswith("whosays/")
    assert "Cookie" not in headers


def test_a_name_is_resolved_once_for_each_connection_and_the_checked_address_is_used(site: Site) -> None:
    site.fetch("/")
    assert site.resolved == ["news.example"] * 2  # robots.txt and the page


def test_without_the_hook_this_machine_is_refused_before_any_connection(site: Site) -> None:
    message = cause(lambda: fetch(site.url("/", "127.0.0.1")))
    assert "127.0.0.1" in message
    assert "no public address" in message
    message = cause(lambda: fetch(site.url("/"), guard=Guard(site.resolver)))
    assert "no public address" in message
    assert site.asked == []


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0"])
def test_other_ways_to_write_this_machine_are_refused(host: str) -> None:
    message = cause(lambda: fetch(f"http://{host}/", limits=Limits(seconds=5)))
    assert "no public address" in message or "not known" in message


def test_one_special_address_among_several_is_enough_to_refuse(site: Site) -> None:
    assert "10.0.0.7" in cause(lambda: site.fetch("/", "both.example"))
    assert site.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://[64:ff9b::7f00:1]/",
        "//192.168.0.1/",
    ],
)
def test_a_redirect_into_the_network_is_refused(site: Site, target: str) -> None:
    site.at("/away", 302, Location=target)
    assert "no public address" in cause(lambda: site.fetch("/away"))


def test_a_redirect_to_another_port_of_an_allowed_address_is_refused(site: Site) -> None:
    with serve() as other:
        other.at("/", body=b"secret")
        site.at("/away", 302, Location=other.url("/"))
        assert "no public address" in cause(lambda: site.fetch("/away"))
        assert other.asked == []


def test_redirects_are_followed_and_their_robots_asked_again(site: Site) -> None:
    site.at("/old", 301, Location="/new")
    site.at("/new", 307, Location="./last?x=1")
    site.at("/last", body=PAGE)
    assert site.fetch("/old").url == site.url("/last?x=1")
    site.at("/robots.txt", body=b"User-agent: *\nDisallow: /last", Content_Type="text/plain")
    assert "robots.txt" in cause(lambda: site.fetch("/old"))


def test_redirects_without_end_stop(site: Site) -> None:
    site.at("/loop", 302, Location="/loop")
    assert f"more than {MOST_REDIRECTS} times" in cause(lambda: site.fetch("/loop"))
    assert site.asked.count("/loop") == MOST_REDIRECTS + 1


def test_a_redirect_to_something_else_than_the_web_is_refused(site: Site) -> None:
    site.at("/file", 302, Location="file:///etc/passwd")
    assert "only https:// and http://" in cause(lambda: site.fetch("/file"))
    site.at("/nowhere", 302)
    assert "nowhere" in cause(lambda: site.fetch("/nowhere"))
    site.at("/user", 302, Location="http://me:hush@news.example/")
    message = cause(lambda: site.fetch("/user"))
    assert "name or password" in message
    assert "hush" not in message


@pytest.mark.parametrize(
    ("status", "part"),
    [
        (401, "name and password"),
        (402, "paid"),
        (403, "refuses"),
        (404, "no such page"),
        (410, "taken down"),
        (418, "status 418"),
        (429, "too many requests"),
        (500, "fault"),
        (503, "not available"),
        (204, "status 204"),
    ],
)
def test_a_status_gets_its_sentence(site: Site, status: int, part: str) -> None:
    site.at("/page", status, b"" if status == 204 else PAGE)
    message = cause(lambda: site.fetch("/page"))
    assert part in message
    assert site.url("/page") in message


def test_a_site_that_drips_is_left(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(200):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    site.answers["/drip"] = drip
    assert "within 0.5 seconds" in cause(lambda: site.fetch("/drip", seconds=0.5, operation=0.3))


def test_a_site_that_drips_its_headers_is_left(site: Site) -> None:
    def drip(handler: Handler) -> None:
        for _ in range(200):
            try:
                handler.wfile.write(b"H")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    site.answers["/drip"] = drip
    assert "within 0.5 seconds" in cause(lambda: site.fetch("/drip", seconds=0.5, operation=0.3))


def test_a_site_that_says_nothing_is_left(site: Site) -> None:
    done = threading.Event()
    site.answers["/silent"] = lambda handler: done.wait(5) and None
    assert "within 0.2 seconds" in cause(lambda: site.fetch("/silent", operation=0.2))
    done.set()


def test_a_page_over_the_limit_is_refused_though_no_length_is_given(site: Site) -> None:
    site.at("/big", body=b"x" * 3_000_000, Content_Length="")
    assert "larger than 1 MB" in cause(lambda: site.fetch("/big", size=1_000_000))


def test_the_limit_counts_what_is_unpacked(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    assert len(bomb) < 50_000
    site.at("/bomb", body=bomb, Content_Encoding="gzip")
    assert "larger than 1 MB" in cause(lambda: site.fetch("/bomb", size=1_000_000))
    site.at("/twice", body=bomb[:20] + bomb[20:], Content_Encoding="gzip, gzip")
    assert "compressed in a way" in cause(lambda: site.fetch("/twice", size=1_000_000))


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("gzip", lambda body: gzip.compress(body[:20]) + gzip.compress(body[20:])),
        ("identity", bytes),
    ],
)
def test_compressed_pages_are_unpacked(site: Site, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    site.at("/packed", body=pack(PAGE), Content_Encoding=encoding)
    assert site.fetch("/packed").body == PAGE


@pytest.mark.parametrize("pack", [gzip.compress, lambda body: gzip.compress(body[:900]) + gzip.compress(body[900:])])
def test_a_compressed_page_that_breaks_off_is_not_taken_for_whole(site: Site, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(bytes(random.Random(2).randbytes(2_000)))
    for cut in (len(packed) - 1, len(packed) - 300, 100):
        site.at("/cut", body=packed[:cut], Content_Encoding="gzip", Content_Type="text/plain")
        with pytest.raises(FetchError, match="cut before the page was complete"):
            site.fetch("/cut")


def test_broken_answers_get_a_sentence(site: Site) -> None:
    site.at("/broken", body=b"no gzip", Content_Encoding="gzip")
    assert "compression is broken" in cause(lambda: site.fetch("/broken"))
    site.at("/br", body=b"\x0b\x02\x80", Content_Encoding="br")
    assert "compressed in a way" in cause(lambda: site.fetch("/br"))
    site.at("/short", body=PAGE, Content_Length=str(len(PAGE) + 10))
    assert "cut" in cause(lambda: site.fetch("/short", operation=1))
    site.answers["/noise"] = lambda handler: handler.wfile.write(b"\x00\x01\x02 no http\r\n\r\n") and None
    assert "no valid HTTP" in cause(lambda: site.fetch("/noise"))


def test_what_is_no_text_is_refused(site: Site) -> None:
    site.at("/picture", body=b"\x89PNG", Content_Type="image/png")
    assert "image/png" in cause(lambda: site.fetch("/picture"))


def test_robots_txt_is_obeyed(site: Site) -> None:
    site.at("/robots.txt", body=b"User-agent: *\nDisallow: /private", Content_Type="text/plain")
    site.at("/private/a", body=PAGE)
    assert "robots.txt" in cause(lambda: site.fetch("/private/a"))
    assert site.asked == ["/robots.txt"]
    assert site.fetch("/").body == PAGE


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (401, True), (403, True), (500, False), (503, False), (429, False)]
)
def test_robots_txt_that_cannot_be_had(site: Site, status: int, allowed: bool) -> None:
    site.at("/robots.txt", status)
    if allowed:
        assert site.fetch("/").body == PAGE
    else:
        assert "robots.txt cannot be had" in cause(lambda: site.fetch("/"))
        assert site.asked == ["/robots.txt"]


def test_robots_txt_may_not_lead_into_the_network_either(site: Site) -> None:
    site.at("/robots.txt", 302, Location="http://169.254.169.254/robots.txt")
    assert "no public address" in cause(lambda: site.fetch("/"))


def test_an_endless_robots_txt_is_cut(site: Site) -> None:
    site.at("/robots.txt", body=b"User-agent: *\nDisallow: /no\n" + b"#" * 3_000_000, Content_Type="text/plain")
    assert site.fetch("/").body == PAGE


def test_unknown_hosts_and_closed_ports(site: Site) -> None:
    assert "not known" in cause(lambda: site.fetch("/", "missing.example"))
    assert "no address" in cause(lambda: site.fetch("/", "none.example"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    closed = f"http://127.0.0.1:{port}/"
    assert "failed" in cause(lambda: fetch(closed, guard=Guard(allow=lambda address, p: True)))


def test_a_slow_resolver_is_left() -> None:
    def slow(host: str, port: int, seconds: float) -> list[str]:
        raise TimeoutError

    assert "took too long" in cause(lambda: fetch("https://news.example/", guard=Guard(slow)))


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("https://me:hush@news.example/", "name or password"),
        ("https://hush@news.example/", "name or password"),
        ("ftp://news.example/", "only https"),
        ("https:///nothing", "no host"),
        ("https://news.example:99999/", "no valid address"),
        ("https://news.example:0x50/", "no valid address"),
        ("https://[::1/", "no valid address"),
        ("https://news.example/a b", "characters"),
        ("https://news.example/\r\nX: y", "characters"),
        ("https://news.example\\@10.0.0.1/", "characters"),
        ("https://ne ws/", "characters"),
        ("https://" + "a" * 9000, "characters"),
        ("https://a..b/", "no valid host"),
        ("https://news.example:22/", "port 22"),
        ("https://news.example:6379/", "port 6379"),
    ],
)
def test_addresses_that_are_none(address: str, part: str) -> None:
    message = cause(lambda: fetch(address, guard=Guard(lambda host, port, seconds: ["93.184.216.34"])))
    assert part in message
    assert "hush" not in message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("tls")
    subject = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files, *subject]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_certificate_is_checked_for_the_name_and_not_for_the_address(certificate: Path) -> None:
    with serve(certificate) as site:
        site.at("/", body=PAGE)
        site.at("/down", 302, Location=f"http://news.example:{site.port}/")
        trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))

        def get(path: str, host: str, context: ssl.SSLContext | None) -> Page:
            return fetch(
                f"https://{host}:{site.port}{path}",
                guard=Guard(
                    lambda host, port, seconds: ["127.0.0.1"], allow=lambda address, port: True, context=context
                ),
                limits=Limits(seconds=5, operation=2),
            )

        assert get("/", "news.example", trusting).body == PAGE
        assert "certificate" in cause(lambda: get("/", "other.example", trusting))
        assert "certificate" in cause(lambda: get("/", "news.example", None))
        assert "insecure http" in cause(lambda: get("/down", "news.example", trusting))


def test_no_secure_connection_to_a_server_without_tls(site: Site) -> None:
    address = f"https://news.example:{site.port}/"
    message = cause(
        lambda: fetch(
            address, guard=Guard(site.resolver, allow=lambda a, p: True), limits=Limits(seconds=3, operation=1)
        )
    )
    assert "secure connection" in message or "did not answer" in message


SPECIAL = """
127.0.0.1 127.255.0.1 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
100.64.0.1 100.127.255.254 192.0.0.8 192.0.2.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255 192.88.99.1 :: ::1 ::ffff:8.8.8.8 ::ffff:127.0.0.1 ::7f00:1
64:ff9b::808:808 64:ff9b:1::1 2002:7f00:1:: 2002:808:808::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1
3fff::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1 100::1 2001:10::1 2001:20::1 5f00::1 4000::1
168.63.129.16 ::ffff:168.63.129.16 100.100.100.200 192.0.0.192 fd00:ec2::254
nonsense 1.2.3 256.1.1.1
"""
PUBLIC = """
8.8.8.8 93.184.216.34 1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 2606:4700::1111
2a00:1450:4001:82a::200e
"""


@pytest.mark.parametrize("address", SPECIAL.split())
def test_special_addresses(address: str) -> None:
    assert is_special(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses(address: str) -> None:
    assert not is_special(address)


@given(st.ip_addresses())
def test_nothing_that_python_calls_special_passes(address: Any) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved or getattr(address, "ipv4_mapped", None):
        assert is_special(address)


def test_the_systems_resolver() -> None:
    assert "127.0.0.1" in resolve("localhost", 80, 5) or "::1" in resolve("localhost", 80, 5)
    with pytest.raises(OSError):  # noqa: PT011
        resolve("no-such-host.invalid", 80, 5)


ROBOTS = """
# everybody
User-agent: *
Disallow: /
Allow: /news
Disallow: /news/private*/x$
Crawl-delay: 5

User-agent: other
User-agent: WhoSays/2.0
Disallow: /only
Allow: /only/this
Disallow: /*.pdf$
Disallow: /caf%C3%A9

User-agent: none
Disallow:
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("another", "/", False),
        ("another", "/news/1", True),
        ("another", "/news/private-1/x", False),
        ("another", "/news/private-1/xy", True),
        ("another", "/robots.txt", True),
        ("whosays", "/", True),
        ("whosays", "/only", False),
        ("whosays", "/only/this", True),
        ("whosays", "/a/b.pdf", False),
        ("whosays", "/a/b.pdf?x", True),
        ("whosays", "/café", False),
        ("other", "/only/that", False),
        ("none", "/anything", True),
    ],
)
def test_robots_rules(agent: str, path: str, allowed: bool) -> None:
    assert robots.allows(ROBOTS, agent, f"https://news.example{path}") is allowed


@given(st.text(), st.text())
def test_robots_never_fails(text: str, path: str) -> None:
    assert robots.allows(text, "whosays", "https://news.example/" + path.replace("[", "").replace("]", "")) in (
        True,
        False,
    )


def test_robots_with_many_stars_is_quick() -> None:
    rule = "/" + "*a" * 900 + "*b$"
    assert robots.allows(f"User-agent: *\nDisallow: {rule}", "whosays", "https://news.example/" + "a" * 5_000)
