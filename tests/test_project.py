"""The project itself: its documents say what is true, its packages keep their distance, its gate cannot be fooled."""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from whosays import cli

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "whosays"


def script(name: str) -> ModuleType:
    """A script of the project as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cli_docs = script("cli_docs")
export_docs = script("export_docs")
example_docs = script("example_docs")
gate = script("gate")


@pytest.fixture(scope="module", autouse=True)
def once() -> Iterator[None]:
    """The articles that the pages' commands name are traced once. All of this is kept in one process, where the sources
    are looked through once, too."""
    module = importlib.import_module("whosays.trace")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "trace", cache(module.trace))
        yield


# --- the command line's reference ------------------------------------------------------------------------------------


def test_the_reference_is_what_the_command_line_says() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == cli_docs.page(), "run make docs"


def test_the_data_dictionary_is_what_the_tables_say() -> None:
    text = export_docs.PAGE.read_text(encoding="utf-8")
    assert text == export_docs.page(text), "run make docs"


@pytest.mark.parametrize(("name", "command"), list(cli_docs.commands()), ids=lambda value: str(value)[:40])
def test_every_option_is_documented_and_explained(
    name: str, command: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    section = re.split(r"(?m)^#+ `", page.split(f"# `{name}`\n", 1)[1])[0]
    monkeypatch.setenv("COLUMNS", "200")
    assert cli.run([*name.split()[1:], "--help"]) == 0
    shown = capsys.readouterr().out
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", shown.split("Options:")[1].split("Commands:")[0]))
    assert "--help" in options
    for option in options:
        assert f"`{option}`" in section, f"{name} {option} is not in docs/cli.md"
    assert command.help
    for parameter in command.params:
        assert parameter.help, f"{name} {parameter.name} has no help"


# --- the documents ---------------------------------------------------------------------------------------------------


def blocks(page: str, language: str) -> Iterator[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    yield from (m.group(1) for m in re.finditer(rf"(?ms)^```{language}\n(.*?)^```$", text))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with the examples, from which README's commands can be run without leaving anything behind."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


README_LINES = [line for block in blocks("README.md", "sh") for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("line", README_LINES)
def test_every_command_of_the_readme_runs(line: str, elsewhere: Path) -> None:
    if line.startswith("make "):
        if shutil.which("make") is None:
            pytest.skip("make is not installed")
        dry = subprocess.run([*line.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=True)
        assert "examples/rumour-from-a-post.txt" in dry.stdout
        return
    assert example_docs.run(line, elsewhere).strip() or (elsewhere / "report.html").read_text(encoding="utf-8").strip()


def test_the_walk_through_shows_what_its_commands_print() -> None:
    text = example_docs.PAGE.read_text(encoding="utf-8")
    assert len(list(blocks("docs/its-18-40.md", "text"))) == 4
    assert text == example_docs.page(text), "run make docs"


def test_the_readmes_report_is_what_is_printed(elsewhere: Path) -> None:
    (shown,) = blocks("README.md", "text")
    assert shown in example_docs.run("whosays trace examples/story/saltmere-echo.txt", elsewhere)


def test_every_command_of_the_walk_through_runs(elsewhere: Path) -> None:
    for command in blocks("docs/its-18-40.md", "sh"):
        if "--output" in command:
            example_docs.run(command, elsewhere)
    assert "could not confirm" in (elsewhere / "examples" / "story" / "seals.html").read_text(encoding="utf-8")


def test_the_picture_of_the_glossary_is_the_report() -> None:
    assert example_docs.PICTURE.read_text(encoding="utf-8") == example_docs.picture(), "run make docs"


@pytest.mark.parametrize("block", list(blocks("README.md", "python")))
def test_the_readmes_python_runs(block: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.chdir(elsewhere):
        exec(compile(block, "README.md", "exec"), {"__name__": "__main__"})
    said = capsys.readouterr()
    assert said.err == ""
    assert "←" in said.out


PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
PAGES += sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), f"{page} points to {target}"


def test_the_index_lists_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs").glob("*.md"):
        assert path.name == "README.md" or f"]({path.name})" in index, f"docs/README.md does not list {path.name}"
    inputs = (ROOT / "docs" / "inputs" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs" / "inputs").glob("*.md"):
        assert path.name == "README.md" or f"]({path.name})" in inputs, f"docs/inputs does not list {path.name}"
    exports = (ROOT / "docs" / "exports" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs" / "exports").glob("*.md"):
        assert path.name == "README.md" or f"]({path.name})" in exports, f"docs/exports does not list {path.name}"


def test_make_help_lists_every_target_a_person_would_run() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r"(?m)^#   make ([a-z-]+)", text))
    targets = set(re.findall(r"(?m)^([a-z-]+):", text))
    assert listed | {"help", "install", "dev"} == targets


# --- what is published -----------------------------------------------------------------------------------------------


def published() -> Iterator[Path]:
    """The text files that are part of the project."""
    skipped = {"build", "dist", "__pycache__"}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if any(part in skipped or (part.startswith(".") and part != ".ci") for part in parts):
            continue
        if path.suffix in {".py", ".md", ".toml", ".json", ".txt", ".css", ".js", ".html", ""} and path.is_file():
            yield path


def test_nothing_published_knows_a_machine_or_a_registry() -> None:
    forbidden = re.compile(r"/(?:work|root|home)/\w|index-url|pypi\.org|pythonhosted|extra-index", re.IGNORECASE)
    for path in published():
        if path != Path(__file__):
            found = forbidden.search(path.read_text(encoding="utf-8", errors="ignore"))
            assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()}"


def test_dependencies_have_lower_bounds_only() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project.get("dependency-groups", {}).values()]
    groups += project["project"].get("optional-dependencies", {}).values()
    for requirement in (r for group in groups for r in group if isinstance(r, str)):
        assert re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?>=[\w.]+(; .+)?", requirement), requirement


# --- the house -------------------------------------------------------------------------------------------------------

NEIGHBOURS = {
    *("reading", "attribution", "sourcing", "responses", "factuality", "claims", "standing"),
    *("matching", "carriage", "provenance"),
}
COMMON = {"model", "errors", "text", "likeness", "vectors", "graphs", "outlets", "fetching", "wording"}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def names_imported(path: Path) -> list[str]:
    """The full names of all that a module imports, at whatever place in it. The tree itself is let go: all of them
    together are looked through for garbage longer than they take to make."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


def imported(path: Path) -> set[str]:
    """The parts of whosays that a module imports."""
    return {name.split(".")[1] for name in names_imported(path) if name.startswith("whosays.")}


@pytest.mark.parametrize("package", sorted(NEIGHBOURS))
def test_neighbours_do_not_know_each_other(package: str) -> None:
    modules = list((PACKAGE / package).rglob("*.py"))
    assert modules
    for path in modules:
        strangers = imported(path) - COMMON - {package}
        assert not strangers, f"{path.relative_to(ROOT)} imports {sorted(strangers)}"


def test_nothing_below_imports_a_face() -> None:
    faces = {"__main__", "cli", "reports", "server", "exports", "evaluation", "mcp", "scale"}
    for path in PACKAGE.rglob("*.py"):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if part not in faces | {"__init__"}:  # the front door, which hangs a notebook's picture on the model
            assert not imported(path) & faces, path.relative_to(ROOT)


def test_how_an_answer_is_worded_is_said_in_one_file() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path != PACKAGE / "wording.py" and b"confirm" not in path.read_bytes():
            continue
        tree = parsed(path)
        docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
        said = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
        ]
        found = [text for text in said if re.search(r"\b(?:cannot|could not) confirm(?: it|”|$)", text)]
        assert bool(found) == (path == PACKAGE / "wording.py"), f"{path.relative_to(ROOT)}: {found}"


def test_what_an_answer_means_is_said_in_one_file() -> None:
    """A set of responses is a meaning; single ones may be asked about where one differs from the others."""
    for path in PACKAGE.rglob("*.py"):
        if path in (PACKAGE / "model" / "meaning.py", PACKAGE / "wording.py") or b"CONFIRM" not in path.read_bytes():
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict):
                members = node.keys if isinstance(node, ast.Dict) else node.elts
                named = {ast.unparse(member) for member in members if member is not None}
                assert "Response.CANNOT_CONFIRM" not in named, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_cannot_confirm_is_named_where_it_is_meant_worded_and_found_only() -> None:
    """Others ask for what an answer means; one table says by which words it is found."""
    naming = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.suffix not in {".md", ".pyc"} and path.is_file()
        if re.search(rb"CANNOT_CONFIRM|cannot[- ]confirm", path.read_bytes())
    }
    assert naming == {"model/meaning.py", "wording.py", "responses/responses.toml"}


def test_the_desk_neither_prints_nor_exits() -> None:
    forbidden = {"print", "exit", "quit", "input", "typer", "rich", "signal"}
    for path in (PACKAGE / "desk").rglob("*.py"):
        tree = parsed(path)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        written = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in {"stdout", "stderr"}}
        packages = {name.split(".")[0] for name in names_imported(path)}
        assert not (used | packages) & forbidden | written, path.relative_to(ROOT)


def test_the_model_imports_nothing_of_the_project() -> None:
    for path in (PACKAGE / "model").rglob("*.py"):
        assert imported(path) <= {"model"}, path.relative_to(ROOT)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def import_graph() -> dict[str, set[str]]:
    """Which modules of the package each of them imports."""
    modules = {module_of(path): path for path in PACKAGE.rglob("*.py")}
    return {
        module: {n if n in modules else n.rpartition(".")[0] for n in names_imported(path)} & set(modules) - {module}
        for module, path in modules.items()
    }


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = import_graph()
    assert sum(map(len, graph.values())) > 1000
    while leaves := [name for name, known in graph.items() if not known]:
        for name in leaves:
            del graph[name]
        graph = {name: known - set(leaves) for name, known in graph.items()}
    assert not graph, f"modules in or before a circle of imports: {sorted(graph)}"


def test_help_loads_nothing_heavy() -> None:
    heavy = {
        "numpy",
        "onnxruntime",
        "feedparser",
        "fastwarc",
        "ijson",
        "pypdf",
        "tokenizers",
        "trafilatura",
        "lxml",
        "nupunkt",
        "py3langid",
        "charset_normalizer",
    }
    code = (
        "import sys\nfrom whosays.cli import run\nassert run(['--help']) == 0\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        "from whosays import read, trace; assert callable(trace) and callable(read)",
        "import whosays.trace; from whosays import trace; assert not hasattr(trace, 'trace')",
        "from whosays import trace as a; from whosays.trace import trace as b; assert a is b",
        "import whosays; assert whosays.trace.__name__ == 'trace'; assert whosays.read.__name__ == 'read'",
    ],
)
def test_trace_and_read_are_functions_whatever_was_imported_before(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


# --- the gate --------------------------------------------------------------------------------------------------------


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gate of one suite, whose figures are the values of ``measured.json``."""
    path = tmp_path / "floors.json"
    data = tmp_path / "data"
    data.mkdir()
    (data / "labels.tsv").write_text("a\t1\n", encoding="utf-8")
    figures = {"floors": {"a.f1": 70.0, "words_per_cpu_second": 1000}, "ceilings": {"size": 5}}
    suites = {"stub": {"folder": str(data), "digest": gate.digest(data), **figures}}
    path.write_text(json.dumps({"suites": suites, "lowered": []}), encoding="utf-8")
    (tmp_path / "measured.json").write_text(json.dumps({"a": {"f1": 72.04}, "words_per_cpu_second": 1100, "size": 4}))
    monkeypatch.setattr(
        gate,
        "measure",
        lambda *_: dict(gate.flat(json.loads((tmp_path / "measured.json").read_text(encoding="utf-8")))),
    )
    return path


def measured(floors: Path, **values: Any) -> None:
    figures = json.loads((floors.parent / "measured.json").read_text(encoding="utf-8"))
    (floors.parent / "measured.json").write_text(json.dumps(figures | values), encoding="utf-8")


def pinned(floors: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(floors.read_text(encoding="utf-8"))
    return content


def test_the_gate_opens_when_every_figure_is_on_its_side(floors: Path) -> None:
    assert gate.main([], floors) == 0


@pytest.mark.parametrize("values", [{"a": {"f1": 69.9}}, {"a": {}}, {"size": 5.1}, {"words_per_cpu_second": 999}])
def test_the_gate_shuts(floors: Path, values: dict[str, Any]) -> None:
    measured(floors, **values)
    assert gate.main([], floors) == 1


def test_update_raises_floors_but_not_those_of_speed(floors: Path) -> None:
    assert gate.main(["--update"], floors) == 0
    assert pinned(floors)["suites"]["stub"]["floors"] == {"a.f1": 71.5, "words_per_cpu_second": 1000}
    assert pinned(floors)["lowered"] == []


@pytest.mark.parametrize(("value", "floor"), [(72.04, 71.5), (90.5, 90.0), (0.7368, 0.726), (0.51, 0.5)])
def test_a_floor_stays_a_little_under_what_was_measured(value: float, floor: float) -> None:
    assert gate.just_under(value) == floor


def test_update_refuses_to_lower(floors: Path) -> None:
    before = floors.read_text(encoding="utf-8")
    measured(floors, a={"f1": 60.0})
    assert gate.main(["--update"], floors) == 1
    assert floors.read_text(encoding="utf-8") == before


def test_lowering_needs_a_reason_and_keeps_it(floors: Path) -> None:
    measured(floors, a={"f1": 60.0})
    with pytest.raises(SystemExit):
        gate.main(["--update", "--lower", " "], floors)
    with pytest.raises(SystemExit):
        gate.main(["--lower", "because"], floors)
    assert gate.main(["--update", "--lower", "a smaller network"], floors) == 0
    assert pinned(floors)["suites"]["stub"]["floors"]["a.f1"] == 59.5
    (note,) = pinned(floors)["lowered"]
    assert (note["figure"], note["from"], note["to"], note["why"]) == ("stub a.f1", 70.0, 59.5, "a smaller network")


def test_the_gate_shuts_where_the_data_is_another(floors: Path) -> None:
    labels = floors.parent / "data" / "labels.tsv"
    labels.write_text("a\t2\n", encoding="utf-8")
    before = floors.read_text(encoding="utf-8")
    assert gate.main([], floors) == 1
    assert gate.main(["--update"], floors) == 1
    assert floors.read_text(encoding="utf-8") == before
    assert gate.main(["--update", "--lower", "a label was wrong"], floors) == 0
    assert pinned(floors)["lowered"][0]["figure"] == "stub data"
    assert gate.main([], floors) == 0
    labels.rename(labels.with_name("other.tsv"))
    assert gate.main([], floors) == 1


def test_every_suite_pins_the_data_it_measures_on() -> None:
    for name, suite in pinned(ROOT / "quality" / "floors.json")["suites"].items():
        assert "package" in suite or re.fullmatch(r"sha256:[0-9a-f]{64}", suite["digest"]), name


def test_an_unknown_suite_is_refused(floors: Path) -> None:
    assert gate.main(["--only", "nonsense"], floors) == 2


def test_missing_data_is_left_out_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "floors.json"
    suite = {"data": "no/such/data", "floors": {"a": 1}}
    path.write_text(json.dumps({"suites": {"attribution": suite}, "lowered": []}), encoding="utf-8")
    assert gate.main([], path) == 0
    out = capsys.readouterr().out
    assert "left out" in out
    assert "0 of 1 suites measured" in out


def test_the_floors_of_the_issue_are_pinned() -> None:
    suites = pinned(ROOT / "quality" / "floors.json")["suites"]
    assert suites["attribution"]["floors"]["relation.f1"] >= 73
    assert suites["attribution"]["floors"]["strict.f1"] >= 56
    assert suites["attribution"]["floors"]["words_per_cpu_second"] >= 1200
    assert suites["start"]["ceilings"]["help_cpu_seconds"] <= 0.5
