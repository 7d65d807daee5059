"""Every regular expression of the package, as it is compiled, and texts that make a slow one slow.

``python -m tests.patterns`` prints those that are not linear. Patterns are caught where they are made: `re.compile` and
its kin are watched while all modules are imported, their lazily made tables filled, and example texts traced.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Pattern = re.Pattern[str] | re.Pattern[bytes]
EXAMPLES = Path(__file__).parent.parent / "examples"
_ANY = "a"
_MISFITS = ("\0", "!", "\n", " ", "")


def collected() -> dict[Pattern, str]:
    """Each pattern that a module of the package makes, with the module's name."""
    found: dict[Pattern, str] = {}
    made = re._compile  # type: ignore[attr-defined]

    def watching(pattern: Any, flags: Any) -> Pattern:
        compiled: Pattern = made(pattern, flags)
        frame = sys._getframe(1)
        while frame is not None and frame.f_globals.get("__name__", "") in ("re", __name__):
            frame = frame.f_back  # type: ignore[assignment]
        name = frame.f_globals.get("__name__", "") if frame is not None else ""
        if name.startswith("whosays."):
            found.setdefault(compiled, name)
        return compiled

    re._compile = watching  # type: ignore[attr-defined]
    try:
        import whosays

        for module in pkgutil.walk_packages(whosays.__path__, "whosays."):
            if not module.name.endswith("__main__") and ".migrations" not in module.name:
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
        for words in {*_words(body), *_words(body, 1)}:
            for lead in {before, ""}:
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


def seconds(pattern: Pattern, text: str) -> float:
    """CPU time of one search."""
    subject: Any = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    start = time.process_time()
    pattern.search(subject)
    return time.process_time() - start


def slow(pattern: Pattern, length: int, most: float) -> tuple[float, str] | None:
    """The time and the text of the first attack, of growing length, that takes too long; none where none does."""
    for size in (30, 300, length // 8, length):
        for text in attacks(pattern, size):
            taken = seconds(pattern, text)
            if taken > most * max(size / length, 0.1):
                return taken, text
    return None


def main() -> None:
    found = collected()
    print(len(found), "patterns")
    for pattern, module in found.items():
        worst = slow(pattern, 20_000, 0.2)
        if worst:
            print(
                f"{module}: {worst[0]:.2f}s {worst[1][:60]!r} ({len(worst[1])}) {str(pattern.pattern)[:150]!r}",
                flush=True,
            )


if __name__ == "__main__":
    main()
