"""The documents of a run in one file: JSON lines, or a Parquet table with the same columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.errors import UsageError
from extract.folder import TABLE
from extract.store import Store

if TYPE_CHECKING:
    import pyarrow

ROWS_TOGETHER = 200
"""Documents that a Parquet table holds in memory, and puts into one row group."""


def write_tables(store: Store, catalog: Catalog) -> None:
    """Write the files for all documents of the folder: that of the run's own form, and any other that is there."""
    wanted = {store.form, *(path.suffix.removeprefix(".") for path in store.files.tables())}
    for form in wanted & set(_WRITERS):
        check_form(form, option=f"{TABLE}.{form}", otherwise=f"take {TABLE}.{form} away")
    with store.writing_tables():
        for form in sorted(wanted & set(_WRITERS)):
            with store.files.replacing(f"{TABLE}.{form}") as path:
                _WRITERS[form](path, store.documents(), catalog)


def check_form(form: str, *, option: str = "--format parquet", otherwise: str = "use --format jsonl") -> None:
    """Raise UsageError where *form*, asked for by *option*, needs a library that is not installed."""
    if form == "parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError as error:
            raise UsageError(
                "Parquet needs pyarrow, which is not installed",
                where=option,
                remedy=f"pip install 'extract-news[parquet]', or {otherwise}",
            ) from error


def _write_jsonl(path: Path, documents: Iterable[bytes], catalog: Catalog) -> None:
    with path.open("wb") as lines:
        for data in documents:
            lines.write(json.dumps(json.loads(data), ensure_ascii=False).encode() + b"\n")


def _write_parquet(path: Path, documents: Iterable[bytes], catalog: Catalog) -> None:
    import pyarrow.parquet

    schema = arrow_schema(catalog)
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in in_groups(map(json.loads, documents), ROWS_TOGETHER):
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


_WRITERS: Final[dict[str, Callable[[Path, Iterable[bytes], Catalog], None]]] = {
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
}
FORMS: Final = ("json", *_WRITERS)


def in_groups(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    """Yield *rows* in lists of *size*, the last one shorter."""
    remaining = iter(rows)
    while group := list(islice(remaining, size)):
        yield group


def arrow_schema(catalog: Catalog) -> pyarrow.Schema:
    """Return the columns of a table of documents of *catalog*, typed even where no document has a value."""
    import pyarrow as pa

    text = pa.string()
    source = dict.fromkeys(("id", "uri", "sha256", "length", "title", "published", "language"), text)
    info = dict.fromkeys(("backend", "model", "version", "schemas"), text)
    columns = {
        "schema_version": text,
        "source": pa.struct(list((source | {"length": pa.int64()}).items())),
        **{one.list_name: pa.list_(_record_type(one)) for one in catalog},
        "extraction": pa.struct(list(info.items())),
    }
    return pa.schema(list(columns.items()))


def _record_type(declaration: Declaration) -> pyarrow.DataType:
    import pyarrow as pa

    fields = [(spec.name, pa.list_(_type(spec)) if spec.is_list else _type(spec)) for spec in declaration.fields]
    trailing = [("confidence", pa.float64())] if declaration.kind == "event" else []
    return pa.struct([("id", pa.string()), *fields, *trailing])


def _type(spec: FieldSpec) -> pyarrow.DataType:
    import pyarrow as pa

    quote = [("text", pa.string()), ("start", pa.int64()), ("end", pa.int64())]
    quote += [("match", pa.string()), ("score", pa.float64())]
    if spec.type == "quote":
        return pa.struct(quote)
    if spec.type == "when":
        return pa.struct([*quote, ("iso", pa.string())])
    return {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}.get(spec.python_type, pa.string())
