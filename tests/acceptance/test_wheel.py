"""The wheel, installed alone, is the one package with all its parts."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the files that git knows, so that nothing of ours lies beside them."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(target), str(source)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = target.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that has the wheel alone, and sees the libraries of this one after it."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home)
    path = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(path), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    own = subprocess.run(
        [str(path), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # A plain path, which does not run the .pth file by which the checkout itself is installed there.
    (Path(own) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return path


def test_the_wheel_has_one_package(wheel: Path) -> None:
    """Nothing but ``extract``, the plugin's door and its metadata: no top-level ``schemas``, no tests."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {
        "extract",
        "pytest_extract_news.py",
    }
    assert {
        "extract/py.typed",
        "extract/schemas/__init__.py",
        "extract/schemas/json/document.schema.json",
        "extract/templates/README.md.txt",
    } <= set(names)


def test_the_wheel_has_every_module_of_the_source(wheel: Path) -> None:
    """No package and no file of the engine is forgotten in the list of packages."""
    listed = subprocess.run(
        ["git", "ls-files", "extract", "schemas"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    wanted = {f"extract/{name}" if name.startswith("schemas/") else name for name in listed if (ROOT / name).is_file()}
    with zipfile.ZipFile(wheel) as archive:
        assert wanted - set(archive.namelist()) == set()


def test_the_wheel_names_its_licences(wheel: Path) -> None:
    """Licence and notices travel with it."""
    with zipfile.ZipFile(wheel) as archive:
        licences = {name.split("/licenses/")[1] for name in archive.namelist() if "/licenses/" in name}

    assert licences == {"LICENSE", "NOTICE"}


def run(python: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(python), *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_installed_package_finds_its_schemas(python: Path, tmp_path: Path) -> None:
    """The catalogue is loaded from the installed files, not from the checkout."""
    code = "import extract; from extract.catalog import load_catalog; print(extract.__file__, load_catalog().folder)"
    done = run(python, "-c", code, folder=tmp_path)

    assert done.returncode == 0, done.stderr
    package, schemas = map(Path, done.stdout.split())
    assert package.is_relative_to(python.parents[1])
    assert schemas == package.parent / "schemas"


def test_the_installed_command_reads_an_article(python: Path, tmp_path: Path) -> None:
    """``extract run`` works from the wheel, its entry points included."""
    (tmp_path / "a.txt").write_text("Ada Lovelace met Charles Babbage in London.\n")
    done = run(python.parent / "extract", "run", "a.txt", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "1 read."
    assert (tmp_path / "out" / "a.json").is_file()


def test_the_installed_plugin_makes_tests_of_goldens(python: Path, tmp_path: Path) -> None:
    """In a project that depends on the wheel, goldens are tests and extractions have snapshots."""
    (tmp_path / "a.txt").write_text("Ada Lovelace met Charles Babbage in London.\n")
    assert run(python.parent / "extract", "run", "a.txt", folder=tmp_path).returncode == 0
    golden = json.loads((tmp_path / "out" / "a.json").read_bytes())
    assert golden["meetings"]
    del golden["extraction"]
    (tmp_path / "golden").mkdir()
    signed = golden | {"verified": {"by": "Eve Example", "on": "2026-11-24", "guidelines": "1.1"}}
    (tmp_path / "golden" / "a.json").write_text(json.dumps(signed))
    (tmp_path / "test_it.py").write_text("def test_it(extract_regression): extract_regression.check('a.txt')\n")

    done = run(python, "-m", "pytest", "-v", "--extract-golden", "golden", "--regen-all", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "golden/a.json::meetings/meeting-1.participants PASSED" in done.stdout
    assert "test_it.py::test_it PASSED" in done.stdout
    assert (tmp_path / "test_it" / "test_it.json").is_file()
