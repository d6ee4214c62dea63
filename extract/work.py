"""What the state of an output folder notes of each article: which it is, who reads it now, what was written for it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Final

from extract.errors import StoreError
from extract.loading.ids import folded
from extract.loading.shard import Shard
from extract.sketch import are_alike, sketch_of
from extract.stages import Article

VERSION = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY AUTOINCREMENT, made_by TEXT NOT NULL, make TEXT);
CREATE TABLE IF NOT EXISTS work (
    article_id TEXT PRIMARY KEY,
    folded TEXT NOT NULL,       -- what ids share whose files would be one
    uri TEXT NOT NULL,
    is_row INTEGER NOT NULL,
    is_derived INTEGER NOT NULL,
    sketch BLOB NOT NULL,       -- of the text
    place TEXT,                 -- the file that the article is in, where there is one
    reader INTEGER,             -- the run that reads it now
    asked TEXT,                 -- what will decide the document that it writes
    error TEXT,                 -- why the last reading failed
    key TEXT,                   -- what decided the document; from here on null where there is none
    run INTEGER,
    make TEXT,
    sha256 TEXT,
    counts TEXT,
    data BLOB
);
CREATE TABLE IF NOT EXISTS shard (number INTEGER NOT NULL, count INTEGER NOT NULL, is_finished INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS work_folded ON work (folded);
CREATE INDEX IF NOT EXISTS work_uri ON work (uri);
CREATE INDEX IF NOT EXISTS work_place ON work (place);
"""
_STDIN = "-"
"""The uri of whatever comes on standard input: it names no article."""
ADOPTED: Final = (
    *("article_id", "folded", "uri", "is_row", "is_derived", "sketch", "place"),
    *("key", "make", "sha256", "counts", "data"),
)
"""What a folder takes over of a document from the state of another."""
READ_NOW: Final = "SELECT article_id, reader FROM work WHERE reader IS NOT NULL"


def prepare(state: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new state; StoreError where it is one of another version."""
    (version,) = state.execute("PRAGMA user_version").fetchone()
    if version not in (0, VERSION):
        raise StoreError(
            f"the state of this folder has the form {version}; this version of extract knows {VERSION}",
            where=str(path),
            remedy="give -o another folder, or delete the file: its articles are then read again",
        )
    state.executescript(_TABLES)
    state.execute(f"PRAGMA user_version = {VERSION}")


def shard_of(state: sqlite3.Connection) -> tuple[Shard | None, bool]:
    """Return the share that a folder has, None where it is no part, and whether that was read to its end."""
    if state.execute("SELECT 1 FROM sqlite_master WHERE name = 'shard'").fetchone() is None:
        return None, True
    row = state.execute("SELECT number, count, is_finished FROM shard").fetchone()
    return (Shard(row[0], row[1]), bool(row[2])) if row is not None else (None, True)


def note_shard(state: sqlite3.Connection, shard: Shard | None, *, is_finished: bool) -> None:
    """Note the share that a folder has, and whether it was read to its end."""
    state.execute("DELETE FROM shard")
    if shard is not None:
        state.execute("INSERT INTO shard VALUES (?, ?, ?)", (shard.number, shard.count, is_finished))


def known_as(state: sqlite3.Connection, article: Article) -> Article:
    """Return *article* with the id of its document, or one that no other article has.

    A file is known by its path, a row by its id. Of two articles with one id, those whose texts are alike are one,
    moved or brought up to date; any other gets an id with a digest of its uri, as two of one run do.
    """
    if not article.is_row and article.uri != _STDIN:
        row = state.execute("SELECT article_id FROM work WHERE uri = ? AND NOT is_row", (article.uri,)).fetchone()
        if row is not None:
            return replace(article, id=row[0])
    name, number = article.id, 1
    uri = article.uri if article.uri != _STDIN else article.text
    while not _is_free(state, name, article):
        told = uri if number == 1 else f"{uri}\n{number}"
        name, number = f"{article.id}-{hashlib.sha256(told.encode()).hexdigest()[:8]}", number + 1
    return replace(article, id=name)


def _is_free(state: sqlite3.Connection, name: str, article: Article) -> bool:
    """Return whether *name* is that of no other article."""
    rows = state.execute(
        "SELECT article_id, uri, sketch, sha256 IS NOT NULL OR reader IS NOT NULL FROM work WHERE folded = ?",
        (folded(name),),
    ).fetchall()
    for known, uri, sketch, is_taken in rows:
        is_same = uri == article.uri != _STDIN or are_alike(sketch, sketch_of(article.text))
        if is_taken and (known != name or not is_same):
            return False
    return True


def note_claim(state: sqlite3.Connection, article: Article, run: int, key: str) -> None:
    """Note that *run* reads *article* now; a document that it has stays, and is still of the text that it was of."""
    state.execute(
        "INSERT INTO work (article_id, folded, uri, is_row, is_derived, sketch, place, reader, asked) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (article_id) DO UPDATE SET reader = excluded.reader, asked = excluded.asked, error = NULL",
        (article.id, *_identity_of(article), run, key),
    )


def note_document(
    state: sqlite3.Connection,
    article: Article,
    run: int,
    *,
    make: str | None,
    sha256: str,
    counts: str,
    data: bytes | None,
) -> None:
    """Note the document of *article*, which *run* claimed and has written."""
    state.execute(
        "UPDATE work SET folded = ?, uri = ?, is_row = ?, is_derived = ?, sketch = ?, place = ?, key = asked, run = ?, "
        "make = ?, sha256 = ?, counts = ?, data = ?, reader = NULL, asked = NULL, error = NULL "
        "WHERE article_id = ? AND reader = ?",
        (*_identity_of(article), run, make, sha256, counts, data, article.id, run),
    )


def _identity_of(article: Article) -> tuple[str, str, bool, bool, bytes, str | None]:
    sketch, place = sketch_of(article.text), _place_of(article)
    return folded(article.id), article.uri, article.is_row, article.is_derived, sketch, place


def _place_of(article: Article) -> str | None:
    """Return the file in which *article* lies, as an absolute path; None for one that came from elsewhere."""
    path = article.uri
    while path and not os.path.lexists(path):  # a row's uri is its table's, a # and its id, which may have another #
        path = path.rpartition("#")[0]
    return str(Path(path).absolute()) if path else None
