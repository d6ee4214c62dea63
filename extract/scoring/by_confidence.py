"""What is won and lost where only records of some confidence are kept: precision and recall as it rises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from extract.scoring.counts import Counts, ListScore, Scores

LEVELS: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Level:
    """The counts of records whose confidence, 0..1, is at least ``least``; those without one are never left out."""

    least: float
    found: Counts
    right: Counts


def by_confidence(scores: Scores) -> tuple[Level, ...]:
    """Return the counts at each level, over the schemas of which a record tells its confidence; none where none does.

    Pairs are those of the whole: a record left out frees nobody for another pair.
    """
    names = {one.declaration.name for one in _lists(scores) if any(map(_told, _found_in(one)))}
    lists = [one for one in _lists(scores) if one.declaration.name in names]
    return tuple(_level(lists, least) for least in LEVELS) if lists else ()


def _lists(scores: Scores) -> Iterator[ListScore]:
    return (one for document in scores.documents for one in document.lists)


def _found_in(one: ListScore) -> Iterator[Any]:
    yield from (pair.found for pair in one.pairs)
    yield from one.false


def _told(record: Any) -> bool:
    return record.get("confidence") is not None


def _level(lists: list[ListScore], least: float) -> Level:
    found = right = Counts()
    for one in lists:
        pairs = [pair for pair in one.pairs if _is_kept(pair.found, least)]
        false = sum(_is_kept(record, least) for record in one.false)
        missed = len(one.missed) + len(one.pairs) - len(pairs)
        good = sum(pair.is_right for pair in pairs)
        found += Counts(len(pairs), false, missed)
        right += Counts(good, false + len(pairs) - good, missed + len(pairs) - good)
    return Level(least, found, right)


def _is_kept(record: Any, least: float) -> bool:
    return not _told(record) or record["confidence"] >= least
