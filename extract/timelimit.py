"""A limit of time for a step, whatever it does meanwhile: one article in a million must not hold up all the others.

In the main thread of a process, where ``extract run`` and its workers read, the system's alarm ends the step. In other
threads, and where there is no such alarm, a second thread has the interpreter raise the same. Either is heard between
two instructions of Python; a single call into a library is waited for.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from extract.errors import BackendError

DEFAULT_SECONDS = 300.0
"""For one article: some hundred times what the longest take that anyone has printed."""
_AGAIN = 1.0
"""Seconds until it is raised anew where something on the way has swallowed it."""


_limited = threading.local()
"""Whether a limit is on in this thread."""


class _Late(BaseException):
    """The time is over; no Exception, so that no step takes it for a failure of its own."""


@contextmanager
def within(seconds: float | None, where: str) -> Iterator[None]:
    """Do the block in *seconds* at most; None or 0 sets no limit, nor does a block within another in the same thread.

    Raises:
        BackendError: the time is over; names *where*.
    """
    if not seconds or getattr(_limited, "is_on", False):
        yield
        return
    _limited.is_on = True
    try:
        with _alarm(seconds) if _has_alarm() else _watch(seconds):
            yield
    except _Late:
        raise BackendError(
            f"the article takes more than {seconds:g} seconds to read",
            where=where,
            remedy="split it, take it out, or give it more: --article-seconds N, 0 for no limit",
        ) from None
    finally:
        _limited.is_on = False


def _has_alarm() -> bool:
    """Return whether the alarm can be used here, and nobody else has set it."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and hasattr(signal, "setitimer") and signal.getitimer(signal.ITIMER_REAL)[0] == 0


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # it may have rung at that very moment
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before if before is not None else signal.SIG_DFL)


@contextmanager
def _watch(seconds: float) -> Iterator[None]:
    thread, done, lock = threading.get_ident(), threading.Event(), threading.Lock()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    _raise_in(thread, _Late)
            wait = _AGAIN

    try:
        threading.Thread(target=watch, daemon=True).start()
        yield
    finally:
        try:
            with lock:
                done.set()
        finally:
            done.set()
            _raise_in(thread, None)  # raised too late to be heard in the block


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error) if error else None)
