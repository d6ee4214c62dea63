"""The numbers that a text tells, in digits and in words: "1,500", "$1.2bn", "half a million", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_SMALL: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_UNITS)},
    **{word: 20.0 + 10 * step for step, word in enumerate(_TENS)},
    **{word: float(value) for value, word in enumerate(_ORDINALS, start=1)},
    **{"a": 1.0, "an": 1.0, "half": 0.5, "quarter": 0.25, "both": 2.0, "once": 1.0, "twice": 2.0, "pair": 2.0},
}
_SCALES: dict[str, float] = {
    "dozen": 12,
    "hundred": 100,
    **dict.fromkeys(("thousand", "k"), 1e3),
    **dict.fromkeys(("million", "m", "mn"), 1e6),
    **dict.fromkeys(("billion", "b", "bn"), 1e9),
    **dict.fromkeys(("trillion", "tn"), 1e12),
    **dict.fromkeys(("percent", "%"), 0.01),
}
_TOKEN = re.compile(r"\d+(?:[,\u00a0\u202f]\d{3})*(?:\.\d+)?|%|[^\W\d_]+")


def numbers_in(text: str) -> frozenset[float]:
    """Return every number that *text* can be said to tell.

    Of "two million three hundred thousand" also its parts, of "5 per cent" also 0.05: what is asked is whether a number
    has anything in the text to stand on.

    >>> sorted(numbers_in("Some 1,500 of twenty-five thousand jobs, and a $1.2bn cut"))
    [1.0, 1.2, 5.0, 20.0, 25.0, 1500.0, 25000.0, 1200000000.0]
    """
    return frozenset(round(value, 9) for run in _runs(text) for value in _told(run))


def _runs(text: str) -> Iterator[list[tuple[float, bool]]]:
    """Yield the numbers of *text* that stand together and may be one, each with whether it only multiplies."""
    run: list[tuple[float, bool]] = []
    for token in _TOKEN.findall(text.lower().replace("per cent", "percent")):
        number = float(re.sub(r"[^\d.]", "", token)) if token[0].isdigit() else _SMALL.get(token)
        scale = _SCALES.get(token, _SCALES.get(token.removesuffix("s")))
        if scale is not None:
            run.append((scale, True))
        elif number is None and not (run and token == "and"):
            yield run
            run = []
        elif number is not None and not (run and token in ("a", "an")):
            run.append((number, False))
    yield run


def _told(run: list[tuple[float, bool]]) -> Iterator[float]:
    whole = part = 0.0
    for number, is_scale in run:
        if not is_scale:
            yield number
            part = part + number if _goes_on(part, number) else number
        elif number < 1000:
            part = (part or 1) * number
        else:
            whole, part = whole + (part or 1) * number, 0.0
        yield from (part, whole + part) if part else (whole + part,)


def _goes_on(part: float, number: float) -> bool:
    """Return whether *number* is the rest of *part*: five of twenty-five, twenty of a hundred and twenty."""
    if part % 100 == 0:
        return number < 100
    return number < 10 and part % 10 == 0 and part % 100 >= 20
