"""A trace made by hand, as a careful person would make it, for tests of what is shown and written."""

from __future__ import annotations

from tests.build import attribution, find
from whosays.model import (
    Attribution,
    Claim,
    Document,
    Factuality,
    Form,
    Link,
    Naming,
    Reason,
    Response,
    Source,
    SourceKind,
    Standing,
    Trace,
)

TEXT = """\
The lighthouse at Cape Orrin is reported to have gone dark for a night.
Advert
Mira Stolz, who heads the pilots' union, wrote on Chirper: "A friend in the watch room tells me the lamp failed at two."
The union chief did not say who the friend is.
A spokesman for the coast guard told The Buoy he could not confirm the report. "We keep no record of that," he said.
Inspector Olaf Brandt denied that the lamp had failed.
"Good riddance," one reader wrote.
Cape Orrin has had a lighthouse since 1822.
"""


def sample() -> Trace:
    """The trace of ``TEXT``: a nested chain, a report without a speaker, two answers, an advert."""
    text = TEXT
    document = Document(
        text,
        outlet="The Orrin Courier",
        title="Lamp of Cape Orrin 'failed'",
        authors=("Ida Falk",),
        published="2031-03-04T18:05:00+01:00",
        language="en",
        url="https://courier.example/lamp",
        topics=("Cape Orrin", "Sea"),
        links=(Link(find(text, "Chirper")[0], "https://chirper.example/1"),),
        furniture=find(text, "Advert"),
    )
    withheld = find(text, "did not say who the friend is")
    sources = (
        Source("s1", "Mira Stolz", SourceKind.PERSON, role="head", affiliation="the pilots' union",
               mentions=find(text, "Mira Stolz", "The union chief")),
        Source("s2", "A friend in the watch room", SourceKind.PERSON, Naming.UNNAMED,
               mentions=find(text, "A friend in the watch room", "the friend"), withheld=withheld),
        Source("s3", "A spokesman for the coast guard", SourceKind.PERSON, Naming.ROLE, role="spokesman",
               affiliation="the coast guard",
               mentions=find(text, "A spokesman for the coast guard")),
        Source("s4", "Olaf Brandt", SourceKind.PERSON, role="Inspector", mentions=find(text, "Olaf Brandt")),
        Source("s5", "one reader", SourceKind.PERSON, Naming.CROWD, mentions=find(text, "one reader")),
    )  # fmt: skip
    attributions = (
        attribution(text, "a1", (), "is reported to", ("The lighthouse at Cape Orrin", "have gone dark for a night"),
                    agentless=True, factuality=Factuality.PROBABLE),
        attribution(text, "a2", "Mira Stolz", "wrote",
                    '"A friend in the watch room tells me the lamp failed at two."', form=Form.DIRECT,
                    source_id="s1", channel="Chirper", confidence=0.97),
        attribution(text, "a3", "A friend in the watch room", "tells", "the lamp failed at two", parent="a2",
                    source_id="s2", addressee="Mira Stolz", confidence=0.81),
        attribution(text, "a4", "A spokesman for the coast guard", "told", "he could not confirm the report",
                    source_id="s3", addressee="The Buoy", response=Response.CANNOT_CONFIRM, responds_to="c2",
                    factuality=Factuality.UNKNOWN),
        Attribution("a5", find(text, "he", after=text.index("that,")), find(text, "said", after=text.index("that,")),
                    find(text, '"We keep no record of that,"'), Form.DIRECT, source_id="s3"),
        attribution(text, "a6", "Inspector Olaf Brandt", "denied", "the lamp had failed", source_id="s4",
                    response=Response.DENY, responds_to="c2", factuality=Factuality.NOT_CERTAIN),
        attribution(text, "a7", "one reader", "wrote", '"Good riddance,"', after=text.index("one reader") - 20,
                    source_id="s5", form=Form.DIRECT),
    )  # fmt: skip
    friend = find(text, "A friend in the watch room")
    single = Reason("single-unnamed-source", "The only source of it is not named.", friend)
    second = Reason("second-hand", "It comes through Mira Stolz.", find(text, "Mira Stolz"))
    own = Reason("own-voice", "The article says so itself.", find(text, "Cape Orrin has had a lighthouse"))
    claims = (
        Claim("c1", "The lighthouse at Cape Orrin has gone dark for a night",
              find(text, "The lighthouse at Cape Orrin is reported to have gone dark for a night"), ("a1",),
              Factuality.PROBABLE, (), Standing("Rests on nobody: it is only said to be reported.", 6, "F", (
                  Reason("no-speaker", "Nobody is said to have reported it.", find(text, "is reported to")),))),
        Claim("c2", "the lamp failed at two", find(text, "the lamp failed at two", "the lamp had failed"), ("a2", "a3"),
              Factuality.UNKNOWN, ("a4", "a6"),
              Standing("Rests on one unnamed source at second hand, through Mira Stolz; denied by Olaf Brandt.", 6, "F",
                       (single, second))),
        Claim("c3", "Cape Orrin has had a lighthouse since 1822",
              find(text, "Cape Orrin has had a lighthouse since 1822"),
              standing=Standing("Rests on the article's own word.", 6, "F", (own,))),
    )  # fmt: skip
    going_dark, lamp, since_1822 = claims  # what the article is about stands first
    return Trace(document, sources, attributions, (lamp, going_dark, since_1822), ("The byline could not be read.",))
