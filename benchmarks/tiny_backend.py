"""A backend that does next to nothing, so that what is measured is what is around it; words make it misbehave."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from typing import Literal

from extract.backends import BackendOptions
from extract.catalog import Catalog
from extract.stages import Draft, DraftRecord, Failure, Located, Page, Span


class TinyBackend:
    """Takes the first word of a page for an entity; KILL kills the process, ``milliseconds`` are slept for a page."""

    name = "tiny"
    model = "first words 1"
    scales_by: Literal["processes", "itself"] = "processes"

    def __init__(self, catalog: Catalog, options: BackendOptions) -> None:
        entity = catalog.of_kind("entity")[0]
        self._schema, self._label = entity.name, next(spec for spec in entity.fields if spec.choices)
        self._seconds = float(str(options.settings.get("milliseconds", 0))) / 1000

    def read(self, pages: Iterable[Page]) -> Iterator[Draft | Failure]:
        """Yield what each page says."""
        for page in pages:
            if "KILL" in page.article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if self._seconds:
                time.sleep(self._seconds)
            word = page.article.text.split(maxsplit=1)[0]
            values = {"name": word, self._label.name: self._label.choices[0]}
            mentions = (Located(Span(0, len(word))),)
            yield Draft(page, (DraftRecord(self._schema, values | {"mentions": mentions}, key="one"),))


def make_tiny(catalog: Catalog, options: BackendOptions) -> TinyBackend:
    """Return the backend, as an entry point would."""
    return TinyBackend(catalog, options)
