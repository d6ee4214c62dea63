"""Work done by several threads at once, its results in order, its input taken lazily."""

from __future__ import annotations

import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_order(
    work: Callable[[Item], Result], items: Iterable[Item], *, workers: int, stop: Callable[[], None]
) -> Generator[Result, None, None]:
    """Yield ``work(item)`` for each item, in order; at most twice as many as *workers* are taken ahead.

    An interrupt (Ctrl-C) takes no further item and lets those under way finish: their results are yielded, then
    KeyboardInterrupt is raised. A second one calls *stop* and raises at once.
    """
    # Not concurrent.futures' executor: its threads are waited for at exit, so a server that hangs would hold up a
    # second Ctrl-C until the time-out.
    jobs: queue.SimpleQueue[tuple[Future[Result], Item] | None] = queue.SimpleQueue()
    threads = [threading.Thread(target=_run, args=(work, jobs), daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    waiting: deque[Future[Result]] = deque()
    source = iter(items)
    try:
        with _interruptible(stop) as interrupted:
            is_exhausted = False
            while not is_exhausted or waiting:
                while not is_exhausted and not interrupted.is_set() and len(waiting) < 2 * workers:
                    is_exhausted = not _submit(source, jobs, waiting)
                if interrupted.is_set():
                    is_exhausted = True
                    _cancel_unstarted(waiting)
                if waiting:
                    yield waiting.popleft().result()
            if interrupted.is_set():
                raise KeyboardInterrupt
    finally:
        for future in waiting:
            future.cancel()
        for _ in threads:
            jobs.put(None)


def _submit(
    source: Iterator[Item],
    jobs: queue.SimpleQueue[tuple[Future[Result], Item] | None],
    waiting: deque[Future[Result]],
) -> bool:
    try:
        item = next(source)
    except StopIteration:
        return False
    future: Future[Result] = Future()
    waiting.append(future)
    jobs.put((future, item))
    return True


def _run(work: Callable[[Item], Result], jobs: queue.SimpleQueue[tuple[Future[Result], Item] | None]) -> None:
    while (job := jobs.get()) is not None:
        future, item = job
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(work(item))
            except BaseException as error:
                future.set_exception(error)


def _cancel_unstarted(waiting: deque[Future[Result]]) -> None:
    while waiting and waiting[-1].cancel():
        waiting.pop()


@contextmanager
def _interruptible(stop: Callable[[], None]) -> Iterator[threading.Event]:
    """Give an event that the first interrupt sets, unless somebody else sees to interrupts already."""
    interrupted = threading.Event()
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield interrupted
        return

    def handle(number: int, frame: object) -> None:
        if interrupted.is_set():
            stop()
            raise KeyboardInterrupt
        interrupted.set()

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
