"""The ways in which English pages write a day or a moment, as patterns, and the calendar date that such words mean."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?(?![a-z])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:1[6-9]|20|21)\d\d(?!\d)"
_IN_FIGURES = r"\d{4}-\d{2}-\d{2}(?!\d)|\d{4}/\d{1,2}/\d{1,2}(?!\d)"
NUMERIC_DATE = r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)"
"""Two figures and a year: only `read_date` tells whether their order is beyond doubt."""
_FIRST = rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?"

FULL_DATE = rf"{_FIRST}(?:{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_DAY}(?:\s+of)?[\s-]{_MONTH},?[\s-]{_YEAR}|{_IN_FIGURES})"
"""A day, month and year whose order is beyond doubt."""
ANY_DATE = (
    rf"{_FIRST}(?:{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?|{_DAY}(?:\s+of)?[\s-]{_MONTH}(?:,?[\s-]{_YEAR})?"
    rf"|{_IN_FIGURES}|{NUMERIC_DATE})"
)
"""A day and month, with or without a year, and with figures in an order that only the page's country would tell."""
CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?(?![a-z]))?|\d{1,2}\s*[ap]\.?m\.?(?![a-z]))"
    r"(?:\s*(?:(?-i:[A-Z]{2,4})(?![\w-])|Z(?!\w)|\(?(?:UTC|GMT)?[+-]\d{1,2}:?\d{2}\)?))?"
)
"""A time of day, with its zone where it has one."""
_AMOUNT = (
    r"(?:(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|a few)\s*"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?)|\d+\s*(?:[smhdwy]"
    r"|mo))(?!\w)\.?"
)
RELATIVE = (
    r"(?:just now|moments ago|now|yesterday|today|last (?:week|month|year)|"
    rf"(?:about |over |almost |less than )?{_AMOUNT}(?:(?:,? and |,? ){_AMOUNT})?(?:\s+ago)?(?!\w)"
    # The pages of other languages whose readers write English.
    r"|(?:il y a|hace|vor|há)(?:\s+(?:environ|etwa|ca\.|unos))?\s+\w+\s+[^\W\d]\w{1,9}(?!\w))"
)
"""A moment told from the moment of reading: "2 hours ago", "3d", "yesterday"."""

_AT = r"(?:\s*(?:,|at|@|-|–|\||·|•|T)?\s*)"
DATE_AND_TIME = rf"{ANY_DATE}(?:{_AT}{CLOCK})?"
WHEN = (
    rf"(?:(?:{ANY_DATE}|{RELATIVE}|{WEEKDAY})(?:{_AT}{CLOCK})?|{CLOCK}(?:\s*,?\s*(?:on\s+)?){ANY_DATE})"
    r"(?:\s*\(edited\))?"
)
"""Any of these, as they stand beside the name of the one who posted."""
MOMENT = rf"(?<!\w)(?:{WHEN})(?!\w)"
"""A whole one, to be searched for in other words: in "the dam" there is none."""

_READABLE = re.compile(
    rf"(?P<month>{_MONTH})\s+(?P<day>{_DAY}),?\s+(?P<year>{_YEAR})|"
    rf"(?P<day2>{_DAY})(?:\s+of)?[\s-](?P<month2>{_MONTH}),?[\s-](?P<year2>{_YEAR})|"
    r"(?<!\d)(?P<year3>\d{4})[-/](?P<month3>\d{1,2})[-/](?P<day3>\d{1,2})(?!\d)|"
    r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})[./-](?P<year4>\d{4})(?!\d)",
    re.IGNORECASE,
)


def read_date(words: str) -> str | None:
    """Return the first full date in *words* as YYYY-MM-DD, or None where there is none or it does not exist.

    A date in figures counts only where one of its parts can be nothing but the day, or where dots part them before a
    year of four figures: who writes 03.04.2021 writes the day first, as all languages do whose dates have dots, unless
    the second part can be no month.

    >>> read_date("Monday, Sept. 23rd, 2019"), read_date("3 March 2021, 10:02"), read_date("2021-03-03T10:00Z")
    ('2019-09-23', '2021-03-03', '2021-03-03')
    >>> read_date("25/12/2020"), read_date("03/04/2021"), read_date("03.04.2021"), read_date("12.25.2020")
    ('2020-12-25', None, '2021-04-03', '2020-12-25')
    >>> read_date("February 30, 2021"), read_date("March 3")
    (None, None)
    """
    found = _READABLE.search(words)
    if found is None:
        return None
    if found["year4"]:
        first, second = int(found["first"]), int(found["second"])
        return _in_figures(first, second, int(found["year4"]), has_dots=found["mark"] == ".")
    month = found["month"] or found["month2"]
    number = _MONTHS.index(month[:3].lower()) + 1 if month else int(found["month3"])
    day = re.sub(r"\D", "", found["day"] or found["day2"] or found["day3"])
    return _iso(int(found["year"] or found["year2"] or found["year3"]), number, int(day))


def _in_figures(first: int, second: int, year: int, *, has_dots: bool) -> str | None:
    if first > 12 or first == second or (has_dots and second <= 12):
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
