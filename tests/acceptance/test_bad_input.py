"""Bad input of every kind, in one run with good: each is told, the rest is done."""

import json
import os
import re
from pathlib import Path

import pytest

from extract.cli import main

GOOD = "Ada Lovelace met Charles Babbage in London on Monday.\n"


def make_inputs(folder: Path) -> None:
    """Write good and bad files, named after what is the matter with them."""
    (folder / "good.txt").write_text(GOOD)
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\t\n")
    (folder / "huge.txt").write_bytes(b"word " * 10_000_000)
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "line\nbreak.txt").write_text(GOOD)
    (folder / "nowhere.txt").symlink_to("gone.txt")
    (folder / "nothing").mkdir()
    rows = [
        {"id": "row-1", "text": GOOD},
        {"id": "../up", "text": GOOD},
        {"id": "a\nb", "text": GOOD},
        {"id": "no-text"},
    ]
    lines = [*map(json.dumps, rows), '{"id": "cut", "text": "Ada met', json.dumps({"id": "row-2", "text": GOOD})]
    (folder / "rows.jsonl").write_text("\n".join(lines))
    (folder / "columns.csv").write_text("name,words\na,b\n")


def test_each_bad_input_is_told_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1; a problem, a place and a remedy for each; documents for all that is good."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    make_inputs(tmp_path / "in")

    assert main(["run", "in", "in/nothing", "missing.txt", "in/*.pdf"]) == 1

    errors = capsys.readouterr().err
    for problem, place in (
        ("there is nothing in it", "in/empty.txt"),
        ("there is nothing but white space", "in/blank.txt"),
        ("more than 10,000,000 bytes", "in/huge.txt"),
        ("this is a binary file", "in/binary.txt"),
        ("the file cannot be read", "in/nowhere.txt"),
        ("the folder has no articles", "in/nothing"),
        ("there is no such file or folder", "missing.txt"),
        ("no file matches the pattern", r"in/\*.pdf"),
        ("there is no 'text'", "in/rows.jsonl, line 4"),
        ("the line is not JSON", "in/rows.jsonl, line 5"),
        ("no column 'text'", "in/columns.csv"),
    ):
        assert re.search(rf"^.*{problem}.*\n  where: {place}.*\n  do:    .+$", errors, re.MULTILINE), place
    written = sorted(path.stem for path in (tmp_path / "out").glob("*.json"))
    assert written == ["a-b-7e18f737", "good", "line-break", "row-1", "row-2", "up-8c722b8a"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold back the superuser")
def test_files_and_folders_without_permission_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unreadable input is a failure, a read-only output folder ends the run before it begins."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text(GOOD)
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "locked").mkdir(mode=0o500)

    assert main(["run", "secret.txt"]) == 1
    assert "the file cannot be read: Permission denied" in capsys.readouterr().err

    assert main(["run", "secret.txt", "-o", "locked"]) == 1
    assert "give -o a folder that you may write to" in capsys.readouterr().err
