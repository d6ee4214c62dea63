"""Files, folders, globs, standard input and rows of tables -> articles; what cannot be read becomes a failure."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from extract.errors import LoadError, UsageError
from extract.loading.decode import decode_text
from extract.loading.ids import Ids, fault_of, id_of, printable
from extract.loading.sources import PAGES, expand, failure_of, reason_of
from extract.loading.tables import TABLES, Columns, Row, read_rows, too_long
from extract.segmentation.head import read_head
from extract.segmentation.timestamps import read_date
from extract.stages import Article, Failure

MARKUP = (".html", ".htm", ".xhtml")
LONGEST = 10_000_000
"""Bytes of an article. The longest novels have three million; anything above is an archive, or a mistake."""
STDIN = "-"
UNREADABLE = "check that the file is there and that you may read it"


def find_articles(
    inputs: Sequence[str],
    *,
    id_column: str = "id",
    text_column: str = "text",
    published: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Failure]:
    """Yield the articles of *inputs* in their order, and a failure for each thing that cannot be read.

    An input is a file, a folder (read with all folders in it, in the order of names), a glob, or ``-`` for *stdin*.
    Articles are read one at a time, as they are asked for. *published* (YYYY-MM-DD) is the date of all of them, before
    any date that they tell themselves.

    Raises:
        UsageError: *published* is not a date.
    """
    if published is not None and (not re.fullmatch(r"\d{4}-\d{2}-\d{2}", published) or read_date(published) is None):
        raise UsageError(f"not a date: {published!r}", where="--published", remedy="write it as YYYY-MM-DD: 2021-03-03")
    return _find(inputs, _Settings(Columns(id_column, text_column), published, stdin))


def count_sources(inputs: Sequence[str]) -> int | None:
    """Return how many articles *inputs* seem to hold, or None where only reading would tell (tables, standard input).

    Files are counted by their names; one that is empty or given twice counts too.
    """
    count = 0
    for name in dict.fromkeys(inputs):
        if name == STDIN:
            return None
        for source in expand(name):
            if isinstance(source, Path) and source.suffix.lower() in TABLES:
                return None
            count += 1
    return count


@dataclass(frozen=True)
class _Settings:
    columns: Columns
    published: str | None
    stdin: BinaryIO | None


def _find(inputs: Sequence[str], settings: _Settings) -> Iterator[Article | Failure]:
    ids = Ids()
    for is_row, read in _read_all(inputs, settings):
        found = read if isinstance(read, Failure) else ids.give(read, is_row=is_row)
        if found is not None:
            yield found


def _read_all(inputs: Sequence[str], settings: _Settings) -> Iterator[tuple[bool, Article | Failure]]:
    """Yield what is read, ids not yet unique, and whether it is the row of a table."""
    for name in dict.fromkeys(inputs):
        if name == STDIN:
            yield False, _read_stdin(settings)
            continue
        for source in expand(name):
            if isinstance(source, Failure):
                yield False, source
            elif source.suffix.lower() in TABLES:
                yield from ((True, row) for row in _read_table(source, settings))
            else:
                yield False, _read_file(source, settings)


def _read_file(path: Path, settings: _Settings) -> Article | Failure:
    uri = printable(path.as_posix())
    try:
        with path.open("rb") as stream:
            data = stream.read(LONGEST + 1)
    except OSError as error:
        return failure_of(uri, f"the file cannot be read: {reason_of(error)}", UNREADABLE)
    is_markup = path.suffix.lower() in MARKUP
    return _guarded(uri, lambda: _read_bytes(id_of(path), uri, data, settings, is_markup=is_markup))


def _read_stdin(settings: _Settings) -> Article | Failure:
    stream = settings.stdin if settings.stdin is not None else sys.stdin.buffer
    data = stream.read(LONGEST + 1)
    read = _guarded(STDIN, lambda: _read_bytes("stdin", STDIN, data, settings, is_markup=False))
    # Standard input cannot be read again, so that its text is kept beside the output.
    return replace(read, is_derived=True) if isinstance(read, Article) else read


def _read_bytes(name: str, uri: str, data: bytes, settings: _Settings, *, is_markup: bool) -> Article:
    if len(data) > LONGEST:
        raise too_long(LONGEST, uri)
    text = decode_text(data, where=uri, is_markup=is_markup)
    _refuse_empty(text, uri)
    if is_markup or (not uri.lower().endswith(PAGES) and _looks_like_html(text)):
        return _article_of_page(name, uri, text, settings)
    head = read_head(text)
    return Article(name, uri, text, head.title, settings.published or head.published)


def _looks_like_html(text: str) -> bool:
    return text[:500].lstrip().lower().startswith(("<!doctype html", "<html", "<head", "<body"))


def _article_of_page(name: str, uri: str, markup: str, settings: _Settings) -> Article:
    from extract.loading.html import read_html

    page = read_html(markup, where=uri)
    return Article(
        id=name,
        uri=uri,
        text=page.text,
        title=page.title,
        published=settings.published or page.published or read_head(page.text).published,
        is_derived=True,
        postings=page.postings or None,  # a thread in unknown markup still has the layout of its lines
        furniture=page.furniture,
    )


def _read_table(path: Path, settings: _Settings) -> Iterator[Article | Failure]:
    uri = printable(path.as_posix())
    try:
        for row in read_rows(path, uri, settings.columns, longest=LONGEST):
            yield Failure(uri, row) if isinstance(row, LoadError) else _read_row(row, uri, settings)
    except OSError as error:
        yield failure_of(uri, f"the file cannot be read: {reason_of(error)}", UNREADABLE)


def _read_row(row: Row, uri: str, settings: _Settings) -> Article | Failure:
    return _guarded(uri, lambda: _article_of_row(row, uri, settings))


def _article_of_row(row: Row, uri: str, settings: _Settings) -> Article:
    name = _row_id(row, settings.columns.id)
    text = _row_text(row, settings.columns.text)
    head = read_head(text)
    title = row.values.get("title")
    return Article(
        id=name,
        uri=f"{uri}#{name}",
        text=text,
        title=(" ".join(title.split()) if isinstance(title, str) else "") or head.title,
        published=settings.published or read_date(str(row.values.get("published") or "")) or head.published,
        is_derived=True,
    )


def _row_id(row: Row, column: str) -> str:
    """Return the row's id as text, refused where it could not be a file's name as it is."""
    value: Any = row.values.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with a gap comes as floats
    name = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not name.strip():
        problem = f"there is no {column!r}" if value in (None, "") else f"{column!r} is not a text or a whole number"
        raise LoadError(problem, where=row.where, remedy="give each row an id, or name its column with --id-column")
    _refuse_half_characters(name, row.where)
    if fault := fault_of(name):
        raise LoadError(
            f"the id cannot be the name of a file, it {fault}: {name[:60]!r}",
            where=row.where,
            remedy="change it, or name another column with --id-column",
        )
    return name


def _row_text(row: Row, column: str) -> str:
    text = row.values.get(column)
    if not isinstance(text, str):
        problem = f"there is no {column!r}" if text is None else f"{column!r} is not a text"
        raise LoadError(problem, where=row.where, remedy="give each row a text, or name its column with --text-column")
    _refuse_half_characters(text, row.where)
    if len(text.encode("utf-8")) > LONGEST:
        raise too_long(LONGEST, row.where)
    text = text.removeprefix("\ufeff")
    _refuse_empty(text, row.where)
    return text


def _refuse_empty(text: str, where: str) -> None:
    if not text.strip():
        problem = "there is nothing but white space" if text else "there is nothing in it"
        raise LoadError(problem, where=where, remedy="leave it out, or put the article's text in")


def _refuse_half_characters(words: str, where: str) -> None:
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LoadError(
            f"character {error.start} is half of a surrogate pair, which no text has alone",
            where=where,
            remedy="write the table again with whole characters, in UTF-8 and without escapes",
        ) from None


def _guarded(uri: str, read: Callable[[], Article]) -> Article | Failure:
    try:
        return read()
    except LoadError as error:
        return Failure(uri, error)
