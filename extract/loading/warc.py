"""Web archives (WARC, ARC) -> the pages in them, one at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import count
from typing import Any

from extract.errors import LoadError
from extract.loading.decode import decode_sent
from extract.loading.found import Found, PassedOver, articles_of
from extract.loading.html import lay_out, read_html
from extract.loading.row import too_long
from extract.loading.source import LONGEST, Settings, Source
from extract.stages import Article, Failure

ARCHIVES = (".warc", ".arc", ".wet")
_NOBODY = logging.NullHandler()
"""Logging has a last resort, which prints; a logger with a handler does not fall back on it."""
_PAGES = ("text/html", "application/xhtml+xml")


def read_archive(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the pages that servers answered with as articles; all other records are counted as passed over.

    The day on which a page was fetched is not taken for that of the article: it may be years later.
    """
    with source.open() as stream:
        yield from articles_of(_find(_AsItComes(stream), source.uri), source, settings)


class _AsItComes:
    """A stream that gives what it has, not what it was asked for: so nothing is lost before a place that is damaged."""

    def __init__(self, stream: Any) -> None:
        self.read, self.close = stream.read1, stream.close


def _find(stream: Any, uri: str) -> Iterator[Found | PassedOver | LoadError]:
    iterator = _opened(stream)
    records = iter(iterator)
    record, strays = None, 0
    for number in count(1):
        where = f"{uri}, record {number}"
        try:
            before, record = record, next(records, None)  # which reads what is left of the one before
        except Exception as error:  # of a damaged header warcio raises what comes: AttributeError, EOFError, zlib.error
            yield _broken(f"the archive cannot be read on: {' '.join(str(error).split())[:200]}", where)
            return
        if iterator.err_count > strays:
            strays = iterator.err_count
            yield _broken("the record has more bytes than its header says", f"{uri}, record {number - 1}")
        if before is not None and before.raw_stream.limit:
            yield _broken("the archive is cut off in this record", f"{uri}, record {number - 1}")
        if record is None:
            return
        if record.rec_headers.get_header("Content-Length") is None:
            yield _broken("the archive is cut off in the header of a record", where)
            return
        yield _read_record(record, where)


def _opened(stream: Any) -> Any:
    """Return warcio's iterator over *stream*, without its habit of printing the bytes of a broken archive."""
    from warcio.archiveiterator import ArchiveIterator

    class Quiet(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""
        """What it prints of bytes between two records; ``err_count`` counts them."""

    logging.getLogger("warcio").addHandler(_NOBODY)
    return Quiet(stream, arc2warc=True)


def _broken(problem: str, where: str) -> LoadError:
    return LoadError(problem, where=where, remedy="copy or download it again; what stands before is read")


def _read_record(record: Any, where: str) -> Found | PassedOver | LoadError:
    kind, form = _kind_of(record), _form_of(record)
    if kind is not None:
        return PassedOver(kind)
    data = record.content_stream().read(LONGEST + 1)
    url = record.rec_headers.get_header("WARC-Target-URI") or where
    where = f"{where}, {url}"
    if len(data) > LONGEST:
        return too_long(LONGEST, where)
    try:
        markup = _decoded(data, record, where)
        page = lay_out(None, None, [markup.strip()], ()) if form == "text/plain" else read_html(markup, where=where)
    except LoadError as error:
        return error
    return Found(page, where, url)


def _kind_of(record: Any) -> str | None:
    """Return what a record is that is no page, None for a page: a good answer in HTML, or the text taken from one."""
    form = _form_of(record)
    if record.rec_type == "conversion" and form == "text/plain":
        return None
    if record.rec_type not in ("response", "resource"):
        return f"{record.rec_type} record of an archive"
    status = record.http_headers.get_statuscode() if record.http_headers is not None else "200"
    if status != "200":
        return f"answer {status} in an archive"
    return None if form in _PAGES else f"{form or 'record without a type'} in an archive"


def _form_of(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _content_type(record: Any) -> str:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return headers.get_header("Content-Type") or ""


def _decoded(data: bytes, record: Any, where: str) -> str:
    charset = _content_type(record).lower().partition("charset=")[2].split(";")[0]
    return decode_sent(data, charset, where=where, is_markup=True)
