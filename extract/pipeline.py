"""The way of an article through all steps: the only place that lists them."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

import extract
from extract.backends import Backend
from extract.catalog import Catalog
from extract.document import ExtractionInfo, catalog_digest
from extract.errors import BackendError
from extract.ground import ground_draft
from extract.resolve import to_records
from extract.segmentation.segment import segment
from extract.stages import Article, Draft, Extraction, Failure, Page
from extract.timelimit import within
from extract.unforeseen import guarded
from extract.validate import to_extraction

MOST_WAITING = 1000
"""Articles told apart, or why they cannot be, that wait for an answer; then no more are taken until it is there."""
_log = logging.getLogger("extract")


def identity_of(backend: Backend, catalog: Catalog) -> tuple[ExtractionInfo, str]:
    """Return what documents say of the *backend* that made them, and what else its answers hang on."""
    info = ExtractionInfo(
        backend=backend.name, model=backend.model, version=extract.__version__, schemas=catalog_digest(catalog)
    )
    return info, str(getattr(backend, "fingerprint", ""))


def read(articles: Iterable[Article], backend: Backend, catalog: Catalog) -> Iterator[Extraction | Failure]:
    """Yield for each article, in order, what was extracted or why there is nothing.

    Takes articles lazily, as far ahead as the backend does. An article that brings a step down costs only itself: what
    the backend had taken by then is read again one by one, to find the article that it cannot bear.

    Raises:
        Exception: whatever *articles* raises.
        BackendError: the backend takes no article any more.
    """
    info, _ = identity_of(backend, catalog)
    seconds = getattr(backend, "article_seconds", None)
    feed = _Feed(articles, getattr(backend, "languages", None), seconds)
    while not feed.is_exhausted:
        taken_before = feed.taken
        try:
            for answer in backend.read(feed.pages()):
                yield from feed.failures()
                yield _finish(answer, feed.next_page().article, catalog, info, seconds)
        except Exception:
            _log.debug("the backend broke off: reading on one by one", exc_info=True)
        yield from feed.failures()
        while feed.waiting:
            page = feed.next_page()
            yield _finish(_read_alone(page, backend, seconds), page.article, catalog, info, seconds)
            yield from feed.failures()
        if feed.error is not None:
            raise feed.error
        if feed.taken == taken_before and not feed.is_exhausted:
            raise BackendError(
                "the backend takes no more articles", where=f"{info.backend}, {info.model}", remedy="report this"
            )


class _Feed:
    """The pages that a backend is given, those that it has not answered yet, and what went wrong on the way."""

    def __init__(self, articles: Iterable[Article], languages: Collection[str] | None, seconds: float | None) -> None:
        self._articles, self._languages, self._seconds = iter(articles), languages, seconds
        self.waiting: deque[Page | Failure] = deque()
        self.taken = 0
        self.is_exhausted = False
        self.error: Exception | None = None
        """What *articles* raised: kept apart from what the backend raises."""

    def pages(self) -> Iterator[Page]:
        """Yield the articles told apart; those that cannot be told apart wait among the others as failures.

        Ends also where too many wait: of failures alone a backend would ask on and on.
        """
        while len(self.waiting) < MOST_WAITING and (article := self._next_article()) is not None:
            page = guarded(partial(self._tell_apart, article), article.uri, article.id)
            self.waiting.append(page)
            if isinstance(page, Page):
                yield page

    def _tell_apart(self, article: Article) -> Page:
        if self._languages is not None and article.language not in self._languages:
            raise not_read(article)
        with within(self._seconds, article.uri):
            return segment(article)

    def _next_article(self) -> Article | None:
        try:
            article = next(self._articles)
        except StopIteration:
            self.is_exhausted = True
        except Exception as error:
            self.is_exhausted, self.error = True, error
        else:
            self.taken += 1
            return article
        return None

    def failures(self) -> Iterator[Failure]:
        """Take and yield the failures that stand before the next page."""
        while self.waiting and isinstance(failure := self.waiting[0], Failure):
            self.waiting.popleft()
            yield failure

    def next_page(self) -> Page:
        """Take the first page; the failures before it are taken already."""
        page = self.waiting.popleft()
        assert isinstance(page, Page)
        return page


def not_read(article: Article) -> BackendError:
    """Return why a backend that reads other languages does not read *article*."""
    import pycountry

    code = article.language
    known = pycountry.languages.get(**{f"alpha_{len(code)}": code}) if len(code) in (2, 3) else None
    return BackendError(
        f"the text is in {known.name if known else 'another language'} ({code}), which this reader does not know",
        where=article.uri,
        remedy="read it with a language model (--model PROVIDER/NAME), which reads every language; if it is English, "
        "say so with --language en; --language any reads it whatever it is",
    )


def _read_alone(page: Page, backend: Backend, seconds: float | None) -> Draft | Failure:
    return guarded(lambda: _answer(page, backend, seconds), page.article.uri, page.article.id)


def _answer(page: Page, backend: Backend, seconds: float | None) -> Draft | Failure:
    with within(seconds, page.article.uri):
        for answer in backend.read(iter([page])):
            return answer
    raise BackendError("the backend gave no answer", where=page.article.uri, remedy="report this, with the article")


def _finish(
    answer: Draft | Failure, article: Article, catalog: Catalog, info: ExtractionInfo, seconds: float | None
) -> Extraction | Failure:
    if isinstance(answer, Failure):
        return answer
    return guarded(lambda: _checked(answer, catalog, info, seconds), article.uri, article.id)


def _checked(draft: Draft, catalog: Catalog, info: ExtractionInfo, seconds: float | None) -> Extraction:
    with within(seconds, draft.page.article.uri):
        grounded = ground_draft(draft, catalog)
        records = to_records(grounded, catalog)
        dropped, usage = grounded.dropped, grounded.usage
        extraction = to_extraction(grounded.page.article, records, catalog, info, dropped=dropped, usage=usage)
        page = grounded.page
        missed = max(0, (page.announced or 0) - len(page.postings))
        return replace(extraction, calls=grounded.calls, missed=missed)
