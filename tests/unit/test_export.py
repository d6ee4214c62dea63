"""Flat tables of documents: columns by the declarations, a row a record, nothing lost or half-written."""

import csv
import json
import sys

import pyarrow.parquet
import pytest
from review_examples import ANNOTATION, CATALOG, TEXT, article, document, write_folder

from extract.catalog import load_catalog
from extract.cli import main
from extract.errors import InvalidDocument
from extract.export import columns_of, export_folder

SCHEMAS = '''
from datetime import date
from typing import Literal
from extract.schema import *

class Ship(Entity):
    """A ship."""
    tons: int | None = Field(default=None, description="How much it carries.")

class Raid(Event):
    """A ship falls upon another."""
    raider: Annotated[Ref["Ship"], AGENT] = Field(description="Who raids.")
    after: Ref["Raid"] | None = Field(default=None, description="Which raid was before.")
    seas: list[Literal["north", "south"]] = Field(default=[], description="Where.")
    was_repelled: bool | None = Field(default=None, description="Whether it failed.")
    shares: list[float] = Field(default=[], description="Of the loot.")
    told_on: date | None = Field(default=None, description="When it was told.")
'''.replace("from typing import Literal", "from typing import Annotated, Literal\n\nfrom pydantic import Field")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_table_for_each_schema_and_one_of_the_articles(folder):
    """Also for schemas of which no document has a record: head and no row."""
    done = export_folder(write_folder(folder, document()), folder / "tables", CATALOG)

    assert {path.name: count for path, count in done.rows.items()} == {
        "source.csv": 1,
        **{f"{one.list_name}.csv": len(document()[one.list_name]) for one in CATALOG},
    }
    assert {path.name: len(rows(path)) for path in (folder / "tables").iterdir()} == {
        path.name: count for path, count in done.rows.items()
    }
    head = (folder / "tables" / "proposals.csv").read_text().splitlines()
    assert head == [",".join(one.name for one in columns_of(CATALOG["Proposal"], CATALOG))]


def test_a_row_has_the_article_and_every_part_of_every_field(folder):
    """References are ids, with the names beside them; quotations have their words and offsets, dates what they mean."""
    export_folder(write_folder(folder, document()), folder / "tables", CATALOG)
    (row,) = rows(folder / "tables" / "meetings.csv")
    (meeting,) = document()["meetings"]
    evidence = ANNOTATION["meetings"][0]["evidence"][0]

    assert row == {
        "source.id": "strait",
        "source.published": "2021-05-06",
        "id": "meeting-1",
        "participants": "norland; ida-vale",
        "participants.name": "Norland; Ida Vale",
        "place": "Port Amber",
        "place.start": str(meeting["place"]["start"]),
        "place.end": str(meeting["place"]["end"]),
        "date": "4 May 2021",
        "date.start": str(meeting["date"]["start"]),
        "date.end": str(meeting["date"]["end"]),
        "date.iso": "2021-05-04",
        "status": "held",
        "evidence": evidence,
        "evidence.start": "0",
        "evidence.end": str(len(evidence)),
        "confidence": "",
        "optional": "false",
    }


def test_the_table_of_articles_has_those_without_a_record(folder):
    """Else nobody could count how many articles were read."""
    nothing = document(article("empty"), annotation={})
    export_folder(write_folder(folder, nothing, document()), folder / "tables", CATALOG)

    assert rows(folder / "tables" / "source.csv") == [
        {name: "" if value is None else str(value) for name, value in one["source"].items()}
        for one in (nothing, document())
    ]


def test_the_order_is_that_of_the_names_and_the_bytes_are_the_same_again(folder):
    """Two exports of one folder do not differ."""
    out = write_folder(folder, *(document(article(name)) for name in "cab"))
    for tables in ("one", "two"):
        export_folder(out, folder / tables, CATALOG)

    assert [row["source.id"] for row in rows(folder / "one" / "demands.csv")] == ["a", "b", "c"]
    for path in (folder / "one").iterdir():
        assert path.read_bytes() == (folder / "two" / path.name).read_bytes()


def test_words_of_an_article_cannot_break_a_table(folder):
    """Commas, quotation marks and line ends stay in their cell."""
    text = TEXT.replace("reopen the strait", 'reopen,\r\nor "free", the strait')
    content = 'reopen,\r\nor "free", the strait'
    (demand,) = ANNOTATION["demands"]
    says = ANNOTATION | {
        "demands": [demand | {"content": content, "evidence": [f"Norland urged Sudland to {content}."]}]
    }
    export_folder(write_folder(folder, document(article(text=text), says)), folder / "tables", CATALOG)

    assert [row["content"] for row in rows(folder / "tables" / "demands.csv")] == [content]


def test_parquet_has_lists_and_types(folder):
    """The same columns, with nulls for what is not there."""
    export_folder(write_folder(folder, document()), folder / "tables", CATALOG, form="parquet")
    table = pyarrow.parquet.read_table(folder / "tables" / "actors.parquet")

    assert table.column_names == [one.name for one in columns_of(CATALOG["Actor"], CATALOG)]
    first = table.to_pylist()[0]
    mentions = document()["actors"][0]["mentions"]
    assert (first["name"], first["aliases"], first["title"], first["optional"]) == (
        "Norland",
        ["Norlanders"],
        None,
        False,
    )
    assert first["mentions.start"] == [one["start"] for one in mentions]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_type_of_a_users_field_has_its_column(folder, form):
    """Whole numbers, shares, truths, days and labels, single and in lists; what has no name has no column of names."""
    (folder / "mine").mkdir()
    (folder / "mine" / "sea.py").write_text(SCHEMAS, encoding="utf-8")
    catalog = load_catalog(folder / "mine")
    data = document(annotation={}, catalog=catalog)
    quote = {"text": "Norland", "start": TEXT.index("Norland"), "end": TEXT.index("Norland") + 7}
    data["ships"] = [{"id": "gull", "name": "Gull", "aliases": [], "tons": 70, "mentions": [quote]}]
    raid = {"id": "raid-1", "raider": "gull", "after": None, "seas": ["north", "south"], "was_repelled": True}
    data["raids"] = [
        raid | {"shares": [0.25, 0.5], "told_on": "2021-05-06", "evidence": [quote]},
        raid | {"id": "raid-2", "after": "raid-1", "shares": [], "told_on": None, "evidence": [quote]},
    ]
    done = export_folder(write_folder(folder, data), folder / "tables", catalog, form=form)
    assert done.failures == ()
    if form == "parquet":
        _, second = pyarrow.parquet.read_table(folder / "tables" / "raids.parquet").to_pylist()
        first = pyarrow.parquet.read_table(folder / "tables" / "raids.parquet").to_pylist()[0]
        wanted = ("gull", "Gull", None, ["north", "south"], True, [0.25, 0.5], "2021-05-06")
    else:
        first, second = rows(folder / "tables" / "raids.csv")
        wanted = ("gull", "Gull", "", "north; south", "true", "0.25; 0.5", "2021-05-06")

    names = ("raider", "raider.name", "after", "seas", "was_repelled", "shares", "told_on")
    assert tuple(first[name] for name in names) == wanted
    assert second["after"] == "raid-1"
    assert "after.name" not in first


def test_goldens_have_tables_too(folder):
    """Their optional records are told."""
    golden = document()
    del golden["extraction"]
    golden["verified"] = {"by": "Eve Example", "on": "2021-05-07", "guidelines": "1.1"}
    golden["demands"][0]["optional"] = True
    export_folder(write_folder(folder, golden), folder / "tables", CATALOG)

    assert [row["optional"] for row in rows(folder / "tables" / "demands.csv")] == ["true"]


def test_a_broken_document_is_told_and_the_rest_is_written(folder, capsys):
    """Exit code 1; the tables have what could be read."""
    out = write_folder(folder, document())
    (out / "broken.json").write_text("{}", encoding="utf-8")

    assert main(["export", "out"]) == 1
    told = capsys.readouterr()
    assert "where: out/broken.json" in told.err
    assert [line.split() for line in told.out.splitlines()[2:4]] == [
        ["tables/source.csv", "1"],
        ["tables/actors.csv", "3"],
    ]


def test_two_documents_of_one_article_are_counted_once(folder):
    """A folder may have files and a table of the same run: what `extract score` takes first counts here, too."""
    out = write_folder(folder, document())
    (out / "extractions.jsonl").write_text(json.dumps(document()) + "\n", encoding="utf-8")

    assert export_folder(out, folder / "tables", CATALOG).rows[folder / "tables" / "source.csv"] == 1


def test_a_folder_without_documents_makes_no_table(folder):
    """Nothing is written, and tables of an earlier export stay as they are."""
    (folder / "tables").mkdir()
    (folder / "tables" / "source.csv").write_text("earlier\n")
    (folder / "out").mkdir()

    with pytest.raises(InvalidDocument, match="no document found"):
        export_folder(folder / "out", folder / "tables", CATALOG)
    assert [path.read_text() for path in (folder / "tables").iterdir()] == ["earlier\n"]


def test_parquet_without_pyarrow_names_the_extra(folder, capsys, monkeypatch):
    """And says that CSV needs nothing."""
    write_folder(folder, document())
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    assert main(["export", "out", "--parquet"]) == 2
    assert capsys.readouterr().err == (
        "Parquet needs pyarrow, which is not installed\n  where: --parquet\n"
        "  do:    pip install 'extract-news[parquet]', or leave it out: CSV needs nothing\n"
    )


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"]


@pytest.fixture
def hostile(folder):
    """A folder with a document in which somebody's title is a formula."""
    whole = document()
    first, *others = whole["actors"]
    return lambda title: write_folder(folder, {**whole, "actors": [{**first, "title": title}, *others]})


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_of_csv_is_a_formula(hostile, folder, name):
    """What a spreadsheet would run has an apostrophe before it, by default; --raw leaves it."""
    documents = str(hostile(name))

    assert main(["export", documents, "-o", "safe"]) == 0
    assert main(["export", documents, "-o", "raw", "--raw"]) == 0
    assert rows(folder / "safe" / "actors.csv")[0]["title"] == f"'{name}"
    assert rows(folder / "raw" / "actors.csv")[0]["title"] == name


def test_numbers_are_no_formulas(folder):
    """A negative number is a number; so is a list's text that begins with one, harmless."""
    (folder / "own").mkdir()
    (folder / "own" / "ship.py").write_text(SCHEMAS, encoding="utf-8")
    assert main(["export", str(ships(folder)), "--schemas", "own"]) == 0

    (row,) = rows(folder / "tables" / "ships.csv")
    assert row["tons"] == "-5"


def ships(folder):
    given = document()
    lists = {one.list_name for one in CATALOG}
    ship = {"id": "a", "name": "Amber", "tons": -5, "aliases": [], "mentions": []}
    own = {name: value for name, value in given.items() if name not in lists} | {"ships": [ship], "raids": []}
    return write_folder(folder, own)


def test_excel_is_told_that_it_is_utf_8(folder):
    """--bom; without it there is no mark, which other programs would take for a letter."""
    documents = str(write_folder(folder, document()))
    assert main(["export", documents, "-o", "with", "--bom"]) == 0
    assert main(["export", documents, "-o", "without"]) == 0

    marked = (folder / "with" / "meetings.csv").read_bytes()
    assert marked == b"\xef\xbb\xbf" + (folder / "without" / "meetings.csv").read_bytes()
