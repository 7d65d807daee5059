"""What is changed by chance (`tests.mutations`) begins at every reader: no function of `whosays.reading`, no form of
export, chat or table is reached by none of the seeds."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest

from tests.mutations import fault
from tests.seeds import seeds
from whosays import reading
from whosays.reading import chats, formats, posttables, reader

ELSEWHERE = frozenset(
    (
        # an address, a folder, a stream, a text that is decoded already: no bytes of one input
        "reader.read", "reader.read_text", "article.from_page",
        "opening.is_address", "opening._copied", "opening._file", "opening._short", "folder.files_in",
        # more bytes than a mutation has
        "article.too_large",
        # a page behind an entry, which is fetched
        "entries._page", "entries._told", "entries.behind",
    )
)  # fmt: skip
"""What no bytes of an input reach."""


@pytest.fixture(scope="module")
def reached() -> tuple[dict[str, bool], dict[str, set[object]]]:
    """Each function of the readers and whether a seed ran it; the forms that some tables were asked for and gave."""
    functions = {code: name for module in _modules() for name, code in _functions(module)}
    ran: set[CodeType] = set()
    given: dict[str, set[object]] = {}

    def watching(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            ran.add(frame.f_code)

    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((reader, "format_of"), (chats, "_form"), (posttables, "_form")):
            patch.setattr(
                module, name, _kept(getattr(module, name), given.setdefault(f"{module.__name__}.{name}", set()))
            )
        before = sys.getprofile()
        sys.setprofile(watching)
        try:
            wrong = [(number, found) for number, content in enumerate(seeds()) if (found := fault(content))]
        finally:
            sys.setprofile(before)
    assert wrong == []
    return {name: code in ran for code, name in functions.items()}, given


def _kept(function: Callable[..., Any], results: set[object]) -> Callable[..., Any]:
    def kept(*arguments: Any) -> Any:
        result = function(*arguments)
        results.add(result)
        return result

    return kept


def _modules() -> Iterator[ModuleType]:
    missing = {
        name for name, there in (("picture", shutil.which("tesseract")), ("parquet", find_spec("pyarrow"))) if not there
    }
    for module in pkgutil.iter_modules(reading.__path__):
        if not module.ispkg and module.name not in missing:
            yield importlib.import_module(f"{reading.__name__}.{module.name}")


def _functions(module: ModuleType) -> Iterator[tuple[str, CodeType]]:
    """The functions and methods that a module's own source has; what they keep is forgotten, so that they run."""
    short = module.__name__.rpartition(".")[2]
    for holder, prefix in (
        (module, short),
        *((c, f"{short}.{c.__name__}") for c in vars(module).values() if inspect.isclass(c)),
    ):
        for name, member in vars(holder).items():
            if hasattr(member, "cache_clear"):
                member.cache_clear()
            member = (
                member.fget if isinstance(member, property) else inspect.unwrap(member) if callable(member) else member
            )
            if inspect.isfunction(member) and member.__code__.co_filename == module.__file__:
                yield f"{prefix}.{name}", member.__code__


def test_every_function_of_every_reader_is_run_by_a_seed(reached: tuple[dict[str, bool], Any]) -> None:
    functions, _ = reached
    assert len(functions) > 400
    assert sorted(name for name, ran in functions.items() if not ran and name not in ELSEWHERE) == []
    assert sorted(name for name in ELSEWHERE if functions.get(name)) == []


def test_every_format_chat_and_table_of_posts_has_a_seed(reached: tuple[Any, dict[str, set[object]]]) -> None:
    _, given = reached
    assert given[f"{reader.__name__}.format_of"] == set(formats._FORMATS)
    assert given[f"{chats.__name__}._form"] >= set(chats._FORMS)
    assert given[f"{posttables.__name__}._form"] >= set(posttables._FORMS)
