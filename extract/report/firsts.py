"""The first of many things, and how many there are: what a report tells one by one, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

T = TypeVar("T")

KEPT: Final = 1000
"""Things of one kind that a report keeps whole; of more it has the number."""


class Firsts(list[T]):
    """The first KEPT things that were added; ``total`` counts all of them.

    >>> few = Firsts("abc")
    >>> few, few.total, few.more
    (['a', 'b', 'c'], 3, 0)
    """

    def __init__(self, things: Iterable[T] = ()) -> None:
        super().__init__()
        self.total = 0
        self.add_all(things)

    def add(self, thing: T) -> None:
        """Count *thing*, and keep it where there are not enough yet."""
        self.total += 1
        if len(self) < KEPT:
            self.append(thing)

    def add_all(self, things: Iterable[T]) -> None:
        """Add *things*, one after the other."""
        for thing in things:
            self.add(thing)

    @property
    def more(self) -> int:
        """How many were added that are not kept."""
        return self.total - len(self)
