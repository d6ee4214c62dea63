"""Rows of .jsonl, .csv and .parquet files, one at a time, each with its place in the file."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Any, BinaryIO

from extract.errors import LoadError
from extract.loading.decode import find_encoding
from extract.loading.source import Columns, Source

TABLES = (".jsonl", ".csv", ".parquet")
BATCH = 64
"""Rows of a Parquet file held at a time."""
MOST_DIGITS = 4300
"""Of a whole number: Python's own limit, sys.int_info.default_max_str_digits."""
SAMPLE = 1 << 20
"""Bytes from which the encoding of a table that is not UTF-8 is guessed."""


@dataclass(frozen=True)
class Row:
    """One row: its place for messages, and the values of the wanted columns that it has."""

    where: str
    values: Mapping[str, Any]


def read_rows(source: Source, columns: Columns, *, longest: int) -> Iterator[Row | LoadError]:
    """Yield the rows of the table, or the reason why a row cannot be had; the others go on.

    Memory stays that of a few rows. A row of more than *longest* bytes is refused, not read.
    """
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv, ".parquet": _read_parquet}
    try:
        yield from readers[source.ending](source, columns, longest)
    except UnicodeDecodeError as error:
        yield LoadError(
            f"the rows from here on are not {error.encoding.upper()}: {error.reason}",
            where=source.uri,
            remedy="save the table as UTF-8",
        )


def _read_jsonl(source: Source, columns: Columns, longest: int) -> Iterator[Row | LoadError]:
    uri = source.uri
    with source.open() as stream:
        for number, line in enumerate(_bounded_lines(stream, longest), start=1):
            where = f"{uri}, line {number}"
            if number == 1 and line:
                line = line.removeprefix(codecs.BOM_UTF8)
            if line is None:
                yield too_long(longest, where)
            elif line.strip():
                yield _parse(line, where)


def _bounded_lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Yield each line, or None for one of more than *longest* bytes, of which the rest is passed over."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(SAMPLE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _parse(line: bytes, where: str) -> Row | LoadError:
    try:
        values = _value_of(line.rstrip(b"\r\n"))
    except UnicodeDecodeError:
        return LoadError("the line is not UTF-8", where=where, remedy="write .jsonl files in UTF-8, as JSON asks")
    except json.JSONDecodeError as error:
        return LoadError(
            f"the line is not JSON: {error.msg.removesuffix(' at')} at character {error.colno}",
            where=where,
            remedy="give one whole JSON object a line; a last line that is cut off comes from a broken copy",
        )
    except RecursionError:
        return LoadError("the line is nested too deep to be read", where=where, remedy="write flat rows")
    if not isinstance(values, dict):
        return LoadError("the line is not a JSON object", where=where, remedy='write {"id": …, "text": …} in each line')
    return Row(where, values)


def _value_of(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError:
        return json.loads(line, parse_int=_whole_number)


def _whole_number(digits: str) -> int | str:
    """Return the number, or its digits where Python makes none of so many: some column that nobody asked for has it."""
    return int(digits) if len(digits) < MOST_DIGITS else digits


def _read_csv(source: Source, columns: Columns, longest: int) -> Iterator[Row | LoadError]:
    csv.field_size_limit(max(longest, csv.field_size_limit()))
    uri, encoding = source.uri, _encoding_of(source)
    with source.open() as data, TextIOWrapper(data, encoding, errors="strict", newline="") as stream:
        header = stream.readline(longest)
        if not header.strip():
            yield LoadError("the file is empty", where=uri, remedy="give a header line with the columns id and text")
            return
        delimiter = _delimiter_of(header, columns)
        names = next(csv.reader([header], delimiter=delimiter))
        if missing := _missing(names, columns, uri):
            yield missing
            return
        yield from _csv_rows(csv.reader(stream, delimiter=delimiter, strict=True), names, uri, longest)


def _csv_rows(reader: Any, names: Sequence[str], uri: str, longest: int) -> Iterator[Row | LoadError]:
    while True:
        line = reader.line_num + 2  # the header was read before the reader began to count
        where = f"{uri}, line {line}"
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield too_long(longest, where) if "field limit" in str(error) else _not_csv(error, where)
            continue
        if not fields:
            continue
        if len(fields) != len(names):
            yield LoadError(
                f"the row has {len(fields)} fields, the header {len(names)}",
                where=where,
                remedy="put texts with commas or line ends in double quotes; a last row may be cut off",
            )
            continue
        yield Row(where, dict(zip(names, fields, strict=True)))


def _not_csv(error: csv.Error, where: str) -> LoadError:
    return LoadError(
        f"the row is not CSV: {error}",
        where=where,
        remedy='put texts with commas or line ends in double quotes, and double the quotes in them: ""',
    )


def _encoding_of(source: Source) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as stream:
        sample = stream.read(SAMPLE)
        chunk, is_utf8 = sample, True
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = stream.read(SAMPLE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return find_encoding(sample, is_utf8=is_utf8)


def _delimiter_of(header: str, columns: Columns) -> str:
    """Return the character that divides *header* so that it has the columns; a comma where none does."""
    fits = (mark for mark in ",;\t|" if {columns.id, columns.text} <= set(next(csv.reader([header], delimiter=mark))))
    return next(fits, ",")


def _read_parquet(source: Source, columns: Columns, longest: int) -> Iterator[Row | LoadError]:
    uri = source.uri
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield LoadError(
            "reading .parquet needs pyarrow, which is not installed",
            where=uri,
            remedy='pip install "extract-news[parquet]"',
        )
        return
    try:
        with ParquetFile(source.path) as table:
            names = table.schema_arrow.names
            if missing := _missing(names, columns, uri):
                yield missing
                return
            present = [name for name in columns.wanted if name in names]
            number = 0
            for batch in table.iter_batches(batch_size=BATCH, columns=present):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(f"{uri}, row {number}", values)
    except (ArrowException, OSError) as error:
        yield LoadError(
            f"this is not a whole Parquet file: {str(error).splitlines()[0]}",
            where=uri,
            remedy="write it again; the file may be cut off or damaged",
        )


def _missing(names: Sequence[str], columns: Columns, uri: str) -> LoadError | None:
    lacking = [name for name in (columns.id, columns.text) if name not in names]
    if not lacking:
        return None
    options = ("--id-column" if name == columns.id else "--text-column" for name in lacking)
    return LoadError(
        f"no column {' and no column '.join(repr(name) for name in lacking)}: the table has {', '.join(names)}",
        where=uri,
        remedy=f"name the column with {' and '.join(options)}",
    )


def too_long(longest: int, where: str) -> LoadError:
    """Return the error for a text that is longer than an article may be; *longest* is in bytes."""
    return LoadError(
        f"more than {longest:,} bytes, which no article has",
        where=where,
        remedy="split it into its articles: one a file, or one a row of a .jsonl, .csv or .parquet table",
    )
