"""Offices whose holders the text names only later, or elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from extract.backends.embedded.entities.gathering import Gathered, Gathering, Place
from extract.backends.embedded.parsing.titles import CIVIL, HEADS_OF_STATE
from extract.backends.embedded.parsing.words import Words

_SUBJECT = ("nsubj", "nsubjpass")
_REACH = 2
"""How many sentences after an office its holder may be introduced."""


def introduce_by_office(gathering: Gathering) -> None:
    """Let an office whose holder is named elsewhere be the holder's: "A Swiss diplomat says … Ms. Frei told …"."""
    for office in [one for one in gathering.by_key.values() if one.label == "OFFICE" and one.places]:
        holder = (
            _holder_elsewhere(gathering, office)
            or _who_serves_as(gathering, office)
            or next(_introduced_after(gathering, office), None)
            or _called_by_title(gathering, office)
        )
        if holder is not None:
            gathering.merge(holder, office)


def _holder_elsewhere(gathering: Gathering, office: Gathered) -> Gathered | None:
    """Return the one person of the same state who is said to hold the office, all its words in the person's title."""
    persons = [one for one in gathering.by_key.values() if one.label == "PERSON" and one.heads & office.heads]
    if office.nation is not None:
        holders = [one for one in persons if one.nation == office.nation]
    else:
        wanted = set(office.texts[0].lower().split())
        titles = {one.key: (one.title or "").lower().split() for one in persons}
        holders = [one for one in persons if wanted <= set(titles[one.key]) and "former" not in titles[one.key]]
    return holders[0] if len(holders) == 1 else None


def _who_serves_as(gathering: Gathering, office: Gathered) -> Gathered | None:
    """Return the person who is said to step down, to serve or to be sworn in as the office."""
    words = gathering.words
    for root in [index for index, lemma in enumerate(words.lemmas) if lemma in office.heads]:
        if words.deps[root] != "pobj" or words.lowers[words.heads[root]] != "as":
            continue
        verb = words.heads[words.heads[root]]
        for clause in (verb, words.heads[verb]):
            asked = [words.preposition_object(clause, "on", "for"), *_children(words, clause, ("dobj", *_SUBJECT))]
            persons = [one for token in asked if token is not None for one in gathering.at(token)]
            person = next((one for one in persons if one.label == "PERSON"), None)
            if person is not None:
                return person
    return None


def _children(words: Words, index: int, deps: tuple[str, ...]) -> list[int]:
    return [one for dep in deps for one in words.children[index] if words.deps[one] == dep]


def _called_by_title(gathering: Gathering, office: Gathered) -> Gathered | None:
    """Return the only person whom the text calls "Mr Frei" or "Dr Anna Frei" without a word of who that is.

    Such a one the text has told before, by the office; only where no other office waits for its holder.
    """
    offices = [one for one in gathering.by_key.values() if one.label == "OFFICE" and one.places]
    persons = [one for one in gathering.by_key.values() if one.label == "PERSON" and one.places]
    persons = [one for one in persons if one.heads <= CIVIL and _is_called_by_title(gathering, one)]
    if len(persons) != 1 or len(offices) != 1 or not (office.heads & HEADS_OF_STATE or len(office.places) > 1):
        return None
    is_told_before = _first_place(office) < _first_place(persons[0])
    is_of_other_state = None not in (persons[0].nation, office.nation) and persons[0].nation != office.nation
    return persons[0] if is_told_before and not is_of_other_state else None


def _is_called_by_title(gathering: Gathering, person: Gathered) -> bool:
    """Return whether the text names the person with a title the first time."""
    start = _first_place(person)[0]
    return start > 0 and gathering.words.lowers[start - 1] in CIVIL


def _introduced_after(gathering: Gathering, office: Gathered) -> Iterator[Gathered]:
    """Yield who is mentioned for the first time, as a subject, in the two sentences after the office was one."""
    words = gathering.words
    start, end, root = _last_place(office)
    if words.deps[root] not in _SUBJECT:
        return
    for first, key in sorted((_first_place(one), one.key) for one in gathering.by_key.values() if one.places):
        is_near = first[0] >= end and 1 <= words.sentences[first[0]] - words.sentences[start] <= _REACH
        if is_near and words.deps[first[2]] in _SUBJECT and _may_hold(gathering.by_key[key], office):
            yield gathering.by_key[key]


def _may_hold(one: Gathered, office: Gathered) -> bool:
    if one.label == "OFFICE":
        return "official" in office.heads and one.nation == office.nation
    is_of_other_state = None not in (one.nation, office.nation) and one.nation != office.nation
    return one.label == "PERSON" and not is_of_other_state and (not one.heads or bool(one.heads & office.heads))


def _first_place(entity: Gathered) -> Place:
    return min(place for place, _ in entity.places)


def _last_place(entity: Gathered) -> Place:
    return max(place for place, _ in entity.places)
