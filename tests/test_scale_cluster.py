"""A corpus run on a Ray cluster of two nodes, which are processes of this machine; one of them dies while it works.

Ray is large and wants old versions of other packages; ``make test-cluster`` runs this in an environment of its own.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ray", reason="make test-cluster")
pytest.importorskip("daft")

from tests.test_scale import WORKER, below, corpus, ran, started, tables

__all__ = ["corpus"]  # a fixture


def free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, str]]:
    """A head and a worker of one core each, and the address of the head."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    port = free()
    made = Cluster(
        initialize_head=True,
        head_node_args={"num_cpus": 1, "include_dashboard": False, "ray_client_server_port": port},
    )
    made.add_node(num_cpus=1)
    yield made, f"ray://127.0.0.1:{port}"
    made.shutdown()


def raylet(node: Any) -> int:
    (found,) = node.all_processes["raylet"]
    return int(found.process.pid)


def test_two_nodes_give_what_one_process_gives_and_one_may_die(
    corpus: Path, cluster: tuple[Any, str], tmp_path: Path
) -> None:
    made, address = cluster
    process = started(corpus, "--output", tmp_path / "out", "--cluster", address, "--workers", 2)
    (node,) = made.worker_nodes
    while process.poll() is None and not list(below(raylet(node), WORKER)):
        time.sleep(0.2)
    assert process.poll() is None
    made.remove_node(node, allow_graceful=False)
    made.add_node(num_cpus=1)  # as Kubernetes does
    out, err = process.communicate(timeout=900)
    assert process.returncode == 1, err  # one line is broken and one row empty
    assert "5 different ones traced, 2 refused" in out
    assert ran(corpus, "--output", tmp_path / "alone", "--workers", 1)[0] == 1
    assert tables(tmp_path / "out") == tables(tmp_path / "alone")
