"""Work done by several threads at once, its results in order, its input taken lazily."""

from __future__ import annotations

import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from types import FrameType
from typing import Generic, TypeVar

from extract.interrupt import STOPS

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    ahead: int,
    skip: Callable[[Item], Result],
    cancel: Callable[[], None] = lambda: None,
    stop: Callable[[], None] = lambda: None,
) -> Generator[Result, None, None]:
    """Yield ``work(item)`` for each item, in order; at most *ahead* are taken and not yielded yet.

    After an interrupt (Ctrl-C), which calls *cancel*, nothing is taken or begun any more: what is under way is finished
    and yielded, and ``skip(item)`` for what was taken and not begun. Then KeyboardInterrupt is raised, unless somebody
    else listens to interrupts too and sees to what follows. A second interrupt calls *stop* and raises at once.
    """
    pool: _Pool[Item, Result] = _Pool(work, workers)
    source = iter(items)
    try:
        with _interruptible((pool.cancel, cancel), stop) as interrupt:
            is_exhausted = False
            while not is_exhausted or pool.waiting:
                while not is_exhausted and not interrupt.is_asked and len(pool.waiting) < ahead:
                    is_exhausted = not pool.submit_next(source)
                if interrupt.is_asked:
                    is_exhausted = True
                    pool.cancel()  # once more, for what was being taken meanwhile
                if pool.waiting:
                    future, item = pool.waiting.popleft()
                    yield skip(item) if future.cancelled() else future.result()
            if interrupt.is_asked and interrupt.is_ours:
                raise KeyboardInterrupt
    finally:
        pool.close()


class _Pool(Generic[Item, Result]):
    # Not concurrent.futures' executor: its threads are waited for at exit, so a server that hangs would hold up a
    # second Ctrl-C until the time-out.

    def __init__(self, work: Callable[[Item], Result], workers: int) -> None:
        self.waiting: deque[tuple[Future[Result], Item]] = deque()
        """What was taken and not yielded yet, in order."""
        self._work = work
        self._jobs: queue.SimpleQueue[tuple[Future[Result], Item] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit_next(self, source: Iterator[Item]) -> bool:
        """Take an item and let it be worked on; False where there is none."""
        for item in source:
            job: tuple[Future[Result], Item] = (Future(), item)
            self.waiting.append(job)
            self._jobs.put(job)
            return True
        return False

    def cancel(self) -> None:
        """Let nothing be begun that has not been begun yet."""
        for future, _ in tuple(self.waiting):
            future.cancel()

    def close(self) -> None:
        """End the threads when they have finished what is under way."""
        self.cancel()
        for _ in self._threads:
            self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, item = job
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(self._work(item))
                except BaseException as error:
                    future.set_exception(error)


class _Interrupt:
    is_asked = False
    is_ours = True
    """Whether nobody else listens to interrupts."""


@contextmanager
def _interruptible(first: Sequence[Callable[[], None]], second: Callable[[], None]) -> Iterator[_Interrupt]:
    """Give what tells whether Ctrl-C was pressed (or SIGTERM sent); the first calls all of *first*, a second *second*.

    Whoever listened before is told as well.
    """
    interrupt = _Interrupt()
    before = {number: handler for number in STOPS if callable(handler := signal.getsignal(number))}
    if threading.current_thread() is not threading.main_thread() or signal.SIGINT not in before:
        yield interrupt
        return
    interrupt.is_ours = before[signal.SIGINT] is signal.default_int_handler

    def handle(number: int, frame: FrameType | None) -> None:
        is_second, interrupt.is_asked = interrupt.is_asked, True
        # At once, in the handler: the main thread may be waiting for a result, and the workers would go on to the next.
        for call in (second,) if is_second else first:
            call()
        if is_second or not interrupt.is_ours:
            before[signal.Signals(number)](number, frame)

    for number in before:
        signal.signal(number, handle)
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
