"""What the engine knows of one declaration: its fields, their types and what they are to the record."""

from __future__ import annotations

import re
import types
import typing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic.fields import FieldInfo

from extract.errors import DeclarationError
from extract.schema import (
    OF_EVERY_RECORD,
    Compare,
    Cues,
    Event,
    Labels,
    Match,
    Modality,
    Pattern,
    Quote,
    Record,
    RefTo,
    Role,
    Tone,
    When,
)

_DEFAULT_COMPARE = {"ref": "common", "literal": "same", "quote": "overlap", "when": "date", "plain": "same"}


@dataclass(frozen=True)
class FieldSpec:
    """What the engine knows of one field of a declaration."""

    name: str
    description: str
    type: Literal["quote", "when", "ref", "literal", "plain"]
    is_list: bool
    is_optional: bool
    """Whether the value may be null."""
    is_required: bool
    """Whether the declaration has no default."""
    python_type: Any
    """The type of one element: str, int, date, Quote …"""
    choices: tuple[str, ...] = ()
    """For a Literal: its values."""
    target: str | None = None
    """For a reference: the class name of the schema referred to."""
    role: Role | None = None
    labels: Labels | None = None
    modality: Modality | None = None
    tone: Tone | None = None
    pattern: Pattern | None = None
    compare: Compare = Compare("same")

    @property
    def markers(self) -> tuple[object, ...]:
        """What the declaration says of the field beside its type."""
        return (self.role, self.labels, self.modality, self.tone, self.pattern, self.compare)


@dataclass(frozen=True)
class Declaration:
    """One declared record: its class and what the engine knows of its fields."""

    model: type[Record]
    fields: tuple[FieldSpec, ...]
    """In the order in which they are written, ``id``, ``confidence`` and ``optional`` left out."""
    path: Path

    @property
    def name(self) -> str:
        """The class name, e.g. ``Sanction``."""
        return self.model.__name__

    @property
    def kind(self) -> str:
        """``entity``, ``event`` or ``passage``."""
        return self.model.kind_of_record

    @property
    def slug(self) -> str:
        """The name in lower case with hyphens; ids of events and passages begin with it."""
        return snake_case(self.name).replace("_", "-")

    @cached_property
    def list_name(self) -> str:
        """The key of the record's list in the document."""
        return self.model.plural or plural_of(snake_case(self.name))

    @property
    def definition(self) -> str:
        """The docstring: what counts as such a record."""
        return " ".join((self.model.__doc__ or "").split())

    @property
    def match(self) -> Match:
        """When a record counts as found: the declared rule, or the kind's own."""
        if self.model.match is not None:
            return self.model.match
        if self.kind == "entity":
            return Match((("names", "name"),))
        if self.kind == "passage":
            return Match(tuple(("same_text", spec.name) for spec in self.fields_with("text")))
        themes = tuple(("content", spec.name) for spec in self.fields_with("theme") if spec.type == "quote")
        return Match(themes or (("spans", "evidence"),))  # type: ignore[arg-type]

    @property
    def cues(self) -> Cues:
        """The phrasings of an event; none for the other kinds."""
        return self.model.cues if issubclass(self.model, Event) else Cues()

    def field(self, name: str) -> FieldSpec:
        """Return the field called *name*; KeyError where there is none."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    def fields_with(self, role: str) -> tuple[FieldSpec, ...]:
        """Return the fields that have the role called *role*."""
        return self._by_role.get(role, ())

    @cached_property
    def _by_role(self) -> dict[str, tuple[FieldSpec, ...]]:
        found: dict[str, tuple[FieldSpec, ...]] = {}
        for spec in self.fields:
            if spec.role is not None:
                found[spec.role.name] = (*found.get(spec.role.name, ()), spec)
        return found

    def field_with(self, role: str) -> FieldSpec | None:
        """Return the first field that has the role called *role*, or None."""
        return next(iter(self.fields_with(role)), None)


def read_fields(model: type[Record], path: Path) -> tuple[FieldSpec, ...]:
    """Return what the engine knows of each field of *model*; DeclarationError for a type that no backend serves."""
    return tuple(
        _field_spec(name, model.model_fields[name], f"{path}, {model.__name__}.{name}")
        for name in model.written_order()
        if name not in OF_EVERY_RECORD
    )


def _field_spec(name: str, info: FieldInfo, where: str) -> FieldSpec:
    inner, is_list, is_optional, found = _unwrap(info.annotation)
    markers = [*info.metadata, *found]
    base, choices, target = _type_of(inner, markers, where)
    _refuse_two_roles(markers, where)
    spec: dict[str, Any] = {
        key: next((marker for marker in markers if isinstance(marker, kind)), None)
        for key, kind in (
            ("role", Role),
            ("labels", Labels),
            ("modality", Modality),
            ("tone", Tone),
            ("pattern", Pattern),
            ("compare", Compare),
        )
    }
    spec["compare"] = spec["compare"] or Compare(_DEFAULT_COMPARE[base])  # type: ignore[arg-type]
    return FieldSpec(
        name=name,
        description=info.description or "",
        type=base,
        is_list=is_list,
        is_optional=is_optional,
        is_required=info.is_required(),
        python_type=inner,
        choices=choices,
        target=target,
        **spec,
    )


def _refuse_two_roles(markers: list[Any], where: str) -> None:
    names = [marker.name for marker in markers if isinstance(marker, Role)]
    if len(names) > 1:
        raise DeclarationError(
            f"a field has one role, not {' and '.join(names)}",
            where=where,
            remedy="keep the one that says what the field is to its record",
        )


def _unwrap(annotation: Any) -> tuple[Any, bool, bool, list[Any]]:
    """Return (element type, is a list, may be null, markers found inside) of an annotation."""
    is_list = is_optional = False
    markers: list[Any] = []
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation, *more = typing.get_args(annotation)
            markers += more
        elif origin in (typing.Union, types.UnionType):
            options = [option for option in typing.get_args(annotation) if option is not type(None)]
            is_optional = is_optional or len(options) < len(typing.get_args(annotation))
            if len(options) != 1:
                return annotation, is_list, is_optional, markers
            annotation = options[0]
        elif origin is list and not is_list:
            is_list = True
            (annotation,) = typing.get_args(annotation)
        else:
            return annotation, is_list, is_optional, markers


def _type_of(inner: Any, markers: list[Any], where: str) -> tuple[Any, tuple[str, ...], str | None]:
    reference = next((marker for marker in markers if isinstance(marker, RefTo)), None)
    if reference is not None:
        return "ref", (), reference.target
    if inner is When:
        return "when", (), None
    if inner is Quote:
        return "quote", (), None
    if typing.get_origin(inner) is Literal:
        return "literal", tuple(str(choice) for choice in typing.get_args(inner)), None
    if isinstance(inner, type) and inner.__name__ in ("str", "int", "float", "bool", "date"):
        return "plain", (), None
    raise DeclarationError(
        f"a field cannot be of the type {inner!r}",
        where=where,
        remedy="use Quote, When, Ref[…], Literal[…], str, int, float, bool, date, or a list or optional of these",
    )


def snake_case(name: str) -> str:
    """Return a class name in lower case with underscores.

    >>> snake_case("TradeDeal")
    'trade_deal'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def plural_of(noun: str) -> str:
    """Return the plural of an English noun by the regular rules.

    >>> plural_of("sanction"), plural_of("policy"), plural_of("speech"), plural_of("bus")
    ('sanctions', 'policies', 'speeches', 'buses')
    """
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"
