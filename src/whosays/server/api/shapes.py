"""What the API takes and gives, as types; the description of the API is made of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from whosays.exports.base import ready
from whosays.model import Factuality, Naming, Response, record
from whosays.server import jobs

# Whatever may stand behind is in the patterns, so that who makes texts of the description makes some with blanks.
# Letters are named by ranges: what \w and \s are differs between the dialects of patterns.
_LETTERS = (
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0391-\u03a1\u03a3-\u03f5\u0400-\u0481\u048a-\u0527"
    "\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u0985-\u098c\u0e01-\u0e30\u10d0-\u10fa"
    "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3"
)
Word = rf"[{_LETTERS}][\s\S]*"
_ADDRESS = r"^https?://[A-Za-z0-9.-]+(/[!-~]*)?$"
Words = Annotated[str, Meta(min_length=1, max_length=2000, pattern=Word)]
Given = Annotated[str, Meta(min_length=1, max_length=400, pattern=r"[^\s\x00-\x1f\x85\ufeff][\s\S]*")]
Day = Annotated[str, Meta(description="A day, such as 2031-03-14.", extra_json_schema={"format": "date"})]
Later = Annotated[bool, Meta(description="A day of publication that is yet to come is meant, and not a slip.")]
ClaimName = Annotated[str, Meta(pattern=r"^k[1-9][0-9]{0,8}$", examples=["k5"])]
DocumentName = Annotated[str, Meta(pattern=r"^d[1-9][0-9]{0,8}(\.[1-9][0-9]{0,4})?$", examples=["d12"])]
Name = Annotated[str, Meta(pattern=r"^[kdp][1-9][0-9]{0,8}(:s[1-9][0-9]{0,4})?$", examples=["k5", "p30"])]
Handle = Annotated[
    str, Meta(pattern=r"^(k[1-9][0-9]{0,8}|d[1-9][0-9]{0,8}(:[acs][1-9][0-9]{0,4})?)$", examples=["d3:a7", "k5", "d3"])
]
UploadName = Annotated[str, Meta(pattern=r"^u[0-9a-f]{16}$", examples=["u00112233445566aa"])]
FeedName = Annotated[str, Meta(pattern=r"^f[1-9][0-9]{0,8}$", examples=["f3"])]
SearchName = Annotated[str, Meta(pattern=r"^q[1-9][0-9]{0,8}$", examples=["q3"])]
Limit = Annotated[int, Meta(ge=1, le=200)]
Cursor = Annotated[
    str, Meta(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$", description="What `next` held; it means nothing by itself.")
]


def _one_of(*values: str) -> Meta:
    """One of these, as the model has them."""
    pattern = "|".join(values).replace("+", "[+]")
    return Meta(pattern=f"^({pattern})$", extra_json_schema={"enum": list(values)})


class Text(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A text with what is known of it."""

    text: Annotated[str, Meta(min_length=1, max_length=1_000_000, pattern=Word)]
    title: Given | None = None
    outlet: Given | None = None
    author: Given | None = None
    url: Annotated[str, Meta(max_length=2000, pattern=_ADDRESS)] | None = None
    published: Day | None = None
    later: Later = False


class Pile(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Texts of one story, or of several."""

    documents: Annotated[list[Text], Meta(min_length=1, max_length=50)]
    about: Words | None = None
    as_of: Day | None = None


class Draft(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A draft to be checked; it is not kept."""

    text: Annotated[str, Meta(min_length=1, max_length=1_000_000, pattern=Word)]
    title: Given | None = None


class Deciding(Struct, forbid_unknown_fields=True):
    """What a person decides: one claim or link to accept or reject, claims to merge or keep apart, a claim with the
    documents that do not make it."""

    verb: Literal["accept", "reject", "merge", "split", "apart"]
    names: Annotated[list[Name], Meta(min_length=1, max_length=100)]
    who: Given
    why: Given


class Correcting(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What a person puts right of what was read: at least one of the members behind ``why``."""

    what: Handle
    who: Given
    why: Given
    speaker: Given | None = None
    answer: Annotated[str, _one_of(*Response, "none")] | None = None
    to: Annotated[str, Meta(pattern=r"^([kc][1-9][0-9]{0,8}|none)$")] | None = None
    chain: Annotated[str, Meta(pattern=r"^(a[1-9][0-9]{0,4}(,a[1-9][0-9]{0,4})*|none)$", max_length=400)] | None = None
    naming: Annotated[str, _one_of(*Naming)] | None = None
    certainty: Annotated[str, _one_of(*Factuality)] | None = None
    same: Given | None = None
    apart: Given | None = None
    words: Given | None = None
    outlet: Given | None = None
    date: Given | None = None
    headline: Given | None = None
    author: Given | None = None
    later: Later = False


class Undoing(Struct, forbid_unknown_fields=True):
    """A decision to be taken back."""

    decision: Annotated[str, Meta(pattern=r"^j[1-9][0-9]{0,8}$", examples=["j12"])]
    who: Given
    why: Given


class File(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A file that is sent, with what is known of the documents in it."""

    name: Annotated[str, Meta(min_length=1, max_length=200, pattern=Word)]
    content: Annotated[
        str,
        Meta(
            min_length=4,
            pattern=r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$",
            description="Its bytes, as base64.",
        ),
    ]
    outlet: Given | None = None
    published: Day | None = None
    later: Later = False


class Files(Struct, forbid_unknown_fields=True):
    """Files that are sent, of any kind that whosays reads, eight megabytes together."""

    files: Annotated[list[File], Meta(min_length=1, max_length=200)]


class Feed(Struct, forbid_unknown_fields=True):
    """A feed to be watched."""

    address: Annotated[str, Meta(max_length=2000, pattern=_ADDRESS)]


class Searching(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A search to be saved: words, a standing, or both."""

    search: Words | None = None
    standing: Given | None = None


class ClaimsAsked(Struct, forbid_unknown_fields=True):
    """Which claims: with these words, or like a text, of a standing (a grade, or words of it), changed since a day."""

    search: Words | None = None
    like: Words | None = None
    standing: Given | None = None
    since: Day | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class AsOf(Struct, forbid_unknown_fields=True):
    """As the ledger held it at the end of a day."""

    as_of: Day | None = None


class ExportAsked(Struct, forbid_unknown_fields=True):
    """What to export (a claim, all that a document claims, an event; else everything), in which format; of a format
    that has tables only one."""

    to: Annotated[str, Meta(extra_json_schema={"enum": [one.name for one in ready()]})]
    of: Annotated[str, Meta(pattern=r"^[kde][1-9][0-9]{0,8}$", examples=["k5", "d12", "e3"])] | None = None
    table: Annotated[str, Meta(pattern=r"^[a-z]{1,20}$", examples=["claims"])] | None = None


class SourceAsked(Struct, forbid_unknown_fields=True):
    """A source by its name, or a part of it."""

    name: Given
    as_of: Day | None = None


class Paged(Struct, forbid_unknown_fields=True):
    """A page of a list."""

    limit: Limit = 50
    cursor: Cursor | None = None


class InboxAsked(Struct, forbid_unknown_fields=True):
    """Which leaf of claims: the first holds those that changed last."""

    cursor: Cursor | None = None


class AuditAsked(Struct, forbid_unknown_fields=True):
    """Whom each outlet, author, week or document quotes: of one outlet, from the week of a day on."""

    by: Literal["outlet", "author", "week", "document"] = "outlet"
    outlet: Given | None = None
    since: Day | None = None


class Quoted(Struct):
    """Somebody who is quoted, and in how many words."""

    name: str
    words: int


class Audited(Struct):
    """Whom one outlet, author, week or document quotes: statements by how their sources are named, and by kind."""

    key: str
    documents: int
    sources: int
    statements: int
    words: int
    words_per_source: float
    naming: dict[str, int]
    unnamed_share: float
    unnamed_with_reason: int
    kinds: dict[str, int]
    most_quoted: list[Quoted]


class Audit(Struct):
    """An audit of the newest documents: those with most statements first, weeks in order."""

    items: list[Audited]


class Listed(Struct, omit_defaults=True):
    """A claim of a list."""

    claim: ClaimName
    text: str
    documents: int
    least: int
    most: int
    grade: str
    summary: str
    since: str
    rejected: bool
    likeness: float | None = None
    shared: list[str] = []


class Claims(Struct):
    """A page of claims; ``next`` is the cursor of the next one, none on the last."""

    items: list[Listed]
    next: Cursor | None


class Decisions(Struct):
    """A page of decisions, newest first."""

    items: list[record.Decision]
    next: Cursor | None


class Changed(Struct):
    """A change of a claim."""

    kind: str
    claim: str
    text: str
    before: str | None
    after: str | None
    evidence: list[dict[str, Any]]


class Recorded(Changed):
    """A change of a claim, with its number (they only grow) and when it was recorded."""

    number: int
    time: str


class Changes(Struct):
    """A page of changes, oldest first; ``next`` is there also on the last page, to ask on from."""

    items: list[Recorded]
    next: Cursor | None


class Written(Struct):
    """What a person's word changed; ``decision`` is what it is called."""

    decision: str
    changes: list[Changed]


class Put(Struct):
    """A document that was put in: what it was to the ledger, what it changed."""

    document: str
    status: Literal["new", "version", "earlier", "unchanged"]
    changes: list[Changed]
    notes: list[str]


class Finding(Struct, omit_defaults=True):
    """Something to ask about a draft."""

    rule: str
    text: str
    spans: list[list[int]]
    words: str
    claim: str | None = None
    document: str | None = None


class Findings(Struct):
    """What to ask about a draft, none of which means that it is wrong; how many quotations and answers the ledger has,
    too; what was not checked."""

    items: list[Finding]
    same: int
    unchecked: list[str]


class Speaking(Struct):
    """Where a source speaks, newest first."""

    items: list[record.Speaking]


class History(Struct):
    """What changed of a claim, oldest first."""

    items: list[record.Step]


class Doubts(Struct):
    """What a person should look at of some claims, the least sure first; ``next`` leads to the claims that changed
    before these, none on the last leaf. A leaf may be empty."""

    items: list[record.Doubt]
    next: Cursor | None


class Upload(Struct):
    """How far files are that were sent: each with how far it is, the documents that were taken in, problems and notes
    in a sentence each."""

    upload: UploadName
    done: bool
    files: list[jobs.Sent]
    taken: list[jobs.Put]
    problems: list[str]
    notes: list[str]


class Search(Struct):
    """A saved search. Its feeds are under ``/searches/{name}``."""

    name: SearchName
    search: str | None
    standing: str | None


class Searches(Struct):
    """The searches that were saved."""

    items: list[Search]


class Watched(Struct):
    """A feed that is watched: when it was asked last, what is wrong with it."""

    name: FeedName
    address: str
    asked: str | None
    problem: str | None


class Feeds(Struct):
    """The feeds that are watched."""

    items: list[Watched]


class Problem(Struct):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
