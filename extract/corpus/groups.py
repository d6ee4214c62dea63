"""Disjoint sets of records (union-find) that know what may not be joined: two of one article, two that are known."""

from __future__ import annotations


class Groups:
    """Sets that are joined (union-find), each with the articles that its members stand in.

    Members are numbered from 0 in the order in which they are added.
    """

    def __init__(self) -> None:
        self._parent: list[int] = []
        self._article: list[int] = []
        self._articles: dict[int, set[int]] = {}
        """By what stands for it, of each group with more than one member: most have one, and a set for each is dear."""

    def __len__(self) -> int:
        return len(self._parent)

    def add(self, article: int) -> int:
        """Return a new member, alone in its group."""
        self._parent.append(len(self._parent))
        self._article.append(article)
        return len(self._parent) - 1

    def find(self, one: int) -> int:
        """Return what stands for the group of *one*."""
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def may_join(self, one: int, other: int) -> bool:
        """Return whether two are of one group, or no article has members of both groups."""
        one, other = self.find(one), self.find(other)
        return one == other or self._articles_of(one).isdisjoint(self._articles_of(other))

    def _articles_of(self, group: int) -> set[int]:
        found = self._articles.get(group)
        return {self._article[group]} if found is None else found

    def join(self, one: int, other: int) -> None:
        """Make one group of two; the smaller number stands for it."""
        one, other = sorted((self.find(one), self.find(other)))
        if one != other:
            self._parent[other] = one
            few, many = sorted((self._articles_of(one), self._articles_of(other)), key=len)
            many |= few
            self._articles[one] = many
            self._articles.pop(other, None)


class SettledGroups(Groups):
    """Groups of which some have the id that a user knows them by; two ids are never joined after ``settle``."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: dict[int, str] = {}

    def settle(self, one: int, known: str) -> None:
        """Note that the group of *one* is what the user calls *known*; the last word counts."""
        self._ids[self.find(one)] = known

    def are_known_as_two(self, one: int, other: int) -> bool:
        """Return whether the groups of two members have different ids."""
        ids = {self._ids.get(self.find(number)) for number in (one, other)} - {None}
        return len(ids) > 1

    def may_join(self, one: int, other: int) -> bool:
        """Return whether two may be one: no article has both, and they are not known to be two."""
        return not self.are_known_as_two(one, other) and super().may_join(one, other)

    def join(self, one: int, other: int) -> None:
        """Make one group of two, which keeps the id of either."""
        known = self._ids.get(self.find(one)) or self._ids.get(self.find(other))
        super().join(one, other)
        if known:
            self.settle(one, known)
