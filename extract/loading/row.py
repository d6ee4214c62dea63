"""One row of a table, of whichever form, and what can be wrong with a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.errors import LoadError
from extract.loading.columns import Columns, usual_text

NAMES_TOLD = 20
"""Names of columns that a message has at most."""


@dataclass(frozen=True)
class Row:
    """One row: its place for messages, and the values of its columns."""

    where: str
    values: Mapping[str, Any]


def missing_columns(names: Sequence[str], columns: Columns, where: str) -> LoadError | None:
    """Return the error for a table that has not the columns that it must have; None where it has them."""
    lacking = columns.lacking_of(names)
    if not lacking:
        return None
    likely = usual_text(names) if lacking[0][1] == "--text-column" else None
    return LoadError(
        f"no column {' and no column '.join(repr(name) for name, _ in lacking)}: the table has {listed(names)}",
        where=where,
        remedy=f"name the column with {' and '.join(option for _, option in lacking)}"
        + (f", perhaps --text-column {likely}" if likely else ""),
    )


def listed(names: Sequence[str]) -> str:
    """Return the *names* of columns as they are told: the first of very many.

    >>> listed(["id", "", "body"])
    "id, '', body"
    """
    told = [name[:60] or "''" for name in names[:NAMES_TOLD]]
    return ", ".join([*told, *([f"and {len(names) - NAMES_TOLD} more"] if len(names) > NAMES_TOLD else [])])


def too_long(longest: int, where: str) -> LoadError:
    """Return the error for a text that is longer than an article may be; *longest* is in bytes."""
    return LoadError(
        f"more than {longest:,} bytes, which no article has",
        where=where,
        remedy="split it into its articles: one a file, or one a row of a .jsonl, .csv or .parquet table",
    )
