"""The tools that are compared, each as a function from a text to its attributions (role to character spans).

The others run as their documentation has it, and in their favour an article goes in one batch and what makes a finder
give up costs it a paragraph, not the article. textacy runs a second time with no more of the parse than it needs.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

Span = tuple[int, int]
Event = dict[str, list[Span]]
Analyse = Callable[[str], list[Event]]

PIPELINE = "en_core_web_sm"
_PARAGRAPH = re.compile(r"[^\n]+")


class NotHere(Exception):
    """A tool that cannot be measured in this environment, and why."""


class Tool(NamedTuple):
    """``distribution`` is its name on PyPI; ``load`` takes the name of a spaCy pipeline; ``what`` is what is timed."""

    distribution: str
    what: str
    load: Callable[[str], Analyse]
    parses: bool


def load_whosays(_: str) -> Analyse:
    """The full trace; of its attributions those that the corpus marks are scored."""
    from whosays.evaluation.attribution import comparable
    from whosays.model import Document
    from whosays.trace import trace

    def analyse(text: str) -> list[Event]:
        kept = comparable(trace(Document(text)).attributions)
        return [{"source": list(a.source), "cue": list(a.cue), "content": list(a.content)} for a in kept]

    return analyse


def load_textacy(pipeline: str) -> Analyse:
    """``textacy.extract.direct_quotations`` after the spaCy parse that it needs."""
    return _textacy(parser(pipeline))


def load_textacy_lean(pipeline: str) -> Analyse:
    """The same without the named entities, which the quotation finder does not ask for."""
    return _textacy(parser(pipeline, exclude=("ner",)))


def _textacy(nlp: Any) -> Analyse:
    try:
        from textacy.extract import direct_quotations
    except ImportError as error:
        raise NotHere(f"textacy is not installed ({error})") from error
    return quotation_finder(nlp, direct_quotations)


def load_sayswho(pipeline: str) -> Analyse:
    """``sayswho.quote_finder`` after the spaCy parse it needs, without its coreference stage (a transformer)."""
    nlp = parser(pipeline)
    try:
        from sayswho.quote_finder import quote_finder
    except ImportError as error:
        raise NotHere(f"sayswho is not installed ({error})") from error
    return quotation_finder(nlp, quote_finder)


def parser(pipeline: str, exclude: Sequence[str] = ()) -> Any:
    """The spaCy pipeline of that name or folder."""
    try:
        import spacy
    except ImportError as error:
        raise NotHere(f"spaCy is not installed ({error})") from error
    try:
        return spacy.load(pipeline, exclude=list(exclude))
    except OSError as error:
        raise NotHere(
            f"spaCy has no pipeline {pipeline} here (python -m spacy download {PIPELINE}, or --pipeline)"
        ) from error


def quotation_finder(nlp: Any, find: Callable[[Any], Iterable[Any]]) -> Analyse:
    """Paragraph by paragraph, so that an odd quotation mark, where finders give up, spoils one paragraph only."""

    def analyse(text: str) -> list[Event]:
        found: list[Event] = []
        parts = [(m.group(), m.start()) for m in _PARAGRAPH.finditer(text)]
        for doc, start in nlp.pipe(parts, as_tuples=True):
            found.extend(events(triples(doc, find), start))
        return found

    return analyse


def triples(doc: Any, find: Callable[[Any], Iterable[Any]]) -> Iterator[Any]:
    """What a finder yields before it gives up, if it does."""
    try:
        yield from find(doc)
    except (ValueError, IndexError, TypeError):  # an unclosed quotation, a window past the last sentence, ord("``")
        return


def events(found: Iterable[Any], start: int) -> list[Event]:
    """(speaker tokens, cue tokens, content span) as character spans, the paragraph beginning at ``start``."""
    return [
        {
            "source": token_spans(triple.speaker, start),
            "cue": token_spans(triple.cue, start),
            "content": [(start + triple.content.start_char, start + triple.content.end_char)],
        }
        for triple in found
    ]


def token_spans(tokens: Sequence[Any], start: int) -> list[Span]:
    """Character spans of tokens, neighbours as one span."""
    spans: list[Span] = []
    last = None
    for token in sorted(tokens, key=lambda t: t.i):
        begin = start + token.idx
        if last is not None and token.i == last + 1:
            spans[-1] = (spans[-1][0], begin + len(token.text))
        elif last is None or token.i > last:
            spans.append((begin, begin + len(token.text)))
        last = token.i
    return spans


TOOLS = {
    "whosays": Tool("whosays", "whole trace", load_whosays, False),
    "textacy": Tool("textacy", "direct quotations, with the spaCy pipeline", load_textacy, True),
    "textacy-lean": Tool("textacy", "the same, the pipeline without its entities", load_textacy_lean, True),
    "sayswho": Tool("sayswho", "quotations without its coreference stage, with the spaCy pipeline", load_sayswho, True),
}


# --- what is installed ----------------------------------------------------------------------------------------------


def installed_bytes(name: str, pipeline: str) -> tuple[int, int]:
    """Bytes of a tool with its models, and of all that it needs besides; compiled ``.pyc`` files are not counted."""
    tool = TOOLS[name]
    own = {tool.distribution}
    models = pipeline_bytes(pipeline) if tool.parses else 0
    needed = closure(tool.distribution)
    return (
        sum(distribution_bytes(n) for n in own) + models,
        sum(distribution_bytes(n) for n in needed | own) + models,
    )


def closure(name: str, requires: Callable[[str], list[str] | None] | None = None) -> set[str]:
    """All installed distributions that one needs, without itself and without what its extras need."""
    look = requires or _requires
    seen: set[str] = set()
    todo = [normal(name)]
    while todo:
        for requirement in look(todo.pop()) or ():
            other = normal(re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0])
            if "extra ==" not in requirement and other not in seen and look(other) is not None:
                seen.add(other)
                todo.append(other)
    return seen - {normal(name)}


def normal(name: str) -> str:
    """A distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _requires(name: str) -> list[str] | None:
    """The requirements of an installed distribution; none where it is not installed."""
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return None


def distribution_bytes(name: str) -> int:
    """Size of a distribution's files; of the package's folder where it is installed in place."""
    files = [Path(str(f.locate())) for f in importlib.metadata.files(name) or ()]
    package = importlib.util.find_spec(name.replace("-", "_"))
    if package and package.origin and Path(package.origin) not in files:
        files += folder_files(Path(package.origin).parent)
    return sum(p.stat().st_size for p in set(files) if p.suffix != ".pyc" and p.is_file())


def pipeline_name(pipeline: str) -> str:
    """spaCy's version, the pipeline's name and version, and what the pipeline says of itself where it is a folder."""
    from spacy.util import get_model_meta, get_package_path

    folder = Path(pipeline) if Path(pipeline).is_dir() else get_package_path(pipeline)
    meta = get_model_meta(folder if (folder / "meta.json").is_file() else next(folder.glob("*/meta.json")).parent)
    name = f"spaCy {importlib.metadata.version('spacy')}, pipeline {meta['lang']}_{meta['name']} {meta['version']}"
    return f"{name} ({meta['description']})" if Path(pipeline).is_dir() and meta.get("description") else name


def pipeline_bytes(pipeline: str) -> int:
    """Size of a spaCy pipeline, be it a folder or a package."""
    if Path(pipeline).is_dir():
        return sum(p.stat().st_size for p in folder_files(Path(pipeline)))
    return distribution_bytes(normal(pipeline))


def folder_files(folder: Path) -> list[Path]:
    """The files of a folder, compiled ones left out."""
    return [p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"]
