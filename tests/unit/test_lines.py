"""Lines keep their places, whatever ends them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.segmentation.lines import Line, split_lines
from extract.stages import Span


@given(st.text(alphabet=st.sampled_from("a 🐟\t\n\r\u2028\u00a0\u0301")))
def test_places(text: str) -> None:
    """A line's characters are those of the text at its place, without white space around them."""
    lines = split_lines(text)

    assert all(line.span.of(text) == line.text == line.text.strip() for line in lines)
    assert len(lines) == len(text.splitlines())


def test_indent() -> None:
    """Indentation is counted in columns, a tab to the next fourth."""
    assert [line.indent for line in split_lines("a\n  b\n\tc\n \td")] == [0, 2, 4, 4]


def test_cut() -> None:
    """What is cut off counts as indentation: the line has the same width as before."""
    line = Line("> Jane", 10, 2).cut(1)

    assert line == Line("Jane", 12, 4)
    assert line.span == Span(12, 16)
