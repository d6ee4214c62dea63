"""PDF -> its text as paragraphs: lines put together again, without what stands on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from extract.errors import LoadError
from extract.loading.row import too_long

HIGHER = 1.15
"""How many times higher than those of the text the letters of a heading are, at least."""
MARGIN = 0.1
"""Share of a page's height, above and below, in which headers and footers stand."""
_HYPHENS = "\u0002\ufffe"
"""What PDFium makes of a hyphen at the end of a line; the line's end itself it leaves out."""
_LINE_ENDS = f"\r\n{_HYPHENS}"
_FURNITURE = re.compile(
    r"(?:page |p\. ?)?\d{1,4}(?:(?: ?/ ?| of )\d{1,4})?|(?:https?|file)://\S+(?: \d+/\d+)?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d\d.*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")


@dataclass(frozen=True)
class _Line:
    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    is_marginal: bool

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes, *, where: str, longest: int) -> tuple[str | None, list[str]]:
    """Return the title, where larger letters tell one, and the paragraphs of a PDF.

    The day on which the file was made is not the article's, and its title in the metadata is mostly a file's name.

    Raises:
        LoadError: it is damaged or locked, or has pictures of pages only, or more than *longest* bytes of text.
    """
    lines = _without_furniture(list(_lines_of(data, where, longest)))
    if not lines:
        raise LoadError(
            "the PDF has no text, only pictures of its pages",
            where=where,
            remedy="let a program for text recognition make it readable first, for example ocrmypdf",
        )
    usual = _usual_height(lines)
    groups = list(_group(lines))
    words = Counter(word for line in lines for word in _WORD.findall(line.text.casefold()))
    paragraphs = [_join([line.text for line in group], words) for group in groups]
    first = next((n for n, group in enumerate(groups[:6]) if _is_large(group, usual)), None)
    if first is None or len(paragraphs[first]) > 300:
        return None, paragraphs
    return paragraphs[first], paragraphs[:first] + paragraphs[first + 1 :]


def _lines_of(data: bytes, where: str, longest: int) -> Iterator[_Line]:
    import pypdfium2

    try:
        # PDFium: the reader in Chromium, tested against damaged files day and night; it undoes ligatures and columns.
        document = pypdfium2.PdfDocument(data)
        taken = 0
        for number, page in enumerate(document):
            height = page.get_height()
            for line in _lines_of_page(page.get_textpage(), number, height):
                taken += len(line.text)
                if taken > longest:
                    raise too_long(longest, where)
                yield line
            page.close()
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise LoadError(
            "the PDF is locked by a password" if is_locked else f"the PDF cannot be read: {error}",
            where=where,
            remedy="save it without a password" if is_locked else "save it again; it may be cut off or damaged",
        ) from None


def _lines_of_page(page: Any, number: int, height: float) -> Iterator[_Line]:
    from pypdfium2 import raw

    chars: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(page.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(page, index))
        chars.append(char)
        if not char.isspace() and char not in _HYPHENS:
            boxes.append(page.get_charbox(index, loose=True))
        if char in _LINE_ENDS:
            if boxes:
                yield _line_of(chars, boxes, number, height)
            chars, boxes = [], []
    if boxes:
        yield _line_of(chars, boxes, number, height)


def _line_of(chars: list[str], boxes: list[tuple[float, float, float, float]], number: int, height: float) -> _Line:
    # Half characters of UTF-16 become whole ones.
    text = "".join(chars).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    bottom, top = median(box[1] for box in boxes), median(box[3] for box in boxes)
    return _Line(
        " ".join(text.replace("\0", " ").split()),
        number,
        min(box[0] for box in boxes),
        max(box[2] for box in boxes),
        bottom,
        top,
        not MARGIN * height < (bottom + top) / 2 < (1 - MARGIN) * height,
    )


def _without_furniture(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines without page numbers, addresses, and what stands in the margin of several pages."""
    places: Counter[str] = Counter()
    for words, _ in {(_masked(line.text), line.page) for line in lines if line.is_marginal}:
        places[words] += 1
    return [
        line
        for line in lines
        if line.text and not (line.is_marginal and (_FURNITURE.fullmatch(line.text) or places[_masked(line.text)] > 1))
    ]


def _masked(words: str) -> str:
    return re.sub(r"\d+", "#", words)


def _usual_height(lines: Sequence[_Line]) -> float:
    """Return the height of the letters of most of the text."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0]


def _is_large(group: Sequence[_Line], usual: float) -> bool:
    return all(line.height >= HIGHER * usual for line in group)


def _group(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield the lines of each paragraph."""
    gaps = [gap for a, b in pairwise(lines) if (gap := _gap(a, b)) is not None]
    usual = median(gaps) if gaps else 0.0
    group: list[_Line] = []
    for line in lines:
        if group and _begins(line, group, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _gap(line: _Line, following: _Line) -> float | None:
    """Return the space between two lines of one column, in heights; None where they are not of one."""
    if line.page != following.page or following.top > line.top:
        return None
    return (line.bottom - following.top) / max(line.height, following.height, 1.0)


def _begins(line: _Line, group: Sequence[_Line], usual: float) -> bool:
    """Return whether *line* begins a paragraph after the lines of *group*."""
    last, height = group[-1], max(line.height, 1.0)
    if not 1 / HIGHER < line.height / max(last.height, 1.0) < HIGHER:
        return True
    ends = bool(_SENTENCE_END.search(last.text))
    gap = _gap(last, line)
    if gap is None:  # the next column or page
        return ends and _is_short(last, group)
    if gap > usual + 0.3:
        return True
    lefts = [one.left for one in group[1:] or group if one.left < line.right and line.left < one.right]
    is_indented = 0.5 * height < line.left - min(lefts, default=line.left) < 6 * height
    return is_indented or (ends and _is_short(last, group))


def _is_short(line: _Line, group: Sequence[_Line]) -> bool:
    widest = max(one.right for one in group)
    return widest - line.right > 0.15 * (widest - line.left)


def _join(lines: Sequence[str], words: Counter[str]) -> str:
    """Return the paragraph that *lines* are, divided words put together; *words* are those of the whole text.

    >>> _join(["They nego\u0002", "tiated a long\u0002", "term pact with Anne\u0002", "Marie."], Counter(["long-term"]))
    'They negotiated a long-term pact with Anne-Marie.'
    """
    text = ""
    for line in lines:
        if text and text[-1] in f"{_HYPHENS}\u2010":
            before, after = _LAST_WORD.findall(text[:-1]), _WORD.match(line)
            keeps = not (before and after) or _keeps_hyphen(before[0], after[0], words)
            text = text[:-1] + ("-" if keeps else "") + line
        else:
            text += f" {line}" if text else line
    return re.sub(f"[{_HYPHENS}]", "-", text)


def _keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """Return whether the hyphen is the word's own: where the text has it elsewhere, or both halves as words."""
    first, second = before.casefold(), after.casefold()
    if not after[0].islower() or f"{first}-{second}" in words:
        return True
    return f"{first}{second}" not in words and min(words[first], words[second]) > 1
