"""What somebody did, or what a thing shows, is nobody's word."""

import pytest

from whosays.attribution.deeds import is_saying, without_deeds
from whosays.model import Attribution, Form, Naming, Response, Source, SourceKind


def made(source: str, cue: str, content: str, *, kind=SourceKind.PERSON, form=Form.INDIRECT, response=None):
    """A text of source, cue and content in this order, its one attribution, and the source that it is resolved to."""
    text = f"{source} {cue} {content}."
    first, second = len(source), len(source) + 1 + len(cue)
    said = Attribution(
        "a1", ((0, first),), ((first + 1, second),), ((second + 1, len(text) - 1),), form, source_id="s1",
        response=response,
    )  # fmt: skip
    return text, (said,), (Source("s1", source, kind, Naming.ROLE),)


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("The harbour board", "approved", "the dredging of the inner basin"),
        ("Two farmers", "refused", "to sell the lower meadow"),
        ("The ferry company", "agreed", "to repay half the fares"),
        ("The county", "voted on Monday to", "close the quarry road"),
        ("Ms Orrin", "signed a bill", "lifting the toll on the bridge"),
        ("The pilots", "plan", "to stay ashore until spring"),
        ("Residents", "gathered to learn about", "the new sluice"),
        ("The clerk", "did not take the time to explain", "the form"),
        ("Nobody", "said", "that the pier was shut"),
        ("No councillor", "objected to", "the price"),
        ("Everyone", "agrees", "that the lamp was lit"),
    ],
)
def test_a_deed_is_no_attribution(source, cue, content):
    text, said, sources = made(source, cue, content)
    assert without_deeds(text, said, sources) == ()


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("The harbour board", "warned that", "the basin would silt up"),
        ("Two farmers", "refused", "to say what the meadow had cost"),
        ("The county", "issued a statement warning", "of rock falls on the quarry road"),
        ("Ms Orrin", "sent a letter to the mayor describing", "the toll as theft"),
        ("The widow", "filed a lawsuit that accuses", "the ferry company of neglect"),
        ("The pilots", "have long complained of", "the lamp"),
        ("Most of the pilots", "believe", "the lamp was lit"),
        ("The skipper", "did not confirm", "that the lamp was lit"),
        ("The mate", "kept repeating that", "the lamp was lit"),
        ("The skipper", "is still unsure whether", "the lamp was lit"),
        ("Orrin", "to", "whom the lamp is a nuisance"),
    ],
)
def test_what_is_said_or_thought_stays(source, cue, content):
    text, said, sources = made(source, cue, content)
    assert without_deeds(text, said, sources) == said


def test_a_thing_shows_nothing_that_the_article_does_not_say():
    thing = made("The delays", "showed", "that the plan was rushed", kind=SourceKind.UNKNOWN)
    paper = made("The minutes", "showed", "that the plan was rushed", kind=SourceKind.DOCUMENT)
    assert without_deeds(*thing) == ()
    assert without_deeds(*paper) == paper[1]


def test_what_a_law_provides_stands_in_the_law():
    law = made("The harbour act", "provides", "for two pilots a ship", kind=SourceKind.DOCUMENT)
    assert without_deeds(*law) == law[1]


def test_answers_and_quotations_stay():
    answer = made("The ministry", "ignored", "the letter", response=Response.NO_ANSWER)
    quoted = made("The board", "approved", "“a basin fit for ships”", form=Form.DIRECT)
    assert without_deeds(*answer) == answer[1]
    assert without_deeds(*quoted) == quoted[1]


def test_what_stands_inside_a_deed_moves_outward():
    text, (deed,), sources = made("The board", "approved", "what the pilot said was needed")
    start = text.index("the pilot")
    inner = Attribution("a2", ((start, start + 9),), ((start + 10, start + 14),), deed.content, parent="a1")
    (left,) = without_deeds(text, (deed, inner), sources)
    assert (left.id, left.parent) == ("a2", None)


@pytest.mark.parametrize("word", ["says", "denied", "replying", "told", "stopped", "Insists", "admitted"])
def test_any_form_of_a_word_of_saying_is_known(word):
    assert is_saying(word) is (word != "stopped")
