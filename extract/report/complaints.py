"""Failures that are one complaint: what a thousand rows of one table have in common is told once, and counted."""

from __future__ import annotations

import re
from collections import Counter

from extract.report.firsts import KEPT
from extract.stages import Failure

_VARIES = re.compile(r"\d[\d,.]*|'[^']{21,}'|\"[^\"]{21,}\"")
"""What differs from row to row: figures, and long quotations."""


class Complaints:
    """The complaints so far: the file, and what is wrong with it but for figures.

    Of more than KEPT the oldest are to be forgotten: files come one after the other, and what one of them says comes
    together.
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, failure: Failure) -> int:
        """Count *failure*, and return how many there are like it now; 1 for the first."""
        self._counts[_complaint_of(failure)] += 1
        return self.count(failure)

    def count(self, failure: Failure) -> int:
        """Return how many failures there are like *failure*."""
        return self._counts[_complaint_of(failure)]

    def told(self) -> list[str]:
        """Return for each complaint that was made again how often, a line each."""
        return [line for one in self._counts for line in self._again(one)]

    def forget(self) -> list[str]:
        """Forget the oldest of more than KEPT, and return what ``told`` would have said of them."""
        lines = []
        while len(self._counts) > KEPT:
            oldest = next(iter(self._counts))
            lines += self._again(oldest)
            del self._counts[oldest]
        return lines

    def _again(self, complaint: tuple[str, str]) -> list[str]:
        count, (file, problem) = self._counts[complaint], complaint
        return [f"{count - 1:,} more like this in {file}: {problem}"] if count > 1 else []


def _complaint_of(failure: Failure) -> tuple[str, str]:
    return failure.uri.partition("#")[0], _VARIES.sub("…", failure.error.problem[:300])
