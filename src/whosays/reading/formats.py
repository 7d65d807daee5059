"""Which format an input has, by how it begins: one row a format, the first that recognises it reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from whosays.reading import (
    arc,
    extracted,
    feeds,
    jsons,
    mail,
    newsml,
    parquet,
    pdf,
    picture,
    tables,
    telegram_html,
    wacz,
    warc,
    xarchive,
)
from whosays.reading.items import Given


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module of this package whose ``items`` reads it, and how it is recognised."""

    module: str
    recognises: Callable[[Given], bool]


_FORMATS = (
    Format("warc", warc.recognises),
    Format("arc", arc.recognises),
    Format("wacz", wacz.recognises),
    Format("parquet", parquet.recognises),
    Format("feeds", feeds.recognises),
    Format("newsml", newsml.recognises),
    Format("extracted", extracted.recognises),
    Format("xarchive", xarchive.recognises),
    Format("jsons", jsons.recognises),
    Format("pdf", pdf.recognises),
    Format("picture", picture.recognises),
    Format("mail", mail.recognises),
    Format("tables", tables.recognises),
    Format("telegram_html", telegram_html.recognises),
    Format("article", lambda given: True),
)


def format_of(given: Given) -> Format:
    """The format of an input; what no other recognises is an article."""
    return next(found for found in _FORMATS if found.recognises(given))
