"""Rows of .csv and .tsv files: delimiters found, quoting as spreadsheets write it, lines that are no row told."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final

from extract.errors import LoadError
from extract.loading.columns import Columns
from extract.loading.lines import Lines, open_lines
from extract.loading.row import Row, missing_columns, too_long
from extract.loading.source import LONGEST, Settings, Source

DELIMITERS: Final = ",;\t|"
_SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""The line before the header in which spreadsheets tell the delimiter."""
_OPENED = re.compile(r'(?:^|\t)"')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def read_delimited(source: Source, settings: Settings, *, longest: int = LONGEST) -> Iterator[Row | LoadError]:
    """Yield the rows of the table, or the reason why a row cannot be had; the others go on."""
    csv.field_size_limit(max(longest, csv.field_size_limit()))
    with open_lines(source, longest, settings.notes) as lines:
        header, delimiter = _header_of(lines, settings.columns, DELIMITERS)
        if header is None:
            remedy = "give a header line with the names of the columns"
            yield LoadError("the file is empty", where=source.uri, remedy=remedy)
            return
        names = [name.strip() for name in header]
        if fault := missing_columns(names, settings.columns, source.uri) or _doubled(
            names, settings.columns, source.uri
        ):
            yield fault
            return
        records = _tab_records(lines, len(names)) if _is_plain_tsv(source, delimiter) else _records(lines, delimiter)
        yield from _rows(records, names, lines)


def _header_of(lines: Lines, columns: Columns, delimiters: str) -> tuple[list[str] | None, str]:
    """Return the names in the first line that is not empty, and the delimiter between them."""
    header = next((line for line in lines if line.strip()), None)
    if header is None:
        return None, ","
    if found := _SEP.fullmatch(header):
        return _header_of(lines, columns, found[1])
    while header.count('"') % 2 and len(header) <= lines.longest and (more := lines.next()) is not None:
        header += more  # a name with a line end in it
    header = header.removeprefix("\ufeff")  # a second mark, which the program that joined two files left
    cut = {mark: _cut(header, mark) for mark in delimiters}
    # The delimiter that gives the columns asked for; for want of it the one that gives the most.
    best = max(delimiters, key=lambda mark: (not columns.lacking_of(cut[mark]), len(cut[mark])))
    return cut[best], best


def _cut(header: str, mark: str) -> list[str]:
    try:
        return next(csv.reader(header.splitlines(keepends=True), delimiter=mark), [])
    except csv.Error:
        return [header]


def _doubled(names: Sequence[str], columns: Columns, where: str) -> LoadError | None:
    """Return the error for a header that names a column twice of which one is to be read."""
    twice = [name for name in columns.must_be_one_of(dict.fromkeys(names)) if names.count(name) > 1]
    if not twice:
        return None
    remedy = "rename one of them, so that it is clear which one is meant"
    return LoadError(f"the header names the column {twice[0]!r} twice", where=where, remedy=remedy)


def _is_plain_tsv(source: Source, delimiter: str) -> bool:
    return source.ending == ".tsv" and delimiter == "\t"


Record = tuple[int, list[str] | csv.Error]
"""The line on which a record begins, and its fields or what is wrong with it."""
_TOO_LONG: Final = csv.Error("field limit")


def _records(lines: Lines, delimiter: str) -> Iterator[Record]:
    cut: list[bool] = []

    def fed() -> Iterator[str]:
        for line in lines:
            cut.append(lines.is_cut)
            yield line

    reader = csv.reader(fed(), delimiter=delimiter, strict=True)
    while True:
        line = lines.number + 1
        cut.clear()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error
        else:
            yield line, _TOO_LONG if any(cut) else fields


def _tab_records(lines: Lines, width: int) -> Iterator[Record]:
    """Yield the records of a file whose fields hold no tabs.

    One that has all its fields on its line is taken as it stands, quotation marks at the beginning of a field too. One
    that has not is read as spreadsheets write it: a field with line ends stands in quotation marks.
    """
    line = lines.next()
    while line is not None:
        number, is_cut = lines.number, lines.is_cut
        fields, more = line.rstrip("\r\n").split("\t"), lines.next()
        while more is not None and not is_cut and _goes_on(line, fields, more, width, lines.longest):
            line += more
            fields, more = _cut(line, "\t"), lines.next()
        yield number, _TOO_LONG if is_cut else [_unquoted(field) for field in fields] if line.strip() else []
        line = more


def _goes_on(line: str, fields: Sequence[str], more: str, width: int, longest: int) -> bool:
    """Return whether a record goes on in the line *more*: a quotation mark is open, and fields are missing or cut."""
    if line.count('"') % 2 == 0 or len(line) > longest:
        return False
    return len(fields) < width or (_OPENED.search(line) is not None and more.count("\t") != width - 1)


def _unquoted(field: str) -> str:
    found = _QUOTED.fullmatch(field)
    return found[1].replace('""', '"') if found else field


def _rows(records: Iterator[Record], names: Sequence[str], lines: Lines) -> Iterator[Row | LoadError]:
    for line, fields in records:
        where = f"{lines.uri}, line {line}"
        if isinstance(fields, csv.Error):
            yield too_long(lines.longest, where) if "field limit" in str(fields) else _not_csv(fields, where)
        elif fields:
            yield _row(fields, names, where)


def _row(fields: list[str], names: Sequence[str], where: str) -> Row | LoadError:
    if len(fields) != len(names) and not (len(fields) > len(names) and not any(fields[len(names) :])):
        return LoadError(
            f"the row has {len(fields)} fields, the header {len(names)}",
            where=where,
            remedy="put texts with commas or line ends in double quotes; a last row may be cut off",
        )
    # Of two columns with one name, neither of which must be there, the first counts.
    return Row(where, dict(zip(reversed(names), reversed(fields[: len(names)]), strict=True)))


def _not_csv(error: csv.Error, where: str) -> LoadError:
    return LoadError(
        f"the row is not CSV: {error}",
        where=where,
        remedy='put texts with commas or line ends in double quotes, and double the quotes in them: ""',
    )
