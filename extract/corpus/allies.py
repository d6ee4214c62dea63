"""Who stands for whom: a minister for her state, a spokesman for his union.

One article has "Senegal demands", another "Fisheries Minister Ousmane Ndiaye demands": whoever compares the two must
know that he speaks for it. It is taken from the articles: the state told with a name, and who acts together with whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from extract.corpus.intake import Taken, Thing
from extract.corpus.nations import nations_in, state_of
from extract.corpus.persons import person_name

HIMSELF: Final = 1.0
FOR_IT: Final = 0.7
OF_IT: Final = 0.5


class Allies:
    """Groups of things, and how far one may stand for another."""

    def __init__(self, articles: Sequence[Taken], groups: Sequence[Sequence[int]]) -> None:
        self._family: dict[int, str] = {}
        told: dict[int, Counter[str]] = defaultdict(Counter)
        together: dict[int, set[int]] = defaultdict(set)
        for article, numbers in zip(articles, groups, strict=True):
            by_record = {thing.record: group for thing, group in zip(article.things, numbers, strict=True)}
            for thing, group in zip(article.things, numbers, strict=True):
                self._family.setdefault(group, _family_of(thing))
                told[group].update(_states_told(thing))
                together[group].update(by_record[one] for one in thing.companions if one in by_record)
        self._states = {group: _most(counts) for group, counts in told.items() if counts}
        self._together = {group: frozenset(others) - {group} for group, others in together.items()}

    def keys_of(self, group: int) -> list[str]:
        """Return what *group* is looked up by as a party: itself, its state, and whom it acts with."""
        keys = [f"g{group}"]
        if group in self._states:
            keys.append(f"s{self._states[group]}")
        return keys + [f"g{one}" for one in sorted(self._together.get(group, ()))[:5]]

    def nearness(self, one: int, other: int) -> float:
        """Return how far a group may be meant where another is named, 0..1: itself 1, whom it speaks for 0.7."""
        if one == other:
            return HIMSELF
        if other in self._together.get(one, ()) or one in self._together.get(other, ()):
            return FOR_IT
        state = self._states.get(one)
        if state is None or state != self._states.get(other):
            return 0.0
        families = {self._family.get(one), self._family.get(other)}
        if families == {"person", "office"}:
            return FOR_IT
        if "state" in families:
            return OF_IT if families & {"body", "group"} else FOR_IT
        return OF_IT if families == {"person", "group"} else 0.0


def _family_of(thing: Thing) -> str:
    is_office = thing.family == "person" and person_name(thing.name).kind == "office"
    return "office" if is_office else thing.family


def _states_told(thing: Thing) -> list[str]:
    if thing.family == "state":
        state = state_of(thing.forms)
        return [state] * 3 if state else []
    if thing.family == "person":
        return list(thing.states) or [code for code, _ in nations_in(thing.name)]
    return [code for code, how in nations_in(thing.name) if how in ("name", "adjective")][:1] or list(thing.states[:1])


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda one: (-counts[one], one))
