"""The story of some inputs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from whosays.desk.beside import Beside
from whosays.desk.inputs import Input
from whosays.desk.work import Traced, Work
from whosays.errors import UsageError
from whosays.model import Trace
from whosays.model.story import Story

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a story: only claims about a text, nothing dated later than a day, a register of one's own;
    ``beside`` is what is known of the documents besides."""

    about: str | None = None
    as_of: str | None = None
    outlets: Path | None = None
    beside: Beside = field(default_factory=Beside)

    def __post_init__(self) -> None:
        if self.as_of is not None and not _DATE.match(self.as_of):
            raise UsageError(f"--as-of {self.as_of}: give a date such as 2025-03-14, 2025-03 or 2025")
        if self.about is not None and not self.about.strip():
            raise UsageError("--about needs some words")


def sought(search: Path, claim: str | None, most: int = 20) -> list[Input]:
    """Where documents may be that carry a claim, by a search of the user's own, as inputs. Raises ``WhosaysError``."""
    from whosays.seeking import provider, seek

    if claim is None:
        raise UsageError("--seek needs a claim: say with --about what should be looked for")
    return [Input(one.where) for one in seek(provider(search), claim, most)]


def tell(work: Work, asked: Asked) -> tuple[Story, list[Trace]] | None:
    """The story of all documents of some inputs, with their traces; none where not one could be used. Raises
    ``InputError`` where the register cannot be."""
    register = None
    if asked.outlets is not None:
        from whosays.outlets import extended

        register = extended(asked.outlets)
    traced = list(work.traces(asked.beside.of))
    return (_story(traced, asked, register), [one.trace for one in traced]) if traced else None


def _story(traced: Sequence[Traced], asked: Asked, register: object) -> Story:
    from whosays.outlets import Register
    from whosays.story import about, story

    assert register is None or isinstance(register, Register)
    told = story(
        [one.trace for one in traced], paths=[one.name for one in traced], register=register, as_of=asked.as_of
    )
    told = replace(
        told,
        warnings=(
            *told.warnings,
            *(f"{name}: no document is called so" for name in asked.beside.unused([one.name for one in traced])),
        ),
    )
    return told if asked.about is None else about(told, asked.about)
