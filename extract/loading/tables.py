"""Rows of tables of every form, one at a time, each with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from extract.errors import LoadError
from extract.loading.delimited import read_delimited
from extract.loading.json_rows import read_json, read_jsonl
from extract.loading.parquet_rows import read_parquet
from extract.loading.row import Row
from extract.loading.source import Settings, Source

_READERS: Final[dict[str, Callable[[Source, Settings], Iterator[Row | LoadError]]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".parquet": read_parquet,
}
TABLES: Final = tuple(_READERS)


def read_rows(source: Source, settings: Settings) -> Iterator[Row | LoadError]:
    """Yield the rows of the table, or the reason why a row cannot be had; the others go on.

    Memory stays that of a few rows. A row of more bytes than an article has is refused, not read.
    """
    return _READERS[source.ending](source, settings)
