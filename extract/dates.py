"""What a date expression of the article means: a day, a month or a year in ISO form.

dateparser reads the spans that were found to be dates; this module decides what it is asked, since left to itself it
fills in today's month and year, which no article says.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b\.?", re.IGNORECASE)
_SIDE_OF_MONTH = re.compile(rf"\b(last|next)\s+(?:{'|'.join(_MONTHS)})\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_DAY_OF_MONTH = re.compile(r"(?<!\d[:.])\b(\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d)")
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?(?:\b|(?=T\d))")
_RELATIVE_DAYS = {
    "day before yesterday": -2,
    "day after tomorrow": 2,
    "today": 0,
    "tonight": 0,
    "this (?:morning|afternoon|evening|night)": 0,
    "last (?:afternoon|evening|night)": -1,
    "yesterday": -1,
    "tomorrow": 1,
}
_FORWARD = re.compile(r"\b(next|coming|upcoming|following)\b", re.IGNORECASE)
_BACKWARD = re.compile(r"\b(last|previous|past)\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"\bfollowing\b", re.IGNORECASE)
_THIS = re.compile(rf"\bthis\s+(?:{'|'.join(_DAYS)})\b", re.IGNORECASE)
_WEEK_AFTER = re.compile(
    rf"\b(?:{'|'.join(_DAYS)})\s+week\b|\ba\s+week\s+(?:on|from)\s+(?:{'|'.join(_DAYS)})\b", re.IGNORECASE
)
"""British English: "Friday week" is the Friday after the next."""
_WEEK = re.compile(
    r"\b(?P<side>last|this|next|coming)\s+week\b(?!\s+of)|\b(?:earlier|later)\s+in\s+the\s+week\b", re.IGNORECASE
)
_WEEK_SHIFTS = {"last": -1, "next": 1, "coming": 1}
_VAGUE = re.compile(r"\b(early|late|mid|end|beginning|between)\b", re.IGNORECASE)
_NUMBER = r"(?P<number>\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten)"
_COUNTED = re.compile(
    rf"\b{_NUMBER}\s+(?P<unit>day|week|month|year)s?\s+(?P<way>ago|from now)\b"
    r"|\b(?P<side>last|next|this)\s+(?P<period>month|year)\b",
    re.IGNORECASE,
)
_FORM_OF_UNIT = {"day": "%Y-%m-%d", "week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


@lru_cache(maxsize=4096)
def iso_of(text: str, published: str | None, *, is_future: bool = False) -> str | None:
    """Return the day (YYYY-MM-DD), month (YYYY-MM) or year (YYYY) that *text* names, or None.

    *published* is the article's own date (YYYY-MM-DD); without it only expressions that carry their year mean anything.
    A weekday means the nearest such day before *published*, or after it where *is_future*; the day of publication
    counts as both, unless the words say last or next; "this Friday" is the one of the week from Monday to Sunday that
    *published* is in. "Last week" means its month, where all of that week lies in one. What counts from another day of
    the story, as "the next day" does, means nothing.

    >>> iso_of("2025-02-28T11:00Z", None), iso_of("Wednesday", "2020-01-11"), iso_of("in December", "2020-01-11")
    ('2025-02-28', '2020-01-08', '2019-12')
    >>> iso_of("Saturday", "2020-01-11", is_future=True), iso_of("next Saturday", "2020-01-11", is_future=True)
    ('2020-01-11', '2020-01-18')
    >>> iso_of("last week", "2020-01-16"), iso_of("last week", "2020-01-11"), iso_of("the next day", "2020-01-11")
    ('2020-01', None, None)
    >>> iso_of("Tuesday", None) is None
    True
    """
    iso = _ISO.search(text)
    if iso is not None:
        return iso[0] if _is_date(iso[0]) else None
    year = _YEAR.search(text)
    if year is not None:
        return _with_year(text, int(year[1]))
    if published is None:
        return None
    base = datetime.date.fromisoformat(published)
    return _relative(text, base, is_future=is_future)


def _with_year(text: str, year: int) -> str | None:
    month, day = _month_and_day(text)
    if month is None:
        return f"{year:04d}"
    if day is None or _VAGUE.search(text):
        return f"{year:04d}-{month:02d}"
    return _day(year, month, day)


def _relative(text: str, base: datetime.date, *, is_future: bool) -> str | None:
    month, day = _month_and_day(text)
    if month is not None:
        return _in_year_meant(base, month, day, text, is_future=is_future)
    lowered = text.lower()
    for word, shift in _RELATIVE_DAYS.items():
        if re.search(rf"\b{word}\b", lowered):
            return (base + datetime.timedelta(days=shift)).isoformat()
    weekday = _WEEKDAY.search(text)
    if weekday is not None:
        return _nearest_weekday(base, _DAYS.index(weekday[1].lower()), text, is_future=is_future)
    return _week(text, base) or _counted(text, base)


def _week(text: str, base: datetime.date) -> str | None:
    """Return the month in which all seven days of "last week" lie; a week of two months has no ISO form."""
    found = _WEEK.search(text)
    if found is None:
        return None
    weeks = _WEEK_SHIFTS.get((found["side"] or "").lower(), 0)
    monday = base + datetime.timedelta(days=7 * weeks - base.weekday())
    sunday = monday + datetime.timedelta(days=6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else None


def _nearest_weekday(base: datetime.date, weekday: int, text: str, *, is_future: bool) -> str | None:
    back = (base.weekday() - weekday) % 7
    ahead = -back % 7
    if _WEEK_AFTER.search(text):
        return (base + datetime.timedelta(days=ahead + 7)).isoformat() if ahead else None
    if _FOLLOWING.search(text) and not is_future:
        return None
    if _FORWARD.search(text) and not _BACKWARD.search(text):
        return (base + datetime.timedelta(days=ahead or 7)).isoformat()
    is_ahead = is_future or (_THIS.search(text) is not None and weekday > base.weekday())
    if is_ahead and not _BACKWARD.search(text):
        return (base + datetime.timedelta(days=ahead)).isoformat()
    if _BACKWARD.search(text) and back == 0:
        back = 7
    return (base - datetime.timedelta(days=back)).isoformat()


def _in_year_meant(base: datetime.date, month: int, day: int | None, text: str, *, is_future: bool) -> str | None:
    """Return the month or day nearest to *base*: in the past unless *is_future* or less than three months ahead.

    "Last March" and "next March" leave no choice, and never mean the month that is.
    """
    side = _SIDE_OF_MONTH.search(text)
    is_last, is_next = (side is not None and side[1].lower() == word for word in ("last", "next"))
    ahead = (month - base.month) % 12
    year = base.year if month >= base.month else base.year + 1
    if is_last or not (is_future or _FORWARD.search(text) or ahead <= 3):
        year -= 1
    elif is_next and ahead == 0:
        year += 1
    return f"{year:04d}-{month:02d}" if day is None else _day(year, month, day)


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    found = _MONTH.search(text)
    if found is None:
        return None, None
    word = found[1].lower()
    if word == "may" and not (_DAY_OF_MONTH.search(text) or _YEAR.search(text) or found[1][0].isupper()):
        return None, None
    month = [name[:3] for name in _MONTHS[:12]].index(word[:3]) + 1
    rest = _YEAR.sub(" ", text[: found.start()] + " " + text[found.end() :])
    day = _DAY_OF_MONTH.search(rest)
    return month, int(day[1]) if day is not None else None


def _counted(text: str, base: datetime.date) -> str | None:
    """Return what "two days ago", "last month" or "next year" mean."""
    found = _COUNTED.search(text)
    if found is None:
        return None
    unit = (found["unit"] or found["period"]).lower()
    if found["side"]:
        wording = {"last": f"1 {unit} ago", "next": f"in 1 {unit}", "this": "today"}[found["side"].lower()]
    elif found["way"].lower() == "ago":
        wording = f"{found['number']} {unit}s ago"
    else:
        wording = f"in {found['number']} {unit}s"
    import dateparser

    settings = {"RELATIVE_BASE": datetime.datetime.combine(base, datetime.time())}
    moment = dateparser.parse(wording, languages=["en"], settings=settings)
    return moment.strftime(_FORM_OF_UNIT[unit]) if moment is not None else None


def _day(year: int, month: int, day: int) -> str | None:
    written = f"{year:04d}-{month:02d}-{day:02d}"
    return written if _is_date(written) else None


def _is_date(written: str) -> bool:
    try:
        datetime.date.fromisoformat(written if len(written) == 10 else f"{written}-01")
    except ValueError:
        return False
    return True
