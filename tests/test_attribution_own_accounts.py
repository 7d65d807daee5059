"""What somebody has not seen or could not check is their own account, and it is clear whose."""

from __future__ import annotations

import pytest

from whosays.model import Document
from whosays.model.clarity import speaker_is_clear
from whosays.trace import trace

_BEFORE = "The mayor of Osk took money from a builder, according to an e-mail described by an aide.\n\n"


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("The Herald has not seen the e-mail.", "Herald"),
        ("The Herald could not verify the video independently.", "Herald"),
        ("The Osk Herald has not been able to verify the footage.", "Osk Herald"),
        ("The Courier did not see the letter.", "Courier"),
        ("The Courier hasn't independently verified the tape.", "Courier"),
        ("Tidemark has not viewed the recording.", "Tidemark"),
        ("Tidemark could not independently confirm the report.", "Tidemark"),
        ("The Evening Lamp has not read the memo.", "Evening Lamp"),
        ("Dorra Today was unable to verify the claim.", "Dorra Today"),
        ("The Tarn Review cannot confirm the date.", "Tarn Review"),
    ],
)
@pytest.mark.parametrize("behind", ["", " The aide spoke on Monday."])
def test_an_outlet_speaks_of_itself(told: str, who: str, behind: str) -> None:
    found = trace(Document(_BEFORE + told + behind))
    sources = {s.id: s for s in found.sources}
    own = [a for a in found.attributions if a.start >= len(_BEFORE) and a.start < len(_BEFORE) + len(told)]
    assert own, "nothing was read"
    for a in own:
        source = sources.get(a.source_id or "")
        assert source is not None
        assert source.name.removeprefix("The ") == who
        assert speaker_is_clear(a, source)
