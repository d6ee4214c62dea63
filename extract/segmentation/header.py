"""The line that begins a reader's posting: whose it is, when it was posted, what it answers, how deep it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.segmentation.furniture import is_buttons
from extract.segmentation.lines import Line
from extract.segmentation.pseudonyms import is_name, score_name
from extract.segmentation.timestamps import WHEN
from extract.stages import Span

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


_NUMBERED = re.compile(
    r"(?P<sign>(?:comment|reply|no\.?|№)\s*#?\s*|#)?(?P<number>\d{1,4}(?:\.\d{1,3}){0,5})(?P<end>[.):\]|]+\s*|\s+)",
    re.I,
)
_MARKS = re.compile(r"(?:[>↳↪└├│⤷➥|»·*•—–-]\s*)+(?=[^\s>])|(?:->|=>|>>+)\s*")
_ANSWERS = re.compile(
    r"\s*(?:(?<!\S)(?:[>›»→⟶➔➤▸►▶↪↩↳➜⇒•·|]|[-=]+>)"
    r"|[,(\[·•|–—-]?\s*(?<!\w)(?:(?:in|as an?) )?(?:reply|response|answer|replied|replies"
    r"|replying|responding|responded|responds|answered|answering) to)\s*:?\s*@?",
    re.IGNORECASE,
)
_ANSWER_LINE = re.compile(
    r"(?:[↳↪>→]\s*)?(?:in )?(?:reply|response|replying|answer|replied) to:?\s+@?(?P<name>.{1,60}?)[:.]?"
    r"|[↳↪→@]\s*(?P<name2>\S(?: ?\S){0,59})",
    re.IGNORECASE,
)
_POSTED_LINE = re.compile(
    rf"(?:@\w+\s*[·•|]?\s*)?(?:(?:posted|commented|entered|submitted|added|date):?\s*)?(?:(?:on"
    rf"|at):?\s*)?[(\[]?(?P<posted>{WHEN})[)\]]?[,.:]?",
    re.IGNORECASE,
)


def peel(line: Line) -> tuple[Line, int, bool]:
    """Return *line* without marks and number before a name, its depth in columns, and whether it had a number."""
    depth, marks = line.indent, _MARKS.match(line.text)
    if marks:
        depth += STEP * max(1, len(re.sub(r"[\s-]|(?<=[└├│])[^└├│]", "", marks[0])))
        line = line.cut(marks.end())
    numbered = _NUMBERED.match(line.text)
    if numbered is None or numbered.end() == len(line.text) or not (numbered["sign"] or numbered["end"].strip()):
        return line, depth, False
    return line.cut(numbered.end()), depth + STEP * numbered["number"].count("."), True


def make_header(
    line: Line, author: tuple[int, int], posted: tuple[int, int], next_line: int, depth: int
) -> Header | None:
    """Return the header with the stretches *author* and *posted* of *line*; None where the author cannot be a name.

    The name of another reader beside the author's is the one whom the posting answers.
    """
    name, answers = split_answer(line.text[slice(*author)])
    kept = name.rstrip(" ,:-–—•·|*_").lstrip("*_")
    if not is_name(kept):
        return None
    start = line.start + author[0] + name.index(kept)
    when = Span(line.start + posted[0], line.start + posted[1]) if posted[0] >= 0 else None
    return Header(kept, Span(start, start + len(kept)), next_line, when, None, depth, answers)


def split_answer(words: str) -> tuple[str, str | None]:
    """Return the name that *words* begin with, and that of the one whom they say is answered.

    >>> split_answer("Jane replied to Bob"), split_answer("Jane → Bob"), split_answer("Jane (in response to Bob)")
    (('Jane', 'Bob'), ('Jane', 'Bob'), ('Jane', 'Bob'))
    >>> split_answer("Jane-Ann Roe")
    ('Jane-Ann Roe', None)
    """
    split = _ANSWERS.search(words, 1)
    if split is None:
        return words, None
    return words[: split.start()], words[split.end() :].strip(" )]:") or None


def with_posted_line(header: Header, lines: Sequence[Line]) -> Header:
    """Return *header* with the date of the next line with words, where that line has nothing but a date."""
    number = header.next_line
    while number < min(len(lines), header.next_line + 2) and not any(map(str.isalnum, lines[number].text)):
        number += 1  # a blank line, or a dot between name and date
    answers = read_answer(lines[number].text) if number < len(lines) else None
    if answers and header.answers is None:
        dated = with_posted_line(replace(header, answers=answers, next_line=number + 1), lines)
        return dated if dated.posted else header
    if header.posted or number >= len(lines):
        return header
    line = lines[number]
    found = read_posted(line.text)
    if found is None or is_buttons(line.text[: found[0]]):
        return header
    return replace(header, posted=Span(line.start + found[0], line.start + found[1]), next_line=number + 1)


def read_posted(line: str) -> tuple[int, int] | None:
    """Return where in *line* the moment of posting stands, if the line has nothing else but buttons."""
    whole = _POSTED_LINE.match(line[:LONGEST_HEADER])
    if whole and (whole.end() == len(line) or is_beside_date(line[whole.end() :])):
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


def is_beside_date(tail: str) -> bool:
    """Return whether what follows a date in a header is nothing but buttons, counts or signs."""
    tail = tail.strip(" \t|·•-–#")
    return not any(map(str.isalnum, tail)) or is_buttons(tail) or re.fullmatch(r"#?\d{1,7}\.?", tail) is not None
