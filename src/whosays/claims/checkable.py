"""Which candidates a fact-checker could check: a table of reasons why one could not.

After the usual split of the field (Hassan et al. 2017, ClaimBuster; Konstantinovskiy et al. 2021): questions, wishes,
opinions, feelings, commands and talk about the report itself are set aside; what is left asserts something that a
record, a measurement or a witness could settle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from whosays.claims import patterns
from whosays.claims.candidates import Candidate
from whosays.likeness import verbs
from whosays.likeness.stemming import Word, plain_stem, word_set, words


@dataclass(frozen=True)
class Reading:
    """A candidate with its words, and what the rules ask of its place."""

    candidate: Candidate
    post: bool
    title_line: bool
    wished: bool

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words(self.candidate.text)

    @cached_property
    def low(self) -> list[str]:
        return [word.low for word in self.words]

    @cached_property
    def plain(self) -> str:
        return " ".join(self.low)

    @property
    def own_voice(self) -> bool:
        return not self.candidate.chain

    @cached_property
    def facts(self) -> int:
        """How many numbers and names it has: what opinions rarely carry."""
        return sum(
            w.text[0].isdigit() or (i > 0 and w.text[0].isupper() and w.low != "i") for i, w in enumerate(self.words)
        )

    @cached_property
    def finite(self) -> bool:
        """True where some word is the finite verb of a main clause (``verbs``)."""
        return verbs.finite(words(self.candidate.text.replace("… that ", "… ")))

    @cached_property
    def main(self) -> str:
        """Its first clause, in small letters: what stands in one that hangs on it decides nothing ("they struck voters
        off if they | did not answer").
        """
        text = self.candidate.text
        for edge in patterns.CLAUSE_EDGE.finditer(text):
            if verbs.finite(words(text[: edge.start()])):
                return " ".join(word.low for word in words(text[: edge.start()]))
        return self.plain

    @property
    def infinitive_clause(self) -> bool:
        """True for "to have left", or "the ferry … to be overloaded": the report's verb stands outside."""
        return bool(patterns.TO_BE.search(self.plain)) and len(self.candidate.spans) > 1

    @property
    def planned(self) -> bool:
        """True for a headline's future: "Council to sell hall" tells what will be, not what somebody ought to do."""
        first = self.candidate.text[0]
        return self.title_line and (first.isupper() or first.isdigit()) and "to" in self.low[1:6]

    @cached_property
    def content(self) -> int:
        """How many of its words carry content."""
        stop = word_set("stop")
        return sum(low not in stop for low in self.low)


def _question(r: Reading) -> bool:
    """A question, or a heading that promises its answer: "How the mill was lost"."""
    if r.candidate.mark == "?":
        return True
    if r.candidate.mark or r.low[0] not in patterns.ASKS:
        return False
    heading = r.own_voice and not r.candidate.fragment and r.low[0] in patterns.HEADINGS
    return r.candidate.text.endswith("?") or (heading and not r.words[0].text.isupper())


def _colon_heading(r: Reading) -> bool:
    """ "Tram scandal: What went wrong", "Hearing of the committee": a title that tells nothing yet."""
    if not r.own_voice or r.candidate.fragment or r.candidate.mark:
        return False
    behind = r.candidate.text.partition(": ")[2].split(" ", 1)[0]
    return (behind.lower() in patterns.HEADINGS and not behind.isupper()) or bool(
        patterns.TITLE.match(r.plain) and not r.finite
    )


def _furniture(r: Reading) -> bool:
    if not r.own_voice:
        return False
    if patterns.MAIL_HEADER.match(r.candidate.text) or patterns.WROTE_ON.fullmatch(r.candidate.text):
        return True
    unfinished = r.candidate.mark not in patterns.END_MARKED or not r.candidate.mark
    return (bool(patterns.CUT_LINE.match(r.plain)) and (unfinished or len(r.low) < 9)) or (
        unfinished and not r.candidate.fragment and not r.title_line and (len(r.low) < 7 or not r.finite)
    )


def _no_predicate(r: Reading) -> bool:
    if len(r.low) == 2 and r.low[0] in patterns.INDEFINITE and r.finite and not r.own_voice:
        return False  # "Nobody slept"
    if len(r.low) < 3 or r.content < (2 if r.candidate.fragment or not r.finite else 1):
        return True
    titled = r.title_line and r.own_voice and not r.candidate.mark and not r.candidate.fragment
    if titled and _bare_title(r):
        return True
    if (r.finite and r.low[0] != "being") or r.candidate.clause:
        return False
    if r.candidate.fragment or len(r.low) < 5:
        return True
    if not r.own_voice:
        named = patterns.ACCUSED.search(r.plain) or patterns.NAMED.match(r.plain)
        named = named or patterns.CALLED.match(r.candidate.text)
        return not (r.infinitive_clause or r.planned or named)
    return not r.title_line


def _bare_title(r: Reading) -> bool:
    """ "The tram that ate our town", "Ferry grounding off Tolm: live": a title that only names its matter.

    A headline that leaves out its auxiliary ("Two held over fire"), or tells what will be ("Hall to close"), tells.
    """
    head = patterns.LABEL_BEHIND.sub("", r.candidate.text)
    found = words(head)
    behind = next((i for i, word in enumerate(found) if i and word.low in patterns.RELATIVES), len(found))
    noun_phrase = len(head) < len(r.candidate.text) or behind < len(found) or r.low[0] in patterns.OPENS_A_NAME
    tells = any(word.low == "to" or verbs.maybe_past(word.low) for word in found[1:behind])
    return noun_phrase and not tells and not verbs.finite(found)


def _bare_number(r: Reading) -> bool:
    """ "It is four", "There were 14": a number of what the sentence before tells."""
    pronoun = r.low[0] in patterns.SUBJECT_PRONOUNS or r.low[0] == "there"
    return pronoun and len(r.low) < 5 and bool(patterns.NUMBER.fullmatch(r.low[-1]))


def _hanging(r: Reading) -> bool:
    """A fragment that leans on what was cut away, before or behind it."""
    if not r.candidate.fragment:
        return r.low[0] in {"which", "who", "whose", "whom"}
    if r.own_voice and r.candidate.torn:
        return True
    dangling = r.low[-1] in word_set("dangling") and r.words[-1].text != "May"
    if r.low[0] in word_set("subordinators") or dangling:
        return True
    if not r.candidate.text[0].isupper() and not r.candidate.text[0].isdigit():
        return r.low[0] in word_set("auxiliaries") or r.low[0].endswith(("ing", "ed")) or not _subject_first(r)
    return r.low[0].endswith("ing") or len(r.low) < 4


def _without_subject(r: Reading) -> bool:
    """ "is a lie", "were never told": what is said of somebody, without who that is."""
    return r.low[0] in patterns.SAID_OF and r.candidate.text[0].islower() and len(r.candidate.spans) == 1


def _adverbial(r: Reading) -> bool:
    """ "In the letter, dated 4 May": where and when the sentence that was cut away behind it holds."""
    opening, comma, rest = r.candidate.text.partition(", ")
    if not (r.candidate.fragment and comma and patterns.ADVERBIAL.match(r.plain)):
        return False
    head = replace(r, candidate=replace(r.candidate, text=opening))
    return not head.finite and bool(patterns.PARTICIPLE.match(rest))


def _subject_first(r: Reading) -> bool:
    return r.low[0] in patterns.DETERMINERS


def _indirect_question(r: Reading) -> bool:
    """ "Whether it was true", "just how much it cost": named, not answered."""
    return not r.own_voice and bool(patterns.WHETHER.match(r.plain)) and not _answered(r)


def _answered(r: Reading) -> bool:
    """True of "whether they win or lose, the mill will close" and of "what he sold was a copy": the rest asserts."""
    head, comma, rest = r.candidate.text.partition(", ")
    if r.low[0] in {"whether", "when", "if", "where"}:
        return bool(comma) and verbs.finite(words(rest)) and (r.low[0] != "whether" or " or " in head)
    if r.low[0] != "what":
        return False
    at = next((i for i, low in enumerate(r.low) if i > 2 and low in {"is", "was", "are", "were"}), None)
    return at is not None and len(r.low) - at > 2 and verbs.finite(r.words[1:at])


def _infinitive(r: Reading) -> bool:
    """ "To resign", "him to leave": what someone is to do, not what is."""
    if r.wished and not word_set("auxiliaries").intersection(r.low):
        return True
    if r.own_voice and r.candidate.fragment and r.low[0] == "to":
        return True  # "To quote the source, …"
    if r.own_voice or r.finite or r.planned:
        return False
    return "to" in r.low[:6] and not r.infinitive_clause


def _command(r: Reading) -> bool:
    first = r.low[0]
    if not r.candidate.text[0].isupper() and r.own_voice:
        return False
    if (
        first in word_set("imperatives")
        and len(r.low) > 1
        and (r.low[1] in patterns.AFTER_COMMAND or first in {"please", "let's", "don't"})
    ):
        return True
    return first == "do" and r.low[1:2] == ["not"]


def _greeting(r: Reading) -> bool:
    if r.low[:2] == ["no", "one"]:
        return False  # "No one was hurt" is no answer to a question
    if r.low[0] == "no" and r.finite and r.candidate.text[2:3] == " ":
        return False  # "No shots were fired": that is no "No."
    return r.low[0] in word_set("greetings") and (r.content < 4 or not r.finite)


def _ought(r: Reading) -> bool:
    """What ought to be. That somebody in particular should do something is a position, and whose it is can be checked;
    a call to everybody, and what is only wished, is none."""
    found = patterns.OUGHT.search(r.main)
    if found is None or patterns.TOLD.search(r.main, 0, found.start()):
        return False
    position = not r.own_voice and found.group().startswith(("should", "ought", "must", "deserve", "had better"))
    return not position or r.low[0] in patterns.TO_ALL or bool(patterns.THEN_ALL.search(r.candidate.text))


def _opinion(r: Reading) -> bool:
    if _ought(r) or patterns.EXHORTS.search(r.plain) or patterns.EXCLAIMED.match(r.plain):
        return True
    if r.own_voice and r.low[0] in word_set("comment") and r.facts < 2:
        return True
    if r.own_voice and not r.facts and any(low in word_set("comment") for low in r.low):
        return True
    judged = sum(
        low in word_set("opinion") and not (low == "pretty" and after == "much")
        for low, after in zip(r.low, (*r.low[1:], ""), strict=True)
    )
    return bool(judged) and r.facts <= judged - 1 + (0 if _predicative(r) else -1)


def _predicative(r: Reading) -> bool:
    """True where a judgement word is what is said of the subject: "it was (so) wonderful"."""
    copulas = {
        "is",
        "was",
        "are",
        "were",
        "it's",
        "that's",
        "he's",
        "she's",
        "they're",
        "be",
        "been",
        "so",
        "feels",
        "seems",
        "looks",
        "sounds",
    }
    opinion = word_set("opinion")
    return any(
        low in opinion and (i == 0 or copulas.intersection(r.low[max(0, i - 3) : i])) for i, low in enumerate(r.low)
    )


def _feeling(r: Reading) -> bool:
    if patterns.OUR_STAND.search(r.main):
        return True
    if not patterns.FIRST.search(r.main):
        return bool(patterns.WISH.search(r.main))
    feelings = word_set("feeling")
    low_words = r.main.split()
    for i, low in enumerate(low_words):
        if low in patterns.FIRST_WORDS:
            near = low_words[i + 1 : i + 5]
            if "looking" in near and "forward" not in low_words:
                continue  # "we were looking to do this later" tells of a plan
            if any(word in feelings for word in near) and not any(word in patterns.PERCEIVED for word in near):
                return True
    return bool(patterns.WISH.search(r.main))


def _about_the_report(r: Reading) -> bool:
    """The document speaking of the report, of itself or to its reader."""
    if not r.own_voice:
        return False
    if any(low in patterns.READER for low in r.low) or patterns.SERVICE.search(r.plain):
        return True
    if patterns.FIRST.search(r.plain) and not r.post and not any(low in patterns.PERCEIVED for low in r.low):
        return True
    nouns, verbs = word_set("frame_nouns"), _frame_verbs()
    for i, low in enumerate(r.low):
        if low in nouns and r.low[max(0, i - 3) : i].count("the") + (i < 2):
            after = r.words[i + 1 : i + 8]
            return any(plain_stem(word.low) in verbs for word in after) and not any(
                word.text[0].isdigit() for word in r.words
            )
        if i > 6:
            break
    return False


@cache
def _frame_verbs() -> frozenset[str]:
    return frozenset(plain_stem(word) for word in word_set("frame_verbs"))


_VERDICTS = (patterns.BARE_VERDICT, patterns.VERDICT_ON, patterns.VERDICTS, patterns.CALLED_SO)


def _bare_verdict(r: Reading) -> bool:
    """ "That is not true", "Every word of it is a lie": an answer, which says nothing by itself."""
    if patterns.DISMISSED.match(r.plain) and r.low[2:3] != ["as"]:
        return True
    return any(pattern.match(r.plain) for pattern in _VERDICTS)


Rule = Callable[[Reading], bool]

REFUSALS: tuple[tuple[str, Rule], ...] = (
    ("question", _question),
    ("heading", _colon_heading),
    ("furniture", _furniture),
    ("no-predicate", _no_predicate),
    ("bare-number", _bare_number),
    ("hanging", _hanging),
    ("without-subject", _without_subject),
    ("adverbial", _adverbial),
    ("indirect-question", _indirect_question),
    ("infinitive", _infinitive),
    ("anonymity", lambda r: bool(patterns.ANONYMITY.search(r.plain))),
    ("no-assertion", lambda r: bool(patterns.NO_ASSERTION.search(r.main))),
    ("bare-verdict", _bare_verdict),
    ("command", _command),
    ("greeting", _greeting),
    ("feeling", _feeling),
    ("opinion", _opinion),
    ("about-the-report", _about_the_report),
)


@lru_cache(maxsize=1024)  # where a content is no clause, all candidates of its document are looked at once more
def refusal(candidate: Candidate, *, post: bool = False, title_line: bool = False, wished: bool = False) -> str | None:
    """The name of the first rule by which a candidate is not checkable; none where it is a claim.

    ``post``: the document is a post, whose "I" is its author; ``title_line``: the candidate is the document's first
    line; ``wished``: its cue tells of a wish or an order ("urged"), not of a statement.
    """
    if len(candidate.text) > patterns.LONGEST:
        return "no-sentence"
    reading = Reading(candidate, post, title_line, wished)
    if not reading.words:
        return "no-predicate"
    return next((name for name, rule in REFUSALS if rule(reading)), None)
