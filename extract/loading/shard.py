"""One share of the articles of many: which, is told by the digest of an article's id alone, on every machine alike."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from extract.errors import UsageError
from extract.loading.ids import folded


@dataclass(frozen=True)
class Shard:
    """Share *number* of *count*, from 1."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def has(self, name: str) -> bool:
        """Return whether the article or thing called *name* belongs to this share.

        Ids that fall together on some file system are in one share, where they are told apart as in one run.
        """
        digest = hashlib.blake2b(folded(name).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest) % self.count == self.number - 1


def read_shard(words: str) -> Shard:
    """Return the share that ``K/N`` names.

    >>> str(read_shard("3/16"))
    '3/16'

    Raises:
        UsageError: *words* name none.
    """
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", words)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"{words!r} names no share", where="--shard", remedy="write K/N with K from 1 to N: 3/16")
    return Shard(int(found[1]), int(found[2]))
