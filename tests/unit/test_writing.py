"""A file is written whole or not at all, and what goes wrong is told with what helps."""

import sqlite3
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.writing import replacing, told


def test_a_file_takes_its_place_when_all_went_well(tmp_path: Path) -> None:
    """Until then the old one is there; the temporary one never stays."""
    path = tmp_path / "a.json"
    path.write_text("old")
    with replacing(path, 7) as temporary:
        temporary.write_text("new")
        before = path.read_text()

    assert (before, path.read_text()) == ("old", "new")
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_names_the_file_and_not_the_temporary_one(tmp_path: Path) -> None:
    """Nobody else knows that one."""
    path = tmp_path / "gone" / "a.json"
    with pytest.raises(StoreError) as caught, replacing(path, 7) as temporary:
        temporary.write_text("new")

    assert caught.value.where == str(path)
    assert caught.value.remedy == "make the folder first, or give -o another"


def test_a_broken_sqlite_file_is_told_by_what_it_is(tmp_path: Path) -> None:
    """A StoreError says which file, and what losing it costs."""
    path = tmp_path / "texts.sqlite3"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="the file of texts cannot be used") as caught, told(path, "the file of texts"):
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master")

    assert caught.value.where == str(path)
