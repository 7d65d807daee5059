"""Label Studio: documents as tasks, what was found in them as predictions to correct.

``whosays evaluate label-studio`` reads the corrections. Every span of an attribution is a region, tied to the
attribution's first region (of its content, else its cue, else its source) by a relation that says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from whosays.desk.annotated import ANSWERS, CLAIM, INSIDE, TIES
from whosays.exports.base import Exporter, json_bytes
from whosays.model import Attribution, Document, Factuality, Naming, Response, Span, Trace
from whosays.model.findings import Findings

ROLES: Final = ("content", "cue", "source")  # the anchor of an attribution is its first region in this order
CHOICES: Final = {
    "response": [response.value for response in Response],
    "naming": [naming.value for naming in Naming],
    "factuality": [factuality.value for factuality in Factuality],
}
TEXTS: Final = ("channel", "addressee")
_COLOURS: Final = {"source": "#1f6feb", "cue": "#9a6700", "content": "#1a7f37", CLAIM: "#8250df"}


class LabelStudio(Exporter):
    """Tasks with predictions; the part ``config`` is the labelling interface that goes with them."""

    name = "labelstudio"
    title = "tasks with predictions to correct (Label Studio JSON)"
    ending = ".json"
    parts = ("config",)

    def write(self, found: Findings, part: str | None = None) -> Iterator[bytes]:
        if part == "config":
            yield config().encode()
            return
        yield json_bytes([_task(found, trace) for trace in found.traces])


def config() -> str:
    """The labelling interface, as XML."""
    relations = "".join(f"    <Relation value={quoteattr(name)}/>\n" for name in (*ROLES, INSIDE, ANSWERS))
    labels = "".join(
        f"    <Label value={quoteattr(name)} background={quoteattr(colour)}/>\n" for name, colour in _COLOURS.items()
    )
    choices = "".join(
        f'  <Choices name="{name}" toName="text" perRegion="true" choice="single" showInline="true">\n'
        + "".join(f"    <Choice value={quoteattr(value)}/>\n" for value in values)
        + "  </Choices>\n"
        for name, values in CHOICES.items()
    )
    texts = "".join(
        f'  <TextArea name="{name}" toName="text" perRegion="true" editable="true" maxSubmissions="1"'
        f" placeholder={quoteattr(name)}/>\n"
        for name in TEXTS
    )
    return (
        "<View>\n"
        f"  <Relations>\n{relations}  </Relations>\n"
        f'  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        '  <Text name="text" value="$text"/>\n'
        f"{choices}{texts}</View>\n"
    )


def _task(found: Findings, trace: Trace) -> dict[str, Any]:
    document = trace.document
    result = [*_attributions(trace), *_claims(trace)]
    score = min((said.confidence for said in trace.attributions), default=1.0)
    return {
        "data": {
            "text": document.text,
            "document": document.id,
            "title": document.title or "",
            "outlet": document.outlet or "",
            "url": document.url or "",
            "ties": TIES,
        },
        "predictions": [
            {"model_version": f"whosays {found.maker.version}", "score": round(score, 4), "result": result}
        ],
    }


def _attributions(trace: Trace) -> Iterator[dict[str, Any]]:
    document, sources = trace.document, {source.id: source for source in trace.sources}
    anchors = {said.id: _regions(said)[0] for said in trace.attributions}
    claims = {claim.id for claim in trace.claims if claim.spans}
    for said in trace.attributions:
        (anchor, role, span), *others = _regions(said)
        yield _labelled(document, anchor, role, span, said.confidence)
        source = sources.get(said.source_id or "")
        values = {
            "response": said.response.value if said.response else None,
            "naming": source.naming.value if source else None,
            "factuality": said.factuality.value,
        }
        for name, value in values.items():
            if value is not None:
                yield _region(document, anchor, span, name, "choices", choices=[value])
        for name in TEXTS:
            if getattr(said, name):
                yield _region(document, anchor, span, name, "textarea", text=[getattr(said, name)])
        for region, other, place in others:
            yield _labelled(document, region, other, place, said.confidence)
            yield _relation(anchor, region, other)
        if said.parent in anchors:
            yield _relation(anchor, anchors[said.parent][0], INSIDE)
        if said.responds_to in anchors:
            yield _relation(anchor, anchors[said.responds_to][0], ANSWERS)
        elif said.responds_to in claims:
            yield _relation(anchor, said.responds_to, ANSWERS)


def _regions(said: Attribution) -> list[tuple[str, str, Span]]:
    """The spans of an attribution with the ids of their regions and what they are, the anchor first."""
    return [
        (f"{said.id}-{role}-{number}", role, span)
        for role in ROLES
        for number, span in enumerate(getattr(said, role), 1)
    ]


def _claims(trace: Trace) -> Iterator[dict[str, Any]]:
    for claim in trace.claims:
        if claim.spans:
            yield _labelled(trace.document, claim.id, CLAIM, claim.spans[0], None)


def _labelled(document: Document, identifier: str, label: str, span: Span, score: float | None) -> dict[str, Any]:
    region = _region(document, identifier, span, "label", "labels", labels=[label])
    return region if score is None else {**region, "score": round(score, 4)}


def _region(document: Document, identifier: str, span: Span, name: str, kind: str, **value: Any) -> dict[str, Any]:
    where = {"start": span[0], "end": span[1], "text": document.text[slice(*span)]}
    return {"id": identifier, "from_name": name, "to_name": "text", "type": kind, "value": {**where, **value}}


def _relation(start: str, end: str, label: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [label]}
