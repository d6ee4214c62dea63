"""requirements.lock fits what pyproject.toml declares, and holds every file to its hash."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKED = re.findall(r"--extra (\w+)", (ROOT / ".ci" / "lock").read_text(encoding="utf-8"))
DECLARED = [*PROJECT["dependencies"], *(one for extra in LOCKED for one in PROJECT["optional-dependencies"][extra])]
BLOCKS = [block for block in re.split(r"\n(?=\S)", LOCK) if not block.startswith("#")]


def pinned():
    """Return name -> the versions in the lock: several where platforms or Pythons differ."""
    found = {}
    for block in BLOCKS:
        one = Requirement(block.split("\\")[0].strip())
        found.setdefault(canonicalize_name(one.name), []).append(next(iter(one.specifier)).version)
    return found


@pytest.mark.parametrize("declared", DECLARED)
def test_what_is_declared_is_locked(declared):
    """After a change of the dependencies: ``.ci/lock``."""
    one = Requirement(declared)
    versions = pinned().get(canonicalize_name(one.name), [])

    assert versions
    assert [version for version in versions if version not in one.specifier] == []


def test_every_file_has_a_hash():
    """pip --require-hashes takes nothing else."""
    assert len(BLOCKS) > 50
    assert [block.splitlines()[0] for block in BLOCKS if "--hash=sha256:" not in block] == []


def test_no_index_is_named():
    """Whoever installs has their own."""
    assert re.findall(r"https?:|--index|--find-links|--extra-index|@ file", LOCK) == []
