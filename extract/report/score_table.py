"""Scores as a table for a terminal, as plain text and as JSON, and the list of mistakes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from io import StringIO
from typing import Any

from extract.counts import Counts, Scores
from extract.mistakes import Mistake, find_mistakes

SLOT_HEAD = ("slot", "agreeing", "pairs", "accuracy")
SCHEMA_HEAD = ("schema", "golden", "found", "precision", "recall", "F1", "right", "precision", "recall", "F1")


def render_scores(scores: Scores, *, styled: bool = False, errors: bool = False) -> str:
    """Return *scores* as text that ends in a newline; its last line is the mean over the schemas.

    ``found`` columns count records that are there, ``right`` those whose slots agree too. With *styled* the tables are
    drawn for a terminal (rich), else in plain columns; *errors* puts the list of mistakes before them.
    """
    draw = _draw_styled if styled else _draw_plain
    parts = [render_errors(scores)] if errors else []
    if scores.missing:
        parts.append(f"not found at all, counted as missed: {', '.join(scores.missing)}\n")
    slots = list(_slot_rows(scores))
    parts += [draw(SLOT_HEAD, slots)] if slots else []
    parts.append(draw(SCHEMA_HEAD, list(_schema_rows(scores))))
    return "\n".join(parts)


def render_errors(scores: Scores) -> str:
    """Return every miss, false find and wrong slot, schema by schema, then how often each cause occurs; plain text."""
    mistakes = find_mistakes(scores)
    if not mistakes:
        return "no mistakes\n"
    lines = [line for mistake in mistakes for line in _lines_of(mistake)]
    causes = Counter((one.schema, one.kind, one.cause) for one in mistakes)
    ordered = sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    table = _draw_plain(("count", "schema", "mistake", "cause"), [(str(count), *cause) for cause, count in ordered])
    return "\n".join([*lines, "", table])


def scores_as_json(scores: Scores) -> str:
    """Return *scores* with the list of mistakes as JSON, two-space indent, a newline at the end; shares are in 0..1."""
    told: dict[str, Any] = {
        "mean": {"found": _rounded(scores.mean_found), "right": _rounded(scores.mean_right)},
        "schemas": {
            schema.name: {
                "found": _counts(schema.found),
                "right": _counts(schema.right),
                "slots": {
                    name: asdict(slot) | {"accuracy": _rounded(slot.accuracy)} for name, slot in schema.slots.items()
                },
            }
            for schema in scores.schemas
        },
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
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _counts(counts: Counts) -> dict[str, Any]:
    shares = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    return asdict(counts) | {name: _rounded(share) for name, share in shares.items()}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _schema_rows(scores: Scores) -> Iterable[tuple[str, ...]]:
    for schema in scores.schemas:
        found, right = schema.found, schema.right
        sizes = (str(found.tp + found.fn), str(found.tp + found.fp))
        yield (schema.name, *sizes, *_shares(found), str(right.tp), *_shares(right))
    yield ("mean", "", "", "", "", _share(scores.mean_found), "", "", "", _share(scores.mean_right))


def _slot_rows(scores: Scores) -> Iterable[tuple[str, ...]]:
    for schema in scores.schemas:
        for name, slot in schema.slots.items():
            yield (f"{schema.name}.{name}", str(slot.agreeing), str(slot.pairs), _share(slot.accuracy))


def _shares(counts: Counts) -> tuple[str, str, str]:
    return _share(counts.precision), _share(counts.recall), _share(counts.f1)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _lines_of(mistake: Mistake) -> Iterable[str]:
    place = "" if mistake.start is None else f", characters {mistake.start}-{mistake.end}"
    yield f"{mistake.schema}: {mistake.kind}: {mistake.record} “{' '.join(mistake.quote.split())}”"
    yield f"  where: {mistake.document}{place}"
    yield f"  why:   {mistake.cause}: {mistake.detail}"


def _draw_plain(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    table = [head, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    lines = (
        "  ".join(
            cell.ljust(width) if _is_text(name) else cell.rjust(width)
            for name, cell, width in zip(head, row, widths, strict=True)
        )
        for row in table
    )
    return "".join(line.rstrip() + "\n" for line in lines)


def _draw_styled(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for name in head:
        table.add_column(name, justify="left" if _is_text(name) else "right")
    for row in rows:
        table.add_row(*row, style="bold" if row[0] == "mean" else None)
    console = Console(file=StringIO(), force_terminal=True, width=100)
    console.print(table)
    drawn: str = console.file.getvalue()  # type: ignore[attr-defined]
    return drawn.rstrip() + "\n"


def _is_text(name: str) -> bool:
    return name in ("schema", "slot", "mistake", "cause")
