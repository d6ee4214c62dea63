"""A page's body in pieces that a model can read at once: cut at the ends of sentences, overlapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.stages import Block, Page, Span

_END_OF_SENTENCE = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z0-9])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|St|No|Inc|vs|etc|[A-Z](?:\.[A-Z])+)\.\s*$"
)


@dataclass(frozen=True)
class Chunk:
    """Some sentences of an article, in order."""

    source: str
    """The text of the whole article."""
    sentences: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first character to the last."""
        return Span(self.sentences[0].start, self.sentences[-1].end)

    @property
    def text(self) -> str:
        """The sentences as the article has them; where something between them is left out, an empty line."""
        parts = [self.sentences[0].of(self.source)]
        for before, after in zip(self.sentences, self.sentences[1:], strict=False):
            between = self.source[before.end : after.start]
            parts += [between if not between.strip() else "\n\n", after.of(self.source)]
        return "".join(parts)

    def halves(self) -> tuple[Chunk, Chunk] | None:
        """Return the chunk as two that share a sentence where there are four or more; None where it is one sentence."""
        count = len(self.sentences)
        if count < 2:
            return None
        middle = count // 2
        shared = 1 if count > 3 else 0
        return (
            Chunk(self.source, self.sentences[: middle + shared]),
            Chunk(self.source, self.sentences[middle:]),
        )


def split_body(page: Page, *, size: int, overlap: int) -> list[Chunk]:
    """Return the body of *page* in chunks of at most *size* characters.

    Neighbours share whole sentences of at most *overlap* characters together, so that what stands across a border is
    read once in one piece. A sentence longer than *size* is cut, at white space where it has any.
    """
    source = page.article.text
    sentences = [part for block in page.body for span in _sentences(source, block) for part in _cut(source, span, size)]
    chunks: list[Chunk] = []
    start = 0
    while start < len(sentences):
        end = start + 1
        while end < len(sentences) and sentences[end].end - sentences[start].start <= size:
            end += 1
        chunks.append(Chunk(source, tuple(sentences[start:end])))
        if end == len(sentences):
            break
        start = _back_from(sentences, start, end, overlap)
    return chunks


def _back_from(sentences: Sequence[Span], start: int, end: int, overlap: int) -> int:
    first = end
    while first - 1 > start and sentences[end - 1].end - sentences[first - 1].start <= overlap:
        first -= 1
    return first


def _sentences(source: str, block: Block) -> Iterator[Span]:
    start = block.span.start
    for found in _END_OF_SENTENCE.finditer(source, block.span.start, block.span.end):
        if _ABBREVIATION.search(source[start : found.end()]) or not source[start : found.end()].strip():
            continue
        yield _without_space(source, Span(start, found.end()))
        start = found.end()
    if source[start : block.span.end].strip():
        yield _without_space(source, Span(start, block.span.end))


def _without_space(source: str, span: Span) -> Span:
    text = span.of(source)
    return Span(span.start + len(text) - len(text.lstrip()), span.end - len(text) + len(text.rstrip()))


def _cut(source: str, span: Span, size: int) -> Iterator[Span]:
    while span.end - span.start > size:
        border = source.rfind(" ", span.start + 1, span.start + size)
        border = border if border > span.start else span.start + size
        yield Span(span.start, border)
        span = _without_space(source, Span(border, span.end))
    yield span


def share_of(page: Page, spans: Sequence[Span]) -> float:
    """Return which share (0..1) of the characters of the page's body lies in *spans*; 1 for an empty body."""
    read = covered = 0
    for block in page.body:
        read += block.span.end - block.span.start
        position = block.span.start
        for span in sorted(spans):
            start, end = max(position, span.start), min(block.span.end, span.end)
            if start < end:
                covered, position = covered + end - start, end
    return covered / read if read else 1.0
