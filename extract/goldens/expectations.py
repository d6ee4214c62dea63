"""What is expected of a reader beside the goldens: failures that are known, and floors under the scores.

They lie in ``expectations.toml`` beside the goldens::

    [failures]
    "FILE::LIST/RECORD.SLOT" = "The place is told two sentences further on."

    [floors.found]
    LIST = 0.7
    mean = 0.8
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from extract.catalog import Catalog
from extract.errors import GoldenError
from extract.scoring.counts import Scores

FILE: Final = "expectations.toml"
MEASURES: Final = ("found", "right")
MEAN: Final = "mean"


@dataclass(frozen=True)
class Expectations:
    """The expectations of one folder of goldens."""

    failures: Mapping[str, str] = field(default_factory=dict)
    """``FILE::LIST/RECORD`` or ``FILE::LIST/RECORD.SLOT`` -> why it is known to fail."""
    floors: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """(``found`` or ``right``, list name or ``mean``) -> F1 (0..1) below which a reader must not fall."""


def load_expectations(golden: Path, catalog: Catalog) -> Expectations:
    """Return what is expected of the goldens in the folder *golden*; nothing where it has no such file.

    Raises:
        GoldenError: the file cannot be read, or says something that nobody could test.
    """
    path = golden / FILE
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError, RecursionError) as error:
        raise _fault(path, f"the expectations cannot be read: {error}", "mend the file") from error
    unknown = sorted(set(told) - {"failures", "floors"})
    if unknown:
        raise _fault(path, f"there is no table [{unknown[0]}]", "write [failures], [floors.found] or [floors.right]")
    return Expectations(_failures(told.get("failures", {}), path), _floors(told.get("floors", {}), path, catalog))


def measured(scores: Scores, measure: str, name: str) -> float | None:
    """Return F1 (0..1) of ``found`` or ``right`` of one list, or of the mean; None where there is nothing to judge."""
    if name == MEAN:
        return scores.mean_found if measure == "found" else scores.mean_right
    one = next(schema for schema in scores.schemas if schema.name == name)
    return (one.found if measure == "found" else one.right).f1


def _failures(table: Any, path: Path) -> dict[str, str]:
    for key, reason in table.items() if isinstance(table, dict) else [("", None)]:
        if not isinstance(reason, str) or not reason.strip():
            raise _fault(path, "a known failure needs its reason", f'write "{key}" = "why it fails"')
    return dict(table)


def _floors(table: Any, path: Path, catalog: Catalog) -> dict[tuple[str, str], float]:
    names = [one.list_name for one in catalog] + [MEAN]
    floors = {}
    for measure, lines in table.items() if isinstance(table, dict) else [("", {})]:
        if measure not in MEASURES or not isinstance(lines, dict):
            raise _fault(path, f"there is no table [floors.{measure}]", "write [floors.found] or [floors.right]")
        for name, floor in lines.items():
            if name not in names:
                raise _fault(path, f"no schema has the list {name!r}", f"use one of: {', '.join(names)}")
            if not isinstance(floor, int | float) or not 0 <= floor <= 1:
                raise _fault(path, f"{floor!r} is no floor of {name}", "give F1 as a number from 0 to 1")
            floors[measure, name] = float(floor)
    return floors


def _fault(path: Path, problem: str, remedy: str) -> GoldenError:
    return GoldenError(problem, where=str(path), remedy=remedy)
