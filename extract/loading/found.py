"""An article as a file of many, or one in a form of its own, holds it, and the ``Article`` that it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from extract.errors import LoadError
from extract.loading.decode import BROKEN
from extract.loading.html import Readable
from extract.loading.ids import as_id
from extract.loading.row import too_long
from extract.loading.source import LONGEST, Settings, Source
from extract.loading.texts import refuse_empty
from extract.segmentation.head import read_head
from extract.segmentation.timestamps import read_date
from extract.stages import Article, Failure

_NO_DATE = re.compile(r"0000-00-00.*|0*")
"""How databases write that there is none."""


@dataclass(frozen=True)
class Found:
    """One article, laid out as text."""

    page: Readable
    where: str
    """Its place, for messages."""
    name: str = ""
    """What tells it from the others of its file, the same tomorrow: a URL, an id, else its number. Empty for the only
    one."""
    date: str = ""
    """The words that tell its date, where these are no date: told, not guessed."""


@dataclass(frozen=True)
class PassedOver:
    """What a file has besides articles, by its kind."""

    kind: str
    count: int = 1


def articles_of(
    found: Iterable[Found | PassedOver | LoadError], source: Source, settings: Settings
) -> Iterator[Article | Failure]:
    """Yield what is *found* in *source* as articles; what is passed over is counted in the notes of *settings*."""
    for one in found:
        if isinstance(one, PassedOver):
            settings.notes.pass_over(one.kind, one.count)
        elif isinstance(one, LoadError):
            yield Failure(source.uri, one)
        else:
            yield _article_of(one, source, settings)


def _article_of(found: Found, source: Source, settings: Settings) -> Article | Failure:
    page = found.page
    try:
        refuse_empty(page.text, found.where)
        if len(page.text.encode("utf-8", "replace")) > LONGEST:
            raise too_long(LONGEST, found.where)
    except LoadError as error:
        return Failure(source.uri, error)
    if "\ufffd" in page.text:
        settings.notes.complain(BROKEN, found.where)
    published = settings.published or page.published
    if found.date and not published:
        settings.notes.complain("A date cannot be read and is left out, or taken from the text", found.where)
    head = read_head(page.above)
    return Article(
        id=as_id(found.name, source.id) if found.name else source.id,
        uri=f"{source.uri}#{found.name}" if found.name else source.uri,
        text=page.text,
        title=page.title or head.title,
        published=published or head.published,
        is_derived=True,
        is_row=bool(found.name),
        postings=page.postings or None,
        announced=page.announced,
        furniture=page.furniture,
    )


def find_day(words: str) -> tuple[str | None, str]:
    """Return the day that a date of mail, of a feed or of a database means, and the words where they mean none.

    The day is that of the place where it was written, not of Greenwich.

    >>> find_day("Wed, 03 Mar 2021 23:00:00 -0500"), find_day("2021-03-03T10:00:00Z"), find_day("0000-00-00 00:00:00")
    (('2021-03-03', ''), ('2021-03-03', ''), (None, ''))
    >>> find_day("03/04/2021"), find_day("")
    ((None, '03/04/2021'), (None, ''))
    """
    words = words.strip()
    if _NO_DATE.fullmatch(words):
        return None, ""
    day = read_date(words)
    if day is None:
        try:
            day = parsedate_to_datetime(words).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None, words
    return day, ""
