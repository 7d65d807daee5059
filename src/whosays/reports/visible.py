"""Text from outside, made safe to print: what a terminal would obey, or would hide, is shown instead."""

from __future__ import annotations

import re

# C0, DEL and C1 controls; bidirectional marks, embeddings, overrides and isolates (CVE-2021-42574); language tags;
# lone surrogates, which no encoding can write.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_WHITE = re.compile(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")


def visible(text: str) -> str:
    """The text on one line: white space becomes one space, everything else a terminal would act on is made visible."""
    return _UNSAFE.sub(_show, _WHITE.sub(" ", text)).strip()


def _show(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures block
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
