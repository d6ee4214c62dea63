"""Candidates for events: spans that the tagger proposes, sentences, and what the cues found there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.scorer import Array, Scorer
from extract.backends.embedded.learned.sheet import Candidate, Known, Place, Sheet

BEFORE, AFTER = 10, 5
"""Sentences before and after an event in which what fills its fields is looked for."""
NEAREST = 3
"""Mentions of one entity that are looked at for one event."""
MOST = 40
"""Entities that are looked at for one event, the nearest first."""
FILLERS_AWAY = 3
"""Sentences before and after an event in which its place and time are looked for."""


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two stretches share at least half of the shorter one.

    >>> overlaps((0, 4), (2, 9)), overlaps((0, 4), (3, 9))
    (True, False)
    """
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def with_cue(sheet: Sheet, candidate: Candidate) -> Candidate:
    """Return the candidate with the event that the cues found at the same place, if they did."""
    touched = (sheet.cue_at.get((candidate.head, token)) for token in range(candidate.first, candidate.end))
    for one in {id(found): found for found in touched if found is not None}.values():
        if overlaps((one.first, one.end), (candidate.first, candidate.end)):
            return replace(candidate, cue=one.cue)
    return candidate


def tagged_spans(
    scorer: Scorer, starts: np.ndarray, heads: Heads, *, at_least: float, most: int
) -> Iterator[tuple[str, int, int, float]]:
    """Yield (tagged schema, first token, end, logit of the start) of spans, the likeliest starts of each schema first.

    *starts* is [tokens, spans], logits; *most* is how many are proposed of a schema for each hundred tokens.
    """
    for column, schema in enumerate(heads.spans):
        scores = starts[:, column]
        limit = max(most, most * len(scores) // 100)
        order = np.argsort(-scores, kind="stable")[:limit]
        for token in order:
            if scores[token] < at_least:
                break
            ends = as_numpy(scorer.ends(column, int(token)))
            yield schema, int(token), int(token) + 1 + int(np.argmax(ends)), float(scores[token])


def as_numpy(values: Array) -> np.ndarray:
    """Return scores as a NumPy array, whatever made them."""
    return values if isinstance(values, np.ndarray) else values.detach().float().numpy()


Mentioned = Mapping[int, Sequence[tuple[int, int, Place]]]
"""Number of a sentence -> (index of an entity, number of its mention, the mention)."""


def mentioned_in(sheet: Sheet, entities: Sequence[Known]) -> Mentioned:
    """Return where entities are mentioned, by sentences, so that an event asks only those near it."""
    found: dict[int, list[tuple[int, int, Place]]] = {}
    for number, entity in enumerate(entities):
        for n, place in enumerate(entity.places):
            found.setdefault(sheet.sentence_of[place.root], []).append((number, n, place))
    return found


def reachable(sheet: Sheet, candidate: Candidate, mentioned: Mentioned) -> list[tuple[int, list[Place]]]:
    """Return (index of an entity, its nearest mentions) for those that are mentioned near enough, the nearest first."""
    here = sheet.sentence_of[candidate.anchor]
    near: dict[int, list[tuple[tuple[int, int], int, int, Place]]] = {}
    for sentence in range(max(0, here - BEFORE), here + AFTER + 1):
        for number, n, place in mentioned.get(sentence, ()):
            distance = _distance(sheet, here, candidate.anchor, place)
            if distance[0] < BEFORE:
                near.setdefault(number, []).append((distance, place.first, n, place))
    for mentions in near.values():
        mentions.sort(key=lambda one: one[:3])
    order = sorted(near, key=lambda number: (near[number][0][0], number))
    return [(number, [place for _, _, _, place in near[number][:NEAREST]]) for number in order[:MOST]]


def _distance(sheet: Sheet, here: int, anchor: int, place: Place) -> tuple[int, int]:
    away = sheet.sentence_of[place.root] - here
    return (-away if away <= 0 else away * BEFORE // AFTER, abs(place.root - anchor))


def fillers_near(sheet: Sheet, candidate: Candidate, sort: str) -> list[Place]:
    """Return the places or times that stand near enough to an event."""
    here = sheet.sentence_of[candidate.anchor]
    near = range(here - FILLERS_AWAY, here + FILLERS_AWAY + 1)
    found = [one for sentence in near for one in sheet.fillers_in.get((sort, sentence), ())]
    return sorted(found, key=lambda one: sheet.filler_order[one])
