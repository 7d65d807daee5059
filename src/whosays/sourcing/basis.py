"""How a source knows, and why somebody is not named, where the text says so.

What stands beside a name tells it: "Ada Voss, a nurse who was on the ward that night", "Jan Kral, whose house burnt
down", "the trust, which counts the terns each spring". The words are taken whole; their kind is told by the words of
``basis.toml``, the first that fits. "Who were not authorised to speak" is the reason for a missing name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence, Set
from functools import cache
from importlib import resources

from whosays.model import Attribution, Basis, BasisKind, Span
from whosays.sourcing.appositions import PARTY
from whosays.sourcing.entities import Entity
from whosays.sourcing.heads import head, is_agent, is_role
from whosays.sourcing.lexicon import lexicon, words
from whosays.sourcing.locate import Mention, Shape
from whosays.sourcing.names import DOCUMENT, PERSON, Name
from whosays.sourcing.tokens import CAP, LOWER, MARK, NUMBER, Tokens

_LONGEST = 45  # tokens of a description
_MOST_NAMES = 12
_RELATIVES = frozenset(("who", "which", "whose", "whom"))
_GOES_ON = _RELATIVES | {"a", "an", "one"}
_OPENERS = _RELATIVES | words("roles_determiners")
# of what somebody did, not of what somebody is: "Roe, a day later," "Roe sold it, a move that"
_NO_DESCRIPTIONS = frozenset(
    ("day", "week", "month", "year", "hour", "minute", "moment", "decade", "time", "move", "step", "decision", "claim",
     "charge", "fact", "sign", "result", "little", "bit", "lot", "few", "later", "thing", "reason", "way")
)  # fmt: skip
_MADE = frozenset(
    ("published", "released", "conducted", "commissioned", "compiled", "taken", "obtained", "based", "filed", "issued",
     "prepared", "submitted", "dated", "drawn", "carried", "leaked", "seen", "reviewed", "posted", "written")
)  # fmt: skip
_SAYING = frozenset(
    ("said", "says", "told", "wrote", "added", "say", "tells", "writes", "noted", "argued", "explained")
)
_BEFORE_NOUN = frozenset(("as", "also", "himself", "herself", "itself", "themselves"))
_ENDS = frozenset((".", ";", ":", "“", "”", '"', "(", ")", "—", "–", "!", "?"))
_WHY = re.compile(
    r"\b(?:(?:because|as|since)\s+(?:he|she|they|it|the|of)\b|citing\b|for\s+fear\b|fearing\b|due\s+to\b|given\b|in\s+order\s+to\b"
    r"|(?:was|were|is|are)(?:\s+not|n['’]t)\s+(?:authori[sz]ed|permitted|allowed|cleared)\b)[^.,;:“”\"]{3,140}",
    re.IGNORECASE,
)
_TO = re.compile(  # "requested anonymity | to speak freely"
    r",?\s+(?P<why>(?:in\s+order\s+to|so\s+as\s+to|to|so\s+that)\s+(?!be\b|remain\b)"
    rf"(?:(?!\s(?:{'|'.join(sorted(_SAYING))})\b)[^.,;:“”\"—–]){{3,140}})",
    re.IGNORECASE,
)
_NO_OCCASION = "|".join(sorted(words("basis_no_occasions")))  # a channel, a time
_OCCASION = re.compile(
    rf"\b(?:in|on|at|during|before)\s+(?!(?:\w+[\s-]){{1,3}}(?:{_NO_OCCASION})\b)"
    r"(?:an?|the|this|his|her|their|its|later|\w+day['’]s)\s+[^,.;:“”\"]{3,80}",
    re.IGNORECASE,
)
_NOUNS = "|".join(sorted(words("basis_occasions")))
_EVENT = re.compile(
    r"\b(?:in|on|at|during|before|after)\s+(?:an?|the|this|his|her|their|its|last|recent|\w+day['’]s)\s+"
    rf"(?:[\w'’-]+\s+){{0,4}}(?:{_NOUNS})\b[^,;:“”\"]{{0,80}}"
    r"|\b(?:before|while)\s+(?!being\b)\w+ing\s[^,;:“”\"]{3,100}",
    re.IGNORECASE,
)
_MODALS = (["can"], ["could"], ["may"], ["might"], ["will"], ["would"], ["should"], ["must"])
_LIST, _PART = 4, 12  # parts of a list, tokens of a part
_SENTENCES = 3  # of the article that tell of somebody one behind the other
_STARTERS = words("basis_starters")  # of a sentence that goes on
_TOLD = 4  # words behind a name that tell something of somebody
_OPENING = 10  # tokens
_REACH = 220  # characters behind the words that withhold a name


@cache
def _kinds() -> tuple[tuple[BasisKind, re.Pattern[str]], ...]:
    rows = tomllib.loads(resources.files(__package__).joinpath("basis.toml").read_text("utf-8"))
    return tuple(
        (BasisKind(kind), re.compile(rf"\b(?:{'|'.join(row['words'])})\b", re.IGNORECASE)) for kind, row in rows.items()
    )


def kind_of(description: str) -> BasisKind:
    """What sort of basis a description tells; ``position`` where it only says what somebody is."""
    return next((kind for kind, pattern in _kinds() if pattern.search(description)), BasisKind.POSITION)


def basis_of(
    tokens: Tokens,
    entity: Entity,
    mentions: Sequence[Mention],
    withheld: Sequence[Span],
    said: Set[int],
    cues: Set[int],
) -> tuple[Basis, ...]:
    """The bases that a text tells of an entity, by position: what stands beside its names or in its description.

    Of a person without an office in front of the name it is also what the article itself tells of them first: a
    sentence that begins with the name, and those that go on about them. ``mentions`` are the entity's as a speaker,
    the first one first; ``said`` are the numbers of the sentences that hold an attribution, ``cues`` the tokens of the
    entity's own cues.
    """
    spans: list[Span] = []
    names = [name for name in sorted(entity.names, key=lambda n: n.first)[:_MOST_NAMES] if not name.headline]
    for name in names:
        spans += [tokens.span(first, last) for first, last in _beside(tokens, name)]
    told: list[Span] = []
    if entity.sort == PERSON and not any(name.title for name in names):
        told = next((_told(tokens, name, said) for name in names if _opens_own_sentence(tokens, name, said)), [])
    for mention in mentions[: _MOST_NAMES if entity.names else 1]:
        clause = _clause(tokens, entity, mention)
        if clause is None:
            continue
        end = _segment_end(tokens, clause)
        if clause <= mention.last and tokens.low[clause] not in _RELATIVES:
            end = min(end, mention.last)  # "a poll taken in May | showed"
        if end > clause and cues.isdisjoint(range(clause, end + 1)):
            spans.append(tokens.span(clause, end))
    found = {span: Basis(kind_of(tokens.text[slice(*span)]), (span,)) for span in spans}
    own = [Basis(_of_sentence(tokens.text[slice(*span)]), (span,)) for span in told]
    return (
        *_each_once(tokens.text, [*(found[span] for span in sorted(found)), *own]),
        *_anonymity(tokens.text, withheld),
    )


def _each_once(text: str, bases: Sequence[Basis]) -> Iterator[Basis]:
    """The bases whose words do not stand in those of another: no "judge" beside "county court judge"."""
    said = [f" {' '.join(' '.join(text[s:e] for s, e in one.spans).lower().split())} " for one in bases]
    for i, one in enumerate(bases):
        others = (other for k, other in enumerate(said) if k != i and (len(other) > len(said[i]) or k < i))
        if not any(said[i] in other for other in others):
            yield one


def _clause(tokens: Tokens, entity: Entity, mention: Mention) -> int | None:
    """Where the clause begins that says something of a description, or of what a body has made."""
    if entity.names and mention.shape is not Shape.NOMINAL:
        return None
    behind = mention.last + 2 + (tokens.words[mention.last + 1 : mention.last + 2] == [","])
    return next((t for t in range(mention.first, behind) if _opens_clause(tokens, t, entity)), None)


def _told(tokens: Tokens, name: Name, said: Set[int]) -> list[Span]:
    """The sentence that begins with a name, and those behind it that go on about its bearer."""
    first, end = name.begin, _sentence_end(tokens, name.last)
    spans = [tokens.span(first, end)]
    while len(spans) < _SENTENCES:
        nxt = end + 1 + (tokens.words[end + 1 : end + 2] == ["."])
        if nxt >= len(tokens) or tokens.sentence[nxt] in said or not _goes_on(tokens, nxt):
            break
        end = _sentence_end(tokens, nxt)
        spans.append(tokens.span(nxt, end))
    return spans


def _goes_on(tokens: Tokens, t: int) -> bool:
    """True of a sentence whose subject is "he", "she" or "they", soon behind its beginning."""
    for k in range(t, min(t + _OPENING, len(tokens))):
        if tokens.sentence[k] != tokens.sentence[t] or tokens.quoted[k]:
            return False
        if tokens.low[k] in ("he", "she", "they"):
            return k == t or tokens.words[k - 1] == "," or tokens.low[t] in _STARTERS
    return False


def _of_sentence(sentence: str) -> BasisKind:
    """What sort of basis a sentence about somebody tells: whom an article tells of is concerned by it."""
    kind = kind_of(sentence)
    return BasisKind.PARTY if kind is BasisKind.POSITION else kind


def occasion(tokens: Tokens, attribution: Attribution, *, fronted: bool) -> tuple[Basis, ...]:
    """Where something was said, as the words of saying tell it: "said | in a petition", "told us | at the hearing".

    It stands in the cue, behind it ("said Monday | before opening the fair") or, ``fronted``, at the head of the
    sentence.
    """
    text = tokens.text
    inside = next((found for span in attribution.cue if (found := _OCCASION.search(text, *span))), None)
    if inside is not None:
        return (Basis(BasisKind.OCCASION, (inside.span(),)),)
    said = {t for span in attribution.content for t in tokens.within(*span)}
    for start, end in attribution.cue:
        around = tokens.within(start, end)
        if not around:
            continue
        heads = [_head(tokens, around.start, said)] if fronted else []
        for first, last in (_stretch(tokens, around.stop, said), *heads):
            if first < last and (found := _EVENT.search(text, tokens.starts[first], tokens.ends[last - 1])):
                return (Basis(BasisKind.OCCASION, ((found.start(), found.end() - _blank(found.group())),)),)
    return ()


def _blank(words: str) -> int:
    """How many signs at the end of some words are no part of them."""
    return len(words) - len(words.rstrip(" \n,.;—–-"))


def _stretch(tokens: Tokens, first: int, said: Set[int]) -> tuple[int, int]:
    """The tokens from ``first`` on to the end of the sentence or to what is said."""
    end = first
    while end < len(tokens) and tokens.sentence[end] == tokens.sentence[first - 1] and end - first < _LONGEST:
        if end in said or tokens.quoted[end]:
            break
        end += 1
    return first, end


def _head(tokens: Tokens, cue: int, said: Set[int]) -> tuple[int, int]:
    """The tokens from the head of a sentence to its first comma, where they stand before the words of saying."""
    first = cue
    while first > 0 and tokens.sentence[first - 1] == tokens.sentence[cue] and cue - first < _LONGEST:
        first -= 1
    comma = next((t for t in range(first, cue) if tokens.words[t] == ","), first)
    return (first, comma) if said.isdisjoint(range(first, comma)) and not any(tokens.quoted[first:comma]) else (0, 0)


def _anonymity(text: str, withheld: Sequence[Span]) -> Iterator[Basis]:
    """Why a source is not named, where the words behind those that withhold it tell."""
    reached = 0
    for start, end in sorted(withheld):
        if start < reached:
            continue
        stop = min(end + _REACH, _line_end(text, end))
        reason = _WHY.search(text, start, stop) or _TO.match(text, end, stop)
        if reason is not None:
            reached = reason.end()
            yield Basis(BasisKind.ANONYMITY, (reason.span(reason.lastgroup or 0),))


def _opens_own_sentence(tokens: Tokens, name: Name, said: Set[int]) -> bool:
    """True of a name at the head of a sentence in which nobody is said to speak."""
    sentence, before = tokens.sentence[name.first], name.begin - 1
    first = before < 0 or tokens.sentence[before] != sentence or _behind_opening(tokens, before)
    if not first or name.possessive or sentence in said or tokens.quoted[name.first]:
        return False
    end = _sentence_end(tokens, name.last)
    if tokens.low[name.last + 1 : name.last + 2] in _MODALS:
        return False  # what somebody may do tells nothing of how they know
    return not _is_line(tokens, end) and end - name.last >= _TOLD


def _is_line(tokens: Tokens, end: int) -> bool:
    """True of a sentence that ends with its line and without a full stop: a headline, a caption; not a text's last."""
    if end + 1 >= len(tokens) or tokens.words[end + 1] in _ENDS:
        return False
    return "\n" in tokens.text[tokens.ends[end] : tokens.starts[end + 1]]


def _behind_opening(tokens: Tokens, comma: int) -> bool:
    """True of the first comma of a sentence, soon behind its beginning: "One day in May, Ada Voss"."""
    if tokens.words[comma] != ",":
        return False
    t = comma
    while t > 0 and tokens.sentence[t - 1] == tokens.sentence[comma] and comma - t < _OPENING:
        t -= 1
        if tokens.words[t] == ",":
            return False
    return t == 0 or tokens.sentence[t - 1] != tokens.sentence[comma]


def _sentence_end(tokens: Tokens, t: int) -> int:
    """The last token of the sentence around token ``t``, without its full stop."""
    end = t
    while end + 1 < len(tokens) and tokens.sentence[end + 1] == tokens.sentence[t]:
        end += 1
    return end - (tokens.words[end] in _ENDS)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _opens_clause(tokens: Tokens, t: int, entity: Entity) -> bool:
    """True of "who", and behind a document of what says how it was made: "a poll | taken in May"."""
    if t >= len(tokens):
        return False
    return tokens.low[t] in _RELATIVES or ((entity.sort == DOCUMENT or bool(entity.names)) and tokens.low[t] in _MADE)


def _beside(tokens: Tokens, name: Name) -> list[tuple[int, int]]:
    """The first and last tokens of what stands before and behind a name and describes it."""
    found = []
    before = name.first - 1
    while before > name.begin and tokens.kinds[before] == MARK:
        before -= 1
    described = name.title or name.role or name.affiliation
    if described and name.begin < name.first and before >= name.begin and not _is_honorific(tokens, name.begin, before):
        found.append((name.begin, before))
    if (seat := _seat(tokens, name)) is not None:
        found.append(seat)
    t = name.end + 1
    while t + 2 < len(tokens) and tokens.words[t] == "," and tokens.kinds[t + 1] == NUMBER:
        t += 2  # an age
    if seat is not None and t <= seat[0]:
        t = seat[1] + 1 + (tokens.words[seat[1] + 1 : seat[1] + 2] == ["."])
    behind = _behind(tokens, name, t)
    return [*found, behind] if behind else found


def _is_aside(tokens: Tokens, first: int, end: int) -> bool:
    """True of a few words between a relative pronoun and a comma that are no clause yet: "who | in 2010,"."""
    short = end - first < _OPENING and tokens.words[end + 1 : end + 2] == [","] and end + 2 < len(tokens)
    return short and tokens.low[first] in lexicon().prepositions


def _seat(tokens: Tokens, name: Name) -> tuple[int, int] | None:
    """The party and seat behind a name: "(R-Tarn)", ", D-Skarn,"."""
    t = name.last + 2
    marked = tokens.words[t - 1 : t] in (["("], [","]) and t < len(tokens)
    if not marked or not PARTY.match(tokens.words[t]):
        return None
    return (t, t + ("." in tokens.words[t] and tokens.words[t + 1 : t + 2] == ["."]))  # "D-N.Y."


def _is_honorific(tokens: Tokens, first: int, last: int) -> bool:
    return all(
        tokens.low[t] in ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "the", "a", "an")
        for t in range(first, last + 1)
    )


def _behind(tokens: Tokens, name: Name, t: int) -> tuple[int, int] | None:
    """The apposition, relative clause or predicate that begins at token ``t`` behind a name."""
    n, sentence = len(tokens), tokens.sentence[name.last]
    if t + 1 >= n or tokens.sentence[t] != sentence:
        return None
    is_something = tokens.low[t] == "is" and name.role is not None and tokens.low[t + 1] in _OPENERS | {"among"}
    if is_something or tokens.words[t] in (",", "–", "—"):
        first = t + 1
    elif tokens.low[t] in _RELATIVES:
        first = t
    else:
        return None
    while first < n and tokens.low[first] in _BEFORE_NOUN:
        first += 1
    end = max(_segment_end(tokens, first), name.described_to)
    if tokens.low[first] in _RELATIVES and tokens.low[first + 1 : first + 2] and _is_aside(tokens, first + 1, end):
        end = _segment_end(tokens, end + 2)  # "who in 2010, as a clerk"
    if end < first or not (name.described_to >= first or _describes(tokens, first, end)):
        return None
    while end + 2 < n and tokens.words[end + 1] == "," and tokens.low[end + 2] in _GOES_ON and end - first < _LONGEST:
        more = _segment_end(tokens, end + 2)
        if more <= end + 2 or tokens.low[min(more + 1, n - 1)] in _SAYING:
            break
        end = more
    return first, _list_end(tokens, end)


def _list_end(tokens: Tokens, end: int) -> int:
    """The end of a list that a description ends in: "a group that helps refugees | , deportees and other migrants"."""
    t, parts = end + 1, 0
    while t + 1 < len(tokens) and tokens.words[t] == "," and parts < _LIST:
        last = _segment_end(tokens, t + 1)
        inside = tokens.low[t + 1 : last + 1]
        if (
            not 0 < len(inside) <= _PART
            or not _SAYING.isdisjoint(inside)
            or not _SAYING.isdisjoint(tokens.low[last + 1 : last + 2])
        ):
            return end
        joined = next((k for k in range(t + 1, last) if tokens.low[k] in ("and", "or")), None)
        if joined is not None:
            return last if tokens.kinds[joined + 1] == LOWER and tokens.kinds[t + 1] != CAP else end
        if tokens.kinds[t + 1] != LOWER or tokens.low[t + 1] in lexicon().function:
            return end
        t, parts = last + 1, parts + 1
    return end


def _segment_end(tokens: Tokens, first: int) -> int:
    """The last token before a comma, an end or a verb of saying."""
    end = first
    while end < len(tokens) and tokens.sentence[end] == tokens.sentence[first] and end - first < _LONGEST:
        inside = tokens.words[end] == "." and tokens.sentence[end + 1 : end + 2] == [tokens.sentence[end]]
        if (tokens.words[end] in _ENDS and not inside) or (tokens.words[end] == "," and tokens.kinds[end] == MARK):
            break
        if end > first and tokens.low[end] in _SAYING:
            break
        end += 1
    return end - 1


def _describes(tokens: Tokens, first: int, end: int) -> bool:
    """True of a relative clause, and of a noun phrase whose noun says what somebody or some body is."""
    low, lex = tokens.low, lexicon()
    if low[first] in _RELATIVES:
        return end > first + 1 and (
            end + 1 >= len(tokens) or low[end + 1] not in _SAYING
        )  # not "which first | told of it"
    if low[first] == "part" and low[first + 1 : first + 2] == ["of"]:
        return end > first + 1
    top = head(tokens, first + (low[first] in _OPENERS), end)
    noun = low[top]
    if top < end and tokens.kinds[top + 1] == CAP and low[first] not in _OPENERS:
        return False  # "Roe, coach Kral and …": of the next name
    if low[first] in ("a", "an", "another", "one") and noun not in _NO_DESCRIPTIONS:
        closed = end + 1 >= len(tokens) or tokens.words[end + 1] in _ENDS | {","} or low[end + 1] in _RELATIVES
        return closed and end > first
    person = is_role(noun, lex) or noun in lex.persons or (low[first] in _OPENERS and is_agent(noun))
    return person or (low[first] in _OPENERS and (noun in lex.organization or noun in lex.generic or noun in lex.group))
