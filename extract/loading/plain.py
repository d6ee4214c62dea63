"""A plain text -> the article that it is, or the documents of a dump in it."""

from __future__ import annotations

from collections.abc import Iterator

from extract.loading.decode import decode_text
from extract.loading.dumps import LONGEST_DUMP, begins_as_dump, read_dump
from extract.loading.found import articles_of
from extract.loading.row import too_long
from extract.loading.source import LONGEST, Settings, Source
from extract.loading.texts import TEXTS, article_of_bytes
from extract.stages import Article, Failure


def read_plain(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article that a text file is, or the documents of a database's dump.

    A file whose ending says nothing and that begins as a page does is read as a page.
    """
    data = source.read()
    if begins_as_dump(data):
        data = source.read(LONGEST_DUMP) if len(data) > LONGEST else data
        if len(data) > LONGEST_DUMP:
            raise too_long(LONGEST_DUMP, source.uri)
        if documents := read_dump(decode_text(data, where=source.uri, notes=settings.notes), source.uri):
            yield from articles_of(documents, source, settings)
            return
    yield article_of_bytes(source.id, source.uri, data, settings, is_text=source.ending in TEXTS)
