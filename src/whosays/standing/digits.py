"""The information credibility digit of NATO's AJP-2.1, as a table: the first row whose rules apply decides.

1 confirmed by other independent sources · 2 probably true · 3 possibly true · 4 doubtful · 5 improbable · 6 cannot be
judged. The digit says what the claim rests on, in one document or in many (``documents``), never whether it is true.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from whosays.model import Reason

MEANINGS = {
    1: "confirmed by other independent sources",
    2: "probably true by the scale: more than one identified source, independence not shown",
    3: "possibly true by the scale: one identified source at first hand, nobody contradicts",
    4: "doubtful by the scale: contradicted, and not confirmed",
    5: "improbable by the scale: contradicted or taken back, and nobody stands by it",
    6: "cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A digit, the rules that must all apply, those that must not, and why."""

    digit: int
    needs: frozenset[str]
    without: frozenset[str]
    why: str


def _row(digit: int, needs: str, without: str, why: str) -> Row:
    return Row(digit, frozenset(needs.split()), frozenset(without.split()), why)


_DISPUTED = "denied denied-by-party denied-by-unnamed presented-as-false corrected"
_WEAK = "hedged second-hand own-word-about-itself withheld-source"

DIGITS: tuple[Row, ...] = (
    _row(5, "retracted", "", "whoever said it took it back"),
    _row(2, "two-independent-origins denied", "", "two independent origins, but denied"),
    _row(1, "two-independent-origins", _DISPUTED, "two origins shown to be independent"),
    _row(5, "denied presented-as-false", "confirmed", "denied, and the document presents it as false"),
    _row(6, "denied confirmed", "", "word against word: one confirms it, another denies it"),
    _row(4, "denied", "", "denied by an identified source that is no party to it"),
    _row(4, "presented-as-false", "", "whoever the document goes by presents it as not so"),
    _row(4, "corrected", "", "corrected, and not stated anew"),
    _row(6, "denied-by-party", "several-identified-sources confirmed", "word against word"),
    _row(6, "denied-by-unnamed", "several-identified-sources confirmed", "denied, by somebody who is not named"),
    _row(2, "several-identified-sources", "hedged", "more than one identified source, independence not shown"),
    _row(2, "named-source-on-record confirmed", _WEAK, "a named source, confirmed by another"),
    _row(2, "document-as-source confirmed", _WEAK, "a document, confirmed by an identified source"),
    _row(3, "confirmed", "hedged", "one identified source confirms it; its origin cannot be judged"),
    _row(6, "speaker-not-clear", "", "it is not clear whose word it is"),
    _row(6, "hedged", "", "presented as less than certain, and nobody confirms it"),
    _row(6, "second-hand", "", "hearsay: whoever is heard does not know it themselves"),
    _row(6, "withheld-source", "", "the source is withheld"),
    _row(6, "own-word-about-itself", "", "a party's word about itself"),
    _row(6, "outlet-as-source", "", "another outlet's report, whose own source this document does not show"),
    _row(6, "unplaced-source", "", "nobody has identified who says it"),
    _row(6, "account-as-source", "", "an account, and nobody has said whose"),
    _row(6, "no-speaker", "", "nobody is named as saying it"),
    _row(6, "single-unnamed-source", "", "one unnamed source"),
    _row(6, "crowd", "", "nobody has identified who says it"),
    _row(6, "own-voice-without-source", "", "no source is named"),
    _row(3, "named-source-on-record", "", "one named source at first hand, not contradicted"),
    _row(3, "document-as-source", "", "one document, not contradicted"),
    _row(3, "role-only-source", "", "one source identified by office, not contradicted"),
)


def deciding(names: Collection[str]) -> Row | None:
    """The first row that fits the rules that apply; none where no row does."""
    for row in DIGITS:
        if all(name in names for name in row.needs) and not any(name in names for name in row.without):
            return row
    return None


def decide(applying: Mapping[str, Reason]) -> tuple[int, Reason | None]:
    """The digit for the rules that apply, with its reason and the spans of the deciding rules; 6 where no row fits."""
    row = deciding(applying)
    if row is None:
        return 6, None
    spans = tuple(dict.fromkeys(span for name in sorted(row.needs) for span in applying[name].spans))
    return row.digit, Reason(f"credibility-{row.digit}", sentence(row), spans)


def sentence(row: Row) -> str:
    """What a row decides, in words."""
    return f"Credibility {row.digit} ({MEANINGS[row.digit]}): {row.why}."
