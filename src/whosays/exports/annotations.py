"""W3C Web Annotation: who says what, as annotations of the documents' own words, for Hypothesis and archives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from whosays.exports.base import Exporter, json_bytes
from whosays.exports.marks import urn, utc
from whosays.model import Attribution, Document, Source, Span
from whosays.model.findings import Findings
from whosays.model.story import StoryClaim
from whosays.wording import FACTUALITY, NAMING, NO_VERDICT, RESPONSE, grade

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"sha256": "urn:whosays:term:sha256"}]
_AROUND: Final = 32  # code points before and after, by which a quotation is found again


class WebAnnotations(Exporter):
    """A collection of annotations: one an attribution, one a telling of a claim."""

    name = "webannotation"
    title = "annotations of the documents' words (W3C Web Annotation)"
    ending = ".jsonld"

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        items = [*_attributions(found), *_claims(found)]
        yield json_bytes({
            "@context": CONTEXT,
            "id": "urn:whosays:annotations",
            "type": "AnnotationCollection",
            "label": f"Who says what. {NO_VERDICT}",
            "generator": {"id": "urn:whosays", "type": "Software", "name": f"whosays {found.maker.version}"},
            "total": len(items),
            "first": {"id": "urn:whosays:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
        })  # fmt: skip


def _attributions(found: Findings) -> Iterator[dict[str, Any]]:
    for trace in found.traces:
        document = trace.document
        for said in trace.attributions:
            source = trace.source_of(said)
            texts = [_body(_sentence(said, source), "commenting"), _body("attribution", "tagging")]
            texts += [_body(said.response.value, "tagging")] if said.response else []
            targets = [
                _target(document, span, role)
                for role, spans in (("source", said.source), ("cue", said.cue), ("content", said.content))
                for span in spans
            ]
            yield _annotation(f"{urn(document)}:{said.id}", texts, targets)


def _sentence(said: Attribution, source: Source | None) -> str:
    """Who says it, how they are named, how surely, and what they answer."""
    who = f"{source.name} ({NAMING[source.naming]})" if source else "Nobody is named as saying this"
    answer = f"; {RESPONSE[said.response]}" if said.response else ""
    return f"{who}: said {FACTUALITY[said.factuality]}{answer}. Confidence {said.confidence:.2f}."


def _claims(found: Findings) -> Iterator[dict[str, Any]]:
    for claim in found.story.claims:
        for place in claim.appearances:
            document = found.documents[place.document]
            texts = [_body(_standing(claim), "commenting"), _body("claim", "tagging"), _body(claim.id, "tagging")]
            targets = [_target(document, span, "claim") for span in place.spans[:1]]
            yield _annotation(f"{urn(document)}:{place.claim}", texts, targets)


def _standing(claim: StoryClaim) -> str:
    standing = claim.standing
    graded = f" Grade {grade(standing.letter, standing.credibility)}: {standing.summary}" if standing else ""
    return f"{claim.text}{graded}"


def _annotation(identifier: str, bodies: list[dict[str, Any]], targets: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": identifier, "type": "Annotation", "motivation": "describing", "body": bodies, "target": targets}


def _body(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "language": "en", "purpose": purpose}


def _target(document: Document, span: Span, role: str) -> dict[str, Any]:
    """Words of a document, twice: by themselves with what stands around them, and by their place in the text whose hash
    the state has."""
    start, end = span
    text = document.text
    state: dict[str, Any] = {"type": "TimeState", "sha256": document.id.removeprefix("sha256:")}
    published = utc(document.published)
    if published is not None:
        state["sourceDate"] = published
    return {
        "type": "SpecificResource",
        "source": document.url or urn(document),
        "purpose": f"urn:whosays:term:{role}",
        "state": state,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
