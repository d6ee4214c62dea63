"""Lines above the first paragraph that set a full date off from names and words about the page.

"The Kalahari Gazette, Friday 13 June 2008", "Peninsula Wire — SEOUL, Aug. 16, 2018", "8 July 2022 · by Hanna
Lindqvist · Stockholm". Whether a line is one is told by what stands around its date, never by its first words: a date
in a phrase ("Talks on March 3, 2021") touches a word of it, one that is told of the page does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.segmentation.dateline import LONGEST_DATE_LINE
from extract.segmentation.furniture import is_byline, is_furniture
from extract.segmentation.timestamps import CLOCK, FULL_DATE, NUMERIC_DATE, WEEKDAY, read_date

_TIME = rf"(?:{CLOCK}(?:[+-]\d{{1,2}})?|\d{{1,2}}h\d{{2}})(?!\w)"
_UPDATED = r"(?P<update>(?:last )?(?:updated?|modified|edited|corrected))"
_LABEL = rf"(?:(?:{_UPDATED}|(?:first |originally )?(?:published|posted|dated?|issued|filed))(?: on| at)?:?\s+)?"
_DAY = rf"(?P<date>{FULL_DATE}|(?:{WEEKDAY},?\s+)?{NUMERIC_DATE})(?!\w)(?:,?\s+\(?{WEEKDAY}\)?)?"
_DATE = re.compile(rf"(?<![\w./-]){_LABEL}{_DAY}(?:\.?[\s,–-]*(?:at\s+)?{_TIME})?(?<!\s)", re.IGNORECASE)
_CLOCK = re.compile(rf"(?<!\w){_TIME}", re.IGNORECASE)

_STRONG = r"[ \t]*[|¦│•·‧∙»][ \t]*|[ \t]+/[ \t]+|[ \t]{2,}|\t"
"""Marks that part the pieces of a line about a page, and hardly ever the words of a sentence."""
_WEAK = r"[,;:()\[\]–—/>]|(?<=\s)--?(?=\s)|\.(?=\s|$)"
"""Marks that a sentence has too."""
_PARTED, _HAS_STRONG = re.compile(rf"{_STRONG}|{_WEAK}"), re.compile(_STRONG)
_ENDS_STRONG, _ENDS_MARKED = (re.compile(rf"(?:^|{marks})\s*$") for marks in (_STRONG, rf"{_STRONG}|{_WEAK}"))
_BEGINS_STRONG, _BEGINS_MARKED = (re.compile(rf"$|{marks}") for marks in (_STRONG, rf"{_STRONG}|\s*(?:{_WEAK})"))
_LABELLED = re.compile(r"(?P<label>[^|·•,.:]*):\s*$")

_CAPITAL = r"(?![a-z])[^\W\d_][\w.'’&-]*"
_NAMES = re.compile(
    rf"(?:the )?{_CAPITAL}(?: (?:{_CAPITAL}|\d+|&|and|of|the|de|del|da|do|du|di|la|van|von|der)){{0,6}}"
)
_OF_THE_PAGE = re.compile(
    # Who made it.
    r"(?:(?:from|by|follow|with) )?(?:our|a|the) (?:\w+ )?(?:correspondent|reporter|writer|editor)s?\b.*"
    r"|(?:[\w&-]+ ){1,3}(?:desk|newsroom|correspondent|reporter|writer|editor|staff)|author|text|exclusive\b.*"
    # What it is.
    r"|(?:[\w&-]+ ){0,3}(?:edition|cycle|bulletin|digest|briefing|round-?up|transcript|summary|service)"
    r"|(?:for )?immediate (?:release|use)|(?:news|press|media) (?:release|review)|embargoed\b.*"
    r"|(?:english|web) page\b.*"
    # How it came about, and how it is to be read.
    r"|(?:compiled|collected|edited|translated|published|posted|issued|filed|updates by|updated|reporting)\b.*"
    r"|what (?:the )?(?:others?|papers|wires|press)\b.*|(?:all )?times (?:are|in|local)\b.*|(?:newest|latest)\b.*"
    r"|(?:free|not) for (?:use|publication|release)|\d+ min(?:ute)?s?(?: read)?|special to .*",
    re.IGNORECASE,
)
_LONGEST_PIECE = 8
"""Words of a piece that speaks of the page."""
_PICTURE = re.compile(
    r"\b(?:getty|images?|photo\w*|pictured?|file|caption|courtesy|footage)\b|\w/(?:afp|ap|reuters|epa)\b|\b(?:afp|ap)/\w",
    re.IGNORECASE,
)
"""The day of a picture is not the page's."""
_QUOTATION = re.compile(r"[—–\-•>“\"‘']")
"""How a quotation begins, the name under one, and an item of a list."""


@dataclass(frozen=True)
class Masthead:
    """What a line about the page tells."""

    date: str
    """YYYY-MM-DD."""
    is_update: bool
    """Whether the date is of a change and not of the first publication."""
    is_all: bool
    """Whether everything else in the line is known to speak of the page as well."""


def read_masthead(line: str, *, is_first: bool = False) -> Masthead | None:
    """Return the one date of a *line* about the page; None where it has none, several, or one in a phrase.

    Where marks such as bars and wide gaps set the date off, whatever else the line has is let be; where only commas,
    dashes, brackets or stops do, all else must be names or words about the page. A line that *is_first* may be the
    headline: there both are asked for.

    >>> read_masthead("From our correspondent in Brussels, 13 February 2026").date
    '2026-02-13'
    >>> read_masthead("What others are reporting today | 3 May 2024").date
    '2024-05-03'
    >>> read_masthead("Talks on March 3, 2021"), read_masthead("The envoys leave a hotel in Talvik, March 3, 2021")
    (None, None)
    """
    line = line.strip("*_ ")
    if len(line) > LONGEST_DATE_LINE or _QUOTATION.match(line) or (is_furniture(line) and not is_byline(line)):
        return None
    found = [one for one in _DATE.finditer(line) if read_date(one["date"])]
    told = [one for one in found if not one["update"]] or found
    days = {read_date(one["date"]) for one in told}
    if len(days) != 1:
        return None
    before, after = line[: told[0].start()], line[told[0].end() :]
    is_all = all(map(_speaks_of_page, _PARTED.split(_CLOCK.sub(",", _DATE.sub(",", line)))))
    if not (_is_set_off(before, after, line) and not is_first) and not (
        is_all and _is_marked_off(before, after, line) and (_HAS_STRONG.search(line) or not is_first)
    ):
        return None
    return Masthead(days.pop() or "", told[0]["update"] is not None, is_all)


def _is_set_off(before: str, after: str, line: str) -> bool:
    """Return whether bars, dots, gaps and the ends of the line stand on both sides, and not only its ends."""
    has_marks = _HAS_STRONG.search(line) is not None
    return has_marks and bool(_ENDS_STRONG.search(before) and _BEGINS_STRONG.match(after))


def _is_marked_off(before: str, after: str, line: str) -> bool:
    """Return whether any mark stands on both sides, no label says something else, and no picture is spoken of."""
    label = _LABELLED.search(before)
    return (
        _ENDS_MARKED.search(before) is not None
        and _BEGINS_MARKED.match(after) is not None
        and (label is None or _OF_THE_PAGE.fullmatch(label["label"].strip()) is not None)
        and not _PICTURE.search(line)
    )


def _speaks_of_page(piece: str) -> bool:
    words = piece.strip()
    if not words or _NAMES.fullmatch(words) or is_byline(words):
        return True
    return len(words.split()) <= _LONGEST_PIECE and _OF_THE_PAGE.fullmatch(words) is not None
