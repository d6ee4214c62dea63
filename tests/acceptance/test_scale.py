"""What the page about many machines says can be done: its examples are whole, and so is the Dockerfile."""

import os
import re
import shutil
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


STANDS_FOR_EXTRACT = """#!/bin/bash
while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
echo done >> "$out/.state"
exit "$CODE"
"""
SLURM = next(one for one in SCRIPTS if "SBATCH" in one)
(KUBERNETES,) = re.findall(r"- \|\n(.*?)\n          resources", PAGE, re.DOTALL)


@pytest.mark.parametrize("script", [SLURM, KUBERNETES], ids=["slurm", "kubernetes"])
def test_a_share_that_is_tried_again_goes_on_where_it_stopped(script: str, tmp_path: Path) -> None:
    """What a try leaves, hidden files too, is what the next begins with; articles that failed are no failed job."""
    (tmp_path / "extract").write_text(STANDS_FOR_EXTRACT)
    (tmp_path / "extract").chmod(0o755)
    for name in ("parts", "part"):
        (tmp_path / name).mkdir()
    script = re.sub(r"(?<=[ =])/(?=(shared|archive|parts?)\b)", f"{tmp_path}/", script)
    numbers = {"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "64", "SLURM_CPUS_PER_TASK": "4"}
    environment = os.environ | numbers | {"JOB_COMPLETION_INDEX": "3", "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    codes = []
    for code in ("130", "1", "0"):
        shutil.rmtree(tmp_path / "part")  # a new pod has a new one
        (tmp_path / "part").mkdir()
        codes.append(subprocess.run(["bash", "-c", script], env=environment | {"CODE": code}, check=False).returncode)

    assert [bool(code) for code in codes] == [True, False, False]
    (state,) = [*tmp_path.glob("shared/parts/3/.state"), *tmp_path.glob("parts/3/.state")]
    assert state.read_text() == "done\n" * 3
    assert [*tmp_path.rglob("*.new")] == []


def test_the_arithmetic_gives_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    """A reader who puts in other numbers starts from a computation that runs."""
    (computation,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (printed,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)

    exec(computation, {})

    assert capsys.readouterr().out == printed


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
    assert "install --directory --owner=reader /work" in IMAGE.split("\nUSER reader\nWORKDIR /work\n")[0]
    assert "curl" not in IMAGE
    assert "wget" not in IMAGE
