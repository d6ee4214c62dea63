"""Groups that are joined, the likest first: likeness is the mean over all pairs of their members (average linkage)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from typing import Final

from extract.corpus.groups import Groups

LEAST: Final = 0.75
"""Mean likeness of the pairs of two groups that are joined; a pair that is not alike counts as 0."""


def join_likest(
    sets: Groups,
    pairs: Iterable[tuple[float, int, int]],
    *,
    may_join: Callable[[int, int], bool],
    join: Callable[[int, int], None],
) -> None:
    """Join the *sets* of which *pairs* tell how alike their members are.

    *may_join* and *join* are asked about what stands for two groups: whether they may be one, and to make them one.
    """
    _Linkage(sets, pairs).run(may_join, join)


class _Linkage:
    def __init__(self, sets: Groups, pairs: Iterable[tuple[float, int, int]]) -> None:
        self._sets = sets
        self._between: dict[int, dict[int, float]] = defaultdict(dict)
        """Sums of the likeness of two groups' pairs, both ways."""
        self._sizes: dict[int, int] = defaultdict(int)
        for number in range(len(sets)):
            self._sizes[sets.find(number)] += 1
        for score, one, other in pairs:
            ours, theirs = sets.find(one), sets.find(other)
            if ours != theirs:
                self._add(ours, theirs, score)
                self._add(theirs, ours, score)

    def _add(self, one: int, other: int, score: float) -> None:
        row = self._between[one]
        row[other] = row.get(other, 0.0) + score

    def _likeness(self, one: int, other: int) -> float:
        return self._between[one].get(other, 0.0) / (self._sizes[one] * self._sizes[other])

    def run(self, may_join: Callable[[int, int], bool], join: Callable[[int, int], None]) -> None:
        queue = [
            (-self._likeness(one, two), one, two)
            for one, others in self._between.items()
            for two in others
            if one < two
        ]
        heapify(queue)
        while queue:
            rank, one, two = heappop(queue)
            if self._sets.find(one) != one or self._sets.find(two) != two or not may_join(one, two):
                continue
            if self._likeness(one, two) < -rank - 1e-9:
                continue
            join(one, two)
            kept, gone = (one, two) if self._sets.find(one) == one else (two, one)
            self._merge(kept, gone)
            for other in self._between[kept]:
                likeness = self._likeness(kept, other)
                if likeness >= LEAST:
                    heappush(queue, (-likeness, min(kept, other), max(kept, other)))

    def _merge(self, kept: int, gone: int) -> None:
        """Make what lies between *gone* and others lie between *kept* and them."""
        self._sizes[kept] += self._sizes[gone]
        for other, total in self._between.pop(gone).items():
            self._between[other].pop(gone, None)
            if other != kept:
                self._add(kept, other, total)
                self._add(other, kept, total)
