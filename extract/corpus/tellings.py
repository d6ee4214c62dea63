"""A happening as one article tells it, made ready to be compared with another's: parties, days, places and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from extract.corpus.intake import Happening, Taken
from extract.corpus.nations import nations_in
from extract.corpus.numbers import numbers_in
from extract.corpus.spelling import likeness_of, words_of
from extract.corpus.wording import Words

COUNTS: Final = 3
"""Numbers from here on tell one claim from another; one and two are words."""

NOBODY: Final[frozenset[int]] = frozenset()
Places = tuple[frozenset[str], frozenset[str]]
"""The words of places, and the codes of states whose capital they are."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A happening as it is compared."""

    schema: str
    article: int
    day: int | None
    """Of its article."""
    parties: tuple[tuple[str, frozenset[int]], ...]
    """Role -> groups of things."""
    dates: tuple[str, ...]
    places: Places
    about: Words
    told: Words
    numbers: frozenset[float]
    mood: str | None
    is_past: bool | None
    key: str | None

    def of(self, role: str) -> frozenset[int]:
        """Return its parties in one role."""
        for name, parties in self.parties:
            if name == role:
                return parties
        return NOBODY

    def claimed(self) -> set[tuple[int, int]]:
        """Return who claims something of whom."""
        return {(one, two) for one in self.of("agent") for two in self.of("recipient")}


def tellings_of(articles: Sequence[Taken], groups: Sequence[Sequence[int]]) -> list[Telling]:
    """Return the happenings of all *articles*, in order; *groups* tells which of their things are the same."""
    kept: dict[frozenset[int], frozenset[int]] = {}  # a set is dear, and many tellings have the same parties

    def shared(parties: frozenset[int]) -> frozenset[int]:
        return kept.setdefault(parties, parties)

    found = list[Telling]()
    for number, (article, numbers) in enumerate(zip(articles, groups, strict=True)):
        by_record = {thing.record: place for place, thing in enumerate(article.things)}
        found += [_telling(one, number, article, by_record, numbers, shared) for one in article.happenings]
    return found


def _telling(
    happening: Happening,
    number: int,
    article: Taken,
    by_record: Mapping[str, int],
    groups: Sequence[int],
    shared: Callable[[frozenset[int]], frozenset[int]],
) -> Telling:
    places = [by_record[one] for _, parties in happening.parties for one in parties if one in by_record]
    names = [form for place in places for form in article.things[place].forms]
    return Telling(
        happening.schema,
        number,
        article.day,
        tuple(
            (role, shared(frozenset(groups[by_record[one]] for one in some if one in by_record)))
            for role, some in happening.parties
        ),
        happening.days,
        _places_of(happening.places),
        Words.of(happening.content, names),
        Words.of((*happening.content, *happening.evidence), names),
        frozenset(one for text in happening.content for one in numbers_in(text) if one >= COUNTS),
        happening.mood,
        happening.is_past,
        happening.key,
    )


def _places_of(quotations: Iterable[str]) -> Places:
    words, capitals = set[str](), set[str]()
    for quoted in quotations:
        names = words_of(" ".join(word for word in quoted.replace("’", "'").split() if word[:1].isupper()))
        words |= {word for word in (names or words_of(quoted)) if len(word) > 2 and word not in ("the", "and")}
        codes = nations_in(quoted)
        capitals |= {code for code, how in codes if how == "capital" or "capital" in words_of(quoted)}
    return frozenset(words), frozenset(capitals)


def same_place(one: Places, other: Places) -> float:
    """Return 1 where two places share a name, 0 where one is not told, -1 where they differ."""
    if not one[0] or not other[0]:
        return 0.0
    if one[1] & other[1] or any(likeness_of(a, b) > 0 for a in one[0] for b in other[0]):
        return 1.0
    return -1.0


def fit_dates(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether every date of the one can be that of the other: a month has its days.

    >>> fit_dates(("2024-05",), ("2024-05-03",)), fit_dates(("2024-05-03",), ("2024-05-04",))
    (True, False)
    """
    return all(a.startswith(b) or b.startswith(a) for a in one for b in other)


def same_day(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two have a day, not only a month, in common."""
    return any(len(date) == 10 and date in other for date in one)


def gap(ours: Telling, theirs: Telling) -> int:
    """Return how many days lie between two articles; 0 where one has no date."""
    return abs(ours.day - theirs.day) if ours.day is not None and theirs.day is not None else 0


def is_early(told: Telling, dated: Telling) -> bool:
    """Return whether what *told* tells as past was not yet, or what it tells as to come was already, on that date."""
    days = [date.fromisoformat(one).toordinal() for one in dated.dates if len(one) == 10]
    if told.day is None or told.is_past is None or not days:
        return False
    return min(days) > told.day if told.is_past else max(days) < told.day
