"""A golden and the page it belongs to -> what the reader should have decided there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.backends.embedded.learned.candidates import overlaps, with_cue
from extract.backends.embedded.learned.heads import Argument, EventHead, Heads
from extract.backends.embedded.learned.scores import NEW
from extract.backends.embedded.learned.sheet import Candidate, Known, Place, Sheet
from extract.catalog import Catalog
from extract.scoring.likeness import items_of, name_forms
from extract.stages import Span


@dataclass(frozen=True)
class GoldEvent:
    """What a golden says of one event, in tokens and in indices of entities."""

    head: int
    theme: tuple[int, int] | None
    sentences: frozenset[int]
    """Numbers of the sentences that are its evidence."""
    entities: Mapping[str, frozenset[int]]
    """Field -> indices of the entities that fill it."""
    spans: Mapping[str, tuple[Span, ...]]
    """Field -> the quotations that fill a place or time."""
    choices: Mapping[str, str]
    is_optional: bool

    def states(self, candidate: Candidate, sheet: Sheet) -> bool:
        """Return whether *candidate* states this event."""
        if candidate.head != self.head:
            return False
        if self.theme is None:
            return sheet.sentence_of[candidate.anchor] in self.sentences
        return overlaps((candidate.first, candidate.end), self.theme)


@dataclass(eq=False)
class Example:
    """One page, and what should be decided there."""

    id: str
    sheet: Sheet
    """Its entities are those of the rules, and after them those that only the golden has."""
    events: tuple[GoldEvent, ...]
    candidates: tuple[Candidate, ...]
    """Those of the golden's events and of the cues, and every sentence for schemas without a theme."""
    is_entity: tuple[float | None, ...]
    """For each entity of the sheet and schema of entities, in this order: 1, 0, or None where nobody can say."""
    values: tuple[Mapping[str, str], ...]
    """For each entity: field -> value of its labelled choice; empty where no golden record has it."""
    mentions: Mapping[str, tuple[tuple[int, int], ...]]
    """Schema of entities -> where its records are mentioned, in tokens."""
    unsure: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Tagged schema -> tokens at which it cannot be said whether a span begins there."""
    links: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    """Pairs of entities of the sheet -> whether they are one; those of which nobody can say are left out."""


def make_example(sheet: Sheet, golden: Mapping[str, Any], heads: Heads, catalog: Catalog) -> Example:
    """Return what the golden of a page says should be decided there; adds to the sheet the entities that rules miss."""
    aligned, is_entity, values, mentions, links = _align_entities(sheet, golden, heads, catalog)
    events = tuple(
        event
        for number, head in enumerate(heads.events)
        for record in golden.get(catalog[head.schema].list_name, ())
        if (event := _gold_event(sheet, number, head, record, aligned)) is not None
    )
    return Example(
        str(golden["source"]["id"]),
        sheet,
        events,
        tuple(_candidates(sheet, events, heads)),
        tuple(is_entity),
        tuple(values),
        mentions,
        _unsure(sheet, events, heads),
        links,
    )


def _align_entities(
    sheet: Sheet, golden: Mapping[str, Any], heads: Heads, catalog: Catalog
) -> tuple[
    dict[str, list[int]],
    list[float | None],
    list[Mapping[str, str]],
    dict[str, tuple[tuple[int, int], ...]],
    dict[tuple[int, int], bool],
]:
    """Return golden id -> entities of the sheet, whether each is one, its values, where mentions stand, and links."""
    aligned: dict[str, list[int]] = {}
    size = len(heads.entities)
    is_entity: list[list[float | None]] = [[0.0] * size for _ in sheet.entities]
    values: list[Mapping[str, str]] = [{} for _ in sheet.entities]
    mentions: dict[str, tuple[tuple[int, int], ...]] = {}
    groups: list[tuple[list[int], list[int]]] = []
    for column, head in enumerate(heads.entities):
        declaration = catalog[head.schema]
        found: list[tuple[int, int]] = []
        for record in golden.get(declaration.list_name, ()):
            spans = [sheet.tokens_of(Span(one["start"], one["end"])) for one in items_of(record.get("mentions"))]
            stretches = [one for one in spans if one is not None]
            found += stretches
            fits = [_fit(sheet, known, name_forms(declaration, record), stretches) for known in sheet.entities]
            named = [number for number, (shared, _) in enumerate(fits) if shared]
            meant = [number for number, (_, shared) in enumerate(fits) if shared >= 0.5]
            truth = None if record.get("optional") else 1.0
            value = {head.choice.field: str(record[head.choice.field])} if head.choice is not None else {}
            for number in dict.fromkeys([*named, *meant]):
                values[number] = values[number] or value
            if named:
                best = max(named, key=lambda number: (fits[number][0], fits[number][1], -number))
                is_entity[best][column] = truth
            elif stretches:
                places = tuple(Place(first, end, sheet.root_of(first, end), "tagged") for first, end in stretches)
                sheet.entities.append(Known(f"golden-{len(sheet.entities)}", NEW, (NEW, "", ""), places))
                is_entity.append([truth if other == column else 0.0 for other in range(size)])
                values.append(value)
                named = [len(sheet.entities) - 1]
            groups.append((named, meant))
            aligned[str(record["id"])] = list(dict.fromkeys([*named, *meant]))
        mentions[head.schema] = tuple(dict.fromkeys(found))
    return aligned, [one for row in is_entity for one in row], values, mentions, _links(groups, len(sheet.entities))


def _links(groups: Sequence[tuple[Sequence[int], Sequence[int]]], size: int) -> dict[tuple[int, int], bool]:
    """Return which entities are one, from those that share a name with each golden entity and those meant by it."""
    owners: dict[int, set[int]] = {}
    for number, (named, _) in enumerate(groups):
        for one in named:
            owners.setdefault(one, set()).add(number)
    unsure = {(a, b) for named, meant in groups for a in {*named, *meant} for b in {*named, *meant}}
    found = {}
    for b in range(size):
        for a in range(b):
            ours, theirs = owners.get(a, set()), owners.get(b, set())
            if len(ours) < 2 and len(theirs) < 2 and (ours or theirs):
                is_one = bool(ours & theirs)
                if is_one or (a, b) not in unsure:
                    found[a, b] = is_one
    return found


def _fit(sheet: Sheet, known: Known, forms: frozenset[str], stretches: Sequence[tuple[int, int]]) -> tuple[int, float]:
    """Return how many name forms an entity of the rules shares with a record, and the share of its mentions."""
    from extract.scoring.likeness import fold_name

    named = [one for one in known.places if one.sort in ("name", "phrase")]
    texts = {fold_name(sheet.parsed.text_of(one.first, one.end)) for one in named}
    if known.label == "PERSON":
        texts |= {text.split()[-1] for text in texts if text}
    inside = sum(any(overlaps((one.first, one.end), other) for other in stretches) for one in named)
    return len(texts & forms), inside / len(named) if named else 0.0


def _gold_event(
    sheet: Sheet, number: int, head: EventHead, record: Mapping[str, Any], aligned: Mapping[str, Sequence[int]]
) -> GoldEvent | None:
    evidence = [sheet.tokens_of(Span(one["start"], one["end"])) for one in items_of(record.get("evidence"))]
    sentences = frozenset(sheet.sentence_of[one[0]] for one in evidence if one is not None)
    theme = None
    if head.theme is not None:
        quote = record.get(head.theme)
        theme = sheet.tokens_of(Span(quote["start"], quote["end"])) if quote else None
        if theme is None:
            return None
        sentences |= {sheet.sentence_of[theme[0]]}
    return GoldEvent(
        number,
        theme,
        sentences,
        {one.field: _entities(one, record, aligned) for one in head.arguments if one.fillers == "entity"},
        {one.field: _spans(one, record) for one in head.arguments if one.fillers != "entity"},
        {one.field: str(record[one.field]) for one in head.choices if record.get(one.field) is not None},
        bool(record.get("optional")),
    )


def _entities(argument: Argument, record: Mapping[str, Any], aligned: Mapping[str, Sequence[int]]) -> frozenset[int]:
    return frozenset(number for one in items_of(record.get(argument.field)) for number in aligned.get(str(one), ()))


def _spans(argument: Argument, record: Mapping[str, Any]) -> tuple[Span, ...]:
    return tuple(Span(one["start"], one["end"]) for one in items_of(record.get(argument.field)))


def _candidates(sheet: Sheet, events: Sequence[GoldEvent], heads: Heads) -> Iterator[Candidate]:
    for number, head in enumerate(heads.events):
        if head.theme is None:
            for sentence in range(len(sheet.sentences)):
                yield with_cue(sheet, sheet.sentence_candidate(number, head.schema, sentence))
            continue
        golden = [event for event in events if event.head == number]
        for event in golden:
            assert event.theme is not None
            yield with_cue(sheet, sheet.span_candidate(number, *event.theme))
        for one in sheet.cue_candidates:
            if one.head == number and not any(event.states(one, sheet) for event in golden):
                yield one


def _unsure(sheet: Sheet, events: Sequence[GoldEvent], heads: Heads) -> dict[str, frozenset[int]]:
    """Return where spans may begin that no golden record counts: a record told again, or an optional one."""
    found: dict[str, set[int]] = {}
    for event in events:
        if event.theme is None:
            continue
        tokens = found.setdefault(heads.events[event.head].schema, set())
        own = sheet.sentence_of[event.theme[0]]
        for sentence in event.sentences - {own}:
            tokens |= set(range(*sheet.sentences[sentence]))
        if event.is_optional:
            tokens |= set(range(*event.theme))
    starts = {(heads.events[one.head].schema, one.theme[0]) for one in events if one.theme and not one.is_optional}
    return {schema: frozenset(one for one in tokens if (schema, one) not in starts) for schema, tokens in found.items()}
