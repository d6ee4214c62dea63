"""The texts of rows lie together in one file, where everything that reads documents finds them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.check import find_text
from extract.document import ExtractionInfo
from extract.loading.load import find_articles
from extract.stages import Article, Extraction
from extract.store import Finished, Store
from extract.texts import TEXTS, Texts, kept_text

INFO = ExtractionInfo(backend="b", model="m", version="1", schemas="s")


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(*texts: str) -> Iterator[Article]:
    Path("rows.csv").write_text(
        "id,text\n" + "".join(f'{name},"{text}"\n' for name, text in zip("abc", texts, strict=False))
    )
    yield from (one for one in find_articles(["rows.csv"]) if isinstance(one, Article))


def save(*articles: Article, form: str = "json") -> list[object]:
    """Return what the store said of each article."""
    with Store(Path("out"), form=form) as store:
        store.begin(INFO, ["deals"])
        said = []
        for article in articles:
            said.append(store.claim(article, "k"))
            if said[-1] == "claimed":
                store.save(Extraction(article, {}, b"{}\n"), {})
        return said


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet"])
def test_texts_of_rows_are_in_one_file(form: str) -> None:
    """A run over rows writes one file of texts, whatever its form, and no .txt; each text is found by the row's id."""
    save(*rows("One.", "Two, Köln\r\n"), form=form)

    assert [path.name for path in Path("out").glob("*.txt")] == []
    assert [path.name for path in Path("out").glob("texts*")] == [TEXTS]
    assert find_text("b", "rows.csv#b", Path("out"), []) == "Two, Köln\r\n"
    assert find_text("c", "rows.csv#c", Path("out"), []) is None


def test_a_page_keeps_a_file() -> None:
    """The text of an article that is alone in its file is a file too; no table of texts is made for it."""
    save(Article("page", "page.html", "One.", is_derived=True))

    assert sorted(path.name for path in Path("out").iterdir() if not path.name.startswith(".")) == [
        "page.json",
        "page.txt",
    ]
    assert find_text("page", "page.html", Path("out"), []) == "One."


def test_a_finished_row_is_left() -> None:
    """A row is finished while its text is there and the same; one whose text was lost is read again."""
    save(*rows("One.", "Two."))

    assert save(*rows("One.", "Two.")) == [Finished({}), Finished({})]
    with sqlite3.connect(f"out/{TEXTS}") as kept:
        kept.execute("DELETE FROM texts WHERE id = 'a'")
    assert save(*rows("One.", "Two.")) == ["claimed", Finished({})]
    assert kept_text(Path("out"), "a") == "One."


def test_rows_that_are_pruned() -> None:
    """With the document of a row its text goes."""
    save(*rows("One."))
    Path("rows.csv").unlink()
    with Store(Path("out")) as store:
        assert store.prune() == ["a"]

    assert kept_text(Path("out"), "a") is None


def test_a_page_in_the_place_of_a_row() -> None:
    """Where a page gets the id that a row had, its text is the page's."""
    texts = Texts(Path(), lambda path: sqlite3.connect(path, isolation_level=None))
    texts.put("a", "One.")
    texts.take_out(["a"])
    texts.close()

    assert kept_text(Path(), "a") is None


def test_a_file_that_is_no_table_of_texts() -> None:
    """A file of that name that is broken is as good as none."""
    Path(TEXTS).write_bytes(b"broken" * 1000)

    assert kept_text(Path(), "a") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold back the superuser")
def test_a_folder_that_may_only_be_read() -> None:
    """Texts are found in a folder that may not be written to."""
    save(*rows("One."))
    Path("out").chmod(0o500)
    try:
        assert kept_text(Path("out"), "a") == "One."
    finally:
        Path("out").chmod(0o700)
