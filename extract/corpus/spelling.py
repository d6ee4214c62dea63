"""Words told the same under another spelling or transliteration.

Two spellings of one name differ in accents and vowels, and in how a script's letters were written in Latin ones; they
agree in the order of the consonants that are heard. So words are looked up by their consonants and then compared.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "dj", "ð": "d", "þ": "th", "ß": "ss", "æ": "e", "œ": "e", "ı": "i", "ħ": "h", "ə": "a"}
)
_SOUNDS: Final = (
    *(("dzh", "j"), ("dj", "j"), ("zh", "j"), ("tsch", "s"), ("tch", "s"), ("sch", "s"), ("shch", "s")),
    *(("sh", "s"), ("ch", "s"), ("cz", "s"), ("sz", "s"), ("ts", "s"), ("tz", "s"), ("kh", "h"), ("gh", "g")),
    *(("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("z", "s")),
    *(("ce", "se"), ("ci", "si"), ("c", "k")),
)
_VOWELS: Final = (
    *(("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("ij", "i"), ("yi", "i"), ("ay", "ai"), ("ey", "ei")),
    *(("aie", "ae"), ("eie", "ee"), ("oy", "oi"), ("y", "i"), ("io", "o"), ("ia", "a")),
)
NEAR: Final = 0.75
"""How like the vowels of two words must be, where their few consonants alone tell little."""
LOOSE: Final = 0.6
"""The same where three consonants or more agree."""


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return *text* in lower case, without accents, its letters in those of English.

    >>> fold("Väinö Hämäläinen"), fold("Bērziņš"), fold("Łódź")
    ('vaino hamalainen', 'berzins', 'lodz')
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=100_000)
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of *text*, possessives and apostrophes left out.

    >>> words_of("N’Djamena"), words_of("the Workers' House"), words_of("Chad’s Sub-Regional parliament")
    (('ndjamena',), ('the', 'workers', 'house'), ('chad', 'sub', 'regional', 'parliament'))
    """
    bare = re.sub(r"['’ʼ`]s\b|['’ʼ`]", "", fold(text).replace(".", ". "))
    return tuple(re.findall(r"[^\W_]+", bare))


@lru_cache(maxsize=200_000)
def consonants_of(word: str) -> str:
    """Return the consonants that are heard in a folded *word*, a star for a vowel at its beginning.

    >>> consonants_of("dzhurayev") == consonants_of("juraev"), consonants_of("oumar"), consonants_of("umar")
    (True, '*mr', '*mr')
    """
    heard = _replaced(word, _SOUNDS)
    first = "*" if heard[:1] in tuple("aeiouy") else heard[:1]
    rest = re.sub("[aeiouyh]", "", heard[1:] if first != "*" else heard)
    return re.sub(r"(.)\1+", r"\1", first + rest) or word


@lru_cache(maxsize=100_000)
def _sounded(word: str) -> str:
    heard = re.sub(r"(.)\1+", r"\1", _replaced(_replaced(word, _SOUNDS), _VOWELS))
    return re.sub(r"(?<=[^aeiou])(e|h)$|(?<=[aeiou])h(?=[^aeiou])", "", heard)


def _replaced(word: str, table: tuple[tuple[str, str], ...]) -> str:
    for written, heard in table:
        if written in word:
            word = word.replace(written, heard)
    return word


@lru_cache(maxsize=200_000)
def likeness_of(one: str, other: str) -> float:
    """Return how likely two folded words are one name, 0..1: 1 where they sound the same, 0 where they cannot be one.

    Forms of one name for a woman and for a man are two names.

    >>> likeness_of("shuhrat", "shukhrat"), likeness_of("nazarov", "nazarova"), likeness_of("maria", "mario")
    (1.0, 0.0, 0.0)
    """
    if one == other:
        return 1.0
    consonants = consonants_of(one)
    if consonants != consonants_of(other):
        return 0.0
    ours, theirs = _sounded(one), _sounded(other)
    if ours == theirs:
        return 1.0
    if _is_other_gender(ours, theirs):
        return 0.0
    alike = 1 - Levenshtein.distance(ours, theirs) / max(len(ours), len(theirs))
    return alike if alike >= (LOOSE if len(consonants) > 2 else NEAR) else 0.0


def _is_other_gender(one: str, other: str) -> bool:
    """Return whether the words differ in an *a* at the end and in nothing else."""
    shorter, longer = sorted((one, other), key=len)
    if len(one) == len(other):
        return one[:-1] == other[:-1] and {one[-1], other[-1]} == {"a", "o"}
    return longer[-1] == "a" and longer[:-1] == shorter
