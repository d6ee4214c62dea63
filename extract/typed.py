"""Documents and records as objects: each field an attribute, each reference the record that it leads to."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from extract.catalog import Catalog, load_catalog
from extract.declaration import Declaration, FieldSpec
from extract.document import ExtractionInfo, Source, Verified, document_model
from extract.errors import InvalidDocument
from extract.schema import OF_EVERY_RECORD
from extract.schema import Record as DeclaredRecord
from extract.stages import Extraction, Failure
from extract.validate import canonical_bytes

NOTHING: Final[Mapping[str, float]] = MappingProxyType({})


class Record:
    """One record of a document; each schema has a class of its own, of that name, with a property for each field.

    A reference is the record that it leads to (None where the document says null), a quotation has ``text``, ``start``
    and ``end`` (code points of the article's text), a date ``iso`` besides; lists are tuples. ``record["field"]`` is
    the field too, whatever its name. Two are equal where they are the same record of equal documents.
    """

    __slots__ = ("_declared", "_document")
    _declaration: Declaration

    def __init__(self, declared: DeclaredRecord, document: Document) -> None:
        self._declared, self._document = declared, document

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return the value of a declared field."""

    @property
    def id(self) -> str:
        """What references in the document call the record."""
        return self._declared.id

    @property
    def declared(self) -> DeclaredRecord:
        """The record as an instance of its declaration: references are ids there."""
        return self._declared

    def __getitem__(self, field: str) -> Any:
        if field in OF_EVERY_RECORD:
            return getattr(self._declared, field, None)
        return _value(self, self._declaration.field(field))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return self._declared == other._declared and self._document == other._document

    def __hash__(self) -> int:
        return hash((self._declared.id, self._document))

    def __repr__(self) -> str:
        names = (getattr(self._declared, spec.name) for spec in self._declaration.fields_with("name"))
        return f"<{self._declaration.name} {': '.join([self._declared.id, *map(repr, names)])}>"


def _value(record: Record, spec: FieldSpec) -> Any:
    value = getattr(record._declared, spec.name)
    if spec.type == "ref":
        return _resolved(record._document, value)
    return tuple(value) if isinstance(value, list) else value


def _resolved(document: Document, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(document._by_id[one] for one in value)
    return None if value is None else document._by_id[value]


class Document:
    """What one article says; the lists of its declarations' records are attributes: tuples, in the order written.

    ``document["donald-trump"]`` is the record with that id (KeyError where there is none), and going through a document
    gives all its records. Equal bytes, equal documents.
    """

    _catalog: Catalog

    def __init__(self, data: bytes, *, find_text: Callable[[], str | None] = lambda: None) -> None:
        """Read the document in *data*, which fits the published schema; *find_text* finds its article's text."""
        self._data, self._find_text = data, find_text
        self.dropped: tuple[Failure, ...] = ()
        """What was found and left out, each with the reason; empty for a document from a file."""
        self.usage: Mapping[str, float] = NOTHING
        """What a language model took for it: requests, tokens, cost in US dollars; empty else."""

    @classmethod
    def of_extraction(cls, extraction: Extraction, catalog: Catalog) -> Document:
        """Return what a reader made, with its article's text."""
        text = extraction.article.text
        document = class_of(catalog)(extraction.data, find_text=lambda: text)
        document.dropped, document.usage = extraction.dropped, extraction.usage
        return document

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (self._catalog.folder, self._data, self._text, self.dropped, dict(self.usage))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> tuple[Record, ...]:
            """Return the records of a declared list."""

    @functools.cached_property
    def _model(self) -> Any:
        return document_model(self._catalog).model_validate_json(self._data)

    @functools.cached_property
    def _lists(self) -> dict[str, tuple[Record, ...]]:
        classes = _record_classes(self._catalog)
        return {
            name: tuple(record_class(declared, self) for declared in getattr(self._model, name))
            for name, record_class in classes.items()
        }

    @functools.cached_property
    def _by_id(self) -> dict[str, Record]:
        return {record.id: record for records in self._lists.values() for record in records}

    @functools.cached_property
    def _text(self) -> str | None:
        return self._find_text()

    @property
    def id(self) -> str:
        """The article's id."""
        return str(self._model.source.id)

    @property
    def source(self) -> Source:
        """The article: id, uri, sha256, length, title, published, language."""
        source: Source = self._model.source
        return source

    @property
    def extraction(self) -> ExtractionInfo | None:
        """What made the document; None for a golden."""
        info: ExtractionInfo | None = self._model.extraction
        return info

    @property
    def verified(self) -> Verified | None:
        """Who stands for the golden; None for what a program made."""
        verified: Verified | None = self._model.verified
        return verified

    @property
    def text(self) -> str | None:
        """The article's text, in which all offsets count; None where it is not at hand."""
        return self._text

    def __getitem__(self, id: str) -> Record:
        return self._by_id[id]

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __iter__(self) -> Iterator[Record]:
        return iter(self._by_id.values())

    def to_json(self) -> str:
        """Return the document as a run writes it: encoded as UTF-8, the very bytes."""
        return self._data.decode()

    def to_dict(self) -> dict[str, Any]:
        """Return the document as plain data, keys in the order written."""
        import json

        plain: dict[str, Any] = json.loads(self._data)
        return plain

    def __eq__(self, other: object) -> bool:
        return self._data == other._data if isinstance(other, Document) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._data)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(records)} {name}" for name, records in self._lists.items())
        return f"<Document {self._model.source.id}: {counts}>"

    def _repr_html_(self) -> str:
        from extract.report.documents_page import render_document

        return render_document(self.to_dict(), self._catalog, self._text)


@functools.cache
def class_of(catalog: Catalog) -> type[Document]:
    """Return the class of documents of *catalog*: a property for each list, which goes before a method of its name."""
    lists = {one.list_name: _list_property(one) for one in catalog}
    return type("Document", (Document,), {"_catalog": catalog, "__doc__": Document.__doc__, **lists})


def _list_property(declaration: Declaration) -> property:
    return property(lambda document: document._lists[declaration.list_name], doc=declaration.definition)


@functools.cache
def _record_classes(catalog: Catalog) -> dict[str, type[Record]]:
    return {one.list_name: _record_class(one) for one in catalog}


def _record_class(declaration: Declaration) -> type[Record]:
    fields = {spec.name: _field_property(spec) for spec in declaration.fields}
    kept = {"__slots__": (), "__doc__": declaration.definition, "_declaration": declaration}
    return type(declaration.name, (Record,), {**fields, **kept})


def _field_property(spec: FieldSpec) -> property:
    return property(lambda record: _value(record, spec), doc=spec.description)


def to_document(plain: Mapping[str, Any], catalog: Catalog, *, find_text: Callable[[], str | None]) -> Document:
    """Return *plain*, which fits the published schema, as a document."""
    return class_of(catalog)(canonical_bytes(plain, catalog), find_text=find_text)


def _unpickled(folder: Path, data: bytes, text: str | None, dropped: tuple[Failure, ...], usage: Any) -> Document:
    document = class_of(_catalog_in(folder))(data, find_text=lambda: text)
    document.dropped, document.usage = dropped, usage
    return document


@functools.cache
def _catalog_in(folder: Path) -> Catalog:
    return load_catalog(folder)


def as_document(value: Document | Failure) -> Document:
    """Return *value*; raise its error where it is a failure."""
    if isinstance(value, Failure):
        raise value.error
    return value


__all__ = ["Document", "InvalidDocument", "Record"]
