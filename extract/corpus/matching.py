"""Two things -> how surely they are one, by their names and offices alone."""

from __future__ import annotations

from typing import Final

from extract.corpus.blocking import MANY
from extract.corpus.bodies import (
    appended_acronym,
    body_name,
    is_same_body,
    is_short_form,
    may_be_translation,
)
from extract.corpus.intake import Thing
from extract.corpus.nations import state_of
from extract.corpus.numbers import numbers_in
from extract.corpus.persons import PersonName, agreement, is_same_person, may_be_respelt, person_name
from extract.corpus.spelling import fold, words_of

_AGREEMENT: Final = {"no": 0, "clash": 1, "first": 2, "last": 3, "initials": 4}
"""How a part of a person's name agrees with the whole -> how much that says."""
_RESPELT: Final = 6
"""What a whole name under another spelling says: as much as the last name alone."""


def is_same_spelt(one: Thing, other: Thing) -> bool:
    """Return whether two things of one family have a name that is theirs everywhere, under other spellings or not."""
    return any(_is_same_spelling(one, ours, theirs) for ours in _telling(one) for theirs in _telling(other))


def _telling(thing: Thing) -> list[str]:
    if thing.family == "person":
        return [form for form in thing.forms if person_name(form).kind == "full"]
    return [form for form in thing.forms if body_name(form).strength == 2]


def _is_same_spelling(thing: Thing, one: str, other: str) -> bool:
    if thing.family == "person":
        return is_same_person(person_name(one), person_name(other))
    ours, theirs = body_name(one), body_name(other)
    if ours.is_acronym or theirs.is_acronym:
        return fold(one) in theirs.initials or fold(other) in ours.initials
    return is_same_body(ours, theirs)


def rank_in_company(one: Thing, two: Thing) -> int:
    """Return how surely *one* is *two* in an article of the same matter: 0, not at all, to 9.

    Ranks compare what one thing can be, and so only within a family: persons have up to 9, states 1, others up to 5.
    """
    if one.family == "person" or two.family == "person":
        return _person_rank(one, two) if one.family == two.family else 0
    if one.family == "state" and two.family == "state":
        return int(not (is_told_state(one) or is_told_state(two)))
    return max((_form_rank(a, b, one, two) for a in one.forms for b in two.forms), default=0)


def is_told_state(thing: Thing) -> bool:
    """Return whether the forms of *thing* tell which state it is: "the Government in Dushanbe", not "the state"."""
    return state_of(thing.forms) is not None


def _person_rank(one: Thing, two: Thing) -> int:
    name, other = person_name(one.name), person_name(two.name)
    if "office" in (name.kind, other.kind):
        return _office_rank(one, name, two, other)
    if other.kind != "full":
        if name.words == other.words:
            return 3
        return int(name.last == other.last and "single" in (name.kind, other.kind))
    if name.kind == "full":
        if may_be_respelt(name, other):
            return _RESPELT + bool(set(one.offices) & set(two.offices))
        if len(name.words) > len(other.words):
            name, other = other, name
    rank = _AGREEMENT[agreement(name, other)]
    return 2 * rank + bool(set(one.offices) & set(two.offices)) if rank else 0


def _office_rank(one: Thing, name: PersonName, two: Thing, other: PersonName) -> int:
    """Return 3 for one office in the same words, 1 for an office of two words or more that is told with a name."""
    if name.words == other.words:
        return 3
    if name.kind == other.kind:
        return 0
    office, named = (one, two) if name.kind == "office" else (two, one)
    wanted = {word for word in words_of(office.name) if word in named.offices}
    return 1 if len(wanted) > 1 and wanted >= set(person_name(office.name).words) else 0


def _form_rank(ours: str, theirs: str, one: Thing, two: Thing) -> int:
    """Return how surely a form of the body or group *one* is one of *two*.

    5: an acronym and what it stands for; 4: the same words; 3: words left out; 1: the same number of people, or what
    may be a translation.
    """
    name, other = body_name(ours), body_name(theirs)
    is_whole = ours == one.name or theirs == two.name
    if one.family == "group" or two.family == "group":
        return 4 if name.ideas == other.ideas and is_whole else _number_rank(ours, theirs)
    if name.is_acronym or other.is_acronym:
        is_same = fold(ours) == fold(theirs) or fold(ours) in other.initials or fold(theirs) in name.initials
        return 5 if is_same else 0
    if fold(ours) == appended_acronym(theirs) or fold(theirs) == appended_acronym(ours):
        return 5
    if not is_whole and min(name.strength, other.strength) == 0:
        return 0
    if is_same_body(name, other):
        return 4
    if is_short_form(name, other) or is_short_form(other, name):
        return 3
    return 1 if may_be_translation(name, other) else 0


def _number_rank(ours: str, theirs: str) -> int:
    """Return 1 where people are counted and are as many: "161 crewmen", "one hundred and sixty-one Gambians"."""
    one, two = numbers_in(ours), numbers_in(theirs)
    return int(len(one) == 1 and one == two and one[0] >= MANY)
