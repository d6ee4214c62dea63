"""What a trained reader has to decide, derived from the declarations alone: no head names a schema or a field.

An event with a quotation for its THEME is found by tagging that span; one without, by the sentences that state it.
Every reference, PLACE and TIME is an argument: a score for each pair of an event and a candidate. A ``Literal`` is a
classification, and so is the field of an entity that its labels fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from extract.catalog import Catalog
from extract.declaration import Declaration, FieldSpec

Fillers = Literal["entity", "place", "time"]


@dataclass(frozen=True)
class Argument:
    """A field that is filled with something the text names: an entity, a place or a time."""

    field: str
    fillers: Fillers
    is_list: bool


@dataclass(frozen=True)
class Choice:
    """A field whose value is one of a few words."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class EventHead:
    """What is decided about one schema of events."""

    schema: str
    theme: str | None
    """The field of the quotation that tells it apart; None where sentences do."""
    arguments: tuple[Argument, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class EntityHead:
    """What is decided about one schema of entities: whether each candidate is one, and its labelled choice."""

    schema: str
    choice: Choice | None


@dataclass(frozen=True)
class Heads:
    """All that a reader decides, in the order of the catalogue."""

    events: tuple[EventHead, ...]
    entities: tuple[EntityHead, ...]

    @classmethod
    def of(cls, catalog: Catalog) -> Heads:
        """Return the heads that the declarations of *catalog* ask for."""
        return cls(
            tuple(_event_head(one) for one in catalog.of_kind("event")),
            tuple(_entity_head(one) for one in catalog.of_kind("entity")),
        )

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Heads:
        """Return the heads that ``to_plain`` made *plain* data of."""
        return cls(
            tuple(
                EventHead(
                    one["schema"],
                    one["theme"],
                    tuple(Argument(**argument) for argument in one["arguments"]),
                    tuple(Choice(choice["field"], tuple(choice["values"])) for choice in one["choices"]),
                )
                for one in plain["events"]
            ),
            tuple(
                EntityHead(
                    one["schema"],
                    Choice(one["choice"]["field"], tuple(one["choice"]["values"])) if one["choice"] else None,
                )
                for one in plain["entities"]
            ),
        )

    def to_plain(self) -> dict[str, Any]:
        """Return the heads as data that JSON can hold."""
        return asdict(self)

    @cached_property
    def spans(self) -> tuple[str, ...]:
        """The schemas whose spans are tagged: events with a theme, then entities."""
        return (*(one.schema for one in self.events if one.theme), *(one.schema for one in self.entities))

    @cached_property
    def arguments(self) -> tuple[tuple[str, Argument], ...]:
        """Every (schema, argument) of the events, in order: a column of the argument scores each."""
        return tuple((one.schema, argument) for one in self.events for argument in one.arguments)

    @cached_property
    def event_values(self) -> tuple[tuple[str, str, str], ...]:
        """Every (schema, field, value) of the events' choices, in order: a column of the choice scores each."""
        return tuple((one.schema, c.field, value) for one in self.events for c in one.choices for value in c.values)

    @cached_property
    def entity_values(self) -> tuple[tuple[str, str, str], ...]:
        """Every (schema, field, value) of the entities' choices, in order."""
        pairs = ((one.schema, one.choice) for one in self.entities if one.choice is not None)
        return tuple((schema, choice.field, value) for schema, choice in pairs for value in choice.values)

    def decides(self, schema: str, field: str) -> bool:
        """Return whether a field of a schema is filled by a head."""
        for one in self.events:
            if one.schema == schema:
                named = {one.theme, *(argument.field for argument in one.arguments), *(c.field for c in one.choices)}
                return field in named
        return any(
            one.schema == schema and one.choice is not None and one.choice.field == field for one in self.entities
        )

    def columns(self, schema: str, field: str) -> tuple[int, ...]:
        """Return the columns of the choice scores that belong to a field of a schema of events."""
        return tuple(n for n, (one, name, _) in enumerate(self.event_values) if (one, name) == (schema, field))


def _event_head(declaration: Declaration) -> EventHead:
    theme = next((spec for spec in declaration.fields_with("theme") if spec.type == "quote"), None)
    arguments = tuple(one for spec in declaration.fields if (one := _argument(spec)) is not None)
    choices = tuple(Choice(spec.name, spec.choices) for spec in declaration.fields if _is_choice(spec))
    return EventHead(declaration.name, theme.name if theme else None, arguments, choices)


def _is_choice(spec: FieldSpec) -> bool:
    return spec.type == "literal" and not spec.is_list and len(spec.choices) > 1


def _argument(spec: FieldSpec) -> Argument | None:
    role = spec.role.name if spec.role is not None else None
    if spec.type == "ref":
        return Argument(spec.name, "entity", spec.is_list)
    if role in ("place", "time") and spec.type in ("quote", "when"):
        return Argument(spec.name, role, spec.is_list)  # type: ignore[arg-type]
    return None


def _entity_head(declaration: Declaration) -> EntityHead:
    spec = next((one for one in declaration.fields if one.labels is not None and _is_choice(one)), None)
    return EntityHead(declaration.name, Choice(spec.name, spec.choices) if spec else None)
