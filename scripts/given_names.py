"""Make the table of given names again that tells "he" from "she" (src/whosays/sourcing/given_names.toml).

  pip install faker==40.63.0; python scripts/given_names.py

The names are those of Faker (MIT licence), which has lists of them by language and country. Kept are names in Latin
letters that are men's or women's only: no list has them for the other, or at least nine have them for the one to each
that has them for the other, and that none of an English-speaking country. Faker is needed for this alone, and is no
dependency.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
from collections import defaultdict
from pathlib import Path

from faker.providers import person

TARGET = Path(__file__).parent.parent / "src" / "whosays" / "sourcing" / "given_names.toml"
HEAD = """\
# Given names that are men's or women's only, by the lists of Faker 40.63.0 (Copyright 2012 Daniele Faraglia, MIT
# licence); made by scripts/given_names.py.
"""
_LATIN = re.compile(r"[a-zà-öø-ÿā-ž]{2,}")
_CLEAR = 9


def _lists() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each name of men, and for each of women, the languages and countries that have it."""
    male: dict[str, set[str]] = defaultdict(set)
    female: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute, found in (("first_names_male", male), ("first_names_female", female)):
            names = getattr(provider, attribute, ())
            if names is getattr(person.Provider, attribute, None):
                continue
            for name in names:
                if isinstance(name, str) and _LATIN.fullmatch(low := name.strip().lower()):
                    found[low].add(module.name)
    return male, female


def _only(of: dict[str, set[str]], others: dict[str, set[str]]) -> list[str]:
    """The names of ``of`` that are hardly ever among the ``others``."""
    kept = []
    for name, places in of.items():
        contrary = others.get(name, set())
        english = any(place.startswith("en") or place == "ga_IE" for place in contrary)
        if not contrary or (len(places) >= _CLEAR * len(contrary) and not english):
            kept.append(name)
    return sorted(kept)


def main() -> None:
    male, female = _lists()
    parts = [HEAD]
    for title, names in (("male", _only(male, female)), ("female", _only(female, male))):
        parts.append(f'{title} = """\n{textwrap.fill(" ".join(names), 120, break_on_hyphens=False)}"""\n')
    TARGET.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
