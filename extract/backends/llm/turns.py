"""One thread computes at a time, the others wait for the network.

Python's threads share one processor anyway. Left alone they share it in small slices: sixteen answers that come at the
same time are all worked on at once, all are finished late, and all the next questions go out together, to be answered
together. Taking turns, the first answer is worked off and the next question under way while the others wait, and the
work of one falls into the waiting of the others: 200 ms a request stay 200 ms (``benchmarks/llm_overhead.py``).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that a thread may take when it has it, and give when it has not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mine = threading.local()

    def take(self, *_: object) -> None:
        """Wait for this thread's turn."""
        if not self._has():
            self._lock.acquire()
            self._mine.has = True

    def give(self, *_: object) -> None:
        """Let another thread have its turn."""
        if self._has():
            self._mine.has = False
            self._lock.release()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn, but for what is given away inside."""
        self.take()
        try:
            yield
        finally:
            self.give()

    @contextmanager
    def given(self) -> Iterator[None]:
        """Let others have their turns meanwhile."""
        had = self._has()
        self.give()
        try:
            yield
        finally:
            if had:
                self.take()

    def _has(self) -> bool:
        return getattr(self._mine, "has", False)
