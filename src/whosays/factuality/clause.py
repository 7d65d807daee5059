"""How certain the words of a content or a sentence are by themselves: hedges, questions, negation and their scope.

Without a parser, the main clause is what is left of the first sentence when fronted and trailing subordinate clauses,
parentheses and the contents of further speakers are cut away. After FactBank and NegEx (Chapman et al. 2001) in spirit:
a small set of markers, each with the words that end its scope.
"""

from __future__ import annotations

import re

from whosays.factuality import lexicon
from whosays.factuality.values import of, parts
from whosays.likeness.stemming import pairs
from whosays.model import Factuality, Span, Spans
from whosays.text.caseless import Caseless
from whosays.text.straight import STRAIGHT

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"']*\s+(?=[\"'(\[]?[A-Z])")
_FRONTED = re.compile(
    r"^\W*(?:although|though|while|whilst|because|since|after|before|when|whenever|as|despite|in spite of|until|once|"
    r"given|"
    r"even if|even though|unlike|without|instead of|rather than)\b[^,;.!?]{2,160},\s*",
    re.IGNORECASE,
)
_CONDITION = Caseless(
    r"^\W*(?:if|unless|whether|were (?:he|she|it|they|we)|had (?:he|she|it|they|we|i))\b",
)
_INNER_CONDITION = Caseless(
    r"\b(?:if|unless|provided that|as long as)\b(?! (?:any|necessary|not all|only)\b)",
)
_SUBORDINATE = Caseless(
    r"[;:–—]|\s-\s|\b(?:because|although|though|while|whereas|unless|until|since|so that|even if|even though|"
    r"and that)\b|\b(?:who|whom|which|whose)\b[^,]{0,120}(?:,|$)|, (?:but|and|so|or|yet)\b|\((?:[^)]*)\)",
)
_NO_NEGATION = Caseless(
    r"\bno(?:t)? (?:only|just|merely|simply|doubt|wonder|question|less|fewer|more than|later|surprise|matter|long ago|"
    r"stranger|secret)\b|\bno\. ?[0-9]|\bwhether or not\b|\bnothing (?:but|less)\b|\bnever (?:mind|again)\b|\bn't "
    r"(?:just|only)\b|"
    r"\bnot (?:until|without|least|even|all|everyone|every|always|necessarily)\b|\bnot a few\b|\bwhy not\b",
)
_NEGATION = Caseless(
    r"(?:n't|\bcannot|\bnot|\bnever|\bno one|\bnobody|\bnone|\bnothing|\bnowhere|\bneither|\bno|\bfail(?:s|ed|ing)? to|"
    r"\bunable to|\bno longer|\bwithout any|\bain't|\bdon't|\bnot yet)\b",
)
_RAISED = re.compile(
    r"(?:n't|\bnot|\bnever) (?:really |actually |even )?(?:think|believe|expect|suppose|feel|imagine|suspect|seem|"
    r"appear|look)",
    re.IGNORECASE,
)
_DOUBLE_NEGATIVE = Caseless(
    r"\bnot? (?:untrue|impossible|unlikely|uncommon|unusual|false)\b|\b(?:not|n't|never) (?:deny|dispute|fail|hide)\b",
)
_QUESTION = re.compile(
    r"^\W*(?:(?:who|what|when|where|why|how|which|whose|whom)\b|(?:is|are|was|were|do|does|did|has|have|had|can|"
    r"could|will|would|should|"
    r"isn't|aren't|don't|doesn't|didn't|won't)\s+\w+)",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^\W*(?:please|let's|let us|don't|do not|never|stop|stay|go|come|look|listen|wait|remember|imagine|think|ask|"
    r"keep|take|get|give|"
    r"make sure|be|leave|love this|help|call|check|follow|read|see|watch|consider|tell|show me|say|bring|send|vote|"
    r"pray)\b(?! (?:is|are|was|were|has|have)\b)",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"^\W*(?:not )?to [a-z]+\b(?! (?:the|which|whom)\b,)", re.IGNORECASE)
_CONSEQUENT = re.compile(r"^[^,]{3,200},\s*(?:then )?(?=[\w\"'].{6,})")
# the month, but for a title whose every word has a capital ("Minister May Resign")
_MONTH = re.compile(r"(\b(?:Mrs?|Ms|Dr|Lord|Lady|Sir|[a-z0-9][\w'-]*),? )May\b|()\bMay\b(?= ?[\d,.;:]|$)")
# behind "who" without a comma and its own verb, where the main verb may begin
_MAIN_VERB = re.compile(
    r"\b(?:may|might|must|can|could|shall|should|will|would|is|are|was|were|has|have|had|do|does|did)\b", re.IGNORECASE
)
_OWN_VERB = 2  # words, "who" among them
_PLURALS = frozenset(("men", "women", "children", "people"))
_DETERMINERS = frozenset(
    ("a", "an", "the", "his", "her", "their", "its", "this", "that", "these", "those", "another", "some", "any")
)
_SCOPE_END = re.compile(r"\b(?:that|who|which|because|if|when|where|as|to|than|about)\b (?=\S)", re.IGNORECASE)
# "could" of what somebody was able to do, which is told as so: what is perceived, and what was in a time that is past
_PERCEIVED = Caseless(
    r"\bcould (?:(?:still|also|even|only|clearly|plainly|already|then|all|just) ){0,2}"
    r"(?:be (?:seen|heard|smelt|smelled|felt)|see|hear|smell|taste|feel|watch|look on)\b(?! (?:within|whether|from|"
    r"its|his|her|their|"
    r"more|further|fewer|less|no|up to|as (?:many|much)|\d|(?:(?:an?|the|another|some) )?(?:[\w-]+ ){0,2}(?:rises?|"
    r"falls?|increases?|"
    r"decreases?|drops?|cuts?|surges?|changes?|returns?|benefits?|effects?|impact|losses|gains?|growth|delays?|"
    r"shortages?|"
    r"disruption|pressure|squeeze|pinch|difference|improvements?|competition|consequences|end)\b))",
)
_THEN = Caseless(
    r"^\W*(?:in the (?:past|\d{4}s|(?:nineteen|eighteen)\w*)|in \d{4}\b|until (?:then|last|recently|\d{4}|"
    r"\w+ \d{4})|at (?:the|that) time|"
    r"back then|by (?:then|noon|dusk|dawn|midnight|nightfall|evening|morning)|before (?:the war|then|that)|"
    r"(?:two|three|four|five|six|ten|many|some|\d+) (?:years|months|weeks|days|hours) (?:ago|earlier)|last (?:year|"
    r"month|week|night))\b"
    r"|\bwhen (?:he|she|it|they|we|i) (?:was|were|had)\b",
)
_COULD = re.compile(r"\bcould\b(?! have\b)", re.IGNORECASE)
_AHEAD = Caseless(
    r"\b(?:next (?:year|month|week|summer|winter|spring|autumn)|tomorrow|soon|in (?:the )?(?:coming|future|next)|"
    r"as early as|within (?:\w+ )?"
    r"(?:days|weeks|months|years|hours)|if|unless|by (?:20\d\d|the end of))\b",
)
_FARTHEST_NEGATION = 14
_FIRST_WORDS = 60


def factuality_of(text: str, spans: Span | Spans, skip: Spans = ()) -> Factuality:
    """How certain the words at ``spans`` present what they say, by themselves.

    ``spans`` is one span or several of ``text`` (code points), ``skip`` the contents of further speakers inside, whose
    hedges are theirs. A bare infinitive, a question, a wish, an order and a condition are unknown (Uu); a negated main
    clause is negative. Spans outside the text are cut to it; empty ones are unknown.
    """
    several: Spans = (spans,) if spans and isinstance(spans[0], int) else spans
    clause = own_clause(text, several, skip)
    if not clause.strip(" \"'.,"):
        return Factuality.UNKNOWN
    return _of_clause(clause)


def own_clause(text: str, spans: Spans, skip: Spans = ()) -> str:
    """The main clause of a content, in straight quotation marks; ``skip`` is blanked out."""
    return main_clause(_words(text, spans, skip))


def _words(text: str, spans: Spans, skip: Spans) -> str:
    pieces = []
    for start, end in spans:
        start, end = max(0, start), min(len(text), end)
        piece = text[start : min(end, start + 2000)]
        for s, e in skip:
            if s < end and e > start:
                s, e = max(s, start) - start, min(e, end) - start
                piece = piece[:s] + " " * len(piece[s:e]) + piece[e:]
        pieces.append(piece)
    return " ".join(pieces).translate(STRAIGHT)


def main_clause(words: str) -> str:
    """The main clause of the first telling sentence, as far as it can be had without a parser."""
    first = ""
    for sentence in _SENTENCE_END.split(words[:2000]):
        first = sentence
        if len(sentence.split()) > 2:
            break
    first = _FRONTED.sub("", first, count=1)
    cut = _SUBORDINATE.search(first, 4) if len(first) > 12 else None
    if cut is not None and cut.end() == len(first) and cut.group().lower().startswith("who"):
        beyond = _beyond_relative(first, cut.start())
        first, cut = beyond, cut if beyond == first else None
    relative = cut is not None and cut.group().lower().startswith(("who", "which", "whose", "whom", "("))
    enough = cut is not None and len(first[: cut.start()].split()) >= (1 if relative else 3)
    if cut is not None and enough and not first.rstrip(" \"'").endswith("?"):
        rest = first[cut.end() :] if relative else ""
        first = first[: cut.start()] + " " + rest[:300]
    return " ".join(first.split()[:_FIRST_WORDS])


def _beyond_relative(first: str, begin: int) -> str:
    """The clause without a relative clause that no comma ends: "people who nap may sleep well" is "people may …".

    Only where the words before it ("people", "those over 70") are a subject that has no verb yet.
    """
    words = first[:begin].lower().split()
    if not words or not _DETERMINERS.isdisjoint(words[1:]) or any(map(_may_be_verb, words)):
        return first
    for verb in _MAIN_VERB.finditer(first, begin):
        if len(first[begin : verb.start()].split()) >= _OWN_VERB:
            return first[:begin] + first[verb.start() :]
    return first


def _may_be_verb(word: str) -> bool:
    return word.endswith("ed") or word in pairs("irregular").keys() - _PLURALS or bool(_MAIN_VERB.fullmatch(word))


def _of_clause(clause: str) -> Factuality:
    if clause.rstrip(" \"'").endswith("?") and (_QUESTION.match(clause) or len(clause.split()) > 2):
        return Factuality.UNKNOWN
    certainty, polarity = 3, 1
    conditional = False
    if _CONDITION.match(clause):
        consequent = _CONSEQUENT.match(clause)
        if consequent is None:
            return Factuality.UNKNOWN
        clause, conditional = clause[consequent.end() :], True
    inner = _INNER_CONDITION.search(clause)
    if inner is not None:
        clause, conditional = clause[: inner.start()], True
    begins = next((c for c in clause if c.isalpha()), "")
    if _INFINITIVE.match(clause) or (begins.isupper() and _IMPERATIVE.match(clause)):
        return Factuality.UNKNOWN
    reach = _able(_MONTH.sub(r"\1month", _reach(clause)), clause)
    for value, pattern in lexicon.hedges():
        if pattern.search(reach):
            certainty, polarity = parts(value)
            break
    if certainty == 0:
        return Factuality.UNKNOWN
    if conditional:
        certainty = min(certainty, 1)
    if polarity > 0 and is_negated(clause):
        polarity = -1
        if _RAISED.search(clause):
            certainty = min(certainty, 2)
    return of(certainty, polarity)


def _able(reach: str, clause: str) -> str:
    """The words without a "could" that tells what somebody was able to do: "residents could see the smoke"."""
    if "could" not in reach.lower() or _AHEAD.search(clause):
        return reach
    return _COULD.sub("did", reach) if _PERCEIVED.search(clause) or _THEN.search(clause) else reach


def is_negated(clause: str) -> bool:
    """Whether the main predicate of a clause stands under a negation: the first negation before any "that"-clause."""
    clause = clause.translate(STRAIGHT)
    if _DOUBLE_NEGATIVE.search(clause):
        return False
    for none in _NO_NEGATION.finditer(clause):
        clause = clause[: none.start()] + " " * len(none.group()) + clause[none.end() :]
    found = _NEGATION.search(clause)
    if found is None:
        return False
    before = clause[: found.start()]
    word = found.group()
    if word in {"no", "none", "nothing", "nobody", "no one"} and re.search(
        r"\b(?:with|by|in|at|of|for|on|under)\s*$", before
    ):
        return word != "no"
    if len(before.split()) > _FARTHEST_NEGATION:
        return False
    return not _SCOPE_END.search(before, min(12, len(before)))


def _reach(clause: str) -> str:
    """As far as a hedge of the main predicate can stand: up to a complement or relative clause behind some words."""
    stop = _SCOPE_END.search(clause, min(30, len(clause)))
    return clause[: stop.start()] if stop else clause
