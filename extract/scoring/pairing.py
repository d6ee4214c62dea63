"""One-to-one pairing of two lists, by likeness."""

from __future__ import annotations

from collections.abc import Sequence

_ORDER = 1e-9
"""What a pair loses for each place that its two sides stand apart: order settles equal sums, not chance."""


def best_pairs(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the (row, column) pairs, in order, that make the sum of *likeness* greatest, each index used once.

    A likeness of 0 or less means that the two cannot be a pair. The assignment problem, solved by scipy's
    ``linear_sum_assignment`` (Crouse 2016, doi:10.1109/TAES.2016.140952).

    >>> best_pairs([[0.9, 0.8], [0.7, 0.0]])
    [(0, 1), (1, 0)]
    >>> best_pairs([[1.0, 1.0], [1.0, 1.0]]), best_pairs([])
    ([(0, 0), (1, 1)], [])
    """
    if not likeness or not likeness[0]:
        return []
    if len(likeness) == 1 or len(likeness[0]) == 1:
        return _best_of_one(likeness)
    from scipy.optimize import linear_sum_assignment

    weights = [
        [value - _ORDER * abs(row - column) if value > 0 else 0.0 for column, value in enumerate(values)]
        for row, values in enumerate(likeness)
    ]
    rows, columns = linear_sum_assignment(weights, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if likeness[row][column] > 0]


def _best_of_one(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    cells = [(value, -row, -column) for row, values in enumerate(likeness) for column, value in enumerate(values)]
    value, row, column = max(cells)
    return [(-row, -column)] if value > 0 else []
