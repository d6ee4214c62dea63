"""The documents of an output folder, in whichever form they were written, found by the article's id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from extract.catalog import Catalog
from extract.errors import InvalidDocument
from extract.stages import Failure
from extract.validate import canonical_bytes, check_document

TABLE = "extractions"
"""The name, without its ending, of the file that has the documents of all articles."""


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
        try:
            return self._read(path.read_bytes(), str(path))
        except OSError as error:
            raise InvalidDocument(
                f"the document cannot be read: {error.strerror}", where=str(path), remedy="see that you may read it"
            ) from error

    def documents(self) -> Iterator[tuple[bytes, str]]:
        """Yield every document as it lies there, unchecked, and its place: a file, or a table and a line of it."""
        for path in sorted(self._folder.glob("*.json")):
            yield path.read_bytes(), str(path)
        yield from self._lines_of_jsonl()
        yield from self._rows_of_parquet()

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
                document = self._read(data, where)
                documents[document["source"]["id"]] = document
            except InvalidDocument as error:
                failures.append(Failure(where, error))
        return documents, failures

    def _lines_of_jsonl(self) -> Iterator[tuple[bytes, str]]:
        path = self._folder / f"{TABLE}.jsonl"
        for number, line in enumerate(path.read_bytes().splitlines() if path.is_file() else (), start=1):
            yield line, f"{path}, line {number}"

    def _rows_of_parquet(self) -> Iterator[tuple[bytes, str]]:
        path = self._folder / f"{TABLE}.parquet"
        if path.is_file():
            import pyarrow.parquet

            for number, row in enumerate(pyarrow.parquet.read_table(path).to_pylist(), start=1):
                # A column has a null where a document leaves the key out.
                yield canonical_bytes(row, self._catalog), f"{path}, row {number}"

    def _read(self, data: bytes, where: str) -> Mapping[str, Any]:
        for fault in check_document(data, self._catalog, None, where=where):
            raise fault
        document: Mapping[str, Any] = json.loads(data)
        return document
