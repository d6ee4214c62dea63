"""Reading in several processes: the order and the bytes of one, however many there are."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import connection

from extract.document import ExtractionInfo
from extract.errors import BackendError, ExtractError
from extract.reader import Reader, Setup
from extract.stages import Article, Extraction, Failure
from extract.unforeseen import told_of

BATCH_ARTICLES = 16
BATCH_CHARACTERS = 60_000
"""A batch is full when it has one or the other: some seconds of work, small beside what it costs to send it."""
BATCHES_AHEAD = 2
"""Batches under way for each process: one is read and one waits, so that memory stays flat and Ctrl-C is heard soon."""

Batch = list[Article]
Results = list[Extraction | Failure]


class Workers:
    """*count* processes that read articles, each with a reader of its own; a context manager."""

    def __init__(self, count: int, setup: Setup) -> None:
        self._count, self._setup = count, setup
        self._pool = _new_pool(count, setup)
        self._single: ProcessPoolExecutor | None = None
        """One process apart from the others, so that it is plain which article it dies of."""

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        if self._single is not None:
            self._single.shutdown(cancel_futures=True)

    def identity(self) -> tuple[ExtractionInfo, str, str]:
        """Return what ``identity_of`` says of the backend and what it scales by; ExtractError where there is none."""
        with _no_interrupts():
            future = self._pool.submit(_identity)
        return future.result()

    def read(self, articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        """Yield for each article, in order, what was extracted or why there is nothing.

        A process that dies costs only the article that killed it.
        """
        under_way: deque[tuple[Batch, Future[Results]]] = deque()
        for batch in batches(articles):
            under_way.append((batch, self._submit(batch)))
            if len(under_way) >= self._count * BATCHES_AHEAD:
                yield from self._collect(*under_way.popleft())
        while under_way:
            yield from self._collect(*under_way.popleft())

    def _submit(self, batch: Batch) -> Future[Results]:
        with _no_interrupts():
            try:
                return self._pool.submit(_read_batch, batch)
            except BrokenProcessPool:
                self._pool.shutdown()
                self._pool = _new_pool(self._count, self._setup)
                return self._pool.submit(_read_batch, batch)

    def _collect(self, batch: Batch, future: Future[Results]) -> Iterator[Extraction | Failure]:
        try:
            yield from future.result()
        except ExtractError:
            raise
        except Exception:
            # A process that dies takes everything under way with it, an answer that cannot be sent its batch: so the
            # guilty article has to be found.
            for article in batch:
                yield self._read_alone(article)

    def _read_alone(self, article: Article) -> Extraction | Failure:
        self._single = self._single or _new_pool(1, self._setup)
        try:
            with _no_interrupts():
                future = self._single.submit(_read_batch, [article])
            return future.result()[0]
        except BrokenProcessPool:
            self._single.shutdown()
            self._single = None
        except ExtractError:
            raise
        except Exception as error:
            return Failure(article.uri, told_of(error, article.uri), article.id)
        return died_of(article)


def died_of(article: Article) -> Failure:
    """Return the failure of an article whose process died of it."""
    error = BackendError(
        "the process that read this article died: it was killed, or memory ran out",
        where=article.uri,
        remedy="run again with fewer --workers; if it dies again, take the article out or split it",
    )
    return Failure(article.uri, error, article.id)


def _new_pool(count: int, setup: Setup) -> ProcessPoolExecutor:
    # Spawned, not forked: the same on every system, and safe beside the threads of a progress bar.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(setup,))


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Have processes started in the block ignore Ctrl-C from their first moment; the parent decides when to stop."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def batches(articles: Iterable[Article]) -> Iterator[Batch]:
    """Yield *articles* in groups that are worth sending to a process."""
    batch: Batch = []
    for article in articles:
        batch.append(article)
        if len(batch) >= BATCH_ARTICLES or sum(len(one.text) for one in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


# --------------------------------------------------------------------------------------------------------------------
# In the process

_setup: Setup | None = None
"""What this process was told when it was started."""


def _start(setup: Setup) -> None:
    global _setup
    _setup = setup
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A parent that is killed cannot end its children, and they would wait for work for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


@cache
def _reader() -> Reader:
    # Not made where the process starts: what goes wrong there breaks the pool instead of being told.
    return Reader(_setup)


def _identity() -> tuple[ExtractionInfo, str, str]:
    reader = _reader()
    return *reader.identity(), reader.backend.scales_by


def _read_batch(batch: Batch) -> Results:
    return list(_reader().read_articles(batch))
