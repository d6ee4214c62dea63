"""Answers are kept by content, in SQLite or in lines of JSON."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extract.backends.llm.cache import Kept, open_answers
from extract.errors import StoreError

KEPT = Kept('{"a": "ü"}', model="openai/x", article="a", requests=2, input_tokens=10, output_tokens=3)


@pytest.mark.parametrize("name", ["kept.sqlite", "kept.jsonl", "new/folder/kept.sqlite"])
def test_what_is_kept_is_there_later(tmp_path: Path, name: str) -> None:
    """Another run finds the same answer; the newest of two is the one."""
    answers = open_answers(tmp_path / name)
    answers.put("k", Kept("older"))
    answers.put("k", KEPT)
    answers.put("cut", Kept("", is_whole=False))
    answers.close()

    again = open_answers(tmp_path / name)
    assert again.get("k") == KEPT
    assert again.get("cut") == Kept("", is_whole=False)
    assert again.get("other") is None


def test_without_a_path_nothing_is_kept() -> None:
    """Memory stays flat however many articles a run has."""
    answers = open_answers(None)
    answers.put("k", KEPT)

    assert answers.get("k") is None


@pytest.mark.parametrize("name", ["kept.sqlite", "kept.jsonl"])
def test_several_threads_keep_answers(tmp_path: Path, name: str) -> None:
    """None is lost and none is torn."""
    answers = open_answers(tmp_path / name)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: answers.put(f"k{number}", Kept("x" * 5000, article=str(number))), range(100)))

    again = open_answers(tmp_path / name)
    assert all(again.get(f"k{number}") == Kept("x" * 5000, article=str(number)) for number in range(100))


def test_the_table_lives_beside_others(tmp_path: Path) -> None:
    """The state of the output folder may lie in the same file."""
    with sqlite3.connect(tmp_path / "state.sqlite3") as base:
        base.execute("CREATE TABLE work (id)")
    open_answers(tmp_path / "state.sqlite3").put("k", KEPT)

    assert open_answers(tmp_path / "state.sqlite3").get("k") == KEPT


@pytest.mark.parametrize(
    ("name", "content"), [("kept.jsonl", "{not json\n"), ("kept.jsonl", "[]\n"), ("kept.sqlite", "x" * 999)]
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, name: str, content: str) -> None:
    """It is not overwritten; the error names it."""
    (tmp_path / name).write_text(content)
    with pytest.raises(StoreError, match="the kept answers cannot be read") as caught:
        open_answers(tmp_path / name)

    assert caught.value.where == str(tmp_path / name)
    assert (tmp_path / name).read_text() == content
