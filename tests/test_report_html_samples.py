"""Traces made by hand for the tests of the page: invented news with everything that a page must be able to show."""

from __future__ import annotations

from typing import Any

import pytest

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

NEWS = (
    "Night ferries to Harrow Island are said to have been carrying waste from the closed Tolland smelter.\n\n"
    "Mira Okonjo, who covers shipping for the Coastal Ledger, wrote on Mastodon on Tuesday: “A harbour official I "
    "trust tells me that the ‘laundry crates’ on the 02:40 boat were full of slag. It went on for eleven weeks.”\n\n"
    "Okonjo did not say who the official was. By Wednesday the post had been shared 9,000 times.\n\n"
    "Read more: Ten beaches to visit before autumn\n\n"
    "“We are not able to confirm or deny what was in those crates,” Lt. Dana Prewitt of the Harbour Police told the "
    "Ledger. “As for the manifests,” Prewitt added, “that is a question for Tolland.”\n\n"
    "Tolland Metals denied that any slag had left its yard. Its chief executive, Bo Lindqvist, declined to comment on "
    "the crates.\n\n"
    '"Finally somebody says it out loud", one islander wrote below the post.\n\n'
    "According to the port's own register, which this newspaper has seen, the 02:40 boat made 77 crossings between "
    "March and May. The island's council may close the pier, two people familiar with the talks said.\n\n"
    "Topics: Shipping, Environment, Harrow Island"
)


def ferries() -> Trace:
    """A rumour at second hand: nested, answered, furniture, a split quotation, a withheld source, links."""
    sources = _ferry_sources()
    document = Document(
        NEWS,
        url="https://ledger.example/news/ferries?id=7&ref=a",
        outlet="The Coastal Ledger",
        title="What was on the 02:40 boat?",
        authors=("Pia Lorne", "Sam Oduya"),
        published="2031-05-14T06:30:00+01:00",
        modified="2031-05-14T18:05:00+01:00",
        language="en",
        topics=("Shipping", "Environment", "Harrow Island"),
        links=(
            Link(*find(NEWS, "shared 9,000 times"), "https://social.example/@okonjo/11"),
            Link(*find(NEWS, "a question for Tolland"), "http://tolland.example/contact"),
            Link(*find(NEWS, "close the pier"), "javascript:alert(1)"),
        ),
        furniture=find(NEWS, "Read more: Ten beaches to visit before autumn")
        + find(NEWS, "Topics: Shipping, Environment, Harrow Island"),
    )
    warnings = ("The date was taken from the page's own data.",)
    idle, slag, third, fourth, fifth, sixth = _ferry_claims()
    claims = (slag, idle, fifth, third, sixth, fourth)  # what the article is about stands first
    return Trace(document, sources, _ferry_attributions(), claims, warnings)


# fmt: off
def _ferry_sources() -> tuple[Source, ...]:
    person, named, unnamed = SourceKind.PERSON, Naming.NAMED, Naming.UNNAMED
    return (
        Source("s0", "nobody in particular", naming=Naming.NONE),
        Source("s1", "Mira Okonjo", person, named, "shipping reporter", "Coastal Ledger",
               find(NEWS, "Mira Okonjo", "Okonjo")),
        Source("s2", "a harbour official", person, unnamed, "harbour official", None,
               find(NEWS, "A harbour official I trust", "the official"),
               find(NEWS, "Okonjo did not say who the official was")),
        Source("s3", "Dana Prewitt", person, named, "Lt.", "Harbour Police",
               find(NEWS, "Lt. Dana Prewitt", "Prewitt")),
        Source("s4", "Tolland Metals", SourceKind.ORGANIZATION, mentions=find(NEWS, "Tolland Metals")),
        Source("s5", "Bo Lindqvist", person, named, "chief executive", "Tolland Metals", find(NEWS, "Bo Lindqvist")),
        Source("s6", "one islander", SourceKind.ACCOUNT, Naming.CROWD, mentions=find(NEWS, "one islander")),
        Source("s7", "the port's own register", SourceKind.DOCUMENT, mentions=find(NEWS, "the port's own register")),
        Source("s8", "two people familiar with the talks", SourceKind.GROUP, unnamed,
               mentions=find(NEWS, "two people familiar with the talks")),
    )


def _ferry_attributions() -> tuple[Attribution, ...]:
    def a(identifier: str, who: str, how: str, what: tuple[str, ...], near: str = "", **others: Any) -> Attribution:
        after = NEWS.index(near)
        return Attribution(identifier, find(NEWS, who, after=after) if who else (), find(NEWS, how, after=after),
                           find(NEWS, *what, after=after), **others)

    direct = Form.DIRECT
    return (
        a("a1", "", "are said to",
          ("Night ferries to Harrow Island", "have been carrying waste from the closed Tolland smelter"),
          agentless=True, source_id="s0", factuality=Factuality.POSSIBLE, confidence=0.91),
        a("a2", "Mira Okonjo, who covers shipping for the Coastal Ledger,", "wrote",
          ("“A harbour official I trust tells me that the ‘laundry crates’ on the 02:40 boat were full of slag. "
           "It went on for eleven weeks.”",), form=direct, channel="Mastodon", source_id="s1", confidence=0.97),
        a("a3", "A harbour official I trust", "tells",
          ("the ‘laundry crates’ on the 02:40 boat were full of slag. It went on for eleven weeks.",),
          parent="a2", addressee="Mira Okonjo", source_id="s2", confidence=0.93),
        a("a4", "Lt. Dana Prewitt of the Harbour Police", "told",
          ("“We are not able to confirm or deny what was in those crates,”",), form=direct, addressee="the Ledger",
          source_id="s3", factuality=Factuality.UNKNOWN, response=Response.CANNOT_CONFIRM, responds_to="c2",
          confidence=0.95),
        a("a5", "Prewitt", "added", ("“As for the manifests,”", "“that is a question for Tolland.”"), "“As for",
          form=direct, source_id="s3", confidence=0.9),
        a("a6", "Tolland Metals", "denied", ("any slag had left its yard",), source_id="s4", confidence=0.94,
          factuality=Factuality.NOT_CERTAIN, response=Response.DENY, responds_to="c2"),
        a("a7", "Its chief executive, Bo Lindqvist,", "declined to comment on", ("the crates",), "Its chief",
          source_id="s5", factuality=Factuality.UNKNOWN, response=Response.DECLINE, responds_to="c2", confidence=0.88),
        a("a8", "one islander", "wrote below the post", ('"Finally somebody says it out loud"',), '"Finally',
          form=direct, source_id="s6", confidence=0.9),
        a("a9", "the port's own register, which this newspaper has seen,", "According to",
          ("the 02:40 boat made 77 crossings between March and May",), "According", source_id="s7", confidence=0.96),
        a("a10", "two people familiar with the talks", "said", ("The island's council may close the pier",),
          "The island's", source_id="s8", factuality=Factuality.POSSIBLE),
    )


def _ferry_claims() -> tuple[Claim, ...]:
    def why(rule: str, text: str, words: str) -> Reason:
        return Reason(rule, text, find(NEWS, words))

    single = why("single-unnamed-source", "One source, and it is not named.", "A harbour official I trust")
    shared = "By Wednesday the post had been shared 9,000 times"
    return (
        Claim("c1", "Night ferries to Harrow Island have been carrying waste from the closed Tolland smelter.",
              find(NEWS, "Night ferries to Harrow Island are said to have been carrying waste"), ("a1",),
              Factuality.POSSIBLE, (),
              Standing("Nobody is named as saying it.", 6, "F",
                       (why("no-speaker", "The text says that it is said, but not by whom.", "are said to"),))),
        Claim("c2", "The “laundry crates” on the 02:40 boat were full of slag.",
              find(NEWS, "the ‘laundry crates’ on the 02:40 boat were full of slag", "what was in those crates"),
              ("a2", "a3"), Factuality.PROBABLE, ("a4", "a6"),
              Standing("Rests on one unnamed source at second hand, through Mira Okonjo. Denied by Tolland Metals; "
                       "the Harbour Police cannot confirm it.", 5, "F",
                       (single,
                        why("second-hand", "It comes from Mira Okonjo, who has it from another.", "tells me"),
                        why("undisclosed", "The text says that the source was not disclosed.",
                            "Okonjo did not say who the official was"),
                        why("denied", "A party it concerns denies it.",
                            "Tolland Metals denied that any slag had left its yard")))),
        Claim("c3", "It went on for eleven weeks.", find(NEWS, "It went on for eleven weeks"), ("a2", "a3"),
              Factuality.PROBABLE, (),
              Standing("Rests on one unnamed source at second hand, through Mira Okonjo. Not confirmed, not denied.",
                       6, "F", (single,))),
        Claim("c4", f"{shared}.", find(NEWS, shared),
              standing=Standing("The newspaper says it in its own voice and names no source.", 6, "F",
                                (why("own-voice", "No source is named for it.", shared),))),
        Claim("c5", "The 02:40 boat made 77 crossings between March and May.",
              find(NEWS, "the 02:40 boat made 77 crossings between March and May"), ("a9",),
              standing=Standing("Rests on one document, which the newspaper has seen.", 4, "C",
                                (why("single-document", "One document is named for it.", "the port's own register"),))),
        Claim("c6", "The island's council may close the pier.", find(NEWS, "The island's council may close the pier"),
              ("a10",), Factuality.POSSIBLE, (),
              Standing("Rests on unnamed sources. Not confirmed, not denied.", 6, "F",
                       (why("unnamed-sources", "Nobody is named.", "two people familiar with the talks"),))),
    )
# fmt: on


HOSTILE = (
    "<script>alert('1')</script> & \"quotes\" </mark></div><img src=x onerror=alert(2)>\r\n"
    "The mayor said the words were ‮tnecca‬ fine.\r"
    "]]> <!-- --> &lt;b&gt; \x00\x07\x1b[31m\x85 \u2028 ⁦a⁩ \ud800 {{7*7}} javascript:alert(3)\n"
    "مرحبا قال الوزير </style><style>body{display:none}"
)


def hostile() -> Trace:
    """A text that would like to run, to turn the line around and to break out, and fields that would too."""
    text = HOSTILE
    evil = "\"><script>alert(4)</script>'‮"
    return Trace(
        Document(
            text,
            url="javascript:alert(5)",
            outlet=evil,
            title=evil,
            authors=(evil,),
            published=evil,
            modified=evil,
            language='en"><script>',
            topics=(evil,),
            furniture=((3, 30),),
            links=(
                Link((0, 20), 'https://ok.example/"><script>'),
                Link((10, 40), "data:text/html,<script>alert(6)</script>"),
                Link((30, 60), "HTTPS://ok.example/a'b"),
                Link((60, 75), "https://ok.example/a?b=1&c=2"),
            ),
            warnings=(evil,),
        ),
        (Source("s1", evil, SourceKind.PERSON, Naming.UNNAMED, evil, evil, ((0, 9),), ((5, 12),)),),
        (
            attribution(
                text,
                "a1",
                "The mayor",
                "said",
                "the words were ‮tnecca‬ fine",
                channel=evil,
                addressee=evil,
                source_id="s1",
                response=Response.QUERY,
                responds_to='c"1',
            ),
        ),
        (
            Claim(
                'c"1',
                evil + text,
                ((0, len(text)), (20, 90)),
                ("a1",),
                standing=Standing(evil, 6, "F", (Reason(evil, evil, ((1, 50),)),)),
            ),
        ),
        (evil,),
    )


def voice_only() -> Trace:
    """A post without any attribution."""
    text = "The bridge at Sallow Cross is open again."
    return Trace(Document(text), claims=(Claim("c1", text, ((0, len(text) - 1),)),))


@pytest.mark.parametrize("made", [ferries, hostile, voice_only])
def test_samples_keep_the_contract(made) -> None:  # type: ignore[no-untyped-def]
    trace = made()
    ids = {a.id for a in trace.attributions}
    for claim in trace.claims:
        assert set(claim.chain) <= ids
        assert set(claim.responses) <= ids
        assert all(0 <= s < e <= len(trace.document.text) for s, e in claim.spans)
