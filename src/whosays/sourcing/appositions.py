"""Descriptions beside a name: "Ada Voss, head of the press office," and "the agency's head, Ada Voss,"."""

from __future__ import annotations

import re

from whosays.sourcing.affiliations import affiliation
from whosays.sourcing.heads import head, is_agent, is_role
from whosays.sourcing.lexicon import Lexicon, words
from whosays.sourcing.names import ACCOUNT, ORGANIZATION, PERSON, UNKNOWN, Name
from whosays.sourcing.tokens import CAP, LOWER, MARK, Tokens

DETERMINERS = words("roles_determiners")


HIRED = words("roles_hired")


PLURAL_MODIFIERS = words("roles_plural_modifiers")


_LEADS = words("roles_leads")


_AT = words("roles_at")


_IS = frozenset(("is", "was", "serves", "served", "works", "worked", "became"))


_APPOSITION_END = frozenset((";", ".", ")", "(", "–", "—", "”", '"', "“", "!", "?", ":"))


PARTY = re.compile(r"[RDI]-[A-Z][A-Za-z.]*$")


_BEHIND_NOUN = _AT | frozenset(
    ("and", "or", "who", "which", "that", "whose", "by", "under", "during", "since", "turned")
)


_LONGEST = 30


_PREPOSITIONS = frozenset({"on", "in", "at", "to", "with", "for", "via", "from"})
_WHERE = frozenset(("on", "in", "at", "via"))
_ONCE = frozenset(("formerly", "previously", "once", "originally"))
_OPENING = 6  # tokens
_NO_DESCRIPTION = frozenset(("whose", "said", "says", "told", "wrote", "added", "whom"))


def apposition(
    tokens: Tokens, name: Name, start: int, starts: dict[int, Name], begins: dict[int, int], lex: Lexicon
) -> None:
    low, words, kinds = tokens.low, tokens.words, tokens.kinds
    sentence = tokens.sentence[start]
    if _fronted(tokens, name) or low[start] in _NO_DESCRIPTION:
        return
    unshown = name.sort == PERSON and not name.title and not name.role and low[name.first] not in lex.given
    if low[start] == "as":
        start += 1  # "Roe, as head of the agency, …"
    if low[start] == "which":
        if unshown or name.sort == UNKNOWN:
            name.sort = ORGANIZATION  # "Roe Ferries, which owned the ship"
        return
    if PARTY.match(words[start]):
        name.affiliation, name.sort = words[start] + "." * (words[start + 1 : start + 2] == ["."]), PERSON
        return
    if low[start] == "who" and start + 1 < len(tokens):
        if name.sort == UNKNOWN:
            name.sort = PERSON
        if low[start + 1] in _LEADS and name.role is None and name.sort == PERSON:
            end = _clause_end(tokens, start + 1)
            name.role = tokens.said(start + 1, end)
            object_ = start + 2 + (low[start + 2 : start + 3] == ["the"])
            if object_ in starts:
                name.affiliation = name.affiliation or tokens.said(start + 2, starts[object_].last)
            else:
                name.affiliation = name.affiliation or affiliation(tokens, starts, start + 2, start + 2, end, lex)
            return
        behind = start + 2
        if low[start + 1] not in _IS or behind >= len(tokens) or tokens.sentence[behind] != sentence:
            return
        start = behind + (low[behind] == "as")  # "who is deputy head of", "who serves as"
        if start >= len(tokens) or tokens.sentence[start] != sentence:
            return
    end = start
    while end < len(tokens) and tokens.sentence[end] == sentence and end - start < _LONGEST:
        if (
            words[end] in _APPOSITION_END
            or words[end] == ","
            or (end > start and low[end] in ("who", "which", "whose", "said", "told", "says"))
        ):
            break
        end += 1
    speaks = end < len(tokens) and tokens.sentence[end] == sentence and low[end] in ("said", "told", "says")
    end -= 1
    determined = low[start] in DETERMINERS
    if end < start or (speaks and determined):
        return  # "in Tarn, the council said": a clause of its own
    begin = start + determined
    listed = end
    if determined and end - begin < 2 and not is_role(low[end], lex):
        listed = end = _listed(tokens, end, lex)  # "an ear, nose and throat doctor"
    if begin > end or (
        begin in begins and not determined and kinds[begin] == CAP and not _capital_role(tokens, begin, end, lex)
    ):
        return
    top = head(tokens, begin, end) if "," not in words[begin:listed] else listed
    noun = low[top]
    body = noun in lex.organization or noun in lex.generic
    if name.sort == ORGANIZATION or (name.sort == UNKNOWN and body) or (unshown and body and determined):
        if determined and (noun in lex.organization):
            name.sort = ORGANIZATION
            name.nouns.add(noun)
        return
    if name.sort == ACCOUNT or not (is_role(noun, lex) or (determined and noun in lex.titles)):
        return
    if top + 1 in begins and top + 1 <= end:
        return  # "Smith, coach Jones and …": the role is of the next name
    if (
        not determined
        and top + 1 <= end
        and kinds[top + 1] == LOWER
        and low[top + 1] not in _AT
        and low[top + 1] not in ("and",)
    ):
        return
    stop = (
        next(
            (t for t in range(top + 1, end + 1) if low[t] in ("who", "which", "that", "whose") or _verb(tokens, t)),
            end + 1,
        )
        - 1
    )
    name.sort = PERSON
    name.nouns.add(noun)
    name.gender = name.gender or lex.person.get(noun, "")
    follows = low[top + 1] if top < end else ""
    if follows and kinds[top + 1] == LOWER and follows not in _BEHIND_NOUN and not follows.endswith(("ed", "ing")):
        return  # "in Leeds, the mayor also said": a clause of its own
    name.described_to = end
    while stop > top and low[stop] in ("and", "or"):
        stop -= 1
    owner = next((t for t in range(begin, top) if low[t] in ("'s", "’s", "'", "’")), begin - 1)
    if noun in lex.family and owner > begin:
        name.kin = frozenset(low[begin:owner])  # "Roe's father": whoever is called so is somebody else
        owner = begin - 1
    role = tokens.said(owner + 1, stop)
    if name.role is None:
        name.role = role
    elif name.title:
        name.role = f"{name.role}, {role}"
    name.affiliation = name.affiliation or affiliation(tokens, starts, begin, top, stop, lex)


def _listed(tokens: Tokens, end: int, lex: Lexicon) -> int:
    """The end of a description whose modifiers are a list ("a news, sports and weather presenter"); else ``end``."""
    low, t = tokens.low, end + 1
    joined = False
    while t < len(tokens) and tokens.sentence[t] == tokens.sentence[end] and t - end < 12:
        if tokens.kinds[t] == MARK and tokens.words[t] not in (",", "-", "&"):
            break
        joined = joined or low[t] == "and"
        if joined and is_role(low[t], lex) and low[t - 1] != "and":
            return t
        if tokens.kinds[t] == CAP or low[t] in ("said", "who", "which", "told", "says"):
            break
        t += 1
    return end


def _fronted(tokens: Tokens, name: Name) -> bool:
    """True for the name that ends an opening adverbial: "Speaking on Radio Tarn, the mayor said" speaks of two."""
    before = name.first - 1 - (tokens.low[name.first - 1] in DETERMINERS)
    if before > 2 and tokens.low[before] in _ONCE and tokens.words[before - 1] == ",":
        before -= 2  # "on X, formerly Twitter, the force said"
        while before > 0 and tokens.kinds[before] == CAP:
            before -= 1
    if before < 0 or tokens.low[before] not in _PREPOSITIONS:
        return False
    begin = next(
        (t for t in range(before, -1, -1) if t == 0 or tokens.sentence[t - 1] != tokens.sentence[before]), before
    )
    if before == begin and tokens.low[before] in _WHERE and tokens.words[name.end + 1 : name.end + 2] == [","]:
        return True  # "On Chirper, the force said"
    return before - begin <= _OPENING and tokens.low[begin].endswith("ing")


def _capital_role(tokens: Tokens, begin: int, end: int, lex: Lexicon) -> bool:
    top = head(tokens, begin, end)
    return is_role(tokens.low[top], lex) and (top + 1 > end or tokens.kinds[top + 1] == LOWER)


def _verb(tokens: Tokens, t: int) -> bool:
    return tokens.low[t] in (
        "said",
        "says",
        "told",
        "is",
        "was",
        "has",
        "had",
        "wrote",
        "added",
        "will",
        "were",
        "have",
    )


def _clause_end(tokens: Tokens, start: int) -> int:
    end = start
    while (
        end - start < _LONGEST
        and end + 1 < len(tokens)
        and tokens.sentence[end + 1] == tokens.sentence[start]
        and tokens.kinds[end + 1] != MARK
    ):
        end += 1
    return end


def _no_modifier(tokens: Tokens, t: int, lex: Lexicon) -> bool:
    """True of a word that cannot stand between a determiner and its noun: then a verb was passed."""
    low = tokens.low[t]
    if tokens.kinds[t] != LOWER:
        return False
    noun = low in PLURAL_MODIFIERS or low in lex.organizations or low in lex.organization or low.endswith(("ss", "ous"))
    return low in lex.function or low.endswith("ly") or (low.endswith("s") and not noun)


def inverted(tokens: Tokens, name: Name, starts: dict[int, Name], lex: Lexicon) -> None:
    """Read "The agency's head, Ada Voss," and "a spokesman for the ministry, Jan Kral,"."""
    low, words, kinds = tokens.low, tokens.words, tokens.kinds
    comma = name.begin - 1
    sentence = tokens.sentence[name.begin]
    if comma < 1 or words[comma] != "," or tokens.sentence[comma] != sentence or not _called(tokens, name, lex):
        return
    after = name.end + 1
    if after < len(tokens) and tokens.sentence[after] == sentence and low[after] in ("and", "or"):
        return
    start = comma
    while start > 0 and tokens.sentence[start - 1] == sentence and comma - start < 20:
        own = low[start - 1] in ("'", "’") and low[start - 2].endswith("s")  # "Ms Innes' father"
        mark = kinds[start - 1] == MARK and low[start - 1] not in ("'s", "’s", "-", "&") and not own
        if mark or low[start - 1] in ("said", "and", "that", "but", "told"):
            break
        start -= 1
    if start >= comma or any(_verb(tokens, t) for t in range(start, comma)):
        return
    while start < comma and low[start] in lex.openers | {"according", "to", "by", "with"}:
        start += 1
    if start >= comma:
        return
    if low[start] == "one" and low[start + 1] == "of":  # "one of the court's judges, Ada Voss,"
        _one_of(tokens, name, starts, start, comma, lex)
        return
    top = head(tokens, start, comma - 1)
    if any(_no_modifier(tokens, t, lex) for t in range(start + 1, top)):
        return
    if low[top] in lex.account and low[start] in DETERMINERS:  # "an anonymous account, Harbour Watch, posted"
        name.sort, name.begin = ACCOUNT, start
        name.nouns.add(low[top])
        return
    noun = low[top]
    if noun in lex.organization | lex.generic and low[start] in DETERMINERS and not name.title:
        if name.sort == UNKNOWN or not is_role(noun, lex):  # "The operator, Ropeways of Tarn, said"
            name.sort, name.begin = ORGANIZATION, start
            name.nouns.add(noun)
        return
    if not is_role(noun, lex) and not (low[start] in DETERMINERS and is_agent(noun)):
        return
    if top + 1 < comma and kinds[top + 1] == LOWER and low[top + 1] not in _AT and low[top + 1] not in ("who", "that"):
        return
    first_is_name = kinds[start] == CAP or low[start] in DETERMINERS or start == top
    if not first_is_name:
        return
    whose = low[start] in DETERMINERS and (noun not in lex.family or noun in HIRED)  # an editor, but "her mother"
    begin = start + (low[start] in ("a", "an", "the") or whose)
    name.sort = PERSON
    name.nouns.add(low[top])
    name.gender = name.gender or lex.person.get(low[top], "")
    owner = next((t for t in range(begin, top) if low[t] in ("'s", "’s")), None)
    name.role = name.role or tokens.said(owner + 1 if owner else begin, comma - 1)
    name.affiliation = name.affiliation or affiliation(tokens, starts, begin, top, comma - 1, lex)
    name.begin = start


def _called(tokens: Tokens, name: Name, lex: Lexicon) -> bool:
    """True of a full name, and of a given name in commas behind whose one it is: "His wife, Saskia, said"."""
    if len(name.words) > 1:
        return True
    comma = name.begin - 1
    before = tokens.low[max(0, comma - 3) : comma]
    owned = any(word in ("his", "her", "their", "its", "my", "our", "'s", "’s") for word in before)
    return owned and tokens.words[name.end + 1 : name.end + 2] == [","] and tokens.low[name.first] in lex.given


def _one_of(tokens: Tokens, name: Name, starts: dict[int, Name], start: int, comma: int, lex: Lexicon) -> None:
    """Read "one of the court's judges" before a comma and a name: "judge", of the court."""
    low = tokens.low
    begin = start + 2 + (low[start + 2] in DETERMINERS)
    top = head(tokens, begin, comma - 1)
    singular = lex.persons.get(low[top])
    if singular is None or top >= comma:
        return
    owner = next((t for t in range(begin, top) if low[t] in ("'s", "’s")), None)
    modifiers = tokens.said(owner + 1 if owner else begin, top - 1) if top > (owner + 1 if owner else begin) else ""
    behind = tokens.said(top + 1, comma - 1) if top + 1 < comma and low[top + 1] in _AT else ""
    name.sort, name.begin = PERSON, start
    name.nouns.add(singular)
    name.gender = name.gender or lex.person.get(singular, "")
    name.role = name.role or " ".join(part for part in (modifiers, singular, behind) if part)
    name.affiliation = name.affiliation or affiliation(tokens, starts, begin, top, comma - 1, lex)
