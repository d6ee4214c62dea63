"""A small backend for tests: every capitalised word is an entity, and words in the text make it misbehave."""

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from extract.backends import BackendOptions
from extract.catalog import Catalog
from extract.errors import BackendError
from extract.stages import Draft, DraftRecord, Failure, Located, Page, Span


class PlainBackend:
    """Reads ``ahead`` pages at a time; CRASH raises, REFUSE fails, DIE kills the process, WAIT takes long."""

    name = "plain"
    scales_by: Literal["processes", "itself"] = "processes"

    def __init__(self, catalog: Catalog, options: BackendOptions) -> None:
        self.model = "words 1"
        self._schema = catalog.of_kind("entity")[0].name
        self._ahead = int(str(options.settings.get("ahead", 1)))
        self._seen = options.settings.get("seen")

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        """Yield the words of each page; note its id in the file ``seen``."""
        group: list[Page] = []
        for page in pages:
            group.append(page)
            if len(group) == self._ahead:
                yield from map(self._read, group)
                group = []
        yield from map(self._read, group)

    def _read(self, page: Page) -> Draft | Failure:
        article = page.article
        if self._seen is not None:
            with Path(str(self._seen)).open("a") as seen:
                seen.write(article.id + "\n")
        if "CRASH" in article.text:
            raise ZeroDivisionError("the backend fell over")
        if "DIE" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "WAIT" in article.text:
            time.sleep(float(re.findall(r"WAIT (\S+)", article.text)[0]))
        if "REFUSE" in article.text:
            error = BackendError("it will not", where=article.uri, remedy="ask nicely")
            return Failure(article.uri, error, article.id)
        return Draft(page, tuple(self._words(page)), usage={"requests": 1})

    def _words(self, page: Page) -> Iterator[DraftRecord]:
        places: dict[str, list[Located]] = {}
        for match in re.finditer(r"\b[A-Z][a-z]+\b", page.article.text):
            places.setdefault(match[0], []).append(Located(Span(*match.span())))
        for name, found in places.items():
            values = {"name": name, "kind": "person", "mentions": tuple(found)}
            yield DraftRecord(self._schema, values, key=name.lower())


def make_plain(catalog: Catalog, options: BackendOptions) -> PlainBackend:
    """Return the backend, as an entry point would."""
    return PlainBackend(catalog, options)


def make_none(catalog: Catalog, options: BackendOptions) -> PlainBackend:
    """Raise, as a backend does whose model is missing."""
    raise BackendError("the model is missing", where="the plain backend", remedy="install it")
