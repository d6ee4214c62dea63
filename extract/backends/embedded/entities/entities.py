"""The entities found in a parsed page, and their records for every declaration of an entity."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.backends.embedded.entities.gathering import Gathering
from extract.backends.embedded.entities.introductions import introduce_by_office
from extract.backends.embedded.entities.phrases import find_phrases
from extract.backends.embedded.entities.pronouns import resolve_pronouns
from extract.backends.embedded.entities.references import resolve_phrases
from extract.backends.embedded.names.recognition import find_names
from extract.backends.embedded.parsing.words import words_of_document
from extract.stages import DraftRecord, DraftValue, Located

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.backends.embedded.parsing.nlp import ParsedPage
    from extract.catalog import Catalog
    from extract.declaration import Declaration, FieldSpec


@dataclass(frozen=True)
class Mention:
    """A place in the text that names an entity; token indices in the document."""

    start: int
    end: int
    root: int
    label: str
    is_name: bool
    """False for a phrase with a common noun: "Russian forces"."""


@dataclass(frozen=True)
class FoundEntity:
    """One entity of an article, with all that the article calls it."""

    key: str
    name: str
    label: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    title: str | None
    country: str | None
    is_acting: bool
    """Whether it does, says, wants, gets or undergoes something in the article."""


class EntityIndex:
    """The entities of one article, and which of them each word denotes."""

    def __init__(self, entities: tuple[FoundEntity, ...], by_token: Mapping[int, tuple[str, ...]]) -> None:
        self.entities = entities
        self._by_key = {entity.key: entity for entity in entities}
        self.by_token = by_token

    def denoted_by(self, token: Token) -> tuple[str, ...]:
        """Return the keys of the entities that the name with *token*, or the phrase that it heads, denotes."""
        return self.by_token.get(token.i, ())

    def __getitem__(self, key: str) -> FoundEntity:
        return self._by_key[key]


def find_entities(parsed: ParsedPage) -> EntityIndex:
    """Return the entities of a page, in the order in which it first mentions them."""
    words = words_of_document(parsed.doc)
    names = find_names(parsed.doc, words, _headline(parsed))
    gathering = Gathering(words, names, parsed)
    resolve_phrases(gathering, find_phrases(words, names))
    introduce_by_office(gathering)
    resolve_pronouns(gathering)
    entities = tuple(
        FoundEntity(
            key=one.key,
            name=one.name,
            label=one.label,
            aliases=one.aliases,
            mentions=tuple(Mention(*place, one.label, is_name) for place, is_name in one.places),
            title=one.title,
            country=one.country,
            is_acting=gathering.is_acting(one),
        )
        for one in gathering.found()
    )
    known = {entity.key for entity in entities}
    return EntityIndex(
        entities,
        {token: kept for token, keys in gathering.by_token.items() if (kept := tuple(k for k in keys if k in known))},
    )


def _headline(parsed: ParsedPage) -> frozenset[int]:
    """Return the tokens of titles and headings, unless there is nothing else."""
    kinds = [block.kind for block in parsed.page.body]
    if "paragraph" not in kinds:
        return frozenset()
    return frozenset(index for index, block in enumerate(parsed.block_of) if kinds[block] != "paragraph")


def entity_records(
    parsed: ParsedPage, index: EntityIndex, catalog: Catalog, referenced: Collection[str]
) -> list[DraftRecord]:
    """Return a record of each entity for each declaration that claims its label.

    Where a declaration asks for entities that act, only those that do, or are *referenced* by an event, have one.
    """
    return [
        DraftRecord(declaration.name, values, entity.key)
        for declaration in catalog
        if declaration.kind == "entity"
        for entity in index.entities
        if entity.is_acting or entity.key in referenced or not getattr(declaration.model, "acting", False)
        if (values := _values(parsed, declaration, entity)) is not None
    ]


def _values(parsed: ParsedPage, declaration: Declaration, entity: FoundEntity) -> dict[str, DraftValue] | None:
    """Return the field values of the entity's record, or None where the declaration does not claim its label."""
    values = dict(_role_values(parsed, declaration, entity))
    for spec in _labelled(declaration):
        assert spec.labels is not None
        value = spec.labels.value_for(entity.label)
        if value is None:
            return None
        values[spec.name] = value
    return values


def _labelled(declaration: Declaration) -> Iterator[FieldSpec]:
    return (spec for spec in declaration.fields if spec.labels is not None)


def _role_values(parsed: ParsedPage, declaration: Declaration, entity: FoundEntity) -> Iterator[tuple[str, DraftValue]]:
    by_role: dict[str, DraftValue] = {
        "name": entity.name,
        "aliases": entity.aliases,
        "title": entity.title,
        "country": entity.country,
        "mentions": tuple(Located(parsed.span_of(one.start, one.end)) for one in entity.mentions),
    }
    for spec in declaration.fields:
        if spec.role is not None and spec.role.name in by_role:
            yield spec.name, by_role[spec.role.name]
