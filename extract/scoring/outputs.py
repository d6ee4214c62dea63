"""The documents of an output folder or file, in whichever form they were written, found by the article's id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from extract.catalog import Catalog
from extract.errors import InvalidDocument
from extract.folder import TABLE
from extract.stages import Failure
from extract.validate import canonical_bytes, check_document

ROWS_TOGETHER = 64
"""Rows of a table of documents that are held at a time."""


class Documents(Protocol):
    """The documents of one run, found by the articles' ids."""

    @property
    def failures(self) -> list[Failure]:
        """What cannot be read at all, so that nobody knows which article's it is."""
        ...

    def ids(self) -> set[str]:
        """Return the ids of the articles that have a document."""
        ...

    def find(self, article_id: str) -> Mapping[str, Any] | None:
        """Return the document of the article; None where there is none, InvalidDocument where it is broken."""
        ...


def open_documents(path: Path, catalog: Catalog) -> Documents:
    """Return the documents of a folder, or the one in a file; InvalidDocument where there is none."""
    if not path.is_dir():
        return OneDocument(path, catalog)
    outputs = Outputs(path, catalog)
    if not outputs.ids() and not outputs.failures:
        raise no_document(path)
    return outputs


def no_document(folder: Path) -> InvalidDocument:
    """Return the error for a folder in which there is no document."""
    return InvalidDocument(
        "no document found", where=str(folder), remedy="give a folder that `extract run` wrote, or one of goldens"
    )


class OneDocument:
    """The document in the file at *path*; InvalidDocument where it holds none."""

    def __init__(self, path: Path, catalog: Catalog) -> None:
        self._document = read_document(path, catalog)
        self.failures: list[Failure] = []

    def ids(self) -> set[str]:
        """Return the id of its article."""
        return {self._document["source"]["id"]}

    def find(self, article_id: str) -> Mapping[str, Any] | None:
        """Return the document where it is that of the article, else None."""
        return self._document if article_id in self.ids() else None


def read_document(path: Path, catalog: Catalog) -> Mapping[str, Any]:
    """Return the document in the file at *path*, checked against the published schema.

    Raises:
        InvalidDocument: the file cannot be read or breaks the schema.
    """
    try:
        return _checked(path.read_bytes(), catalog, str(path))
    except OSError as error:
        raise InvalidDocument(
            f"the document cannot be read: {error.strerror}", where=str(path), remedy="see that you may read it"
        ) from error


def _checked(data: bytes, catalog: Catalog, where: str) -> Mapping[str, Any]:
    for fault in check_document(data, catalog, None, where=where):
        raise fault
    document: Mapping[str, Any] = json.loads(data)
    return document


class Outputs:
    """What lies in *folder*: ``<id>.json``, the lines of ``extractions.jsonl``, the rows of ``extractions.parquet``."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self._folder, self._catalog = folder, catalog

    def ids(self) -> set[str]:
        """Return the ids of the articles that have a document, told by the files' names and the tables' lines."""
        return {path.stem for path in self._folder.glob("*.json")} | set(self._lines[0])

    def find(self, article_id: str) -> Mapping[str, Any] | None:
        """Return the document of the article, checked against the published schema; None where there is none.

        Raises:
            InvalidDocument: the file cannot be read or breaks the schema.
        """
        path = self._folder / f"{article_id}.json"
        if not path.is_file():
            return self._lines[0].get(article_id)
        return read_document(path, self._catalog)

    def documents(self) -> Iterator[tuple[bytes, str]]:
        """Yield every document as it lies there, unchecked, and its place: a file, or a table and a line of it."""
        for path in sorted(self._folder.glob("*.json")):
            if not path.is_dir():
                yield path.read_bytes(), str(path)
        yield from self._lines_of_jsonl()
        yield from self._rows_of_parquet()

    def read_all(self) -> Iterator[Mapping[str, Any] | Failure]:
        """Yield every document, checked against the published schema; of two for one article the first.

        One that cannot be read or breaks the schema becomes a failure.

        Raises:
            InvalidDocument: there is none.
        """
        seen: set[str] = set()
        where = ""
        for data, where in self.documents():
            try:
                document = _checked(data, self._catalog, where)
            except InvalidDocument as error:
                yield Failure(where, error)
                continue
            if document["source"]["id"] not in seen:
                seen.add(document["source"]["id"])
                yield document
        if not where:
            raise no_document(self._folder)

    @property
    def failures(self) -> list[Failure]:
        """The lines of a table that are no documents."""
        return self._lines[1]

    @cached_property
    def _lines(self) -> tuple[dict[str, Mapping[str, Any]], list[Failure]]:
        documents: dict[str, Mapping[str, Any]] = {}
        failures = []
        for data, where in (*self._lines_of_jsonl(), *self._rows_of_parquet()):
            try:
                document = _checked(data, self._catalog, where)
                documents[document["source"]["id"]] = document
            except InvalidDocument as error:
                failures.append(Failure(where, error))
        return documents, failures

    def _lines_of_jsonl(self) -> Iterator[tuple[bytes, str]]:
        path = self._folder / f"{TABLE}.jsonl"
        return lines_of_jsonl(path) if path.is_file() else iter(())

    def _rows_of_parquet(self) -> Iterator[tuple[bytes, str]]:
        path = self._folder / f"{TABLE}.parquet"
        return rows_of_parquet(path, self._catalog) if path.is_file() else iter(())


def documents_in(path: Path, catalog: Catalog) -> Iterator[tuple[bytes, str]]:
    """Yield every document of a folder or file, unchecked and one at a time, and its place.

    Raises:
        InvalidDocument: there is none, or the file cannot be read.
    """
    found = _found_in(path, catalog)
    try:
        first = next(found, None)
        if first is None:
            raise no_document(path)
        yield first
        yield from found
    except OSError as error:
        raise InvalidDocument(
            f"the documents cannot be read: {error.strerror or error}", where=str(path), remedy="see that it is whole"
        ) from error


def _found_in(path: Path, catalog: Catalog) -> Iterator[tuple[bytes, str]]:
    if path.is_dir():
        yield from Outputs(path, catalog).documents()
    elif path.suffix == ".jsonl":
        yield from lines_of_jsonl(path)
    elif path.suffix == ".parquet":
        yield from rows_of_parquet(path, catalog)
    else:
        yield path.read_bytes(), str(path)


def lines_of_jsonl(path: Path) -> Iterator[tuple[bytes, str]]:
    """Yield the lines of a file of documents, one held at a time, each with its place."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            yield line.rstrip(b"\r\n"), f"{path}, line {number}"


def rows_of_parquet(path: Path, catalog: Catalog) -> Iterator[tuple[bytes, str]]:
    """Yield the rows of a table of documents as JSON, a few held at a time, each with its place.

    Raises:
        InvalidDocument: it is no whole Parquet file.
    """
    import pyarrow.parquet

    number = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=ROWS_TOGETHER):
                for row in batch.to_pylist():
                    number += 1
                    yield _row_as_json(row, catalog), f"{path}, row {number}"
    except (pyarrow.ArrowException, OSError) as error:
        raise InvalidDocument(
            f"this is not a whole Parquet file: {str(error).splitlines()[0]}",
            where=str(path),
            remedy="see that you may read it; run again with --format parquet: it is written anew from the state",
        ) from error


def _row_as_json(row: Mapping[str, Any], catalog: Catalog) -> bytes:
    try:
        # A column has a null where a document leaves the key out.
        return canonical_bytes(row, catalog)
    except ValidationError:
        return json.dumps(row, default=str).encode()  # whoever checks the document tells what is wrong with it
