"""Things -> which are the same: by their names where those tell, else by the company in which they are named.

First come the names that are one thing's everywhere: a person's that is written out, a state's under any of its forms,
a body's with words of its own. Then what says less (initials, a last name, "the Front", "teachers") goes to the
thing that it can be in articles which speak of the same others. What stands twice in one article as two is two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import Final

from extract.corpus.blocking import keys_everywhere, keys_in_company, spelling_keys
from extract.corpus.bodies import body_name
from extract.corpus.company import Company
from extract.corpus.groups import SettledGroups
from extract.corpus.intake import Taken, Thing
from extract.corpus.matching import is_same_spelt, is_told_state, rank_in_company
from extract.corpus.persons import person_name

COMPARED: Final = 40
"""Things of one block that one is compared with: those just before it."""
AHEAD: Final = 1.25
"""How much likelier the likeliest must be than the next for a name that both may have."""
ACTING_TOGETHER: Final = 2
"""Rank of two bodies of one kind that act together with one person: above a translation, below words left out."""
ROUNDS: Final = 3
"""Names, then bodies, then those who have none: each round finds more to go by in what the last has joined."""


def link_things(articles: Sequence[Taken], popularity: Mapping[str, int] | None = None) -> list[list[int]]:
    """Return for each thing of each article the number of what stands for all that are the same.

    What has a key already stays together, and apart from what has another; *popularity* tells in how many articles more
    than these the things of a key are named.
    """
    return _Linking(articles, popularity or {}).linked()


class _Linking:
    """One linking of all things, which are numbered through all articles."""

    def __init__(self, articles: Sequence[Taken], popularity: Mapping[str, int]) -> None:
        self._articles, self._popularity = articles, popularity
        self._things = [thing for article in articles for thing in article.things]
        self._groups = SettledGroups()
        self._by_article: list[range] = []
        self._by_record: list[dict[str, int]] = []
        self._article_of: list[int] = []
        for number, article in enumerate(articles):
            places = range(len(self._article_of), len(self._article_of) + len(article.things))
            self._by_article.append(places)
            self._by_record.append({thing.record: place for place, thing in zip(places, article.things, strict=True)})
            for _ in article.things:
                self._groups.add(number)
                self._article_of.append(number)
        self._strong = [False] * len(self._things)
        """Whether a thing has a name that is its own everywhere."""

    def linked(self) -> list[list[int]]:
        self._join_known()
        self._join_names()
        self._join_spellings()
        self._join_in_company()
        return [[self._groups.find(number) for number in places] for places in self._by_article]

    def _join_known(self) -> None:
        first: dict[tuple[str, str], int] = {}
        for number, thing in enumerate(self._things):
            if thing.key is not None:
                self._groups.join(first.setdefault(("key", thing.key), number), number)
            if thing.settled is not None:
                self._groups.join(first.setdefault(("settled", thing.settled), number), number)
        # Only now: what a user knows goes before the keys of an earlier build, and may join two of one article.
        for number, thing in enumerate(self._things):
            if thing.settled:
                self._groups.settle(number, thing.settled)

    # ---- names that are one thing's everywhere

    def _join_names(self) -> None:
        by_name: dict[tuple[str, ...], int] = {}
        for number, thing in enumerate(self._things):
            for place, key in enumerate(keys_everywhere(thing)):
                self._strong[number] = True
                first = by_name.setdefault((thing.schema, *key), number)
                is_open = thing.key is None or self._things[first].key is None
                if first != number and is_open and self._may_be_named_alike(first, number, is_main=place == 0):
                    self._groups.join(first, number)

    def _may_be_named_alike(self, first: int, number: int, *, is_main: bool) -> bool:
        """Return whether two with one name may be one: by its main name one article may have a thing twice."""
        if is_main:
            return not self._groups.are_known_as_two(first, number)
        return self._groups.may_join(first, number)

    def _join_spellings(self) -> None:
        blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
        seen: set[tuple[str, str, str]] = set()
        for number, thing in enumerate(self._things):
            if self._strong[number]:
                for form in thing.forms:
                    for key in spelling_keys(thing, form):
                        if (thing.schema, key, form) not in seen:
                            seen.add((thing.schema, key, form))
                            blocks[thing.schema, key].append(number)
        for _, members in sorted(blocks.items()):
            for place, one in enumerate(members):
                for other in members[max(0, place - COMPARED) : place]:
                    self._join_if_same(one, other)

    def _join_if_same(self, one: int, other: int) -> None:
        ours, theirs = self._things[one], self._things[other]
        if ours.key is not None and theirs.key is not None:
            return
        if self._groups.find(one) == self._groups.find(other) or not self._groups.may_join(one, other):
            return
        if is_same_spelt(ours, theirs):
            self._groups.join(one, other)

    # ---- names that tell in company

    def _join_in_company(self) -> None:
        company = self._company()
        index = [self._indexed(members) for members in self._by_article]
        by_day = sorted(
            range(len(self._articles)), key=lambda one: (self._articles[one].day or 0, self._articles[one].id)
        )
        for number in range(ROUNDS):
            for article in by_day:
                wanting = [one for one in self._by_article[article] if self._is_wanting(one, number)]
                if wanting:
                    related = company.related(article)
                    for one in wanting:
                        self._place(one, related, index)

    def _company(self) -> Company:
        """Return which articles are related by the things whose names are their own everywhere."""
        elsewhere = {
            self._groups.find(number): self._popularity.get(thing.key, 0)
            for number, thing in enumerate(self._things)
            if thing.key is not None
        }
        named = ({self._groups.find(one) for one in members if self._strong[one]} for members in self._by_article)
        return Company([article.day for article in self._articles], named, elsewhere)

    def _is_wanting(self, number: int, round_: int) -> bool:
        thing = self._things[number]
        return thing.key is None and thing.settled is None and _round_of(thing) == round_

    def _indexed(self, members: Iterable[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for one in members:
            for key in keys_in_company(self._things[one]):
                found.setdefault(intern(key), []).append(one)
        return found

    def _place(self, number: int, related: Mapping[int, float], index: Sequence[Mapping[str, list[int]]]) -> None:
        """Join a thing to what it can be in the *related* articles, whose things *index* has by their keys."""
        thing = self._things[number]
        keys = keys_in_company(thing)
        scores: dict[int, float] = defaultdict(float)
        ranks: dict[int, int] = {}
        shown: dict[int, int] = {}
        for article, weight in related.items():
            seen: set[int] = set()
            for key in keys:
                for other in index[article].get(key, ()):
                    group = self._groups.find(other)
                    if group in seen or other == number or self._things[other].schema != thing.schema:
                        continue
                    if self._strong[number] and not self._strong[other]:
                        continue  # the one that tells less looks for the other
                    rank = self._rank(number, other)
                    if rank:
                        seen.add(group)
                        scores[group] += weight
                        if rank > ranks.get(group, 0):
                            ranks[group], shown[group] = rank, other
        best = self._best(number, scores, ranks, shown)
        if best is not None:
            self._groups.join(best, number)

    def _best(
        self, number: int, scores: Mapping[int, float], ranks: Mapping[int, int], shown: Mapping[int, int]
    ) -> int | None:
        """Return the group that *number* goes to; None where two of them may have it that are not one.

        By group: *scores* are how much company it shares, *ranks* how surely it is *number*, by its member *shown*.
        """
        own = self._groups.find(number)
        open_to = [one for one in scores if one != own and self._groups.may_join(one, number)]
        if not open_to:
            return None
        top = max(ranks[one] for one in open_to)
        ordered = sorted((one for one in open_to if ranks[one] == top), key=lambda one: (-scores[one], one))
        best = ordered[0]
        rivals = [one for one in ordered[1:] if scores[best] < AHEAD * scores[one]]
        return None if any(self._are_two(shown[best], shown[one]) for one in rivals) else best

    def _are_two(self, one: int, other: int) -> bool:
        return not (self._groups.may_join(one, other) and self._rank(one, other))

    def _rank(self, number: int, other: int) -> int:
        """Return how surely a thing is another in an article of the same matter: by its name, or by whom it is with."""
        one, two = self._things[number], self._things[other]
        rank = rank_in_company(one, two)
        families = {one.family, two.family}
        return rank if "person" in families or families == {"state"} else max(rank, self._companion_rank(number, other))

    def _companion_rank(self, number: int, other: int) -> int:
        """Return ACTING_TOGETHER for two bodies of one kind that act together with the same person, else 0."""
        if body_name(self._things[number].name).head != body_name(self._things[other].name).head:
            return 0
        return ACTING_TOGETHER if self._persons_with(number) & self._persons_with(other) else 0

    def _persons_with(self, number: int) -> set[int]:
        """Return the persons whom a thing acts together with."""
        places = self._by_record[self._article_of[number]]
        with_it = (places[record] for record in self._things[number].companions if record in places)
        return {self._groups.find(one) for one in with_it if self._things[one].family == "person"}


def _round_of(thing: Thing) -> int:
    """Return in which of the ROUNDS *thing* is placed; -1: in none, for its names tell enough.

    A person's name of two words does not: it may be one of three with a word left out.
    """
    if thing.family == "person":
        name = person_name(thing.name)
        if name.kind == "full":
            return 0 if len(name.words) == 2 else -1
        return 2 if name.kind == "office" else 0
    if thing.family == "state":
        return -1 if is_told_state(thing) else 2
    return 1 if thing.family == "body" else 2
