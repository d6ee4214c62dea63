"""Happenings -> which are the same: by their parties, their days and places, and what they are about.

What is compared follows from the declaration: where its ``Match`` tests what a record is about (``content``), the
record is a claim, made by somebody to somebody; else it is an occasion, with a day, a place and those who were there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from typing import Final

from extract.catalog import Catalog
from extract.corpus.allies import Allies
from extract.corpus.groups import Groups
from extract.corpus.intake import Happening, Taken
from extract.corpus.nations import nations_in
from extract.corpus.numbers import numbers_in
from extract.corpus.spelling import likeness_of, words_of
from extract.corpus.wording import Words, share_of

COMPARED: Final = 40
"""Happenings of one block, the nearest in time, that one is compared with."""
WITHIN: Final = 60
"""Days between two articles that tell of one happening without its day."""
SAME_OCCASION: Final = 1.85
SAME_CLAIM: Final = 1.5
NOTHING_IN_COMMON: Final = 0.35
"""What two claims lose that share no word, where the same claim much of the same."""
OFTEN: Final = 8
"""Claims of one to another that few matters have: with fewer, the next is likely the last one told again."""
LEAST: Final = 0.75
"""Mean likeness of the pairs of two groups that are joined; a pair that is not alike counts as 0."""
COUNTS: Final = 3
"""Numbers from here on tell one claim from another; one and two are words."""


def link_happenings(
    articles: Sequence[Taken], groups: Sequence[Sequence[int]], claims: Collection[str]
) -> list[list[int]]:
    """Return for each happening of each article the number of what stands for all that are the same.

    *groups* tells which things are the same; *claims* names the schemas whose records are told apart by their content.
    What has a key already stays together, and apart from what has another.
    """
    return _Linking(articles, groups, claims).linked()


def claims_of(catalog: Catalog) -> frozenset[str]:
    """Return the schemas of *catalog* whose ``Match`` tests what a record is about."""
    events = catalog.of_kind("event")
    return frozenset(one.name for one in events if any(how == "content" for how, _ in one.match.tests))


@dataclass(slots=True)
class _Told:
    """A happening as it is compared."""

    article: int
    day: int | None
    """Of its article."""
    parties: dict[str, frozenset[int]]
    dates: tuple[str, ...]
    places: tuple[frozenset[str], frozenset[str]]
    """The words of its places, and the codes of states whose capital they are."""
    about: Words
    told: Words
    numbers: frozenset[float]
    mood: str | None
    is_past: bool | None


class _Linking:
    def __init__(self, articles: Sequence[Taken], groups: Sequence[Sequence[int]], claims: Collection[str]) -> None:
        self._claims = claims
        self._allies = Allies(articles, groups)
        self._happenings: list[Happening] = []
        self._told: list[_Told] = []
        self._counts = [len(article.happenings) for article in articles]
        for number, (article, numbers) in enumerate(zip(articles, groups, strict=True)):
            by_record = {thing.record: place for place, thing in enumerate(article.things)}
            for happening in article.happenings:
                self._happenings.append(happening)
                self._told.append(_as_told(happening, number, article, by_record, numbers))

        self._claimed = Counter(pair for told in self._told for pair in _pairs_of(told))

    def linked(self) -> list[list[int]]:
        sets = Groups()
        for told in self._told:
            sets.add(told.article)
        dates = {number: told.dates for number, told in enumerate(self._told)}
        self._join_known(sets, dates)
        self._join_likest(sets, dates)
        found = iter(sets.find(number) for number in range(len(self._told)))
        return [[next(found) for _ in range(count)] for count in self._counts]

    def _join_likest(self, sets: Groups, dates: dict[int, tuple[str, ...]]) -> None:
        """Join groups, the likest first: likeness is the mean over all pairs of their members (average linkage)."""
        between: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        sizes: dict[int, int] = defaultdict(int)
        for number in range(len(self._told)):
            sizes[sets.find(number)] += 1
        for score, one, other in self._pairs():
            ours, theirs = sets.find(one), sets.find(other)
            if ours != theirs:
                between[ours][theirs] += score
                between[theirs][ours] += score
        queue = [
            (-total / (sizes[one] * sizes[two]), one, two)
            for one, others in between.items()
            for two, total in others.items()
            if one < two
        ]
        heapify(queue)
        while queue:
            rank, one, two = heappop(queue)
            if sets.find(one) != one or sets.find(two) != two:
                continue
            if not (sets.may_join(one, two) and _fit_dates(dates[one], dates[two])):
                continue
            if between[one].get(two, 0.0) / (sizes[one] * sizes[two]) < -rank - 1e-9:
                continue
            _join(sets, dates, one, two)
            kept, gone = (one, two) if sets.find(one) == one else (two, one)
            sizes[kept] += sizes[gone]
            for other, total in between.pop(gone).items():
                between[other].pop(gone, None)
                if other != kept:
                    between[kept][other] += total
                    between[other][kept] += total
            for other, total in between[kept].items():
                likeness = total / (sizes[kept] * sizes[other])
                if likeness >= LEAST:
                    heappush(queue, (-likeness, min(kept, other), max(kept, other)))

    def _join_known(self, sets: Groups, dates: dict[int, tuple[str, ...]]) -> None:
        first: dict[str, int] = {}
        for number, happening in enumerate(self._happenings):
            if happening.key is not None and first.setdefault(happening.key, number) != number:
                _join(sets, dates, sets.find(first[happening.key]), sets.find(number))

    def _pairs(self) -> Iterable[tuple[float, int, int]]:
        blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, told in enumerate(self._told):
            for key in self._keys(number, told):
                blocks[key].append(number)
        seen: set[int] = set()  # a pair as one number: there are millions
        for _, members in sorted(blocks.items()):
            members.sort(key=lambda one: (self._told[one].day or 0, one))
            for place, one in enumerate(members):
                for other in members[max(0, place - COMPARED) : place]:
                    first, second = min(one, other), max(one, other)
                    pair = first * len(self._told) + second
                    if pair not in seen and not (self._happenings[one].key and self._happenings[other].key):
                        seen.add(pair)
                        score = self._score(first, second)
                        if score:
                            yield score, first, second

    def _keys(self, number: int, told: _Told) -> set[tuple[str, ...]]:
        schema = self._happenings[number].schema
        sides = {role: parties for role, parties in told.parties.items() if parties}
        if schema in self._claims and "agent" in sides:
            sides = {"agent": sides["agent"]}  # who claims another thing is not asked what
        if not sides:
            return {(schema, "", stem) for stem in sorted(told.about.stems or told.told.stems)[:3]}
        return {(schema, key) for parties in sides.values() for one in parties for key in self._allies.keys_of(one)}

    def _score(self, one: int, other: int) -> float:
        """Return how surely two happenings are one, 0 where they are not."""
        ours, theirs = self._told[one], self._told[other]
        if ours.article == theirs.article or not _fit_dates(ours.dates, theirs.dates):
            return 0.0
        if self._happenings[one].schema in self._claims:
            return self._claim(ours, theirs)
        return self._occasion(ours, theirs)

    def _occasion(self, ours: _Told, theirs: _Told) -> float:
        same_day = _same_day(ours.dates, theirs.dates)
        if not same_day and (_gap(ours, theirs) > WITHIN or _is_early(ours, theirs) or _is_early(theirs, ours)):
            return 0.0
        place = _same_place(ours.places, theirs.places)
        matched, count, least, all_of = self._matched(ours, theirs)
        if not count or (count < 2 <= least and place <= 0):
            return 0.0
        score = 1.0 if same_day else 0.6 if ours.dates and theirs.dates else 0.4
        score += matched / least + matched / all_of
        score += 0.5 * place if place > 0 else 0.1 * place
        score += 0.1 * (ours.mood == theirs.mood) + 0.4 * share_of(ours.told, theirs.told)
        return score if score >= SAME_OCCASION else 0.0

    def _matched(self, ours: _Told, theirs: _Told) -> tuple[float, int, int, int]:
        """Return how much of the parties agrees, in how many, and the sizes of the smaller side and of both."""
        total, count, least, both = 0.0, 0, 0, 0
        for role in {*ours.parties, *theirs.parties}:
            mine, yours = ours.parties.get(role, frozenset()), theirs.parties.get(role, frozenset())
            shorter, longer = sorted((mine, yours), key=len)
            nearest = [max((self._allies.nearness(one, two) for two in longer), default=0.0) for one in sorted(shorter)]
            total, count = total + sum(nearest), count + sum(value >= 0.5 for value in nearest)
            least, both = least + len(shorter), both + len(mine) + len(yours)
        return total, count, max(least, 1), max(both, 1)

    def _claim(self, ours: _Told, theirs: _Told) -> float:
        gap = _gap(ours, theirs)
        by = self._side(ours, theirs, "agent") if gap <= 6 * WITHIN else 0.0
        if by <= 0:
            return 0.0
        to = self._side(ours, theirs, "recipient")
        about = max(share_of(ours.about, theirs.about), 0.7 * share_of(ours.told, theirs.told))
        score = by + 0.8 * to + 1.5 * about - gap / 90
        if not about and self._often(ours) > OFTEN:
            score -= NOTHING_IN_COMMON
        if ours.numbers and theirs.numbers:
            score += 0.8 if ours.numbers & theirs.numbers else -1.0
        return score if score >= SAME_CLAIM else 0.0

    def _often(self, told: _Told) -> int:
        """Return how many claims those who make this one make to those whom it is made to."""
        return max((self._claimed[pair] for pair in _pairs_of(told)), default=0)

    def _side(self, ours: _Told, theirs: _Told, role: str) -> float:
        one, two = ours.parties.get(role, frozenset()), theirs.parties.get(role, frozenset())
        if not one or not two:
            return 0.4
        if not one.isdisjoint(two):
            return 1.0
        return max(self._allies.nearness(a, b) for a in one for b in two)


def _join(sets: Groups, dates: dict[int, tuple[str, ...]], ours: int, theirs: int) -> None:
    both = tuple(dict.fromkeys((*dates[ours], *dates[theirs])))
    sets.join(ours, theirs)
    dates[sets.find(ours)] = both


def _as_told(
    happening: Happening, number: int, article: Taken, by_record: Mapping[str, int], groups: Sequence[int]
) -> _Told:
    places = [by_record[one] for _, parties in happening.parties for one in parties if one in by_record]
    names = [form for place in places for form in article.things[place].forms]
    return _Told(
        number,
        article.day,
        {
            role: frozenset(groups[by_record[one]] for one in some if one in by_record)
            for role, some in happening.parties
        },
        happening.days,
        _places_of(happening.places),
        Words.of(happening.content, names),
        Words.of((*happening.content, *happening.evidence), names),
        frozenset(one for text in happening.content for one in numbers_in(text) if one >= COUNTS),
        happening.mood,
        happening.is_past,
    )


def _pairs_of(told: _Told) -> set[tuple[int, int]]:
    """Return who claims something of whom."""
    return {(one, two) for one in told.parties.get("agent", ()) for two in told.parties.get("recipient", ())}


def _is_early(told: _Told, dated: _Told) -> bool:
    """Return whether what *told* tells as past was not yet, or what it tells as to come was already, on that date."""
    days = [date.fromisoformat(one).toordinal() for one in dated.dates if len(one) == 10]
    if told.day is None or told.is_past is None or not days:
        return False
    return min(days) > told.day if told.is_past else max(days) < told.day


def _gap(ours: _Told, theirs: _Told) -> int:
    return abs(ours.day - theirs.day) if ours.day is not None and theirs.day is not None else 0


def _fit_dates(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether every date of the one can be that of the other: a month has its days."""
    return all(a.startswith(b) or b.startswith(a) for a in one for b in other)


def _same_day(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(len(date) == 10 and date in other for date in one)


def _places_of(quotations: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    words, capitals = set[str](), set[str]()
    for quoted in quotations:
        names = words_of(" ".join(word for word in quoted.replace("’", "'").split() if word[:1].isupper()))
        words |= {word for word in (names or words_of(quoted)) if len(word) > 2 and word not in ("the", "and")}
        codes = nations_in(quoted)
        capitals |= {code for code, how in codes if how == "capital" or "capital" in words_of(quoted)}
    return frozenset(words), frozenset(capitals)


def _same_place(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> float:
    """Return 1 where two places share a name, 0 where one is not told, -1 where they differ."""
    if not one[0] or not other[0]:
        return 0.0
    if one[1] & other[1] or any(likeness_of(a, b) > 0 for a in one[0] for b in other[0]):
        return 1.0
    return -1.0
