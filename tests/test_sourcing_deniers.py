"""Who denies in the lead by an office and below by a name is one person; somebody else who denies it, too, is another."""

from __future__ import annotations

import pytest

from whosays import trace
from whosays.model import Document, Response

# ruff: noqa: E501  (texts)
ONE = [
    "The chief executive of the Orrin Trust has denied that the ward is to close.\n\n“The ward is not closing,” Helen Falk told the Gazette.",
    "The head of the water board denied on Monday that the well is poisoned.\n\n“There is no poison in the well,” Odd Stenner said.",
    "The chief executive of the Orrin Trust has denied that the ward is to close.\n\n“The ward is not closing,” Helen Falk told the Gazette.\n\nMs Falk said staff had been told.",
    "The mayor of Tarn has rejected reports that the bridge is unsafe.\n\n“That is not so,” Ada Rudd said on Tuesday. “The bridge is sound.”",
    "The director of the zoo dismissed claims that a wolf had got out.\n\nIda Falk said no animal was missing.",
    "The owner of the mill denies that it will be sold.\n\n“I have never spoken to a buyer,” said Bo Rill.",
    "The minister of fisheries disputed that quotas were cut.\n\nMara Quill said on Friday that the quotas had not been touched.",
]
TWO = [
    "The chief executive of the Orrin Trust has denied that the ward is to close.\n\n“The ward is not closing,” said Helen Falk, a nurse there.",
    "The chief executive of the Orrin Trust has denied that the ward is to close.\n\nDr Helen Falk said the ward was not closing.",
    "Helen Falk has worked there for years. The chief executive of the Orrin Trust denied that the ward is to close.\n\n“It is not closing,” Helen Falk said.",
    "The chief executive of the Orrin Trust has denied that the ward is to close.\n\n“I saw the letter,” Helen Falk said.",
    "The chief executive of the Orrin Trust said that the ward is to close.\n\n“The ward is not closing,” Helen Falk told the Gazette.",
    "Two directors of the Orrin Trust have denied that the ward is to close.\n\n“The ward is not closing,” Helen Falk told the Gazette.",
    "A director of the Orrin Trust has denied that the ward is to close.\n\n“The ward is not closing,” Helen Falk told the Gazette.",
]


def deniers(text: str) -> set[str | None]:
    """The sources of what is said in a text."""
    found = trace(Document(text))
    return {a.source_id for a in found.attributions if a.source}


@pytest.mark.parametrize("text", ONE)
def test_whom_the_lead_calls_by_an_office_is_named_below(text: str) -> None:
    found = trace(Document(text))
    assert len(deniers(text)) == 1
    (source,) = (one for one in found.sources if one.id in deniers(text))
    assert source.name.split()[-1] in text.split("\n\n")[1]
    assert Response.DENY in {a.response for a in found.attributions}


@pytest.mark.parametrize("text", TWO)
def test_somebody_else_is_somebody_else(text: str) -> None:
    assert len(deniers(text)) == 2
