"""Scores and mistakes as tables for people and as plain data for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from extract.report.table import render_table
from extract.scoring.by_confidence import by_confidence
from extract.scoring.counts import Counts, Scores
from extract.scoring.mistakes import Mistake, find_in_part, find_mistakes
from extract.stages import Failure

SLOT_HEAD = ("slot", "agreeing", "pairs", "accuracy")
SET_HEAD = ("values in full", "golden", "found", "precision", "recall", "F1")
SCHEMA_HEAD = ("schema", "golden", "found", "precision", "recall", "F1", "right", "precision", "recall", "F1")


def render_scores(scores: Scores) -> str:
    """Return *scores* as tables; the last line is the mean over the schemas that have records.

    The columns after ``found`` judge records that are there, those after ``right`` records whose slots agree too.
    """
    parts = []
    if scores.missing:
        parts.append(f"not found at all, all that they have counts as missed: {', '.join(scores.missing)}")
    slots = list(_slot_rows(scores))
    parts += [render_table(slots, head=SLOT_HEAD)] if slots else []
    sets = list(_set_rows(scores))
    parts += [render_table(sets, head=SET_HEAD)] if sets else []
    parts += list(_told_apart(scores))
    parts.append(render_table(list(_schema_rows(scores)), head=SCHEMA_HEAD, foot=_mean_row(scores)))
    return "\n\n".join(parts)


def render_errors(scores: Scores) -> str:
    """Return every miss, false find and wrong slot, schema by schema, and then how often each cause occurs.

    After them come the fields whose slot agrees though they have values too many or too few.
    """
    mistakes = (*find_mistakes(scores), *find_in_part(scores))
    if not mistakes:
        return "no mistakes"
    causes = Counter(f"{one.schema} {one.kind}: {one.cause}" for one in mistakes)
    ordered = sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    return "\n\n".join([*map(_told, mistakes), render_table(ordered, head=("cause", "count"))])


def render_passed_over(failures: Sequence[Failure]) -> str:
    """Return the warning that goldens, which nobody need have asked for, were of no use."""
    first, count = failures[0].error, len(failures)
    what = "a golden was passed over" if count == 1 else f"{count} goldens were passed over, the first because"
    return (
        f"warning: {what}: {first.problem}\n  where: {first.where}\n"
        "  do:    give --golden a folder of goldens for these articles and schemas; `extract score` tells of each"
    )


def render_by_confidence(scores: Scores) -> str:
    """Return what is won and lost where records below some confidence are left out, a line for each level."""
    levels = by_confidence(scores)
    if not levels:
        return "no record tells its confidence"
    rows = [
        (f"{one.least:.1f}", str(one.found.tp + one.found.fp), *_shares(one.found), *_shares(one.right))
        for one in levels
    ]
    head = ("confidence", "records", "precision", "recall", "F1", "precision", "recall", "F1")
    return "events of at least that confidence, found and right:\n\n" + render_table(rows, head=head)


def scores_as_json(scores: Scores) -> dict[str, Any]:
    """Return *scores* and the list of mistakes as plain data for JSON; shares are in 0..1, null where there is none."""
    return {
        "mean": {"found": _rounded(scores.mean_found), "right": _rounded(scores.mean_right)},
        "schemas": {
            schema.name: {
                "found": _counts(schema.found),
                "right": _counts(schema.right),
                "slots": {
                    name: asdict(slot) | {"accuracy": _rounded(slot.accuracy)} for name, slot in schema.slots.items()
                },
                "sets": {name: _counts(counts) for name, counts in schema.sets.items()},
                **({"identity": asdict(schema.identity)} if schema.identity is not None else {}),
            }
            for schema in scores.schemas
        },
        "by_confidence": [
            {"least": one.least, "found": _counts(one.found), "right": _counts(one.right)}
            for one in by_confidence(scores)
        ],
        "documents": {
            document.id: {
                one.declaration.list_name: {"found": _counts(one.found), "right": _counts(one.right)}
                for one in document.lists
            }
            for document in scores.documents
        },
        "missing": list(scores.missing),
        "failures": [
            {"problem": failure.error.problem, "where": failure.error.where, "remedy": failure.error.remedy}
            for failure in scores.failures
        ],
        "mistakes": [asdict(mistake) for mistake in find_mistakes(scores)],
        "in_part": [asdict(mistake) for mistake in find_in_part(scores)],
    }


def _counts(counts: Counts) -> dict[str, Any]:
    shares = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    return asdict(counts) | {name: _rounded(share) for name, share in shares.items()}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _schema_rows(scores: Scores) -> Iterator[tuple[str, ...]]:
    for schema in scores.schemas:
        found, right = schema.found, schema.right
        sizes = (str(found.tp + found.fn), str(found.tp + found.fp))
        yield (schema.name, *sizes, *_shares(found), str(right.tp), *_shares(right))


def _mean_row(scores: Scores) -> tuple[str, ...]:
    return ("mean", "", "", "", "", _share(scores.mean_found), "", "", "", _share(scores.mean_right))


def _slot_rows(scores: Scores) -> Iterator[tuple[str, ...]]:
    for schema in scores.schemas:
        for name, slot in schema.slots.items():
            yield (f"{schema.name}.{name}", str(slot.agreeing), str(slot.pairs), _share(slot.accuracy))


def _set_rows(scores: Scores) -> Iterator[tuple[str, ...]]:
    for schema in scores.schemas:
        for name, counts in schema.sets.items():
            if counts.tp + counts.fp + counts.fn:
                sizes = (str(counts.tp + counts.fn), str(counts.tp + counts.fp))
                yield (f"{schema.name}.{name}", *sizes, *_shares(counts))


def _told_apart(scores: Scores) -> Iterator[str]:
    for schema in scores.schemas:
        told = schema.identity
        if told is not None and (told.split or told.joined):
            yield f"{schema.name}: {told.split} found twice, {told.joined} found as part of another"


def _shares(counts: Counts) -> tuple[str, str, str]:
    return _share(counts.precision), _share(counts.recall), _share(counts.f1)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _told(mistake: Mistake) -> str:
    place = "" if mistake.start is None else f", characters {mistake.start}-{mistake.end}"
    return (
        f"{mistake.schema}: {mistake.kind}: {mistake.record} “{' '.join(mistake.quote.split())}”\n"
        f"  where: {mistake.document}{place}\n"
        f"  why:   {mistake.cause}: {mistake.detail}"
    )
