"""Draft records -> the records of a document: ids given, references resolved, evidence in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.stages import Draft, DraftRecord, DraftValue, Located


def to_records(draft: Draft, catalog: Catalog) -> dict[str, list[dict[str, Any]]]:
    """Return list name -> records, as plain data in the form of the contract, for a grounded *draft*.

    Entities and events come in the order of their first mention or evidence, passages in that of the page. References
    to what the draft does not have are left out: a reference that means nothing must not be written.
    """
    text = draft.page.article.text
    by_schema = {one.name: [record for record in draft.records if record.schema == one.name] for one in catalog}
    ordered = {name: sorted(records, key=_first_place) for name, records in by_schema.items()}
    ids: dict[tuple[str, str], str] = {}
    taken: dict[str, int] = {}
    for declaration in catalog:
        for number, record in enumerate(ordered[declaration.name], start=1):
            given = _free_id(_wanted_id(declaration, record, number), taken)
            ids[declaration.name, record.key or f"#{number}"] = given
    return {
        declaration.list_name: [
            {"id": ids[declaration.name, record.key or f"#{number}"]}
            | {
                spec.name: _value(spec, record.values.get(spec.name), text, ids)
                for spec in declaration.fields
                if not _has_default(spec, record)
            }
            | ({"confidence": record.confidence} if record.confidence is not None else {})
            | ({"optional": True} if record.values.get("optional") else {})
            for number, record in enumerate(ordered[declaration.name], start=1)
        ]
        for declaration in catalog
    }


def slug_of(name: str) -> str:
    """Return *name* in lower-case letters without accents, digits and hyphens.

    >>> slug_of("Recep Tayyip Erdoğan"), slug_of("U.S."), slug_of("Côte d’Ivoire"), slug_of("Нет")
    ('recep-tayyip-erdogan', 'u-s', 'cote-divoire', 'нет')
    """
    folded = "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
    return re.sub(r"[^\w]+|_", "-", re.sub("['’]", "", folded.replace("ı", "i"))).strip("-")


def _wanted_id(declaration: Declaration, record: DraftRecord, number: int) -> str:
    name = record.values.get("name")
    if declaration.kind == "entity" and isinstance(name, str):
        return slug_of(name) or f"{declaration.slug}-{number}"
    return f"{declaration.slug}-{number}"


def _free_id(wanted: str, taken: dict[str, int]) -> str:
    """Return *wanted*, with the least number that makes it free; *taken* has ids -> the least to try after them."""
    free, number = wanted, taken.get(wanted, 2)
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    taken[wanted] = max(number, taken.get(wanted, 2))
    taken.setdefault(free, 2)
    return free


def _first_place(record: DraftRecord) -> tuple[int, int]:
    stating = record.values.get("evidence")
    values = [stating] if stating else list(record.values.values())
    places = [item.span for value in values for item in _items(value) if isinstance(item, Located)]
    first = min(places, default=None)
    return (first.start, first.end) if first is not None else (0, 0)


def _items(value: DraftValue) -> Iterable[object]:
    return value if isinstance(value, tuple) else (value,)


def _has_default(spec: FieldSpec, record: DraftRecord) -> bool:
    """Return whether the declaration has a value for a field that may not be null and has none."""
    is_plain = not (spec.is_list or spec.is_optional or spec.is_required)
    return is_plain and record.values.get(spec.name) is None


def _value(spec: FieldSpec, value: DraftValue, text: str, ids: Mapping[tuple[str, str], str]) -> Any:
    if spec.is_list:
        converted = [_item(spec, item, text, ids) for item in (() if value is None else _items(value))]
        return _distinct(converted)
    return None if value is None else _item(spec, value, text, ids)


def _distinct(items: Iterable[Any]) -> list[Any]:
    """Return the items in order, each once, without what is None."""
    first: dict[object, Any] = {}
    for item in items:
        if item is not None:
            first.setdefault(tuple(item.items()) if isinstance(item, dict) else item, item)
    return list(first.values())


def _item(spec: FieldSpec, item: object, text: str, ids: Mapping[tuple[str, str], str]) -> Any:
    if spec.type == "ref":
        return ids.get((spec.target or "", str(item)))
    if isinstance(item, Located):
        return _quotation(spec, item, text)
    return item


def _quotation(spec: FieldSpec, located: Located, text: str) -> dict[str, Any]:
    quote: dict[str, Any] = {"text": located.span.of(text), "start": located.span.start, "end": located.span.end}
    if located.match is not None:
        quote["match"] = located.match
    if located.score is not None:
        quote["score"] = round(located.score, 3)
    if spec.type == "when":
        quote["iso"] = located.iso
    return quote
