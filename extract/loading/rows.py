"""The rows of a table -> articles, each with the row's id, text, title and date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from extract.errors import LoadError
from extract.loading.ids import fault_of
from extract.loading.source import LONGEST, Settings, Source
from extract.loading.tables import Row, read_rows, too_long
from extract.loading.texts import article_of_text, refuse_empty
from extract.segmentation.timestamps import read_date
from extract.stages import Article, Failure
from extract.unforeseen import guarded


def read_table(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the articles of the table, and a failure for each row that is none."""
    for row in read_rows(source, settings.columns, longest=LONGEST):
        if isinstance(row, LoadError):
            yield Failure(source.uri, row)
        else:
            yield guarded(partial(article_of_row, row, source.uri, settings), source.uri, where=row.where)


def article_of_row(row: Row, uri: str, settings: Settings) -> Article:
    """Return the article of a row of the table at *uri*.

    Raises:
        LoadError: the row has no id that can be a file's name, or no text.
    """
    name = _id_of(row, settings.columns.id)
    title = row.values.get("title")
    return article_of_text(
        name,
        f"{uri}#{name}",
        _text_of(row, settings.columns.text),
        settings,
        title=" ".join(title.split()) if isinstance(title, str) else None,
        published=read_date(str(row.values.get("published") or "")),
        is_derived=True,
        is_row=True,
    )


def _id_of(row: Row, column: str) -> str:
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


def _text_of(row: Row, column: str) -> str:
    text = row.values.get(column)
    if not isinstance(text, str):
        problem = f"there is no {column!r}" if text is None else f"{column!r} is not a text"
        raise LoadError(problem, where=row.where, remedy="give each row a text, or name its column with --text-column")
    _refuse_half_characters(text, row.where)
    if len(text.encode("utf-8")) > LONGEST:
        raise too_long(LONGEST, row.where)
    text = text.removeprefix("\ufeff")
    refuse_empty(text, row.where)
    return text


def _refuse_half_characters(words: str, where: str) -> None:
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LoadError(
            f"character {error.start} is half of a surrogate pair, which no text has alone",
            where=where,
            remedy="write the table again with whole characters, in UTF-8 and without escapes",
        ) from None
