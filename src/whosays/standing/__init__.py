"""What a claim rests on: the rules of judgement, for one document (``judge``) and for many (``judge_documents``).

``rules`` holds the rules, ``digits`` and ``letters`` how they make a digit and a letter (NATO AJP-2.1; ICD 206).
whosays never says that a claim is true; it says what it rests on, with the words that show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from whosays.errors import UsageError
from whosays.model import Attribution, Claim, Document, Source, Standing
from whosays.standing.case import Case, cases
from whosays.standing.digits import decide
from whosays.standing.documents import judge_documents
from whosays.standing.letters import key, letter
from whosays.standing.rules import findings
from whosays.standing.summary import summary
from whosays.wording import RELIABILITY

__all__ = ["judge", "judge_documents"]


def judge(
    document: Document,
    sources: Sequence[Source],
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    *,
    register: Mapping[str, str] | None = None,
) -> tuple[Claim, ...]:
    """The claims, each with its standing.

    ``register`` is the user's own rating of outlets and sources, name → letter A-F; without an entry the letter is F.
    Raises ``UsageError`` where a register's letter is none of A to F.
    """
    rated = {key(name): _letter(name, value) for name, value in (register or {}).items()}
    return tuple(
        replace(case.claim, standing=_standing(case, rated)) for case in cases(document, sources, attributions, claims)
    )


def _standing(case: Case, register: Mapping[str, str]) -> Standing:
    applying = findings(case)
    digit, why_digit = decide(applying)
    rated, why_letter = letter(case, register)
    reasons = [*applying.values(), *(reason for reason in (why_digit, why_letter) if reason is not None)]
    return Standing(summary(case, applying), digit, rated, tuple(reasons))


def _letter(name: str, value: str) -> str:
    found = value.strip().upper()
    if found not in RELIABILITY:
        raise UsageError(f"the register rates {name!r} as {value!r}; a reliability letter is one of A, B, C, D, E, F")
    return found
