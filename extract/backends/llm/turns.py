"""Who asks and who computes: what keeps the model busy while answers are worked on.

More articles are in hand than may be asked about at once. Some wait with their first question ready, which goes out the
moment another one's answer is there; what is left to do for that one falls into the waiting of the others.
Python's threads share one processor, and left alone they share it in small slices: sixteen answers that come together
would all be worked on at once, all be finished late, and the next questions all be asked together. So one thread at a
time computes.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Places for the questions that are out, and one turn to compute; each thread has one of them, or neither."""

    def __init__(self, places: int) -> None:
        self._places, self._turn = _Gate(places), _Gate(1)
        self._mine = threading.local()
        self._is_closed = False

    def close(self) -> None:
        """Give no place any more to a thread that has not had one."""
        self._is_closed = True

    @contextmanager
    def working(self) -> Iterator[None]:
        """Wait for the turn to compute, and hold it but where the methods below give it away."""
        self._mine.has_begun = False
        self._compute()
        try:
            yield
        finally:
            self._rest()
            self._leave()

    def sending(self) -> bool:
        """Stop computing, and wait for a place where the thread has none; False where none is given any more.

        Who has asked before goes first: what is begun is finished before more is.
        """
        self._rest()
        if not self._has_place and not self._is_refused:
            self._places.take(is_first=self._has_begun)
            self._mine.has_place = True
            if self._is_refused:
                self._leave()
        self._mine.has_begun = self._has_place
        return self._has_place

    def received(self) -> None:
        """Let the next have the place, and wait for the turn to compute."""
        self._leave()
        self._compute()

    def _compute(self) -> None:
        if not self._computes:
            self._turn.take()
            self._mine.computes = True

    def _rest(self) -> None:
        if self._computes:
            self._mine.computes = False
            self._turn.give()

    def _leave(self) -> None:
        if self._has_place:
            self._mine.has_place = False
            self._places.give()

    @property
    def _is_refused(self) -> bool:
        return self._is_closed and not self._has_begun

    @property
    def _has_begun(self) -> bool:
        return getattr(self._mine, "has_begun", False)

    @property
    def _has_place(self) -> bool:
        return getattr(self._mine, "has_place", False)

    @property
    def _computes(self) -> bool:
        return getattr(self._mine, "computes", False)


class _Gate:
    """A semaphore that lets through in the order of asking, some before all others."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._lock = threading.Lock()
        self._first: deque[threading.Event] = deque()
        self._others: deque[threading.Event] = deque()

    def take(self, *, is_first: bool = False) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = threading.Event()
            (self._first if is_first else self._others).append(mine)
        mine.wait()

    def give(self) -> None:
        with self._lock:
            waiting = self._first or self._others
            if waiting:
                waiting.popleft().set()
            else:
                self._free += 1
