"""Which word of a clause is a finite verb, read off word forms; no parser runs.

What shows it: an auxiliary; a past that is no participle; a form in -ed, or one that past and participle share, behind
a noun; a form in -s, or a bare one behind a plural, of a verb that is no noun, or of any in the frame of a verb. A verb
in a clause that "who", "because" or the like leads in makes no sentence of what stands around it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from whosays.likeness.stemming import Word, listed, word_set, words

_TITLED = 0.6  # of a headline's words begin with a capital


@cache
def _lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads((files(__package__) / "verbs.toml").read_text(encoding="utf-8"))
    return {name: listed(body) for name, body in raw.items()}


def _list(name: str) -> frozenset[str]:
    return _lists()[name]


def finite(found: Sequence[Word]) -> bool:
    """True where some word is the finite verb of a main clause: not so of "an image that was shared".

    A word in capitals ("IS") is a name, and so is "May" between small letters.
    """
    clause_open = False
    within = found[0].low in _list("within") if found else False
    before: int | None = None  # the last verb, where it is one of a clause that was led in
    for i, word in enumerate(found):
        within = within and (i == 0 or word.start == found[i - 1].end + 1)  # as far as the first comma
        if not _is_verb(found, i):
            if word.low in _list("leads_in") and i:
                clause_open, before = True, None
            continue
        if within and not (_is_auxiliary(word.low) or word.low in _list("pasts")):
            continue  # "of the candidates elected in May"
        if clause_open or _is_contact(found, i):
            clause_open, before = False, i
        elif (
            before is None
            or i - before > 2
            or not (_is_auxiliary(found[before].low) or found[i - 1].low in _list("pronouns"))
        ):
            return True
        else:
            before = i
    return False


def _is_contact(found: Sequence[Word], i: int) -> bool:
    """True of the verb in "the clock he made": a relative clause without its pronoun."""
    if i < 3 or found[i - 1].low not in _list("pronouns") or found[0].low not in _list("noun_first"):
        return False
    noun = found[i - 2]
    return (
        noun.text[0].islower()
        and noun.low not in _list("times")
        and not _is_function(noun.low)
        and noun.end + 1 == found[i - 1].start
    )


def likely(found: Sequence[Word], i: int) -> bool:
    """True of a word that is a finite verb by its form and by what stands beside it."""
    return _is_verb(found, i)


def past(low: str) -> bool:
    """True of a past that is no participle: "fell", "took"."""
    return low in _list("pasts")


def maybe_past(low: str) -> bool:
    """True of a form that is a past or a participle: "closed", "found"."""
    regular = low.endswith("ed") and len(low) > 4 and low not in _list("no_past")
    return regular or low in _list("past_or_participle")


def auxiliary(low: str) -> bool:
    """True of a form of "be", "have", "do" and of a modal: "was", "hasn't", "could"."""
    return _is_auxiliary(low)


def opens(text: str, start: int, end: int) -> bool:
    """True where a stretch begins with a finite verb whose subject stands before it: "surfaced in May"."""
    found = words(text[start : min(end, start + 80)])
    at = next(
        (i for i, word in enumerate(found) if not word.low.endswith("ly") and word.low not in _list("still")), None
    )
    if at is None:
        return False
    low = found[at].low
    return (
        _is_auxiliary(low)
        or past(low)
        or maybe_past(low)
        or any(base in _list("only_verbs") or base in word_set("verbs") for base in _bases(low))
    )


def first(text: str, start: int, end: int) -> int | None:
    """Where the first finite verb of a stretch begins, behind at least one word, the adverbs before it with it."""
    found = words(text[start:end])
    at = next((i for i in range(1, len(found)) if _is_verb(found, i)), None)
    while at is not None and at > 1 and (found[at - 1].low in _list("still") or found[at - 1].low.endswith("ly")):
        at -= 1
    return None if at is None else start + found[at].start


def _is_auxiliary(low: str) -> bool:
    return low in word_set("auxiliaries") or low.endswith("n't")


def _is_verb(found: Sequence[Word], i: int) -> bool:
    word, low = found[i], found[i].low
    before = found[i - 1].low if i else ""
    after = found[i + 1].low if i + 1 < len(found) and found[i + 1].start == word.end + 1 else ""  # no comma between
    if _is_auxiliary(low):
        return not _is_name(found, i) and not (before == "to" and low in {"have", "do"})
    if before in _list("no_verb_behind") or low in _list("nouns"):
        return False
    if i == 0:  # what somebody's cue took the subject from
        return word.text[0].islower() and any(base in _list("only_verbs") for base in _bases(low))
    if before in _list("pronouns"):
        return True
    if word.text[0].isupper() and not _titled(found):
        return False
    return _is_past(found, i, before, after) or _is_present(found, i, before, after)


def _is_name(found: Sequence[Word], i: int) -> bool:
    text = found[i].text
    return (len(text) > 1 and text.isupper()) or (i > 0 and text == "May")


def _titled(found: Sequence[Word]) -> bool:
    return sum(word.text[0].isupper() for word in found) > _TITLED * len(found)


def _is_past(found: Sequence[Word], i: int, before: str, after: str) -> bool:
    low = found[i].low
    if low in _list("pasts"):
        return True
    shared = low in _list("past_or_participle") or low.removeprefix("re") in _list("past_or_participle")
    if not shared and (len(low) < 5 or not low.endswith("ed") or low in _list("no_past")):
        return False
    if before in _list("no_past_behind") or not _has_subject(found, i):
        return False
    if before.endswith("ly") and i > 1 and found[i - 2].low in _list("no_past_behind"):
        return False  # "a newly opened bridge"
    further = found[i + 2].low if i + 2 < len(found) else ""
    return after != "by" or low in _list("stays_active") or further[:1].isdigit() or further.endswith("ing")


def _has_subject(found: Sequence[Word], i: int) -> bool:
    """True where a noun may stand before a word: something beside adverbs, articles and the like."""
    stop = word_set("stop")
    return any(
        (word.low not in stop and not word.low.endswith("ly")) or word.low in _list("plurals") for word in found[:i]
    )


def _is_present(found: Sequence[Word], i: int, before: str, after: str) -> bool:
    low = found[i].low
    bases = _bases(low)
    led = after != "" and _leads_an_object(found, i + 1)
    if bases:
        if any(base in _list(name) for base in bases for name in ("only_verbs", "also_adjectives", "hardly_plurals")):
            return before not in _list("no_past_behind")
        if before.endswith("'s") or not after:
            return False
        known = any(base in word_set("verbs") for base in bases)
        if after == "that" and not (known and (i > 1 or found[0].text[0].isupper())):
            return False  # "unconfirmed reports that"
        if after == "to":
            return any(base in _list("with_to") for base in bases)
        singular = (
            i == 2 and found[0].low in _list("one") and not _is_plural(before) and after not in {"of", "and", "or"}
        )
        singular = singular or (  # "the prison system accounts for 25 percent"
            after in _list("governed")
            and before.isalpha()
            and not _is_plural(before)
            and _leads_an_object(found, i + 2)
        )
        return (led and (known or not after[0].isdigit())) or (known and (singular or found[i - 1].text[0].isupper()))
    at = i - 1
    while at > 0 and (found[at].low in _list("still") or found[at].low.endswith("ly")):
        at -= 1
    subject = found[at].low
    if i == 2 and found[0].low in _list("owners") and before.endswith("s") and after in _list("adverbial"):
        return True  # "My windows freeze on the inside"
    if low in _list("only_verbs"):  # "tax breaks in the code enable …", too
        return subject not in _list("no_past_behind") and any(_is_plural(one.low) for one in found[: at + 1])
    if not _is_plural(subject) or not after or low == "like":
        return False
    return low in word_set("verbs") or (led and not _is_function(low))


def _leads_an_object(found: Sequence[Word], i: int) -> bool:
    """True where a word begins what a verb has behind it: "the …", "that …", "11,000 …", "up the …"."""
    if i >= len(found):
        return False
    low = found[i].low
    if low in _list("particles"):
        return i + 1 < len(found) and found[i + 1].low in _list("object")
    return low in _list("object") or low[0].isdigit() or low in {"whether", "how"}


def _is_function(low: str) -> bool:
    return (
        low in word_set("stop") or low in _list("prepositions") or low.endswith(("ly", "ing", "ed")) or low[0].isdigit()
    )


def _is_plural(low: str) -> bool:
    return (low.endswith("s") and not low.endswith(("ss", "'s", "us"))) or low in _list("plurals") or low == "and"


def _bases(low: str) -> tuple[str, ...]:
    """What a form in -s may be a form of."""
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "'s", "is")):
        return ()
    if low.endswith("ies"):
        return (low[:-3] + "y", low[:-1])
    return (low[:-1], low[:-2]) if low.endswith("es") else (low[:-1],)
