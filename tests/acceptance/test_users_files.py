"""A file, a disk or a permission of the user's is never called a fault of the program: it is named, with what helps."""

import json
import re
from pathlib import Path

import pytest

from extract.cli import main

DOCUMENT = {
    "schema_version": "1",
    "source": {"id": "a", "uri": "in/a.txt", "sha256": "0" * 64, "length": 3, "title": None, "published": None},
    "extraction": {"backend": "plain", "model": "words 1", "version": "0", "schemas": "sha256:0"},
}
BROKEN = {
    "cut": b'{"schema_version": "1", "sou',
    "binary": bytes(range(256)),
    "deep": b"[" * 100_000,
    "half": json.dumps(DOCUMENT | {"comments": ["\ud800"]}).encode(),
    "big": b'{"n": ' + b"1" * 5000 + b"}",
    "list": b"[1]",
    "empty": b"",
}


def make_folder(data: bytes, name: str = "a.json") -> str:
    Path("docs").mkdir()
    Path("docs", name).write_bytes(data)
    return "docs"


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was told on standard error, after a look at its form."""
    error = capsys.readouterr().err
    assert "fault of the program" not in error
    assert re.search(r"^.+\n  where: .+\n  do:    .+$", error, re.MULTILINE), error
    return error


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    "command",
    ["check docs", "report docs", "export docs", "score docs docs", "diff docs docs", "schema --diff docs/a.json"],
)
def test_broken_documents_are_named(command: str, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is wrong with a document, each command that reads it says which file it is, and goes no further down."""
    make_folder(data)

    assert main(command.split()) in (1, 2)

    assert "docs/a.json" in told(capsys)


@pytest.mark.parametrize("name", ["extractions.jsonl", "extractions.parquet"])
@pytest.mark.parametrize("command", ["check docs", "report docs", "export docs"])
def test_broken_tables_are_named(command: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A table that is cut off or is none says so."""
    pytest.importorskip("pyarrow")
    make_folder(b"PAR1 \xff\xfe {", name)

    assert main(command.split()) == 1

    assert f"docs/{name}" in told(capsys)


def test_a_folder_in_the_place_of_a_document_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    """It is passed over, as anything else is that no run writes."""
    Path("docs/a.json").mkdir(parents=True)

    assert main(["check", "docs"]) == 1

    assert "no document found" in told(capsys)


@pytest.mark.parametrize(
    ("path", "remedy"),
    [("nowhere/r.html", "make the folder first"), ("file/r.html", "take away what lies there")],
)
def test_a_page_that_cannot_be_written_is_named(path: str, remedy: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own name is told, not that of a temporary file."""
    make_folder(b"{}")
    Path("file").touch()

    assert main(["report", "docs", "-o", path]) == 1

    error = told(capsys)
    assert f"where: {path}\n" in error
    assert remedy in error


def test_settings_nested_without_end_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A pyproject.toml that no reader can follow is wrong usage."""
    Path("pyproject.toml").write_text("a = " + "[" * 10_000, encoding="utf-8")

    assert main(["check", "."]) == 2

    assert "pyproject.toml" in told(capsys)
