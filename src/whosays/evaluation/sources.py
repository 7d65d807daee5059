"""How often a speaker is resolved to the right source, on gold coreference chains (GUM, CoNLL-U).

Gold. A document's text is rebuilt from its tokens and ``SpaceAfter``; paragraphs from ``newpar``. ``Entity=`` in MISC
gives mentions and their chains (CorefUD: ``(7-person-…`` opens a mention of chain 7, ``7)`` closes it). A gold
attribution is an elementary discourse unit that is the satellite of an ``attribution-*`` relation; its speaker is the
subject of the unit's predicate, or what "according to" governs.

Measure. An attribution counts where its source span stands for a gold mention: the one with its head inside the span
that shares most words with it (intersection over union), else the smallest around it. It is *right* where the source
it is resolved to goes by a name (a mention that holds ``Source.name``) which is itself a mention of the same chain;
and

- where the chain has a mention with a proper noun as head, the name must hold a proper noun, not be "he" or "the
  boy";
- a pronoun must have a name that is no pronoun, where its chain has a mention that is none.

A speaker whose chain has no other mention is right if nothing else was joined to it. *Merged* counts attributions
whose source stands for another gold person: its name belongs to other chains only, or another attribution of that
source belongs to another chain, both of persons. ``engine`` are the attributions that whosays itself finds in the
text, ``gold`` the gold speakers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whosays.errors import InputError
from whosays.model import Attribution, Document, Source, Span, Spans
from whosays.text import paragraphs, quotations

_ENTITY = re.compile(r"\((?P<open>[^-()\s]+)-(?P<type>[a-z]+)[^()]*(?P<single>\))?|(?P<close>[^-()\s]+)\)")
_NUMBER = re.compile(r"Discourse=[\w-]+:(\d+)")
_TARGET = re.compile(r"->(\d+)")
_EDU = re.compile(r"Discourse=([^|]+)")


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    upos: str
    head: int
    relation: str
    misc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A gold mention: words ``first`` to ``last`` of the document, its head, its chain and the chain's type."""

    first: int
    last: int
    head: int
    chain: str
    sort: str


@dataclass(slots=True)
class GoldDocument:
    """A document rebuilt from CoNLL-U: its text, words, mentions and the mentions that speak."""

    name: str
    text: str
    words: list[_Word] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)
    speakers: list[tuple[Span, Span, Spans]] = field(default_factory=list)

    def span(self, first: int, last: int) -> Span:
        """Where the words ``first`` to ``last`` stand in the text."""
        return self.words[first].start, self.words[last].end


def read_gold(path: Path) -> GoldDocument:
    """A document of GUM; ``InputError`` where the file is no CoNLL-U."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), "cannot be read as CoNLL-U") from error
    text = ""
    words: list[_Word] = []
    base, open_until, surface = 0, 0, (0, 0)
    for line in lines:
        if line.startswith("# newpar") and not line.startswith("# newpar_"):
            text = text.rstrip(" ") + ("\n" if text else "")
        elif line.startswith("# sent_id"):
            base, open_until = len(words), 0
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 10:
                raise InputError(str(path), "is not CoNLL-U")
            space = "" if "SpaceAfter=No" in cells[9] else " "
            if "-" in cells[0]:
                open_until = int(cells[0].split("-")[1])
                surface = (len(text), len(text) + len(cells[1]))
                text += cells[1] + space
            elif "." not in cells[0]:
                number = int(cells[0])
                head = base + int(cells[6]) - 1 if cells[6] != "0" else -1
                if number <= open_until:
                    at = text.find(cells[1], surface[0], surface[1])
                    start, end = (at, at + len(cells[1])) if at >= 0 else surface
                    surface = (min(end, surface[1]), surface[1]) if at >= 0 else surface
                else:
                    start, end = len(text), len(text) + len(cells[1])
                    text += cells[1] + space
                words.append(_Word(cells[1], cells[3], head, cells[7], cells[9], start, end))
    gold = GoldDocument(path.stem, text.rstrip(), words)
    gold.mentions = _mentions(words)
    gold.speakers = list(_speakers(gold))
    return gold


def _mentions(words: list[_Word]) -> list[GoldMention]:
    found: list[GoldMention] = []
    stacks: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def close(chain: str, first: int, last: int, sort: str) -> None:
        outside = [t for t in range(first, last + 1) if not first <= words[t].head <= last]
        found.append(GoldMention(first, last, outside[0] if outside else last, chain, sort))

    for t, word in enumerate(words):
        entry = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for match in _ENTITY.finditer(entry):
            if match["open"]:
                if match["single"]:
                    close(match["open"], t, t, match["type"])
                else:
                    stacks[match["open"]].append((t, match["type"]))
            elif stacks[match["close"]]:
                first, sort = stacks[match["close"]].pop()
                close(match["close"], first, t, sort)
    return found


def _speakers(gold: GoldDocument) -> Iterable[tuple[Span, Span, Spans]]:
    """The speaker's, the cue's and the content's spans of each gold attribution whose unit has a subject."""
    words = gold.words
    quoted = [q.outer for q in quotations(gold.text, paragraphs(gold.text)) if q.depth == 0]
    starts = [t for t, word in enumerate(words) if "Discourse=" in word.misc]
    unit_at = {int(m.group(1)): t for t in starts if (m := _NUMBER.search(words[t].misc))}
    for number, start in enumerate(starts):
        match = _EDU.search(words[start].misc)
        if match is None or not match.group(1).startswith("attribution"):
            continue
        end = starts[number + 1] if number + 1 < len(starts) else len(words)
        unit = range(start, end)
        top = next((t for t in unit if words[t].head not in unit), start)
        subject = next(
            (t for t in unit if words[t].relation.startswith("nsubj") and words[t].head == top),
            next((t for t in unit if words[t].relation.startswith("nsubj")), None),
        )
        cue = top
        if subject is None:
            subject = next(
                (words[t].head for t in unit if words[t].relation == "case" and words[t].form.lower() == "according"),
                None,
            )
            cue = start
        if subject is None or subject not in unit:
            continue
        spans = [m for m in gold.mentions if m.head == subject]
        widest = max(((m.first, m.last) for m in spans), key=lambda s: s[1] - s[0], default=(subject, subject))
        target = _TARGET.search(match.group(1))
        content: Spans = ()
        if target is not None and (first := unit_at.get(int(target.group(1)))) is not None:
            last = next((s for s in starts if s > first), len(words)) - 1
            content = (next((q for q in quoted if q[0] <= words[first].start < q[1]), gold.span(first, last)),)
        yield gold.span(*widest), gold.span(cue, cue), content


def gold_attributions(gold: GoldDocument) -> tuple[Attribution, ...]:
    """The gold speakers as attributions; their content is the gold nucleus unit, or the quotation that it stands in."""
    made = []
    for number, (source, cue, content) in enumerate(gold.speakers, 1):
        made.append(Attribution(f"a{number}", (source,), (cue,), content))
    return tuple(made)


@dataclass(slots=True)
class Tally:
    """Counts of one run."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The counts and the shares in per cent; ``None`` where there is nothing to divide by."""
        c = self.counts

        def share(part: str, whole: str) -> float | None:
            return round(100 * c[part] / c[whole], 1) if c[whole] else None

        return {
            "attributions": c["attributions"],
            "with_chain": c["chain"],
            "right": c["right"],
            "resolved": share("right", "chain"),
            "pronouns": c["pronoun"],
            "pronouns_right": c["pronoun_right"],
            "pronouns_resolved": share("pronoun_right", "pronoun"),
            "in_chain": share("loose", "chain"),
            "merged": c["merged"],
            "merged_share": share("merged", "chain"),
        }


def score(gold: GoldDocument, sources: tuple[Source, ...], attributions: tuple[Attribution, ...], tally: Tally) -> None:
    """Add one document to the tally (see the module's docstring for the measure)."""
    by_id = {s.id: s for s in sources}
    named = {m.chain for m in gold.mentions if gold.words[m.head].upos == "PROPN"}
    sizes = Counter(m.chain for m in gold.mentions)
    nominal = {m.chain for m in gold.mentions if gold.words[m.head].upos != "PRON"}
    of_source: dict[str, set[str]] = defaultdict(set)
    judged: list[tuple[Attribution, GoldMention]] = []
    for attribution in attributions:
        tally.counts["attributions"] += 1
        mention = _best(gold, attribution.source[0]) if attribution.source else None
        if mention is not None and attribution.source_id is not None:
            judged.append((attribution, mention))
            if mention.sort == "person":
                of_source[attribution.source_id].add(mention.chain)
    sort_of = {m.chain: m.sort for m in gold.mentions}
    for attribution, mention in judged:
        source = by_id[attribution.source_id or ""]
        spans = _name_spans(gold.text, source)
        named_by = [(span, best) for span in spans if (best := _best(gold, span)) is not None]
        chains = {best.chain for _, best in named_by}
        loose = mention.chain in chains
        proper = any(w.upos == "PROPN" for span in spans for w in gold.words if span[0] <= w.start < span[1])
        pronominal = all(gold.words[best.head].upos == "PRON" for _, best in named_by)
        right = loose and (mention.chain not in named or proper) and not (pronominal and mention.chain in nominal)
        if sizes[mention.chain] == 1:
            right = right and len(of_source[source.id] | {mention.chain}) == 1
        pronoun = gold.words[mention.head].upos == "PRON"
        tally.counts["chain"] += 1
        tally.counts["right"] += right
        tally.counts["loose"] += loose
        tally.counts["pronoun"] += pronoun
        tally.counts["pronoun_right"] += pronoun and right
        other = not loose and mention.sort == "person" and any(sort_of[chain] == "person" for chain in chains)
        merged = other or len(of_source[source.id]) > 1
        tally.counts["merged"] += merged
        if not right:
            said = gold.text[slice(*attribution.source[0])]
            wanted = gold.span(
                *max(((m.first, m.last) for m in gold.mentions if m.chain == mention.chain), key=lambda s: s[1] - s[0])
            )
            tally.misses.append(
                f"{gold.name}: {said!r} -> {source.name!r}, gold {gold.text[slice(*wanted)][:60]!r}{' MERGED' * merged}"
            )


def _best(gold: GoldDocument, span: Span) -> GoldMention | None:
    """The gold mention that a span stands for."""
    inside = {t for t, w in enumerate(gold.words) if w.start < span[1] and span[0] < w.end and w.upos != "PUNCT"}
    best, top = None, 0.0
    for mention in gold.mentions:
        if mention.head not in inside and not inside <= set(range(mention.first, mention.last + 1)):
            continue
        words = {t for t in range(mention.first, mention.last + 1) if gold.words[t].upos != "PUNCT"}
        overlap = len(words & inside) / len(words | inside) + (mention.head in inside)
        if overlap > top:
            best, top = mention, overlap
    return best


def _name_spans(text: str, source: Source) -> list[Span]:
    """The mentions that hold the source's name; its first mention where none does."""
    holding = [s for s in source.mentions if source.name in " ".join(text[slice(*s)].split())]
    return holding or list(source.mentions[:1])


def evaluate(gold_dir: Path) -> dict[str, Any]:
    """The figures of the module's docstring over the ``*.conllu`` files of a folder.

    ``{"documents": n, "engine": {…}, "gold": {…}}``, each with counts and per cent; ``engine`` is ``None`` where the
    attribution engine is not installed. ``InputError`` where the folder holds no such file.
    """
    from whosays.sourcing import resolve

    golds = load(gold_dir)
    engine: Tally | None = Tally()
    try:
        from whosays.attribution import attribute
    except ImportError:
        engine = None
    given = Tally()
    for gold in golds:
        document = Document(gold.text)
        if engine is not None:
            score(gold, *resolve(document, attribute(document)), engine)
        score(gold, *resolve(document, gold_attributions(gold)), given)
    return {
        "documents": len(golds),
        "engine": engine.figures() if engine else None,
        "gold": given.figures(),
        "misses": {"engine": engine.misses if engine else [], "gold": given.misses},
    }


def load(gold_dir: Path) -> list[GoldDocument]:
    """The gold documents of a folder, by name."""
    paths = sorted(gold_dir.glob("*.conllu"))
    if not paths:
        raise InputError(str(gold_dir), "holds no .conllu file")
    return [read_gold(path) for path in paths]
