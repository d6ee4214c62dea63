"""What a person can do to the records of an article: edits as values, each applied by a pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec
from extract.goldens.annotation import find_words
from extract.review.records import Records, Reviewed, from_data
from extract.review.values import EditError, Place, quote_at, read_value
from extract.scoring.likeness import items_of
from extract.segmentation.segment import segment
from extract.stages import Article, Span


class NoEdit(EditError):
    """What was sent is of no form that the page sends."""


class _Edit(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Start(_Edit):
    """Begin anew with other records: those of the extraction or of the golden."""

    do: Literal["start"]
    origin: Literal["extraction", "golden"]
    records: tuple[dict[str, Any], ...] = ()


class Judge(_Edit):
    """Accept or reject records, or take the verdict back."""

    do: Literal["judge"]
    keys: tuple[str, ...]
    verdict: Literal["accepted", "rejected"] | None


class Mark(_Edit):
    """Say whether careful readers may differ on a record."""

    do: Literal["mark"]
    key: str
    optional: bool


class SetField(_Edit):
    """Give a field another value; ``typing`` joins the edit with the one before, if that was to the same field."""

    do: Literal["set"]
    key: str
    field: str
    value: Any
    typing: bool = False


class Add(_Edit):
    """Add a record of the schema ``of`` that stands at a selected place; ``around`` is the sentence it stands in."""

    do: Literal["add"]
    of: str
    at: Place
    around: Place


class FindMentions(_Edit):
    """Add every place of an entity's names to its mentions."""

    do: Literal["find"]
    key: str


class Merge(_Edit):
    """Make one record of two: ``other`` becomes part of ``key``, and what refers to it then refers to that."""

    do: Literal["merge"]
    key: str
    other: str


Edit = Start | Judge | Mark | SetField | Add | FindMentions | Merge
_READER: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="do")])


@dataclass(frozen=True)
class Desktop:
    """What edits are applied with: the article, the schemas, and a number that no other edit of the article has."""

    article: Article
    catalog: Catalog
    number: int


def read_edit(data: object) -> Edit:
    """Return the edit that *data* tells; NoEdit where it is none."""
    try:
        return _READER.validate_python(data)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in fault["loc"]) or "the edit"
        raise NoEdit(f"not an edit: {fault['msg']}", where=where, remedy="reload the page") from error


def apply_edit(records: Records, edit: Edit, on: Desktop) -> Records:
    """Return *records* after *edit*; EditError where it cannot be made."""
    change: Callable[[Records, Any, Desktop], Records] = _CHANGES[type(edit)]
    return change(records, edit, on)


def _start(records: Records, edit: Start, on: Desktop) -> Records:
    try:
        begun = from_data(edit.records)
        for record in begun:
            on.catalog[record.schema]
    except (TypeError, KeyError) as error:
        raise EditError(
            "the records do not fit the schemas", where=str(error), remedy="begin anew from the extraction"
        ) from error
    return begun


def _judge(records: Records, edit: Judge, on: Desktop) -> Records:
    keys = {_find(records, key).key for key in edit.keys}
    return records.mapped(lambda one: replace(one, verdict=edit.verdict) if one.key in keys else one)


def _mark(records: Records, edit: Mark, on: Desktop) -> Records:
    return _replaced(records, replace(_find(records, edit.key), optional=edit.optional))


def _set_field(records: Records, edit: SetField, on: Desktop) -> Records:
    record = _find(records, edit.key)
    try:
        spec = on.catalog[record.schema].field(edit.field)
    except KeyError:
        raise EditError(
            f"{record.schema} has no field {edit.field!r}", where=edit.key, remedy="reload the page"
        ) from None
    value = read_value(spec, edit.value, on.article)
    if spec.type == "ref":
        for key in items_of(value):
            _check_target(spec, _find(records, key))
    return _replaced(records, record.with_value(spec.name, value))


def _check_target(spec: FieldSpec, target: Reviewed) -> None:
    if target.schema != spec.target:
        raise EditError(
            f"{spec.name} takes records of {spec.target}, and this is one of {target.schema}",
            where=target.key,
            remedy=f"pick one of {spec.target}",
        )


def _add(records: Records, edit: Add, on: Desktop) -> Records:
    try:
        declaration = on.catalog[edit.of]
    except KeyError:
        raise EditError(f"no schema is called {edit.of!r}", where="of", remedy="reload the page") from None
    values: dict[str, Any] = {spec.name: [] if spec.is_list else None for spec in declaration.fields}
    values |= _values_at(declaration, edit, on.article)
    added = Reviewed(f"+{on.number}", declaration.name, values, verdict="accepted")
    joined = Records((*records, added))
    return joined if declaration.kind != "entity" else _replaced(joined, _with_mentions(added, joined, on))


def _values_at(declaration: Declaration, edit: Add, article: Article) -> dict[str, Any]:
    """Return what the selected place says of a new record: its name, its theme or text, and what states it."""
    selected, sentence = quote_at(edit.at, article), quote_at(edit.around, article)
    theme = next((spec for role in ("theme", "text") for spec in declaration.fields_with(role) if _holds(spec)), None)
    values: dict[str, Any] = {theme.name: selected} if theme is not None else {}
    for spec in declaration.fields_with("name"):
        values[spec.name] = " ".join(selected["text"].split())
    for spec in declaration.fields_with("mentions"):
        values[spec.name] = [selected]
    for spec in declaration.fields_with("evidence"):
        values[spec.name] = [sentence if theme is not None else selected]
    return values


def _holds(spec: FieldSpec) -> bool:
    return spec.type == "quote" and not spec.is_list


def _find_mentions(records: Records, edit: FindMentions, on: Desktop) -> Records:
    return _replaced(records, _with_mentions(_find(records, edit.key), records, on))


def _with_mentions(record: Reviewed, records: Records, on: Desktop) -> Reviewed:
    """Return *record* with every place of its names in the article's body, save inside a longer name of another."""
    declaration = on.catalog[record.schema]
    forms = _forms(record, declaration)
    others = [form for one in records.standing() for form in _forms(one, on.catalog[one.schema])]
    body = [block.span for block in segment(on.article).body]
    text = on.article.text
    found = [place for place in find_words({*forms, *others}, text, body) if place.of(text) in forms]
    for spec in declaration.fields_with("mentions"):
        places = {Span(quote["start"], quote["end"]) for quote in record.get(spec)} | set(found)
        quotes = [{"text": place.of(text), "start": place.start, "end": place.end} for place in sorted(places)]
        record = record.with_value(spec.name, quotes)
    return record


def _forms(record: Reviewed, declaration: Declaration) -> set[str]:
    specs = (*declaration.fields_with("name"), *declaration.fields_with("aliases"))
    return {form for spec in specs for form in items_of(record.get(spec)) if form}


def _merge(records: Records, edit: Merge, on: Desktop) -> Records:
    kept, gone = _find(records, edit.key), _find(records, edit.other)
    if kept.schema != gone.schema or kept.key == gone.key:
        raise EditError(
            "only two records of one schema can be merged", where=f"{kept.key} and {gone.key}", remedy="pick another"
        )
    joined = _replaced(records, _joined(kept, gone, on.catalog[kept.schema]))
    rest = Records(tuple(record for record in joined if record.key != gone.key))
    return rest.rekeyed({gone.key: kept.key}, on.catalog)


def _joined(kept: Reviewed, gone: Reviewed, declaration: Declaration) -> Reviewed:
    """Return *kept* with what *gone* knows besides: elements of lists, values that it has not, its name as an alias."""
    for spec in declaration.fields:
        one, other = kept.get(spec), gone.get(spec)
        if spec.is_list:
            kept = kept.with_value(spec.name, _united(spec, items_of(one), items_of(other)))
        elif one is None:
            kept = kept.with_value(spec.name, other)
    names = {form for spec in declaration.fields_with("name") for form in items_of(kept.get(spec))}
    for spec in declaration.fields_with("aliases"):
        other_names = [name for named in declaration.fields_with("name") for name in items_of(gone.get(named))]
        aliases = dict.fromkeys([*kept.get(spec), *other_names])
        kept = kept.with_value(spec.name, [alias for alias in aliases if alias not in names])
    return replace(kept, optional=kept.optional and gone.optional)


def _united(spec: FieldSpec, one: list[Any], other: list[Any]) -> list[Any]:
    places = [(item["start"], item["end"]) if isinstance(item, Mapping) else item for item in (*one, *other)]
    both = [item for number, item in enumerate((*one, *other)) if places[number] not in places[:number]]
    in_order = spec.role is not None and spec.role.name == "mentions"
    return sorted(both, key=lambda quote: (quote["start"], quote["end"])) if in_order else both


def _find(records: Records, key: str) -> Reviewed:
    try:
        return records[key]
    except KeyError:
        raise EditError("the record is not there any more", where=key, remedy="reload the page") from None


def _replaced(records: Records, changed: Reviewed) -> Records:
    return records.mapped(lambda one: changed if one.key == changed.key else one)


_CHANGES: dict[type[_Edit], Callable[..., Records]] = {
    Start: _start,
    Judge: _judge,
    Mark: _mark,
    SetField: _set_field,
    Add: _add,
    FindMentions: _find_mentions,
    Merge: _merge,
}
