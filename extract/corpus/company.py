"""Articles -> which are related: those that name the same things, the few that few others name more than the many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log2
from typing import Final

RELATED: Final = 0.43
"""How much company two articles must share to be related: one thing that three articles name, 1 / log2(2 + 3)."""
NEIGHBOURS: Final = 40
"""Articles of one thing, the nearest in time, that may be related to an article which names it."""
COMMON: Final = 500
"""A thing that more articles name relates none of them."""
WITHIN: Final = 120
"""Days between two articles that tell of one matter."""


class Company:
    """What each article names, and so which others it is related to.

    *days* are the articles' own dates as ordinals, *named* the things that each names, and *elsewhere* tells in how
    many articles more than these a thing is named.
    """

    def __init__(
        self, days: Sequence[int | None], named: Iterable[Collection[int]], elsewhere: Mapping[int, int]
    ) -> None:
        self._days, self._elsewhere = days, elsewhere
        self._named = [tuple(sorted(things)) for things in named]
        self._naming: dict[int, list[int]] = defaultdict(list)
        for article, things in enumerate(self._named):
            for thing in things:
                self._naming[thing].append(article)

    def related(self, article: int) -> dict[int, float]:
        """Return the articles that speak of the same others -> how much, RELATED or more."""
        shared: dict[int, float] = defaultdict(float)
        for thing in self._named[article]:
            articles = self._naming[thing]
            count = len(articles) + self._elsewhere.get(thing, 0)
            if count > COMMON:
                continue
            weight = 1 / log2(2 + count)
            for other in self._nearest(articles, self._days[article]):
                if other != article:
                    shared[other] += weight
        return {other: weight for other, weight in shared.items() if weight >= RELATED}

    def _nearest(self, articles: list[int], day: int | None) -> list[int]:
        """Return at most NEIGHBOURS of *articles*; one without a date is as near as can be."""
        if day is None:
            return articles[:NEIGHBOURS]
        near = [one for one in articles if self._days_from(day, one) <= WITHIN]
        if len(near) > NEIGHBOURS:
            near.sort(key=lambda one: self._days_from(day, one))
        return near[:NEIGHBOURS]

    def _days_from(self, day: int, article: int) -> int:
        return abs((self._days[article] or day) - day)
