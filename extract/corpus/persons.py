"""Persons' names: their parts, and when two are those of one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Final, Literal

from extract.corpus.spelling import consonants_of, fold, likeness_of, words_of

_PARTICLES: Final = frozenset(
    "al el ben bin bint ibn abu abd de da das do dos du di del della der den van von la le".split()
)
_PARTICLES_TOO: Final = frozenset("ter ten y e i und af av zu opa aka mac mc st san".split())
_ARTICLES: Final = frozenset("al el ul ar as an".split())
_SERVANT: Final = frozenset("abd abdul abdel abdal".split())
_AFTER: Final = frozenset("jr sr junior senior ii iii iv phd md qc kc mp".split())
OFFICES: Final = frozenset(
    """
    adviser advisor aide ambassador assistant attorney bishop boss brother captain chairman chairwoman chair chancellor
    chief coach colonel commander commissioner counterpart daughter deputy director driver emir envoy father general
    governor head husband judge justice king lawyer leader mayor mediator minister mother officer official pope premier
    president prince princess prosecutor queen secretary senator sheikh sister son speaker spokesman spokesperson
    spokeswoman sultan taoiseach tanaiste wife vice prime foreign defence defense interior finance
    """.split()
)
"""Words that make what is written for a person an office or a relation, not a name."""
_TITLES: Final = frozenset(
    """
    president premier governor senator secretary minister chancellor mayor judge justice general colonel captain
    commander ambassador commissioner speaker director chief prosecutor coach chairman chairwoman lieutenant major
    sergeant admiral professor rev reverend congressman congresswoman representative
    """.split()
)
"""Words that stand before a last name and say nothing of it. Not those with which a given name goes: Queen, Pope."""
_ADDRESSES: Final = frozenset("mr mrs ms miss dr sir madam mme monsieur herr frau senor senora señor señora".split())
_VOICELESS: Final = str.maketrans("gdbvz", "ktpfs")
_SHORT_FORMS: Final = {
    short: full
    for full, forms in {
        "thomas": "tom tommy", "william": "bill billy will willie", "robert": "bob bobby rob", "james": "jim jimmy",
        "joseph": "joe", "michael": "mike mick", "david": "dave", "richard": "dick rick", "edward": "ed eddie ted",
        "christopher": "chris", "anthony": "tony", "daniel": "dan danny", "benjamin": "ben", "samuel": "sam",
        "elizabeth": "liz beth betty", "katherine": "kate cathy kathy", "margaret": "maggie peggy", "susan": "sue",
        "nicholas": "nick", "stephen": "steve", "andrew": "andy drew", "alexander": "alex", "matthew": "matt",
        "patrick": "pat paddy", "charles": "charlie chuck", "kenneth": "ken", "ronald": "ron", "donald": "don",
        "timothy": "tim", "gregory": "greg", "jeffrey": "jeff", "frederick": "fred", "philip": "phil", "peter": "pete",
    }.items()
    for short in forms.split()
}  # fmt: skip


Kind = Literal["full", "initials", "single", "office"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: its words in order, those of one letter being initials."""

    words: tuple[str, ...]
    kind: Kind
    """What of the name is written out; ``office``: it is an office or a relation in place of a name."""
    full: tuple[str, ...]
    """The words that are no initials."""

    @property
    def last(self) -> str:
        """The last word."""
        return self.words[-1]


@lru_cache(maxsize=500_000)
def person_name(written: str) -> PersonName:
    """Return the parts of a person's name.

    >>> person_name("Carl-Gustaf Ramsay").words, person_name("D. Jurayev").kind, person_name("the Chadian driver").kind
    (('carl', 'gustaf', 'ramsay'), 'initials', 'office')
    """
    words = [word for word in words_of(re.sub(r"[\"“”(].*?[\"“”)]", " ", written)) if word not in _AFTER]
    words = _without_articles(_without_titles(written, words or list(words_of(written)) or [fold(written)]))
    full = tuple(word for word in words if len(word) > 1)
    is_office = _is_office(written, words)
    kind: Kind = "office" if is_office else "full" if len(full) > 1 else "initials" if len(words) > 1 else "single"
    return PersonName(tuple(words), kind, full)


def _without_titles(written: str, words: list[str]) -> list[str]:
    """Return a name's words without the titles before it, where a name is left: "Governor Balogun", "Mr Lomidze"."""
    place = 0
    while place < len(words) - 1 and (words[place] in _ADDRESSES or words[place] in _TITLES):
        place += 1
    rest = words[place:]
    return words if any(word in OFFICES for word in rest) or _has_common_word(written) else rest


def _has_common_word(written: str) -> bool:
    known = _PARTICLES | _PARTICLES_TOO
    return any(word[:1].islower() and fold(word.split("-")[0]) not in known for word in written.split())


def _without_articles(words: list[str]) -> list[str]:
    """Return an Arabic name's words without articles, a servant's name in one word: "Abd al-Karim", "Abdulkarim"."""
    bare = [word for word in words if word not in _ARTICLES]
    if len(bare) < 2 or (bare[0] in _SERVANT and len(bare) < 3):
        return words
    if bare[0] in _SERVANT:
        bare = [f"abd{bare[1]}", *bare[2:]]
    return [re.sub(r"^abd[aeu]l(?=[^aeiou])", "abd", bare[0]), *bare[1:]]


def _is_office(written: str, words: Sequence[str]) -> bool:
    if any(word in OFFICES for word in words) or re.search(r"['’]s ", written):
        return True
    return " " in written and _has_common_word(written)


def person_keys(name: PersonName) -> list[str]:
    """Return what the names of one person have in common, for names that are written out."""
    first, *rest = name.full
    lasts = {consonants_of(rest[-1]), *(consonants_of("".join(pair)) for pair in _joined(rest))}
    keys = ["|".join(sorted((consonants_of(_given(first)), last))) for last in sorted(lasts)]
    if len(rest) > 1:  # whichever of the names comes first
        keys.append("|".join(sorted(map(consonants_of, name.full))))
    return keys


def last_name_keys(name: PersonName) -> list[str]:
    """Return what another form of the last name is found by; it may be the last but one, or stand first."""
    lasts = {name.last, *("".join(pair) for pair in _joined(name.words))}
    if name.kind == "full" and len(name.full) > 2:
        lasts.add(name.full[-2])
    return sorted(map(consonants_of, lasts))


def first_name_key(name: PersonName) -> str:
    """Return what the given name alone is found by."""
    return consonants_of(_given(name.full[0] if name.full else name.words[0]))


def _joined(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return the last two words where they may be one: "Ben Hammou", "al Assad"."""
    return [(words[-2], words[-1])] if len(words) > 1 and words[-2] in _PARTICLES else []


def _given(word: str) -> str:
    return _SHORT_FORMS.get(word, word)


@lru_cache(maxsize=100_000)
def is_same_person(one: PersonName, other: PersonName) -> bool:
    """Return whether two names that are written out can be one person's: in either order, with parts left out.

    >>> is_same_person(person_name("Morimoto Kenji"), person_name("Kenji Morimoto"))
    True
    >>> is_same_person(person_name("Rachid Benhamou"), person_name("Rashid Ben Hammou"))
    True
    >>> is_same_person(person_name("Guntars Bērziņš"), person_name("Andris Berzins"))
    False
    """
    return any(_fits(ours, theirs) for ours in _readings(one) for theirs in _readings(other))


def may_be_respelt(one: PersonName, other: PersonName) -> bool:
    """Return whether two names that are written out may be one with voiced letters written for voiceless ones.

    "David" is "Davit" and "Gevorgyan" is "Kevorkian" where two languages hear a third; only one of given and last name
    may differ so, for Dina is not Tina.

    >>> may_be_respelt(person_name("Davit Lomidze"), person_name("David Lomidze"))
    True
    >>> may_be_respelt(person_name("Dina Berg"), person_name("Tina Berg"))
    False
    """
    if len(one.words) != len(other.words):
        return False
    alike = [likeness_of(ours, theirs) > 0 for ours, theirs in zip(one.words, other.words, strict=True)]
    respelt = [
        pair for pair, is_alike in zip(zip(one.words, other.words, strict=True), alike, strict=True) if not is_alike
    ]
    if len(respelt) != 1 or not (alike[-1] or alike[0]):
        return False
    ours, theirs = respelt[0]
    is_last = not alike[-1]
    return (is_last or ours[0] == theirs[0]) and likeness_of(_voiceless(ours), _voiceless(theirs)) > 0


def _voiceless(word: str) -> str:
    return word.translate(_VOICELESS)


def _readings(name: PersonName) -> list[tuple[str, ...]]:
    joined = [(*name.words[:-2], "".join(pair)) for pair in _joined(name.words)]
    return [name.words, *(reading for reading in joined if len(reading) > 1)]


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if likeness_of(shorter[-1], longer[-1]) > 0:
        return _fit_in_order(shorter[:-1], longer[:-1])
    if len(shorter) == len(longer) and len(shorter) < 4:
        return any(_all_same(order, longer) for order in permutations(shorter))
    return (
        len(shorter) > 1 and shorter == longer[: len(shorter)] and len(longer) == len(shorter) + 1 and len(shorter) > 2
    )


def _fit_in_order(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Return whether the given names of the one stand in the other, in order, or their initials."""
    if not shorter:
        return False
    place = 0
    for word in shorter:
        while place < len(longer) and not _is_same_given(word, longer[place]):
            place += 1
        if place == len(longer):
            return False
        place += 1
    return _is_same_given(shorter[0], longer[0]) or len(shorter[0]) > 1


def _is_same_given(one: str, other: str) -> bool:
    one, other = _given(one), _given(other)
    if len(one) == 1 or len(other) == 1:
        return consonants_of(one)[0] == consonants_of(other)[0] and _may_begin(one, other)
    alike = likeness_of(one, other)
    return alike == 1 or (alike > 0 and len(consonants_of(one)) > 2)


def _may_begin(one: str, other: str) -> bool:
    return one[0] == other[0] or consonants_of(one)[0] != "*"


def _all_same(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(likeness_of(a, b) == 1 for a, b in zip(one, other, strict=True))


def _agreement_of_givens(short: PersonName, givens: Sequence[str]) -> Literal["last", "initials", "clash"]:
    if len(short.words) == 1 or len(_readings(short)) > 1:
        return "last"
    return "initials" if _fit_in_order(short.words[:-1], givens) else "clash"


@lru_cache(maxsize=100_000)
def agreement(short: PersonName, full: PersonName) -> Literal["no", "last", "initials", "first", "clash"]:
    """Return how a name of which only a part is written agrees with one that is written out.

    ``last``: the last name alone; ``initials``: it and the initials; ``clash``: it, but the initials are others';
    ``first``: the given name alone.
    """
    if short.kind == "full":
        return "initials" if short.words == full.words[: len(short.words)] != full.words else "no"
    lasts = [reading[-1] for reading in _readings(short)]
    if any(likeness_of(last, reading[-1]) > 0 for last in lasts for reading in _readings(full)):
        return _agreement_of_givens(short, full.words[:-1])
    if len(full.full) > 2 and likeness_of(short.last, full.words[-2]) > 0:
        return _agreement_of_givens(short, full.words[:-2])  # the second of two last names is left out
    if len(short.words) == 1 and likeness_of(short.words[0], full.words[0]) == 1:
        return "first"
    return "no"
