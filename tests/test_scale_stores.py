"""A corpus run reads what an S3 store holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("daft")
pytest.importorskip("boto3", reason="make test-cluster")
pytest.importorskip("moto.server", reason="make test-cluster")

import boto3
from moto.server import ThreadedMotoServer

from tests.test_scale import corpus, ran, rows, whole

__all__ = ["corpus", "whole"]  # fixtures


@pytest.fixture
def bucket(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The inputs as objects of a store on this machine."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    known = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "invented",
             "AWS_DEFAULT_REGION": "us-east-1", "AWS_SECRET_ACCESS_KEY": "invented"}  # fmt: skip
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    store = boto3.client("s3")
    store.create_bucket(Bucket="news")
    for file in corpus.iterdir():
        store.upload_file(str(file), "news", f"2031/{file.name}")
    yield "s3://news/2031"
    server.stop()


def test_objects_of_a_store_are_read_as_files_are(bucket: str, whole: Path, tmp_path: Path) -> None:
    status, out, err = ran(bucket, "s3://news/none.jsonl", "--output", tmp_path / "out")
    assert status == 1
    assert "s3://news/none.jsonl: there is no such object" in err
    assert "5 different ones traced, 2 refused" in out
    found, known = ({(r["document"], r["title"], r["published"]) for r in rows(o, "documents")}
                    for o in (tmp_path / "out", whole))  # fmt: skip
    assert found == known
    places = {name for row in rows(tmp_path / "out", "documents") for name in row["inputs"]}
    assert {name.rpartition(":")[0].rpartition("/")[0] or name for name in places} == {bucket}
    status, out, err = ran(f"{bucket}/*.csv", "--output", tmp_path / "out")
    assert "reading" not in err  # it has been
