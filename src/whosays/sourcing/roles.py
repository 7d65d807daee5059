"""What a text says somebody is: roles and affiliations beside a name.

Read from the words in front of a name ("Courier science writer Ada Voss"), appositions on either side ("Ada Voss, head of
the agency's press office,"; "the agency's head, Ada Voss,"), relative clauses ("who runs the agency"), "of" and "at"
phrases and parentheses ("(R-Ky.)").
"""

from __future__ import annotations

import re

from whosays.sourcing.lexicon import Lexicon, lexicon
from whosays.sourcing.names import ACCOUNT, ORGANIZATION, PERSON, PLACE, UNKNOWN, Name
from whosays.sourcing.tokens import CAP, LOWER, MARK, NUMBER, Tokens

_DETERMINERS = frozenset(
    ["a", "an", "the", "his", "her", "their", "its", "my", "our", "your", "one", "another", "this", "that"]
)
_ROLE_ENDING = re.compile(r"[a-z-]{3,}(?:ist|ician|ologist|woman|man|person|eer|ographer|grapher|maker|holder|keeper)$")
_PLURAL_MODIFIERS = frozenset(
    [
        "affairs",
        "sports",
        "news",
        "rights",
        "arts",
        "politics",
        "economics",
        "sales",
        "operations",
        "communications",
        "studies",
        "relations",
        "systems",
        "services",
        "resources",
        "weapons",
        "arms",
        "drugs",
        "human",
        "public",
        "media",
        "foreign",
    ]
)
_LEADS = frozenset(
    [
        "leads",
        "heads",
        "runs",
        "directs",
        "chairs",
        "oversees",
        "commands",
        "manages",
        "represents",
        "coaches",
        "edits",
        "hosts",
        "teaches",
    ]
)
_AT = frozenset(["of", "for", "at", "from", "with", "in", "to", "on"])
_APPOSITION_END = frozenset((";", ".", ")", "(", "–", "—", "”", '"', "“", "!", "?", ":"))
_PARTY = re.compile(r"[RDI]-[A-Z][A-Za-z]*$")
_HONORIFIC = frozenset(["mr", "mrs", "ms", "miss", "mx", "sir"])
_LONGEST = 30


def is_role(low: str, lex: Lexicon) -> bool:
    """True of a singular noun for a person, known or by its ending."""
    if low in lex.person or (low in lex.titles and low not in _HONORIFIC):
        return True
    if low.endswith("-year-old"):
        return True
    return bool(_ROLE_ENDING.match(low)) and low not in lex.function and low not in lex.document


def head(tokens: Tokens, first: int, last: int) -> int:
    """The head of the noun phrase that the tokens ``first`` to ``last`` begin with."""
    lex = lexicon()
    low, kinds = tokens.low, tokens.kinds
    noun = -1
    for t in range(first, last + 1):
        word = low[t]
        if word.endswith("-year-old"):
            noun = t
        if kinds[t] == MARK and word in ("'s", "’s"):
            noun = -1
            continue
        if t > first and (
            (kinds[t] == MARK and word not in ("-", "'", "’", "&"))
            or word in lex.prepositions
            or word in ("who", "which", "that", "whose", "to", "whom")
        ):
            return noun if noun >= 0 else max(t - 1, first)
        if (
            kinds[t] == LOWER
            and noun >= 0
            and (word in lex.familiar or word.endswith(("ing", "ed")))
            and not is_role(word, lex)
        ):
            return noun
        if any(
            word in s
            for s in (
                lex.person,
                lex.persons,
                lex.group,
                lex.organization,
                lex.organizations,
                lex.document,
                lex.account,
            )
        ) or (noun >= 0 and kinds[t] == LOWER and is_role(word, lex)):
            noun = t
    return noun if noun >= 0 else last


def describe(tokens: Tokens, names: list[Name]) -> None:
    """Set role, affiliation, nouns, aliases and extent of every name from the words around it."""
    lex = lexicon()
    starts = {name.begin: index for index, name in enumerate(names)}
    for index, name in enumerate(names):
        previous = names[index - 1] if index else None
        if name.sort in (PERSON, UNKNOWN) and not name.headline:
            _before(tokens, name, previous, lex)
        _after(tokens, name, starts, lex)
        if name.sort in (PERSON, UNKNOWN) and name.role is None and not name.headline:
            _inverted(tokens, name, lex)


def _before(tokens: Tokens, name: Name, previous: Name | None, lex: Lexicon) -> None:
    """ "Courier science writer Ada Voss", "the agency's director Ada Voss"."""
    low, kinds = tokens.low, tokens.kinds
    k = name.begin - 1
    sentence = tokens.sentence[name.begin]
    if k < 0 or tokens.sentence[k] != sentence:
        return
    if low[k] in ("'s", "’s") and previous and previous.last == k - 1 and name.sort == PERSON and len(name.words) > 1:
        name.affiliation = name.affiliation or tokens.said(previous.first, previous.last)
        name.begin = previous.begin
        previous.possessive = True
        return
    if not (kinds[k] == LOWER or tokens.initial[k]) or not is_role(low[k], lex):
        return
    start = k
    while start > 0 and tokens.sentence[start - 1] == sentence and k - start < 7:
        word = low[start - 1]
        plain = kinds[start - 1] == LOWER or (tokens.initial[start - 1] and word not in lex.countries)
        if word == "and" and start >= 2 and is_role(low[start - 2], lex):
            start -= 1
        elif (
            not plain
            or word in lex.function
            or (word.endswith("s") and word not in _PLURAL_MODIFIERS and not word.endswith("ss"))
            or (previous is not None and previous.last == start - 1)
        ):
            break
        else:
            start -= 1
    name.sort = PERSON
    name.nouns.add(low[k])
    name.gender = name.gender or lex.person.get(low[k], "")
    role = tokens.said(start, k)
    name.role = f"{role} {name.role}" if name.role else role
    name.begin = start
    b = start - 1
    if b >= 0 and tokens.sentence[b] == sentence:
        if low[b] in ("'s", "’s") and b > 0:
            b -= 1
        if previous is not None and previous.last == b:
            name.affiliation = name.affiliation or _with_article(tokens, previous.first, previous.last)
            name.begin = previous.begin
            previous.premodifier = True
            b = previous.begin - 1
        elif kinds[b] == CAP and low[b] in lex.demonyms:
            name.begin = b
            b -= 1
        if b >= 0 and low[b] in _DETERMINERS and tokens.sentence[b] == sentence:
            name.begin = b


def _with_article(tokens: Tokens, first: int, last: int) -> str:
    if first > 0 and tokens.low[first - 1] == "the" and tokens.sentence[first - 1] == tokens.sentence[first]:
        return tokens.said(first - 1, last)
    return tokens.said(first, last)


def _after(tokens: Tokens, name: Name, starts: dict[int, int], lex: Lexicon) -> None:
    """What follows a name: "(SBU)", "(R-Ky.)", ", 19,", ", head of the agency,", "of the agency"."""
    n, low, words = len(tokens), tokens.low, tokens.words
    sentence = tokens.sentence[name.last]
    k = name.last + 1

    def here(t: int) -> bool:
        return t < n and tokens.sentence[t] == sentence

    if here(k + 2) and words[k] == "(":
        close = next((t for t in range(k + 1, min(k + 6, n)) if words[t] == ")"), None)
        if close is not None:
            if _PARTY.match(words[k + 1]):
                name.affiliation = tokens.said(k + 1, close - 1)
                name.sort = PERSON
            elif words[k + 1][0] == "@":
                name.aliases += (words[k + 1],)
            elif close == k + 2 and words[k + 1].isupper() and len(words[k + 1]) > 1:
                name.aliases += (words[k + 1],)
                name.sort = ORGANIZATION if name.sort != PERSON or not name.role else name.sort
            name.end = close
            k = close + 1
    if here(k) and low[k] in ("of", "from", "at", "with") and name.sort in (PERSON, UNKNOWN):
        target = starts.get(k + 1, starts.get(k + 2) if here(k + 1) and low[k + 1] == "the" else None)
        if target is not None and low[k] in ("of", "at", "from") and (name.sort == PERSON):
            end = _name_end(tokens, k + 1 + (low[k + 1] == "the"))
            if low[k] != "at" or any(w in lex.organization for w in low[k + 1 : end + 1]):
                name.affiliation = name.affiliation or tokens.said(k + 1, end)
                name.end = end
                k = end + 1
    if (
        here(k + 1)
        and words[k] == ","
        and tokens.kinds[k + 1] == NUMBER
        and words[k + 1].isdigit()
        and int(words[k + 1]) < 120
    ):
        if name.sort == UNKNOWN or (name.sort == ORGANIZATION and not name.articled):
            name.sort = PERSON
        name.nouns.add(f"{words[k + 1]}-year-old")
        k += 2
    if here(k + 1) and words[k] in (",", "–", "—", "-") and name.sort != PLACE:
        _apposition(tokens, name, k + 1, starts, lex)


def _name_end(tokens: Tokens, first: int) -> int:
    t = first
    while (
        t - first < 12
        and t + 1 < len(tokens)
        and tokens.sentence[t + 1] == tokens.sentence[first]
        and (
            tokens.kinds[t + 1] == CAP
            or (tokens.low[t + 1] == "of" and t + 2 < len(tokens) and tokens.kinds[t + 2] == CAP)
        )
    ):
        t += 1
    return t


def _apposition(tokens: Tokens, name: Name, start: int, starts: dict[int, int], lex: Lexicon) -> None:
    low, words, kinds = tokens.low, tokens.words, tokens.kinds
    sentence = tokens.sentence[start]
    if _PARTY.match(words[start]):
        name.affiliation, name.sort = words[start] + "." * (words[start + 1 : start + 2] == ["."]), PERSON
        return
    if low[start] == "who" and start + 1 < len(tokens):
        if name.sort == UNKNOWN:
            name.sort = PERSON
        if low[start + 1] in _LEADS and name.role is None and name.sort == PERSON:
            end = _clause_end(tokens, start + 1)
            name.role = tokens.said(start + 1, end)
            name.affiliation = name.affiliation or _organisation(tokens, start + 2, end, lex)
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
    end -= 1
    if end < start:
        return
    determined = low[start] in _DETERMINERS
    begin = start + determined
    if begin > end or (
        begin in starts and not determined and kinds[begin] == CAP and not _capital_role(tokens, begin, end, lex)
    ):
        return
    top = head(tokens, begin, end)
    noun = low[top]
    if name.sort == ORGANIZATION or (name.sort == UNKNOWN and (noun in lex.organization or noun in lex.generic)):
        if determined and (noun in lex.organization):
            name.sort = ORGANIZATION
            name.nouns.add(noun)
        return
    if name.sort == ACCOUNT or not (is_role(noun, lex) or (determined and noun in lex.titles)):
        return
    if top + 1 in starts and top + 1 <= end:
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
    role = tokens.said(begin, stop)
    if name.role is None or len(name.role) < 4:
        name.role = role
    name.affiliation = name.affiliation or _affiliation(tokens, begin, top, stop, lex)


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


def _affiliation(tokens: Tokens, begin: int, top: int, stop: int, lex: Lexicon) -> str | None:
    """The body in "head of X", "X's head", "X head"; only what has a proper name or an organisation's noun."""
    low, kinds = tokens.low, tokens.kinds
    for t in range(begin, top):
        if low[t] in ("'s", "’s") and (kinds[t - 1] == CAP or low[t - 1] in lex.organization):
            return tokens.said(begin, t - 1)
    if top + 1 <= stop:
        found = _organisation(tokens, top + 1, stop, lex)
        if found:
            return found
    end = top
    while end > begin and (kinds[end - 1] == LOWER or low[end - 1] in lex.titles or low[end - 1] in lex.leading):
        end -= 1
    start = end
    while start > begin and kinds[start - 1] == CAP:
        start -= 1
    return tokens.said(start, end - 1) if start < end and low[start] not in lex.demonyms else None


def _organisation(tokens: Tokens, start: int, stop: int, lex: Lexicon) -> str | None:
    """The innermost body named after a preposition: "the press office of the city council" → "the city council"."""
    low, kinds = tokens.low, tokens.kinds
    found = None
    t = start
    while t <= stop:
        if low[t] in _AT or t == start:
            a = t + (low[t] in _AT)
            b = a
            capital = False
            while b <= stop and low[b] not in _AT and kinds[b] != MARK and low[b] != "and":
                if capital and kinds[b] == LOWER and low[b] not in lex.organization:
                    break
                capital = capital or kinds[b] == CAP
                b += 1
            while (
                capital
                and b <= stop
                and (
                    low[b] in ("'s", "’s")
                    or (kinds[b] == CAP or low[b] in lex.organization)
                    or (low[b] == "of" and b < stop and kinds[b + 1] == CAP)
                )
            ):
                b += 1
            if low[a : a + 1] == ["state"] and low[t - 1] == "secretary":
                t = b
                continue
            if a < b and capital and (low[t] != "in" or any(low[x] in lex.organization for x in range(a, b))):
                return tokens.said(a, b - 1)
            if a < b and found is None and low[b - 1] in lex.organization and low[a] in _DETERMINERS:
                found = tokens.said(a, b - 1)
            t = max(b, t + 1)
        else:
            t += 1
    return found


def _inverted(tokens: Tokens, name: Name, lex: Lexicon) -> None:
    """ "The agency's head, Ada Voss," and "a spokesman for the ministry, Jan Kral,"."""
    low, words, kinds = tokens.low, tokens.words, tokens.kinds
    comma = name.begin - 1
    sentence = tokens.sentence[name.begin]
    if comma < 1 or words[comma] != "," or tokens.sentence[comma] != sentence or len(name.words) < 2:
        return
    after = name.end + 1
    if after < len(tokens) and tokens.sentence[after] == sentence and low[after] in ("and", "or"):
        return
    start = comma
    while start > 0 and tokens.sentence[start - 1] == sentence and comma - start < 20:
        w = words[start - 1]
        if (kinds[start - 1] == MARK and low[start - 1] not in ("'s", "’s", "-", "&")) or low[start - 1] in (
            "said",
            "and",
            "that",
            "but",
            "told",
        ):
            break
        start -= 1
    if start >= comma or any(_verb(tokens, t) for t in range(start, comma)):
        return
    while start < comma and low[start] in lex.openers | {"according", "to", "by", "with"}:
        start += 1
    if start >= comma:
        return
    top = head(tokens, start, comma - 1)
    if not is_role(low[top], lex) or (top + 1 < comma and kinds[top + 1] == LOWER and low[top + 1] not in _AT):
        return
    first_is_name = kinds[start] == CAP or low[start] in _DETERMINERS or start == top
    if not first_is_name:
        return
    begin = start + (low[start] in ("a", "an", "the"))
    name.sort = PERSON
    name.nouns.add(low[top])
    name.gender = name.gender or lex.person.get(low[top], "")
    owner = next((t for t in range(begin, top) if low[t] in ("'s", "’s")), None)
    name.role = tokens.said(owner + 1 if owner else begin, comma - 1)
    name.affiliation = name.affiliation or _affiliation(tokens, begin, top, comma - 1, lex)
    name.begin = start
