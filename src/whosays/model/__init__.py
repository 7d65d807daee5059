"""The nouns of whosays as small immutable values: ``trace`` (one document), ``story`` (many), their JSON (``wire``).

What a trace is made of is imported from here; what a story is made of, from ``whosays.model.story``.
"""

from whosays.model import wire as _wire  # noqa: F401  # hangs the JSON on the nouns
from whosays.model.meaning import Response
from whosays.model.trace import (
    Attribution,
    Basis,
    BasisKind,
    Claim,
    Dated,
    Document,
    DocumentKind,
    FactCheck,
    Factuality,
    Form,
    Link,
    Naming,
    Reason,
    Reference,
    Relation,
    Said,
    Source,
    SourceKind,
    Span,
    Spans,
    Standing,
    Trace,
    updated,
)

__all__ = [
    "Attribution",
    "Basis",
    "BasisKind",
    "Claim",
    "Dated",
    "Document",
    "DocumentKind",
    "FactCheck",
    "Factuality",
    "Form",
    "Link",
    "Naming",
    "Reason",
    "Reference",
    "Relation",
    "Response",
    "Said",
    "Source",
    "SourceKind",
    "Span",
    "Spans",
    "Standing",
    "Trace",
    "updated",
]
