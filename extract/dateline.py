"""The head of a plain text: its headline, the article's own date, and the lines that only tell about the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.furniture import is_buttons, is_byline, is_date_line, is_furniture, tells_update
from extract.lines import Line, split_lines
from extract.stages import Span
from extract.timestamps import FULL_DATE, PARTIAL_DATE, read_date

HEAD_LINES = 8
"""Lines with words in which a date line or a headline is looked for."""
HEAD_CHARACTERS = 20_000
"""Characters that the head is looked for in; front matter may be long, a head is not."""
LONGEST_HEADLINE = 160
"""Characters. Of 16 + 243 Wikinews headlines the longest has 121."""


@dataclass(frozen=True)
class Head:
    """What the first lines of a text tell about the article."""

    title: str | None = None
    title_span: Span | None = None
    published: str | None = None
    """YYYY-MM-DD."""
    furniture: tuple[Span, ...] = ()
    """Front matter, date lines, bylines and the place and agency before the first sentence."""


_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[—–-]{1,2}\s+|\s*(?=\b(?:last )?updated\b)", re.IGNORECASE)
_BYLINE_DATE = re.compile(
    rf"(?P<byline>(?:written |posted |published )?by:? [^,]{{3,60}}?),?(?: on)? (?P<date>{FULL_DATE}.{{0,30}})", re.I
)
_DATE_BYLINE = re.compile(
    rf"(?:posted |published )?(?:on )?(?P<date>{FULL_DATE}.{{0,30}}?),? (?P<byline>by .{{3,60}})", re.I
)
_PLACE_DATE = re.compile(rf"(?:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){{0,2}}, ){{1,2}}(?P<date>(?i:{FULL_DATE})\.?)")
_READING_TIME = re.compile(r"\d+[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|de|van|von|and|&)){0,5}")

_PLACE = r"[A-Z][A-Za-z.'’-]+(?:[ /][A-Z][A-Za-z.'’-]+){0,3}(?:, [A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]+)?)?"
_DAY = rf"(?P<date>(?i:{FULL_DATE}|{PARTIAL_DATE})),?"
_AGENCY = r"\(?(?P<agency>\([A-Z][A-Za-z ./&'-]{1,40}\))"
_DASH = r"\s*(?:—|–|--|-(?=\s))\s*"
_WIRE = re.compile(
    rf"(?:{_PLACE},? {_DAY}(?: {_AGENCY})?(?:{_DASH}|\s*:\s+(?=[A-Z])|(?<=\))\s+)"
    rf"|{_PLACE},? {_AGENCY.replace('agency', 'agency2')}{_DASH}"
    rf"|[A-Z][A-Z.'’ -]{{2,40}}(?:, [A-Z][A-Za-z.'’]+(?: [A-Z][A-Za-z.'’]+)?)?{_DASH}(?=[A-Z“\"‘'])"
    rf"|\((?P<date2>(?i:{FULL_DATE}))\)?{_DASH})"
)

_MARK = re.compile(r"#{1,6}\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.:;,…][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:[ap]\.m|Jr|Sr|Inc|Co|Ltd|No|St|etc)\.$")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_SETTING = re.compile(r"(?P<key>[A-Za-z_][\w-]*)\s*:\s*(?P<value>.*)")
_THREAD = re.compile(
    r"\(?\d[\d,]* (?:comments?|responses?|repl(?:y|ies)|thoughts?)\b.*|.*\bcomments?\b ?\(?\d*\)?:?|.{1,40} says:", re.I
)


def read_head(text: str) -> Head:
    """Return what the first lines of *text* tell; what they do not tell is None.

    A date counts only in a line of its own or in the place and date before a first sentence, never in a sentence.
    """
    front, rest = _front_matter(text[:HEAD_CHARACTERS])
    lines = split_lines(text[:HEAD_CHARACTERS])
    lines = [line for line in lines if line.start >= rest or line.is_blank]
    found = _Reading(lines, front).read()
    return Head(
        title=found.title or front.get("title"),
        title_span=found.title_span,
        published=read_date(front.get("date", "")) or found.published,
        furniture=((Span(0, rest),) if rest else ()) + tuple(found.furniture),
    )


def wire_prefix(line: str) -> str:
    """Return the place, date and agency before the first sentence, dash included; empty where there is none.

    >>> wire_prefix("GENEVA, March 3, 2021 (Reuters) — Envoys met."), wire_prefix("LONDON (AP) - It rained.")
    ('GENEVA, March 3, 2021 (Reuters) — ', 'LONDON (AP) - ')
    >>> wire_prefix("In Geneva, on March 3, envoys met.")
    ''
    """
    found = _WIRE.match(line[:200])
    return found[0] if found else ""


def is_headline(line: str) -> bool:
    """Return whether *line* has the form of a headline: short, and not ended as a sentence is.

    >>> is_headline("Envoys meet in Talvik"), is_headline("Who will pay?"), is_headline("The envoys met.")
    (True, True, False)
    """
    return (
        len(line) <= LONGEST_HEADLINE
        and any(char.isalpha() for char in line)
        and (not _ENDS_SENTENCE.search(line) or bool(_ABBREVIATION.search(line)))
        and line[0] not in "—–-*•>←→|@("
    )


def strip_mark(line: Line) -> Line:
    """Return *line* without the number signs of a Markdown heading."""
    mark = _MARK.match(line.text)
    return line.cut(mark.end()) if mark else line


def is_marked(line: str) -> bool:
    """Return whether *line* is a Markdown heading."""
    return _MARK.match(line) is not None


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the settings between two lines of ``---`` at the top, and where the text after them begins."""
    found = re.match(r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None:
        return {}, 0
    pairs = [_SETTING.fullmatch(line.strip()) for line in found[1].splitlines() if line.strip()]
    settings = {pair["key"].lower(): pair["value"].strip().strip("\"'").strip() for pair in pairs if pair}
    if not settings:
        return {}, 0
    dates = (settings.get(key, "") for key in ("date", "published", "published_at", "publishdate", "pubdate"))
    named = {"title": settings.get("title", ""), "date": next(filter(None, dates), "")}
    return {key: value for key, value in named.items() if value}, found.end()


class _Reading:
    """One pass over the head; holds what was found so far."""

    def __init__(self, lines: Sequence[Line], front: dict[str, str]) -> None:
        self.lines = lines
        self.wants_title = "title" not in front
        self.title: str | None = None
        self.title_span: Span | None = None
        self.published: str | None = None
        self.updated: str | None = None
        self.furniture: list[Span] = []
        self.seen_body = False
        self.after_byline = False

    def read(self) -> _Reading:
        skip_to = 0
        for number, line in self._with_words():
            if number < skip_to:
                continue
            if _THREAD.fullmatch(line.text) and not is_marked(line.text):
                if self.seen_body:
                    break
                continue
            if self._take_date(line) or self._take_byline(line):
                continue
            if is_furniture(line.text) or is_buttons(line.text):
                continue
            taken = self._take_title(number)
            if taken:
                skip_to = number + taken
                continue
            self._take_wire(line)
            self.seen_body, self.after_byline = True, False
        self.published = self.published or self.updated
        return self

    def _with_words(self) -> Iterator[tuple[int, Line]]:
        numbered = [(number, line) for number, line in enumerate(self.lines) if not line.is_blank]
        return iter(numbered[:HEAD_LINES])

    def _take_date(self, line: Line) -> bool:
        date = _date_of_line(line.text)
        if date is None or (self.seen_body and not (self.after_byline or _is_labelled(line.text))):
            return False
        self.furniture.append(line.span)
        if tells_update(line.text):
            self.updated = self.updated or date or None
        else:
            self.published = self.published or date or None
        return True

    def _take_byline(self, line: Line) -> bool:
        if not is_byline(line.text):
            return False
        self.furniture.append(line.span)
        self.after_byline = True
        return True

    def _take_title(self, number: int) -> int:
        """Return how many lines the headline at *number* takes, 0 where there is none."""
        if self.title is not None or self.seen_body or not self.wants_title:
            return 0
        line, following = strip_mark(self.lines[number]), self.lines[number + 1 :]
        if is_marked(self.lines[number].text):
            self._set_title([line])
            return 1
        if not is_headline(line.text):
            return 0
        if following and _UNDERLINE.fullmatch(following[0].text):
            self._set_title([line])
            return 2
        for more in (0, 1):
            if more and not (
                following and len(line.text) >= 40 and is_headline(following[0].text) and not _tells_about(following[0])
            ):
                return 0
            if _closes_headline(following[more:]):
                self._set_title([line, *following[:more]])
                return 1 + more
        return 0

    def _set_title(self, lines: Sequence[Line]) -> None:
        self.title = " ".join(line.text for line in lines)
        self.title_span = Span(lines[0].start, lines[-1].end)

    def _take_wire(self, line: Line) -> None:
        prefix = wire_prefix(line.text)
        if prefix and not self.seen_body:
            self.furniture.append(Span(line.start, line.start + len(prefix.rstrip())))
            self.published = self.published or read_date(prefix)


def _closes_headline(following: Sequence[Line]) -> bool:
    """Return whether what follows a line lets it be a headline: a blank line, a date or a byline."""
    if not any(not line.is_blank for line in following):
        return False
    return following[0].is_blank or _tells_about(following[0]) or bool(wire_prefix(following[0].text))


def _tells_about(line: Line) -> bool:
    return is_byline(line.text) or _date_of_line(line.text) is not None


def _is_labelled(line: str) -> bool:
    return bool(
        re.match(
            r"(?:first |originally |last )?(?:published|updated|posted|date|modified|issued)\b", line, re.IGNORECASE
        )
    )


def _date_of_line(line: str) -> str | None:
    """Return the date of a line that has only a date, a byline and the like; "" for a date that tells no year or order.

    >>> _date_of_line("By Jane Roe | March 3, 2021"), _date_of_line("Talks on March 3, 2021"), _date_of_line("3 March")
    ('2021-03-03', None, '')
    """
    if len(line) > 160 or not any(char.isdigit() for char in line):
        return None
    if is_date_line(line):
        return read_date(line) or ""
    for pattern in (_BYLINE_DATE, _DATE_BYLINE):
        found = pattern.fullmatch(line)
        if found and is_byline(found["byline"]) and is_date_line(found["date"]):
            return read_date(found["date"]) or ""
    placed = _PLACE_DATE.fullmatch(line)
    if placed:
        return read_date(placed["date"]) or ""
    pieces = [piece for piece in _SEPARATOR.split(line) if piece]
    dates = [piece for piece in pieces if is_date_line(piece) and read_date(piece)]
    others = [piece for piece in pieces if not is_date_line(piece)]
    if len(pieces) < 2 or not dates or not all(_goes_with_date(piece) for piece in others):
        return None
    return read_date(next((piece for piece in dates if not tells_update(piece)), dates[0]))


def _goes_with_date(piece: str) -> bool:
    return bool(
        is_byline(piece)
        or _READING_TIME.fullmatch(piece)
        or _NAME.fullmatch(piece)
        or is_buttons(piece)
        or is_furniture(piece)
    )
