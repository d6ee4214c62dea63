"""Numbers in words or figures, as numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extract.corpus.spelling import fold

_UNITS: Final = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS: Final = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
_SCALES: Final = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "bn": 10**9, "mn": 10**6, "m": 10**6, "k": 1000,
}  # fmt: skip
_SHARES: Final = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}


@lru_cache(maxsize=50_000)
def numbers_in(text: str) -> tuple[float, ...]:
    """Return the numbers told in *text*, in order; a share stands for its per cent.

    >>> numbers_in("one hundred and sixty-one Gambians"), numbers_in("310-billion-soum claim")
    ((161.0,), (310000000000.0,))
    >>> numbers_in("six and a half"), numbers_in("twelve")
    ((6.5,), (12.0,))
    >>> numbers_in("a quarter of the equity"), numbers_in("€14m for 1,200 boats"), numbers_in("June 2024")
    ((25.0,), (14000000.0, 1200.0), ())
    """
    words = re.findall(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+", fold(text).replace("bn ", " bn "))
    found, place = list[float](), 0
    while place < len(words):
        value, used = _number(words[place:])
        if used:
            if not (1900 <= value < 2100 and value == int(value) and words[place].isdigit()):
                found.append(round(value, 4))
            place += used
        else:
            place += 1
    return tuple(found)


def _number(words: list[str]) -> tuple[float, int]:
    """Return the number that *words* begin with, and of how many words it is."""
    total = current = 0.0
    used, has_any = 0, False
    for place, word in enumerate(words):
        if word[0].isdigit():
            if has_any:
                break
            current = float(word.replace(",", ""))
        elif word in _UNITS and not (has_any and current % 10):
            current += _UNITS[word]
        elif word in _TENS and not (has_any and current % 100):
            current += _TENS[word]
        elif word in _SCALES and (has_any or word in ("hundred", "thousand", "million", "dozen")):
            scale = _SCALES[word]
            total, current = (
                (total, max(current, 1) * scale) if scale == 100 else (total + max(current, 1) * scale, 0.0)
            )
        elif word == "and" and has_any and place + 1 < len(words):
            if words[place + 1] == "a" and words[place + 2 : place + 3] and words[place + 2] in _SHARES:
                return total + current + _SHARES[words[place + 2]], place + 3
            if not (total or current >= 100) or words[place + 1] not in (*_UNITS, *_TENS):
                break
            continue
        elif word == "a" and not has_any and words[1:2] and words[1] in _SHARES:
            return _SHARES[words[1]] * 100, 2
        else:
            break
        has_any, used = True, place + 1
    return total + current, used
