"""The tables of a corpus, as they follow from the declarations: what is written, and what others may rely on.

What is written stands in the schema ``work``, which may change with any version. What others may rely on stands in
``main``: ``docs/corpus.md`` tells it, and ``TABLES_VERSION`` is raised by a change that would break who reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from extract.catalog import Catalog
from extract.corpus.intake import role_of
from extract.declaration import Declaration, FieldSpec, snake_case
from extract.errors import DeclarationError
from extract.faults import records_of
from extract.scoring.likeness import items_of

TABLES_VERSION: Final = "1"
"""Version of the tables in ``main``."""
WORK_VERSION: Final = "2"
"""Version of what is written and of how it is linked: a corpus of another is built anew."""
FIXED: Final = ("corpus", "articles", "copies", "names", "mentions", "quotes", "parties", "history")
"""Tables that every corpus has; no list may have the name of one."""

_TEXT: Final = "VARCHAR"
_PLAIN: Final[Mapping[type, str]] = {int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
WORK: Final[Mapping[str, Mapping[str, str]]] = {
    "articles": {
        "article": _TEXT, "place": _TEXT, "stamp": _TEXT, "digest": _TEXT, "uri": _TEXT, "title": _TEXT,
        "published": "DATE", "language": _TEXT, "sha256": _TEXT, "length": "BIGINT", "text": _TEXT, "original": _TEXT,
    },
    "records": {
        "article": _TEXT, "schema": _TEXT, "record": _TEXT, "kind": _TEXT, "key": _TEXT, "optional": "BOOLEAN",
        "family": _TEXT, "forms": "VARCHAR[]", "states": "VARCHAR[]", "offices": "VARCHAR[]",
        "companions": "VARCHAR[]", "rank": "INTEGER", "shown": _TEXT, "roles": "VARCHAR[]", "parties": "VARCHAR[][]",
        "days": "VARCHAR[]", "places": "VARCHAR[]", "content": "VARCHAR[]", "evidence": "VARCHAR[]", "mood": _TEXT,
        "is_past": "BOOLEAN",
    },
    "names": {"name": _TEXT, "article": _TEXT},
    "mentions": {"article": _TEXT, "record": _TEXT, "text": _TEXT, "start": "BIGINT", "end": "BIGINT"},
    "quotes": {
        "article": _TEXT, "record": _TEXT, "field": _TEXT, "number": "INTEGER", "text": _TEXT, "start": "BIGINT",
        "end": "BIGINT", "iso": _TEXT,
    },
    "refs": {
        "article": _TEXT, "record": _TEXT, "field": _TEXT, "role": _TEXT, "number": "INTEGER", "target": _TEXT,
    },
    "known": {"key": _TEXT, "id": _TEXT, "name": _TEXT},
}  # fmt: skip
"""Table -> column -> type, of what is written whatever is declared."""


@dataclass(frozen=True)
class Column:
    """A column that a field gives to the table of its records."""

    name: str
    type: str
    field: FieldSpec
    part: str = ""
    """What of a quotation: nothing for its words, else start, end or iso."""


def check_names(catalog: Catalog) -> None:
    """Raise DeclarationError where a list or field of *catalog* would have the name of something else in a corpus."""
    for declaration in catalog:
        where = f"{declaration.path}, {declaration.name}"
        if declaration.list_name in FIXED:
            raise DeclarationError(
                f"a corpus has a table {declaration.list_name} of its own",
                where=where,
                remedy='set plural: ClassVar[str] = "…" in the class',
            )
        names = [column.name for column in columns_of(declaration)]
        names += ["key", "article", "record", "optional", "articles", "sources", "tellings", "first", "last", "known"]
        for name in {one for one in names if names.count(one) > 1}:
            raise DeclarationError(
                f"in a corpus two columns of {declaration.list_name} would be called {name}",
                where=where,
                remedy="rename the field",
            )


def tellings_name(declaration: Declaration) -> str:
    """Return the name of the table with a row for each record of each article."""
    return f"{snake_case(declaration.name)}_tellings"


def columns_of(declaration: Declaration) -> list[Column]:
    """Return the columns of the fields that stand in the table itself: references and lists of quotations do not."""
    return [column for spec in declaration.fields for column in _columns(spec)]


def _columns(spec: FieldSpec) -> Iterator[Column]:
    if spec.type == "ref" or (spec.is_list and spec.type in ("quote", "when")):
        return
    kind = _PLAIN.get(spec.python_type, _TEXT) if spec.type == "plain" else _TEXT
    yield Column(spec.name, f"{kind}[]" if spec.is_list else kind, spec)
    if spec.type in ("quote", "when"):
        yield Column(f"{spec.name}_start", "BIGINT", spec, "start")
        yield Column(f"{spec.name}_end", "BIGINT", spec, "end")
    if spec.type == "when":
        yield Column(f"{spec.name}_iso", _TEXT, spec, "iso")


def work_tables(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Return every table of ``work`` with its columns and their types."""
    declared = {
        f"of_{one.list_name}": {"article": _TEXT, "record": _TEXT}
        | {column.name: column.type for column in columns_of(one)}
        for one in catalog
    }
    return {name: dict(columns) for name, columns in WORK.items()} | declared


def rows_of(
    document: Mapping[str, Any], article: str, catalog: Catalog, columns_by_schema: Mapping[str, Sequence[Column]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (table, row) for what *document* says of its records, beside what linking needs."""
    for _, declaration, record in records_of(document, catalog):
        row: dict[str, Any] = {"article": article, "record": record["id"]}
        columns = {one.name: _cell(one, record.get(one.field.name)) for one in columns_by_schema[declaration.name]}
        yield f"of_{declaration.list_name}", row | columns
        for spec in declaration.fields:
            for number, item in enumerate(items_of(record.get(spec.name))):
                if spec.role is not None and spec.role.name == "mentions":
                    yield "mentions", row | {part: item[part] for part in ("text", "start", "end")}
                elif spec.type == "ref":
                    place = {"field": spec.name, "number": number}
                    yield "refs", row | place | {"role": role_of(spec), "target": item}
                elif spec.type in ("quote", "when"):
                    quoted = {part: item.get(part) for part in ("text", "start", "end", "iso")}
                    yield "quotes", row | {"field": spec.name, "number": number} | quoted


def _cell(column: Column, value: Any) -> Any:
    if column.field.type in ("quote", "when"):
        return None if value is None else value.get(column.part or "text")
    return value
