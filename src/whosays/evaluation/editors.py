"""How the provenance of stories compares with what an editor wrote down of them: credits, copies, answers, origins.

    python -m whosays.evaluation.editors NOTES FOLDER [--lines]

``NOTES`` is a JSON file like ``benchmarks/editor_notes.json``; ``FOLDER`` has ``stories.jsonl``, one object a line with
``story``, ``id`` and ``text``. Each story is read as a pile by itself. An edge is scored in the document whose words
show it. A name of the notes is met by a node whose label has its words in a row, or whose words stand so in the name;
an outlet by any of the names the register has for it.

credits: right, missing, and wrong (an edge to somebody whom the notes know neither as credited nor as rightly quoted on
another matter). levels: of the right ones that the notes have through an outlet, whether the edge hangs on that outlet.
words: edges between documents that print the same words. copies: the steps that join documents printed again. answers:
who answered how; one by somebody whom the notes know for another matter is left out. origins: of the claim that is
nearest to the editor's wording, by sentence vector, among those that two documents or more make (else among all).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whosays.errors import InputError
from whosays.model import Document, Trace
from whosays.model.story import Edge, Story, StoryClaim
from whosays.provenance import shipped

_WORD = re.compile(r"\w+")
_OWN_VOICE = ("", "the author", "the authors")  # as whom a document speaks for itself


@dataclass(frozen=True, slots=True)
class Line:
    """One thing compared: what sort, right, missing or wrong, in which story and article, and what it is."""

    sort: str
    verdict: str  # right, missing or wrong
    story: str
    article: str
    what: str


def evaluate(notes: Path, folder: Path) -> tuple[dict[str, Any], list[Line]]:
    """The figures of all stories together, and every line behind them."""
    lines: list[Line] = []
    for name, noted, traces in read(notes, folder):
        lines.extend(compare(name, noted, traces))
    return figures(lines), lines


def read(notes: Path, folder: Path) -> Iterator[tuple[str, Mapping[str, Any], dict[str, Trace]]]:
    """Each story of the notes with the traces of its articles by id, in the order of the notes."""
    from whosays.trace import trace

    texts: dict[tuple[str, str], str] = {}
    for path, whole in ((notes, True), (folder / "stories.jsonl", False)):
        try:
            content = path.read_text(encoding="utf-8")
            if whole:
                stories = json.loads(content)["stories"]
            else:
                for row in map(json.loads, content.splitlines()):
                    texts[str(row["story"]), str(row["id"])] = row["text"]
        except OSError as error:
            raise InputError(str(path), f"it cannot be read ({error.strerror or error})") from None
        except (ValueError, KeyError, TypeError):
            raise InputError(str(path), "it is not as the evaluation expects it") from None
    for name, noted in stories.items():
        missing = [article for article in noted["articles"] if (name, article) not in texts]
        if missing:
            raise InputError(str(folder), f"story {name} has no article {missing[0]}")
        yield name, noted, {a: trace(Document(texts[name, a], language="en")) for a in noted["articles"]}


def compare(name: str, noted: Mapping[str, Any], traces: Mapping[str, Trace]) -> list[Line]:
    """What the story of the traces has right, missing and wrong against the notes."""
    from whosays.story import story

    told = story(traces.values(), paths=[f"{article}.txt" for article in traces])
    articles = {trace.document.id: article for article, trace in traces.items()}
    labels = {node.id: node.label for node in told.nodes}
    own = {
        node.id: articles[node.document]
        for node in told.nodes
        if node.document and node.source is None and _is_document(node.kind)
    }
    found = []
    for article in noted["articles"]:
        shown = [e for e in told.edges if any(articles[v.document] == article for v in e.evidence)]
        shown = [e for e in shown if not (e.taker in own and e.taken in own)]
        found += [Line(*line) for line in _credits(name, article, noted["articles"][article], shown, labels)]
        found += [Line("answers", *line) for line in _answers(name, article, noted["articles"][article], told, traces)]
    pairs = {(own[e.taker], own[e.taken]): e.kind.value for e in told.edges if e.taker in own and e.taken in own}
    found += [Line(*line) for line in _between(name, noted, pairs)]
    found += [Line("origins", *line) for line in _origins(name, noted, told, labels)]
    return found


def figures(lines: Sequence[Line]) -> dict[str, Any]:
    """Counts of each sort and verdict, with precision and recall."""
    counts: dict[str, Counter[str]] = {}
    for line in lines:
        counts.setdefault(line.sort, Counter())[line.verdict] += 1
    made: dict[str, Any] = {}
    for sort, count in counts.items():
        right, missing, wrong = (count[verdict] for verdict in ("right", "missing", "wrong"))
        made[sort] = {"right": right, "missing": missing, "wrong": wrong}
        if right:
            made[sort] |= {"precision": right / (right + wrong), "recall": right / (right + missing)}
    return made


def _is_document(kind: str) -> bool:
    return kind in ("document", "post")


def _words(name: str) -> str:
    return " " + " ".join(_WORD.findall(name.casefold().replace("’", "'").replace("the ", ""))) + " "


def _meets(names: Sequence[str], label: str) -> bool:
    there = _words(label)
    outlets = [outlet.name for name in names if (outlet := shipped().named(name))]
    return any(_words(n) in there or (there.strip() and there in _words(n)) for n in (*names, *outlets) if n.strip())


def _credits(
    name: str, article: str, noted: Mapping[str, Any], shown: Sequence[Edge], labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str, str]]:
    for credit in noted["credits"]:
        edges = [e for e in shown if _meets(credit["to"], labels[e.taken])]
        yield "credits", "right" if edges else "missing", name, article, credit["to"][0]
        if edges and "via" in credit:
            through = any(_meets(credit["via"], labels[e.taker]) for e in edges)
            yield "levels", "right" if through else "missing", name, article, credit["to"][0]
    known = [n for credit in noted["credits"] for n in (*credit["to"], *credit.get("via", ()))] + noted["may"]
    for label in dict.fromkeys(labels[e.taken] for e in shown):
        if not _meets(known, label):
            yield "credits", "wrong", name, article, label


def _answers(
    name: str, article: str, noted: Mapping[str, Any], told: Story, traces: Mapping[str, Trace]
) -> Iterator[tuple[str, str, str, str]]:
    trace = traces[article]
    sources = {source.id: source.name for source in trace.sources}
    given = {
        (answer.response.value, sources.get(answer.by or "", ""))
        for claim in told.claims
        for answer in claim.responses
        if answer.document == trace.document.id
    }
    met = set()
    for response in noted["responses"]:
        same = {
            (kind, who)
            for kind, who in given
            if kind in response["response"] and (_meets(response["by"], who) if response["by"] else who in _OWN_VOICE)
        }
        met |= same
        who = response["by"][0] if response["by"] else "the article itself"
        yield "right" if same else "missing", name, article, f"{who}: {response['response'][0]}"
    for kind, who in sorted(given - met):
        if who and _meets(noted["may"], who):
            continue
        yield "wrong", name, article, f"{who}: {kind}"


def _between(
    name: str, noted: Mapping[str, Any], pairs: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str, str, str, str]]:
    groups = [set(group) for group in noted["same_words"]]
    for (taker, taken), kind in pairs.items():
        right = any({taker, taken} <= group for group in groups)
        yield "words", "right" if right else "wrong", name, taker, f"{kind} from {taken}"
    for group in noted["copies"]:
        parts = [{article} for article in group]
        for taker, taken in pairs:
            touched = [part for part in parts if taker in part or taken in part]
            if len(touched) == 2:
                parts = [p for p in parts if p not in touched] + [touched[0] | touched[1]]
        for _ in range(len(group) - len(parts)):
            yield "copies", "right", name, group[0], "printed again"
        for part in parts[1:]:
            yield "copies", "missing", name, sorted(part)[0], "printed again"


def _origins(
    name: str, noted: Mapping[str, Any], told: Story, labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    if noted["claim"] is None or not told.claims:
        return
    main = _nearest(noted["claim"], told)
    ends = [labels[node] for node in main.origins.nodes]
    for names in noted["origins"]:
        yield "right" if any(_meets(names, end) for end in ends) else "missing", name, "", names[0]


def _nearest(claim: str, told: Story) -> StoryClaim:
    from whosays import vectors

    shared = [c for c in told.claims if len(c.documents) > 1] or list(told.claims)
    rows = vectors.encode([claim, *(c.text for c in shared)])
    near = rows[1:] @ rows[0]
    return shared[max(range(len(shared)), key=lambda i: (float(near[i]), -i))]


def main(arguments: Sequence[str]) -> int:
    """Print the figures as JSON; with ``--lines`` every comparison first."""
    paths = [a for a in arguments if a != "--lines"]
    if len(paths) != 2:
        print("usage: python -m whosays.evaluation.editors NOTES FOLDER [--lines]", file=sys.stderr)
        return 2
    try:
        counted, lines = evaluate(Path(paths[0]), Path(paths[1]))
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    if "--lines" in arguments:
        for line in lines:
            print(f"{line.sort}\t{line.verdict}\tstory {line.story}\t{line.article}\t{line.what}")
    print(json.dumps(counted, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
