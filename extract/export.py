"""Documents -> flat tables: one of the articles, and one for each schema with a row a record."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.errors import UsageError
from extract.faults import records_of
from extract.formats import check_form, in_groups
from extract.scoring.outputs import Outputs
from extract.stages import Failure
from extract.writing import replacing, told

if TYPE_CHECKING:
    import pyarrow

SOURCE: Final = "source"
"""The table of the articles; no schema's list can have the name, for documents have it."""
BETWEEN: Final = "; "
"""What stands between the elements of a list in CSV."""
ROWS_TOGETHER: Final = 5000
"""Rows of a Parquet table that are held in memory, and make one row group."""

Value = str | int | float | bool | None
Row = dict[str, Value | list[Value]]


@dataclass(frozen=True)
class Column:
    """A column of a table. A dot in its name leads into a value: ``date.iso`` is the ISO date of ``date``."""

    name: str
    type: type[str] | type[int] | type[float] | type[bool] = str
    is_list: bool = False


@dataclass(frozen=True)
class CsvText:
    """How texts stand in CSV."""

    is_raw: bool = False
    """Whether as they are; else what a spreadsheet would take for a formula has an apostrophe before it."""
    has_bom: bool = False
    """Whether the file begins with a byte order mark, by which Excel knows that it is UTF-8."""


@dataclass(frozen=True)
class Exported:
    """The tables that were written, with their numbers of rows, and the documents that could not be read."""

    rows: Mapping[Path, int]
    failures: tuple[Failure, ...]


def export_folder(
    documents: Path,
    folder: Path,
    catalog: Catalog,
    *,
    form: Literal["csv", "parquet"] = "csv",
    text: CsvText = CsvText(),
    has_links: bool = False,
) -> Exported:
    """Write the tables of the documents in *documents* into *folder*, each whole or not at all.

    Rows stand in the order of the documents' names and of the records in them. A document that cannot be read becomes
    a failure; of two for one article the first counts.

    Raises:
        InvalidDocument: there is no document.
        StoreError: a table cannot be written.
    """
    failures = list[Failure]()
    tables = {SOURCE: SOURCE_COLUMNS} | {one.list_name: columns_of(one, catalog) for one in catalog}
    links = _name_of_links(catalog)
    tables |= {links: LINK_COLUMNS} if has_links else {}
    paths = {name: folder / f"{name}.{form}" for name in tables}
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        written = {
            name: stack.enter_context(
                _TABLES[form](stack.enter_context(replacing(path, os.getpid())), tables[name], text)
            )
            for name, path in paths.items()
        }
        for document in Outputs(documents, catalog).read_all():
            if isinstance(document, Failure):
                failures.append(document)
                continue
            for name, row in rows_of(document, catalog):
                written[name].add(row)
            for row in link_rows(document, catalog) if has_links else ():
                written[links].add(row)
    return Exported({path: written[name].count for name, path in paths.items()}, tuple(failures))


def arrow_table(documents: Iterable[Mapping[str, Any]], name: str, catalog: Catalog) -> pyarrow.Table:
    """Return the table called *name* of *documents*, as ``export_folder`` writes it.

    Raises:
        UsageError: no schema has such a list, or pyarrow is not installed.
    """
    check_form("parquet", option="to_arrow", otherwise="use `extract export`")
    import pyarrow

    columns = {SOURCE: SOURCE_COLUMNS} | {one.list_name: columns_of(one, catalog) for one in catalog}
    if name not in columns:
        raise UsageError(f"there is no table {name!r}", where="the tables", remedy=f"use one of: {', '.join(columns)}")
    rows = (row for document in documents for table, row in rows_of(document, catalog) if table == name)
    schema = _arrow_schema(columns[name])
    batches = [pyarrow.RecordBatch.from_pylist(group, schema=schema) for group in in_groups(rows, ROWS_TOGETHER)]
    return pyarrow.Table.from_batches(batches, schema=schema)


SOURCE_COLUMNS: Final = (
    *(Column(name) for name in ("id", "uri", "sha256")),
    Column("length", int),
    *(Column(name) for name in ("title", "published", "language")),
)


def columns_of(declaration: Declaration, catalog: Catalog) -> tuple[Column, ...]:
    """Return the columns of a schema's table: its article, its id, its fields, and whether it is optional."""
    first = (Column(f"{SOURCE}.id"), Column(f"{SOURCE}.published"), Column("id"))
    fields = chain.from_iterable(_columns_of_field(spec, catalog) for spec in declaration.fields)
    trailing = [Column("confidence", float)] if declaration.kind == "event" else []
    return (*first, *fields, *trailing, Column("optional", bool))


def _columns_of_field(spec: FieldSpec, catalog: Catalog) -> Iterator[Column]:
    plain = spec.python_type if spec.python_type in (int, float, bool) else str
    yield Column(spec.name, plain, spec.is_list)
    if spec.type == "ref" and catalog[spec.target or ""].field_with("name"):
        yield Column(f"{spec.name}.name", str, spec.is_list)
    if spec.type in ("quote", "when"):
        yield Column(f"{spec.name}.start", int, spec.is_list)
        yield Column(f"{spec.name}.end", int, spec.is_list)
    if spec.type == "when":
        yield Column(f"{spec.name}.iso", str, spec.is_list)


def rows_of(document: Mapping[str, Any], catalog: Catalog) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for the article of *document*, then for each of its records."""
    source = document["source"]
    yield SOURCE, {column.name: source[column.name] for column in SOURCE_COLUMNS}
    names = _names_in(document, catalog)
    for _, declaration, record in records_of(document, catalog):
        row: Row = {f"{SOURCE}.id": source["id"], f"{SOURCE}.published": source["published"], "id": record["id"]}
        for spec in declaration.fields:
            for column in _columns_of_field(spec, catalog):
                part = column.name.removeprefix(spec.name).removeprefix(".")
                row[column.name] = _cell(spec, record.get(spec.name), part, names)
        if declaration.kind == "event":
            row["confidence"] = record.get("confidence")
        yield declaration.list_name, row | {"optional": bool(record.get("optional"))}


LINK_COLUMNS: Final = (
    *(Column(name) for name in (f"{SOURCE}.id", f"{SOURCE}.published", "schema", "id", "field", "role")),
    Column("number", int),
    *(Column(name) for name in ("target.schema", "target.id", "target.name")),
)


def link_rows(document: Mapping[str, Any], catalog: Catalog) -> Iterator[Row]:
    """Yield a row for each reference of a record to another: who took part, who asks, of whom …

    ``role`` is what the declaration says that the field is to its record, ``number`` counts the elements from 1.
    """
    source, names = document["source"], _names_in(document, catalog)
    for _, declaration, record in records_of(document, catalog):
        about = {f"{SOURCE}.id": source["id"], f"{SOURCE}.published": source["published"]}
        for spec in declaration.fields:
            value = record.get(spec.name) if spec.type == "ref" else None
            for number, target in enumerate(value if isinstance(value, list) else [value], start=1):
                if target is not None:
                    yield about | {
                        "schema": declaration.name,
                        "id": record["id"],
                        "field": spec.name,
                        "role": spec.role.name if spec.role is not None else None,
                        "number": number,
                        "target.schema": spec.target,
                        "target.id": target,
                        "target.name": names.get(target),
                    }


def _name_of_links(catalog: Catalog) -> str:
    """Return what the table of links is called: a schema's own list may be called links."""
    return "links" if all(one.list_name != "links" for one in catalog) else "links_of_records"


def _names_in(document: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Return id -> name for the records of *document* that have a name."""
    return {
        record["id"]: record.get(spec.name)
        for _, declaration, record in records_of(document, catalog)
        for spec in declaration.fields_with("name")
    }


def _cell(spec: FieldSpec, value: Any, part: str, names: Mapping[str, Any]) -> Any:
    """Return what *part* of a field's value says; the value itself, or a quotation's words, where it has no part."""
    if isinstance(value, list):
        return [_cell(spec, item, part, names) for item in value]
    if value is None:
        return None
    if spec.type == "ref":
        return names.get(value) if part else value
    return value.get(part or "text") if spec.type in ("quote", "when") else value


class Table(Protocol):
    """A table that is being written."""

    count: int
    """Its rows so far."""

    def add(self, row: Row) -> None:
        """Write *row*."""
        ...


class _Lines:
    """A file whose rows end with a line feed. csv quotes a carriage return in a cell only where rows end with one."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, row: str) -> None:
        self._file.write(row.removesuffix("\r\n") + "\n")


class _Csv:
    def __init__(self, file: Any, columns: tuple[Column, ...], text: CsvText) -> None:
        self._columns, self._writer, self.count = columns, csv.writer(_Lines(file), lineterminator="\r\n"), 0
        self._safe = str if text.is_raw else harmless
        self._writer.writerow(column.name for column in columns)

    def add(self, row: Row) -> None:
        cells = ((row[column.name], column.type is str or column.is_list) for column in self._columns)
        self._writer.writerow(self._safe(_in_csv(value)) if is_text else _in_csv(value) for value, is_text in cells)
        self.count += 1


def harmless(cell: str) -> str:
    """Return *cell* as a spreadsheet takes it for text: with an apostrophe before what would begin a formula.

    A formula may send the whole sheet to a server (https://owasp.org/www-community/attacks/CSV_Injection), and what
    stands in a cell is whatever somebody wrote under an article.

    >>> print(harmless('=HYPERLINK("http://x")'), harmless("Vale"))
    '=HYPERLINK("http://x") Vale
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _in_csv(value: Any) -> str:
    if isinstance(value, list):
        return BETWEEN.join(map(_in_csv, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@contextmanager
def _csv_table(path: Path, columns: tuple[Column, ...], text: CsvText) -> Iterator[Table]:
    with path.open("w", encoding="utf-8-sig" if text.has_bom else "utf-8", newline="") as file:
        yield _Csv(file, columns, text)


class _Parquet:
    def __init__(self, writer: Any) -> None:
        self._writer, self._rows, self.count = writer, list[Row](), 0

    def add(self, row: Row) -> None:
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == ROWS_TOGETHER:
            self.flush()

    def flush(self) -> None:
        import pyarrow

        self._writer.write_table(pyarrow.Table.from_pylist(self._rows, schema=self._writer.schema))
        self._rows = []


@contextmanager
def _parquet_table(path: Path, columns: tuple[Column, ...], text: CsvText) -> Iterator[Table]:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(path, _arrow_schema(columns), compression="zstd") as writer:
        table = _Parquet(writer)
        yield table
        table.flush()


def _arrow_schema(columns: Iterable[Column]) -> pyarrow.Schema:
    import pyarrow as pa

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return pa.schema([(one.name, pa.list_(types[one.type]) if one.is_list else types[one.type]) for one in columns])


class _Opener(Protocol):
    def __call__(self, path: Path, columns: tuple[Column, ...], text: CsvText) -> AbstractContextManager[Table]: ...


_TABLES: Final[dict[str, _Opener]] = {"csv": _csv_table, "parquet": _parquet_table}
