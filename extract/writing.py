"""Files written whole or not at all, and what the file system or SQLite has to say about them, as StoreErrors."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.errors import StoreError

IN_THE_WAY = (IsADirectoryError, NotADirectoryError, FileExistsError)
"""What the system says of a path at which something else lies: it holds up one file, and not the others."""
TRIES, SECONDS_BETWEEN_TRIES = 500, 0.01
"""How often a new file is asked for that other runs begin in the same moment."""


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to the SQLite file at *path* that waits its turn when several runs write at once.

    Transactions are explicit (``BEGIN IMMEDIATE``). StoreError where the file cannot be opened.
    """
    with told(path):
        connection = sqlite3.connect(path, timeout=60, isolation_level=None)
        _switch_to_wal(connection)
        # Enough for a killed process; after a power cut the last rows may be gone, and their articles are read again.
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Have the file written ahead (WAL), which it stays; only the first connection to a new file switches.

    Of several that switch at once SQLite refuses all but one without waiting, lest they wait for each other.
    """
    for left in reversed(range(TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not left:
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


@contextmanager
def told(path: Path, what: str = "the state of the output folder") -> Iterator[None]:
    """Turn an OSError, or what SQLite has to say about *path*, into a StoreError with what helps.

    *what* names the file at *path* where that is SQLite's. Other errors go through.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the output cannot be written: {error.strerror or error}",
            where=str(error.filename2 or error.filename or path),
            remedy=_remedy_of(error),
        ) from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_")
        raise StoreError(
            f"{what} cannot be used: {error}",
            where=str(path),
            remedy=next((remedy for names, remedy in _OF_SQLITE if name.startswith(names)), _BROKEN),
        ) from error


_OF_SQLITE = (
    (("CANTOPEN", "READONLY", "PERM", "AUTH"), "see that you may write to this file and into its folder"),
    (("FULL", "IOERR"), "see that the disk has room and is in order, and run again: it goes on here"),
    (("BUSY", "LOCKED"), "another program holds this file: run again when it is done"),
)
"""What helps, by the beginnings of SQLite's own names for what is wrong: https://www.sqlite.org/rescode.html"""
_BROKEN = (
    "see that the disk is not full and the folder writable; a broken state file may be deleted: its articles are then "
    "read again, and documents that only it had, those of tables, are gone"
)


def _remedy_of(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "make room and run again: it goes on here"
    if isinstance(error, IN_THE_WAY):
        return "take away what lies there, or give -o another folder"
    if isinstance(error, FileNotFoundError):
        return "make the folder first, or give -o another"
    return "give -o a folder that you may write to"


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
        except OSError as error:
            if error.filename == str(temporary):
                error.filename = str(path)  # nobody else knows the temporary one
            raise
        finally:
            with suppress(OSError):  # what was wrong is told already
                temporary.unlink()
