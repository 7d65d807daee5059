"""A person's word, which outlives every rerun: ``whosays accept``, ``reject``, ``merge``, ``split`` and ``apart``;
``correct`` for what was read; ``undo``, which takes one of them back."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whosays.cli.declared import Later
from whosays.cli.ledger_options import DEFAULT, Debug, Format, Outlets, Printed, Where, opened, options, print_found
from whosays.errors import UsageError
from whosays.model import Response

if TYPE_CHECKING:
    from whosays.ledger import Change, Ledger, Options

Word = Callable[["Ledger", str, str, "Options"], "Sequence[Change]"]
"""What is to be written into a ledger, by whom and why; it gives what that changes."""

_Who = Annotated[str, typer.Option("--who", metavar="NAME", help="Who decides.", show_default=False)]
_Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, in a sentence.", show_default=False)]
_What = Annotated[
    str,
    typer.Argument(
        metavar="CLAIM|LINK",
        help="A claim (k5), or a link or an appearance as `whosays show` numbers them (p30).",
        show_default=False,
    ),
]


def _write_down(
    word: Word,
    who: _Who,
    why: _Why,
    outlets: Outlets = None,
    ledger: Where = DEFAULT,
    format: Printed = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Write a word into a ledger and tell what it changes."""
    from whosays.reports.ledger import changes_text

    with opened(ledger) as held:
        found = word(held, who, why, options(outlets))
    return print_found(format, [one.to_dict() for one in found], ["Written down.", *changes_text(found)])


def _written_down(command: Callable[..., Word]) -> Callable[..., int]:
    """A command with the options of ``_write_down``, for what a function of a command's own options wants written."""
    own = inspect.signature(command, eval_str=True).parameters
    shared = list(inspect.signature(_write_down, eval_str=True).parameters.values())[1:]

    @wraps(command)
    def written(**given: Any) -> int:
        return _write_down(command(**{name: given.pop(name) for name in own}), **given)

    parameters = sorted([*own.values(), *shared], key=lambda one: one.default is not one.empty)
    written.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    written.__annotations__ = {one.name: one.annotation for one in parameters}
    return written


def _decision(verb: str, names: Sequence[str]) -> Word:
    return lambda held, who, why, options: held.decide(verb, names, who=who, why=why, options=options)


@_written_down
def accept(what: _What) -> Word:
    """Say that a claim is one, or that a link or an appearance is right: it is certain from then on."""
    return _decision("accept", [what])


@_written_down
def reject(what: _What) -> Word:
    """Say that a claim is none, that a link does not hold, or that a document does not make this claim but another."""
    return _decision("reject", [what])


@_written_down
def merge(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM", help="The claims (k5 k9).", show_default=False)],
) -> Word:
    """Say that claims are the same; their events become one, too."""
    return _decision("merge", claims)


@_written_down
def split(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM DOCUMENT",
            help="A claim, then the documents that do not make it but another (k5 d3 d4).",
            show_default=False,
        ),
    ],
) -> Word:
    """Say that some of a claim's documents make another claim."""
    return _decision("split", names)


@_written_down
def apart(
    names: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="Two claims (k5 k9), or two sources (d3:s1 d4:s2).", show_default=False),
    ],
) -> Word:
    """Say that two claims are not the same, or two sources are two: they stay apart, and nobody is asked again."""
    return _decision("apart", names)


@_written_down
def correct(
    what: Annotated[
        str,
        typer.Argument(
            metavar="HANDLE",
            help="What was read, as `whosays show` calls it: who says something or answers (d3:a7), a claim as a "
            "document makes it (d3:c2), a source (d3:s4); a claim (k5), for its words; or a document (d3), for what it "
            "says of itself.",
            show_default=False,
        ),
    ],
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="NAME", help="Whose word d3:a7 is; none: nobody's who is named."),
    ] = None,
    answer: Annotated[
        str | None,
        typer.Option(
            "--answer",
            metavar="RESPONSE",
            help=f"What d3:a7 does: {', '.join(Response)}; none: it is no answer.",
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="CLAIM", help="What d3:a7 answers: k5, a claim of its document (c2), or none."),
    ] = None,
    chain: Annotated[
        str | None,
        typer.Option(
            "--chain",
            metavar="STEPS",
            help="By which steps the document has d3:c2, the outermost speaker first (a2,a1); none: its own word.",
        ),
    ] = None,
    naming: Annotated[
        str | None,
        typer.Option("--naming", metavar="HOW", help="How a source is named: named, role, unnamed, crowd, none."),
    ] = None,
    certainty: Annotated[
        str | None,
        typer.Option("--certainty", metavar="CT+", help="How sure: CT+, PR+, PS+, CT-, PR-, PS-, CTu or Uu."),
    ] = None,
    same_as: Annotated[
        str | None,
        typer.Option("--same-as", metavar="NAME", help="The source is the same as one of this name."),
    ] = None,
    apart_as: Annotated[
        str | None,
        typer.Option(
            "--apart-as",
            metavar="NAME",
            help="The source is not the one of its name elsewhere: what tells the two apart (“John Smith of Leeds”).",
        ),
    ] = None,
    words: Annotated[
        str | None, typer.Option("--words", metavar="TEXT", help="In which words k5 should be told.")
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Who published d3; none: it is not known.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="When d3 was published; none: it is not known.")
    ] = None,
    headline: Annotated[
        str | None, typer.Option("--headline", metavar="TEXT", help="The headline of d3; none: it has none.")
    ] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="Who wrote d3; none: it is not known.")
    ] = None,
    later: Later = False,
) -> Word:
    """Put right what was read. It shows everywhere, outlives `whosays retrace`, and can be taken back (`whosays undo`).

    `whosays export --to corrections` writes what was put right as data to train on and to test with.
    """
    given = {"speaker": speaker, "answer": answer, "to": to, "chain": chain, "naming": naming}
    given |= {"certainty": certainty, "same": same_as, "apart": apart_as, "words": words}
    given |= {"outlet": outlet, "date": date, "headline": headline, "author": author}
    values = {kind: value for kind, value in given.items() if value is not None}

    def word(held: Ledger, who: str, why: str, options: Options) -> Sequence[Change]:
        from whosays.desk.declaring import YetToCome, dated

        try:
            return held.correct(what, dated(values, meant=later), who=who, why=why, options=options)
        except YetToCome as error:
            raise UsageError(f"{error} (--later)") from None

    return word


@_written_down
def undo(
    decision: Annotated[
        str,
        typer.Argument(
            metavar="DECISION", help="A decision, as `whosays show` numbers them (j12).", show_default=False
        ),
    ],
) -> Word:
    """Take back what somebody decided or put right, or an undoing. Both stay in the record."""
    return lambda held, who, why, options: held.undo(decision, who=who, why=why, options=options)
