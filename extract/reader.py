"""The reader of articles: set up once, then one text, many, files or rows of a table, with the bytes of a run."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Literal, overload

from extract.backends import EMBEDDED, Backend, BackendOptions, create_backend
from extract.catalog import Catalog, load_catalog
from extract.collection import Reading
from extract.document import ExtractionInfo
from extract.loading.given import Given, articles_of, one_article
from extract.pipeline import identity_of, read
from extract.stages import Article, Draft, Extraction, Failure, Page
from extract.typed import Document

MakeBackend = Callable[[Catalog, BackendOptions], Backend]
Told = Literal["raised", "values"]
"""What becomes of an article that cannot be read: its error is raised, or comes as a ``Failure`` in its place."""

MOST_WAITING = 10_000
"""Failures, some 10 MB, that wait for an article before them; then no more is begun until it is read."""


@dataclass(frozen=True)
class Setup:
    """What a reader is made of, wherever it is made; everything in it can be pickled."""

    folder: Path
    """Of the declarations."""
    options: BackendOptions
    make_backend: MakeBackend = create_backend


class Reader:
    """Reads articles with the declarations of a folder and one backend; what a run, its processes and engines hold.

    Threads may share one. Pickled, it is its setup, and reads with a backend of its own where it is unpickled, as it
    does in a process that was forked off: parsers and connections do not outlive a fork.
    """

    def __init__(
        self,
        setup: Setup | None = None,
        *,
        schemas: Path | str | None = None,
        model: str = EMBEDDED,
        reader: Path | str | None = None,
        base_url: str | None = None,
        catalog: Catalog | None = None,
        **settings: object,
    ) -> None:
        """Load the declarations in *schemas*, by default those of the package, and the backend that serves *model*.

        *reader* is the folder of a trained reader, or ``"none"`` for cues alone; by default the one that is shipped for
        the declarations. Other *settings* are those of the backend, named as the options of ``extract run``:
        ``spacy_model``, ``concurrency``, ``token_budget`` … A *setup* stands for all of these; *catalog* are its
        declarations where they are loaded already.

        Raises:
            UsageError: no backend serves the model, or a setting is wrong.
            DeclarationError: a declaration is faulty, or the backend cannot serve it.
            BackendError: what the backend reads with is missing.
        """
        self.catalog = catalog or load_catalog(setup.folder if setup else schemas)
        if reader is not None:
            settings["reader"] = str(reader)
        self.setup = setup or Setup(self.catalog.folder, BackendOptions(model, base_url, settings))
        self._made = self._make()

    def __reduce__(self) -> tuple[type[Reader], tuple[Setup]]:
        return Reader, (self.setup,)

    def __repr__(self) -> str:
        names = ", ".join(one.list_name for one in self.catalog)
        return f"<extract.Reader: {names}; {self.backend.name}, {self.backend.model}>"

    @property
    def backend(self) -> Backend:
        """What reads pages in this process."""
        return self._here().backend

    def identity(self) -> tuple[ExtractionInfo, str]:
        """Return what documents say of what made them, and what else its answers hang on."""
        return identity_of(self.backend, self.catalog)

    @property
    def usage(self) -> Counter[str]:
        """What the backend took so far, articles that failed included; empty where it does not count."""
        return Counter(getattr(self.backend, "usage", {}))

    # -- articles, as steps and engines pass them on

    def read_articles(self, articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        """Yield for each article, in order, what was extracted or why there is nothing; as lazy as the backend is.

        For one thread: between two results another thread's article would come in between.
        """
        yield from read(articles, self.backend, self.catalog)

    def read_article(self, article: Article) -> Extraction | Failure:
        """Return what was extracted from *article*, or why there is nothing; threads may call it at the same time."""
        here = self._here()
        with here.turn:
            (result,) = read([article], here.one_by_one, self.catalog)
        return result

    # -- what programs have

    @overload
    def read(
        self,
        item: Given,
        *,
        id: str | None = ...,
        uri: str | None = ...,
        published: date | str | None = ...,
        language: str | None = ...,
        failures: Literal["raised"] = ...,
    ) -> Document: ...

    @overload
    def read(
        self,
        item: Given,
        *,
        id: str | None = ...,
        uri: str | None = ...,
        published: date | str | None = ...,
        language: str | None = ...,
        failures: Literal["values"],
    ) -> Document | Failure: ...

    def read(
        self,
        item: Given,
        *,
        id: str | None = None,
        uri: str | None = None,
        published: date | str | None = None,
        language: str | None = None,
        failures: Told = "raised",
    ) -> Document | Failure:
        """Return the document of one article: a text, a ``Path`` of a file, or a row with ``id`` and ``text``.

        *published* is the article's own date (YYYY-MM-DD), before any that it tells itself. *id* and *uri* are what the
        document says of its source: by default a digest of the text for both, or what a run would say of the file or
        row.

        Raises:
            ExtractError: there is no document, unless *failures* are asked for as values.
        """
        article = one_article(item, id=id, uri=uri, published=published, language=language)
        return self._told(article if isinstance(article, Failure) else self.read_article(article), failures)

    def read_all(
        self,
        items: Iterable[Given] | Any,
        *,
        uri: str = "rows",
        published: date | str | None = None,
        language: str | None = None,
        id_column: str | None = None,
        text_column: str = "text",
        workers: int = 1,
        failures: Told = "values",
    ) -> Reading:
        """Return the documents of *items*, in order, each read when it is asked for.

        *items* is an iterable of texts, of ``Path``s (a folder stands for all articles in it), of rows (mappings), or
        of some of each; or a DataFrame of pandas or polars, an Arrow table, or whatever gives its rows by Arrow's C
        stream. *uri* names the table that rows come from. More than one of *workers* read in processes of their own,
        with the same bytes in the same order.

        Raises:
            UsageError: *items* is one text or the name of a file; *published* is not a date.
            ExtractError: while it is gone through, where *failures* are to be raised.
        """
        articles = articles_of(
            items, uri=uri, published=published, language=language, id_column=id_column, text_column=text_column
        )
        results = self._read_given(articles) if workers == 1 else self._read_apart(articles, workers)
        return Reading((self._told(one, failures) for one in results), self.catalog)

    async def aread(
        self,
        item: Given,
        *,
        id: str | None = None,
        uri: str | None = None,
        published: date | str | None = None,
        language: str | None = None,
        failures: Told = "raised",
    ) -> Document | Failure:
        """Return what ``read`` does, while other tasks go on: as many articles are read at once as the backend may."""
        article = one_article(item, id=id, uri=uri, published=published, language=language)
        return self._told(article if isinstance(article, Failure) else await self._aread(article), failures)

    async def aread_all(
        self,
        items: Iterable[Given] | Any,
        *,
        uri: str = "rows",
        published: date | str | None = None,
        language: str | None = None,
        id_column: str | None = None,
        text_column: str = "text",
        failures: Told = "values",
    ) -> AsyncIterator[Document | Failure]:
        """Yield what ``read_all`` does, while other tasks go on; a bounded number of articles is taken ahead."""
        articles = articles_of(
            items, uri=uri, published=published, language=language, id_column=id_column, text_column=text_column
        )
        under_way: deque[asyncio.Future[Extraction | Failure]] = deque()
        try:
            while (article := await asyncio.to_thread(next, articles, None)) is not None:
                under_way.append(asyncio.ensure_future(self._aread(article)))
                if len(under_way) >= 2 * self._here().at_once:
                    yield self._told(await under_way.popleft(), failures)
            while under_way:
                yield self._told(await under_way.popleft(), failures)
        finally:
            for left in under_way:
                left.cancel()

    async def _aread(self, article: Article | Failure) -> Extraction | Failure:
        if isinstance(article, Failure):
            return article
        return await asyncio.get_running_loop().run_in_executor(self._here().threads, self.read_article, article)

    def _read_given(self, articles: Iterable[Article | Failure]) -> Iterator[Extraction | Failure]:
        for one in articles:
            yield one if isinstance(one, Failure) else self.read_article(one)

    def _read_apart(self, articles: Iterable[Article | Failure], count: int) -> Iterator[Extraction | Failure]:
        from extract.workers import Workers

        remaining = iter(articles)
        places: deque[Failure | None] = deque()
        """What could not be loaded, and None for each article under way: the order of the input."""
        with Workers(count or os.cpu_count() or 1, self.setup) as workers:
            for first in remaining:  # more than once where too much waited
                for result in workers.read(_readable(chain([first], remaining), places)):
                    while (failure := places.popleft()) is not None:
                        yield failure
                    yield result
                yield from (one for one in places if one is not None)
                places.clear()

    def _told(self, result: Extraction | Failure, failures: Told) -> Document | Failure:
        if isinstance(result, Extraction):
            return Document.of_extraction(result, self.catalog)
        if failures == "raised":
            raise result.error
        return result

    # -- the backend of this process

    def _here(self) -> _Made:
        if self._made.process != os.getpid():
            self._made = self._make()
        return self._made

    def _make(self) -> _Made:
        return _Made(self.setup.make_backend(self.catalog, self.setup.options))


def _readable(articles: Iterable[Article | Failure], places: deque[Failure | None]) -> Iterator[Article]:
    """Yield the articles, and note in *places* what is none, until too much waits there."""
    for one in articles:
        places.append(one if isinstance(one, Failure) else None)
        if not isinstance(one, Failure):
            yield one
        if len(places) >= MOST_WAITING:
            return


class _Made:
    """A backend, and what lets threads of this process share it."""

    def __init__(self, backend: Backend) -> None:
        self.process = os.getpid()
        self.backend = backend
        read_one = getattr(backend, "read_one", None)
        self.one_by_one: Backend = backend if read_one is None else _OneByOne(backend, read_one)
        self.at_once = int(getattr(backend, "at_once", 1))
        """Articles that may be read at the same time: a parser takes one, a language model is asked about several."""
        self.turn = threading.BoundedSemaphore(self.at_once)
        self.threads = ThreadPoolExecutor(self.at_once, thread_name_prefix="extract")


class _OneByOne:
    """A backend whose pages are read in the thread that asks, not by threads of its own."""

    def __init__(self, backend: Backend, read_one: Callable[[Page], Draft | Failure]) -> None:
        self.name, self.model, self.scales_by = backend.name, backend.model, backend.scales_by
        self.fingerprint = getattr(backend, "fingerprint", "")
        self._read_one = read_one

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        return map(self._read_one, pages)
