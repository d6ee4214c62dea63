"""The records of one article under review: frozen values, made from a document and turned into one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from extract.catalog import Catalog
from extract.declaration import FieldSpec
from extract.faults import records_of
from extract.scoring.likeness import items_of
from extract.stages import Article, Draft, DraftRecord, DraftValue, Located, Page, Span

Verdict = Literal["accepted", "rejected"] | None


@dataclass(frozen=True)
class Reviewed:
    """One record under review."""

    key: str
    """What edits and references call it; unlike the id in the golden it never changes."""
    schema: str
    values: Mapping[str, Any]
    """Plain data as in a document, but that references are keys, and that a value may be missing still."""
    verdict: Verdict = None
    optional: bool = False
    doubts: tuple[str, ...] = ()
    """Why a person should look closely, in words."""

    def get(self, spec: FieldSpec) -> Any:
        """Return the field's value; an empty list or None where there is none."""
        return self.values.get(spec.name, [] if spec.is_list else None)

    def with_value(self, name: str, value: Any) -> Reviewed:
        """Return the record with another value in the field called *name*."""
        return replace(self, values={**self.values, name: value})


@dataclass(frozen=True)
class Records:
    """All records under review, in the order in which they are shown."""

    all: tuple[Reviewed, ...] = ()

    def __iter__(self) -> Iterator[Reviewed]:
        return iter(self.all)

    def __getitem__(self, key: str) -> Reviewed:
        for record in self.all:
            if record.key == key:
                return record
        raise KeyError(key)

    def of(self, schema: str) -> tuple[Reviewed, ...]:
        """Return the records of one schema."""
        return tuple(record for record in self.all if record.schema == schema)

    def standing(self) -> tuple[Reviewed, ...]:
        """Return the records that were not rejected."""
        return tuple(record for record in self.all if record.verdict != "rejected")

    def undecided(self) -> tuple[Reviewed, ...]:
        """Return the records that nobody has judged."""
        return tuple(record for record in self.all if record.verdict is None)

    def mapped(self, change: Callable[[Reviewed], Reviewed]) -> Records:
        """Return the records, each as *change* makes it."""
        return Records(tuple(map(change, self.all)))

    def rekeyed(self, keys: Mapping[str, str], catalog: Catalog) -> Records:
        """Return the records under other keys, those that *keys* has, and with references that lead to these."""

        def renamed(record: Reviewed) -> Reviewed:
            for spec in catalog[record.schema].fields:
                if spec.type == "ref" and (items := items_of(record.get(spec))):
                    others = list(dict.fromkeys(keys.get(key, key) for key in items))
                    record = record.with_value(spec.name, others if spec.is_list else others[0])
            return replace(record, key=keys.get(record.key, record.key))

        return self.mapped(renamed)


def from_document(
    document: Mapping[str, Any],
    catalog: Catalog,
    verdict: Verdict = None,
    doubts: Mapping[str, tuple[str, ...]] | None = None,
) -> Records:
    """Return the records of *document*, all with one *verdict*, with the *doubts* that are told of an id."""
    return Records(
        tuple(
            Reviewed(
                key=record["id"],
                schema=declaration.name,
                values={spec.name: record.get(spec.name) for spec in declaration.fields},
                verdict=verdict,
                optional=bool(record.get("optional")),
                doubts=(doubts or {}).get(record["id"], ()),
            )
            for _, declaration, record in records_of(document, catalog)
        )
    )


def to_lists(records: Records, catalog: Catalog) -> dict[str, list[dict[str, Any]]]:
    """Return list name -> the standing records as they are, in the form of a document, keys as ids."""
    keys = {record.key for record in records.standing()}
    return {
        declaration.list_name: [
            {"id": record.key}
            | {spec.name: _standing(spec, record.get(spec), keys) for spec in declaration.fields}
            | ({"optional": True} if record.optional else {})
            for record in records.standing()
            if record.schema == declaration.name
        ]
        for declaration in catalog
    }


def to_draft(records: Records, article: Article, catalog: Catalog) -> Draft:
    """Return the standing records as a draft, from which a document's ids, order and references are made.

    Quotations lose how a backend had found them: a person has looked at them since.
    """
    drafted = [
        DraftRecord(
            record.schema,
            {spec.name: _drafted(spec, record.get(spec)) for spec in catalog[record.schema].fields}
            | ({"optional": True} if record.optional else {}),
            key=record.key,
        )
        for record in records.standing()
    ]
    return Draft(Page(article, ()), tuple(drafted))


def as_data(records: Records) -> list[dict[str, Any]]:
    """Return the records as plain data, for the journal and the page."""
    return [{one.name: getattr(record, one.name) for one in fields(record)} for record in records]


def from_data(data: Iterable[Mapping[str, Any]]) -> Records:
    """Return the records that ``as_data`` wrote; TypeError or KeyError where *data* is of another form."""
    return Records(tuple(Reviewed(**{**one, "doubts": tuple(one["doubts"])}) for one in data))


def _standing(spec: FieldSpec, value: Any, keys: set[str]) -> Any:
    """Return *value* without references to what is not in the golden."""
    if spec.type != "ref":
        return value
    return [key for key in value if key in keys] if spec.is_list else (value if value in keys else None)


def _drafted(spec: FieldSpec, value: Any) -> DraftValue:
    items = tuple(_located(item) if spec.type in ("quote", "when") else item for item in items_of(value))
    return items if spec.is_list else next(iter(items), None)


def _located(quote: Mapping[str, Any]) -> Located:
    return Located(Span(quote["start"], quote["end"]), iso=quote.get("iso"))
