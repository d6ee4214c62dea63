"""The layouts in which pages show readers' postings: one recogniser of header lines each.

A recogniser takes the lines and a place and returns the :class:`Header` that begins there, or None. They differ in how
sure they are: a name with a date beside it is hardly ever anything else, a bare name often is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.segmentation.header import (
    LONGEST_HEADER,
    Header,
    is_beside_date,
    make_header,
    peel,
    read_answer,
    split_answer,
    with_posted_line,
)
from extract.segmentation.lines import Line
from extract.segmentation.pseudonyms import score_name
from extract.segmentation.timestamps import DATE_AND_TIME, WHEN
from extract.stages import Span

Recogniser = Callable[[Sequence[Line], int], Header | None]

_NAME = r"(?P<author>\S(?:.{0,75}?\S)?)"
_WHEN = rf"(?P<posted>{WHEN})"
_VERB = (
    r"(?:says?|said|writes?|wrote|commented|comments|replied|replies|responded|responds|adds|added)"
    r"(?: to (?P<answers>\S.{0,60}?))?"
)
_TAIL = r"(?P<tail>[\s:•·|(#].*)?"
_POSTED_BY = r"(?:(?:re)?posted|comment(?:ed)?(?: (?:posted|left|made))?|submitted|written|added|left|reply)"


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_SAID = _compile(
    rf"{_NAME}\s*(?:,|on|at|·|•|\||[-–—]|\(|@)\s*{_WHEN}\)?,?\s+{_VERB}\s*(?::|…|\.\.\.)",
    rf"(?:on |at )?{_WHEN}\s*(?:,|\||[-–—])?\s+{_NAME}\s+{_VERB}\s*(?::|…|\.\.\.)",
    rf"{_NAME}\s+{_VERB}(?:\s*(?:,|on|at|·|•|\||[-–—]|\()?\s*{_WHEN}\)?)?\s*(?::|…|\.\.\.)",
)
_SIGNED = _compile(
    rf"{_POSTED_BY}\s+by:?\s+{_NAME}(?:(?:\s*[,|•·—–(@-]\s*|\s+(?:on|at)\s+|\s+){_WHEN}\)?)?\s*[:.]?",
    rf"{_POSTED_BY}\s+(?:on\s+|at\s+)?{_WHEN},?\s+by:?\s+{_NAME}\s*[:.]?",
)
_DATED = _compile(
    rf"{_NAME}(?P<beside>\s*[•·|‧∙—–~»(\[]\s*|\s+-+\s+){_WHEN}[)\]]?{_TAIL}",
    rf"{_NAME}(?P<beside>\s*[,@]\s*|\t\s*|\s{{2,}}|\s+(?:on|posted(?: on)?|commented(?: on)?)\s+){_WHEN}{_TAIL}",
    rf"{_NAME}(?P<beside>\s+)(?P<posted>{DATE_AND_TIME}|\d+\s?[smhdwy](?!\w)|(?:\w+ )?\w+ \w+ ago){_TAIL}",
)
_DATE_FIRST = _compile(rf"[(\[]?{_WHEN}[)\]]?(?:\s*[•·|—–,-]\s*|\s+by\s+|\s+){_NAME}:?")
_INLINE = re.compile(rf"{_NAME}(?:\s+{_VERB})?(?:\s*:\s+|\s+[—–]\s+)(?=\S)", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:user ?|display |your )?(?:name|user|author|from|posted by|by)\s*:\s*(?P<author>\S.*)", re.IGNORECASE
)
_LABELLED_DATE = re.compile(rf"(?:date|posted|time|on|when)(?: on)?\s*:\s*{_WHEN}", re.IGNORECASE)
_LABELLED_TEXT = re.compile(r"(?:comment|message|text|reply)\s*:\s*", re.IGNORECASE)
_SIGNATURE = re.compile(rf"(?:[—–]|--?)\s*(?P<author>\S.{{0,75}}?)(?:\s*[,|•·(]\s*{_WHEN}\)?)?", re.IGNORECASE)
_SURE_SIGN = re.compile(r"[•·|‧∙—–~»(\[]|-")


def read_said(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME says:``, with the date beside it or on the next line."""
    header = _read_whole(lines, number, _SAID)
    return header and with_posted_line(header, lines)


def read_said_dated(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME says:`` where a date goes with it."""
    header = read_said(lines, number)
    return header if header and header.posted else None


def read_signed(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``Posted by NAME on DATE``."""
    header = _read_whole(lines, number, _SIGNED)
    return header and with_posted_line(header, lines)


def read_dated(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME • 2 hours ago``, ``NAME, 3 March 2021 at 10:02``, ``NAME (3 March): first words``.

    Without a sign between them, name and date may be the end of a sentence: then the name must look like one.
    """
    line, depth, _ = peel(lines[number])
    for pattern in _DATED:
        found = pattern.match(line.text)
        header = found and make_header(line, found.span("author"), found.span("posted"), number + 1, depth)
        if not found or not header:
            continue
        if not _SURE_SIGN.search(found["beside"]) and score_name(header.name) < 0:
            continue
        tail = found["tail"] or ""
        if tail.strip() in ("", ":") or (len(line.text) <= LONGEST_HEADER and is_beside_date(tail)):
            return header
        if tail.lstrip().startswith(":"):
            return replace(header, opening=line.cut(line.text.index(":", found.start("tail")) + 1))
    return None


def read_date_first(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``DATE - NAME``."""
    header = _read_whole(lines, number, _DATE_FIRST)
    return header if header and score_name(header.name) >= 1 else None


def read_stacked(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header of two lines: a name, then a date and nothing else."""
    line, depth, _ = peel(lines[number])
    name, answered = split_answer(line.text.strip("*_:"))
    if score_name(name) < 0 or (answered and score_name(answered) < 0):
        return None
    if read_answer(line.text) and not line.text.startswith("@"):
        return None
    header = make_header(line, (0, len(line.text)), (-1, -1), number + 1, depth)
    header = header and with_posted_line(header, lines)
    return header if header and header.posted else None


def read_labelled(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header of labelled lines: ``Name: …``, ``Date: …``, ``Comment: …``; the last must be there."""
    found = _LABELLED.fullmatch(lines[number].text)
    header = found and make_header(lines[number], found.span("author"), (-1, -1), number + 1, lines[number].indent)
    for place, line in enumerate(lines[number + 1 : number + 5], start=number + 1):
        date, text = _LABELLED_DATE.fullmatch(line.text), _LABELLED_TEXT.match(line.text)
        if header and date:
            header = replace(header, posted=Span(line.start + date.start("posted"), line.start + date.end("posted")))
        if header and text:
            opening = line.cut(text.end())
            return replace(header, next_line=place + 1, opening=opening if opening.text else None)
    return None


def read_numbered(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``1. NAME``, alone on its line or with ``: first words``."""
    line, depth, has_number = peel(lines[number])
    if not has_number:
        return None
    inline = _read_inline(line, number, depth, at_least=0)
    if inline or score_name(line.text.strip("*_:")) < 1:
        return inline
    return make_header(line, (0, len(line.text)), (-1, -1), number + 1, depth)


def read_inline(lines: Sequence[Line], number: int) -> Header | None:
    """Return the header ``NAME: first words``."""
    line, depth, _ = peel(lines[number])
    return _read_inline(line, number, depth, at_least=1)


def read_signature(lines: Sequence[Line], number: int) -> Header | None:
    """Return whose the words above are: ``— NAME``, or ``Posted by NAME on DATE`` below them."""
    signed = read_signed(lines, number)
    if signed:
        return signed if signed.posted else None
    line = lines[number]
    found = _SIGNATURE.fullmatch(line.text)
    if found is None or score_name(found["author"]) < 1:
        return None
    return make_header(line, found.span("author"), found.span("posted"), number + 1, line.indent)


DATED_LAYOUTS: tuple[Recogniser, ...] = (
    read_said_dated, read_signed, read_dated, read_date_first, read_stacked, read_labelled,
)  # fmt: skip
"""Those that see a date or a word for posting; the surest first."""
BARE_LAYOUTS: tuple[Recogniser, ...] = (read_said, read_numbered, read_inline)
"""Those that see no more than a name and a mark."""


def _read_whole(lines: Sequence[Line], number: int, patterns: tuple[re.Pattern[str], ...]) -> Header | None:
    """Return the header that one of *patterns* sees in the whole line."""
    line, depth, _ = peel(lines[number])
    if len(line.text) > LONGEST_HEADER:
        return None
    for pattern in patterns:
        found = pattern.fullmatch(line.text)
        header = found and make_header(line, found.span("author"), found.span("posted"), number + 1, depth)
        if found and header:
            answered = found.groupdict().get("answers")
            return replace(header, answers=answered) if answered else header
    return None


def _read_inline(line: Line, number: int, depth: int, *, at_least: int) -> Header | None:
    found = _INLINE.match(line.text)
    if found is None or score_name(found["author"].strip("*_")) < at_least:
        return None
    header = make_header(line, found.span("author"), (-1, -1), number + 1, depth)
    return header and replace(header, opening=line.cut(found.end()))
