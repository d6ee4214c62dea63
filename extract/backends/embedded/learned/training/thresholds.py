"""Thresholds chosen on articles that the reader was not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.backends.embedded.entities.entities import EntityIndex, entity_records
from extract.backends.embedded.events.records import references_in
from extract.backends.embedded.learned.decisions import Decider, Thresholds
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.scores import Scores
from extract.backends.embedded.learned.sheet import Sheet
from extract.catalog import Catalog
from extract.resolve import to_records
from extract.scoring.counts import Scores as Measured
from extract.scoring.score import score_documents, sum_up
from extract.stages import Draft

GRID = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
"""Chances that are tried; a finer grid only fits noise."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A page with its scores and its golden."""

    sheet: Sheet
    scores: Scores
    index: EntityIndex
    golden: Mapping[str, Any]


def document_of(judged: Judged, heads: Heads, catalog: Catalog, thresholds: Thresholds) -> dict[str, Any]:
    """Return the lists of the document that the thresholds make of a page; passages are left out."""
    decided = Decider(judged.sheet, judged.scores, heads, catalog, thresholds).decide(judged.index)
    parsed = judged.sheet.parsed
    entities = entity_records(parsed, decided.index, catalog, references_in(decided.events))
    return dict(to_records(Draft(parsed.page, (*entities, *decided.events)), catalog))


def measure(pages: Sequence[Judged], heads: Heads, catalog: Catalog, thresholds: Thresholds) -> Measured:
    """Return how the pages fare with the thresholds."""
    return sum_up(
        (score_documents(one.golden, document_of(one, heads, catalog, thresholds), catalog) for one in pages), catalog
    )


def choose(pages: Sequence[Judged], heads: Heads, catalog: Catalog, *, rounds: int = 2) -> Thresholds:
    """Return the thresholds with which the pages fare best, one after the other, in some rounds."""
    chosen = Thresholds()
    for _ in range(rounds):
        for kind, names in _searched(heads).items():
            for name in names:
                chosen = _best(pages, heads, catalog, chosen, kind, name)
    return chosen


def _searched(heads: Heads) -> dict[str, list[str]]:
    events = [one.schema for one in heads.events]
    fields = [f"{schema}.{argument.field}" for schema, argument in heads.arguments]
    references = [f"{schema}.{one.field}" for schema, one in heads.arguments if one.fillers == "entity"]
    return {
        "events": events,
        "fields": fields,
        "best": references,
        "same": events,
        "entities": [one.schema for one in heads.entities],
    }


def _best(
    pages: Sequence[Judged], heads: Heads, catalog: Catalog, chosen: Thresholds, kind: str, name: str
) -> Thresholds:
    """Return *chosen* with the best value for one threshold; of equals the nearest to the middle."""
    schema = name.partition(".")[0]

    def value_of(trial: float) -> tuple[float, float]:
        tried = _with(chosen, kind, name, trial)
        scores = measure(pages, heads, catalog, tried)
        column = next(n for n, one in enumerate(catalog) if one.name == schema)
        sums = scores.schemas[column]
        return ((sums.found.f1 or 0.0) + (sums.right.f1 or 0.0), -abs(trial - 0.5))

    return _with(chosen, kind, name, max(GRID, key=value_of))


def _with(chosen: Thresholds, kind: str, name: str, value: float) -> Thresholds:
    return replace(chosen, **{kind: {**getattr(chosen, kind), name: value}})
