"""Rows of JSON: an object a line, or a list of objects, alone or in an object around it, one object at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from extract.errors import LoadError
from extract.loading.columns import Columns
from extract.loading.json_stream import BadJson, JsonStream, load_json
from extract.loading.lines import SAMPLE, Lines, open_lines
from extract.loading.notes import Notes
from extract.loading.row import Row, missing_columns, too_long
from extract.loading.source import LONGEST, Settings, Source

DEEPEST: Final = 3
"""Objects around a list of rows: ``{"response": {"results": […]}}``."""


def read_jsonl(source: Source, settings: Settings, *, longest: int = LONGEST) -> Iterator[Row | LoadError]:
    """Yield the rows of a file with an object a line, or the reason why a line is none; the others go on."""
    with open_lines(source, longest, settings.notes) as lines:
        yield from _line_rows(lines)


def read_json(source: Source, settings: Settings, *, longest: int = LONGEST) -> Iterator[Row | LoadError]:
    """Yield the objects of the list in a .json file; one that is an article is one row, one of JSON lines its lines.

    Of an object up to *longest* characters the list is looked for everywhere; a longer one is read from front to back,
    and its first list of objects with a text is taken.
    """
    if _has_lines(source, longest):
        yield from read_jsonl(source, settings, longest=longest)
        return
    with open_lines(source, longest, settings.notes) as lines:
        stream = JsonStream(lines.pieces(), longest)
        try:
            yield from _rows_of(stream, settings.columns, source.uri)
        except BadJson as error:
            yield error.told(source.uri)


def holds_rows(head: bytes) -> bool:
    """Return whether a .json file that begins with *head* seems to be a table, not settings or a document of ours."""
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins[:1] == b"[":
        return begins[1:].lstrip()[:1] == b"{"
    return (
        begins[:1] == b"{"
        and b'"schema_version"' not in head
        and (b"[{" in b"".join(head.split()) or b'"text"' in head)
    )


def _line_rows(lines: Lines) -> Iterator[Row | LoadError]:
    for line in lines:
        where = f"{lines.uri}, line {lines.number}"
        if lines.is_cut:
            yield too_long(lines.longest, where)
        elif line := line.strip().removeprefix("\ufeff"):
            yield _row_of_line(line, where)


def _row_of_line(line: str, where: str) -> Row | LoadError:
    try:
        values = load_json(line)
    except BadJson as error:
        return error.told(where, what="line")
    if not isinstance(values, dict):
        return LoadError("the line is not a JSON object", where=where, remedy='write {"id": …, "text": …} in each line')
    return Row(where, values)


def _has_lines(source: Source, longest: int) -> bool:
    """Return whether the first line is an object, and another begins after it."""
    with open_lines(source, longest, Notes()) as lines:
        first, _, rest = lines.stream.read(SAMPLE).strip("\ufeff \t\r\n").partition("\n")
    try:
        return rest.lstrip().startswith("{") and isinstance(json.loads(first, parse_int=str), dict)
    except (ValueError, RecursionError):
        return False


def _rows_of(stream: JsonStream, columns: Columns, uri: str) -> Iterator[Row | LoadError]:
    begins = stream.peek()
    if begins == "[":
        yield from _items(stream, uri)
        if stream.peek():
            yield LoadError("something follows the list", where=uri, remedy="write one list in a file, or a row a line")
    elif begins == "{" and stream.is_short():
        yield from _rows_of_object(stream.value(), columns, uri)
    elif begins == "{":
        found = yield from _search(stream, columns, uri, DEEPEST)
        if not found:
            yield _no_rows(uri)
    elif begins:
        yield _no_rows(uri)
    else:
        yield LoadError("there is nothing in it", where=uri, remedy="leave it out, or put the articles in")


def _items(stream: JsonStream, uri: str) -> Iterator[Row | LoadError]:
    for number, value in enumerate(stream.items(), start=1):
        yield _row_of_item(value, f"{uri}, item {number}")


def _row_of_item(value: Any, where: str) -> Row | LoadError:
    if isinstance(value, LoadError):
        return LoadError(value.problem, where=where, remedy=value.remedy)
    if isinstance(value, dict):
        return Row(where, value)
    return LoadError("the item is not a JSON object", where=where, remedy='write the list as [{"id": …, "text": …}, …]')


def _rows_of_object(value: Mapping[str, Any], columns: Columns, uri: str) -> Iterator[Row | LoadError]:
    if _has_text(value, columns):
        yield Row(uri, value)
        return
    lists = sorted(_lists_in(value, DEEPEST), key=lambda rows: not _has_text(rows[0], columns))
    if not lists:
        yield missing_columns(list(value), columns, uri) or _no_rows(uri)
    elif not _has_text(lists[0][0], columns) and (missing := missing_columns(list(lists[0][0]), columns, uri)):
        yield missing
    else:
        yield from (_row_of_item(row, f"{uri}, item {number}") for number, row in enumerate(lists[0], start=1))


def _has_text(value: Any, columns: Columns) -> bool:
    return isinstance(value, dict) and isinstance(columns.text_of(value), (str, list))


def _lists_in(value: Mapping[str, Any], depth: int) -> Iterator[list[Any]]:
    """Yield the lists of objects in *value* that are not empty, the outer ones first."""
    for inner in value.values():
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield inner
    for inner in value.values():
        if isinstance(inner, dict) and depth > 1:
            yield from _lists_in(inner, depth - 1)


def _search(stream: JsonStream, columns: Columns, uri: str, depth: int) -> Any:
    """Yield the rows of the first list in the object that has texts; return whether there was one."""
    is_found = False
    for _ in stream.members():
        begins = stream.peek()
        if is_found or begins not in ("[", "{") or (begins == "{" and depth <= 1):
            stream.skip()
        elif begins == "{":
            is_found = yield from _search(stream, columns, uri, depth - 1)
        else:
            is_found = yield from _rows_with_text(stream, columns, uri)
    return is_found


def _rows_with_text(stream: JsonStream, columns: Columns, uri: str) -> Any:
    """Yield the rows of a list if its first is an object with a text; return whether it is. The list is read anyway."""
    has_text = False
    for number, value in enumerate(stream.items(), start=1):
        if number == 1:
            has_text = _has_text(value, columns)
        if has_text:
            yield _row_of_item(value, f"{uri}, item {number}")
    return has_text


def _no_rows(uri: str) -> LoadError:
    return LoadError(
        "the file has no list of objects with texts",
        where=uri,
        remedy='write it as [{"id": …, "text": …}, …], in pandas with orient="records"; --text-column names the texts',
    )
