"""Rows of .parquet files, a few at a time, of the columns that are looked at."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from extract.errors import LoadError
from extract.loading.row import Row, missing_columns
from extract.loading.source import Settings, Source

if TYPE_CHECKING:
    import pyarrow

BATCH = 64
"""Rows held at a time."""
IN_MEMORY = 64 << 20
"""Bytes of an unpacked file that are held in memory; of a longer one in a temporary file."""


def read_parquet(source: Source, settings: Settings) -> Iterator[Row | LoadError]:
    """Yield the rows of the table, or the reason why they cannot be had."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield LoadError(
            "reading .parquet needs pyarrow, which is not installed",
            where=source.uri,
            remedy='pip install "extract-news[parquet]"',
        )
        return
    try:
        with _seekable(source) as file, ParquetFile(file) as table:
            names = table.schema_arrow.names
            if missing := missing_columns(names, settings.columns, source.uri):
                yield missing
                return
            wanted = list(dict.fromkeys(settings.columns.wanted_of(names)))
            number = 0
            for batch in table.iter_batches(batch_size=BATCH, columns=wanted):
                for values in _plain_times(batch).to_pylist():
                    number += 1
                    yield Row(f"{source.uri}, row {number}", values)
    except (ArrowException, OSError) as error:
        yield LoadError(
            f"this is not a whole Parquet file: {str(error).splitlines()[0]}",
            where=source.uri,
            remedy="write it again; the file may be cut off or damaged",
        )


@contextmanager
def _seekable(source: Source) -> Iterator[Path | IO[bytes]]:
    """Give the file as something that can be read from any place: what a packed one holds is laid aside for that."""
    if not source.is_packed and not source.is_remote:
        yield source.path
        return
    if not source.is_packed:
        with source.open() as stream:
            yield stream
        return
    with source.open() as stream, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as unpacked:
        shutil.copyfileobj(stream, unpacked)
        unpacked.seek(0)
        yield unpacked


def _plain_times(batch: pyarrow.RecordBatch) -> Any:
    """Return *batch* with its moments in microseconds: Python has none finer, and refuses those that are."""
    import pyarrow

    for place, column in enumerate(batch.schema):
        if pyarrow.types.is_timestamp(column.type) and column.type.unit == "ns":
            cut = batch.column(place).cast(pyarrow.timestamp("us", column.type.tz), safe=False)
            batch = batch.set_column(place, column.name, cut)
    return batch
