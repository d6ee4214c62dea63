"""Happenings -> which are the same: only those that share a block are compared, and the likest are joined first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from extract.catalog import Catalog
from extract.corpus.alikeness import Alikeness
from extract.corpus.allies import Allies
from extract.corpus.groups import Groups
from extract.corpus.intake import Taken
from extract.corpus.linkage import join_likest
from extract.corpus.tellings import Telling, fit_dates, tellings_of

COMPARED: Final = 40
"""Happenings of one block, the nearest in time, that one is compared with."""


def link_happenings(
    articles: Sequence[Taken], groups: Sequence[Sequence[int]], claims: Collection[str]
) -> list[list[int]]:
    """Return for each happening of each article the number of what stands for all that are the same.

    *groups* tells which things are the same; *claims* names the schemas whose records are told apart by their content.
    What has a key already stays together, and apart from what has another.
    """
    linking = _Linking(tellings_of(articles, groups), Allies(articles, groups), claims)
    found = iter(linking.linked())
    return [[next(found) for _ in article.happenings] for article in articles]


def claims_of(catalog: Catalog) -> frozenset[str]:
    """Return the schemas of *catalog* whose ``Match`` tests what a record is about."""
    events = catalog.of_kind("event")
    return frozenset(one.name for one in events if any(how == "content" for how, _ in one.match.tests))


class _Linking:
    def __init__(self, tellings: Sequence[Telling], allies: Allies, claims: Collection[str]) -> None:
        self._tellings, self._allies, self._claims = tellings, allies, claims
        self._sets = Groups()
        for telling in tellings:
            self._sets.add(telling.article)
        self._dates = {number: telling.dates for number, telling in enumerate(tellings) if telling.dates}
        """By what stands for it, the dates told of each group that has any."""

    def linked(self) -> list[int]:
        self._join_known()
        join_likest(self._sets, self._pairs(), may_join=self._may_join, join=self._join)
        return [self._sets.find(number) for number in range(len(self._tellings))]

    def _join_known(self) -> None:
        first: dict[str, int] = {}
        for number, telling in enumerate(self._tellings):
            if telling.key is not None and first.setdefault(telling.key, number) != number:
                self._join(self._sets.find(first[telling.key]), self._sets.find(number))

    def _may_join(self, ours: int, theirs: int) -> bool:
        return self._sets.may_join(ours, theirs) and fit_dates(self._dates.get(ours, ()), self._dates.get(theirs, ()))

    def _join(self, ours: int, theirs: int) -> None:
        both = tuple(dict.fromkeys((*self._dates.pop(ours, ()), *self._dates.pop(theirs, ()))))
        self._sets.join(ours, theirs)
        if both:
            self._dates[self._sets.find(ours)] = both

    def _pairs(self) -> Iterator[tuple[float, int, int]]:
        """Yield how surely two happenings are one, and which, for all pairs that may be.

        Each is compared with those before it in time that share a block, so that no pair is met twice.
        """
        alikeness = Alikeness(self._tellings, self._allies, self._claims)
        blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for one in sorted(range(len(self._tellings)), key=lambda one: (self._tellings[one].day or 0, one)):
            keys = self._keys(self._tellings[one])
            for other in sorted({other for key in keys for other in blocks[key]}):
                first, second = min(one, other), max(one, other)
                score = alikeness.between(self._tellings[first], self._tellings[second])
                if score:
                    yield score, first, second
            for key in keys:
                blocks[key].append(one)
                del blocks[key][:-COMPARED]

    def _keys(self, telling: Telling) -> set[tuple[str, ...]]:
        schema = telling.schema
        sides = {role: parties for role, parties in telling.parties if parties}
        if schema in self._claims and "agent" in sides:
            sides = {"agent": sides["agent"]}  # who claims another thing is not asked what
        if not sides:
            return {(schema, "", stem) for stem in (telling.about.stems or telling.told.stems)[:3]}
        return {(schema, key) for parties in sides.values() for one in parties for key in self._allies.keys_of(one)}
