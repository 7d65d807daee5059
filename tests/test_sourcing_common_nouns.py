"""A common noun that opens a sentence is no name, whatever stands behind it."""

from __future__ import annotations

import pytest

from whosays.model import Document
from whosays.trace import trace


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Human rights group", "said soldiers had burned the village."),
        ("Mental health charity", "said beds were short."),
        ("Fire safety officials", "said the hall was unsafe."),
        ("Child welfare agency", "said two boys were found."),
        ("Oil industry workers", "said the rig was unsafe."),
        ("Civil rights lawyer", "said the law was void."),
        ("Animal rights activists", "said the pigs were beaten."),
        ("Police union leader", "said the chief had lied."),
        ("Farmers union", "said prices had fallen by a third."),
        ("Aid workers", "said the road was shut."),
        ("Orlik", "told police the door was open."),
        ("Lund", "met officials and said the deal was off."),
        ("Pell", "tells police he was asleep."),
    ],
)
def test_the_whole_of_what_somebody_is_called(who: str, said: str) -> None:
    found = trace(Document(f"{who} {said}"))
    assert {s.name for s in found.sources} == {who}
