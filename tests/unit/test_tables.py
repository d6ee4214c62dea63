"""Rows of tables come one at a time with their places; a bad row does not stop the rest."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from extract.errors import LoadError
from extract.loading.columns import Columns
from extract.loading.days import find_day
from extract.loading.decode import BROKEN
from extract.loading.delimited import read_delimited
from extract.loading.json_rows import read_json, read_jsonl
from extract.loading.json_stream import JsonStream
from extract.loading.notes import Notes
from extract.loading.parquet_rows import read_parquet
from extract.loading.row import Row
from extract.loading.source import Settings, Source


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows_of(
    path: Path, columns: Columns | None = None, longest: int = 1_000, notes: Notes | None = None
) -> list[Row | LoadError]:
    source, settings = Source(Path(path.name)), Settings(columns or Columns(), notes=notes or Notes())
    if source.ending == ".parquet":
        return list(read_parquet(source, settings))
    read = {".csv": read_delimited, ".tsv": read_delimited, ".json": read_json}.get(source.ending, read_jsonl)
    return list(read(source, settings, longest=longest))


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
    """A truncated line and a line that is no object are told; the others are read."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": 1}\n[1]\n{"id": 2}\n{"id": 3, "te')

    rows = rows_of(path)

    assert ids_of(rows) == [1, 2]
    assert problems_of(rows) == [
        ("a.jsonl, line 2", "the line is not a JSON object"),
        ("a.jsonl, line 4", "the line is not JSON: Unterminated string starting at character 11"),
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
    assert error.problem == "no column 'text': the table has key, body"
    assert error.remedy == "name the column with --text-column, perhaps --text-column body"


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


# ------------------------------------------------------------ encodings


def texts_of(rows: list[Row | LoadError]) -> list[object]:
    return [row.values.get("text") for row in rows if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"id,text\n1,\xc3\x85se\xe2\x80\x99s re\xffopening\n2,\xc3\x85se\n"),
        ("a.tsv", b"id\ttext\n1\t\xc3\x85se\xe2\x80\x99s re\xffopening\n2\t\xc3\x85se\n"),
        ("a.jsonl", b'{"text": "\xc3\x85se\xe2\x80\x99s re\xffopening"}\n{"text": "\xc3\x85se"}\n'),
        ("a.json", b'[{"text": "\xc3\x85se\xe2\x80\x99s re\xffopening"},\n{"text": "\xc3\x85se"}]'),
    ],
)
def test_a_broken_byte_costs_itself(tmp_path: Path, name: str, data: bytes) -> None:
    """One byte that is not UTF-8 becomes U+FFFD, and is told with its line; nothing else of the table is touched."""
    (tmp_path / name).write_bytes(data)
    notes = Notes()

    assert texts_of(rows_of(tmp_path / name, notes=notes)) == ["Åse’s re\ufffdopening", "Åse"]
    assert list(notes.complaints.values()) == [1]
    assert notes.places[BROKEN].startswith(f"{name}, line ")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252", "utf-32"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_encodings_of_tables(tmp_path: Path, encoding: str, name: str) -> None:
    """Tables of each form are read in the encodings in which they come."""
    rows = {
        "a.csv": "id,text\na,{}\n",
        "a.jsonl": '{{"id": "a", "text": "{}"}}\n',
        "a.json": '[{{"id": 1, "text": "{}"}}]',
    }
    text = "“Köln” – said nobody in the whole long street of the town"
    (tmp_path / name).write_bytes(rows[name].format(text).encode(encoding))

    assert texts_of(rows_of(tmp_path / name)) == [text]


def test_bytes_of_windows_far_down(tmp_path: Path) -> None:
    """Quotes of Windows-1252 in a table that was plain so far are those quotes."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "plain and simple words"}\n' * 40_000 + b'{"text": "\x93No\x94"}\n')

    assert texts_of(rows_of(path))[-1] == "“No”"


# ------------------------------------------------------------ spreadsheets


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "\ufeffsep=;", "SEP=;"])
def test_sep_line(tmp_path: Path, first: str) -> None:
    """A first line that tells the delimiter is no header; lines are counted with it."""
    (tmp_path / "a.csv").write_text(f"{first}\r\nid;text\r\na;One, two\r\nb\r\n")

    rows = rows_of(tmp_path / "a.csv")

    assert rows[0] == Row("a.csv, line 3", {"id": "a", "text": "One, two"})
    assert problems_of(rows) == [("a.csv, line 4", "the row has 1 fields, the header 2")]


def test_tsv(tmp_path: Path) -> None:
    """A tab divides; a quotation mark that begins a field is one, and a field in quotation marks is what they hold."""
    (tmp_path / "a.tsv").write_bytes(
        b'id\ttext\r\n1\t"No," she said.\r\n2\t"He said ""No"", twice"\r\n3\t"Two\nor three\nlines"\r\n'
    )

    assert texts_of(rows_of(tmp_path / "a.tsv")) == ['"No," she said.', 'He said "No", twice', "Two\nor three\nlines"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    """Lines of a table end as they do on any system."""
    (tmp_path / "a.csv").write_bytes(end.join(["id,text", "a,One", 'b,"Two', 'lines"', ""]).encode())
    (tmp_path / "a.jsonl").write_bytes(end.join(['{"text": "One"}', '{"text": "Two"}']).encode())

    assert texts_of(rows_of(tmp_path / "a.csv")) == ["One", f"Two{end}lines"]
    assert texts_of(rows_of(tmp_path / "a.jsonl")) == ["One", "Two"]


def test_names_of_columns(tmp_path: Path) -> None:
    """Case and spaces around the names of columns do not matter."""
    (tmp_path / "a.csv").write_text(' ID , "Text"\na,One\n')
    columns = Columns()

    [row] = rows_of(tmp_path / "a.csv")

    assert isinstance(row, Row)
    assert (columns.id_of(row.values), columns.text_of(row.values)) == ("a", "One")


def test_doubled_columns(tmp_path: Path) -> None:
    """Two columns of one name are told where one of them is to be read, and do not matter otherwise."""
    (tmp_path / "a.csv").write_text("id,text,text\na,One,Two\n")
    (tmp_path / "b.csv").write_text("id,text,date,x,x,date\na,One,2021-03-03,1,2,later\n")

    assert problems_of(rows_of(tmp_path / "a.csv")) == [("a.csv", "the header names the column 'text' twice")]
    [row] = rows_of(tmp_path / "b.csv")
    assert isinstance(row, Row)
    assert (row.values["text"], Columns().date_of(row.values)) == ("One", "2021-03-03")


def test_empty_fields_at_the_end(tmp_path: Path) -> None:
    """Delimiters after the last field are not fields too many."""
    (tmp_path / "a.csv").write_text("id,text\na,One,,,\nb,Two,x\n")

    rows = rows_of(tmp_path / "a.csv")

    assert texts_of(rows) == ["One"]
    assert problems_of(rows) == [("a.csv, line 3", "the row has 3 fields, the header 2")]


def test_a_field_of_any_length(tmp_path: Path) -> None:
    """A field may be longer than Python's own limit, and not longer than an article; a line too long costs itself."""
    (tmp_path / "a.csv").write_text(f"id,text\na,{'x' * 200_000}\nb,{'y' * 2_000_000}\nc,One\n")

    rows = rows_of(tmp_path / "a.csv", longest=1_000_000)

    assert [len(str(text)) for text in texts_of(rows)] == [200_000, 3]
    assert problems_of(rows) == [("a.csv, line 3", "more than 1,000,000 bytes, which no article has")]


# ------------------------------------------------------------ JSON


@pytest.mark.parametrize(
    "data",
    [
        '[{"text": "One"}, {"text": "Two"}]',
        '\ufeff\n[\n{"text": "One"},{"text": "Two"}\n]\n',
        '{"articles": [{"text": "One"}, {"text": "Two"}]}',
        '{"tags": [{"name": "x"}], "response": {"total": 2, "results": [{"text": "One"}, {"text": "Two"}]}}',
        '{"text": "One"}\n{"text": "Two"}\n',
        '{"text": "One"}\r\n\r\n{"text": "Two"}',
    ],
    ids=["list", "laid out", "object", "object in object", "lines", "lines apart"],
)
def test_json(tmp_path: Path, data: str) -> None:
    """The rows of a .json file are a list, one within an object, or lines."""
    (tmp_path / "a.json").write_text(data)

    if "\r\n\r\n" in data:
        data = data.replace("\r\n\r\n", "\r\n")
        (tmp_path / "a.json").write_bytes(data.encode())
    assert texts_of(rows_of(tmp_path / "a.json")) == ["One", "Two"]


def test_one_article_in_json(tmp_path: Path) -> None:
    """An object that has a text is the one row, whatever lists it has."""
    (tmp_path / "a.json").write_text('{"comments": [{"text": "No."}], "id": 1, "text": "One"}')

    assert texts_of(rows_of(tmp_path / "a.json")) == ["One"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ('{"name": "x"}', "no column 'text': the table has name"),
        ('{"rows": [{"id": 1, "body": "One"}]}', "no column 'text': the table has id, body"),
        ('{"text": {"0": "One"}}', "the file has no list of objects with texts"),
        ("5", "the file has no list of objects with texts"),
        ("", "there is nothing in it"),
        ("[" * 100_000, "the file is nested too deep to be read"),
        ('[{"text": "One"}', ", or ] expected, not the end, at character 17"),
        ('[{"text": "One"}] [{"text": "Two"}]', "something follows the list"),
        ('[{"text": "One"}, {"text" "Two"}]', "the file is not JSON: Expecting ':' delimiter at character 27"),
        ('[{"text": "One"}, 5]', "the item is not a JSON object"),
    ],
)
def test_json_without_rows(tmp_path: Path, data: str, problem: str) -> None:
    """What is no list of rows is told, and so is where a list breaks off; the rows before that are read."""
    (tmp_path / "a.json").write_text(data)

    rows = rows_of(tmp_path / "a.json", longest=1_000_000)

    assert problem in str([one for _, one in problems_of(rows)])
    assert texts_of(rows) == (["One"] if data.startswith('[{"') else [])


@pytest.mark.parametrize(
    "around", ["{}", '{{"junk": {{"deep": ["]}}", "\\\\\\""]}}, "n": 1, "rows": {}, "after": [{{"text": "x"}}]}}']
)
def test_long_json_is_read_from_front_to_back(tmp_path: Path, around: str) -> None:
    """A file longer than an article may be is never held whole; a row that is too long costs itself."""
    rows = [{"id": number, "text": f"Nr {number} “{'x' * 300}\\"} for number in range(2_000)]
    rows[7] = {"id": 7, "text": "y" * 200_000}
    (tmp_path / "a.json").write_text(around.format(json.dumps(rows)))

    found = rows_of(tmp_path / "a.json", longest=100_000)

    assert ids_of(found) == [number for number in range(2_000) if number != 7]
    assert problems_of(found) == [("a.json, item 8", "more than 100,000 bytes, which no article has")]


@pytest.mark.parametrize("size", range(1, 8))
def test_json_in_pieces(size: int) -> None:
    """Wherever a piece of JSON ends, the values are those that are written; a member that is passed over is gone."""
    values = [1e300, -2.5e-7, 12, True, None, 'a"\\\n[]{},:', [[], {}, [{"a": "]"}]], {"b\\": [1, "}"]}, 0]
    text = json.dumps(values)
    lists = JsonStream(iter([text[at : at + size] for at in range(0, len(text), size)]), 1_000)
    text = json.dumps({str(number): value for number, value in enumerate(values)})
    members = JsonStream(iter([text[at : at + size] for at in range(0, len(text), size)]), 1_000)

    assert list(lists.items()) == values
    found = [members.skip() if int(name) % 2 else members.value() for name in members.members()]
    assert found == [None if number % 2 else value for number, value in enumerate(values)]
    assert members.peek() == ""


def test_whole_numbers_without_end(tmp_path: Path) -> None:
    """A number of thousands of digits in some column costs nothing."""
    (tmp_path / "a.json").write_text(f'[{{"text": "One", "n": {"1" * 9_000}}}]')
    (tmp_path / "a.jsonl").write_text(f'{{"text": "One", "n": {"1" * 9_000}}}')

    assert texts_of(rows_of(tmp_path / "a.json", longest=100_000)) == ["One"]
    assert texts_of(rows_of(tmp_path / "a.jsonl", longest=100_000)) == ["One"]


def test_values_of_mongodb(tmp_path: Path) -> None:
    """What MongoDB writes around ids and dates is taken off."""
    (tmp_path / "a.jsonl").write_text(
        '{"_id": {"$oid": "5f"}, "text": "One", "date": {"$date": {"$numberLong": "1614729600000"}}}'
    )

    [row] = rows_of(tmp_path / "a.jsonl")

    assert isinstance(row, Row)
    assert (Columns().id_of(row.values), find_day(Columns().date_of(row.values))) == ("5f", "2021-03-03")


def test_times_of_parquet(tmp_path: Path) -> None:
    """Moments come as moments, finer ones than Python has too; a packed Parquet file is read."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    moments = pyarrow.array([1614729600123456789], pyarrow.timestamp("ns", "UTC"))
    parquet.write_table(pyarrow.table({"text": ["One"], "date": moments}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))

    for name in ("a.parquet", "b.parquet.gz"):
        [row] = rows_of(tmp_path / name)
        assert isinstance(row, Row)
        assert find_day(row.values["date"]) == "2021-03-03"
