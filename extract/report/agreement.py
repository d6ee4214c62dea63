"""How far two readings agree: tables and every disagreement for people, plain data for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from extract.goldens.agree import Agreement
from extract.report.table import render_table
from extract.scoring.mistakes import Mistake, find_mistakes

SLOT_HEAD: Final = ("slot", "agreeing", "of both", "share")
SCHEMA_HEAD: Final = ("schema", "A", "B", "both", "F1", "alike", "F1")
_KINDS: Final = {"missed": "only in A", "false": "only in B", "wrong": "differs"}


def render_agreement(agreement: Agreement) -> str:
    """Return every disagreement, then the slots, then a line for each schema; the last line is their mean.

    ``both`` counts the records that both readings have, ``alike`` those that agree in every slot.
    """
    parts = [_told(one) for one in find_mistakes(agreement.scores)]
    for reading, ids in (("A", agreement.only_a), ("B", agreement.only_b)):
        parts += [f"read by {reading} only, and not counted: {', '.join(ids)}"] if ids else []
    slots = list(_slot_rows(agreement))
    parts += [render_table(slots, head=SLOT_HEAD)] if slots else []
    scores = agreement.scores
    mean = ("mean", "", "", "", _share(scores.mean_found), "", _share(scores.mean_right))
    parts.append(render_table(list(_schema_rows(agreement)), head=SCHEMA_HEAD, foot=mean))
    return "\n\n".join(parts)


def agreement_as_data(agreement: Agreement) -> dict[str, Any]:
    """Return the same as plain data for JSON; shares are in 0..1, null where there is nothing to judge."""
    scores = agreement.scores
    return {
        "articles": len(scores.documents),
        "mean": {"found": _rounded(scores.mean_found), "alike": _rounded(scores.mean_right)},
        "schemas": {
            one.name: {
                "a": one.found.tp + one.found.fn,
                "b": one.found.tp + one.found.fp,
                "both": {"records": one.found.tp, "f1": _rounded(one.found.f1)},
                "alike": {"records": one.right.tp, "f1": _rounded(one.right.f1)},
                "slots": {name: asdict(slot) | {"share": _rounded(slot.accuracy)} for name, slot in one.slots.items()},
            }
            for one in scores.schemas
        },
        "disagreements": [asdict(one) | {"kind": _KINDS[one.kind]} for one in find_mistakes(scores)],
        "only_a": list(agreement.only_a),
        "only_b": list(agreement.only_b),
        "failures": [
            {"problem": one.error.problem, "where": one.error.where, "remedy": one.error.remedy}
            for one in scores.failures
        ],
    }


def _told(one: Mistake) -> str:
    place = "" if one.start is None else f", characters {one.start}-{one.end}"
    what = f"{one.cause} differs" if one.kind == "wrong" else _KINDS[one.kind]
    why = one.detail if one.kind == "wrong" else f"{one.cause}: {one.detail}"
    quote = " ".join(one.quote.split())
    return f"{one.schema}: {what}: {one.record} “{quote}”\n  where: {one.document}{place}\n  why:   {why}"


def _schema_rows(agreement: Agreement) -> Iterator[tuple[object, ...]]:
    for one in agreement.scores.schemas:
        found, right = one.found, one.right
        yield (
            one.name,
            found.tp + found.fn,
            found.tp + found.fp,
            found.tp,
            _share(found.f1),
            right.tp,
            _share(right.f1),
        )


def _slot_rows(agreement: Agreement) -> Iterator[tuple[object, ...]]:
    for one in agreement.scores.schemas:
        for name, slot in one.slots.items():
            yield (f"{one.name}.{name}", slot.agreeing, slot.pairs, _share(slot.accuracy))


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
