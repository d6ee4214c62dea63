"""Plain tables that stay the same in a terminal, a pipe and a document."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from extract.printable import on_one_line


def render_table(rows: Sequence[Sequence[object]], *, head: Sequence[str], foot: Sequence[object] = ()) -> str:
    """Return *rows* in columns under *head*, and *foot* under a line; all but the first column are set to the right.

    >>> print(render_table([["seeds/a.txt", 3], ["b", 12]], head=["article", "deals"], foot=["total", 15]))
    article      deals
    -----------  -----
    seeds/a.txt      3
    b               12
    -----------  -----
    total           15
    """
    lines = [[on_one_line(str(cell)) for cell in row] for row in (head, *rows, *([foot] if foot else []))]
    widths = [max(map(width_of, column)) for column in zip(*lines, strict=True)]
    rule = "  ".join("-" * width for width in widths)
    told = ["  ".join(_padded(cell, width, number) for number, (cell, width) in _cells(line, widths)) for line in lines]
    told.insert(1, rule)
    if foot:
        told.insert(-1, rule)
    return "\n".join(line.rstrip() for line in told)


def _cells(line: list[str], widths: list[int]) -> enumerate[tuple[str, int]]:
    return enumerate(zip(line, widths, strict=True))


def _padded(cell: str, width: int, column: int) -> str:
    space = " " * (width - width_of(cell))
    return cell + space if column == 0 else space + cell


def width_of(text: str) -> int:
    """Return the columns that *text* takes in a terminal.

    >>> width_of("Kyiv"), width_of("東京"), width_of("e\\u0301")
    (4, 4, 1)
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
