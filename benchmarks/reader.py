"""How well the trained reader reads what it has not learned from, beside cues alone: ``reader.py CORPUS``.

CORPUS has a folder for each kind of article, with ``text/`` and ``gold/`` (annotations in the simple form). Only
articles of the part asked for are read, by default those held out (``part_of``, the rule by which readers are trained):
their mistakes are never listed. Printed are F1 of found and right per schema and kind, and the slots, each with the
interval in which 90 of 100 samples of as many documents lie (bootstrap over documents, Efron and Tibshirani 1993);
with ``--calibration`` also how often records of each confidence are right.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from quality import annotated_articles, score_articles

from extract.backends.embedded.learned.training.calibration import expected_error
from extract.backends.embedded.learned.training.parts import part_of
from extract.catalog import Catalog, load_catalog
from extract.report.table import render_table
from extract.scoring.counts import DocumentScore, SchemaScore
from extract.scoring.score import sum_up

KINDS = ("briefs", "wikinews", "web", "invented", "stories")
REAL = ("briefs", "wikinews", "web")
SAMPLES = 400


def read_kinds(
    corpus: Path, kinds: Sequence[str], part: str, catalog: Catalog, reader: str | None
) -> dict[str, list[DocumentScore]]:
    """Return kind -> how each of its articles fares that belongs to the part."""
    found = {}
    for kind in kinds:
        annotated = [
            one for one in annotated_articles(corpus / kind, "gold", "text", catalog) if part_of(one[0].id) == part
        ]
        found[kind] = score_articles(annotated, catalog, "embedded", reader=reader)
        print(f"{kind}: {len(annotated)} articles", file=sys.stderr)
    return found


def interval(
    documents: Sequence[DocumentScore], catalog: Catalog, value: Callable[[Sequence[SchemaScore]], float | None]
) -> tuple[float | None, float, float]:
    """Return a figure over *documents*, and the bounds between which 90 of 100 resampled ones lie."""
    draw = random.Random(1)
    figures = []
    for _ in range(SAMPLES):
        sample = draw.choices(documents, k=len(documents))
        figure = value(sum_up(sample, catalog).schemas)
        if figure is not None:
            figures.append(figure)
    figures.sort()
    low, high = (figures[int(len(figures) * at)] if figures else 0.0 for at in (0.05, 0.95))
    return value(sum_up(documents, catalog).schemas), low, high


def rows_of(documents: Sequence[DocumentScore], catalog: Catalog) -> dict[str, str]:
    """Return what is measured -> the figure with its interval."""
    rows: dict[str, str] = {}
    events = [number for number, one in enumerate(catalog) if one.kind == "event"]

    def mean(which: str) -> Callable[[Sequence[SchemaScore]], float | None]:
        def value(schemas: Sequence[SchemaScore]) -> float | None:
            figures = [getattr(schemas[number], which).f1 for number in events]
            known = [one for one in figures if one is not None]
            return sum(known) / len(known) if known else None

        return value

    for which in ("found", "right"):
        rows[f"events {which}"] = _told(interval(documents, catalog, mean(which)))
    for number, schema in enumerate(sum_up(documents, catalog).schemas):
        for which in ("found", "right"):
            rows[f"{schema.name} {which}"] = _told(
                interval(documents, catalog, lambda all_, n=number, w=which: getattr(all_[n], w).f1)  # type: ignore[misc]
            )
        for slot in schema.slots:
            rows[f"  {schema.name} {slot}"] = _told(
                interval(documents, catalog, lambda all_, n=number, s=slot: all_[n].slots[s].accuracy)  # type: ignore[misc]
            )
    return rows


def _told(figure: tuple[float | None, float, float]) -> str:
    value, low, high = figure
    return "–" if value is None else f"{value:.2f} ({low:.2f}–{high:.2f})"


def calibration(documents: Sequence[DocumentScore]) -> str:
    """Return how often the records of each tenth of confidence are right, and the expected calibration error."""
    pairs = [
        (float(record["confidence"]), is_right)
        for document in documents
        for one in document.lists
        for record, is_right in (
            *((pair.found, pair.is_right) for pair in one.pairs),
            *((record, False) for record in one.false),
        )
        if record.get("confidence") is not None
    ]
    rows = []
    for tenth in range(10):
        inside = [right for confidence, right in pairs if min(int(confidence * 10), 9) == tenth]
        if inside:
            rows.append(
                [f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}", str(len(inside)), f"{sum(inside) / len(inside):.2f}"]
            )
    error = expected_error([one for one, _ in pairs], [right for _, right in pairs])
    return render_table(rows, head=["confidence", "records", "right"], foot=["error", str(len(pairs)), f"{error:.3f}"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the corpus with cues alone and with the reader, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", choices=["held-out", "choosing", "training"], default="held-out")
    parser.add_argument("--reader", help="a folder that extract train wrote; by default the one shipped")
    parser.add_argument(
        "--calibration", action="store_true", help="print how often records of each confidence are right"
    )
    given = parser.parse_args(arguments)
    catalog = load_catalog()
    kinds = [kind for kind in KINDS if (given.corpus / kind).is_dir()]
    columns: dict[str, Mapping[str, str]] = {}
    with_reader: dict[str, Any] = {}
    for name, reader in (("cues", "none"), ("reader", given.reader)):
        found = read_kinds(given.corpus, kinds, given.part, catalog, reader)
        groups = {
            "real": [one for kind in REAL for one in found.get(kind, ())],
            **{kind: found[kind] for kind in REAL if kind in found},
            "invented": [*found.get("invented", ()), *found.get("stories", ())],
        }
        for group, documents in groups.items():
            columns[f"{group}, {name} ({len(documents)})"] = rows_of(documents, catalog)
        with_reader = groups
    first = next(iter(columns.values()))
    ordered = sorted(columns, key=lambda one: [*(f"{g}," in one for g in ("real", *REAL, "invented"))], reverse=True)
    print(render_table([[row, *(columns[one][row] for one in ordered)] for row in first], head=["", *ordered]))
    if given.calibration:
        print(calibration([*with_reader["real"], *with_reader["invented"]]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
