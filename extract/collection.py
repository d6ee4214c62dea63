"""Many documents: those that a reader makes, and those that lie in a folder; one by one, or as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extract.catalog import Catalog, load_catalog
from extract.errors import InvalidDocument, UsageError
from extract.stages import Failure
from extract.typed import Document, to_document

if TYPE_CHECKING:
    import pandas
    import pyarrow


class _Tables:
    """What gives the records of many documents as flat tables, as ``extract export`` writes them."""

    failures: list[Failure]
    """What could not be read, as far as it was gone through."""
    _catalog: Catalog

    def __iter__(self) -> Iterator[Document | Failure]:
        raise NotImplementedError

    def to_arrow(self, name: str) -> pyarrow.Table:
        """Return the table of a schema, by its list's name, a row a record; or ``source``, a row an article.

        Goes through all documents; those that cannot be read are in ``failures`` afterwards.

        Raises:
            UsageError: no schema has such a list, or pyarrow is not installed.
        """
        from extract.export import arrow_table

        documents = (one.to_dict() for one in self if isinstance(one, Document))
        return arrow_table(documents, name, self._catalog)

    def to_pandas(self, name: str) -> pandas.DataFrame:
        """Return the table as a DataFrame: ``to_arrow`` with whole numbers that may be missing (``Int64``).

        Raises:
            UsageError: no schema has such a list, or pandas or pyarrow is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError(
                "pandas is not installed", where="to_pandas", remedy="pip install 'extract-news[parquet]' pandas"
            ) from error
        table = self.to_arrow(name)  # tells where pyarrow is missing, and comes before it is wanted here
        import pyarrow

        return table.to_pandas(types_mapper={pyarrow.int64(): pandas.Int64Dtype()}.get)


class Reading(_Tables, Iterator["Document | Failure"]):
    """Documents that are read as they are asked for, once; what could not be read comes as a failure in its place."""

    def __init__(self, results: Iterator[Document | Failure], catalog: Catalog) -> None:
        self._results, self._catalog = results, catalog
        self.failures: list[Failure] = []

    def __iter__(self) -> Iterator[Document | Failure]:
        return self

    def __next__(self) -> Document | Failure:
        result = next(self._results)
        if isinstance(result, Failure):
            self.failures.append(result)
        return result


class Documents(_Tables):
    """The documents of a folder or file, each read when it is asked for; can be gone through again and again."""

    def __init__(self, path: Path, catalog: Catalog, sources: Sequence[Path], *, is_raising: bool) -> None:
        self._path, self._catalog, self._sources, self._is_raising = path, catalog, sources, is_raising
        self.failures: list[Failure] = []

    def __iter__(self) -> Iterator[Document]:
        """Yield each document; what cannot be read is raised, or left out and told in ``failures``."""
        from extract.scoring.outputs import documents_in

        self.failures = []
        seen: set[str] = set()
        for data, where in documents_in(self._path, self._catalog):
            try:
                document = self._document(data, where)
            except InvalidDocument as error:
                if self._is_raising:
                    raise
                self.failures.append(Failure(where, error))
                continue
            if document.id not in seen:
                seen.add(document.id)
                yield document

    def __getitem__(self, id: str) -> Document:
        for document in self:
            if document.id == id:
                return document
        raise KeyError(id)

    def __repr__(self) -> str:
        return f"<documents of {self._path}>"

    def _document(self, data: bytes, where: str) -> Document:
        from extract.check import find_text
        from extract.contract import read_contract

        plain = read_contract(data, self._catalog, where)
        source = plain["source"]
        folder = self._path if self._path.is_dir() else self._path.parent
        return to_document(
            plain, self._catalog, find_text=lambda: find_text(source["id"], source["uri"], folder, self._sources)
        )


def load(
    path: Path | str,
    *,
    schemas: Path | str | None = None,
    sources: Path | str | None = None,
    failures: Literal["raised", "left out"] = "raised",
) -> Documents:
    """Return the documents in *path*: a folder of a run, in any form, or of goldens; or one such file.

    *schemas* is the folder of the declarations that they were made with, by default those of the package. *sources* is
    where the paths in the documents begin: here by default, then beside the folder; only ``Document.text`` asks for it.

    Raises:
        UsageError: there is no such file or folder.
        DeclarationError: the declarations cannot be loaded.
        InvalidDocument: while it is gone through: a document is broken, of another contract or of other declarations,
            unless *failures* are to be left out.
    """
    place = Path(path)
    if not place.exists():
        raise UsageError("there is no such file or folder", where=str(path), remedy="give what `extract run` wrote")
    places = [Path(sources)] if sources is not None else [Path(), place.resolve().parent]
    return Documents(place, load_catalog(schemas), places, is_raising=failures == "raised")
