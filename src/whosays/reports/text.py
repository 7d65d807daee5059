"""The report for a terminal: the claims the document is about first, each in three lines.

What is claimed; what it rests on and who answered it; the words that prove it. With everything, each with all that is
known of it.

Every word of the document goes through ``visible`` and into rich as plain text, never as markup, so nothing in an
article can colour, move or command the terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from whosays.model import Attribution, Claim, Naming, Reason, Response, Source, Span, Trace
from whosays.model.clarity import names_nobody
from whosays.reports.certainty import presented
from whosays.reports.context import cut, gathered, pieces
from whosays.reports.terminal import PLAIN, Look, printed
from whosays.reports.view import TraceView, naming_words, position
from whosays.reports.visible import visible
from whosays.wording import (
    CREDIBILITY,
    NOT_CLEAR,
    NOT_CLEAR_WHOSE,
    RELIABILITY,
    RESPONSE,
    UNTIED,
    by_whom,
    claimed,
    count,
    date_in_words,
    taken_from,
)

SHOWN = 5  # claims, unless all are asked for
_UNTIED = 3  # answers that are tied to nothing, unless all are asked for
_LONGEST_CLAIM = 300
_LONGEST_PROOF = 160  # characters of one part, in three lines
_LONGEST_PART = 240  # and where everything is told


def report(trace: Trace, name: str = "", *, everything: bool = False, look: Look = PLAIN) -> str:
    """The report of one trace as printable text; ``name`` is the input as the user gave it.

    ``everything`` shows every claim with its chain, its answers' words, certainty and grade, what is said beside the
    claims and who speaks, not just the first ``SHOWN`` claims in three lines each.
    """
    return printed(_blocks(TraceView(trace), name, everything), look)


def _blocks(view: TraceView, name: str, everything: bool) -> Iterable[RenderableType]:
    claims = list(view.trace.claims)
    shown = claims if everything else claims[:SHOWN]
    yield _head(view, name)
    if not claims:
        yield Text("No checkable claim was found in this text.\n")
    for number, claim in enumerate(shown, 1):
        yield _whole(view, claim, number) if everything else _short(view, claim, number)
    yield from _untied(view, None if everything else _UNTIED)
    if everything:
        yield from _beside(view, claims)
        if _speaking(view):
            yield _sources(view)
    if claims:
        yield _count_of_all(view, len(shown))
    yield from _foot(view)


def _head(view: TraceView, name: str) -> RenderableType:
    document = view.trace.document
    lines: list[Text] = []
    title = visible(document.title or "") or visible(name)
    if title:
        lines.append(Text(title, "bold"))
    by = by_whom(document)
    known = [visible(document.outlet or ""), by and f"by {visible(by)}", *map(visible, taken_from(document))]
    known += [visible(date_in_words(document.published)) if document.published else ""]
    known.append(visible(name) if document.title else "")
    if any(known):
        lines.append(Text(" · ".join(part for part in known if part), "dim"))
    return Group(Rule(style="dim", characters="─"), *lines, Text())


def _count_of_all(view: TraceView, shown: int) -> Text:
    """How much there is, what to take care with, and how to see the rest."""
    trace = view.trace
    weak = Counter(why for why in (view.weakness(claim) for claim in trace.claims) if why)
    line = f"{count(len(trace.claims), 'claim')}, {count(len(_speaking(view)), 'source')}"
    if weak:
        line += ". Take care: " + ", ".join(f"{number} × {why}" for why, number in weak.most_common())
    more = len(trace.claims) - shown
    return Text(line + "." + (f" {count(more, 'more claim')} with --all." if more else ""), "dim" if not weak else "")


def _short(view: TraceView, claim: Claim, number: int) -> RenderableType:
    """Three lines: the claim; what it rests on and who answered it; the words that show it, with their place."""
    proof = _proof(view, claim, _LONGEST_PROOF)
    lines = sorted({view.line(answer.start) for answer in view.answers(claim)})
    if lines:
        proof.append(f" Answered in {'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines))}.", "dim")
    below = Padding(Group(_standing(claim), proof), (0, 0, 1, 4))
    return Group(_title(view, claim, number), below)


def _title(view: TraceView, claim: Claim, number: int) -> Table:
    weak = view.weakness(claim)
    words = Text(_clip(claimed(visible(view.words_of(claim))), _LONGEST_CLAIM), "bold")
    head = _grid(3)
    warning = "⚠ " if weak == NOT_CLEAR_WHOSE else f"⚠ {weak}: "  # which the sentence below says
    title = Text.assemble((warning, "bold yellow"), words) if weak else words
    head.add_row(Text(f"{number:>2}", "bold cyan"), title)
    return head


def _whole(view: TraceView, claim: Claim, number: int) -> RenderableType:
    """Everything about a claim."""
    rows = _grid(10)
    rows.add_row(_label("standing"), _standing(claim))
    rows.add_row(_label("chain"), _chain(view, claim))
    rows.add_row(_label("proof"), _proof(view, claim))
    for answer in view.answers(claim):
        rows.add_row(_label("answer"), _answer(view, answer))
    rows.add_row(_label("certainty"), _certainty(view, claim))
    rows.add_row(_label("grade"), _grade(claim))
    return Group(_title(view, claim, number), Padding(rows, (0, 0, 1, 4)))


def _untied(view: TraceView, most: int | None) -> Iterable[RenderableType]:
    """The answers of which it is not clear what they answer."""
    if not view.untied:
        return
    yield Text(UNTIED, "bold")
    shown = view.untied[:most]
    rows = _grid(2)
    for answer in shown:
        rows.add_row("", _answer(view, answer, _LONGEST_PROOF if most else None))
    if len(shown) < len(view.untied):
        rows.add_row("", Text(f"{len(view.untied) - len(shown)} more with --all.", "dim"))
    yield Padding(rows, (0, 0, 1, 0))


def _grid(first: int) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=first, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.expand = True
    return grid


def _label(word: str) -> Text:
    return Text(word, "dim")


def _standing(claim: Claim) -> Text:
    return Text(visible(claim.standing.summary) if claim.standing else "not judged")


def _grade(claim: Claim) -> Text:
    """Credibility, reliability where the user's own register says anything of it, and the rules that gave them."""
    standing = claim.standing
    if standing is None:
        return Text("none")
    line = Text(f"credibility {standing.credibility}, {CREDIBILITY.get(standing.credibility, '?')}")
    if standing.letter is not None:
        line.append(f"; reliability {visible(standing.letter)}, {RELIABILITY.get(standing.letter, '?')}")
    rules = dict.fromkeys(visible(reason.rule) for reason in standing.reasons if not _tells_the_grade(reason))
    line.append(f" [{', '.join(rules)}]" if rules else "", "dim")
    return line


def _tells_the_grade(reason: Reason) -> bool:
    """True for the rules that only name the digit and the letter, which stand there already."""
    return reason.rule.startswith("credibility-") or reason.rule == "not-in-register"


def _chain(view: TraceView, claim: Claim) -> RenderableType:
    """The speakers from the document inward, each on a line of its own, further in for each hand."""
    document = view.trace.document
    own = visible(document.outlet or "") or f"this {document.kind.value}"
    chain = view.chain(claim)
    if not chain:
        return Text(f"{own}, in its own voice")
    lines: list[RenderableType] = [Text(own)]
    for depth, attribution in enumerate(chain):
        lines.append(Padding(_link(view, attribution), (0, 0, 0, 2 * depth)))
    return Group(*lines)


def _link(view: TraceView, attribution: Attribution) -> RenderableType:
    arrow = _grid(1)
    arrow.add_row(Text("←", "cyan"), _who(view, attribution))
    return arrow


def _who(view: TraceView, attribution: Attribution) -> Text:
    """Who speaks, who they are, how they are named, where and to whom."""
    speaker = view.speaker(attribution)
    line = Text()
    if not view.is_clear(attribution):
        line.append(NOT_CLEAR, "yellow")
    elif speaker is None:
        cue = _clip(visible(view.trace.document.quote(attribution.cue)), 60)
        line.append("nobody is named" + (f" (“{cue}”)" if cue else ""), "yellow")
    else:
        line.append(visible(speaker), "bold")
        part = visible(view.standing_in(attribution))
        line.append(f", {part}" if part else "")
        weak = view.naming(attribution) in (Naming.UNNAMED, Naming.CROWD)
        line.append(f" ({view.naming_words(attribution)})", "yellow" if weak else "")
    if attribution.channel:
        line.append(f", via {visible(attribution.channel)}")
    if attribution.addressee:
        line.append(f", to {visible(attribution.addressee)}")
    return line


def _certainty(view: TraceView, claim: Claim) -> Text:
    document = f"this {view.trace.document.kind.value}"
    said = f"{presented(claim.factuality, claim.text)} ({claim.factuality.value})"
    chain = view.chain(claim)
    if not chain:
        return Text(f"{document} gives it {said}")
    inner = chain[-1]
    how = view.presented(inner)
    if inner.factuality is claim.factuality or how is None:
        return Text(f"said {said}, and passed on so")
    return Text(f"said {how} ({inner.factuality.value}); {document} gives it {said}")


def _proof(view: TraceView, claim: Claim, longest: int | None = None) -> Text:
    """The words that show the chain and the claim, and the other places where it is made."""
    speech = [span for attribution in view.chain(claim) for span in (*attribution.source, *attribution.cue)]
    own = view.own_spans(claim)
    if not speech and own and view.in_words_of(claim, own):
        line = Text(f"line {view.line(own[0][0])}, in these words.", "dim")
    else:
        line = excerpt(view, (*speech, *own), speech, longest)
    others = sorted({view.line(start) for start, _ in claim.spans[len(own) :]})
    if others:
        line.append(f" Also {'line' if len(others) == 1 else 'lines'} {', '.join(map(str, others))}.", "dim")
    return line


def _answer(view: TraceView, attribution: Attribution, longest: int | None = None) -> Text:
    response = attribution.response
    line = Text(
        RESPONSE[response] if response else "answers", _ANSWER_STYLE.get(response, "bold") if response else "bold"
    )
    line.append(": ", "not bold")
    line.append_text(_who(view, attribution)).append(". ")
    return line.append_text(_said(view, attribution, longest))


_ANSWER_STYLE = {
    Response.DENY: "bold red",
    Response.CORRECT: "bold red",
    Response.RETRACT: "bold red",
    Response.CONFIRM: "bold green",
    Response.SUPPORT: "bold green",
}


def _clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _beside(view: TraceView, claims: list[Claim]) -> Iterable[RenderableType]:
    """What is said beside the claims: questions, feelings, answers to nothing in particular."""
    used = {identifier for claim in claims for identifier in (*claim.chain, *claim.responses)}
    used |= {answer.id for claim in claims for answer in view.answers(claim)} | {answer.id for answer in view.untied}
    others = [a for a in view.trace.attributions if a.id not in used and not a.parent]
    if not others:
        return
    yield Text("Also said", "bold")
    rows = _grid(2)
    for attribution in others:
        rows.add_row("", _who(view, attribution).append(". ").append_text(_said(view, attribution)))
    yield Padding(rows, (0, 0, 1, 0))


def _said(view: TraceView, attribution: Attribution, longest: int | None = None) -> Text:
    speech = (*attribution.source, *attribution.cue)
    return excerpt(view, (*speech, *attribution.content), speech, longest)


def _speaking(view: TraceView) -> list[Source]:
    """The sources that say anything, those that say most first; none that is no more than a pronoun."""
    says = Counter(a.source_id for a in view.trace.attributions)
    return sorted(
        (s for s in view.trace.sources if says[s.id] and not names_nobody(s.name)), key=lambda source: -says[source.id]
    )


def _sources(view: TraceView) -> RenderableType:
    """Everyone who speaks, how they are named, how often and where first."""
    says = Counter(a.source_id for a in view.trace.attributions if a.source_id)
    first = {a.source_id: a.start for a in reversed(view.trace.attributions)}
    table = Table(box=None, padding=(0, 2, 0, 0), title_justify="left", header_style="dim", pad_edge=False, expand=True)
    table.add_column("Who speaks", overflow="fold", ratio=3)
    table.add_column("named?", overflow="fold", ratio=3)
    table.add_column("role, affiliation", overflow="fold", ratio=3)
    table.add_column("says", justify="right", no_wrap=True)
    table.add_column("line", justify="right", no_wrap=True)
    for source in _speaking(view):
        how = naming_words(source)
        role = visible(position(source))
        table.add_row(
            Text(visible(source.name) or "—"),
            Text(how, "yellow" if source.naming in (Naming.UNNAMED, Naming.CROWD, Naming.NONE) else ""),
            Text(role or "—"),
            str(says[source.id]),
            str(view.line(first[source.id])),
        )
    return Padding(table, (0, 0, 1, 0))


def _foot(view: TraceView) -> Iterable[RenderableType]:
    document = view.trace.document
    if document.furniture:
        pieces = count(len(document.furniture), "piece")
        yield Text(f"Left out: {pieces} of page furniture (advertisements, share bars, topic lines).", "dim")
    if document.topics:
        yield Text("Topics: " + ", ".join(visible(topic) for topic in document.topics), "dim")
    for warning in dict.fromkeys((*document.warnings, *view.trace.warnings)):
        yield Text.assemble(("Warning: ", "bold yellow"), visible(warning))
    yield Text("whosays says what a claim rests on, never whether it is true.", "dim")


def excerpt(view: TraceView, spans: Iterable[Span], strong: Iterable[Span] = (), longest: int | None = None) -> Text:
    """The document's own words at the spans, with their line number; what lies far between them is left out.

    ``strong`` spans, the speaker and the verb, are underlined; ``longest`` is how many characters one part may have.
    """
    text = view.trace.document.text
    parts = list(gathered(spans))
    if not parts:
        return Text("no words of it were found", "dim")
    line = Text(f"line {view.line(parts[0][0])} ", "dim")
    line.append("“", "not dim")
    for index, (start, end) in enumerate(parts):
        if index:
            line.append(" […] ", "dim")
        stop = cut(text, start, end, longest or _LONGEST_PART)
        for a, b, marked in pieces(start, stop, sorted(strong)):
            body = visible(f"|{text[a:b]}|")[1:-1]  # keeps the spaces at the edges
            line.append(body, "underline not dim" if marked else "not dim")
        if stop < end:
            line.append(" […]", "dim")
    line.append("”", "not dim")
    return line
