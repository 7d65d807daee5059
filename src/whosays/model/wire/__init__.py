"""The nouns as JSON: what is written, what is read back, and the JSON Schemas, all from the same shapes."""

from whosays.model.wire.shapes import plain
from whosays.model.wire.story import STORY_SCHEMA, story_schema
from whosays.model.wire.trace import TRACE_SCHEMA, trace_schema

__all__ = ["STORY_SCHEMA", "TRACE_SCHEMA", "plain", "story_schema", "trace_schema"]
