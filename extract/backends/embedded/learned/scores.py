"""All scores of one page, as probabilities: what the decisions, and the choice of their thresholds, are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from extract.backends.embedded.learned.candidates import (
    Mentioned,
    as_numpy,
    fillers_near,
    mentioned_in,
    overlaps,
    reachable,
    tagged_spans,
    with_cue,
)
from extract.backends.embedded.learned.features import LinkFeatures, PairFeatures, candidate_rows, entity_rows
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.scorer import Phrases, Scorer
from extract.backends.embedded.learned.sheet import Candidate, Known, Place, Sheet
from extract.scoring.likeness import fold_name

NEW = "TAGGED"
"""The label of an entity that only the tagger found."""
LEAST_START = -3.0
"""Logit from which on a span is proposed for an event: 0.05."""
LEAST_MENTION = -1.0
"""Logit from which on a span is proposed as a mention of an entity: 0.27."""
LEAST_EVENT = 0.1
"""Chance from which on a candidate's fields are looked at."""
LEAST_LINKED = 0.3
"""Chance of being asked for from which on an entity is compared with the others of its page."""
NEIGHBOURS = 100
"""Candidates before one, in the order of schema and text, that may tell the same event."""
PROPOSALS = 6
"""Spans proposed for each hundred tokens, and at least so many, of a schema of events; of entities four times more."""


@dataclass(frozen=True)
class Filler:
    """One phrase or entity that may fill a field of a candidate."""

    entity: int | None
    place: Place
    chances: np.ndarray
    """One for each argument of the candidate's schema."""


@dataclass(frozen=True)
class Scored:
    """A candidate with all that is thought of it."""

    candidate: Candidate
    chance: float
    values: np.ndarray
    """Logits of all values of choices."""
    fillers: tuple[Filler, ...]


@dataclass(frozen=True)
class Scores:
    """What is thought of one page."""

    entities: tuple[Known, ...]
    """Those of the sheet, then those that only the tagger found."""
    is_entity: np.ndarray
    """[entities, schemas of entities], chances."""
    entity_values: np.ndarray
    """[entities, values], logits."""
    events: tuple[Scored, ...]
    """The candidates worth a look, in order of schema and text; of a schema with themes none overlaps another."""
    same: dict[tuple[int, int], float] = field(default_factory=dict)
    """Indices of two events -> the chance that they are one."""
    linked: dict[tuple[int, int], float] = field(default_factory=dict)
    """Indices of two entities -> the chance that they are one, where at least one of them may be asked for."""


def score_page(sheet: Sheet, heads: Heads, scorer: Scorer) -> Scores:
    """Return what *scorer* thinks of the page."""
    starts = as_numpy(scorer.starts())
    entities = (*sheet.entities, *tagged_entities(sheet, heads, scorer, starts))
    means = None
    is_entity = np.zeros((0, len(heads.entities)), dtype=np.float32)
    values = np.zeros((0, len(heads.entity_values)), dtype=np.float32)
    linked: dict[tuple[int, int], float] = {}
    if entities:
        groups = [one.places for one in entities]
        means = scorer.entity_means(groups)
        vectors = scorer.entities(groups, means, [entity_rows(sheet, one) for one in entities])
        is_entity, values = chances(as_numpy(scorer.is_entity(vectors))), as_numpy(scorer.values(vectors))
        linked = _linked(sheet, scorer, entities, vectors, is_entity)
    candidates = list(_candidates(sheet, heads, scorer, starts))
    if not candidates:
        return Scores(entities, is_entity, values, (), linked=linked)
    vectors = scorer.candidates(candidates, [candidate_rows(sheet, one, heads) for one in candidates])
    found = chances(as_numpy(scorer.events(vectors, candidates)))
    kept = _kept(candidates, found, heads)
    if not kept:
        return Scores(entities, is_entity, values, (), linked=linked)
    vectors = vectors[scorer.ops.array(kept)]
    candidates = [candidates[number] for number in kept]
    choice = as_numpy(scorer.choices(vectors))
    fillers = _fillers(sheet, heads, scorer, candidates, vectors, entities, means)
    events = tuple(
        Scored(one, float(found[number]), choice[row], fillers[row])
        for row, (one, number) in enumerate(zip(candidates, kept, strict=True))
    )
    return Scores(entities, is_entity, values, events, _same(scorer, candidates, vectors), linked)


def chances(logits: np.ndarray) -> np.ndarray:
    """Return the chances, 0..1, that logits stand for."""
    clipped = np.clip(logits.astype(np.float64), -30, 30)
    result: np.ndarray = 1 / (1 + np.exp(-clipped))
    return result


def tagged_entities(sheet: Sheet, heads: Heads, scorer: Scorer, starts: np.ndarray) -> list[Known]:
    """Return the entities that the tagger proposes and no rule knows, one for each name form."""
    known = {(place.first, place.end) for entity in sheet.entities for place in entity.places}
    forms = {
        fold_name(sheet.parsed.text_of(place.first, place.end))
        for entity in sheet.entities
        for place in entity.places
        if place.sort in ("name", "phrase")
    }
    schemas = {one.schema for one in heads.entities}
    groups: dict[str, list[Place]] = {}
    found = tagged_spans(scorer, starts, heads, at_least=LEAST_MENTION, most=4 * PROPOSALS)
    for first, end in sorted((first, end) for schema, first, end, _ in found if schema in schemas):
        form = fold_name(sheet.parsed.text_of(first, end))
        if (first, end) not in known and form and form not in forms:
            groups.setdefault(form, []).append(Place(first, end, sheet.root_of(first, end), "tagged"))
    return [Known(f"tagged-{n}", NEW, (NEW, "", ""), tuple(one)) for n, one in enumerate(groups.values(), start=1)]


def _candidates(sheet: Sheet, heads: Heads, scorer: Scorer, starts: np.ndarray) -> Iterator[Candidate]:
    numbers = {one.schema: number for number, one in enumerate(heads.events)}
    proposed: dict[str, list[tuple[int, int]]] = {}
    for schema, first, end, _ in tagged_spans(scorer, starts, heads, at_least=LEAST_START, most=PROPOSALS):
        if schema in numbers:
            proposed.setdefault(schema, []).append((first, end))
    for number, head in enumerate(heads.events):
        if head.theme is None:
            for sentence in range(len(sheet.sentences)):
                yield with_cue(sheet, sheet.sentence_candidate(number, head.schema, sentence))
            continue
        spans = sorted(set(proposed.get(head.schema, ())))
        yield from (with_cue(sheet, sheet.span_candidate(number, *span)) for span in spans)
        yield from (one for one in sheet.cue_candidates if one.head == number and (one.first, one.end) not in spans)


def _kept(candidates: Sequence[Candidate], found: np.ndarray, heads: Heads) -> list[int]:
    """Return the indices of candidates worth a look; of overlapping themes the best only."""
    kept: list[int] = []
    taken: dict[tuple[int, int], int] = {}
    for number in sorted(range(len(candidates)), key=lambda one: (-found[one], one)):
        one = candidates[number]
        if found[number] < LEAST_EVENT:
            break
        if heads.events[one.head].theme is not None:
            touched = {taken[one.head, token] for token in range(one.first, one.end) if (one.head, token) in taken}
            rivals = (candidates[other] for other in touched)
            if any(overlaps((one.first, one.end), (two.first, two.end)) for two in rivals):
                continue
            taken.update({(one.head, token): number for token in range(one.first, one.end)})
        kept.append(number)
    return sorted(kept, key=lambda one: (candidates[one].head, candidates[one].first, one))


def phrases_for(
    sheet: Sheet, heads: Heads, candidate: Candidate, entities: Sequence[Known], mentioned: Mentioned
) -> list[tuple[int | None, Place, list[int]]]:
    """Return (index of an entity or None, phrase, rows of features) for all that may fill the candidate's fields."""
    features = PairFeatures(sheet, candidate, heads)
    wanted = {one.fillers for one in heads.events[candidate.head].arguments}
    found: list[tuple[int | None, Place, list[int]]] = []
    if "entity" in wanted:
        for rank, (number, places) in enumerate(reachable(sheet, candidate, mentioned)):
            entity = entities[number]
            found += [(number, place, features.rows(entity, place, min(rank, 9))) for place in places]
    for sort in ("place", "time"):
        if sort in wanted:
            near = fillers_near(sheet, candidate, sort)
            found += [(None, place, features.rows(None, place, min(n, 9))) for n, place in enumerate(near)]
    return found


def _fillers(
    sheet: Sheet,
    heads: Heads,
    scorer: Scorer,
    candidates: Sequence[Candidate],
    vectors: Any,
    entities: Sequence[Known],
    means: Any,
) -> list[tuple[Filler, ...]]:
    mentioned = mentioned_in(sheet, entities)
    phrases = [phrases_for(sheet, heads, one, entities, mentioned) for one in candidates]
    flat = [(row, *one) for row, found in enumerate(phrases) for one in found]
    if not flat:
        return [() for _ in candidates]
    found_chances = chances(as_numpy(pair_logits(scorer, candidates, vectors, flat, means)))
    found: list[list[Filler]] = [[] for _ in candidates]
    columns = [[n for n, (s, _) in enumerate(heads.arguments) if s == head.schema] for head in heads.events]
    for (row, entity, place, _), own in zip(flat, found_chances, strict=True):
        found[row].append(Filler(entity, place, own[columns[candidates[row].head]]))
    return [tuple(one) for one in found]


def pair_logits(
    scorer: Scorer,
    candidates: Sequence[Candidate],
    vectors: Any,
    flat: Sequence[tuple[int, int | None, Place, list[int]]],
    means: Any,
) -> Any:
    """Return [phrases, arguments] for phrases given as (row of the candidate, entity or None, place, features)."""
    numbers = {one: n for n, one in enumerate(dict.fromkeys((entity, place) for _, entity, place, _ in flat))}
    places = [place for _, place in numbers]
    _, _, own = scorer.span([(one.first, one.end) for one in places])
    if means is not None:
        chosen = scorer.ops.array([entity if entity is not None else 0 for entity, _ in numbers])
        is_entity = scorer.ops.array([[entity is not None] for entity, _ in numbers])
        own = means[chosen] * is_entity + own * (1 - is_entity)
    return scorer.pairs(
        vectors,
        [row for row, _, _, _ in flat],
        [candidates[row].head for row, _, _, _ in flat],
        Phrases(places, own),
        [numbers[entity, place] for _, entity, place, _ in flat],
        [rows for _, _, _, rows in flat],
    )


def _linked(
    sheet: Sheet, scorer: Scorer, entities: Sequence[Known], vectors: Any, is_entity: np.ndarray
) -> dict[tuple[int, int], float]:
    wanted = is_entity.max(axis=1) >= LEAST_LINKED
    pairs = [(a, b) for b in range(len(entities)) for a in range(b) if wanted[a] or wanted[b]]
    if not pairs:
        return {}
    features = LinkFeatures(sheet)
    ones, others = (scorer.ops.array([pair[side] for pair in pairs]) for side in (0, 1))
    logits = scorer.linked(vectors[ones], vectors[others], [features.rows(entities[a], entities[b]) for a, b in pairs])
    return dict(zip(pairs, (float(one) for one in chances(as_numpy(logits))), strict=True))


def _same(scorer: Scorer, candidates: Sequence[Candidate], vectors: Any) -> dict[tuple[int, int], float]:
    pairs = [
        (one, other)
        for other in range(len(candidates))
        for one in range(max(0, other - NEIGHBOURS), other)
        if candidates[one].head == candidates[other].head
    ]
    if not pairs:
        return {}
    ones, others = (scorer.ops.array([pair[side] for pair in pairs]) for side in (0, 1))
    logits = scorer.same(vectors[ones], vectors[others], [candidates[one].head for one, _ in pairs])
    return dict(zip(pairs, (float(one) for one in chances(as_numpy(logits))), strict=True))
