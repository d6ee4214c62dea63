"""Which articles a reader is trained on, which choose its thresholds, and which only measure it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

Part = Literal["training", "choosing", "held-out"]
_SET = re.compile(r"^(st\d+)-\d+$")


@dataclass(frozen=True)
class Shares:
    """Of a hundred articles, how many are held out and how many choose; all others train."""

    held_out: int = 12
    choosing: int = 8

    @classmethod
    def for_size(cls, articles: int, held_out: int | None = None) -> Shares:
        """Return shares that leave enough to choose by: of few articles a fifth, of many a twelfth."""
        return cls(12 if held_out is None else held_out, 20 if articles < 500 else 8)


def part_of(article_id: str, shares: Shares = Shares()) -> Part:
    """Return the part of an article, by the SHA-256 of its id: nothing else moves it.

    Articles of one set (``st01-1``, ``st01-2``) tell one story and stay together.

    >>> part_of("voa-0001"), part_of("st01-1") == part_of("st01-5")
    ('training', True)
    """
    name = _SET.sub(r"\1", article_id)
    number = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 100
    if number < shares.held_out:
        return "held-out"
    return "choosing" if number < shares.held_out + shares.choosing else "training"
