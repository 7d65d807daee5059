"""What an appearance changed against the one it was taken from, each kind on invented texts; and what is no change."""

from __future__ import annotations

import pytest

from tests.build import attribution, find
from whosays.model import Claim, Document, Factuality, Naming, Response, Source, SourceKind, Trace
from whosays.model.story import Drift, DriftKind
from whosays.provenance import Altered, ClaimPlace, Conflict, provenance
from whosays.standing import judge_documents

CREDIT = "\n\n[via Dorvik Courier]"
Said = tuple[str, str, str, Naming]


def traced(
    text: str,
    claim: str,
    *said: Said,
    factuality: Factuality = Factuality.CERTAIN,
    answers: dict[int, Response] | None = None,
    title: str | None = None,
    outlet: str | None = None,
) -> Trace:
    """A document with one claim; ``answers`` are the numbers of the speakers that answer it and how."""
    answers = answers or {}
    attributions = [
        attribution(text, f"a{n}", source, cue, content, source_id=f"s{n}", response=answers.get(n))
        for n, (source, cue, content, _) in enumerate(said)
    ]
    sources = [
        Source(f"s{n}", source, SourceKind.PERSON, naming, mentions=find(text, source))
        for n, (source, _, _, naming) in enumerate(said)
    ]
    chain = tuple(f"a{n}" for n in range(len(said)) if n not in answers)
    spans = find(text, claim, claim) if text.count(claim) > 1 else find(text, claim)
    claims = (Claim("c1", claim, spans, chain, factuality, tuple(f"a{n}" for n in answers)),)
    return Trace(Document(text, title=title, outlet=outlet), tuple(sources), tuple(attributions), claims)


def between(up: Trace, down: Trace, differs: str | None = None, altered: Altered | None = None) -> list[Drift]:
    """What ``down``, which credits the Dorvik Courier, changed against it; as two claims where they ``differ``."""
    places = [ClaimPlace(0, up.claims[0]), ClaimPlace(1, down.claims[0])]
    claims = [[place] for place in places] if differs else [places]
    conflicts = [Conflict(*places, differs)] if differs else []
    paths = [["a.txt"], ["b.txt"]]
    made = provenance(
        [up, down],
        paths,
        [[0, 1]],
        claims,
        [],
        judge=judge_documents,
        altered=[altered] if altered else [],
        conflicts=conflicts,
    )
    return [drift for claim in made.claims for drift in claim.drift]


def kinds(*pile: object, **others: object) -> list[DriftKind]:
    return [drift.kind for drift in between(*pile, **others)]  # type: ignore[arg-type]


def courier(text: str, claim: str, *said: Said, **others: object) -> Trace:
    return traced(text, claim, *said, outlet="Dorvik Courier", **others)  # type: ignore[arg-type]


def through(sentence: str, claim: str, *said: Said, **others: object) -> Trace:
    """A document that has its claim from the Courier, and says so at its end."""
    return traced(f"{sentence}{CREDIT}", claim, *said, **others)  # type: ignore[arg-type]


POSSIBLE = Factuality.POSSIBLE


def test_certainty_raised_and_lowered_show_the_words_of_doubt() -> None:
    doubted = "the harbour wall may have cracked on Monday"
    sure = "the harbour wall cracked on Monday"
    up = courier(f"It was said that {doubted}.", doubted, factuality=POSSIBLE)
    (raised,) = between(up, through(f"Yes, {sure}.", sure))
    assert raised.kind is DriftKind.CERTAINTY_RAISED
    assert "may" in up.document.quote(raised.spans_upstream)
    lowered = kinds(courier(f"Yes, {sure}.", sure), through(f"People hear {doubted}.", doubted, factuality=POSSIBLE))
    assert lowered == [DriftKind.CERTAINTY_LOWERED]


def test_a_difference_in_reading_without_one_in_words_is_no_drift() -> None:
    words = "the harbour wall cracked on Monday"
    up = courier(f"Yes, {words}.", words, factuality=POSSIBLE)
    assert kinds(up, through(f"Yes, {words}.", words)) == []
    assert kinds(up, through(f"We hear that {words}.", words)) == []


def test_a_bound_dropped() -> None:
    up = courier("Up to 300 seals live in the car park.", "Up to 300 seals live in the car park")
    assert kinds(up, through("300 seals live in the car park.", "300 seals live in the car park")) == [
        DriftKind.BOUND_DROPPED
    ]
    kept = through("As many as 300 seals live in the car park.", "As many as 300 seals live in the car park")
    assert kinds(up, kept) == []


CHANGED = [
    (
        "numbers",
        "12 miners died in the Holm pit",
        "120 miners died in the Holm pit",
        DriftKind.NUMBER_CHANGED,
        "12",
        "120",
    ),
    (
        "marks",
        "the Holm pit closed on Monday",
        "the Holm pit closed on Friday",
        DriftKind.DATE_CHANGED,
        "Monday",
        "Friday",
    ),
    (
        "names",
        "miners died in a pit near Holm",
        "miners died in a pit near Quell",
        DriftKind.PLACE_CHANGED,
        "Holm",
        "Quell",
    ),
    ("polarity", "the Holm pit was sold", "the Holm pit was not sold", DriftKind.POLARITY_TURNED, "the", "the"),
]


@pytest.mark.parametrize(("differs", "one", "two", "kind", "left", "right"), CHANGED)
def test_one_thing_that_became_another(
    differs: str, one: str, two: str, kind: DriftKind, left: str, right: str
) -> None:
    up, down = courier(f"Now {one}.", one), through(f"Now {two}.", two)
    (drift,) = between(up, down, differs=differs)
    assert drift.kind is kind
    assert up.document.quote(drift.spans_upstream).startswith(left)
    assert down.document.quote(drift.spans_downstream).startswith(right)


@pytest.mark.parametrize(
    ("differs", "one", "two"),
    [
        ("numbers", "12 miners died in the Holm pit", "the Holm pit is 120 years old"),
        ("numbers", "12 miners and 3 guards died in Holm", "14 miners and 5 guards died in Holm"),
        ("names", "miners died in a pit near Holm", "miners died in a pit owned by Quell"),
        ("names", "miners of Ole Strand died in a pit near Holm", "miners of Ada Lund died in a pit near Quell"),
        ("polarity", "the Holm pit was sold", "the Holm pit was soon sold"),
        ("roles", "Strand sued Lund over the pit", "Lund sued Strand over the pit"),
    ],
)
def test_what_is_another_matter_or_not_to_be_seen_is_no_drift(differs: str, one: str, two: str) -> None:
    assert kinds(courier(f"Now {one}.", one), through(f"Now {two}.", two), differs=differs) == []


def test_what_is_less_sure_in_one_must_be_what_the_other_says() -> None:
    words = "Oda Krell tore down the mill at Lunn while her brother was in town"
    up = courier(f"It is possible that {words}.", words, factuality=POSSIBLE)
    other = "Oda Krell faces a fine after the fire at Lunn, where her brother was the owner of a mill and of a bakery"
    assert DriftKind.CERTAINTY_RAISED in kinds(up, through(f"{words}.", words))
    assert DriftKind.CERTAINTY_RAISED not in kinds(up, through(f"{other}.", other))


def test_hearsay_for_hearsay_drops_nobody() -> None:
    words = "the old bridge will be closed for repairs"
    up = courier(f"Ole Strand said {words}.", words, ("Ole Strand", "said", words, Naming.NAMED))
    assert not list(between(up, through(f"Reportedly {words} soon.", words)))


def test_a_speaker_who_was_dropped() -> None:
    words = "the old bridge will be closed for repairs"
    up = courier(f"Ole Strand said {words}.", words, ("Ole Strand", "said", words, Naming.NAMED))
    (drift,) = between(up, through(f"It is certain now: {words} in May.", words))
    assert drift.kind is DriftKind.ATTRIBUTION_DROPPED
    assert up.document.quote(drift.spans_upstream) == "Ole Strand … said"


@pytest.mark.parametrize(
    "sentence", ["“{}.”", "He added later: “Yes, {}.”", "It stands in the Guardian, which said {}."]
)
def test_words_that_are_quoted_or_credited_have_a_speaker(sentence: str) -> None:
    words = "the old bridge will be closed for repairs"
    up = courier(f"Ole Strand said {words}.", words, ("Ole Strand", "said", words, Naming.NAMED))
    assert kinds(up, through(sentence.format(words), words)) == []


def test_a_source_that_was_promoted() -> None:
    words = "the old bridge will be closed for repairs"
    up = courier(f"A friend said {words}.", words, ("A friend", "said", words, Naming.UNNAMED))
    down = through(
        f"Officials at the town hall said {words} soon.",
        words,
        ("Officials at the town hall", "said", words, Naming.ROLE),
    )
    (drift,) = between(up, down)
    assert drift.kind is DriftKind.SOURCE_PROMOTED
    told = courier(f"A friend said {words}. Officials agree.", words, ("A friend", "said", words, Naming.UNNAMED))
    assert kinds(told, down) == []


def test_an_answer_that_was_hardened() -> None:
    words = "the old bridge will be closed for repairs"
    up = courier(
        f"They say {words}. Ada Lund could not confirm it.",
        words,
        ("Ada Lund", "could not confirm", "it", Naming.NAMED),
        answers={0: Response.CANNOT_CONFIRM},
    )
    hard = ("Ada Lund", "denied", words, Naming.NAMED)
    assert kinds(up, through(f"Ada Lund denied {words}.", words, hard, answers={0: Response.DENY})) == [
        DriftKind.RESPONSE_HARDENED
    ]
    other = ("Ole Strand", "denied", words, Naming.NAMED)
    assert kinds(up, through(f"Ole Strand denied {words}.", words, other, answers={0: Response.DENY})) == []


@pytest.mark.parametrize(
    ("one", "two", "shown"),
    [
        ("cannot tell you", "will never say", True),
        ("a hundred", "100", False),
        ("the defence", "our defense", False),
        ("[the council]", "it", False),
        ("was the", "is a", False),
        ("might", "must", True),
    ],
)
def test_a_quotation_is_altered_by_other_words_only(one: str, two: str, shown: bool) -> None:
    texts = [f"Strand said: “We {words} what stands in the letter.”" for words in (one, two)]
    claim = "We {} what stands in the letter"
    up, down = courier(texts[0], claim.format(one)), traced(f"{texts[1]}{CREDIT}", claim.format(two))
    change = Altered(0, 1, find(up.document.text, one), find(down.document.text, two))
    assert (DriftKind.QUOTATION_ALTERED in kinds(up, down, altered=change)) is shown


def test_a_headline_stronger_than_its_article() -> None:
    words = "the old bridge will be closed"
    title = "The old bridge will be closed"
    text = f"{title}\n\nA friend says {words}."
    claim = Claim("c1", words, (*find(text, title), *find(text, words, after=len(title))), ("a1",))
    said = attribution(text, "a1", "A friend", "says", words, after=len(title), source_id="s1")
    sources = (Source("s1", "A friend", SourceKind.PERSON, Naming.UNNAMED),)
    trace = Trace(Document(text, title=title), sources, (said,), (claim,))
    made = provenance([trace], [["a.txt"]], [[0]], [[ClaimPlace(0, claim)]], [], judge=judge_documents)
    assert [d.kind for d in made.claims[0].drift] == [DriftKind.HEADLINE_STRONGER]
