"""How like two tellings are in their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Final

from extract.corpus.spelling import consonants_of, words_of

_STOP: Final = frozenset(
    """
    a about after again against all also am an and any are as at be because been before being between both but by can
    could did do does doing down during each ere few for from further had has have having he her here hers him himself
    his how i if in into is it its itself just let like made make me more most mr mrs ms must my no nor not now of off
    on once only or other our out over own said same say says she should so some such tell than that the their them then
    there these they this those through to too told under until up upon us very was we were what when where which while
    who whom whose why will with would you your yet one two monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december today yesterday tomorrow week
    month year day night cent per percent euro dollar pound million billion thousand hundred
    morning evening last next call called want wanted ask asked demand demanded propose proposed
    plan planned meet met meeting talk talks minister president government leader put get got take taken give given
    """.split()
)
_ENDINGS: Final = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "ers", "er", "es", "ments", "ment", "ly", "s")


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str:
    """Return a folded *word* without the ending of its form.

    >>> stem_of("closures"), stem_of("closing"), stem_of("licences"), stem_of("licence")
    ('closur', 'clos', 'licenc', 'licenc')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 3:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > 4 and word[-1] in "ey" else word


@lru_cache(maxsize=10_000)
def stems_in(text: str) -> frozenset[str]:
    """Return the stems of the words in *text* that tell something, those with a capital marked as names.

    >>> sorted(stems_in("drop its levy on Gambian onions"))
    ['=gmbn', 'drop', 'levy', 'onion']
    """
    found = set[str]()
    for number, written in enumerate(re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)):
        for word in words_of(written):
            if word in _STOP or len(word) < 3 or word.isdigit():
                continue
            is_name = number > 0 and written[0].isupper() and not written.isupper()
            found.add(f"={consonants_of(word)}" if is_name else stem_of(word))
    return frozenset(found)


def weight_of(stem: str) -> int:
    """Return what a stem in common is worth: a name more than a word, a long word more than a short one.

    A whole number, so that sums do not depend on the order of the stems.
    """
    return 15 if stem[0] == "=" else 6 + min(len(stem), 8)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a telling, and what they are worth together."""

    stems: tuple[str, ...]
    """In order. No set: there are two of these for every telling, and a set of ten words takes 700 bytes."""
    weight: int

    @classmethod
    def of(cls, texts: Iterable[str], without: Iterable[str] = ()) -> Words:
        """Return those of *texts*, but for the words in the names *without*."""
        words = [word for name in without for word in words_of(name)]
        names = {stem for word in words for stem in (stem_of(word), f"={consonants_of(word)}")}
        stems = tuple(map(intern, sorted(frozenset().union(*map(stems_in, texts)) - names)))
        return cls(stems, sum(map(weight_of, stems)))


def share_of(one: Words, other: Words) -> float:
    """Return the share (0..1) of the weight of the smaller that both have."""
    common = set(one.stems).intersection(other.stems)
    return sum(map(weight_of, common)) / min(one.weight, other.weight) if common else 0.0
