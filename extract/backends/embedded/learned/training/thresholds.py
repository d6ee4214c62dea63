"""Thresholds chosen on articles that the reader was not trained on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
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
from extract.scoring.counts import Counts
from extract.scoring.counts import Scores as Measured
from extract.scoring.likeness import Comparison
from extract.scoring.score import score_documents, score_list, sum_up
from extract.stages import Draft

GRID = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
"""Chances that are tried; a finer grid only fits noise."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A page with its scores and its golden."""

    sheet: Sheet
    scores: Scores
    index: EntityIndex
    golden: Mapping[str, Any]


def document_of(
    judged: Judged, heads: Heads, catalog: Catalog, thresholds: Thresholds, only: Collection[str] | None = None
) -> dict[str, Any]:
    """Return the lists of the document that the thresholds make of a page; passages are left out.

    *only* names the schemas of events that are asked for, where not all are.
    """
    decided = Decider(judged.sheet, judged.scores, heads, catalog, thresholds).decide(judged.index, only=only)
    parsed = judged.sheet.parsed
    entities = entity_records(parsed, decided.index, catalog, references_in(decided.events))
    return dict(to_records(Draft(parsed.page, (*entities, *decided.events)), catalog))


def measure(pages: Sequence[Judged], heads: Heads, catalog: Catalog, thresholds: Thresholds) -> Measured:
    """Return how the pages fare with the thresholds; passages, which no reader finds, are left out of it."""
    passages: dict[str, list[Any]] = {declaration.list_name: [] for declaration in catalog.of_kind("passage")}
    pairs = (({**one.golden, **passages}, document_of(one, heads, catalog, thresholds)) for one in pages)
    return sum_up((score_documents(golden, found, catalog) for golden, found in pairs), catalog)


def choose(pages: Sequence[Judged], heads: Heads, catalog: Catalog) -> Thresholds:
    """Return the thresholds with which the pages fare best, one group after the other.

    What is alike shares one threshold, for a field alone has too few records to tell one from the next. Only whether
    something is an event at all, which each of its schema's records tells of, is then chosen for each schema, and once
    more for what its cues found: how far they can be trusted differs from one list of cues to the next.
    """
    chosen = Thresholds()
    for kind, names in _groups(heads, catalog):
        # What is joined wrongly puts one's words into another's mouth: never against the odds.
        grid = [value for value in GRID if kind != "linked" or value >= 0.5]
        tried = [_with(chosen, kind, names, value) for value in grid]
        worth = [_worth(pages, heads, catalog, one, kind, names) for one in tried]
        best = max(range(len(grid)), key=lambda n: (worth[n], -abs(grid[n] - 0.5)))
        chosen = tried[best]
    return chosen


def _groups(heads: Heads, catalog: Catalog) -> Iterator[tuple[str, list[str]]]:
    """Yield (kind of threshold, the names that share it): fields by what fills them and how they are compared."""
    events, entities = [one.schema for one in heads.events], [one.schema for one in heads.entities]
    yield "linked", entities
    yield "referred", entities
    yield "events", events
    yield from (("events", [one]) for one in events)
    yield from (("cued", [one]) for one in events)
    yield "same", events
    fields: dict[tuple[str, str], list[str]] = {}
    for schema, one in heads.arguments:
        alike = (one.fillers, catalog[schema].field(one.field).compare.how)
        fields.setdefault(alike, []).append(f"{schema}.{one.field}")
    yield from (("fields", names) for names in fields.values())
    yield from (("best", names) for (fillers, _), names in fields.items() if fillers == "entity")
    yield "entities", entities


def _worth(
    pages: Sequence[Judged], heads: Heads, catalog: Catalog, tried: Thresholds, kind: str, names: Sequence[str]
) -> float:
    """Return the F1 of found of the schemas concerned, twice that of right, and that of all values of the fields.

    Right counts twice, for it is what people take from a document. The values keep a threshold from filling a field
    with whatever might hit: one in common is all that some ask for.
    """
    # Whether an entity may fill a field decides on events, too.
    concerned = (
        [one.name for one in catalog]
        if kind in ("linked", "referred")
        else sorted({n.partition(".")[0] for n in names})
    )
    only = None if kind in ("linked", "referred", "entities") else concerned
    sums: dict[tuple[str, str], Counts] = {}
    for page in pages:
        comparison = Comparison(page.golden, document_of(page, heads, catalog, tried, only), catalog)
        for schema in concerned:
            scored = score_list(catalog[schema], comparison)
            told = {"found": scored.found, "right": scored.right}
            wanted = (
                set(scored.sets)
                if kind == "linked"
                else {n.partition(".")[2] for n in names if n.startswith(f"{schema}.")}
            )
            told |= {name: counts for name, counts in scored.sets.items() if name in wanted}
            for name, counts in told.items():
                sums[schema, name] = sums.get((schema, name), Counts()) + counts
    return sum((2.0 if name == "right" else 1.0) * (one.f1 or 0.0) for (_, name), one in sums.items())


def _with(chosen: Thresholds, kind: str, names: Sequence[str], value: float) -> Thresholds:
    return replace(chosen, **{kind: {**getattr(chosen, kind), **dict.fromkeys(names, value)}})
