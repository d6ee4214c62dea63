"""Two tellings -> how surely they are of one happening.

What is compared follows from the declaration: where its ``Match`` tests what a record is about (``content``), the
record is a claim, made by somebody to somebody; else it is an occasion, with a day, a place and those who were there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from extract.corpus.allies import Allies
from extract.corpus.tellings import Telling, fit_dates, gap, is_early, same_day, same_place
from extract.corpus.wording import share_of

WITHIN: Final = 60
"""Days between two articles that tell of one happening without its day."""
SAME_OCCASION: Final = 1.85
SAME_CLAIM: Final = 1.5
NOTHING_IN_COMMON: Final = 0.35
"""What two claims lose that share no word, where the same claim much of the same."""
OFTEN: Final = 8
"""Claims of one to another that few matters have: with fewer, the next is likely the last one told again."""


class Alikeness:
    """How surely two of *tellings* are one, where *allies* tells who stands for whom and *claims* names the schemas
    whose records are told apart by their content."""

    def __init__(self, tellings: Sequence[Telling], allies: Allies, claims: Collection[str]) -> None:
        self._allies, self._claims = allies, claims
        self._claimed = Counter(pair for telling in tellings for pair in telling.claimed())

    def between(self, ours: Telling, theirs: Telling) -> float:
        """Return how surely two tellings are of one happening; 0 where they are not, or where it is settled."""
        if ours.key and theirs.key:
            return 0.0
        if ours.article == theirs.article or not fit_dates(ours.dates, theirs.dates):
            return 0.0
        return self._claim(ours, theirs) if ours.schema in self._claims else self._occasion(ours, theirs)

    def _occasion(self, ours: Telling, theirs: Telling) -> float:
        is_same_day = same_day(ours.dates, theirs.dates)
        if not is_same_day and (gap(ours, theirs) > WITHIN or is_early(ours, theirs) or is_early(theirs, ours)):
            return 0.0
        place = same_place(ours.places, theirs.places)
        matched, count, least, all_of = self._matched(ours, theirs)
        if not count or (count < 2 <= least and place <= 0):
            return 0.0
        score = 1.0 if is_same_day else 0.6 if ours.dates and theirs.dates else 0.4
        score += matched / least + matched / all_of
        score += 0.5 * place if place > 0 else 0.1 * place
        score += 0.1 * (ours.mood == theirs.mood) + 0.4 * share_of(ours.told, theirs.told)
        return score if score >= SAME_OCCASION else 0.0

    def _matched(self, ours: Telling, theirs: Telling) -> tuple[float, int, int, int]:
        """Return how much of the parties agrees, in how many, and the sizes of the smaller side and of both."""
        total, count, least, both = 0.0, 0, 0, 0
        for role in dict.fromkeys(role for role, _ in (*ours.parties, *theirs.parties)):
            mine, yours = ours.of(role), theirs.of(role)
            shorter, longer = sorted((mine, yours), key=len)
            nearest = [max((self._allies.nearness(one, two) for two in longer), default=0.0) for one in sorted(shorter)]
            total, count = total + sum(nearest), count + sum(value >= 0.5 for value in nearest)
            least, both = least + len(shorter), both + len(mine) + len(yours)
        return total, count, max(least, 1), max(both, 1)

    def _claim(self, ours: Telling, theirs: Telling) -> float:
        days = gap(ours, theirs)
        by = self._side(ours, theirs, "agent") if days <= 6 * WITHIN else 0.0
        if by <= 0:
            return 0.0
        to = self._side(ours, theirs, "recipient")
        about = max(share_of(ours.about, theirs.about), 0.7 * share_of(ours.told, theirs.told))
        score = by + 0.8 * to + 1.5 * about - days / 90
        if not about and self._often(ours) > OFTEN:
            score -= NOTHING_IN_COMMON
        if ours.numbers and theirs.numbers:
            score += 0.8 if ours.numbers & theirs.numbers else -1.0
        return score if score >= SAME_CLAIM else 0.0

    def _often(self, told: Telling) -> int:
        """Return how many claims those who make this one make to those whom it is made to."""
        return max((self._claimed[pair] for pair in told.claimed()), default=0)

    def _side(self, ours: Telling, theirs: Telling, role: str) -> float:
        one, two = ours.of(role), theirs.of(role)
        if not one or not two:
            return 0.4
        if not one.isdisjoint(two):
            return 1.0
        return max(self._allies.nearness(a, b) for a in one for b in two)
