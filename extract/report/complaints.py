"""Failures that are one complaint: what a thousand rows of one table have in common is told once, and counted."""

from __future__ import annotations

import re
from collections import Counter

from extract.stages import Failure

_VARIES = re.compile(r"\d[\d,.]*|'[^']{21,}'|\"[^\"]{21,}\"")
"""What differs from row to row: figures, and long quotations."""


class Complaints:
    """The complaints so far: the file, and what is wrong with it but for figures."""

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
        return [
            f"{count - 1:,} more like this in {file}: {problem}"
            for (file, problem), count in self._counts.items()
            if count > 1
        ]


def _complaint_of(failure: Failure) -> tuple[str, str]:
    return failure.uri.partition("#")[0], _VARIES.sub("…", failure.error.problem[:300])
