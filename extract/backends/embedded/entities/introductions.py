"""Offices whose holders the text names only later, or elsewhere."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from extract.backends.embedded.entities.gathered import Gathered, Place
from extract.backends.embedded.entities.gathering import Gathering
from extract.backends.embedded.names.nations import Nation
from extract.backends.embedded.parsing.titles import CIVIL, HEADS_OF_STATE
from extract.backends.embedded.parsing.words import Words

_SUBJECT = ("nsubj", "nsubjpass")
_REACH = 2
"""How many sentences after an office its holder may be introduced."""


def introduce_by_office(gathering: Gathering) -> None:
    """Let an office whose holder is named elsewhere be the holder's: "A Swiss diplomat says … Ms. Frei told …"."""
    introductions = _Introductions(gathering)
    for office in [one for one in gathering.by_key.values() if one.label == "OFFICE" and one.places]:
        holder = (
            introductions.holder_elsewhere(office)
            or introductions.who_serves_as(office)
            or next(introductions.introduced_after(office), None)
            or introductions.called_by_title(office)
        )
        if holder is not None:
            introductions.merge(holder, office)


class _Introductions:
    """Who may hold an office; looks up what would else be gone through for each office of an article."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.words = gathering.words
        present = [one for one in gathering.by_key.values() if one.places]
        self._offices = sum(one.label == "OFFICE" for one in present)
        self._first_places = sorted((_first_place(one), one.key) for one in present)
        self._holders: dict[tuple[str, Nation | None], dict[str, Gathered]] = defaultdict(dict)
        """Office and state -> those who hold it."""
        self._by_title: dict[str, list[Gathered]] = defaultdict(list)
        """Word of a title -> those who bear it."""
        self._after_as: dict[str, list[int]] = defaultdict(list)
        """Lemma -> where it stands after "as"."""
        for person in gathering.by_key.values():
            if person.label == "PERSON":
                self._note(person)
                for word in set(_title_of(person)):
                    self._by_title[word].append(person)
        for index, preposition in enumerate(self.words.heads):
            if self.words.deps[index] == "pobj" and self.words.lowers[preposition] == "as":
                self._after_as[self.words.lemmas[index]].append(index)

    def _note(self, person: Gathered) -> None:
        for head in person.heads:
            self._holders[head, person.nation][person.key] = person

    def merge(self, holder: Gathered, office: Gathered) -> None:
        """Make the office its holder's."""
        for one in (holder, office):
            if one.places:
                del self._first_places[bisect_left(self._first_places, (_first_place(one), one.key))]
        self.gathering.merge(holder, office)
        self._offices -= 1
        insort(self._first_places, (_first_place(holder), holder.key))
        if holder.label == "PERSON":
            self._note(holder)

    def holder_elsewhere(self, office: Gathered) -> Gathered | None:
        """Return the one person of the same state who is said to hold the office.

        Where no state is known, all words of the office must be in the person's title.
        """
        if office.nation is not None:
            found = {key for head in office.heads for key in islice(self._holders.get((head, office.nation), ()), 2)}
            return self.gathering.by_key[found.pop()] if len(found) == 1 else None
        wanted = set(next(iter(office.texts)).lower().split())
        persons = min((self._by_title.get(word, []) for word in wanted), key=len, default=[])
        holders = (one for one in persons if one.heads & office.heads and wanted <= set(_title_of(one)))
        first = list(islice((one for one in holders if "former" not in _title_of(one)), 2))
        return first[0] if len(first) == 1 else None

    def who_serves_as(self, office: Gathered) -> Gathered | None:
        """Return the person who is said to step down, to serve or to be sworn in as the office."""
        words = self.words
        for root in sorted(index for head in office.heads for index in self._after_as.get(head, ())):
            verb = words.heads[words.heads[root]]
            for clause in (verb, words.heads[verb]):
                asked = [words.preposition_object(clause, "on", "for"), *_children(words, clause, ("dobj", *_SUBJECT))]
                persons = [one for token in asked if token is not None for one in self.gathering.at(token)]
                person = next((one for one in persons if one.label == "PERSON"), None)
                if person is not None:
                    return person
        return None

    def called_by_title(self, office: Gathered) -> Gathered | None:
        """Return the only person whom the text calls "Mr Frei" or "Dr Anna Frei" without a word of who that is.

        Such a one the text has told before, by the office; only where no other office waits for its holder.
        """
        if self._offices != 1 or not (office.heads & HEADS_OF_STATE or len(office.places) > 1):
            return None
        persons = [one for one in self.gathering.by_key.values() if one.label == "PERSON" and one.places]
        persons = [one for one in persons if one.heads <= CIVIL and _is_called_by_title(self.gathering, one)]
        if len(persons) != 1:
            return None
        is_told_before = _first_place(office) < _first_place(persons[0])
        is_of_other_state = None not in (persons[0].nation, office.nation) and persons[0].nation != office.nation
        return persons[0] if is_told_before and not is_of_other_state else None

    def introduced_after(self, office: Gathered) -> Iterator[Gathered]:
        """Yield who is mentioned for the first time, as a subject, in the two sentences after the office was one."""
        words = self.words
        start, end, root = _last_place(office)
        if words.deps[root] not in _SUBJECT:
            return
        for first, key in islice(self._first_places, bisect_left(self._first_places, ((end, 0, 0), "")), None):
            distance = words.sentences[first[0]] - words.sentences[start]
            if distance > _REACH:
                return
            is_subject = distance > 0 and words.deps[first[2]] in _SUBJECT
            if is_subject and _may_hold(self.gathering.by_key[key], office):
                yield self.gathering.by_key[key]


def _title_of(person: Gathered) -> list[str]:
    return (person.title or "").lower().split()


def _children(words: Words, index: int, deps: tuple[str, ...]) -> list[int]:
    return [one for dep in deps for one in words.children[index] if words.deps[one] == dep]


def _is_called_by_title(gathering: Gathering, person: Gathered) -> bool:
    """Return whether the text names the person with a title the first time."""
    start = _first_place(person)[0]
    return start > 0 and gathering.words.lowers[start - 1] in CIVIL


def _may_hold(one: Gathered, office: Gathered) -> bool:
    if one.label == "OFFICE":
        return "official" in office.heads and one.nation == office.nation
    is_of_other_state = None not in (one.nation, office.nation) and one.nation != office.nation
    return one.label == "PERSON" and not is_of_other_state and (not one.heads or bool(one.heads & office.heads))


def _first_place(entity: Gathered) -> Place:
    return min(place for place, _ in entity.places)


def _last_place(entity: Gathered) -> Place:
    return max(place for place, _ in entity.places)
