"""The lines of a text, with their places."""

from __future__ import annotations

from dataclasses import dataclass

from extract.stages import Span

TAB = 4
"""Columns that a tab counts for in an indentation."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the white space around it."""

    text: str
    start: int
    """Offset of its first visible character, in code points of the whole text."""
    indent: int = 0
    """Columns before it: white space, or what was cut off."""

    @property
    def end(self) -> int:
        """Offset after its last visible character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The stretch from its first to its last visible character."""
        return Span(self.start, self.end)

    @property
    def is_blank(self) -> bool:
        """Whether nothing can be seen in it."""
        return not self.text

    def cut(self, count: int) -> Line:
        """Return the line without its first *count* characters and the white space after them."""
        rest = self.text[count:]
        kept = rest.lstrip()
        removed = count + len(rest) - len(kept)
        return Line(kept, self.start + removed, self.indent + removed)


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of *text*, whatever ends them.

    >>> split_lines("One\r\n\n  two ")
    [Line(text='One', start=0, indent=0), Line(text='', start=5, indent=0), Line(text='two', start=8, indent=2)]
    """
    lines, offset = [], 0
    for whole in text.splitlines(keepends=True):
        kept = whole.lstrip()
        margin = whole[: len(whole) - len(kept)]
        stripped = kept.rstrip()
        if stripped:
            lines.append(Line(stripped, offset + len(margin), len(margin.expandtabs(TAB))))
        else:
            lines.append(Line("", offset))
        offset += len(whole)
    return lines
