"""A table's bytes -> its lines as text, none of them endless; bytes that fit no character cost only themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper

from extract.loading.decode import BROKEN, find_encoding, is_broken, mend
from extract.loading.notes import Notes
from extract.loading.source import Source

SAMPLE = 1 << 20
"""Bytes from which the encoding of a table is told."""
PIECE = 1 << 16
"""Characters read at a time where lines mean nothing."""


@dataclass
class Lines:
    """The lines of a table with their ends; of one of more than ``longest`` characters only the beginning.

    ``number`` is that of the last line, ``is_cut`` whether it is such a beginning.
    """

    stream: TextIOWrapper
    longest: int
    encoding: str
    notes: Notes
    uri: str
    number: int = 0
    is_cut: bool = False
    is_plain: bool = True
    """Whether all characters so far are ASCII: then bytes that are not UTF-8 are likely to be those of Windows."""

    def __iter__(self) -> Iterator[str]:
        while (line := self.next()) is not None:
            yield line

    def next(self) -> str | None:
        """Return the next line; None at the end."""
        line = self.stream.readline(self.longest + 1)
        self.number += bool(line)
        self.is_cut = len(line) > self.longest and not line.endswith(("\n", "\r"))
        while self.is_cut and (rest := self.stream.readline(SAMPLE)) and not rest.endswith(("\n", "\r")):
            pass
        return self._mended(line) if line else None

    def pieces(self) -> Iterator[str]:
        """Yield all that is left, some characters at a time, without a look at its lines."""
        while piece := self.stream.read(PIECE):
            yield self._mended(piece)
            self.number += piece.count("\n")

    def _mended(self, line: str) -> str:
        if line.isascii():
            return line
        if is_broken(line):
            self.notes.complain(BROKEN, f"{self.uri}, line {max(self.number, 1)}")
            line = mend(line, "cp1252" if self.is_plain and self.encoding == "utf-8" else self.encoding)
        self.is_plain = False
        return line


@contextmanager
def open_lines(source: Source, longest: int, notes: Notes) -> Iterator[Lines]:
    """Open the table for reading, in the encoding that its first bytes tell.

    Raises:
        LoadError: they are no text.
    """
    with source.open() as stream:
        encoding = find_encoding(stream.read(SAMPLE), source.uri)
    # Other encodings have characters of several bytes, of which the last may be ASCII: these cannot be kept apart.
    errors = "surrogateescape" if encoding.startswith(("utf-8", "cp125")) else "replace"
    with source.open() as data, TextIOWrapper(data, encoding, errors, newline="") as text:
        yield Lines(text, longest, encoding, notes, source.uri)
