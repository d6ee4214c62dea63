"""Help answers at once: what is heavy is only imported by what uses it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEAVY = {
    *("spacy", "thinc", "numpy", "scipy", "instructor", "openai", "pydantic", "jsonschema", "jsonschema_rs", "lxml"),
    *("trafilatura", "htmldate", "dateparser", "pycountry", "rich", "pyarrow", "rapidfuzz", "vaderSentiment", "jinja2"),
    "duckdb",
}
ASK = "import sys; from extract.cli import main; code = main({!r}); print(*sys.modules); sys.exit(code)"


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["golden", "import", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """The modules of a process that printed help are click, ours, and the standard library's."""
    done = subprocess.run([sys.executable, "-c", ASK.format(arguments)], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert {"click", "extract"} <= loaded
    assert loaded & HEAVY == set()


def test_help_of_language_models_is_no_reason_to_load_them() -> None:
    """A run with the embedded backend loads no library of a provider."""
    code = "import sys; from extract.commands.schema import schema; import extract.run; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded & {"instructor", "openai", "spacy", "trafilatura", "rich", "pyarrow", "scipy"} == set()


def test_the_library_costs_nothing_until_it_is_used() -> None:
    """``import extract`` brings the standard library only; its names come when they are asked for."""
    code = "import sys, extract; print(*sys.modules); assert extract.__all__; extract.Reader"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "extract" in loaded
    assert loaded & (HEAVY | {"click", "asyncio"}) == set()


def test_a_reader_loads_no_other_backend() -> None:
    """Naming the reader, and opening documents, loads neither the parser nor what asks language models."""
    code = "import sys, extract; extract.Reader, extract.load('golden'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded & {"instructor", "openai", "spacy", "trafilatura", "rich", "pyarrow", "pandas", "jinja2"} == set()
