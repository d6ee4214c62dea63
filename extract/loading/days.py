"""What a table writes as a date -> the day that it means: words, figures, compact forms, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from extract.segmentation.timestamps import read_date

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4}(?:\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?")
"""20210303, 20210303101500, 20210303T101500Z."""
_WRAPPED = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")
"""How .NET writes milliseconds since 1970."""
_FIGURES = re.compile(r"[+-]?\d+(?:\.\d*)?(?:e[+-]?\d{1,3})?", re.IGNORECASE)
_UNITS: Final = ((1e8, 1), (1e11, 1e3), (1e14, 1e6), (1e17, 1e9))
"""From which number on seconds, milli-, micro- and nanoseconds since 1970 are meant: all but the first years."""
EARLIEST, LATEST = 1600, 2199
"""Years of articles."""


def find_day(value: Any) -> str | None:
    """Return the day, YYYY-MM-DD, that *value* means; None where it means none, or one of several.

    A moment's day is that of the clock that it is written in; seconds since 1970 are counted in UTC.

    >>> find_day(1614729600), find_day("1614729600000"), find_day(20210303), find_day("20210303T101500Z")
    ('2021-03-03', '2021-03-03', '2021-03-03', '2021-03-03')
    >>> find_day("Wed, 03 Mar 2021 23:00:00 -0500"), find_day("2021-03-03 10:00:00"), find_day("March 3, 2021")
    ('2021-03-03', '2021-03-03', '2021-03-03')
    >>> find_day("/Date(1614729600000)/")
    '2021-03-03'
    >>> find_day("03/04/2021"), find_day(2021), find_day("0000-00-00"), find_day(True)
    (None, None, None, None)
    """
    if isinstance(value, date):  # a datetime too
        return _iso(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    words = _WRAPPED.sub(r"\1", str(value).strip()[:100])
    if found := _COMPACT.fullmatch(words.removesuffix(".0")):
        day = _iso(*(int(part) for part in found.groups()))
        if day is not None:
            return day
    if _FIGURES.fullmatch(words):
        return _since_1970(float(words))
    return read_date(words) or _mail_date(words)


def _since_1970(number: float) -> str | None:
    unit = next((divisor for least, divisor in reversed(_UNITS) if number >= least), None)
    if unit is None or number > 1e20:
        return None
    try:
        day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number / unit)
    except OverflowError:
        return None
    return _iso(day.year, day.month, day.day)


def _mail_date(words: str) -> str | None:
    try:
        day = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _iso(day.year, day.month, day.day)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if EARLIEST <= year <= LATEST else None
