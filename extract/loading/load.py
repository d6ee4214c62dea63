"""Files, folders, globs, standard input and rows of tables -> articles; what cannot be read becomes a failure."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from extract.errors import UsageError
from extract.loading.columns import Columns
from extract.loading.ids import Ids, printable
from extract.loading.kinds import kind_of
from extract.loading.language import language_of
from extract.loading.notes import Notes
from extract.loading.shard import Shard
from extract.loading.source import LONGEST, Settings, Source
from extract.loading.sources import expand, failure_of, reason_of
from extract.loading.texts import article_of_bytes
from extract.segmentation.timestamps import read_date
from extract.stages import Article, Failure
from extract.unforeseen import guarded, guarded_all

STDIN = "-"
COUNTED = 100_000
"""Files that are counted before a run begins, at most: about a second."""
UNREADABLE = "check that the file is there and that you may read it"


def find_articles(
    inputs: Sequence[str],
    *,
    id_column: str | None = None,
    text_column: str = "text",
    published_column: str | None = None,
    published: str | None = None,
    language: str | None = None,
    notes: Notes | None = None,
    shard: Shard | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Failure]:
    """Yield the articles of *inputs* in their order, and a failure for each thing that cannot be read.

    An input is a file, a folder (read with all folders in it, in the order of names), a glob, or ``-`` for *stdin*.
    Articles are read one at a time, as they are asked for. *published* (YYYY-MM-DD) is the date of all of them, before
    any date that they tell themselves; *language* (ISO 639) the language of all of them, where their texts are not to
    tell it. Columns of tables that are not named are looked for by the names that are usual. What there is to tell of
    articles that are read, and what is passed over, goes into *notes*. Of a *shard* only its articles and failures are
    given; files of others are not opened where their names tell what they are.

    Raises:
        UsageError: *published* is not a date.
    """
    check_date(published, where="--published")
    columns = Columns(id_column, text_column, published_column)
    return _find(inputs, Settings(columns, published, language, notes or Notes(), shard), stdin)


def check_date(published: str | None, *, where: str) -> None:
    """Raise UsageError where *published* is given and is not a date, YYYY-MM-DD."""
    if published is not None and (not re.fullmatch(r"\d{4}-\d{2}-\d{2}", published) or read_date(published) is None):
        raise UsageError(f"not a date: {published!r}", where=where, remedy="write it as YYYY-MM-DD: 2021-03-03")


def count_sources(inputs: Sequence[str], shard: Shard | None = None) -> int | None:
    """Return how many articles *inputs* seem to hold, or None where only reading would tell (tables, standard input).

    Files are counted by their names; one that is empty or given twice counts too. Of very many None is returned: the
    run is not to wait until they are counted.
    """
    count = seen = 0
    for name in dict.fromkeys(inputs):
        if name == STDIN or _is_vast(name):
            return None
        for path in expand(name):
            seen += 1
            if seen > COUNTED or (isinstance(path, Path) and not kind_of(Source(path)).has_one):
                return None
            count += isinstance(path, Failure) or shard is None or shard.has(Source(path).id)
    return count


def _is_vast(name: str) -> bool:
    """Return whether a folder has more entries than are counted; only so many of them are looked at."""
    try:
        with os.scandir(name) as entries:
            return sum(1 for _ in islice(entries, COUNTED + 1)) > COUNTED
    except (OSError, ValueError):
        return False


def _find(inputs: Sequence[str], settings: Settings, stdin: BinaryIO | None) -> Iterator[Article | Failure]:
    ids = Ids()
    for read in _read_all(inputs, settings, stdin):
        found = read if isinstance(read, Failure) else guarded(partial(_admitted, read, ids, settings), read.uri)
        if found is not None:
            yield found


def _admitted(article: Article, ids: Ids, settings: Settings) -> Article | None:
    """Return *article* with an id of its own and its language; None for a file that was read before."""
    found = ids.give(article)
    return found and replace(found, language=settings.language or language_of(found.text))


def _read_all(inputs: Sequence[str], settings: Settings, stdin: BinaryIO | None) -> Iterator[Article | Failure]:
    """Yield what is read, ids not yet unique."""
    for name in dict.fromkeys(inputs):
        if name == STDIN:
            if settings.has(name):
                yield guarded(lambda: _read_stdin(settings, stdin), STDIN)
            continue
        for path in expand(name, settings.notes):
            if isinstance(path, Failure):
                yield from (path,) if settings.has(path.uri) else ()
            else:
                yield from guarded_all(_read_file(Source(path), settings), printable(path.as_posix()))


def _read_file(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    kind = kind_of(source)
    if kind.has_one and not settings.has(source.id):
        return
    try:
        for read in kind.read(source, settings):
            if kind.has_one or settings.has(read.id if isinstance(read, Article) else read.error.where):
                # What lies elsewhere is not at hand later: its text is kept beside the output.
                yield replace(read, is_derived=True) if source.is_remote and isinstance(read, Article) else read
    except OSError as error:
        if kind.has_one or settings.has(source.uri):
            yield failure_of(source.uri, f"the file cannot be read: {reason_of(error)}", UNREADABLE)


def _read_stdin(settings: Settings, stdin: BinaryIO | None) -> Article:
    data = (stdin if stdin is not None else sys.stdin.buffer).read(LONGEST + 1)
    # Standard input cannot be read again, so that its text is kept beside the output.
    return replace(article_of_bytes("stdin", STDIN, data, settings), is_derived=True)
