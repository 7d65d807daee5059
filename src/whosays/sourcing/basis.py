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

from whosays.model import Basis, BasisKind, Span
from whosays.sourcing.appositions import PARTY
from whosays.sourcing.entities import Entity
from whosays.sourcing.heads import head, is_agent, is_role
from whosays.sourcing.lexicon import lexicon, words
from whosays.sourcing.locate import Mention
from whosays.sourcing.names import DOCUMENT, PERSON, Name
from whosays.sourcing.tokens import MARK, NUMBER, Tokens

_LONGEST = 45  # tokens of a description
_MOST_NAMES = 12
_RELATIVES = frozenset(("who", "which", "whose", "whom"))
_GOES_ON = _RELATIVES | {"a", "an", "one"}
_OPENERS = _RELATIVES | words("roles_determiners")
_MADE = frozenset(
    ("published", "released", "conducted", "commissioned", "compiled", "taken", "obtained", "based", "filed", "issued",
     "prepared", "submitted", "dated", "drawn", "carried", "leaked", "seen", "reviewed", "posted", "written")
)  # fmt: skip
_SAYING = frozenset(
    ("said", "says", "told", "wrote", "added", "say", "tells", "writes", "noted", "argued", "explained")
)
_ENDS = frozenset((".", ";", ":", "“", "”", '"', "(", ")", "—", "–", "!", "?"))
_WHY = re.compile(
    r"\b(?:(?:because|as|since)\s+(?:he|she|they|it|the|of)\b|citing\b|for\s+fear\b|fearing\b|due\s+to\b|given\b|in\s+order\s+to\b"
    r"|(?:was|were|is|are)(?:\s+not|n['’]t)\s+(?:authori[sz]ed|permitted|allowed|cleared)\b)[^.,;:“”\"]{3,140}",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:in|on|at|during|before)\s+(?!an?\s+statement\b)(?:an?|the|this|his|her|their|its|later|\w+day['’]s)\s+[^,.;:“”\"]{3,80}",
    re.IGNORECASE,
)
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
    tokens: Tokens, entity: Entity, mention: Mention | None, withheld: Sequence[Span], said: Set[int]
) -> tuple[Basis, ...]:
    """The bases that a text tells of an entity, by position: what stands beside its names or in its description.

    Of a person whom nothing there describes it is what the article itself tells of them first: a sentence that begins
    with the name. ``said`` are the numbers of the sentences that hold an attribution.
    """
    spans: list[Span] = []
    names = [name for name in sorted(entity.names, key=lambda n: n.first)[:_MOST_NAMES] if not name.headline]
    for name in names:
        spans += [tokens.span(first, last) for first, last in _beside(tokens, name)]
    told: list[Span] = []
    if entity.sort == PERSON and not any(name.title for name in names):
        told = [
            tokens.span(name.begin, _sentence_end(tokens, name.last))
            for name in names
            if _opens_own_sentence(tokens, name, said)
        ][:1]
    if not entity.names and mention is not None:
        clause = next((t for t in range(mention.first, mention.last + 2) if _opens_clause(tokens, t, entity)), None)
        if clause is not None and (end := _segment_end(tokens, clause)) > clause + 1:
            spans.append(tokens.span(clause, end))
    found = {span: Basis(kind_of(tokens.text[slice(*span)]), (span,)) for span in spans}
    own = (Basis(_of_sentence(tokens.text[slice(*span)]), (span,)) for span in told)
    return (*(found[span] for span in sorted(found)), *own, *_anonymity(tokens.text, withheld))


def _of_sentence(sentence: str) -> BasisKind:
    """What sort of basis a sentence about somebody tells: whom an article tells of is concerned by it."""
    kind = kind_of(sentence)
    return BasisKind.PARTY if kind is BasisKind.POSITION else kind


def occasion(text: str, cue: Span) -> tuple[Basis, ...]:
    """Where something was said, as a cue tells it: "said | in a petition", "told reporters | at the hearing"."""
    found = _OCCASION.search(text, *cue)
    return (Basis(BasisKind.OCCASION, (found.span(),)),) if found else ()


def _anonymity(text: str, withheld: Sequence[Span]) -> Iterator[Basis]:
    """Why a source is not named, where the words behind those that withhold it tell."""
    reached = 0
    for start, end in sorted(withheld):
        if start < reached:
            continue
        reason = _WHY.search(text, start, min(end + _REACH, _line_end(text, end)))
        if reason is not None:
            reached = reason.end()
            yield Basis(BasisKind.ANONYMITY, (reason.span(),))


def _opens_own_sentence(tokens: Tokens, name: Name, said: Set[int]) -> bool:
    """True of a name at the head of a sentence in which nobody is said to speak."""
    sentence, before = tokens.sentence[name.first], name.begin - 1
    first = before < 0 or tokens.sentence[before] != sentence or _behind_opening(tokens, before)
    if not first or name.possessive or sentence in said or tokens.quoted[name.first]:
        return False
    end = _sentence_end(tokens, name.last)
    headline = tokens.paragraph[name.first] == 0 and end + 1 < len(tokens) and tokens.sentence[end + 1] != sentence
    return not headline and end - name.last >= _TOLD


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
    return tokens.low[t] in _RELATIVES or (entity.sort == DOCUMENT and tokens.low[t] in _MADE)


def _beside(tokens: Tokens, name: Name) -> list[tuple[int, int]]:
    """The first and last tokens of what stands before and behind a name and describes it."""
    found = []
    before = name.first - 1
    while before > name.begin and tokens.kinds[before] == MARK:
        before -= 1
    if name.begin < name.first and before >= name.begin and not _is_honorific(tokens, name.begin, before):
        found.append((name.begin, before))
    if (seat := _seat(tokens, name)) is not None:
        found.append(seat)
    t = name.end + 1
    while t + 2 < len(tokens) and tokens.words[t] == "," and tokens.kinds[t + 1] == NUMBER:
        t += 2  # an age
    behind = _behind(tokens, name, t)
    return [*found, behind] if behind else found


def _seat(tokens: Tokens, name: Name) -> tuple[int, int] | None:
    """The party and seat behind a name: "(R-Tarn)", ", D-Skarn,"."""
    t = name.last + 2
    marked = tokens.words[t - 1 : t] in (["("], [","]) and t < len(tokens)
    return (t, t) if marked and PARTY.match(tokens.words[t]) else None


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
    end = max(_segment_end(tokens, first), name.described_to)
    if end < first or not (name.described_to >= first or _describes(tokens, first, end)):
        return None
    while end + 2 < n and tokens.words[end + 1] == "," and tokens.low[end + 2] in _GOES_ON and end - first < _LONGEST:
        more = _segment_end(tokens, end + 2)
        if more <= end + 2 or tokens.low[min(more + 1, n - 1)] in _SAYING:
            break
        end = more
    return first, end


def _segment_end(tokens: Tokens, first: int) -> int:
    """The last token before a comma, an end or a verb of saying."""
    end = first
    while end < len(tokens) and tokens.sentence[end] == tokens.sentence[first] and end - first < _LONGEST:
        if tokens.words[end] in _ENDS or (tokens.words[end] == "," and tokens.kinds[end] == MARK):
            break
        if end > first and tokens.low[end] in _SAYING:
            break
        end += 1
    return end - 1


def _describes(tokens: Tokens, first: int, end: int) -> bool:
    """True of a relative clause, and of a noun phrase whose noun says what somebody or some body is."""
    low, lex = tokens.low, lexicon()
    if low[first] in _RELATIVES:
        return end > first and (end + 1 >= len(tokens) or low[end + 1] not in _SAYING)  # not "which first | told of it"
    if low[first] == "part" and low[first + 1 : first + 2] == ["of"]:
        return end > first + 1
    noun = low[head(tokens, first + (low[first] in _OPENERS), end)]
    person = is_role(noun, lex) or noun in lex.persons or (low[first] in _OPENERS and is_agent(noun))
    return person or (low[first] in _OPENERS and (noun in lex.organization or noun in lex.generic or noun in lex.group))
