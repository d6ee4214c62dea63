"""The rows of a table -> articles, each with the row's id, text, title and date."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from extract.errors import LoadError
from extract.loading.columns import Columns, is_missing, usual_text
from extract.loading.days import find_day
from extract.loading.decode import BROKEN, decode_text
from extract.loading.fragments import text_of_fragment
from extract.loading.ids import id_of, safe_id
from extract.loading.notes import Notes
from extract.loading.row import Row, listed, too_long
from extract.loading.source import LONGEST, Settings, Source
from extract.loading.tables import read_rows
from extract.loading.texts import article_of_page, article_of_text, looks_like_html, refuse_empty
from extract.stages import Article, Failure
from extract.unforeseen import guarded

UNDATED = "A date cannot be read and is left out, or taken from the text"
_FRAGMENT = re.compile(
    r"\s*<(p|div|h[1-6]|section|article|figure|ul|ol|blockquote|span|strong|em|b|i|a)\b[^<>]*>.*?</", re.S
)
"""The beginning of a text that is a piece of HTML, as systems that publish pages hand it out."""
STEM = 60
"""Characters of a table's name in the id of a row that has none."""


def read_table(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the articles of the table, and a failure for each row that is none."""
    for row in read_rows(source, settings):
        if isinstance(row, LoadError):
            yield Failure(source.uri, row)
        else:
            yield guarded(partial(article_of_row, row, source.uri, settings), source.uri, where=row.where)


def article_of_row(row: Row, uri: str, settings: Settings) -> Article:
    """Return the article of a row of the table at *uri*.

    Raises:
        LoadError: the row has no text, or its id is neither text nor a whole number.
    """
    columns, notes = settings.columns, settings.notes
    text = _text_of(row, columns, notes)
    name = _mended(_name_of(row, columns, text, uri), row.where, notes)
    title = columns.title_of(row.values)
    known = {
        "title": _mended(title, row.where, notes) if title else None,
        "published": None if settings.published else _day_of(row, columns, notes),
    }
    if looks_like_html(text):
        return article_of_page(safe_id(name), f"{uri}#{name}", text, settings, **known, is_row=True)
    return article_of_text(safe_id(name), f"{uri}#{name}", text, settings, **known, is_derived=True, is_row=True)


def _name_of(row: Row, columns: Columns, text: str, uri: str) -> str:
    """Return what tells the row from the others, wherever it stands: its id, its URL, or a digest of its text."""
    value = columns.id_of(row.values)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a column of whole numbers with a gap comes as floats
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    column = columns.id or "id"
    remedy = "give each row an id, or name its column with --id-column"
    if value is not None:
        raise LoadError(f"{column!r} is not a text or a whole number", where=row.where, remedy=remedy)
    if columns.id is not None:
        raise LoadError(f"there is no {column!r}", where=row.where, remedy=remedy)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return columns.url_of(row.values) or f"{id_of(Path(Path(uri).name.split('.')[0]))[:STEM]}-{digest}"


def _text_of(row: Row, columns: Columns, notes: Notes) -> str:
    """Return the row's text; a list of texts, as some write their paragraphs, with an empty line between each two."""
    value = columns.text_of(row.values)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if isinstance(value, bytes):
        value = decode_text(value, where=row.where, notes=notes)
    if not isinstance(value, str):
        raise _no_text(row, value, columns)
    text = _mended(value, row.where, notes)
    if len(text.encode("utf-8")) > LONGEST:
        raise too_long(LONGEST, row.where)
    text = text.removeprefix("\ufeff")
    if _FRAGMENT.match(text):
        text = text_of_fragment(text).replace("\n", "\n\n")
    refuse_empty(text, row.where)
    return text


def _no_text(row: Row, value: Any, columns: Columns) -> LoadError:
    name = columns.text
    if isinstance(value, Mapping):
        inner = [str(key) for key, one in value.items() if isinstance(one, str)]
        remedy = f"name the text in it, with --text-column {name}.{(inner or ['…'])[0]}; it has {listed(list(value))}"
        return LoadError(f"{name!r} is an object", where=row.where, remedy=remedy)
    remedy = "give each row a text, or name its column with --text-column"
    if value is None and name not in row.values and (others := [str(key) for key in row.values]):
        likely = usual_text(others)
        remedy += f", perhaps {likely}" if likely else f"; this row has {listed(others)}"
    if isinstance(blank := row.values.get(name), str):
        refuse_empty(blank, row.where)
    problem = f"there is no {name!r}" if value is None else f"{name!r} is not a text"
    return LoadError(problem, where=row.where, remedy=remedy)


def _day_of(row: Row, columns: Columns, notes: Notes) -> str | None:
    value = columns.date_of(row.values)
    day = find_day(value)
    if day is None and not is_missing(value):
        notes.complain(UNDATED, f"{row.where}: {str(value)[:40]!r}")
    return day


def _mended(words: str, where: str, notes: Notes) -> str:
    """Return *words* with U+FFFD for halves of characters, which no text has alone."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        notes.complain(BROKEN, where)
        return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return words
