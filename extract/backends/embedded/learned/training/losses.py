"""What a page costs the network: the negative log-likelihood of all that should be decided there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits as log_loss
from torch.nn.functional import cross_entropy

from extract.backends.embedded.learned.candidates import mentioned_in, overlaps, tagged_spans, with_cue
from extract.backends.embedded.learned.features import LinkFeatures, candidate_rows, entity_rows, token_rows
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.scorer import LONGEST, Scorer
from extract.backends.embedded.learned.scores import pair_logits, phrases_for
from extract.backends.embedded.learned.sheet import Candidate, Known, Place
from extract.backends.embedded.learned.training.examples import Example, GoldEvent
from extract.stages import Span

SHARES = {"starts": 1.0, "mentions": 0.2, "ends": 0.5, "events": 1.0, "choices": 0.7, "arguments": 0.5,
          "same": 0.3, "entities": 0.4, "linked": 0.3, "values": 0.2}  # fmt: skip
"""What each part weighs: set so that none drowns the others, not searched for."""
_OPTIONAL = 0.5
"""What an optional record weighs where its fields are learnt; whether it is there is not learnt from it."""
_TOLD_AGAIN = 0.25
"""What a span weighs as a wrong one in a sentence that tells an event whose theme is quoted elsewhere."""
_NEGATIVES = 8
"""Spans that the tagger proposes wrongly, of which a page teaches."""


@dataclass(eq=False)
class Lesson:
    """An example with all features worked out, so that a page is looked at once and not in each epoch."""

    example: Example
    heads: Heads

    @cached_property
    def tokens(self) -> np.ndarray:
        """Features of the tokens."""
        return token_rows(self.example.sheet)

    @cached_property
    def candidates(self) -> list[list[int]]:
        """Features of the candidates."""
        return [candidate_rows(self.example.sheet, one, self.heads) for one in self.example.candidates]

    @cached_property
    def entities(self) -> list[list[int]]:
        """Features of the entities."""
        return [entity_rows(self.example.sheet, one) for one in self.example.sheet.entities]

    @cached_property
    def links(self) -> list[list[int]]:
        """Features of the pairs of entities that may be one."""
        sheet = self.example.sheet
        features = LinkFeatures(sheet)
        return [features.rows(sheet.entities[a], sheet.entities[b]) for a, b in self.example.links]

    @cached_property
    def truths(self) -> list[GoldEvent | None]:
        """The golden event that each candidate states, the one that is no option first."""
        return [self.truth_of(one) for one in self.example.candidates]

    @cached_property
    def phrases(self) -> list[tuple[int, int | None, Place, list[int]]]:
        """(index of a candidate that states an event, entity or None, phrase, features)."""
        example = self.example
        mentioned = mentioned_in(example.sheet, example.sheet.entities)
        return [
            (row, *one)
            for row, (candidate, event) in enumerate(zip(example.candidates, self.truths, strict=True))
            if event is not None
            for one in phrases_for(example.sheet, self.heads, candidate, example.sheet.entities, mentioned)
        ]

    @cached_property
    def fillings(self) -> np.ndarray:
        """float32 [phrases, arguments]: 1 where the phrase fills the field, 0 where not, -1 where it is not asked."""
        truths = np.full((len(self.phrases), len(self.heads.arguments)), -1, dtype=np.float32)
        for n, (row, entity, place, _) in enumerate(self.phrases):
            event = self.truths[row]
            assert event is not None
            head = self.heads.events[event.head]
            for column, (schema, argument) in enumerate(self.heads.arguments):
                if schema != head.schema or (argument.fillers == "entity") != (entity is not None):
                    continue
                if entity is not None:
                    truths[n, column] = float(any(entity in one.entities[argument.field] for one in self._all(row)))
                elif place in self.example.sheet.filler_sets[argument.fillers]:
                    truths[n, column] = float(self._fills(place, event.spans[argument.field]))
        return truths

    def _all(self, row: int) -> list[GoldEvent]:
        """The golden events that a candidate states, all of them: a sentence may state two."""
        candidate = self.example.candidates[row]
        found = [one for one in self.example.events if one.states(candidate, self.example.sheet)]
        return [one for one in found if not one.is_optional] or found

    def _fills(self, place: Place, spans: Sequence[Span]) -> bool:
        span = self.example.sheet.parsed.span_of(place.first, place.end)
        return any(span.overlap(one) > 0 for one in spans)

    def truth_of(self, candidate: Candidate) -> GoldEvent | None:
        """Return the golden event that *candidate* states, or None."""
        found = [one for one in self.example.events if one.states(candidate, self.example.sheet)]
        return min(found, key=lambda one: one.is_optional, default=None)

    @cached_property
    def groups(self) -> np.ndarray:
        """[phrases]: a number for each pair of a candidate and an entity, so that the best mention can be chosen."""
        numbers: dict[tuple[int, Any], int] = {}
        return np.asarray(
            [
                numbers.setdefault((row, entity if entity is not None else (place.first, place.sort)), len(numbers))
                for row, entity, place, _ in self.phrases
            ],
            dtype=np.int64,
        )


def loss_of(lesson: Lesson, scorer: Scorer) -> Tensor:
    """Return what the page costs, summed over its parts."""
    return sum((SHARES[name] * value for name, value in _parts(lesson, scorer)), torch.zeros(()))


def _parts(lesson: Lesson, scorer: Scorer) -> Iterator[tuple[str, Tensor]]:
    starts = scorer.starts()
    yield from _span_losses(lesson, scorer, starts)
    yield from _event_losses(lesson, scorer, starts)
    yield from _entity_losses(lesson, scorer, starts)


def _gold_spans(lesson: Lesson) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {schema: list(at) for schema, at in lesson.example.mentions.items()}
    for event in lesson.example.events:
        if event.theme is not None and not event.is_optional:
            found.setdefault(lesson.heads.events[event.head].schema, []).append(event.theme)
    return found


def _span_losses(lesson: Lesson, scorer: Scorer, starts: Tensor) -> Iterator[tuple[str, Tensor]]:
    golden = _gold_spans(lesson)
    for column, schema in enumerate(lesson.heads.spans):
        is_event = column < len(lesson.heads.spans) - len(lesson.heads.entities)
        truth = torch.zeros(len(starts))
        sure = torch.ones(len(starts))
        sure[list(lesson.example.unsure.get(schema, ()))] = 0
        for first, _ in golden.get(schema, ()):
            truth[first] = sure[first] = 1
        cost = (log_loss(starts[:, column], truth, reduction="none") * sure).sum()
        yield "starts" if is_event else "mentions", cost
        for first, end in dict.fromkeys(golden.get(schema, ())):
            ends = scorer.ends(column, first)
            if end - 1 - first < len(ends):
                share = 1.0 if is_event else 0.3
                yield "ends", share * cross_entropy(ends[None], torch.tensor([min(end - 1 - first, LONGEST - 1)]))


def _event_losses(lesson: Lesson, scorer: Scorer, starts: Tensor) -> Iterator[tuple[str, Tensor]]:
    example, heads = lesson.example, lesson.heads
    more = list(_proposed(lesson, scorer, starts))
    candidates = [*example.candidates, *more]
    if not candidates:
        return
    rows = [*lesson.candidates, *(candidate_rows(example.sheet, one, heads) for one in more)]
    vectors = scorer.candidates(candidates, rows)
    truths = [*lesson.truths, *(lesson.truth_of(one) for one in more)]
    sure = torch.tensor([_sureness(lesson, one, event) for one, event in zip(candidates, truths, strict=True)])
    truth = torch.tensor([float(one is not None) for one in truths])
    yield "events", (log_loss(scorer.events(vectors, candidates), truth, reduction="none") * sure).sum()
    choices = scorer.choices(vectors)
    for row, event in enumerate(truths):
        for choice in heads.events[event.head].choices if event is not None else ():
            if event is not None and choice.field in event.choices:
                columns = list(heads.columns(heads.events[event.head].schema, choice.field))
                wanted = torch.tensor([choice.values.index(event.choices[choice.field])])
                yield "choices", _weight(event) * cross_entropy(choices[row][columns][None], wanted)
    if lesson.phrases:
        yield "arguments", _argument_loss(lesson, scorer, vectors)
    yield from _same_losses(lesson, scorer, candidates, vectors, truths)


def _sureness(lesson: Lesson, candidate: Candidate, event: GoldEvent | None) -> float:
    """Return how much it counts whether the candidate is taken for an event."""
    if event is not None:
        return float(not event.is_optional)
    sheet = lesson.example.sheet
    return _TOLD_AGAIN if any(_tells(one, candidate, sheet) for one in lesson.example.events) else 1.0


def _weight(event: GoldEvent) -> float:
    return _OPTIONAL if event.is_optional else 1.0


def _proposed(lesson: Lesson, scorer: Scorer, starts: Tensor) -> Iterator[Candidate]:
    """Yield spans that the tagger proposes now and that are no candidates yet, the likeliest of each schema."""
    sheet, heads = lesson.example.sheet, lesson.heads
    numbers = {one.schema: n for n, one in enumerate(heads.events) if one.theme is not None}
    known = {(one.head, one.first, one.end) for one in lesson.example.candidates}
    detached = starts.detach().numpy()
    for schema, first, end, _ in tagged_spans(scorer, detached, heads, at_least=-4.0, most=2):
        if schema in numbers and (numbers[schema], first, end) not in known:
            yield with_cue(sheet, sheet.span_candidate(numbers[schema], first, end))


def _argument_loss(lesson: Lesson, scorer: Scorer, vectors: Tensor) -> Tensor:
    means = scorer.entity_means([one.places for one in lesson.example.sheet.entities]) if lesson.entities else None
    logits = pair_logits(scorer, lesson.example.candidates, vectors, lesson.phrases, means)
    groups = torch.from_numpy(lesson.groups)
    count = int(groups.max()) + 1
    best = torch.full((count, logits.shape[1]), -30.0).scatter_reduce(
        0, groups[:, None].expand_as(logits), logits, "amax", include_self=True
    )
    first = np.unique(lesson.groups, return_index=True)[1]
    truth = torch.from_numpy(lesson.fillings[first])
    weights = torch.tensor([_weight(lesson.truths[lesson.phrases[n][0]]) for n in first])[:, None]  # type: ignore[arg-type]
    cost = log_loss(best, truth.clamp(min=0), reduction="none") * (truth >= 0) * weights
    return cost.sum()


def _same_losses(
    lesson: Lesson,
    scorer: Scorer,
    candidates: Sequence[Candidate],
    vectors: Tensor,
    truths: Sequence[GoldEvent | None],
) -> Iterator[tuple[str, Tensor]]:
    sheet = lesson.example.sheet
    told = [
        (row, [n for n, event in enumerate(lesson.example.events) if _tells(event, one, sheet)])
        for row, one in enumerate(candidates)
    ]
    told = [(row, events) for row, events in told if events]
    pairs = [
        (row, other, float(bool(set(events) & set(others))))
        for n, (row, events) in enumerate(told)
        for other, others in told[n + 1 :]
        if candidates[row].head == candidates[other].head and not _is_one_span(candidates[row], candidates[other])
    ]
    if pairs:
        one, other = [row for row, _, _ in pairs], [row for _, row, _ in pairs]
        logits = scorer.same(vectors[one], vectors[other], [candidates[row].head for row in one])
        yield "same", log_loss(logits, torch.tensor([same for _, _, same in pairs]), reduction="sum")


def _tells(event: GoldEvent, candidate: Candidate, sheet: Any) -> bool:
    """Return whether a candidate stands where the event is told, its theme or another of its sentences."""
    return candidate.head == event.head and sheet.sentence_of[candidate.anchor] in event.sentences


def _is_one_span(one: Candidate, other: Candidate) -> bool:
    return overlaps((one.first, one.end), (other.first, other.end))


def _entity_losses(lesson: Lesson, scorer: Scorer, starts: Tensor) -> Iterator[tuple[str, Tensor]]:
    from extract.backends.embedded.learned.scores import tagged_entities

    example, heads = lesson.example, lesson.heads
    wrong: list[Known] = tagged_entities(example.sheet, heads, scorer, starts.detach().numpy())[:_NEGATIVES]
    entities = [*example.sheet.entities, *wrong]
    if not entities:
        return
    groups = [one.places for one in entities]
    rows = [*lesson.entities, *(entity_rows(example.sheet, one) for one in wrong)]
    vectors = scorer.entities(groups, scorer.entity_means(groups), rows)
    flat = [*example.is_entity, *([0.0] * len(heads.entities) * len(wrong))]
    sure = torch.tensor([float(one is not None) for one in flat])
    truth = torch.tensor([one or 0.0 for one in flat])
    logits = scorer.is_entity(vectors).reshape(-1)
    yield "entities", (log_loss(logits, truth, reduction="none") * sure).sum()
    if example.links:
        ones, others = ([pair[side] for pair in example.links] for side in (0, 1))
        linked = scorer.linked(vectors[ones], vectors[others], lesson.links)
        truth = torch.tensor([float(one) for one in example.links.values()])
        yield "linked", log_loss(linked, truth, reduction="sum")
    values = scorer.values(vectors)
    for column_of, head in enumerate(heads.entities):
        if head.choice is None:
            continue
        columns = [n for n, one in enumerate(heads.entity_values) if one[:2] == (head.schema, head.choice.field)]
        known = [n for n, one in enumerate(example.values) if head.choice.field in one]
        known = [n for n in known if example.is_entity[n * len(heads.entities) + column_of] != 0.0]
        if known:
            wanted = torch.tensor([head.choice.values.index(example.values[n][head.choice.field]) for n in known])
            yield "values", cross_entropy(values[known][:, columns], wanted, reduction="sum")
