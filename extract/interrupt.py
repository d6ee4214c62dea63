"""Ctrl-C: the first asks a run to finish what is under way, the second ends it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType


class Interrupt:
    """Whether the user asked to stop; a context manager that listens to SIGINT in the main thread."""

    def __init__(self, on_asked: Callable[[], None] = lambda: None) -> None:
        self.is_asked = False
        self._on_asked = on_asked

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "_before"):
            signal.signal(signal.SIGINT, self._before)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True
        self._on_asked()
