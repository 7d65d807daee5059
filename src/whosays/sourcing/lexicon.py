"""The words that tell a person from an organisation, a document or a crowd: ``lexicon.toml``, loaded once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_IRREGULAR = {"child": "children", "person": "people", "wife": "wives", "thief": "thieves", "sheriff": "sheriffs"}


def plural(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of small-letter words, one for each thing a word can tell. ``person`` maps a noun to "m", "f" or ""."""

    titles: dict[str, str]
    ranks: frozenset[str]
    service: frozenset[str]
    leading: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    person: dict[str, str]
    persons: dict[str, str]
    family: frozenset[str]
    group: frozenset[str]
    organization: frozenset[str]
    organizations: frozenset[str]
    trades: frozenset[str]
    wares: frozenset[str]
    forms: frozenset[str]
    generic: frozenset[str]
    document: frozenset[str]
    vague: frozenset[str]
    account: frozenset[str]
    platforms: frozenset[str]
    unnamed: frozenset[str]
    familiar: frozenset[str]
    crowd: frozenset[str]
    one: frozenset[str]
    function: frozenset[str]
    openers: frozenset[str]
    prepositions: frozenset[str]
    countries: frozenset[str]
    demonyms: frozenset[str]
    features: frozenset[str]
    first_names: dict[str, str]
    given: dict[str, str]
    nicknames: tuple[frozenset[str], ...]


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


def _given_names() -> dict[str, str]:
    """The many given names that are men's or women's only, those that are words or surnames, too."""
    data = tomllib.loads(resources.files(__package__).joinpath("given_names.toml").read_text("utf-8"))
    return {name: gender for gender, key in (("m", "male"), ("f", "female")) for name in data[key].split()}


def words(key: str) -> frozenset[str]:
    """The words of one set of the section ``grammar``."""
    return frozenset(_data()["grammar"][key].split())


@cache
def lexicon() -> Lexicon:
    """The word lists of ``lexicon.toml``; a plural of a person or organisation noun maps to its singular."""
    data = _data()

    def words(section: str, key: str) -> frozenset[str]:
        return frozenset(data[section][key].lower().split())

    titles = {w: g for g, key in (("m", "male"), ("f", "female"), ("", "neutral")) for w in words("titles", key)}
    person = {w: g for g, key in (("", "neutral"), ("m", "male"), ("f", "female")) for w in words("person", key)}
    organization = words("organization", "any")
    first_names = {w: g for g, key in (("m", "male"), ("f", "female")) for w in words("first_names", key)}
    countries = {" ".join(c.split()).lower() for c in data["places"]["countries"].split("|")}
    return Lexicon(
        titles=titles,
        ranks=words("titles", "ranks"),
        service=words("titles", "service"),
        leading=words("titles", "leading"),
        suffixes=words("titles", "suffixes"),
        particles=words("particles", "inner"),
        person=person,
        persons={plural(w): w for w in sorted(person)},
        family=words("family", "any"),
        group=words("group", "any"),
        organization=organization,
        organizations=frozenset(plural(w) for w in organization),
        trades=words("organization", "trades"),
        wares=words("organization", "wares"),
        forms=words("organization", "forms"),
        generic=words("organization", "generic"),
        document=words("document", "any") | {plural(w) for w in words("document", "any") if not w.endswith("s")},
        vague=words("document", "vague"),
        account=words("account", "any"),
        platforms=words("account", "platforms"),
        unnamed=words("unnamed", "always"),
        familiar=words("unnamed", "familiar"),
        crowd=words("crowd", "always"),
        one=words("crowd", "one"),
        function=words("function", "words"),
        openers=words("function", "openers"),
        prepositions=words("function", "prepositions"),
        countries=frozenset(countries | {c.replace(".", "") for c in countries}),
        demonyms=words("places", "demonyms"),
        features=words("places", "features"),
        first_names=first_names,
        given=_given_names() | first_names,
        nicknames=tuple(frozenset(g.split()) for g in data["nicknames"]["groups"].split("|")),
    )
