"""Rows of tables come one at a time with their places; a bad row does not stop the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.errors import LoadError
from extract.loading.source import Columns, Source
from extract.loading.tables import Row, read_rows


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows_of(path: Path, columns: Columns | None = None, longest: int = 1_000) -> list[Row | LoadError]:
    return list(read_rows(Source(Path(path.name)), columns or Columns(), longest=longest))


def problems_of(rows: list[Row | LoadError]) -> list[tuple[str, str]]:
    return [(row.where, row.problem) for row in rows if isinstance(row, LoadError)]


def ids_of(rows: list[Row | LoadError]) -> list[object]:
    return [row.values.get("id") for row in rows if isinstance(row, Row)]


def test_jsonl(tmp_path: Path) -> None:
    """Every line with an object is a row; blank lines and a byte order mark are nothing."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "One"}\r\n\r\n{"id": 2, "text": "T\\u00fc"}\n')

    assert rows_of(path) == [
        Row("a.jsonl, line 1", {"id": 1, "text": "One"}),
        Row("a.jsonl, line 3", {"id": 2, "text": "Tü"}),
    ]


def test_bad_lines_of_jsonl(tmp_path: Path) -> None:
    """A truncated line, a line that is no object and one in another encoding are told; the others are read."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": 1}\n[1]\n{"id": "\xe9"}\n{"id": 2}\n{"id": 3, "te')

    rows = rows_of(path)

    assert ids_of(rows) == [1, 2]
    assert problems_of(rows) == [
        ("a.jsonl, line 2", "the line is not a JSON object"),
        ("a.jsonl, line 3", "the line is not UTF-8"),
        ("a.jsonl, line 5", "the line is not JSON: Unterminated string starting at character 11"),
    ]


def test_long_line_of_jsonl(tmp_path: Path) -> None:
    """A line longer than an article may be is passed over without being held in memory as a row."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 1, "text": "x" * 5_000}) + "\n" + json.dumps({"id": 2}) + "\n")

    rows = rows_of(path, longest=1_000)

    assert ids_of(rows) == [2]
    assert problems_of(rows) == [("a.jsonl, line 1", "more than 1,000 bytes, which no article has")]


def test_nested_too_deeply(tmp_path: Path) -> None:
    """A line of a million brackets is an error, not a crash."""
    path = tmp_path / "a.jsonl"
    path.write_text("[" * 200_000 + "\n")

    [(_, problem)] = problems_of(rows_of(path, longest=1_000_000))

    assert problem == "the line is nested too deep to be read"


def test_a_number_of_thousands_of_digits(tmp_path: Path) -> None:
    """Its digits are kept as a text: a column that nobody asked for costs no article."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1, "n": %s}\n{"id": 2, "n": 3}\n' % ("1" * 5000))

    rows = rows_of(path, longest=10_000)

    assert ids_of(rows) == [1, 2]
    assert problems_of(rows) == []


def test_csv(tmp_path: Path) -> None:
    """Quoted fields keep commas, quotes and line ends."""
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffid,text,title\r\na,"One, ""two""\r\nthree",T\r\n\r\nb,Four,\r\n'.encode())

    assert rows_of(path) == [
        Row("a.csv, line 2", {"id": "a", "text": 'One, "two"\r\nthree', "title": "T"}),
        Row("a.csv, line 5", {"id": "b", "text": "Four", "title": ""}),
    ]


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    """The delimiter is the one that gives the header its columns."""
    path = tmp_path / "a.csv"
    path.write_text(mark.join(("id", "text")) + "\n" + mark.join(("a", "One, two")) + "\n")

    assert [row.values for row in rows_of(path) if isinstance(row, Row)] == [{"id": "a", "text": "One, two"}]


def test_csv_in_windows_1252(tmp_path: Path) -> None:
    """A table that is not UTF-8 is read in the encoding of spreadsheets."""
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\na,“Köln” – said nobody in the whole town\n".encode("cp1252"))

    assert [row.values["text"] for row in rows_of(path) if isinstance(row, Row)] == [
        "“Köln” – said nobody in the whole town"
    ]


def test_csv_in_utf16(tmp_path: Path) -> None:
    """A byte order mark tells the encoding of a table too."""
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\na,Köln\n".encode("utf-16"))

    assert [row.values for row in rows_of(path) if isinstance(row, Row)] == [{"id": "a", "text": "Köln"}]


def test_missing_columns(tmp_path: Path) -> None:
    """Missing columns are told once, with those that there are and the options that name them."""
    path = tmp_path / "a.csv"
    path.write_text("key,body\n1,One\n")

    [error] = rows_of(path)

    assert isinstance(error, LoadError)
    assert error.problem == "no column 'id' and no column 'text': the table has key, body"
    assert error.remedy == "name the column with --id-column and --text-column"


def test_named_columns(tmp_path: Path) -> None:
    """The columns may have other names."""
    path = tmp_path / "a.csv"
    path.write_text("key,body\n1,One\n")

    assert rows_of(path, Columns("key", "body")) == [Row("a.csv, line 2", {"key": "1", "body": "One"})]


def test_bad_rows_of_csv(tmp_path: Path) -> None:
    """Rows with too few fields and broken quotes are told with their lines; the others are read."""
    path = tmp_path / "a.csv"
    path.write_text('id,text\na,One\nb\nc,"Two" three\nd,Four\ne,"cut off')

    rows = rows_of(path)

    assert ids_of(rows) == ["a", "d"]
    assert problems_of(rows) == [
        ("a.csv, line 3", "the row has 1 fields, the header 2"),
        ("a.csv, line 4", "the row is not CSV: ',' expected after '\"'"),
        ("a.csv, line 6", "the row is not CSV: unexpected end of data"),
    ]


def test_empty_csv(tmp_path: Path) -> None:
    """A table without a header is told."""
    path = tmp_path / "a.csv"
    path.write_text("")

    assert problems_of(rows_of(path)) == [("a.csv", "the file is empty")]


def test_parquet(tmp_path: Path) -> None:
    """Rows of a Parquet file come with their numbers, and with the wanted columns only."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    table = {"id": [1, 2], "text": ["One", None], "published": ["2021-03-03", None], "junk": [b"x", b"y"]}
    parquet.write_table(pyarrow.table(table), path)

    assert rows_of(path) == [
        Row("a.parquet, row 1", {"id": 1, "text": "One", "published": "2021-03-03"}),
        Row("a.parquet, row 2", {"id": 2, "text": None, "published": None}),
    ]


def test_parquet_without_columns(tmp_path: Path) -> None:
    """Missing columns of a Parquet file are told as those of any table."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"id": [1], "body": ["One"]}), path)

    assert problems_of(rows_of(path)) == [("a.parquet", "no column 'text': the table has id, body")]


def test_damaged_parquet(tmp_path: Path) -> None:
    """A Parquet file that is cut off is told, not raised."""
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and no more")

    [(where, problem)] = problems_of(rows_of(path))

    assert where == "a.parquet"
    assert problem.startswith("this is not a whole Parquet file: ")
