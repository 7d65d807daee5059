"""Posts that somebody copied out of an app, a site or a picture: who posted and when, what it says, what is around it.

A post is known by the lines over it ("Name", "@handle", "3h"; "Name on Telegram, 12 March 2031"; "Forwarded from Name")
or by the signature under it. Counts, buttons and menus are furniture, a post that another one quotes is its writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from whosays.model import Document, Reference, Relation, Span
from whosays.reading.bylines import is_name
from whosays.reading.composing import post
from whosays.reading.furniture import is_furniture, reports_speech
from whosays.reading.onscreen import AROUND, LONGEST_NAME, account, clean, is_ago, is_button, is_seen, is_time, time
from whosays.reading.wordlists import post_expression

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LONGEST_HEAD = 160
_MOST_ABOVE = 6  # lines over the first post
_UNSURE_LENGTH = 1_500  # of a text whose only sign is a handle over it
_MOST_HEAD_LINES = 9
_COMMENT_WITHIN = 14
_SHORT = 3
_MOST_TAGS = 60
_MOST_LINES = 20_000  # nobody copies more
_WIDEST = 80  # characters in a line of a picture
_ENDS = ".!?…:;\"'”’»)"
_HANDLE = r"@[\w.-]{1,60}(?:@[\w.-]{1,60})?"
_CLOCKED = re.compile(r"\d{1,2}[:.]\d\d\b.{0,40}")
_SEPARATORS = re.compile(r" ?[,|·•—–/:(] ?| - | (?=\d)| on (?=[A-Z\d])")  # of a line in single spaces
_HASHTAG = re.compile(r"#\w{1,60}")
_CUT = re.compile(
    r"\s?(?:…|\.\.\.)\s?(?:see more|read more|more|show more)?$|(?<=\S)\s(?-i:(?:Show|See) more)$", re.IGNORECASE
)
_SIGNED = re.compile(
    rf"[—–-]{{1,2}}\s?(?P<name>[^\n@()]{{1,60}}?)\s?\((?P<handle>{_HANDLE})\)\s(?P<when>[^\n]{{4,40}})$"
)
_SCORED = re.compile(
    r"\[[–+-]\]\s?(?P<name>[\w-]{3,30})\s(?:\[?[A-Z]{1,3}\]?\s)?(?:-?\d[\d.,k]* points?|\[?score hidden\]?)\s.{3,40}"
)
_NEAR = re.compile(r"[•·]\s?(?:1st|2nd|3rd\+?|following)", re.IGNORECASE)
_BARE = re.compile(r"(?=[a-z0-9._]{0,29}[._\d])[a-z0-9._]{3,30}")
_FOLLOWED = re.compile(
    r"\d[\d., ]{0,9}[KM]? (?:subscribers?|followers?|members?)(?:, \d[\d.,]{0,8}[KM]? online)?"
    r"|(?:public |private |broadcast |telegram )?channel",
    re.IGNORECASE,
)
_BARE_AGO = re.compile(r"(?P<handle>(?=[a-z0-9._]{0,29}[._\d])[a-z0-9._]{3,30}) (?P<ago>\d{1,2} ?[a-z]{1,7})")
_LIKED = re.compile(r"liked by .{2,60}|\d[\d.,]{0,8}[KM]? likes|view all \d[\d.,]{0,8} comments", re.IGNORECASE)
_LIKED_WITHIN = 40  # lines
_DOING = post_expression("doing", r"(?<=\w) (?:%s)$")
_NOTED_BY = "Community note"
_REPLYING = re.compile(rf"(?:in reply|replying|replied) to (?P<who>{_HANDLE}|[^\n]{{1,60}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    words: str
    number: int
    blank_before: bool


@dataclass(slots=True)
class _Head:
    """What stands over a post, the lines from ``first`` up to ``body``; ``sure`` where it can be nothing else."""

    first: int
    body: int
    name: str | None = None
    handle: str | None = None
    when: str | None = None
    sure: bool = False
    comments: bool = False
    quoted: bool = False
    within: int | None = None  # where the words begin in the head's own line
    references: list[Reference] = field(default_factory=list)

    @property
    def called(self) -> str | None:
        return self.handle or self.name


def posts_in(text: str) -> list[tuple[int, Document]] | None:
    """The posts in a text that somebody copied, each with the number of its first line; none where it is anything else.

    The text of a single post is kept whole, with what is around the post's words as furniture; of several each has its
    own words only. Linear in the length of the text.
    """
    lines = list(islice(_lines(text), _MOST_LINES + 1))
    if len(lines) > _MOST_LINES:
        return None
    heads = _signed(lines) or _heads(lines)
    if not heads:
        return None
    if len(heads) == 1 and not heads[0].sure and len(text) > _UNSURE_LENGTH:
        return None
    ends = [head.first for head in heads[1:]] + [len(lines)]
    made = [_document(text, lines, head, end, len(heads) > 1) for head, end in zip(heads, ends, strict=True)]
    for (quoting, found), (quoted, head) in zip(enumerate(made), enumerate(heads[1:], 1), strict=False):
        if found is not None and head.quoted and made[quoted] is not None:
            reference = Reference(Relation.QUOTE, "Quote", name=head.called)
            made[quoting] = replace(found, references=(*found.references, reference))
    return [(lines[head.first].number, one) for head, one in zip(heads, made, strict=True) if one is not None]


def _lines(text: str) -> Iterator[_Line]:
    end, number = 0, 1
    for match in _LINE.finditer(text):
        start, stop = match.span()
        breaks = len(text[end:start].splitlines())
        number += breaks
        raw = match[0]
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped)
            yield _Line((begin, begin + len(stripped)), clean(stripped[: _LONGEST_HEAD * 20]), number, breaks > 1)
        end = stop


# --- where posts begin -----------------------------------------------------------------------------------------------


def _heads(lines: Sequence[_Line]) -> list[_Head]:
    """What stands over each post. The first stands at the top; those behind it need more to be taken for one."""
    found: list[_Head] = []
    index = 0
    while index < len(lines):
        head = _head(lines, index, first=not found)
        if head is not None and (head.sure or not found):
            _take_above(lines, head, found[-1].body if found else 0)
            found.append(head)
            index = max(head.body, index + 1)
            continue
        if not found and (index >= _MOST_ABOVE or not _is_above(lines[index].words)):
            return []
        if found and found[-1].comments and (comment := _comment(lines, index)):
            found.append(comment)
            index = comment.body
            continue
        index += 1
    return found


def _head(lines: Sequence[_Line], index: int, first: bool) -> _Head | None:
    words = lines[index].words
    if len(words) > _LONGEST_HEAD and not first:
        return None
    if is_furniture(words) or is_button(words):
        return None
    return (
        _on_platform(lines, index)
        or _with_handle(lines, index)
        or (_forward(lines, index) if first else None)
        or _named(lines, index)
        or _of_a_channel(lines, index)
        or (None if first else _note(lines, index))
    )


def _with_handle(lines: Sequence[_Line], index: int) -> _Head | None:
    """A name and an account, in one line or two, with how long ago it was or a date behind them or under them."""
    found, at = account(lines[index].words), index
    name = found.name if found is not None else None
    if found is None and index + 1 < len(lines) and _may_be_name(lines[index].words):
        found, at = account(lines[index + 1].words), index + 1
        name = lines[index].words.strip(AROUND)
        if found is not None and found.name:
            return None
    if found is None:
        return None
    head = _Head(index, at + 1, name or None, found.handle)
    if found.behind:
        _take_time(head, found.behind)
    _take_rest(lines, head)
    head.sure = head.sure and (bool(name) or found.handle.startswith("u/"))
    return head


def _named(lines: Sequence[_Line], index: int) -> _Head | None:
    """A name over a line with a time and a dot behind it, as Facebook shows a post, or before such a time, as it shows
    one of a group."""
    who = _DOING.sub("", lines[index].words[:_LONGEST_HEAD])
    if index + 1 >= len(lines) or not _may_be_name(who):
        return None
    if (grouped := _in_a_group(lines, index)) is not None:
        return grouped
    below = lines[index + 1].words
    dotted = below.endswith(("·", "•")) or re.search(r"[·•] ?(?:public|edited|\W{1,3})$", below, re.IGNORECASE)
    under = index + 2 < len(lines) and lines[index + 2].words in ("·", "•")
    if not (dotted or under) or not is_time(
        re.sub(r"[·•] ?(?:public|edited|\W{0,3})$", "", below, flags=re.IGNORECASE)
    ):
        return None
    head = _Head(index, index + 2, who.strip(AROUND), None, time(below), True, comments=True)
    _take_rest(lines, head)
    return head


def _in_a_group(lines: Sequence[_Line], index: int) -> _Head | None:
    """A group's name over "Name · time · mark"."""
    name, *behind = [part.strip() for part in lines[index + 1].words[:_LONGEST_HEAD].split("·")]
    if len(behind) != 2 or not is_name(name) or not is_time(behind[0]) or len(behind[1]) > _SHORT:
        return None
    head = _Head(index, index + 2, name, None, time(behind[0]), True, comments=True)
    _take_rest(lines, head)
    return head


def _of_a_channel(lines: Sequence[_Line], index: int) -> _Head | None:
    """What other apps show over a post: a channel over how many follow it (Telegram), a name over how near it is
    (LinkedIn), an account without its sign over a time (Threads), an account with its points (Reddit)."""
    words = lines[index].words
    if (scored := _SCORED.fullmatch(words[:_LONGEST_HEAD])) is not None:
        return _Head(index, index + 1, None, f"u/{scored['name']}", sure=True)
    if (bare := _BARE_AGO.fullmatch(words[:_LONGEST_HEAD])) is not None and is_ago(bare["ago"]):
        return _Head(index, index + 1, None, f"@{bare['handle']}", sure=True)
    if index + 1 >= len(lines) or not _may_be_name(words):
        return None
    below = lines[index + 1].words
    head = _Head(index, index + 2, words.strip(AROUND), sure=True)
    passed = post_expression("forwarded").fullmatch(below[:_LONGEST_HEAD])
    if passed is not None and passed["from"]:
        head.body = index + 1  # the line itself is taken with the rest
        _take_rest(lines, head)
        return head
    if _BARE.fullmatch(words) and any(
        _LIKED.fullmatch(line.words[:_LONGEST_HEAD]) for line in lines[index + 2 :][:_LIKED_WITHIN]
    ):
        place = is_name(below) or (len(below.split()) <= _SHORT and below[:1].isupper() and below[-1:] not in _ENDS)
        return _Head(index, index + 1 + place, None, f"@{words}", sure=True)
    if _NEAR.fullmatch(below[:_LONGEST_HEAD]):
        at = next(
            (n for n in (2, 3) if index + n < len(lines) and is_time(lines[index + n].words.split(" •")[0])), None
        )
        head.body = index + (at + 1 if at else 2)
    elif _BARE.fullmatch(words) and is_ago(below):
        head.name, head.handle = None, f"@{words}"
    elif not _FOLLOWED.fullmatch(below[:_LONGEST_HEAD]):
        return None
    _take_rest(lines, head)
    return head


def _note(lines: Sequence[_Line], index: int) -> _Head | None:
    """What readers wrote under a post, which is not its writer's."""
    if not post_expression("noted").fullmatch(lines[index].words[:_LONGEST_HEAD]):
        return None
    return _Head(index, index + 1, _NOTED_BY, sure=True)


def _on_platform(lines: Sequence[_Line], index: int) -> _Head | None:
    """ "Name on Telegram, 12 March 2031", "X post by @name, 3h", "Name (Facebook) – 12.03.2031": the words are
    behind a colon or in the lines below."""
    line = lines[index].words
    if len(line) > 2_000 or not post_expression("platforms", r"(?<!\w)(?:%s|tweet|toot)(?!\w)").search(
        line[:_LONGEST_HEAD]
    ):
        return None
    for whole, words_at in _openings(line):
        who = _who_and_when(whole)
        if who is not None:
            name, handle, when = who
            within = lines[index].span[0] + words_at if words_at is not None else None
            return _Head(index, index if within is not None else index + 1, name, handle, when, True, within=within)
    return None


def _openings(line: str) -> Iterator[tuple[str, int | None]]:
    """The line itself as what stands over a post, and its parts before a colon with words behind it."""
    if len(line) <= _LONGEST_HEAD:
        yield line.rstrip(": "), None
    for colon in re.finditer(r":\s+(?=\S)", line[:_LONGEST_HEAD]):
        yield line[: colon.start()], colon.end()


def _who_and_when(line: str) -> tuple[str | None, str | None, str | None] | None:
    """Name, account and date out of a line with nothing else but them and a platform's name."""
    cuts = list(_SEPARATORS.finditer(line))
    behind = ((line[cut.end() :], line[: cut.start()]) for cut in cuts)
    before = ((line[: cut.start()], line[cut.end() :]) for cut in reversed(cuts))
    for when, rest in (*behind, *before):  # the longest date first
        when = when.strip(" ()[]:,")
        if is_time(when) and any(map(str.isdigit, when)) and (who := _who(rest.strip(" ,·|-–—"))):
            return who[0], who[1], time(when)
    return None


def _who(words: str) -> tuple[str | None, str | None] | None:
    match = _naming().fullmatch(words)
    if match is None:
        return None
    part = match.groupdict()
    name = next((part[key] for key in ("n1", "n2", "n3", "n4", "n5") if part[key]), "").strip(AROUND + ",:|/")
    handle = next((part[key] for key in ("h1", "h2", "h3", "h4", "h5") if part[key]), None)
    if not name and not handle:
        return None
    if name and (
        len(name.split()) > LONGEST_NAME or not (name[0].isupper() or name[0].isdigit()) or reports_speech(name)
    ):
        return None
    return name or None, handle


def _naming() -> re.Pattern[str]:
    who = r"(?P<n{0}>[^@\n,;:()|·]{{1,60}}?)?\s?\(?(?P<h{0}>" + _HANDLE.replace("{", "{{").replace("}", "}}") + r")?\)?"
    kind = r"(?: (?:post|message|status|channel|page|account|thread|story|video|reel|comment))?"
    return post_expression(
        "platforms",
        rf"{who.format(1)},? (?:on|via|in) (?:a |the )?(?:%s){kind}"
        rf"|(?:(?:screenshot|picture|image|copy|text) of )?(?:an? |the )?(?:%s|tweet|toot){kind} (?:by|from) "
        rf"{who.format(5)}"
        rf"|{who.format(2)}\s?[(,|·/—–-]\s?(?:%s){kind}\)?"
        rf"|\[?(?:%s)\]?{kind}\s?(?:by|from|[\]:|·/—–,-])\s?{who.format(3)}"
        rf"|(?:%s){kind[:-1]}\s{who.format(4)}",
    )


def _forward(lines: Sequence[_Line], index: int) -> _Head | None:
    """A message that was passed on, the name of where it is from behind "Forwarded from" or in the line below."""
    match = (
        post_expression("forwarded").fullmatch(lines[index].words) if len(lines[index].words) <= _LONGEST_HEAD else None
    )
    if match is None or (match["from"] is None and not re.search("message|forwarded", match[0], re.IGNORECASE)):
        return None
    head = _Head(index, index + 1, sure=True)
    _take_rest(lines, head)
    head.references.append(
        Reference(Relation.FORWARD, "Forwarded from", name=match["from"] and match["from"].strip(" []:"))
    )
    return head


def _take_time(head: _Head, words: str) -> None:
    if is_time(words):
        head.sure = True
        head.when = head.when or time(words)


def _take_rest(lines: Sequence[_Line], head: _Head) -> None:
    """What else stands over the words: dots, times, marks of the account, whom it answers."""
    while head.body < len(lines) and head.body - head.first < _MOST_HEAD_LINES:
        words = lines[head.body].words
        answered = _REPLYING.match(words) if len(words) <= _LONGEST_HEAD else None
        passed = post_expression("forwarded").fullmatch(words) if len(words) <= _LONGEST_HEAD else None
        if answered is not None:
            head.references.append(Reference(Relation.REPLY, "Replying to", name=answered["who"]))
        elif passed is not None and passed["from"]:
            head.references.append(Reference(Relation.FORWARD, "Forwarded from", name=passed["from"].strip(" []:")))
        elif words.strip(AROUND) == "" or (is_button(words) and not words.strip(AROUND).isdigit()):
            pass
        elif not head.sure and is_time(words):
            _take_time(head, words)
        else:
            return
        head.body += 1


def _take_above(lines: Sequence[_Line], head: _Head, from_: int) -> None:
    """The lines right over a head that belong to it: who passed it on, that it is quoted."""
    while head.first > from_ and post_expression("above").fullmatch(lines[head.first - 1].words[:_LONGEST_HEAD]):
        head.first -= 1
        head.quoted = head.quoted or bool(post_expression("quoted").fullmatch(lines[head.first].words))


def _may_be_name(words: str) -> bool:
    core = words.strip(AROUND)
    if not core or len(core) > 60 or len(core.split()) > LONGEST_NAME or core[-1] in "!?:;":
        return False
    if post_expression("above").fullmatch(words[:_LONGEST_HEAD]):
        return False
    return any(map(str.isalpha, core)) and not (is_button(words) or is_time(words) or reports_speech(core))


def _is_above(words: str) -> bool:
    """True for what may stand over the first post: the bar of a telephone, buttons, the name of a forum."""
    core = words.strip(AROUND)
    return (
        len(core) <= _SHORT
        or is_button(words)
        or bool(_CLOCKED.fullmatch(core))
        or bool(post_expression("above").fullmatch(words[:_LONGEST_HEAD]))
    )


def _comment(lines: Sequence[_Line], index: int) -> _Head | None:
    """A comment under a post: a name, words, and buttons to like and to answer it."""
    before = lines[index - 1].words
    if not is_name(lines[index].words) or not (is_button(before) or is_ago(before)):
        return None
    for line in lines[index + 2 : index + _COMMENT_WITHIN]:
        if re.fullmatch(r"(?:like|reply|like\W+reply.{0,20}|\d{1,2}\w{1,3}\W+like.{0,20})", line.words, re.IGNORECASE):
            return _Head(index, index + 1, lines[index].words, sure=True, comments=True)
    return None


def _signed(lines: Sequence[_Line]) -> list[_Head]:
    """Posts each with a signature under it ("— Name (@handle) March 12, 2031"), and nothing else."""
    found: list[_Head] = []
    first = 0
    for index, line in enumerate(lines):
        match = _SIGNED.fullmatch(line.words) if len(line.words) <= _LONGEST_HEAD else None
        if match is None or not is_time(match["when"]):
            continue
        if index == first or any(one.blank_before for one in lines[first + 1 : index]):
            return []
        found.append(_Head(first, first, match["name"].strip(AROUND), match["handle"], time(match["when"]), True))
        first = index + 1
    return found if found and first == len(lines) else []


# --- what a post says ------------------------------------------------------------------------------------------------


def _document(text: str, lines: Sequence[_Line], head: _Head, end: int, several: bool) -> Document | None:
    """The post under a head; none where it has no words."""
    furniture = [line.span for line in lines[head.first : head.body]]
    furniture += [line.span for line in lines[: head.first]] if not several else []
    topics: list[str] = []
    warnings: list[str] = []
    kept: list[Span] = []
    when = head.when
    over = False  # behind the post's own words
    for line in lines[head.body : end]:
        start, stop = line.span
        if head.within is not None and start <= head.within < stop:
            furniture.append((start, head.within))
            kept.append((head.within, stop))
            continue
        written = time(line.words) if kept and len(line.words) <= _LONGEST_HEAD and not is_button(line.words) else None
        when, over = when or written, over or written is not None
        around = written is not None or any(p(line.words) for p in (is_button, is_ago, is_seen, is_furniture))
        around = around or any(p.fullmatch(line.words) for p in (_SIGNED, *([_CLOCKED] if kept else [])))
        if around or (over and all(_is_mark(word.strip(AROUND)) for word in line.words.split())):
            furniture.append(line.span)
            continue
        begins, tags = _tags_behind(text, start, stop)
        if len(tags) > 1 or (tags and begins == start):
            topics += tags
            furniture.append((begins, stop))
            stop = begins
        elif (cut := _CUT.search(line.words[-20:])) and (head.comments or "more" in cut[0].lower()):
            warnings.append("The post is cut off where it was copied; the rest of it is not here.")
            furniture += [(stop - len(cut[0]), stop)] if "more" in cut[0].lower() else []
        if start < stop:
            kept.append((start, stop))
    if not any(any(map(str.isalnum, text[a:b])) for a, b in kept):
        return None
    begin, close = (kept[0][0], kept[-1][1]) if several else (0, len(text))
    whole = _unwrapped(text, kept)
    made = post(
        whole[begin:close].rstrip() if several else whole,
        author=head.name or head.handle,
        account=head.handle,
        published=when,
        references=head.references,
        topics=topics,
        warnings=warnings,
    )
    inside = sorted((a - begin, b - begin) for a, b in set(furniture) if a >= begin and b - begin <= len(made.text))
    return replace(made, furniture=tuple(inside))


def _is_mark(word: str) -> bool:
    """True of what stands under a post: a count, or a button as the recognition of a picture reads it."""
    return len(word) < _SHORT or bool(post_expression("counts").fullmatch(word))


def _tags_behind(text: str, start: int, stop: int) -> tuple[int, list[str]]:
    """The hashtags at the end of a line, and where they begin."""
    tags: list[str] = []
    begins = stop
    while len(tags) < _MOST_TAGS and begins > start:
        edge = begins
        while edge > start and text[edge - 1].isspace():
            edge -= 1
        at = text.rfind(" ", start, edge) + 1 or start
        tag = _HASHTAG.fullmatch(text, at, edge)
        if tag is None:
            break
        tags.insert(0, tag[0].lstrip("#"))
        begins = at
    return begins, tags


def _unwrapped(text: str, kept: Sequence[Span]) -> str:
    """The text with a blank for each line end inside the sentences of a post, where most of its lines end inside one.

    The recognition of a picture gives lines as they were shown. No offset changes.
    """
    pairs = [(a, b) for (_, a), (b, _) in pairwise(kept) if len(text[a:b].splitlines()) <= 1 and text[a:b].isspace()]
    broken = [(a, b) for a, b in pairs if text[a - 1] not in _ENDS and text[b].islower()]
    if not broken or len(broken) * 2 < len(pairs) or max(b - a for a, b in kept) > _WIDEST:
        return text
    parts, end = [], 0
    for a, b in broken:
        parts += [text[end:a], " " * (b - a)]
        end = b
    return "".join((*parts, text[end:]))
