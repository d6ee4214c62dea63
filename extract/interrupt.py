"""Ctrl-C and SIGTERM: the first asks a run to finish what is under way, the second ends it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM)
"""What a person at the terminal sends, and what systemd, containers and job schedulers do."""


class Interrupt:
    """Whether the user asked to stop; a context manager that listens to STOPS in the main thread."""

    def __init__(self, on_asked: Callable[[], None] = lambda: None) -> None:
        self.is_asked = False
        self._on_asked = on_asked

    def __enter__(self) -> Interrupt:
        self._before = _listen(STOPS, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        _put_back(self._before)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True
        self._on_asked()


@contextmanager
def terminating_as_ctrl_c() -> Iterator[None]:
    """Have SIGTERM raise KeyboardInterrupt in the block, so that whatever is open is closed and put away."""
    before = _listen((signal.SIGTERM,), signal.default_int_handler)
    try:
        yield
    finally:
        _put_back(before)


Handler = Callable[[int, FrameType | None], object]


def _listen(numbers: tuple[signal.Signals, ...], handler: Handler) -> dict[signal.Signals, object]:
    """Return the handlers of before; only the main thread may set any."""
    if threading.current_thread() is not threading.main_thread():
        return {}
    return {number: signal.signal(number, handler) for number in numbers}


def _put_back(before: dict[signal.Signals, object]) -> None:
    for number, handler in before.items():
        signal.signal(number, handler)  # type: ignore[arg-type]
