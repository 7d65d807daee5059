"""Exports: every format is documented, found by its name, the same from documents and from a ledger; what is said when
something is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.export_build import findings, kept
from whosays.cli import run
from whosays.errors import UsageError, WhosaysError
from whosays.exports import base
from whosays.exports.base import Exporter, exporter, library, names
from whosays.model.findings import Findings

DOCS = Path(__file__).parent.parent / "docs" / "exports"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports") / "whosays.db"


@pytest.fixture(scope="module")
def held(path: Path) -> Findings:
    return kept(path)


@pytest.mark.parametrize("name", names())
def test_every_format_is_documented_with_a_listing(name: str) -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    page = re.search(rf"(?m)^\| `{name}` \|.*\]\(([a-z-]+\.md)\)", index)
    assert page, f"docs/exports/README.md has no line for {name}"
    text = (DOCS / page[1]).read_text(encoding="utf-8")
    assert f"--to {name}" in text
    assert re.search(r"(?ms)^```(?!sh)\w*\n.+?^```$", text), f"{page[1]} shows no listing"


@pytest.mark.parametrize("name", names())
def test_every_format_says_what_it_is(name: str) -> None:
    made = exporter(name)
    assert isinstance(made, Exporter)
    assert made.name == name
    assert re.fullmatch(r"\.[a-z.]+", made.ending)
    assert len(made.title) > 10


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("of", ["documents", "ledger"])
def test_the_same_findings_give_the_same_bytes(name: str, of: str, held: Findings) -> None:
    if name == "spacy":
        pytest.importorskip("spacy", reason="make test-formats installs spaCy")
    found = findings() if of == "documents" else held
    once, again = (b"".join(exporter(name).write(found)) for _ in range(2))
    assert once or (name == "corrections" and not found.put_right)  # tests/test_ledger_corrections.py has some
    assert once == again


def test_a_ledger_gives_what_its_documents_give(held: Findings) -> None:
    def told(found: Findings) -> dict[str, object]:
        return {
            claim.text: (
                {(p.document, p.claim, p.spans, p.chain) for p in claim.appearances},
                {(found.nodes[e.taker].label, found.nodes[e.taken].label, e.kind, e.evidence) for e in claim.edges},
                (claim.origins.least, claim.origins.most, {found.nodes[n].label for n in claim.origins.nodes}),
                {(a.document, a.attribution, a.response, a.by) for a in claim.responses},
                claim.standing and (claim.standing.credibility, claim.standing.summary, claim.standing.reasons),
            )
            for claim in found.story.claims
        }

    direct = findings()
    assert told(held) == told(direct)
    assert {t.document for t in held.traces} == {t.document for t in direct.traces}
    assert [(d.verb, d.claim, d.who, d.why) for d in held.decisions] == [("accept", "k1", "Ida Falk", "checked")]
    assert len(held.story.claims) > 4
    assert any(claim.edges for claim in held.story.claims)


def test_one_claim_of_a_ledger(path: Path, held: Findings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    several = next(claim for claim in held.story.claims if len(claim.documents) > 1)
    arguments = ["export", "--to", "jsonl", "--ledger", str(path), "--claim", several.id]
    assert run([*arguments, "--table", "claims"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["text"] == several.text
    assert run([*arguments, "--table", "documents"]) == 0
    documents = {json.loads(line)["document"] for line in capsys.readouterr().out.splitlines()}
    assert set(several.documents) <= documents
    assert len(documents) < len(held.traces)


def test_inputs_are_exported_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text('The mill burned down on Sunday. "Nobody was inside," Edda Marsh said.\n', encoding="utf-8")
    target = tmp_path / "out.jsonl"
    status = run(
        ["export", "--to", "jsonl", "--table", "attributions", str(article), str(tmp_path / "no"), "-o", str(target)]
    )
    assert status == 1
    assert "no: " in capsys.readouterr().err
    (row,) = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert (row["source_name"], row["cue_words"]) == ("Edda Marsh", "said")
    before = article.read_text(encoding="utf-8")
    assert run(["export", "--to", "jsonl", str(article), "-o", str(article)]) == 2
    assert article.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--to", "nonsense"], "--to nonsense: there is no such format; there are atom, corrections, csv"),
        (["a.txt"], "export: say with --to in which format (whosays export --list)"),
        (["--to", "csv", "--format", "csv"], "--format and --to do not go together"),
        (["--to", "csv", "--table", "nonsense"], "--table nonsense: --to csv has no such table; it has documents"),
        (["--to", "csv", "--claim", "k1", "a.txt"], "--claim names a claim of the ledger"),
    ],
)
def test_a_wrong_command_line_is_told_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", *arguments]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"whosays: {sentence}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(("claim", "cause"), [("k999", "the ledger holds no such claim"), ("x", "claims are called k")])
def test_a_claim_that_is_not_there_is_told(
    path: Path, held: Findings, claim: str, cause: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--to", "csv", "--table", "claims", "--ledger", str(path), "--claim", claim]) == 2
    assert f"{claim}: {cause}" in capsys.readouterr().err


def test_a_library_that_is_not_there_is_told() -> None:
    with pytest.raises(WhosaysError, match=r"^--to x needs nolib, .* pip install 'whosays\[x\]'$"):
        library("no_such_library", package="nolib", extra="x", purpose="--to x")


def test_formats_of_others_are_found_and_broken_ones_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import EntryPoint, EntryPoints

    entries = EntryPoints(
        EntryPoint(name, value, base.GROUP)
        for name, value in (
            ("theirs", "whosays.exports.rows:Csv"),
            ("gone", "nowhere:X"),
            ("wrong", "json:JSONDecoder"),
        )
    )
    monkeypatch.setattr(base, "entry_points", lambda group: entries.select(group=group))
    assert names() == ["gone", "theirs", "wrong"]
    assert exporter("theirs").name == "csv"
    with pytest.raises(WhosaysError, match="--to gone: the format's module cannot be loaded"):
        exporter("gone")
    with pytest.raises(WhosaysError, match="json:JSONDecoder is no exporter of whosays"):
        exporter("wrong")
    with pytest.raises(UsageError):
        exporter("csv")
