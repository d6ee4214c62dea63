"""How readers sign what they post: the lines that begin a posting.

Each recogniser takes the lines and a place and returns the :class:`Header` that begins there, or None. They differ in
how sure they are: a name with a date beside it is hardly ever anything else, a bare name often is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.furniture import is_buttons
from extract.lines import Line
from extract.pseudonyms import is_name, score_name
from extract.stages import Span
from extract.timestamps import CLOCK, FULL_DATE, NUMERIC_DATE, PARTIAL_DATE, WHEN

LONGEST_HEADER = 160
STEP = 4
"""Columns of indentation that one mark or one level of numbering stands for."""


@dataclass(frozen=True)
class Header:
    """The beginning of a posting."""

    name: str
    author: Span
    next_line: int
    """Number of the first line after the header."""
    posted: Span | None = None
    opening: Line | None = None
    """The first words, where they stand on the header's own line."""
    depth: int = 0
    """How far it is indented or marked as a reply, in columns."""
    answers: str | None = None
    """The name that it is said to answer."""


Recogniser = Callable[[Sequence[Line], int], Header | None]

_NAME = r"(?P<author>\S(?:.{0,75}?\S)?)"
_VERB = r"(?:says?|said|writes?|wrote|commented|comments|replied|replies|responded|responds|adds|added)"
_STRICT_WHEN = rf"(?:{FULL_DATE}|{NUMERIC_DATE}|{PARTIAL_DATE})(?:\s*(?:,|at|@|-|–)?\s*{CLOCK})?"
_SAYS = re.compile(
    rf"(?:{_NAME}\s+{_VERB}(?:\s*(?:,|on|at|·|•|\||[-–—]|\()?\s*(?P<posted>{WHEN})\)?)?"
    rf"|(?:on )?(?P<posted2>{WHEN}),?\s+(?P<author2>\S.{{0,60}}?)\s+{_VERB}"
    rf"|(?P<author3>\S.{{0,60}}?)\s*(?:,|on|at|·|•|\||[-–—]|\(|@)\s*(?P<posted3>{WHEN})\)?,?\s+{_VERB})\s*(?::|…|\.\.\.)",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(
    r"(?:(?:re)?posted|comment(?:ed)?(?: (?:posted|left|made))?|submitted|written|added|left|reply)\s+by:?\s+"
    rf"{_NAME}(?:(?:\s*[,|•·—–(@-]\s*|\s+(?:on|at)\s+|\s+)(?P<posted>{WHEN})\)?)?\s*[:.]?",
    re.IGNORECASE,
)
_BESIDE = r"(?:\s*[•·|‧∙—–~»@,]\s*|\s+-+\s+|\s*[(\[]\s*|\t\s*|\s{2,}|\s+(?:on|posted(?: on)?|commented(?: on)?)\s+)"
_DATED = re.compile(
    rf"{_NAME}(?:{_BESIDE}(?P<posted>{WHEN})|\s+(?P<posted2>{_STRICT_WHEN}|\d+\s?[smhdwy]|(?:\w+ )?\w+ \w+ ago))"
    r"[)\]]?(?P<tail>[\s:•·|(#].*)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:(?:comment|reply|no\.?|№)\s*#?\s*|#)?(?P<number>\d{1,4}(?:\.\d{1,3}){0,5})(?:[.):\]|]+\s*|(?<=\d)\s+)", re.I
)
_MARKS = re.compile(r"(?:[>↳↪└├│⤷➥|»·*•—–-]\s*)+(?=[^\s>])|(?:->|=>|>>+)\s*")
_INLINE = re.compile(rf"{_NAME}(?:\s+{_VERB})?:\s+(?=\S)", re.IGNORECASE)
_POSTED_LINE = re.compile(rf"(?:posted )?(?:on |at )?[(\[]?(?P<posted>{WHEN})[)\]]?[,.]?", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\s*(?:(?<!\S)[>›»→▸▶↪↩➜⇒•·|]|(?:in )?(?:reply|response|answer) to|(?:replied|replying|responding) to)\s*:?\s*@?",
    re.I,
)
_ANSWER_LINE = re.compile(
    r"(?:[↳↪>→]\s*)?(?:in )?(?:reply|response|replying|answer|replied) to:?\s+@?(?P<name>.{1,60}?)[:.]?"
    r"|[↳↪→@]\s*(?P<name2>\S(?: ?\S){0,59})",
    re.I,
)


def peel(line: Line) -> tuple[Line, int, bool]:
    """Return *line* without marks and number before a name, its depth in columns, and whether it had a number."""
    depth, marks = line.indent, _MARKS.match(line.text)
    if marks:
        depth += STEP * max(1, len(re.sub(r"[\s-]|(?<=[└├│])[^└├│]", "", marks[0])))
        line = line.cut(marks.end())
    numbered = _NUMBERED.match(line.text)
    if numbered is None or numbered.end() == len(line.text):
        return line, depth, False
    if not re.search(r"[.):\]|#]|comment|reply|no", numbered[0].replace(numbered["number"], ""), re.IGNORECASE):
        return line, depth, False
    return line.cut(numbered.end()), depth + STEP * numbered["number"].count("."), True


def read_said(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME says:``, with the date beside it or on the next line."""
    line, depth, _ = peel(lines[number])
    found = _SAYS.fullmatch(line.text) if len(line.text) <= LONGEST_HEADER else None
    if found is None:
        return None
    which = next(end for end in ("", "2", "3") if found[f"author{end}"])
    header = _header(line, found.span(f"author{which}"), found.span(f"posted{which}"), number + 1, depth)
    return header and (header if header.posted else _with_posted_line(header, lines))


def read_said_dated(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME says:`` where a date goes with it."""
    header = read_said(lines, number)
    return header if header and header.posted else None


def read_posted_by(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``Posted by NAME on DATE``."""
    line, depth, _ = peel(lines[number])
    found = _POSTED_BY.fullmatch(line.text) if len(line.text) <= LONGEST_HEADER else None
    if found is None:
        return None
    header = _header(line, found.span("author"), found.span("posted"), number + 1, depth)
    return header and (header if header.posted else _with_posted_line(header, lines))


def read_dated(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME • 2 hours ago``, ``NAME, 3 March 2021 at 10:02``, ``NAME (3 March): first words``."""
    line, depth, _ = peel(lines[number])
    found = _DATED.match(line.text[: LONGEST_HEADER * 4])
    if found is None:
        return None
    tail = (found["tail"] or "").strip(" \t•·|")
    header = _header(
        line, found.span("author"), found.span("posted" if found["posted"] else "posted2"), number + 1, depth
    )
    if header is None:
        return None
    if not tail or tail == ":" or (len(line.text) <= LONGEST_HEADER and _is_beside_date(tail)):
        return header
    if not tail.startswith(":"):
        return None
    return replace(header, opening=line.cut(line.text.index(":", found.start("tail")) + 1))


def read_stacked(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header of two lines: a name, then a date and nothing else."""
    line, depth, _ = peel(lines[number])
    if not is_name(line.text) or score_name(line.text) < 0:
        return None
    header = _header(line, (0, len(line.text)), (-1, -1), number + 1, depth)
    header = header and _with_posted_line(header, lines)
    return header if header and header.posted else None


def read_numbered(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``1. NAME``, alone on its line or with ``: first words``."""
    line, depth, has_number = peel(lines[number])
    if not has_number:
        return None
    inline = _INLINE.match(line.text)
    if inline and score_name(inline["author"]) >= 0:
        header = _header(line, inline.span("author"), (-1, -1), number + 1, depth)
        return header and replace(header, opening=line.cut(inline.end()))
    if score_name(line.text.rstrip(":")) < 1:
        return None
    return _header(line, (0, len(line.text.rstrip(":"))), (-1, -1), number + 1, depth)


def read_inline(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME: first words``."""
    line, depth, _ = peel(lines[number])
    found = _INLINE.match(line.text)
    if found is None or score_name(found["author"]) < 1:
        return None
    header = _header(line, found.span("author"), (-1, -1), number + 1, depth)
    return header and replace(header, opening=line.cut(found.end()))


DATED_RECOGNISERS: tuple[Recogniser, ...] = (read_said_dated, read_posted_by, read_dated, read_stacked)
"""Those that see a date or a word for posting; the surest first."""
BARE_RECOGNISERS: tuple[Recogniser, ...] = (read_said, read_numbered, read_inline)
"""Those that see no more than a name and a mark."""


def read_posted(line: str) -> tuple[int, int] | None:
    """Return where in *line* the moment of posting stands, if the line has nothing else but buttons."""
    whole = _POSTED_LINE.match(line[:LONGEST_HEADER])
    if whole and (whole.end() == len(line) or _is_beside_date(line[whole.end() :].strip(" |·•-–#"))):
        return whole.span("posted")
    if not is_buttons(line):
        return None
    found = next((hit for hit in re.finditer(WHEN, line, re.IGNORECASE) if len(hit[0]) > 1), None)
    return found.span() if found else None


def read_answer(line: str) -> str | None:
    """Return the name in a line that only says whom a posting answers ("In reply to NAME", "↳ NAME")."""
    found = _ANSWER_LINE.fullmatch(line)
    name = found and (found["name"] or found["name2"])
    return name if name and score_name(name) >= 0 else None


def _is_beside_date(tail: str) -> bool:
    """Return whether what follows a date in a header is nothing but buttons, counts or signs."""
    return (
        not any(char.isalnum() for char in tail) or is_buttons(tail) or re.fullmatch(r"#?\d{1,7}\.?", tail) is not None
    )


def _header(line: Line, author: tuple[int, int], posted: tuple[int, int], next_line: int, depth: int) -> Header | None:
    """Return the header, a reply's second name split off; None where the author's words cannot be a name."""
    words = line.text[author[0] : author[1]]
    split = _ANSWERS.search(words, 1)
    name, answers = (words[: split.start()], words[split.end() :]) if split else (words, None)
    name = name.rstrip(" ,:-–—•·|")
    if not is_name(name):
        return None
    span = Span(line.start + author[0], line.start + author[0] + len(name))
    when = Span(line.start + posted[0], line.start + posted[1]) if posted[0] >= 0 else None
    return Header(name, span, next_line, when, None, depth, answers)


def _with_posted_line(header: Header, lines: Sequence[Line]) -> Header:
    """Return *header* with the date of the next line with words, where that line has only a date."""
    number = header.next_line
    if number < len(lines) and lines[number].is_blank:
        number += 1
    if number >= len(lines):
        return header
    line = lines[number]
    found = read_posted(line.text)
    if found is None or is_buttons(line.text[: found[0]] or "-"):
        return header
    return replace(header, posted=Span(line.start + found[0], line.start + found[1]), next_line=number + 1)
