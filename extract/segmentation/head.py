"""The head of a plain text: its headline, the article's own date, and the lines that only tell about the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.segmentation.dateline import date_of_line, is_labelled, wire_prefix
from extract.segmentation.furniture import is_buttons, is_byline, is_furniture, tells_update
from extract.segmentation.headings import read_heading
from extract.segmentation.lines import Line, split_lines
from extract.segmentation.masthead import read_masthead
from extract.segmentation.timestamps import read_date
from extract.stages import Span

HEAD_LINES = 5
"""Lines of the article in which a headline, or a date line under one, is looked for; other lines do not count."""
HEAD_CHARACTERS = 20_000
LONGEST_HEADLINE = 160
"""Characters. Of 259 Wikinews headlines the longest has 121."""
SHORTEST_BROKEN = 40
"""Characters of a headline's first line that can go on in a second."""
SHORTEST_SENTENCE = 5
"""Words; "By our staff." is none."""

_MARK = re.compile(r"#{1,6}\s+(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.:;,…][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:[ap]\.m|Jr|Sr|Inc|Co|Ltd|No|St|etc)\.$")
_STOPS = re.compile(r"[.:;…][\"'”’)\]]*$")
_LEADS_ON = re.compile(
    r"(?:,|\b(?:a|after|and|at|before|between|by|dated|for|from|in|of|on|or|since|the|till|to|until|with))$"
)
_DAY_IN_FIGURES = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_FRONT = re.compile(r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_SETTING = re.compile(r"(?P<key>[A-Za-z_][\w-]*)\s*:\s*(?P<value>.*)")
_DATE_KEYS = ("date", "published", "published_at", "publishdate", "pubdate")


@dataclass(frozen=True)
class Head:
    """What the first lines of a text tell about the article; what they do not tell is None."""

    title: str | None = None
    title_span: Span | None = None
    published: str | None = None
    """YYYY-MM-DD."""
    furniture: tuple[Span, ...] = ()
    """Front matter, date lines, bylines, and the place and agency before the first sentence."""


def read_head(text: str) -> Head:
    """Return what the first lines of *text* tell.

    A date counts only in a line of its own, in one about the page above the first paragraph, or in the place and date
    before a first sentence; never in a sentence.
    """
    front, start = _read_front_matter(text[:HEAD_CHARACTERS])
    lines = [line for line in split_lines(text[:HEAD_CHARACTERS]) if line.start >= start]
    reading = _Reading(lines, has_title="title" in front)
    reading.read()
    return Head(
        title=front.get("title") or reading.title,
        title_span=reading.title_span,
        published=front.get("date") or reading.published or reading.updated,
        furniture=((Span(0, start),) if start else ()) + tuple(reading.furniture),
    )


def is_headline(line: str) -> bool:
    """Return whether *line* has the form of a headline: short, and not ended as a sentence is.

    >>> is_headline("Envoys meet in Talvik"), is_headline("Who will pay?"), is_headline("The envoys met.")
    (True, True, False)
    """
    return (
        0 < len(line) <= LONGEST_HEADLINE
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


def _read_front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the title and date between two lines of ``---`` at the top, and where the text after them begins."""
    found = _FRONT.match(text)
    pairs = [_SETTING.fullmatch(line.strip()) for line in found[1].splitlines()] if found else []
    settings = {pair["key"].lower(): pair["value"].strip("\"' ") for pair in pairs if pair}
    if found is None or not settings:
        return {}, 0
    date = next(filter(None, (read_date(settings.get(key, "")) for key in _DATE_KEYS)), "")
    told = {"title": settings.get("title", ""), "date": date}
    return {key: value for key, value in told.items() if value}, found.end()


@dataclass
class _Reading:
    """One pass over the first lines, and what it has found so far."""

    lines: Sequence[Line]
    has_title: bool
    title: str | None = None
    title_span: Span | None = None
    published: str | None = None
    updated: str | None = None
    furniture: list[Span] = field(default_factory=list)
    seen: int = 0
    """Lines of the article, its headline not counted."""
    is_after_byline: bool = False
    is_above_prose: bool = True

    def read(self) -> None:
        """Go over the lines until the article is well begun or the readers' comments begin."""
        skip_to = 0
        for number, line in self._with_words():
            if number < skip_to:
                continue
            if read_heading(line.text) and not is_marked(line.text):
                if self.seen:
                    return
            elif self._take_date(number, line) or self._take_masthead(number, line):
                continue
            elif is_byline(line.text):
                self.furniture.append(line.span)
                self.is_after_byline = True
            elif not (is_furniture(line.text) or is_buttons(line.text)):
                skip_to = number + self._take_words(number, line)
                if self.seen == HEAD_LINES:
                    return

    def _with_words(self) -> Iterator[tuple[int, Line]]:
        return ((number, line) for number, line in enumerate(self.lines) if line.text)

    def _take_words(self, number: int, line: Line) -> int:
        """Take a line of the article or its headline; return how many lines the headline has, 0 where it is none."""
        self.is_after_byline = False
        taken = 0 if self.seen else self._take_title(number)
        if not taken:
            self.seen += 1
            self.is_above_prose = self.is_above_prose and not _is_prose(line.text)
            self._take_wire(line)
        return taken

    def _take_date(self, number: int, line: Line) -> bool:
        """Take the date of a date line; under the article's first paragraph only where it is sure that it is one."""
        may_be_one = not self.seen or (self.is_above_prose and not self._is_amid_words(number))
        is_sure = may_be_one or self.is_after_byline or _tells_its_use(line.text)
        date = date_of_line(line.text) if is_sure else None
        if date is None:
            return False
        self.furniture.append(line.span)
        told = read_masthead(line.text)
        self._keep_date(date, is_update=tells_update(line.text) or (told is not None and told.is_update))
        return True

    def _take_masthead(self, number: int, line: Line) -> bool:
        """Take the date of a line about the page; return whether all of the line is about the page and taken."""
        if not self.is_above_prose or self._is_amid_words(number):
            return False
        told = read_masthead(line.text, is_first=not self.seen and self.title is None and not self.has_title)
        if told is None:
            return False
        self._keep_date(told.date, is_update=told.is_update)
        if told.is_all:
            self.furniture.append(line.span)
        return told.is_all

    def _keep_date(self, date: str, *, is_update: bool) -> None:
        if is_update:
            self.updated = self.updated or date or None
        else:
            self.published = self.published or date or None

    def _is_amid_words(self, number: int) -> bool:
        """Return whether the line's neighbours go on with its words, as lines of a broken paragraph do."""
        before = self.lines[number - 1].text if number else ""
        after = self.lines[number + 1].text if number + 1 < len(self.lines) else ""
        return (after[:1].islower() and not is_byline(after)) or _LEADS_ON.search(before) is not None

    def _take_title(self, number: int) -> int:
        """Take the headline that begins at *number*; return how many lines it has, 0 where there is none."""
        if self.title is not None or self.has_title:
            return 0
        line, following = self.lines[number], self.lines[number + 1 :]
        if is_marked(line.text) or _is_over_day(line.text, following):
            return self._set_title(strip_mark(line))
        if not is_headline(line.text):
            return 0
        if following and _UNDERLINE.fullmatch(following[0].text):
            return self._set_title(line) + 1
        if _closes_headline(following):
            return self._set_title(line)
        goes_on = len(line.text) >= SHORTEST_BROKEN and following and is_headline(following[0].text)
        return self._set_title(line, following[0]) if goes_on and _closes_headline(following[1:]) else 0

    def _set_title(self, *lines: Line) -> int:
        self.title = " ".join(line.text for line in lines)
        self.title_span = Span(lines[0].start, lines[-1].end)
        return len(lines)

    def _take_wire(self, line: Line) -> None:
        prefix = wire_prefix(line.text)
        if prefix:
            self.furniture.append(Span(line.start, line.start + len(prefix.rstrip())))
            self.published = self.published or read_date(prefix)


def _is_prose(line: str) -> bool:
    """Return whether *line* begins the article's own words: a sentence, or longer than any line above one."""
    ends = _STOPS.search(line) is not None and not _ABBREVIATION.search(line)
    return len(line) > LONGEST_HEADLINE or (ends and len(line.split()) >= SHORTEST_SENTENCE)


def _tells_its_use(line: str) -> bool:
    return is_labelled(line) or is_byline(line)


def _is_over_day(line: str, following: Sequence[Line]) -> bool:
    """Return whether *line* stands over a day in figures, as dumps of articles write it, and the only one.

    Such a line is the headline though it may be a sentence; a chronicle has more days than one.
    """
    told = [one.text for one in following if one.text]
    days = [_DAY_IN_FIGURES.fullmatch(one) is not None for one in told]
    return len(line) <= LONGEST_HEADLINE and sum(days) == 1 and days[0]


def _closes_headline(following: Sequence[Line]) -> bool:
    """Return whether what follows a line lets it be a headline: a blank line and a text, a byline, or a dateline."""
    if not any(line.text for line in following):
        return False
    first = following[0].text
    return not first or is_byline(first) or date_of_line(first) is not None or bool(wire_prefix(first))
