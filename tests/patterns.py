"""Every regular expression of the package, as it is compiled, and texts that make a slow one slow.

``python -m tests.patterns`` prints those whose time does not grow as their text does, and ends with 1 where there are
any. Patterns are caught where they are made: `re.compile` and its kin are watched while all modules are imported, their
lazily made tables filled, and example texts traced. Each is tried with the methods that the package calls it by
(`match` begins at one place, `search` at every one), on texts that are made from it. What is only asked of texts that
are traced is tried on such as `whosays.parts` lets through.

A pattern that was found good is not tried again until it, or how it is called, changes: ``build/patterns`` remembers
it, so that a run that was ended goes on. ``--seconds`` bounds the CPU time a pattern; one that needs more is named, as
not finished. ``--part 1/4`` takes a quarter of them, ``--module reading`` those of some modules.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Pattern = re.Pattern[str] | re.Pattern[bytes]
EXAMPLES = Path(__file__).parent.parent / "examples"
_ANY = "a"
_MISFITS = ("\0", "!", "\n", " ", "")


@dataclass(frozen=True, slots=True)
class Made:
    """Where a pattern is made."""

    module: str
    line: int


def collected() -> dict[Pattern, Made]:
    """Each pattern that a module of the package makes, with the place where it does."""
    found: dict[Pattern, Made] = {}
    made = re._compile  # type: ignore[attr-defined]

    def watching(pattern: Any, flags: Any) -> Pattern:
        compiled: Pattern = made(pattern, flags)
        frame = sys._getframe(1)
        while frame is not None and frame.f_globals.get("__name__", "") in ("re", "whosays.text.caseless", __name__):
            frame = frame.f_back  # type: ignore[assignment]
        name = frame.f_globals.get("__name__", "") if frame is not None else ""
        if frame is not None and name.startswith("whosays."):
            found.setdefault(compiled, Made(name, frame.f_lineno))
        return compiled

    re._compile = watching  # type: ignore[attr-defined]
    try:
        import whosays

        for module in pkgutil.walk_packages(whosays.__path__, "whosays."):
            if (
                not module.name.endswith("__main__")
                and ".evaluation" not in module.name
                and ".migrations" not in module.name
            ):
                importlib.import_module(module.name)
        _used()
    finally:
        re._compile = made  # type: ignore[attr-defined]
    return found


def _used() -> None:
    """Runs what makes patterns only when they are needed."""
    from whosays import read, story
    from whosays.reading import wordlists

    for key, entries in wordlists.lists("furniture").items():
        if entries:
            wordlists.alternation(key, around="(?:%s)")
    for section, keys in wordlists.lists("pages").items():
        for key in keys if section in ("posts", "stubs") else ():
            wordlists.page_expression(section, key)
    from whosays.reading.furniture import is_furniture

    for line in ("Photo: Mira Holt", "Read more: x", "READ MORE x", "(Reporting by Mira Holt)", "Getty Images"):
        is_furniture(line)
    from whosays.trace import traces

    story.story(list(traces(read(path) for path in sorted(EXAMPLES.glob("*.*")))))


def attacks(pattern: Pattern, length: int) -> Iterator[str]:
    """Texts that make a pattern go back: each thing that it repeats, again and again, then what does not fit.

    What comes before a repeated thing is put in front once, so that the pattern gets as far as it.
    """
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(
        written, pattern.flags & ~re.DEBUG & (~re.UNICODE if isinstance(pattern.pattern, bytes) else -1)
    )
    seen: set[str] = set()
    for before, body in _repeats(list(tree), ""):
        for words in dict.fromkeys((*_words(body), *_words(body, 1))):
            for lead in dict.fromkeys((before, "")):
                for misfit in _MISFITS:
                    text = lead + words * max(1, length // max(1, len(words))) + misfit
                    if text not in seen and words:
                        seen.add(text)
                        yield text


def _repeats(items: list[Any], before: str) -> Iterator[tuple[str, Any]]:
    """What a parsed pattern repeats without a bound, with a text that leads up to it."""
    for operator, value in items:
        if operator in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            _, most, body = value
            if most > 20:
                yield before, list(body)
            yield from _repeats(list(body), before)
        elif operator is codes.SUBPATTERN:
            yield from _repeats(list(value[3]), before)
        elif operator is codes.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), before)
        elif operator is codes.ATOMIC_GROUP or operator is codes.POSSESSIVE_REPEAT:
            yield from _repeats(list(value if operator is codes.ATOMIC_GROUP else value[2]), before)
        before += next(iter(_words([(operator, value)])), "")


def _words(items: list[Any], which: int = 0) -> list[str]:
    """A text that fits, or nothing where that is not easily told; ``which`` of several branches is taken."""
    out = ""
    for operator, value in items:
        if operator is codes.LITERAL:
            out += chr(value)
        elif operator is codes.NOT_LITERAL:
            out += "b" if chr(value) == _ANY else _ANY
        elif operator is codes.ANY:
            out += _ANY
        elif operator is codes.IN:
            out += _one_of(value)
        elif operator in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, most, body = value
            out += "".join(_words(list(body), which)) * max(least, min(1, most))
        elif operator is codes.SUBPATTERN:
            out += "".join(_words(list(value[3]), which))
        elif operator is codes.ATOMIC_GROUP:
            out += "".join(_words(list(value), which))
        elif operator is codes.BRANCH:
            branches = value[1]
            out += "".join(_words(list(branches[min(which, len(branches) - 1)]), which))
    return [out] if out else []


_CLASSES = {codes.CATEGORY_SPACE: " ", codes.CATEGORY_DIGIT: "1", codes.CATEGORY_WORD: _ANY}


def _one_of(members: list[Any]) -> str:
    """A character of a class."""
    negated = members[0][0] is codes.NEGATE
    if negated:
        bare = re.compile("[" + "".join(_shown(m) for m in members[1:]) + "]")
        return next((c for c in "a 1\n.,-é" if not bare.match(c)), _ANY)
    operator, value = members[0]
    if operator is codes.LITERAL:
        return chr(value)
    if operator is codes.RANGE:
        return chr(value[0])
    return _CLASSES.get(value, "-")


def _shown(member: Any) -> str:
    operator, value = member
    if operator is codes.LITERAL:
        return re.escape(chr(value))
    if operator is codes.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    names = {codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_WORD: r"\w"}
    return names.get(value, r"\W")


METHODS = frozenset(("match", "fullmatch", "search", "sub", "subn", "split", "finditer", "findall"))
_TIED = frozenset(("match", "fullmatch"))  # that try one place only


@cache
def _trees() -> dict[str, ast.Module]:
    """The syntax of each module of the package."""
    import whosays

    root = Path(whosays.__file__).parent
    return {
        ".".join(("whosays", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in root.rglob("*.py")
    }


@cache
def _called() -> dict[tuple[str, str], set[str]]:
    """The methods by which each module calls what bears a name, "search" where a name is handed on or looped over."""
    found: dict[tuple[str, str], set[str]] = {}
    for module, tree in _trees().items():
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if name and isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
                above = parents.get(node)
                if isinstance(above, ast.Call) and above.func is node and not above.args:  # a function that makes it
                    above = parents.get(above)
                method = above.attr if isinstance(above, ast.Attribute) else "search"
                found.setdefault((module, name), set()).add(method)
    return found


def _called_by(module: str, name: str) -> set[str]:
    """The methods by which what a module calls so is called, in it, and anywhere where the name is no private one."""
    if name.startswith("_"):
        return _called().get((module, name), set()) & METHODS
    return {one for (_, other), all_ in _called().items() if other == name for one in all_} & METHODS


def methods(made: Made) -> tuple[str, ...]:
    """How a pattern is tried: as it is called, "search" for all that looks at every place or is not known."""
    name = named(made)
    called = _called_by(made.module, name) if name else set()
    if not called:
        return ("fullmatch", "search")
    return tuple(sorted(called & _TIED)) + (("search",) if called - _TIED else ())


def named(made: Made) -> str | None:
    """The name that a module gives a pattern, or that of the function without arguments that makes it; else none."""
    for node in ast.walk(_trees()[made.module]):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.lineno <= made.line <= (node.end_lineno or 0):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Call):
                return target.id
        if isinstance(node, ast.FunctionDef) and not node.args.args and isinstance(last := node.body[-1], ast.Return):
            made_here = last.lineno <= made.line <= (last.end_lineno or 0)
            if made_here and isinstance(last.value, ast.Call):
                return node.name
    return None


def seconds(pattern: Pattern, text: str, method: str) -> float:
    """CPU time of one use of a pattern, the shortest of three where it is long."""
    subject: Any = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    work = getattr(pattern, method)
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        work(subject)
        least = min(least, time.process_time() - start)
        if least < SHORT:
            break
    return least


SIZE = 2_000
SHORT = 0.002  # seconds that so many characters may always take
LONG = 0.05  # seconds that 300 may not take, nor 24
GROWTH = 8.0  # of the time for four times the text: 4 is linear, 16 quadratic

TRACED = frozenset(("attribution", "carriage", "claims", "factuality", "responses", "sourcing", "standing"))
"""Packages whose patterns see parts of what is traced only: no run of blanks over 64, no word over 1,024 signs."""


BOUNDED = {
    "whosays.outlets.words_of_credit": 160,
    "whosays.provenance.credits": 300,
    "whosays.provenance.informants._LAST_NAME": 200,
    "whosays.provenance.programmes._PIECE_OF": 90,
    "whosays.reading.bylines": 2_000,
    "whosays.reading.dates": 80,
    "whosays.responses.judging": 1_500,
    "whosays.responses.statements._TAIL": 540,
}
"""Modules, and single patterns, that see a window of a text only, of so many characters."""

PART_SECONDS = 0.6  # for 4 * SIZE characters of a text that is traced: 5 s for the 22,500 of a part


def _let_through(text: str) -> str:
    from whosays.parts import _BLANKS, _RUN, _SIGNS

    return _RUN.sub(lambda run: run[0][: _BLANKS if run[0][0].isspace() else _SIGNS] + "\n", text)


PATTERN_SECONDS = 60.0
"""CPU time for all texts of one pattern, unless another is asked for."""

REMEMBERED = Path(__file__).parent.parent / "build" / "patterns"
"""One empty file a pattern that was found good: its name is a hash of all that the finding rests on."""


class Unfinished(Exception):
    """There was not the time to try all texts of a pattern."""


@contextmanager
def within(allowed: float) -> Iterator[None]:
    """Raises Unfinished once so much CPU time is used, in the midst of a search, too."""

    def over(*_: object) -> None:
        raise Unfinished

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, allowed)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow(pattern: Pattern, made: Made) -> tuple[float, float, str] | None:
    """The times of a text and of one four times as long that show a pattern not to be linear; none where none does."""
    bounded = made.module.split(".")[1] in TRACED
    most = _most(made)
    for method in methods(made):
        for size in (24, 32, 40, 60, 300):
            for text in _last(attacks(pattern, size), most, bounded):
                if (taken := seconds(pattern, text, method)) > LONG:
                    return taken, float("inf"), text
        seen: set[str] = set()
        for text, more in zip(attacks(pattern, SIZE), attacks(pattern, 4 * SIZE), strict=True):
            if bounded:
                text, more = _let_through(text), _let_through(more)
            text, more = text[-most:], more[-most:]
            if text in seen:  # of texts that are cut to a window many are one
                continue
            seen.add(text)
            taken = seconds(pattern, text, method)
            if taken > SHORT:
                longer = seconds(pattern, more, method)
                if longer > (PART_SECONDS if bounded else GROWTH * taken):
                    return taken, longer, text
    return None


def _most(made: Made) -> int:
    """How many characters a pattern ever sees."""
    return BOUNDED.get(f"{made.module}.{named(made)}", BOUNDED.get(made.module, 4 * SIZE))


def _last(texts: Iterator[str], most: int, bounded: bool) -> Iterator[str]:
    """The ends of texts, as far as a pattern gets to see them, each once."""
    return iter(dict.fromkeys((_let_through(text) if bounded else text)[-most:] for text in texts))


def finding(pattern: Pattern, made: Made) -> str:
    """A hash of all that a finding rests on: the pattern, how it is called and on how much text, how it is tried."""
    trying = [inspect.getsource(one) for one in (attacks, _repeats, _words, _one_of, _shown, slow, seconds)]
    rests_on = (
        pattern.pattern, pattern.flags, methods(made), made.module.split(".")[1] in TRACED, _most(made), trying,
        (SIZE, SHORT, LONG, GROWTH, PART_SECONDS, _MISFITS), sys.version_info[:3],
    )  # fmt: skip
    return hashlib.sha256(repr(rests_on).encode()).hexdigest()[:32]


def main(arguments: list[str] | None = None) -> int:
    """Tries all patterns that were not found good before; 1 where one is slow, 3 where one could not be finished."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--seconds", type=float, default=PATTERN_SECONDS, help="CPU time a pattern (%(default)s)")
    options.add_argument("--part", default="1/1", metavar="K/N", help="every N-th pattern, from the K-th on")
    options.add_argument("--module", default="", metavar="NAME", help="only of modules whose name has this in it")
    options.add_argument("--again", action="store_true", help="those that were found good before, too")
    asked = options.parse_args(arguments)
    part, parts = map(int, asked.part.split("/"))
    found = [(p, m) for p, m in list(collected().items())[part - 1 :: parts] if asked.module in m.module]
    REMEMBERED.mkdir(parents=True, exist_ok=True)
    bad = unfinished = known = 0
    shown = time.monotonic()
    for number, (pattern, made) in enumerate(found, 1):
        mark = REMEMBERED / finding(pattern, made)
        if mark.exists() and not asked.again:
            known += 1
            continue
        if time.monotonic() - shown > 30:
            shown = time.monotonic()
            print(f"{number} of {len(found)}, {bad} slow, {unfinished} unfinished", file=sys.stderr, flush=True)
        where, written = f"{made.module}:{made.line}", repr(str(pattern.pattern)[:150])
        try:
            with within(asked.seconds):
                worst = slow(pattern, made)
        except Unfinished:
            unfinished += 1
            print(f"{where}: not finished in {asked.seconds:g} s: {written}", flush=True)
            continue
        if worst:
            bad += 1
            print(
                f"{where}: {worst[0]:.3f} s, {worst[1]:.3f} s for four times {worst[2][:40]!r} ({len(worst[2])}): "
                f"{written}",
                flush=True,
            )
        else:
            mark.touch()
    print(f"{len(found)} patterns, {known} of them as they were when found good, {bad} slow, {unfinished} unfinished")
    return 1 if bad else 3 if unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
