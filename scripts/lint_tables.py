"""Name the rows of the phrase tables that can never be reached, and those that contradict one before them.

  python scripts/lint_tables.py     exit status 1 where there is any

Words that fit a row are made from its pattern, the same in every run. A row is never reached where rows before it take
all of them, or where none of them has a trigger of its family; it contradicts where the row that takes them says
something else.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from whosays.outlets import words_of_credit
from whosays.responses import phrases

_SAMPLES = 200
_ENOUGH = 12  # samples in which none reaches the row
_PUTS_BEFORE = ("", "So the board ", "The board ", "She ")
_PUTS_BEHIND = ("", " it", " the report", " that the mill burned", ".")
_NO_WIDTH = (codes.ASSERT, codes.ASSERT_NOT, codes.AT)
_CATEGORIES = {codes.CATEGORY_DIGIT: "7", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}


def samples(pattern: str, count: int = _SAMPLES) -> Iterator[str]:
    """Words that fit a pattern, different ones, not more than ``count``; lookarounds may make it fewer."""
    chance = random.Random(pattern)  # noqa: S311  # the same words each time
    tree, fits, seen = list(parser.parse(pattern, re.IGNORECASE)), re.compile(pattern, re.IGNORECASE), set[str]()
    for _ in range(count):
        words = _written(tree, chance, {})
        if words not in seen and fits.search(words):
            seen.add(words)
            yield words


def _written(items: Sequence[Any], chance: random.Random, groups: dict[int, str]) -> str:
    out = ""
    for place, (operator, value) in enumerate(items):
        if operator is codes.LITERAL:
            out += chr(value)
        elif operator is codes.NOT_LITERAL or operator is codes.ANY:
            out += "b" if operator is codes.ANY or chr(value) != "b" else "c"
        elif operator is codes.IN:
            out += _one_of(value, chance)
        elif operator in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            least, most, body = value
            times = chance.randint(least, min(most, least + 2))
            out += "".join(_written(list(body), chance, groups) for _ in range(times))
        elif operator is codes.SUBPATTERN:
            words = _written(list(value[3]), chance, groups)
            groups[value[0]] = words
            out += words
        elif operator is codes.BRANCH:
            out += _written(list(chance.choice(value[1])), chance, groups)
        elif operator is codes.ATOMIC_GROUP:
            out += _written(list(value), chance, groups)
        elif operator is codes.GROUPREF:
            out += groups.get(value, "")
        elif operator is codes.ASSERT and (value[0] < 0 or all(o in _NO_WIDTH for o, _ in items[place:])):
            out += _written(list(value[1]), chance, groups)
    return out


def _one_of(choices: Sequence[Any], chance: random.Random) -> str:
    if choices[0][0] is codes.NEGATE:
        kept = [c for c in "aZ7 -" if not any(_has(choice, c) for choice in choices[1:])]
        return chance.choice(kept or ["~"])
    operator, value = chance.choice(choices)
    if operator is codes.RANGE:
        return chr(chance.randint(*value))
    return chr(value) if operator is codes.LITERAL else _CATEGORIES.get(value, "a")


def _has(choice: Any, character: str) -> bool:
    operator, value = choice
    if operator is codes.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if operator is codes.LITERAL:
        return chr(value) == character
    return re.match({"7": r"\d", " ": r"\s", "a": r"\w"}.get(_CATEGORIES.get(value, ""), r"\w"), character) is not None


def credits(rows: Iterable[words_of_credit.Phrase]) -> Iterator[str]:
    """What is wrong with rows of the words of credit."""
    rows = list(rows)
    for row in rows:
        for kind, known, used in (
            ("place", words_of_credit.STANDS, row.stands),
            ("meaning", words_of_credit.MEANS, row.means),
        ):
            yield from (f"credit {row.words!r}: there is no {kind} {name!r}" for name in used if name not in known)
        if not row.stands:
            yield f"credit {row.words!r}: it stands nowhere"
    for place in words_of_credit.STANDS:
        here = [row for row in rows if place in row.stands]
        made = [re.compile(row.pattern, re.IGNORECASE) for row in here]
        for number, row in enumerate(here):
            takers = [
                next((n for n, one in enumerate(made[:number]) if one.fullmatch(words)), None)
                for words in samples(row.pattern)
            ]
            if takers and None not in takers:
                before = here[max(set(takers), key=takers.count) or 0]
                same = (before.strong, before.means) == (row.strong, row.means)
                what = "is never reached" if same else "contradicts"
                yield f"credit {row.words!r} ({place}) {what}: {before.words!r} takes it"


def responses(table: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a table of responses, as ``responses.toml`` is read."""
    words: dict[str, str] = {}
    for name, body in table["macros"].items():
        words[name] = phrases.expand(body, words)
    for family in table["family"]:
        trigger = re.compile(rf"\b(?:{family['trigger']})", re.IGNORECASE)
        rows = [(label, phrases.expand(pattern, words)) for label, pattern in family["rows"]]
        made = [phrases.row_pattern(pattern, label == "none") for label, pattern in rows]
        for number, (label, pattern) in enumerate(rows):
            told = f"{family['name']}, row {number + 1} ({label}, {family['rows'][number][1][:50]!r})"
            takers: list[int] = []
            for text in _texts(pattern):
                decided = _decided(text, trigger, made, number)
                if decided == number:
                    break
                takers += [decided] if decided is not None else []
            else:
                if not takers:
                    yield f"{told} is never reached: its words have no trigger of the family"
                elif len(takers) >= _ENOUGH:
                    taker = max(set(takers), key=takers.count)
                    what = "is never reached" if rows[taker][0] == label else "contradicts"
                    yield f"{told} {what}: row {taker + 1} ({rows[taker][0]}) takes it"


def _texts(pattern: str) -> Iterator[str]:
    for words in samples(pattern):
        for before in _PUTS_BEFORE:
            yield from (before + words + behind for behind in _PUTS_BEHIND)


def _decided(text: str, trigger: re.Pattern[str], made: Sequence[phrases.Pattern], number: int) -> int | None:
    """The row up to this one that decides over a trigger that this one covers: this one, where any trigger lets it."""
    found = None
    for hit in trigger.finditer(text):
        if phrases.over(made[number], text, hit.start()) is None:
            continue
        found = next(n for n in range(number + 1) if phrases.over(made[n], text, hit.start()) is not None)
        if found == number:
            return found
    return found


def problems() -> list[str]:
    """What is wrong with the shipped tables."""
    return [*credits(words_of_credit.rows()), *responses(phrases.raw())]


if __name__ == "__main__":
    found = problems()
    print("\n".join(found) or "every row can be reached, and none contradicts another")
    sys.exit(bool(found))
