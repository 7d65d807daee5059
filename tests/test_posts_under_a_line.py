"""A post that was pasted under a line with its account, its platform and its day is the account's word."""

import pytest

from whosays.model import Document
from whosays.trace import trace

LEAD = "A claim about the old pier at Skarn went round the coast at the weekend."
POST = "The council has sold the old pier to a casino. Nobody was asked."
LINES = [
    ("Vera Lund on Streamly, 3 May:", "Vera Lund"),
    ("Vera Lund on Facebook, May 3, 2025", "Vera Lund"),
    ("Skarn Harbour Watch on Telegram, 14 November 2025:", "Skarn Harbour Watch"),
    ("@skarnwatch on X, 2 March", "@skarnwatch"),
    ("Nils Roth (@nroth) on Mastodon, Sunday, 4 May:", "Nils Roth"),
    ("Odd Bakke on Instagram:", "Odd Bakke"),
    ("Friends of the Pier on Facebook on Monday:", "Friends of the Pier"),
    ("Vera Lund via Bluesky, 2025-05-03 14:20", "Vera Lund"),
    ("Greta Holm on X, yesterday at 9:15 pm:", "Greta Holm"),
    ("Posted by Ivo Brandt on Streamly, 3rd May 2025", "Ivo Brandt"),
    ("Dr. Mina Falk on LinkedIn, 7 June:", "Mina Falk"),
    ("Vera Lund, on Threads, 3 May:", "Vera Lund"),
]
NO_LINES = [
    "Vera Lund on Monday visited the pier",
    "Council on Brink of Collapse",
    "Vera Lund on the old pier",
    "Skarn on Friday: what to see",
    "Notes on Streamly, a network of 3 million members, were published.",
    "Storm on Tolm, 3 May, took the roof of the hall with it.",
]


def sold(text: str) -> str:
    made = trace(Document(text))
    claim = next(c for c in made.claims if "sold the old pier" in c.text)
    if not claim.chain:
        return ""
    last = next(a for a in made.attributions if a.id == claim.chain[-1])
    return " ".join(text[s:e] for s, e in last.source)


@pytest.mark.parametrize("marks", ["{}", "“{}”"])
@pytest.mark.parametrize(("line", "who"), LINES)
def test_a_post_under_its_line_is_its_accounts(line: str, who: str, marks: str) -> None:
    text = "\n\n".join((LEAD, line, marks.format(POST), "The council did not respond."))
    assert who in sold(text)
    assert not any("on Streamly" in c.text or "2025" in c.text for c in trace(Document(text)).claims)


@pytest.mark.parametrize(("line", "who"), LINES[:4])
def test_a_text_that_is_a_post_under_its_line_is_all_its_accounts(line: str, who: str) -> None:
    assert who in sold(f"{line}\n\n{POST}\n\nWe will not let it go.")
    assert who in sold(f"{LEAD}\n\n{line}\n{POST}\n\nThe council did not respond.")


@pytest.mark.parametrize("line", NO_LINES)
def test_another_line_over_a_paragraph_makes_no_post_of_it(line: str) -> None:
    assert sold("\n\n".join((LEAD, line, POST))) == ""
