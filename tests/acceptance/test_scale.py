"""What the page about many machines says can be done: its examples are whole, and so is the Dockerfile."""

import re
import subprocess
from pathlib import Path

import pytest

from extract.cli import cli

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
IMAGE = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", [*SCRIPTS, *re.findall(r"- \|\n(.*?)\n          resources", PAGE, re.DOTALL)])
def test_scripts_are_what_a_shell_reads(script: str) -> None:
    """And the options that they give are those of the command."""
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    known = {name for command in cli.commands.values() for one in command.params for name in one.opts}

    assert done.stderr == ""
    for line in re.findall(r"extract (?:run|merge) [^#\n]*(?:\\\n[^#\n]*)*", script):
        assert {word for word in line.split() if word.startswith("-")} <= known, line


def test_the_job_is_what_kubernetes_reads() -> None:
    """A Job of as many parts as the command has shares."""
    yaml = pytest.importorskip("yaml")
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    job = yaml.safe_load(text)
    (container,) = job["spec"]["template"]["spec"]["containers"]

    assert job["spec"]["completionMode"] == "Indexed"
    assert f'/{job["spec"]["completions"]}"' in container["args"][0]
    volumes = {one["name"] for one in job["spec"]["template"]["spec"]["volumes"]}
    assert {one["name"] for one in container["volumeMounts"]} == volumes


def test_the_image_is_built_from_the_repository_alone() -> None:
    """Every line is an instruction, what is copied lies here, and every package but ours is held to its hash."""
    lines = [line for line in IMAGE.splitlines() if line and not line.startswith("#")]
    copied = [line.split()[1] for line in lines if line.startswith("COPY") and "--from" not in line]

    known = {"FROM", "WORKDIR", "COPY", "ARG", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD"}
    assert {line.split()[0] for line in lines} <= known
    assert all((ROOT / name).exists() for name in copied)
    assert "--require-hashes -r /tmp/requirements.lock" in IMAGE
    assert "curl" not in IMAGE
    assert "wget" not in IMAGE
