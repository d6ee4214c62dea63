"""Keys of what many records are: they stay while the records do."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.resolve import slug_of

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Member:
    """A record on its way to a key: what it had before, and what a new one is made from."""

    schema: str
    article: str
    record: str
    group: tuple[int, int]
    before: str | None
    """The key that it had when it was last known, if ever."""
    current: str | None
    """The key that is written for it."""
    named: str
    """What a new key begins with."""


def give_keys(members: Sequence[Member]) -> Iterator[tuple[Member, str]]:
    """Yield each of *members* with its key: of those that its group had before, that of the most; else a new one.

    A new key is made from the first member of the group, so that equal documents give equal keys.
    """
    groups: dict[tuple[int, int], list[Member]] = {}
    for member in members:
        groups.setdefault(member.group, []).append(member)
    taken: set[str] = set()
    for group in sorted(groups.values(), key=lambda one: (-_kept(one), one[0].article, one[0].record)):
        had = Counter(member.before for member in group if member.before is not None)
        kept = [key for key, _ in sorted(had.items(), key=lambda one: (-one[1], one[0])) if key not in taken]
        key = kept[0] if kept else _new_key(min(group, key=lambda one: (one.article, one.record)), taken)
        taken.add(key)
        yield from ((member, key) for member in group)


def _kept(group: Iterable[Member]) -> int:
    return sum(member.before is not None for member in group)


def _new_key(first: Member, taken: set[str]) -> str:
    digest = hashlib.sha256(f"{first.schema}\n{first.article}\n{first.record}".encode()).hexdigest()
    slug = slug_of(first.named)[:_LONGEST].strip("-")
    length = 8
    while (key := f"{slug}-{digest[:length]}") in taken:
        length += 4
    return key
