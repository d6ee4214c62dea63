"""Lines that tell when and where an article was published: date lines, bylines with a date, wire datelines."""

from __future__ import annotations

import re

from extract.segmentation.furniture import is_buttons, is_byline, is_date_line, is_furniture, tells_update
from extract.segmentation.timestamps import ANY_DATE, FULL_DATE, WEEKDAY, read_date

LONGEST_DATE_LINE = 160
"""Characters."""

_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[—–-]{1,2}\s+|\s*(?=\b(?:last )?updated\b)", re.IGNORECASE)
_BYLINE_DATE = re.compile(
    rf"(?P<byline>(?:written |posted |published )?by:? [^,|]{{2,60}}?),?(?: on)? (?P<date>{FULL_DATE}.{{0,30}})"
    rf"|(?:posted |published )?(?:on )?(?P<date2>{FULL_DATE}.{{0,30}}?),? by:? \S+(?: \S+){{0,4}}",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(rf"(?:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){{0,2}}, ){{1,2}}(?P<date>(?i:{FULL_DATE})\.?)")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|de|van|von|and|&)){0,5}")

_CAPITAL = r"(?:(?![a-z])[^\W\d_])"
"""A letter of any script that is no small one of plain Latin: Á, Ş, Ж."""
_WORD = rf"{_CAPITAL}(?:[^\W\d_]|[.'’-])+"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD})?)?"
_CAPITALS = rf"{_CAPITAL}(?:{_CAPITAL}|[.'’ -]){{2,40}}(?:, {_WORD}(?: {_WORD})?)?"
_AGENCY = rf"(?:\({_CAPITAL}[\w ./&'-]{{1,40}}\)|/{_CAPITAL}[\w .&'-]{{1,40}}/\.?)"
_DASH = r"\s*(?:—|–|--|[-_](?=\s))\s*"
_WIRE = re.compile(
    rf"{_PLACE},? (?i:{ANY_DATE})[,.]?(?: {_AGENCY}(?:{_DASH}|:?\s+)|{_DASH}|\s*:\s+(?=[A-Z]))"
    rf"|{_PLACE},? {_AGENCY}(?: ?(?i:{FULL_DATE}))?{_DASH}"
    rf"|{_CAPITALS}{_DASH}(?=[A-Z“\"‘'])"
    rf"|(?i:{WEEKDAY}),? (?i:{FULL_DATE})\s+(?=[A-Z][a-z]* )"
)


def date_of_line(line: str) -> str | None:
    """Return the date of a line that has nothing but a date, bylines and the like; None for any other line.

    A date that tells no year, or not the order of day and month, is the empty text.

    >>> date_of_line("By Jane Roe | March 3, 2021"), date_of_line("Talks on March 3, 2021"), date_of_line("3 March")
    ('2021-03-03', None, '')
    """
    line = line.strip("*_ ")
    if len(line) > LONGEST_DATE_LINE or not any(char.isdigit() for char in line):
        return None
    if is_date_line(line):
        return read_date(line) or ""
    found = _BYLINE_DATE.fullmatch(line) or _PLACE_DATE.fullmatch(line)
    date = next((words for name, words in found.groupdict().items() if name != "byline" and words), "") if found else ""
    return (read_date(date) or "") if date and is_date_line(date) else _date_among_pieces(line)


def is_labelled(line: str) -> bool:
    """Return whether a date line says what its date is: "Published: …", "Updated …"."""
    labels = r"(?:first |originally |last )?(?:published|updated|posted|date|modified|issued)\b"
    return re.match(labels, line.strip("*_ "), re.IGNORECASE) is not None


def wire_prefix(line: str) -> str:
    """Return the place, date and agency before the first sentence, dash included; empty where there is none.

    >>> wire_prefix("GENEVA, March 3, 2021 (Reuters) — Envoys met."), wire_prefix("LONDON (AP) - It rained.")
    ('GENEVA, March 3, 2021 (Reuters) — ', 'LONDON (AP) - ')
    >>> wire_prefix("In Geneva, on March 3, envoys met.")
    ''
    """
    found = _WIRE.match(line[:200])
    return found[0] if found else ""


def _date_among_pieces(line: str) -> str | None:
    """Return the date of a line of pieces between bars, dots or dashes, where all of them go with a date."""
    pieces = [piece for piece in _SEPARATOR.split(line) if piece]
    dates = [piece for piece in pieces if is_date_line(piece) and read_date(piece)]
    if len(pieces) < 2 or not dates or not all(piece in dates or _goes_with_date(piece) for piece in pieces):
        return None
    return read_date(next((piece for piece in dates if not tells_update(piece)), dates[0]))


def _goes_with_date(piece: str) -> bool:
    tests = (is_date_line, is_byline, is_buttons, is_furniture, _NAME.fullmatch)
    return any(test(piece) for test in tests)
