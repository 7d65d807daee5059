"""Which candidates a fact-checker could check: a table of reasons why one could not.

After the usual split of the field (Hassan et al. 2017, ClaimBuster; Konstantinovskiy et al. 2021): questions, wishes, opinions,
feelings, commands and talk about the report itself are set aside; what is left asserts something that a record, a
measurement or a witness could settle.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from whosays.claims.candidates import Candidate
from whosays.claims.words import Word, pairs, plain_stem, word_set, words


@dataclass(frozen=True)
class Reading:
    """A candidate with its words, and what the rules ask of its place."""

    candidate: Candidate
    post: bool
    title_line: bool
    wished: bool

    @cached_property
    def words(self) -> list[Word]:
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
        return sum(w.text[0].isdigit() or (i > 0 and w.text[0].isupper() and w.low != "i") for i, w in enumerate(self.words))

    @cached_property
    def finite(self) -> bool:
        """True where some word is a finite verb, as far as its form tells."""
        auxiliaries = word_set("auxiliaries")
        return any(
            low in auxiliaries
            or low.endswith("n't")
            or (i > 0 and self.low[i - 1] not in _BEFORE_NOUN and self._verb_form(i))
            for i, low in enumerate(self.low)
        )

    def _verb_form(self, i: int) -> bool:
        low = self.low[i]
        if low in pairs("irregular"):
            return low not in _NO_VERB
        if self.low[i - 1] in _SUBJECT_PRONOUNS or (len(low) > 4 and low.endswith("ed")):
            return True
        before, after = self.low[i - 1], self.low[i + 1] if i + 1 < len(self.low) else ""
        if low in word_set("verbs"):
            return before.endswith("s") and not before.endswith(("ss", "'s")) and after != ""
        if low.endswith("s") and low.removesuffix("s") in word_set("verbs") and after and not before.endswith("'s"):
            return True
        return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us")) and (after in _AFTER_VERB or (after == "to" and not self.low[i - 1].endswith("'s")))

    @cached_property
    def content(self) -> int:
        """How many of its words carry content."""
        stop = word_set("stop")
        return sum(low not in stop for low in self.low)


_LONGEST = 3000
_NO_VERB = frozenset("men women children people lives leaves wives dying lying".split())
_BEFORE_NOUN = frozenset(["a", "an", "the", "his", "her", "their", "its", "our", "my", "this", "these", "those", "of", "to"])
_SUBJECT_PRONOUNS = frozenset(["he", "she", "they", "we", "i", "it"])
_AFTER_VERB = frozenset(["a", "an", "the", "his", "her", "their", "its", "that", "this", "no", "not", "more", "less", "him", "them", "it"])
_END_MARKED = frozenset(".!?…")
_NO_ASSERTION = re.compile(
    r"\b(?:can't|cannot|can not|could not|couldn't|unable to|(?:not|n't) able to|won't|would not|wouldn't|will not|not in a position to|"
    r"declin\w+ to|refus\w+ to|not immediately|did not|didn't|has not|hasn't|have not|haven't|had not|yet to)\b"
    r"(?: \S+){0,4}? (?:confirm|verify|comment|discuss|deny|corroborate|speculate|elaborate|respond|responded|reply|replied|commented|"
    r"confirmed|verified|authenticate|answer|answered|go into detail\w*)\b"
    r"|\bno comment\b|\bwithout comment\b|\b(?:was|were|is|are) not (?:immediately )?(?:available|reachable)\b|\bcould(?: not|n't) be reached\b"
    r"|\b(?:approached|contacted|asked|reached out to)\b.{0,60}\bfor (?:a )?(?:comment|statement|response|clarification)\b|\brequests? for comment\b"
    r"|\b(?:did not|didn't|refused to|declined to|would not|wouldn't|without) (?:reveal|revealing|name|naming|identify|identifying|disclose|disclosing|say|specify|give)\b.{0,40}"
    r"\b(?:sources?|names?|identit\w+|who)\b"
    r"|\b(?:question|matter|issue)s? (?:is |are )?(?:best )?(?:for|directed|put|addressed)\b|\brefer\w* (?:you|questions|inquiries|enquiries|reporters)\b"
)
_BARE_VERDICT = re.compile(
    r"(?:(?:it|this|that|these|those|they|he|she|the (?:claims?|reports?|story|stories|rumou?rs?|allegations?|news|video|photos?|images?|posts?))(?: \w+)?"
    r"(?:'s| is| are|'re| was| were)?(?: \w+ly| just| all| simply| not| completely| absolutely)*"
    r" (?:true|false|untrue|fake|a lie|lies|nonsense|rubbish|a hoax|wrong|incorrect|right|correct|accurate|inaccurate|real|so|it|unfounded|baseless|unconfirmed|unverified)"
    r"|(?:no|yes|not true|fake news|nonsense|rubbish|of course not|absolutely not))$"
)
_OUGHT = re.compile(
    r"\b(?:should|ought to|shouldn't|must (?!have)|mustn't|had better|let's|let us|deserves?|it's time|it is time|would like to|"
    r"in my (?:view|opinion)|if only|who cares|no wonder|goes without saying)\b"
)
_EXCLAIMED = re.compile(r"(?:what an? |how (?:very |so )?\w+ (?:it|this|that|he|she|they|we|i) (?:is|was|were|are)$)")
_WISH = re.compile(r"^(?:(?:i|we|they) (?:\w+ly )?)?(?:hope|hopes|hoping|wish|pray|may (?:he|she|they|god|we))\b|\bfingers crossed\b|\brest in peace\b|\blooking forward\b")
_FIRST = re.compile(r"(?:^|\b(?:and|but|so|because|as|that) )(?:i|we|i'm|we're|i've|we've|i'd|we'd|i'll|we'll|my|our)\b")
_OUR_STAND = re.compile(
    r"^(?:right now |at this time |today |as always )?(?:our|my) (?:\w+ )?(?:attention|focus|thoughts|prayers|hearts?|condolences|priority|priorities|position|commitment|message|hope|goal|"
    r"sympathies|sympathy|policy)\b|\b(?:we|i)(?:'re| are| am|'m| remain| stay| will continue to be) (?:\w+ ){0,2}(?:focused|committed|dedicated|determined|proud|grateful|concerned|aware|confident)\b"
)
_CUT_LINE = re.compile(
    r"^(?:by|photo|photos|image|images|picture|pictures|video|watch|read more|read also|related|see also|credit|file photo|getty|source|sources|updated|published|posted|"
    r"share this|follow us|sign up|subscribe|click|advertisement|advert|copyright|all rights|editing by|reporting by|additional reporting|listen|play|caption|more from|"
    r"first published|last updated|correction)\b"
)


def _question(r: Reading) -> bool:
    return r.candidate.mark == "?" or (r.low[0] in _ASKS and r.candidate.mark == "" and r.candidate.text.endswith("?"))


_ASKS = frozenset("who what when where why how is are was were do does did can could will would should".split())


def _furniture(r: Reading) -> bool:
    if not r.own_voice:
        return False
    unfinished = r.candidate.mark not in _END_MARKED or not r.candidate.mark
    return (bool(_CUT_LINE.match(r.plain)) and (unfinished or len(r.low) < 9)) or (
        unfinished and not r.candidate.fragment and not r.title_line and (len(r.low) < 7 or not r.finite)
    )


def _no_predicate(r: Reading) -> bool:
    if len(r.low) < 3 or r.content < (2 if r.candidate.fragment or not r.finite else 1):
        return True
    if r.finite or r.candidate.clause:
        return False
    if r.candidate.fragment or len(r.low) < 5:
        return True
    if not r.own_voice:
        return not _TO_BE.search(r.plain) and not _ACCUSED.search(r.plain)
    # A sentence of its own whose verb has no tell-tale form: "Nurses in Leeds earn too little."
    return not (r.candidate.mark and r.candidate.mark in _END_MARKED) and not r.title_line


def _hanging(r: Reading) -> bool:
    """A fragment that leans on what was cut away, before or behind it."""
    if not r.candidate.fragment:
        return r.low[0] in {"which", "who", "whose", "whom"}
    if r.low[0] in word_set("subordinators") or r.low[-1] in word_set("dangling"):
        return True
    if not r.candidate.text[0].isupper() and not r.candidate.text[0].isdigit():
        return r.low[0] in word_set("auxiliaries") or r.low[0].endswith(("ing", "ed")) or not _subject_first(r)
    return r.low[0].endswith("ing") or len(r.low) < 4


def _subject_first(r: Reading) -> bool:
    return r.low[0] in _DETERMINERS


_DETERMINERS = frozenset("the a an this that these those his her its their he she it they some many several most all both each one two three four five no".split())


def _indirect_question(r: Reading) -> bool:
    """ "Whether it was true", "just how much it cost": named, not answered."""
    return not r.own_voice and bool(_WHETHER.match(r.plain))


_WHETHER = re.compile(r"(?:(?:just|exactly|about|of|on|as to) )?(?:whether|how|why|who|whom|what|which|when|where|if)\b")


def _infinitive(r: Reading) -> bool:
    """ "To resign", "him to leave": what someone is to do, not what is."""
    if r.wished and not word_set("auxiliaries").intersection(r.low):
        return True
    if r.own_voice or r.finite:
        return False
    return "to" in r.low[:6] and not _TO_BE.search(r.plain)


_ACCUSED = re.compile(r"^(?:\S+ ){0,4}(?:of|for) (?:having )?\w{2,}ing\b")
_TO_BE = re.compile(r"\bto (?:be|have)\b")


def _command(r: Reading) -> bool:
    first = r.low[0]
    if not r.candidate.text[0].isupper() and r.own_voice:
        return False
    if first in word_set("imperatives") and len(r.low) > 1 and (r.low[1] in _AFTER_COMMAND or first in {"please", "let's", "don't"}):
        return True
    return first == "do" and r.low[1:2] == ["not"]


_AFTER_COMMAND = frozenset(
    "the a an this that these those my your our his her their its it them him me us yourself out up for at on in to about more all here now what how who if no back".split()
)


def _greeting(r: Reading) -> bool:
    return r.low[0] in word_set("greetings") and (r.content < 4 or not r.finite)


def _opinion(r: Reading) -> bool:
    if _OUGHT.search(r.plain) or _EXCLAIMED.match(r.plain):
        return True
    if r.own_voice and r.low[0] in word_set("comment") and r.facts < 2:
        return True
    if r.own_voice and not r.facts and any(low in word_set("comment") for low in r.low):
        return True
    judged = sum(low in word_set("opinion") for low in r.low)
    return bool(judged) and r.facts <= judged - 1 + (0 if _predicative(r) else -1)


def _predicative(r: Reading) -> bool:
    """True where a judgement word is what is said of the subject: "it was (so) wonderful"."""
    copulas = {"is", "was", "are", "were", "it's", "that's", "he's", "she's", "they're", "be", "been", "so", "feels", "seems", "looks", "sounds"}
    opinion = word_set("opinion")
    return any(low in opinion and (i == 0 or copulas.intersection(r.low[max(0, i - 3) : i])) for i, low in enumerate(r.low))


def _feeling(r: Reading) -> bool:
    if _OUR_STAND.search(r.plain):
        return True
    if not _FIRST.search(r.plain):
        return bool(_WISH.search(r.plain))
    feelings = word_set("feeling")
    for i, low in enumerate(r.low):
        if low in _FIRST_WORDS:
            near = r.low[i + 1 : i + 5]
            if any(word in feelings for word in near) and not any(word in _PERCEIVED for word in near):
                return True
    return bool(_WISH.search(r.plain))


_FIRST_WORDS = frozenset("i we i'm we're i've we've i'd we'd i'll we'll".split())
_PERCEIVED = frozenset("saw heard found met watched witnessed".split())


def _about_the_report(r: Reading) -> bool:
    """The document speaking of the report, of itself or to its reader."""
    if not r.own_voice:
        return False
    if any(low in _READER for low in r.low):
        return True
    if _FIRST.search(r.plain) and not r.post and not any(low in _PERCEIVED for low in r.low):
        return True
    nouns, verbs = word_set("frame_nouns"), _frame_verbs()
    for i, low in enumerate(r.low):
        if low in nouns and r.low[max(0, i - 3) : i].count("the") + (i < 2):
            after = r.words[i + 1 : i + 8]
            return any(plain_stem(word.low) in verbs for word in after) and not any(word.text[0].isdigit() for word in r.words)
        if i > 6:
            break
    return False


_READER = frozenset("you your you're you'll you've yours yourself".split())


@cache
def _frame_verbs() -> frozenset[str]:
    return frozenset(plain_stem(word) for word in word_set("frame_verbs"))


Rule = Callable[[Reading], bool]

REFUSALS: tuple[tuple[str, Rule], ...] = (
    ("question", _question),
    ("furniture", _furniture),
    ("no-predicate", _no_predicate),
    ("hanging", _hanging),
    ("indirect-question", _indirect_question),
    ("infinitive", _infinitive),
    ("no-assertion", lambda r: bool(_NO_ASSERTION.search(r.plain))),
    ("bare-verdict", lambda r: bool(_BARE_VERDICT.match(r.plain))),
    ("command", _command),
    ("greeting", _greeting),
    ("feeling", _feeling),
    ("opinion", _opinion),
    ("about-the-report", _about_the_report),
)


def refusal(
    candidate: Candidate, *, post: bool = False, title_line: bool = False, wished: bool = False
) -> str | None:
    """The name of the first rule by which a candidate is not checkable; none where it is a claim.

    ``post``: the document is a post, whose "I" is its author; ``title_line``: the candidate is the document's first line;
    ``wished``: its cue tells of a wish or an order ("urged"), not of a statement.
    """
    if len(candidate.text) > _LONGEST:
        return "no-sentence"
    reading = Reading(candidate, post, title_line, wished)
    if not reading.words:
        return "no-predicate"
    return next((name for name, rule in REFUSALS if rule(reading)), None)
