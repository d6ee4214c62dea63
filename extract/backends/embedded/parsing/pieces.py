"""A block of text in pieces that a parser can bear.

A parser takes what it is given for one sentence where no full stop tells otherwise, and whatever is read off a parse
then takes time by the square of its length: a run of brackets, a list or quotation marks without end. No sentence of
1,900 articles has more than 303 words and marks, so a longer one is cut, and all stays linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.stages import Span

LONGEST = 400
"""Words and marks that a piece may have without the end of a sentence."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_END = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s)""")


def pieces(text: str, span: Span) -> Iterator[Span]:
    """Yield the parts of *span*: all of it, or cut, at white space where there is some, so that none is too long.

    >>> list(pieces("A word. " * 300, Span(0, 2400)))
    [Span(start=0, end=2400)]
    >>> [one.start for one in pieces("a word " * 300, Span(0, 2100))]
    [0, 1400]
    """
    start = span.start
    for cut in _cuts(text, span) if span.end - span.start > LONGEST else ():
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)


def _cuts(text: str, span: Span) -> Iterator[int]:
    ends = {found.end() for found in _END.finditer(text, span.start, span.end)}
    count, spaced = 0, (span.start, 0)
    for token in _TOKEN.finditer(text, span.start, span.end):
        if token.start() > span.start and text[token.start() - 1].isspace():
            spaced = (token.start(), count)
        if count == LONGEST:
            cut, before = spaced if spaced[1] else (token.start(), count)
            yield cut
            count, spaced = count - before, (cut, 0)
        count = 0 if token.end() in ends else count + 1
        spaced = (spaced[0], 0) if not count else spaced
