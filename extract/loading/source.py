"""One file that holds articles, as the readers of its kind see it: what it is called, and its bytes, unpacked."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from extract.loading.columns import Columns
from extract.loading.ids import id_of, printable
from extract.loading.notes import Notes
from extract.loading.shard import Shard
from extract.loading.unpack import PACKINGS, open_unpacked

LONGEST = 10_000_000
"""Bytes of an article. The longest novels have three million; anything above is an archive, or a mistake."""


@dataclass(frozen=True)
class Settings:
    """What the user says about all inputs."""

    columns: Columns = field(default_factory=Columns)
    published: str | None = None
    """YYYY-MM-DD: the date of every article, before any that it tells itself."""
    language: str | None = None
    """ISO 639 code: the language of every article; None where each text tells its own."""
    notes: Notes = field(default_factory=Notes)
    """What is to be told besides articles and failures; filled while they are read."""
    shard: Shard | None = None
    """The share of the articles that is read; None for all."""

    def has(self, name: str) -> bool:
        """Return whether the article or thing called *name* is to be read."""
        return self.shard is None or self.shard.has(name)


@dataclass(frozen=True)
class Source:
    """A file; ``open`` gives its bytes as often as it is called, unpacked where its name ends in one of PACKINGS."""

    path: Path

    @cached_property
    def uri(self) -> str:
        """The path as the user would write it."""
        return printable(self.path.as_posix())

    @cached_property
    def inner(self) -> Path:
        """The path without the ending of its packing: ``a.csv`` of ``a.csv.gz``."""
        return self.path.with_suffix("") if self.path.suffix.lower() in PACKINGS else self.path

    @property
    def ending(self) -> str:
        """The ending that tells the kind, in small letters: ``.csv`` of ``A.CSV.gz``; may be empty."""
        return self.inner.suffix.lower()

    @property
    def is_packed(self) -> bool:
        """Whether the bytes are unpacked while they are read, so that they can only be read from front to back."""
        return self.inner != self.path

    @property
    def is_remote(self) -> bool:
        """Whether it lies at an address, and not in a folder of this machine."""
        return not isinstance(self.path, Path)

    @property
    def id(self) -> str:
        """The id of the article, for a file that holds one."""
        return id_of(Path(self.inner.name))

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open the file for reading; OSError or LoadError, then or later, where it cannot be read or unpacked."""
        return open_unpacked(self.path, self.uri)

    def read(self, longest: int = LONGEST) -> bytes:
        """Return the bytes up to *longest* and one more, which tells that there are too many."""
        with self.open() as stream:
            return stream.read(longest + 1)
