"""The output folder: documents by atomic writes, and beside them the state that lets a run go on where one stopped.

``DIR/.extract.sqlite3`` has one row an article: who reads it now, or what was written for it. Two runs may work on one
folder at once: each claims an article before it reads it, and a claim lapses with the run that made it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import extract
from extract.errors import LoadError, StoreError
from extract.lock import RunLock, clear_locks, is_running
from extract.stages import Article, Extraction, Failure

STATE = ".extract.sqlite3"
TABLE = "extractions"
"""The name, without its ending, of the file that has the documents of all articles."""
STATE_VERSION = 1
LONGEST_NAME = 240
"""Bytes of an id; file systems allow 255 for a name, and the temporary file's is longer."""

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY AUTOINCREMENT, made_by TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS work (
    article_id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'done', 'failed')),
    run INTEGER NOT NULL,
    sha256 TEXT,
    counts TEXT,
    data BLOB,
    error TEXT
);
CREATE TABLE IF NOT EXISTS listing (
    run INTEGER NOT NULL, position INTEGER NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (run, position)
) WITHOUT ROWID;
"""


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to the SQLite file at *path* that waits its turn when several runs write at once.

    Transactions are explicit (``BEGIN IMMEDIATE``). StoreError where the file cannot be opened.
    """
    with told(path):
        connection = sqlite3.connect(path, timeout=60, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        # Enough for a killed process; after a power cut the last rows may be gone, and their articles are read again.
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the file system or SQLite has to say about *path* into a StoreError."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise StoreError(
            f"the output cannot be written: {error.strerror or error}",
            where=str(error.filename or path),
            remedy="make room and run again: it goes on here" if full else "give -o a folder that you may write to",
        ) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"the state of the output folder cannot be used: {error}",
            where=str(path),
            remedy="see that the disk is not full and the folder writable; a broken state file may be deleted: its "
            "articles are then read again",
        ) from error


@contextmanager
def replacing(path: Path, writer: int) -> Iterator[Path]:
    """Give the path of a temporary file that takes the place of *path* when all went well: whole, or not at all.

    It is on the disk before it does so. *writer* is a number that nobody else has who may write there now. StoreError
    where it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{writer}.tmp")
    with told(path):
        try:
            yield temporary
            with temporary.open("rb") as written:
                os.fsync(written.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@dataclass(frozen=True)
class Finished:
    """An article whose document is there already."""

    counts: Mapping[str, int]


class Store:
    """The outputs and the state of one run in *folder*; a context manager.

    In the form ``json`` each document is written to ``<id>.json``; for another, which has one file for all, the state
    holds them until that is written. ``is_fresh`` takes no document of an earlier run for finished.
    """

    def __init__(self, folder: Path, *, form: str = "json", is_fresh: bool = False) -> None:
        self.folder, self.form = folder, form
        self._keeps_data, self._is_fresh = form != "json", is_fresh
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._state = connect(folder / STATE)
            self._prepare()
        with self._writing() as state:
            # In one transaction: no other run may see the number before its lock is held, and take this one for dead.
            self._run = state.execute("INSERT INTO runs (made_by) VALUES (?)", (extract.__version__,)).lastrowid or 0
            self._lock = RunLock(folder, self._run)
        self._sweep()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._state.close()
        self._lock.release()

    def _prepare(self) -> None:
        (version,) = self._state.execute("PRAGMA user_version").fetchone()
        if version not in (0, STATE_VERSION):
            raise StoreError(
                f"the state of this folder has the form {version}; this version of extract knows {STATE_VERSION}",
                where=str(self.folder / STATE),
                remedy="give -o another folder, or delete the file: its articles are then read again",
            )
        self._state.executescript(_TABLES)
        self._state.execute(f"PRAGMA user_version = {STATE_VERSION}")

    def _sweep(self) -> None:
        """Take away what killed runs left: locks, half-written files, and lists of what they were given."""
        with told(self.folder), self._writing() as state:
            clear_locks(self.folder)
            for path in self.folder.glob(".*.tmp"):
                number = path.name.split(".")[-2]
                if number.isdigit() and not is_running(self.folder, int(number)):
                    path.unlink(missing_ok=True)
            for (run,) in state.execute("SELECT DISTINCT run FROM listing").fetchall():
                if not is_running(self.folder, run):
                    state.execute("DELETE FROM listing WHERE run = ?", (run,))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with told(self.folder / STATE):
            self._state.execute("BEGIN IMMEDIATE")
            try:
                yield self._state
            except BaseException:
                self._state.execute("ROLLBACK")
                raise
            self._state.execute("COMMIT")

    def claim(self, article: Article, key: str, position: int) -> Finished | Literal["claimed", "busy"]:
        """Return what is known of *article*: finished, now this run's to read, or busy in another run.

        *position* is its place in the input, for a format that writes one file for all.

        Raises:
            LoadError: the id cannot be a file name.
            StoreError: the folder or its state cannot be used.
        """
        check_name(article)
        with self._writing() as state:
            if self._keeps_data:
                state.execute("INSERT OR REPLACE INTO listing VALUES (?, ?, ?)", (self._run, position, article.id))
            row = state.execute(
                "SELECT key, state, run, sha256, counts, data FROM work WHERE article_id = ?", (article.id,)
            ).fetchone()
            if row is not None:
                known, condition, run, digest, counts, data = row
                if condition == "claimed" and run != self._run and is_running(self.folder, run):
                    return "busy"
                is_ours = known == key and condition == "done" and (run == self._run or not self._is_fresh)
                if is_ours and self._is_written(article, digest, data):
                    return Finished(json.loads(counts))
            state.execute(
                "INSERT OR REPLACE INTO work (article_id, key, state, run) VALUES (?, ?, 'claimed', ?)",
                (article.id, key, self._run),
            )
        return "claimed"

    def _is_written(self, article: Article, digest: str, data: bytes | None) -> bool:
        """Return whether the outputs of *article* are what was written; a file that only the state has is put back."""
        if article.is_derived and _digest_of_file(self._path(article.id, "txt")) != _digest(article.text.encode()):
            return False
        if self._keeps_data and data is not None:
            return True
        path = self._path(article.id, "json")
        if data is not None and not path.exists():
            self._write(path, data)
        return _digest_of_file(path) == digest

    def save(self, extraction: Extraction, counts: Mapping[str, int]) -> None:
        """Write the document of *extraction*, and its text where that is in no file; then it counts as finished."""
        article = extraction.article
        with told(self.folder):
            if article.is_derived:
                self._write(self._path(article.id, "txt"), article.text.encode())
            if not self._keeps_data:
                self._write(self._path(article.id, "json"), extraction.data)
        kept = extraction.data if self._keeps_data else None
        with self._writing() as state:
            state.execute(
                "UPDATE work SET state = 'done', sha256 = ?, counts = ?, data = ? WHERE article_id = ? AND run = ?",
                (_digest(extraction.data), json.dumps(dict(counts)), kept, article.id, self._run),
            )

    def fail(self, failure: Failure) -> None:
        """Note that an article failed, so that the next run tries it again."""
        if failure.article_id is None:
            return
        with self._writing() as state:
            state.execute(
                "UPDATE work SET state = 'failed', error = ? WHERE article_id = ? AND run = ?",
                (str(failure.error), failure.article_id, self._run),
            )

    def documents(self) -> Iterator[bytes]:
        """Yield the documents of this run's articles in the order of its input, failed ones left out."""
        rows = self._state.execute(
            "SELECT work.article_id, data FROM listing JOIN work USING (article_id) "
            "WHERE listing.run = ? AND state = 'done' ORDER BY position",
            (self._run,),
        )
        with told(self.folder):
            for article_id, data in rows:
                yield data if data is not None else self._path(article_id, "json").read_bytes()

    def replacing(self, name: str) -> AbstractContextManager[Path]:
        """Give the path of a temporary file that takes the place of ``folder/name`` when all went well."""
        return replacing(self.folder / name, self._run)

    def _path(self, article_id: str, ending: str) -> Path:
        return self.folder / f"{article_id}.{ending}"

    def _write(self, path: Path, data: bytes) -> None:
        with self.replacing(path.name) as temporary:
            temporary.write_bytes(data)


def check_name(article: Article) -> None:
    """Raise LoadError where the article's id cannot be the name of its files."""
    name = article.id
    is_bad = not name or name.startswith(".") or any(char in "/\\" or ord(char) < 32 for char in name)
    if is_bad or len(name.encode(errors="replace")) > LONGEST_NAME:
        raise LoadError(
            f"the id {name!r:.80} cannot be a file name",
            where=article.uri,
            remedy=f"give it an id of at most {LONGEST_NAME} bytes without slashes or a full stop at its start",
        )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_of_file(path: Path) -> str | None:
    try:
        return _digest(path.read_bytes())
    except OSError:
        return None
