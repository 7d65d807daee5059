"""Answers of one document to what only others tell, and posts that are known by their label."""

from __future__ import annotations

from whosays.model import Document, Response
from whosays.story import story
from whosays.trace import trace

POST = "@quay_watch: Two ferries are being held outside the harbour of Skarn tonight."
PAPER = (
    "Ferries held off Skarn\n\nTwo ferries are being held outside the harbour of Skarn. "
    "An X account, Quay Watch, posted that two ferries were being held outside the harbour of Skarn."
)
ANSWER = (
    "Quiet night in Skarn, says harbour master\n\nThe harbour of Skarn was calm on Tuesday night, "
    "harbour master Ada Holt said. She could not say whether ferries had been held outside."
)


def test_an_answer_reaches_a_claim_that_only_other_documents_make() -> None:
    traces = [trace(Document(text, language="en")) for text in (POST, PAPER, ANSWER)]
    told = story(traces, one_event=True)
    (held,) = [c for c in told.claims if len(c.documents) > 1 and "held" in c.text]
    assert [(a.document, a.response) for a in held.responses] == [(traces[2].document.id, Response.CANNOT_CONFIRM)]


def test_an_answer_to_something_else_reaches_none() -> None:
    other = ANSWER.replace("ferries had been held outside", "the lamp had been mended")
    told = story([trace(Document(text, language="en")) for text in (POST, PAPER, other)], one_event=True)
    assert not any(c.responses for c in told.claims if "held" in c.text)


def test_a_post_is_its_accounts_whatever_the_spelling() -> None:
    document = Document(POST, language="en")
    told = story([trace(document), trace(Document(PAPER, language="en"))], one_event=True, paths=["post.txt", "p.txt"])
    (held,) = [c for c in told.claims if len(c.documents) > 1 and "held" in c.text]
    assert (held.origins.least, held.origins.most) == (1, 1)
