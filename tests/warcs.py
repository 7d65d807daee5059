"""Web archives for tests, written record by record."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b32encode


def page(title: str, text: str) -> bytes:
    """A page that holds an article: a headline and a paragraph that is long enough."""
    body = "".join(f"<p>{text} That was said on Tuesday, and again a day later.</p>" for _ in range(4))
    article = f"<article><h1>{title}</h1>{body}</article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>".encode()


def digest(payload: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


def http(payload: bytes, status: str = "200 OK", media_type: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """An answer of a web server."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(payload)}\r\n{more}\r\n"
    return head.encode() + payload


def record(kind: str, uri: str, date: str, block: bytes, *, gzipped: bool = True, **headers: str) -> bytes:
    """One record; more headers by name, with ``_`` for ``-``."""
    lines = {"WARC-Type": kind, "WARC-Target-URI": uri, "WARC-Date": date, "WARC-Record-ID": f"<urn:uuid:{uri}{date}>"}
    media = "application/http; msgtype=response" if kind in ("response", "revisit") else "text/html"
    lines |= {"Content-Type": media, "Content-Length": str(len(block))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    whole = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(whole) if gzipped else whole
