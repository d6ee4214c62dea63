"""How sure the reader may be: the chance that a record is right, fitted on articles that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.backends.embedded.learned.confidence import Calibration
from extract.backends.embedded.learned.decisions import Decider, Thresholds
from extract.backends.embedded.learned.heads import Heads
from extract.backends.embedded.learned.training.thresholds import Judged, choose, document_of
from extract.catalog import Catalog
from extract.scoring.score import score_documents

LEAST = 30
"""Records of a schema that a fit needs; with fewer nobody knows."""
_PENALTY = 1.0
"""Of the square of the weights: few records must not give certainties."""


def calibrate(pages: Sequence[Judged], heads: Heads, catalog: Catalog) -> Calibration:
    """Return the calibration with which the confidence of the pages' events fits how often they are right.

    The thresholds are those that the other half of the pages would choose: with thresholds that fit these very pages
    more of their events are right than of any others (cross-fitting).
    """
    signs: dict[str, list[tuple[float, ...]]] = {}
    truths: dict[str, list[bool]] = {}
    for half in (0, 1):
        thresholds = choose([page for number, page in enumerate(pages) if number % 2 != half], heads, catalog)
        for page in pages[half::2]:
            for schema, sign, is_right in judged_events(page, heads, catalog, thresholds):
                signs.setdefault(schema, []).append(sign)
                truths.setdefault(schema, []).append(is_right)
    return Calibration(
        {schema: fitted(found, truths[schema]) for schema, found in sorted(signs.items()) if len(found) >= LEAST}
    )


def judged_events(
    page: Judged, heads: Heads, catalog: Catalog, thresholds: Thresholds
) -> list[tuple[str, tuple[float, ...], bool]]:
    """Return (schema, signs, whether it is right) for the events of a page that answer no optional golden record."""
    decider = Decider(page.sheet, page.scores, heads, catalog, thresholds)
    scored = score_documents(page.golden, document_of(page, heads, catalog, thresholds), catalog)
    found = []
    for number, head in enumerate(heads.events):
        groups = sorted(decider.groups(number), key=lambda group: decider.place(group))
        lists = next(one for one in scored.lists if one.declaration.name == head.schema)
        right = {pair.found["id"] for pair in lists.pairs if pair.is_right}
        excused = {pair.found["id"] for pair in lists.excused}
        for order, group in enumerate(groups, start=1):
            name = f"{lists.declaration.slug}-{order}"
            if name not in excused:
                found.append((head.schema, decider.signs(group, head), name in right))
    return found


def fitted(signs: Sequence[Sequence[float]], truths: Sequence[bool], *, rounds: int = 50) -> tuple[float, ...]:
    """Return the weights of a logistic regression with a penalty, the constant last, by Newton's method."""
    x = np.c_[np.asarray(signs, dtype=np.float64), np.ones(len(signs))]
    y = np.asarray(truths, dtype=np.float64)
    penalty = _PENALTY * np.diag([*([1.0] * (x.shape[1] - 1)), 1e-3])
    weights = np.zeros(x.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - chance) - penalty @ weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + penalty
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return tuple(float(one) for one in np.round(weights, 4))


def expected_error(confidences: Sequence[float], truths: Sequence[bool], *, bins: int = 10) -> float:
    """Return the expected calibration error (0..1): the mean gap between confidence and share of right ones by bins.

    Of ten equally wide bins, each weighed by its records (Naeini et al. 2015).

    >>> round(expected_error([0.9, 0.9, 0.1, 0.1], [True, True, False, False]), 2)
    0.1
    """
    total = 0.0
    for number in range(bins):
        inside = [n for n, one in enumerate(confidences) if min(int(one * bins), bins - 1) == number]
        if inside:
            told = sum(confidences[n] for n in inside) / len(inside)
            true = sum(truths[n] for n in inside) / len(inside)
            total += len(inside) * abs(told - true)
    return total / len(confidences) if confidences else 0.0
