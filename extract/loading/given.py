"""What a program gives -> articles: texts, paths, rows, and tables that live in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from extract.errors import LoadError, UsageError
from extract.loading.columns import Columns
from extract.loading.ids import Ids
from extract.loading.language import language_of
from extract.loading.load import check_date, find_articles
from extract.loading.row import Row as TableRow
from extract.loading.rows import article_of_row
from extract.loading.source import Settings
from extract.stages import Article, Failure
from extract.unforeseen import guarded

Row = Mapping[str, Any]
Given = str | Path | Row | Article
"""One article as a program has it: its text, the file that it lies in, or a row with an id and a text."""

REMEDY = "give a list of texts, of Paths, of rows, or a DataFrame"


def one_article(
    item: Given,
    *,
    id: str | None = None,
    uri: str | None = None,
    published: date | str | None = None,
    language: str | None = None,
) -> Article | Failure:
    """Return the article of *item* with what is said of it, or why there is none.

    Raises:
        UsageError: *item* is none of the kinds, or a folder; *published* is not a date.
    """
    if isinstance(item, Path) and item.is_dir():
        raise UsageError("a folder has many articles", where=str(item), remedy="use read_all([Path(…)])")
    if isinstance(item, Mapping) and id is not None:
        item = {**item, "id": id}
    settings = Settings(Columns(), _day(published), language)
    found = next(_articles_of_one(item, "rows", settings), None)
    if not isinstance(found, Article):
        return found or Failure(str(item), no_article(str(item)))
    return replace(found, id=id or found.id, uri=uri or found.uri)


def articles_of(
    items: Iterable[Given] | Any,
    *,
    uri: str,
    published: date | str | None,
    id_column: str | None = None,
    text_column: str = "text",
    language: str | None = None,
) -> Iterator[Article | Failure]:
    """Yield the articles of *items* in order, ids unique as in a run, and a failure for each that cannot be had.

    Raises:
        UsageError: *items* is one text or path, or holds what is no article; *published* is not a date.
    """
    if isinstance(items, (str, bytes, Path)):
        problem = "one text" if isinstance(items, str) else f"one {type(items).__name__}"
        raise UsageError(f"{problem} was given for many", where="read_all", remedy=f"use read(…), or {REMEDY}")
    settings = Settings(Columns(id_column, text_column), _day(published), language)
    ids = Ids()

    def found() -> Iterator[Article | Failure]:
        for item in _elements(items, settings.columns):
            for one in _articles_of_one(item, uri, settings):
                unique = one if isinstance(one, Failure) else ids.give(one)
                if unique is not None:
                    yield unique

    return found()


def _day(published: date | str | None) -> str | None:
    day = published.isoformat()[:10] if isinstance(published, date) else published
    check_date(day, where="published")
    return day


def _articles_of_one(item: Any, uri: str, settings: Settings) -> Iterator[Article | Failure]:
    if isinstance(item, Article):
        yield replace(item, published=settings.published or item.published)
    elif isinstance(item, Path):
        columns, published = settings.columns, settings.published
        yield from find_articles(
            [str(item)],
            id_column=columns.id,
            text_column=columns.text,
            published=published,
            language=settings.language,
        )
    elif isinstance(item, str):
        _refuse_path(item)
        yield _in_language(guarded(lambda: _article_of_text(item, settings), "text"), settings)
    elif isinstance(item, Mapping):
        where = f"{uri}, row {settings.columns.id_of(item)!r}"
        yield _in_language(guarded(lambda: article_of_row(TableRow(where, item), uri, settings), uri), settings)
    else:
        raise UsageError(f"a {type(item).__name__} is no article", where="read", remedy=REMEDY)


def _article_of_text(text: str, settings: Settings) -> Article:
    """Return the article of a text in memory, read as that of standard input is; its digest is its name."""
    name = f"text-{hashlib.sha256(text.encode(errors='surrogatepass')).hexdigest()[:12]}"
    row = TableRow(name, {settings.columns.id or "id": name, settings.columns.text: text})
    return replace(article_of_row(row, name, settings), uri=name)


def _in_language(article: Article | Failure, settings: Settings) -> Article | Failure:
    if isinstance(article, Failure):
        return article
    return replace(article, language=settings.language or language_of(article.text))


def no_article(name: str) -> LoadError:
    """Return the error for a file in which there is no article."""
    return LoadError("there is no article in it", where=name, remedy="give a file that holds one")


def _refuse_path(text: str) -> None:
    # Read as a text, the name of a file gives an empty document and no word of warning.
    if len(text) < 500 and not any(char.isspace() for char in text.strip()) and _exists(text):
        raise UsageError(f"{text!r} is the name of a file, not a text", where="read", remedy=f"give Path({text!r})")


def _exists(name: str) -> bool:
    try:
        return bool(name) and Path(name).exists()
    except (OSError, ValueError):
        return False


def _elements(items: Any, columns: Columns) -> Iterator[Any]:
    """Yield the elements of *items*: the rows of a table as mappings, by whichever protocol it has."""
    if hasattr(items, "iter_rows"):  # polars
        yield from items.iter_rows(named=True)
    elif hasattr(items, "itertuples") and hasattr(items, "columns"):  # pandas
        names = columns.wanted_of([name for name in items.columns if isinstance(name, str)])
        for row in items[names].itertuples(index=False, name=None):
            yield {name: _plain(value) for name, value in zip(names, row, strict=True)}
    elif hasattr(items, "to_batches"):  # an Arrow table
        yield from (row for batch in items.to_batches() for row in batch.to_pylist())
    elif hasattr(items, "to_pylist") and hasattr(items, "schema"):  # an Arrow batch
        yield from items.to_pylist()
    elif hasattr(items, "read_next_batch"):  # an Arrow stream
        yield from (row for batch in items for row in batch.to_pylist())
    elif not hasattr(items, "__iter__") and hasattr(items, "__arrow_c_stream__"):
        import pyarrow

        yield from _elements(pyarrow.RecordBatchReader.from_stream(items), columns)
    else:
        yield from items


def _plain(value: Any) -> Any:
    """Return a value of pandas as Python's own: a number of NumPy, and None for what is missing."""
    is_missing = type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and value != value)
    if is_missing or isinstance(value, (str, date)):
        return None if is_missing else value
    return value.item() if hasattr(value, "item") else value
