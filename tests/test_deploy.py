"""The manifest for Kubernetes: its fields are those that are known, what it names is there, its command is one."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

yaml = pytest.importorskip("yaml")

FILE = Path(__file__).parent.parent / "deploy" / "kuberay.yaml"


def thing(required: str, **fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": required.split(), "additionalProperties": False}


TEXT, COUNT, TEXTS = (
    {"type": "string", "minLength": 1},
    {"type": "integer", "minimum": 0},
    {
        "type": "object",
        "additionalProperties": {"type": "string"},
    },
)
META = thing("name", name={"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"})
QUANTITY = {"type": "string", "pattern": "^[0-9]+(m|[KMGT]i)?$"}
QUANTITIES = {"type": "object", "additionalProperties": QUANTITY}
CONTAINER = thing(
    "name image resources",
    name=TEXT,
    image=TEXT,
    env={"type": "array", "items": thing("name value", name=TEXT, value=TEXT)},
    resources=thing("requests limits", requests=QUANTITIES, limits=QUANTITIES),
    volumeMounts={"type": "array", "items": thing("name mountPath", name=TEXT, mountPath=TEXT)},
)
VOLUME = thing("name persistentVolumeClaim", name=TEXT, persistentVolumeClaim=thing("claimName", claimName=TEXT))
POD = thing("containers", containers={"type": "array", "items": CONTAINER}, volumes={"type": "array", "items": VOLUME})
TEMPLATE = thing("spec", spec=POD)
CLUSTER = thing(
    "rayVersion headGroupSpec workerGroupSpecs",
    rayVersion=TEXT,
    headGroupSpec=thing("rayStartParams template", rayStartParams=TEXTS, template=TEMPLATE),
    workerGroupSpecs={
        "type": "array",
        "items": thing(
            "groupName replicas minReplicas maxReplicas rayStartParams template",
            groupName=TEXT,
            replicas=COUNT,
            minReplicas=COUNT,
            maxReplicas=COUNT,
            rayStartParams=TEXTS,
            template=TEMPLATE,
        ),
    },
)
JOB = thing(
    "apiVersion kind metadata spec",
    apiVersion={"const": "ray.io/v1"},
    kind={"const": "RayJob"},
    metadata=META,
    spec=thing(
        "entrypoint rayClusterSpec",
        entrypoint=TEXT,
        shutdownAfterJobFinishes={"type": "boolean"},
        ttlSecondsAfterFinished=COUNT,
        backoffLimit=COUNT,
        rayClusterSpec=CLUSTER,
    ),
)
CLAIM = thing(
    "apiVersion kind metadata spec",
    apiVersion={"const": "v1"},
    kind={"const": "PersistentVolumeClaim"},
    metadata=META,
    spec=thing(
        "accessModes resources",
        accessModes={"const": ["ReadWriteMany"]},
        storageClassName=TEXT,
        resources=thing("requests", requests=QUANTITIES),
    ),
)


def test_the_manifest_is_one_that_kuberay_knows() -> None:
    claim, job = yaml.safe_load_all(FILE.read_text(encoding="utf-8"))
    for schema, given in ((CLAIM, claim), (JOB, job)):
        assert not [f"{list(e.path)}: {e.message}" for e in Draft202012Validator(schema).iter_errors(given)]
    cluster = job["spec"]["rayClusterSpec"]
    pods = [group["template"]["spec"] for group in (cluster["headGroupSpec"], *cluster["workerGroupSpecs"])]
    for pod in pods:
        (container,) = pod["containers"]
        assert container["image"].endswith(f":{cluster['rayVersion']}")
        assert {m["name"] for m in container["volumeMounts"]} == {v["name"] for v in pod["volumes"]}
        assert {v["persistentVolumeClaim"]["claimName"] for v in pod["volumes"]} == {claim["metadata"]["name"]}


def test_its_command_is_one_of_ours_and_uses_every_core_that_is_asked_for() -> None:
    from typer.main import get_command

    from whosays.cli import app

    _, job = yaml.safe_load_all(FILE.read_text(encoding="utf-8"))
    name, verb, *arguments = shlex.split(job["spec"]["entrypoint"])
    assert (name, verb) == ("whosays", "run")
    command: Any = get_command(app)
    given = command.commands["run"].make_context("run", arguments).params
    (group,) = job["spec"]["rayClusterSpec"]["workerGroupSpecs"]
    (worker,) = group["template"]["spec"]["containers"]
    assert given["workers"] == group["replicas"] * int(worker["resources"]["requests"]["cpu"])
    mounted = {mount["mountPath"] for mount in worker["volumeMounts"]}
    assert all(any(str(path).startswith(f"{top}/") for top in mounted) for path in (*given["inputs"], given["output"]))
