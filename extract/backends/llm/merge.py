"""Answers about the pieces of one article, put together: one thing is one record, however many answers tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extract.backends.llm.response import Data
from extract.catalog import Catalog
from extract.declaration import Declaration
from extract.grounding.spans import find_spans
from extract.scoring.likeness import fold_name, items_of, name_forms
from extract.stages import DraftRecord, DraftValue, Page, Span

Record = dict[str, Any]


def to_draft_records(
    catalog: Catalog, found: Sequence[tuple[tuple[Declaration, ...], Data]], page: Page
) -> list[DraftRecord]:
    """Return the records of all answers *found* about *page*, each thing once, references by key.

    Quotations stay the words of the model: grounding tells how well they agree with the article's.
    """
    given = {one.name: [record for _, data in found for record in data.get(one.list_name, ())] for one in catalog}
    entities = {one.name: _merged_entities(one, given[one.name]) for one in catalog.of_kind("entity")}
    keys = {schema: _keys(catalog[schema], records) for schema, records in entities.items()}
    drafts: list[DraftRecord] = []
    for declaration in catalog:
        if declaration.kind == "entity":
            records = [record for record, _ in entities[declaration.name]]
        else:
            with_keys = [_with_keys(declaration, record, keys) for record in given[declaration.name]]
            records = _merged_events(declaration, with_keys, page)
        for record in records:
            if declaration.kind == "entity":
                values = _with_keys(declaration, record, keys) | _countries(declaration, record)
                drafts.append(DraftRecord(declaration.name, _frozen(values), key=str(record["name"])))
            else:
                drafts.append(DraftRecord(declaration.name, _frozen(record)))
    return drafts


def _merged_entities(declaration: Declaration, given: Sequence[Record]) -> list[tuple[Record, frozenset[str]]]:
    """Return the entities, each with every name form that stood for it."""
    merged: list[tuple[Record, frozenset[str]]] = []
    for record in given:
        forms = name_forms(declaration, record)
        for place, (known, known_forms) in enumerate(merged):
            if _is_same_entity(declaration, known, known_forms, record, forms):
                merged[place] = (_joined_entity(declaration, known, record), known_forms | forms)
                break
        else:
            merged.append((record, forms))
    return merged


def _is_same_entity(
    declaration: Declaration, known: Record, known_forms: frozenset[str], record: Record, forms: frozenset[str]
) -> bool:
    """Return whether the name of one is a form of the other, and nothing that labels them speaks against it.

    Forms alone do not do: models give one alias ("Moscow") to a state and to its president.
    """
    labels = [spec.name for spec in declaration.fields if spec.labels is not None]
    if any(known.get(name) != record.get(name) for name in labels):
        return False
    return fold_name(known["name"]) in forms or fold_name(record["name"]) in known_forms


def _joined_entity(declaration: Declaration, known: Record, record: Record) -> Record:
    fullest = max((known["name"], record["name"]), key=lambda name: (len(name.split()), len(name)))
    joined = _joined(declaration, known, record) | {"name": fullest}
    forms = [known["name"], record["name"], *items_of(known.get("aliases")), *items_of(record.get("aliases"))]
    if "aliases" in joined:
        joined["aliases"] = [form for form in dict.fromkeys(forms) if form != fullest]
    return joined


def _joined(declaration: Declaration, known: Record, record: Record) -> Record:
    """Return both records as one: lists joined, single values from the first that has one."""
    joined = dict(known)
    for spec in declaration.fields:
        if spec.name not in joined:
            continue
        if spec.is_list:
            joined[spec.name] = [*dict.fromkeys((*items_of(known[spec.name]), *items_of(record.get(spec.name))))]
        elif joined[spec.name] is None:
            joined[spec.name] = record.get(spec.name)
    return joined


def _keys(declaration: Declaration, entities: Sequence[tuple[Record, frozenset[str]]]) -> dict[str, str]:
    """Return folded name -> key of the entity that it stands for; a name itself before any other form."""
    keys = {form: str(record["name"]) for record, forms in reversed(entities) for form in forms}
    return keys | {fold_name(record["name"]): str(record["name"]) for record, _ in reversed(entities)}


def _countries(declaration: Declaration, record: Record) -> Record:
    """Return the country codes that the entity's own names tell; a model is not asked what it knows beside the text."""
    from extract.backends.embedded.names.nations import nation_forms, words_of

    known = nation_forms()
    meant = (known.get(tuple(words_of(form))) for form in (record["name"], *items_of(record.get("aliases"))))
    code = next((form.nation.code for form in meant if form is not None), None)
    return {spec.name: code for spec in declaration.fields_with("country")}


def _with_keys(declaration: Declaration, record: Record, keys: Mapping[str, Mapping[str, str]]) -> Record:
    changed = dict(record)
    for spec in declaration.fields:
        if spec.type == "ref" and spec.name in record:
            known = [keys.get(spec.target or "", {}).get(fold_name(name)) for name in items_of(record[spec.name])]
            held = [key for key in dict.fromkeys(known) if key is not None]
            changed[spec.name] = held if spec.is_list else next(iter(held), None)
    return changed


def _merged_events(declaration: Declaration, given: Sequence[Record], page: Page) -> list[Record]:
    if len(given) < 2:
        return list(given)
    quotes = sorted({quote for record in given for quote in _quotes(declaration, record)})
    finds = find_spans(page.article.text, quotes, zones=[block.span for block in page.body])
    spans = {quote: found.span for quote, found in zip(quotes, finds, strict=True) if found is not None}
    merged: list[Record] = []
    for record in given:
        place = next((at for at, known in enumerate(merged) if _is_same_event(declaration, known, record, spans)), None)
        if place is None:
            merged.append(record)
        else:
            merged[place] = _joined(declaration, merged[place], record)
    return merged


def _quotes(declaration: Declaration, record: Record) -> list[str]:
    return [
        quote
        for spec in declaration.fields
        if spec.type in ("quote", "when")
        for quote in items_of(record.get(spec.name))
    ]


def _is_same_event(declaration: Declaration, known: Record, record: Record, spans: Mapping[str, Span]) -> bool:
    """Return whether two records pass the tests by which one would count as the other (``Match``).

    Of likeness in words only equality counts here: two records of one article may well share most of their words.
    """
    return all(
        _do_overlap(items_of(known.get(name)), items_of(record.get(name)), spans)
        if how in ("spans", "content", "same_text")
        else bool(set(items_of(known.get(name))) & set(items_of(record.get(name))))
        or not (known.get(name) or record.get(name))
        for how, name in declaration.match.tests
    )


def _do_overlap(one: Sequence[str], other: Sequence[str], spans: Mapping[str, Span]) -> bool:
    return any(a == b or _share(spans.get(a), spans.get(b)) > 0.5 for a in one for b in other)


def _share(one: Span | None, other: Span | None) -> float:
    """Return the characters in both, as a share (0..1) of the shorter one."""
    if one is None or other is None:
        return 0.0
    return one.overlap(other) / min(one.end - one.start, other.end - other.start)


def _frozen(record: Record) -> dict[str, DraftValue]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
