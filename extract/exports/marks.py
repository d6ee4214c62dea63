"""A document and its text -> marks on the text, and links between them: what every annotation tool asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.faults import records_of
from extract.scoring.likeness import items_of


@dataclass(frozen=True)
class Mark:
    """A quotation of a record: ``text[start:end]``, in code points."""

    start: int
    end: int
    label: str
    """``Party.person`` for a mention, with what labels the entity; ``Sale`` for evidence; ``Sale.price`` else."""
    schema: str
    record: str
    """The record's id."""
    field: str


@dataclass(frozen=True)
class Link:
    """A record refers to another in one of its fields."""

    schema: str
    record: str
    field: str
    target_schema: str
    target: str


@dataclass(frozen=True)
class Marked:
    """One article with its marks and links, in the document's order."""

    text: str
    document: Mapping[str, Any]
    catalog: Catalog

    @property
    def id(self) -> str:
        """The article's id."""
        return str(self.document["source"]["id"])

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Every quotation of every record, each once."""
        return tuple(dict.fromkeys(self._marks()))

    def _marks(self) -> Iterator[Mark]:
        for _, declaration, record in records_of(self.document, self.catalog):
            for spec in declaration.fields:
                for quote in items_of(record.get(spec.name)) if spec.type in ("quote", "when") else ():
                    label = label_of(declaration, spec, record)
                    yield Mark(quote["start"], quote["end"], label, declaration.name, record["id"], spec.name)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference of a record to another."""
        return tuple(
            Link(declaration.name, record["id"], spec.name, spec.target or "", target)
            for _, declaration, record in records_of(self.document, self.catalog)
            for spec in declaration.fields
            if spec.type == "ref"
            for target in items_of(record.get(spec.name))
        )

    def first_of(self, schema: str, record: str, near: Mark | None = None) -> Mark | None:
        """Return the mark that stands for a record: the one nearest to *near*, or the first; evidence before others."""
        own = [one for one in self.marks if (one.schema, one.record) == (schema, record)]
        stating = {one.name for one in self.catalog[schema].fields_with("evidence")}
        own = [one for one in own if one.field in stating] or own
        if near is None:
            return next(iter(own), None)
        return min(own, key=lambda one: max(near.start - one.end, one.start - near.end, 0), default=None)


def label_of(declaration: Declaration, spec: FieldSpec, record: Mapping[str, Any]) -> str:
    """Return the label of a quotation in the field *spec* of *record*."""
    if spec.role is not None and spec.role.name == "mentions":
        kinds = [str(record[one.name]) for one in declaration.fields if one.labels is not None and record.get(one.name)]
        return ".".join([declaration.name, *kinds])
    stating = spec.role is not None and spec.role.name in ("evidence", "text")
    return declaration.name if stating else f"{declaration.name}.{spec.name}"


def labels_of(catalog: Catalog) -> tuple[str, ...]:
    """Return every label that a mark may have, in the order of the declarations, whatever the documents hold."""
    found: list[str] = []
    for declaration in catalog:
        labelling = next((one for one in declaration.fields if one.labels is not None), None)
        values = labelling.choices if labelling is not None else ()
        for spec in declaration.fields:
            if spec.type in ("quote", "when"):
                records = [{labelling.name: value} for value in values] if labelling is not None else [{}]
                found += [label_of(declaration, spec, one) for one in records]
    return tuple(dict.fromkeys(found))


def without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    """Return *marks* in the order of the text, of those that overlap the longest, and of equal ones the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start - one.end, one.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda one: one.start)


def in_short(declaration: Declaration, record: Mapping[str, Any]) -> list[str]:
    """Return what *record* says beside its quotations: ``status: held``."""
    return [
        f"{spec.name}: {', '.join(map(str, items_of(record[spec.name])))}"
        for spec in declaration.fields
        if spec.type in ("literal", "plain") and items_of(record.get(spec.name))
    ]
