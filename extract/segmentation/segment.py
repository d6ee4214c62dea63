"""Tells an article's body from its readers' comments, and both from the furniture of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.segmentation.furniture import is_buttons, is_date_line, is_form, is_furniture, opens_list
from extract.segmentation.head import is_headline, is_marked, read_head, strip_mark
from extract.segmentation.headings import count_announced, read_heading
from extract.segmentation.lines import Line, split_lines
from extract.segmentation.thread import find_thread
from extract.stages import Article, Block, Page, Posting, Span

WIDEST = 100
"""Columns of the widest line in a text whose paragraphs are broken into lines."""
LONGEST_HEADING = 100
SHORT_TAIL = 80
"""Characters; lines under an invitation to comment that are all shorter are the form's."""

_BULLET = re.compile(r"(?:[*•·▪◦‣–-]|\d{1,2}[.)])\s+(?=\S)")
_QUESTION = re.compile(r"[\w .]{1,30}: .*\?")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")


def segment(article: Article) -> Page:
    """Return the *article* told apart into the blocks of its body and its readers' postings.

    Postings that the loader took from the markup are kept; else the layout of the lines tells. What is in neither, is
    furniture. Never fails: a text in no known layout is all body.
    """
    lines = split_lines(article.text)
    told, postings = _read_threads(lines) if article.postings is None else (lines, article.postings)
    head = read_head(article.text)
    left_out = sorted([*article.furniture, *head.furniture, *_spans_of(postings)])
    body = _drop_furniture(_drop_form(list(_drop_spans(told, left_out))))
    title = head.title_span if article.title in (None, head.title) else None
    announced = article.announced
    if article.postings is None and announced is None:
        announced = count_announced(line.text for line in lines)
    return Page(article, tuple(_read_blocks(body, title or _span_of_title(article, body))), postings, announced)


def _read_threads(lines: list[Line]) -> tuple[list[Line], tuple[Posting, ...]]:
    """Return the lines outside of threads, and the postings; a text of several articles has several threads."""
    told: list[Line] = []
    postings: list[Posting] = []
    rest: list[Line] | None = lines
    while rest:
        thread = find_thread(rest)
        told += rest[: thread.first_line] if thread else rest
        rest = rest[thread.next_line :] if thread and thread.next_line else None
        before = len(postings)
        for posting in thread.postings if thread else ():
            answers = None if posting.reply_to is None else posting.reply_to + before
            postings.append(replace(posting, reply_to=answers))
    return told, tuple(postings)


def _spans_of(postings: Iterable[Posting]) -> Iterator[Span]:
    for posting in postings:
        yield from (span for span in (posting.author, posting.posted, posting.text) if span)


def _span_of_title(article: Article, body: Sequence[Line]) -> Span | None:
    """Return where the title that metadata told stands as the first line of the text."""
    first = next((line for line in body if line.text), None)
    if first is None or article.title is None or _fold(first.text) != _fold(article.title):
        return None
    return first.span


def _fold(words: str) -> str:
    return " ".join(words.lstrip("# ").casefold().split())


def _drop_spans(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[Line]:
    """Yield *lines* without what lies in *spans*, which are in order; a line inside one becomes blank."""
    ahead = 0
    for line in lines:
        while ahead < len(spans) and spans[ahead].end <= line.start:
            ahead += 1
        for span in spans[ahead:]:
            if span.start >= line.end or line.is_blank:
                break
            if span.start <= line.start < span.end:
                line = line.cut(min(span.end - line.start, len(line.text)))
        yield line


def _drop_form(lines: list[Line]) -> list[Line]:
    """Return *lines* up to the invitation to comment after which only a form follows."""
    prose = [number for number, line in enumerate(lines) if len(line.text) >= SHORT_TAIL]
    for number in range(prose[-1] + 1 if prose else len(lines), len(lines)):
        heading = read_heading(lines[number].text)
        if heading and heading.kind == "invitation":
            return lines[:number]
    return lines


def _drop_furniture(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the body, blank ones included; furniture, and lists of links to other pages, become blank.

    A heading such as "Comments" belongs to the body only where more of it follows.
    """
    kept: list[Line] = []
    in_list, end = False, 0
    for line in lines:
        if opens_list(line.text):
            in_list = True
        elif line.text:
            in_list = in_list and is_headline(line.text)
        heading = read_heading(line.text) if line.text else None
        may_stay = heading is None or heading.kind in ("bare", "topic")
        kept.append(line if line.text and may_stay and not in_list and not _is_furniture(line.text) else _blank(line))
        if kept[-1].text and heading is None:
            end = len(kept)
    return kept[:end]


def _is_furniture(line: str) -> bool:
    if is_marked(line):
        return False
    return is_furniture(line) or is_form(line) or is_buttons(line) or is_date_line(line.strip("*_ "))


def _blank(line: Line) -> Line:
    return Line("", line.start)


def _read_blocks(lines: Sequence[Line], title: Span | None) -> Iterator[Block]:
    """Yield the blocks of the body in order."""
    paragraphs = list(_join_lines(lines, title))
    for number, group in enumerate(paragraphs):
        first = group[0]
        if title and title.overlap(first.span):
            yield Block("title", Span(strip_mark(first).start, group[-1].end))
        elif is_marked(first.text):
            yield Block("heading", strip_mark(first).span)
        elif len(group) == 1 and _is_heading(first.text, paragraphs[number + 1 : number + 3]):
            yield Block("heading", first.span)
        else:
            bullet = _BULLET.match(first.text)
            yield Block("paragraph", Span((first.cut(bullet.end()) if bullet else first).start, group[-1].end))


def _is_heading(line: str, following: Sequence[Sequence[Line]]) -> bool:
    """Return whether *line* has the form of a heading and a paragraph follows it, at once or after one more heading."""
    if not following or not _has_form_of_heading(line):
        return False
    last = following[0][-1].text
    is_paragraph = bool(_SENTENCE_END.search(last)) or len(last) > LONGEST_HEADING
    return is_paragraph or (len(following) > 1 and _is_heading(last, following[1:]))


def _has_form_of_heading(line: str) -> bool:
    return (
        len(line) <= LONGEST_HEADING and is_headline(line) and not _BULLET.match(line) and not _QUESTION.fullmatch(line)
    )


def _join_lines(lines: Sequence[Line], title: Span | None) -> Iterator[list[Line]]:
    """Yield the paragraphs as lists of lines: one line each, unless the text is broken into lines of equal width."""
    width = _find_width([line for line in lines if not (title and title.start <= line.start < title.end)])
    group: list[Line] = []
    for line in lines:
        in_title = bool(title and group and title.start <= group[-1].start and line.end <= title.end)
        if line.text and group and (in_title or _goes_on(group[-1], line, width, title)):
            group.append(line)
            continue
        if group:
            yield group
        group = [line] if line.text and not _UNDERLINE.fullmatch(line.text) else []
    if group:
        yield group


def _find_width(lines: Sequence[Line]) -> int:
    """Return the width at which the lines of the text are broken, 0 where every paragraph is one line.

    Broken lines end in the middle of sentences, most of them, and none is wide.
    """
    widest = max((line.indent + len(line.text) for line in lines), default=0)
    if widest > WIDEST:
        return 0
    followed = [line for line, after in pairwise(lines) if line.text and after.text]
    broken = [
        line for line in followed if not _SENTENCE_END.search(line.text) and 2 * (line.indent + len(line.text)) > widest
    ]
    return widest if broken and 2 * len(broken) >= len(followed) else 0


def _goes_on(line: Line, following: Line, width: int, title: Span | None) -> bool:
    """Return whether *following* goes on with the paragraph of *line*: its first word had no room there."""
    if (
        not width
        or (title and title.start <= line.start < title.end)
        or is_marked(line.text)
        or is_marked(following.text)
    ):
        return False
    if _BULLET.match(following.text):
        return False
    first_word = len(following.text.split(maxsplit=1)[0])
    room = width - line.indent - len(line.text)
    return room <= first_word + (width // 4 if not _SENTENCE_END.search(line.text) else width // 10)
