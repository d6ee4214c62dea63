"""A run over many articles: what is there already is left, the rest is read and written, and all of it is counted."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from extract.backends import BackendOptions, create_backend
from extract.catalog import Catalog
from extract.copies import Copies
from extract.document import ExtractionInfo
from extract.errors import ExtractError, StoreError
from extract.formats import write_tables
from extract.interrupt import Interrupt
from extract.key import key_of
from extract.loading.notes import Notes
from extract.loading.shard import Shard
from extract.reader import MakeBackend, Reader, Setup
from extract.report.complaints import Complaints
from extract.report.firsts import KEPT, Firsts
from extract.segmentation.segment import segment
from extract.stages import Article, Call, Extraction, Failure
from extract.store import Finished, Store
from extract.unforeseen import told_of
from extract.workers import Workers
from extract.writing import IN_THE_WAY

ALIKE_KEPT = 100
"""Failures of one table for one reason that are kept one by one; the others are counted."""
BEGINNING = 10_000
"""Characters of an article that are compared with those of others."""
FEWER = "The page says that it has more comments than are in it"
MOST_WAITING = 10_000
"""Outcomes, some 10 MB, that wait for an article before them; then no more is begun until it is read."""
MOST_BUSY = 1000
"""Articles of another run that are kept to be looked at again; then no more is begun until it has read them."""
SECONDS_BETWEEN_LOOKS = 0.2
"""How often an article is looked at that another run reads."""


@dataclass(frozen=True)
class Outcome:
    """What became of one article."""

    uri: str
    article_id: str | None
    state: Literal["read", "kept", "failed", "copy"]
    """``kept``: finished by an earlier run, nothing was done. ``copy``: of another of the run, and not to be read."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """List name -> number of records."""
    failure: Failure | None = None
    dropped: tuple[Failure, ...] = ()
    usage: Mapping[str, float] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    missed: int = 0
    """How many more comments the page says that it has than were found."""


@dataclass
class RunReport:
    """What a run did; filled while it goes."""

    articles: Counter[str] = field(default_factory=Counter)
    """State of an outcome -> number of articles."""
    counts: Counter[str] = field(default_factory=Counter)
    """List name -> number of records in all documents."""
    usage: Counter[str] = field(default_factory=Counter)
    outcomes: Firsts[Outcome] = field(default_factory=Firsts)
    """In order."""
    failures: list[Failure] = field(default_factory=list)
    """The first KEPT, and of those that are alike the first ALIKE_KEPT."""
    complaints: Complaints = field(default_factory=Complaints)
    """How many there are like each of the failures."""
    more_failures: int = 0
    """Those that are like none of the failures."""
    dropped: Firsts[Failure] = field(default_factory=Firsts)
    copies: Firsts[tuple[str, str]] = field(default_factory=Firsts)
    """The articles that are copies of another of the run, with the id of that, in order."""
    gone: Firsts[str] = field(default_factory=Firsts)
    """Ids of the articles that have a document, though their file is not there any more."""
    is_interrupted: bool = False
    """Whether the user stopped it and something was left."""
    notes: Notes = field(default_factory=Notes)
    """What the loader had to tell, where its caller puts that in."""
    stopped_by: ExtractError | None = None
    """What ended the run before its end."""

    def add(self, outcome: Outcome) -> None:
        """Count *outcome*."""
        self.articles[outcome.state] += 1
        self.counts.update(outcome.counts)
        for name, amount in outcome.usage.items():
            self.usage[name] += amount  # type: ignore[assignment]
        if outcome.failure is not None:
            self._add_failure(outcome.failure)
        self.dropped.add_all(outcome.dropped)
        if outcome.missed:
            self.notes.complain(FEWER, f"{outcome.uri}: {outcome.missed:,} more")
        self.outcomes.add(outcome)

    def _add_failure(self, failure: Failure) -> None:
        has_room = len(self.failures) < KEPT
        if not has_room and not self.complaints.count(failure):
            self.more_failures += 1
        elif self.complaints.add(failure) <= ALIKE_KEPT and has_room:
            self.failures.append(failure)


def run(
    articles: Iterable[Article | Failure],
    store: Store,
    catalog: Catalog,
    options: BackendOptions,
    *,
    workers: int = 1,
    engine: str = "local",
    shard: Shard | None = None,
    skips_copies: bool = False,
    make_backend: MakeBackend = create_backend,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
    on_interrupt: Callable[[], None] = lambda: None,
) -> RunReport:
    """Read *articles* into *store*, and return what became of them, in their order.

    *workers* processes read on this machine, or as many actors where *engine* is ``ray`` (0: one on each core of the
    cluster). Where *articles* are those of a *shard*, one worker is a process too: nobody stands by to see to an
    article that kills the process that reads it, and the next try would die of it as well.

    Of articles that are copies of one text the report tells of which; *skips_copies* reads only the first of them.
    Ctrl-C lets what is under way be finished and leaves the rest to the next run.

    Raises:
        ExtractError: the backend or the engine cannot be made, or the folder has documents of another make; nothing
            was read.
    """
    with ExitStack() as stack:
        setup = Setup(catalog.folder, options, make_backend)
        if engine == "ray":
            reading = _open_actors(stack, catalog, setup, workers)
        else:
            reading = _open_reading(stack, catalog, setup, workers, is_apart=shard is not None)
        store.begin(reading.info, [declaration.list_name for declaration in catalog])
        store.begin_shard(shard)
        interrupt = stack.enter_context(Interrupt(on_interrupt))
        going = _Run(store, reading, interrupt, on_outcome, skips_copies)
        try:
            going.through(articles)
            if not going.report.is_interrupted:
                store.finish()
                write_tables(store, catalog)
                if shard is not None:
                    store.finish_shard(shard)
                going.report.gone.add_all(store.gone())
                going.report.gone.sort()
        except ExtractError as error:
            going.report.stopped_by = error
        # What articles took that failed in the end is only in the backend's own sum.
        going.report.usage |= reading.usage()
        return going.report


@dataclass(frozen=True)
class _Reading:
    """What reads articles, and the identity of its backend."""

    read: Callable[[Iterable[Article]], Iterator[Extraction | Failure]]
    info: ExtractionInfo
    fingerprint: str
    usage: Callable[[], Counter[str]] = Counter
    """What the backend took for all articles together, those that failed included; empty where it does not count."""


def _open_reading(stack: ExitStack, catalog: Catalog, setup: Setup, workers: int, *, is_apart: bool) -> _Reading:
    if workers > 1 or is_apart:
        pool = stack.enter_context(Workers(workers, setup))
        info, fingerprint, scales_by = pool.identity()
        if scales_by == "processes":
            return _Reading(pool.read, info, fingerprint)
        stack.close()
    return _in_this_process(Reader(setup, catalog=catalog))


def _open_actors(stack: ExitStack, catalog: Catalog, setup: Setup, count: int) -> _Reading:
    reader = Reader(setup, catalog=catalog)
    if reader.backend.scales_by != "processes":
        return _in_this_process(reader)  # a language model's limits and budgets are one count
    from extract.engines.ray import RayActors

    actors = stack.enter_context(RayActors(count, reader))
    return _Reading(actors.read, *reader.identity())


def _in_this_process(reader: Reader) -> _Reading:
    return _Reading(reader.read_articles, *reader.identity(), lambda: reader.usage)


class _Run:
    """One run: which articles are to be read, and what became of each, told in the order of the input."""

    def __init__(
        self,
        store: Store,
        reading: _Reading,
        interrupt: Interrupt,
        on_outcome: Callable[[Outcome], None],
        skips_copies: bool = False,
    ) -> None:
        self.report = RunReport()
        self._store, self._reading = store, reading
        self._interrupt, self._on_outcome = interrupt, on_outcome
        self._row: deque[Outcome | None] = deque()
        """Outcomes that wait for one before them; None for an article that is being read."""
        self._under_way = 0
        """Articles that are being read."""
        self._copies, self._skips_copies = Copies(), skips_copies
        self._busy: list[Article] = []
        """Articles that another run is reading."""

    def through(self, articles: Iterable[Article | Failure]) -> None:
        """Read what is to be read, then what other runs were reading and left."""
        remaining = iter(articles)
        for first in remaining:  # more than once where too much waited
            self._read(chain([first], remaining))
            self._look_again()
            if self.report.is_interrupted:
                return

    def _look_again(self) -> None:
        """Wait until other runs have read what they were reading, and read what they left."""
        while self._busy and not self._interrupt.is_asked:
            busy, self._busy = self._busy, []
            self._read(iter(busy))
            if len(self._busy) == len(busy):
                time.sleep(SECONDS_BETWEEN_LOOKS)
        self.report.is_interrupted = self.report.is_interrupted or bool(self._busy)

    def _read(self, items: Iterator[Article | Failure]) -> None:
        for result in self._reading.read(self._to_read(items)):
            self._under_way -= 1
            self._row[0] = self._written(result)
            self._tell()

    def _to_read(self, items: Iterator[Article | Failure]) -> Iterator[Article]:
        """Yield the articles that nobody has read or is reading, until too much waits for them or for other runs."""
        for item in items:
            if self._interrupt.is_asked:
                self.report.is_interrupted = True
                return
            admitted = self._admit(item)
            if isinstance(admitted, Article):
                self._row.append(None)
                self._under_way += 1
                yield admitted
            elif admitted is None:
                assert isinstance(item, Article)
                self._busy.append(item)
            else:
                self._row.append(admitted)
                self._tell()
            if len(self._row) - self._under_way >= MOST_WAITING or len(self._busy) >= MOST_BUSY:
                return

    def _admit(self, item: Article | Failure) -> Outcome | Article | None:
        """Return what became of *item*, or the article that is now to be read; None where another run reads it."""
        if isinstance(item, Failure):
            return _failed(item)
        try:
            article = self._store.known_as(item)
            if self._is_copy(article) and self._skips_copies:
                return Outcome(article.uri, article.id, "copy")
            known = self._store.claim(article, key_of(article, self._reading.info, self._reading.fingerprint))
        except StoreError:
            raise
        except Exception as error:
            return _failed(Failure(item.uri, told_of(error, item.uri), item.id))
        if isinstance(known, Finished):
            return Outcome(article.uri, article.id, "kept", known.counts)
        return article if known == "claimed" else None

    def _is_copy(self, article: Article) -> bool:
        """Return whether *article* is a copy of one before it, which the report then tells."""
        try:
            first = self._copies.add(article.id, _body_of(article))
        except sqlite3.Error:  # its temporary file is in the way of nothing else: it begins anew, with those that come
            self._copies = Copies()
            return False
        if first in (None, article.id):  # itself, where another run was reading it when it came first
            return False
        self.report.copies.add((article.id, str(first)))
        return True

    def _written(self, result: Extraction | Failure) -> Outcome:
        if isinstance(result, Failure):
            self._store.fail(result)
            return _failed(result)
        counts = {name: len(value) for name, value in result.document.items() if isinstance(value, list)}
        uri, article_id = result.article.uri, result.article.id
        try:
            self._store.save(result, counts)
        except StoreError as error:
            if not isinstance(error.__cause__, IN_THE_WAY):
                raise
            return self._written(Failure(uri, error, article_id))
        return Outcome(uri, article_id, "read", counts, None, result.dropped, result.usage, result.calls, result.missed)

    def _tell(self) -> None:
        while self._row and (outcome := self._row[0]) is not None:
            self._row.popleft()
            self.report.add(outcome)
            self._on_outcome(outcome)


def _failed(failure: Failure) -> Outcome:
    return Outcome(failure.uri, failure.article_id, "failed", failure=failure)


def _body_of(article: Article) -> str:
    """Return the beginning of the article's own words: the readers' comments under two copies differ."""
    text = article.text[:BEGINNING]
    spans = [span for one in article.postings or () for span in (one.author, one.posted, one.text) if span is not None]
    if spans:
        return text[: min(span.start for span in spans)]
    page = segment(replace(article, text=text, postings=None, furniture=()))
    return "\n".join(block.span.of(text) for block in page.body)
