"""The DuckDB file of a corpus: opened, checked, filled by batches, and asked."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.errors import StoreError, UsageError

if TYPE_CHECKING:
    import duckdb

MEMORY: Final = "1GB"
"""What DuckDB may take before it uses the disk."""
BATCH: Final = 16_000_000
"""Characters of rows that are written before DuckDB reads them."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
"""``json.dumps`` would make one for each row."""


def check_extra() -> None:
    """Raise UsageError where DuckDB is not installed."""
    try:
        import duckdb  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "a corpus needs DuckDB, which is not installed",
            where="extract corpus",
            remedy="pip install 'extract-news[corpus]'",
        ) from error


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what DuckDB has to say about the file at *path* into a StoreError."""
    import duckdb

    try:
        yield
    except duckdb.IOException as error:
        raise StoreError(
            f"the corpus cannot be opened or written: {_first_line(error)}",
            where=str(path),
            remedy="close the program that has it open, make room, or give -o another file",
        ) from error
    except duckdb.Error as error:
        raise StoreError(
            f"the corpus cannot be used: {_first_line(error)}",
            where=str(path),
            remedy="delete the file and build it again",
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]


@contextmanager
def connected(path: Path, *, read_only: bool = False) -> Iterator[Database]:
    """Give the database at *path*, made where it is not there yet."""
    import duckdb

    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), read_only=read_only, config={"memory_limit": MEMORY})
        try:
            yield Database(connection)
        finally:
            connection.close()


class Database:
    """A connection, with what this package asks of it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Do *sql*."""
        self._connection.execute(sql, list(values))

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a question."""
        return self._connection.execute(sql, list(values)).fetchall()

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a question, some thousands held at a time; nothing else may be asked meanwhile."""
        result = self._connection.execute(sql, list(values))
        while rows := result.fetchmany(5000):
            yield from rows

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Return the one value of a question; None where it has no row."""
        row = self._connection.execute(sql, list(values)).fetchone()
        return row[0] if row else None

    def has_table(self, name: str, schema: str = "main") -> bool:
        """Return whether there is a table or view of that name."""
        asked = "SELECT count(*) FROM information_schema.tables WHERE table_schema = ? AND table_name = ?"
        return bool(self.value(asked, [schema, name]))

    def temporary(self, name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
        """Make a temporary table of *rows*."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} ({definition(columns)})")
        with Batches(self, {name: columns}, schema="") as batches:
            for row in rows:
                batches.add(name, row)


class Batches:
    """Rows on their way into tables; a context manager.

    They go by files of JSON lines, which DuckDB reads a hundred times faster than it takes values one by one.
    """

    def __init__(self, database: Database, tables: Mapping[str, Mapping[str, str]], *, schema: str = "work") -> None:
        self._database, self._tables = database, tables
        self._prefix = f"{schema}." if schema else ""
        self._lines: dict[str, list[str]] = {name: [] for name in tables}
        self._size = 0

    def __enter__(self) -> Batches:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.flush()

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Add *row* to *table*."""
        line = _ENCODER.encode(row)
        self._lines[table].append(line)
        self._size += len(line)
        if self._size > BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what there is."""
        with tempfile.TemporaryDirectory(prefix="extract-corpus-") as folder:
            for name, lines in self._lines.items():
                if lines:
                    path = Path(folder) / "rows.jsonl"
                    path.write_text("\n".join(lines), "utf-8")
                    self._insert(name, path)
                    lines.clear()
        self._size = 0

    def _insert(self, name: str, path: Path) -> None:
        columns = self._tables[name]
        types = ", ".join(f"{literal(column)}: {literal(kind)}" for column, kind in columns.items())
        self._database.run(
            f"INSERT INTO {self._prefix}{quoted(name)} SELECT {', '.join(map(quoted, columns))} FROM read_json(?, "
            f"format = 'newline_delimited', columns = {{{types}}}, maximum_object_size = 268435456)",
            [str(path)],
        )


def definition(columns: Mapping[str, str]) -> str:
    """Return what stands between the brackets of CREATE TABLE."""
    return ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
