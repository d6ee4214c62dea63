"""The kinds of file that hold articles: which endings are theirs, and what reads them. A new kind is a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.errors import LoadError
from extract.loading import reddit
from extract.loading.beginnings import ending_told_by
from extract.loading.documents import read_docx, read_pdf, read_rtf
from extract.loading.feeds import FEEDS, read_feed
from extract.loading.json_rows import holds_rows
from extract.loading.mail import ARCHIVED_PAGES, MAILBOXES, MAILS, read_archived_page, read_mail, read_mailbox
from extract.loading.plain import read_plain
from extract.loading.rows import read_table
from extract.loading.source import Settings, Source
from extract.loading.tables import TABLES
from extract.loading.texts import MARKUP, TEXTS, read_page
from extract.loading.unread import UNREAD, refuse
from extract.loading.warc import ARCHIVES, read_archive
from extract.stages import Article, Failure

Reader = Callable[[Source, Settings], Iterator[Article | Failure]]
"""Reads the articles of one file, lazily. What it cannot read of it is a Failure; what it raises costs the rest of the
file. Ids need not be unique yet; an article that is one of many in its file has ``is_row``."""
HEAD = 1 << 16
"""Bytes from which a kind is told where the ending does not tell it."""


@dataclass(frozen=True)
class Kind:
    """One kind of file. ``fits`` looks at the first bytes, for kinds that share an ending: the first that fits."""

    endings: tuple[str, ...]
    read: Reader
    has_one: bool = False
    """Whether each file holds one article, so that they can be counted without being read."""
    fits: Callable[[bytes], bool] | None = None
    is_searched: bool = True
    """Whether folders are searched for its files; else they must be named."""


UNKNOWN: Final = Kind((), read_plain, has_one=True)
"""A file whose ending nobody knows and that begins as none of the others: read as text, for it was named."""
_REFUSED: Final = Kind(tuple(UNREAD), refuse, has_one=True, is_searched=False)

_REDDIT: Final = Kind((".jsonl", ".ndjson"), reddit.read_dump, fits=reddit.is_dump)
KINDS: Final[tuple[Kind, ...]] = (
    Kind((".json",), reddit.read_thread, fits=reddit.is_thread),
    _REDDIT,
    Kind((".json",), read_table, fits=holds_rows),
    Kind(tuple(ending for ending in TABLES if ending != ".json"), read_table),
    Kind(MARKUP, read_page, has_one=True),
    Kind(TEXTS, read_plain, has_one=True),
    Kind(FEEDS, read_feed),
    Kind(ARCHIVES, read_archive),
    Kind(MAILS, read_mail, has_one=True),
    Kind(MAILBOXES, read_mailbox),
    Kind(ARCHIVED_PAGES, read_archived_page, has_one=True),
    Kind((".docx",), read_docx, has_one=True),
    Kind((".rtf",), read_rtf, has_one=True),
    Kind((".pdf",), read_pdf, has_one=True),
    _REFUSED,
    Kind((".json",), read_table, is_searched=False),
)
_KNOWN_BY_BEGINNING: Final = (".pdf", ".rtf", ".xml", ".warc", ".mbox", ".eml")
"""Kinds whose files are read whatever their name is."""
SEARCHED: Final = tuple(dict.fromkeys(ending for kind in KINDS if kind.is_searched for ending in kind.endings))
"""The endings of the files that a folder is searched for, packed or not."""


TOLD_BY_NAME: Final = frozenset(
    ending
    for ending in SEARCHED
    if all(kind.is_searched and kind.fits is None for kind in KINDS if ending in kind.endings)
)
"""Those of them that need no look into the file."""


def kind_of(source: Source) -> Kind:
    """Return what reads *source*; where its ending is that of several kinds, its first bytes decide."""
    fitting = [kind for kind in KINDS if source.ending in kind.endings]
    if fitting and not any(kind.fits for kind in fitting):
        return fitting[0]
    head = _head_of(source)
    if not fitting:
        if reddit.is_dump(head):  # RC_2021-03.zst, as it is distributed
            return _REDDIT
        told = ending_told_by(head)
        return next((kind for kind in KINDS if told in _KNOWN_BY_BEGINNING and told in kind.endings), UNKNOWN)
    return next((kind for kind in fitting if kind.fits is None or kind.fits(head)), UNKNOWN)


def is_searched(path: Path) -> bool:
    """Return whether a folder is searched for files such as this: of a known ending, which begin as they should."""
    source = Source(path)
    return source.ending in SEARCHED and kind_of(source).is_searched


def _head_of(source: Source) -> bytes:
    try:
        return source.read(HEAD)
    except (OSError, LoadError):
        return b""  # what is the matter with it is told when it is read
