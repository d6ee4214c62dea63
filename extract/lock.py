"""Which runs are alive: each holds a lock on a small file, and the operating system lets go of it when the run dies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LONGEST_WAIT = 86_400
"""Seconds: a table of millions of documents takes minutes to write."""


class RunLock:
    """Held from its making until ``release``, or until the process ends in whatever way."""

    def __init__(self, folder: Path, number: int) -> None:
        # SQLite's own file lock: it works alike on every system, and between two runs in one process.
        self._path = lock_path(folder, number)
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        self._connection.execute("BEGIN EXCLUSIVE")

    def release(self) -> None:
        """Let go of the lock, and take its file away."""
        self._connection.close()
        self._path.unlink(missing_ok=True)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a lock on the file at *path* for the block, waiting for whoever holds it; it ends with the process too."""
    with closing(sqlite3.connect(path, timeout=LONGEST_WAIT, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def clear_locks(folder: Path) -> None:
    """Take away the locks of runs that are dead. Only while no run can begin: one that begins makes its lock first."""
    for path in folder.glob(".extract-run-*.lock"):
        is_running(folder, int(path.stem.rpartition("-")[2]))


def is_running(folder: Path, number: int) -> bool:
    """Return whether run *number* holds its lock; the file of a dead one is taken away."""
    path = lock_path(folder, number)
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
    path.unlink(missing_ok=True)
    return False


def lock_path(folder: Path, number: int) -> Path:
    """Return the file whose lock run *number* holds."""
    return folder / f".extract-run-{number}.lock"
